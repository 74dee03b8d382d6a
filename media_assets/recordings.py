"""What a recording placed in a page owes its player: its length, its size, a still of the video."""

import tempfile
from pathlib import Path

from django.core.files import File

from media_assets.intake import inspect_upload
from media_assets.previews import make_previews
from media_assets.storage import at_hand

#: Stills that the house made begin so; an editor's own is never replaced.
STILL = "fotograma-"


def needs_preparation(media) -> bool:
    return not media.duration or (media.type == "video" and not media.thumbnail)


def has_made_still(media) -> bool:
    """Whether the thumbnail is one that the house took from the video."""
    return bool(media.thumbnail) and media.thumbnail_filename.startswith(STILL)


def prepare(media) -> None:
    """
    Measure the recording where nobody did, and take a still of a video without one.

    Raises ``IntakeRefused`` or ``PreviewFailed``. Harmless to repeat.
    """
    with media.file.open("rb") as file:
        facts = inspect_upload(file, media.filename)
    changed = ["duration", "width", "height"]
    media.duration, media.width, media.height = facts.duration or 0, facts.width, facts.height
    if media.type == "video" and not media.thumbnail:
        with at_hand(media.file) as path, tempfile.TemporaryDirectory(prefix="previews-") as out:
            poster = next(each for each in make_previews(path, facts, Path(out)) if each.kind == "poster")
            with poster.path.open("rb") as still:
                media.thumbnail.save(f"{STILL}{media.pk}{poster.path.suffix}", File(still), save=False)
        changed.append("thumbnail")
    media.save(update_fields=changed)
