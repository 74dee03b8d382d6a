"""While the store of files is down, a good picture, document or recording is kept, and enters by itself afterwards."""

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import Collection

from media_assets import waiting
from media_assets.models import EditorialDocument, EditorialImage, EditorialMedia, Upload, WaitingFile
from media_assets.storage import StorageDown
from media_assets.uploading import upkeep
from tests import factories
from tests.media_assets import corpus, laden

pytestmark = pytest.mark.django_db

KEPT = "Quedó guardado y entrará solo a la biblioteca"


@pytest.fixture
def store(monkeypatch):
    """The store of originals, to be switched off and on."""

    class Switch:
        is_down = False

        def off(self):
            self.is_down = True

        def on(self):
            self.is_down = False

        def ensure(self):
            if self.is_down:
                raise StorageDown

    switch = Switch()
    save = type(default_storage._wrapped if hasattr(default_storage, "_wrapped") else default_storage)._save

    def saving(self, name, content):
        switch.ensure()
        return save(self, name, content)

    backend = default_storage._wrapped if default_storage._wrapped.__class__ is not object else default_storage
    monkeypatch.setattr(type(backend), "_save", saving)
    monkeypatch.setattr(type(backend), "ensure_answers", lambda self: switch.ensure(), raising=False)
    return switch


@pytest.fixture
def desk(client, superuser):
    client.force_login(superuser)
    return client


def picture(name="calle.jpg", content=None):
    return SimpleUploadedFile(name, content or corpus.photograph(size=(300, 200)), "image/jpeg")


def image_data(**more):
    return {"title": "Calle", "collection": "1", "tags": "", "credit": "Oficina", "licence": "own"} | more


def test_a_photograph_is_kept_and_enters_with_what_was_written(desk, store, superuser):
    store.off()
    response = desk.post(reverse("wagtailimages:add"), image_data(file=picture(), caption="Una calle", tags="centro"))
    assert response.status_code == 200
    assert KEPT in str(response.context["form"].errors["file"])
    assert not EditorialImage.objects.exists()
    assert "calle.jpg" in desk.get(reverse("wagtailadmin_home")).content.decode()
    assert waiting.bring_in_all() == 0
    store.on()
    assert waiting.bring_in_all() == 1
    image = EditorialImage.objects.get()
    assert (image.title, image.caption, image.credit) == ("Calle", "Una calle", "Oficina")
    assert image.uploaded_by_user == superuser
    assert [str(tag) for tag in image.tags.all()] == ["centro"]
    assert image.file.size == len(corpus.photograph(size=(300, 200))) or image.file.size > 0
    assert image.metadata.stored_name == image.file.name
    assert not WaitingFile.objects.exists()
    assert waiting.bring_in_all() == 0
    assert EditorialImage.objects.count() == 1


def test_the_screen_for_many_photographs_keeps_each_of_them(desk, store):
    store.off()
    for number in range(3):
        response = desk.post(
            reverse("wagtailimages:add_multiple"),
            {
                "title": f"calle {number}",
                "collection": "1",
                "files[]": picture(content=corpus.photograph(size=(60 + number, 40))),
            },
        )
        assert response.status_code == 200
        answer = response.json()
        assert not answer["success"]
        assert KEPT in answer["error_message"]
    store.on()
    upkeep.keep_up()
    assert sorted(EditorialImage.objects.values_list("title", flat=True)) == ["calle 0", "calle 1", "calle 2"]


def test_the_upload_tab_of_the_chooser_keeps_it_too(desk, store):
    store.off()
    prefix = "image-chooser-upload"
    data = {f"{prefix}-{name}": value for name, value in image_data(file=picture()).items()}
    response = desk.post(reverse("wagtailimages_chooser:create"), data)
    assert response.status_code == 200
    assert KEPT in response.json()["htmlFragment"]
    store.on()
    assert waiting.bring_in_all() == 1
    assert EditorialImage.objects.get().title == "Calle"


def test_documents_and_recordings_are_kept(desk, store):
    store.off()
    paper = SimpleUploadedFile("acta.pdf", corpus.paper(), "application/pdf")
    response = desk.post(reverse("wagtaildocs:add"), image_data(file=paper, summary="El acta"))
    assert KEPT in str(response.context["form"].errors["file"])
    sound = SimpleUploadedFile("cuña.wav", factories.sound_bytes(seconds=1), "audio/wav")
    response = desk.post(reverse("wagtailmedia:add", args=["audio"]), image_data(file=sound, transcript="Hola"))
    assert KEPT in str(response.context["form"].errors["file"])
    store.on()
    assert waiting.bring_in_all() == 2
    assert EditorialDocument.objects.get().summary == "El acta"
    media = EditorialMedia.objects.get()
    assert (media.type, media.transcript, round(media.duration)) == ("audio", "Hola", 1)


