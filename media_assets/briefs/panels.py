"""The request form, and the panel of the home."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList, Panel
from wagtail.admin.ui.components import Component
from wagtail.admin.widgets import AdminDateInput

from media_assets.briefs.deadlines import NEEDED, earliest
from media_assets.briefs.forms import BriefForm, WantedForm
from media_assets.briefs.load import in_hand_of, waiting_for_an_answer
from media_assets.briefs.rules import coordinates, designs
from media_assets.models import BriefState
from organization.widgets import DepartmentSelect

SHOWN = 8


class WantedPanel(InlinePanel):
    """The rows of what is wanted, each with one choice for channel and format."""

    def get_form_options(self):
        options = super().get_form_options()
        options["formsets"][self.relation_name]["form"] = WantedForm
        return options


class EarliestPanel(Panel):
    """The earliest day of each channel, asked now."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "media_assets/briefs/earliest_panel.html"

        def get_context_data(self, parent_context=None):
            context = super().get_context_data(parent_context)
            now = timezone.now()
            context["rows"] = [(channel, days, earliest([(channel, 1)], now)) for channel, days in NEEDED.items()]
            return context


class KeptFilesPanel(FieldPanel):
    """The files that came with a form that went back."""

    class BoundPanel(FieldPanel.BoundPanel):
        def is_shown(self):
            return super().is_shown() and self.form.has_kept_files


def request_form():
    return ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldPanel("title"),
                    FieldPanel("department", widget=DepartmentSelect),
                    FieldPanel("campaign"),
                ],
                heading=_("What it is about"),
            ),
            WantedPanel(
                "wanted",
                panels=[FieldPanel("what"), FieldRowPanel([FieldPanel("quantity"), FieldPanel("notes")])],
                heading=_("Pieces you need"),
                label=_("Piece"),
                min_num=1,
                max_num=20,
                help_text=_(
                    "One row for each format. If you do not know the format, choose the channel: the designer advises."
                ),
            ),
            MultiFieldPanel(
                [FieldPanel("purpose"), FieldPanel("audience"), FieldPanel("message")],
                heading=_("What it has to achieve"),
            ),
            MultiFieldPanel(
                [EarliestPanel(), FieldPanel("deadline", widget=AdminDateInput), FieldPanel("urgent_reason")],
                heading=_("By when"),
            ),
            MultiFieldPanel([KeptFilesPanel("kept_files"), FieldPanel("files")], heading=_("Files that help")),
        ],
        base_form_class=BriefForm,
    )


class MyBriefsPanel(Component):
    """On the home: what a designer has in hand with the time left, and what nobody has answered yet."""

    name = "my_briefs"
    order = 62
    template_name = "media_assets/briefs/home_panel.html"

    def get_context_data(self, parent_context):
        user = parent_context["request"].user
        if not (designs(user) or coordinates(user)):
            return {"is_shown": False}
        mine, number = in_hand_of(user, timezone.now(), SHOWN) if designs(user) else ([], 0)
        return {
            "is_shown": True,
            "is_designer": designs(user),
            "mine": mine,
            "number": number,
            "more": max(number - SHOWN, 0),
            "unanswered": waiting_for_an_answer(),
            "unanswered_url": f"{reverse('briefs:board')}#rot-column-{BriefState.REQUESTED.value}",
        }
