"""The photographs, documents and recordings of pages: Wagtail's own kinds of file, with their credit."""

from django.db import models
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.search import index
from wagtailmedia.models import AbstractMedia

from .licences import Licence


class CreditedFile(models.Model):
    """What every file of the library owes its author."""

    credit = models.CharField(
        _("credit"), max_length=200, blank=True, help_text=_("Author and source, as they must be printed.")
    )
    licence = models.CharField(_("licence"), max_length=24, choices=Licence, default=Licence.OWN)

    class Meta:
        abstract = True


class EditorialImage(CreditedFile, AbstractImage):
    """A photograph or drawing placed in pages. ``description`` is its alternative text."""

    caption = models.CharField(_("caption"), max_length=300, blank=True)

    admin_form_fields = (
        "title",
        "file",
        "description",
        "caption",
        "credit",
        "licence",
        "collection",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")
        permissions = [("choose_image", "Can choose image")]

    def generate_rendition_file(self, filter, *, source=None):
        """Wagtail's own sizes would carry the EXIF of the original along: where the photographer stood."""
        from media_assets.renditions import made_public

        return made_public(self, filter, super().generate_rendition_file(filter, source=source))

    @property
    def default_alt_text(self):
        """An absent description stays empty: a file name read aloud helps nobody."""
        return self.description


class EditorialRendition(AbstractRendition):
    """
    A public size of an image.

    Its address carries a keyed digest, so that knowing one image's name or
    another size does not give the address of a picture still under embargo.
    """

    image = models.ForeignKey(EditorialImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("image", "filter_spec", "focal_point_key"), name="rendition_unique_per_image_and_filter"
            )
        ]

    def get_upload_to(self, filename):
        key = salted_hmac(
            "media_assets.rendition", f"{self.image_id}/{self.image.file_hash}/{self.filter_spec}", algorithm="sha256"
        )
        return f"imagenes/{key.hexdigest()[:24]}/{filename[-90:]}"


class EditorialDocument(CreditedFile, AbstractDocument):
    """A file offered for download: an annex, a data sheet, a decree."""

    summary = models.CharField(_("summary"), max_length=300, blank=True)

    admin_form_fields = ("title", "file", "summary", "credit", "licence", "collection", "tags")

    search_fields = [
        *AbstractDocument.search_fields,
        index.SearchField("summary"),
        index.SearchField("text_inside"),
        # The listing and the chooser seek the beginnings of words.
        index.AutocompleteField("summary"),
        index.AutocompleteField("text_inside"),
    ]

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        permissions = [("choose_document", "Can choose document")]

    @classmethod
    def get_indexed_objects(cls):
        return super().get_indexed_objects().select_related("said")

    @property
    def text_inside(self):
        """What its file says, for the search of the office; empty until it is read."""
        said = getattr(self, "said", None)
        return said.text if said and said.name == self.file.name else ""


class EditorialMedia(CreditedFile, AbstractMedia):
    """Sound or video of an episode or a page. Duration in seconds, size in pixels."""

    transcript = models.TextField(
        _("transcript"), blank=True, help_text=_("What is said, for those who cannot hear it or prefer to read.")
    )
    captions = models.FileField(
        _("captions"), upload_to="captions", blank=True, help_text=_("WebVTT file (.vtt) with the captions in Spanish.")
    )

    admin_form_fields = (
        "title",
        "file",
        "transcript",
        "captions",
        "thumbnail",
        "credit",
        "licence",
        "collection",
        "tags",
    )

    class Meta:
        verbose_name = _("sound or video")
        verbose_name_plural = _("sound and video")
        ordering = ["-created_at"]

    @property
    def url(self):
        return reverse("media_file", args=[self.pk, self.filename])

    @property
    def captions_url(self):
        return reverse("media_captions", args=[self.pk]) if self.captions else ""

    @property
    def thumbnail_url(self):
        return reverse("media_thumbnail", args=[self.pk]) if self.thumbnail else ""
