"""The marks by which the same work is found again, and the pairs of pieces that resemble each other."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from media_assets.finding.bits import BANDS, BITS, bands_of

BAND_NAMES = tuple(f"band_{n}" for n in range(BANDS))


class LikenessKind(models.TextChoices):
    """What is compared: only marks of the same kind say anything of each other."""

    PICTURE = "picture", _("picture")
    FILM = "film", _("film")
    SOUND = "sound", _("sound")


class Likeness(models.Model):
    """
    How a version looks or sounds, in 64 bits: alike things differ in few of them.

    ``mark`` is null where there is nothing to tell by (a plain surface, silence, a file
    without preview): such a version is compared by its checksum alone. The bands are the
    sixteen-bit quarters of the mark, from the lowest, each with an index of its own;
    ``duration`` is seconds, ``ratio`` width by height. Made and compared by ``media_assets.finding``.
    """

    version = models.OneToOneField("media_assets.PieceVersion", on_delete=models.CASCADE, related_name="likeness")
    kind = models.CharField(max_length=8, choices=LikenessKind)
    #: The 64 bits as a signed number, as databases keep them.
    mark = models.BigIntegerField(null=True)
    band_0 = models.IntegerField(null=True)
    band_1 = models.IntegerField(null=True)
    band_2 = models.IntegerField(null=True)
    band_3 = models.IntegerField(null=True)
    duration = models.FloatField(null=True)
    ratio = models.FloatField(null=True)
    taken_at = models.DateTimeField(auto_now=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("likeness")
        verbose_name_plural = _("likenesses")
        indexes = [models.Index(fields=["kind", name], name=f"likeness_by_{name}") for name in BAND_NAMES]

    def __str__(self):
        return f"{self.version} {self.kind}"

    @property
    def bits(self) -> int | None:
        """The mark as a number without sign."""
        return None if self.mark is None else self.mark % (1 << BITS)

    @bits.setter
    def bits(self, bits):
        self.mark = None if bits is None else bits - (1 << BITS) * (bits >> (BITS - 1))
        bands = [None] * BANDS if bits is None else bands_of(bits)
        for name, band in zip(BAND_NAMES, bands, strict=True):
            setattr(self, name, band)


class Resemblance(models.Model):
    """
    Two pieces that have the same file or look alike, once for each two; the older one first.

    ``distance`` is the number of bits in which their marks differ, 0 for the same file.
    """

    first = models.ForeignKey("media_assets.Piece", on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey("media_assets.Piece", on_delete=models.CASCADE, related_name="+")
    is_same_file = models.BooleanField(default=False)
    distance = models.PositiveSmallIntegerField(default=0)
    #: Somebody looked at both and found that they are not the same work.
    is_distinct = models.BooleanField(default=False)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(null=True)
    found_at = models.DateTimeField(auto_now_add=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("resemblance")
        verbose_name_plural = _("resemblances")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="resemblance_unique_for_two_pieces"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="resemblance_older_piece_first"),
        ]
        indexes = [models.Index(fields=["is_distinct", "-id"], name="resemblance_undecided")]

    def __str__(self):
        return f"{self.first} = {self.second}"
