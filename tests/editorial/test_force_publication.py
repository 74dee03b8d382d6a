"""What cannot wait goes out with a signed reason, within the law, and owes a review that somebody else does."""

import pytest
from django.test import Client
from django.urls import reverse

from editorial.force_publication import (
    AfterReviewRefused,
    ForceRefused,
    after_reviews_for,
    can_force,
    decide,
    force_publish,
)
from editorial.models import AfterReview, BulletinPage, CustodyEntry
from editorial.review import is_author
from tests import factories
from tests.editorial import chain, doors

pytestmark = pytest.mark.django_db
REASON = "Alerta por creciente súbita: la ciudadanía debe saberlo ya."


@pytest.fixture
def draft(editor):
    return factories.bulletin(user=editor, live=False, title="Alerta en la quebrada")


def force(user, content, reason=REASON):
    return force_publish(doors.fresh(content), user, reason)


def test_the_direction_publishes_what_cannot_wait(draft, approver):
    force(approver, draft)
    page = doors.fresh(draft)
    assert (page.live, page.number) == (True, 1)
    assert Client().get(page.url).status_code == 200


def test_it_opens_a_review_that_says_what_was_skipped(draft, approver, editor):
    chain.submit(draft, editor)
    owed = force(approver, draft)
    assert owed.skipped["steps"] == ["Corrección de estilo", "Aprobación final"]
    assert not doors.fresh(draft).workflow_in_progress


@pytest.mark.parametrize("person", ["editor", "designer", "style_reviewer", "legal_reviewer", "administrator", "superuser"])
def test_nobody_else_forces(person, draft, request):
    with pytest.raises(ForceRefused):
        force(request.getfixturevalue(person), draft)
    assert not doors.fresh(draft).live


def test_an_author_does_not_force_their_own_text(draft, approver):
    chain.edit(draft, approver, lead_text="Escrito por la Dirección.")
    assert not can_force(approver, doors.fresh(draft))


def test_a_reason_of_substance_is_needed(draft, approver):
    with pytest.raises(ForceRefused):
        force(approver, draft, "  urge  ")


def test_an_embargo_holds_all_the_same(approver, editor):
    from datetime import timedelta

    from django.utils import timezone

    minute = timezone.now() + timedelta(days=1)
    page = factories.bulletin(user=editor, live=False, embargo_until=minute)
    force(approver, page)
    assert not doors.fresh(page).live
    assert doors.fresh(page).approved_schedule


def test_no_reason_outweighs_the_law_or_third_parties(designer, approver):
    piece = chain.piece_with_master(designer, shows_people=True)
    with pytest.raises(ForceRefused, match="consentimiento"):
        force_publish(piece, approver, REASON)


def test_a_piece_is_forced_too(designer, approver):
    piece = chain.piece_with_master(designer)
    force_publish(piece, approver, REASON)
    piece.refresh_from_db()
    assert piece.live


def test_it_is_on_record_with_its_reason(draft, approver):
    force(approver, draft)
    entry = CustodyEntry.objects.get(action="rotativa.force_publish")
    assert (entry.actor_name, entry.reason) == ("approver", REASON)


class TestAfterwards:
    @pytest.fixture
    def owed(self, draft, approver):
        return force(approver, draft)

    def test_it_waits_for_others_and_not_for_who_forced_it(self, owed, approver, legal_reviewer, editor):
        assert after_reviews_for(legal_reviewer) == [owed]
        assert after_reviews_for(approver) == []
        assert after_reviews_for(editor) == []
        assert "Alerta en la quebrada" in doors.desk_of(legal_reviewer).get(reverse("wagtailadmin_home")).content.decode()

    def test_who_forced_it_cannot_close_it(self, owed, approver):
        with pytest.raises(AfterReviewRefused):
            decide(owed, approver, ratify=True, comment="")

    def test_it_is_closed_once(self, owed, legal_reviewer):
        decide(owed, legal_reviewer, ratify=True, comment="")
        with pytest.raises(AfterReviewRefused):
            decide(owed, legal_reviewer, ratify=True, comment="")
        assert after_reviews_for(legal_reviewer) == []

    def test_an_objection_says_what_is_wrong(self, owed, legal_reviewer):
        with pytest.raises(AfterReviewRefused):
            decide(owed, legal_reviewer, ratify=False, comment="mal")
        decide(owed, legal_reviewer, ratify=False, comment="La cifra de damnificados no está confirmada.")
        assert CustodyEntry.objects.filter(action="rotativa.after_review.object").exists()

    def test_a_later_edit_goes_through_the_chain_again(self, owed, draft, editor):
        chain.edit(draft, editor, lead_text="Otra entradilla.")
        doors.save_page(editor, doors.fresh(draft), "action-publish")
        assert doors.fresh(draft).lead_text != "Otra entradilla."


def test_the_author_does_not_approve_afterwards_what_was_forced(draft, approver, style_reviewer, editor, legal_reviewer):
    chain.edit(draft, style_reviewer, lead_text="Escrito por quien corrige.")
    owed = force(approver, draft)
    assert is_author(style_reviewer, doors.fresh(draft))
    decide(owed, legal_reviewer, ratify=True, comment="")
    assert not is_author(style_reviewer, doors.fresh(draft))


class TestScreens:
    def address(self, page):
        return reverse("editorial_force", args=["wagtailcore.page", page.pk])

    def test_the_form_shows_what_is_skipped_and_publishes(self, draft, approver):
        desk = doors.desk_of(approver)
        assert "Corrección de estilo" in desk.get(self.address(draft)).content.decode()
        desk.post(self.address(draft), {"reason": REASON})
        assert doors.fresh(draft).live

    def test_a_refusal_keeps_what_was_written(self, draft, approver):
        answer = doors.desk_of(approver).post(self.address(draft), {"reason": "muy urgente"})
        assert "muy urgente" in answer.content.decode()
        assert not doors.fresh(draft).live

    @pytest.mark.parametrize("person", ["editor", "designer", "legal_reviewer", "administrator", "superuser"])
    def test_others_find_no_such_form(self, person, draft, request):
        doors.desk_of(request.getfixturevalue(person)).post(self.address(draft), {"reason": REASON})
        assert not doors.fresh(draft).live

    def test_the_review_is_closed_on_its_screen(self, draft, approver, legal_reviewer):
        owed = force(approver, draft)
        url = reverse("editorial_after_review", args=[owed.pk])
        desk = doors.desk_of(legal_reviewer)
        assert REASON in desk.get(url).content.decode()
        desk.post(url, {"ratify": "yes", "comment": ""})
        owed.refresh_from_db()
        assert (owed.outcome, owed.decided_by) == (AfterReview.Outcome.RATIFIED, legal_reviewer)
        assert doors.desk_of(approver).get(url).status_code in (302, 403)


def test_forcing_twice_publishes_once(draft, approver):
    force(approver, draft)
    with pytest.raises(ForceRefused):
        force(approver, draft)
    assert BulletinPage.objects.get(pk=draft.pk).number == 1
    assert AfterReview.objects.count() == 1
