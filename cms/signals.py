"""Only connects: what the site forgets and finds again when content changes."""

from django.apps import apps
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction, Site
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move, published, unpublished

from cms import background, page_cache
from cms.search import entries, healing
from editorial.models import EditorialPage
from editorial.scheduling import round_over
from media_assets.briefs.attachments import delete_what_was_removed
from media_assets.consents import consents_summed_up
from media_assets.delivery.upkeep import tend
from media_assets.finding import documents
from media_assets.finding.texts import text_read
from media_assets.metadata.public_copies import public_file_changed
from media_assets.models import EditorialDocument, EditorialMedia, Piece
from media_assets.renditions import renditions_prepared
from media_assets.uploading import upkeep
from media_assets.uses import pages_showing, pages_showing_any
from organization.models import Department, Topic

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
#: Models that change all the time, of which no reader sees anything: parts of uploads, briefs, deliveries, what files say.
OFFICE_ONLY = frozenset(
    "upload uploadbatch uploaditem brief briefpiece briefstep briefmessage briefattachment brieffollower "
    "delivery deliveryitem packedfile deliverytaking takingend filemetadata waitingfile".split()
)


def forget_pages(update_fields=None, **kwargs):
    """Whatever readers see is made again, except after the saving of a draft."""
    if not _says_nothing_public(update_fields):
        page_cache.forget()


def _says_nothing_public(update_fields):
    return update_fields is not None and DRAFT_FIELDS.issuperset(update_fields)


for signal in (page_published, page_unpublished, page_slug_changed, post_page_move, published, unpublished):
    signal.connect(page_cache.forget)
renditions_prepared.connect(page_cache.forget)
public_file_changed.connect(page_cache.forget)
shown = [model for room in ROOMS for model in apps.get_app_config(room).get_models(include_auto_created=True)]
shown = [model for model in shown if model._meta.model_name not in OFFICE_ONLY]
for model in (*shown, Page, Site, PageViewRestriction, CollectionViewRestriction):
    post_save.connect(forget_pages, sender=model)
    post_delete.connect(forget_pages, sender=model)

# -- What the search finds ----------------------------------------------------


def heal_search(**kwargs):
    healing.heal_if_needed()


round_over.connect(heal_search)


def tend_deliveries(**kwargs):
    tend()


def tend_files_of_briefs(**kwargs):
    delete_what_was_removed()


def try_tasks_again(**kwargs):
    background.try_again()


round_over.connect(tend_deliveries)
round_over.connect(tend_files_of_briefs)
round_over.connect(upkeep.keep_up)
round_over.connect(try_tasks_again)


def find_page_again(instance, update_fields=None, raw=False, **kwargs):
    if not raw and not _says_nothing_public(update_fields):
        entries.refresh_pages(Page.objects.filter(pk=instance.pk))


def find_piece_again(instance, update_fields=None, raw=False, **kwargs):
    if not raw and not _says_nothing_public(update_fields):
        entries.refresh_pieces(Piece.objects.filter(pk=instance.pk))


def find_again_by(piece, **kwargs):
    """What its files say was read, or the consents of those it shows changed."""
    entries.refresh_pieces(Piece.objects.filter(pk=piece.pk))


def find_subtree_again(instance, **kwargs):
    """A page moved with its subtree, or the view restriction over a subtree changed."""
    root = instance if isinstance(instance, Page) else instance.page
    entries.refresh_pages(Page.objects.descendant_of(root, inclusive=True))


def find_department_again(instance, created=False, **kwargs):
    if not created:
        entries.refresh_pages(Page.objects.filter(search_entry__department=instance))
        entries.refresh_pieces(Piece.objects.filter(search_entry__department=instance))


def find_topic_again(instance, created=False, **kwargs):
    if not created:
        for model in EditorialPage.__subclasses__():
            entries.refresh_pages(model.objects.filter(topics=instance))


def find_recording_again(instance, created=False, **kwargs):
    if not created:
        entries.refresh_pages(instance.episodes.all())


def find_pages_of_document(instance=None, document=None, created=False, raw=False, **kwargs):
    """Its file, its title or its collection is another: the pages that offer it say something else."""
    if not raw and not created:
        entries.refresh_pages(pages_showing(document or instance))


def find_document_as_it_is_given(record, **kwargs):
    """Readers are given a clean copy by now, or know that there is none."""
    if record.document_id:
        entries.refresh_pages(pages_showing(record.document))


def find_collection_again(instance, **kwargs):
    """What readers may have of its documents is another: a collection, or the restriction of one, has changed."""
    collection = instance if isinstance(instance, Collection) else instance.collection
    below = Collection.objects.filter(path__startswith=collection.path)
    entries.refresh_pages(pages_showing_any(EditorialDocument.objects.filter(collection__in=below)))


def find_moved_collection_again(instance, created=False, **kwargs):
    """Wagtail moves a collection after it has saved it, and tells nobody."""
    if not created:

        def find_it_where_it_is():
            find_collection_again(Collection.objects.get(pk=instance.pk))

        transaction.on_commit(find_it_where_it_is, robust=True)


for model in apps.get_models():
    if issubclass(model, Page):
        post_save.connect(find_page_again, sender=model)
page_published.connect(find_page_again)
post_page_move.connect(find_subtree_again)
post_save.connect(find_subtree_again, sender=PageViewRestriction)
post_delete.connect(find_subtree_again, sender=PageViewRestriction)
post_save.connect(find_piece_again, sender=Piece)
text_read.connect(find_again_by)
consents_summed_up.connect(find_again_by)
documents.document_read.connect(find_pages_of_document)
post_save.connect(find_pages_of_document, sender=EditorialDocument)
public_file_changed.connect(find_document_as_it_is_given)
post_save.connect(find_moved_collection_again, sender=Collection)
post_save.connect(find_collection_again, sender=CollectionViewRestriction)
post_delete.connect(find_collection_again, sender=CollectionViewRestriction)
post_save.connect(find_department_again, sender=Department)
post_save.connect(find_topic_again, sender=Topic)
post_save.connect(find_recording_again, sender=EditorialMedia)
