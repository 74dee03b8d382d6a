"""An editor writes a title; the address follows from it."""

import pytest
from django.test import RequestFactory

from editorial import models
from editorial.models.base import EditorialPage
from tests import factories
from tests.editorial import doors

TYPES = [model for model in vars(models).values() if isinstance(model, type) and issubclass(model, EditorialPage)]


@pytest.mark.parametrize("model", [model for model in TYPES if not model._meta.abstract])
def test_the_title_writes_the_address_of_a_new_page(model, superuser):
    request = RequestFactory().get("/")
    request.user = superuser
    page = model()
    form = model.get_edit_handler().get_form_class()(instance=page, for_user=superuser)
    panel = model.get_edit_handler().get_bound_panel(instance=page, request=request, form=form)
    panel.render_form_content()
    assert 'data-w-sync-target-value="#id_slug"' in str(form["title"])


@pytest.mark.parametrize(("slug", "is_kept"), [("edición-2", False), ("a b", False), ("edicion-2", True)])
def test_an_address_is_written_without_accents_whatever_is_sent(slug, is_kept, editor, db):
    draft = factories.bulletin(user=editor, live=False)
    answer = doors.save_page(editor, draft, slug=slug)
    assert (doors.fresh(draft).slug == slug) == is_kept
    if not is_kept:
        assert answer.context["form"].errors["slug"]
