"""What is read of the library to judge, to pack and to show a delivery, in a constant number of queries."""

from dataclasses import dataclass

from django.db.models import Prefetch
from django.db.models.fields.files import FieldFile

from media_assets import access
from media_assets.delivery import naming, rules
from media_assets.delivery.licence import rights_rows
from media_assets.metadata.public_copies import public_copy
from media_assets.models import DeliveryItem, DerivativeKind, InspectionReport, Piece
from media_assets.storage import StorageDown

#: A still in the sheet is a likeness, not the piece.
LARGEST_STILL = 8 * 1024 * 1024
STILLS = ("image/jpeg", "image/png", "image/webp")


@dataclass(frozen=True, slots=True)
class Source:
    """The stored file that goes, its size in bytes, and its SHA-256 where that is on record."""

    file: FieldFile
    size: int
    sha256: str


def source_of(item, receiver_kind) -> Source:
    """
    The master as it came, or for those who show it to everybody the copy without what is private in it.

    Raises ``Withheld`` where there can be no such copy, ``FileNotFoundError`` and ``StorageDown``.
    """
    if not rules.gets_clean_copies(receiver_kind):
        return Source(item.version.file, item.size, item.sha256)
    given = public_copy(item.version)
    return Source(given.file, given.size, given.sha256)


def items_of(delivery):
    """The pieces of the package in their order, with all that the rules and the texts ask of them."""
    pieces = Piece.objects.select_related("format", "department", "current_version").prefetch_related("credits")
    return (
        DeliveryItem.objects.filter(delivery=delivery)
        .select_related("version__piece", "version__metadata")
        .prefetch_related(
            Prefetch("piece", pieces),
            Prefetch("version__inspections", InspectionReport.objects.defer("facts", "specification")),
            "version__waivers",
            "version__derivatives",
        )
    )


def pieces_shown(items, packed, office) -> list[dict]:
    """
    What the page of the package says of each piece that may still go; its still only where everybody may see it.

    ``packed`` are the files of the package, of which the one of the piece is told as it is in it.
    """
    sizes = {file.path: file.size for file in packed}
    shown = []
    for item in items:
        outgoing = rules.as_let_out(item.piece)
        # The one of the package, which was read with its likenesses.
        version = item.version
        path = f"{naming.piece_folder(item)}/{naming.master_name(version)}"
        shown.append(
            {
                "item": item,
                "piece": outgoing.piece,
                "version": version,
                "path": path,
                "size": sizes.get(path, version.size),
                "still": version.preview if access.is_public_version(version) else None,
                "rights": rights_rows(outgoing, office.office),
            }
        )
    return shown


def captions_of(item, outgoing) -> bytes:
    """The captions of the piece, or those found inside its film; nothing where there are none."""
    file = outgoing.piece.captions
    if not file:
        derivative = item.version.derivative(DerivativeKind.CAPTIONS)
        file = derivative.file if derivative else None
    return _read(file) if file else b""


def transcript_of(outgoing) -> str:
    return outgoing.piece.transcript.strip()


def still_of(version) -> bytes | None:
    """A picture of the master for the sheet, or None while there is none; sound has a drawing that says nothing."""
    still = version.preview or version.thumbnail
    if still is None or still.mime not in STILLS or (still.size or 0) > LARGEST_STILL:
        return None
    return _read(still.file) or None


def _read(file) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read()
    except (FileNotFoundError, StorageDown):
        return b""
