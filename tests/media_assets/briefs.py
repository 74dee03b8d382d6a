"""Briefs for the tests: asked for and worked on by the acts of the office."""

from datetime import timedelta

from django.utils import timezone

from media_assets.briefs import requests
from media_assets.briefs.acts import perform
from media_assets.briefs.machine import BY_NAME
from media_assets.models import Brief, BriefPiece, Channel
from organization.business_hours import business_days_after
from tests import factories

REASON = "Una razón que queda en el registro."


def soon(days=15):
    """That many business days from today."""
    return business_days_after(timezone.localdate(), days)


def wanted(channel=Channel.WEB, quantity=1, format=None):
    return BriefPiece(channel=format.channel if format else channel, format=format, quantity=quantity)


def asked(user, *rows, **fields):
    """A brief that the user asks for: one web piece unless other rows are given."""
    fields = {
        "title": "Jornada de esterilización",
        "purpose": "Agotar los cupos.",
        "audience": "Familias rurales.",
        "message": "Es gratuita.",
        "deadline": soon(),
    } | fields
    if "department" not in fields:
        fields["department"] = factories.DepartmentFactory()
    brief = Brief(**fields)
    brief.wanted = list(rows) or [wanted()]
    return requests.ask(brief, user)


def do(act, brief, user, **said):
    """The act by its name; a reason is given where one is asked."""
    if BY_NAME[act].needs_reason:
        said.setdefault("reason", REASON)
    perform(BY_NAME[act], brief, user, **said)
    return fresh(brief)


def in_hand(requester, designer, *rows, started=True, **fields):
    """A brief that the designer has taken, and begun unless told otherwise."""
    brief = asked(requester, *rows, **fields)
    do("take", brief, designer)
    return do("start", brief, designer) if started else fresh(brief)


def late(brief, days=3):
    Brief.objects.filter(pk=brief.pk).update(deadline=timezone.localdate() - timedelta(days=days))
    return fresh(brief)


def fresh(brief):
    return Brief.objects.get(pk=brief.pk)
