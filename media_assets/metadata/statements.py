"""The statement of a piece or of a file, from what people wrote about it."""

import hashlib
import json

from django.conf import settings
from django.utils.translation import override

from media_assets.metadata.said import Said
from media_assets.metadata.statement import Statement
from media_assets.models import EditorialDocument, EditorialImage, EditorialMedia, Licence, PieceVersion
from media_assets.models.licences import LICENCE_ADDRESSES


def statement_of(owner) -> Statement:
    """Of a version, picture, document or recording."""
    if isinstance(owner, PieceVersion):
        return of_piece(owner.piece)
    return of_file(owner)


def of_piece(piece) -> Statement:
    names = tuple(dict.fromkeys(credit.name for credit in piece.credits.all()))
    return Statement(
        title=piece.title,
        description=piece.caption or piece.description,
        alt_text=piece.alt_text,
        creators=names,
        credit=piece.rights_owner or ", ".join(names),
        copyright=_notice(piece.licence, piece.rights_owner),
        terms=_terms(piece),
        licence_url=LICENCE_ADDRESSES.get(piece.licence, ""),
        page_url=f"{settings.SITE_URL}{piece.get_absolute_url()}" if piece.slug else "",
    )


def of_file(file: EditorialImage | EditorialDocument | EditorialMedia) -> Statement:
    """Of a file of a page; the notice of the file itself stays, for nobody has asked for another."""
    said = Said.from_dict(getattr(getattr(file, "metadata", None), "said", None))
    return Statement(
        title=file.title,
        description=getattr(file, "caption", "") or getattr(file, "summary", ""),
        alt_text=getattr(file, "description", ""),
        creators=said.creators or ((file.credit,) if file.credit else ()),
        credit=file.credit or said.credit,
        copyright=said.copyright or _notice(file.licence, file.credit),
        terms=_terms(file),
        licence_url=LICENCE_ADDRESSES.get(file.licence, ""),
    )


def digest(statement: Statement) -> str:
    """By which it is known that files say the same."""
    return hashlib.sha256(json.dumps(statement.as_dict(), sort_keys=True).encode()).hexdigest()


def _notice(licence, owner):
    """Who gave a work to everybody keeps no right to name."""
    if not owner or licence == Licence.CC0:
        return ""
    return owner if owner.startswith(("©", "(c)", "(C)", "Copyright")) else f"© {owner}"


def _terms(work):
    with override(settings.LANGUAGE_CODE):
        return str(work.get_licence_display())
