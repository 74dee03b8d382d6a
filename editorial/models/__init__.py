"""Page types of the newsroom."""

from .after_review import AfterReview
from .base import EditorialPage
from .blackout import BlackoutException, BlackoutPeriod
from .bulletins import (
    BulletinContact,
    BulletinCorrection,
    BulletinCounter,
    BulletinIndexPage,
    BulletinPage,
    BulletinPiece,
    BulletinSpokesperson,
)
from .calendar_feed import CalendarFeed
from .campaigns import CampaignIndexPage, CampaignPage, CampaignPiece
from .custody import CustodyEntry, CustodyHead
from .link_check import LinkCheck
from .notices import DailyLetter, Notice, NoticeChoice, NoticeEvent
from .programmes import EpisodePage, Medium, ProgrammeIndexPage, ProgrammePage
from .publications import EditionCredit, EditionPage, PublicationIndexPage, PublicationPage
from .readiness import ReadinessStep
from .review import Approval, RejectionReason, ReviewState, ReviewStep
from .scheduler import SchedulerTurn
from .seals import Seal
from .standing import HomePage, StandardPage
from .withdrawal import Withdrawal

__all__ = [
    "AfterReview",
    "Approval",
    "BlackoutException",
    "BlackoutPeriod",
    "BulletinContact",
    "BulletinCorrection",
    "BulletinCounter",
    "BulletinIndexPage",
    "BulletinPage",
    "BulletinPiece",
    "BulletinSpokesperson",
    "CalendarFeed",
    "CampaignIndexPage",
    "CampaignPage",
    "CampaignPiece",
    "CustodyEntry",
    "CustodyHead",
    "DailyLetter",
    "EditionCredit",
    "EditionPage",
    "EditorialPage",
    "EpisodePage",
    "HomePage",
    "LinkCheck",
    "Medium",
    "Notice",
    "NoticeChoice",
    "NoticeEvent",
    "ProgrammeIndexPage",
    "ProgrammePage",
    "PublicationIndexPage",
    "PublicationPage",
    "ReadinessStep",
    "RejectionReason",
    "ReviewState",
    "ReviewStep",
    "SchedulerTurn",
    "Seal",
    "StandardPage",
    "Withdrawal",
]
