"""What shows people is found on the days of their consents, as new entries say since."""

from datetime import datetime, time, timedelta

from django.db import migrations
from django.utils import timezone


def keep_to_consents(apps, schema_editor):
    """Give the entries their days, and take away those of pieces whose consents do not stand."""
    Entry = apps.get_model("cms", "SearchEntry")
    of_people = Entry.objects.filter(piece__shows_people=True)
    of_people.filter(piece__consents_stand=False).delete()
    for entry in of_people.select_related("piece").defer("text", "documents").iterator():
        piece = entry.piece
        first = max((day for day in (piece.rights_from, piece.consents_from) if day), default=None)
        last = min((day for day in (piece.rights_until, piece.consents_until) if day), default=None)
        ends = _start_of(last + timedelta(days=1)) if last else None
        Entry.objects.filter(pk=entry.pk).update(
            opens_at=_start_of(first) if first else None,
            closes_at=min(filter(None, (ends, piece.expire_at)), default=None),
        )


def _start_of(day):
    return timezone.make_aware(datetime.combine(day, time.min))


class Migration(migrations.Migration):
    dependencies = [("cms", "0010_entries_of_pieces"), ("media_assets", "0027_collection_of_an_upload_batch")]

    operations = [migrations.RunPython(keep_to_consents, migrations.RunPython.noop)]
