"""The library's data: files as uploaded, the formats of the trade, and the pieces."""

from .consents import Consent, RightsNotice
from .files import EditorialDocument, EditorialImage, EditorialMedia, EditorialRendition
from .formats import Channel, PieceFormat
from .inspection import InspectionReport, InspectionWaiver
from .licences import Licence
from .pieces import Piece, PieceCredit, PieceState
from .versions import DerivativeKind, PieceDerivative, PieceVersion, ProcessingState

__all__ = [
    "Channel",
    "Consent",
    "DerivativeKind",
    "EditorialDocument",
    "EditorialImage",
    "EditorialMedia",
    "EditorialRendition",
    "InspectionReport",
    "InspectionWaiver",
    "Licence",
    "Piece",
    "PieceCredit",
    "PieceDerivative",
    "PieceFormat",
    "PieceState",
    "PieceVersion",
    "ProcessingState",
    "RightsNotice",
]
