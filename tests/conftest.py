"""Fixtures of every room: people by role, a quiet cache, files that vanish after the run."""

import shutil
from importlib import import_module

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import DEFAULT_DB_ALIAS, connection, connections
from hypothesis import settings as hypothesis_settings

from cms import page_cache
from organization import roles
from tests import factories

#: The migrations after which the database refuses to change or delete some rows.
APPEND_ONLY = (
    "editorial.migrations.0008_custody_is_append_only",
    "editorial.migrations.0024_custody_heads",
    "media_assets.migrations.0013_history_of_briefs_is_append_only",
    "media_assets.migrations.0016_takings_are_append_only",
    "media_assets.migrations.0019_inspections_are_on_record",
)

# How long one example takes says more of the machine than of the code.
hypothesis_settings.register_profile("rotativa", deadline=None)
hypothesis_settings.load_profile("rotativa")


def pytest_sessionfinish(session, exitstatus):
    shutil.rmtree(settings.DATA_DIR, ignore_errors=True)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup):
    """
    Let every connection find Django's serialized copy of what the migrations planted.

    Django leaves it on the connection that made the database; once Playwright's event
    loop runs, the thread has another one, and the copy would silently not be put back.
    """
    original = connections[DEFAULT_DB_ALIAS]
    if hasattr(original, "_test_serialized_contents"):
        type(original)._test_serialized_contents = original._test_serialized_contents


def pytest_itemcollected(item):
    """
    Give the data of the migrations back to each test that commits.

    Such a test ends by emptying every table; the site tree, the roles and the review
    chains that the migrations planted are put back from Django's serialized copy. The copy is made when
    the database is, of what the marks ask for by then: a fixture alone would not ask in time.
    """
    marker = item.get_closest_marker("django_db")
    commits = marker is not None and marker.kwargs.get("transaction")
    if commits:
        item.add_marker(pytest.mark.django_db(**marker.kwargs | {"serialized_rollback": True}), append=False)
    if commits or {"live_server", "transactional_db"} & set(item.fixturenames):
        item.fixturenames.append("django_db_serialized_rollback")
        item.fixturenames.append("_custody_can_be_emptied")


def pytest_collection_modifyitems(items):
    """Tests of what only PostgreSQL does say so when it is absent."""
    if "postgresql" in settings.DATABASES["default"]["ENGINE"]:
        return
    skip = pytest.mark.skip(reason="needs PostgreSQL: set DATABASE_URL=postgres://…")
    for item in items:
        if "postgres" in item.keywords:
            item.add_marker(skip)


@pytest.fixture
def _custody_can_be_emptied(django_db_setup, django_db_blocker):
    """Among every table are those that refuse to be emptied; such tests come last, so they stay open."""
    for name in APPEND_ONLY:
        with django_db_blocker.unblock(), connection.schema_editor() as editor:
            import_module(name).open_again(None, editor)


@pytest.fixture(autouse=True)
def _forget_cached_pages():
    """No test sees a page that another one cached."""
    yield
    for name in settings.CACHES:
        caches[name].clear()
    page_cache.turn()


@pytest.fixture
def home(db):
    """The front page that the migrations plant."""
    from editorial.models import HomePage

    return HomePage.objects.get()


def _person(role):
    @pytest.fixture(name=role)
    def person(db):
        names = {
            "editor": roles.EDITORS,
            "designer": roles.DESIGNERS,
            "style_reviewer": roles.STYLE_REVIEWERS,
            "legal_reviewer": roles.LEGAL_REVIEWERS,
            "approver": roles.APPROVERS,
            "administrator": roles.ADMINISTRATORS,
        }
        return factories.UserFactory(username=role, role=names[role])

    return person


editor = _person("editor")
designer = _person("designer")
style_reviewer = _person("style_reviewer")
legal_reviewer = _person("legal_reviewer")
approver = _person("approver")
administrator = _person("administrator")


@pytest.fixture
def superuser(db):
    return factories.UserFactory(username="superuser", is_superuser=True, is_staff=True)


@pytest.fixture
def database_queue(settings):
    """The queue of production, where the suite otherwise drops what is enqueued."""
    settings.TASKS = {
        **settings.TASKS,
        "background": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]},
    }


@pytest.fixture
def on_postgres():
    return connection.vendor == "postgresql"
