"""What a printer would send back is found, with its place; what is right is left in peace."""

import io
import zlib

import pikepdf
import pytest
from PIL import Image, ImageCms, ImageFont

from media_assets.inspection.catalogue import judge
from media_assets.inspection.measuring import measure
from media_assets.inspection.specification import Specification

POINT = 72 / 25.4
POSTER = {
    "channel": "print",
    "width_mm": 100,
    "height_mm": 140,
    "bleed_mm": 3,
    "colour": "cmyk",
    "minimum_dpi": 300,
    "maximum_ink": 300,
}
X4 = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    b'<rdf:Description xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/">'
    b"<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion></rdf:Description></rdf:RDF></x:xmpmeta>"
)


def icc(space):
    """The head of an ICC profile of that colour space, which is all that is asked of it."""
    return bytes(16) + space.ljust(4).encode() + bytes(16) + b"acsp" + bytes(88)


def sheet(contents=b"0.2 0 0 0 k 0 0 300 420 re f", *, pages=1, trim=(100, 140), bleed=3, boxes=True, **options):
    """A PDF/X-4 with an output intent, trimmed and bled as asked; the rest of the keywords are its resources."""
    pdf = pikepdf.new()
    for _number in range(pages):
        width, height = ((side + 2 * bleed) * POINT for side in trim)
        page = pdf.add_blank_page(page_size=(width, height))
        if boxes:
            page.obj.BleedBox = pikepdf.Array([0, 0, width, height])
            page.obj.TrimBox = pikepdf.Array(
                [bleed * POINT, bleed * POINT, width - bleed * POINT, height - bleed * POINT]
            )
        page.obj.Contents = pdf.make_stream(contents)
        page.obj.Resources = pikepdf.Dictionary(
            {f"/{name}": make(pdf) if callable(make) else make for name, make in options.items() if name[0].isupper()}
        )
    pdf.docinfo["/Trapped"] = options.get("trapped", pikepdf.Name("/False"))
    if options.get("intent", True):
        profile = pdf.make_stream(options.get("profile", icc("CMYK")))
        profile.N = 4
        pdf.Root.OutputIntents = pikepdf.Array(
            [
                pikepdf.Dictionary(
                    Type=pikepdf.Name.OutputIntent,
                    S=pikepdf.Name.GTS_PDFX,
                    OutputConditionIdentifier=pikepdf.String("FOGRA51"),
                    DestOutputProfile=pdf.make_indirect(profile),
                )
            ]
        )
    if options.get("claim", True):
        pdf.Root.Metadata = pdf.make_stream(options.get("xmp", X4))
    buffer = io.BytesIO()
    pdf.save(buffer)
    return buffer.getvalue()


@pytest.fixture
def facts_of(tmp_path):
    def take(content, extension="pdf"):
        path = tmp_path / f"archivo.{extension}"
        path.write_bytes(content)
        return measure(str(path), "pdf" if extension == "pdf" else "image", extension)

    return take


def codes(facts, **asked):
    return {finding.code: finding for finding in judge(facts, Specification(**(POSTER | asked)))}


def picture(pixels=(10, 10), ink=(20, 0, 0, 0), space="/DeviceCMYK"):
    def make(pdf):
        image = pdf.make_stream(bytes(round(value * 2.55) for value in ink) * (pixels[0] * pixels[1]))
        image.Type, image.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
        image.Width, image.Height, image.BitsPerComponent = *pixels, 8
        image.ColorSpace = pikepdf.Name(space)
        return pikepdf.Dictionary({"/Im": pdf.make_indirect(image)})

    return make


def graphics(**values):
    return lambda pdf: pikepdf.Dictionary({"/G": pikepdf.Dictionary({f"/{k}": v for k, v in values.items()})})


def font(**descriptor):
    def make(pdf):
        described = pikepdf.Dictionary(Type=pikepdf.Name.FontDescriptor, FontName=pikepdf.Name.Garamond)
        if descriptor.get("carried"):
            described.FontFile2 = pdf.make_stream(ImageFont.load_default(12).font_bytes)
        made = pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.TrueType,
            BaseFont=pikepdf.Name("/ABCDEF+Garamond"),
            FontDescriptor=described,
        )
        return pikepdf.Dictionary({"/F": pdf.make_indirect(made)})

    return make


def spot(pdf):
    function = pikepdf.Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[0, 1, 1, 0], N=1)
    return pikepdf.Dictionary(
        {
            "/S": pikepdf.Array(
                [pikepdf.Name.Separation, pikepdf.Name("/PANTONE 186 C"), pikepdf.Name.DeviceCMYK, function]
            )
        }
    )


