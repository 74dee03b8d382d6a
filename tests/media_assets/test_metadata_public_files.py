"""A source full of places and serial numbers is published, and every door to the public is tried."""

import hashlib
import io
import zipfile

import pikepdf
import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.tasks import task_backends
from django.urls import reverse
from wagtail.models import Collection

from editorial import press_kit
from media_assets import renditions, tasks
from media_assets.derivatives.making import carry_out
from media_assets.intake import bounded
from media_assets.masters import add_master
from media_assets.metadata import records
from media_assets.metadata import tasks as metadata_tasks
from media_assets.metadata.public_copies import Withheld, public_copy, public_file
from media_assets.metadata.reading import read
from media_assets.models import (
    Channel,
    DerivativeKind,
    EditorialDocument,
    EditorialImage,
    EditorialMedia,
    FileMetadata,
    Licence,
    PublicState,
)
from tests import factories
from tests.media_assets import corpus, laden

pytestmark = pytest.mark.django_db

#: A master of each kind that a channel takes.
MASTERS = {
    "jpg": Channel.WEB,
    "png": Channel.WEB,
    "webp": Channel.WEB,
    "gif": Channel.WEB,
    "svg": Channel.WEB,
    "tif": Channel.PRINT,
    "pdf": Channel.PRINT,
    "wav": Channel.RADIO,
    "mp3": Channel.RADIO,
    "mp4": Channel.TV,
    "mov": Channel.TV,
}


def published(extension, designer, licence=Licence.CC_BY, data=None):
    """A published piece with that master, and all that is made of it."""
    piece = factories.piece(MASTERS[extension], title="Puente reabierto", licence=licence, rights_owner="Alcaldía")
    piece.credits.create(role="Fotografía", name="Unidad de Fotografía")
    data = laden.MAKERS[extension]() if data is None else data
    upload = SimpleUploadedFile(f"puente.{extension}", data)
    version = add_master(piece, upload, filename=upload.name, user=designer)
    piece.current_version, piece.live = version, True
    piece.save()
    tasks.prepare_version.func(version.pk)
    for job in version.derivative_jobs.all():
        carry_out(job.pk, f"worker-{job.pk}")
    return version


def body(response):
    return b"".join(response.streaming_content)


def unfolded(content):
    """The bytes of a file, and of what its container has folded."""
    if content[:4] == b"%PDF":
        with pikepdf.open(io.BytesIO(content)) as pdf:
            return content + b"".join(o.read_raw_bytes() for o in pdf.objects if isinstance(o, pikepdf.Stream))
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return content + b"".join(package.read(name) for name in package.namelist())
    return content


def secrets_in(content):
    return [secret for secret in laden.SECRETS if secret in unfolded(content)]


@pytest.mark.parametrize("extension", MASTERS)
def test_no_public_door_of_a_piece_tells_a_secret(client, designer, extension):
    version = published(extension, designer)
    assert secrets_in(version.file.read()), "the master itself stays as it came"
    doors = [version.url, f"{version.url}?descargar"]
    doors += [derivative.url for derivative in version.derivatives.exclude(kind=DerivativeKind.PROOF)]
    for url in doors:
        response = client.get(url)
        assert response.status_code == 200, url
        assert secrets_in(body(response)) == [], url
    assert version.derivatives.exists()


def test_the_public_gets_a_copy_and_the_office_the_master_bit_for_bit(client, designer, tmp_path):
    version = published("jpg", designer)
    public = client.get(version.url)
    copy = body(public)
    assert public["ETag"].strip('"') == hashlib.sha256(copy).hexdigest()
    (tmp_path / "copy.jpg").write_bytes(copy)
    said = read(tmp_path / "copy.jpg", "jpg")
    assert said.creators == ("Unidad de Fotografía",)
    assert said.copyright == "© Alcaldía"
    assert said.web_statement.startswith("https://creativecommons.org/licenses/by/4.0/")
    assert said.usage_terms == "Creative Commons Atribución 4.0"
    assert client.get(f"{version.url}?original").status_code == 404
    client.force_login(designer)
    assert body(client.get(version.url)) == copy, "one address has one content, or caches would mix them"
    master = client.get(f"{version.url}?original")
    assert hashlib.sha256(body(master)).hexdigest() == version.sha256
    assert master["Cache-Control"] == "private, no-cache"


def test_a_master_that_tells_nothing_is_given_as_it_is(client, designer):
    version = published("jpg", designer, data=corpus.photograph(size=(600, 400)))
    assert version.metadata.public_state == PublicState.AS_IS
    assert hashlib.sha256(body(client.get(version.url))).hexdigest() == version.sha256


def test_a_part_of_the_clean_copy_is_served_as_a_part(client, designer):
    version = published("mp4", designer, licence=Licence.OWN)
    whole = body(client.get(version.url))
    part = client.get(version.url, headers={"Range": "bytes=100-199"})
    assert part.status_code == 206
    assert body(part) == whole[100:200]


