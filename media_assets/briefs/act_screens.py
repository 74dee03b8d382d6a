"""What is done with a brief from its page: the acts, the pieces linked to it, who follows it, and its files."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from django.views.generic import FormView, TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from media_assets.briefs import attachments, following, rules
from media_assets.briefs.acts import BriefRefused, can, perform
from media_assets.briefs.forms import ActForm, RemoveFileForm
from media_assets.briefs.machine import BY_SLUG, may_try
from media_assets.briefs.screens import LinkForm, address, seen
from media_assets.models import Brief, BriefAttachment, BriefFollower, Piece
from media_assets.views.serving import serve


class ActView(WagtailAdminTemplateMixin, TemplateView):
    """One act: what it asks, or whether it is meant; a POST does it."""

    template_name = "media_assets/briefs/act.html"
    header_icon = "list-ul"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.act = BY_SLUG.get(kwargs["act"])
        if self.act is None:
            raise Http404
        self.brief = seen(request.user, kwargs["pk"])
        self.page_title = self.act.label
        self.page_subtitle = self.brief.title

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": address("index"), "label": _("Briefs")},
            {"url": address("inspect", self.brief.pk), "label": self.brief.title},
            {"url": "", "label": self.act.label},
        ]

    @cached_property
    def form(self):
        return ActForm(self.request.POST or None, act=self.act, brief=self.brief)

    @property
    def back_url(self):
        wanted = self.request.POST.get("next") or self.request.GET.get("next", "")
        if url_has_allowed_host_and_scheme(wanted, None) and wanted.startswith("/"):
            return wanted
        return address("inspect", self.brief.pk)

    def get(self, request, *args, **kwargs):
        if not may_try(self.act, request.user, self.brief):
            messages.error(request, str(can(self.act, request.user, self.brief).reason))
            return redirect(self.back_url)
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        form = self.form
        if self.act.needs_form and not form.is_valid():
            return self.render_to_response(self.get_context_data())
        said = form.cleaned_data if self.act.needs_form else {}
        try:
            perform(self.act, self.brief, request.user, **said)
        except BriefRefused as refusal:
            if not (self.act.needs_form and may_try(self.act, request.user, Brief.objects.get(pk=self.brief.pk))):
                messages.error(request, str(refusal))
                return redirect(self.back_url)
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
            return self.render_to_response(self.get_context_data())
        messages.success(request, _("Done: “%(act)s”, %(title)s.") % {"act": self.act.label, "title": self.brief.title})
        return redirect(self.back_url)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            **kwargs
            | {
                "act": self.act,
                "brief": self.brief,
                "form": self.form if self.act.needs_form else None,
                "back_url": self.back_url,
            }
        )


class RemoveFileView(WagtailAdminTemplateMixin, FormView):
    """Take back a file that was sent, with the reason."""

    template_name = "media_assets/briefs/remove_file.html"
    page_title = gettext_lazy("Remove the file")
    header_icon = "doc-full"
    form_class = RemoveFileForm

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.brief = seen(request.user, kwargs["pk"])
        self.attachment = get_object_or_404(BriefAttachment, pk=kwargs["attachment_pk"], brief=self.brief)
        self.page_subtitle = self.attachment.original_name

    def dispatch(self, request, *args, **kwargs):
        if not (decision := rules.may_remove_file(request.user, self.attachment)):
            messages.error(request, str(decision.reason))
            return redirect(self.back_url)
        return super().dispatch(request, *args, **kwargs)

    @property
    def back_url(self):
        return address("inspect", self.brief.pk)

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": address("index"), "label": _("Briefs")},
            {"url": self.back_url, "label": self.brief.title},
            {"url": "", "label": self.page_title},
        ]

    def form_valid(self, form):
        try:
            attachments.remove(self.attachment, self.request.user, form.cleaned_data["reason"])
        except BriefRefused as refusal:
            form.add_error("reason" if refusal.field else None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, _("The file is removed."))
        return redirect(self.back_url)

    def get_context_data(self, **kwargs):
        return super().get_context_data(brief=self.brief, attachment=self.attachment, back_url=self.back_url, **kwargs)


@require_POST
def follow(request, pk):
    """Hear of the brief from now on; ``dejar`` in the form ends it."""
    brief = seen(request.user, pk)
    if "dejar" in request.POST:
        brief.followers.filter(user=request.user).delete()
        messages.success(request, _("You are not told of this brief any more."))
    elif decision := rules.may_follow(request.user, brief):
        BriefFollower.objects.get_or_create(brief=brief, user=request.user)
        messages.success(request, _("From now on you are told of all that happens with this brief."))
    else:
        messages.warning(request, str(decision.reason))
    return redirect("briefs:inspect", pk)


@require_POST
def link_piece(request, pk):
    brief = seen(request.user, pk)
    form = LinkForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose a piece first."))
    else:
        _try(request, following.link, form.cleaned_data["piece"], brief, _("The piece is linked."))
    return redirect(f"{address('inspect', pk)}#rot-pieces")


@require_POST
def unlink_piece(request, pk, piece_pk):
    brief = seen(request.user, pk)
    piece = get_object_or_404(Piece, pk=piece_pk, brief=brief)
    _try(request, following.unlink, piece, brief, _("The piece is not of this brief any more."))
    return redirect(f"{address('inspect', pk)}#rot-pieces")


def _try(request, act, piece, brief, done):
    try:
        act(piece, brief, request.user)
    except BriefRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)


@never_cache
def attachment(request, pk, attachment_pk):
    """A file of a brief, always to keep and never to show: it comes from outside the office's own work."""
    brief = seen(request.user, pk)
    found = get_object_or_404(BriefAttachment, pk=attachment_pk, brief=brief, removed_at=None)
    return serve(
        request,
        found.file,
        content_type=found.mime,
        filename=found.original_name,
        everybody=False,
        attachment=True,
        checksum=found.sha256,
    )
