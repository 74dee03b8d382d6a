"""
Two at once: whatever the order, one publication, one number, an unbroken record, and nothing unapproved.

``ROTATIVA_RACES`` says how many times each race is run.
"""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from functools import partial

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone
from freezegun import freeze_time

from editorial import scheduling
from editorial.custody.records import append, verify
from editorial.models import (
    AfterReview,
    Approval,
    BulletinCounter,
    BulletinPage,
    CustodyEntry,
    CustodyHead,
    Seal,
    Withdrawal,
)
from editorial.review_fingerprints import fingerprint
from editorial.withdrawal import withdraw
from organization import roles
from tests import factories, races
from tests.editorial import chain, doors
from tests.editorial.test_force_publication import force

pytestmark = [pytest.mark.slow, pytest.mark.postgres]
RUNS = int(os.environ.get("ROTATIVA_RACES", "3"))


@pytest.fixture
def office(transactional_db):
    people = {
        "writer": roles.EDITORS,
        "style": roles.STYLE_REVIEWERS,
        "style2": roles.STYLE_REVIEWERS,
        "director": roles.APPROVERS,
        "director2": roles.APPROVERS,
    }
    return {name: factories.UserFactory(username=name, role=role) for name, role in people.items()}


at_once = partial(races.at_once, refusal=PermissionDenied)


def at_final_step(office):
    page = factories.bulletin(user=office["writer"], live=False)
    chain.submit(page, office["writer"])
    chain.approve(page, office["style"])
    return page


def public_is_approved(page):
    page = doors.fresh(page)
    return not page.live or Seal.objects.for_content(page).filter(fingerprint=fingerprint(page.live_revision)).exists()


def published_times(page):
    acts = ("wagtail.publish", "wagtail.publish.scheduled")
    return CustodyEntry.objects.filter(object_id=str(page.pk), action__in=acts).count()


def report(capsys, what):
    assert list(verify()) == []
    with capsys.disabled():
        print(f"\n{RUNS} runs of {what}: 0 doubled, 0 lost, 0 unapproved, record whole")


def test_two_approvers_at_once_publish_once(office, capsys):
    for _n in range(RUNS):
        page = at_final_step(office)
        ends = at_once(lambda: chain.approve(page, office["director"]), lambda: chain.approve(page, office["director2"]))  # noqa: B023
        assert ends.count(True) == 1
        assert Approval.objects.filter(state=Seal.objects.for_content(page).get().workflow_state.current_task_state_id).count() in (0, 1)
        assert (doors.fresh(page).live, published_times(page)) == (True, 1)
    numbers = sorted(BulletinPage.objects.values_list("number", flat=True))
    assert numbers == list(range(1, RUNS + 1))
    report(capsys, "two approvers at once")


def test_approving_while_the_author_saves_publishes_only_what_was_read(office, capsys):
    for n in range(RUNS):
        page = at_final_step(office)
        text = f"Lo que nadie aprobó {n}."
        at_once(
            lambda: chain.approve(page, office["director"]),  # noqa: B023
            lambda: chain.edit(page, office["writer"], lead_text=text),  # noqa: B023
        )
        assert public_is_approved(page)
        assert doors.fresh(page).lead_text != text
    report(capsys, "approving while the author saves")


def test_publishing_while_withdrawing_leaves_one_or_the_other(office, capsys):
    for n in range(RUNS):
        page = factories.bulletin(user=office["writer"])
        chain.correct(page, office["writer"], lead_text=f"Corregida {n}.")
        chain.submit(page, office["writer"])
        chain.approve(page, office["style"])
        at_once(
            lambda: chain.approve(page, office["director"]),  # noqa: B023
            lambda: withdraw(doors.fresh(page), office["director2"], "Se aplazó por orden del juez."),  # noqa: B023
        )
        page = doors.fresh(page)
        assert public_is_approved(page)
        assert page.live == (page.live_revision_id is not None)
    report(capsys, "publishing while withdrawing")


def test_withdrawing_twice_at_once_leaves_one_reason(office, capsys):
    for _n in range(RUNS):
        page = factories.bulletin(user=office["writer"])
        reason = "Se aplazó por orden del juez."
        ends = at_once(*[lambda who=who: withdraw(doors.fresh(page), office[who], reason) for who in ("director", "director2")])  # noqa: B023
        assert ends.count(True) == 1
        assert Withdrawal.objects.filter(object_id=str(page.pk)).count() == 1
    report(capsys, "withdrawing twice at once")


