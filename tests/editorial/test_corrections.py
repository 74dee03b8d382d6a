"""What readers already have is corrected in front of them: a dated note, the same number, the whole chain."""

import json
import re
from datetime import date, datetime, timedelta
from xml.etree import ElementTree

import pypdfium2
import pytest
from django.core.cache import cache
from django.utils import timezone
from freezegun import freeze_time

from editorial.force_publication import ForceRefused, force_publish
from editorial.models import BulletinCorrection
from editorial.readiness.catalogue import blocking, check
from editorial.reading_pdf import reading_pdf
from organization import roles
from tests import factories
from tests.editorial import chain, doors

pytestmark = pytest.mark.django_db

NOTE = "La entradilla decía tres mil cupos; son dos mil."
#: A Monday and a Wednesday, at 10:00 in Bogotá.
MONDAY = datetime.fromisoformat("2026-11-23T15:00:00+00:00")
WEDNESDAY = MONDAY + timedelta(days=2)


@pytest.fixture
def people(editor, style_reviewer, approver):
    return editor, style_reviewer, approver


def publish(page, people):
    writer, style_reviewer, approver = people
    chain.submit(page, writer)
    chain.approve(page, style_reviewer)
    chain.approve(page, approver)
    return doors.fresh(page)


@pytest.fixture
def public(people):
    with freeze_time(MONDAY - timedelta(days=30)):
        page = factories.bulletin(user=people[0], live=False, lead_text="Hay tres mil cupos.")
        return publish(page, people)


def codes(page):
    return [finding.code for finding in check(doors.fresh(page).get_latest_revision_as_object())]


def test_a_correction_goes_through_the_whole_chain_and_everybody_is_told(public, people, client):
    with freeze_time(MONDAY):
        chain.correct(public, people[0], NOTE, lead_text="Hay dos mil cupos.")
        assert doors.fresh(public).lead_text == "Hay tres mil cupos."
        chain.submit(public, people[0])
        assert chain.step(public) == "Corrección de estilo"
    with freeze_time(WEDNESDAY):
        chain.approve(public, people[1])
        chain.approve(public, people[2])
        corrected = doors.fresh(public)
        assert (corrected.number, corrected.year) == (public.number, public.year)
        assert corrected.lead_text == "Hay dos mil cupos."
        cache.clear()
        html = client.get(corrected.url).content.decode()
        assert NOTE in html
        assert "25 de noviembre de 2026" in html
        (item,) = ElementTree.fromstring(client.get("/boletines/feed.xml").content).iter("item")
        assert NOTE in item.findtext("description")
        assert "25 de noviembre de 2026" in item.findtext("description")
        (note,) = client.get(f"/api/v3/pages/{public.pk}/").json()["corrections"]
        assert (note["date"], note["text"]) == ("2026-11-25", NOTE)
        data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)[1])
        assert [(each["text"], each["datePublished"]) for each in data["correction"]] == [(NOTE, "2026-11-25")]
        assert NOTE in text_of_pdf(corrected)


def text_of_pdf(page):
    sheets = (sheet.get_textpage().get_text_bounded() for sheet in pypdfium2.PdfDocument(reading_pdf(page)))
    return " ".join(" ".join(sheets).replace("\u00ad", "").replace("\ufffe", "").split())


@pytest.mark.parametrize(
    "change",
    [
        {"lead_text": "Hay dos mil cupos."},
        {"title": "Otro titular"},
        {"kicker": "Otro antetítulo"},
        {"body": [("paragraph", "<p>Abre el martes.</p>")]},
    ],
    ids=lambda change: next(iter(change)),
)
def test_what_readers_were_told_is_not_changed_in_silence(change, public, people):
    chain.edit(public, people[0], **change)
    assert codes(public) == ["correction-missing"]
    chain.submit(public, people[0])
    state = doors.fresh(public).current_workflow_state
    assert state.status == "needs_changes"
    assert "fe de erratas" in state.current_task_state.comment


def test_the_editor_is_told_at_submission_what_is_missing(public, people):
    response = doors.submit(people[0], public, lead_text="Hay dos mil cupos.")
    assert "sin una nota de corrección" in response.content.decode()
    assert doors.fresh(public).current_workflow_state is None


