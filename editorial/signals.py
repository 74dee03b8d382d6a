"""Only connects: what happens in the newsroom when Wagtail says that something did."""

from django.dispatch import receiver
from wagtail.signals import page_published

from editorial.models import BulletinPage
from editorial.numbering import assign_number


@receiver(page_published, sender=BulletinPage)
def number_published_bulletin(sender, instance, **kwargs):
    assign_number(instance)
