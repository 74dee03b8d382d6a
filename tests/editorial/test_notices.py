"""Each of the office is told once of what concerns them, by letter too, and no letter is lost or leaks."""

import socket
import threading
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.core import mail
from django.db import connection, connections
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Comment, PageSubscription
from wagtail.test.utils.form_data import inline_formset

from cms import health
from editorial.models import Notice, NoticeChoice, NoticeEvent, ReviewState
from editorial.models.notices import Delivery
from editorial.notices import sending
from editorial.notices.telling import mentioned_in, notify, tell_of_overdue
from editorial.notices.views import ChoicesPanel
from editorial.withdrawal import withdraw
from tests import factories
from tests.editorial import chain, doors
from tests.editorial.test_force_publication import force

pytestmark = pytest.mark.django_db
SECRET = "guacamaya"


@pytest.fixture
def page(editor):
    body = [("paragraph", f"<p>El texto secreto dice {SECRET}.</p>")]
    return factories.bulletin(user=editor, live=False, title="Abre la biblioteca", body=body, lead_text=SECRET)


def told(event):
    return {notice.recipient.username for notice in Notice.objects.filter(event=event).select_related("recipient")}


def night():
    """Tomorrow before the hour of the daily letter: what is to be sent at once is due."""
    return timezone.localtime(timezone.now() + timedelta(days=1)).replace(hour=3)


def letters(now=None):
    mail.outbox.clear()
    sending.send_due(now or night())
    return list(mail.outbox)


def test_those_who_may_decide_are_told_and_nobody_else(page, editor, style_reviewer, approver, legal_reviewer):
    chain.submit(page, editor)
    assert told(NoticeEvent.WAITING) == {"style_reviewer"}
    chain.approve(page, style_reviewer)
    assert told(NoticeEvent.WAITING) == {"style_reviewer", "approver"}


def test_an_author_who_is_a_reviewer_is_not_asked(editor, style_reviewer):
    other = factories.UserFactory(username="otra", role="Corrección")
    page = factories.bulletin(user=other, live=False)
    chain.submit(page, other)
    assert told(NoticeEvent.WAITING) == {"style_reviewer"}


def test_the_writer_is_told_of_the_rejection_with_its_reason(page, editor, style_reviewer):
    chain.submit(page, editor)
    chain.reject(page, style_reviewer, "Falta la fuente.")
    notice = Notice.objects.get(event=NoticeEvent.REJECTED)
    assert (notice.recipient, notice.said, notice.actor_name) == (editor, "Falta la fuente.", "style_reviewer")


def test_the_writer_is_told_of_approval_and_publication(page, editor, style_reviewer, approver):
    chain.submit(page, editor)
    chain.approve(page, style_reviewer)
    chain.approve(page, approver)
    assert told(NoticeEvent.APPROVED) == told(NoticeEvent.PUBLISHED) == {"editor"}


def test_a_withdrawal_is_told_to_the_writer(editor, approver):
    page = factories.bulletin(user=editor)
    withdraw(page, approver, "Se aplazó por orden del juez.")
    assert told(NoticeEvent.WITHDRAWN) == {"editor"}


def test_a_forced_publication_is_told_to_those_who_review_it(page, approver, legal_reviewer):
    force(approver, page)
    assert told(NoticeEvent.FORCED) == {"legal_reviewer"}


def test_who_reviews_afterwards_gets_the_letter_and_may_read_the_record(page, approver, legal_reviewer):
    force(approver, page)
    assert [letter.to for letter in letters()] == [[legal_reviewer.email]]
    record = reverse("editorial_record", args=["wagtailcore.page", page.pk])
    assert doors.desk_of(legal_reviewer).get(record).status_code == 200


def test_an_overdue_step_is_told_once(page, editor, style_reviewer):
    chain.submit(page, editor)
    assert tell_of_overdue() == 0
    ReviewState.objects.update(due_at=timezone.now() - timedelta(minutes=1))
    assert tell_of_overdue() == 1
    assert tell_of_overdue() == 0
    assert told(NoticeEvent.OVERDUE) == {"style_reviewer"}


