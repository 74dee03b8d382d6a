"""The record of a content in the admin: what is not ready, and its chain of custody, on screen, as CSV and as PDF."""

import csv
import logging

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.log_actions import registry
from wagtail.models import Page
from wagtail.permissions import policy_registry

from editorial.custody.pdf import custody_pdf
from editorial.custody.records import subject_of
from editorial.force_publication import can_force, reviews_afterwards
from editorial.models import CustodyEntry
from editorial.readiness.catalogue import check
from editorial.review_changes import baseline_of
from editorial.withdrawal import can_withdraw
from media_assets.typesetting import TypesettingError
from organization import roles
from organization.publication import GatedPublication
from organization.spreadsheets import plain_cell

logger = logging.getLogger(__name__)


def may_read_record(user, content) -> bool:
    """Who works on the content, who has taken part in it, and who answers for the house."""
    if isinstance(content, Page):
        works_on_it = content.permissions_for_user(user).can_edit()
    else:
        works_on_it = policy_registry.get(content).user_has_any_permission(user, ["change", "view"])
    # In the order of what they cost: the first is known already in every listing.
    return (
        works_on_it
        or user.is_superuser
        or roles.holds(user, roles.APPROVERS, roles.ADMINISTRATORS)
        or CustodyEntry.objects.about(*subject_of(content)).filter(actor_id=user.pk).exists()
        or reviews_afterwards(user, content)
    )


class OfContent:
    """A view about one content, for who may read its record."""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        if not may_read_record(request.user, self.content):
            raise PermissionDenied

    @cached_property
    def content(self):
        try:
            model = apps.get_model(self.kwargs["label"])
        except (LookupError, ValueError) as error:
            raise Http404 from error
        content = model._default_manager.filter(pk=self.kwargs["pk"]).first()
        content = content.specific if isinstance(content, Page) else content
        if not isinstance(content, GatedPublication):
            raise Http404
        return content

    @cached_property
    def entries(self):
        """The entries with the words for each act; addresses only for who answers for the house."""
        labels = dict(registry.get_choices())
        shows_addresses = self.request.user.is_superuser or roles.holds(
            self.request.user, roles.APPROVERS, roles.ADMINISTRATORS
        )
        entries = list(CustodyEntry.objects.about(*subject_of(self.content)))
        for entry in entries:
            entry.act = labels.get(entry.action, entry.action)
            entry.who = entry.actor_name or _("the house")
            entry.step = entry.detail.get("workflow", {}).get("task", {}).get("title", "")
            entry.shown_address = (entry.address or "") if shows_addresses else ""
        return entries


class RecordView(OfContent, WagtailAdminTemplateMixin, TemplateView):
    template_name = "editorial/admin/record.html"
    page_title = gettext_lazy("Record")
    header_icon = "history"

    def get_page_subtitle(self):
        return str(self.content)

    def get_breadcrumbs_items(self):
        edit_url = AdminURLFinder(self.request.user).get_edit_url(self.content)
        return [
            *self.breadcrumbs_items,
            {"url": edit_url or "", "label": str(self.content)},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs):
        args = [self.kwargs["label"], self.kwargs["pk"]]
        return super().get_context_data(
            findings=check(self.content.get_latest_revision_as_object()),
            entries=self.entries,
            edit_url=AdminURLFinder(self.request.user).get_edit_url(self.content) or "",
            csv_url=reverse("editorial_record_csv", args=args),
            pdf_url=reverse("editorial_record_pdf", args=args),
            withdraw_url=reverse("editorial_withdraw", args=args)
            if can_withdraw(self.request.user, self.content)
            else "",
            force_url=reverse("editorial_force", args=args) if can_force(self.request.user, self.content) else "",
            changes_url=reverse("editorial_changes", args=args) if baseline_of(self.content) else "",
            **kwargs,
        )


class RecordCSV(OfContent, View):
    """The chain of custody for an auditor's spreadsheet; times in Bogotá and in UTC."""

    def get(self, request, *args, **kwargs):
        response = HttpResponse(content_type="text/csv; charset=utf-8")
        name = f"custodia-{self.kwargs['label']}-{self.kwargs['pk']}.csv"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        # Spreadsheets take a file for UTF-8 only when it says so.
        response.write("\ufeff")
        table = csv.writer(response)
        table.writerow(
            map(
                str,
                (
                    _("Number"),
                    _("When (Bogotá)"),
                    _("When (UTC)"),
                    _("Who"),
                    _("Act"),
                    _("Step"),
                    _("Reason"),
                    _("Revision"),
                    _("Fingerprint of the revision"),
                    _("Address"),
                    _("Hash"),
                ),
            )
        )
        for entry in self.entries:
            table.writerow(
                map(
                    plain_cell,
                    (
                        entry.sequence,
                        localtime(entry.at).isoformat(timespec="seconds"),
                        entry.at.isoformat(timespec="seconds"),
                        entry.who,
                        entry.act,
                        entry.step,
                        entry.reason,
                        entry.revision_id or "",
                        entry.revision_fingerprint,
                        entry.shown_address,
                        entry.hash,
                    ),
                )
            )
        return response


class RecordPDF(OfContent, View):
    """The chain of custody to be filed or handed over."""

    def get(self, request, *args, **kwargs):
        who = request.user.get_full_name() or request.user.get_username()
        try:
            document = custody_pdf(self.content, self.entries, timezone.now(), who)
        except TypesettingError:
            logger.exception("The custody PDF of %s %s could not be set", self.kwargs["label"], self.kwargs["pk"])
            messages.error(request, _("The PDF could not be made. The CSV has the same record."))
            return redirect("editorial_record", self.kwargs["label"], self.kwargs["pk"])
        name = f"custodia-{self.kwargs['label']}-{self.kwargs['pk']}.pdf"
        response = HttpResponse(document, content_type="application/pdf")
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        response["Cache-Control"] = "private, no-store"
        return response
