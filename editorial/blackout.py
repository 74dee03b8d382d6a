"""
The electoral blackout: periods in which campaigns are not published.

Ley 996 de 2005, *Ley de Garantías Electorales*, limits the publicity of public
bodies before elections. The periods are data, entered with the law they rest on;
the legal office may grant one content a reasoned exception.
"""

from datetime import date


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
