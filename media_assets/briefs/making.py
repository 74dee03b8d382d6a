"""A new piece begun from a brief: what the brief says of it need not be written again."""

from django.utils.functional import cached_property
from django.utils.http import urlencode

from media_assets.briefs import following
from media_assets.briefs.rules import may_link
from media_assets.models import BriefPiece, Piece


class MadeForBrief:
    """Of the view that makes a piece: ``?solicitud=7&fila=12`` fills in what the brief asks for, and links the two."""

    @cached_property
    def wanted(self) -> BriefPiece | None:
        asked = self.request.GET
        if not (asked.get("solicitud", "").isdecimal() and asked.get("fila", "").isdecimal()):
            return None
        rows = BriefPiece.objects.select_related("brief__department", "brief__campaign", "format")
        row = rows.filter(pk=int(asked["fila"]), brief=int(asked["solicitud"])).first()
        return row if row and may_link(self.request.user, row.brief) else None

    def get_initial_form_instance(self):
        if self.wanted is None:
            return super().get_initial_form_instance()
        brief = self.wanted.brief
        return Piece(
            channel=self.wanted.channel,
            format=self.wanted.format,
            department=brief.department,
            description=brief.message,
            # Shown beside the form; it is linked when the piece is saved.
            brief=brief,
        )

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        if self.wanted is not None:
            query = urlencode({"solicitud": self.wanted.brief_id, "fila": self.wanted.pk})
            context["action_url"] = f"{self.add_url}?{query}"
        return context

    def save_instance(self):
        if self.wanted is None:
            return super().save_instance()
        # The link is an act of its own, on the record of the brief.
        self.form.instance.brief = None
        piece = super().save_instance()
        following.link(piece, self.wanted.brief, self.request.user)
        return piece
