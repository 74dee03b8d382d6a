"""What of a piece the office alone may search."""

from wagtail.search import index


class OfficeField(index.SearchField):
    """A searched field that tells of drafts: the index of readers (``cms.search.entries``) leaves it out."""
