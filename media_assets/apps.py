"""The room of the asset library as Django knows it; its signals are connected here."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MediaAssetsConfig(AppConfig):
    name = "media_assets"
    verbose_name = _("Asset library")

    def ready(self):
        from media_assets import signals  # noqa: F401
        from media_assets.finding import signals as finding_signals  # noqa: F401
        from media_assets.metadata import signals as metadata_signals  # noqa: F401
