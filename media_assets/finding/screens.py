"""«Duplicados»: pieces that are the same file or look alike, and what people decided of them."""

import re

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.generic import TemplateView
from wagtail.admin.widgets import HeaderButton
from wagtail.permissions import policy_registry

from media_assets.finding import groups, likenesses
from media_assets.library.screens.base import LibraryScreen
from media_assets.models import Piece
from media_assets.viewsets.opening import opening_url_name

GROUPS_IN_A_PAGE = 12
#: Of a large group as many are shown; the others come up when some were decided.
SHOWN_OF_GROUP = 12
#: Pieces of which one decision may tell, and how their keys are written.
MOST_OF_GROUP, PLAUSIBLE_KEY = 500, re.compile(r"[0-9]{1,18}")
#: Pieces that the editor names when a master resembles them.
NAMED = 5


def seen_by(user):
    """The pieces that the user may open in the office."""
    return policy_registry.get_by_type(Piece).instances_user_has_any_permission_for(
        user, ["add", "change", "delete", "view"]
    )


def may_decide(user) -> bool:
    return policy_registry.get_by_type(Piece).user_has_permission(user, "change")


def screen_url():
    return reverse(Piece.snippet_viewset.get_url_name("duplicates"))


class DuplicatesView(LibraryScreen, TemplateView):
    template_name = "media_assets/finding/duplicates.html"
    page_title = gettext_lazy("Duplicates")
    header_icon = "copy"

    def get_context_data(self, **kwargs):
        user = self.request.user
        page = Paginator(groups.open_groups(seen_by(user)), GROUPS_IN_A_PAGE).get_page(self.request.GET.get("p"))
        shown = [key for group in page for key in group.keys[:SHOWN_OF_GROUP]]
        pieces = {piece.pk: piece for piece in Piece.objects.filter(pk__in=shown).for_listing()} if shown else {}
        return super().get_context_data(
            page_obj=page,
            groups=[
                (group, [pieces[key] for key in group.keys[:SHOWN_OF_GROUP] if key in pieces]) for group in page
            ],
            decisions=list(groups.decisions(seen_by(user))),
            may_decide=may_decide(user),
            open_url_name=opening_url_name(user),
            decide_url_name=Piece.snippet_viewset.get_url_name("duplicate_decision"),
            **kwargs,
        )


class DecisionView(View):
    """Somebody says that a piece is no duplicate of others (``others``), or takes that back."""

    def post(self, request, pk):
        if not may_decide(request.user):
            raise PermissionDenied
        seen = seen_by(request.user)
        piece = get_object_or_404(seen, pk=pk)
        keys = [key for key in request.POST.getlist("others") if PLAUSIBLE_KEY.fullmatch(key)][:MOST_OF_GROUP]
        others = list(seen.filter(pk__in=keys))
        match request.POST.get("act"):
            case "apart":
                if groups.set_apart(piece, others, request.user):
                    messages.success(request, _("“%(piece)s” is not shown as a duplicate any more.") % {"piece": piece})
            case "together":
                again = [other for other in others if groups.bring_together(piece, other)]
                for other in again:
                    said = _("“%(first)s” and “%(second)s” are shown again among the possible duplicates.")
                    messages.success(request, said % {"first": piece, "second": other})
                if others and not again:
                    messages.info(request, _("Those pieces were among the possible duplicates already."))
            case _other:
                return HttpResponseBadRequest()
        return redirect(f"{screen_url()}?p={request.GET.get('p', '1')}" if "p" in request.GET else screen_url())


def header_button():
    return HeaderButton(gettext_lazy("Duplicates"), url=screen_url(), icon_name="copy", priority=90)


def alike_context(piece, user) -> dict:
    """
    What ``alike.html`` says in the editor of a piece that resembles others.

    Only of pieces that the user may open, and of none that was set apart.
    """
    if user is None:
        return {}
    apart = groups.set_apart_from(piece)
    near = [each for each in likenesses.alike(piece) if each.piece_id not in apart]
    seen = seen_by(user).select_related("department").in_bulk([each.piece_id for each in near]) if near else {}
    known = [{"piece": seen[each.piece_id], "is_same_file": each.is_same_file} for each in near if each.piece_id in seen]
    return {"alike": known[:NAMED], "open_url_name": opening_url_name(user), "duplicates_url": screen_url()}
