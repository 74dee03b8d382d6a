"""What the office fills in to prepare a delivery, and to end one."""

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from media_assets.delivery.preparing import DAYS, USUAL_DAYS, DeliveryRefused, prepare
from media_assets.delivery.rules import CHANNELS, MOST_PIECES
from media_assets.models import Delivery, Piece, ReceiverKind


def days_in_words(days):
    return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}


class DeliveryForm(forms.ModelForm):
    """
    For whom, for how long, and which of the pieces that are shown.

    ``shown`` are the pieces of the screen in their order; those that may not go are told by
    the rules in ``refused``, each with its reason, and stay where they were.
    """

    days = forms.TypedChoiceField(
        label=gettext_lazy("The link is open for"),
        coerce=int,
        initial=USUAL_DAYS,
        widget=forms.RadioSelect,
    )
    write = forms.BooleanField(
        label=gettext_lazy("Write to the receiver when the package is ready"),
        required=False,
        help_text=gettext_lazy("The letter carries the link: whoever reads it can take the package."),
    )

    class Meta:
        model = Delivery
        fields = ["receiver_kind", "receiver_name", "receiver_contact", "receiver_email", "note"]
        widgets = {
            "receiver_kind": forms.RadioSelect,
            "note": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(self, *args, shown, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.shown, self.user, self.refused = shown, user, {}
        self.fields["days"].choices = [(days, days_in_words(days)) for days in DAYS]
        # Without the empty choice of a model field: something is sent to somebody.
        self.fields["receiver_kind"].choices = ReceiverKind.choices
        self.fields["receiver_kind"].help_text = _(
            "Printers and stations get the masters bit for bit. The press and sites, who show them to everybody, get "
            "copies without coordinates or serial numbers."
        )
        self.fields["pieces"] = forms.ModelMultipleChoiceField(
            Piece.objects.filter(pk__in=[piece.pk for piece in shown]),
            label=gettext_lazy("Pieces"),
            error_messages={"required": gettext_lazy("Choose at least one piece.")},
        )
        chooser = Piece.snippet_viewset.chooser_viewset.widget_class()
        self.fields["another"] = forms.ModelChoiceField(
            Piece.objects.all(), label=gettext_lazy("Another piece"), required=False, widget=chooser
        )

    @cached_property
    def rows(self):
        """The pieces with whether each is chosen and why it may not go."""
        chosen = {str(getattr(key, "pk", key)) for key in self["pieces"].value() or ()}
        return [
            {"piece": piece, "is_chosen": str(piece.pk) in chosen, "reason": self.refused.get(piece.pk, "")}
            for piece in self.shown
        ]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("write") and not cleaned.get("receiver_email") and "receiver_email" not in self.errors:
            self.add_error("receiver_email", _("Write the address to which the link is sent."))
        return cleaned

    def prepare(self):
        """The delivery, or None with the reasons put where they belong."""
        chosen = {piece.pk for piece in self.cleaned_data["pieces"]}
        try:
            return prepare(
                self.instance,
                [piece for piece in self.shown if piece.pk in chosen],
                user=self.user,
                days=self.cleaned_data["days"],
                write_to_receiver=self.cleaned_data["write"],
            )
        except DeliveryRefused as refusal:
            self._tell(refusal)
            return None

    def _tell(self, refusal):
        self.refused = {piece.pk: reason for piece, reason in refusal.pieces}
        if refusal.reason:
            self.add_error("pieces", refusal.reason)
        for piece, reason in refusal.pieces:
            self.add_error("pieces", f"«{piece.title}»: {reason}")


def likely_receiver(pieces) -> str:
    """Who takes all of these pieces, as a first guess: the press takes any."""
    channels = {piece.channel for piece in pieces}
    for kind in (ReceiverKind.PRINTER, ReceiverKind.BROADCASTER, ReceiverKind.SITE):
        if channels and channels <= set(CHANNELS[kind]):
            return kind
    return ReceiverKind.PRESS if channels else ""


def pieces_of(keys) -> list[Piece]:
    """The pieces of those keys, each once and in that order, as many as a package takes and one more."""
    keys = list(dict.fromkeys(int(key) for key in keys if str(key).isdecimal() and len(str(key)) < 19))[
        : MOST_PIECES + 1
    ]
    found = {piece.pk: piece for piece in Piece.objects.filter(pk__in=keys).for_listing()}
    return [found[key] for key in keys if key in found]


class RevocationForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Whoever comes with the link reads it. It stays on record."),
    )
