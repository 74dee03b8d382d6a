"""What the house says of itself before it is deployed."""

import pytest

from cms import checks


@pytest.mark.parametrize(
    ("backend", "said"),
    [
        ("django.core.mail.backends.console.EmailBackend", ["rotativa.W001"]),
        ("django.core.mail.backends.smtp.EmailBackend", []),
    ],
)
def test_letters_that_only_reach_the_log_are_told_before_deployment(settings, backend, said):
    settings.MAILERS = {"default": {"BACKEND": backend, "OPTIONS": {}}}
    assert [each.id for each in checks.letters_leave_the_house(None)] == said
