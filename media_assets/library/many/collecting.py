"""Many pieces into a collection of one's own, or out of it; the pieces themselves do not change."""

from urllib.parse import urlsplit

from django import forms
from django.http import QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin import messages

from media_assets.library import collections
from media_assets.library.many.acts import ManyPieces, said_of_unchanged
from media_assets.models import PieceCollection
from organization.decisions import ALLOWED


class WhichForm(forms.Form):
    """One of the user's own collections."""

    collection = forms.ModelChoiceField(PieceCollection.objects.none(), label=_("Collection"))

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["collection"].queryset = collections.own(user)


class WhichOrNewForm(WhichForm):
    new = forms.CharField(max_length=80, required=False, label=_("Or a new one, with this name"))

    field_order = ["collection", "new"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["collection"].required = False
        self.fields["collection"].empty_label = _("A new one")

    def clean(self):
        cleaned = super().clean()
        new = cleaned.get("new", "").strip()
        if new and cleaned.get("collection"):
            self.add_error("new", _("Choose a collection or name a new one: not both."))
        elif not new and not cleaned.get("collection") and not self.errors:
            self.add_error("new", _("Choose a collection, or write the name of a new one."))
        elif new and collections.own(self.user).filter(name=new).exists():
            self.add_error("new", _("You have a collection with this name already."))
        return cleaned


class OfCollection(ManyPieces):
    """An act on a collection of the user's own. Whoever sees the library collects from it."""

    holds = False

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.request.user}

    def get_initial(self):
        """The collection to which the listing was narrowed."""
        query = QueryDict(urlsplit(self.next_url).query)
        return {"collection": key} if (key := query.get("collection", "")).isdecimal() else {}

    def may(self, piece):
        return ALLOWED

    def answer(self, outcome):
        if outcome.refused:
            return super().answer(outcome)
        address = reverse("piece_collections:collection", args=[self.collection.pk])
        told = self.said(outcome.done) if outcome.done else said_of_unchanged(outcome.unchanged)
        messages.success(self.request, told, buttons=[messages.button(address, _("Open the collection"))])
        return redirect(self.next_url)


class PutInCollection(OfCollection):
    display_name = _("Put in a collection")
    action_type = "collect"
    aria_label = _("Put the selected pieces in a collection")
    action_priority = 24
    form_class = WhichOrNewForm
    title = _("Put pieces in a collection")
    button = _("Put in the collection")
    about = _("They go to the end of the collection and stay in every other one.")

    def carry_out(self, pieces):
        cleaned = self.cleaned_form.cleaned_data
        self.collection = cleaned["collection"] or PieceCollection.objects.create(
            owner=self.request.user, name=cleaned["new"].strip()
        )
        outcome = super().carry_out(pieces)
        # The date of the last change is that of what lies in it, too.
        self.collection.save(update_fields=["updated_at"])
        return outcome

    def do(self, piece):
        return collections.put_in(self.collection, piece)

    def said(self, done):
        return ngettext(
            "%(number)d piece was put in “%(name)s”.", "%(number)d pieces were put in “%(name)s”.", done
        ) % {"number": done, "name": self.collection}


class TakeOutOfCollection(OfCollection):
    display_name = _("Take out of a collection")
    action_type = "take_out"
    aria_label = _("Take the selected pieces out of a collection")
    action_priority = 26
    form_class = WhichForm
    title = _("Take pieces out of a collection")
    button = _("Take out")
    about = _("They stay in the library and in every other collection.")

    def carry_out(self, pieces):
        self.collection = self.cleaned_form.cleaned_data["collection"]
        return super().carry_out(pieces)

    def do(self, piece):
        return collections.take_out(self.collection, piece)

    def said(self, done):
        return ngettext(
            "%(number)d piece was taken out of “%(name)s”.", "%(number)d pieces were taken out of “%(name)s”.", done
        ) % {"number": done, "name": self.collection}