def test_what_cannot_be_cleaned_is_not_given_to_the_public(client, designer):
    def seal(pdf):
        pdf.Root.AcroForm = pdf.make_indirect(pikepdf.Dictionary(SigFlags=3, Fields=pikepdf.Array()))
        pdf.Root.Metadata = pdf.make_stream(laden.XMP, Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML)

    version = published("pdf", designer, data=corpus.paper(change=seal))
    assert client.get(version.url).status_code == 404
    version.metadata.refresh_from_db()
    assert version.metadata.public_state == PublicState.WITHHELD
    client.force_login(designer)
    assert client.get(version.url).status_code == 200


def test_a_master_from_before_is_read_when_it_is_first_asked_for(client, designer):
    version = published("jpg", designer)
    FileMetadata.objects.all().delete()
    assert secrets_in(body(client.get(version.url))) == []
    assert FileMetadata.objects.get().public_state == PublicState.COPY


def test_a_large_copy_is_left_to_the_worker(client, designer, monkeypatch):
    monkeypatch.setattr("media_assets.metadata.public_copies.SMALL", 10)
    version = published("jpg", designer)
    response = client.get(version.url)
    assert response.status_code == 503
    assert response["Retry-After"]
    metadata_tasks.make_public_copy.func(version.metadata.pk)
    assert client.get(version.url).status_code == 200


def test_many_readers_remind_the_worker_of_a_large_copy_once(client, designer, monkeypatch):
    monkeypatch.setattr("media_assets.metadata.public_copies.SMALL", 10)
    version = published("jpg", designer)
    task_backends["background"].clear()
    assert {client.get(version.url).status_code for _n in range(3)} == {503}
    assert len(task_backends["background"].results) == 1


def test_background_work_is_given_the_copy_at_once_and_with_what_people_wrote_by_now(designer, monkeypatch, tmp_path):
    monkeypatch.setattr("media_assets.metadata.public_copies.SMALL", 10)
    version = published("jpg", designer)
    for owner in ("Distrito de Medellín", "Otra oficina"):
        version.piece.rights_owner = owner
        version.piece.save()
        content = public_copy(version).file.read()
        assert secrets_in(content) == []
        (tmp_path / "copy.jpg").write_bytes(content)
        assert read(tmp_path / "copy.jpg", "jpg").copyright == f"© {owner}"


def test_a_file_that_was_replaced_while_its_copy_was_made_goes_nowhere(designer, monkeypatch):
    version = published("jpg", designer)
    record = version.metadata

    def replaced_meanwhile(*args, **kwargs):
        FileMetadata.objects.filter(pk=record.pk).update(stored_name="otro.jpg")
        return ask(*args, **kwargs)

    ask = bounded.ask
    monkeypatch.setattr("media_assets.metadata.public_copies.bounded.ask", replaced_meanwhile)
    for door in (public_file, public_copy):
        with pytest.raises(Withheld):
            door(version)


def test_a_changed_credit_is_written_into_every_public_file(client, designer, tmp_path):
    version = published("jpg", designer)
    client.get(version.url)
    version.piece.rights_owner = "Distrito de Medellín"
    version.piece.save()
    metadata_tasks.label_version.func(version.pk)
    metadata_tasks.label_version.func(version.pk)
    for derivative in version.derivatives.all():
        path = tmp_path / derivative.file.name.rpartition("/")[2]
        path.write_bytes(body(client.get(derivative.url)))
        assert read(path, path.suffix[1:]).copyright == "© Distrito de Medellín", derivative.kind
    (tmp_path / "copy.jpg").write_bytes(body(client.get(version.url)))
    assert read(tmp_path / "copy.jpg", "jpg").copyright == "© Distrito de Medellín"


@pytest.mark.parametrize("extension", ["mp4", "wav"])
def test_films_and_sounds_say_whose_they_are(client, designer, extension, tmp_path):
    version = published(extension, designer)
    kinds = {"mp4": ["mp4-720"], "wav": ["mp3", "opus"]}[extension]
    for kind in kinds:
        derivative = version.derivatives.get(kind=kind)
        path = tmp_path / derivative.file.name.rpartition("/")[2]
        path.write_bytes(body(client.get(derivative.url)))
        said = read(path, path.suffix[1:])
        assert (said.title, said.creators) == ("Puente reabierto", ("Unidad de Fotografía",))
        assert said.copyright == "© Alcaldía"
        assert said.private == ()


def test_the_proof_says_whose_it_is_and_holds_no_secret(designer):
    version = published("pdf", designer)
    content = version.derivatives.get(kind=DerivativeKind.PROOF).file.read()
    assert secrets_in(content) == []
    with pikepdf.open(io.BytesIO(content)) as pdf, pdf.open_metadata() as words:
        assert words["dc:rights"] == "© Alcaldía"


# -- Photographs ----------------------------------------------------------------------


@pytest.fixture
def photograph(db):
    image = EditorialImage(title="Puente", credit="Unidad de Fotografía", licence=Licence.CC_BY)
    image.file = ContentFile(laden.jpeg(corpus.photograph(size=(900, 600))), name="puente.jpg")
    image.description = "Un puente amarillo"
    image.save()
    return image


