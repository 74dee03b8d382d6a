"""The chain of custody says who did what, when, why and from where, and shows when it was touched."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from editorial.custody import acting, records
from editorial.custody.records import entry_hash, heads, verify
from editorial.models import CustodyEntry, CustodyHead
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


GUARDS = ("editorial.migrations.0008_custody_is_append_only", "editorial.migrations.0024_custody_heads")


def tamper(statement, *parameters, guards=GUARDS[:1]):
    """What somebody with the keys of the database could do: take the guards away first."""
    with connection.cursor() as cursor:
        for guard in guards:
            import_module(guard).open_again(None, SimpleNamespace(connection=connection, execute=cursor.execute))
        cursor.execute(statement, parameters)


def test_a_changed_reason_is_found(published):
    second = record(published)[1]
    tamper("UPDATE editorial_custodyentry SET reason = 'Todo en orden' WHERE id = %s", second.pk)
    assert [(f.sequence, f.what) for f in verify()] == [(2, "it was changed after it was written")]
    with pytest.raises(CommandError, match="not whole"):
        call_command("verify_custody")


def test_a_missing_entry_is_found(published):
    tamper("DELETE FROM editorial_custodyentry WHERE id = %s", record(published)[1].pk)
    assert [f.what for f in verify()] == ["entries are missing before this one"]


def test_a_cut_off_end_is_found(published):
    last = record(published)[-1]
    tamper("DELETE FROM editorial_custodyentry WHERE id = %s", last.pk)
    assert [(f.sequence, f.what) for f in verify()] == [(last.sequence, "the end of the record was cut off")]
    with pytest.raises(CommandError, match="not whole"):
        call_command("verify_custody")


def test_a_record_that_is_gone_as_a_whole_is_found(published):
    tamper("DELETE FROM editorial_custodyentry WHERE object_id = %s", str(published.pk))
    assert [f.what for f in verify() if f.object_id == str(published.pk)] == ["the end of the record was cut off"]


def test_what_is_written_after_a_cut_end_does_not_heal_it(published, approver):
    last = record(published)[-1]
    tamper("DELETE FROM editorial_custodyentry WHERE id = %s", last.pk)
    published.unpublish(user=approver)
    assert [(f.sequence, f.what) for f in verify()] == [(last.sequence + 1, "entries are missing before this one")]


def test_a_last_entry_that_was_written_again_as_a_whole_is_found(published):
    last = record(published)[-1]
    last.reason = "Todo en orden"
    tamper(
        "UPDATE editorial_custodyentry SET reason = %s, hash = %s WHERE id = %s", last.reason, entry_hash(last), last.pk
    )
    assert [f.what for f in verify()] == ["it is not the entry that the head of its chain names"]


def test_a_head_that_is_gone_is_found(published):
    tamper("DELETE FROM editorial_custodyhead WHERE object_id = %s", str(published.pk), guards=GUARDS)
    assert [f.what for f in verify() if f.object_id == str(published.pk)] == ["no head of a chain bears it out"]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE editorial_custodyhead SET sequence = sequence - 1",
        "UPDATE editorial_custodyhead SET sequence = sequence + 1",
        "UPDATE editorial_custodyhead SET hash = 'otro'",
        "DELETE FROM editorial_custodyhead",
        "INSERT INTO editorial_custodyhead (content_label, object_id, sequence, hash) VALUES ('a.b', '1', 1, 'otro')",
    ],
)
def test_the_database_lets_a_head_only_grow_with_its_entries(published, statement):
    with pytest.raises(DatabaseError, match="only grows"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert list(verify()) == []


def test_no_head_is_moved_through_the_models(published):
    head = CustodyHead.objects.about(PAGE, published.pk).get()
    for act in (head.save, head.delete, CustodyHead.objects.all().delete, lambda: CustodyHead.objects.update(sequence=1)):
        with pytest.raises(RecordIsClosed):
            act()


def test_the_database_moves_the_head_whoever_adds_the_entry(published):
    columns = [f.column for f in CustodyEntry._meta.fields if not f.primary_key]
    last = record(published)[-1]
    said = {c: getattr(last, c) for c in columns if c != "detail"} | {"sequence": last.sequence + 1}
    said |= {"previous_hash": last.hash, "hash": "f" * 64}
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO editorial_custodyentry ({', '.join(said)}, detail) VALUES ({', '.join(['%s'] * len(said))}, '{{}}')",
            list(said.values()),
        )
    head = CustodyHead.objects.about(PAGE, published.pk).get()
    assert (head.sequence, head.hash) == (last.sequence + 1, "f" * 64)


def test_records_that_exist_already_get_their_heads_and_give_them_back(published):
    before = heads()
    migration = import_module(GUARDS[1])
    operations = migration.Migration.operations
    with connection.cursor() as cursor:
        editor = SimpleNamespace(connection=connection, execute=cursor.execute)
        for operation in operations[:1:-1]:
            operation.reverse_code(None, editor)
        cursor.execute("DELETE FROM editorial_custodyhead")
        assert heads() == {}
        cursor.execute(operations[1].sql)
        for operation in operations[2:]:
            operation.code(None, editor)
    assert heads() == before
    assert list(verify()) == []
    with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
        CustodyHead.objects.all()._raw_delete(connection.alias)


def test_an_entry_added_while_the_record_is_checked_is_no_fault(published, approver, monkeypatch):
    kept = heads()
    published.unpublish(user=approver)
    calls = iter([kept])
    monkeypatch.setattr(records, "heads", lambda: next(calls))
    assert list(verify()) == []


def test_an_end_cut_off_together_with_its_head_is_found_against_what_was_kept_elsewhere(published, tmp_path):
    kept = tmp_path / "ends.json"
    call_command("verify_custody", keep=kept)
    before, last = record(published)[-2:]
    tamper("DELETE FROM editorial_custodyentry WHERE id = %s", last.pk)
    with connection.cursor() as cursor:
        migration = import_module(GUARDS[1])
        migration.run(migration.UNSEAL)(None, SimpleNamespace(connection=connection, execute=cursor.execute))
        cursor.execute(
            "UPDATE editorial_custodyhead SET sequence = %s, hash = %s WHERE object_id = %s",
            [before.sequence, before.hash, str(published.pk)],
        )
    assert list(verify()) == []
    with pytest.raises(CommandError):
        call_command("verify_custody", against=kept)


def test_new_entries_do_not_quarrel_with_what_was_kept(published, approver):
    kept = heads()
    published.unpublish(user=approver)
    assert list(verify(kept)) == []
