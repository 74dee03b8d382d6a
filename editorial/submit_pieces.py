"""Many pieces to review at once: each by the one rule of the chain, those unfit with what they lack."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from editorial.submission import NotSubmitted, can_submit, submit
from media_assets.library.many.acts import ChangesPieces, NotDone


class SubmitPieces(ChangesPieces):
    display_name = _("Submit for review")
    action_type = "submit"
    aria_label = _("Submit the selected pieces for review")
    action_priority = 20
    title = _("Submit several pieces for review")
    button = _("Submit for review")
    about = _("Each goes to the first step of its chain, in your name. Nobody approves what they made.")

    def may(self, piece):
        return can_submit(self.request.user, piece)

    def do(self, piece):
        try:
            submit(piece, self.request.user)
        except NotSubmitted as refusal:
            raise NotDone(str(refusal)) from refusal
        return True

    def said(self, done):
        return ngettext("%(number)d piece is in review.", "%(number)d pieces are in review.", done) % {"number": done}
