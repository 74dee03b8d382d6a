"""What the house borrows of Wagtail without a promise is still heeded: each of these fails when a name changes."""

import pytest
from modelsearch.backends import base, elasticsearchbase
from modelsearch.backends.database.postgres import postgres
from storages.backends.s3 import S3File
from wagtail.models import Page, Site

from organization import borrowed
from tests import factories
from tests.editorial import chain

#: What the house calls or overrides of classes that it inherits from.
INHERITED = [
    (base.BaseSearchResults, "_clone"),
    (base.BaseSearchResults, "_do_search"),
    (base.BaseSearchResults, "_do_count"),
    (elasticsearchbase.ElasticsearchBaseSearchQueryCompiler, "_compile_fuzzy_query"),
    (postgres.PostgresIndex, "_refresh_title_norms"),
    (postgres.PostgresSearchQueryCompiler, "_build_rank_expression"),
    (S3File, "_get_file"),
    (S3File, "_set_file"),
]


@pytest.mark.parametrize(("owner", "name"), INHERITED, ids=lambda each: getattr(each, "__name__", each))
def test_a_method_that_is_overridden_still_exists(owner, name):
    assert callable(getattr(owner, name, None)), f"{owner.__qualname__} has no {name} any more: see who overrides it"


@pytest.mark.django_db
def test_wagtail_takes_the_parent_that_it_is_given(home, django_assert_num_queries):
    page = Page.objects.get(pk=factories.bulletin().pk)
    parent = Page.objects.get(pk=home.pk)
    borrowed.give_parent(page, parent)
    with django_assert_num_queries(0):
        assert page.get_parent() is parent


@pytest.mark.django_db
def test_wagtail_takes_the_reviews_that_it_is_given(editor, django_assert_num_queries):
    page = factories.bulletin(user=editor, live=False)
    chain.submit(page, editor)
    page = type(page).objects.get(pk=page.pk)
    with django_assert_num_queries(1):
        borrowed.read_reviews_once(page)
    with django_assert_num_queries(0):
        borrowed.read_reviews_once(page)
        assert page.workflow_in_progress
        assert page.current_workflow_state is not None


@pytest.mark.django_db
def test_wagtail_takes_the_site_that_it_is_given(home, rf, django_assert_num_queries):
    request, site = rf.get("/"), Site.objects.get()
    borrowed.give_site(request, site)
    with django_assert_num_queries(0):
        assert Site.find_for_request(request) is site
