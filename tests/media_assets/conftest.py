"""What the tests of the library share."""

import pytest


@pytest.fixture
def at_work(client, designer):
    """A browser in which a designer is signed in."""
    client.force_login(designer)
    return client
