"""The chain of custody says who did what, when, why and from where, and shows when it was touched."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from editorial.custody import acting
from editorial.custody.records import heads, verify
from editorial.models import CustodyEntry
from editorial.models.custody import RecordIsClosed
from tests import factories
from tests.editorial import chain, doors
from tests.editorial.chain import piece_with_master

pytestmark = pytest.mark.django_db

PAGE = "wagtailcore.page"


@pytest.fixture
def published(editor, style_reviewer, approver):
    page = factories.bulletin(user=editor, live=False, title="Abre la convocatoria")
    doors.submit(editor, page)
    doors.reject(style_reviewer, page, comment="Falta la fuente.")
    doors.submit(editor, doors.fresh(page), lead_text="Según la Secretaría, abre el lunes.")
    doors.approve(style_reviewer, page)
    doors.approve(approver, page)
    return doors.fresh(page)


def record(content, label=PAGE):
    return list(CustodyEntry.objects.about(label, content.pk))


def test_a_whole_review_is_on_record_in_order_with_people_reasons_and_revisions(published):
    entries = [(e.action, e.actor_name, e.reason) for e in record(published) if "workflow" in e.action]
    assert entries == [
        ("wagtail.workflow.approve", "", ""),
        ("wagtail.workflow.start", "editor", ""),
        ("wagtail.workflow.reject", "style_reviewer", f"{doors.REASON}: Falta la fuente."),
        ("wagtail.workflow.resume", "editor", ""),
        ("wagtail.workflow.approve", "", ""),
        ("wagtail.workflow.approve", "style_reviewer", ""),
        ("wagtail.workflow.approve", "approver", ""),
    ]
    last = record(published)[-1]
    assert last.action == "wagtail.publish"
    assert last.revision_id == published.live_revision_id
    assert len(last.revision_fingerprint) == 64


def test_the_address_of_who_acted_is_on_record(published):
    assert {e.address for e in record(published) if e.actor_name == "approver"} == {"127.0.0.1"}


@pytest.mark.parametrize(
    ("behind_proxy", "meta", "address"),
    [
        (None, {"REMOTE_ADDR": "190.1.2.3", "HTTP_X_FORWARDED_FOR": "8.8.8.8"}, "190.1.2.3"),
        (("HTTP_X_FORWARDED_PROTO", "https"), {"HTTP_X_FORWARDED_FOR": "6.6.6.6, 190.1.2.3"}, "190.1.2.3"),
        (None, {"REMOTE_ADDR": "2800:484::1"}, "2800:484::1"),
        (None, {"REMOTE_ADDR": ""}, None),
        (None, {"REMOTE_ADDR": "unix:/run/socket"}, None),
    ],
)
def test_an_address_is_believed_only_from_our_own_proxy(settings, rf, behind_proxy, meta, address):
    settings.SECURE_PROXY_SSL_HEADER = behind_proxy
    assert acting.address_of(rf.get("/", **meta)) == address


def test_pieces_have_a_record_too(designer, approver):
    piece = piece_with_master(user=designer)
    chain.submit(piece, designer)
    chain.approve(piece, approver)
    actions = [e.action for e in record(piece, "media_assets.piece")]
    assert actions[-2:] == ["wagtail.workflow.start", "wagtail.workflow.approve"]


def test_autosaves_into_one_revision_are_one_entry(editor):
    page = factories.bulletin(user=editor, live=False)
    revision = doors.fresh(page).get_latest_revision_as_object().save_revision(user=editor, log_action=True)
    for n in range(3):
        draft = doors.fresh(page).get_latest_revision_as_object()
        draft.lead_text = f"Versión {n}"
        draft.save_revision(user=editor, log_action=True, overwrite_revision=revision)
    assert [e.action for e in record(page)].count("wagtail.edit") == 1


def test_the_record_outlives_a_deleted_page(editor, approver):
    page = factories.bulletin(user=editor, live=False)
    key = page.pk
    doors.desk_of(approver).post(reverse("wagtailadmin_pages:delete", args=[key]))
    assert CustodyEntry.objects.about(PAGE, key).last().action == "wagtail.delete"


def test_the_record_is_whole_after_the_work(published):
    assert list(verify()) == []
    call_command("verify_custody")


def test_no_entry_is_changed_or_deleted_through_the_models(published):
    entry = record(published)[0]
    entry.reason = "Otra"
    for act in (
        entry.save,
        entry.delete,
        CustodyEntry.objects.all().delete,
        lambda: CustodyEntry.objects.update(reason="Otra"),
    ):
        with pytest.raises(RecordIsClosed):
            act()


@pytest.mark.parametrize(
    "statement", ["UPDATE editorial_custodyentry SET reason = 'otra'", "DELETE FROM editorial_custodyentry"]
)
def test_the_database_refuses_too(published, statement):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert list(verify()) == []


def _tamper(statement, *parameters):
    """What somebody with the keys of the database could do: take the guard away first."""
    migration = import_module("editorial.migrations.0008_custody_is_append_only")
    with connection.cursor() as cursor:
        migration.open_again(None, SimpleNamespace(connection=connection, execute=cursor.execute))
        cursor.execute(statement, parameters)


def test_a_changed_reason_is_found(published):
    second = record(published)[1]
    _tamper("UPDATE editorial_custodyentry SET reason = 'Todo en orden' WHERE id = %s", second.pk)
    assert [(f.sequence, f.what) for f in verify()] == [(2, "it was changed after it was written")]
    with pytest.raises(CommandError, match="not whole"):
        call_command("verify_custody")


def test_a_missing_entry_is_found(published):
    _tamper("DELETE FROM editorial_custodyentry WHERE id = %s", record(published)[1].pk)
    assert [f.what for f in verify()] == ["entries are missing before this one"]


def test_a_cut_off_end_is_found_against_what_was_kept_elsewhere(published, tmp_path):
    kept = tmp_path / "ends.json"
    call_command("verify_custody", keep=kept)
    _tamper("DELETE FROM editorial_custodyentry WHERE id = %s", record(published)[-1].pk)
    assert list(verify()) == []
    with pytest.raises(CommandError):
        call_command("verify_custody", against=kept)


def test_new_entries_do_not_quarrel_with_what_was_kept(published, approver):
    kept = heads()
    published.unpublish(user=approver)
    assert list(verify(kept)) == []
