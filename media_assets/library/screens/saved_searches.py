"""«Búsquedas guardadas»: keep a search of the library, rename it, let it go."""

from django import forms
from django.contrib import messages
from django.shortcuts import redirect
from django.urls import path, reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import CreateView, DeleteView, TemplateView, UpdateView
from wagtail.admin.viewsets.base import ViewSet

from media_assets.library.saved_searches import LONGEST, checked
from media_assets.library.shelf import Shelf
from media_assets.models import SavedSearch
from media_assets.viewsets.filters import PieceFilterSet

from .base import FormScreen, LibraryScreen, OwnedForm, library_url

INDEX = reverse_lazy("saved_searches:index")


class SavedSearchForm(OwnedForm, forms.ModelForm):
    class Meta:
        model = SavedSearch
        fields = ["name", "is_shared"]
        help_texts = {"is_shared": gettext_lazy("Everybody who opens the library finds it; only you change it.")}


class SavedSearchesView(LibraryScreen, TemplateView):
    template_name = "media_assets/library_admin/saved_searches.html"
    page_title = gettext_lazy("Saved searches")
    header_icon = "search"

    def get_context_data(self, **kwargs):
        searches = SavedSearch.objects.seen_by(self.request.user).select_related("owner")
        own = [search for search in searches if search.owner_id == self.request.user.pk]
        shared = [search for search in searches if search.owner_id != self.request.user.pk]
        return super().get_context_data(own=own, shared=shared, library_url=library_url(), **kwargs)


class OwnSearch(FormScreen):
    """A screen over a search of one's own: that of somebody else is not there."""

    model = SavedSearch
    form_class = SavedSearchForm
    success_url = INDEX
    header_icon = "search"
    trail = [(INDEX, gettext_lazy("Saved searches"))]

    def get_queryset(self):
        return SavedSearch.objects.filter(owner=self.request.user)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"owner": self.request.user}


class SaveSearchView(OwnSearch, CreateView):
    """Keep what the query of this very address asks of the library."""

    template_name = "media_assets/library_admin/save_search.html"
    page_title = gettext_lazy("Save this search")

    @cached_property
    def query(self):
        return checked(self.request.GET.urlencode(), self.request)

    def dispatch(self, request, *args, **kwargs):
        if not self.query or len(self.query) > LONGEST:
            messages.error(request, _("There is no search to save: look for something in the library first."))
            return redirect(library_url())
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        asked = self.request.GET
        shelf = Shelf(PieceFilterSet(asked, request=self.request), asked)
        return super().get_context_data(words=asked.get("q", ""), chips=shelf.asked, **kwargs)

    def form_valid(self, form):
        form.instance.query = self.query
        form.save()
        messages.success(self.request, _("The search “%(name)s” is kept.") % {"name": form.instance})
        return redirect(f"{library_url()}?{self.query}")

    @property
    def back_url(self):
        return f"{library_url()}?{self.query}"


class RenameSearchView(OwnSearch, UpdateView):
    page_title = gettext_lazy("Rename the search")
    done = gettext_lazy("The search “%(name)s” is kept.")

    def get_page_subtitle(self):
        return str(self.get_object())


class DeleteSearchView(OwnSearch, DeleteView):
    template_name = "media_assets/library_admin/confirm_delete.html"
    form_class = forms.Form
    page_title = gettext_lazy("Delete the search")
    done = gettext_lazy("The search “%(name)s” was deleted.")
    button = gettext_lazy("Delete")

    def get_form_kwargs(self):
        return {k: v for k, v in super().get_form_kwargs().items() if k not in ("owner", "instance")}

    def get_context_data(self, **kwargs):
        told = _("The search “%(name)s” will be gone; the pieces stay as they are.") % {"name": self.object}
        if self.object.is_shared:
            told += " " + _("The office will not find it any more either.")
        return super().get_context_data(told=told, **kwargs)


class SavedSearchViewSet(ViewSet):
    name = "saved_searches"
    url_prefix = "busquedas-guardadas"
    icon = "search"

    def get_urlpatterns(self):
        return [
            path("", SavedSearchesView.as_view(), name="index"),
            path("nueva/", SaveSearchView.as_view(), name="add"),
            path("<int:pk>/", RenameSearchView.as_view(), name="edit"),
            path("<int:pk>/eliminar/", DeleteSearchView.as_view(), name="delete"),
        ]
