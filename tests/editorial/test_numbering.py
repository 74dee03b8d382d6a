"""Bulletins are numbered 1, 2, 3 … each year, however many are published at once."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from freezegun import freeze_time

from editorial import scheduling
from editorial.models import BulletinPage
from editorial.numbering import assign_number
from organization import roles
from tests import factories
from tests.editorial import chain, doors


def publish_all_at_once(pages, act, workers=50):
    """Run ``act(page)`` for every page from threads that start together, each on a connection of its own."""
    start = threading.Barrier(min(workers, len(pages)))
    failures = []

    def one(page):
        start.wait()
        try:
            act(page)
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(pages)) as pool:
        list(pool.map(one, pages))
    return failures


def numbers(year=None):
    year = year or timezone.localdate().year
    return sorted(BulletinPage.objects.filter(year=year).values_list("number", flat=True))


@pytest.fixture
def office(transactional_db):
    return (
        factories.UserFactory(username="redactora", role=roles.EDITORS),
        factories.UserFactory(username="correctora", role=roles.STYLE_REVIEWERS),
        factories.UserFactory(username="directora", role=roles.APPROVERS),
    )


@pytest.mark.slow
def test_fifty_bulletins_approved_at_once_get_fifty_numbers_without_a_gap(office):
    editor, style_reviewer, approver = office
    pages = [factories.bulletin(user=editor, live=False) for _n in range(50)]
    for page in pages:
        chain.submit(page, editor)
        chain.approve(page, style_reviewer)
    assert publish_all_at_once(pages, lambda page: chain.approve(page, approver)) == []
    assert numbers() == list(range(1, 51))
    assert BulletinPage.objects.live().count() == 50


@pytest.mark.slow
def test_one_bulletin_numbered_by_many_at_once_gets_one_number(office):
    page = factories.bulletin(user=office[0])
    failures = publish_all_at_once([page] * 20, lambda p: assign_number(doors.fresh(p)))
    assert failures == []
    assert numbers() == [1]


@pytest.mark.slow
def test_schedulers_at_work_together_publish_each_bulletin_once(office):
    editor, style_reviewer, approver = office
    with freeze_time("2026-11-23 10:00"):
        pages = [factories.bulletin(user=editor, live=False, go_live_at=_noon()) for _n in range(12)]
        for page in pages:
            chain.submit(page, editor)
            chain.approve(page, style_reviewer)
            chain.approve(page, approver)
    published = []
    moment = datetime.fromisoformat("2026-11-23T18:00:00+00:00")
    with freeze_time(moment):
        failures = publish_all_at_once([1, 2, 3, 4], lambda _n: published.extend(scheduling.run_due(moment).published))
    assert failures == []
    assert sorted(page.pk for page in published) == sorted(page.pk for page in pages)
    assert numbers(2026) == list(range(1, 13))


def _noon():
    return datetime.fromisoformat("2026-11-23T17:00:00+00:00")


@pytest.mark.django_db
def test_a_withdrawn_bulletin_keeps_its_number_and_nobody_gets_it(editor, style_reviewer, approver):
    pages = [factories.bulletin(user=editor, live=False) for _n in range(3)]
    for page in pages:
        chain.submit(page, editor)
        chain.approve(page, style_reviewer)
        chain.approve(page, approver)
        if page is pages[1]:
            doors.fresh(page).unpublish(user=approver)
    assert [doors.fresh(page).number for page in pages] == [1, 2, 3]
    again = doors.fresh(pages[1])
    again.get_latest_revision().publish(user=approver)
    assert doors.fresh(again).number == 2


@pytest.mark.django_db
def test_the_year_is_that_of_the_first_publication_in_bogota():
    page = factories.bulletin()
    # 03:00 UTC on 1 January is still 22:00 of 31 December in Bogotá.
    assign_number(page, datetime.fromisoformat("2027-01-01T03:00:00+00:00"))
    assert (page.number, page.year) == (1, 2026)
    other = factories.bulletin()
    assign_number(other, datetime.fromisoformat("2027-01-01T05:00:00+00:00"))
    assert (other.number, other.year) == (1, 2027)


@pytest.mark.django_db
def test_a_publication_that_is_rolled_back_leaves_no_gap():
    page = factories.bulletin()
    with transaction.atomic():
        assign_number(page)
        transaction.set_rollback(True)
    assign_number(doors.fresh(page))
    assert doors.fresh(page).number == 1


@pytest.mark.django_db
def test_the_database_itself_refuses_a_number_twice():
    first, second = factories.bulletin(), factories.bulletin()
    assign_number(first)
    with pytest.raises(IntegrityError), transaction.atomic():
        BulletinPage.objects.filter(pk=second.pk).update(number=first.number, year=first.year)
