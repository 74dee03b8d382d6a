"""
``/api/v3/``: Wagtail's API v3, mounted for reading.

The operations, schemas and permission rules are Wagtail's own. Its writing
operations are left out on purpose: they publish by permission alone, and in this
house nothing is published that somebody else has not approved. Whoever writes does
it in the admin, where the review chain stands.

Without a token only live pages open to everybody are seen; with the token of
somebody of the office, what Wagtail's page permissions let them see.
"""

from functools import wraps

from django.db import DataError
from ninja import NinjaAPI, Router
from ninja.errors import HttpError
from wagtail.api.v3.auth import AllowAnonymous, BearerTokenAuth
from wagtail.api.v3.errors import register_exception_handlers
from wagtail.api.v3.routers import pages
from wagtail.api.v3.routers.schema import router as schema_router
from wagtail.api.v3.schemas import BasePageSchema

#: The last page that a listing has, whatever it lists: databases count no further than 64 bits.
FARTHEST = 1_000_000


def is_within_reach(offset: str) -> bool:
    """Whether a listing may be asked to begin there; what is no number is for the listing to refuse."""
    return not offset.isdecimal() or (len(offset) < 20 and int(offset) <= FARTHEST)


def within_reach(listing):
    """The listing of Wagtail's, which would take any number and let the database refuse it."""

    @wraps(listing)
    def checked(request, **given):
        if not is_within_reach(request.GET.get("offset", "").strip()):
            raise HttpError(400, f"offset cannot be higher than {FARTHEST}")
        return listing(request, **given)

    return checked


READERS = [BearerTokenAuth(), AllowAnonymous()]

reading = Router(tags=["pages"], auth=READERS)
for address, view, answer, name, summary in (
    ("/", within_reach(pages.list_pages), list[BasePageSchema], "list_pages", "List pages"),
    ("/find/", pages.find_page, pages.PageDetailSchema, "find_page", "Find page"),
    ("/{page_id}/", pages.get_page, pages.PageDetailSchema, "detail_page", "Page detail"),
):
    operation = {"response": answer, "url_name": name, "summary": summary}
    reading.get(address, operation_id=f"rotativa_{name}", **operation)(view)

api = NinjaAPI(
    title="Rotativa",
    version="3.0.0",
    description="Contenido público de la sala de prensa: boletines, publicaciones, campañas y programas.",
    # Wagtail's schemas link to their own operations by this name.
    urls_namespace="wagtailapi_v3",
    openapi_url="/openapi.json",
    docs_url="/docs/",
)
register_exception_handlers(api)


@api.exception_handler(OverflowError)
@api.exception_handler(DataError)
def refuse_what_nobody_counts(request, fault):
    """Filters take any number and any day; the database behind them does not."""
    return api.on_exception(request, HttpError(400, "a filter names a number or a day beyond the last"))


api.add_router("/pages/", reading)
api.add_router("/schema/", schema_router)
