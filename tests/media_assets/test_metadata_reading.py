"""What files say of themselves is read in the order of the Metadata Working Group, and no file harms its reader."""

import random
import shutil
import struct
import subprocess
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from media_assets.metadata import exif, iptc, xmp
from media_assets.metadata.containers import container_of
from media_assets.metadata.reading import read
from media_assets.metadata.said import MANY, PARAGRAPH, Said
from tests.media_assets import corpus, laden

#: Pillow and FFmpeg write these without what needs EXIF or XMP of our own making.
ONLY_LABELS = ("m4a", "webm", "mp3", "flac", "ogg", "opus")


@cache
def made(extension):
    return laden.MAKERS[extension]()


def said_of(data, extension, tmp_path) -> Said:
    path = tmp_path / f"file.{extension}"
    path.write_bytes(data)
    return read(path, extension)


@pytest.mark.parametrize("extension", [each for each in laden.MAKERS if each not in (*ONLY_LABELS, "docx")])
def test_author_rights_caption_and_keywords_are_read(extension, tmp_path):
    said = said_of(made(extension), extension, tmp_path)
    assert said.headline == laden.WORDS["headline"]
    assert said.description == laden.WORDS["description"]
    assert said.creators == tuple(laden.WORDS["creators"])
    assert said.credit == laden.WORDS["credit"]
    assert said.copyright == laden.WORDS["copyright"]
    assert said.keywords == tuple(laden.WORDS["keywords"])
    assert said.city == "Medellín"
    assert said.usage_terms == "Solo prensa"
    assert said.created.startswith("2026-11-20")


@pytest.mark.parametrize("extension", ONLY_LABELS)
def test_the_labels_of_recordings_are_read(extension, tmp_path):
    said = said_of(made(extension), extension, tmp_path)
    assert said.title == laden.WORDS["headline"]
    assert said.creators == tuple(laden.WORDS["creators"])
    assert said.copyright == laden.WORDS["copyright"]
    assert set(said.sources.values()) <= {"tags"}


@pytest.mark.parametrize("extension", laden.MAKERS)
def test_a_place_inside_is_noticed(extension, tmp_path):
    assert "location" in said_of(made(extension), extension, tmp_path).private


@pytest.mark.parametrize("name", [name for name in corpus.NAMES if not name.endswith((".csv", ".txt", ".vtt"))])
def test_a_plain_file_is_not_suspected(name, tmp_path):
    assert said_of(corpus.good(name), name.rpartition(".")[2], tmp_path).private == ()


# -- Three standards, one answer (MWG 2.0, chapter 5) ---------------------------------


def packet(**values):
    names = {"description": "dc:description", "credit": "photoshop:Credit"}
    body = "".join(f"<{names[name]}>{value}</{names[name]}>" for name, value in values.items())
    return (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" '
        f'xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/">{body}</rdf:Description></rdf:RDF></x:xmpmeta>'
    ).encode()


def record(number, text):
    return b"\x1c\x02" + struct.pack(">BH", number, len(text)) + text


def test_exif_comes_first_where_it_speaks(tmp_path):
    data = laden.jpeg(xmp=packet(description="de XMP"), records=record(120, b"de IPTC"))
    said = said_of(data, "jpg", tmp_path)
    assert (said.description, said.sources["description"]) == (laden.WORDS["description"], "EXIF")


def test_xmp_comes_before_records_that_nobody_changed_since(tmp_path):
    records = record(120, b"de IPTC")
    digest = bytes.fromhex(iptc.digest_of(records))
    data = laden.jpeg(exif=b"", xmp=packet(description="de XMP"), records=records, digest=digest)
    assert said_of(data, "jpg", tmp_path).description == "de XMP"
    data = laden.jpeg(exif=b"", xmp=packet(description="de XMP"), records=records)
    assert said_of(data, "jpg", tmp_path).description == "de XMP"


def test_records_changed_since_the_xmp_was_made_come_before_it(tmp_path):
    data = laden.jpeg(exif=b"", xmp=packet(description="de XMP"), records=record(120, b"de IPTC"), digest=bytes(16))
    said = said_of(data, "jpg", tmp_path)
    assert (said.description, said.sources["description"]) == ("de IPTC", "IPTC")


def test_what_the_records_only_cut_is_taken_whole(tmp_path):
    whole = "Unidad de Fotografía de la Secretaría"
    data = laden.jpeg(exif=b"", xmp=packet(credit=whole), records=record(110, whole.encode()[:32]), digest=bytes(16))
    assert said_of(data, "jpg", tmp_path).credit == whole


def test_accents_that_a_program_lost_are_taken_from_who_kept_them(tmp_path):
    block = laden.exif_block().replace("mediodía.".encode(), b"mediod?a.\0")
    said = said_of(laden.jpeg(exif=block), "jpg", tmp_path)
    assert said.description == laden.WORDS["description"]


@pytest.mark.parametrize(
    "records",
    [laden.iim(), laden.iim(declared=False), laden.iim("latin-1")],
    ids=["declared UTF-8", "UTF-8 that nobody declared", "Latin 1"],
)
def test_accents_of_iptc_records_are_right(records, tmp_path):
    said = said_of(laden.jpeg(exif=b"", xmp=b"", records=records), "jpg", tmp_path)
    assert said.description == laden.WORDS["description"]
    assert said.creators == ("Unidad de Fotografía",)
    assert said.created == "2026-11-20"
    assert set(said.sources.values()) == {"IPTC"}


