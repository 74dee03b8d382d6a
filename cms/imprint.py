"""The office's own name and contacts, for what the newsroom and the library set and pack."""

from wagtail.models import Site

from cms.models import OfficeSettings
from editorial.imprint import Imprint
from media_assets.delivery.sender import Office


def imprint_of(page) -> Imprint:
    """Who publishes the page, as the settings of its site say."""
    site = page.get_site()
    office = OfficeSettings.objects.filter(site=site).first() or OfficeSettings()
    return Imprint(
        office=office.office_name,
        institution=office.institution,
        press_email=office.press_email or office.email,
        phone=office.phone,
        address=office.address,
    )


def who_delivers() -> Office:
    """Who hands pieces to a printer or a station: the office of the site that readers come to first."""
    site = Site.objects.filter(is_default_site=True).first()
    office = OfficeSettings.objects.filter(site=site).first() or OfficeSettings()
    return Office(
        office=office.office_name,
        institution=office.institution,
        email=office.email or office.press_email,
        phone=office.phone,
        address=office.address,
    )
