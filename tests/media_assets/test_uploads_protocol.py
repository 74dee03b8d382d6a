"""
The tus protocol, version 1.0.0, as its text says it (https://tus.io/protocols/resumable-upload).

Each test is one of its MUSTs, or one of the house's own: whose an upload is, and what people are told.
"""

import base64
import contextlib
import hashlib
import io
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from media_assets.models import Upload, UploadState
from media_assets.uploading import on_disk, tus
from tests import factories
from tests.media_assets.uploading import PART, TUS, UPLOADS, create, offset_of, post_json, send

pytestmark = pytest.mark.django_db

SOURCE = bytes(range(256)) * 40


@pytest.fixture
def url(at_work):
    return create(at_work, len(SOURCE))["Location"]


def upload_at(url):
    return Upload.objects.get(key=url.strip("/").split("/")[-1])


# -- Core ----------------------------------------------------------------------


def test_what_the_server_can_do_is_asked_without_a_version(at_work, settings):
    response = at_work.options(UPLOADS)
    assert response.status_code == 204
    assert response["Tus-Version"] == "1.0.0"
    assert set(response["Tus-Extension"].split(",")) == {"creation", "termination", "checksum", "expiration"}
    assert response["Tus-Max-Size"] == str(settings.ROTATIVA_MAX_MASTER_BYTES)
    assert "sha1" in response["Tus-Checksum-Algorithm"]


def test_a_new_upload_has_an_address_and_begins_at_nothing(at_work):
    response = create(at_work, 100)
    assert response.status_code == 201
    head = at_work.head(response["Location"], headers=TUS)
    assert (head.status_code, head["Upload-Offset"], head["Upload-Length"]) == (200, "0", "100")
    assert "no-store" in head["Cache-Control"]
    assert head["Tus-Resumable"] == "1.0.0"


def test_parts_follow_one_another_and_make_the_source(at_work, url):
    assert send(at_work, url, 0, SOURCE[:1000])["Upload-Offset"] == "1000"
    assert offset_of(at_work, url) == 1000
    response = send(at_work, url, 1000, SOURCE[1000:])
    assert (response.status_code, response["Upload-Offset"]) == (204, str(len(SOURCE)))
    assert on_disk.path_of(upload_at(url)).read_bytes() == SOURCE
    assert upload_at(url).state == UploadState.RECEIVED


def test_a_part_that_does_not_begin_where_the_file_ends_is_a_conflict_and_tells_where(at_work, url):
    send(at_work, url, 0, SOURCE[:1000])
    for offset in (0, 999, 1001, len(SOURCE)):
        response = send(at_work, url, offset, b"otra cosa")
        assert response.status_code == 409
        assert response["Upload-Offset"] == "1000"
    assert offset_of(at_work, url) == 1000


def test_who_did_not_hear_that_the_last_part_arrived_may_ask_again(at_work, url):
    send(at_work, url, 0, SOURCE)
    assert send(at_work, url, len(SOURCE), b"").status_code == 204
    assert offset_of(at_work, url) == len(SOURCE)


def test_a_part_of_another_type_is_not_taken(at_work, url):
    headers = TUS | {"Upload-Offset": "0"}
    assert at_work.patch(url, SOURCE, content_type="application/octet-stream", headers=headers).status_code == 415
    assert offset_of(at_work, url) == 0


@pytest.mark.parametrize("version", [{}, {"Tus-Resumable": "0.2.2"}])
def test_another_version_is_refused_and_told_which_is_spoken(at_work, url, version):
    response = at_work.head(url, headers=version)
    assert response.status_code == 412
    assert response["Tus-Version"] == "1.0.0"
    assert at_work.post(UPLOADS, headers={"Upload-Length": "10"} | version).status_code == 412


@pytest.mark.parametrize("offset", ["", "-1", "1e3", "٣", "diez", "9" * 30])
def test_an_offset_that_is_no_number_is_a_bad_request(at_work, url, offset):
    headers = TUS | {"Upload-Offset": offset.encode().decode("latin-1")}
    assert at_work.patch(url, b"x", content_type=PART, headers=headers).status_code == 400


def test_more_than_was_announced_is_refused_and_not_kept(at_work, url):
    response = send(at_work, url, 0, SOURCE + b"y algo mas")
    assert response.status_code == 413
    assert offset_of(at_work, url) <= len(SOURCE)


