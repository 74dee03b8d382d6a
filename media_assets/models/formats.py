"""The channels of the office, and its formats as data: what a piece has to measure, last and weigh."""

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.search import index


class Channel(models.TextChoices):
    """Where a piece is seen or heard."""

    PRINT = "print", pgettext_lazy("channel", "Print")
    RADIO = "radio", _("Radio")
    TV = "tv", _("Television")
    WEB = "web", _("Web")


#: Kinds of file (``intake.FileFacts.extension``) that a master of each channel may have.
MASTER_EXTENSIONS = {
    Channel.PRINT: ("pdf", "tif", "tiff", "jpg", "jpeg"),
    Channel.RADIO: ("wav", "flac", "mp3"),
    Channel.TV: ("mp4", "mov"),
    Channel.WEB: ("jpg", "jpeg", "png", "webp", "gif", "svg", "pdf", "mp4"),
}


class PieceFormat(index.Indexed, models.Model):
    """
    A format of the trade, as the printer, the broadcaster or the site asks for it.

    Data, not code: an office adds its own. Lengths in millimetres at full size,
    ``scale`` the denominator at which the artwork is drawn (a PDF page cannot pass
    5,080 mm), resolution in dots per inch of the artwork, total ink in per cent,
    durations in seconds, loudness in LUFS and true peak in dBTP (EBU R 128), sizes
    in pixels, weight in bytes (1 kB = 1,000 bytes).
    """

    class ColourSpace(models.TextChoices):
        CMYK = "cmyk", "CMYK"
        RGB = "rgb", "RGB"
        GREY = "grey", _("Greyscale")

    code = models.SlugField(_("code"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=120)
    channel = models.CharField(_("channel"), max_length=8, choices=Channel)
    width_mm = models.DecimalField(_("trim width (mm)"), max_digits=7, decimal_places=1, null=True, blank=True)
    height_mm = models.DecimalField(_("trim height (mm)"), max_digits=7, decimal_places=1, null=True, blank=True)
    bleed_mm = models.DecimalField(_("bleed (mm)"), max_digits=4, decimal_places=1, null=True, blank=True)
    scale = models.PositiveSmallIntegerField(
        _("scale of the artwork, 1 to"),
        default=1,
        validators=[MinValueValidator(1)],
        help_text=_("1 for full size; 10 for a billboard drawn at a tenth."),
    )
    colour_space = models.CharField(_("colour"), max_length=8, choices=ColourSpace, blank=True)
    minimum_dpi = models.PositiveSmallIntegerField(_("minimum resolution (dpi)"), null=True, blank=True)
    maximum_ink = models.PositiveSmallIntegerField(_("maximum total ink (%)"), null=True, blank=True)
    pages_multiple = models.PositiveSmallIntegerField(
        _("pages in multiples of"), null=True, blank=True, help_text=_("4 for a stapled booklet.")
    )
    duration_s = models.DecimalField(_("duration (s)"), max_digits=7, decimal_places=1, null=True, blank=True)
    sample_rate_hz = models.PositiveIntegerField(_("sample rate (Hz)"), null=True, blank=True)
    loudness_lufs = models.DecimalField(_("loudness (LUFS)"), max_digits=4, decimal_places=1, null=True, blank=True)
    true_peak_dbtp = models.DecimalField(_("true peak (dBTP)"), max_digits=4, decimal_places=1, null=True, blank=True)
    width_px = models.PositiveIntegerField(_("width (px)"), null=True, blank=True)
    height_px = models.PositiveIntegerField(_("height (px)"), null=True, blank=True)
    frame_rate = models.DecimalField(_("frames per second"), max_digits=5, decimal_places=2, null=True, blank=True)
    maximum_bytes = models.PositiveBigIntegerField(_("maximum weight (bytes)"), null=True, blank=True)
    set_widths = models.CharField(
        _("widths of the responsive set (px)"),
        max_length=60,
        blank=True,
        validators=[RegexValidator(r"^\d+(\s*,\s*\d+)*$", _("Write whole numbers with commas between them."))],
        help_text=_("For example: 400, 800, 1200. The master is made in the largest; the others are made of it."),
    )
    notes = models.TextField(
        _("instructions"),
        max_length=600,
        blank=True,
        help_text=_("What the printer, the station or the site asks for."),
    )
    is_active = models.BooleanField(_("offered for new pieces"), default=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    panels = [
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("channel"), FieldPanel("code")]),
        FieldRowPanel([FieldPanel("order"), FieldPanel("is_active")]),
        FieldPanel("notes"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("width_mm"), FieldPanel("height_mm"), FieldPanel("bleed_mm")]),
                FieldRowPanel([FieldPanel("colour_space"), FieldPanel("minimum_dpi"), FieldPanel("maximum_ink")]),
                FieldRowPanel([FieldPanel("scale"), FieldPanel("pages_multiple")]),
            ],
            heading=_("Print"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("duration_s"), FieldPanel("sample_rate_hz")]),
                FieldRowPanel([FieldPanel("loudness_lufs"), FieldPanel("true_peak_dbtp")]),
            ],
            heading=_("Radio and television"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("width_px"), FieldPanel("height_px")]),
                FieldRowPanel([FieldPanel("frame_rate"), FieldPanel("maximum_bytes")]),
                FieldPanel("set_widths"),
            ],
            heading=_("Screen"),
        ),
    ]
    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.FilterField("channel"),
    ]

    class Meta:
        verbose_name = _("piece format")
        verbose_name_plural = _("piece formats")
        ordering = ["channel", "order", "name"]

    def __str__(self):
        return f"{self.get_channel_display()} · {self.name}"

    def clean(self):
        super().clean()
        missing = {
            Channel.PRINT: ("width_mm", "height_mm"),
            Channel.WEB: ("width_px", "height_px"),
        }.get(self.channel, ())
        errors = {name: _("Formats of this channel need it.") for name in missing if getattr(self, name) is None}
        if errors:
            raise ValidationError(errors)

    @property
    def widths_of_the_set(self) -> tuple[int, ...]:
        """Pixels across of the pictures that readers' screens choose from, the smallest first."""
        return tuple(sorted({int(width) for width in self.set_widths.split(",") if width.strip().isdigit()}))

    @property
    def requirements(self) -> list[str]:
        """What a master must comply with, in the words of the trade, shortest first."""
        found = []
        if self.width_mm and self.height_mm:
            found.append(_size(self.width_mm, self.height_mm))
        if self.scale > 1:
            found.append(_("artwork at 1:%(scale)d") % {"scale": self.scale})
        if self.width_px and self.height_px:
            found.append(f"{self.width_px} × {self.height_px} px")
        if self.duration_s:
            found.append(_duration(self.duration_s))
        if self.bleed_mm:
            found.append(_("bleed of %(bleed)s mm") % {"bleed": _number(self.bleed_mm)})
        if self.colour_space:
            found.append(str(self.get_colour_space_display()))
        if self.minimum_dpi:
            found.append(f"{self.minimum_dpi} dpi")
        if self.maximum_ink:
            found.append(_("ink up to %(ink)d %%") % {"ink": self.maximum_ink})
        if self.pages_multiple:
            found.append(_("pages in multiples of %(number)d") % {"number": self.pages_multiple})
        if self.frame_rate:
            found.append(_("%(rate)s frames/s") % {"rate": _number(self.frame_rate)})
        if self.sample_rate_hz:
            found.append(f"{_number(self.sample_rate_hz / 1000)} kHz")
        if self.loudness_lufs is not None:
            found.append(f"{_number(self.loudness_lufs)} LUFS")
        if self.true_peak_dbtp is not None:
            found.append(f"{_number(self.true_peak_dbtp)} dBTP")
        if self.set_widths:
            found.append(_("set of %(widths)s px") % {"widths": self.set_widths})
        if self.maximum_bytes:
            found.append(_("up to %(weight)s") % {"weight": _weight(self.maximum_bytes)})
        return found


def _number(value):
    """A quantity as people write it here: decimal comma, a true minus, no idle zeros."""
    text = f"{float(value):.2f}".rstrip("0").rstrip(".")
    return text.replace(".", ",").replace("-", "−")


def _size(width_mm, height_mm):
    """Centimetres, or metres for what is seen from a street."""
    if max(width_mm, height_mm) >= 3000:
        return f"{_number(width_mm / 1000)} × {_number(height_mm / 1000)} m"
    return f"{_number(width_mm / 10)} × {_number(height_mm / 10)} cm"


def _duration(seconds):
    return f"{_number(seconds)} s" if seconds < 120 else f"{_number(seconds / 60)} min"


def _weight(count):
    """Bytes in the decimal units of the formats: 1 kB is 1,000 bytes."""
    return f"{_number(count / 1000)} kB" if count < 1_000_000 else f"{_number(count / 1_000_000)} MB"
