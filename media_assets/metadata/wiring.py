"""Only wires: what waits for the store of files, on the home of the admin. Imported by ``media_assets.wagtail_hooks``."""

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
