"""The creative works of the office, each in one channel, with who had a part in them."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    Orderable,
    PreviewableMixin,
    RevisionMixin,
    WorkflowMixin,
)
from wagtail.search import index

from media_assets.finding.fields import OfficeField
from media_assets.rights import period_is_sane
from organization.models import Department
from organization.publication import GatedPublication

from .formats import Channel, PieceFormat
from .licences import LICENCE_ADDRESSES, OPEN_LICENCES, Licence
from .piece_queries import PieceQuerySet, PieceState
from .versions import PieceVersion


def _public_by(*fields, name):
    """
    An index of the pieces that may be public, the latest first, with all that says whether they are today.

    Readers' counts are made in it without reading a piece.
    """
    told = {"department", "format", "expire_at", "rights_from", "rights_until"}
    told |= {"shows_people", "consents_stand", "consents_from", "consents_until"}
    return models.Index(
        fields=[*fields, "-last_published_at", "-id", *sorted(told - set(fields))],
        condition=models.Q(live=True, current_version__isnull=False),
        name=name,
    )


class Piece(
    GatedPublication,
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    index.Indexed,
    ClusterableModel,
):
    """
    One creative work in one channel: a poster, a radio spot, a commercial, a banner.

    ``current_version`` is bound by the revision: what was approved is the version
    that is published, even when a newer master has been uploaded since.
    """

    title = models.CharField(_("title"), max_length=160)
    slug = models.SlugField(_("address"), max_length=170, unique=True, blank=True)
    channel = models.CharField(_("channel"), max_length=8, choices=Channel)
    format = models.ForeignKey(PieceFormat, verbose_name=_("format"), on_delete=models.PROTECT, related_name="pieces")
    description = models.TextField(_("description"), blank=True, help_text=_("What the piece says and to whom."))
    department = models.ForeignKey(
        Department, verbose_name=_("department"), on_delete=models.PROTECT, related_name="pieces"
    )
    current_version = models.ForeignKey(
        PieceVersion,
        verbose_name=_("master"),
        null=True,
        blank=True,
        # A version in use stays; it may go together with its whole piece.
        on_delete=models.RESTRICT,
        related_name="+",
    )
    alt_text = models.CharField(
        _("alternative text"),
        max_length=300,
        blank=True,
        help_text=_("What is seen, in one sentence, for those who cannot see it."),
    )
    caption = models.CharField(_("caption"), max_length=300, blank=True)
    transcript = models.TextField(
        _("transcript"), blank=True, help_text=_("All that is said, for radio and television.")
    )
    captions = models.FileField(
        _("captions"), upload_to="captions", blank=True, help_text=_("WebVTT file (.vtt) with the captions in Spanish.")
    )
    licence = models.CharField(_("licence"), max_length=24, choices=Licence, default=Licence.OWN)
    rights_owner = models.CharField(_("owner of the rights"), max_length=160, blank=True)
    rights_territory = models.CharField(_("territory"), max_length=80, blank=True, default="Colombia")
    rights_from = models.DateField(_("rights from"), null=True, blank=True)
    rights_until = models.DateField(_("rights until"), null=True, blank=True)
    shows_people = models.BooleanField(_("people can be recognised"), default=False)
    rights_media = models.JSONField(
        _("media that the rights allow"), default=list, blank=True, help_text=_("None chosen: every medium.")
    )
    has_third_party_works = models.BooleanField(_("contains works of third parties"), default=False)
    # The consents summed up, kept by ``media_assets.consents`` so that a listing need not read them:
    # whether there are any and all stand, and the days between which all of them hold.
    consents_stand = models.BooleanField(default=False, editable=False)
    consents_from = models.DateField(null=True, editable=False)
    consents_until = models.DateField(null=True, editable=False)
    # What asked for it, kept by ``media_assets.briefs`` beside the content, as consents are.
    brief = models.ForeignKey(
        "media_assets.Brief", null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="pieces"
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("last changed"), auto_now=True)

    _revisions = GenericRelation("wagtailcore.Revision", related_query_name="piece")
    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="piece",
        for_concrete_model=False,
    )

    objects = PieceQuerySet.as_manager()

    search_fields = [
        index.SearchField("title", boost=4),
        index.AutocompleteField("title"),
        index.AutocompleteField("description"),
        index.AutocompleteField("caption"),
        index.SearchField("description", boost=2),
        index.SearchField("caption"),
        index.SearchField("transcript"),
        index.SearchField("alt_text"),
        OfficeField("text_inside"),
        index.RelatedFields("format", [index.SearchField("name"), index.AutocompleteField("name")]),
        index.RelatedFields("department", [index.SearchField("name"), index.AutocompleteField("name")]),
        index.RelatedFields("credits", [index.SearchField("name"), index.AutocompleteField("name")]),
        index.FilterField("id"),
        index.FilterField("title"),
        index.FilterField("live"),
        index.FilterField("channel"),
        index.FilterField("department_id"),
        index.FilterField("rights_from"),
        index.FilterField("expire_at"),
        index.FilterField("rights_until"),
        index.FilterField("shows_people"),
        index.FilterField("consents_stand"),
        index.FilterField("consents_from"),
        index.FilterField("consents_until"),
        index.FilterField("current_version_id"),
        index.FilterField("licence"),
        index.FilterField("created_at"),
        index.FilterField("updated_at"),
        index.FilterField("last_published_at"),
    ]

    class Meta:
        verbose_name = _("piece")
        verbose_name_plural = _("pieces")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["channel", "-created_at"], name="piece_by_channel"),
            models.Index(fields=["-created_at", "-id"], name="piece_newest"),
            models.Index(fields=["live", "channel", "-last_published_at"], name="piece_published_by_channel"),
            _public_by("channel", name="piece_public_by_channel"),
            _public_by("department", "channel", name="piece_public_by_department"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(rights_until__isnull=True)
                | models.Q(rights_from__isnull=True)
                | models.Q(rights_until__gte=models.F("rights_from")),
                name="piece_rights_end_after_they_start",
            )
        ]

    def __str__(self):
        return self.title

    @property
    def revisions(self):
        return self._revisions

    def clean(self):
        super().clean()
        if self.format_id and self.channel and self.format.channel != self.channel:
            raise ValidationError({"format": _("This format belongs to another channel.")})
        if not (decision := period_is_sane(self.rights_from, self.rights_until)):
            raise ValidationError({"rights_until": decision.reason})

    def save(self, *args, **kwargs):
        if not self.slug:
            self.slug = self._free_slug()
        super().save(*args, **kwargs)

    def with_content_json(self, content):
        """A revision says nothing of consents nor of the brief: they stand beside the content, as they are today."""
        piece = super().with_content_json(content)
        for name in ("consents_stand", "consents_from", "consents_until", "brief_id"):
            setattr(piece, name, getattr(self, name))
        return piece

    @property
    def last_day_of_use(self):
        """The last day on which the rights and the consents let the piece be used, or None."""
        consents_until = self.consents_until if self.shows_people else None
        return min((day for day in (self.rights_until, consents_until) if day), default=None)

    @property
    def first_day_of_use(self):
        """The first day on which they do, or None."""
        consents_from = self.consents_from if self.shows_people else None
        return max((day for day in (self.rights_from, consents_from) if day), default=None)

    def _free_slug(self):
        root = slugify(self.title)[:150] or "pieza"
        candidate, n = root, 1
        while Piece.objects.filter(slug=candidate).exclude(pk=self.pk).exists():
            n += 1
            candidate = f"{root}-{n}"
        return candidate

    def get_absolute_url(self):
        """Empty while the piece has no address yet: a new one is previewed before it is saved."""
        return reverse("piece", args=[self.slug]) if self.slug else ""

    full_url = property(get_absolute_url)

    @classmethod
    def get_indexed_objects(cls):
        return super().get_indexed_objects().prefetch_related("texts_inside")

    @property
    def text_inside(self):
        """What its files say, drafts included: for the index of the office."""
        from media_assets.finding.texts import office_text

        return office_text(self)

    @property
    def latest_version(self):
        """The newest master, published or not."""
        return max(self.versions.all(), key=lambda v: v.number, default=None)

    @property
    def shown_version(self):
        """What the office looks at: the published master, or the newest while nothing is public."""
        return self.current_version if self.live and self.current_version_id else self.latest_version

    @property
    def state(self) -> PieceState:
        if "listed_state" in self.__dict__:
            return PieceState(self.listed_state)
        if self.expired:
            return PieceState.EXPIRED
        if self.live:
            return PieceState.PUBLISHED
        if self.approved_schedule:
            return PieceState.APPROVED
        if self.workflow_in_progress:
            return PieceState.IN_REVIEW
        if self.first_published_at:
            return PieceState.WITHDRAWN
        return PieceState.DRAFT

    @property
    def is_open(self):
        """Whether the public may take the file away under its licence."""
        return self.licence in OPEN_LICENCES

    @property
    def licence_url(self):
        return LICENCE_ADDRESSES.get(self.licence, "")

    @property
    def preview_modes(self):
        return [("", _("Page of the piece in the library"))]

    def get_preview_template(self, request, mode_name):
        return "media_assets/piece.html"

    def get_preview_context(self, request, mode_name):
        return {"piece": self, "version": self.current_version, "is_preview": True}


class PieceCredit(Orderable):
    """Who did what in a piece, as it is printed in its credits."""

    piece = ParentalKey(Piece, on_delete=models.CASCADE, related_name="credits")
    role = models.CharField(_("role"), max_length=80)
    name = models.CharField(_("name"), max_length=160)

    class Meta(Orderable.Meta):
        verbose_name = _("credit")
        verbose_name_plural = _("credits")

    def __str__(self):
        return f"{self.role}: {self.name}"
