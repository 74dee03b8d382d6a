"""A package holds the masters bit for bit, opens anywhere, and says what it is and what may be done with it."""

import hashlib
import io
import shutil
import subprocess
import zipfile
from datetime import timedelta

import pikepdf
import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from media_assets.delivery import licence, naming, sheet
from media_assets.delivery.archive import SUMS, Archive, NotTheMaster
from media_assets.inspection.findings import Finding
from media_assets.intake.filetypes import TYPES
from media_assets.models import (
    Channel,
    DeliveryItem,
    InspectionReport,
    InspectionWaiver,
    JobState,
    Piece,
    PieceCredit,
    PieceVersion,
    ProcessingState,
    ReceiverKind,
)
from tests import factories
from tests.media_assets import corpus, laden
from tests.media_assets.deliveries import inside, opened, out_piece, packed, page_of, with_captions

pytestmark = pytest.mark.django_db


def tool(name):
    if not (path := shutil.which(name)):
        pytest.skip(f"needs {name}")
    return path


@pytest.fixture
def poster():
    return out_piece(
        Channel.PRINT,
        corpus.paper(width_mm=500, height_mm=700, bleed_mm=3),
        name="Afiche Niñez.pdf",
        title="Afiche: El río",
        rights_owner="Alcaldía de Medellín",
        rights_until=timezone.localdate() + timedelta(days=90),
        format=factories.piece_format(Channel.PRINT, name="Afiche 50 × 70 cm", width_mm=500, height_mm=700, bleed_mm=3),
    )


def test_the_masters_are_in_it_bit_for_bit(poster, designer):
    heavy = out_piece(Channel.PRINT, bytes(range(256)) * 9000, name="volante.pdf")
    delivery = packed([poster, heavy], designer)
    assert delivery.state == JobState.DONE
    found = inside(delivery)
    for item in delivery.items.select_related("version"):
        path = f"{naming.piece_folder(item)}/{naming.master_name(item.version)}"
        assert found[path] == item.version.file.open().read()


