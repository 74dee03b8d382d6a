"""The press kit of a bulletin: what is in it, what never is, and who gets it."""

import io
import zipfile
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from django.utils.html import strip_tags
from PIL import Image
from wagtail.rich_text import RichText

from editorial import press_kit
from editorial.models import BulletinContact, BulletinPiece
from editorial.tasks import prepare_downloads
from media_assets.models import Channel, DerivativeKind, Licence, PieceDerivative, PieceVersion
from tests import factories

pytestmark = pytest.mark.django_db

GPS = 0x8825


@pytest.fixture(autouse=True)
def _own_store(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def camera_jpeg(width=600, height=400):
    """A photograph as a telephone makes it: turned, with the place where it was taken."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Cámara de prueba"
    exif.get_ifd(GPS)[1] = "N"
    exif.get_ifd(GPS)[2] = (6.0, 15.0, 9.0)
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), (30, 90, 160)).save(buffer, "JPEG", exif=exif)
    return buffer.getvalue()


def piece_with_master(title="Afiche", mime="application/pdf", extension="pdf", content=b"%PDF-1.4 arte", **fields):
    fields = {"channel": Channel.PRINT, "live": True, "licence": Licence.CC_BY, "rights_owner": "Distrito"} | fields
    piece = factories.piece(title=title, **fields)
    version = PieceVersion(
        piece=piece,
        number=1,
        original_name=f"arte.{extension}",
        mime=mime,
        kind="pdf",
        size=len(content),
        sha256="0" * 64,
    )
    version.file.save(f"arte.{extension}", ContentFile(content), save=False)
    version.save()
    preview = PieceDerivative(version=version, kind=DerivativeKind.COVER, mime="image/jpeg", width=600, height=400)
    preview.file.save("portada.jpg", ContentFile(factories.picture_bytes()), save=False)
    preview.save()
    piece.current_version = version
    piece.save()
    return piece


def bulletin(*pieces, **fields):
    page = factories.bulletin(**fields)
    for order, piece in enumerate(pieces):
        BulletinPiece.objects.create(page=page, piece=piece, sort_order=order)
    page.refresh_from_db()
    return page


def kit_of(client, page) -> zipfile.ZipFile:
    response = client.get(page.press_kit_url)
    assert response.status_code == 200
    return zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))


def names(kit):
    return sorted(name.partition("/")[2] for name in kit.namelist())


def text(kit, name):
    found = next(path for path in kit.namelist() if path.endswith(name))
    return kit.read(found).decode("utf-8-sig")


def test_kit_has_text_pdf_photographs_pieces_and_credits(client):
    image = factories.ImageFactory(title="La calle abierta", credit="Archivo de la ciudad")
    page = bulletin(
        piece_with_master("Afiche de la calle"), title="Abre la calle", slug="abre-la-calle", lead_image=image
    )
    BulletinContact.objects.create(page=page, name="Mesa de prensa", email="prensa@example.org")
    with kit_of(client, page) as kit:
        assert kit.testzip() is None
        assert names(kit) == [
            "LEEME.txt",
            "abre-la-calle.docx",
            "abre-la-calle.pdf",
            "abre-la-calle.txt",
            "fotografias/01-la-calle-abierta.jpg",
            "piezas/afiche-de-la-calle.pdf",
        ]
        said = text(kit, "abre-la-calle.txt")
        assert "Abre la calle" in said
        assert "abre la convocatoria el lunes" in said
        assert "prensa@example.org" in said
        credits = text(kit, "LEEME.txt")
        assert "Archivo de la ciudad" in credits
        assert "Distrito" in credits
        assert "Creative Commons" in credits
        assert "prensa@example.org" in credits


def test_photographs_tell_neither_place_nor_camera_and_stand_upright(client):
    image = factories.ImageFactory(file=ContentFile(camera_jpeg(), name="telefono.jpg"))
    with kit_of(client, bulletin(lead_image=image)) as kit:
        path = next(path for path in kit.namelist() if path.endswith(".jpg"))
        photograph = Image.open(io.BytesIO(kit.read(path)))
        assert photograph.size == (400, 600)
        assert not dict(photograph.getexif())
        assert b"prueba" not in kit.read(path)


def test_photographs_are_at_most_3000_pixels(client):
    image = factories.ImageFactory(file=ContentFile(camera_jpeg(4200, 900), name="ancha.jpg"))
    with kit_of(client, bulletin(lead_image=image)) as kit:
        path = next(path for path in kit.namelist() if path.endswith(".jpg"))
        assert max(Image.open(io.BytesIO(kit.read(path))).size) == 3000


def test_each_photograph_is_there_once_with_its_caption(client):
    image = factories.ImageFactory()
    figure = {"image": image, "alt_text": "", "caption": "Lo que pasa aquí", "credit": ""}
    page = bulletin(lead_image=image, body=[("figure", figure), ("gallery", {"title": "", "items": [figure, figure]})])
    with kit_of(client, page) as kit:
        assert sum(path.endswith(".jpg") for path in kit.namelist()) == 1
        assert "Lo que pasa aquí" in text(kit, "LEEME.txt")


@pytest.mark.parametrize("licence", [Licence.BOUGHT, Licence.EDITORIAL])
def test_what_was_bought_for_one_use_stays_at_home(client, licence):
    page = bulletin(piece_with_master(licence=licence), lead_image=factories.ImageFactory(licence=licence))
    with kit_of(client, page) as kit:
        assert not [name for name in names(kit) if "/" in name]


def test_piece_whose_rights_are_reserved_is_given_as_its_preview(client):
    with kit_of(client, bulletin(piece_with_master("Afiche", licence=Licence.OWN))) as kit:
        assert "piezas/afiche.jpg" in names(kit)
        assert "piezas/afiche.pdf" not in names(kit)


@pytest.mark.parametrize(
    "fields",
    [
        {"live": False},
        {"rights_until": timezone.localdate() - timedelta(days=1)},
        {"rights_from": timezone.localdate() + timedelta(days=2)},
        {"expire_at": timezone.now() - timedelta(minutes=1)},
    ],
    ids=["draft", "rights ended", "rights to come", "expired"],
)
def test_piece_that_is_not_public_is_not_in_the_kit(client, fields):
    with kit_of(client, bulletin(piece_with_master("Secreto", **fields))) as kit:
        assert not [name for name in names(kit) if name.startswith("piezas/")]
        assert "Secreto" not in text(kit, "LEEME.txt")


def test_piece_that_is_withdrawn_leaves_the_kit_at_once(client):
    piece = piece_with_master("Afiche")
    page = bulletin(piece)
    with kit_of(client, page) as kit:
        assert "piezas/afiche.pdf" in names(kit)
    piece.unpublish()
    with kit_of(client, page) as kit:
        assert "piezas/afiche.pdf" not in names(kit)


def test_heavy_master_is_named_and_not_packed(client, monkeypatch):
    monkeypatch.setattr(press_kit, "LARGEST_PIECE_BYTES", 5)
    piece = piece_with_master("Comercial")
    with kit_of(client, bulletin(piece)) as kit:
        assert not [name for name in names(kit) if name.startswith("piezas/")]
        assert piece.get_absolute_url() in text(kit, "LEEME.txt")


def test_files_that_are_gone_do_not_spoil_the_kit(client):
    piece, image = piece_with_master("Afiche"), factories.ImageFactory()
    page = bulletin(piece, lead_image=image)
    image.file.storage.delete(image.file.name)
    default_storage.delete(piece.current_version.file.name)
    with kit_of(client, page) as kit:
        assert kit.testzip() is None
        assert piece.get_absolute_url() in text(kit, "LEEME.txt")


def test_names_in_the_kit_are_plain_and_stay_in_its_folder(client):
    hostile = factories.ImageFactory(title="../../etc/passwd\u202e\x07gpj")
    page = bulletin(piece_with_master("..\\..\\Ñandú <b>"), lead_image=hostile)
    with kit_of(client, page) as kit:
        for name in kit.namelist():
            assert ".." not in name
            assert name.isascii()
            assert name.startswith(f"{page.slug}/")


def test_kit_is_named_by_the_number_of_its_bulletin(client):
    page = bulletin()
    type(page).objects.filter(pk=page.pk).update(number=42, year=2026)
    response = client.get(page.press_kit_url)
    assert 'attachment; filename="kit-boletin-042-de-2026.zip"' in response["Content-Disposition"]


def test_kit_is_made_in_the_background(client, monkeypatch):
    page = bulletin()
    prepare_downloads.call(page.pk)

    def never(*args, **kwargs):
        raise AssertionError("the file was there")

    monkeypatch.setattr(press_kit, "write", never)
    assert client.get(page.press_kit_url).status_code == 200


def test_unpublished_bulletin_has_no_kit(client):
    page = bulletin()
    url = page.press_kit_url
    assert client.get(url).status_code == 200
    page.unpublish()
    assert client.get(url).status_code in (404, 410)


def test_draft_and_embargoed_bulletins_have_no_kit(client):
    draft = bulletin(live=False)
    assert draft.press_kit_url == ""
    assert client.get(f"/boletines/{draft.slug}/kit.zip").status_code == 404
    held = bulletin(embargo_until=timezone.now() + timedelta(hours=1))
    assert client.get(held.press_kit_url).status_code == 404


def test_only_bulletins_have_a_kit(client):
    assert client.get(f"{factories.edition().url}kit.zip").status_code == 404


def test_heavy_kit_is_left_to_the_worker_and_asked_of_it_once(client, monkeypatch):
    from django.tasks import task_backends

    from editorial.views import downloads as doors

    monkeypatch.setattr(doors, "KIT_AT_ONCE_BYTES", 5)
    page = bulletin(piece_with_master("Comercial"))
    task_backends["background"].clear()
    for _ in range(2):
        response = client.get(page.press_kit_url)
        assert response.status_code == 503
        assert response["Retry-After"]
    assert len(task_backends["background"].results) == 1
    prepare_downloads.call(page.pk)
    assert client.get(page.press_kit_url).status_code == 200


def test_word_processor_file_is_well_formed_and_says_what_the_bulletin_says(client):
    body = [
        ("paragraph", RichText('<p>Uno <b>dos</b> &amp; <a href="https://example.org/?a=1&amp;b=2">tres</a></p>')),
        ("table", {"caption": "Montos", "table": {"data": [["Línea", "Cupos"], ["Parques", "25"]]}, "source": ""}),
        ("quote", {"text": "Caminar <es> cuidar\x0b", "speaker": "Movilidad", "office": ""}),
    ]
    with kit_of(client, bulletin(title="Abre «la» calle & el parque", body=body)) as kit:
        name = next(name for name in kit.namelist() if name.endswith(".docx"))
        with zipfile.ZipFile(io.BytesIO(kit.read(name))) as package:
            assert package.testzip() is None
            for part in package.namelist():
                ElementTree.fromstring(package.read(part))
            document = package.read("word/document.xml").decode()
            links = package.read("word/_rels/document.xml.rels").decode()
    said = strip_tags(document)
    for expected in ("Uno dos", "tres", "Parques", "25", "Caminar &lt;es&gt; cuidar", "el parque"):
        assert expected in said
    assert "https://example.org/?a=1&amp;b=2" in links
