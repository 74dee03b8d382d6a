"""Only wires: the screens of the library into Wagtail's admin."""

from django.http import Http404
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogFormatter
from wagtail.snippets.models import register_snippet

from media_assets import rights_watch
from media_assets.access import may_read_file
from media_assets.briefs import wiring as briefs_wiring  # noqa: F401
from media_assets.delivery import wiring  # noqa: F401
from media_assets.library.many.collecting import PutInCollection, TakeOutOfCollection
from media_assets.library.many.deleting import DeletePieces
from media_assets.library.many.editing import EditMany
from media_assets.library.screens.collections import PieceCollectionViewSet
from media_assets.library.screens.saved_searches import SavedSearchViewSet
from media_assets.metadata import wiring as metadata_wiring  # noqa: F401
from media_assets.rights_desk import RightsPanel
from media_assets.views.files import give_document_from_bucket
from media_assets.viewsets.formats import PieceFormatViewSet
from media_assets.viewsets.pieces import PieceViewSet

register_snippet(PieceViewSet)
register_snippet(PieceFormatViewSet)


@hooks.register("register_admin_viewset")
def what_people_keep_of_the_library():
    return [PieceCollectionViewSet(), SavedSearchViewSet()]


# After Wagtail's own, in the place of whose deletion ours stands.
for action in (EditMany, PutInCollection, TakeOutOfCollection, DeletePieces):
    hooks.register("register_bulk_action", action, order=10)


@hooks.register("before_serve_document")
def keep_documents_of_drafts(document, request):
    """A document that no page before the public uses is, for readers, not there."""
    if not may_read_file(request.user, document):
        raise Http404


# After every guard: Wagtail's of collections and the one above.
hooks.register("before_serve_document", give_document_from_bucket, order=100)


@hooks.register("construct_homepage_panels")
def put_ending_rights_on_the_desk(request, panels):
    panels.append(RightsPanel())


@hooks.register("insert_global_admin_css")
def library_style():
    return format_html('<link rel="stylesheet" href="{}">', static("rotativa/admin/library.css"))


@hooks.register("insert_global_admin_css")
def finding_style():
    return format_html('<link rel="stylesheet" href="{}">', static("rotativa/admin/finding.css"))


@hooks.register("register_log_actions")
def log_of_the_library(actions):
    actions.register_action("media_assets.waive", _("Let a finding stand"), _("A finding of the inspection stands"))
    for action, label, message in (
        ("record", _("Record a consent"), _("The consent of a person was recorded")),
        ("withdraw", _("Withdraw a consent"), _("A person withdrew their consent")),
        ("set_aside", _("Set a consent aside"), _("A consent is not needed any more")),
        ("read", _("Read a signed consent"), _("A signed consent was read")),
    ):
        actions.register_action(f"media_assets.consent.{action}", label, message)
    actions.register_action(rights_watch.TAKEN_OUT)(RightsEnded)


class RightsEnded(LogFormatter):
    """Which piece left the public pages, and why."""

    label = _("Take out what may not be used any more")

    def format_message(self, log_entry):
        said = {"piece": log_entry.label, "reason": log_entry.data.get("reason", "")}
        return _("“%(piece)s” left the public pages. %(reason)s") % said


@hooks.register("insert_global_admin_js")
def library_script():
    return format_html('<script type="module" src="{}"></script>', static("rotativa/admin/versions.js"))