def test_sha256sum_finds_every_file_whole(poster, designer, tmp_path):
    delivery = packed([poster, with_captions(out_piece(Channel.PRINT, transcript="Se oye el río."))], designer)
    opened(delivery).extractall(tmp_path)
    (folder,) = tmp_path.iterdir()
    done = subprocess.run([tool("sha256sum"), "-c", SUMS], cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
    sums = (folder / SUMS).read_text().splitlines()
    files = [path for path in folder.rglob("*") if path.is_file() and path.name != SUMS]
    assert len(sums) == len(files) == delivery.packed.count()


def test_unzip_and_python_find_nothing_wrong_with_it(poster, designer, tmp_path):
    delivery = packed([poster], designer)
    path = tmp_path / "paquete.zip"
    path.write_bytes(delivery.file.open().read())
    assert zipfile.ZipFile(path).testzip() is None
    assert subprocess.run([tool("unzip"), "-tq", path], capture_output=True).returncode == 0
    assert hashlib.sha256(path.read_bytes()).hexdigest() == delivery.sha256
    assert path.stat().st_size == delivery.size


def test_what_is_told_of_the_files_is_what_is_in_them(poster, designer):
    delivery = packed([poster], designer)
    found = inside(delivery)
    assert {each.path for each in delivery.packed.all()} == found.keys() - {SUMS}
    for each in delivery.packed.all():
        assert (each.size, each.sha256) == (len(found[each.path]), hashlib.sha256(found[each.path]).hexdigest())


def test_captions_and_transcript_go_along_where_there_are_any(designer):
    film = with_captions(out_piece(Channel.TV, transcript="Buenos días, Medellín."), "WEBVTT\n\nhola\n")
    delivery = packed([film, out_piece(Channel.RADIO)], designer, ReceiverKind.BROADCASTER)
    names = sorted(name.rpartition("/")[2] for name in inside(delivery))
    assert names.count("subtitulos.vtt") == names.count("transcripcion.txt") == 1
    found = inside(delivery)
    folder = naming.piece_folder(delivery.items.first())
    assert found[f"{folder}/subtitulos.vtt"] == b"WEBVTT\n\nhola\n"
    assert "Medellín" in found[f"{folder}/transcripcion.txt"].decode("utf-8-sig")


# -- Who shows it to everybody gets no secrets ---------------------------------------


def talkative(extension, channel, **fields):
    """A piece whose master tells where it was made, and with what."""
    fields = {"licence": "cc-by", "rights_owner": "Alcaldía de Medellín"} | fields
    piece = out_piece(channel, laden.MAKERS[extension](), name=f"puente.{extension}", **fields)
    piece.versions.update(mime=TYPES[extension].mime)
    return Piece.objects.get(pk=piece.pk)


def secrets_in(content):
    return [secret for secret in laden.SECRETS if secret in content]


def the_master(delivery):
    (item,) = delivery.items.select_related("version")
    return inside(delivery)[f"{naming.piece_folder(item)}/{naming.master_name(item.version)}"], item


@pytest.mark.parametrize(
    ("kind", "extension", "channel"),
    [
        (ReceiverKind.PRESS, "jpg", Channel.WEB),
        (ReceiverKind.PRESS, "tif", Channel.PRINT),
        (ReceiverKind.PRESS, "wav", Channel.RADIO),
        (ReceiverKind.PRESS, "mp4", Channel.TV),
        (ReceiverKind.SITE, "png", Channel.WEB),
    ],
)
def test_who_shows_it_to_everybody_gets_a_copy_without_places_and_serial_numbers(kind, extension, channel, designer):
    delivery = packed([talkative(extension, channel)], designer, kind)
    assert delivery.state == JobState.DONE, delivery.message
    content, item = the_master(delivery)
    assert secrets_in(item.version.file.open().read()), "the master itself stays as it came"
    assert all(secrets_in(each) == [] for each in inside(delivery).values())
    assert hashlib.sha256(content).hexdigest() in inside(delivery)[SUMS].decode()


@pytest.mark.parametrize(
    ("kind", "extension", "channel"),
    [(ReceiverKind.PRINTER, "tif", Channel.PRINT), (ReceiverKind.BROADCASTER, "wav", Channel.RADIO)],
)
def test_printers_and_stations_get_the_master_bit_for_bit(kind, extension, channel, designer):
    delivery = packed([talkative(extension, channel)], designer, kind)
    content, item = the_master(delivery)
    assert content == item.version.file.open().read()
    assert "Copia" not in text_of_sheet(delivery)


def test_sheet_page_and_checksums_agree_with_the_copy_that_is_inside(designer, client):
    delivery = packed([talkative("jpg", Channel.WEB)], designer, ReceiverKind.PRESS)
    content, item = the_master(delivery)
    checksum = hashlib.sha256(content).hexdigest()
    assert checksum != item.version.sha256
    text = text_of_sheet(delivery)
    for said in (checksum[:20], f"({len(content)} bytes)", "Sin las coordenadas"):
        assert said in text, said
    assert item.version.sha256[:20] not in text
    page = client.get(page_of(delivery)).content.decode()
    assert checksum in page
    assert item.version.sha256 not in page
    assert "sin coordenadas" in page


def test_what_cannot_be_freed_of_its_secrets_does_not_go_to_the_press(designer):
    def seal(pdf):
        pdf.Root.AcroForm = pdf.make_indirect(pikepdf.Dictionary(SigFlags=3, Fields=pikepdf.Array()))
        pdf.Root.Metadata = pdf.make_stream(laden.XMP, Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML)

    sealed = out_piece(Channel.PRINT, corpus.paper(change=seal), name="acta.pdf", title="Acta", licence="cc-by")
    delivery = packed([sealed], designer, ReceiverKind.PRESS)
    assert delivery.state == JobState.FAILED
    assert "«Acta»" in delivery.message
    assert "coordenadas" in delivery.message
    assert packed([sealed], designer, ReceiverKind.PRINTER).state == JobState.DONE


# -- The licence -------------------------------------------------------------------


def test_the_licence_says_whose_until_when_where_and_what_to_print(poster, designer):
    PieceCredit.objects.create(piece=poster, role="Diseño", name="Mesa de Diseño")
    text = inside(packed([poster], designer))[licence.NAME].decode("utf-8-sig")
    until = poster.rights_until
    for said in (
        "Imprenta del Sur",
        "Alcaldía de Medellín",
        "Territorio: Colombia",
        "Medios: todos los medios",
        f"Último día de uso: {until.day} de",
        "Crédito que se imprime: Diseño: Mesa de Diseño. © Alcaldía de Medellín",
        "imprimir estas piezas para la oficina",
    ):
        assert said in text, said


def test_the_licence_names_the_media_and_the_consent_and_never_the_person(designer):
    piece = out_piece(Channel.PRINT, rights_media=["print", "web"], licence="cc-by", rights_owner="Alcaldía")
    Piece.objects.filter(pk=piece.pk).update(
        shows_people=True, consents_stand=True, consents_from=timezone.localdate() - timedelta(days=3)
    )
    text = inside(packed([Piece.objects.get(pk=piece.pk)], designer))[licence.NAME].decode("utf-8-sig")
    assert "Medios: impresos, web" in text
    assert "Dieron su consentimiento" in text
    assert "Alcaldía / CC BY 4.0" in text
    assert "creativecommons.org/licenses/by/4.0" in text


# -- The sheet ---------------------------------------------------------------------


def text_of_sheet(delivery):
    document = inside(delivery)[sheet.NAME]
    done = subprocess.run([tool("pdftotext"), "-layout", "-", "-"], input=document, capture_output=True)
    assert done.returncode == 0, done.stderr
    return " ".join(done.stdout.decode().split())


def pages_of_sheet(delivery):
    """The lines of each page, without its head and foot."""
    done = subprocess.run(
        [tool("pdftotext"), "-layout", "-", "-"], input=inside(delivery)[sheet.NAME], capture_output=True
    )
    pages = done.stdout.decode().rstrip("\f").split("\f")
    return [[line for line in page.splitlines() if line.strip()][1:-1] for page in pages]


def measured(piece, facts, findings=()):
    """The newest report of the piece's master, with those facts."""
    version = piece.current_version
    from media_assets.inspection.catalogue import ENGINE
    from media_assets.inspection.specification import specification_of

    return InspectionReport.objects.create(
        version=version,
        engine=ENGINE,
        state=ProcessingState.DONE,
        specification=specification_of(piece, version).as_dict(),
        facts=facts,
        findings=[finding.as_dict() for finding in findings],
        finished_at=timezone.now(),
    )


def test_the_sheet_of_a_poster_tells_what_the_press_asks(poster, designer):
    page = {"page": 1, "width": 500.0, "height": 700.0, "bleed": [3.0, 3.0, 3.0, 3.0], "trim": [3, 3, 503, 703]}
    facts = {
        "boxes": [page],
        "pages": 1,
        "colours": {"cmyk": 4},
        "spots": {"PANTONE 485 C": 2},
        "ink": {"most": 287.4, "place": None},
        "images": [{"dpi": 301.0}, {"dpi": 322.0}],
        "pdfx": "PDF/X-4",
        "output_intent": {"condition": "FOGRA39"},
    }
    finding = Finding("resolution-low", "blocks", "60 dpi", "300 dpi")
    measured(poster, facts, [finding])
    InspectionWaiver.objects.create(
        version=poster.current_version,
        code=finding.code,
        key=finding.key,
        found=finding.found,
        expected=finding.expected,
        reason="Se ve desde tres metros.",
        given_by=factories.UserFactory(),
    )
    text = text_of_sheet(packed([poster], designer, note="500 ejemplares en propalcote"))
    for said in (
        "Afiche: El río",
        "500 × 700 mm",
        "Sangrado 3 mm 3 mm",
        "CMYK, PANTONE 485 C",
        "287,4 %",
        "301 dpi",
        "PDF/X-4",
        "FOGRA39",
        "60 dpi",
        "Se ve desde tres metros.",
        "Último día de uso",
        "Colombia",
        "500 ejemplares en propalcote",
        poster.department.name,
        poster.current_version.sha256[:20],
    ):
        assert said in text, said


def test_the_sheet_of_a_spot_tells_what_the_station_asks(designer):
    asked = factories.piece_format(
        Channel.RADIO, duration_s=30, sample_rate_hz=48000, loudness_lufs=-23, true_peak_dbtp=-1
    )
    spot = out_piece(Channel.RADIO, format=asked)
    sound = {"sample_rate": 48000, "channels": 2, "loudness": -23.1, "true_peak": -1.4, "codec": "pcm_s24le"}
    measured(spot, {"seconds": 30.0, "sound": sound})
    text = text_of_sheet(packed([spot], designer, ReceiverKind.BROADCASTER))
    for said in ("30 s", "48 kHz", "estéreo", "−23,1 LUFS", "−1,4 dBTP", "PCM 24"):
        assert said in text, said


def test_the_sheet_of_a_commercial_tells_picture_and_sound(designer):
    asked = factories.piece_format(Channel.TV, width_px=1920, height_px=1080, frame_rate=25, duration_s=30)
    film = with_captions(out_piece(Channel.TV, format=asked))
    picture = {
        "width": 1920,
        "height": 1080,
        "frame_rate": 25.0,
        "codec": "prores",
        "profile": "HQ",
        "bit_rate": 180_000_000,
    }
    measured(film, {"kind": "video", "seconds": 30.0, "picture": picture, "sound": {"loudness": -23.0, "channels": 2}})
    text = text_of_sheet(packed([film], designer, ReceiverKind.BROADCASTER))
    for said in ("1920 × 1080 px", "PRORES HQ", "180 Mbit/s", "−23 LUFS", "Subtítulos"):
        assert said in text, said


def test_long_and_strange_words_do_not_stop_the_sheet(designer):
    piece = out_piece(title="Ñ" * 150, description="<b>#{}$" * 20, rights_owner="💧 " + "palabra" * 20)
    delivery = packed([piece], designer, receiver="Imprenta “[#let]” " + "x" * 120, note="{{ }} $x$ #panic()\n" * 9)
    assert delivery.state == JobState.DONE, delivery.message


@pytest.mark.parametrize("lines", range(0, 24, 3))
def test_no_page_of_the_sheet_holds_the_last_lines_of_another_alone(poster, designer, lines):
    delivery = packed([poster], designer, note="Una línea del pedido.\n" * lines)
    pages = pages_of_sheet(delivery)
    assert all(len(page) >= 5 for page in pages), pages


# -- Names -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd",
        "..\\..\\system.ini",
        "C:\\afiche.pdf",
        "/etc/afiche.pdf",
        "a\nb.pdf",
        "\u202egpj.exe",
        ".",
        "",
    ],
)
def test_no_name_leads_out_of_the_folder(name, designer):
    piece = out_piece(title=name or "…", name=name or "…")
    delivery = packed([piece], designer, receiver=name or "…")
    for path in opened(delivery).namelist():
        assert path.startswith(f"entrega-{delivery.pk}-")
        assert all(part not in ("", ".", "..") for part in path.split("/"))
        assert path.isascii()
        assert path.isprintable()
        assert not set(path) & set("\\:")