class TestMentions:
    def comment(self, page, user, text):
        return Comment.objects.create(page=page, user=user, text=text, contentpath="title")

    def test_who_is_named_is_told_once(self, page, editor, approver):
        comment = self.comment(page, editor, "¿Lo confirma, @approver?")
        comment.text = "¿Lo confirma hoy, @approver?"
        comment.save()
        assert told(NoticeEvent.MENTION) == {"approver"}
        assert Notice.objects.count() == 1

    def test_a_comment_that_the_editor_writes_anew_is_told_once(self, page, editor, approver):
        self.comment(page, editor, "¿Lo confirma, @approver?").delete()
        self.comment(page, editor, "¿Lo confirma, @approver?")
        assert Notice.objects.filter(event=NoticeEvent.MENTION).count() == 1

    def test_who_may_not_see_the_content_is_not_told(self, page, editor):
        factories.UserFactory(username="ajena", is_active=True)
        self.comment(page, editor, "Mire esto, @ajena y @nadie")
        assert not Notice.objects.exists()

    def test_nobody_mentions_themselves(self, page, editor):
        self.comment(page, editor, "Nota para mí, @editor.")
        assert not Notice.objects.exists()

    def test_a_reviewer_names_somebody_in_what_they_say_of_a_piece(self, designer, editor, approver):
        piece = chain.piece_with_master(designer)
        chain.submit(piece, designer)
        chain.reject(piece, approver, "El azul no es el de la marca, @designer.")
        assert told(NoticeEvent.MENTION) == {"designer"}

    def test_a_reviewer_names_somebody_while_approving(self, page, editor, style_reviewer):
        chain.submit(page, editor)
        chain.act(page, style_reviewer, "approve", "Queda bien, @editor: revise la foto.")
        assert told(NoticeEvent.MENTION) == {"editor"}

    @pytest.mark.parametrize("text", ["approver@medellin.gov.co", "sin arroba approver", "@", "@@", "correo a.b@approver"])
    def test_an_address_is_no_mention(self, text, approver):
        assert mentioned_in(text) == []

    @pytest.mark.parametrize("text", ["@approver", "(@approver)", "Hola, @approver.", "¡@approver!"])
    def test_punctuation_does_not_matter(self, text, approver):
        assert mentioned_in(text) == [approver]


class TestComments:
    """Driven through the editor, as Wagtail sends its own letters of comments."""

    def say(self, page, user, text):
        thread = {"text": text, "contentpath": "title", "position": "", "replies": inline_formset([])}
        comments = {"comments": inline_formset([thread])}
        return doors.save_page(user, page, **comments)

    def follow(self, page, *people):
        for user in people:
            PageSubscription.objects.create(page=page, user=user, comment_notifications=True)

    def test_who_follows_the_page_is_told_and_the_house_alone_sends_letters(self, page, editor, approver):
        self.follow(page, editor, approver)
        self.say(page, editor, "¿Son tres mil cupos?")
        assert Comment.objects.count() == 1
        notice = Notice.objects.get(event=NoticeEvent.COMMENT)
        assert (notice.recipient, notice.said, notice.mail) == (approver, "¿Son tres mil cupos?", Notice.Mail.DIGEST)
        assert mail.outbox == []

    def test_who_is_named_in_it_is_told_once(self, page, editor, approver, style_reviewer):
        self.follow(page, approver, style_reviewer)
        self.say(page, editor, "¿Son tres mil cupos, @approver?")
        assert told(NoticeEvent.MENTION) == {"approver"}
        assert told(NoticeEvent.COMMENT) == {"style_reviewer"}


