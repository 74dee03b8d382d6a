"""The library's data: files as uploaded, the formats of the trade, and the pieces."""

from .consents import Consent, RightsNotice
from .derivative_jobs import PRODUCTS, DerivativeJob, JobState, Recipe
from .files import EditorialDocument, EditorialImage, EditorialMedia, EditorialRendition
from .formats import Channel, PieceFormat
from .inspection import InspectionReport, InspectionWaiver
from .licences import Licence
from .pieces import Piece, PieceCredit, PieceState
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
    "Piece",
    "PieceCredit",
    "PieceDerivative",
    "PieceFormat",
    "PieceState",
    "PieceVersion",
    "ProcessingState",
    "Recipe",
    "RightsNotice",
]
