"""The colours by which people remember a piece."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .versions import PieceVersion


class ColourFamily(models.TextChoices):
    """The colours by which people remember a piece; the values are written in addresses."""

    RED = "red", _("red")
    ORANGE = "orange", _("orange")
    YELLOW = "yellow", _("yellow")
    GREEN = "green", _("green")
    TURQUOISE = "turquoise", _("turquoise")
    BLUE = "blue", _("blue")
    VIOLET = "violet", _("violet")
    PINK = "pink", _("pink")
    BROWN = "brown", _("brown")
    BLACK = "black", _("black")
    GREY = "grey", _("grey")
    WHITE = "white", _("white")


class PieceColour(models.Model):
    """
    A family of colours that is plain to see in a version, measured on its preview.

    ``share`` is the part of what is drawn that has it, in per cent.
    """

    wagtail_reference_index_ignore = True

    version = models.ForeignKey(PieceVersion, on_delete=models.CASCADE, related_name="colours")
    family = models.CharField(_("colour"), max_length=10, choices=ColourFamily)
    share = models.PositiveSmallIntegerField(_("share (%)"))

    class Meta:
        verbose_name = _("colour of a piece")
        verbose_name_plural = _("colours of pieces")
        ordering = ["-share", "family"]
        constraints = [models.UniqueConstraint(fields=["version", "family"], name="colour_once_per_version")]
        indexes = [models.Index(fields=["family", "version"], name="versions_by_colour")]

    def __str__(self):
        return f"{self.version} {self.family} {self.share} %"