def test_pieces_with_one_title_and_one_file_name_lie_side_by_side(designer):
    twins = [out_piece(title="Afiche", name="afiche.pdf", content=content) for content in (b"uno", b"dos")]
    found = inside(packed(twins, designer))
    assert found["01-afiche/afiche.bin"] == b"uno"
    assert found["02-afiche/afiche.bin"] == b"dos"


@given(title=st.text(max_size=160), name=st.text(min_size=1, max_size=160))
def test_any_words_make_a_name_that_every_system_takes(title, name):
    item = DeliveryItem(position=7, title=title)
    version = PieceVersion(original_name=name)
    version.file.name = "piezas/1/v1/master.pdf"
    for part in (naming.piece_folder(item), naming.master_name(version)):
        assert 0 < len(part) <= 90
        assert set(part) <= set("abcdefghijklmnopqrstuvwxyz0123456789-.")
        assert not part.startswith((".", "-"))
        assert ".." not in part


# -- The archive -------------------------------------------------------------------


def test_bytes_that_are_not_those_of_the_master_are_not_packed():
    with pytest.raises(NotTheMaster), Archive(io.BytesIO(), "entrega", timezone.now()) as archive:
        archive.copy("afiche.pdf", io.BytesIO(b"otro"), 4, "ab" * 32)
    with pytest.raises(NotTheMaster), Archive(io.BytesIO(), "entrega", timezone.now()) as archive:
        archive.copy("afiche.pdf", io.BytesIO(b"corto"), 9)
    with pytest.raises(NotTheMaster), Archive(io.BytesIO(), "entrega", timezone.now()) as archive:
        archive.copy("afiche.pdf", io.BytesIO(b"largo"), 2)


