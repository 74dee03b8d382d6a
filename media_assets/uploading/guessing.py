"""
What a file is for, as far as its name and its measures tell.

A wrong guess costs more than a question: where two formats fit alike, or none does,
the person is asked.
"""

import re

from media_assets.intake.filetypes import canonical
from media_assets.intake.names import extension_of
from media_assets.models import Channel
from media_assets.models.formats import MASTER_EXTENSIONS

#: Tolerances: millimetres of paper, seconds of a recording.
PAPER_MM = 1.5
SECONDS = 0.6
#: Dots per inch from which a photograph is meant for paper.
PRINTED_DPI = 150

#: Words that tell how far a file has come, not what it shows.
_STAGE = re.compile(
    r"^(v(er(sion|sión)?)?\.?\d*|final(es)?|def(initivo|initiva)?|ok|copia|copy|nuevo|nueva|impresion|impresión|"
    r"arte|ultimo|último|ultima|última|\(\d+\))$",
    re.I,
)


def title_from(name) -> str:
    """
    The title that a person would give: ``AFICHE_agua-50x70_v3_FINAL.pdf`` is ``Afiche agua 50x70``.

    At most 160 characters; a name without words stays as it is.
    """
    stem = name.rpartition(".")[0] or name
    spaced = re.sub(r"[_\-.+\s]+", " ", re.sub(r"(?<=[a-záéíóúñ])(?=[A-ZÁÉÍÓÚÑ])", " ", stem)).strip()
    words = spaced.split(" ")
    while len(words) > 1 and _STAGE.match(words[-1]):
        words.pop()
    # What was shouted is lowered, except initials of up to four letters.
    title = " ".join(word.lower() if word.isupper() and len(word) > 4 else word for word in words)
    return (title[:1].upper() + title[1:])[:160].strip() or stem[:160]


def channels_of(name) -> tuple[Channel, ...]:
    """The channels that take such a file as a master, by its extension alone."""
    extension = canonical(extension_of(name))
    return tuple(
        channel for channel, kinds in MASTER_EXTENSIONS.items() if extension in {canonical(kind) for kind in kinds}
    )


def format_for(name, facts, formats):
    """
    The one of the ``formats`` whose measures are the file's, or None where none is, or more than one.

    ``facts`` are those of intake: trimmed pages in millimetres, pixels, seconds.
    """
    channels = channels_of(name)
    fitting = [each for each in formats if each.channel in channels and _fits(facts, each)]
    return fitting[0] if len(fitting) == 1 else None


def _fits(facts, piece_format):
    fits = {Channel.PRINT: _fits_paper, Channel.WEB: _fits_screen}.get(piece_format.channel, _fits_slot)
    return fits(facts, piece_format)


def _fits_paper(facts, wanted):
    if not (wanted.width_mm and wanted.height_mm):
        return False
    sizes = [(facts.page_width_mm, facts.page_height_mm)]
    if not facts.page_width_mm:
        if not facts.dpi or facts.dpi < PRINTED_DPI:
            return False
        sizes = [(facts.width / facts.dpi * 25.4, facts.height / facts.dpi * 25.4)]
    width, height = float(wanted.width_mm) / wanted.scale, float(wanted.height_mm) / wanted.scale
    bleed = 2 * float(wanted.bleed_mm or 0)
    # A page without a trim box, or a picture, is as large as its paper with the bleed.
    return any(_alike(size, (width + more, height + more), PAPER_MM) for size in sizes for more in {0, bleed})


def _fits_screen(facts, wanted):
    return facts.width is not None and (facts.width, facts.height) == (wanted.width_px, wanted.height_px)


def _fits_slot(facts, wanted):
    if not wanted.duration_s or not facts.duration or abs(facts.duration - float(wanted.duration_s)) > SECONDS:
        return False
    if wanted.width_px and facts.width:
        return (facts.width, facts.height) == (wanted.width_px, wanted.height_px)
    return True


def _alike(found, wanted, tolerance):
    return all(abs(a - b) <= tolerance for a, b in zip(found, wanted, strict=True))
