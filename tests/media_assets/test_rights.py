"""A piece is used while its rights and the consents of those it shows hold; personal data stays with few."""

import io
from datetime import date, timedelta

import pikepdf
import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from editorial import scheduling
from editorial.models import CampaignPiece, CustodyEntry, Notice, NoticeEvent
from editorial.readiness import catalogue
from media_assets import rights_watch
from media_assets.access import is_public_piece
from media_assets.consents import ConsentRefused, record_consent, set_aside_consent, sum_up, withdraw_consent
from media_assets.models import Channel, Consent, Piece, RightsNotice
from media_assets.rights import consents_hold_on, period_is_sane, rights_hold_on
from organization import roles
from tests import factories
from tests.media_assets.factories import published_piece

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def _signed_form():
    paper = pikepdf.new()
    paper.add_blank_page(page_size=(612, 792))
    buffer = io.BytesIO()
    paper.save(buffer)
    return buffer.getvalue()


PDF = _signed_form()


def consent(piece, person="Persona retratada", **fields):
    fields = {"valid_from": TODAY - timedelta(days=30), "uses": "Afiches de la campaña"} | fields
    return Consent(piece=piece, person=person, document=ContentFile(PDF, name="firma.pdf"), sha256="ab" * 32, **fields)


@pytest.fixture
def portrait(designer):
    return published_piece(shows_people=True, created_by=designer)


def on_record(piece, user, **fields):
    return record_consent(consent(piece, **fields), user=user)


@pytest.mark.parametrize(
    ("starts", "ends", "is_sane"),
    [
        (None, None, True),
        (TODAY, None, True),
        (None, TODAY, True),
        (TODAY, TODAY, True),
        (TODAY, TODAY + timedelta(days=1), True),
        (TODAY, TODAY - timedelta(days=1), False),
    ],
)
def test_rights_end_no_earlier_than_they_start(starts, ends, is_sane):
    decision = period_is_sane(starts, ends)
    assert bool(decision) is is_sane
    assert bool(decision.reason) is not is_sane


def test_a_piece_that_shows_people_is_closed_until_their_consent_is_on_record(portrait, designer):
    assert not is_public_piece(portrait)
    assert portrait not in Piece.objects.public()
    on_record(portrait, designer)
    assert is_public_piece(portrait)
    assert portrait in Piece.objects.public()


def test_the_consent_of_each_person_must_stand(portrait, designer, legal_reviewer):
    on_record(portrait, designer)
    second = on_record(portrait, designer, person="Otra persona")
    withdraw_consent(second, user=legal_reviewer, reason="Lo pidió por escrito ayer.")
    portrait.refresh_from_db()
    assert not consents_hold_on(portrait, TODAY)
    set_aside_consent(second, user=legal_reviewer, reason="La nueva versión ya no la muestra.")
    portrait.refresh_from_db()
    assert consents_hold_on(portrait, TODAY)


def test_only_the_legal_office_or_the_direction_closes_a_consent(portrait, designer):
    given_leave = on_record(portrait, designer)
    with pytest.raises(ConsentRefused):
        withdraw_consent(given_leave, user=designer, reason="Porque sí, sin más razones.")


def test_a_consent_is_closed_with_a_reason(portrait, designer, legal_reviewer):
    given_leave = on_record(portrait, designer)
    with pytest.raises(ConsentRefused):
        withdraw_consent(given_leave, user=legal_reviewer, reason="no")


def test_a_missing_consent_blocks_the_publication_with_words(portrait):
    assert "consent-missing" in {finding.code for finding in catalogue.blocking(portrait)}


def test_rights_given_for_other_media_block_the_piece():
    piece = factories.piece(Channel.WEB, rights_media=["radio"])
    assert "rights-medium" in {finding.code for finding in catalogue.blocking(piece)}


