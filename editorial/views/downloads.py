"""The doors of the reading PDF and of the press kit: what guards the page guards them."""

import logging

from django.core.cache import cache
from django.core.files.storage import default_storage
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail import hooks
from wagtail.models import Page

from editorial import downloads
from editorial import press_kit as kits
from editorial import reading_pdf as reading
from editorial.models import BulletinPage, PublicationPage
from editorial.prepared_files import NotReady
from editorial.tasks import prepare_downloads
from media_assets.typesetting import TypesettingError
from media_assets.views.serving import Stored, serve
from organization.pace import DOWNLOADS, at_pace

logger = logging.getLogger(__name__)

#: A reader waits so long for a file that another one is having made.
WAIT_SECONDS = 10
#: A heavier kit is made by the worker while its reader is asked to come back.
KIT_AT_ONCE_BYTES = 40 * 1024 * 1024
RETRY_AFTER_SECONDS = 15


@require_safe
@at_pace(DOWNLOADS)
def reading_pdf(request, path):
    """The reading edition; at the address of a publication, that of its latest edition."""
    return _guarded(request, path, _answer_with_pdf)


@require_safe
@at_pace(DOWNLOADS)
def press_kit(request, path):
    """The press kit of a bulletin."""
    return _guarded(request, path, _answer_with_kit)


def _answer_with_pdf(page, request, args, kwargs):
    if isinstance(page, PublicationPage):
        latest = page.editions().first()
        if latest is None:
            raise Http404
        return redirect(latest.pdf_url)
    if not isinstance(page, downloads.READ):
        raise Http404
    return _prepared(request, downloads.reading_edition, page, "application/pdf", reading.filename(page))


def _answer_with_kit(page, request, args, kwargs):
    if not isinstance(page, BulletinPage):
        raise Http404
    if downloads.kit.ready(page) is None and kits.weight(page) > KIT_AT_ONCE_BYTES:
        if cache.add(f"queued:{downloads.kit.name(page)}", True, RETRY_AFTER_SECONDS * 4):
            prepare_downloads.enqueue(page.pk)
        return _come_back()
    name = f"kit-{kits.folder_name(page)}.zip"
    return _prepared(request, downloads.kit, page, "application/zip", name, attachment=True)


def _guarded(request, path, answer):
    """
    Answer for the page at that address, behind all that guards it.

    The page is found and its guards are asked as ``wagtail.views.serve`` does, so that
    a private section asks for its password or sign-in here too.
    """
    route = Page.route_for_request(request, path)
    if route is None or not downloads.is_out(route.page):
        raise Http404
    for guard in reversed(hooks.get_hooks("on_serve_page")):
        answer = guard(answer)
    for guard in hooks.get_hooks("before_serve_page"):
        refusal = guard(route.page, request, route.args, route.kwargs)
        if isinstance(refusal, HttpResponse):
            return refusal
    return answer(route.page, request, route.args, route.kwargs)


def _prepared(request, kind, page, content_type, filename, attachment=False):
    try:
        name = kind.ensure(page, wait_seconds=WAIT_SECONDS)
    except NotReady:
        return _come_back()
    except TypesettingError:
        logger.exception("The %s of page %s could not be made", kind.folder, page.pk)
        return _come_back()
    # Never shown from a shared cache, so that a withdrawal closes this door at once.
    return serve(
        request,
        Stored(default_storage, name),
        content_type=content_type,
        filename=filename,
        everybody=False,
        attachment=attachment,
        checksum=kind.mark(page),
    )


def _come_back():
    answer = HttpResponse(
        _("This file is being prepared. Please try again in a moment."),
        status=503,
        content_type="text/plain; charset=utf-8",
    )
    answer["Retry-After"] = str(RETRY_AFTER_SECONDS)
    answer["Cache-Control"] = "no-store"
    return answer