def test_clients_behind_old_proxies_name_the_method_in_a_header(at_work, url):
    headers = TUS | {"X-HTTP-Method-Override": "PATCH", "Upload-Offset": "0"}
    response = at_work.post(url, SOURCE[:10], content_type=PART, headers=headers)
    assert (response.status_code, response["Upload-Offset"]) == (204, "10")


# -- Creation ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("length", "name", "status", "words"),
    [
        (10**15, "comercial.mp4", 413, "límite"),
        (0, "comercial.mp4", 400, "vacío"),
        (10, "comercial.exe", 415, "no se aceptan"),
        (10, "comercial.docx", 415, "no se aceptan"),
        (10, "../comercial.mp4", 400, "carpetas"),
        (10, "comercial.php.mp4", 400, "programa"),
        (10, "", 400, "nombre"),
        (10, "a" * 300 + ".mp4", 400, "caracteres"),
    ],
)
def test_what_can_be_known_beforehand_is_refused_before_a_byte_is_sent(at_work, length, name, status, words):
    response = create(at_work, length, name)
    assert response.status_code == status
    assert words in response.json()["message"]
    assert not Upload.objects.exists()


# -- Checksum ------------------------------------------------------------------


def test_a_part_with_a_checksum_is_kept_only_while_it_may_belong_to_the_file(at_work, url, monkeypatch):
    kept = io.BytesIO()
    monkeypatch.setattr(tus.tempfile, "TemporaryFile", lambda **_as: contextlib.nullcontext(kept))
    monkeypatch.setattr(tus, "BLOCK", 1000)
    digest = base64.b64encode(hashlib.sha256(SOURCE * 3).digest()).decode()
    response = send(at_work, url, 0, SOURCE * 3, **{"Upload-Checksum": f"sha256 {digest}"})
    assert response.status_code == 413
    assert len(kept.getvalue()) <= len(SOURCE)
    assert offset_of(at_work, url) == 0


def test_a_temporary_folder_that_is_full_is_told_and_costs_nothing(at_work, url, monkeypatch):
    class Full(io.BytesIO):
        def write(self, _block):
            raise OSError(28, "No space left on device")

    digest = base64.b64encode(hashlib.sha256(SOURCE).digest()).decode()
    with monkeypatch.context() as patch:
        patch.setattr(tus.tempfile, "TemporaryFile", lambda **_as: Full())
        assert send(at_work, url, 0, SOURCE, **{"Upload-Checksum": f"sha256 {digest}"}).status_code == 507
    assert send(at_work, url, 0, SOURCE, **{"Upload-Checksum": f"sha256 {digest}"}).status_code == 204


@pytest.mark.parametrize("algorithm", ["sha1", "sha256"])
def test_a_part_is_taken_when_its_checksum_agrees_and_else_not_a_byte_of_it(at_work, url, algorithm):
    digest = base64.b64encode(hashlib.new(algorithm, SOURCE[:500]).digest()).decode()
    damaged = b"?" + SOURCE[1:500]
    assert send(at_work, url, 0, damaged, **{"Upload-Checksum": f"{algorithm} {digest}"}).status_code == 460
    assert offset_of(at_work, url) == 0
    assert send(at_work, url, 0, SOURCE[:500], **{"Upload-Checksum": f"{algorithm} {digest}"}).status_code == 204
    assert offset_of(at_work, url) == 500


@pytest.mark.parametrize("checksum", ["md5 AAAA", "sha1", "sha1 ???", ""])
def test_a_checksum_that_is_not_understood_is_a_bad_request(at_work, url, checksum):
    status = send(at_work, url, 0, SOURCE, **{"Upload-Checksum": checksum}).status_code
    assert status in (400, 460)
    assert offset_of(at_work, url) == 0


# -- Termination and expiration ------------------------------------------------


def test_an_upload_that_was_ended_is_gone_and_its_room_is_free(at_work, url):
    send(at_work, url, 0, SOURCE[:100])
    path = on_disk.path_of(upload_at(url))
    assert at_work.delete(url, headers=TUS).status_code == 204
    assert not path.exists()
    assert at_work.head(url, headers=TUS).status_code == 410
    assert send(at_work, url, 100, SOURCE[100:]).status_code == 410
    assert at_work.delete(url, headers=TUS).status_code == 410


