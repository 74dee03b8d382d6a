from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Orderable


@register_setting(icon="site")
class OfficeSettings(BaseSiteSetting, ClusterableModel):
    """Who publishes this site: the name, the crest, the contacts and the footer."""

    office_name = models.CharField(_("name of the office"), max_length=120, default="Secretaría de Comunicaciones")
    institution = models.CharField(_("institution"), max_length=120, default="Alcaldía de Medellín")
    crest = models.ForeignKey(
        "media_assets.EditorialImage",
        verbose_name=_("crest"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    address = models.CharField(_("address"), max_length=200, blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    press_email = models.EmailField(_("e-mail for the press"), blank=True)
    footer_text = models.TextField(_("text of the footer"), max_length=400, blank=True)

    panels = [
        MultiFieldPanel(
            [FieldPanel("office_name"), FieldPanel("institution"), FieldPanel("crest")], heading=_("Identity")
        ),
        MultiFieldPanel(
            [
                FieldPanel("address"),
                FieldRowPanel([FieldPanel("phone"), FieldPanel("email")]),
                FieldPanel("press_email"),
            ],
            heading=_("Contact"),
        ),
        InlinePanel("social_links", heading=_("Social networks"), label=_("Network")),
        FieldPanel("footer_text"),
    ]

    class Meta:
        verbose_name = _("office and site")
        verbose_name_plural = _("office and site")


class SocialLink(Orderable):
    """An account of the office in a social network."""

    office = ParentalKey(OfficeSettings, on_delete=models.CASCADE, related_name="social_links")
    name = models.CharField(_("network"), max_length=40)
    url = models.URLField(_("address"))

    class Meta(Orderable.Meta):
        verbose_name = _("social network")
        verbose_name_plural = _("social networks")

    def __str__(self):
        return self.name
