"""What a department asks for goes its way through the office, each step by who may take it, and all of it on record."""

import pytest
from django.db import IntegrityError, transaction
from django.db.utils import DatabaseError
from hypothesis import given
from hypothesis import strategies as st

from media_assets.briefs import following, rules
from media_assets.briefs.acts import BriefRefused, can, perform
from media_assets.briefs.coverage import cover
from media_assets.briefs.machine import ACTS, BY_NAME, acts_for
from media_assets.models import Brief, BriefPiece, BriefState, BriefStep, Channel, Piece, PieceState
from organization import roles
from tests import factories
from tests.editorial import chain
from tests.media_assets.briefs import asked, do, fresh, in_hand, soon, wanted
from tests.media_assets.factories import published_piece

pytestmark = pytest.mark.django_db


@pytest.fixture
def second_designer(db):
    return factories.UserFactory(username="segunda", role=roles.DESIGNERS)


@pytest.fixture
def brief(editor):
    return asked(editor)


def steps(brief):
    return list(brief.steps.values_list("act", "to_state"))


def test_a_brief_goes_from_the_request_to_the_delivery_with_each_step_on_record(editor, designer, approver):
    web = factories.piece_format(Channel.WEB)
    brief = asked(editor, wanted(format=web))
    do("accept", brief, approver)
    do("assign", brief, approver, assignee=designer)
    do("start", brief, designer)
    piece = published_piece(Channel.WEB, format=web)
    following.link(piece, brief, designer)
    brief = do("deliver", brief, designer)
    assert brief.state == BriefState.DELIVERED
    assert steps(brief) == [
        ("request", "requested"),
        ("accept", "accepted"),
        ("assign", "assigned"),
        ("start", "in_design"),
        ("link", "in_design"),
        ("follow_review", "in_review"),
        ("follow_ready", "in_review"),
        ("deliver", "delivered"),
    ]
    delivered = brief.steps.last()
    assert (delivered.actor, delivered.from_state) == (designer, "in_review")


def test_who_takes_a_request_accepts_it_in_the_same_breath(brief, designer):
    brief = do("take", brief, designer)
    assert (brief.state, brief.assigned_to) == (BriefState.ASSIGNED, designer)
    assert steps(brief)[1:] == [("accept", "accepted"), ("take", "assigned")]


def test_the_second_who_takes_it_reads_who_has_it(brief, designer, second_designer):
    stale = fresh(brief)
    do("take", brief, designer)
    with pytest.raises(BriefRefused, match="designer ya la tiene"):
        perform(BY_NAME["take"], stale, second_designer)
    assert fresh(brief).assigned_to == designer


@pytest.mark.parametrize("act", ["assign", "reschedule", "reject"])
@pytest.mark.parametrize("role", ["editor", "designer", "style_reviewer", "legal_reviewer"])
def test_only_the_direction_and_the_administration_answer_for_the_house(act, role, brief, request):
    assert not can(BY_NAME[act], request.getfixturevalue(role), brief)


@pytest.mark.parametrize("role", ["approver", "administrator", "superuser"])
def test_those_who_answer_for_the_house_assign_and_reject(role, brief, designer, request):
    boss = request.getfixturevalue(role)
    brief = do("assign", brief, boss, assignee=designer)
    assert brief.assigned_to == designer
    assert do("reject", brief, boss).state == BriefState.REJECTED


def test_a_brief_is_given_to_designers_only(brief, approver, editor):
    with pytest.raises(BriefRefused, match="Diseño"):
        perform(BY_NAME["assign"], brief, approver, assignee=editor)
    assert fresh(brief).state == BriefState.REQUESTED


def test_a_rejection_says_why(brief, approver):
    with pytest.raises(BriefRefused, match="registro"):
        perform(BY_NAME["reject"], brief, approver, reason="no")
    do("reject", brief, approver, reason="No hay presupuesto para impresos.")
    assert brief.steps.last().reason == "No hay presupuesto para impresos."


def test_a_brief_that_changes_hands_waits_for_its_new_designer(editor, designer, second_designer, approver):
    brief = in_hand(editor, designer)
    brief = do("assign", brief, approver, assignee=second_designer)
    assert (brief.state, brief.assigned_to) == (BriefState.ASSIGNED, second_designer)
    assert not can(BY_NAME["start"], designer, brief)
    assert can(BY_NAME["start"], second_designer, brief)


