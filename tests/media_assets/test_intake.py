"""Any file ends in one of two ways: its facts, or a refusal that says how to mend it."""

import io
import struct
import subprocess
import sys
import zlib

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from media_assets.intake import IntakeRefused, bounded, inspect_upload, safe_filename
from media_assets.intake.filetypes import TYPES, allowed_extensions, canonical
from media_assets.intake.names import name_problem
from media_assets.intake.probes.__main__ import examine
from media_assets.intake.refusals import MESSAGES
from media_assets.intake.sniffing import content_of
from media_assets.models import Channel
from tests.factories import picture_bytes
from tests.media_assets import corpus
from tests.media_assets.corpus_hostile import hostile


def inspect(name, content, **rules):
    return inspect_upload(SimpleUploadedFile(name, content), name, **rules)


def refusal(name, content, **rules):
    with pytest.raises(IntakeRefused) as refused:
        inspect(name, content, **rules)
    assert refused.value.message
    return refused.value


def ground(name, content, **rules):
    refused = refusal(name, content, **rules)
    return f"{refused.code}.{refused.reason}".rstrip(".")


# -- What is accepted, and what is then known ---------------------------------


@pytest.mark.parametrize("name", corpus.NAMES)
def test_a_good_file_of_every_type_is_accepted_and_measured(name):
    content = corpus.good(name)
    upload = SimpleUploadedFile(name, content)
    facts = inspect_upload(upload, name)
    promised = TYPES[canonical(name.rpartition(".")[2])]
    assert (facts.mime, facts.kind, facts.size) == (promised.mime, promised.kind, len(content))
    assert len(facts.sha256) == 64
    assert upload.read() == content, "the upload is left rewound and unchanged"
    if facts.kind in ("image", "svg", "video"):
        assert facts.width
        assert facts.height
    if facts.kind in ("audio", "video"):
        assert facts.duration == pytest.approx(2, abs=0.1)


def test_the_corpus_holds_every_type_that_channels_and_forms_take():
    present = {canonical(name.rpartition(".")[2]) for name in corpus.NAMES}
    wanted = {extension for channel in Channel for extension in allowed_extensions(channel)}
    assert wanted <= present


def test_a_poster_is_measured_at_its_trim_in_millimetres():
    facts = inspect("afiche.pdf", corpus.paper(pages=2, width_mm=500, height_mm=700, bleed_mm=3))
    assert (facts.pages, facts.page_width_mm, facts.page_height_mm, facts.bleed_mm) == (2, 500, 700, 3)


def test_a_turned_page_is_measured_as_it_is_read():
    def turn(pdf):
        pdf.pages[0].Rotate = 90

    facts = inspect("volante.pdf", corpus.paper(change=turn))
    assert (facts.page_width_mm, facts.page_height_mm) == (297, 210)


def test_a_telephone_picture_is_measured_upright_and_its_place_is_noticed():
    from PIL import Image

    picture = Image.new("RGB", (400, 300), "olive")
    exif = picture.getexif()
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[1] = "N"
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", exif=exif)
    facts = inspect("calle.jpg", buffer.getvalue())
    assert (facts.width, facts.height, facts.has_location) == (300, 400, True)


def test_a_banner_without_sound_is_a_video_all_the_same():
    facts = inspect("banner.mp4", corpus.recording("mp4", video="libx264"))
    assert (facts.kind, facts.audio_codec) == ("video", None)


def test_colour_and_resolution_of_a_scan_are_known():
    facts = inspect("arte.tiff", corpus.good("calle.tif"))
    assert (facts.extension, facts.color_mode, facts.dpi) == ("tif", "CMYK", 300)


# -- Names --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("", "hostile_name"),
        ("foto\x00.jpg", "hostile_name.control"),
        ("foto\u202egpj.exe.jpg", "hostile_name.control"),
        ("../../etc/passwd.jpg", "hostile_name.path"),
        ("C:foto.jpg", "hostile_name.path"),
        (".htaccess", "hostile_name.leading_dot"),
        ("a" * 140 + ".jpg", "hostile_name.too_long"),
        ("foto.php.jpg", "hostile_name.double_extension"),
        ('foto".jpg', "hostile_name"),
        ("foto", "extension_not_allowed.missing"),
        ("foto.exe", "extension_not_allowed"),
    ],
)
def test_a_hostile_name_is_refused_before_the_file_is_opened(name, reason):
    class Unopened:
        size = 10

        def read(self, *args):
            raise AssertionError("the file was read")

        def seek(self, *args):
            raise AssertionError("the file was read")

    with pytest.raises(IntakeRefused) as refused:
        inspect_upload(Unopened(), name)
    assert f"{refused.value.code}.{refused.value.reason}".rstrip(".") == reason
    assert refused.value.message


