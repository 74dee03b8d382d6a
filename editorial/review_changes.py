"""
What changed since somebody answered for a content: for reviewers who see it again.

Wagtail compares field by field, with its own words marked in the text; this module
chooses what to compare, and sorts it by the aspect that sends it back to a step.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.utils.translation import gettext_lazy as _
from wagtail.admin.compare import ForeignObjectComparison
from wagtail.admin.panels import get_edit_handler
from wagtail.models import Page, Revision

from editorial.review_chain import steps_of
from editorial.review_fingerprints import (
    DESIGN_FIELDS,
    HOUSEKEEPING,
    RIGHTS_FIELDS,
    SCHEDULE_FIELDS,
    Aspect,
    changed_aspects,
)
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
    comparisons: tuple


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


def changes_since(baseline, content, request) -> list[SideOfChange]:
    """The fields that differ between the baseline and the newest draft, sorted by aspect; empty when none does."""
    newest = content.get_latest_revision()
    if newest is None or newest.pk == baseline.revision.pk:
        return []
    before, after = baseline.revision.as_object(), newest.as_object()
    aspects = changed_aspects(baseline.revision, newest)
    sorted_out = {aspect: [] for aspect in Aspect}
    for compare in _comparisons(content, request):
        comparison = compare(before, after)
        if comparison.has_changed():
            sorted_out[_aspect_of(comparison, aspects)].append(comparison)
    steps = _steps_by_aspect(content)
    return [
        SideOfChange(aspect, LABELS[aspect], steps[aspect], tuple(found))
        for aspect, found in sorted_out.items()
        if found
    ]


def _comparisons(content, request):
    handler = content.get_edit_handler() if isinstance(content, Page) else _handler_of(content)
    yield from handler.get_bound_panel(instance=content, request=request, form=None).get_comparison()
    if isinstance(content, Piece):
        # The master has no field of its own in the editor: its panel uploads one.
        yield partial(ForeignObjectComparison, Piece._meta.get_field("current_version"))


def _handler_of(content):
    viewset = getattr(type(content), "snippet_viewset", None)
    return viewset.get_edit_handler() if viewset else get_edit_handler(type(content))


def _aspect_of(comparison, aspects) -> Aspect:
    name = getattr(comparison, "field", None) or getattr(comparison, "relation", None)
    name = getattr(name, "related_name", None) or getattr(name, "name", "")
    for aspect, fields in (
        (Aspect.DESIGN, DESIGN_FIELDS),
        (Aspect.RIGHTS, RIGHTS_FIELDS),
        (Aspect.SCHEDULE, SCHEDULE_FIELDS),
    ):
        if name in fields:
            return aspect
    # A body is text and design at once: it stands where its change was.
    if name not in HOUSEKEEPING and Aspect.TEXT not in aspects and Aspect.DESIGN in aspects:
        return Aspect.DESIGN
    return Aspect.TEXT


def _steps_by_aspect(content):
    from editorial.models import ReviewStep

    review = content.current_workflow_state
    if review:
        steps = steps_of(review)
    else:
        workflow = content.get_workflow()
        tasks = workflow.tasks.filter(active=True).order_by("workflow_tasks__sort_order") if workflow else ()
        steps = [task.specific for task in tasks]
    steps = [step for step in steps if isinstance(step, ReviewStep)]
    return {aspect: tuple(step.name for step in steps if aspect in step.aspects) for aspect in Aspect}


def _name(user):
    return (user.get_full_name() or user.get_username()) if user else str(_("the house"))
