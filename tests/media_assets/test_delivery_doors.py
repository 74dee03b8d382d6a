"""The link of a delivery: to whom it opens, for how long, what is put on record, and when it shuts."""

import hashlib
import io
import zipfile
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.signing import Signer
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone
from freezegun import freeze_time

from editorial.models import Notice
from media_assets.delivery import links, upkeep
from media_assets.delivery.preparing import revoke
from media_assets.models import Channel, Delivery, DeliveryTaking, Piece, ReceiverKind, Standing, TakingEnd
from media_assets.models.takings import RecordIsClosed
from tests.media_assets.deliveries import fresh, hang_up, ordered, out_piece, package_of, packed, page_of, taken
from tests.media_assets.factories import add_version, pass_inspection, withdraw

pytestmark = pytest.mark.django_db


@pytest.fixture
def piece(designer):
    return out_piece(Channel.PRINT, title="Afiche del río", name="afiche.pdf", user=designer)


@pytest.fixture
def delivery(piece, designer):
    return packed([piece], designer, note="500 ejemplares")


def change(piece, **fields):
    Piece.objects.filter(pk=piece.pk).update(**fields)


# -- The page ----------------------------------------------------------------------


def test_the_page_says_what_is_inside_until_when_and_under_what_conditions(delivery, client):
    page = client.get(page_of(delivery))
    assert page.status_code == 200
    text = page.content.decode()
    for said in (
        "Imprenta del Sur",
        "Afiche del río",
        "500 ejemplares",
        "Abierta hasta",
        "Condiciones",
        "sha256sum -c SHA256SUMS",
        delivery.sha256,
        "01-afiche-del-rio/afiche.bin",
        "Descargar el paquete",
        *delivery.packed.values_list("sha256", flat=True),
    ):
        assert said in text, said


def test_nothing_of_it_is_kept_found_or_repeated(delivery, client):
    for address in (page_of(delivery), package_of(delivery)):
        response = client.get(address)
        assert response["Cache-Control"] == "private, no-store"
        assert "noindex" in response["X-Robots-Tag"]
        assert response["Referrer-Policy"] == "no-referrer"
    again = client.get(page_of(delivery))
    assert again.headers.get("X-Page-Cache", "") != "hit"
    assert "entregas" not in client.get("/sitemap.xml").content.decode()
    assert "noindex" in client.get(page_of(delivery)).content.decode()


def test_neither_a_stranger_nor_a_search_comes_to_it_from_the_site(delivery, client):
    for address in ("/", "/biblioteca/", "/buscar/?q=Imprenta"):
        assert links.token_of(delivery) not in client.get(address).content.decode()


def test_a_link_that_the_house_did_not_write_opens_nothing(delivery, client):
    token = links.token_of(delivery)
    key, _dot, signature = token.partition(".")
    forged = Signer(key="otra", sep=".", salt="media_assets.delivery.link").sign(delivery.key)
    elsewhere = Signer(sep=".", salt="otra").sign(delivery.key)
    for guess in (
        key,
        f"{key}.",
        f"{key}.{signature[:-2]}",
        f"{key[:-1]}A.{signature}",
        forged,
        elsewhere,
        "x",
        "a.b.c",
    ):
        for address in (f"/entregas/{guess}/", f"/entregas/{guess}/paquete.zip"):
            assert client.get(address).status_code == 404, address
    assert not DeliveryTaking.objects.exists()


def test_the_page_takes_no_more_queries_for_more_pieces(designer, client, django_assert_max_num_queries):
    small = packed([out_piece()], designer)
    large = packed([out_piece() for _n in range(6)], designer)
    client.get(page_of(small))
    with django_assert_max_num_queries(25) as of_small:
        client.get(page_of(small))
    with django_assert_max_num_queries(25) as of_large:
        client.get(page_of(large))
    assert len(of_large) == len(of_small)


def test_while_it_is_packed_the_page_asks_to_come_back(piece, designer, client):
    delivery = ordered([piece], designer)
    assert "se está preparando" in client.get(page_of(delivery)).content.decode()
    response = client.get(package_of(delivery))
    assert response.status_code == 503
    assert response["Retry-After"]
    assert not DeliveryTaking.objects.exists()


# -- Taking it ---------------------------------------------------------------------


def test_the_package_is_handed_out_whole_and_put_on_record(delivery, client):
    content = taken(client, delivery, **{"user-agent": "Navegador/1 " + "x" * 400})
    assert hashlib.sha256(content).hexdigest() == delivery.sha256
    assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None
    taking = delivery.takings.get()
    assert (taking.address, taking.person) == ("127.0.0.1", "")
    assert len(taking.agent) == 200
    assert (taking.first, taking.last) == (0, delivery.size - 1)
    assert taking.end.is_complete


def test_it_is_on_record_before_the_first_byte_leaves(delivery, client):
    response = client.get(package_of(delivery))
    assert delivery.takings.count() == 1
    assert not TakingEnd.objects.exists()
    hang_up(response)