@given(st.text(max_size=300))
@settings(max_examples=300, deadline=None)
def test_any_text_gives_a_plain_name_that_is_itself_accepted(text):
    name = safe_filename(text)
    assert 0 < len(name) <= 80
    assert name.isascii()
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-.")
    assert name_problem(name) is None
    assert safe_filename(name) == name


@given(st.text(max_size=200))
@settings(max_examples=300, deadline=None)
def test_any_name_is_judged_and_never_raises(text):
    problem = name_problem(text)
    assert problem is None or problem[0]


# -- Sizes --------------------------------------------------------------------


def test_an_empty_file_says_that_it_is_empty():
    assert ground("calle.jpg", b"") == "empty"


def test_two_gigabytes_are_refused_without_reading_them():
    class TwoGigabytes:
        size = 2 * 1024**3

        def read(self, *args):
            raise AssertionError("the file was read")

        def seek(self, *args):
            pass

    with pytest.raises(IntakeRefused) as refused:
        inspect_upload(TwoGigabytes(), "comercial.mp4")
    assert refused.value.code == "too_large"
    assert "2,0" in refused.value.message


def test_a_file_that_lies_about_its_size_is_stopped_at_the_limit():
    class Endless(io.RawIOBase):
        size = 100
        given = 0

        def read(self, count=-1):
            self.given += count
            return b"\0" * count

        def seek(self, *args):
            return 0

    endless = Endless()
    with pytest.raises(IntakeRefused) as refused:
        inspect_upload(endless, "comercial.mp4", max_bytes=5_000_000)
    assert refused.value.code == "too_large"
    assert endless.given < 8_000_000


# -- Not what it says ---------------------------------------------------------

FOREIGN = {
    "program": (b"MZ\x90\x00" + bytes(200), "executable"),
    "script": (b"#!/bin/sh\nrm -rf /\n", "executable"),
    "php": (b"<?php system($_GET['c']); ?>", "executable"),
    "playlist": (b"#EXTM3U\n#EXTINF:9,\nfile:///etc/passwd\n", "playlist"),
    "rar": (b"Rar!\x1a\x07\x00" + bytes(50), "archive"),
    "gzip": (b"\x1f\x8b\x08" + bytes(50), "archive"),
    "zip": (corpus.package({"a.txt": "hola"}), "archive"),
    "page": (b"<!DOCTYPE html><script>alert(1)</script>", "not_what_it_says.found"),
    "noise": (bytes(range(128, 256)) * 8, "not_what_it_says"),
}


@pytest.mark.parametrize("kind", FOREIGN)
@pytest.mark.parametrize("name", ["calle.jpg", "afiche.pdf", "comercial.mp4", "logo.svg"])
def test_a_foreign_file_under_a_good_name_is_refused(name, kind):
    content, reason = FOREIGN[kind]
    found = ground(name, content)
    assert found == reason or (kind == "noise" and found.startswith("not_what_it_says"))


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("calle.png", "calle.jpg"),
        ("calle.jpg", "calle.webp"),
        ("afiche.pdf", "calle.jpg"),
        ("calle.jpg", "afiche.pdf"),
        ("cuna.mp3", "cuna.wav"),
        ("cuna.wav", "comercial.mp4"),
        ("comercial.mp4", "comercial.mov"),
        ("comercial.mov", "comercial.webm"),
        ("calle.heic", "calle.avif"),
        ("datos.csv", "carta.docx"),
    ],
)
def test_a_renamed_file_is_refused_whatever_it_is(name, source):
    assert ground(name, corpus.good(source)).partition(".")[0] in ("not_what_it_says", "archive")


@given(st.one_of(st.binary(max_size=4096), st.text(alphabet="<!->[]?xmlsvg DOCTYPE\n", max_size=4096).map(str.encode)))
@settings(max_examples=200, deadline=500)
def test_any_beginning_is_named_at_once(head):
    assert content_of(head)


def test_a_picture_with_an_archive_at_its_back_is_refused():
    content = corpus.photograph() + corpus.package({"Main.class": b"\xca\xfe\xba\xbe"})
    assert ground("calle.jpg", content) == "not_what_it_says.found"


