"""The library's data: files as uploaded, the formats of the trade, and the pieces."""

from .collections import CollectedPiece, PieceCollection
from .colours import ColourFamily, PieceColour
from .consents import Consent, RightsNotice
from .derivative_jobs import PRODUCTS, DerivativeJob, JobState, Recipe
from .files import EditorialDocument, EditorialImage, EditorialMedia, EditorialRendition
from .formats import Channel, PieceFormat
from .inspection import InspectionReport, InspectionWaiver
from .licences import Licence
from .likenesses import Likeness, LikenessKind, Resemblance
from .pieces import Piece, PieceCredit, PieceState
from .saved_searches import SavedSearch
from .texts import TextInside
from .uploads import Upload, UploadBatch, UploadItem, UploadState
from .versions import (
    INTERNAL_KINDS,
    PREVIEW_KINDS,
    DerivativeKind,
    PieceDerivative,
    PieceVersion,
    ProcessingState,
)

__all__ = [
    "INTERNAL_KINDS",
    "PREVIEW_KINDS",
    "PRODUCTS",
    "Channel",
    "CollectedPiece",
    "ColourFamily",
    "Consent",
    "DerivativeJob",
    "DerivativeKind",
    "EditorialDocument",
    "EditorialImage",
    "EditorialMedia",
    "EditorialRendition",
    "InspectionReport",
    "InspectionWaiver",
    "JobState",
    "Licence",
    "Likeness",
    "LikenessKind",
    "Piece",
    "PieceCollection",
    "PieceColour",
    "PieceCredit",
    "PieceDerivative",
    "PieceFormat",
    "PieceState",
    "PieceVersion",
    "ProcessingState",
    "Recipe",
    "Resemblance",
    "RightsNotice",
    "SavedSearch",
    "TextInside",
    "Upload",
    "UploadBatch",
    "UploadItem",
    "UploadState",
]
