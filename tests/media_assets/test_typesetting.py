"""Press sheets, screens and reading PDFs as the machines that take them see them."""

import io

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from media_assets.typesetting import (
    PRINT_TRIMS_MM,
    TypesettingError,
    typeset_jpeg,
    typeset_pdf,
    typeset_png,
    typeset_print,
)
from media_assets.typesetting.pictures import for_press, public_jpeg

PT = 72 / 25.4
INKS = {"c": 0, "m": 88, "y": 90, "k": 0}
SCREENS = [(1200, 628), (1080, 1080), (1080, 1920), (300, 250), (970, 250), (728, 90)]


def photograph(width=400, height=300, mode="RGB", kind="JPEG"):
    buffer = io.BytesIO()
    gradient = Image.linear_gradient("L").resize((width, height))
    Image.merge("RGB", (gradient, gradient.rotate(180), gradient)).convert(mode).save(buffer, kind)
    return buffer.getvalue()


IMAGES = {"calle": photograph()}


def campaign(**fields):
    return {
        "campaign": "Medellín camina",
        "headline": "La calle es de quien la camina",
        "message": "Andenes más anchos y sombra en cada cuadra.",
        "call_to_action": "Recorra su barrio",
        "date_line": "Domingo 6 de diciembre, 8 a. m.",
        "url": "https://www.example.org/camina",
        "office": "Secretaría de Comunicaciones",
        "institution": "Alcaldía de Medellín",
        "colour": INKS,
        "panels": [
            {"title": f"Paso {n}", "text": "Siga las flechas.", "items": ["Agua", "Sombrero"]} for n in range(1, 4)
        ],
        "figures": [{"value": "38 %", "label": "viajes a pie"}, {"value": "21", "label": "comunas y corregimientos"}],
    } | fields


WITH_PHOTO = {"photo": {"image": "calle", "alt": "Una calle", "credit": "Archivo"}}
LOOKS = {
    "drawing": {},
    "photograph": WITH_PHOTO,
    "photograph in ink": WITH_PHOTO | {"photo_tone": "ink", "accent": {"c": 100, "m": 80, "y": 0, "k": 20}},
}


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in document).split())


def opened(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf))


def colour_operators(pdf: pikepdf.Pdf) -> set[str]:
    """Every operator that sets a colour, in pages and in the forms they draw."""
    wanted = {"g", "G", "rg", "RG", "k", "K", "cs", "CS", "sc", "SC", "scn", "SCN", "sh"}
    streams = list(pdf.pages) + [
        item for item in pdf.objects if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Form"
    ]
    return {
        str(operator)
        for stream in streams
        for _operands, operator in pikepdf.parse_content_stream(stream)
        if str(operator) in wanted
    }


def colour_spaces(pdf: pikepdf.Pdf) -> set[str]:
    """The spaces of pictures and of named colour spaces in the whole file."""
    found = set()
    for item in pdf.objects:
        if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image":
            found.add(_space(item.get("/ColorSpace")))
        resources = item.get("/Resources") if isinstance(item, (pikepdf.Dictionary, pikepdf.Stream)) else None
        if resources is not None and "/ColorSpace" in resources:
            found |= {_space(space) for space in resources.ColorSpace.values()}
    return found


def _space(space):
    return str(space[0]) if isinstance(space, pikepdf.Array) else str(space)


# -- On the press ---------------------------------------------------------------


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("template", PRINT_TRIMS_MM)
def test_press_sheet_has_exact_boxes_and_process_inks_only(template, look):
    pdf = typeset_print(template, campaign(**LOOKS[look]), images=IMAGES)
    width, height = PRINT_TRIMS_MM[template]
    with opened(pdf) as sheets:
        for page in sheets.pages:
            sheet = [0, 0, (width + 6) * PT, (height + 6) * PT]
            trim = [3 * PT, 3 * PT, (width + 3) * PT, (height + 3) * PT]
            for box in (page.mediabox, page.bleedbox, page.cropbox):
                assert [float(side) for side in box] == pytest.approx(sheet, abs=0.01)
            assert [float(side) for side in page.trimbox] == pytest.approx(trim, abs=0.01)
            assert page.get("/Rotate", 0) == 0
        operators, spaces = colour_operators(sheets), colour_spaces(sheets)
    assert not operators & {"rg", "RG", "sh"}
    assert {"k", "K"} & operators or "/DeviceCMYK" in spaces
    assert spaces <= {"/DeviceCMYK"}


@pytest.mark.parametrize("template", PRINT_TRIMS_MM)
def test_colour_reaches_every_edge_of_the_bleed(template):
    data = campaign(accent={"c": 100, "m": 80, "y": 0, "k": 20})
    document = pypdfium2.PdfDocument(typeset_print(template, data))
    picture = document[0].render(scale=0.25).to_pil().convert("RGB")
    right, bottom = picture.width - 2, picture.height - 2
    assert all(
        picture.getpixel(corner) != (255, 255, 255) for corner in ((1, 1), (right, 1), (1, bottom), (right, bottom))
    )


