"""
The words inside documents (``EditorialDocument``): annexes, rules of a call, decrees.

A document is everybody's while a public page offers it. Which pages offer it is for the
room above to say; what of it may be said to readers is said here, and nowhere else.
"""

from django.db.models import Exists, F, OuterRef
from django.db.models.functions import Length, Substr
from django.dispatch import Signal
from wagtail.models import CollectionViewRestriction

from media_assets.finding.texts import logger, read_file
from media_assets.metadata import public_copies
from media_assets.models import DocumentText, EditorialDocument, PublicState

#: Sent with ``document`` when its text is another than before.
document_read = Signal()

#: The states of a file of which readers get something, as far as is known.
GIVEN = (PublicState.AS_IS, PublicState.COPY)


def needs_reading(document) -> bool:
    name = document.file.name
    return bool(name) and not DocumentText.objects.filter(document=document.pk, name=name).exists()


def unread():
    """The documents whose file nobody has read."""
    read = DocumentText.objects.filter(document=OuterRef("pk"), name=OuterRef("file"))
    return EditorialDocument.objects.filter(~Exists(read))


def read(document) -> bool:
    """Read the file of a document, unless it is read; whether anything is new."""
    if not needs_reading(document):
        return False
    name = document.file.name
    try:
        # Known from here on: whether readers may have the file at all.
        public_copies.public_copy(document)
    except public_copies.Withheld:
        pass
    except FileNotFoundError:
        logger.warning("%s is missing from the store and was not read", name)
        return False
    DocumentText.objects.update_or_create(document=document, defaults={"name": name, **read_file(document.file)})
    document_read.send(EditorialDocument, document=document)
    return True


def for_readers(keys) -> dict[int, str]:
    """
    Title and text of those documents that everybody is given, by key, once a public page offers them.

    Not those of a private collection, nor those of which there is no copy that readers may have.
    """
    path = OuterRef("document__collection__path")
    private = CollectionViewRestriction.objects.filter(collection__path=Substr(path, 1, Length("collection__path")))
    said = DocumentText.objects.filter(~Exists(private), document__in=keys, name=F("document__file"))
    said = said.filter(document__metadata__stored_name=F("name"), document__metadata__public_state__in=GIVEN)
    return {pk: f"{title}. {text}" for pk, title, text in said.values_list("document", "document__title", "text")}
