"""Only wires: the screens of the library into Wagtail's admin."""

from django.http import Http404
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from media_assets.access import may_read_file
from media_assets.viewsets.formats import PieceFormatViewSet
from media_assets.viewsets.pieces import PieceViewSet

register_snippet(PieceViewSet)
register_snippet(PieceFormatViewSet)


@hooks.register("before_serve_document")
def keep_documents_of_drafts(document, request):
    """A document that no page before the public uses is, for readers, not there."""
    if not may_read_file(request.user, document):
        raise Http404


@hooks.register("insert_global_admin_css")
def library_style():
    return format_html('<link rel="stylesheet" href="{}">', static("rotativa/admin/library.css"))


@hooks.register("register_log_actions")
def log_of_waivers(actions):
    actions.register_action("media_assets.waive", _("Let a finding stand"), _("A finding of the inspection stands"))


@hooks.register("insert_global_admin_js")
def library_script():
    return format_html('<script type="module" src="{}"></script>', static("rotativa/admin/versions.js"))
