"""The page of one brief with its thread, its files and its pieces."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.views import generic
from wagtail.admin.widgets import Button
from wagtail.permissions import policy_registry

from media_assets.briefs import requests, rules
from media_assets.briefs.acts import can, name_of
from media_assets.briefs.coverage import coverage_of
from media_assets.briefs.forms import MessageForm
from media_assets.briefs.history import story_of
from media_assets.briefs.load import Waiting
from media_assets.briefs.machine import acts_for
from media_assets.models import Brief, Piece


class LinkForm(forms.Form):
    """An existing piece that turns out to be what a brief asks for."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        chooser = Piece.snippet_viewset.chooser_viewset.widget_class()
        self.fields["piece"] = forms.ModelChoiceField(
            Piece.objects.all(), label=_("Piece of the library"), widget=chooser
        )


class BriefView(generic.InspectView):
    """All there is about one brief; a POST adds to its thread."""

    template_name = "media_assets/briefs/brief.html"
    page_title = gettext_lazy("Brief")

    def get_object(self, queryset=None):
        brief = get_object_or_404(
            Brief.objects.for_cards().select_related("campaign", "requester", "assigned_to", "department"), pk=self.pk
        )
        if not rules.may_see(self.request.user, brief):
            raise PermissionDenied
        return brief

    def post(self, request, *args, **kwargs):
        form = self.message_form
        if form.is_valid():
            message = requests.say(self.object, form.cleaned_data["text"], form.handed_in, request.user)
            if message.unheard:
                names = ", ".join(f"@{name}" for name in message.unheard)
                said = _("Your message is kept, but it mentions nobody who can read it here: %(names)s.")
                messages.warning(request, said % {"names": names})
            return redirect(f"{address('inspect', self.object.pk)}#rot-thread")
        form.show_kept_files()
        return self.render_to_response(self.get_context_data())

    @cached_property
    def message_form(self):
        bound = (self.request.POST, self.request.FILES) if self.request.method == "POST" else ()
        return MessageForm(*bound, sender=self.request.user)

    @cached_property
    def header_more_buttons(self):
        if not rules.may_edit(self.request.user, self.object):
            return []
        return [Button(_("Reword"), url=address("edit", self.object.pk), icon_name="edit", priority=10)]

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": address("index"), "label": _("Briefs")},
            {"url": "", "label": self.object.title},
        ]

    def get_page_subtitle(self):
        return ""

    def get_context_data(self, **kwargs):
        brief, user = self.object, self.request.user
        context = super().get_context_data(**kwargs)
        coverage = coverage_of(brief)
        may_link = bool(rules.may_link(user, brief))
        followers = list(brief.followers.select_related("user"))
        policy = policy_registry.get_by_type(Piece)
        link_form = LinkForm() if may_link else None
        acts = [(act, can(act, user, brief)) for act in acts_for(user, brief)]
        context.update(
            brief=brief,
            waiting=Waiting.of(brief, timezone.now()),
            coverage=coverage,
            acts=acts,
            may_edit=bool(rules.may_edit(user, brief)),
            may_link=may_link,
            link_form=link_form,
            piece_url_name=Piece.snippet_viewset.get_url_name(
                "edit" if policy.user_has_permission(user, "change") else "inspect"
            ),
            new_piece_url=reverse(Piece.snippet_viewset.get_url_name("add"))
            if may_link and policy.user_has_permission(user, "add")
            else "",
            opens_pieces=policy.user_has_any_permission(user, ["add", "change", "view"]),
            attachments=for_page(brief.attachments.filter(message=None), user),
            thread=thread_of(brief, user),
            followers=[name_of(each.user) for each in followers],
            follows=any(each.user_id == user.pk for each in followers),
            may_follow=bool(rules.may_follow(user, brief)),
            story=story_of(brief),
            message_form=self.message_form,
            requester=name_of(brief.requester),
            designer=name_of(brief.assigned_to),
            campaign_url=brief.campaign.url if brief.campaign and brief.campaign.live else "",
        )
        context["media"] = sum((form.media for form in (link_form, self.message_form) if form), forms.Media())
        return context

    def get_fields(self):
        """The page is drawn by its template, not field by field."""
        return []


def for_page(files, user) -> list:
    """The files with whether the reader may remove each; who removed one is read along."""
    found = list(files.select_related("uploaded_by", "removed_by"))
    for file in found:
        file.may_be_removed = bool(rules.may_remove_file(user, file))
    return found


def thread_of(brief, user) -> list:
    """The messages with their files, in a constant number of queries."""
    thread = list(brief.messages.select_related("author"))
    files = for_page(brief.attachments.filter(message__isnull=False), user)
    for message in thread:
        message.files = [file for file in files if file.message_id == message.pk]
    return thread


def brief_context(piece, user) -> dict:
    """What the editor of a piece tells of the brief that asked for it; nothing to who may not see it."""
    brief = piece.brief
    if brief is None or not rules.may_see(user, brief):
        return {}
    return {
        "brief": brief,
        "url": address("inspect", brief.pk),
        "waiting": Waiting.of(brief, timezone.now()),
        "may_unlink": bool(piece.pk and rules.may_link(user, brief)),
    }


def seen(user, pk) -> Brief:
    """The brief, for who may see it; to others it is as if it were not there."""
    brief = get_object_or_404(Brief.objects.select_related("requester", "assigned_to"), pk=pk)
    if not rules.may_see(user, brief):
        raise Http404
    return brief


def address(name, *args) -> str:
    return reverse(f"briefs:{name}", args=args)
