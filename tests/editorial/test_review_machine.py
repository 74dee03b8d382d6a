"""
The review chain as a machine: people of every role do what they like, in any order.

No sequence of acts publishes what was not approved, lets somebody approve their own
work, or breaks the record. ``ROTATIVA_MACHINE_EXAMPLES`` sets how many lives of a
bulletin are tried (40 steps each).
"""

import os
from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.test import Client
from freezegun import freeze_time
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from wagtail.models import Revision

from cms import page_cache
from editorial import scheduling
from editorial.custody.records import verify
from editorial.force_publication import decide, force_publish
from editorial.models import AfterReview, Approval, Seal
from editorial.review_fingerprints import fingerprint
from editorial.withdrawal import can_withdraw, withdraw
from organization import roles
from tests import factories
from tests.editorial import chain, doors

EXAMPLES = int(os.environ.get("ROTATIVA_MACHINE_EXAMPLES", "10"))
STEPS = 40
START = datetime.fromisoformat("2026-11-23T12:00:00+00:00")
#: Two of each, and one who holds every role and is a superuser besides.
OFFICE = (
    ("redactora", (roles.EDITORS,)),
    ("redactor", (roles.EDITORS,)),
    ("correctora", (roles.STYLE_REVIEWERS,)),
    ("corrector", (roles.STYLE_REVIEWERS, roles.EDITORS)),
    ("directora", (roles.APPROVERS,)),
    ("director", (roles.APPROVERS,)),
    ("jefatura", roles.ALL),
)
REFUSALS = (PermissionDenied, ValidationError)
people = st.integers(0, len(OFFICE) - 1)


