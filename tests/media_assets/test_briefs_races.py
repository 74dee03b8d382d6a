"""Two at once: a brief has one designer, and is delivered once, whoever presses first."""

import itertools
from functools import partial

import pytest

from media_assets.briefs import following
from media_assets.briefs.acts import BriefRefused, perform
from media_assets.briefs.machine import BY_NAME
from media_assets.models import BriefState, Channel
from organization import roles
from tests import factories, races
from tests.editorial import chain
from tests.media_assets.briefs import REASON, asked, fresh, in_hand, wanted
from tests.media_assets.factories import published_piece

pytestmark = [pytest.mark.slow, pytest.mark.postgres]
RUNS = 3


@pytest.fixture
def office(transactional_db):
    people = {"asks": roles.EDITORS, "one": roles.DESIGNERS, "two": roles.DESIGNERS, "directs": roles.APPROVERS}
    return {name: factories.UserFactory(username=name, role=role) for name, role in people.items()}


at_once = partial(races.at_once, refusal=BriefRefused)


def act(name, brief, user, **said):
    return lambda: perform(BY_NAME[name], fresh(brief), user, **said)


def test_of_two_designers_one_has_it(office):
    for _run in range(RUNS):
        brief = asked(office["asks"])
        ends = at_once(act("take", brief, office["one"]), act("take", brief, office["two"]))
        assert ends.count(True) == 1
        winner = office["one" if ends[0] is True else "two"]
        assert fresh(brief).assigned_to == winner
        assert list(brief.steps.values_list("act", flat=True)) == ["request", "accept", "take"]


def test_a_rejection_and_a_taking_leave_one_true_history(office):
    for _run in range(RUNS):
        brief = asked(office["asks"])
        at_once(act("take", brief, office["one"]), act("reject", brief, office["directs"], reason=REASON))
        steps = list(brief.steps.values_list("from_state", "to_state"))
        for before, after in itertools.pairwise(steps):
            assert before[1] == after[0]
        assert fresh(brief).state == BriefState.REJECTED


def test_it_is_delivered_once(office):
    web = factories.piece_format(Channel.WEB)
    for _run in range(RUNS):
        brief = in_hand(office["asks"], office["one"], wanted(format=web))
        following.link(published_piece(format=web), brief, office["one"])
        ends = at_once(act("deliver", brief, office["one"]), act("deliver", brief, office["directs"]))
        assert ends.count(True) == 1
        assert brief.steps.filter(act="deliver").count() == 1


def test_a_piece_is_linked_to_one_brief(office):
    for _run in range(RUNS):
        first, second = (in_hand(office["asks"], office[name]) for name in ("one", "two"))
        piece = chain.piece_with_master(office["one"])
        ends = at_once(
            partial(following.link, piece, first, office["one"]),
            partial(following.link, piece, second, office["two"]),
        )
        assert ends.count(True) == 1
        assert first.pieces.count() + second.pieces.count() == 1


def test_a_submission_and_a_link_wait_for_each_other(office):
    for _run in range(RUNS):
        brief = in_hand(office["asks"], office["one"])
        piece = chain.piece_with_master(office["one"])
        ends = at_once(
            partial(following.link, piece, brief, office["one"]),
            partial(chain.submit, piece, office["one"]),
        )
        assert ends == [True, True]
        # Whichever came last has seen the other.
        assert fresh(brief).state == BriefState.IN_REVIEW