def test_a_stored_master_that_changed_is_told_and_nothing_is_handed_out(poster, designer):
    poster.current_version.file.storage.delete(poster.current_version.file.name)
    poster.current_version.file.storage.save(
        poster.current_version.file.name, ContentFile(b"x" * poster.current_version.size)
    )
    delivery = packed([poster], designer)
    assert delivery.state == JobState.FAILED
    assert "no es el que se subió" in delivery.message
    assert not delivery.file


def test_a_master_that_is_missing_is_told(poster, designer):
    poster.current_version.file.storage.delete(poster.current_version.file.name)
    delivery = packed([poster], designer)
    assert delivery.state == JobState.FAILED
    assert "no está en el almacén" in delivery.message


class Zeros(io.RawIOBase):
    """So many bytes of nothing, without holding them."""

    def __init__(self, size):
        self.left = size

    def read(self, size=-1):
        count = min(self.left, size)
        self.left -= count
        return bytes(count)


class Sparse(io.RawIOBase):
    """A file that forgets runs of zeros: its size and its ends are true, and it takes no room."""

    def __init__(self):
        self.at = self.end = 0
        self.kept = {}

    def seekable(self):
        return True

    def tell(self):
        return self.at

    def seek(self, offset, whence=0):
        self.at = {0: 0, 1: self.at, 2: self.end}[whence] + offset
        return self.at

    def write(self, data):
        if len(data) < 65536:
            self.kept[self.at] = bytes(data)
        self.at += len(data)
        self.end = max(self.end, self.at)
        return len(data)

    def flush(self):
        pass