def test_forcing_twice_at_once_owes_one_review(office, capsys):
    for _n in range(RUNS):
        page = factories.bulletin(user=office["writer"], live=False)
        ends = at_once(*[lambda who=who: force(office[who], page) for who in ("director", "director2")])  # noqa: B023
        assert ends.count(True) == 1
        assert AfterReview.objects.filter(object_id=str(page.pk)).count() == 1
        assert published_times(page) == 1
    report(capsys, "forcing twice at once")


def scheduled(office, minutes=1):
    """A bulletin that the chain approved for a minute that has come."""
    minute = timezone.now() - timedelta(minutes=minutes)
    with freeze_time(minute - timedelta(hours=1)):
        page = factories.bulletin(user=office["writer"], live=False, go_live_at=minute)
        chain.submit(page, office["writer"])
        chain.approve(page, office["style"])
        chain.approve(page, office["director"])
    assert doors.fresh(page).approved_schedule
    return page


def scheduler():
    """The command in a process of its own, on the very database of the tests."""
    database = connection.settings_dict
    where = f"{database['HOST']}:{database['PORT'] or 5432}"
    url = f"postgres://{database['USER']}:{database['PASSWORD']}@{where}/{database['NAME']}"
    env = os.environ | {"DATABASE_URL": url, "DATA_DIR": str(settings.DATA_DIR), "DJANGO_SETTINGS_MODULE": "cms.settings"}
    return subprocess.Popen(
        [sys.executable, "manage.py", "publish_scheduled"],
        cwd=settings.BASE_DIR,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )


def test_three_schedulers_publish_each_content_once_and_in_order(office):
    pages = [scheduled(office, minutes) for minutes in range(9, 0, -1)]
    processes = [scheduler() for _n in range(3)]
    said = [process.communicate(timeout=120)[0].decode() for process in processes]
    assert [process.returncode for process in processes] == [0, 0, 0], said
    assert [doors.fresh(page).number for page in pages] == list(range(1, 10))
    assert [published_times(page) for page in pages] == [1] * 9
    assert list(verify()) == []


def test_a_scheduler_killed_in_the_middle_leaves_nothing_half(office):
    page = scheduled(office)
    BulletinCounter.objects.get_or_create(year=timezone.localdate().year)
    with transaction.atomic():
        # Publication stops where it would take its number, the page before the public already in its transaction.
        list(BulletinCounter.objects.select_for_update())
        process = scheduler()
        _until_somebody_waits()
        process.send_signal(signal.SIGKILL)
        process.wait(30)
    page = doors.fresh(page)
    assert (page.live, page.number, published_times(page)) == (False, None, 0)
    assert scheduling.run_due().published == [page]
    page = doors.fresh(page)
    assert (page.live, page.number, published_times(page)) == (True, 1, 1)
    assert list(verify()) == []


def _until_somebody_waits(seconds=60):
    """Until another process waits for a lock in this database."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with connection.cursor() as cursor:
            # Within a transaction PostgreSQL shows the activity as it first saw it.
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
            )
            if cursor.fetchone()[0]:
                return
        time.sleep(0.05)
    raise AssertionError("the scheduler did not come so far")


def test_entries_written_at_once_from_the_first_on_take_turns_without_a_gap(transactional_db):
    for n in range(RUNS):
        subject = ("media_assets.piece", f"{n + 1}")
        acts = [partial(append, subject, f"rotativa.act{turn}", title="Pieza") for turn in range(4)]
        assert at_once(*acts).count(True) == len(acts)
        assert [e.sequence for e in CustodyEntry.objects.about(*subject)] == [1, 2, 3, 4]
        assert CustodyHead.objects.about(*subject).get().sequence == len(acts)
    assert list(verify()) == []


@pytest.mark.parametrize("run", range(RUNS))
def test_of_two_that_begin_the_same_page_one_is_told_that_its_address_is_taken(run, office):
    other = factories.bulletin(user=office["writer"], live=False)
    form = doors.bulletin_form(other, title="Dos a la vez", slug="dos-a-la-vez")
    address = reverse("wagtailadmin_pages:add", args=["editorial", "bulletinpage", other.get_parent().pk])
    answers = []

    def begin():
        answers.append(doors.desk_of(office["writer"]).post(address, form).status_code)

    at_once(begin, begin)
    assert sorted(answers) == [200, 302]
    assert BulletinPage.objects.filter(title="Dos a la vez").count() == 1
