"""A PDF that is ready for the press and uses most of what pages may use: fonts, gradients, masks, inks, layers."""

import io
from functools import cache

import pikepdf
from PIL import ImageFont

from tests.media_assets import corpus
from tests.media_assets.corpus_hostile.making import fax, flate
from tests.media_assets.written import font_descriptor

_TILES = b"0.2 0 0 0 k 0 0 4 4 re f"
_CONTENT = b"""q /G1 gs 0.1 0.2 0 0 k 20 20 60 60 re f Q
q 80 0 0 80 100 20 cm /Photo Do Q q 80 0 0 80 190 20 cm /Plain Do Q q 40 0 0 40 20 100 cm /Stencil Do Q
q 40 0 0 40 70 100 cm /Palette Do Q q 40 0 0 40 120 100 cm /Fax Do Q q 1 0 0 1 170 100 cm /Drawing Do Q
q /Gold cs 0.5 scn 20 150 30 30 re f /Two cs 0.5 0.2 scn 60 150 30 30 re f Q
q /Pattern cs /Tiles scn 100 150 30 30 re f /Slope scn 140 150 30 30 re f /Bare cs 0 0 0 1 /Outline scn 180 150 30 30 re f Q
q 20 190 30 30 re W n /Axis sh Q q 60 190 30 30 re W n /Round sh Q q 100 190 30 30 re W n /Field sh Q
q 140 190 30 30 re W n /Mesh sh Q q 180 190 30 30 re W n /Patch sh Q
0 0 0 1 k BT /Plain 20 Tf 20 240 Td (Hola) Tj ET BT /Wide 20 Tf 90 240 Td <002400250026> Tj ET
BT /Drawn 20 Tf 160 240 Td (aba) Tj ET /OC /Layer BDC 220 240 20 20 re f EMC /Span <</MCID 0>> BDC 245 240 9 9 re f EMC"""


def _function():
    return pikepdf.Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[0.5, 0.2, 0, 0], N=1)


def _functions(pdf):
    sampled = pdf.make_stream(
        bytes(range(64)) * 2, FunctionType=0, Domain=[0, 1], Range=[0, 1] * 4, Size=[32], BitsPerSample=8
    )
    program = pdf.make_stream(b"{ dup 0.5 mul exch 0.2 mul 0 0 }", FunctionType=4, Domain=[0, 1], Range=[0, 1] * 4)
    stitched = pikepdf.Dictionary(
        FunctionType=3,
        Domain=[0, 1],
        Functions=[_function(), _function()],
        Bounds=[0.5],
        Encode=[0, 1, 0, 1],
    )
    return sampled, program, stitched


def _image(pdf, data, size, space, **more):
    name = pikepdf.Name
    described = {"Type": name.XObject, "Subtype": name.Image, "Width": size[0], "Height": size[1]}
    if space is not None:
        described["ColorSpace"] = space
    return pdf.make_stream(data, **(described | {"BitsPerComponent": 8} | more))


def _pictures(pdf):
    name = pikepdf.Name
    jpeg = _image(pdf, corpus.photograph("JPEG", (64, 64), "CMYK"), (64, 64), name.DeviceCMYK, Filter=name.DCTDecode)
    soft = _image(pdf, bytes(range(256)) * 16, (64, 64), name.DeviceGray, Matte=[0, 0, 0, 0], Decode=[0, 1])
    rows = b"".join(b"\x02" + bytes([row & 1] * 256) for row in range(64))
    plain = _image(
        pdf,
        flate(rows),
        (64, 64),
        name.DeviceCMYK,
        Filter=name.FlateDecode,
        DecodeParms=pikepdf.Dictionary(Predictor=15, Colors=4, BitsPerComponent=8, Columns=64),
        SMask=soft,
        Interpolate=False,
        Intent=name.Perceptual,
    )
    stencil = _image(pdf, b"\xaa\x55" * 16, (16, 16), None, ImageMask=True, BitsPerComponent=1, Decode=[0, 1])
    space = pikepdf.Array([name.Indexed, name.DeviceCMYK, 3, pikepdf.String(bytes(range(16)))])
    palette = _image(pdf, b"\x1b" * 16 * 4, (16, 16), space, BitsPerComponent=2, Mask=[2, 2])
    parameters = pikepdf.Dictionary(K=-1, Columns=64, Rows=64, BlackIs1=False)
    faxed = _image(
        pdf, fax(), (64, 64), name.DeviceGray, BitsPerComponent=1, Filter=name.CCITTFaxDecode, DecodeParms=parameters
    )
    return {"/Photo": jpeg, "/Plain": plain, "/Stencil": stencil, "/Palette": palette, "/Fax": faxed}


