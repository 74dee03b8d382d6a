"""Page types of the newsroom."""

from .base import EditorialPage
from .bulletins import (
    BulletinContact,
    BulletinCorrection,
    BulletinCounter,
    BulletinIndexPage,
    BulletinPage,
    BulletinPiece,
    BulletinSpokesperson,
)
from .campaigns import CampaignIndexPage, CampaignPage, CampaignPiece
from .programmes import EpisodePage, Medium, ProgrammeIndexPage, ProgrammePage
from .publications import EditionCredit, EditionPage, PublicationIndexPage, PublicationPage
from .review import ReviewStep
from .standing import HomePage, StandardPage

__all__ = [
    "BulletinContact",
    "BulletinCorrection",
    "BulletinCounter",
    "BulletinIndexPage",
    "BulletinPage",
    "BulletinPiece",
    "BulletinSpokesperson",
    "CampaignIndexPage",
    "CampaignPage",
    "CampaignPiece",
    "EditionCredit",
    "EditionPage",
    "EditorialPage",
    "EpisodePage",
    "HomePage",
    "Medium",
    "ProgrammeIndexPage",
    "ProgrammePage",
    "PublicationIndexPage",
    "PublicationPage",
    "ReviewStep",
    "StandardPage",
]
