"""When and with what a content goes out: its pieces, its rights, its embargo, the electoral blackout."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from editorial import blackout
from editorial.readiness.contents import blocks_of
from editorial.readiness.findings import Finding, Severity
from media_assets.inspection.fitness import is_fit, verdict_on
from media_assets.models import Piece
from media_assets.rights import allowed_in_its_medium, consents_hold_on, rights_hold_on

LONGEST_EMBARGO_DAYS = 180


def pieces(content, moment):
    """
    The pieces that a page shows are approved, and the office may use them on that day.

    The page leaves out by itself a piece that is not public; what blocks is what would
    leave a hole in its body for good.
    """
    for where, field, block, piece, needed in _pieces_of(content):
        if not piece.live and not piece.approved_schedule:
            yield Finding(
                "piece-unapproved",
                Severity.BLOCKS if needed else Severity.WARNS,
                _("The piece «%(piece)s» is not approved.") % {"piece": piece},
                where,
                _("Finish its review first, or take it out; until then the public does not see it."),
                field,
                block,
            )
        if not (decision := rights_hold_on(piece, moment.day)):
            over = piece.rights_until is not None and piece.rights_until < moment.day
            yield Finding(
                "rights-over" if over else "rights-later",
                Severity.BLOCKS if over and needed else Severity.WARNS,
                _("The piece «%(piece)s» may not be used on %(day)s: %(reason)s")
                % {"piece": piece, "day": date_format(moment.day), "reason": decision.reason},
                where,
                _("Renew the rights, change the day or take the piece out."),
                field,
                block,
            )


def _pieces_of(content):
    """``(where, field, block, piece, whether the page is wrong without it)``."""
    if isinstance(content, Piece):
        return
    for placed in blocks_of(content):
        if placed.kind == "piece" and placed.value.get("piece"):
            yield placed.where, placed.field, placed.block, placed.value["piece"], True
    related = getattr(content, "pieces", None)
    for number, row in enumerate(related.all() if related is not None else (), start=1):
        yield _("Piece %(number)d") % {"number": number}, "pieces", "", row.piece, False


def master(content, moment):
    """A piece without a file says nothing to anybody."""
    if not isinstance(content, Piece):
        return
    if content.current_version_id is None:
        yield Finding(
            "master-missing",
            Severity.BLOCKS,
            _("The piece has no file."),
            _("The piece"),
            _("Upload its master."),
        )
    if not (decision := consents_hold_on(content, moment.day)):
        yield Finding(
            "consent-missing",
            Severity.BLOCKS,
            str(decision.reason),
            _("Consents"),
            _("Upload the signed consent of each person shown, or take the person out of the piece."),
            "shows_people",
        )
    elif not (decision := rights_hold_on(content, moment.day)):
        yield Finding(
            "rights-over",
            Severity.BLOCKS,
            str(decision.reason),
            _("Rights"),
            _("Renew the rights or change the day of publication."),
            "rights_until",
        )
    if not (decision := allowed_in_its_medium(content)):
        yield Finding(
            "rights-medium",
            Severity.BLOCKS,
            str(decision.reason),
            _("Rights"),
            _("Ask the owner for this medium, or correct what the rights allow."),
            "rights_media",
        )


def inspection(content, moment):
    """What the inspection of the master found stops the piece, unless an approver answered for it."""
    if not isinstance(content, Piece) or content.current_version is None:
        return
    verdict = verdict_on(content.current_version)
    where = _("Inspection")
    for found in verdict.blocking:
        yield Finding(
            f"inspection-{found.code}",
            Severity.BLOCKS,
            _("%(what)s Found: %(found)s; expected: %(expected)s.")
            % {"what": found.what, "found": found.found, "expected": found.expected},
            where,
            str(found.mend),
        )
    if verdict.has_failed:
        yield Finding(
            "inspection-failed",
            Severity.BLOCKS,
            str(is_fit(content.current_version).reason),
            where,
            _("What cannot be inspected cannot go out: upload a good file as a new version."),
        )
    elif not verdict.is_finished:
        yield Finding(
            "inspection-unfinished",
            Severity.BLOCKS,
            str(is_fit(content.current_version).reason),
            where,
            _("Wait for its report; it takes a minute or two. If none comes, ask for it with “Inspect again”."),
            is_passing=True,
        )


def schedule(content, moment):
    """An embargo and a schedule that can be kept."""
    now = timezone.now()
    embargo = getattr(content, "embargo_until", None)
    if content.expire_at and content.expire_at <= max(content.go_live_at or now, now):
        yield Finding(
            "expires-before-published",
            Severity.BLOCKS,
            _("It would expire before it is public."),
            _("Schedule"),
            _("Choose a later expiry, or none."),
            "expire_at",
        )
    if embargo and embargo <= now and not content.first_published_at:
        yield Finding(
            "embargo-over",
            Severity.WARNS,
            _("The embargo has passed: it will be public as soon as it is approved."),
            _("Embargo"),
            _("Choose a later minute, or take the embargo out."),
            "embargo_until",
        )
    if embargo and (embargo - now).days > LONGEST_EMBARGO_DAYS:
        yield Finding(
            "embargo-far",
            Severity.WARNS,
            _("The embargo ends in more than six months."),
            _("Embargo"),
            _("Look whether the year is right."),
            "embargo_until",
        )


def electoral_blackout(content, moment):
    """Campaigns rest in the periods that the law on electoral guarantees names."""
    for period in blackout.periods_against(content, moment.day):
        yield Finding(
            "electoral-blackout",
            Severity.BLOCKS,
            _("On %(day)s the blackout «%(period)s» holds (%(law)s).")
            % {"day": date_format(moment.day), "period": period.name, "law": period.law},
            _("Schedule"),
            _("Change the day, or ask the legal office for a reasoned exception."),
            "go_live_at",
        )