def test_trim_and_bleed_may_be_asked_for():
    with opened(typeset_print("afiche", campaign(), trim_mm=(280, 430), bleed_mm=5)) as pdf:
        assert [float(side) for side in pdf.pages[0].mediabox] == pytest.approx([0, 0, 290 * PT, 440 * PT], abs=0.01)
        assert [float(side) for side in pdf.pages[0].trimbox] == pytest.approx(
            [5 * PT, 5 * PT, 285 * PT, 435 * PT], abs=0.01
        )


def test_black_type_is_set_in_one_ink():
    """A flat yellow with black letters: no other black than K alone."""
    pdf = typeset_print("afiche", campaign(colour={"c": 0, "m": 20, "y": 100, "k": 0}))
    with opened(pdf) as sheet:
        fills = [
            tuple(float(value) for value in operands)
            for operands, operator in pikepdf.parse_content_stream(sheet.pages[0])
            if str(operator) == "k" or (str(operator) == "scn" and len(operands) == 4)
        ]
    blacks = {fill for fill in fills if fill[3] > 0.9}
    assert blacks == {(0.0, 0.0, 0.0, 1.0)}


def test_photograph_for_the_press_stays_under_the_ink_limit():
    _suffix, content = for_press(Image.open(io.BytesIO(photograph(256, 256))))
    pixels = Image.open(io.BytesIO(content))
    assert pixels.mode == "CMYK"
    heaviest = max(sum(pixel) / 2.55 for pixel in pixels.getdata())
    assert heaviest < 300


@pytest.mark.parametrize("template", ["cartilla"])
@pytest.mark.parametrize("panels", range(0, 9))
def test_booklet_has_a_multiple_of_four_pages(template, panels):
    data = campaign(panels=[{"title": f"Tema {n}", "text": "Texto."} for n in range(panels)])
    with opened(typeset_print(template, data)) as pdf:
        assert len(pdf.pages) % 4 == 0


@pytest.mark.parametrize("template", PRINT_TRIMS_MM)
@pytest.mark.parametrize(
    "headline",
    [
        "Lea",
        "Otorrinolaringología interdisciplinariamente",
        "Usted decide en qué se invierte el presupuesto de su comuna: vote entre el 1 y el 15 de diciembre en su barrio",
        "Uno\nDos\nTres",
    ],
    ids=["short", "long words", "long", "broken by its author"],
)
def test_headline_of_any_length_is_set_whole_inside_the_trim(template, headline):
    pdf = typeset_print(template, campaign(headline=headline, panels=[]))
    document = pypdfium2.PdfDocument(pdf)
    page = document[0]
    text = page.get_textpage()
    assert " ".join(headline.split()) in " ".join(text.get_text_bounded().split())
    trim, safe = page.get_trimbox(), 5 * PT
    for n in range(text.count_chars()):
        if text.get_text_range(n, 1).strip():
            left, bottom, right, top = text.get_charbox(n)
            assert left >= trim[0] + safe - 1
            assert right <= trim[2] - safe + 1
            assert bottom >= trim[1] + safe - 1
            assert top <= trim[3] - safe + 1


@pytest.mark.parametrize(
    "missing", ["message", "call_to_action", "date_line", "url", "office", "institution", "panels", "figures"]
)
def test_piece_is_set_without_what_its_author_left_empty(missing):
    for template in PRINT_TRIMS_MM:
        assert typeset_print(template, campaign(**{missing: None}))


# -- On a screen ------------------------------------------------------------------


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize(("width", "height"), SCREENS)
def test_notice_is_exactly_the_size_that_was_asked_for(width, height, look):
    png = typeset_png("aviso_web", campaign(**LOOKS[look]), images=IMAGES, width_px=width, height_px=height)
    picture = Image.open(io.BytesIO(png))
    assert picture.size == (width, height)
    assert len(picture.convert("RGB").getcolors(1 << 24)) > 8


def test_notice_keeps_its_weight():
    data = campaign(**WITH_PHOTO)
    jpeg = typeset_jpeg("aviso_web", data, images=IMAGES, width_px=1200, height_px=628, max_bytes=200_000)
    assert len(jpeg) <= 200_000
    assert Image.open(io.BytesIO(jpeg)).size == (1200, 628)
    with pytest.raises(TypesettingError):
        typeset_jpeg("aviso_web", data, images=IMAGES, width_px=1200, height_px=628, max_bytes=2_000)


# -- To be read ---------------------------------------------------------------------


