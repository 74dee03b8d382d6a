"""Only connects: what the site forgets and finds again when content changes."""

from django.apps import apps
from django.db.models.signals import post_delete, post_save
from wagtail.models import CollectionViewRestriction, Page, PageViewRestriction, Site
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move, published, unpublished

from cms import chrome, page_cache
from cms.models import OfficeSettings, SocialLink
from media_assets.renditions import renditions_prepared

# -- The chrome ---------------------------------------------------------------


def forget_chrome(**kwargs):
    """Navigation, contacts or crest may have changed."""
    chrome.forget(Site.objects.values_list("pk", flat=True))


for signal in (page_published, page_unpublished, page_slug_changed, post_page_move, renditions_prepared):
    signal.connect(forget_chrome)
for model in (OfficeSettings, SocialLink, Site):
    post_save.connect(forget_chrome, sender=model)
    post_delete.connect(forget_chrome, sender=model)

# -- The page cache -----------------------------------------------------------

#: What saving a draft writes on the row of a page or piece: no reader sees it.
DRAFT_FIELDS = frozenset(
    {
        "draft_title",
        "has_unpublished_changes",
        "latest_revision",
        "latest_revision_created_at",
        "locked",
        "locked_at",
        "locked_by",
        "alias_of",
    }
)
ROOMS = ("cms", "editorial", "media_assets", "organization")


def forget_pages(update_fields=None, **kwargs):
    """Whatever readers see is made again, except after the saving of a draft."""
    if update_fields is None or not DRAFT_FIELDS.issuperset(update_fields):
        page_cache.forget()


for signal in (page_published, page_unpublished, page_slug_changed, post_page_move, published, unpublished):
    signal.connect(page_cache.forget)
renditions_prepared.connect(page_cache.forget)
shown = [model for room in ROOMS for model in apps.get_app_config(room).get_models(include_auto_created=True)]
for model in (*shown, Page, Site, PageViewRestriction, CollectionViewRestriction):
    post_save.connect(forget_pages, sender=model)
    post_delete.connect(forget_pages, sender=model)