class TestLetters:
    def test_a_letter_says_who_what_and_where_in_text_and_html(self, page, editor, style_reviewer):
        chain.submit(page, editor)
        (letter,) = letters()
        assert letter.to == [style_reviewer.email]
        assert letter.subject == "[Rotativa] Un contenido espera mi revisión: Abre la biblioteca"
        html = letter.alternatives[0].content
        for text in (letter.body, html):
            assert "Abre la biblioteca" in text
            assert reverse("editorial_notice", args=[Notice.objects.get().pk]) in text
        assert 'lang="es"' in html

    def test_nothing_of_the_content_travels_but_its_title(self, page, editor, style_reviewer, approver):
        chain.submit(page, editor)
        chain.reject(page, style_reviewer)
        for letter in letters():
            assert SECRET not in letter.subject + letter.body + letter.alternatives[0].content

    def test_wagtails_own_letters_do_not_say_it_twice(self, page, editor, style_reviewer, approver, superuser):
        with_wagtail = doors.submit(editor, page)
        assert with_wagtail.status_code == 302
        assert mail.outbox == []
        assert len(letters()) == 1

    def test_it_is_sent_once(self, page, editor, style_reviewer):
        chain.submit(page, editor)
        assert len(letters()) == 1
        assert letters() == []

    def test_who_left_or_may_not_see_it_any_more_gets_none(self, page, editor, style_reviewer):
        chain.submit(page, editor)
        style_reviewer.is_active = False
        style_reviewer.save()
        assert letters() == []
        assert Notice.objects.get().mail == Notice.Mail.DROPPED

    def test_a_title_cannot_add_headers(self, editor, style_reviewer):
        page = factories.bulletin(user=editor, live=False, title="Hola\r\nBcc: x@ejemplo.co")
        chain.submit(page, editor)
        (letter,) = letters()
        assert "\n" not in letter.subject
        assert letter.message()["Bcc"] is None

    def test_markup_in_a_title_stays_text(self, editor, style_reviewer):
        page = factories.bulletin(user=editor, live=False, title="<script>x</script> & más")
        chain.submit(page, editor)
        (letter,) = letters()
        assert "<script>" not in letter.alternatives[0].content
        assert "<script>x</script> & más" in letter.body

    def test_a_mail_server_that_is_down_loses_none(self, page, editor, style_reviewer, settings):
        chain.submit(page, editor)
        with socket.socket() as refused:
            refused.bind(("127.0.0.1", 0))
            port = refused.getsockname()[1]
        working = settings.MAILERS
        settings.MAILERS = {
            "default": {
                "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
                "OPTIONS": {"host": "127.0.0.1", "port": port, "timeout": 2},
            }
        }
        now = night()
        assert sending.send_due(now) == 0
        notice = Notice.objects.get()
        assert (notice.mail, notice.attempts) == (Notice.Mail.QUEUED, 1)
        part = next(part for part in health.PARTS if part.name == "mail")
        assert not health.examine((part,)).findings[0].works
        settings.MAILERS = working
        assert sending.send_due(now) == 0, "it waits before it asks again"
        assert sending.send_due(now + timedelta(minutes=2)) == 1
        assert health.examine((part,)).findings[0].works


    def test_one_address_that_no_server_takes_holds_up_nobody(self, editor, style_reviewer, approver):
        page = factories.bulletin(user=editor, live=False)
        type(style_reviewer).objects.filter(pk=style_reviewer.pk).update(email="roto@ejemplo\n.co")
        notify(NoticeEvent.WAITING, page, [style_reviewer], key="a")
        notify(NoticeEvent.WAITING, page, [approver], key="b")
        with patch("editorial.notices.sending.may_be_told", return_value=True):
            assert [letter.to for letter in letters()] == [[approver.email]]
        assert sending.waiting().get().recipient == style_reviewer

    def test_a_letter_that_nobody_tries_to_send_shows(self, page, editor, style_reviewer):
        chain.submit(page, editor)
        assert not sending.waiting().exists()
        assert sending.waiting(timezone.now() + timedelta(minutes=11)).exists()


