"""How deep a PDF nests: what every press takes, what warns, and what is refused to go to one."""

import pytest

from media_assets.inspection.checks.soundness import MOST_NESTING, SAFE_NESTING
from tests.media_assets.corpus_hostile.papers import form, page
from tests.media_assets.corpus_hostile.papers_deep import saves_in_forms
from tests.media_assets.test_inspection_print import codes, facts_of, sheet  # noqa: F401


def finding(facts):
    return codes(facts).get("states-nested")


@pytest.mark.parametrize("balanced", [True, False])
def test_as_many_levels_as_the_standard_advises_are_none_too_many(facts_of, balanced):  # noqa: F811
    content = b"q " * SAFE_NESTING + b"0 0 9 9 re f" + b" Q" * SAFE_NESTING * balanced
    assert finding(facts_of(sheet(content * (1 if not balanced else 50)))) is None


def test_more_levels_warn_and_say_on_which_page(facts_of):  # noqa: F811
    found = finding(facts_of(sheet(b"q " * (SAFE_NESTING + 1) + b"0 0 9 9 re f", pages=2)))
    assert not found.blocks
    assert found.places[0].page == 1
    assert str(SAFE_NESTING + 1) in found.found


def test_more_levels_than_programs_take_block(facts_of):  # noqa: F811
    assert not finding(facts_of(sheet(b"q " * MOST_NESTING))).blocks
    assert finding(facts_of(sheet(b"q " * (MOST_NESTING + 1)))).blocks


def test_what_forms_save_adds_to_what_the_page_has_saved(facts_of):  # noqa: F811
    assert facts_of(saves_in_forms(4, 7))["nesting"]["most"] == 35
    assert finding(facts_of(saves_in_forms(15, 70))).blocks


def test_a_form_drawn_again_begins_where_the_page_is(facts_of):  # noqa: F811
    saving = form(b"q q q q q 0 0 9 9 re f")
    facts = facts_of(page(b"/N Do /N Do q /N Do", b"", saving, resources=b"/XObject << /N 5 0 R >>"))
    assert facts["nesting"]["most"] == 6


def test_a_restore_too_many_takes_nothing_from_the_count(facts_of):  # noqa: F811
    assert facts_of(page(b"Q Q Q " + b"q " * 30 + b"0 0 9 9 re f"))["nesting"]["most"] == 30


def test_forms_further_inside_than_is_looked_at_are_damage(facts_of):  # noqa: F811
    assert "damaged-inside" not in codes(facts_of(saves_in_forms(15, 0)))
    assert "damaged-inside" in codes(facts_of(saves_in_forms(30, 0)))
