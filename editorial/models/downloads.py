"""Where what a reader takes away from a page is found; ``editorial.views.downloads`` answers there."""


class ReadingEdition:
    """Mixin of pages with a reading PDF."""

    @property
    def pdf_url(self):
        """The address of the reading PDF, or nothing before publication."""
        return _beside(self, "edicion.pdf")


class PressKit:
    """Mixin of pages with a press kit."""

    @property
    def press_kit_url(self):
        """The address of the press kit, or nothing before publication."""
        return _beside(self, "kit.zip")


def _beside(page, name):
    url = page.url if page.live else None
    return f"{url}{name}" if url else ""