def test_who_puts_it_back_leaves_it_to_others(editor, designer, second_designer):
    brief = do("release", in_hand(editor, designer), designer)
    assert (brief.state, brief.assigned_to) == (BriefState.ACCEPTED, None)
    assert do("take", brief, second_designer).assigned_to == second_designer


def test_who_asked_withdraws_and_asks_again(brief, editor, designer):
    brief = do("withdraw", brief, editor)
    assert brief.state == BriefState.REJECTED
    assert not can(BY_NAME["ask_again"], designer, brief)
    brief = do("ask_again", brief, editor, deadline=soon())
    assert (brief.state, brief.deadline, brief.assigned_to) == (BriefState.REQUESTED, soon(), None)


def test_what_was_delivered_is_closed(editor, designer, approver, administrator):
    web = factories.piece_format(Channel.WEB)
    brief = in_hand(editor, designer, wanted(format=web))
    following.link(published_piece(format=web), brief, designer)
    brief = do("deliver", brief, designer)
    for person in (editor, designer, approver, administrator):
        assert acts_for(person, brief) == []
        assert not rules.may_link(person, brief)
    with pytest.raises(BriefRefused):
        following.unlink(brief.pieces.get(), brief, designer)


def test_people_who_left_the_office_do_nothing(brief, designer):
    designer.is_active = False
    assert acts_for(designer, brief) == []
    assert not rules.may_see(designer, brief)
    assert not rules.seen_by(designer).exists()


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        ("editor", True),
        ("designer", True),
        ("approver", True),
        ("administrator", True),
        ("superuser", True),
        ("style_reviewer", False),
        ("legal_reviewer", False),
    ],
)
def test_a_brief_is_seen_by_its_sides_and_by_who_answers(role, sees, brief, request):
    person = request.getfixturevalue(role)
    assert bool(rules.may_see(person, brief)) is sees
    assert rules.seen_by(person).filter(pk=brief.pk).exists() is sees


def test_another_editor_does_not_see_what_a_colleague_asked_for(brief):
    colleague = factories.UserFactory(role=roles.EDITORS)
    assert not rules.may_see(colleague, brief)
    assert not rules.seen_by(colleague).exists()


# -- Its pieces ---------------------------------------------------------------


def test_it_follows_its_pieces_into_review_and_back(editor, designer, style_reviewer, approver):
    brief = in_hand(editor, designer)
    piece = chain.piece_with_master(designer)
    following.link(piece, brief, designer)
    assert fresh(brief).state == BriefState.IN_DESIGN
    chain.submit(piece, designer)
    assert fresh(brief).state == BriefState.IN_REVIEW
    chain.reject(piece, approver)
    assert fresh(brief).state == BriefState.IN_DESIGN
    chain.submit(piece, designer)
    assert fresh(brief).state == BriefState.IN_REVIEW
    assert [act for act, _state in steps(brief)][-3:] == ["follow_review", "follow_design", "follow_review"]


def test_a_piece_that_is_approved_does_not_send_its_brief_back(
    editor, designer, second_designer, legal_reviewer, approver
):
    brief = in_hand(editor, designer)
    piece = chain.piece_with_master(designer)
    following.link(piece, brief, designer)
    chain.submit(piece, designer)
    reviewers = {"Revisión de diseño de la pieza": second_designer, "Revisión jurídica": legal_reviewer}
    while step := chain.step(piece):
        chain.approve(piece, reviewers.get(step, approver))
    piece.refresh_from_db()
    assert piece.live
    assert fresh(brief).state == BriefState.IN_REVIEW
    assert "follow_design" not in [act for act, _state in steps(brief)]
    assert can(BY_NAME["deliver"], designer, fresh(brief))


def test_it_is_delivered_only_with_every_piece_approved(editor, designer):
    web, print_ = factories.piece_format(Channel.WEB), factories.piece_format(Channel.PRINT)
    brief = in_hand(editor, designer, wanted(format=web), wanted(format=print_))
    following.link(published_piece(format=web), brief, designer)
    assert fresh(brief).state == BriefState.IN_DESIGN
    poster = chain.piece_with_master(designer, channel=Channel.PRINT, format=print_)
    following.link(poster, brief, designer)
    chain.submit(poster, designer)
    brief = fresh(brief)
    assert brief.state == BriefState.IN_REVIEW
    refusal = can(BY_NAME["deliver"], designer, brief)
    assert not refusal
    assert poster.title in str(refusal.reason)
    with pytest.raises(BriefRefused):
        perform(BY_NAME["deliver"], brief, designer)


