"""The desk shows a reviewer what waits for them, the most urgent first."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from editorial.desk import waiting_for
from editorial.models import ReviewState
from tests import factories
from tests.editorial import chain, doors

pytestmark = pytest.mark.django_db


def in_review(editor, **fields):
    page = factories.bulletin(user=editor, live=False, **fields)
    chain.submit(page, editor)
    return page


def set_due(page, moment):
    ReviewState.objects.filter(pk=doors.fresh(page).current_workflow_task_state.pk).update(due_at=moment)


def test_the_most_urgent_comes_first_and_the_late_is_marked(editor, style_reviewer):
    now = timezone.now()
    later, late = in_review(editor, title="Después"), in_review(editor, title="Ya")
    set_due(later, now + timedelta(hours=3))
    set_due(late, now - timedelta(hours=3))
    assert [(w.title, w.is_late) for w in waiting_for(style_reviewer)] == [("Ya", True), ("Después", False)]
    text = doors.desk_of(style_reviewer).get(reverse("wagtailadmin_home")).content.decode()
    assert "Espera por mí" in text
    assert "vencido" in text


def test_it_shows_neither_the_steps_of_others_nor_ones_own_work(editor, approver, style_reviewer):
    page = in_review(editor)
    assert waiting_for(approver) == []
    assert waiting_for(editor) == []
    chain.edit(page, style_reviewer, lead_text="Corregida.")
    assert waiting_for(style_reviewer) == []


def test_its_queries_do_not_grow_with_the_work(editor, style_reviewer, django_assert_max_num_queries):
    for _n in range(15):
        in_review(editor)
    with django_assert_max_num_queries(30):
        assert len(waiting_for(style_reviewer)) == 12
