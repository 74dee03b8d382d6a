"""A clean copy is the same work, and tells nobody where it was made, with what, and on whose machine."""

import base64
import io
import json
import random
import re
import shutil
import subprocess
import zipfile
import zlib
from functools import cache

import av
import pikepdf
import pillow_heif
import pypdfium2
import pytest
from PIL import Image

from media_assets.metadata.cleaning import clean
from media_assets.metadata.containers import CannotClean
from media_assets.metadata.reading import read
from media_assets.metadata.statement import LARGEST, Statement, exif_block, packet
from tests.media_assets import corpus, laden

pillow_heif.register_heif_opener(thumbnails=False)

STATEMENT = Statement(
    title="El puente, de día",
    description="El puente visto desde el oriente. " * 20,
    alt_text="Un puente amarillo sobre el río, con gente. " * 8,
    creators=("Unidad de Fotografía", "Taller; Distrital"),
    credit="Alcaldía de Medellín",
    copyright="© Alcaldía de Medellín",
    terms="Creative Commons Atribución 4.0",
    licence_url="https://creativecommons.org/licenses/by/4.0/deed.es",
    page_url="https://example.org/biblioteca/el-puente/",
)
PICTURES = ("jpg", "png", "webp", "gif", "tif", "avif", "heic")
RECORDINGS = ("mp4", "mov", "m4a", "webm", "mp3", "wav", "flac", "ogg", "opus")


@cache
def made(extension):
    return laden.MAKERS[extension]()


@pytest.fixture
def pair(tmp_path):
    """The file of that extension and its clean copy, as paths."""

    def make(extension, data=None):
        source, target = tmp_path / f"source.{extension}", tmp_path / f"clean.{extension}"
        source.write_bytes(made(extension) if data is None else data)
        clean(source, target, extension, STATEMENT)
        return source, target

    return make


def unpacked(data, extension):
    """The bytes of a file, with those that its container had folded away."""
    if extension == "docx":
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return data + b"".join(package.read(name) for name in package.namelist())
    if extension == "pdf":
        with pikepdf.open(io.BytesIO(data)) as pdf:
            streams = [each for each in pdf.objects if isinstance(each, pikepdf.Stream)]
            return data + b"".join(each.read_raw_bytes() for each in streams)
    return data


@pytest.mark.parametrize("extension", laden.MAKERS)
def test_no_secret_is_left_in_the_bytes(extension, pair):
    source, target = pair(extension)
    assert read(source, extension).private
    assert [secret for secret in laden.SECRETS if secret in unpacked(target.read_bytes(), extension)] == []
    assert read(target, extension).private == ()


@pytest.mark.parametrize("extension", PICTURES)
def test_pictures_keep_every_pixel_and_stay_upright(extension, pair):
    source, target = (Image.open(path) for path in pair(extension))
    assert getattr(source, "n_frames", 1) == getattr(target, "n_frames", 1)
    for frame in range(getattr(source, "n_frames", 1)):
        source.seek(frame)
        target.seek(frame)
        assert (source.size, source.mode, source.tobytes()) == (target.size, target.mode, target.tobytes())
    if extension in ("jpg", "png", "webp"):
        assert source.getexif()[0x0112] == target.getexif()[0x0112] == 6


def test_the_colours_of_a_picture_stay_what_they_are(pair):
    from PIL import ImageCms

    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for kind, extension in (("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp"), ("TIFF", "tif")):
        data = corpus.photograph(kind, icc_profile=profile)
        _source, target = pair(extension, laden.jpeg(data) if extension == "jpg" else data)
        assert Image.open(target).info["icc_profile"] == profile


def test_four_inks_of_a_jpeg_are_not_turned_round(pair):
    """Adobe's note on the colour transform has to stay, or the picture turns into its negative."""
    data = laden.jpeg(corpus.photograph("JPEG", mode="CMYK"))
    source, target = (Image.open(path) for path in pair("jpg", data))
    assert target.mode == "CMYK"
    assert source.tobytes() == target.tobytes()


