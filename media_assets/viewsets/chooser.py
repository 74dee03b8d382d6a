"""The window in which an editor picks a piece of the library for a page."""

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm, SearchFilterMixin
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet

from media_assets.models import Channel, Piece, PieceState

from .columns import StateColumn, ThumbnailColumn


class PieceFilterForm(SearchFilterMixin, BaseFilterForm):
    channel = forms.ChoiceField(label=_("Channel"), required=False, choices=[("", _("All")), *Channel.choices])
    only_published = forms.BooleanField(label=_("Only published"), required=False)

    def filter(self, pieces):
        if channel := self.cleaned_data.get("channel"):
            pieces = pieces.filter(channel=channel)
        if self.cleaned_data.get("only_published"):
            pieces = pieces.filter(pk__in=Piece.objects.in_state(PieceState.PUBLISHED).values("pk"))
        return super().filter(pieces)


class PieceChoosing:
    """What both the window and its refreshed results do."""

    filter_form_class = PieceFilterForm
    per_page = 12
    ordering = "-created_at"

    def get_object_list(self):
        return Piece.objects.for_listing()

    @property
    def columns(self):
        return [
            ThumbnailColumn("thumbnail", label=_("Preview"), width="96px"),
            self.title_column,
            Column("format", label=_("Format"), accessor="format.name"),
            StateColumn("state", label=_("State")),
        ]

    @cached_property
    def page_subtitle(self):
        return ""


class PieceChooseView(PieceChoosing, ChooseView):
    pass


class PieceChooseResultsView(PieceChoosing, ChooseResultsView):
    pass


class PieceChooserViewSet(SnippetChooserViewSet):
    page_title = _("Choose a piece of the library")
    choose_view_class = PieceChooseView
    choose_results_view_class = PieceChooseResultsView
