"""
``/api/v3/``: Wagtail's API v3, mounted for reading.

The operations, schemas and permission rules are Wagtail's own. Its writing
operations are left out on purpose: they publish by permission alone, and in this
house nothing is published that somebody else has not approved. Whoever writes does
it in the admin, where the review chain stands.

Without a token only live pages open to everybody are seen; with the token of
somebody of the office, what Wagtail's page permissions let them see.
"""

from ninja import NinjaAPI, Router
from wagtail.api.v3.auth import AllowAnonymous, BearerTokenAuth
from wagtail.api.v3.errors import register_exception_handlers
from wagtail.api.v3.routers import pages
from wagtail.api.v3.routers.schema import router as schema_router
from wagtail.api.v3.schemas import BasePageSchema

READERS = [BearerTokenAuth(), AllowAnonymous()]

reading = Router(tags=["pages"], auth=READERS)
for address, view, answer, name, summary in (
    ("/", pages.list_pages, list[BasePageSchema], "list_pages", "List pages"),
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
api.add_router("/pages/", reading)
api.add_router("/schema/", schema_router)
