"""The campaigns of the demonstration: strategy, pieces by channel, and every word that is said in them."""

from cms.demo.campaigns.agua import CAMPAIGN as AGUA
from cms.demo.campaigns.barrio import CAMPAIGN as BARRIO
from cms.demo.campaigns.lectura import CAMPAIGN as LECTURA
from cms.demo.campaigns.lluvia import CAMPAIGN as LLUVIA
from cms.demo.campaigns.manuales import SERIES

CAMPAIGNS = [BARRIO, AGUA, LECTURA, LLUVIA]

__all__ = ["CAMPAIGNS", "SERIES"]
