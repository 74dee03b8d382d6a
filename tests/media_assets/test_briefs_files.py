"""The files of a brief are private: handed only to who may see it, only to keep, and by no other door."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from freezegun import freeze_time

from media_assets.briefs import attachments, requests
from media_assets.briefs.acts import BriefRefused
from media_assets.models import BriefAttachment
from media_assets.storage import StorageDown
from organization import roles
from tests import factories
from tests.media_assets.briefs import asked, do

pytestmark = pytest.mark.django_db

SECRET = b"zarzaparrilla: la cifra que nadie sabe"


def received(user, name="Cifras de la campaña.txt", content=SECRET):
    return attachments.receive(SimpleUploadedFile(name, content), user)


@pytest.fixture
def brief(editor):
    brief = asked(editor)
    requests.say(brief, "Van las cifras.", [], editor)
    message = requests.say(brief, "", [received(editor)], editor)
    assert message.attachments.get().brief == brief
    return brief


@pytest.fixture
def file(brief):
    return brief.attachments.get()


def address(file):
    return reverse("briefs:attachment", args=[file.brief_id, file.pk])


def client_of(user):
    client = Client()
    if user is not None:
        client.force_login(user)
    return client


READERS = ("editor", "designer", "approver", "administrator", "superuser")
STRANGERS = ("style_reviewer", "legal_reviewer")


@pytest.mark.parametrize("role", READERS)
def test_who_may_see_the_brief_is_handed_its_files_to_keep(role, file, request):
    response = client_of(request.getfixturevalue(role)).get(address(file))
    assert b"".join(response.streaming_content) == SECRET
    assert response["Content-Disposition"].startswith("attachment;")
    assert "Cifras%20de%20la%20campa%C3%B1a.txt" in response["Content-Disposition"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "private" in response["Cache-Control"] or "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("role", STRANGERS)
def test_others_of_the_office_are_handed_nothing(role, file, request):
    response = client_of(request.getfixturevalue(role)).get(address(file))
    assert response.status_code == 404


def test_another_editor_is_handed_nothing(file):
    assert client_of(factories.UserFactory(role=roles.EDITORS)).get(address(file)).status_code == 404


def test_a_stranger_is_sent_to_sign_in(file):
    response = client_of(None).get(address(file))
    assert response.status_code == 302
    assert "/admin/login/" in response.url


@pytest.mark.parametrize("role", [*READERS, *STRANGERS, None])
def test_no_other_door_hands_it_out(role, file, request):
    client = client_of(request.getfixturevalue(role) if role else None)
    name = file.file.name
    doors = [
        f"/archivos/originales/{name}",
        f"/archivos/originales/./{name}",
        f"/archivos/originales/x/../{name}",
        f"/media/{name}",
        file.file.url,
    ]
    for door in doors:
        response = client.get(door)
        assert response.status_code in (301, 302, 403, 404), door
        body = b"".join(response.streaming_content) if response.streaming else response.content
        assert SECRET not in body


def test_the_file_of_one_brief_is_not_reached_through_another(file, editor, legal_reviewer):
    own = asked(legal_reviewer)
    crossed = reverse("briefs:attachment", args=[own.pk, file.pk])
    assert client_of(legal_reviewer).get(crossed).status_code == 404


def test_a_file_that_waits_for_its_form_is_nobody_elses(designer, editor):
    waiting = received(editor)
    own = asked(designer)
    assert client_of(designer).get(reverse("briefs:attachment", args=[own.pk, waiting.pk])).status_code == 404
    assert list(attachments.waiting_of(editor)) == [waiting]
    assert not attachments.waiting_of(designer)


def test_who_withdrew_still_reads_what_they_sent(brief, file, editor):
    do("withdraw", brief, editor)
    assert client_of(editor).get(address(file)).status_code == 200


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("programa.exe", b"MZ"),
        ("pagina.html", b"<script>alert(1)</script>"),
        ("factura.pdf.exe", b"MZ"),
        ("foto.png", b"no es una imagen"),
        ("dibujo.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"),
        ("vacio.txt", b""),
    ],
)
def test_what_the_library_would_not_take_is_refused_here_too(name, content, editor, client):
    brief = asked(editor)
    client.force_login(editor)
    response = client.post(
        reverse("briefs:inspect", args=[brief.pk]), {"text": "Va.", "files": [SimpleUploadedFile(name, content)]}
    )
    assert response.status_code == 200
    assert f"«{name}»" in response.content.decode()
    assert "Va." in response.content.decode()
    assert not BriefAttachment.objects.exists()
    assert not brief.messages.exists()


def test_what_no_form_came_back_for_is_forgotten_after_a_day(editor):
    with freeze_time(timezone.now() - attachments.PATIENCE - attachments.PATIENCE):
        stale = received(editor)
    storage, name = stale.file.storage, stale.file.name
    received(editor, name="otra.txt")
    assert not storage.exists(name)
    assert not BriefAttachment.objects.filter(pk=stale.pk).exists()


def test_more_than_ten_files_at_once_are_refused(editor, client):
    client.force_login(editor)
    brief = asked(editor)
    files = [SimpleUploadedFile(f"nota-{n}.txt", b"Uno") for n in range(11)]
    response = client.post(reverse("briefs:inspect", args=[brief.pk]), {"text": "Van.", "files": files})
    assert "más de 10 archivos" in response.content.decode()
    assert not brief.messages.exists()


# -- A file that was sent by mistake -----------------------------------------------

WHY = "Iba la lista con nombres de personas."


def removal(file):
    return reverse("briefs:remove_attachment", args=[file.brief_id, file.pk])


@pytest.mark.parametrize("role", ["editor", "approver", "administrator"])
def test_a_file_is_removed_with_a_reason_that_stays_on_record(
    role, file, request, designer, django_capture_on_commit_callbacks
):
    name, storage = file.file.name, file.file.storage
    client = client_of(request.getfixturevalue(role))
    assert removal(file) in client.get(reverse("briefs:inspect", args=[file.brief_id])).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(removal(file), {"reason": WHY})
    assert response.status_code == 302
    assert not storage.exists(name)
    assert client_of(designer).get(address(file)).status_code == 404
    page = client_of(designer).get(reverse("briefs:inspect", args=[file.brief_id])).content.decode()
    assert f"<del>{file.original_name}</del>" in page
    assert page.count(WHY) == 2, "at its place and in the history"
    assert file.brief.steps.filter(act="remove_file").get().actor.username == role


def test_a_file_is_not_removed_without_a_reason(file, editor):
    page = client_of(editor).post(removal(file), {"reason": "error"})
    assert "Escriba el motivo en una frase" in page.content.decode()
    assert file.file.storage.exists(file.file.name)


@pytest.mark.parametrize(("role", "status"), [("designer", 302), ("legal_reviewer", 404), ("style_reviewer", 404)])
def test_nobody_else_removes_it(role, status, file, request):
    assert client_of(request.getfixturevalue(role)).post(removal(file), {"reason": WHY}).status_code == status
    assert BriefAttachment.objects.get(pk=file.pk).removed_at is None


def test_it_is_removed_once(file, editor, approver):
    attachments.remove(file, editor, WHY)
    with pytest.raises(BriefRefused):
        attachments.remove(file, approver, WHY)


def test_a_store_that_is_down_keeps_nothing_for_good(file, editor, monkeypatch, django_capture_on_commit_callbacks):
    def down(name):
        raise StorageDown

    storage, name = file.file.storage, file.file.name
    with monkeypatch.context() as patch, django_capture_on_commit_callbacks(execute=True):
        patch.setattr(storage._wrapped, "delete", down)
        attachments.remove(file, editor, WHY)
    assert storage.exists(name)
    assert client_of(editor).get(address(file)).status_code == 404
    assert attachments.delete_what_was_removed() == 1
    assert not storage.exists(name)
    assert attachments.delete_what_was_removed() == 0