def test_consents_are_no_part_of_a_revision(portrait, designer):
    revision = portrait.save_revision(user=designer)
    on_record(portrait, designer, person="Nombre reservado")
    assert revision.as_object().consents_stand
    assert "Nombre reservado" not in str(portrait.save_revision(user=designer).content)


class TheRuleAndTheQuery(TestCase):
    """``rights_hold_on`` and ``with_current_rights`` give one answer."""

    days = st.none() | st.dates(date(2026, 1, 1), date(2026, 3, 1))

    @given(days, days, st.booleans(), st.booleans(), days, days, st.dates(date(2026, 1, 1), date(2026, 3, 1)))
    def test_agree(self, start, end, people, stand, since, until, day):
        if start and end and end < start:
            start, end = end, start
        piece = factories.piece(rights_from=start, rights_until=end, shows_people=people)
        piece.consents_stand = stand and since is not None
        piece.consents_from, piece.consents_until = since, until
        piece.save()
        assert bool(rights_hold_on(piece, day)) == Piece.objects.with_current_rights(day).filter(pk=piece.pk).exists()


@pytest.mark.parametrize(("days", "told"), [(31, []), (30, [30]), (20, [30]), (7, [7]), (1, [7])])
def test_the_end_is_told_thirty_and_seven_days_before(days, told):
    published_piece(rights_until=TODAY + timedelta(days=days))
    rights_watch.give_warnings()
    rights_watch.give_warnings()
    assert list(RightsNotice.objects.values_list("days", flat=True)) == told


def test_a_renewal_is_warned_of_anew():
    piece = published_piece(rights_until=TODAY + timedelta(days=5))
    rights_watch.give_warnings()
    Piece.objects.update(rights_until=TODAY + timedelta(days=6))
    rights_watch.give_warnings()
    assert RightsNotice.objects.filter(piece=piece).count() == 2


def test_the_scheduler_takes_out_what_may_not_be_used_any_more(client):
    over = published_piece(rights_until=TODAY - timedelta(days=1))
    holding = published_piece(rights_until=TODAY)
    done = scheduling.run_due()
    assert done.expired == [over]
    over.refresh_from_db()
    holding.refresh_from_db()
    assert (over.live, over.expired, holding.live) == (False, True, True)
    assert client.get(over.get_absolute_url()).status_code == 410
    assert RightsNotice.objects.filter(piece=over, days=0).exists()


def test_a_withdrawn_consent_takes_the_piece_out(portrait, designer, legal_reviewer):
    given_leave = on_record(portrait, designer)
    assert scheduling.run_due().expired == []
    withdraw_consent(given_leave, user=legal_reviewer, reason="Lo pidió por escrito ayer.")
    assert scheduling.run_due().expired == [portrait]


def test_why_a_consent_was_withdrawn_is_told_to_those_alone_who_may_read_it(portrait, designer, legal_reviewer):
    style = factories.UserFactory(role=roles.STYLE_REVIEWERS)
    portrait.save_revision(user=style)
    given_leave = on_record(portrait, designer)
    withdraw_consent(given_leave, user=legal_reviewer, reason="Lo pidió por escrito ayer.")
    scheduling.run_due()
    told = {notice.recipient: notice.said for notice in Notice.objects.filter(event=NoticeEvent.RIGHTS)}
    assert {designer, style, legal_reviewer} <= set(told)
    assert "Lo pidió por escrito ayer." in told[designer]
    assert "Lo pidió por escrito ayer." in told[legal_reviewer]
    assert told[style] == "Falta o fue revocado el consentimiento de una persona que aparece."


def test_the_warning_of_an_end_says_which_day_is_the_last(designer):
    last_day = TODAY + timedelta(days=5)
    published_piece(rights_until=last_day, created_by=designer)
    rights_watch.give_warnings()
    said = Notice.objects.get(event=NoticeEvent.RIGHTS, recipient=designer).said
    assert said == f"Su último día de uso es el {date_format(last_day)}."


