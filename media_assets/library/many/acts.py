"""What every act on many pieces shares: which pieces, who may, and what became of each."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import QueryDict
from django.shortcuts import redirect, render
from django.utils.functional import cached_property, classproperty
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.models import Revision, WorkflowState
from wagtail.permissions import policy_registry
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction

from media_assets.library.screens.base import may_see_library
from media_assets.library.shelf import listed
from media_assets.models import Piece
from organization.borrowed import give_reviews
from organization.decisions import Decision
from organization.publication import take_hold

#: Pieces in one act: each gets a revision, a record and its place in the index anew, within one request.
MOST = 300


class NotDone(Exception):
    """Why an act was not done to a piece, in words for people."""


@dataclass
class Outcome:
    """What became of each piece: how many were done, how many had nothing to do, and who was refused."""

    done: int = 0
    unchanged: int = 0
    refused: list = field(default_factory=list)


class ManyPieces(SnippetBulkAction):
    """
    A bulk action over pieces.

    Subclasses say who may (``may``), and do it to one piece (``do``), which tells whether
    anything changed and raises ``NotDone``, ``ValidationError`` or ``PermissionDenied``.
    """

    template_name = "media_assets/library_admin/many.html"
    #: The title of the screen and the words of its button.
    title = button = ""
    #: One sentence on what follows.
    about = ""
    #: Whether the act changes the piece itself, so that nobody else may meanwhile.
    holds = True

    def dispatch(self, request, *args, **kwargs):
        if not may_see_library(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @classproperty
    def models(cls):
        return [Piece]

    @classmethod
    def is_offered_to(cls, user) -> bool:
        """Whether there may be a piece to which the user may do it; ``may`` judges each."""
        return may_see_library(user)

    def may(self, piece) -> Decision:
        raise NotImplementedError

    def do(self, piece) -> bool:
        raise NotImplementedError

    def said(self, done) -> str:
        """What is said when that many were done."""
        raise NotImplementedError

    # -- Which pieces

    @cached_property
    def wanted(self):
        """The keys of the chosen pieces, or of the whole listing under its filters and words."""
        from media_assets.viewsets.filters import PieceFilterSet

        asked = self.request.GET
        if "all" in asked.getlist("id"):
            pieces = listed(PieceFilterSet(asked, request=self.request), asked.get("q", "").strip())
            return list(pieces.order_by("-created_at", "-pk").values_list("pk", flat=True)[: MOST + 1])
        return list(dict.fromkeys(int(key) for key in asked.getlist("id") if key.isdecimal() and len(key) < 19))

    @property
    def are_too_many(self):
        return len(self.wanted) > MOST

    @cached_property
    def pieces(self) -> list[Piece]:
        """The chosen pieces as cards show them, each with its open review, in the order in which they were chosen."""
        keys = self.wanted[:MOST]
        found = {piece.pk: piece for piece in Piece.objects.filter(pk__in=keys).for_listing()}
        _give_reviews(found)
        return [found[key] for key in keys if key in found]

    @cached_property
    def sorted_out(self):
        """``(pieces, [(piece, reason)])``: those to which it can be done, and those to which it cannot."""
        able, unable = [], []
        for piece in self.pieces:
            decision = self.may(piece)
            if decision:
                able.append(piece)
            else:
                unable.append((piece, decision.reason))
        return able, unable

    def get_actionable_objects(self):
        able, unable = self.sorted_out
        return able, {"items_with_no_access": unable}

    def get_context_data(self, **kwargs):
        able, unable = self.sorted_out
        shown = QueryDict(mutable=True)
        # The very pieces that are shown, whatever the listing finds when the form comes back.
        shown.setlist("id", [piece.pk for piece in self.pieces])
        shown["next"] = self.next_url
        return super(SnippetBulkAction, self).get_context_data(**kwargs) | {
            "submit_url": f"{self.request.path}?{shown.urlencode()}",
            "pieces": able,
            "refused": unable,
            "too_many": self.are_too_many,
            "most": MOST,
            "title": self.title,
            "button": self.button,
            "about": self.about,
        }

    # -- The act

    def form_valid(self, form):
        self.cleaned_form = form
        if self.are_too_many:
            return self.form_invalid(form)
        able, unable = self.sorted_out
        for hook in hooks.get_hooks("before_bulk_action"):
            if hasattr(answer := hook(self.request, self.action_type, able, self), "status_code"):
                return answer
        outcome = self.carry_out(able)
        outcome.refused[:0] = unable
        for hook in hooks.get_hooks("after_bulk_action"):
            if hasattr(answer := hook(self.request, self.action_type, able, self), "status_code"):
                return answer
        return self.answer(outcome)

    def carry_out(self, pieces) -> Outcome:
        outcome = Outcome()
        for piece in pieces:
            try:
                with transaction.atomic():
                    changed = self.do(take_hold(piece) if self.holds else piece)
            except (NotDone, PermissionDenied) as refusal:
                outcome.refused.append((piece, str(refusal) or _("You may not change this piece.")))
            except ValidationError as failure:
                outcome.refused.append((piece, " ".join(failure.messages)))
            except Piece.DoesNotExist:
                outcome.refused.append((piece, _("Somebody has deleted it.")))
            else:
                outcome.done += changed
                outcome.unchanged += not changed
        return outcome

    def answer(self, outcome):
        """Back to the library, or a list of those that were refused."""
        if not outcome.refused:
            if outcome.done:
                messages.success(self.request, self.said(outcome.done))
            if outcome.unchanged:
                messages.info(self.request, said_of_unchanged(outcome.unchanged))
            return redirect(self.next_url)
        context = {
            "title": self.title,
            "next": self.next_url,
            "outcome": outcome,
            "said": self.said(outcome.done) if outcome.done else "",
            "said_of_unchanged": said_of_unchanged(outcome.unchanged) if outcome.unchanged else "",
            "edit_url_name": Piece.snippet_viewset.get_url_name("edit"),
            "header_icon": Piece.snippet_viewset.icon,
        }
        return render(self.request, "media_assets/library_admin/many_done.html", context)


class ChangesPieces(ManyPieces):
    """A bulk action for those who change pieces."""

    @classmethod
    def is_offered_to(cls, user):
        return policy_registry.get_by_type(Piece).user_has_any_permission(user, ["change"])


def offered_to(user) -> list:
    """The bulk actions that the listing offers to the user, the most wanted first."""
    actions = bulk_action_registry.get_bulk_actions_for_model(Piece._meta.app_label, Piece._meta.model_name)
    return sorted((each for each in actions if each.is_offered_to(user)), key=lambda each: each.action_priority)


def said_of_unchanged(number) -> str:
    return ngettext("%(number)d piece was so already.", "%(number)d pieces were so already.", number) % {
        "number": number
    }


def _give_reviews(pieces: dict[int, Piece]):
    """Give each piece its open review and its schedule, as ``prefetch_workflow_states`` does for pages."""
    reviews = WorkflowState.objects.active().select_related("current_task_state__task")
    about = {"base_content_type": Piece().get_base_content_type(), "object_id__in": [str(key) for key in pieces]}
    open_reviews = defaultdict(list)
    for review in reviews.filter(**about):
        open_reviews[int(review.object_id)].append(review)
    for key, piece in pieces.items():
        give_reviews(piece, open_reviews[key])
        piece.scheduled_revision = None
    for revision in Revision.objects.filter(approved_go_live_at__isnull=False, **about):
        pieces[int(revision.object_id)].scheduled_revision = revision
