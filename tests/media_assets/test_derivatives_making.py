"""What is made of a master is what its use asks for, measured on real files."""

import io

import av
import pikepdf
import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from media_assets.derivatives import process
from media_assets.derivatives.sounds import measure
from media_assets.intake import inspect_upload
from tests.media_assets import corpus

GIB = 1024**3


@pytest.fixture
def make(tmp_path):
    """The products of a recipe by their kind and position, as paths."""

    def make(name, content, kind, recipe, mark="PRUEBA", **more):
        path, out = tmp_path / name, tmp_path / "out"
        path.write_bytes(content)
        out.mkdir()
        request = {"path": str(path), "extension": name.rpartition(".")[2], "kind": kind, "recipe": recipe}
        answer = process.watch(
            "media_assets.derivatives",
            request | {"out": str(out), "mark": mark} | more,
            seconds=120,
            memory=2 * GIB,
            tell=lambda per_cent: None,
            stopped=lambda: False,
        )
        assert "made" in answer, answer
        return {(each["kind"], each["position"]): out / each["name"] for each in answer["made"]}

    return make


# -- Proofs --------------------------------------------------------------------


def red_share(path):
    page = pypdfium2.PdfDocument(path)[0].render(scale=1).to_pil().convert("RGB")
    pixels = list(page.get_flattened_data() if hasattr(page, "get_flattened_data") else page.getdata())
    return sum(r - (g + b) / 2 > 25 for r, g, b in pixels) / len(pixels)


def white(pdf):
    for page in pdf.pages:
        page.Contents = pdf.make_stream(b"")


def test_a_proof_has_the_pages_and_the_trimmed_size_of_its_master_as_pictures(make):
    proof = make("cartilla.pdf", corpus.paper(pages=3, bleed_mm=5), "pdf", "proof")["proof", 0]
    with pikepdf.open(proof) as pdf:
        assert len(pdf.pages) == 3
        for page in pdf.pages:
            assert [float(side) for side in page.mediabox[2:]] == pytest.approx([595.28, 841.89], abs=0.5)
            (picture,) = page.get_images().values()
            assert picture.Width / (595.28 / 72) <= 111
        assert pdf.docinfo.get("/Author") is None


def test_a_proof_says_across_each_page_that_it_is_one(make):
    assert red_share(make("afiche.pdf", corpus.paper(change=white), "pdf", "proof")["proof", 0]) > 0.02


def test_the_proof_of_what_is_approved_carries_no_mark(make):
    assert red_share(make("afiche.pdf", corpus.paper(change=white), "pdf", "proof", mark="")["proof", 0]) == 0


def test_artwork_that_is_a_photograph_has_a_proof_of_one_page(make):
    with pikepdf.open(make("arte.tif", corpus.good("calle.tif"), "image", "proof")["proof", 0]) as pdf:
        assert len(pdf.pages) == 1


# -- Pictures ------------------------------------------------------------------


def located_photograph(size):
    """With the place where it was taken and the serial number of its camera."""
    exif = Image.Exif()
    exif.get_ifd(0x8825).update({1: "N", 2: (6.0, 15.0, 0.0), 3: "W", 4: (75.0, 34.0, 0.0)})
    exif.get_ifd(0x8769)[0xA431] = "SERIE-778899"
    xmp = b'<x:xmpmeta xmlns:x="adobe:ns:meta/">SERIE-778899</x:xmpmeta>'
    return corpus.photograph(size=size, exif=exif, xmp=xmp)


def test_a_picture_comes_in_the_widths_of_the_site_and_is_never_enlarged(make):
    made = make("calle.jpg", corpus.photograph(size=(1000, 600)), "image", "pictures")
    assert set(made) == {(kind, width) for kind in ("avif", "webp") for width in (400, 800, 1000)}
    for (kind, width), path in made.items():
        with Image.open(path) as picture:
            assert (picture.format.lower(), picture.width) == (kind, width)


def test_a_format_with_a_responsive_set_of_its_own_gets_those_widths(make):
    made = make("calle.jpg", corpus.photograph(size=(1000, 600)), "image", "pictures", widths=[300, 600, 2400])
    assert {width for _kind, width in made} == {300, 600, 1000}


def test_neither_the_place_nor_the_camera_of_a_photograph_gets_out(make):
    content = located_photograph((500, 400))
    assert b"SERIE-778899" in content
    for path in make("calle.jpg", content, "image", "pictures").values():
        assert b"SERIE-778899" not in path.read_bytes()
        with Image.open(path) as picture:
            assert not picture.getexif()
            assert not picture.info.get("xmp")


# -- Films ---------------------------------------------------------------------


def test_a_film_is_h264_and_aac_and_starts_before_it_is_all_there(make):
    content = corpus.recording("webm", video="libvpx", audio="libopus")
    film = make("comercial.webm", content, "video", "mp4-720")["mp4-720", 0]
    with av.open(str(film)) as container:
        codecs = [stream.codec_context.codec.canonical_name for stream in container.streams]
        assert sorted(codecs) == ["aac", "h264"]
        assert container.duration / av.time_base == pytest.approx(2, abs=0.1)
        assert sum(1 for _frame in container.decode(video=0)) == 20
    data = film.read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")


