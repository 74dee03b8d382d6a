"""What the office does about a derivative from the panel of versions: cancel it, or make it again."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.permissions import policy_registry

from media_assets.derivatives import orders
from media_assets.models import DerivativeJob, Piece


@require_POST
def cancel(request, pk, job_pk):
    """Stop the making of a derivative, or take it out of the queue."""
    job = _job(request, pk, job_pk)
    return _answer(request, pk, orders.cancel(job), _("The derivative has been cancelled."))


@require_POST
def order_again(request, pk, job_pk):
    """Make a derivative again that failed, was cancelled, or is wanted anew."""
    job = _job(request, pk, job_pk)
    return _answer(request, pk, orders.order_again(job), _("The derivative has been asked for."))


def _job(request, pk, job_pk):
    if not policy_registry.get_by_type(Piece).user_has_permission(request.user, "change"):
        raise PermissionDenied
    return get_object_or_404(DerivativeJob, pk=job_pk, version__piece_id=pk)


def _answer(request, pk, changed, message):
    """The open editor asks by script and shows the list anew; a plain form goes back to the editor."""
    if request.headers.get("X-Requested-With") == "XMLHttpRequest":
        return HttpResponse(status=204)
    if changed:
        messages.success(request, message)
    else:
        messages.warning(request, _("It had ended meanwhile."))
    return redirect(reverse(Piece.snippet_viewset.get_url_name("edit"), args=[pk]))