def test_the_history_names_the_piece_that_went_out_and_why(client, superuser):
    over = published_piece(title="Afiche de ayer", rights_until=TODAY - timedelta(days=1))
    scheduling.run_due()
    client.force_login(superuser)
    history = client.get(reverse(Piece.snippet_viewset.get_url_name("history"), args=[over.pk])).content.decode()
    last_day = date_format(over.rights_until)
    assert f"«Afiche de ayer» salió de las páginas públicas. Los derechos terminaron el {last_day}." in history
    assert "borrador programado" not in history.lower()


def test_the_record_of_a_piece_keeps_why_it_went_out_and_names_no_reason_of_a_person(
    portrait, designer, legal_reviewer
):
    given_leave = on_record(portrait, designer)
    withdraw_consent(given_leave, user=legal_reviewer, reason="Lo pidió por escrito ayer.")
    scheduling.run_due()
    entry = CustodyEntry.objects.get(object_id=str(portrait.pk), action=rights_watch.TAKEN_OUT)
    assert entry.reason == "Falta o fue revocado el consentimiento de una persona que aparece."


def test_a_page_says_that_a_piece_was_taken_out_and_nothing_of_a_draft(client):
    out = published_piece(title="Afiche de ayer", rights_until=TODAY - timedelta(days=1))
    Piece.objects.filter(pk=out.pk).update(first_published_at=timezone.now())
    draft = factories.piece(title="Afiche de mañana")
    body = [("piece", {"piece": out, "caption": ""}), ("piece", {"piece": draft, "caption": ""})]
    html = client.get(factories.bulletin(body=body).get_url()).content.decode()
    assert html.count("Esta pieza ya no está disponible") == 1
    assert "Afiche de mañana" not in html
    assert "Afiche de ayer" not in html


def test_a_campaign_says_that_a_piece_was_taken_out(client):
    shown = published_piece(title="Afiche de hoy")
    out = published_piece(title="Afiche de ayer", rights_until=TODAY - timedelta(days=1))
    Piece.objects.filter(pk=out.pk).update(first_published_at=timezone.now())
    campaign = factories.campaign()
    used = (shown, out, factories.piece(title="Afiche de mañana"))
    campaign.pieces = [CampaignPiece(piece=piece, sort_order=place) for place, piece in enumerate(used)]
    campaign.save()
    html = client.get(campaign.get_url()).content.decode()
    assert "Esta campaña tuvo 1 pieza más, que ya no está disponible." in html
    assert "Afiche de ayer" not in html
    assert "Afiche de mañana" not in html


def test_the_address_of_a_piece_whose_time_is_over_says_so_and_not_that_it_was_withdrawn(client, portrait, designer):
    ended = published_piece(title="Afiche de ayer", rights_until=TODAY - timedelta(days=1))
    given_leave = on_record(portrait, designer)
    given_leave.__class__.objects.update(revoked_on=TODAY)
    sum_up(portrait)
    Piece.objects.update(live=True, first_published_at=timezone.now())
    for piece in (ended, portrait):
        answer = client.get(piece.get_absolute_url())
        page = answer.content.decode()
        assert answer.status_code == 410
        assert "Este contenido ya no está disponible" in page
        assert "Publicado el" in page
        assert "la oficina lo retiró" not in page


