"""
The electoral blackout: periods in which campaigns are not published.

Ley 996 de 2005, *Ley de Garantías Electorales*, limits the publicity of public
bodies before elections. The periods are data, entered with the law they rest on;
the legal office may grant one content a reasoned exception.
"""

from datetime import date

from django.db import transaction

GRANTED, CHANGED, TAKEN_BACK = "rotativa.blackout.grant", "rotativa.blackout.change", "rotativa.blackout.take_back"
_ACTS = {"wagtail.create": GRANTED, "wagtail.edit": CHANGED, "wagtail.delete": TAKEN_BACK}


def is_publicity(content) -> bool:
    """Whether the content is publicity in the sense of the blackout: campaigns and their pieces."""
    from editorial.models import CampaignPage
    from media_assets.models import Piece

    return isinstance(content, CampaignPage) or (isinstance(content, Piece) and content.campaign_uses.exists())


def periods_against(content, day: date) -> list:
    """The periods that forbid the content on that day, both limits included."""
    from editorial.models import BlackoutPeriod

    if not is_publicity(content):
        return []
    periods = list(BlackoutPeriod.objects.filter(starts_on__lte=day, ends_on__gte=day))
    excepted = set(_exceptions_for(content).values_list("period_id", flat=True)) if periods else set()
    return [period for period in periods if period.pk not in excepted]


def _exceptions_for(content):
    from editorial.models import BlackoutException, CampaignPage

    if isinstance(content, CampaignPage):
        return BlackoutException.objects.filter(campaign_id=content.pk)
    return BlackoutException.objects.filter(campaign__in=content.campaign_uses.values("page_id"))


@transaction.atomic
def keep_in_custody(log_entry):
    """Put what was done to an exception, which Wagtail has just logged, on the record of its campaign, with the reason."""
    from editorial.custody.records import append, subject_of
    from editorial.models import BlackoutException

    act = _ACTS.get(log_entry.action)
    found = BlackoutException.objects.select_related("campaign", "period").filter(pk=log_entry.object_id).first()
    if act is None or found is None:
        return
    append(
        subject_of(found.campaign),
        act,
        title=str(found.campaign),
        user=log_entry.user,
        reason=found.reason,
        at=log_entry.timestamp,
        detail={"period": found.period.name, "law": found.period.law},
    )
