"""The words of Wagtail's editor in the browser, completed by the house's own."""

from django.conf import settings
from django.views.i18n import JavaScriptCatalog


class AdminStrings(JavaScriptCatalog):
    """
    Wagtail's catalogue for JavaScript, then the house's.

    Wagtail's Spanish lacks some words, and its view reads its own catalogue only; this
    one stands at the same address before it.
    """

    packages = ["wagtail.admin"]

    def get_paths(self, packages):
        return [*super().get_paths(packages), *map(str, settings.LOCALE_PATHS)]
