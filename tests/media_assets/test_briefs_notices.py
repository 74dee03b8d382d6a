"""Who is told of what happens with a brief: those it concerns, once, and nobody who may not see it."""

import pytest
from django.urls import reverse

from editorial.models import Notice, NoticeEvent
from editorial.notices.sending import may_be_told
from media_assets.briefs import following, requests
from media_assets.models import Channel
from organization import roles
from tests import factories
from tests.media_assets.briefs import asked, do, in_hand, wanted
from tests.media_assets.factories import published_piece

pytestmark = pytest.mark.django_db


def told(event=None):
    notices = Notice.objects.filter(event=event) if event else Notice.objects.all()
    return sorted(notices.values_list("recipient__username", flat=True))


def forget():
    Notice.objects.all().delete()


def test_a_request_is_told_to_those_who_may_take_it_or_give_it(
    editor, designer, approver, administrator, legal_reviewer
):
    asked(editor)
    assert told() == ["administrator", "approver", "designer"]
    assert set(Notice.objects.values_list("event", flat=True)) == {NoticeEvent.BRIEF_ASKED}


def test_an_assignment_is_told_to_both_sides_and_not_to_who_made_it(editor, designer, approver):
    brief = asked(editor)
    forget()
    do("assign", brief, approver, assignee=designer)
    assert told(NoticeEvent.BRIEF_MOVED) == ["designer", "editor"]
    assert "approver" not in told()


def test_who_had_it_in_hand_is_told_that_another_has_it_now(editor, designer, approver):
    brief = in_hand(editor, designer)
    forget()
    second = factories.UserFactory(username="segunda", role=roles.DESIGNERS)
    do("assign", brief, approver, assignee=second)
    assert told() == ["designer", "editor", "segunda"]


def test_a_rejection_is_told_with_its_reason(editor, approver, designer):
    brief = asked(editor)
    forget()
    do("reject", brief, approver, reason="No hay presupuesto para impresos.")
    notice = Notice.objects.get()
    assert notice.recipient == editor
    assert "No hay presupuesto para impresos." in notice.said
    assert notice.title == brief.title


def test_who_asked_is_told_that_the_design_has_begun(editor, designer):
    """The form promises to tell of every step."""
    brief = in_hand(editor, designer, started=False)
    forget()
    do("start", brief, designer)
    assert told(NoticeEvent.BRIEF_MOVED) == ["editor"]


def test_a_delivery_is_told_to_who_asked(editor, designer):
    web = factories.piece_format(Channel.WEB)
    brief = in_hand(editor, designer, wanted(format=web))
    following.link(published_piece(format=web), brief, designer)
    forget()
    do("deliver", brief, designer)
    assert told(NoticeEvent.BRIEF_MOVED) == ["editor"]


def test_a_message_is_told_to_the_other_side_once(editor, designer, approver):
    brief = in_hand(editor, designer)
    forget()
    requests.say(brief, "¿Para cuándo las fotos, @editor? Copio a @approver y a @nadie.", [], designer)
    assert told(NoticeEvent.MENTION) == ["approver", "editor"]
    assert told(NoticeEvent.BRIEF_SAID) == []


def test_who_mentions_nobody_is_told_so_and_the_message_stays(editor, designer, legal_reviewer, client):
    brief = in_hand(editor, designer)
    client.force_login(designer)
    text = "Copio a @editor, a @nadie y a @legal_reviewer."
    page = client.post(reverse("briefs:inspect", args=[brief.pk]), {"text": text}, follow=True).content.decode()
    assert "no menciona a nadie que pueda leerla aquí: @legal_reviewer, @nadie." in page
    assert brief.messages.get().text == text


def test_who_mentions_people_of_the_brief_is_warned_of_nothing(editor, designer, client):
    brief = in_hand(editor, designer)
    client.force_login(designer)
    page = client.post(
        reverse("briefs:inspect", args=[brief.pk]), {"text": "Va la propuesta, @editor."}, follow=True
    ).content.decode()
    assert "no menciona a nadie" not in page


def test_who_may_not_see_a_brief_is_told_nothing_by_being_named(editor, designer, legal_reviewer):
    brief = in_hand(editor, designer)
    forget()
    requests.say(brief, "Esto lo vio @legal_reviewer.", [], designer)
    assert told() == ["editor"]


def test_a_letter_is_sent_only_to_who_may_still_see_the_brief(editor, designer):
    asked(editor)
    notice = Notice.objects.get(recipient=designer)
    assert may_be_told(notice)
    designer.groups.clear()
    assert not may_be_told(Notice.objects.get(pk=notice.pk))


def test_a_notice_leads_to_the_brief(editor, designer, client):
    brief = asked(editor)
    client.force_login(designer)
    response = client.get(f"/admin/avisos/{Notice.objects.get(recipient=designer).pk}/")
    assert response.url == f"/admin/solicitudes/{brief.pk}/"


# -- Who follows it ------------------------------------------------------------------


def follow(client, brief, user, **said):
    client.force_login(user)
    return client.post(reverse("briefs:follow", args=[brief.pk]), said)


def test_who_follows_a_brief_is_told_of_its_steps_and_its_thread(editor, designer, approver, client):
    brief = asked(editor)
    follow(client, brief, approver)
    forget()
    do("take", brief, designer)
    do("start", brief, designer)
    requests.say(brief, "Va la primera propuesta.", [], designer)
    assert told(NoticeEvent.BRIEF_MOVED).count("approver") == 2
    assert told(NoticeEvent.BRIEF_SAID) == ["approver", "editor"]


def test_who_stops_following_is_told_nothing_more(editor, designer, approver, client):
    brief = asked(editor)
    follow(client, brief, approver)
    follow(client, brief, approver)
    assert brief.followers.count() == 1
    follow(client, brief, approver, dejar="1")
    forget()
    do("take", brief, designer)
    assert "approver" not in told()


def test_only_who_sees_a_brief_follows_it_and_hears_of_it(editor, designer, legal_reviewer, approver, client):
    brief = asked(editor)
    assert follow(client, brief, legal_reviewer).status_code == 404
    follow(client, brief, approver)
    approver.groups.clear()
    forget()
    do("take", brief, designer)
    assert told() == ["editor"]


def test_the_page_offers_to_follow_to_those_who_are_not_told_anyway(editor, approver, client):
    brief = asked(editor)
    page = reverse("briefs:inspect", args=[brief.pk])
    client.force_login(editor)
    assert "Seguir esta solicitud" not in client.get(page).content.decode()
    client.force_login(approver)
    assert "Seguir esta solicitud" in client.get(page).content.decode()
    follow(client, brief, approver)
    assert "Dejar de seguir" in client.get(page).content.decode()


def test_its_designer_is_told_once_that_only_the_delivery_is_missing(editor, designer):
    web = factories.piece_format(Channel.WEB)
    brief = in_hand(editor, designer, wanted(format=web))
    forget()
    following.link(published_piece(format=web), brief, designer)
    said = Notice.objects.get(recipient=designer, event=NoticeEvent.BRIEF_MOVED).said
    assert "ya se puede entregar" in said
    following.link(published_piece(format=web), brief, designer)
    assert told(NoticeEvent.BRIEF_MOVED).count("designer") == 1
