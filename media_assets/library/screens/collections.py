"""«Colecciones»: sets of pieces side by side, one's own or shown to the office."""

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse, reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.generic import CreateView, DeleteView, TemplateView, UpdateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.widgets import HeaderButton

from media_assets.library import collections
from media_assets.models import Piece, PieceCollection
from media_assets.viewsets.opening import opening_url_name

from .base import FormScreen, LibraryScreen, OwnedForm, library_url, may_see_library

INDEX = reverse_lazy("piece_collections:index")
IN_A_PAGE = 48


class CollectionForm(OwnedForm, forms.ModelForm):
    class Meta:
        model = PieceCollection
        fields = ["name", "description", "is_shared"]


class CollectionsView(LibraryScreen, TemplateView):
    template_name = "media_assets/library_admin/collections.html"
    page_title = gettext_lazy("Collections of pieces")
    header_icon = "folder-open-inverse"

    @property
    def header_buttons(self):
        return [HeaderButton(gettext_lazy("New collection"), url=reverse("piece_collections:add"), icon_name="plus")]

    def get_context_data(self, **kwargs):
        seen = PieceCollection.objects.seen_by(self.request.user).order_by("-updated_at", "-pk")
        page = Paginator(collections.with_mosaic(seen), IN_A_PAGE).get_page(self.request.GET.get("p"))
        for collection in page:
            collection.mosaic = collections.mosaic(collection)
        return super().get_context_data(page_obj=page, library_url=library_url(), **kwargs)


class CollectionView(LibraryScreen, TemplateView):
    """The pieces of one collection in their order; who made it changes them here."""

    template_name = "media_assets/library_admin/collection.html"
    header_icon = "folder-open-inverse"
    trail = [(INDEX, gettext_lazy("Collections of pieces"))]

    @cached_property
    def collection(self):
        seen = PieceCollection.objects.seen_by(self.request.user).select_related("owner")
        return get_object_or_404(seen, pk=self.kwargs["pk"])

    @property
    def is_own(self):
        return self.collection.owner_id == self.request.user.pk

    def get_page_title(self):
        return self.collection.name

    @property
    def header_buttons(self):
        args = [self.collection.pk]
        buttons = [
            HeaderButton(
                gettext_lazy("See in the library"),
                url=f"{library_url()}?collection={self.collection.pk}",
                icon_name="media",
            )
        ]
        if self.is_own:
            buttons += [
                HeaderButton(gettext_lazy("Edit"), url=reverse("piece_collections:edit", args=args), icon_name="edit"),
                HeaderButton(
                    gettext_lazy("Delete"), url=reverse("piece_collections:delete", args=args), icon_name="bin"
                ),
            ]
        return buttons

    def get_context_data(self, **kwargs):
        pieces = Piece.objects.filter(places__collection=self.collection).order_by("places__sort_order", "places__pk")
        page = Paginator(pieces.for_listing(), IN_A_PAGE).get_page(self.request.GET.get("p"))
        return super().get_context_data(
            collection=self.collection,
            page_obj=page,
            is_own=self.is_own,
            open_url_name=opening_url_name(self.request.user),
            library_url=library_url(),
            **kwargs,
        )


class OwnCollection(FormScreen):
    """A screen over a collection of one's own: that of somebody else is not there."""

    model = PieceCollection
    form_class = CollectionForm
    header_icon = "folder-open-inverse"
    trail = [(INDEX, gettext_lazy("Collections of pieces"))]

    def get_queryset(self):
        return collections.own(self.request.user)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"owner": self.request.user}

    def get_success_url(self):
        return reverse("piece_collections:collection", args=[self.object.pk])

    @property
    def back_url(self):
        return self.get_success_url() if getattr(self, "object", None) else INDEX


class AddCollectionView(OwnCollection, CreateView):
    page_title = gettext_lazy("New collection")
    done = gettext_lazy("The collection “%(name)s” was created.")
    button = gettext_lazy("Create")


class EditCollectionView(OwnCollection, UpdateView):
    page_title = gettext_lazy("Edit the collection")
    done = gettext_lazy("The collection “%(name)s” is kept.")

    def get_page_subtitle(self):
        return self.object.name


class DeleteCollectionView(OwnCollection, DeleteView):
    template_name = "media_assets/library_admin/confirm_delete.html"
    form_class = forms.Form
    page_title = gettext_lazy("Delete the collection")
    done = gettext_lazy("The collection “%(name)s” was deleted.")
    button = gettext_lazy("Delete")

    def get_form_kwargs(self):
        return {k: v for k, v in super().get_form_kwargs().items() if k not in ("owner", "instance")}

    def get_success_url(self):
        return INDEX

    @property
    def back_url(self):
        return reverse("piece_collections:collection", args=[self.object.pk])

    def get_context_data(self, **kwargs):
        told = _("The collection “%(name)s” will be gone; its pieces stay in the library.") % {"name": self.object}
        if self.object.is_shared:
            told += " " + _("The office will not find it any more either.")
        return super().get_context_data(told=told, **kwargs)


class PlaceView(View):
    """What who made a collection does to one piece in it: move it, make it the cover, take it out."""

    def post(self, request, pk, piece_pk):
        collection = get_object_or_404(collections.own(request.user), pk=pk)
        piece = get_object_or_404(Piece, pk=piece_pk, places__collection=collection)
        match request.POST.get("act"):
            case "earlier":
                collections.move(collection, piece, -1)
            case "later":
                collections.move(collection, piece, 1)
            case "cover":
                PieceCollection.objects.filter(pk=pk).update(cover=piece)
                messages.success(request, _("“%(piece)s” is the cover now.") % {"piece": piece})
            case "out":
                collections.take_out(collection, piece)
                messages.success(request, _("“%(piece)s” was taken out of the collection.") % {"piece": piece})
            case _other:
                return HttpResponseBadRequest()
        return redirect(f"{reverse('piece_collections:collection', args=[pk])}#piece-{piece_pk}")


class CollectionsMenuItem(MenuItem):
    def is_shown(self, request):
        return may_see_library(request.user)


class PieceCollectionViewSet(ViewSet):
    name = "piece_collections"
    url_prefix = "colecciones"
    icon = "folder-open-inverse"
    add_to_admin_menu = True
    menu_label = gettext_lazy("Collections")
    menu_name = "piece-collections"
    menu_order = 212

    def get_menu_item(self, order=None):
        return CollectionsMenuItem(
            self.menu_label, INDEX, name=self.menu_name, icon_name=self.icon, order=order or self.menu_order
        )

    def get_urlpatterns(self):
        return [
            path("", CollectionsView.as_view(), name="index"),
            path("nueva/", AddCollectionView.as_view(), name="add"),
            path("<int:pk>/", CollectionView.as_view(), name="collection"),
            path("<int:pk>/editar/", EditCollectionView.as_view(), name="edit"),
            path("<int:pk>/eliminar/", DeleteCollectionView.as_view(), name="delete"),
            path("<int:pk>/piezas/<int:piece_pk>/", PlaceView.as_view(), name="place"),
        ]