def _fonts(pdf):
    name = pikepdf.Name
    letters = ImageFont.load_default(12).font_bytes
    file = pdf.make_stream(letters, Length1=len(letters))
    descriptor = pdf.make_indirect(font_descriptor(name("/ABCDEF+Aileron"), 32, file))
    plain = pikepdf.Dictionary(
        Type=name.Font,
        Subtype=name.TrueType,
        BaseFont=name("/ABCDEF+Aileron"),
        FirstChar=32,
        LastChar=126,
        Widths=[550] * 95,
        FontDescriptor=descriptor,
        Encoding=name.WinAnsiEncoding,
    )
    descendant = pikepdf.Dictionary(
        Type=name.Font,
        Subtype=name.CIDFontType2,
        BaseFont=name("/ABCDEF+Aileron"),
        CIDSystemInfo=pikepdf.Dictionary(
            Registry=pikepdf.String("Adobe"), Ordering=pikepdf.String("Identity"), Supplement=0
        ),
        FontDescriptor=descriptor,
        DW=500,
        W=[36, [600, 610], 38, 40, 620],
        CIDToGIDMap=name.Identity,
    )
    words = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def 1 begincodespacerange <0000> "
        b"<FFFF> endcodespacerange 1 beginbfrange <0024> <0030> <0041> endbfrange endcmap end end"
    )
    wide = pikepdf.Dictionary(
        Type=name.Font,
        Subtype=name.Type0,
        BaseFont=name("/ABCDEF+Aileron"),
        Encoding=name("/Identity-H"),
        DescendantFonts=[pdf.make_indirect(descendant)],
        ToUnicode=pdf.make_stream(words),
    )
    drawn = pikepdf.Dictionary(
        Type=name.Font,
        Subtype=name.Type3,
        FontBBox=[0, 0, 1, 1],
        FontMatrix=[1, 0, 0, 1, 0, 0],
        FirstChar=97,
        LastChar=98,
        Widths=[1, 1],
        CharProcs=pikepdf.Dictionary(
            a=pdf.make_stream(b"1 0 0 0 1 1 d1 0 0 0.8 0.8 re f"),
            b=pdf.make_stream(b"1 0 0 0 1 1 d1 0 0 m 1 0 l 0 1 l f"),
        ),
        Encoding=pikepdf.Dictionary(Type=name.Encoding, Differences=[97, name.a, name.b]),
        Resources=pikepdf.Dictionary(),
    )
    return {"/Plain": pdf.make_indirect(plain), "/Wide": pdf.make_indirect(wide), "/Drawn": pdf.make_indirect(drawn)}


def _shadings(pdf):
    name = pikepdf.Name
    sampled, program, stitched = _functions(pdf)
    ink = {"ColorSpace": name.DeviceCMYK}
    axis = pikepdf.Dictionary(
        ShadingType=2,
        Coords=[20, 190, 50, 220],
        Function=stitched,
        Extend=[True, True],
        Domain=[0, 1],
        BBox=[0, 0, 300, 300],
        **ink,
    )
    circles = pikepdf.Dictionary(
        ShadingType=3, Coords=[75, 205, 1, 75, 205, 15], Function=sampled, Background=[0, 0, 0, 0], **ink
    )
    two = pdf.make_stream(b"{ 0.2 mul exch 0.5 mul 0 0 }", FunctionType=4, Domain=[0, 1, 0, 1], Range=[0, 1] * 4)
    field = pikepdf.Dictionary(ShadingType=1, Domain=[0, 1, 0, 1], Matrix=[30, 0, 0, 30, 100, 190], Function=two, **ink)
    corners = b"".join(bytes([0, x, y, x, y, 0, 0]) for x, y in ((0, 0), (255, 0), (0, 255)))
    bits = {"BitsPerCoordinate": 8, "BitsPerComponent": 8, "BitsPerFlag": 8}
    decode = [140, 170, 190, 220] + [0, 0.5] * 4
    mesh = pdf.make_stream(corners, ShadingType=4, Decode=decode, **bits, **ink)
    edge = [
        (0, 0),
        (0, 80),
        (0, 160),
        (0, 255),
        (80, 255),
        (160, 255),
        (255, 255),
        (255, 160),
        (255, 80),
        (255, 0),
        (160, 0),
        (80, 0),
    ]
    data = b"\0" + b"".join(map(bytes, edge)) + bytes(range(16))
    patch = pdf.make_stream(data, ShadingType=6, Decode=[180, 210, 190, 220] + [0, 0.5] * 4, **bits, **ink)
    made = {"/Axis": axis, "/Round": circles, "/Field": field, "/Mesh": mesh, "/Patch": patch}
    return {key: pdf.make_indirect(value) for key, value in made.items()}, program