def inks(*names):
    """A space of named inks, as a printing program writes them."""
    function = pikepdf.Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[0, 0, 0, 1], N=1)
    space = [pikepdf.Name.Separation, pikepdf.Name(f"/{names[0]}"), pikepdf.Name.DeviceCMYK, function]
    return lambda pdf: pikepdf.Dictionary({"/S": pikepdf.Array(space)})


def line_art(pixels):
    def make(pdf):
        image = pdf.make_stream(bytes((pixels[0] + 7) // 8 * pixels[1]))
        image.Type, image.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
        image.Width, image.Height, image.BitsPerComponent = *pixels, 1
        image.ColorSpace = pikepdf.Name.DeviceGray
        return pikepdf.Dictionary({"/Im": pdf.make_indirect(image)})

    return make


def test_a_sheet_made_as_asked_has_nothing_to_mend(facts_of):
    assert codes(facts_of(sheet())) == {}


def noted(content):
    """The same PDF with a comment on its page."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 20, 20])
        pdf.pages[0].obj.Annots = pikepdf.Array([note])
        buffer = io.BytesIO()
        pdf.save(buffer)
    return buffer.getvalue()


GROUND = b"0.5 0 0 0 k 20 20 200 200 re f "
TEXT = b"BT /F 10 Tf 40 40 Td %s (Hola) Tj ET"
SPOILED = {
    "page-size": lambda: sheet(trim=(100, 139)),
    "trim-box-missing": lambda: sheet(boxes=False, bleed=0, trim=(100, 140)),
    "bleed-short": lambda: sheet(bleed=2),
    "colour-not-for-press": lambda: sheet(b"1 0 0 rg 10 10 50 50 re f"),
    "spot-inks": lambda: sheet(b"/S cs 1 scn 10 10 50 50 re f", ColorSpace=spot),
    "ink-total": lambda: sheet(b"1 1 1 0.5 k 10 10 50 50 re f"),
    "resolution-low": lambda: sheet(b"q 72 0 0 72 10 10 cm /Im Do Q", XObject=picture((200, 200))),
    "fonts-missing": lambda: sheet(TEXT % b"0 0 0 1 k", Font=font(carried=False)),
    "transparency": lambda: sheet(b"/G gs 0 0 0 1 k 10 10 50 50 re f", ExtGState=graphics(ca=0.5)),
    "overprint": lambda: sheet(b"/G gs 0 0 0 1 k 10 10 50 50 re f", ExtGState=graphics(OP=True)),
    "black-text-knockout": lambda: sheet(GROUND + TEXT % b"0 0 0 1 k", Font=font(carried=True)),
    "registration-colour": lambda: sheet(b"/S cs 1 scn 40 40 50 50 re f", ColorSpace=inks("All")),
    "line-art-resolution": lambda: sheet(b"q 72 0 0 72 10 10 cm /Im Do Q", XObject=line_art((400, 400))),
    "white-overprint": lambda: sheet(b"/G gs 0 0 0 0 k 10 10 50 50 re f", ExtGState=graphics(op=True)),
    "hairline": lambda: sheet(b"0 0 0 1 K 0.1 w 10 10 m 90 10 l S"),
    "dashes-too-fine": lambda: sheet(b"0 0 0 1 K [0.000001] 0 d 10 10 m 90 10 l S"),
    "rich-black-text": lambda: sheet(TEXT % b"0.6 0.5 0.5 1 k", Font=font(carried=True)),
    "output-intent": lambda: sheet(intent=False),
    "pdfx-claim": lambda: sheet(claim=False),
    "pdfx-broken": lambda: sheet(trapped=pikepdf.Name.Unknown),
    "icc-profile": lambda: sheet(profile=icc("RGB")),
    "notes-on-the-sheet": lambda: noted(sheet()),
    "states-nested": lambda: sheet(b"q " * 29 + b"0 0 0 1 k 10 10 50 50 re f" + b" Q" * 29),
}


@pytest.mark.parametrize("code", SPOILED)
def test_what_a_printer_would_send_back_is_found(facts_of, code):
    assert code in codes(facts_of(SPOILED[code]()))


@pytest.mark.parametrize(
    "content",
    [
        b"0 0 9 9 re f (no termina",
        b"[[[ [1] ] ] ] TJ",
        b"/Falta Do",
        b"BT /Falta 9 Tf (a) Tj ET",
        b"/Falta gs",
        b"1 0 0 k 0 0 9 9 re f",
        b"0 0 9 re f",
        b"0 0 9 9 re dibuja",
        b"1e400 0 9 9 re f",
        b"/S cs 1 scn 0 0 9 9 re f",
        b"1 " * 40 + b"0 0 9 9 re f",
        b"/A << /X " + b"[" * 100 + b"]" * 100 + b" >> BDC EMC",
    ],
)
def test_damage_inside_the_pages_blocks_and_says_on_which(facts_of, content):
    ring = lambda pdf: pikepdf.Dictionary({"/S": pikepdf.Array([pikepdf.Name.Indexed, pikepdf.Name("/S"), 1, b"\0"])})  # noqa: E731
    finding = codes(facts_of(sheet(content, ColorSpace=ring)))["damaged-inside"]
    assert finding.blocks
    assert finding.places[0].page == 1


def test_what_viewers_may_not_know_is_no_damage(facts_of):
    tolerated = b"BX 1 2 nuevo EX /L BMC 0 0 0 1 k 10 10 9 9 re f EMC 1 j 2 J 4 M /Perceptual ri 1 i 0 0 0 1 K"
    assert "damaged-inside" not in codes(facts_of(sheet(tolerated)))


def test_a_picture_that_is_cut_short_inside_the_pdf_is_damage(facts_of):
    def cut(pdf, share=0.5):
        whole = raster("JPEG", size=(200, 200))
        image = pdf.make_stream(whole[: int(len(whole) * share)])
        image.Type, image.Subtype, image.Filter = pikepdf.Name.XObject, pikepdf.Name.Image, pikepdf.Name.DCTDecode
        image.Width, image.Height, image.BitsPerComponent = 200, 200, 8
        image.ColorSpace = pikepdf.Name.DeviceCMYK
        return pikepdf.Dictionary({"/Im": pdf.make_indirect(image)})

    content = b"q 48 0 0 48 10 10 cm /Im Do Q"
    assert "damaged-inside" in codes(facts_of(sheet(content, XObject=cut)))
    assert "damaged-inside" not in codes(facts_of(sheet(content, XObject=lambda pdf: cut(pdf, 1))))


@pytest.mark.parametrize(
    ("drawn", "resources"),
    [
        # Black that spares what is below it, said in each of the ways a program may.
        (GROUND + b"/G gs " + TEXT % b"0 0 0 1 k", {"ExtGState": {"OP": True, "OPM": 1}}),
        (GROUND + b"/G gs " + TEXT % b"/S cs 1 scn", {"ExtGState": {"op": True}, "ColorSpace": "Black"}),
        # Multiplied it mixes as an overprint would.
        (GROUND + b"/G gs " + TEXT % b"0 0 0 1 k", {"ExtGState": {"BM": pikepdf.Name.Multiply}}),
        # On bare paper, on white over the colour, on grey, beside the colour, and where it is large.
        (TEXT % b"0 0 0 1 k", {}),
        (GROUND + b"0 0 0 0 k 30 30 100 40 re f " + TEXT % b"0 0 0 1 k", {}),
        (b"0 0 0 0.3 k 20 20 200 200 re f " + TEXT % b"0 0 0 1 k", {}),
        (b"0.5 0 0 0 k 120 20 50 200 re f " + TEXT % b"0 0 0 1 k", {}),
        (
            b"0.5 0 0 0 k 20 20 m 220 20 l 220 30 l 20 30 l h 20 60 m 220 60 l 220 90 l 20 90 l f "
            + TEXT % b"0 0 0 1 k",
            {},
        ),
        (GROUND + (TEXT % b"0 0 0 1 k").replace(b" 10 Tf", b" 24 Tf"), {}),
    ],
)
def test_black_text_that_leaves_no_rim_of_paper_is_left_in_peace(facts_of, drawn, resources):
    made = {"Font": font(carried=True)}
    if "ExtGState" in resources:
        made["ExtGState"] = graphics(**resources["ExtGState"])
    if "ColorSpace" in resources:
        made["ColorSpace"] = inks(resources["ColorSpace"])
    assert "black-text-knockout" not in codes(facts_of(sheet(drawn, **made)))


@pytest.mark.parametrize(
    ("drawn", "resources"),
    [
        # An overprint that spares nothing: in the other mode, or in a grey, all plates are painted.
        (GROUND + b"/G gs " + TEXT % b"0 0 0 1 k", {"OP": True, "OPM": 0}),
        (GROUND + b"/G gs " + TEXT % b"0 g", {"OP": True, "OPM": 1}),
        (b"0.5 0 0 0 k 20 20 m 220 20 l 120 220 l h f " + (TEXT % b"0 0 0 1 k").replace(b"40 40", b"110 60"), {}),
        (GROUND + b"0 0 0 0 k 120 30 50 40 re f " + TEXT % b"0 0 0 1 k", {}),
    ],
)
def test_black_text_that_cuts_through_colour_is_found_where_it_stands(facts_of, drawn, resources):
    content = sheet(drawn, Font=font(carried=True), ExtGState=graphics(**resources))
    finding = codes(facts_of(content))["black-text-knockout"]
    assert not finding.blocks
    assert (finding.places[0].page, finding.places[0].label) == (1, "10 pt")
    assert finding.places[0].box


def test_overprint_of_black_text_is_right_of_a_black_area_is_told_and_of_colour_warns(facts_of):
    over = {"ExtGState": graphics(OP=True, OPM=1), "Font": font(carried=True)}
    assert "overprint" not in codes(facts_of(sheet(b"/G gs " + TEXT % b"0 0 0 1 k", **over)))
    assert codes(facts_of(sheet(b"/G gs 0 0 0 1 k 10 10 50 50 re f", **over)))["overprint"].severity == "informs"
    assert codes(facts_of(sheet(b"/G gs 1 0 0 0 k 10 10 50 50 re f", **over)))["overprint"].severity == "warns"


@pytest.mark.parametrize("white", [b"0 0 0 0 k", b"1 g", b"/S cs 0 scn"])
def test_white_that_overprints_would_vanish_in_whatever_space_it_is_said(facts_of, white):
    content = sheet(b"/G gs %s 10 10 50 50 re f" % white, ExtGState=graphics(op=True), ColorSpace=inks("Black"))
    assert codes(facts_of(content))["white-overprint"].blocks
    assert "white-overprint" not in codes(facts_of(sheet(white + b" 10 10 50 50 re f", ColorSpace=inks("Black"))))


def test_registration_is_for_marks_outside_the_cut(facts_of):
    marks = sheet(b"/S cs 1 scn 0 100 5 20 re f", ColorSpace=inks("All"))
    assert "registration-colour" not in codes(facts_of(marks))


def test_line_art_is_asked_twice_the_resolution_of_a_photograph(facts_of):
    fine = facts_of(sheet(b"q 72 0 0 72 10 10 cm /Im Do Q", XObject=line_art((600, 600))))
    assert not codes(fine)
    found = codes(facts_of(sheet(b"q 72 0 0 72 10 10 cm /Im Do Q", XObject=line_art((200, 200)))))
    assert list(found) == ["line-art-resolution"]
    assert (found["line-art-resolution"].found, found["line-art-resolution"].expected) == ("200 dpi", "600 dpi o más")


def test_a_rule_drawn_as_a_filled_sliver_is_a_hairline_too(facts_of):
    finding = codes(facts_of(sheet(b"0 0 0 1 k 10 10 80 0.1 re f")))["hairline"]
    assert finding.found == "0,1 pt"
    assert "hairline" not in codes(facts_of(sheet(b"0 0 0 1 k 10 10 80 0.5 re f")))


def test_letters_that_are_outlined_count_with_the_ink_of_their_outline(facts_of):
    outlined = (TEXT % b"0 0 0 1 k 1 0 0 RG 1 w").replace(b"BT", b"BT 1 Tr")
    assert "colour-not-for-press" in codes(facts_of(sheet(outlined, Font=font(carried=True))))


def test_the_ink_of_a_palette_is_that_of_its_colour_and_not_of_its_number(facts_of):
    def palette(pdf):
        colours = bytes([51, 0, 0, 0]) * 200
        space = [pikepdf.Name.Indexed, pikepdf.Name.DeviceCMYK, 199, pikepdf.String(colours)]
        return pikepdf.Dictionary({"/S": pikepdf.Array(space)})

    facts = facts_of(sheet(b"/S cs 150 sc 10 10 50 50 re f", ColorSpace=palette))
    assert facts["ink"]["most"] == 20
    assert codes(facts) == {}


def test_a_file_of_the_house_typesetter_is_fit_for_the_press(facts_of):
    from media_assets.typesetting import typeset_print

    data = {"headline": "Cierre la llave", "colour": {"c": 100, "m": 40, "y": 0, "k": 10}, "institution": "Alcaldía"}
    data |= {"message": "Cada gota cuenta.", "campaign": "Agua", "office": "Comunicaciones", "motif": "gota"}
    facts = facts_of(typeset_print("volante", data, trim_mm=(139.7, 215.9), bleed_mm=3))
    found = codes(facts, width_mm=139.7, height_mm=215.9)
    assert not [finding for finding in found.values() if finding.blocks]


def test_boxes_are_exact(facts_of):
    page = facts_of(sheet(trim=(123.4, 56.7), bleed=4))["boxes"][0]
    assert (page["width"], page["height"]) == (123.4, 56.7)
    assert page["bleed"] == [4.0] * 4
    assert page["trim"] == [4.0, 4.0, 127.4, 60.7]


def test_a_page_turned_on_its_side_is_measured_as_it_is_seen(facts_of):
    with pikepdf.open(io.BytesIO(sheet(trim=(140, 100)))) as pdf:
        pdf.pages[0].obj.Rotate = 90
        buffer = io.BytesIO()
        pdf.save(buffer)
    page = facts_of(buffer.getvalue())["boxes"][0]
    assert (page["width"], page["height"]) == (100, 140)


@pytest.mark.parametrize(
    ("matrix", "dpi"),
    [(b"72 0 0 72", 600), (b"144 0 0 72", 300), (b"0 72 -72 0", 600), (b"50.9117 50.9117 -50.9117 50.9117", 600)],
)
def test_effective_resolution_is_exact_however_the_picture_is_placed(facts_of, matrix, dpi):
    content = b"q " + matrix + b" 100 100 cm /Im Do Q"
    image = facts_of(sheet(content, XObject=picture((600, 600))))["images"][0]
    assert image["dpi"] == pytest.approx(dpi, abs=0.1)


@pytest.mark.parametrize(
    ("change", "size"),
    [
        (lambda pdf, page: setattr(page, "UserUnit", 10), (1000, 1400)),
        (lambda pdf, page: page.__setitem__("/Rotate", -90), (140, 100)),
        (lambda pdf, page: page.__setitem__("/Rotate", 450), (140, 100)),
        (lambda pdf, page: page.__setitem__("/CropBox", [0, 0, 50, 50]), (100, 140)),
        (lambda pdf, page: _backwards(page), (100, 140)),
        (lambda pdf, page: _inherited_by(pdf, page), (106, 146)),
        (lambda pdf, page: _shifted(page, -500), (100, 140)),
    ],
    ids=["user unit", "rotated back", "rotated over", "cropped", "corners swapped", "inherited", "negative origin"],
)
def test_boxes_are_exact_however_the_page_says_them(facts_of, change, size):
    with pikepdf.open(io.BytesIO(sheet())) as pdf:
        change(pdf, pdf.pages[0].obj)
        buffer = io.BytesIO()
        pdf.save(buffer)
    page = facts_of(buffer.getvalue())["boxes"][0]
    assert (page["width"], page["height"]) == pytest.approx(size, abs=0.001)


def _backwards(page):
    for name in ("/MediaBox", "/TrimBox", "/BleedBox"):
        left, bottom, right, top = page[name]
        page[name] = pikepdf.Array([right, top, left, bottom])


def _inherited_by(pdf, page):
    """Only the branch above says how large the sheet is, and nothing where it is cut."""
    pdf.Root.Pages.MediaBox = page.MediaBox
    for name in ("/MediaBox", "/TrimBox", "/BleedBox"):
        del page[name]


def _shifted(page, by):
    for name in ("/MediaBox", "/TrimBox", "/BleedBox"):
        page[name] = pikepdf.Array([float(side) + by for side in page[name]])


def test_of_pages_with_boxes_of_their_own_each_is_measured(facts_of):
    with pikepdf.open(io.BytesIO(sheet(pages=2))) as pdf:
        second = pdf.pages[1].obj
        second.TrimBox = pikepdf.Array([0, 0, 50 * POINT, 60 * POINT])
        buffer = io.BytesIO()
        pdf.save(buffer)
    boxes = facts_of(buffer.getvalue())["boxes"]
    assert [(page["width"], page["height"]) for page in boxes] == [(100, 140), (50, 60)]


def test_effective_resolution_counts_the_user_unit_and_the_shear(facts_of):
    with pikepdf.open(io.BytesIO(sheet(b"q 72 0 0 72 10 10 cm /Im Do Q", XObject=picture((600, 600))))) as pdf:
        pdf.pages[0].obj.UserUnit = 2
        buffer = io.BytesIO()
        pdf.save(buffer)
    assert facts_of(buffer.getvalue())["images"][0]["dpi"] == 300
    # Sheared, a row of pixels keeps its length and a column is drawn out: 72 by 72·√2 points.
    sheared = facts_of(sheet(b"q 72 0 72 72 10 10 cm /Im Do Q", XObject=picture((600, 600))))["images"][0]
    assert sheared["dpi"] == pytest.approx(600 / 2**0.5, abs=0.1)


def test_a_picture_in_a_form_in_a_form_is_measured_through_all_their_matrices(facts_of):
    def nested(pdf):
        inner = pdf.make_stream(b"q 100 0 0 100 0 0 cm /Im Do Q")
        inner.Type, inner.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        inner.BBox, inner.Matrix = [0, 0, 100, 100], [0.5, 0, 0, 0.5, 0, 0]
        inner.Resources = pikepdf.Dictionary(XObject=picture((100, 100))(pdf))
        outer = pdf.make_stream(b"q 0 2 -2 0 100 0 cm /In Do Q")
        outer.Type, outer.Subtype, outer.BBox = pikepdf.Name.XObject, pikepdf.Name.Form, [0, 0, 200, 200]
        outer.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(In=pdf.make_indirect(inner)))
        return pikepdf.Dictionary({"/Fm": pdf.make_indirect(outer)})

    # A hundred pixels across 100 · 0.5 · 2 · 0.72 points, which is an inch.
    image = facts_of(sheet(b"q 0.72 0 0 0.72 72 72 cm /Fm Do Q", XObject=nested))["images"][0]
    assert image["dpi"] == 100


def test_a_page_that_cannot_be_read_to_its_end_gives_no_facts(facts_of):
    with pikepdf.open(io.BytesIO(sheet())) as pdf:
        broken = pdf.make_stream(b"")
        broken.write(b"no es flate", filter=pikepdf.Name.FlateDecode)
        pdf.pages[0].obj.Contents = broken
        buffer = io.BytesIO()
        pdf.save(buffer)
    # The library says this by one class or by the one above it, as the moment has it.
    with pytest.raises(pikepdf.PdfError):
        facts_of(buffer.getvalue())


def test_a_form_that_draws_itself_is_measured_once_and_a_flood_of_forms_is_given_up(facts_of):
    from media_assets.inspection.measuring.contents import TooManyOperators
    from tests.media_assets.corpus_hostile import hostile

    assert facts_of(hostile("form-of-itself.pdf"))["pages"] == 1
    with pytest.raises(TooManyOperators):
        facts_of(hostile("forms-laughing.pdf"))


def test_a_picture_inside_a_form_is_measured_where_it_lands(facts_of):
    def form(pdf):
        made = pdf.make_stream(b"q 100 0 0 100 0 0 cm /Im Do Q")
        made.Type, made.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        made.BBox, made.Matrix = [0, 0, 100, 100], [0.72, 0, 0, 0.72, 0, 0]
        made.Resources = pikepdf.Dictionary(XObject=picture((100, 100))(pdf))
        return pikepdf.Dictionary({"/Fm": pdf.make_indirect(made)})

    image = facts_of(sheet(b"q 1 0 0 1 72 144 cm /Fm Do Q", XObject=form))["images"][0]
    assert image["dpi"] == 100
    assert image["box"] == pytest.approx([25.4, 50.8, 50.8, 76.2], abs=0.1)


def test_the_place_of_a_finding_is_in_millimetres_of_the_sheet(facts_of):
    content = b"1 0 0 rg %f %f %f %f re f" % (20 * POINT, 30 * POINT, 10 * POINT, 5 * POINT)
    place = codes(facts_of(sheet(content)))["colour-not-for-press"].places[0]
    assert (place.page, place.box) == (1, (20, 30, 30, 35))


def test_what_lies_outside_the_sheet_or_its_clip_is_not_printed(facts_of):
    assert not codes(facts_of(sheet(b"1 0 0 rg 2000 2000 50 50 re f")))
    assert not codes(facts_of(sheet(b"0 0 20 20 re W n 1 0 0 rg 100 100 50 50 re f")))


def test_ink_of_pictures_is_counted_and_a_lone_dark_dot_is_not(facts_of):
    heavy = sheet(b"q 72 0 0 72 10 10 cm /Im Do Q", XObject=picture((600, 600), (90, 80, 80, 90)))
    assert facts_of(heavy)["ink"]["most"] == pytest.approx(340, abs=2)


def test_the_resolution_blocks_only_under_half_of_what_is_asked(facts_of):
    soft = sheet(b"q 72 0 0 72 10 10 cm /Im Do Q", XObject=picture((200, 200)))
    poor = sheet(b"q 72 0 0 72 10 10 cm /Im Do Q", XObject=picture((100, 100)))
    assert not codes(facts_of(soft))["resolution-low"].blocks
    assert codes(facts_of(poor))["resolution-low"].blocks


def test_transparency_blocks_where_the_file_promises_to_have_none(facts_of):
    flat = X4.replace(b"PDF/X-4", b"PDF/X-1a:2003")
    content = sheet(b"/G gs 0 0 0 1 k 10 10 50 50 re f", ExtGState=graphics(ca=0.5), xmp=flat)
    assert codes(facts_of(content))["transparency"].blocks


@pytest.mark.parametrize(
    ("promise", "spoiled", "said"),
    [
        ("PDF/X-4", {"intent": False}, "condición de salida"),
        ("PDF/X-1a:2003", {"contents": b"1 0 0 rg 10 10 50 50 re f"}, "RGB"),
    ],
)
def test_a_promise_on_colour_that_is_not_kept_blocks(facts_of, promise, spoiled, said):
    finding = codes(facts_of(sheet(xmp=X4.replace(b"PDF/X-4", promise.encode()), **spoiled)))["pdfx-broken"]
    assert finding.blocks
    assert said in finding.found
    assert finding.expected == promise


def test_a_promise_broken_in_a_trifle_warns_and_says_in_which(facts_of):
    finding = codes(facts_of(noted(sheet(trapped=pikepdf.Name.Unknown))))["pdfx-broken"]
    assert not finding.blocks
    assert finding.found.count(";") == 1


def test_a_stapled_booklet_has_pages_in_fours(facts_of):
    assert "pages-multiple" in codes(facts_of(sheet(pages=6)), pages_multiple=4)
    assert "pages-multiple" not in codes(facts_of(sheet(pages=8)), pages_multiple=4)


def test_colour_in_a_work_for_black_ink_blocks(facts_of):
    assert "colour-not-grey" in codes(facts_of(sheet()), colour="grey")
    assert "colour-not-grey" not in codes(facts_of(sheet(b"0.5 g 0 0 300 420 re f")), colour="grey")


def raster(kind="TIFF", mode="CMYK", size=(1252, 1724), colour=(20, 0, 0, 0), **options):
    buffer = io.BytesIO()
    Image.new(mode, size, colour).save(buffer, kind, **options)
    return buffer.getvalue()


def test_artwork_in_pixels_is_held_against_the_same_format(facts_of):
    screen = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert codes(facts_of(raster(icc_profile=icc("CMYK")), "tif")) == {}
    assert list(codes(facts_of(raster(icc_profile=screen), "tif"))) == ["icc-profile"]
    assert "resolution-low" in codes(facts_of(raster(size=(626, 862)), "tif"))
    assert "proportion" in codes(facts_of(raster(size=(1252, 1252)), "tif"))
    assert "output-intent" in codes(facts_of(raster(), "tif"))
    assert "colour-not-for-press" in codes(facts_of(raster("JPEG", "RGB", colour=(9, 9, 9)), "jpg"))
    assert "ink-total" in codes(facts_of(raster(colour=(250, 250, 250, 250)), "tif"))


def inline(described, pixels):
    return sheet(b"q 72 0 0 72 20 20 cm BI %s ID %s\nEI Q" % (described, pixels))


def test_a_picture_inside_the_content_is_judged_by_its_colour_and_its_resolution(facts_of):
    facts = facts_of(inline(b"/W 10 /H 10 /BPC 8 /CS /RGB", b"\x80" * 300))
    assert {"colour-not-for-press", "resolution-low"} <= codes(facts).keys()
    assert facts["images"][0]["dpi"] == 10
    assert "damaged-inside" not in codes(facts)


def test_a_stencil_inside_the_content_is_line_art_in_the_ink_of_the_fill(facts_of):
    facts = facts_of(inline(b"/W 400 /H 400 /IM true", b"\xaa" * 20_000))
    assert "line-art-resolution" in codes(facts)
    assert not codes(facts).keys() & {"colour-not-for-press", "damaged-inside"}


@pytest.mark.parametrize(
    ("described", "pixels"),
    [
        (b"/W 10 /H 10 /BPC 8 /CS /CMYK", b"\x80" * 380),
        (b"/W 10 /H 10 /BPC 8 /CS /CMYK /F /Fl", zlib.compress(b"\x80" * 380)),
        (b"/W 10 /H 10 /BPC 8 /CS /Nada", b"\x80" * 400),
    ],
)
def test_a_picture_inside_the_content_that_is_not_all_there_is_damage(facts_of, described, pixels):
    assert "damaged-inside" in codes(facts_of(inline(described, pixels)))
    whole = inline(described.replace(b"/Nada", b"/CMYK").replace(b"/H 10", b"/H 9"), pixels)
    assert "damaged-inside" not in codes(facts_of(whole))


@pytest.mark.parametrize(
    "shading",
    [
        "<< /ShadingType 99 /ColorSpace /DeviceCMYK /Coords [0 0 9 9] >>",
        "<< /ShadingType 2 /ColorSpace /DeviceCMYK /Coords [0 0 9 9] >>",
        "<< /ShadingType 2 /ColorSpace /Nada /Coords [0 0 9 9] /Function << /FunctionType 2 /Domain [0 1] /N 1 >> >>",
        "<< /ShadingType 2 /ColorSpace /DeviceCMYK /Coords [0 0 9 9] /Function << /FunctionType 9 >> >>",
    ],
)
def test_a_gradient_that_no_viewer_can_compute_is_damage(facts_of, shading):
    drawn = sheet(b"/S sh", Shading=pikepdf.Dictionary({"/S": pikepdf.Object.parse(shading.encode())}))
    assert "damaged-inside" in codes(facts_of(drawn))


def glyphs(procedure):
    """A font whose one glyph is a drawing."""

    def make(pdf):
        made = pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.Type3,
            FontBBox=[0, 0, 1, 1],
            FontMatrix=[1, 0, 0, 1, 0, 0],
            FirstChar=97,
            LastChar=97,
            Widths=[1],
            CharProcs=pikepdf.Dictionary(a=pdf.make_stream(procedure)),
            Encoding=pikepdf.Dictionary(Differences=[97, pikepdf.Name.a]),
            Resources=pikepdf.Dictionary(),
        )
        return pikepdf.Dictionary({"/F": pdf.make_indirect(made)})

    return make


def test_glyphs_that_are_drawings_are_looked_into(facts_of):
    text = b"0 0 0 1 k BT /F 20 Tf 40 40 Td (a) Tj (aaa) Tj ET"
    assert codes(facts_of(sheet(text, Font=glyphs(b"1 0 0 0 1 1 d1 0 0 1 1 re f")))) == {}
    coloured = facts_of(sheet(text, Font=glyphs(b"1 0 d0 1 0 0 rg 0 0 1 1 re f")))
    assert codes(coloured)["colour-not-for-press"].places[0].box == pytest.approx((14.1, 14.1, 21.2, 21.2), abs=0.2)
    assert "damaged-inside" in codes(facts_of(sheet(text, Font=glyphs(b"1 0 d0 nada"))))


def jpeg_of(pixels, mode, space, said=None):
    def make(pdf):
        image = pdf.make_stream(raster("JPEG", mode, pixels, tuple([20] * len(mode.replace("L", "1")))))
        image.Type, image.Subtype, image.Filter = pikepdf.Name.XObject, pikepdf.Name.Image, pikepdf.Name.DCTDecode
        image.Width, image.Height = said or pixels
        image.BitsPerComponent, image.ColorSpace = 8, pikepdf.Name(space)
        return pikepdf.Dictionary({"/Im": pdf.make_indirect(image)})

    return make


@pytest.mark.parametrize(
    ("image", "is_whole"),
    [
        (jpeg_of((90, 90), "CMYK", "/DeviceCMYK"), True),
        (jpeg_of((90, 90), "RGB", "/DeviceCMYK"), False),
        (jpeg_of((90, 90), "CMYK", "/DeviceCMYK", (900, 9)), False),
        (picture((90, 90)), True),
        (picture((90, 90), ink=(20, 0, 0)), False),
        (picture((90, 90), space="/Nada"), False),
    ],
)
def test_a_picture_that_is_not_what_its_page_says_is_damage(facts_of, image, is_whole):
    found = codes(facts_of(sheet(b"q 9 0 0 9 10 10 cm /Im Do Q", XObject=image)))
    assert ("damaged-inside" not in found) == is_whole


@pytest.mark.parametrize("compressed", ["plain", "flate", "predicted"])
def test_pixels_are_counted_however_they_are_packed(facts_of, compressed):
    def make(pdf, rows=90):
        data = bytes(90 * 4 * rows)
        if compressed == "predicted":
            data = b"".join(b"\2" + data[:360] for _row in range(rows))
        image = pdf.make_stream(data if compressed == "plain" else zlib.compress(data))
        image.Type, image.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
        image.Width, image.Height, image.BitsPerComponent, image.ColorSpace = 90, 90, 8, pikepdf.Name.DeviceCMYK
        if compressed != "plain":
            image.Filter = pikepdf.Name.FlateDecode
        if compressed == "predicted":
            image.DecodeParms = pikepdf.Dictionary(Predictor=12, Colors=4, Columns=90)
        return pikepdf.Dictionary({"/Im": pdf.make_indirect(image)})

    content = b"q 9 0 0 9 10 10 cm /Im Do Q"
    assert "damaged-inside" not in codes(facts_of(sheet(content, XObject=make)))
    assert "damaged-inside" in codes(facts_of(sheet(content, XObject=lambda pdf: make(pdf, 89))))


@pytest.mark.parametrize(
    ("program", "is_known"),
    [
        (b"{ dup 0.5 mul exch -1.5 mul 1 add dup 0 lt { pop 0 } if 0 0 }", True),
        (b"{ % nada\n dup 0 0 }", True),
        (b"{ dup nada 0 0 }", False),
        (b"{ dup 0 0 } }", False),
    ],
)
def test_the_program_of_a_gradient_is_made_of_operators_that_viewers_know(facts_of, program, is_known):
    def make(pdf):
        function = pdf.make_stream(program)
        function.FunctionType, function.Domain, function.Range = 4, [0, 1], [0, 1] * 4
        shading = pikepdf.Dictionary(
            ShadingType=2, ColorSpace=pikepdf.Name.DeviceCMYK, Coords=[0, 0, 9, 9], Function=pdf.make_indirect(function)
        )
        return pikepdf.Dictionary({"/S": shading})

    assert ("damaged-inside" not in codes(facts_of(sheet(b"/S sh", Shading=make)))) == is_known
