"""The office's own name and contacts, for what the newsroom sets and packs."""

from cms.models import OfficeSettings
from editorial.imprint import Imprint


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
