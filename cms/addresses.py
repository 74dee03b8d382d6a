"""Where the site is: full addresses for readers who are elsewhere, and Wagtail's record of the site."""

from urllib.parse import urljoin, urlsplit

from django.conf import settings


def absolute(url: str) -> str:
    """
    The full public address of a path of this site; a full address stays as it is.

    ``SITE_URL`` and not the request decides, so that nobody can make the house
    publish addresses of another host.
    """
    return urljoin(f"{settings.SITE_URL}/", url or "")


def settle_site(**kwargs):
    """Give Wagtail's default site the host and port of ``SITE_URL``, which full links are written with."""
    from wagtail.models import Site

    address = urlsplit(settings.SITE_URL)
    if not address.hostname:
        return
    port = address.port or {"https": 443}.get(address.scheme, 80)
    site = Site.objects.filter(is_default_site=True).exclude(hostname=address.hostname, port=port).first()
    if site:
        site.hostname, site.port = address.hostname, port
        site.save()
