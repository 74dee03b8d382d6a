"""The editor of a piece: its tabs, the panel of its versions, the panel of its uses."""

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    Panel,
    PublishingPanel,
    TabbedInterface,
)
from wagtail.models import ReferenceIndex
from wagtail.permissions import policy_registry

from media_assets.metadata.screens import MetadataPanel
from media_assets.models import Piece, ProcessingState, UploadState
from media_assets.piece_forms import PieceForm
from organization.widgets import DepartmentSelect

SHOWN_USES = 30


class ForNewPiece:
    """Of a bound panel: shown until the piece exists."""

    def is_shown(self):
        return super().is_shown() and self.instance.pk is None


class ForExistingPiece:
    """Of a bound panel: shown once the piece exists."""

    def is_shown(self):
        return super().is_shown() and self.instance.pk is not None


class NewPiecePanel(MultiFieldPanel):
    class BoundPanel(ForNewPiece, MultiFieldPanel.BoundPanel):
        pass


class ExistingPiecePanel(MultiFieldPanel):
    class BoundPanel(ForExistingPiece, MultiFieldPanel.BoundPanel):
        pass


class ExistingPieceTab(ObjectList):
    class BoundPanel(ForExistingPiece, ObjectList.BoundPanel):
        pass


class VersionsPanel(Panel):
    """Every master of the piece with its previews, newest first; follows the background work."""

    class BoundPanel(ForExistingPiece, Panel.BoundPanel):
        template_name = "media_assets/admin/versions_panel.html"

        def get_context_data(self, parent_context=None):
            context = super().get_context_data(parent_context)
            context.update(versions_context(self.instance, self.request.user))
            return context


class InspectionPanel(Panel):
    """The verdict on the newest master and its findings; follows the background work."""

    class BoundPanel(ForExistingPiece, Panel.BoundPanel):
        template_name = "media_assets/admin/inspection_panel.html"

        def get_context_data(self, parent_context=None):
            from media_assets.inspection.screens import inspection_context

            context = super().get_context_data(parent_context)
            context.update(inspection_context(self.instance, self.request.user))
            return context


class ConsentsPanel(Panel):
    """Who gave leave to be shown, for those who may read it."""

    class BoundPanel(ForExistingPiece, Panel.BoundPanel):
        template_name = "media_assets/admin/consents_panel.html"

        def get_context_data(self, parent_context=None):
            from media_assets.viewsets.consents import consents_context

            context = super().get_context_data(parent_context)
            context.update(consents_context(self.instance, self.request.user))
            return context


class BriefPanel(Panel):
    """The brief that asked for the piece, for those who may see it."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "media_assets/briefs/piece_panel.html"

        @cached_property
        def about(self):
            from media_assets.briefs.screens import brief_context

            return brief_context(self.instance, self.request.user)

        def is_shown(self):
            return super().is_shown() and bool(self.about)

        def get_context_data(self, parent_context=None):
            return super().get_context_data(parent_context) | self.about


class UsesPanel(Panel):
    """Where the piece is placed, from Wagtail's reference index."""

    class BoundPanel(ForExistingPiece, Panel.BoundPanel):
        template_name = "media_assets/admin/uses_panel.html"

        @cached_property
        def uses(self):
            return uses_of(self.instance, self.request.user)

        def get_context_data(self, parent_context=None):
            context = super().get_context_data(parent_context)
            context["uses"] = self.uses
            return context


def versions_context(piece, user=None) -> dict:
    """What the list of versions shows, with what the user may do; also answers the poll of the open editor."""
    from media_assets.finding.screens import alike_context

    versions = list(piece.versions.select_related("uploaded_by").prefetch_related("derivatives", "derivative_jobs"))
    published_id = Piece.objects.filter(pk=piece.pk, live=True).values_list("current_version_id", flat=True).first()
    working = [v for v in versions if v.processing in (ProcessingState.PENDING, ProcessingState.RUNNING)]
    arriving = list(piece.uploads.waiting_for_their_piece())
    return {
        "piece": piece,
        "versions": versions,
        "bound_id": piece.current_version_id,
        **alike_context(piece, user),
        "published_id": published_id,
        "working": working,
        "arriving": arriving,
        "is_arriving": any(upload.state != UploadState.REFUSED for upload in arriving),
        "working_jobs": [job for version in versions for job in version.derivative_jobs.all() if job.is_working],
        "may_change": bool(user) and policy_registry.get_by_type(Piece).user_has_permission(user, "change"),
        "compare_url_name": Piece.snippet_viewset.get_url_name("compare"),
        "status_url": reverse(Piece.snippet_viewset.get_url_name("versions"), args=[piece.pk]),
    }


def uses_of(piece, user) -> list[dict]:
    """``[{"label", "kind", "url", "places"}]`` of what shows the piece; the address where the user may edit."""
    finder = AdminURLFinder(user)
    return [
        {
            "label": str(content),
            "kind": content._meta.verbose_name,
            "url": finder.get_edit_url(content),
            "places": [reference.describe_source_field() for reference in references],
        }
        for content, references in ReferenceIndex.get_grouped_references_to(piece)[:SHOWN_USES]
    ]


def piece_editor():
    """The tabs of the editor of a piece."""
    return TabbedInterface(
        [
            ObjectList(
                [
                    BriefPanel(heading=_("The brief that asked for it")),
                    FieldPanel("title", required_on_save=True),
                    FieldPanel("format"),
                    FieldPanel("department", widget=DepartmentSelect),
                    FieldPanel("description"),
                    NewPiecePanel([FieldPanel("master_file")], heading=_("File")),
                    UsesPanel(heading=_("Where it is used")),
                ],
                heading=_("The piece"),
            ),
            ExistingPieceTab(
                [
                    ExistingPiecePanel(
                        [FieldPanel("master_file"), FieldPanel("master_note")],
                        heading=_("Upload a new version"),
                    ),
                    VersionsPanel(heading=_("Versions")),
                    MetadataPanel(heading=_("What the file says")),
                ],
                heading=_("File and versions"),
            ),
            ExistingPieceTab([InspectionPanel(heading=_("Inspection"))], heading=_("Inspection")),
            ObjectList(
                [
                    MultiFieldPanel(
                        [
                            FieldPanel("licence"),
                            FieldRowPanel([FieldPanel("rights_owner"), FieldPanel("rights_territory")]),
                            FieldRowPanel([FieldPanel("rights_from"), FieldPanel("rights_until")]),
                            FieldPanel("rights_media"),
                            FieldPanel("has_third_party_works"),
                            FieldPanel("shows_people"),
                        ],
                        heading=_("Rights"),
                    ),
                    ConsentsPanel(heading=_("Consents of the people shown")),
                    MultiFieldPanel(
                        [
                            FieldPanel("alt_text"),
                            FieldPanel("caption"),
                            FieldPanel("transcript"),
                            FieldPanel("captions"),
                        ],
                        heading=_("Accessibility"),
                    ),
                ],
                heading=_("Rights and accessibility"),
            ),
            ObjectList(
                [
                    InlinePanel("credits", heading=_("Credits"), label=_("Credit")),
                    FieldPanel("slug"),
                    PublishingPanel(),
                ],
                heading=_("Credits and address"),
            ),
        ],
        base_form_class=PieceForm,
    )
