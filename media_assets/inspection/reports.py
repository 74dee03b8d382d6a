"""Making reports: the measuring in a bounded process, the judgement here, the record kept."""

import logging
import time

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from media_assets.inspection import rips
from media_assets.inspection.catalogue import ENGINE, judge
from media_assets.inspection.specification import specification_of
from media_assets.intake import bounded
from media_assets.models import InspectionReport, Piece, PieceVersion, ProcessingState
from media_assets.storage import at_hand

logger = logging.getLogger(__name__)

#: Bounds of the measuring process: seconds, and of a recording so much more for each of its own seconds,
#: but no more than its weight makes likely: few bytes that claim to last for hours get no hours.
SECONDS, SHARE_OF_LENGTH, BYTES_A_SECOND = 40, 0.15, 1_000_000
MEMORY = 1024 * 1024 * 1024
MEMORY_OF_FILMS = 1536 * 1024 * 1024


class InspectionFailed(Exception):
    """The file could not be measured; the message says why, for the log."""


def master_in_hand(piece) -> PieceVersion | None:
    """The master that the newest draft of the piece is bound to, which need not be the last one uploaded."""
    draft = as_drafted(piece)
    return draft.current_version or piece.versions.order_by("-number").first()


def as_drafted(piece):
    """The piece as its newest draft has it."""
    return piece.get_latest_revision_as_object() if piece.latest_revision_id else piece


def newest(version) -> InspectionReport | None:
    """The report that counts: the last one asked for."""
    return version.inspections.order_by("-pk").first() if version is not None else None


def is_settled(version) -> bool:
    """Whether this engine has finished a report of the master and nobody has asked for another since."""
    report = newest(version)
    return report is not None and report.state == ProcessingState.DONE and report.engine == ENGINE


def measure(version) -> dict:
    """The facts of a stored master. Raises ``InspectionFailed``."""
    with at_hand(version.file) as path:
        began = time.monotonic()
        request = {"path": str(path), "kind": version.kind, "extension": version.file.name.rpartition(".")[2]}
        try:
            answer = bounded.ask(
                "media_assets.inspection.measuring",
                request,
                seconds=seconds_for(version),
                memory=MEMORY_OF_FILMS if version.kind == "video" else MEMORY,
            )
        except bounded.TooDemanding as error:
            raise InspectionFailed("it asks for too much time or memory") from error
        except bounded.Broken as error:
            raise InspectionFailed(f"the decoder broke: {error}") from error
        if "failed" in answer:
            raise InspectionFailed(answer["failed"])
        facts = answer["facts"]
        if version.kind == "pdf":
            facts["drawn"] = rips.draw(path, facts["boxes"], spent=time.monotonic() - began)
        return facts


def seconds_for(version) -> int:
    return int(SECONDS + min(SHARE_OF_LENGTH * (version.duration or 0), version.size / BYTES_A_SECOND))


def inspect(version, facts=None) -> InspectionReport:
    """
    Inspect a master and keep what was found; what was measured before is not measured again.

    A retry goes on with the report that an interrupted one left behind. ``facts`` are given
    where the house itself has just measured the file.
    """
    report = newest(version)
    asked_for = report is not None and report.is_working
    if not asked_for:
        report = InspectionReport(version=version, engine=ENGINE)
    report.engine, report.state = ENGINE, ProcessingState.RUNNING
    report.save()
    try:
        # Who asks for another inspection wants the file looked at, not remembered.
        facts = facts or (None if asked_for else _known_facts(version)) or measure(version)
        conclude(report, facts)
    except InspectionFailed as failure:
        logger.warning("Version %s was not inspected: %s", version.pk, failure)
        _fail(report, _("The file could not be read to the end. Export it again and upload it as a new version."))
    except FileNotFoundError:
        _fail(report, _("The master file is missing from the store. Tell the systems office."))
        raise
    except Exception:
        _fail(report, _("The inspection could not be made because of a fault of the system."))
        raise
    return report


def conclude(report, facts):
    """Judge the facts by the piece as it stands in its newest draft and close the report."""
    specification = specification_of(as_drafted(report.version.piece), report.version)
    with translation.override(settings.LANGUAGE_CODE):
        findings = [finding.as_dict() for finding in judge(facts, specification)]
    report.facts, report.specification, report.findings = facts, specification.as_dict(), findings
    report.state, report.message, report.finished_at = ProcessingState.DONE, "", timezone.now()
    report.save()


def _fail(report, message):
    report.state, report.message, report.finished_at = ProcessingState.FAILED, message, timezone.now()
    report.save()


def _known_facts(version):
    """What this engine has measured in the very same bytes, unless there was no time then to have them drawn."""
    if not version.sha256:
        return None
    facts = (
        InspectionReport.objects.finished()
        .filter(version__sha256=version.sha256, version__kind=version.kind, engine=ENGINE)
        .exclude(facts={})
        .order_by("-pk")
        .values_list("facts", flat=True)
        .first()
    )
    return facts if facts and all(told["ended"] for told in facts.get("drawn", ())) else None


@transaction.atomic
def judge_again(piece):
    """
    A new report of the master in hand where the draft now asks for something else than the last one was held against.

    Cheap, since nothing is measured: the editor who mends the format or writes the
    alternative text sees it at once.
    """
    draft = as_drafted(piece)
    version = draft.current_version
    last = newest(version)
    if last is None or last.state != ProcessingState.DONE or last.engine != ENGINE:
        return None
    if specification_of(draft, version).as_dict() == last.specification:
        return None
    report = InspectionReport(version=version, engine=ENGINE, state=ProcessingState.RUNNING)
    conclude(report, last.facts)
    return report


def judge_by_format(piece_format) -> int:
    """Judge again every piece whose draft is held against that format; returns how many got a new report."""
    asked = Q(format=piece_format) | Q(latest_revision__content__format=piece_format.pk)
    pieces = Piece.objects.filter(asked).order_by("pk")
    return sum(judge_again(piece) is not None for piece in pieces.iterator(chunk_size=200))
