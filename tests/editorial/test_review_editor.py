"""The editor under review: one request at a time, acts checked as their forms ask, and every refusal told."""

import json
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Comment
from wagtail.test.utils.form_data import inline_formset

from editorial.custody.records import verify
from editorial.models import BlackoutPeriod, BulletinPage, CustodyEntry, ReviewState
from editorial.withdrawal import withdraw
from organization.publication import PublicationRefused
from tests import factories
from tests.editorial import chain, doors

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(editor):
    page = factories.bulletin(user=editor, live=False, title="Abre la biblioteca")
    chain.submit(page, editor)
    return page


def send(user, page, name, said, **extra):
    data = doors.bulletin_form(page) | {"action-workflow-action": "1", "workflow-action-name": name}
    return doors.desk_of(user).post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]), data | {"workflow-action-extra-data": said}, **extra
    )


def words_after(answer, user):
    """What the next screen tells."""
    return doors.desk_of(user).get(answer["Location"]).content.decode()


@pytest.mark.parametrize("said", ["{}", "[1]", "{[[z", '{"reason": ["a"], "comment": {"x": 1}}', '{"comment": "  "}'])
def test_nothing_is_sent_back_without_a_reason_in_words(said, page, style_reviewer):
    answer = send(style_reviewer, page, "reject", said)
    assert answer.status_code == 302
    assert not ReviewState.objects.filter(status="rejected").exists()


@pytest.mark.parametrize(
    "said", ["{[[z", "[1]", '{"ticked": 5}', '{"user": 5}', '{"update": false, "task_state": 1}']
)
def test_nothing_is_approved_by_what_the_form_does_not_ask(said, page, style_reviewer):
    answer = send(style_reviewer, page, "approve", said)
    assert answer.status_code == 302
    assert chain.step(page) == "Corrección de estilo"


def test_who_comes_after_the_review_went_back_is_told_so_and_asked_no_points_of_others(
    page, style_reviewer, approver, editor
):
    chain.approve(page, style_reviewer)
    said = json.dumps({"ticked": doors.points_of(page)})
    chain.edit(page, editor, lead_text="Otra entradilla.")
    answer = send(approver, page, "approve", said, follow=True)
    assert "Otra persona ya resolvió este paso" in answer.content.decode()
    assert chain.step(page) == "Corrección de estilo"


def test_no_word_beside_the_form_leaves_a_chain_standing_still(page, style_reviewer):
    said = json.dumps({"ticked": doors.points_of(page), "update": False})
    send(style_reviewer, page, "approve", said)
    assert chain.step(page) == "Aprobación final"


def test_the_reason_of_a_refusal_is_told_with_what_the_reviewer_wrote(page, style_reviewer):
    desk = doors.desk_of(style_reviewer)
    data = doors.bulletin_form(page) | {
        "action-workflow-action": "1",
        "workflow-action-name": "approve",
        "workflow-action-extra-data": json.dumps({"comment": "Queda muy bien."}),
    }
    html = desk.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data, follow=True).content.decode()
    assert "Marque cada punto de la lista" in html
    assert "Queda muy bien." in html


def test_a_reviewer_lands_on_the_desk_and_reads_what_they_did(page, style_reviewer):
    desk = doors.desk_of(style_reviewer)
    data = doors.bulletin_form(page) | {
        "action-workflow-action": "1",
        "workflow-action-name": "approve",
        "workflow-action-extra-data": json.dumps({"ticked": doors.points_of(page)}),
    }
    answer = desk.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data, follow=True)
    assert answer.redirect_chain == [(reverse("wagtailadmin_home"), 302)]
    html = answer.content.decode()
    assert "Usted aprobó «Abre la biblioteca» en el paso «Corrección de estilo»." in html
    assert "Sigue «Aprobación final»: espera por Dirección." in html
    assert "no tiene permiso" not in html


def test_what_a_window_saves_by_itself_carries_no_act(page, style_reviewer, approver):
    chain.approve(page, style_reviewer)
    said = json.dumps({"ticked": doors.points_of(page)})
    answer = send(approver, page, "approve", said, headers={"accept": "application/json"})
    assert answer.status_code == 400
    assert not doors.fresh(page).live


def test_an_act_that_comes_twice_undoes_nothing(page, style_reviewer, approver):
    chain.approve(page, style_reviewer)
    said = json.dumps({"ticked": doors.points_of(page)})
    send(approver, page, "approve", said)
    before = doors.fresh(page)
    send(approver, page, "approve", said)
    send(approver, page, "approve", said, headers={"accept": "application/json"})
    after = doors.fresh(page)
    assert (after.live, after.number, after.has_unpublished_changes) == (True, before.number, False)


def test_who_opens_what_came_back_reads_why(page, editor, style_reviewer):
    chain.reject(page, style_reviewer, "Falta la fuente de la cifra.")
    html = doors.desk_of(editor).get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert "«Corrección de estilo» pidió cambios: Falta la fuente de la cifra." in html


