"""The screens of consents: personal data, each door asks who may read it and writes down who did."""

import hashlib

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from wagtail.admin.widgets import AdminDateInput
from wagtail.log_actions import log

from media_assets.consents import (
    ConsentRefused,
    may_add_consent,
    may_close_consent,
    may_read_consents,
    record_consent,
    set_aside_consent,
    withdraw_consent,
)
from media_assets.intake.fields import InspectedFileField
from media_assets.models import Consent, Piece
from media_assets.views.serving import serve, type_by_name
from media_assets.viewsets.opening import opening_url_name

#: Signed forms are scanned or photographed.
DOCUMENTS = ("pdf", "jpg", "png")
LARGEST = 25 * 1024 * 1024


class ConsentForm(forms.ModelForm):
    document = InspectedFileField(
        allowed=DOCUMENTS,
        max_bytes=LARGEST,
        label=_("Signed form"),
        help_text=_("PDF, JPG or PNG, up to 25 MB. It is never public: who reads it stays on record."),
    )

    class Meta:
        model = Consent
        fields = ["person", "is_minor", "guardian", "uses", "valid_from", "valid_until", "document"]
        widgets = {"valid_from": AdminDateInput, "valid_until": AdminDateInput}

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("is_minor") and not cleaned.get("guardian", "").strip():
            self.add_error("guardian", _("A minor's consent is signed by who has their legal care: write who."))
        start, end = cleaned.get("valid_from"), cleaned.get("valid_until")
        if start and end and end < start:
            self.add_error("valid_until", _("The consent would end before it starts."))
        return cleaned

    def save(self, commit=True):
        upload = self.cleaned_data["document"]
        upload.seek(0)
        self.instance.sha256 = hashlib.file_digest(upload, "sha256").hexdigest()
        upload.seek(0)
        return super().save(commit=commit)


class ClosingForm(forms.Form):
    """Why a consent does not count any more."""

    WITHDRAWN, NOT_SHOWN = "withdrawn", "not_shown"

    what = forms.ChoiceField(
        label=_("What happened"),
        widget=forms.RadioSelect,
        choices=[
            (WITHDRAWN, _("The person takes their consent back: the piece may not be used")),
            (NOT_SHOWN, _("The piece does not show the person any more")),
        ],
    )
    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}), max_length=1000)


def consents_context(piece, user) -> dict:
    """What the panel shows; without the names for those who may not read them."""
    if not piece.pk or not may_read_consents(user, piece):
        return {"piece": piece, "may_read": False, "stand": piece.consents_stand}
    today, closing = timezone.localdate(), bool(may_close_consent(user))
    rows = []
    for consent in piece.consents.select_related("recorded_by", "closed_by"):
        is_open = consent.revoked_on is None and consent.set_aside_at is None
        rows.append(
            {
                "consent": consent,
                "is_open": is_open,
                "is_over": consent.valid_until is not None and consent.valid_until < today,
                "document_url": _address("consent_document", piece.pk, consent.pk),
                "close_url": _address("close_consent", piece.pk, consent.pk)
                if closing and consent.set_aside_at is None
                else "",
            }
        )
    return {
        "piece": piece,
        "may_read": True,
        "rows": rows,
        "stand": piece.consents_stand,
        "add_url": _address("add_consent", piece.pk) if may_add_consent(user, piece) else "",
    }


def add(request, pk):
    piece = get_object_or_404(Piece, pk=pk)
    if not may_add_consent(request.user, piece):
        raise PermissionDenied
    form = ConsentForm(request.POST or None, request.FILES or None, instance=Consent(piece=piece))
    if request.method == "POST" and form.is_valid():
        try:
            record_consent(form.save(commit=False), user=request.user)
        except ConsentRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The consent is on record."))
            return redirect(_opened(request, piece.pk))
    return _form(request, piece, form, _("Add a consent"), _("Put on record"))


def close(request, pk, consent_pk):
    consent = get_object_or_404(Consent.objects.select_related("piece"), pk=consent_pk, piece_id=pk)
    if not may_close_consent(request.user):
        raise PermissionDenied
    form = ClosingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        act = withdraw_consent if form.cleaned_data["what"] == ClosingForm.WITHDRAWN else set_aside_consent
        try:
            act(consent, user=request.user, reason=form.cleaned_data["reason"])
        except ConsentRefused as refusal:
            form.add_error("reason", str(refusal))
        else:
            messages.success(request, _("It is on record."))
            return redirect(_opened(request, pk))
    return _form(
        request, consent.piece, form, _("Close the consent of %(person)s") % {"person": consent}, _("Close it")
    )


@never_cache
def document(request, pk, consent_pk):
    """The signed form; that somebody read it is written down before it is handed over."""
    consent = get_object_or_404(Consent.objects.select_related("piece"), pk=consent_pk, piece_id=pk)
    if not may_read_consents(request.user, consent.piece):
        raise PermissionDenied
    with transaction.atomic():
        log(
            instance=consent.piece,
            action="media_assets.consent.read",
            user=request.user,
            data={"consent": consent.pk},
        )
    name = consent.document.name.rpartition("/")[2]
    return serve(request, consent.document, content_type=type_by_name(name), filename=name, everybody=False)


def _form(request, piece, form, title, button):
    context = {"title": title, "piece": piece, "form": form, "button": button, "back_url": _opened(request, piece.pk)}
    return render(request, "media_assets/admin/consent_form.html", context)


def _opened(request, pk):
    """The piece as this person opens it: the legal office looks at its record."""
    return reverse(opening_url_name(request.user), args=[pk])


def _address(name, *args):
    return reverse(Piece.snippet_viewset.get_url_name(name), args=args)