def test_without_a_record_not_one_byte_leaves(delivery, monkeypatch):
    def fails(**fields):
        raise DatabaseError("no record")

    monkeypatch.setattr(DeliveryTaking.objects, "create", fails)
    response = Client(raise_request_exception=False).get(package_of(delivery))
    assert response.status_code == 500
    assert not response.streaming


def test_a_download_that_breaks_off_is_told_from_a_whole_one_and_goes_on(delivery, client, monkeypatch):
    from media_assets.views import serving

    monkeypatch.setattr(serving.StoredFileResponse, "block_size", 512)
    response = client.get(package_of(delivery))
    chunks = iter(response.streaming_content)
    first = next(chunks) + next(chunks)
    hang_up(response)
    end = TakingEnd.objects.get()
    assert 0 < end.sent < delivery.size
    assert not end.is_complete
    rest = taken(client, delivery, range=f"bytes={len(first)}-")
    assert hashlib.sha256(first + rest).hexdigest() == delivery.sha256
    taking = delivery.takings.first()
    assert (taking.first, taking.last) == (len(first), delivery.size - 1)
    assert taking.end.is_complete


def test_who_takes_the_same_twice_in_a_moment_is_one_taking(delivery, client):
    first, again = taken(client, delivery), taken(client, delivery)
    assert first == again
    assert delivery.takings.count() == 1
    taken(client, delivery, **{"user-agent": "Otro programa"})
    assert delivery.takings.count() == 2


def test_who_comes_back_later_is_another_taking(delivery, client):
    taken(client, delivery)
    with freeze_time(timezone.now() + timedelta(minutes=6)):
        taken(client, delivery)
    assert delivery.takings.count() == 2


def test_who_comes_too_often_gets_neither_bytes_nor_a_place_on_record(delivery, settings):
    settings.DOWNLOADS_PER_MINUTE = 1
    cache.clear()
    stranger = Client(REMOTE_ADDR="198.51.100.7")
    with freeze_time(timezone.now().replace(second=10)):
        taken(stranger, delivery)
        answer = stranger.get(package_of(delivery))
    assert (answer.status_code, answer["Retry-After"]) == (429, "50")
    assert delivery.takings.count() == 1


def test_who_only_asks_how_large_it_is_has_taken_nothing(delivery, client):
    response = client.head(package_of(delivery))
    assert int(response["Content-Length"]) == delivery.size
    etag = client.head(package_of(delivery))["ETag"]
    assert client.get(package_of(delivery), headers={"if-none-match": etag}).status_code == 304
    assert client.get(package_of(delivery), headers={"range": f"bytes={delivery.size}-"}).status_code == 416
    assert not DeliveryTaking.objects.exists()


def test_nothing_is_sent_to_it(delivery, client):
    assert client.post(page_of(delivery)).status_code == 405
    assert client.post(package_of(delivery)).status_code == 405


def test_the_record_of_takings_is_written_once(delivery, client):
    taken(client, delivery)
    taking = DeliveryTaking.objects.get()
    for refused in (
        lambda: taking.save(),
        lambda: taking.delete(),
        lambda: DeliveryTaking.objects.update(person="otra"),
        lambda: DeliveryTaking.objects.all().delete(),
    ):
        with pytest.raises(RecordIsClosed):
            refused()
    for table, column in (("deliverytaking", "person = 'otra'"), ("takingend", "sent = 0")):
        for statement in (f"UPDATE media_assets_{table} SET {column}", f"DELETE FROM media_assets_{table}"):
            with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement)
    assert TakingEnd.objects.get().taking == DeliveryTaking.objects.get()


def test_no_other_door_hands_out_the_package(delivery, superuser, client):
    client.force_login(superuser)
    assert client.get(f"/archivos/originales/{delivery.file.name}").status_code == 404
    assert client.get(f"/archivos/originales/x/../{delivery.file.name}").status_code == 404


# -- When it shuts -----------------------------------------------------------------


def shut(client, delivery):
    """The words of the page that says that it is closed, asked of both doors."""
    for address in (package_of(delivery), page_of(delivery)):
        response = client.get(address)
        assert response.status_code == 410, address
        assert not response.streaming
        assert response["Cache-Control"] == "private, no-store"
    return response.content.decode()


def test_the_link_is_over_at_its_minute(delivery, client):
    with freeze_time(delivery.expires_at - timedelta(seconds=1)):
        assert client.get(page_of(delivery)).status_code == 200
    with freeze_time(delivery.expires_at):
        assert "estuvo abierto hasta" in shut(client, delivery)
    assert not DeliveryTaking.objects.exists()


def test_a_revoked_link_says_so_with_the_reason(delivery, designer, client):
    revoke(delivery, user=designer, reason="La imprenta cambió de dueño.")
    assert "La imprenta cambió de dueño." in shut(client, delivery)