class Newsroom(RuleBasedStateMachine):
    """One bulletin, seven people, a clock and a scheduler."""

    taken = 0

    def __init__(self):
        super().__init__()
        self.now = START
        self.people = []
        for name, groups in OFFICE:
            person = factories.UserFactory(username=name, is_superuser=name == "jefatura")
            person.groups.set(_groups(groups))
            self.people.append(person)
        with freeze_time(self.now):
            self.page = factories.bulletin(user=self.people[0], live=False)
        #: Who wrote each text that the machine ever saved.
        self.writers = {self.page.lead_text: self.people[0].pk}

    def _try(self, act, *args, **kwargs):
        """Do what a person tries; a refusal is an answer like any other."""
        type(self).taken += 1
        with freeze_time(self.now):
            try:
                act(*args, **kwargs)
            except REFUSALS:
                return False
            return True

    @rule(who=people, text=st.integers(0, 5), noted=st.booleans())
    def write(self, who, text, noted):
        """With a note of correction or without one: what was public needs it to come out again."""
        lead = f"Entradilla {text} de {OFFICE[who][0]}."
        self.writers[lead] = self.people[who].pk
        if noted and doors.fresh(self.page).first_published_at:
            self._try(chain.correct, self.page, self.people[who], f"Nota {type(self).taken}.", lead_text=lead)
        else:
            self._try(chain.edit, self.page, self.people[who], lead_text=lead)

    @rule(who=people, hours=st.integers(-2, 6))
    def schedule(self, who, hours):
        self._try(chain.edit, self.page, self.people[who], embargo_until=self.now + timedelta(hours=hours))

    @rule(who=people)
    def save_without_a_change(self, who):
        self._try(chain.edit, self.page, self.people[who])

    @rule(who=people)
    def submit(self, who):
        self._try(chain.submit, self.page, self.people[who])

    @precondition(lambda self: chain.step(self.page))
    @rule(who=people)
    def approve(self, who):
        self._try(chain.approve, self.page, self.people[who])

    @precondition(lambda self: chain.step(self.page))
    @rule(who=people)
    def reject(self, who):
        self._try(chain.reject, self.page, self.people[who])

    @rule(who=people)
    def publish_past_the_chain(self, who):
        revision = doors.fresh(self.page).get_latest_revision()
        self._try(revision.publish, user=self.people[who], skip_permission_checks=True)

    @rule(who=people, back=st.integers(0, 9))
    def bring_back_an_old_revision(self, who, back):
        revisions = list(doors.fresh(self.page).revisions.order_by("-pk"))
        self._try(revisions[back % len(revisions)].publish, user=self.people[who])

    @precondition(lambda self: chain.step(self.page))
    @rule(who=people)
    def approve_without_ticking(self, who):
        state = doors.fresh(self.page).current_workflow_task_state
        points = state.task.specific.checklist_points
        passed = self._try(state.task.specific.on_action, state, self.people[who], "approve")
        assert not (passed and points)

    @rule(who=people)
    def force(self, who):
        self._try(force_publish, doors.fresh(self.page), self.people[who], "No da espera: alerta por creciente.")

    @precondition(lambda self: AfterReview.objects.open().exists())
    @rule(who=people, ratify=st.booleans())
    def review_what_was_forced(self, who, ratify):
        words = "La cifra no estaba confirmada todavía."
        self._try(decide, AfterReview.objects.open().first(), self.people[who], ratify=ratify, comment=words)

    @rule(who=people)
    def withdraw_with_a_reason(self, who):
        page = doors.fresh(self.page)
        if can_withdraw(self.people[who], page):
            self._try(withdraw, page, self.people[who], "Se aplazó por orden del juez.")

    @rule(who=people)
    def delete(self, who):
        page = doors.fresh(self.page)
        if page.first_published_at:
            # Django marks the whole life as broken when a deletion stops halfway.
            with pytest.raises(PermissionDenied), transaction.atomic():
                page.delete(user=self.people[who])

    @rule(door=st.sampled_from(["page", "/boletines/", "/boletines/feed.xml", "/buscar/?q=entradilla", "/sitemap.xml"]))
    def look_from_outside(self, door):
        """What is not public shows its text at no door; the notice of a withdrawal says its title alone."""
        type(self).taken += 1
        page = doors.fresh(self.page)
        # A life ends in a rollback, so that the commit which empties the cache never comes.
        page_cache.turn()
        with freeze_time(self.now):
            html = Client().get(page.url if door == "page" else door).content.decode()
        public = page.lead_text if page.live else None
        for text in self.writers:
            assert text == public or text not in html
        assert page.live or page.title not in html or door == "page"

    @rule(minutes=st.integers(1, 240))
    def let_time_pass(self, minutes):
        self.now += timedelta(minutes=minutes)
        self._try(scheduling.run_due)

    @invariant()
    def what_is_public_was_approved(self):
        page = doors.fresh(self.page)
        if not page.live:
            return
        shown = Revision(content_type=page.live_revision.content_type, content=page.serializable_data())
        assert Seal.objects.for_content(page).filter(fingerprint=fingerprint(shown)).exists()

    @invariant()
    def nothing_is_public_before_its_embargo(self):
        page = doors.fresh(self.page)
        assert not (page.live and page.embargo_until and page.embargo_until > self.now)

    @invariant()
    def nobody_approved_the_text_they_wrote(self):
        for approval in Approval.objects.select_related("state__revision"):
            content = approval.state.revision.content
            assert approval.user_id != self.writers.get(content["lead_text"])
            assert approval.user_id != self.page.owner_id

    @invariant()
    def what_was_forced_was_signed_by_the_direction_and_reviewed_by_another(self):
        for owed in AfterReview.objects.select_related("forced_by", "decided_by", "revision"):
            assert owed.forced_by in (self.people[4], self.people[5], self.people[6])
            assert owed.forced_by_id != self.writers.get(owed.revision.content["lead_text"])
            assert owed.decided_by_id is None or owed.decided_by_id not in (owed.forced_by_id, *owed.authors)

    @invariant()
    def a_number_is_given_once_and_kept(self):
        page = doors.fresh(self.page)
        if page.live:
            assert page.number == 1

    def teardown(self):
        assert list(verify()) == []


def _groups(names):
    from django.contrib.auth.models import Group

    return Group.objects.filter(name__in=names)


@pytest.mark.slow
@pytest.mark.django_db
def test_no_sequence_of_acts_publishes_unapproved_work(capsys):
    class OnItsOwn(Newsroom):
        """Each life in a savepoint of its own, taken back at its end."""

        def __init__(self):
            self._life = transaction.atomic()
            self._life.__enter__()
            super().__init__()

        def teardown(self):
            try:
                super().teardown()
            finally:
                transaction.set_rollback(True)
                self._life.__exit__(None, None, None)

    OnItsOwn.taken = 0
    run_state_machine_as_test(
        OnItsOwn,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            database=None,
        ),
    )
    with capsys.disabled():
        print(f"\n{OnItsOwn.taken} acts tried: 0 self-approvals, 0 unapproved publications, 0 broken embargoes, 0 leaks")
