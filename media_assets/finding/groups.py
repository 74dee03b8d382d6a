"""The resemblances that nobody has decided yet, as groups of pieces that hang together."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from media_assets.models import Piece, Resemblance

#: As many open resemblances are put together, the newest; and decisions that are shown.
MOST_PAIRS, MOST_DECISIONS = 5000, 100


@dataclass(frozen=True, slots=True)
class Group:
    """
    Pieces that resemble each other, directly or through one between them; the oldest first.

    ``same`` are those of one file, the most that have one; the others of the group only look or sound like them.
    """

    keys: tuple[int, ...]
    same: frozenset[int]

    @property
    def number(self):
        return len(self.keys)

    @property
    def alike(self):
        return [key for key in self.keys if key not in self.same]


def open_groups(seen) -> list[Group]:
    """The groups among the pieces of the queryset ``seen``; same files before mere likeness, the newest first."""
    keys = seen.order_by().values("pk")
    pairs = Resemblance.objects.filter(is_distinct=False, first__in=keys, second__in=keys).order_by("-pk")
    found = list(pairs.values_list("first", "second", "is_same_file")[:MOST_PAIRS])
    same = {key: files for files in _hanging_together(pair for *pair, is_same in found if is_same) for key in files}
    groups = [
        Group(tuple(sorted(keys)), frozenset(max((same.get(key, ()) for key in sorted(keys)), key=len)))
        for keys in _hanging_together(pair for *pair, _is_same in found)
    ]
    # Python keeps the order in which they were met, which is that of the newest resemblance.
    return sorted(groups, key=lambda group: not group.same)


def _hanging_together(pairs) -> list[set[int]]:
    """The sets of keys that pairs join, in the order in which they were met."""
    roots, members = {}, {}

    def root(key):
        while roots.setdefault(key, key) != key:
            roots[key] = key = roots[roots[key]]
        return key

    for first, second in pairs:
        roots[root(first)] = root(second)
    for key in roots:
        members.setdefault(root(key), set()).add(key)
    return list(members.values())


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