def test_whoever_holds_the_link_gets_nothing_of_a_cancelled_package(piece, designer, client):
    from media_assets.delivery import orders

    delivery = ordered([piece], designer)
    orders.cancel(delivery)
    assert "canceló" in shut(client, delivery)


@pytest.mark.parametrize(
    ("what", "said"),
    [
        (lambda piece: change(piece, rights_until=timezone.localdate() - timedelta(days=1)), "Los derechos terminaron"),
        (lambda piece: change(piece, shows_people=True, consents_stand=False), "consentimiento"),
        (lambda piece: change(piece, rights_media=["web"]), "impresos"),
        (lambda piece: withdraw(Piece.objects.get(pk=piece.pk)), "Fue retirada"),
        (lambda piece: change(piece, expire_at=timezone.now()), "Su tiempo terminó"),
        (lambda piece: pass_inspection(add_version(Piece.objects.get(pk=piece.pk), b"%PDF nuevo")), "Otra versión"),
    ],
)
def test_what_may_not_go_any_more_closes_the_package_with_its_reason(what, said, piece, delivery, client):
    what(piece)
    text = shut(client, delivery)
    assert "«Afiche del río»" in text
    assert said in text
    assert fresh(delivery).standing == Standing.CLOSED
    assert not DeliveryTaking.objects.exists()


def test_a_closed_package_stays_closed_though_the_rights_are_mended(piece, delivery, client):
    change(piece, rights_until=timezone.localdate() - timedelta(days=1))
    shut(client, delivery)
    change(piece, rights_until=None)
    shut(client, delivery)


def test_a_finding_that_came_later_closes_it_and_an_inspection_under_way_does_not(piece, delivery, client):
    from media_assets.models import InspectionReport, ProcessingState
    from tests.media_assets.test_delivery_rules import finding

    report = InspectionReport.objects.create(
        version=piece.current_version, engine="prueba", state=ProcessingState.RUNNING
    )
    assert client.get(page_of(delivery)).status_code == 200
    InspectionReport.objects.filter(pk=report.pk).update(state=ProcessingState.FAILED)
    assert client.get(page_of(delivery)).status_code == 200
    finding(piece)
    assert "sangrado" in shut(client, delivery)


def test_the_office_is_told_once_of_what_closed(piece, delivery, designer, approver, legal_reviewer, client):
    change(piece, rights_until=timezone.localdate() - timedelta(days=1))
    shut(client, delivery)
    told = Notice.objects.filter(event="delivery")
    assert {notice.recipient for notice in told} == {designer, approver, legal_reviewer}
    assert all("Los derechos terminaron" in notice.said for notice in told)


def test_a_piece_before_its_hour_is_for_the_printer_and_says_until_when_it_waits(designer, client):
    piece = out_piece(Channel.PRINT, live=False)
    piece.current_version = piece.versions.get()
    piece.go_live_at = timezone.now() + timedelta(days=1)
    piece.save_revision(user=designer).publish(skip_permission_checks=True)
    delivery = packed([Piece.objects.get(pk=piece.pk)], designer)
    page = client.get(page_of(delivery)).content.decode()
    assert "No antes de" in page
    # Its pictures are for the office until then.
    assert "/archivos/vistas/" not in page


# -- After that --------------------------------------------------------------------


def test_what_is_over_leaves_the_store_and_stays_on_record(delivery, client, django_capture_on_commit_callbacks):
    taken(client, delivery)
    name = delivery.file.name
    upkeep.tend()
    assert delivery.file.storage.exists(name)
    with freeze_time(delivery.expires_at + timedelta(minutes=1)):
        upkeep.tend()
        upkeep.tend()
    assert not delivery.file.storage.exists(name)
    kept = fresh(delivery)
    assert kept.removed_at
    assert kept.takings.count() == 1
    assert kept.packed.exists()


def test_a_revoked_package_leaves_the_store_at_once(delivery, designer, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        revoke(delivery, user=designer, reason="La imprenta cambió de dueño.")
    assert not delivery.file.storage.exists(delivery.file.name)


def test_the_scheduler_tends_the_deliveries(delivery):
    from editorial.scheduling import round_over

    Delivery.objects.update(expires_at=timezone.now() - timedelta(days=1))
    round_over.send(None)
    assert fresh(delivery).removed_at


def test_a_delivery_outlives_its_piece(designer, client):
    piece = out_piece(Channel.PRINT, live=False)
    piece.current_version = piece.versions.get()
    piece.go_live_at = timezone.now() + timedelta(days=1)
    piece.save_revision(user=designer).publish(skip_permission_checks=True)
    piece = Piece.objects.get(pk=piece.pk)
    delivery = packed([piece], designer, ReceiverKind.PRINTER)
    piece.delete()
    assert "Ya no está en la biblioteca" in shut(client, delivery)
    assert fresh(delivery).items.get().sha256
