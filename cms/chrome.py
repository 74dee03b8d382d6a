"""
What every public page shows around its content: who publishes, the sections, the contacts.

It is the same for every reader, so it is gathered once and remembered until
something public changes (``cms.memory``).
"""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from cms.memory import memory, pages_below
from cms.models import OfficeSettings
from editorial.models import StandardPage


@dataclass(frozen=True)
class Link:
    label: str
    url: str
    slug: str = ""


@dataclass(frozen=True)
class Chrome:
    """Name, contacts and navigation of the site, as plain values."""

    site_name: str
    home_url: str
    #: Where Wagtail's tree begins: ``url_path`` of the front page.
    home_path: str
    office_name: str
    institution: str
    address: str = ""
    phone: str = ""
    email: str = ""
    press_email: str = ""
    footer_text: str = ""
    crest_url: str = ""
    crest_width: int = 0
    crest_height: int = 0
    sections: tuple[Link, ...] = ()
    standing: tuple[Link, ...] = ()
    social: tuple[Link, ...] = ()

    @property
    def urls(self):
        """Addresses of the sections by slug, for links such as «all the bulletins»."""
        return {link.slug: link.url for link in self.sections}

    @property
    def has_contacts(self):
        return any((self.address, self.phone, self.email, self.press_email))


def chrome_for(site) -> Chrome:
    """The chrome of a site, from memory or gathered now."""
    return memory.recall(("chrome", site.pk), lambda: gather(site))


def gather(site) -> Chrome:
    """Read the chrome from the database."""
    office = (
        OfficeSettings.objects.select_related("crest")
        .prefetch_related("social_links", "crest__renditions")
        .filter(site=site)
        .first()
    ) or OfficeSettings(site=site)
    home = site.root_page
    children = [page for page in pages_below(home) if page.show_in_menus]
    standing = [page for page in children if page.content_type.model == StandardPage._meta.model_name]
    sections = [page for page in children if page not in standing]
    home_url = home.relative_url(site) or "/"
    crest = _smallest_rendition(office.crest)
    return Chrome(
        site_name=site.site_name or home.title,
        home_url=home_url,
        home_path=home.url_path,
        office_name=office.office_name,
        institution=office.institution,
        address=office.address,
        phone=office.phone,
        email=office.email,
        press_email=office.press_email,
        footer_text=office.footer_text,
        crest_url=crest.url if crest else "",
        crest_width=crest.width if crest else 0,
        crest_height=crest.height if crest else 0,
        sections=(*_links(sections, site), Link(_("Library"), reverse("library"), "biblioteca")),
        standing=_links(standing, site),
        social=tuple(Link(link.name, link.url) for link in office.social_links.all()) if office.pk else (),
    )


def _links(pages, site):
    return tuple(Link(page.title, page.relative_url(site), page.slug) for page in pages)


def _smallest_rendition(image):
    """The smallest size of the crest that is made already: a reader waits for none."""
    if image is None:
        return None
    return min(image.renditions.all(), key=lambda rendition: rendition.width, default=None)
