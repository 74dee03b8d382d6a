"""
What changed since somebody answered for a content: for reviewers who see it again.

Wagtail's panels say which fields to compare; this module reads them as a person would
(``editorial.review_said``), marks the words (``editorial.review_diff``) and sorts the
changes by the aspect that sends them back to a step.
"""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _
from wagtail.admin.compare import StreamFieldComparison
from wagtail.admin.panels import get_edit_handler
from wagtail.models import Page, Revision

from editorial import review_bodies, review_said
from editorial.review_chain import steps_of
from editorial.review_fingerprints import Aspect, aspect_of, changed_aspects
from editorial.review_said import Change
from media_assets.models import Piece

LABELS = {
    Aspect.TEXT: _("Text"),
    Aspect.DESIGN: _("Photographs, pieces and layout"),
    Aspect.RIGHTS: _("Rights"),
    Aspect.SCHEDULE: _("Embargo and schedule"),
}


@dataclass(frozen=True, slots=True)
class Baseline:
    """The revision that somebody answered for last: a step of the open review, or the whole chain."""

    revision: Revision
    at: datetime
    by: str
    step: str


@dataclass(frozen=True, slots=True)
class SideOfChange:
    """The changes of one aspect, and the names of the steps that answer for it."""

    aspect: Aspect
    label: str
    steps: tuple[str, ...]
    changes: tuple[Change, ...]


def baseline_of(content) -> Baseline | None:
    """What the newest draft is held against, or None when nobody has approved anything yet."""
    from editorial.models import ReviewState, Seal

    seal = Seal.objects.for_content(content).newest_first().select_related("revision", "sealed_by").first()
    open_review = content.current_workflow_state
    approved = (
        ReviewState.objects.filter(
            workflow_state=open_review, status=ReviewState.STATUS_APPROVED, carried=False, approvals__isnull=False
        )
        .select_related("revision", "task", "finished_by")
        .order_by("-finished_at", "-pk")
        .first()
        if open_review
        else None
    )
    if approved is not None and approved.revision is not None:
        return Baseline(approved.revision, approved.finished_at, _name(approved.finished_by), approved.task.name)
    if seal is not None and seal.revision is not None:
        return Baseline(seal.revision, seal.sealed_at, _name(seal.sealed_by), "")
    return None


def was_ever_approved(content) -> bool:
    """Whether any step of any review said yes to the content: what spares most editors the other questions."""
    from editorial.models import ReviewState

    kind = content.get_base_content_type()
    of_content = ReviewState.objects.filter(
        workflow_state__base_content_type=kind, workflow_state__object_id=str(content.pk)
    )
    return of_content.filter(status=ReviewState.STATUS_APPROVED).exists()


def changes_since(baseline, content, request) -> list[SideOfChange]:
    """The fields that differ between the baseline and the newest draft, sorted by aspect; empty when none does."""
    newest = content.get_latest_revision()
    if newest is None or newest.pk == baseline.revision.pk:
        return []
    changed = changed_aspects(baseline.revision, newest)
    # What no panel shows may change too: its aspect is named, without words.
    sorted_out = {aspect: [] for aspect in changed}
    before, after = baseline.revision.as_object(), newest.as_object()
    for aspect, change in _changes(content, before, after, changed, request):
        sorted_out.setdefault(aspect, []).append(change)
    steps = steps_by_aspect(content)
    return [
        SideOfChange(aspect, LABELS[aspect], steps[aspect], tuple(sorted_out[aspect]))
        for aspect in Aspect
        if aspect in sorted_out
    ]


def step_to_ask_again(content, baseline) -> str:
    """
    The first step that had approved and has to answer anew, because the newest draft is not what it approved.

    Empty when the draft says what was approved, or when only steps that are still to come answer for the change.
    """
    from editorial.models import ReviewState

    newest = content.get_latest_revision()
    if baseline is None or newest is None or newest.pk == baseline.revision.pk:
        return ""
    changed, steps = changed_aspects(baseline.revision, newest), _review_steps(content)
    if baseline.step:
        given = ReviewState.objects.filter(
            workflow_state=content.current_workflow_state, status=ReviewState.STATUS_APPROVED
        )
        approved = set(given.values_list("task_id", flat=True))
        steps = [step for step in steps if step.pk in approved]
    return next((step.name for step in steps if step.aspects & changed), "")


def steps_by_aspect(content) -> dict[Aspect, tuple[str, ...]]:
    steps = _review_steps(content)
    return {aspect: tuple(step.name for step in steps if aspect in step.aspects) for aspect in Aspect}


def _changes(content, before, after, changed, request):
    """``(aspect, change)`` of each field that differs, in the order of the editor."""
    handler = content.get_edit_handler() if isinstance(content, Page) else _handler_of(content)
    comparers = handler.get_bound_panel(instance=content, request=request, form=None).get_comparison()
    differing = [found for compare in comparers if (found := compare(before, after)).has_changed()]
    names = review_said.Names(differing)
    for comparison in differing:
        if isinstance(comparison, StreamFieldComparison):
            yield from review_bodies.changes(comparison, changed)
        else:
            yield aspect_of(review_said.field_name(comparison)), review_said.change(comparison, names)
    # The master of a piece has no field of its own in the editor: its panel uploads one.
    if isinstance(content, Piece) and before.current_version_id != after.current_version_id:
        yield Aspect.DESIGN, review_said.change_of_master(before.current_version, after.current_version)


def _handler_of(content):
    viewset = getattr(type(content), "snippet_viewset", None)
    return viewset.get_edit_handler() if viewset else get_edit_handler(type(content))


def _review_steps(content):
    from editorial.models import ReviewStep

    if review := content.current_workflow_state:
        steps = steps_of(review)
    else:
        workflow = content.get_workflow()
        tasks = workflow.tasks.filter(active=True).order_by("workflow_tasks__sort_order") if workflow else ()
        steps = [task.specific for task in tasks]
    return [step for step in steps if isinstance(step, ReviewStep)]


def _name(user):
    return (user.get_full_name() or user.get_username()) if user else str(_("the house"))
