"""A real search engine for the tests that ask for one."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest
from wagtail.search.backends import get_search_backend

from cms import services
from cms.search import availability

NODE = Path(__file__).resolve().parents[2] / "scripts" / "search_node"


@pytest.fixture(scope="session")
def search_url():
    """
    The address of a node: that of ``TEST_SEARCH_URL``, or of one that lives as long as the tests.

    Where none can be started, for want of Java, Maven or a network, its tests say so and are skipped,
    or fail where ``REQUIRE_SEARCH_NODE`` says that nothing may be left out.
    """
    if given := os.environ.get("TEST_SEARCH_URL"):
        yield given
        return
    folder = tempfile.mkdtemp(prefix="rotativa-search-")
    started = subprocess.run([NODE, "start", folder], capture_output=True, text=True)
    if started.returncode:
        shutil.rmtree(folder)
        give_up = pytest.fail if os.environ.get("REQUIRE_SEARCH_NODE") else pytest.skip
        give_up(f"no search node: {started.stderr.strip()[-300:]}")
    yield started.stdout.strip()
    subprocess.run([NODE, "stop", folder], check=True)
    shutil.rmtree(folder)


@pytest.fixture
def search_engine(db, search_url, settings):
    """The search of the site on a real node, with indexes of this test's own; empty until they are healed."""
    prefix = f"prueba-{os.getpid()}-{os.urandom(4).hex()}"
    settings.WAGTAILSEARCH_BACKENDS = services.search_backends(f"{search_url.rpartition('/')[0]}/{prefix}")
    # Nobody remembers what another test saw of the engine.
    availability.engine.__init__()
    backend = get_search_backend()
    yield backend
    availability.engine.__init__()
    for index in backend.es.indices.get_alias(index=f"{prefix}_*", ignore_unavailable=True):
        backend.es.indices.delete(index=index)
