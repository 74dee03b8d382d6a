"""What may leave the house, for whom, and by whose hand."""

from datetime import timedelta

import pytest
from django.utils import timezone
from freezegun import freeze_time

from media_assets.delivery import rules
from media_assets.delivery.preparing import DeliveryRefused, revoke
from media_assets.models import (
    Channel,
    Delivery,
    InspectionReport,
    InspectionWaiver,
    Piece,
    PieceVersion,
    ProcessingState,
    ReceiverKind,
)
from tests import factories
from tests.media_assets.deliveries import ordered, out_piece
from tests.media_assets.factories import add_version, pass_inspection, withdraw

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def reason(piece, kind=ReceiverKind.PRINTER, now=None):
    decision = rules.judge(Piece.objects.get(pk=piece.pk), kind, now).decision
    return "" if decision else str(decision.reason)


def change(piece, **fields):
    Piece.objects.filter(pk=piece.pk).update(**fields)


# -- People ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "delivers", "looks"),
    [
        ("editor", False, False),
        ("designer", True, True),
        ("style_reviewer", False, False),
        ("legal_reviewer", False, True),
        ("approver", True, True),
        ("administrator", True, True),
        ("superuser", True, True),
    ],
)
def test_each_role_does_what_is_its_own(role, delivers, looks, request):
    user = request.getfixturevalue(role)
    assert bool(rules.may_deliver(user)) is delivers
    assert bool(rules.may_look(user)) is looks


def test_nobody_who_left_the_office_delivers(designer):
    designer.is_active = False
    assert not rules.may_deliver(designer)
    assert not rules.may_look(designer)


def test_a_reviewer_prepares_nothing_by_any_way(style_reviewer):
    with pytest.raises(DeliveryRefused, match="Diseño"):
        ordered([out_piece()], style_reviewer)
    assert not Delivery.objects.exists()


def test_who_prepared_it_and_who_answers_for_the_house_revoke_it(designer, approver, legal_reviewer, editor):
    delivery = ordered([out_piece()], designer)
    other = factories.UserFactory(role="Diseño")
    assert not rules.may_revoke(other, delivery)
    assert not rules.may_revoke(editor, delivery)
    for user in (designer, approver, legal_reviewer):
        assert rules.may_revoke(user, delivery)
    revoke(delivery, user=designer, reason="La imprenta cambió de dueño.")
    assert not rules.may_revoke(designer, delivery)


# -- Pieces ------------------------------------------------------------------------


def test_a_published_piece_goes_with_its_published_version(designer):
    piece = out_piece()
    newer = add_version(piece, b"borrador", current=False)
    pass_inspection(newer)
    assert reason(piece) == ""
    assert ordered([piece], designer).items.get().version_id == piece.current_version_id != newer.pk


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ({"live": False, "first_published_at": None}, "No está aprobada"),
        ({"live": False, "first_published_at": timezone.now()}, "Fue retirada"),
        ({"live": False, "expired": True}, "Su tiempo terminó"),
        ({"expire_at": timezone.now() - timedelta(minutes=1)}, "Su tiempo terminó"),
        ({"current_version": None}, "No tiene arte final"),
    ],
)
def test_what_the_office_has_not_let_out_stays_in(state, said):
    piece = out_piece()
    change(piece, **state)
    assert said in reason(piece)


def test_what_is_in_review_stays_in(designer):
    piece = out_piece(live=False, user=designer)
    piece.current_version = piece.versions.get()
    piece.save_revision(user=designer)
    piece.get_workflow().start(piece, designer)
    assert "Todavía está en revisión" in reason(piece)


@pytest.fixture
def scheduled(designer):
    """Approved, and waiting for its hour tomorrow."""
    piece = out_piece(Channel.PRINT, live=False)
    version = piece.versions.get()
    piece.current_version = version
    piece.go_live_at = timezone.now() + timedelta(days=1)
    piece.save_revision(user=designer).publish(skip_permission_checks=True)
    piece = Piece.objects.get(pk=piece.pk)
    assert not piece.live
    assert piece.approved_schedule
    return piece


def test_an_approved_piece_goes_to_the_printer_before_its_hour_and_to_the_press_after(scheduled):
    assert reason(scheduled) == ""
    assert "hasta entonces solo la reciben imprentas" in reason(scheduled, ReceiverKind.PRESS)


def test_what_was_approved_is_what_goes_and_not_a_later_draft(scheduled, designer):
    newer = add_version(scheduled, b"%PDF-1.7 otro", current=False)
    pass_inspection(newer)
    draft = Piece.objects.get(pk=scheduled.pk)
    approved = scheduled.scheduled_revision.as_object().current_version
    draft.current_version = newer
    draft.title = "Otro título"
    draft.save_revision(user=designer)
    outgoing = rules.as_let_out(Piece.objects.get(pk=scheduled.pk))
    assert outgoing.version == approved != newer
    assert outgoing.piece.title != "Otro título"