def test_no_rendition_of_a_photograph_tells_a_secret(photograph, tmp_path):
    renditions.prepare(photograph)
    made = list(photograph.renditions.all())
    # Sizes that Wagtail makes by itself, for an editor or a template of another hand.
    made += [
        photograph.get_rendition(spec)
        for spec in (
            "original",
            "width-300",
            "max-200x200|format-webp",
            "fill-50x50|format-png",
            "width-64|format-avif",
        )
    ]
    for rendition in made:
        content = rendition.file.read()
        assert secrets_in(content) == [], rendition.filter_spec
        path = tmp_path / rendition.file.name.rpartition("/")[2]
        path.write_bytes(content)
        said = read(path, path.suffix[1:])
        assert said.private == (), rendition.filter_spec
        if rendition.filter_spec != "width-64|format-avif":
            assert said.credit == "Unidad de Fotografía", rendition.filter_spec
            assert said.alt_text == "Un puente amarillo"


def test_what_is_said_of_a_photograph_costs_little(photograph):
    renditions.prepare(photograph)
    labelled = sum(rendition.file.size for rendition in photograph.renditions.all())
    for rendition in photograph.renditions.all():
        rendition.delete()
    original = renditions.Original(
        photograph, filters := [renditions.PreparedFilter(s) for s in renditions.all_specs(900)]
    )
    for spec in filters:
        spec.original = original
        photograph.create_rendition(spec)
    bare = sum(rendition.file.size for rendition in photograph.renditions.all())
    assert (labelled - bare) / len(filters) < 2000


def test_a_changed_credit_reaches_the_renditions_without_a_second_encoding(photograph, tmp_path):
    renditions.prepare(photograph)
    names = set(photograph.renditions.values_list("file", flat=True))
    photograph.credit = "Otra oficina"
    photograph.save()
    assert renditions.prepare(photograph) == 0
    assert set(photograph.renditions.values_list("file", flat=True)) == names
    for rendition in photograph.renditions.all():
        path = tmp_path / rendition.file.name.rpartition("/")[2]
        path.write_bytes(rendition.file.read())
        assert read(path, path.suffix[1:]).credit == "Otra oficina", rendition.filter_spec


# -- Documents and recordings of pages --------------------------------------------------


@pytest.mark.parametrize("extension", ["pdf", "docx"])
def test_a_document_of_a_page_goes_out_clean(client, editor, extension):
    document = EditorialDocument(title="Informe", collection=Collection.get_first_root_node())
    document.file.save(f"informe.{extension}", ContentFile(laden.MAKERS[extension]()), save=True)
    factories.bulletin(body=[("download", {"document": document})])
    response = client.get(document.url)
    assert response.status_code == 200
    assert response["Cache-Control"].startswith("public")
    assert secrets_in(body(response)) == []
    client.force_login(editor)
    assert secrets_in(body(client.get(document.url)))


def test_a_recording_of_a_page_goes_out_clean(client):
    media = EditorialMedia(title="Entrevista", type="video", duration=2)
    media.file.save("entrevista.mp4", ContentFile(laden.film()), save=True)
    factories.bulletin(body=[("video", {"media": media})])
    response = client.get(media.url)
    assert response.status_code == 200
    assert secrets_in(body(response)) == []


def test_a_photograph_put_before_a_film_as_its_still_goes_out_clean(client):
    media = EditorialMedia(title="Entrevista", type="video", duration=2)
    media.file.save("entrevista.mp4", ContentFile(corpus.recording("mp4", video="libx264", audio="aac")), save=False)
    media.thumbnail.save("foto.jpg", ContentFile(laden.jpeg()), save=True)
    factories.bulletin(body=[("video", {"media": media})])
    for _again in range(2):
        response = client.get(media.thumbnail_url)
        assert response.status_code == 200
        assert secrets_in(body(response)) == []


def test_the_press_kit_holds_no_secret(client, designer, photograph):
    version = published("jpg", designer)
    page = factories.bulletin(lead_image=photograph)
    page.pieces.create(piece=version.piece, sort_order=0)
    output = io.BytesIO()
    press_kit.write(page, output, b"%PDF-1.4")
    with zipfile.ZipFile(output) as kit:
        assert sum(name.endswith(".jpg") for name in kit.namelist()) == 2
    assert secrets_in(output.getvalue()) == []


def test_the_copy_goes_with_its_piece(designer, client, django_capture_on_commit_callbacks):
    version = published("jpg", designer)
    client.get(version.url)
    copy = version.metadata.__class__.objects.get().public_copy
    assert copy.storage.exists(copy.name)
    with django_capture_on_commit_callbacks(execute=True):
        FileMetadata.objects.all().delete()
    assert not copy.storage.exists(copy.name)


def test_every_kind_of_file_is_read_when_it_comes_in(designer):
    version = published("jpg", designer)
    assert records.of(version).said["headline"] == laden.WORDS["headline"]
    assert records.of(version).filled == []
    assert reverse("piece_master", args=[version.pk, version.original_name]) == version.url
