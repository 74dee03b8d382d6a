"""What is scheduled or embargoed goes out at its minute: once, in order, also late, or not at all."""

from datetime import datetime, timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from freezegun import freeze_time

from editorial import scheduling
from editorial.models import BulletinPage
from tests import factories
from tests.editorial import chain, doors

pytestmark = pytest.mark.django_db


def at(hours, minutes=0):
    """A moment of the day of the tests, 23 November 2026, in UTC."""
    return datetime.fromisoformat("2026-11-23T00:00:00+00:00") + timedelta(hours=hours, minutes=minutes)


def approved(editor, style_reviewer, approver, **fields):
    page = factories.bulletin(user=editor, live=False, **fields)
    chain.submit(page, editor)
    chain.approve(page, style_reviewer)
    chain.approve(page, approver)
    return page


@pytest.fixture
def people(editor, style_reviewer, approver):
    return editor, style_reviewer, approver


def test_an_embargoed_bulletin_approved_early_is_scheduled_and_unnumbered(people):
    with freeze_time(at(10)):
        page = approved(*people, embargo_until=at(15))
        page = doors.fresh(page)
        assert (page.live, page.approved_schedule, page.number) == (False, True, None)


def test_the_embargo_holds_back_an_earlier_schedule(people):
    with freeze_time(at(10)):
        page = approved(*people, embargo_until=at(15), go_live_at=at(12))
        scheduling.run_due(at(12, 1))
        assert not doors.fresh(page).live


def test_a_schedule_later_than_the_embargo_stands(people):
    with freeze_time(at(10)):
        page = approved(*people, embargo_until=at(12), go_live_at=at(15))
        assert doors.fresh(page).scheduled_revision.approved_go_live_at == at(15)


def test_it_goes_out_at_its_minute_and_not_one_before(people):
    with freeze_time(at(10)):
        page = approved(*people, embargo_until=at(15))
    with freeze_time(at(14, 59)):
        scheduling.run_due()
        assert not doors.fresh(page).live
    with freeze_time(at(15)):
        scheduling.run_due()
        page = doors.fresh(page)
        assert page.live
        assert page.first_published_at == at(15)
        assert (page.number, page.year) == (1, 2026)


def test_after_hours_of_absence_everything_goes_out_once_and_in_order(people):
    with freeze_time(at(8)):
        later = approved(*people, go_live_at=at(12))
        first = approved(*people, go_live_at=at(10))
        middle = approved(*people, go_live_at=at(11))
    with freeze_time(at(20)):
        done = scheduling.run_due()
        assert [page.pk for page in done.published] == [first.pk, middle.pk, later.pk]
        assert [doors.fresh(page).number for page in (first, middle, later)] == [1, 2, 3]
        assert not scheduling.run_due().published


def test_an_expired_page_is_withdrawn_and_keeps_its_number(people):
    with freeze_time(at(8)):
        page = approved(*people, expire_at=at(12))
        number = doors.fresh(page).number
    with freeze_time(at(12)):
        done = scheduling.run_due()
        assert [expired.pk for expired in done.expired] == [page.pk]
        page = doors.fresh(page)
        assert (page.live, page.expired, page.number) == (False, True, number)


def test_the_history_of_a_page_says_that_it_went_at_its_hour(people, client, approver):
    with freeze_time(at(8)):
        page = approved(*people, expire_at=at(12))
    with freeze_time(at(12)):
        scheduling.run_due()
        client.force_login(approver)
        history = client.get(reverse("wagtailadmin_pages:history", args=[page.pk])).content.decode()
    assert "Retirado a la hora prevista" in history
    assert "borrador programado" not in history.lower()


def test_a_revision_that_lost_its_approval_loses_its_schedule(people, editor):
    from wagtail.models import Revision

    with freeze_time(at(8)):
        page = approved(*people, go_live_at=at(12))
        revision = doors.fresh(page).scheduled_revision
        Revision.objects.filter(pk=revision.pk).update(content=revision.content | {"lead_text": "Lo que nadie leyó"})
    with freeze_time(at(13)):
        done = scheduling.run_due()
        assert [refused.pk for refused in done.refused] == [page.pk]
        assert not doors.fresh(page).live
        assert not doors.fresh(page).approved_schedule


def test_one_that_fails_leaves_nothing_half_done_and_does_not_hold_up_the_rest(people, monkeypatch):
    from editorial import signals

    with freeze_time(at(8)):
        broken = approved(*people, go_live_at=at(9))
        sound = approved(*people, go_live_at=at(10))
    number = signals.assign_number

    def fail_on_broken(bulletin, *args, **kwargs):
        if bulletin.pk == broken.pk:
            raise RuntimeError("no number")
        return number(bulletin, *args, **kwargs)

    monkeypatch.setattr(signals, "assign_number", fail_on_broken)
    with freeze_time(at(12)):
        done = scheduling.run_due()
        assert [page.pk for page in done.failed] == [broken.pk]
        assert [page.pk for page in done.published] == [sound.pk]
        assert (doors.fresh(broken).live, doors.fresh(broken).approved_schedule) == (False, True)
    monkeypatch.setattr(signals, "assign_number", number)
    with freeze_time(at(13)):
        assert [page.pk for page in scheduling.run_due().published] == [broken.pk]
        assert [doors.fresh(page).number for page in (sound, broken)] == [1, 2]


def test_an_unscheduled_bulletin_stays_home(people, approver):
    from django.urls import reverse

    with freeze_time(at(8)):
        page = doors.fresh(approved(*people, go_live_at=at(12)))
        url = reverse("wagtailadmin_pages:revisions_unschedule", args=[page.pk, page.scheduled_revision.pk])
        doors.desk_of(approver).post(url)
    with freeze_time(at(13)):
        assert not scheduling.run_due().published


def test_a_scheduled_page_cannot_be_edited_until_it_is_unscheduled(people, editor):
    with freeze_time(at(8)):
        page = approved(*people, go_live_at=at(12))
        doors.save_page(editor, doors.fresh(page), lead_text="Cambiada a escondidas.")
        assert doors.fresh(page).get_latest_revision_as_object().lead_text != "Cambiada a escondidas."


def test_the_command_takes_the_place_of_wagtails_and_says_what_it_did(people, capsys):
    with freeze_time(at(8)):
        approved(*people, title="Abre la convocatoria", go_live_at=at(12))
    with freeze_time(at(13)):
        call_command("publish_scheduled", dryrun=True)
        assert "2026-11-23 07:00" in capsys.readouterr().out
        call_command("publish_scheduled")
        assert "published: Abre la convocatoria" in capsys.readouterr().out
    assert BulletinPage.objects.live().exists()


def test_a_page_with_nothing_due_costs_the_scheduler_few_queries(people, django_assert_max_num_queries):
    with django_assert_max_num_queries(40):
        scheduling.run_due()