def test_what_no_inspection_has_passed_stays_in():
    piece = out_piece(inspected=False)
    assert "inspeccionado" in reason(piece)


def finding(piece):
    from media_assets.inspection.findings import Finding

    found = Finding("bleed-short", "blocks", "0 mm", "3 mm")
    InspectionReport.objects.create(
        version=piece.current_version,
        engine="prueba",
        state=ProcessingState.DONE,
        findings=[found.as_dict()],
        finished_at=timezone.now(),
    )
    return found


def test_a_blocking_finding_stops_it_until_the_direction_lets_it_stand(approver):
    piece = out_piece()
    found = finding(piece)
    assert "sangrado" in reason(piece)
    InspectionWaiver.objects.create(
        version=piece.current_version,
        code=found.code,
        key=found.key,
        found=found.found,
        expected=found.expected,
        reason="No lleva fondo hasta el borde.",
        given_by=approver,
    )
    assert reason(piece) == ""


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"rights_until": TODAY - timedelta(days=1)}, "Los derechos terminaron"),
        ({"rights_from": TODAY + timedelta(days=1)}, "Los derechos empiezan"),
        ({"shows_people": True}, "consentimiento"),
        ({"rights_media": ["web"]}, "impresos"),
    ],
)
def test_rights_and_consents_hold_today_and_for_the_medium(fields, said):
    piece = out_piece()
    change(piece, **fields)
    assert said in reason(piece)


@pytest.mark.parametrize(
    ("kind", "channels"),
    [
        (ReceiverKind.PRINTER, {"print"}),
        (ReceiverKind.BROADCASTER, {"radio", "tv"}),
        (ReceiverKind.PRESS, {"print", "radio", "tv", "web"}),
        (ReceiverKind.SITE, {"web"}),
    ],
)
def test_each_receiver_gets_the_channels_that_it_works_with(kind, channels):
    assert {channel.value for channel in Channel if reason(out_piece(channel), kind) == ""} == channels


@pytest.mark.parametrize("licence", ["bought", "editorial"])
def test_what_the_office_bought_for_itself_is_not_handed_on_to_the_press(licence):
    piece = out_piece(licence=licence)
    assert reason(piece) == ""
    assert "no puede ceder esta licencia" in reason(piece, ReceiverKind.PRESS)


def test_all_that_may_not_go_are_named_at_once_and_nothing_is_begun(designer):
    good, spot, gone = out_piece(title="Afiche"), out_piece(Channel.RADIO, title="Cuña"), out_piece(title="Volante")
    withdraw(gone)
    with pytest.raises(DeliveryRefused) as refusal:
        ordered([good, spot, Piece.objects.get(pk=gone.pk)], designer)
    assert {piece.title for piece, _reason in refusal.value.pieces} == {"Cuña", "Volante"}
    assert not Delivery.objects.exists()


def test_a_package_has_bounds(designer, monkeypatch):
    pieces = [out_piece(), out_piece()]
    monkeypatch.setattr(rules, "MOST_PIECES", 1)
    with pytest.raises(DeliveryRefused, match="haga varios"):
        ordered(pieces, designer)
    monkeypatch.setattr(rules, "MOST_PIECES", 60)
    PieceVersion.objects.update(size=15 * 1024**3)
    with pytest.raises(DeliveryRefused, match="GB"):
        ordered([Piece.objects.get(pk=piece.pk) for piece in pieces], designer)


def test_it_is_written_in_the_record_of_each_piece(designer):
    from editorial.custody.records import subject_of
    from editorial.models import CustodyEntry

    piece = out_piece()
    delivery = ordered([piece], designer)
    revoke(delivery, user=designer, reason="La imprenta cambió de dueño.")
    acts = [entry.action for entry in CustodyEntry.objects.about(*subject_of(piece))]
    assert acts[-2:] == ["media_assets.delivery.prepare", "media_assets.delivery.revoke"]


def test_a_button_that_is_pressed_twice_prepares_one_delivery(designer, approver):
    piece, other = out_piece(), out_piece()
    first = ordered([piece], designer, note="500 ejemplares")
    assert ordered([piece], designer, note="500 ejemplares").pk == first.pk
    assert first.items.count() == 1
    assert ordered([piece, other], designer, note="500 ejemplares").pk != first.pk
    assert ordered([piece], designer, note="800 ejemplares").pk != first.pk
    assert ordered([piece], approver, note="500 ejemplares").pk != first.pk
    with freeze_time(first.prepared_at + timedelta(minutes=1)):
        assert ordered([piece], designer, note="500 ejemplares").pk != first.pk
