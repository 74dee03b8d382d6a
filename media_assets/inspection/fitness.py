"""The rule that the review chain asks: may this master go to the press, the air or the screen?"""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from media_assets.inspection.reports import newest
from media_assets.models import InspectionWaiver, ProcessingState
from organization import roles
from organization.decisions import ALLOWED, Decision, refused


class Unwaivable(Exception):
    """A waiver that the rule does not allow; the message says why."""


NOT_INSPECTED = gettext_lazy("The master has not been inspected yet.")


@dataclass(frozen=True, slots=True)
class Verdict:
    """The newest report of a master and the words of those who answered for what it found."""

    report: object | None
    waivers: dict

    @property
    def is_finished(self):
        return self.report is not None and self.report.state == ProcessingState.DONE

    @property
    def has_failed(self):
        return self.report is not None and self.report.state == ProcessingState.FAILED

    @property
    def blocking(self):
        """What blocks and nobody has answered for."""
        if not self.is_finished:
            return ()
        return tuple(found for found in self.report.found if found.blocks and found.key not in self.waivers)


def verdict_on(version) -> Verdict:
    report = newest(version)
    if report is None:
        return Verdict(None, {})
    return Verdict(report, {waiver.key: waiver for waiver in version.waivers.select_related("given_by")})


def is_fit(version) -> Decision:
    """Whether nothing in a finished inspection stops the master; each blocking finding needs a waiver of its own."""
    verdict = verdict_on(version)
    if verdict.report is None or verdict.report.is_working:
        return refused(NOT_INSPECTED)
    if not verdict.is_finished:
        return refused(verdict.report.message or NOT_INSPECTED)
    if stopping := verdict.blocking:
        said = " ".join(str(found.what) for found in stopping)
        count = len(stopping)
        return refused(
            ngettext("%(count)d finding blocks: %(said)s", "%(count)d findings block: %(said)s", count)
            % {"count": count, "said": said}
        )
    return ALLOWED


def can_waive(user, version) -> Decision:
    """Approvers may, save for a master they uploaded themselves."""
    if not user.is_active or not user.groups.filter(name=roles.APPROVERS).exists():
        return refused(_("Only approvers may let a blocking finding stand."))
    if version.uploaded_by_id == user.pk or version.piece.created_by_id == user.pk:
        return refused(_("You made this piece: somebody else must answer for its findings."))
    return ALLOWED


def waive(version, key, *, user, reason) -> InspectionWaiver:
    """Put on record that the finding of that key may stand. Raises ``Unwaivable``."""
    if not (decision := can_waive(user, version)):
        raise Unwaivable(str(decision.reason))
    if len(reason.strip()) < SHORTEST_REASON:
        raise Unwaivable(_("Write the reason in a sentence: it stays on record."))
    found = next((each for each in verdict_on(version).blocking if each.key == key), None)
    if found is None:
        raise Unwaivable(_("That finding does not block, or somebody has answered for it already."))
    return InspectionWaiver.objects.create(
        version=version,
        key=found.key,
        code=found.code,
        found=found.found[:300],
        expected=found.expected[:300],
        reason=reason.strip(),
        given_by=user,
    )


#: Characters: less is no reason.
SHORTEST_REASON = 12