@pytest.mark.parametrize("order", ["<", ">"])
def test_exif_is_read_in_both_orders_of_bytes(order):
    block = exif.Block(laden.exif_block(order))
    assert exif.read(block)["copyright"] == [laden.WORDS["copyright"]]
    assert block.orientation == 6
    assert block.whole


def test_several_creators_in_one_string_are_parted():
    assert exif._names('Unidad de Fotografía; "Prensa; Alcaldía"') == ["Unidad de Fotografía", "Prensa; Alcaldía"]


def test_the_spanish_wording_is_chosen_among_several():
    spanish = laden.XMP.replace(
        b'<rdf:li xml:lang="en">The bridge</rdf:li>', b'<rdf:li xml:lang="es-CO">El puente, en Colombia</rdf:li>'
    )
    assert xmp.read(spanish)["dc:description"] == ["El puente, en Colombia"]


# -- Hostile files -------------------------------------------------------------------


def test_entities_are_not_expanded(tmp_path):
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>' + packet(credit="&b;")
    said = said_of(laden.jpeg(exif=b"", records=b"", xmp=bomb), "jpg", tmp_path)
    assert said.credit == ""
    assert "unreadable" in said.private


def test_huge_values_are_cut(tmp_path):
    huge = packet(description="ñ" * 60_000)
    path_said = said_of(corpus.photograph("WEBP", xmp=huge), "webp", tmp_path)
    assert len(path_said.description) == PARAGRAPH
    many = b"".join(record(25, b"palabra %d" % number) for number in range(500))
    assert len(said_of(laden.jpeg(exif=b"", xmp=b"", records=many), "jpg", tmp_path).keywords) == MANY


def test_control_characters_do_not_come_in(tmp_path):
    records = record(105, "Puente\x00\x1b[31m reabierto\u202e".encode())
    assert (
        said_of(laden.jpeg(exif=b"", xmp=b"", records=records), "jpg", tmp_path).headline
        == "Puente [31m reabierto\u202e"
    )


def test_a_directory_that_points_at_itself_ends():
    loop = b"II*\0\x08\0\0\0" + struct.pack("<H", 1) + struct.pack("<HHII", 0x8769, 4, 1, 8) + struct.pack("<I", 8)
    block = exif.Block(loop)
    assert not block.whole
    assert exif.private(block) == {"unreadable"}


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32), extension=st.sampled_from(list(laden.MAKERS)))
def test_no_spoilt_file_lets_an_exception_out(seed, extension, tmp_path):
    chance = random.Random(seed)
    for _round in range(12):
        data = bytearray(made(extension))
        for _change in range(chance.choice((1, 4, 40))):
            at = chance.randrange(len(data) if chance.random() < 0.4 else min(len(data), 4000))
            data[at] = chance.choice((0, 0xFF, chance.randrange(256)))
        if chance.random() < 0.2:
            del data[chance.randrange(len(data)) :]
        assert isinstance(said_of(bytes(data), extension, tmp_path), Said)


@settings(max_examples=300, deadline=None)
@given(data=st.binary(max_size=400))
def test_no_bytes_let_an_exception_out_of_the_small_readers(data):
    exif.read(exif.Block(b"II*\0" + data)) if len(data) > 4 else None
    iptc.read(b"\x1c\x02" + data)
    iptc.from_photoshop(b"8BIM" + data.ljust(8, b"\0"))
    xmp.read(data)


@pytest.mark.skipif(shutil.which("exiftool") is None, reason="needs exiftool (Debian: libimage-exiftool-perl)")
@pytest.mark.parametrize("extension", ["jpg", "png", "tif", "webp", "pdf", "mp4"])
def test_what_exiftool_writes_is_read(extension, tmp_path):
    path = tmp_path / f"file.{extension}"
    plain = {"pdf": corpus.paper, "mp4": lambda: corpus.recording("mp4", video="libx264", audio="aac")}
    kinds = {"jpg": "JPEG", "png": "PNG", "tif": "TIFF", "webp": "WEBP"}
    path.write_bytes(plain[extension]() if extension in plain else corpus.photograph(kinds[extension]))
    words = [
        f"-XMP-photoshop:Headline={laden.WORDS['headline']}",
        f"-XMP-dc:Creator={laden.WORDS['creators'][0]}",
        f"-XMP-dc:Rights={laden.WORDS['copyright']}",
        "-XMP-exif:GPSLatitude=6.24",
        "-XMP-exif:GPSLongitude=-75.58",
    ]
    subprocess.run(["exiftool", "-q", "-overwrite_original", *words, str(path)], check=True, capture_output=True)
    said = read(path, extension)
    assert said.headline == laden.WORDS["headline"]
    assert said.creators == tuple(laden.WORDS["creators"])
    assert said.copyright == laden.WORDS["copyright"]
    assert "location" in said.private


def test_every_type_of_the_library_has_its_reader():
    from media_assets.intake.filetypes import TYPES

    assert {each for each in TYPES if container_of(each) is None} == {"csv", "txt", "vtt"}