def _patterns(pdf, axis):
    name = pikepdf.Name
    tile = {"Type": name.Pattern, "PatternType": 1, "TilingType": 1, "BBox": [0, 0, 8, 8], "XStep": 8, "YStep": 8}
    tiles = pdf.make_stream(_TILES, PaintType=1, Matrix=[1, 0, 0, 1, 0, 0], Resources=pikepdf.Dictionary(), **tile)
    outline = pdf.make_stream(b"0 0 4 4 re f", PaintType=2, Resources=pikepdf.Dictionary(), **tile)
    slope = pikepdf.Dictionary(PatternType=2, Shading=axis, Matrix=[1, 0, 0, 1, 120, -40])
    return {"/Tiles": tiles, "/Outline": outline, "/Slope": pdf.make_indirect(slope)}


def _spaces(pdf, program):
    name = pikepdf.Name
    two = pdf.make_stream(b"{ 0 0 }", FunctionType=4, Domain=[0, 1, 0, 1], Range=[0, 1] * 4)
    gold = pikepdf.Array([name.Separation, name.Gold, name.DeviceCMYK, program])
    inks = pikepdf.Array(
        [name.DeviceN, [name.Cyan, name.Gold], name.DeviceCMYK, two, pikepdf.Dictionary(Subtype=name.DeviceN)]
    )
    return {"/Gold": gold, "/Two": inks, "/Bare": pikepdf.Array([name.Pattern, name.DeviceCMYK])}


def _drawing(pdf):
    name = pikepdf.Name
    return pdf.make_stream(
        b"0 0 0.3 0 k 0 0 30 30 re f",
        Type=name.XObject,
        Subtype=name.Form,
        FormType=1,
        BBox=[0, 0, 40, 40],
        Matrix=[1, 0, 0, 1, 0, 0],
        Resources=pikepdf.Dictionary(ProcSet=[name.PDF]),
        Group=pikepdf.Dictionary(S=name.Transparency, CS=name.DeviceCMYK, I=True, K=False),
    )


def _state(pdf):
    name = pikepdf.Name
    mask = pdf.make_stream(
        b"0.8 g 0 0 300 300 re f",
        Type=name.XObject,
        Subtype=name.Form,
        BBox=[0, 0, 300, 300],
        Resources=pikepdf.Dictionary(),
        Group=pikepdf.Dictionary(S=name.Transparency, CS=name.DeviceGray),
    )
    soft = pikepdf.Dictionary(Type=name.Mask, S=name.Luminosity, G=mask, BC=[0], TR=name.Identity)
    return pikepdf.Dictionary(
        Type=name.ExtGState, LW=1, LC=1, LJ=1, ML=4, D=[[3, 2], 0], RI=name.Perceptual, OP=False, op=False, OPM=1,
        FL=1, SM=0.5, SA=True, BM=name.Multiply, SMask=soft, CA=0.8, ca=0.8, AIS=False, TK=True,
    )  # fmt: skip


