"""
Pieces of the campaigns: set, recorded or drawn, put into the library and reviewed.

Print sheets and screens are set by the typesetter while loading; sound and film are
files of ``files/``, made by ``cms.demo.make_files``.
"""

from datetime import timedelta
from pathlib import Path

from django.core.files import File
from django.core.files.base import ContentFile

from cms.demo import loading, measured, photographs, review
from cms.demo.campaigns import CAMPAIGNS, SERIES
from cms.demo.clock import at, moment
from editorial.scheduling import EXPIRED
from media_assets.inspection.reports import inspect
from media_assets.masters import add_master
from media_assets.models import Channel, Licence, Piece, PieceCredit, PieceFormat
from media_assets.typesetting import typeset_jpeg, typeset_print

FILES = Path(__file__).parent / "files"
#: What an adaptation of photographs may be licensed as, the strictest first.
_STRICTEST = (Licence.FREE, Licence.CC_BY_SA)
_CREDITS = {
    Channel.PRINT: (("Diseño y diagramación", "Mesa de Diseño"), ("Textos", "Mesa de Redacción")),
    Channel.WEB: (("Diseño", "Mesa de Diseño"), ("Textos", "Mesa de Redacción")),
    Channel.RADIO: (
        ("Guion", "Mesa de Redacción"),
        ("Voz", "Síntesis de voz SVOX Pico"),
        ("Música", "Secretaría de Comunicaciones"),
    ),
    Channel.TV: (("Guion", "Mesa de Redacción"), ("Grafismo", "Mesa de Diseño"), ("Voz", "Síntesis de voz SVOX Pico")),
}


def items():
    """(copy, campaign or series) of every piece, oldest first."""
    pairs = [(copy, campaign) for campaign in (*CAMPAIGNS, *SERIES) for copy in campaign.pieces]
    return sorted(pairs, key=lambda pair: moment(pair[0].when))


def load(item, newsroom):
    """Make one piece with its master and take it to its state; return whether it was new."""
    copy, campaign = item
    if Piece.objects.filter(slug=copy.key).exists():
        return False
    staff, author = newsroom.staff, newsroom.staff[loading.PIECE_AUTHOR]
    life = review.Life(copy.state, moment(copy.when), copy.approvals, copy.comment)
    # The rights hold from before the campaign goes out, also for the pieces that join it later.
    rights_from = min(
        life.drafted, moment(campaign.when) - review.DRAFTED_BEFORE if campaign.when else life.drafted
    ).date()
    pictures = _photographs_in(copy)
    with at(life.drafted):
        piece = Piece(
            title=copy.title,
            slug=copy.key,
            channel=copy.channel,
            format=PieceFormat.objects.get(code=copy.format),
            description=copy.description,
            department=newsroom.departments[campaign.department],
            alt_text=copy.alt,
            caption=f"{copy.title.partition(': ')[2]}. {campaign.title}.",
            transcript=_transcript(copy),
            licence=_licence_of(pictures, copy.licence),
            rights_owner="Alcaldía de Medellín",
            rights_from=rights_from,
            rights_until=life.when.date() + timedelta(days=copy.rights_days),
            has_third_party_works=bool(pictures),
            created_by=author,
            live=False,
            has_unpublished_changes=True,
        )
        if copy.goes_out:
            piece.go_live_at = moment(copy.goes_out)
        if life.state == "vencido":
            piece.expire_at = life.when + timedelta(days=copy.rights_days)
        captions = FILES / "captions" / f"{copy.key}.vtt"
        if copy.channel == Channel.TV:
            piece.captions.save(captions.name, ContentFile(captions.read_bytes()), save=False)
        piece.credits = [PieceCredit(role=role, name=name) for role, name in _credits(copy, pictures)]
        piece.save()
        master, filename = _master(copy, campaign)
        piece.current_version = add_master(piece, master, filename=filename, user=author, note="Arte final")
        piece.save(update_fields=["current_version", "updated_at"])
        piece.save_revision(user=author, log_action=True)
        inspect(piece.current_version, measured.facts_of(piece.current_version))
    review.live_through(piece, life, staff, author)
    if life.state == "vencido":
        with at(piece.expire_at):
            piece.unpublish(set_expired=True, log_action=EXPIRED)
    if life.state == "retirado":
        with at(life.when + timedelta(days=2)):
            piece.unpublish(user=staff["direccion"])
    return True


def _master(copy, campaign):
    """The master file of a piece and the name under which it is handed in."""
    if copy.channel == Channel.RADIO:
        path = FILES / "sound" / f"{copy.key}.mp3"
    elif copy.channel == Channel.TV:
        path = FILES / "film" / f"{copy.key}.mp4"
    else:
        content, suffix = _set(copy, campaign)
        return ContentFile(content), f"{copy.key}{suffix}"
    return File(path.open("rb")), path.name


def _set(copy, campaign):
    """A sheet as a press PDF with bleed, or a screen as a picture of exact size."""
    form = PieceFormat.objects.get(code=copy.format)
    data = {
        "campaign": campaign.title,
        "headline": copy.headline,
        "message": copy.message,
        "call_to_action": copy.call,
        "date_line": campaign.date_line,
        "url": campaign.url,
        "office": campaign.office,
        "institution": "Alcaldía de Medellín",
        "colour": campaign.colour,
        "accent": campaign.accent,
        "motif": campaign.motif,
        "panels": list(copy.panels),
        "figures": list(copy.figures),
    }
    images = {}
    if copy.photo:
        photograph = photographs.BY_KEY[copy.photo]
        images[copy.photo] = photograph.path
        data["photo"] = {"image": copy.photo, "alt": photograph.alt, "credit": photograph.credit}
        data["photo_tone"] = copy.tone
    data = {key: value for key, value in data.items() if value}
    if copy.channel == Channel.WEB:
        width, height = copy.size
        return typeset_jpeg(
            "aviso_web", data, images=images, width_px=width, height_px=height, max_bytes=copy.limit
        ), ".jpg"
    trim = (float(form.width_mm), float(form.height_mm))
    return typeset_print(copy.template, data, images=images, trim_mm=trim, bleed_mm=float(form.bleed_mm)), ".pdf"


def _transcript(copy):
    """What is said in it; for print and web, the words that are read."""
    if hasattr(copy, "lines"):
        return copy.transcript
    return "\n\n".join(part for part in (copy.headline.replace("\n", " "), copy.message, copy.call) if part)


def _photographs_in(copy):
    keys = [scene.photo for scene in getattr(copy, "scenes", ())] or [getattr(copy, "photo", "")]
    return [photographs.BY_KEY[key] for key in dict.fromkeys(keys) if key in photographs.BY_KEY]


def _licence_of(pictures, own):
    """Photographs under a share-alike licence hand it on to what is made with them."""
    licences = {photograph.licence for photograph in pictures}
    return next((licence for licence in _STRICTEST if licence in licences), own)


def _credits(copy, pictures):
    yield from _CREDITS[copy.channel]
    for photograph in pictures:
        yield "Fotografía", photograph.credit.removeprefix("Fotografía: ")