def test_a_note_that_readers_already_have_answers_for_no_new_change(public, people):
    chain.correct(public, people[0], NOTE, lead_text="Hay dos mil cupos.")
    publish(public, people)
    chain.edit(public, people[0], lead_text="Hay mil cupos.")
    assert codes(public) == ["correction-missing"]
    chain.correct(public, people[0], "Tampoco eran dos mil: son mil.", lead_text="Hay mil cupos.")
    assert codes(public) == []


def test_a_public_note_is_not_exchanged_for_the_new_one(public, people):
    chain.correct(public, people[0], NOTE, lead_text="Hay dos mil cupos.")
    publish(public, people)
    draft = doors.fresh(public).get_latest_revision_as_object()
    draft.corrections = [BulletinCorrection(text="Tampoco eran dos mil: son mil.")]
    draft.lead_text = "Hay mil cupos."
    draft.save_revision(user=people[0])
    assert codes(public) == ["correction-missing"]


def test_a_picture_or_a_contact_may_change_without_a_note(public, people):
    chain.edit(public, people[0], lead_image=factories.ImageFactory())
    assert codes(public) == []


def test_a_withdrawn_bulletin_comes_back_changed_only_with_a_note(public, people):
    public.unpublish()
    chain.edit(public, people[0], lead_text="Hay dos mil cupos.")
    assert codes(public) == ["correction-missing"]


def test_a_bulletin_that_nobody_has_read_has_nothing_to_correct(people):
    page = factories.bulletin(user=people[0], live=False)
    chain.edit(page, people[0], lead_text="Otra entradilla.")
    assert blocking(doors.fresh(page).get_latest_revision_as_object()) == []


def test_a_correction_that_loses_its_note_during_the_review_is_sent_back(public, people):
    chain.correct(public, people[0], NOTE, lead_text="Hay dos mil cupos.")
    chain.submit(public, people[0])
    draft = doors.fresh(public).get_latest_revision_as_object()
    draft.corrections = []
    draft.save_revision(user=people[0])
    assert doors.fresh(public).current_workflow_state.status == "needs_changes"
    assert doors.fresh(public).lead_text == "Hay tres mil cupos."


def test_the_date_of_a_note_stays_when_the_bulletin_is_corrected_again(public, people):
    with freeze_time(MONDAY):
        chain.correct(public, people[0], NOTE, lead_text="Hay dos mil cupos.")
    with freeze_time(WEDNESDAY):
        publish(public, people)
    with freeze_time(WEDNESDAY + timedelta(days=5)):
        chain.correct(public, people[0], "Tampoco eran dos mil: son mil.", lead_text="Hay mil cupos.")
        publish(public, people)
    dates = list(doors.fresh(public).corrections.order_by("date").values_list("date", flat=True))
    assert dates == [date(2026, 11, 25), date(2026, 11, 30)]


def test_a_scheduled_correction_is_dated_the_day_it_goes_out(public, people):
    from editorial import scheduling

    goes_out = WEDNESDAY + timedelta(days=1)
    with freeze_time(MONDAY):
        chain.correct(public, people[0], NOTE, lead_text="Hay dos mil cupos.", go_live_at=goes_out)
        publish(public, people)
        assert not doors.fresh(public).corrections.exists()
    with freeze_time(goes_out + timedelta(minutes=1)):
        scheduling.run_due()
    assert doors.fresh(public).corrections.get().date == date(2026, 11, 26)


def test_no_hurry_of_the_direction_changes_in_silence_what_readers_were_told(public, people):
    chain.edit(public, people[0], lead_text="Hay dos mil cupos.")
    direction = factories.UserFactory(role=roles.APPROVERS)
    with pytest.raises(ForceRefused, match="nota de corrección"):
        force_publish(doors.fresh(public), direction, "El dato equivocado circula en todos los medios.")
    chain.correct(public, people[0], NOTE, lead_text="Hay dos mil cupos.")
    force_publish(doors.fresh(public), direction, "El dato equivocado circula en todos los medios.")
    assert doors.fresh(public).lead_text == "Hay dos mil cupos."


@pytest.mark.parametrize("days", [-400, 1, 30_000])
def test_a_note_is_dated_while_the_bulletin_is_public(days, public, people):
    draft = doors.fresh(public).get_latest_revision_as_object()
    draft.corrections.add(BulletinCorrection(text=NOTE, date=timezone.localdate() + timedelta(days=days)))
    draft.lead_text = "Hay dos mil cupos."
    draft.save_revision(user=people[0])
    assert codes(public) == ["correction-misdated"]
