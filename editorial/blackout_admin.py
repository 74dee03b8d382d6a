"""The electoral blackouts and their exceptions in the admin, for the legal office and the administrators."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList, PageChooserPanel
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from editorial.models import BlackoutException, BlackoutPeriod


class ExceptionForm(WagtailAdminModelForm):
    """Whoever grants an exception signs it."""

    def save(self, commit=True):
        self.instance.granted_by = self.instance.granted_by or self.for_user
        return super().save(commit)


class BlackoutPeriodViewSet(SnippetViewSet):
    model = BlackoutPeriod
    icon = "date"
    menu_label = _("Electoral blackouts")
    list_display = ["name", "starts_on", "ends_on", "law"]
    ordering = ["-starts_on"]
    panels = [
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
        FieldPanel("law"),
        FieldPanel("note"),
    ]


class BlackoutExceptionViewSet(SnippetViewSet):
    model = BlackoutException
    icon = "lock-open"
    menu_label = _("Exceptions")
    list_display = ["campaign", "period", "granted_by", "granted_at"]
    edit_handler = ObjectList(
        [FieldPanel("period"), PageChooserPanel("campaign", "editorial.CampaignPage"), FieldPanel("reason")],
        base_form_class=ExceptionForm,
    )


class BlackoutGroup(SnippetViewSetGroup):
    items = (BlackoutPeriodViewSet, BlackoutExceptionViewSet)
    menu_label = _("Electoral blackout")
    menu_icon = "date"
    menu_name = "blackout"
    menu_order = 700
