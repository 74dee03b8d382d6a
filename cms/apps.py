from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class CmsConfig(AppConfig):
    name = "cms"
    verbose_name = _("Site")

    def ready(self):
        from cms import addresses, checks, permission_names, signals  # noqa: F401
        from cms.imprint import imprint_of, who_delivers
        from cms.search import entries
        from cms.search.library import marking, pieces_that_answer
        from editorial.imprint import publisher
        from media_assets.delivery.sender import sender
        from media_assets.finding.readers import readers

        publisher.reads_from(imprint_of)
        sender.reads_from(who_delivers)
        readers.asks(pieces_that_answer, marking)
        post_migrate.connect(addresses.settle_site, sender=self)
        post_migrate.connect(entries.fill_when_empty, sender=self)
        post_migrate.connect(permission_names.name_permissions)
