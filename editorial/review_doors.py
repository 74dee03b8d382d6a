"""
The doors of Wagtail's admin and API, made to ask the rules of the review chain.

Wagtail asks a page's permission tester what to offer and what to obey; the form
of the editor says at once why an approval will not do. What stands behind both,
whatever the door, is ``organization.publication``.
"""

from datetime import MAXYEAR, datetime

from django.core.validators import validate_slug
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.blocks import BlockField
from wagtail.models import Revision

from editorial.page_permissions import FrugalPermissionTester
from editorial.readiness import catalogue
from editorial.review import can_approve, can_publish
from editorial.review_fingerprints import fingerprint
from organization.editing import UnreadableForm
from organization.publication import GatedPublication


class ReviewedPagePermissionTester(FrugalPermissionTester):
    """A page may be published by who may publish, once the chain has approved its newest revision."""

    def can_publish(self):
        return self._may_publish_approved and bool(self._approval)

    def can_publish_subpage(self):
        """A page that is created, copied or aliased here starts as a draft: it has approvals to come."""
        return False

    def can_unpublish(self):
        """A later version that is in review, or waits for its day, does not keep in public what must go."""
        return self.page.live and self._may_publish_approved and not self._is_locked_by_a_person()

    def can_set_view_restrictions(self):
        return self._may_publish_approved

    def can_unschedule(self):
        return self._may_publish_approved

    def _is_locked_by_a_person(self):
        return self.page.locked and bool(self.page_locked())

    @cached_property
    def _may_publish_approved(self):
        return super().can_publish()

    @cached_property
    def _approval(self):
        revision = self.page.get_latest_revision()
        return revision is not None and can_publish(self.user, revision)


class ReviewedPageForm(WagtailAdminPageForm):
    """The editor of a page; it explains why a submission or an approval is refused, and keeps what was typed."""

    def full_clean(self):
        if self.is_bound:
            self._read_bodies()
        super().full_clean()

    def clean_slug(self):
        """The house writes addresses without accents, and its scripts write no other; the field takes them all."""
        if slug := self.cleaned_data["slug"]:
            validate_slug(slug)
        return slug

    def clean(self):
        cleaned = super().clean()
        for name, moment in list(cleaned.items()):
            # In UTC it is a day that no calendar has.
            if isinstance(moment, datetime) and moment.year == MAXYEAR:
                self.add_error(name, _("It is too far away: choose a day that somebody will see."))
        return cleaned

    def is_valid(self):
        if not super().is_valid():
            return False
        if self._deletes_words_of_others():
            self.add_error(None, _("Only who wrote a comment deletes it: mark it as resolved instead."))
            return False
        if self._is_approving():
            self._check_approval()
            return not self.errors
        return not self._is_submitting() or self._is_ready()

    def _read_bodies(self):
        """Wagtail reads the blocks of a body as its own scripts write them, and stumbles in many ways over the rest."""
        for name, field in self.fields.items():
            if not isinstance(field, BlockField):
                continue
            try:
                field.widget.value_from_datadict(self.data, self.files, self.add_prefix(name))
            except Exception as fault:
                raise UnreadableForm(name) from fault

    def _deletes_words_of_others(self):
        """Wagtail asks whose a comment is when it is changed, and not when it is deleted."""
        if (comments := self.formsets.get("comments")) is None:
            return False
        threads = [comments, *(thread.formsets["replies"] for thread in comments.forms)]
        gone = [said.instance for thread in threads for said in thread.deleted_forms]
        return any(said.pk and said.user_id != self.for_user.pk for said in gone)

    def _is_approving(self):
        return bool(self.data.get("action-workflow-action")) and self.data.get("workflow-action-name") == "approve"

    def _is_submitting(self):
        return any(name in self.data for name in ("action-submit", "action-restart-workflow"))

    def _is_ready(self):
        """Say at each field what stops the submission; the check needs the page with all its parts in place."""
        for finding in catalogue.blocking(self.save(commit=False)):
            # A body shows only the errors of its blocks, so what is said of one goes to the top.
            at_field = finding.field in self.fields and not isinstance(self.fields[finding.field], BlockField)
            message = f"{finding.what} {finding.how}" if at_field else str(finding)
            self.add_error(finding.field if at_field else None, message)
        return not self.errors

    def _check_approval(self):
        task = self.instance.current_workflow_task
        if task is None:
            return
        if self._changes_content():
            self.add_error(
                None, _("You changed the content. Save it as a draft: somebody else must approve what you wrote.")
            )
        elif not (decision := can_approve(self.for_user, self.instance, task.groups.all())):
            self.add_error(None, str(decision.reason))

    def _changes_content(self):
        """
        Whether what the form would save says anything else than the newest draft; comments say nothing.

        Asked of the content and not of the fields: a row that only a draft holds has no key,
        and its form looks changed although nobody touched it.
        """
        newest = self.instance.get_latest_revision()
        shown = self.save(commit=False)
        sent = Revision(content_type=newest.content_type, content=shown.serializable_data())
        return fingerprint(sent) != fingerprint(newest)


class ReviewedPage(GatedPublication):
    """What every page type of the house shares: no way to the public but through the chain."""

    base_form_class = ReviewedPageForm

    def permissions_for_user(self, user):
        return ReviewedPagePermissionTester(user, self)