def test_the_older_command_of_wagtail_publishes_nothing_unapproved(page):
    page.revisions.update(approved_go_live_at="2020-01-01T00:00:00Z")
    call_command("publish_scheduled_pages")
    assert not BulletinPage.objects.get(pk=page.pk).live


class TestAfterAWithdrawal:
    def test_what_was_withdrawn_does_not_come_back_in_bulk(self, page, style_reviewer, approver):
        chain.approve(page, style_reviewer)
        chain.approve(page, approver)
        withdraw(doors.fresh(page), approver, "Se aplazó por orden del juez.")
        doors.publish_in_bulk(approver, page)
        assert not doors.fresh(page).live

    def test_a_new_review_brings_it_back(self, page, editor, style_reviewer, approver):
        chain.approve(page, style_reviewer)
        chain.approve(page, approver)
        withdraw(doors.fresh(page), approver, "Se aplazó por orden del juez.")
        chain.submit(doors.fresh(page), editor)
        chain.approve(page, style_reviewer)
        chain.approve(page, approver)
        assert doors.fresh(page).live


class TestReadyAtEveryDoor:
    @pytest.fixture
    def stopped(self, editor, style_reviewer, designer, legal_reviewer, approver):
        """A campaign that was approved and taken off for a moment; then a blackout begins."""
        campaign = factories.campaign(user=editor, live=False)
        chain.submit(campaign, editor)
        for person in (style_reviewer, designer, legal_reviewer, approver):
            chain.approve(campaign, person)
        assert doors.fresh(campaign).live
        doors.fresh(campaign).unpublish(user=approver)
        today = timezone.localdate()
        BlackoutPeriod.objects.create(
            name="Elecciones", starts_on=today - timedelta(days=1), ends_on=today + timedelta(days=9), law="Ley 996 de 2005"
        )
        return doors.fresh(campaign)

    def test_no_bulk_action_publishes_it(self, stopped, approver):
        doors.publish_in_bulk(approver, stopped)
        assert not doors.fresh(stopped).live

    def test_nor_does_any_caller(self, stopped, approver):
        with pytest.raises(PublicationRefused, match="veda"):
            stopped.get_latest_revision().publish(user=approver)


class TestTitlesOfDrafts:
    TITLE = "Abre la biblioteca"

    @pytest.mark.parametrize("person", ["designer", "legal_reviewer", "style_reviewer"])
    def test_no_chooser_opens_under_a_draft(self, person, page, request):
        desk = doors.desk_of(request.getfixturevalue(person))
        for address in (
            reverse("wagtailadmin_choose_page_child", args=[page.pk]),
            reverse("wagtailadmin_choose_page_chosen_multiple") + f"?id={page.pk}",
        ):
            assert self.TITLE not in desk.get(address).content.decode()

    @pytest.mark.parametrize("action", ["delete", "publish", "move", "unpublish"])
    def test_no_bulk_screen_lists_it(self, action, page, designer):
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action]) + f"?id={page.pk}"
        assert self.TITLE not in doors.desk_of(designer).get(address).content.decode()

    def test_editors_choose_among_the_drafts_they_work_on(self, page, editor):
        index = page.get_parent()
        html = doors.desk_of(editor).get(reverse("wagtailadmin_choose_page_child", args=[index.pk])).content.decode()
        assert self.TITLE in html


class TestComments:
    def delete(self, page, user, comment):
        """Send the editor's form in which the first comment is marked as deleted."""
        said = {"id": str(comment.pk), "text": comment.text, "contentpath": "title", "position": "", "DELETE": "1"}
        thread = said | {"replies": inline_formset([])}
        return doors.save_page(user, page, comments=inline_formset([thread], initial=1))

    def test_nobody_deletes_what_somebody_else_wrote(self, editor, style_reviewer):
        page = factories.bulletin(user=editor, live=False, title="Abre la biblioteca")
        comment = Comment.objects.create(page=page, user=style_reviewer, text="¿Tres mil?", contentpath="title")
        answer = self.delete(page, editor, comment)
        assert "Solo quien escribió un comentario lo borra" in answer.content.decode()
        assert Comment.objects.get().text == "¿Tres mil?"

    def test_who_wrote_a_comment_may_delete_it(self, editor):
        page = factories.bulletin(user=editor, live=False, title="Abre la biblioteca")
        self.delete(page, editor, Comment.objects.create(page=page, user=editor, text="¿Sí?", contentpath="title"))
        assert not Comment.objects.exists()

    def test_a_comment_is_on_record_in_words_and_the_record_stays_whole(self, page, editor):
        comment = Comment.objects.create(page=doors.fresh(page), user=editor, text="¿Tres mil?", contentpath="title")
        comment.log_create(user=editor)
        entry = CustodyEntry.objects.get(action="wagtail.comments.create")
        assert entry.reason == "¿Tres mil?"
        assert list(verify()) == []

    def test_an_entry_of_the_former_kind_is_read_back(self, page, editor):
        from editorial.custody.records import append, subject_of

        said = {"id": 2, "contentpath": "lead_text", "text": "¿Tres mil?"}
        append(subject_of(page), "wagtail.comments.create", title="Abre", user=editor, reason=said)
        assert list(verify()) == []
