"""Guessing passwords is slowed down for who guesses, and for nobody else."""

from axes.helpers import get_client_ip_address


def test_guesses_are_counted_by_visitor_and_not_by_the_proxy_that_all_come_through(rf, settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    request = rf.post("/admin/login/", REMOTE_ADDR="10.0.0.2", HTTP_X_FORWARDED_FOR="203.0.113.9, 198.51.100.7")
    assert get_client_ip_address(request) == "198.51.100.7"


def test_without_a_proxy_nobody_passes_for_somebody_else(rf, settings):
    settings.SECURE_PROXY_SSL_HEADER = None
    request = rf.post("/admin/login/", REMOTE_ADDR="198.51.100.7", HTTP_X_FORWARDED_FOR="203.0.113.9")
    assert get_client_ip_address(request) == "198.51.100.7"