@pytest.mark.parametrize("extension", RECORDINGS)
def test_recordings_keep_every_packet(extension, pair):
    def packets(path):
        with av.open(str(path)) as container:
            return [(each.stream.index, each.pts, bytes(each)) for each in container.demux() if each.dts is not None]

    source, target = pair(extension)
    assert packets(source) == packets(target)


def test_a_film_keeps_no_track_of_positions(pair):
    """An action camera writes where it is each second, as a track of measurements beside the picture."""
    film = corpus.recording("mp4", video="libx264", audio="aac")
    with av.open(io.BytesIO(film)) as container:
        samples = [bytes(each) for each in container.demux(audio=0) if each.size > 20]
    measuring = film.replace(b"soun", b"meta", 1)
    source, target = pair("mp4", measuring)
    assert "location" in read(source, "mp4").private
    assert all(sample in measuring for sample in samples)
    assert not any(sample in target.read_bytes() for sample in samples)
    with av.open(str(target)) as container:
        assert len(container.streams) == len(container.streams.video) == 1


def test_a_document_shows_the_same_pages_and_keeps_its_claims(pair):
    source, target = pair("pdf")
    pages = [pypdfium2.PdfDocument(path)[0].render().to_pil().tobytes() for path in (source, target)]
    assert pages[0] == pages[1]
    with pikepdf.open(target) as pdf, pdf.open_metadata() as words:
        assert words["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
        assert words["dc:title"] == STATEMENT.title


def test_a_signed_document_is_not_touched(tmp_path):
    def sign(pdf):
        pdf.Root.AcroForm = pdf.make_indirect(pikepdf.Dictionary(SigFlags=3, Fields=pikepdf.Array()))
        pdf.Root.Metadata = pdf.make_stream(laden.XMP, Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML)

    source = tmp_path / "source.pdf"
    source.write_bytes(corpus.paper(change=sign))
    assert "location" in read(source, "pdf").private
    with pytest.raises(CannotClean, match="signed"):
        clean(source, tmp_path / "clean.pdf", "pdf", STATEMENT)


def test_a_film_hung_behind_a_photograph_is_left_out(pair):
    """Telephones keep a second of film, with its place, behind the end of the picture."""
    _source, target = pair("jpg", laden.jpeg(tail=made("mp4")))
    assert b"ftyp" not in target.read_bytes()


# -- The statement -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wrapping", "wrapped"),
    [
        ("/ASCII85Decode", lambda data: base64.a85encode(data) + b"~>"),
        ("/FlateDecode", zlib.compress),
    ],
    ids=["ascii85", "flate"],
)
def test_a_photograph_wrapped_twice_in_a_document_is_cleaned_too(pair, wrapping, wrapped):
    def place(pdf):
        picture = pdf.make_stream(b"", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=240, Height=160)
        picture.ColorSpace, picture.BitsPerComponent = pikepdf.Name.DeviceRGB, 8
        picture.write(wrapped(made("jpg")), filter=[pikepdf.Name(wrapping), pikepdf.Name.DCTDecode])
        pdf.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=picture))
        pdf.pages[0].Contents = pdf.make_stream(b"q 200 0 0 150 50 50 cm /I Do Q")

    source, target = pair("pdf", corpus.paper(change=place))
    with pikepdf.open(target) as pdf:
        picture = pdf.pages[0].Resources.XObject.I
        data = picture.read_raw_bytes()
        assert [secret for secret in laden.SECRETS if secret in data] == []
        assert Image.open(io.BytesIO(data)).tobytes() == Image.open(io.BytesIO(made("jpg"))).tobytes()
    assert {"location", "serials"} <= set(read(source, "pdf").private)


