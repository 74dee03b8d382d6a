"""
The *fe de erratas*: what readers already have is not changed in silence.

A bulletin that was public keeps its number; whoever changes what it says adds a note
of what was wrong and what is right, which is dated the day that readers see it.
"""

from collections import Counter

from django.utils import timezone

from editorial.review_fingerprints import same_text

#: What a bulletin says in its own words, beside its body.
SAID = ("kicker", "title", "lead_text")


def lacks_note(draft) -> bool:
    """Whether the draft says something else than readers were told, without a new note that tells them so."""
    if draft.pk is None or draft.first_published_at is None:
        return False
    public = type(draft)._default_manager.filter(pk=draft.pk).first()
    return public is not None and _says_something_else(public, draft) and not _has_new_note(public, draft)


def _says_something_else(public, draft):
    return any(getattr(public, name) != getattr(draft, name) for name in SAID) or not same_text(public.body, draft.body)


def _has_new_note(public, draft):
    """The notes that readers have are kept, and there is one more."""
    known, proposed = (Counter(note.text.strip() for note in page.corrections.all()) for page in (public, draft))
    return proposed.total() > known.total() and bool(proposed - known)


def misdated_notes(draft, day):
    """The notes of the draft with a day on which nothing was there to correct: before readers had it, or after ``day``."""
    if draft.first_published_at is None:
        return []
    first = timezone.localdate(draft.first_published_at)
    return [note for note in draft.corrections.all() if not first <= note.date <= day]


def dates_of_public_notes(page_id) -> dict:
    """``{text: day}`` of the notes that readers have: a date that was given stays."""
    from editorial.models import BulletinCorrection

    return dict(BulletinCorrection.objects.filter(page_id=page_id).values_list("text", "date"))


def date_new_notes(page_id, known, since):
    """
    Date what readers see for the first time today with today.

    A draft may wait for days in its review, with the date that its form proposed. ``known``
    are the texts of the notes that were public before, and ``since`` is when the bulletin was
    last published: a day that somebody wrote from before that is theirs, and stays.
    """
    from editorial.models import BulletinCorrection

    today, before = timezone.localdate(), timezone.localdate(since) if since else None
    new = BulletinCorrection.objects.filter(page_id=page_id, date__lt=today).exclude(text__in=known)
    (new.filter(date__gte=before) if before else new).update(date=today)
