"""The resemblances that nobody has decided yet, as groups of pieces that hang together."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from media_assets.models import Piece, Resemblance

#: As many open resemblances are put together, the newest; and decisions that are shown.
MOST_PAIRS, MOST_DECISIONS = 5000, 100


@dataclass(frozen=True, slots=True)
class Group:
    """Pieces that resemble each other, directly or through one between them; the oldest first."""

    keys: tuple[int, ...]
    is_same_file: bool

    @property
    def number(self):
        return len(self.keys)


def open_groups(seen) -> list[Group]:
    """The groups among the pieces of the queryset ``seen``; same files before mere likeness, the newest first."""
    keys = seen.order_by().values("pk")
    pairs = Resemblance.objects.filter(is_distinct=False, first__in=keys, second__in=keys).order_by("-pk")
    roots, same = {}, set()

    def root(key):
        while roots.setdefault(key, key) != key:
            roots[key] = key = roots[roots[key]]
        return key

    found = list(pairs.values_list("first", "second", "is_same_file")[:MOST_PAIRS])
    for first, second, _is_same in found:
        roots[root(first)] = root(second)
    members = {}
    for first, second, is_same in found:
        members.setdefault(root(first), {}).update({first: None, second: None})
        if is_same:
            same.add(root(first))
    groups = [Group(tuple(sorted(keys)), key in same) for key, keys in members.items()]
    # Python keeps the order in which they were met, which is that of the newest resemblance.
    return sorted(groups, key=lambda group: not group.is_same_file)


def set_apart(piece, others, user) -> int:
    """Somebody found that the piece is no duplicate of those others; returns of how many it was thought to be."""
    return _between(piece, others, is_distinct=False).update(
        is_distinct=True, decided_by=user, decided_at=timezone.now()
    )


def bring_together(piece, other) -> int:
    """The decision is taken back: the two are shown again while they resemble each other."""
    return _between(piece, [other], is_distinct=True).update(is_distinct=False, decided_by=None, decided_at=None)


def set_apart_from(piece) -> set[int]:
    """The keys of the pieces of which somebody found that this one is no duplicate."""
    apart = Resemblance.objects.filter(Q(first=piece) | Q(second=piece), is_distinct=True)
    return {key for pair in apart.values_list("first", "second") for key in pair} - {piece.pk}


def decisions(seen):
    """What was decided last, of pieces that the queryset ``seen`` has."""
    keys = seen.order_by().values("pk")
    decided = Resemblance.objects.filter(is_distinct=True, first__in=keys, second__in=keys)
    return decided.select_related("first", "second", "decided_by").order_by("-decided_at", "-pk")[:MOST_DECISIONS]


def _between(piece, others, **state):
    keys = [other.pk if isinstance(other, Piece) else other for other in others]
    both = Q(first=piece, second__in=keys) | Q(second=piece, first__in=keys)
    return Resemblance.objects.filter(both, **state)
