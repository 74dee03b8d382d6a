"""What a start of the house refuses, said all at once and with how to mend it."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

DEMONSTRATION_KEY = "rotativa-demonstration-key-not-for-production-" + "0" * 32
SHORTEST_KEY = 50


def refuse_unsafe(*, debug, secret_key, allowed_hosts, site_url):
    """Raise ImproperlyConfigured unless the house may start with these values."""
    found = faults(debug, secret_key, allowed_hosts, site_url)
    if found:
        raise ImproperlyConfigured("Rotativa does not start: " + " ".join(found))


def faults(debug, secret_key, allowed_hosts, site_url) -> list[str]:
    """The sentences that say what is unsafe; none when all is well."""
    if debug:
        public = [host for host in (urlsplit(site_url).hostname, *allowed_hosts) if host and not is_at_home(host)]
        return [f"DEBUG is on and {public[0]} is a public host: set DEBUG=false."] if public else []
    found = []
    if len(secret_key) < SHORTEST_KEY or secret_key == DEMONSTRATION_KEY or len(set(secret_key)) < 5:
        found.append(f"SECRET_KEY must be set to {SHORTEST_KEY} or more random characters when DEBUG is off.")
    if not allowed_hosts or "*" in allowed_hosts:
        found.append("ALLOWED_HOSTS must name the hosts of this site when DEBUG is off ('*' is refused).")
    if urlsplit(site_url).scheme != "https" or not urlsplit(site_url).hostname:
        found.append("SITE_URL must be the public https:// address of this site when DEBUG is off.")
    return found


def is_at_home(host: str) -> bool:
    """Whether only this machine or its own network can mean the host."""
    host = host.strip("[]")
    if host == "localhost" or host.endswith((".localhost", ".local")):
        return True
    try:
        return ip_address(host).is_private
    except ValueError:
        return False