@cache
def whole() -> bytes:
    """The PDF with nothing changed."""
    pdf, name = pikepdf.new(), pikepdf.Name
    shadings, program = _shadings(pdf)
    layer = pdf.make_indirect(pikepdf.Dictionary(Type=name.OCG, Name=pikepdf.String("Capa"), Intent=name.View))
    for number in range(2):
        pdf.add_blank_page(page_size=(300, 300))
        page = pdf.pages[number].obj
        page.TrimBox, page.BleedBox, page.CropBox = [10, 10, 290, 290], [1, 1, 299, 299], [0, 0, 300, 300]
        page.Rotate, page.UserUnit = 0, 1
        page.Group = pikepdf.Dictionary(S=name.Transparency, CS=name.DeviceCMYK)
        page.Contents = pikepdf.Array([pdf.make_stream(_CONTENT), pdf.make_stream(b"0 0 5 5 re f")])
    resources = pikepdf.Dictionary(
        ProcSet=[name.PDF, name.Text],
        Font=pikepdf.Dictionary(_fonts(pdf)),
        XObject=pikepdf.Dictionary(_pictures(pdf) | {"/Drawing": _drawing(pdf)}),
        Shading=pikepdf.Dictionary(shadings),
        Pattern=pikepdf.Dictionary(_patterns(pdf, shadings["/Axis"])),
        ColorSpace=pikepdf.Dictionary(_spaces(pdf, program)),
        ExtGState=pikepdf.Dictionary(G1=_state(pdf)),
        Properties=pikepdf.Dictionary(Layer=layer),
    )
    pdf.pages[0].obj.Resources = pdf.make_indirect(resources)
    pdf.pages[1].obj.Resources = pdf.pages[0].obj.Resources
    # A mark of the press belongs to the sheet: it is no note.
    drawn = pdf.make_stream(b"0 0 0 1 k 0 0 5 5 re f", Type=name.XObject, Subtype=name.Form, BBox=[0, 0, 5, 5])
    mark = pikepdf.Dictionary(
        Type=name.Annot, Subtype=name.PrinterMark, Rect=[0, 0, 5, 5], F=4, AP=pikepdf.Dictionary(N=drawn)
    )
    pdf.pages[0].obj.Annots = pikepdf.Array([pdf.make_indirect(mark)])
    _catalogue(pdf, layer)
    buffer = io.BytesIO()
    pdf.save(buffer, static_id=True, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return buffer.getvalue()


def _catalogue(pdf, layer):
    name, root, page = pikepdf.Name, pdf.Root, pdf.pages[0].obj
    shown = pikepdf.Dictionary(ON=[layer], Order=[layer], BaseState=name.ON, Name=pikepdf.String("a"))
    root.OCProperties = pikepdf.Dictionary(OCGs=[layer], D=shown)
    root.PageLabels = pikepdf.Dictionary(Nums=[0, pikepdf.Dictionary(S=name.D, St=1)])
    place = pikepdf.Array([page, name.XYZ, 0, 0, 0])
    root.Names = pikepdf.Dictionary(Dests=pikepdf.Dictionary(Names=[pikepdf.String("a"), place]))
    root.Dests = pikepdf.Dictionary(a=place)
    outlines = pdf.make_indirect(pikepdf.Dictionary(Type=name.Outlines, Count=1))
    entry = pdf.make_indirect(pikepdf.Dictionary(Title=pikepdf.String("Uno"), Parent=outlines, Dest=place))
    outlines.First, outlines.Last = entry, entry
    root.Outlines = outlines
    root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True, PrintScaling=name("/None"))
    root.PageMode, root.PageLayout, root.Lang = name.UseOutlines, name.SinglePage, pikepdf.String("es")
    root.OpenAction = place
    root.MarkInfo = pikepdf.Dictionary(Marked=True)
    tree = pdf.make_indirect(pikepdf.Dictionary(Type=name.StructTreeRoot))
    part = pdf.make_indirect(pikepdf.Dictionary(Type=name.StructElem, S=name.P, P=tree, Pg=page, K=0))
    tree.K, tree.ParentTree = part, pikepdf.Dictionary(Nums=[0, [part]])
    root.StructTreeRoot, page.StructParents = tree, 0
    page.PieceInfo = pikepdf.Dictionary(A=pikepdf.Dictionary(LastModified=pikepdf.String("D:20200101"), Private=1))
    root.Extensions = pikepdf.Dictionary(ADBE=pikepdf.Dictionary(BaseVersion=name("/1.7"), ExtensionLevel=3))
    root.OutputIntents = [
        pikepdf.Dictionary(
            S=name.GTS_PDFX, OutputConditionIdentifier=pikepdf.String("FOGRA51"), Info=pikepdf.String("a")
        )
    ]
    pdf.docinfo["/Trapped"], pdf.docinfo["/Title"] = name("/False"), "Prueba"
