"""The screen «Subir varias»: its page, and what its script asks."""

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import JsonResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic.base import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets import AdminDateInput, HeaderButton
from wagtail.permissions import policy_registry

from media_assets.intake import IntakeRefused
from media_assets.library import collections
from media_assets.models import Channel, Piece, PieceFormat, UploadBatch, UploadState
from media_assets.models.formats import MASTER_EXTENSIONS
from media_assets.rights import period_is_sane
from media_assets.storage import StorageDown
from organization.widgets import DepartmentSelect

from . import batches
from .access import for_senders
from .doors import body_of, described, named_file
from .guessing import channels_of
from .receiving import EXTENSIONS
from .refusals import NotUnderstood, StoreSilent, UnknownUpload, UploadRefused
from .words import WORDS

#: Pieces made by one request: the script asks until none is left, and tells how far it is.
CREATED_AT_ONCE = 10


class CommonForm(forms.ModelForm):
    """What all the files of the list have in common."""

    class Meta:
        model = UploadBatch
        fields = [*batches.COMMON, "collection"]
        widgets = {"department": DepartmentSelect, "rights_from": AdminDateInput, "rights_until": AdminDateInput}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["department"].empty_label = _("Choose a department")
        self.fields["department"].required = True
        self.fields["collection"].queryset = collections.own(self.instance.user)
        self.fields["collection"].empty_label = _("In none")

    def clean(self):
        cleaned = super().clean()
        if not (decision := period_is_sane(cleaned.get("rights_from"), cleaned.get("rights_until"))):
            self.add_error("rights_until", decision.reason)
        return cleaned


def may_create(user):
    return policy_registry.get_by_type(Piece).user_has_permission(user, "add")