@pytest.mark.parametrize("kind", ["png", "webp", "gif", "jpg"])
@pytest.mark.parametrize(
    "place", ['<image href="{}"/>', '<rect style="fill:url({})"/>', "<style>rect {{ fill: url({}) }}</style>"]
)
def test_a_picture_folded_into_a_drawing_is_cleaned_whatever_it_is_called(pair, kind, place):
    mime = {"jpg": "image/JPEG;charset=utf-8"}.get(kind, f"image/{kind}")
    folded = f"data:{mime};base64,{base64.b64encode(made(kind)).decode()}"
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg">{place.format(folded)}</svg>'.encode()
    source, target = pair("svg", drawing)
    (picture,) = re.findall(rb"base64,([A-Za-z0-9+/=]+)", target.read_bytes())
    content = base64.b64decode(picture)
    assert [secret for secret in laden.SECRETS if secret in content] == []
    assert Image.open(io.BytesIO(content)).tobytes() == Image.open(io.BytesIO(made(kind))).tobytes()
    assert "location" in read(source, "svg").private


@pytest.mark.parametrize("kind", [b"free", b"skip", b"gps "])
def test_where_a_car_drove_is_in_no_idle_space_of_its_film(pair, kind):
    body = b"freeGPS " + laden.ISO6709.encode() + laden.SERIAL.encode()
    film = corpus.recording("mp4", video="libx264") + (8 + len(body)).to_bytes(4, "big") + kind + body
    source, target = pair("mp4", film)
    assert read(source, "mp4").private == ("location",)
    assert [secret for secret in laden.SECRETS if secret in target.read_bytes()] == []


@pytest.mark.parametrize("extension", [each for each in laden.MAKERS if each not in ("webm", "docx")])
def test_the_copy_says_whose_work_it_is(extension, pair):
    _source, target = pair(extension)
    said = read(target, extension)
    assert said.title == STATEMENT.title
    assert said.copyright == STATEMENT.copyright
    if extension not in ("wav", "mp3", "flac", "ogg", "opus"):
        assert said.creators == STATEMENT.creators
        assert said.credit == STATEMENT.credit
        assert said.web_statement == STATEMENT.licence_url
        assert said.usage_terms == STATEMENT.terms
        assert said.alt_text.startswith("Un puente amarillo")


def test_the_statement_is_small_whatever_people_wrote():
    long = Statement(*["ñ&<" * 4000] * 3, tuple(["Nombre muy largo " * 9] * 50), *["ñ&<" * 4000] * 3)
    for statement in (STATEMENT, long):
        assert len(packet(statement)) <= LARGEST
        assert len(exif_block(statement)) < 800


@pytest.mark.skipif(shutil.which("exiftool") is None, reason="needs exiftool (Debian: libimage-exiftool-perl)")
@pytest.mark.parametrize("extension", laden.MAKERS)
def test_exiftool_finds_nothing_private_either(extension, pair):
    def told(path):
        asked = ["exiftool", "-j", "-a", "-u", "-G1", "-ee", "-api", "largefilesupport=1", str(path)]
        return json.loads(subprocess.run(asked, capture_output=True, check=False).stdout)[0]

    _source, target = pair(extension)
    private = (
        "GPS",
        "Serial",
        "History",
        "MakerNote",
        "UniqueID",
        "Location",
        "Thumbnail",
        "OwnerName",
        "HostComputer",
    )
    assert [name for name in told(target) if any(word in name for word in private)] == []
    assert extension == "docx" or "ExifTool:Warning" not in told(target)


def test_no_spoilt_file_lets_anything_but_a_refusal_out(tmp_path):
    chance = random.Random(4471)
    source, target = tmp_path / "source", tmp_path / "clean"
    for extension in laden.MAKERS:
        for _round in range(10):
            data = bytearray(made(extension))
            for _change in range(chance.choice((1, 6, 40))):
                data[chance.randrange(min(len(data), 6000))] = chance.randrange(256)
            source.write_bytes(data)
            try:
                clean(source, target, extension, STATEMENT)
            except CannotClean:
                continue
            assert read(target, extension).private == ()
