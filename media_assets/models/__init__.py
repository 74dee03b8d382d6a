"""The library's data: files as uploaded, the formats of the trade, and the pieces."""

from .brief_records import BriefAttachment, BriefFollower, BriefMessage, BriefStep
from .briefs import IN_HAND, OPEN_STATES, Brief, BriefPiece, BriefState
from .collections import CollectedPiece, PieceCollection
from .colours import ColourFamily, PieceColour
from .consents import Consent, RightsNotice
from .deliveries import (
    Delivery,
    DeliveryItem,
    Letter,
    PackedFile,
    ReceiverKind,
    Standing,
)
from .derivative_jobs import PRODUCTS, DerivativeJob, JobState, Recipe
from .files import EditorialDocument, EditorialImage, EditorialMedia, EditorialRendition
from .formats import Channel, PieceFormat
from .inspection import InspectionReport, InspectionWaiver
from .licences import Licence
from .likenesses import Likeness, LikenessKind, Resemblance
from .metadata import FileMetadata, PublicState
from .piece_queries import PieceState
from .pieces import Piece, PieceCredit
from .saved_searches import SavedSearch
from .takings import DeliveryTaking, TakingEnd
from .texts import DocumentText, TextInside
from .uploads import Upload, UploadBatch, UploadItem, UploadState
from .versions import (
    INTERNAL_KINDS,
    PREVIEW_KINDS,
    DerivativeKind,
    PieceDerivative,
    PieceVersion,
    ProcessingState,
)
from .waiting import WaitingFile

__all__ = [
    "INTERNAL_KINDS",
    "IN_HAND",
    "OPEN_STATES",
    "PREVIEW_KINDS",
    "PRODUCTS",
    "Brief",
    "BriefAttachment",
    "BriefFollower",
    "BriefMessage",
    "BriefPiece",
    "BriefState",
    "BriefStep",
    "Channel",
    "CollectedPiece",
    "ColourFamily",
    "Consent",
    "Delivery",
    "DeliveryItem",
    "DeliveryTaking",
    "DerivativeJob",
    "DerivativeKind",
    "DocumentText",
    "EditorialDocument",
    "EditorialImage",
    "EditorialMedia",
    "EditorialRendition",
    "FileMetadata",
    "InspectionReport",
    "InspectionWaiver",
    "JobState",
    "Letter",
    "Licence",
    "Likeness",
    "LikenessKind",
    "PackedFile",
    "Piece",
    "PieceCollection",
    "PieceColour",
    "PieceCredit",
    "PieceDerivative",
    "PieceFormat",
    "PieceState",
    "PieceVersion",
    "ProcessingState",
    "PublicState",
    "ReceiverKind",
    "Recipe",
    "Resemblance",
    "RightsNotice",
    "SavedSearch",
    "Standing",
    "TakingEnd",
    "TextInside",
    "Upload",
    "UploadBatch",
    "UploadItem",
    "UploadState",
    "WaitingFile",
]
