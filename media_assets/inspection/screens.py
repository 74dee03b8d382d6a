"""What the office sees of an inspection, and its two acts: inspect again, and let a finding stand."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.log_actions import log
from wagtail.permissions import policy_registry

from media_assets.inspection import rips
from media_assets.inspection.catalogue import ENGINE
from media_assets.inspection.findings import Severity
from media_assets.inspection.fitness import Unwaivable, can_waive, is_fit, verdict_on, waive
from media_assets.inspection.reports import master_in_hand
from media_assets.models import Channel, InspectionReport, Piece
from media_assets.tasks import inspect_version


class WaiverForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=1000,
        help_text=gettext_lazy("Why the piece may go out as it is. For example: it is seen from three metres."),
    )


def _address(name, *args):
    return reverse(Piece.snippet_viewset.get_url_name(name), args=args)


def inspection_context(piece, user) -> dict:
    """The verdict on the master that the draft of the piece is bound to and what this user may do about it."""
    version = master_in_hand(piece)
    verdict = verdict_on(version) if version else None
    report = verdict.report if verdict else None
    fit = bool(is_fit(version)) if version else False
    waivable = {found.key for found in verdict.blocking} if version and can_waive(user, version) else ()
    groups = [
        {
            "severity": severity.value,
            "label": _GROUPS[severity],
            "findings": [
                {
                    "finding": found,
                    "waiver": verdict.waivers.get(found.key),
                    "waive_url": _address("waive", piece.pk, found.key) if found.key in waivable else "",
                }
                for found in report.found
                if found.severity == severity
            ],
        }
        for severity in (Severity.BLOCKS, Severity.WARNS, Severity.INFORMS)
        if report and any(found.severity == severity for found in report.found)
    ]
    return {
        "piece": piece,
        "version": version,
        "report": report,
        "is_working": bool(report and report.is_working),
        "is_fit": fit,
        "verdict_label": _("Fit to go out") if fit else _("Not fit to go out"),
        "groups": groups,
        "drawn_by": _drawn_by(report),
        "safe_areas": safe_areas(piece, version),
        "inspection_url": _address("inspection", piece.pk),
        "again_url": _address("inspect_again", piece.pk) if _may(user, "change") else "",
    }


def _drawn_by(report):
    """The programs that drew all pages of a PDF without an error, in words; empty where none did."""
    told = report.facts.get("drawn", ()) if report else ()
    return get_text_list([each["by"] for each in told if rips.drew_all(each)], _("and"))


#: Margins of 16:9 television, in per cent of the picture's width and height, on each side (EBU R 95).
ACTION_MARGIN, GRAPHICS_MARGIN = "3.5", "5"


def safe_areas(piece, version) -> dict | None:
    """A still of a television piece with the frames inside which all televisions show it; None for other pieces."""
    still = version.preview if version is not None and piece.channel == Channel.TV else None
    if still is None:
        return None
    return {
        "still": still,
        "areas": [
            {"name": "action", "margin": ACTION_MARGIN, "inside": "93"},
            {"name": "graphics", "margin": GRAPHICS_MARGIN, "inside": "90"},
        ],
    }


_GROUPS = {
    Severity.BLOCKS: gettext_lazy("Blocks"),
    Severity.WARNS: gettext_lazy("Warns"),
    Severity.INFORMS: gettext_lazy("Informs"),
}


def _may(user, *actions):
    return policy_registry.get_by_type(Piece).user_has_any_permission(user, actions)


def inspection(request, pk):
    """The inspection by itself, for an editor that follows the background work."""
    if not _may(request.user, "add", "change", "view"):
        raise PermissionDenied
    piece = get_object_or_404(Piece, pk=pk)
    return render(request, "media_assets/admin/inspection.html", inspection_context(piece, request.user))


def inspect_again(request, pk):
    """Ask for a new report of the master in hand."""
    if not _may(request.user, "change"):
        raise PermissionDenied
    piece = get_object_or_404(Piece, pk=pk)
    version = master_in_hand(piece)
    if version is None:
        raise Http404
    back = _address("edit", piece.pk)
    if request.method != "POST":
        context = {"title": _("Inspect the master again"), "piece": piece, "back_url": back, "button": _("Inspect")}
        return render(request, "media_assets/admin/inspection_confirm.html", context)
    InspectionReport.objects.create(version=version, engine=ENGINE)
    transaction.on_commit(lambda: inspect_version.enqueue(version.pk))
    messages.success(request, _("The inspection has been asked for."))
    return redirect(back)


def waive_finding(request, pk, key):
    """An approver answers in writing for one blocking finding; it goes into the chain of custody."""
    piece = get_object_or_404(Piece, pk=pk)
    version = master_in_hand(piece)
    if version is None or not can_waive(request.user, version):
        raise PermissionDenied
    finding = next((each for each in verdict_on(version).blocking if each.key == key), None)
    if finding is None:
        raise Http404
    back, form = _address("edit", piece.pk), WaiverForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                waiver = waive(version, key, user=request.user, reason=form.cleaned_data["reason"])
                said = {"finding": finding.code, "found": finding.found, "reason": waiver.reason}
                log(instance=piece, action="media_assets.waive", user=request.user, data=said)
        except Unwaivable as refusal:
            form.add_error("reason", str(refusal))
        else:
            messages.success(request, _("The finding stands, with your reason on record."))
            return redirect(back)
    context = {"title": _("Let a finding stand"), "piece": piece, "back_url": back, "button": _("Let it stand")}
    context |= {"finding": finding, "form": form}
    return render(request, "media_assets/admin/inspection_confirm.html", context)
