from wagtailmedia.forms import BaseMediaForm


class EditorialMediaForm(BaseMediaForm):
    """Upload of sound and video for pages and episodes."""