def test_sound_in_the_clothes_of_a_video_is_refused():
    assert ground("comercial.mp4", corpus.recording("mp4", audio="aac")) == "not_what_it_says.no_video"


def test_a_video_renamed_to_sound_is_refused():
    assert ground("cuna.m4a", corpus.good("comercial.mp4")) == "not_what_it_says"


@pytest.mark.parametrize(
    ("name", "damaged", "words"),
    [
        ("comercial.mp4", lambda whole: whole[: len(whole) // 2], "como MP4 (imagen H.264, sonido AAC)"),
        ("comercial.mp4", lambda whole: whole[:40] + bytes(2000), "como MP4 (imagen H.264, sonido AAC)"),
        ("cuna.wav", lambda whole: whole[: len(whole) // 2], "como WAV o MP3"),
    ],
)
def test_a_damaged_recording_is_refused_with_how_to_export_it_again(name, damaged, words):
    assert words in refusal(name, damaged(corpus.good(name))).message


def test_what_the_channel_does_not_take_is_refused_with_what_it_takes():
    refused = refusal("cuna.wav", corpus.good("cuna.wav"), channel=Channel.PRINT)
    assert refused.code == "extension_not_allowed"
    assert "PDF" in refused.message


# -- Cut short ----------------------------------------------------------------

# Formats whose end is marked, so that any loss is seen. Plain text and MP3 have none.
MARKED = sorted(set(corpus.NAMES) - {"datos.csv", "nota.txt", "cuna.vtt", "cuna.mp3", "cuna.ogg", "cuna.opus"})


@pytest.mark.parametrize("name", MARKED)
@given(data=st.data())
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_file_cut_anywhere_is_refused_and_never_surprises(name, data, tmp_path):
    content = corpus.good(name)
    cut = data.draw(st.integers(1, len(content) - 1))
    path = tmp_path / name
    path.write_bytes(content[:cut])
    promised = TYPES[canonical(name.rpartition(".")[2])]
    answer = examine({"path": str(path), "extension": promised.extension, "kind": promised.kind})
    # A FLAC tells its length in whole frames; others may end in padding.
    spare = 2000 if name == "cuna.flac" else 64
    assert "refused" in answer or len(content) - cut < spare, f"accepted without its last {len(content) - cut} bytes"


@given(name=st.sampled_from(corpus.NAMES), data=st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_damaged_file_has_facts_or_a_known_refusal(name, data, tmp_path):
    content = bytearray(corpus.good(name))
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at] = data.draw(st.integers(0, 255))
    path = tmp_path / name
    path.write_bytes(bytes(content))
    promised = TYPES[canonical(name.rpartition(".")[2])]
    answer = examine({"path": str(path), "extension": promised.extension, "kind": promised.kind})
    if "refused" in answer:
        code, reason, params = answer["refused"]
        assert IntakeRefused(code, reason, **params).message
        assert code in {key.partition(".")[0] for key in MESSAGES}


@pytest.mark.parametrize("name", ["calle.jpg", "afiche.pdf", "comercial.mp4", "cuna.wav"])
def test_half_a_file_says_that_its_end_is_missing(name):
    content = corpus.good(name)
    assert ground(name, content[: len(content) * 2 // 3]) == "truncated"


# -- Too much -----------------------------------------------------------------


def png_that_claims(width, height):
    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")


def test_a_picture_thirty_thousand_pixels_wide_is_refused_with_its_measures():
    refused = refusal("panorama.png", corpus.photograph("PNG", size=(30_000, 20)))
    assert refused.code == "too_many_pixels"
    assert "30000" in refused.message.replace(".", "").replace("\xa0", "")


@pytest.mark.parametrize("size", [(30_000, 30_000), (2**31 - 1, 2**31 - 1), (19_000, 19_000)])
def test_a_header_that_promises_too_many_pixels_is_refused_before_decoding(size):
    assert ground("bomba.png", png_that_claims(*size)).partition(".")[0] in ("too_many_pixels", "unreadable")


def test_a_picture_without_the_pixels_it_promises_is_refused():
    assert ground("calle.png", png_that_claims(4000, 3000)).partition(".")[0] in ("truncated", "unreadable")


def test_an_endless_animation_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("media_assets.intake.probes.pictures.MAX_ANIMATED_PIXELS", 64 * 48 * 3)
    path = tmp_path / "aviso.gif"
    path.write_bytes(corpus.animation(frames=4))
    code, reason, _params = examine({"path": str(path), "extension": "gif", "kind": "image"})["refused"]
    assert (code, reason) == ("too_many_pixels", "frames")


def test_a_zip_bomb_in_the_clothes_of_a_document_is_refused():
    bomb = corpus.letter(**{"word/media.bin.xml": b"\0" * 30_000_000})
    assert ground("carta.docx", bomb) == "unreadable.too_demanding"


# -- Things that act by themselves --------------------------------------------


def _script(pdf):
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def _launch(pdf):
    pdf.pages[0].AA = pikepdf.Dictionary(O=pikepdf.Dictionary(S=pikepdf.Name.Launch, F="cmd.exe"))


def _attachment(pdf):
    pdf.attachments["datos.txt"] = b"hola"


def _form(pdf):
    pdf.Root.AcroForm = pikepdf.Dictionary(XFA=pdf.make_stream(b"<xdp/>"), Fields=pikepdf.Array())


@pytest.mark.parametrize(
    ("change", "reason"),
    [(_script, "javascript"), (_launch, "launch"), (_attachment, "embedded_files"), (_form, "multimedia")],
)
def test_a_pdf_that_acts_by_itself_is_refused(change, reason):
    assert ground("afiche.pdf", corpus.paper(change=change)) == f"active_pdf.{reason}"


def test_a_script_hidden_in_a_compressed_object_is_found():
    content = corpus.paper(change=_script, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    assert b"JavaScript" not in content
    assert ground("afiche.pdf", content) == "active_pdf.javascript"


@pytest.mark.parametrize("owner_only", [True, False])
def test_a_locked_pdf_is_refused(owner_only):
    lock = pikepdf.Encryption(owner="dueño", user="" if owner_only else "lector")
    assert ground("afiche.pdf", corpus.paper(encryption=lock)) == "encrypted_pdf"


def test_a_pdf_with_a_broken_index_is_refused_instead_of_mended():
    content = corpus.paper().replace(b"startxref\n", b"startxref\n9")
    assert ground("afiche.pdf", content) == "unreadable.damaged_pdf"


def drawing(body, attributes=""):
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" {attributes}>{body}</svg>'
    ).encode()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (drawing("<script>alert(1)</script>"), "script"),
        (drawing("<g><SCRIPT>alert(1)</SCRIPT></g>"), "script"),
        (drawing('<h:script xmlns:h="http://www.w3.org/1999/xhtml">1</h:script>'), "script"),
        (drawing("", 'onload="alert(1)"'), "script"),
        (drawing('<a xlink:href="java&#10;script:alert(1)"/>'), "script"),
        (drawing('<set attributeName="xlink:href" to="javascript:1"/>'), "script"),
        (drawing("<foreignObject/>"), "element"),
        (drawing('<image href="https://mal.example/p.png"/>'), "external"),
        (drawing('<use href="otro.svg#a"/>'), "external"),
        (drawing('<rect fill="url(//mal.example/#a)"/>'), "external"),
        (drawing(r'<rect style="fill:\75rl(//mal.example)"/>'), "external"),
        (drawing("<style>@import 'https://mal.example/a.css';</style>"), "external"),
        (b'<?xml-stylesheet href="https://mal.example"?>' + drawing(""), "external"),
        (b'<!DOCTYPE svg [<!ENTITY a "b">]>' + drawing("<text>&a;</text>"), "entities"),
        (b'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + drawing("<text>&a;</text>"), "entities"),
        (
            drawing("".join(f'<g id="a{n}">' + f'<use href="#a{n + 1}"/>' * 10 + "</g>" for n in range(9))),
            "too_complex",
        ),
        (drawing('<g id="a"><use href="#a"/></g>'), "too_complex"),
        (drawing("<g>" * 300 + "</g>" * 300), "too_complex"),
    ],
)
def test_an_svg_that_is_more_than_a_drawing_is_refused(content, reason):
    assert ground("logo.svg", content) == f"unsafe_svg.{reason}"


def test_an_svg_as_drawing_programs_export_it_is_accepted():
    content = (
        b'<?xml version="1.0" encoding="UTF-8"?>\n<!-- Generator -->\n'
        b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">\n'
        + drawing(
            '<defs><linearGradient id="a"><stop offset="0"/></linearGradient></defs>'
            '<rect fill="url(#a)" width="9" height="9"/><image href="data:image/png;base64,AAAA"/>'
            '<i:pgf xmlns:i="http://ns.adobe.com/AdobeIllustrator/10.0/">x</i:pgf>',
            'width="70mm" height="35mm"',
        )
    )
    facts = inspect("logo.svg", content)
    assert (facts.width, facts.height) == (265, 132)


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ({"word/vbaProject.bin": b"x"}, "active_document"),
        (
            {
                "word/_rels/settings.xml.rels": '<Relationships><Relationship TargetMode="External" '
                'Type="http://schemas/attachedTemplate" Target="https://mal.example/t.dotm"/></Relationships>'
            },
            "active_document.remote_template",
        ),
        ({"word/_rels/a.rels": '<!DOCTYPE r [<!ENTITY a "b">]><r>&a;</r>'}, "active_document"),
        ({"../../fuera.xml": "x"}, "unreadable"),
    ],
)
def test_a_document_that_acts_by_itself_is_refused(parts, reason):
    assert ground("carta.docx", corpus.letter(**parts)) == reason


def test_an_old_or_locked_office_file_says_to_save_it_again():
    assert ground("carta.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)) == "encrypted_document"


def test_a_spreadsheet_renamed_to_a_letter_is_refused():
    sheet = corpus.package({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook/>"})
    assert ground("carta.docx", sheet) == "not_what_it_says"


# -- The bounds themselves ----------------------------------------------------


def test_a_decoder_that_crashes_is_a_refusal(monkeypatch):
    monkeypatch.setattr(bounded, "ask", lambda *args, **kwargs: (_ for _ in ()).throw(bounded.Broken("signal 11")))
    assert ground("calle.jpg", corpus.good("calle.jpg")) == "unreadable"


def test_a_decoder_that_asks_for_too_much_is_a_refusal(monkeypatch):
    real = bounded.ask
    monkeypatch.setattr(bounded, "ask", lambda module, request: real(module, request, memory=200 * 1024 * 1024))
    assert ground("calle.png", picture_bytes(9000, 9000, kind="PNG")) == "unreadable.too_demanding"


@pytest.mark.parametrize(
    ("how", "error"),
    [
        ("spins", bounded.TooDemanding),
        ("swells", bounded.TooDemanding),
        ("crashes", bounded.Broken),
        ("babbles", bounded.Broken),
    ],
)
def test_a_child_that_misbehaves_is_stopped(how, error):
    with pytest.raises(error):
        bounded.ask("tests.media_assets.misbehaving", {"path": __file__, "how": how}, seconds=1)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the bound of time ends it")
def test_a_child_whose_worker_is_killed_before_it_starts_does_no_work(monkeypatch):
    worker = subprocess.Popen([sys.executable, "-c", ""])
    worker.wait()
    monkeypatch.setattr(bounded.os, "getpid", lambda: worker.pid)
    with pytest.raises(bounded.Broken):
        bounded.ask("tests.media_assets.misbehaving", {"path": __file__, "how": "well"})


def test_a_child_knows_no_secret_of_the_house(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "x" * 50)
    monkeypatch.setenv("DATABASE_URL", "postgres://casa")
    answer = bounded.ask("tests.media_assets.misbehaving", {"path": __file__, "how": "well"})
    assert not {"SECRET_KEY", "DATABASE_URL"} & set(answer["environment"])


def test_every_message_can_be_told():
    params = dict.fromkeys(
        "size limit example length extension allowed found expected seconds line width height max_side max_megapixels".split(),
        7,
    )
    for key in MESSAGES:
        code, _dot, reason = key.partition(".")
        assert IntakeRefused(code, reason, **params).message


def test_a_photograph_spoiled_at_its_first_marks_is_foreseen(tmp_path):
    path = tmp_path / "calle.jpg"
    path.write_bytes(corpus.good("calle.jpg")[:2] + b"\xff\xff\xff\xff" + corpus.good("calle.jpg")[9:])
    answer = examine({"path": str(path), "extension": "jpg", "kind": "image"})
    assert "refused" in answer
    assert "surprise" not in answer


@pytest.mark.parametrize(
    "name", ["page-count-negative.pdf", "page-count-lies.pdf", "image-enormous.pdf", "box-words.pdf"]
)
def test_a_pdf_that_viewers_cannot_show_is_refused_and_was_foreseen(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(hostile(name))
    answer = examine({"path": str(path), "extension": "pdf", "kind": "pdf"})
    assert answer.get("refused")
    assert "surprise" not in answer
