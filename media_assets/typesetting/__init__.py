"""Typesetting: reading editions and campaign pieces set from data by Typst, without network or system fonts.

Four doors, each returning bytes and raising :class:`TypesettingError` with a reason a person can act on:

``typeset_pdf(template, data, *, images=None, standard="ua-1")``
    A reading PDF, tagged (PDF/UA-1, ISO 14289-1). Templates: ``bulletin``, ``edition``.
``typeset_print(template, data, *, trim_mm, bleed_mm=3, images=None)``
    A CMYK press PDF whose pages are trim plus bleed, with MediaBox, BleedBox and TrimBox set.
    Templates: ``afiche``, ``volante``, ``plegable``, ``cartilla``, ``pendon`` (sizes in ``PRINT_TRIMS_MM``).
``typeset_png(template, data, *, images=None, width_px, height_px)`` and ``typeset_jpeg(…, max_bytes=None)``
    An RGB picture of exactly that many pixels. Template: ``aviso_web``.

The data travel as a JSON file which the template reads: text is never pasted into a template, so whatever
people write is set as it stands. ``images`` maps a key to bytes or a path; data name a picture by that key.
The same input gives the same bytes.

Data for reading (every key optional unless marked *)::

    title*        headline, or title of the edition
    language      "es"
    kicker, lead  plain text
    number        bulletin number as people write it, "143 de 2026"
    dateline      place that opens the text, "Medellín"
    date          "2026-11-23" (also dates the file); date_text as read, "23 de noviembre de 2026"
    url           public address, printed at the end and linked
    office        "Secretaría de Comunicaciones"; institution "Alcaldía de Medellín"; department
    blocks        a list of
        {"type": "paragraph", "runs": [RUN]}       RUN = {"text", "bold", "italic", "href"}
        {"type": "heading", "level": 2|3, "text"}
        {"type": "list", "ordered": bool, "items": [[RUN]]}
        {"type": "quote", "text", "speaker", "office"}          «» are added if absent
        {"type": "figure", "image": key*, "alt"*, "caption", "credit"}
        {"type": "highlight", "title", "runs": [RUN]}  or  "blocks": [BLOCK]
        {"type": "gallery", "title", "items": [FIGURE]}
        {"type": "figures", "items": [{"value", "label"}]}      large numbers
        {"type": "table", "header": [str], "rows": [[str]], "caption", "source"}
        {"type": "reference", "kind", "title", "caption", "url"}    what paper cannot play or hold
        {"type": "contact", "name", "role", "email", "phone"}
        {"type": "note", "text"}
    spokespersons [{"name", "office"}]
    contacts      [{"name", "role", "email", "phone"}]
    corrections   [{"date", "text"}]
    credits       [{"role", "name"}]

An edition adds::

    publication   title of the serial; subtitle; issue_number, issn, isbn, publisher, place, licence
    cover         {"image": key, "alt", "credit"}; without it the cover is drawn
    colour        {"rgb": "#rrggbb"}; without it each serial has its own
    layout        "magazine" (two columns, the default) or "book"
    sections*     [{"title"*, "kicker", "lead", "byline", "blocks": [...]}]
                  (without sections, ``blocks`` make a single one)

Data for a campaign piece::

    campaign*     name of the campaign
    headline*     a line break in it is respected; otherwise lines are chosen by length
    message       two or three sentences; call_to_action; date_line; url
    office, institution
    photo         {"image": key*, "alt"*, "credit"}
    photo_tone    "natural" (default) or "ink": the photograph in black over the campaign colour
    colour*       {"c", "m", "y", "k"} in percent, optionally "rgb" for screens
    accent        the same, for the second colour
    motif         what is drawn where there is no photo: "soles", "laderas", "tejido", "escalas" or "ondas";
                  without it each campaign has its own
    panels        volante, plegable, cartilla: [{"title", "text", "items": [str]}]
    figures       [{"value", "label"}]
"""

from media_assets.typesetting.engine import (
    PRINT_TRIMS_MM,
    TypesettingError,
    design_mark,
    typeset_jpeg,
    typeset_pdf,
    typeset_png,
    typeset_print,
)

__all__ = [
    "PRINT_TRIMS_MM",
    "TypesettingError",
    "design_mark",
    "typeset_jpeg",
    "typeset_pdf",
    "typeset_png",
    "typeset_print",
]
