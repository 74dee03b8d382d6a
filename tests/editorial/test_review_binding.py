"""What is published is what was approved, and an edit asks again those whose part it changed."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Revision

from editorial.models import Seal
from editorial.review import StaleReview, can_publish
from editorial.review_fingerprints import Aspect, changed_aspects, fingerprint
from organization.publication import PublicationRefused
from tests import factories
from tests.editorial import chain, doors

pytestmark = pytest.mark.django_db

STYLE, DESIGN, LEGAL, FINAL = (
    "Corrección de estilo",
    "Revisión de diseño",
    "Revisión jurídica",
    "Aprobación final",
)


@pytest.fixture
def campaign(editor):
    return factories.campaign(user=editor, live=False)


@pytest.fixture
def at_final_step(campaign, editor, style_reviewer, designer, legal_reviewer):
    """A campaign that style, design and legal have approved."""
    chain.submit(campaign, editor)
    for reviewer in (style_reviewer, designer, legal_reviewer):
        chain.approve(campaign, reviewer)
    assert chain.step(campaign) == FINAL
    return campaign


def test_what_goes_public_is_what_was_approved(at_final_step, approver):
    approved = doors.fresh(at_final_step).get_latest_revision()
    chain.approve(at_final_step, approver)
    page = doors.fresh(at_final_step)
    assert page.live_revision_id == approved.pk
    shown = Revision(content_type=approved.content_type, content=page.serializable_data())
    assert fingerprint(shown) == fingerprint(approved) == Seal.objects.get().fingerprint


def test_a_new_text_goes_back_to_style_and_keeps_the_design(at_final_step, editor, style_reviewer, legal_reviewer):
    chain.edit(at_final_step, editor, slogan="Otra consigna")
    assert chain.step(at_final_step) == STYLE
    chain.approve(at_final_step, style_reviewer)
    assert chain.step(at_final_step) == LEGAL
    chain.approve(at_final_step, legal_reviewer)
    assert chain.step(at_final_step) == FINAL


def test_a_new_photograph_goes_back_to_design_and_keeps_the_style(at_final_step, editor, designer):
    chain.edit(at_final_step, editor, lead_image=factories.ImageFactory())
    assert chain.step(at_final_step) == DESIGN
    chain.approve(at_final_step, designer)
    assert chain.step(at_final_step) == LEGAL


def test_another_hour_asks_the_final_step_only(at_final_step, editor, approver):
    before = doors.fresh(at_final_step).current_workflow_task_state
    chain.edit(at_final_step, editor, go_live_at=timezone.now() + timedelta(days=1))
    after = doors.fresh(at_final_step).current_workflow_task_state
    assert chain.step(at_final_step) == FINAL
    assert after.pk != before.pk


def test_an_approval_that_arrives_after_an_edit_is_refused(at_final_step, editor, approver):
    read = doors.fresh(at_final_step).current_workflow_task_state
    chain.edit(at_final_step, editor, slogan="Lo que nadie leyó")
    with pytest.raises(StaleReview):
        read.task.specific.on_action(read, approver, "approve")
    doors.approve(approver, doors.fresh(at_final_step), task_state=read)
    assert not doors.fresh(at_final_step).live


def test_a_revision_overwritten_in_place_loses_its_approvals(at_final_step, editor, approver):
    """Wagtail's autosave writes into the newest revision of the same user instead of adding one."""
    draft = doors.fresh(at_final_step).get_latest_revision_as_object()
    draft.slogan = "Lo que nadie leyó"
    draft.save_revision(user=editor, overwrite_revision=draft.latest_revision)
    assert chain.step(at_final_step) == STYLE


def test_content_slipped_into_a_revision_behind_the_chain_is_not_approved(at_final_step, approver):
    revision = doors.fresh(at_final_step).get_latest_revision()
    Revision.objects.filter(pk=revision.pk).update(content=revision.content | {"slogan": "Lo que nadie leyó"})
    with pytest.raises(PublicationRefused):
        chain.approve(at_final_step, approver)
    assert not doors.fresh(at_final_step).live


