"""
The roles of the office, by the names of their groups.

The names are what people see in the admin and are part of the public contract,
so they are data in Spanish and not translated strings.
"""

from django.contrib.auth import get_user_model

EDITORS = "Redacción"
DESIGNERS = "Diseño"
STYLE_REVIEWERS = "Corrección"
LEGAL_REVIEWERS = "Jurídica"
APPROVERS = "Dirección"
ADMINISTRATORS = "Administración"

ALL = (EDITORS, DESIGNERS, STYLE_REVIEWERS, LEGAL_REVIEWERS, APPROVERS, ADMINISTRATORS)


def holds(user, *names: str) -> bool:
    """Whether the user is an active member of one of the named groups."""
    if not user.is_active:
        return False
    held = getattr(user, "_held_role_names", None)
    if held is None:
        held = frozenset(user.groups.values_list("name", flat=True))
        user._held_role_names = held
    return not held.isdisjoint(names)


def people(*names: str):
    """The active members of the named groups, each once."""
    return get_user_model().objects.filter(is_active=True, groups__name__in=names).distinct()
