"""
Only wires: what files say, and what waits for their store, into Wagtail's admin.

Imported by ``media_assets.wagtail_hooks``.
"""

from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.ui.components import Component

from media_assets import waiting


class WaitingFilesPanel(Component):
    """The files that somebody sent while the store was down, until they are in the library."""

    name = "waiting_files"
    order = 40
    template_name = "media_assets/metadata/waiting_panel.html"

    def get_context_data(self, parent_context):
        return {"waiting": list(waiting.of(parent_context["request"].user))}


@hooks.register("construct_homepage_panels")
def show_what_waits_for_the_store(request, panels):
    panels.append(WaitingFilesPanel())


@hooks.register("insert_global_admin_css")
def style_of_what_files_say():
    return format_html('<link rel="stylesheet" href="{}">', static("rotativa/admin/metadata.css"))
