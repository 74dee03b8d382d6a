"""
The press kit of a bulletin: what a newsroom elsewhere needs to publish it, in one .zip.

Text (plain and for a word processor), reading PDF, photographs and the published pieces that go with the bulletin.
Nothing is in it that a reader could not have at another public door: photographs
are copies without the metadata of the camera, pieces are given as their licence
lets them, and what was bought for one use stays at home.
"""

import io
import zipfile
from dataclasses import dataclass

from django.core.files.storage import default_storage
from django.utils import timezone
from django.utils.translation import gettext as _

from editorial import press_docx, press_text, reading_pdf
from editorial.imprint import publisher
from media_assets import access
from media_assets.intake.names import safe_filename
from media_assets.metadata.public_copies import InPreparation, Withheld, public_file
from media_assets.models import Licence, Piece
from media_assets.models.licences import OPEN_LICENCES
from media_assets.typesetting import TypesettingError
from media_assets.typesetting.pictures import public_jpeg

PHOTOGRAPH_LONGEST_PX = 3000
PHOTOGRAPH_QUALITY = 93
#: Heavier masters are not packed: the kit says where they are.
LARGEST_PIECE_BYTES = 250 * 1024 * 1024

#: What the office may hand to the press: its own work, and works that anybody may use.
FOR_THE_PRESS = OPEN_LICENCES | {Licence.OWN}


@dataclass(frozen=True, slots=True)
class Item:
    """A file of the kit and what must be printed beside it."""

    path: str
    title: str
    credit: str
    licence: str
    caption: str = ""


def pieces_of(page) -> list[Piece]:
    """The pieces of the kit, in the editor's order: published, rights holding today, the office's to give."""
    order = list(page.pieces.values_list("piece_id", flat=True))
    found = Piece.objects.filter(pk__in=order, licence__in=FOR_THE_PRESS).select_related("current_version", "format")
    public = {piece.pk: piece for piece in found if access.is_public_piece(piece)}
    return [public[pk] for pk in dict.fromkeys(order) if pk in public]


def photographs_of(page) -> list[tuple]:
    """(image, caption, credit) of the lead image and of every photograph in the text, each once."""
    placed = [(page.lead_image, "", "")] if page.lead_image else []
    for child in page.body:
        figures = {"figure": [child.value], "gallery": child.value["items"] if child.block_type == "gallery" else []}
        for figure in figures.get(child.block_type, []):
            if figure["image"]:
                placed.append((figure["image"], figure["caption"], figure["credit"]))
    once = {}
    for image, caption, credit in placed:
        kept = once.get(image.pk)
        if kept is None or not kept[1]:
            once[image.pk] = (image, caption or image.caption, credit or image.credit)
    return [photograph for photograph in once.values() if photograph[0].licence in FOR_THE_PRESS]


def mark(page) -> tuple:
    """What the kit depends on beside the revision: a piece that is withdrawn leaves the kit at once."""
    return tuple((piece.pk, piece.current_version_id, piece.licence) for piece in pieces_of(page))


def weight(page) -> int:
    """About how many bytes of masters go into the kit."""
    sizes = (piece.current_version.size for piece in pieces_of(page))
    return sum(size for size in sizes if size <= LARGEST_PIECE_BYTES)


def folder_name(page) -> str:
    """The name of the kit and of the one folder in it: ``boletin-042-de-2026``."""
    return safe_filename(str(page.reference) or page.slug)


def write(page, file, pdf: bytes):
    """Write the kit of a bulletin into an open file; ``pdf`` is its reading edition."""
    folder = folder_name(page)
    moment = timezone.localtime(page.date)
    with zipfile.ZipFile(file, "w") as kit:

        def add(path, content: bytes, packed=zipfile.ZIP_DEFLATED):
            entry = zipfile.ZipInfo(f"{folder}/{path}", date_time=moment.timetuple()[:6])
            entry.external_attr = 0o644 << 16
            entry.compress_type = packed
            kit.writestr(entry, content)

        data, _pictures = reading_pdf.bulletin_data(page)
        add(f"{folder}.txt", press_text.encoded(press_text.bulletin_text(data)))
        editable = io.BytesIO()
        press_docx.write(data, editable, moment)
        add(f"{folder}.docx", editable.getvalue(), zipfile.ZIP_STORED)
        add(f"{folder}.pdf", pdf, zipfile.ZIP_STORED)
        items = []
        for number, (image, caption, credit) in enumerate(photographs_of(page), 1):
            path = f"fotografias/{number:02d}-{safe_filename(image.title)}.jpg"
            if copy := _photograph(image):
                add(path, copy, zipfile.ZIP_STORED)
                items.append(Item(path, image.title, credit, image.get_licence_display(), caption))
        elsewhere = []
        for piece in pieces_of(page):
            stored = _file_of(piece)
            if stored is None:
                elsewhere.append(piece)
                continue
            name, extension = stored
            path = f"piezas/{piece.slug[:80]}.{extension}"
            entry = zipfile.ZipInfo(f"{folder}/{path}", date_time=moment.timetuple()[:6])
            entry.external_attr = 0o644 << 16
            try:
                with default_storage.open(name, "rb") as master, kit.open(entry, "w") as place:
                    while chunk := master.read(1024 * 1024):
                        place.write(chunk)
            except FileNotFoundError:
                elsewhere.append(piece)
                continue
            items.append(Item(path, piece.title, piece.rights_owner, piece.get_licence_display(), piece.caption))
        add(_("READ-ME.txt"), press_text.encoded(press_text.read_me(page, publisher.of(page), items, elsewhere)))


def _photograph(image) -> bytes | None:
    try:
        with image.file.open("rb") as stored:
            content = io.BytesIO(stored.read())
        return public_jpeg(content, longest_side=PHOTOGRAPH_LONGEST_PX, quality=PHOTOGRAPH_QUALITY)
    except (OSError, TypesettingError):
        return None


def _file_of(piece) -> tuple[str, str] | None:
    """
    (stored name, extension) of what goes into the kit.

    The master where everybody may have it, else the large preview that everybody
    sees; None for what is too heavy or has no preview yet.
    """
    version = piece.current_version
    if access.is_public_master(version):
        if version.size > LARGEST_PIECE_BYTES:
            return None
        try:
            # What tells of places and cameras goes as the clean copy that readers get elsewhere.
            return public_file(version).name, version.file.name.rpartition(".")[2].lower()
        except FileNotFoundError:
            return None
        except (Withheld, InPreparation):
            pass
    if preview := version.preview:
        return preview.file.name, preview.file.name.rpartition(".")[2].lower()
    return None