class UploadManyView(WagtailAdminTemplateMixin, TemplateView):
    """The list of files with its common fields; rows are drawn by the script from the same JSON it asks for later."""

    template_name = "media_assets/uploading/many.html"
    page_title = _("Upload several pieces")
    header_icon = "upload"

    def dispatch(self, request, *args, **kwargs):
        if not may_create(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        library = reverse(Piece.snippet_viewset.get_url_name("list"))
        return [
            *self.breadcrumbs_items,
            {"url": library, "label": Piece.snippet_viewset.menu_label},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs):
        batch = batches.batch_of(self.request.user)
        name = Piece.snippet_viewset.get_url_name
        return super().get_context_data(
            form=CommonForm(instance=batch),
            items=[row(item) for item in batches.items_of(batch)],
            formats=formats_by_channel(),
            accept=",".join(f".{extension}" for extension in EXTENSIONS),
            most_files=batches.MOST_FILES,
            urls={each: reverse(name(f"many_{each}")) for each in ("add", "state", "common", "create")}
            | {"item": reverse(name("many_item"), args=[0])},
            add_url=reverse(name("add")),
            words=WORDS,
            **kwargs,
        )


def formats_by_channel() -> list[dict]:
    """The active formats in groups, with the extensions that each channel takes."""
    formats = list(PieceFormat.objects.filter(is_active=True).values("pk", "name", "channel"))
    return [
        {
            "channel": channel.value,
            "label": str(channel.label),
            "extensions": MASTER_EXTENSIONS[channel],
            "formats": [{"pk": each["pk"], "name": each["name"]} for each in formats if each["channel"] == channel],
        }
        for channel in Channel
    ]


def row(item) -> dict:
    """One file of the list as the script draws it."""
    upload = item.upload
    alive = upload is not None and not upload.is_over
    return {
        "pk": item.pk,
        "name": item.name,
        "length": item.length,
        "title": item.title,
        "format": item.format_id,
        "guessed": item.format_is_guessed and item.format_id is not None,
        "channels": [channel.value for channel in channels_of(item.name)],
        "lacks": batches.lacks(item),
        "refused": bool(item.problem) or (alive and upload.state == UploadState.REFUSED),
        "upload": described(upload) if alive else None,
    }


def for_makers(*methods):
    """A door for those who may make pieces of what they upload."""

    def decorate(view):
        @for_senders(*methods)
        def door(request, *args, **kwargs):
            if not may_create(request.user):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return door

    return decorate


@for_makers("POST")
def add(request):
    """``{"files": [{"name", "size", "modified"}]}``: put them on the list."""
    files = body_of(request).get("files")
    if not isinstance(files, list) or not 0 < len(files) <= batches.MOST_FILES:
        raise batches.ListFull if isinstance(files, list) and files else NotUnderstood
    items = batches.add(batches.batch_of(request.user), [named_file(each) for each in files])
    return JsonResponse({"items": [row(item) for item in items]})


@for_makers("GET")
def state(request):
    """The whole list as it stands: also after examinations in the background."""
    items = list(batches.items_of(batches.batch_of(request.user)))
    return JsonResponse({"items": [row(item) for item in items]})


@for_makers("POST")
def common(request):
    """What all files have in common, kept as it is typed; errors by field."""
    form = CommonForm(request.POST, instance=batches.batch_of(request.user))
    # What is right is kept also where another field is not.
    form.is_valid()
    batch = form.instance
    UploadBatch.objects.filter(pk=batch.pk).update(
        **{name: form.cleaned_data[name] for name in form.fields if name in form.cleaned_data}
    )
    return JsonResponse({"errors": {name: list(map(str, errors)) for name, errors in form.errors.items()}})


@for_makers("POST")
def item(request, pk):
    """
    One file of the list: ``{"act": "change", "title", "format"}``, ``"replace"`` with a file, or ``"remove"``.
    """
    found = batches.items_of(batches.batch_of(request.user)).select_related("upload", "format", "batch__user")
    listed = found.filter(pk=pk).first()
    if listed is None:
        raise UnknownUpload
    asked = body_of(request)
    match asked.get("act"):
        case "change":
            wanted = PieceFormat.objects.filter(pk=asked.get("format") or None).first()
            batches.change(listed, title=str(asked.get("title", "")), piece_format=wanted)
        case "replace":
            batches.replace(listed, *named_file(asked))
        case "remove":
            batches.remove(listed)
            return JsonResponse({"removed": pk})
        case _:
            raise NotUnderstood
    return JsonResponse({"item": row(found.get(pk=pk))})


@for_makers("POST")
def create(request):
    """``{"items": [pk]}``: make pieces of the first complete ones; the rest is left, each with what it lacks."""
    asked = body_of(request).get("items")
    if not isinstance(asked, list) or not all(isinstance(pk, int) for pk in asked):
        raise NotUnderstood
    batch = batches.batch_of(request.user)
    if batch.department is None:
        return JsonResponse({"errors": {"department": [str(_("Choose the department that the pieces are for."))]}}, status=400)
    created, problems = [], []
    for listed in batches.items_of(batch).filter(pk__in=asked)[:CREATED_AT_ONCE]:
        # One row of the batch for all of them.
        listed.batch = batch
        if lack := batches.lacks(listed):
            problems.append({"pk": listed.pk, "message": str(lack)})
            continue
        try:
            piece = batches.create_piece(listed, request.user)
        except ValidationError as error:
            problems.append({"pk": listed.pk, "message": " ".join(error.messages)})
        except StorageDown:
            problems.append({"pk": listed.pk, "message": str(StoreSilent.message)})
        except (IntakeRefused, UploadRefused) as refusal:
            problems.append({"pk": listed.pk, "message": str(refusal.message)})
        else:
            address = reverse(Piece.snippet_viewset.get_url_name("edit"), args=[piece.pk])
            created.append({"pk": listed.pk, "title": piece.title, "url": address})
    return JsonResponse({"created": created, "problems": problems})


def still_to_come(upload) -> str:
    """What is said of a draft that was saved before its file could be stored."""
    if upload.state == UploadState.ACCEPTED:
        return _(
            "The draft was saved. The file store does not answer: “%(name)s” was received and will be stored "
            "as a version by itself as soon as it does."
        ) % {"name": upload.name}
    return _(
        "The draft was saved. “%(name)s” is being examined and becomes a version by itself if it is good; "
        "its progress is on the tab “File and versions”."
    ) % {"name": upload.name}


def header_buttons(user) -> list:
    """On the library's own screen: the way to many files at once."""
    if not may_create(user):
        return []
    address = reverse(Piece.snippet_viewset.get_url_name("many"))
    return [HeaderButton(_("Upload several"), url=address, icon_name="upload")]