def test_every_answer_tells_when_the_upload_expires_and_each_part_puts_it_off(at_work, url):
    response = send(at_work, url, 0, SOURCE[:100])
    assert "GMT" in response["Upload-Expires"]
    Upload.objects.update(touched_at=timezone.now() - timedelta(days=6, hours=23))
    assert send(at_work, url, 100, SOURCE[100:200]).status_code == 204
    assert upload_at(url).expires_at > timezone.now() + timedelta(days=6)


def test_an_upload_that_nobody_touched_for_a_week_is_gone(at_work, url):
    Upload.objects.update(touched_at=timezone.now() - Upload.PATIENCE)
    response = send(at_work, url, 0, SOURCE)
    assert response.status_code == 410
    assert "expiró" in response.json()["message"]


# -- Whose it is ---------------------------------------------------------------


def test_nobody_else_reads_continues_or_ends_an_upload(at_work, url, approver, superuser):
    send(at_work, url, 0, SOURCE[:100])
    for other in (approver, superuser, factories.UserFactory(role="Diseño")):
        stranger = Client()
        stranger.force_login(other)
        assert stranger.head(url, headers=TUS).status_code in (403, 404)
        assert stranger.get(url).status_code in (403, 404)
        assert send(stranger, url, 100, SOURCE[100:]).status_code in (403, 404)
        assert stranger.delete(url, headers=TUS).status_code in (403, 404)
        assert post_json(stranger, f"{url}terminar/").status_code in (403, 404)
    assert offset_of(at_work, url) == 100


def test_who_may_not_upload_pieces_may_not_upload_parts(client, legal_reviewer):
    client.force_login(legal_reviewer)
    response = create(client, 10)
    assert response.status_code == 403
    assert "no sube piezas" in response.json()["message"]


def test_a_session_that_ended_is_told_and_after_signing_in_the_upload_goes_on(at_work, url, designer):
    send(at_work, url, 0, SOURCE[:100])
    at_work.logout()
    response = send(at_work, url, 100, SOURCE[100:])
    assert response.status_code == 401
    assert "Su sesión terminó" in response.json()["message"]
    at_work.force_login(designer)
    assert offset_of(at_work, url) == 100
    assert send(at_work, url, 100, SOURCE[100:]).status_code == 204


def test_another_site_sends_nothing_in_somebodys_name(designer):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(designer)
    assert create(browser, 10).status_code == 403
    assert not Upload.objects.exists()


def test_choosing_the_same_file_again_goes_on_where_it_stopped(at_work):
    asked = {"name": "comercial.mp4", "size": len(SOURCE), "modified": 1700000000000}
    first = post_json(at_work, f"{UPLOADS}abrir/", **asked).json()
    send(at_work, first["url"], 0, SOURCE[:300])
    again = post_json(at_work, f"{UPLOADS}abrir/", **asked).json()
    assert (again["key"], again["received"]) == (first["key"], 300)
    other = post_json(at_work, f"{UPLOADS}abrir/", **asked | {"modified": 1}).json()
    assert other["key"] != first["key"]


def test_another_persons_same_file_is_another_upload(at_work, approver):
    asked = {"name": "comercial.mp4", "size": len(SOURCE), "modified": 5}
    first = post_json(at_work, f"{UPLOADS}abrir/", **asked).json()
    other = Client()
    other.force_login(factories.UserFactory(role="Diseño"))
    assert post_json(other, f"{UPLOADS}abrir/", **asked).json()["key"] != first["key"]


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"name": 3, "size": 1, "modified": 1}',
                                  b'{"name": "a.pdf", "size": -1, "modified": 1}',
                                  b'{"name": "a.pdf", "size": true, "modified": 1}',
                                  b'{"name": "a.pdf", "size": 1e400, "modified": 1}',
                                  b'{"name": "a\\u0000.pdf", "size": 1, "modified": 1}',
                                  b'{"name": "\\ud800.pdf", "size": 1, "modified": 1}',
                                  b'{"name": ' + b"[" * 100_000])  # fmt: skip
def test_what_makes_no_sense_is_a_bad_request(at_work, body):
    response = at_work.post(f"{UPLOADS}abrir/", body, content_type="application/json")
    assert response.status_code == 400
    assert response.json()["message"]