class TestDigest:
    @pytest.fixture
    def published(self, page, editor, style_reviewer, approver):
        chain.submit(page, editor)
        chain.approve(page, style_reviewer)
        chain.approve(page, approver)

    def test_a_day_makes_one_letter_of_several_notices(self, published, editor):
        morning = timezone.localtime(timezone.now() + timedelta(days=1)).replace(hour=7, minute=30)
        to_editor = [letter for letter in letters(morning) if letter.to == [editor.email]]
        (digest,) = to_editor
        assert digest.body.count("Abre la biblioteca") == 2
        assert [letter for letter in letters(morning) if letter.to == [editor.email]] == []

    def test_a_letter_that_fails_holds_up_nobody_and_is_not_sent_twice(self, published, editor, approver):
        page = factories.bulletin(user=approver, live=False)
        notify(NoticeEvent.PUBLISHED, page, [approver], key="x")
        type(editor).objects.filter(pk=editor.pk).update(email="roto@ejemplo\n.co")
        morning = timezone.localtime(timezone.now() + timedelta(days=1)).replace(hour=7, minute=30)
        digests = [letter.to for letter in letters(morning) if "aviso" in letter.subject]
        assert digests == [[approver.email]]
        assert not letters(morning)
        assert Notice.objects.filter(recipient=editor, mail=Notice.Mail.QUEUED).exists()

    def test_each_chooses_how_to_be_told(self, page, editor, style_reviewer):
        NoticeChoice.objects.create(user=style_reviewer, event=NoticeEvent.WAITING, delivery=Delivery.DESK)
        chain.submit(page, editor)
        assert letters() == []
        assert Notice.objects.filter(recipient=style_reviewer).exists()


class TestScreens:
    def test_the_list_shows_ones_own_and_counts_in_the_menu(self, page, editor, style_reviewer, approver):
        chain.submit(page, editor)
        html = doors.desk_of(style_reviewer).get(reverse("editorial_notices")).content.decode()
        assert "Abre la biblioteca" in html
        assert "Avisos (1)" in html
        assert "Abre la biblioteca" not in doors.desk_of(approver).get(reverse("editorial_notices")).content.decode()

    def test_opening_one_marks_it_and_leads_to_the_content(self, page, editor, style_reviewer):
        chain.submit(page, editor)
        notice = Notice.objects.get()
        answer = doors.desk_of(style_reviewer).get(reverse("editorial_notice", args=[notice.pk]))
        assert answer["Location"] == reverse("wagtailadmin_pages:edit", args=[page.pk])
        notice.refresh_from_db()
        assert notice.read_at

    def test_the_notice_of_another_does_not_open(self, page, editor, style_reviewer, approver):
        chain.submit(page, editor)
        answer = doors.desk_of(approver).get(reverse("editorial_notice", args=[Notice.objects.get().pk]))
        assert answer.status_code == 404

    def test_all_are_marked_as_read(self, page, editor, style_reviewer):
        chain.submit(page, editor)
        doors.desk_of(style_reviewer).post(reverse("editorial_notices"))
        assert not Notice.objects.filter(read_at=None).exists()

    def test_choices_are_kept_in_the_account(self, style_reviewer):
        desk = doors.desk_of(style_reviewer)
        assert "Cómo me avisan" in desk.get(reverse("wagtailadmin_account")).content.decode()
        data = {f"notices-{event.value}": Delivery.DIGEST.value for event in NoticeEvent}
        panel = ChoicesPanel(RequestFactory().post("/", data), style_reviewer, None)
        form = panel.get_form()
        assert form.is_valid()
        form.save()
        assert set(style_reviewer.notice_choices.values_list("delivery", flat=True)) == {"digest"}


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_schedulers_send_a_letter_once(editor, style_reviewer, approver):
    page = factories.bulletin(user=editor, live=False)
    for number in range(12):
        notify(NoticeEvent.WAITING, page, [approver], key=f"step:{number}")
    mail.outbox.clear()
    sent, morning = [], night()

    def send():
        try:
            sent.append(sending.send_due(morning))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=send) for _n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert connection.vendor == "postgresql"
    sending.send_due(morning)
    assert len(mail.outbox) == 12
    assert not Notice.objects.exclude(mail=Notice.Mail.SENT).exists()


def test_telling_twice_tells_once(editor, approver):
    page = factories.bulletin(user=editor, live=False)
    assert notify(NoticeEvent.MENTION, page, [approver, approver], key="x") == 1
    assert notify(NoticeEvent.MENTION, page, [approver], key="x") == 0
