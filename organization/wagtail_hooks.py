"""Only wires: the office into Wagtail's admin."""

from wagtail.snippets.models import register_snippet

from organization.viewsets import OfficeViewSetGroup

register_snippet(OfficeViewSetGroup)
