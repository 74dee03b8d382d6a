"""Radio and television programmes with their episodes."""

from pathlib import Path

from django.core.files import File
from django.core.files.base import ContentFile

from cms.demo import loading, markup, media_length, review
from cms.demo.clock import at, moment
from cms.demo.programmes_copy import PROGRAMMES
from editorial.models import EpisodePage, ProgrammeIndexPage, ProgrammePage
from media_assets.models import EditorialMedia, Licence

FILES = Path(__file__).parent / "files"


def items():
    """Every programme, each followed by its episodes."""
    for programme in PROGRAMMES:
        yield programme, None
        for episode in programme.episodes:
            yield programme, episode


def load(item, newsroom):
    programme, episode = item
    index = ProgrammeIndexPage.objects.get(medium=programme.medium)
    page = ProgrammePage.objects.child_of(index).filter(slug=programme.key).first()
    if episode is None:
        return False if page else bool(_programme(index, programme, newsroom))
    if EpisodePage.objects.child_of(page).filter(slug=episode.key).exists():
        return False
    return bool(_episode(page, programme, episode, newsroom))


def _programme(index, programme, newsroom):
    page = ProgrammePage(
        title=programme.title, slug=programme.key, description=programme.description, schedule=programme.schedule
    )
    newsroom.classify(
        page,
        department=programme.department,
        topics=programme.topics,
        image=programme.image,
        description=programme.description,
    )
    return newsroom.publish_page(index, page, review.Life("publicado", moment(programme.when)))


def _episode(parent, programme, episode, newsroom):
    life = review.Life(episode.state, moment(episode.when), episode.approvals)
    text = markup.read(markup.TEXTS / "episodios" / f"{episode.key}.txt")
    with at(life.drafted):
        media = _media(programme, episode, newsroom)
    page = EpisodePage(
        title=episode.title,
        slug=episode.key,
        season=episode.season,
        number=episode.number,
        broadcast_date=life.when.date(),
        summary=episode.summary,
        media=media,
        body=newsroom.body(text.blocks),
    )
    newsroom.classify(
        page,
        department=programme.department,
        topics=episode.topics,
        image=episode.image,
        description=episode.summary,
    )
    return newsroom.publish_page(parent, page, life)


def _media(programme, episode, newsroom):
    """The recording of an episode, with its transcript, captions and still."""
    is_radio = programme.medium == "radio"
    path = FILES / ("sound" if is_radio else "film") / (episode.key + (".mp3" if is_radio else ".mp4"))
    media = EditorialMedia(
        title=f"{programme.title}: {episode.title}",
        type="audio" if is_radio else "video",
        duration=media_length.seconds_of(path),
        width=None if is_radio else 1920,
        height=None if is_radio else 1080,
        transcript=episode.transcript,
        credit="Secretaría de Comunicaciones. Voz: síntesis SVOX Pico",
        licence=Licence.CC_BY_SA,
        uploaded_by_user=newsroom.staff[loading.PAGE_AUTHOR],
    )
    with path.open("rb") as content:
        media.file.save(path.name, File(content), save=False)
    captions = FILES / "captions" / f"{episode.key}.vtt"
    media.captions.save(captions.name, ContentFile(captions.read_bytes()), save=False)
    still = newsroom.image(episode.image)
    with still.file.open("rb") as content:
        media.thumbnail.save(f"{episode.key}{Path(still.file.name).suffix}", File(content), save=False)
    media.save()
    return media