def test_what_passes_four_gigabytes_has_the_longer_headers_and_nothing_is_held(monkeypatch):
    size = 4 * 1024**3 + 5
    file = Sparse()
    monkeypatch.setattr(zipfile, "crc32", lambda data, crc=0: 0)
    monkeypatch.setattr("media_assets.delivery.archive.hashlib.sha256", lambda *data: Nothing())
    with Archive(file, "entrega-1", timezone.now()) as archive:
        archive.copy("01-pelicula/pelicula.mov", Zeros(size), size)
        archive.add("LICENCIA.txt", b"texto")
    header = file.kept[0]
    assert header[:4] == b"PK\x03\x04"
    assert size.to_bytes(8, "little") in header + file.kept.get(len(header), b"")
    assert any(kept.startswith(b"PK\x06\x06") for kept in file.kept.values())
    assert file.end > size


class Nothing:
    def update(self, data):
        pass

    def hexdigest(self):
        return "ab" * 32


def test_what_is_small_has_the_plain_headers_that_old_programs_read(poster, designer):
    content = packed([poster], designer).file.open().read()
    assert b"PK\x06\x06" not in content
    for entry in zipfile.ZipFile(io.BytesIO(content)).infolist():
        assert entry.extract_version <= 20
        assert entry.flag_bits & 0x08 == 0