def bulletin(**fields):
    return {
        "title": "Abre la convocatoria",
        "language": "es",
        "date": "2026-11-23",
        "blocks": [{"type": "paragraph", "runs": [{"text": "Las bases están publicadas."}]}],
    } | fields


def test_headings_never_skip_a_level():
    blocks = [{"type": "heading", "level": 3, "text": "Primero"}, *bulletin()["blocks"]]
    with opened(typeset_pdf("bulletin", bulletin(blocks=blocks))) as pdf:
        levels = [
            str(item.S)
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary) and str(item.get("/S", "")) in ("/H1", "/H2", "/H3")
        ]
    assert sorted(levels) == ["/H1", "/H2"]


def test_quotation_marks_are_those_of_spanish():
    runs = [{"text": 'El lema es "Mi cuadra" y nada más.'}]
    quote = {"type": "quote", "text": 'Caminar es "cuidar"', "speaker": "", "office": ""}
    said = text_of(typeset_pdf("bulletin", bulletin(blocks=[{"type": "paragraph", "runs": runs}, quote])))
    assert "El lema es «Mi cuadra»" in said
    assert "«Caminar es" in said


def test_text_that_looks_like_a_program_is_set_as_text():
    hostile = '#import "/etc/passwd": * \\ $x^2$ #panic() <script>alert(1)</script> */ // */'
    for template, data in (("bulletin", bulletin(title=hostile)), ("edition", bulletin(title=hostile))):
        assert "#panic()<script>alert(1)</script>" in text_of(typeset_pdf(template, data)).replace(" ", "")
    assert "#panic()" in text_of(typeset_print("afiche", campaign(headline=hostile)))


@pytest.mark.parametrize("text", ["💧👩‍👩‍👧 agua", "中文", "a\u0000b", "\ud800", "\u202eoiram", "x" * 4000, "​"])
def test_text_of_any_kind_is_set(text):
    assert typeset_pdf("bulletin", bulletin(title=text, lead=text, kicker=text))
    assert typeset_print("volante", campaign(headline=text, message=text[:300]))


def test_table_of_uneven_rows_is_set():
    table = {"type": "table", "caption": "", "header": ["A", "B"], "rows": [["1"], ["1", "2", "3"], []]}
    assert "3" in text_of(typeset_pdf("bulletin", bulletin(blocks=[table])))


def test_long_edition_has_contents_with_the_pages_of_its_sections():
    body = [{"type": "paragraph", "runs": [{"text": "La ciudad camina. " * 120}]}] * 4
    sections = [{"title": f"Sección {n}", "blocks": body} for n in ("uno", "dos", "tres")]
    document = pypdfium2.PdfDocument(typeset_pdf("edition", bulletin(publication="Revista", sections=sections)))
    contents = document[1].get_textpage().get_text_bounded()
    for section in sections:
        opening = next(
            n for n in range(2, len(document)) if section["title"] in document[n].get_textpage().get_text_bounded()
        )
        assert section["title"] in contents
        assert str(opening + 1) in contents


def test_same_input_gives_the_same_bytes():
    data, piece = bulletin(), campaign(**WITH_PHOTO)
    assert typeset_pdf("bulletin", data) == typeset_pdf("bulletin", data)
    assert typeset_print("afiche", piece, images=IMAGES) == typeset_print("afiche", piece, images=IMAGES)


def test_picture_that_was_not_given_is_named_in_the_error():
    figure = {"type": "figure", "image": "puente", "alt": "Un puente"}
    with pytest.raises(TypesettingError, match="puente"):
        typeset_pdf("bulletin", bulletin(blocks=[figure]))


@pytest.mark.parametrize("content", [b"", b"no picture", photograph()[:200]], ids=["empty", "text", "cut short"])
def test_broken_picture_is_named_in_the_error(content):
    figure = {"type": "figure", "image": "puente", "alt": "Un puente"}
    with pytest.raises(TypesettingError, match="puente"):
        typeset_pdf("bulletin", bulletin(blocks=[figure]), images={"puente": content})


@pytest.mark.parametrize(
    ("mode", "kind"), [("CMYK", "JPEG"), ("L", "PNG"), ("P", "PNG"), ("RGBA", "PNG"), ("I;16", "TIFF")]
)
def test_picture_of_any_kind_is_given_away_as_rgb(mode, kind):
    source = Image.linear_gradient("L").convert("I;16") if mode == "I;16" else None
    if source:
        buffer = io.BytesIO()
        source.save(buffer, kind)
        content = buffer.getvalue()
    else:
        content = photograph(mode=mode, kind=kind)
    made = Image.open(io.BytesIO(public_jpeg(content, longest_side=200)))
    assert made.mode == "RGB"
    assert max(made.size) <= 256


def test_unknown_template_is_refused():
    with pytest.raises(TypesettingError):
        typeset_pdf("../../settings", bulletin())
