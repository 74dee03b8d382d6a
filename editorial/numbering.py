"""Consecutive bulletin numbers: one series per year, given at publication."""

from django.db import transaction
from django.utils import timezone


def assign_number(bulletin, moment=None):
    """
    Give a bulletin the next number of its year, once.

    The year is that of ``moment`` (default: first publication) in Bogotá. The
    counter's row is locked until the number is stored, so two bulletins published
    at once never share one and none is skipped. A bulletin that has a number keeps
    it, also after it is withdrawn and published again.
    """
    from editorial.models import BulletinCounter, BulletinPage

    with transaction.atomic():
        moment = moment or bulletin.first_published_at or timezone.now()
        year = timezone.localtime(moment).year
        BulletinCounter.objects.get_or_create(year=year)
        counter = BulletinCounter.objects.select_for_update().get(year=year)
        stored = BulletinPage.objects.values_list("number", "year").get(pk=bulletin.pk)
        if stored[0] is None:
            counter.last_number += 1
            counter.save(update_fields=["last_number"])
            stored = (counter.last_number, year)
            BulletinPage.objects.filter(pk=bulletin.pk).update(number=stored[0], year=stored[1])
        bulletin.number, bulletin.year = stored
    return bulletin.number
