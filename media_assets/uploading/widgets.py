"""The field of a master: a plain file input, which a script makes resumable."""

from django import forms
from django.template.loader import render_to_string
from django.urls import reverse

from .words import WORDS


class MasterInput(forms.FileInput):
    """
    Takes a file at once with the form, or its key where a script has sent it in parts.

    ``token_name`` is the hidden field of the same form that carries the key.
    """

    token_name = "held_master"

    class Media:
        css = {"all": ["rotativa/admin/uploads.css"]}
        js = [forms.Script("rotativa/admin/upload_field.js", type="module")]

    #: Bytes up to which a file simply travels with its form.
    WITH_THE_FORM = 8 * 1024 * 1024

    def render(self, name, value, attrs=None, renderer=None):
        return render_to_string(
            "media_assets/uploading/master_input.html",
            {
                "input": super().render(name, value, attrs, renderer),
                "token_name": self.token_name,
                "begin_url": reverse("upload_begin"),
                "with_the_form": self.WITH_THE_FORM,
                "words": WORDS,
            },
        )
