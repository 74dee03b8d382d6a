"""What a version is given, and within which bounds it is made."""

from dataclasses import dataclass

from media_assets.models import Channel, Recipe

GIB = 1024 * 1024 * 1024
#: Seconds of wall clock that no making passes: the queue takes a longer task for abandoned.
LONGEST = 14 * 60


@dataclass(frozen=True, slots=True)
class Bounds:
    """Seconds, bytes of address space, and how many processors the work keeps busy."""

    seconds: int
    memory: int
    processors: int = 1


def recipes_for(version) -> tuple[Recipe, ...]:
    """What is made of the version as soon as it arrives; captions are known of once it is inspected."""
    recipes = []
    if version.kind == "pdf" or (version.kind == "image" and version.piece.channel == Channel.PRINT):
        recipes.append(Recipe.PROOF)
    if version.kind == "image":
        recipes.append(Recipe.PICTURES)
    if version.kind == "video":
        recipes.append(Recipe.FILM_720)
        if is_larger_than_720p(version):
            recipes.append(Recipe.FILM_1080)
    if version.kind == "audio":
        recipes.append(Recipe.SOUND)
    return tuple(recipes)


def is_larger_than_720p(version) -> bool:
    """Whether 1080p would show anything that 720p does not."""
    sides = sorted((version.width or 0, version.height or 0))
    return sides[0] > 720 or sides[1] > 1280


def is_approved(version) -> bool:
    """Whether the office has let this master out: it is the published one, or the one that is scheduled."""
    piece = version.piece
    if piece.live and piece.current_version_id == version.pk:
        return True
    scheduled = piece.scheduled_revision if piece.approved_schedule else None
    return scheduled is not None and str(scheduled.content.get("current_version")) == str(version.pk)


def bounds_of(job) -> Bounds:
    version = job.version
    length = version.duration or 0
    if job.recipe in (Recipe.FILM_720, Recipe.FILM_1080):
        return Bounds(min(LONGEST, int(120 + 10 * length)), 2 * GIB, processors=2)
    if job.recipe == Recipe.SOUND:
        return Bounds(min(LONGEST, int(90 + 4 * length)), GIB)
    if job.recipe == Recipe.CAPTIONS:
        return Bounds(min(LONGEST, int(60 + 0.2 * length)), GIB)
    return Bounds(min(LONGEST, 120 + 4 * (version.pages or 1)), GIB * 3 // 2)


#: How the files of each recipe begin, in the folder of their version.
STEMS = {
    Recipe.PROOF: "prueba",
    Recipe.PICTURES: "imagen-",
    Recipe.FILM_720: "mp4-720",
    Recipe.FILM_1080: "mp4-1080",
    Recipe.SOUND: "sonido",
    Recipe.CAPTIONS: "subtitulos",
}
