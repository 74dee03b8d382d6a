"""Who may read a file of the library: the one rule behind every file's door."""

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, ReferenceIndex

from media_assets.rights import rights_hold_on
from organization.decisions import ALLOWED, Decision, refused

NOT_PUBLIC = _("This file is not public.")


def works_in_the_office(user) -> bool:
    """Whether the user signs in to the admin, where drafts are worked on."""
    return user.is_active and user.has_perm("wagtailadmin.access_admin")


def is_public_piece(piece, day=None) -> Decision:
    """Whether anybody may see the piece: published, with a master, rights holding that day."""
    if not piece.live or piece.expired or piece.current_version_id is None:
        return refused(NOT_PUBLIC)
    return rights_hold_on(piece, day or timezone.localdate())


def may_read_version(user, version) -> Decision:
    """The public reads the version that was published; the office reads all of them."""
    if works_in_the_office(user):
        return ALLOWED
    if version.piece.current_version_id != version.pk:
        return refused(NOT_PUBLIC)
    return is_public_piece(version.piece)


def may_read_file(user, file) -> Decision:
    """A document, sound or video is public when a published, unrestricted page refers to it."""
    if works_in_the_office(user):
        return ALLOWED
    references = ReferenceIndex.get_references_to(file).filter(base_content_type=ContentType.objects.get_for_model(Page))
    page_ids = [int(pk) for pk in references.values_list("object_id", flat=True)]
    if page_ids and Page.objects.live().public().filter(pk__in=page_ids).exists():
        return ALLOWED
    return refused(NOT_PUBLIC)