def test_a_piece_taken_off_or_deleted_brings_the_brief_back_to_design(editor, designer):
    brief = in_hand(editor, designer)
    piece = chain.piece_with_master(designer)
    chain.submit(piece, designer)
    following.link(piece, brief, designer)
    assert fresh(brief).state == BriefState.IN_REVIEW
    following.unlink(piece, brief, designer)
    assert fresh(brief).state == BriefState.IN_DESIGN
    following.link(piece, brief, designer)
    Piece.objects.get(pk=piece.pk).delete()
    assert fresh(brief).state == BriefState.IN_DESIGN


def test_a_piece_is_made_for_one_brief(editor, designer):
    first, second = in_hand(editor, designer), in_hand(editor, designer)
    piece = published_piece()
    following.link(piece, first, designer)
    with pytest.raises(BriefRefused):
        following.link(piece, second, designer)


def test_only_its_designer_says_what_is_made_for_it(editor, designer, second_designer):
    brief = in_hand(editor, designer)
    with pytest.raises(BriefRefused):
        following.link(published_piece(), brief, second_designer)


def test_a_link_changes_neither_the_revision_nor_what_was_approved(editor, designer):
    brief = in_hand(editor, designer)
    piece = published_piece()
    revision = piece.save_revision(user=designer)
    following.link(piece, brief, designer)
    assert Piece.objects.get(pk=piece.pk).get_latest_revision() == revision
    assert Piece.objects.get(pk=piece.pk).get_latest_revision_as_object().brief == brief


STATES = st.sampled_from(list(PieceState))


@given(
    rows=st.lists(st.tuples(st.sampled_from([None, 1, 2]), st.integers(1, 3)), min_size=1, max_size=4),
    made=st.lists(st.tuples(st.sampled_from([1, 2, 3]), STATES), max_size=8),
)
def test_every_piece_answers_one_row_and_no_row_is_short_while_a_fitting_piece_is_left(rows, made):
    wanted_rows = [BriefPiece(channel=Channel.WEB, format_id=key, quantity=number) for key, number in rows]
    pieces = [Piece(pk=n, channel=Channel.WEB, format_id=key) for n, (key, _state) in enumerate(made, start=1)]
    for piece, (_key, state) in zip(pieces, made, strict=True):
        piece.listed_state = state
    coverage = cover(wanted_rows, pieces)
    used = [piece.pk for row in coverage.rows for piece in row.pieces] + [piece.pk for piece in coverage.further]
    assert sorted(used) == [piece.pk for piece in pieces]
    for row in coverage.rows:
        assert row.missing >= 0
        assert all(row.wanted.format_id in (None, piece.format_id) for piece in row.pieces)
        if row.missing:
            assert not [p for p in coverage.further if row.wanted.format_id in (None, p.format_id)]
    assert coverage.is_ready == (coverage.linked == coverage.wanted == coverage.ready)


# -- On record ----------------------------------------------------------------


def test_the_history_can_be_neither_changed_nor_deleted(brief):
    step = brief.steps.get()
    step.reason = "Otra"
    with pytest.raises(TypeError):
        step.save()
    with pytest.raises(TypeError):
        step.delete()
    for forbidden in (
        lambda: BriefStep.objects.update(reason="Otra"),
        lambda: BriefStep.objects.all()._raw_delete("default"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            forbidden()
    assert brief.steps.get().reason == ""


def test_the_database_knows_no_work_in_nobodys_hands(brief, designer):
    for changes in ({"state": BriefState.IN_DESIGN}, {"assigned_to": designer}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Brief.objects.filter(pk=brief.pk).update(**changes)


def test_every_act_has_its_address_its_words_and_its_people():
    assert len({act.slug for act in ACTS}) == len(ACTS)
    for act in ACTS:
        assert act.sources
        assert str(act.done) != str(act.label)
        assert not (act.asks or act.needs_reason) or act.explained
