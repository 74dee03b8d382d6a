"""Only connects: what the site forgets when content changes."""

from django.db.models.signals import post_delete, post_save
from wagtail.models import Site
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from cms import chrome
from cms.models import OfficeSettings, SocialLink
from media_assets.renditions import renditions_prepared


def forget_chrome(**kwargs):
    """Navigation, contacts or crest may have changed."""
    chrome.forget(Site.objects.values_list("pk", flat=True))


for signal in (page_published, page_unpublished, page_slug_changed, post_page_move, renditions_prepared):
    signal.connect(forget_chrome)
for model in (OfficeSettings, SocialLink, Site):
    post_save.connect(forget_chrome, sender=model)
    post_delete.connect(forget_chrome, sender=model)
