"""What was published is taken back with a reason, and leaves a notice instead of a hole."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import inline_formset

from editorial.models import BulletinPage, CustodyEntry, Withdrawal
from editorial.numbering import assign_number
from editorial.withdrawal import DeletionRefused
from tests import factories
from tests.editorial import chain, doors
from tests.media_assets.factories import published_piece

pytestmark = pytest.mark.django_db

REASON = "La convocatoria se aplazó por orden del juez."


@pytest.fixture
def live(editor):
    return factories.bulletin(user=editor, title="Abre la convocatoria")


def withdraw(user, page, reason=REASON):
    return doors.desk_of(user).post(reverse("editorial_withdraw", args=["wagtailcore.page", page.pk]), {"reason": reason})


def test_the_reason_stands_where_the_page_stood(live, approver):
    assert Client().get(live.url).status_code == 200
    withdraw(approver, live)
    response = Client().get(live.url)
    assert response.status_code == 410
    assert REASON in response.content.decode()
    assert "Abre la convocatoria" not in Client().get("/boletines/").content.decode()


def test_the_reason_is_in_the_chain_of_custody(live, approver):
    withdraw(approver, live)
    entry = CustodyEntry.objects.about("wagtailcore.page", live.pk).get(action="rotativa.withdraw")
    assert (entry.actor_name, entry.reason) == ("approver", REASON)


def test_a_correction_under_review_does_not_keep_in_public_what_must_go(live, editor, approver):
    chain.correct(live, editor, lead_text="La convocatoria no abre.")
    chain.submit(live, editor)
    withdraw(approver, live)
    assert not doors.fresh(live).live


def test_a_correction_that_waits_for_its_day_goes_with_what_is_withdrawn(live, editor, approver):
    chain.correct(live, editor, lead_text="La convocatoria no abre.")
    newest = live.revisions.latest("pk")
    newest.approved_go_live_at = timezone.now() + timedelta(days=1)
    newest.save()
    withdraw(approver, live)
    assert not doors.fresh(live).live
    assert not live.revisions.filter(approved_go_live_at__isnull=False).exists()


def test_who_reviews_a_later_version_is_told_that_the_page_was_withdrawn(live, editor, style_reviewer, approver):
    edit = reverse("wagtailadmin_pages:edit", args=[live.pk])
    correction = inline_formset([{"date": str(timezone.localdate()), "text": "Decía martes: es el lunes."}])
    doors.submit(editor, live, lead_text="Abre el lunes.", corrections=correction)
    assert "Se retiró del público" not in doors.desk_of(style_reviewer).get(edit).content.decode()
    withdraw(approver, live)
    assert f"Se retiró del público: {REASON}" in doors.desk_of(style_reviewer).get(edit).content.decode()


def test_without_a_reason_it_stays(live, approver):
    response = withdraw(approver, live, reason="  ")
    assert response.status_code == 200
    assert doors.fresh(live).live
    assert not Withdrawal.objects.exists()


@pytest.mark.parametrize("person", ["editor", "designer", "style_reviewer", "legal_reviewer", "administrator"])
def test_only_the_management_withdraws(person, live, request):
    withdraw(request.getfixturevalue(person), live)
    assert doors.fresh(live).live


def test_wagtails_button_leads_to_the_form_with_the_reason(live, approver):
    response = doors.desk_of(approver).post(reverse("wagtailadmin_pages:unpublish", args=[live.pk]))
    assert response["Location"] == reverse("editorial_withdraw", args=["wagtailcore.page", live.pk])
    assert doors.fresh(live).live


@pytest.mark.parametrize("action", ["unpublish", "delete"])
def test_nothing_published_goes_in_bulk(action, live, approver):
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    doors.desk_of(approver).post(f"{url}?id={live.pk}")
    assert doors.fresh(live).live


@pytest.mark.parametrize("person", ["approver", "superuser"])
def test_what_was_published_is_not_deleted(person, live, request):
    assign_number(live)
    withdraw(request.getfixturevalue("approver"), live)
    doors.desk_of(request.getfixturevalue(person)).post(reverse("wagtailadmin_pages:delete", args=[live.pk]))
    assert doors.fresh(live).number == 1


def test_a_section_with_something_published_is_not_deleted(approver):
    edition = factories.edition()
    publication = edition.get_parent()
    doors.desk_of(approver).post(reverse("wagtailadmin_pages:delete", args=[publication.pk]))
    assert doors.fresh(edition)


def test_a_draft_may_still_be_deleted(editor, approver):
    draft = factories.bulletin(user=editor, live=False)
    doors.desk_of(approver).post(reverse("wagtailadmin_pages:delete", args=[draft.pk]))
    assert not BulletinPage.objects.filter(pk=draft.pk).exists()


def test_an_old_reason_is_not_shown_for_a_later_expiry(live, approver):
    from editorial.withdrawal import reason_for

    withdraw(approver, live)
    page = doors.fresh(live)
    assert reason_for(page) == REASON
    page.get_latest_revision().publish()
    doors.fresh(live).unpublish(set_expired=True)
    assert reason_for(doors.fresh(live)) == ""


class TestPieces:
    @pytest.fixture
    def poster(self):
        return published_piece(title="Afiche del festival")

    def address(self, piece):
        return reverse("editorial_withdraw", args=["media_assets.piece", piece.pk])

    def test_a_piece_leaves_its_reason_and_nothing_of_its_file(self, poster, approver):
        still = poster.current_version.preview.url
        assert Client().get(still).status_code == 200
        doors.desk_of(approver).post(self.address(poster), {"reason": REASON})
        answer = Client().get(poster.get_absolute_url())
        assert (answer.status_code, REASON in answer.content.decode()) == (410, True)
        assert Client().get(still).status_code == 404
        assert "Afiche del festival" not in Client().get("/biblioteca/").content.decode()
        assert "Afiche del festival" not in Client().get("/buscar/?q=festival").content.decode()

    @pytest.mark.parametrize("person", ["editor", "designer", "style_reviewer", "legal_reviewer", "administrator"])
    def test_only_the_management_withdraws_it(self, person, poster, request):
        doors.desk_of(request.getfixturevalue(person)).post(self.address(poster), {"reason": REASON})
        poster.refresh_from_db()
        assert poster.live

    def test_wagtails_button_leads_to_the_form_with_the_reason(self, poster, approver):
        url = reverse(poster.snippet_viewset.get_url_name("unpublish"), args=[poster.pk])
        assert doors.desk_of(approver).post(url)["Location"] == self.address(poster)

    @pytest.mark.parametrize("bulk", [False, True])
    def test_what_was_published_is_not_deleted(self, bulk, poster, superuser):
        if bulk:
            url = reverse("wagtail_bulk_action", args=["media_assets", "piece", "delete"]) + f"?id={poster.pk}"
        else:
            url = reverse(poster.snippet_viewset.get_url_name("delete"), args=[poster.pk])
        type(poster).objects.filter(pk=poster.pk).update(first_published_at=timezone.now())
        doors.desk_of(superuser).post(url)
        assert type(poster).objects.filter(pk=poster.pk).exists()

    def test_a_draft_may_be_deleted(self, superuser):
        draft = factories.piece()
        doors.desk_of(superuser).post(reverse(draft.snippet_viewset.get_url_name("delete"), args=[draft.pk]))
        assert not type(draft).objects.filter(pk=draft.pk).exists()


@pytest.mark.parametrize("make", [factories.bulletin, published_piece])
def test_no_command_or_cascade_loses_what_was_published(make):
    content = make()
    type(content).objects.filter(pk=content.pk).update(first_published_at=timezone.now())
    with pytest.raises(DeletionRefused):
        type(content).objects.get(pk=content.pk).delete()
