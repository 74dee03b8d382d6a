"""
Which pieces have the same file, or look and sound alike.

Nothing here refuses an upload: it says what is alike, and people decide. A piece is
compared by its newest master and by the published one; what a mended version no longer
resembles is forgotten.
"""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q

from media_assets.finding import marks
from media_assets.finding.bits import MOST_DIFFERENT, bands_near, distance
from media_assets.intake import bounded
from media_assets.models import Likeness, LikenessKind, PieceVersion, Resemblance
from media_assets.models.likenesses import BAND_NAMES
from media_assets.storage import at_hand

#: Pieces that one may resemble, the nearest; and candidates that are compared bit by bit.
MOST_ALIKE, MOST_CANDIDATES = 50, 5000
#: How far lengths may differ, in seconds or as a share of the longer; and proportions, as a share.
SECONDS, LENGTH, PROPORTION = 0.5, 0.02, 0.1


@dataclass(frozen=True, slots=True)
class Alike:
    """A piece that resembles another: in so many bits of 64, or by the very same file."""

    piece_id: int
    is_same_file: bool
    distance: int = 0

    @property
    def order(self):
        return (not self.is_same_file, self.distance, self.piece_id)


def take(version) -> Likeness:
    """Take the likeness of a version from what was made of its master; harmless to repeat."""
    likeness = Likeness(version=version, kind=_kind_of(version), duration=version.duration)
    likeness.bits = None
    thumbnail = version.thumbnail
    if likeness.kind == LikenessKind.SOUND:
        likeness.bits = _of_sound(version)
    elif thumbnail is not None:
        likeness.ratio = thumbnail.width / thumbnail.height if thumbnail.width and thumbnail.height else None
        likeness.bits = _of_picture(thumbnail)
    kept = ["kind", "mark", *BAND_NAMES, "duration", "ratio", "taken_at"]
    # In one statement, so that two workers may do it at once; and without signals, since no reader sees it.
    Likeness.objects.bulk_create([likeness], update_conflicts=True, unique_fields=["version"], update_fields=kept)
    return likeness


def _kind_of(version):
    if version.mime.startswith("audio/"):
        return LikenessKind.SOUND
    return LikenessKind.FILM if version.mime.startswith("video/") else LikenessKind.PICTURE


def _of_picture(thumbnail):
    # The library's own still, made in the bounded process from whatever was uploaded.
    try:
        with at_hand(thumbnail.file) as path:
            return marks.of_picture(path)
    except OSError:
        return None


def _of_sound(version):
    try:
        with at_hand(version.file) as path:
            extension = version.file.name.rpartition(".")[2].lower()
            request = {"job": "sound", "path": str(path), "extension": extension}
            return bounded.ask("media_assets.finding", request).get("mark")
    except (bounded.TooDemanding, bounded.Broken, FileNotFoundError):
        return None


def _standing(versions):
    """The versions by which pieces are compared: the newest and the published one of each."""
    newer = PieceVersion.objects.filter(piece=OuterRef("piece"), number__gt=OuterRef("number"))
    return versions.filter(Q(pk=F("piece__current_version")) | ~Exists(newer))


def same_file(sha256, besides=None) -> list[int]:
    """The keys of the pieces whose newest or published master is that very file."""
    versions = _standing(PieceVersion.objects.filter(sha256=sha256)).exclude(piece=besides)
    return list(dict.fromkeys(versions.order_by("piece_id").values_list("piece_id", flat=True)[:MOST_ALIKE]))


def alike(piece) -> list[Alike]:
    """The pieces that this one resembles, the nearest first; a constant number of queries."""
    found = {}
    for version in _standing(PieceVersion.objects.filter(piece=piece)).select_related("likeness"):
        for key in same_file(version.sha256, besides=piece.pk):
            found[key] = Alike(key, is_same_file=True)
        if likeness := getattr(version, "likeness", None):
            for near in _near(likeness, piece):
                known = found.get(near.piece_id)
                if known is None or near.order < known.order:
                    found[near.piece_id] = near
    return sorted(found.values(), key=lambda each: each.order)[:MOST_ALIKE]


def _near(likeness, piece):
    """Those whose mark differs in few bits and which are as long and of the same proportions."""
    if likeness.bits is None:
        return
    in_some_band = Q()
    for name, near in zip(BAND_NAMES, bands_near(likeness.bits), strict=True):
        in_some_band |= Q(**{f"{name}__in": near})
    candidates = Likeness.objects.filter(in_some_band, kind=likeness.kind).order_by("-pk")
    close = {}
    for pk, *told in candidates.values_list("version", "mark", "duration", "ratio")[:MOST_CANDIDATES]:
        other = Likeness(mark=told[0], duration=told[1], ratio=told[2])
        bits = distance(likeness.bits, other.bits)
        if bits <= MOST_DIFFERENT and _as_long(likeness, other) and _of_same_shape(likeness, other):
            close[pk] = bits
    standing = _standing(PieceVersion.objects.filter(pk__in=close)).exclude(piece=piece)
    for pk, piece_id in standing.values_list("pk", "piece_id"):
        yield Alike(piece_id, is_same_file=False, distance=close[pk])


def _as_long(one, other):
    if one.duration is None or other.duration is None:
        return one.duration == other.duration
    return abs(one.duration - other.duration) <= max(SECONDS, LENGTH * max(one.duration, other.duration))


def _of_same_shape(one, other):
    if one.ratio is None or other.ratio is None:
        return one.ratio == other.ratio
    return abs(one.ratio - other.ratio) <= PROPORTION * max(one.ratio, other.ratio)


@transaction.atomic
def weigh(piece) -> int:
    """Put on record what the piece resembles today, keeping what people decided; returns how many."""
    pairs = {}
    for each in alike(piece):
        first, second = sorted((piece.pk, each.piece_id))
        pairs[first, second] = Resemblance(
            first_id=first, second_id=second, is_same_file=each.is_same_file, distance=each.distance
        )
    for known in Resemblance.objects.filter(Q(first=piece) | Q(second=piece), is_distinct=False):
        if (known.first_id, known.second_id) not in pairs:
            known.delete()
    Resemblance.objects.bulk_create(
        pairs.values(),
        update_conflicts=True,
        unique_fields=["first", "second"],
        update_fields=["is_same_file", "distance"],
    )
    return len(pairs)
