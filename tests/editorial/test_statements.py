"""Statements written once: the words are kept, never an answer."""

import pytest

from editorial.models import BulletinPage
from editorial.statements import given, written_once
from tests import factories

pytestmark = pytest.mark.django_db


def test_each_asking_brings_its_own_values():
    first, second = factories.bulletin(), factories.bulletin()
    ask = written_once(lambda: BulletinPage.objects.with_joins().filter(pk=given(BulletinPage, "id")))
    assert [ask(id=first.pk), ask(id=second.pk), ask(id=None)] == [[first], [second], []]


def test_an_answer_is_read_anew_each_time():
    bulletin = factories.bulletin(title="Antes")
    ask = written_once(lambda: BulletinPage.objects.published().filter(slug=given(BulletinPage, "slug")))
    [before] = ask(slug=bulletin.slug)
    BulletinPage.objects.filter(pk=bulletin.pk).update(title="Después")
    [after] = ask(slug=bulletin.slug)
    assert [before.title, after.title] == ["Antes", "Después"]
    BulletinPage.objects.filter(pk=bulletin.pk).update(live=False)
    assert ask(slug=bulletin.slug) == []


def test_a_queryset_is_written_for_its_first_reader_alone():
    written = []

    @written_once
    def ask(model):
        written.append(model)
        return model.objects.all()

    ask(BulletinPage), ask(BulletinPage)
    assert written == [BulletinPage]


def test_a_value_that_was_not_brought_is_missed_and_not_guessed():
    ask = written_once(lambda: BulletinPage.objects.filter(slug=given(BulletinPage, "slug")))
    ask(slug="una")
    with pytest.raises(KeyError):
        ask()
