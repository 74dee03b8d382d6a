"""Every check of readiness, in the order in which its findings are shown."""

from datetime import date

from django.utils import timezone

from editorial.embargo import earliest_publication
from editorial.readiness import after_publication, link_checks, pictures, release, writing
from editorial.readiness.findings import Finding, Moment, Severity

CHECKS = (
    writing.required_fields,
    pictures.alternative_texts,
    pictures.transcripts,
    pictures.captions,
    writing.headings,
    writing.links,
    link_checks.outside,
    release.master,
    release.inspection,
    release.pieces,
    release.schedule,
    release.electoral_blackout,
    after_publication.correction,
    writing.reading_ease,
)
_ORDER = {Severity.BLOCKS: 0, Severity.WARNS: 1, Severity.INFORMS: 2}


def publication_day(content, now=None) -> date:
    """The day (in Bogotá) on which the content would be public if it were approved now."""
    now = now or timezone.now()
    due = earliest_publication(content.go_live_at, getattr(content, "embargo_until", None))
    return timezone.localdate(max(due or now, now))


def check(content, day=None) -> list[Finding]:
    """What is not ready about the content for that day (default: its day of publication), what blocks first."""
    moment = Moment(day or publication_day(content))
    found = [finding for run in CHECKS for finding in run(content, moment)]
    return sorted(found, key=lambda finding: _ORDER[finding.severity])


def blocking(content, day=None) -> list[Finding]:
    """Only the findings that stop publication."""
    return [finding for finding in check(content, day) if finding.blocks]


def blocking_submission(content) -> list[Finding]:
    """Those that its author must mend first; a report that is being made may be awaited in the review."""
    return [finding for finding in blocking(content) if not finding.is_passing]


def blocking_approval(content) -> list[Finding]:
    """What stops each approval and not only the last one: nobody answers for a master that is unfit or unread."""
    return [finding for finding in release.inspection(content, Moment(publication_day(content))) if finding.blocks]