class TestScreens:
    def fields(self, **changes):
        signed = SimpleUploadedFile("firma.pdf", PDF, "application/pdf")
        return {
            "person": "Persona retratada",
            "uses": "Afiches",
            "valid_from": TODAY.isoformat(),
            "document": signed,
        } | changes

    def address(self, name, *args):
        return reverse(Piece.snippet_viewset.get_url_name(name), args=args)

    def test_who_makes_the_piece_puts_a_consent_on_record(self, client, portrait, designer):
        client.force_login(designer)
        answer = client.post(self.address("add_consent", portrait.pk), self.fields())
        assert answer.status_code == 302, answer.context["form"].errors
        portrait.refresh_from_db()
        assert portrait.consents_stand

    def test_a_minor_needs_a_guardian_and_what_was_written_stays(self, client, portrait, designer):
        client.force_login(designer)
        answer = client.post(self.address("add_consent", portrait.pk), self.fields(is_minor="on"))
        assert "guardian" in answer.context["form"].errors
        assert "Persona retratada" in answer.content.decode()

    def test_a_program_is_no_signed_form(self, client, portrait, designer):
        client.force_login(designer)
        wrong = SimpleUploadedFile("firma.pdf", b"MZ\x90\0" + bytes(200), "application/pdf")
        answer = client.post(self.address("add_consent", portrait.pk), self.fields(document=wrong))
        assert "document" in answer.context["form"].errors

    @pytest.mark.parametrize("role", [roles.EDITORS, roles.STYLE_REVIEWERS, roles.ADMINISTRATORS, roles.DESIGNERS])
    def test_others_read_neither_name_nor_form(self, client, portrait, designer, role):
        given_leave = on_record(portrait, designer, person="Nombre reservado")
        client.force_login(factories.UserFactory(role=role))
        door = client.get(self.address("consent_document", portrait.pk, given_leave.pk))
        assert door.status_code in (302, 403)
        assert client.get(f"/archivos/originales/{given_leave.document.name}").status_code == 404
        assert client.get(f"/archivos/originales/piezas/../{given_leave.document.name}").status_code == 404
        editor = client.get(self.address("edit", portrait.pk), follow=True)
        assert "Nombre reservado" not in editor.content.decode()

    def test_reading_a_signed_form_stays_on_record(self, client, portrait, designer, legal_reviewer):
        given_leave = on_record(portrait, designer)
        client.force_login(legal_reviewer)
        answer = client.get(self.address("consent_document", portrait.pk, given_leave.pk))
        assert (answer.status_code, b"".join(answer.streaming_content)) == (200, PDF)
        assert "no-store" in answer["Cache-Control"]
        assert CustodyEntry.objects.filter(object_id=str(portrait.pk), action="media_assets.consent.read").exists()

    def test_the_legal_office_finds_and_closes_a_consent_of_a_published_piece(
        self, client, portrait, designer, legal_reviewer
    ):
        given_leave = on_record(portrait, designer, person="Persona que cambió de idea")
        Piece.objects.filter(pk=portrait.pk).update(live=True)
        client.force_login(legal_reviewer)
        record = client.get(self.address("inspect", portrait.pk)).content.decode()
        close = self.address("close_consent", portrait.pk, given_leave.pk)
        assert "Persona que cambió de idea" in record
        assert close in record
        reason = "Lo pidió por escrito ayer."
        answer = client.post(close, {"what": "withdrawn", "reason": reason}, follow=True)
        assert answer.redirect_chain == [(self.address("inspect", portrait.pk), 302)]
        assert answer.status_code == 200
        given_leave.refresh_from_db()
        assert given_leave.revoked_on == TODAY

    def test_the_record_of_a_piece_names_nobody_to_others(self, client, portrait, designer):
        on_record(portrait, designer, person="Nombre reservado")
        client.force_login(factories.UserFactory(role=roles.STYLE_REVIEWERS))
        record = client.get(self.address("inspect", portrait.pk)).content.decode()
        assert "Son datos personales" in record
        assert "Nombre reservado" not in record

    def test_what_ends_leads_the_legal_office_where_it_may_go(self, client, legal_reviewer):
        piece = published_piece(title="Afiche que vence", rights_until=TODAY + timedelta(days=3))
        client.force_login(legal_reviewer)
        assert self.address("inspect", piece.pk) in client.get(reverse("wagtailadmin_home")).content.decode()

    def test_the_desk_says_what_ends(self, client, designer):
        published_piece(title="Afiche que vence", rights_until=TODAY + timedelta(days=3))
        client.force_login(designer)
        assert "Afiche que vence" in client.get(reverse("wagtailadmin_home")).content.decode()
