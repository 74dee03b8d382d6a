"""What nobody can read is answered in words, whoever sends it: no listing and no editor fails on it."""

import json

import pytest
from django.urls import reverse

from tests import factories
from tests.editorial import doors

pytestmark = pytest.mark.django_db

HUGE = "9" * 30
LAST_DAY = "9999-12-31"


@pytest.mark.parametrize(
    ("name", "question"),
    [
        ("wagtailadmin_reports:site_history", {"user": HUGE}),
        ("wagtailadmin_reports:site_history", {"object_type": HUGE}),
        ("wagtailadmin_reports:site_history", {"timestamp_to": LAST_DAY}),
        ("wagtailadmin_reports:workflow", {"requested_by": HUGE}),
        ("wagtailadmin_reports:workflow_tasks", {"task": HUGE}),
        ("wagtailadmin_reports:locked_pages", {"locked_by": HUGE}),
        ("wagtailadmin_reports:aging_pages", {"content_type": HUGE}),
        ("wagtailadmin_explore_root", {"edited_by": HUGE}),
        ("wagtailadmin_explore_root", {"latest_revision_created_at_to": LAST_DAY}),
        ("wagtailadmin_pages:search", {"q": "a\x00b"}),
    ],
)
def test_a_listing_says_so_when_nobody_can_read_its_question(name, question, client, superuser):
    client.force_login(superuser)
    answer = client.get(reverse(name), question)
    assert answer.status_code in (200, 400)
    if answer.status_code == 400:
        assert "No se puede leer" in answer.content.decode()


@pytest.mark.parametrize("key", [HUGE, "abc", "a\x00b", "²"])
def test_the_chooser_finds_no_page_under_what_is_no_key(key, client, superuser):
    client.force_login(superuser)
    answer = client.get(reverse("wagtailadmin_choose_page_chosen_multiple"), {"id": key})
    assert answer.status_code == 404


@pytest.mark.parametrize("key", [HUGE, "abc", "²"])
@pytest.mark.parametrize(
    "chooser",
    ["wagtailimages_chooser", "wagtaildocs_chooser", "wagtailsnippetchoosers_media_assets_piece"],
)
def test_a_chooser_does_not_fail_on_what_is_no_key(chooser, key, client, superuser):
    client.force_login(superuser)
    assert client.get(reverse(f"{chooser}:chosen", args=[key])).status_code == 400
    assert client.get(reverse(f"{chooser}:chosen_multiple"), {"id": ["1", key]}).status_code == 400


def test_a_chooser_shows_what_is_a_key(client, superuser):
    client.force_login(superuser)
    topic = factories.TopicFactory()
    for address in (
        reverse("wagtailsnippetchoosers_organization_topic:chosen", args=[topic.pk]),
        reverse("wagtailsnippetchoosers_organization_topic:chosen_multiple") + f"?id={topic.pk}",
    ):
        assert topic.name in client.get(address).content.decode()


@pytest.fixture
def draft(editor):
    return factories.bulletin(user=editor, live=False, title="Abre la biblioteca")


def save(user, page, *missing, headers=None, **changes):
    data = {name: value for name, value in doors.bulletin_form(page).items() if name not in missing} | changes
    return doors.desk_of(user).post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data, headers=headers)


NONSENSE = [
    {"body-count": "abc"},
    {"body-count": "1000000"},
    {"body-0-order": "first"},
    {"body-0-value": "{no text"},
    {"body-0-value": "[1, 2]"},
    {"overwrite_revision_id": "abc"},
    {"overwrite_revision_id": HUGE},
]


@pytest.mark.parametrize("nonsense", NONSENSE, ids=lambda nonsense: "=".join(*nonsense.items()))
def test_a_form_that_no_browser_sends_is_refused_and_changes_nothing(nonsense, draft, editor):
    answer = save(editor, draft, title="Otro título", **nonsense)
    assert answer.status_code == 400
    assert "No se puede leer" in answer.content.decode()
    assert doors.fresh(draft).get_latest_revision_as_object().title == "Abre la biblioteca"


@pytest.mark.parametrize("part", ["body-count", "body-0-order", "body-0-deleted"])
def test_a_form_without_a_part_of_its_body_is_refused(part, draft, editor):
    assert save(editor, draft, part).status_code == 400


def test_the_script_that_saves_by_itself_is_told_in_its_own_form(draft, editor):
    answer = save(editor, draft, headers={"accept": "application/json"}, **{"body-count": "abc"})
    assert answer.status_code == 400
    assert "No se puede leer" in json.loads(answer.content)["error_message"]


@pytest.mark.parametrize("field", ["go_live_at", "expire_at", "embargo_until"])
def test_a_moment_beyond_every_calendar_is_told_at_its_field(field, draft, editor):
    answer = save(editor, draft, **{field: "31/12/9999 23:59"})
    assert answer.status_code == 200
    assert "demasiado lejos" in str(answer.context["form"].errors[field])


@pytest.mark.parametrize("title", ["a\x00b", "x" * 1_000_000])
def test_a_title_that_cannot_be_kept_is_told_at_its_field(title, draft, editor):
    answer = save(editor, draft, title=title)
    assert answer.status_code == 200
    assert answer.context["form"].errors["title"]
