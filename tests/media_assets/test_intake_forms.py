"""Whatever screen takes a file, a bad one is refused in Spanish at its field and leaves nothing."""

import errno
import os

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from media_assets import renditions
from media_assets.intake import bounded
from media_assets.models import EditorialDocument, EditorialImage, EditorialMedia
from tests import factories
from tests.media_assets import corpus

pytestmark = pytest.mark.django_db

NOT_A_PHOTOGRAPH = b"<script>alert(1)</script>"


def form_data(**values):
    return {"title": "Un archivo", "collection": "1", "tags": "", "credit": "", "licence": "own"} | values


@pytest.fixture
def desk(client, superuser):
    client.force_login(superuser)
    return client


def error_of(response, field="file"):
    return " ".join(response.context["form"].errors[field])


def test_a_page_renamed_to_photograph_is_refused_at_the_field(desk):
    upload = SimpleUploadedFile("calle.jpg", NOT_A_PHOTOGRAPH)
    response = desk.post(reverse("wagtailimages:add"), form_data(file=upload))
    assert response.status_code == 200
    assert "el contenido es" in error_of(response)
    assert not EditorialImage.objects.exists()


def test_an_empty_photograph_is_refused_in_our_words(desk):
    response = desk.post(reverse("wagtailimages:add"), form_data(file=SimpleUploadedFile("calle.jpg", b"")))
    assert "vacío" in error_of(response)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "GIF", "AVIF", "HEIF"])
def test_every_photograph_format_is_taken(desk, kind):
    name = f"calle.{ {'JPEG': 'jpg', 'TIFF': 'tif', 'HEIF': 'heic'}.get(kind, kind.lower()) }"
    upload = SimpleUploadedFile(name, corpus.photograph(kind, size=(600, 400)))
    response = desk.post(reverse("wagtailimages:add"), form_data(file=upload))
    assert response.status_code == 302, error_of(response)
    image = EditorialImage.objects.get()
    assert image.width == 600
    assert renditions.prepare(image) > 0


def test_a_replaced_photograph_loses_its_old_sizes_and_is_prepared_again(desk, django_capture_on_commit_callbacks):
    image = factories.ImageFactory()
    renditions.prepare(image)
    with django_capture_on_commit_callbacks() as callbacks:
        response = desk.post(
            reverse("wagtailimages:edit", args=[image.pk]),
            form_data(file=SimpleUploadedFile("otra.jpg", corpus.photograph(size=(500, 300)))),
        )
    assert response.status_code == 302, error_of(response)
    assert [each for each in callbacks if "prepare_renditions" in repr(each)]
    assert not image.renditions.exists()
    image.refresh_from_db()
    renditions.prepare(image)
    assert max(rendition.width for rendition in image.renditions.all()) == 500


def test_many_photographs_at_once_tell_which_one_is_bad_and_why(desk):
    upload = SimpleUploadedFile("calle.png", NOT_A_PHOTOGRAPH)
    response = desk.post(
        reverse("wagtailimages:add_multiple"), {"title": "calle", "collection": "1", "files[]": upload}
    )
    answer = response.json()
    assert answer["success"] is False
    assert "el contenido es" in answer["error_message"]
    assert not EditorialImage.objects.exists()


def test_many_documents_at_once_tell_which_one_is_bad_and_why(desk):
    upload = SimpleUploadedFile("acta.pdf", b"%PDF-1.7\nbroken")
    response = desk.post(reverse("wagtaildocs:add_multiple"), {"title": "acta", "collection": "1", "files[]": upload})
    assert "cortado" in response.json()["error_message"]
    assert not EditorialDocument.objects.exists()


def test_a_document_is_stored_under_a_plain_name(desk):
    upload = SimpleUploadedFile("Acta n.º 7 – Niñez.txt", "Sesión ordinaria".encode())
    response = desk.post(reverse("wagtaildocs:add"), form_data(file=upload, summary=""))
    assert response.status_code == 302, response.context["form"].errors
    assert EditorialDocument.objects.get().filename.startswith("acta-n-o-7-ninez")


def test_a_recording_is_measured_and_not_asked_for_its_length(desk):
    upload = SimpleUploadedFile("cuña.wav", factories.sound_bytes(seconds=2))
    response = desk.post(reverse("wagtailmedia:add", args=["audio"]), form_data(file=upload, transcript="Hola"))
    assert response.status_code == 302, response.context["form"].errors
    assert EditorialMedia.objects.get().duration == pytest.approx(2)


def test_bad_captions_say_at_which_line(desk):
    captions = SimpleUploadedFile("cuña.vtt", b"WEBVTT\n\n00:05.000 --> 00:01.000\nHola\n")
    response = desk.post(
        reverse("wagtailmedia:add", args=["audio"]),
        form_data(file=SimpleUploadedFile("c.wav", factories.sound_bytes()), captions=captions),
    )
    assert "3" in error_of(response, "captions")
    assert not EditorialMedia.objects.exists()


def test_a_form_with_another_error_keeps_the_accepted_file_out_of_the_library(desk):
    response = desk.post(
        reverse("wagtailimages:add"),
        form_data(title="", file=SimpleUploadedFile("calle.jpg", factories.picture_bytes())),
    )
    assert "title" in response.context["form"].errors
    assert not EditorialImage.objects.exists()


def test_what_passes_the_limit_is_counted_and_leaves_nothing_on_the_disk(settings, rf, tmp_path):
    settings.ROTATIVA_MAX_UPLOAD_BYTES = 200_000
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 1000
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path
    files = {
        "grande": SimpleUploadedFile("grande.mp4", b"0" * 500_000),
        "normal": SimpleUploadedFile("normal.mp4", b"1" * 100_000),
    }
    request = rf.post("/", files)
    large, normal = request.FILES["grande"], request.FILES["normal"]
    assert (large.name, large.size, large.read()) == ("grande.mp4", 500_000, b"")
    assert normal.read() == b"1" * 100_000
    assert len(list(tmp_path.iterdir())) == 1


def test_too_large_a_file_is_told_at_the_field_with_its_size(desk, settings):
    settings.ROTATIVA_MAX_UPLOAD_BYTES = 1000
    response = desk.post(
        reverse("wagtailimages:add"), form_data(file=SimpleUploadedFile("calle.jpg", factories.picture_bytes()))
    )
    assert "el límite" in error_of(response)


def test_the_upload_limit_stands_before_djangos_own_handlers():
    assert settings.FILE_UPLOAD_HANDLERS[0].endswith("BoundedUploadHandler")


@pytest.mark.parametrize("fault", [errno.ENOSPC, errno.EAGAIN, errno.ENOMEM])
def test_a_server_without_room_for_a_look_at_a_file_says_so_and_does_not_blame_it(desk, monkeypatch, fault):
    def no_process(*_args, **_options):
        raise OSError(fault, os.strerror(fault))

    monkeypatch.setattr(bounded.subprocess, "Popen", no_process)
    upload = SimpleUploadedFile("calle.jpg", corpus.good("calle.jpg"))
    response = desk.post(reverse("wagtailimages:add"), form_data(file=upload))
    assert response.status_code == 200
    assert "no tiene espacio" in error_of(response)
    assert not EditorialImage.objects.exists()