def test_a_rejection_by_legal_comes_back_through_style_when_the_text_changed(
    campaign, editor, style_reviewer, designer, legal_reviewer
):
    chain.submit(campaign, editor)
    chain.approve(campaign, style_reviewer)
    chain.approve(campaign, designer)
    chain.reject(campaign, legal_reviewer)
    chain.edit(campaign, editor, objective="Otro objetivo.")
    chain.submit(campaign, editor)
    assert chain.step(campaign) == STYLE
    chain.approve(campaign, style_reviewer)
    assert chain.step(campaign) == LEGAL


def test_a_rejection_resubmitted_unchanged_returns_to_who_rejected(campaign, editor, style_reviewer, designer):
    chain.submit(campaign, editor)
    chain.approve(campaign, style_reviewer)
    chain.reject(campaign, designer)
    chain.submit(campaign, editor)
    assert chain.step(campaign) == DESIGN


def test_an_approval_does_not_carry_over_when_its_giver_became_an_author(at_final_step, designer):
    """The designer approved the design and then changed the text: their yes is no longer a second pair of eyes."""
    chain.edit(at_final_step, designer, slogan="Consigna del diseñador")
    state = doors.fresh(at_final_step).current_workflow_state
    approved = {
        s.task.name for s in state.task_states.filter(status="approved", revision=state.content_object.latest_revision)
    }
    assert DESIGN not in approved


def test_an_edit_after_publication_waits_for_another_approval(at_final_step, approver, editor):
    chain.approve(at_final_step, approver)
    revision = chain.edit(at_final_step, editor, slogan="Consigna nueva")
    page = doors.fresh(at_final_step)
    assert page.live
    assert page.slogan == "Cada gota cuenta"
    assert not can_publish(approver, revision)


def test_an_older_approved_text_does_not_come_back_without_review(
    at_final_step, editor, style_reviewer, designer, legal_reviewer, approver
):
    chain.approve(at_final_step, approver)
    old = doors.fresh(at_final_step).live_revision
    chain.edit(at_final_step, editor, slogan="Consigna corregida")
    chain.submit(at_final_step, editor)
    for reviewer in (style_reviewer, legal_reviewer, approver):
        if chain.step(at_final_step) == DESIGN:
            chain.approve(at_final_step, designer)
        chain.approve(at_final_step, reviewer)
    assert doors.fresh(at_final_step).slogan == "Consigna corregida"
    assert not can_publish(approver, old)


def test_a_withdrawn_page_may_be_published_again_as_it_was_approved(at_final_step, approver):
    chain.approve(at_final_step, approver)
    doors.fresh(at_final_step).unpublish()
    doors.fresh(at_final_step).get_latest_revision().publish(user=approver)
    assert doors.fresh(at_final_step).live


@pytest.mark.parametrize(
    ("change", "aspects"),
    [
        ({"slogan": "Otra"}, {Aspect.TEXT}),
        ({"expire_at": timezone.now()}, {Aspect.SCHEDULE}),
        ({"body": [("paragraph", "<p>Otro párrafo.</p>")]}, {Aspect.TEXT}),
        ({}, set()),
    ],
)
def test_an_edit_is_sorted_into_the_aspects_it_changes(campaign, editor, change, aspects):
    before = campaign.latest_revision
    after = chain.edit(campaign, editor, **change)
    assert changed_aspects(before, after) == aspects


def test_another_picture_in_the_body_is_design_and_another_caption_is_text(editor):
    first, second = factories.ImageFactory.create_batch(2)

    def figure(image, caption):
        return [("figure", {"image": image, "alt_text": "Una calle", "caption": caption, "credit": "Alcaldía"})]

    page = factories.bulletin(user=editor, live=False, body=figure(first, "La calle"))
    before = page.latest_revision
    assert changed_aspects(before, chain.edit(page, editor, body=figure(second, "La calle"))) == {Aspect.DESIGN}
    caption = chain.edit(page, editor, body=figure(first, "La avenida"))
    assert Aspect.TEXT in changed_aspects(before, caption)