@pytest.mark.parametrize(
    ("size", "recipe", "expected"),
    [
        ((64, 48), "mp4-1080", (64, 48)),
        ((1920, 1080), "mp4-720", (1280, 720)),
        ((1080, 1920), "mp4-720", (720, 1280)),
        ((2560, 1080), "mp4-1080", (1920, 810)),
    ],
)
def test_a_film_fits_its_box_and_is_never_enlarged(make, size, recipe, expected):
    content = corpus.recording("mp4", seconds=0.5, video="libx264", size=size)
    with av.open(str(make("comercial.mp4", content, "video", recipe)[recipe, 0])) as container:
        picture = container.streams.video[0]
        assert (picture.width, picture.height) == expected
        assert not container.streams.audio


def test_what_a_camera_wrote_about_a_film_stays_in_the_master(make):
    buffer = io.BytesIO()
    with (
        av.open(io.BytesIO(corpus.good("comercial.mov"))) as source,
        av.open(buffer, "w", format="mov", options={"movflags": "use_metadata_tags"}) as output,
    ):
        output.metadata["com.apple.quicktime.location.ISO6709"] = "+06.2500-075.5667/"
        output.metadata["com.apple.quicktime.serial"] = "SERIE-778899"
        streams = {each.index: output.add_stream_from_template(each) for each in source.streams}
        for packet in source.demux():
            if packet.dts is not None:
                packet.stream = streams[packet.stream.index]
                output.mux(packet)
    assert b"+06.2500" in buffer.getvalue()
    film = make("comercial.mov", buffer.getvalue(), "video", "mp4-720")["mp4-720", 0].read_bytes()
    assert b"+06.2500" not in film
    assert b"SERIE-778899" not in film


def test_the_captions_inside_a_film_become_webvtt(make):
    captions = make("comercial.mp4", captioned(), "video", "captions")["captions", 0].read_text()
    assert captions.startswith("WEBVTT\n\n00:00:00.500 --> 00:00:01.700\nBuenos días, Medellín")
    assert inspect_upload(SimpleUploadedFile("s.vtt", captions.encode()), "s.vtt").mime == "text/vtt"


def captioned():
    """The film with a stream of mov_text: the length of each cue in two bytes, and its words."""
    from fractions import Fraction

    buffer = io.BytesIO()
    with av.open(io.BytesIO(corpus.good("comercial.mp4"))) as source, av.open(buffer, "w", format="mp4") as output:
        streams = {each.index: output.add_stream_from_template(each) for each in source.streams}
        words = output.add_stream("mov_text")
        words.time_base = Fraction(1, 1000)
        words.codec_context.time_base = Fraction(1, 1000)
        words.codec_context.subtitle_header = (
            b"[Script Info]\nScriptType: v4.00+\n\n[V4+ Styles]\nFormat: Name, Fontname, Fontsize\n"
            b"Style: Default,Arial,16\n\n[Events]\nFormat: Layer, Start, End, Style, Text\n"
        )
        for packet in source.demux():
            if packet.dts is not None:
                packet.stream = streams[packet.stream.index]
                output.mux(packet)
        text = "Buenos días, Medellín".encode()
        cue = av.Packet(len(text).to_bytes(2) + text)
        cue.stream, cue.time_base = words, Fraction(1, 1000)
        cue.pts = cue.dts = 500
        cue.duration = 1200
        output.mux(cue)
    return buffer.getvalue()


# -- Sound ---------------------------------------------------------------------


def spot(level, click=0.0):
    """Six seconds of a tone that comes and goes at ``level`` (0 to 1), with a click every second."""
    import math
    import struct
    import wave

    buffer = io.BytesIO()
    rate = 24_000
    with wave.open(buffer, "wb") as sound:
        sound.setnchannels(2)
        sound.setsampwidth(2)
        sound.setframerate(rate)
        frames = bytearray()
        for n in range(6 * rate):
            value = level * math.sin(2 * math.pi * 440 * n / rate) * (0.6 + 0.4 * math.sin(2 * math.pi * 2 * n / rate))
            if click and n % rate < 12:
                value = click * (-1) ** n
            frames += struct.pack("<hh", *(2 * [int(32767 * max(-1, min(1, value)))]))
        sound.writeframes(bytes(frames))
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("fuerte.wav", lambda: spot(0.95)),
        ("baja.wav", lambda: spot(0.03)),
        ("golpes.wav", lambda: spot(0.05, click=0.9)),
        ("cuna.flac", lambda: corpus.good("cuna.flac")),
    ],
)
def test_every_spot_is_equally_loud_from_the_web_and_its_peaks_hold(make, name, content):
    made = make(name, content(), "audio", "sound")
    assert set(made) == {("mp3", 0), ("opus", 0)}
    for path in made.values():
        loudness, peak = measure(path, path.suffix[1:])
        assert loudness == pytest.approx(-16, abs=0.5)
        assert peak <= -1


def test_silence_stays_silent(make):
    for path in make("silencio.wav", spot(0), "audio", "sound").values():
        assert path.stat().st_size > 0


def test_what_is_no_recording_is_answered_in_words(tmp_path):
    path = tmp_path / "cuna.mp3"
    path.write_bytes(b"\0" * 5000)
    answer = process.watch(
        "media_assets.derivatives",
        {"path": str(path), "extension": "mp3", "kind": "audio", "recipe": "sound", "out": str(tmp_path), "mark": ""},
        seconds=30,
        memory=GIB,
        tell=lambda per_cent: None,
        stopped=lambda: False,
    )
    assert "failed" in answer
