"""Only wires: the screens of the library into Wagtail's admin."""

from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from media_assets.viewsets.formats import PieceFormatViewSet
from media_assets.viewsets.pieces import PieceViewSet

register_snippet(PieceViewSet)
register_snippet(PieceFormatViewSet)


@hooks.register("insert_global_admin_css")
def library_style():
    return format_html('<link rel="stylesheet" href="{}">', static("rotativa/admin/library.css"))


@hooks.register("insert_global_admin_js")
def library_script():
    return format_html('<script type="module" src="{}"></script>', static("rotativa/admin/versions.js"))
