"""
What a file says, offered where people have written nothing: never in the place of their words.

Which fields took their value from the file is kept with its metadata, so that people see
where a text came from.
"""

import re

from django.utils.translation import gettext as _

from media_assets.metadata.said import Said
from media_assets.models import PieceCredit

#: Authors that a file may bring into the credits of a piece.
MOST_CREDITS = 6
_NOTICE = re.compile(
    r"^\s*(©|\(c\)|copyright|derechos reservados)[\s:]*(\d{4}(\s*[-–]\s*\d{4})?)?[\s,.:;-]*", re.IGNORECASE
)


def title_of(said: Said) -> str:
    """What the file proposes as the title of the work."""
    return (said.headline or said.title)[:160]


def owner_in(notice: str) -> str:
    """Who a copyright notice names: without the sign and the year."""
    while (rest := _NOTICE.sub("", notice)) != notice:
        notice = rest
    return notice.strip()


def fill_piece(piece, values) -> list[str]:
    """Fill what is empty in a piece that has no master yet; returns the names of the fields."""
    said = Said.from_dict(values)
    filled = _fill(
        piece,
        title=title_of(said),
        caption=said.description,
        alt_text=said.alt_text,
        rights_owner=owner_in(said.copyright) or said.credit,
    )
    piece.filled_from_file = filled
    return filled + fill_credits(piece, values)


def fill_credits(piece, values) -> list[str]:
    """Name the authors in the credits of a piece that names nobody yet; a form has to be saved before, with its own."""
    said = Said.from_dict(values)
    names = said.creators or ((said.credit,) if said.credit else ())
    if not names or piece.credits.all():
        return []
    role = _("Author") if said.creators else _("Credit")
    for number, name in enumerate(names[:MOST_CREDITS]):
        piece.credits.add(PieceCredit(role=role, name=name[:160], sort_order=number))
    piece.filled_from_file = [*getattr(piece, "filled_from_file", ()), "credits"]
    return ["credits"]


def fill_file(file, values) -> list[str]:
    """Fill what is empty in a picture, document or recording; a title that is the name of the file counts as empty."""
    said = Said.from_dict(values)
    if not file.title or file.title in _names_of(file):
        proposed = title_of(said)
        former, file.title = file.title, ""
    else:
        proposed, former = "", file.title
    credit = said.credit or ", ".join(said.creators)
    filled = _fill(file, title=proposed, description=said.alt_text, credit=credit)
    filled += _fill(file, **{"caption" if hasattr(file, "caption") else "summary": said.description})
    file.title = file.title or former
    file.filled_from_file = filled
    return filled


def tags_of(values) -> list[str]:
    return [keyword[:100] for keyword in Said.from_dict(values).keywords]


def _names_of(file):
    """How forms name a file that nobody named."""
    name = file.file.name.rpartition("/")[2]
    stem = name.rpartition(".")[0]
    original = getattr(file, "uploaded_name", name)
    return {name, stem, original, original.rpartition(".")[0], stem.replace("-", " "), stem.replace("_", " ")}


def _fill(work, **values):
    """Set the fields that are empty and exist; texts are cut where the field ends."""
    filled = []
    for name, value in values.items():
        if not value or not hasattr(work, name) or getattr(work, name):
            continue
        length = work._meta.get_field(name).max_length
        setattr(work, name, value[:length] if length else value)
        filled.append(name)
    return filled