def test_the_same_file_sent_again_waits_once_and_with_the_last_words(desk, store):
    store.off()
    content = corpus.photograph()
    for title in ("Calle", "Calle de noche"):
        desk.post(reverse("wagtailimages:add"), image_data(file=picture(content=content), title=title))
    assert WaitingFile.objects.count() == Upload.objects.count() == 1
    store.on()
    waiting.bring_in_all()
    assert EditorialImage.objects.get().title == "Calle de noche"


def test_what_entered_by_another_way_is_not_brought_in_twice(desk, store):
    store.off()
    content = corpus.photograph()
    desk.post(reverse("wagtailimages:add"), image_data(file=picture(content=content)))
    store.on()
    desk.post(reverse("wagtailimages:add"), image_data(file=picture(content=content)))
    assert waiting.bring_in_all() == 0
    assert EditorialImage.objects.count() == 1


def test_a_replacement_waits_for_its_picture(desk, store):
    image = factories.ImageFactory(title="Plaza")
    former = image.file.name
    store.off()
    response = desk.post(reverse("wagtailimages:edit", args=[image.pk]), image_data(file=picture(), title="Plaza"))
    assert KEPT in str(response.context["form"].errors["file"])
    store.on()
    assert waiting.bring_in_all() == 1
    image.refresh_from_db()
    assert image.file.name != former
    assert EditorialImage.objects.count() == 1


def test_a_form_with_other_errors_loses_no_file(desk, store):
    store.off()
    desk.post(reverse("wagtailimages:add"), image_data(file=picture(), title=""))
    store.on()
    assert waiting.bring_in_all() == 1
    assert EditorialImage.objects.get().title == "calle"


def test_a_collection_that_is_gone_keeps_nothing_out(desk, store):
    collection = Collection.get_first_root_node().add_child(name="Pasajera")
    store.off()
    desk.post(reverse("wagtailimages:add"), image_data(file=picture(), collection=str(collection.pk)))
    collection.delete()
    store.on()
    assert waiting.bring_in_all() == 1
    assert EditorialImage.objects.get().collection == Collection.get_first_root_node()


def test_a_store_that_falls_silent_in_the_middle_is_no_server_error(desk, store, monkeypatch):
    """It answers when it is asked, and not when the file is stored."""
    monkeypatch.setattr("media_assets.intake.fields.ensure_storage_answers", lambda: None)
    store.off()
    response = desk.post(reverse("wagtailimages:add"), image_data(file=picture()))
    assert response.status_code == 503
    assert "quedó guardado" in response.content.decode()
    assert not EditorialImage.objects.exists()
    store.on()
    assert waiting.bring_in_all() == 1
    assert EditorialImage.objects.get().title == "Calle"


def test_nor_is_it_on_the_screen_for_many_files(desk, store, monkeypatch):
    monkeypatch.setattr("media_assets.intake.fields.ensure_storage_answers", lambda: None)
    store.off()
    url = reverse("wagtailimages:add_multiple")
    response = desk.post(url, {"title": "calle", "collection": "1", "files[]": picture()})
    assert response.status_code == 503
    assert not EditorialImage.objects.exists()
    store.on()
    assert waiting.bring_in_all() == 1
    assert EditorialImage.objects.get().title == "calle"


def test_a_full_disk_is_a_store_that_is_down(monkeypatch, desk):
    from django.core.files.storage import FileSystemStorage

    def full(self, name, content):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(FileSystemStorage, "_save", full)
    response = desk.post(reverse("wagtailimages:add"), image_data(file=picture()))
    assert response.status_code == 503
    monkeypatch.undo()
    assert waiting.bring_in_all() == 1


def test_a_file_that_waits_is_not_forgotten_with_the_uploads_that_nobody_wants(desk, store):
    store.off()
    desk.post(reverse("wagtailimages:add"), image_data(file=picture()))
    Upload.objects.update(touched_at="2026-01-01T00:00:00Z")
    upkeep.forget_stale()
    store.on()
    assert waiting.bring_in_all() == 1


def test_what_waited_brings_its_metadata_along(desk, store):
    store.off()
    data = image_data(file=picture(content=laden.jpeg()), title="calle", credit="")
    desk.post(reverse("wagtailimages:add"), data)
    store.on()
    waiting.bring_in_all()
    image = EditorialImage.objects.get()
    assert image.credit == laden.WORDS["credit"]
    assert "location" in image.metadata.private
