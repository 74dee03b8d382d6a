"""Two versions held against each other: their pages by pairs, and their facts by rows."""

import io
from dataclasses import dataclass

from django.core.cache import cache
from django.utils.formats import date_format, number_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from PIL import Image

from media_assets.comparing.differences import Difference, compare
from media_assets.models import PieceDerivative, PieceVersion, ProcessingState
from media_assets.templatetags.media_admin import technical_facts

#: Seconds that the measured difference of two likenesses is remembered; neither of them ever changes.
REMEMBERED = 7 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Pair:
    """One page in both versions; where one of them lacks it, there is nothing to compare."""

    number: int
    older: PieceDerivative | None
    newer: PieceDerivative | None
    #: The share of the page that changed, from 0 to 1; None where one lacks it.
    share: float | None
    is_changed: bool


def pairs_of(older: PieceVersion, newer: PieceVersion) -> list[Pair]:
    """Every page that either version shows; of a picture or a film, its one likeness."""
    pages = [_likenesses(version) for version in (older, newer)]
    both_are_shown = all(pages)
    pairs = []
    for number in sorted(set(pages[0]) | set(pages[1])):
        first, second = pages[0].get(number), pages[1].get(number)
        share, is_changed = _measured(first, second) if first and second else (None, both_are_shown)
        pairs.append(Pair(number, first, second, share, is_changed))
    return pairs


def has_likeness(version: PieceVersion) -> bool:
    """Whether there is anything to see of the version yet."""
    return bool(_likenesses(version))


def difference_of(pair: Pair) -> Difference:
    return compare(_opened(pair.older), _opened(pair.newer))


def _likenesses(version):
    if pages := version.page_images:
        return {page.position: page for page in pages}
    return {1: version.preview} if version.preview else {}


def _measured(older, newer):
    key = f"difference:{older.pk}:{newer.pk}:{older.file.name}:{newer.file.name}"
    known = cache.get(key)
    if known is None:
        found = compare(_opened(older), _opened(newer))
        known = (found.share, found.is_visible)
        cache.set(key, known, REMEMBERED)
    return known


def _opened(derivative):
    with derivative.file.open("rb") as file:
        picture = Image.open(io.BytesIO(file.read()), formats=("WEBP", "JPEG", "PNG"))
    picture.load()
    return picture


def fact_rows(older: PieceVersion, newer: PieceVersion) -> list[tuple[str, str, str, bool]]:
    """``(label, older, newer, differ)`` of all that is known of either."""
    told = [dict(_facts(version)) for version in (older, newer)]
    labels = list(dict.fromkeys([*told[0], *told[1]]))
    return [
        (label, told[0].get(label, "—"), told[1].get(label, "—"), told[0].get(label) != told[1].get(label))
        for label in labels
    ]


def _facts(version):
    yield _("Name as uploaded"), version.original_name
    yield _("Uploaded"), date_format(localtime(version.created_at), "SHORT_DATETIME_FORMAT")
    yield capfirst(_("what changed")), version.note or "—"
    for label, value in technical_facts(version):
        yield label, str(value)
    yield from _sound_facts(version)
    yield "SHA-256", version.sha256


def loudness_step(older: PieceVersion, newer: PieceVersion) -> float | None:
    """By how many LU the newer version is louder; None while one of them was not heard."""
    heard = [_heard(version).get("loudness") for version in (older, newer)]
    return None if None in heard else round(heard[1] - heard[0], 1)


def reaches_of(step: float | None) -> tuple[float, float]:
    """
    How high each waveform reaches beside the other, from 0 to 1, older first.

    Each was drawn to fill its own height; ``step`` (LU, as ``loudness_step`` gives it) puts both on one scale.
    """
    step = step or 0.0
    return min(1.0, 10 ** (-step / 20)), min(1.0, 10 ** (step / 20))


def _heard(version) -> dict:
    """What the newest finished inspection heard."""
    report = version.inspections.filter(state=ProcessingState.DONE).order_by("-pk").first()
    return (report.facts.get("sound") if report else None) or {}


def _sound_facts(version):
    sound = _heard(version)
    if sound.get("loudness") is not None:
        yield _("Integrated loudness"), f"{number_format(sound['loudness'], 1)} LUFS"
    if sound.get("true_peak") is not None:
        yield _("True peak"), f"{number_format(sound['true_peak'], 1)} dBTP"
    if "leading_silence" in sound:
        silences = sound["leading_silence"], sound["trailing_silence"]
        yield _("Silence at the start and the end"), " / ".join(f"{number_format(each, 2)} s" for each in silences)
