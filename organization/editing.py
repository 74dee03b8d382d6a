"""
Editors of reviewed content: one request at a time, and a refusal is told where it was earned.

Wagtail's editors read a content, and write the whole of what they read some moments
later. Whatever happened in between (an approval that published it, the scheduler, a
second request of the same window) would be written over.
"""

import json
from functools import wraps

from django.core.exceptions import BadRequest
from django.db import transaction
from django.utils.decorators import classonlymethod
from django.utils.translation import gettext as _
from wagtail.admin import messages

from organization.publication import PublicationRefused


class ActionIncomplete(PublicationRefused):
    """A reviewer's act came without what it needs; the message says what."""


class OnItsWay(PublicationRefused):
    """The window saves by itself what it has just sent with an act."""


def is_key(text: str) -> bool:
    """Whether that may be the key of a row: of nineteen digits and more, not all are within the 64 bits of a database."""
    return text.isascii() and text.isdecimal() and len(text) < 19


class UnreadableForm(BadRequest):
    """What came is none of our forms: no browser sends it so."""


class TakesTurns:
    """
    Mixed into an edit view of Wagtail, before it.

    ``hold`` takes the row of the content before the view reads anything of it. What the
    rules refuse becomes a message in the editor, with the reviewer's words in it.
    """

    @classmethod
    def hold(cls, request, **kwargs):
        """Lock the row of the content that the address names, if it is there."""
        raise NotImplementedError

    @property
    def reviewed(self):
        """The content as the view has read it."""
        raise NotImplementedError

    @classonlymethod
    def as_view(cls, **initkwargs):
        view = super().as_view(**initkwargs)

        @wraps(view)
        def in_turn(request, *args, **kwargs):
            if request.method != "POST":
                return view(request, *args, **kwargs)
            with transaction.atomic():
                cls.hold(request, **kwargs)
                return view(request, *args, **kwargs)

        return in_turn

    def post(self, request, *args, **kwargs):
        try:
            with transaction.atomic():
                self._check_the_act()
                return super().post(request, *args, **kwargs)
        except PublicationRefused as refusal:
            return self._tell(str(refusal))

    def _check_the_act(self):
        """Refuse an act that comes twice, too late, or without what its form asks for."""
        sent = self.request.POST
        if self.expects_json_response and any(name.startswith("action-") for name in sent):
            raise OnItsWay(_("It was sent already: wait for the answer."))
        self._check_what_is_overwritten(sent.get("overwrite_revision_id"))
        if not sent.get("action-workflow-action"):
            return
        task = self.reviewed.current_workflow_task
        if task is None:
            raise ActionIncomplete(_("Somebody has dealt with this step already."))
        form = task.get_form_for_action(sent.get("workflow-action-name", ""))(self._said)
        if not form.is_valid():
            if not task.get_actions(self.reviewed, self.request.user):
                # The review is in other hands by now: of their form this person has seen nothing.
                raise ActionIncomplete(_("Somebody has dealt with this step already."))
            raise ActionIncomplete(" ".join(word for words in form.errors.values() for word in words))
        self.request.POST = sent.copy()
        self.request.POST["workflow-action-extra-data"] = json.dumps(form.cleaned_data)

    def _check_what_is_overwritten(self, key):
        """Wagtail looks for whatever was named as a revision, and has no Spanish for what is none."""
        if not key:
            return
        if not is_key(key) or not self.reviewed.revisions.filter(pk=key).exists():
            raise UnreadableForm(key)

    @property
    def _said(self):
        """What came with the act; whatever is no such thing counts as nothing."""
        try:
            said = json.loads(self.request.POST.get("workflow-action-extra-data") or "{}")
        except ValueError:
            return {}
        return said if isinstance(said, dict) else {}

    def _tell(self, reason):
        if self.expects_json_response:
            return self.json_error_response("blocked_by_hook", reason)
        comment = self._said.get("comment")
        if isinstance(comment, str) and comment.strip():
            reason = _("%(reason)s You wrote: «%(comment)s»") % {"reason": reason, "comment": comment.strip()}
        messages.error(self.request, reason)
        return self.redirect_to_editor()
