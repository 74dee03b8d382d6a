"""Radio and television before the public: what to hear, what to watch, and how to follow it."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from editorial.models import Medium, ProgrammeIndexPage
from editorial.models.programmes import EPISODES, LATEST, OTHERS
from media_assets import renditions
from media_assets.metadata import records
from media_assets.models import FileMetadata, Licence, PublicState
from tests import factories

pytestmark = pytest.mark.django_db

COLD = 12


def video(**fields):
    media = factories.MediaFactory(type="video", width=1280, height=720, **fields)
    media.thumbnail.save("m.jpg", ContentFile(factories.picture_bytes()))
    media.captions.save("m.vtt", ContentFile(b"WEBVTT\n"))
    return media


def html(client, page):
    response = client.get(page.url)
    assert response.status_code == 200
    return response.content.decode()


def days_ago(n):
    return timezone.localdate() - timedelta(days=n)


def test_the_index_of_a_medium_shows_its_own_programmes_and_latest_episodes(client):
    radio = factories.programme(Medium.RADIO, title="A esta hora")
    factories.programme(Medium.TELEVISION, title="La ciudad por dentro")
    for n in range(LATEST + 1):
        factories.episode(radio, title=f"Hace {n} días", broadcast_date=days_ago(n))
    response = client.get(ProgrammeIndexPage.objects.get(medium=Medium.RADIO).url)
    assert [episode.title for episode in response.context["latest_episodes"]] == [
        f"Hace {n} días" for n in range(LATEST)
    ]
    assert "A esta hora" in response.content.decode()
    assert "La ciudad por dentro" not in response.content.decode()


def test_a_programme_shows_its_episodes_the_latest_first(client):
    programme = factories.programme()
    factories.episode(programme, title="Primero", broadcast_date=days_ago(7))
    factories.episode(programme, title="Segundo", broadcast_date=days_ago(1))
    factories.episode(programme, title="Sin publicar", live=False)
    factories.episode(title="De otro")
    listing = client.get(programme.url).context["listing"]
    assert [episode.title for episode in listing] == ["Segundo", "Primero"]


def test_a_programme_shows_the_whole_address_of_its_podcast(client):
    programme = factories.programme()
    assert f'value="{programme.full_url}podcast.xml"' in html(client, programme)
    assert client.get(f"{programme.url}podcast.xml").status_code == 200


def test_a_programme_of_years_has_pages(client):
    programme = factories.programme()
    media = factories.MediaFactory()
    for n in range(EPISODES + 1):
        factories.episode(programme, media=media, broadcast_date=days_ago(n), slug=f"e{n}")
    assert len(client.get(f"{programme.url}?pagina=2").context["listing"].object_list) == 1


def test_an_episode_of_radio_is_heard_and_read_without_scripts(client):
    page = html(client, episode := factories.episode(season=2, number=5, title="El vivero"))
    assert f'<audio class="player__media" src="{episode.media.url}" controls' in page
    assert "Buenos días, Medellín." in page
    assert "T2 E5" in page


def test_an_episode_of_television_has_poster_captions_and_transcript(client):
    media = video()
    page = html(client, factories.episode(factories.programme(Medium.TELEVISION), media=media))
    assert f'<video class="player__media" src="{media.url}" controls' in page
    assert f'poster="{media.thumbnail_url}"' in page
    assert f'<track kind="captions" src="{media.captions_url}"' in page
    assert media.transcript in page


def test_an_episode_offers_its_file_under_an_open_licence_only(client):
    episode = factories.episode()
    assert "?descargar" not in html(client, episode)
    episode.media.licence = Licence.CC_BY
    episode.media.save()
    assert f'href="{episode.media.url}?descargar"' in html(client, episode)


def test_an_episode_leads_to_others_of_its_programme(client):
    programme = factories.programme()
    episodes = [factories.episode(programme, broadcast_date=days_ago(n)) for n in range(OTHERS + 2)]
    factories.episode(title="De otro")
    others = client.get(episodes[0].url).context["others"]
    assert [other.pk for other in others] == [episode.pk for episode in episodes[1 : OTHERS + 1]]


@pytest.fixture
def photograph(db):
    """A photograph whose public sizes are made."""
    image = factories.ImageFactory()
    renditions.prepare(image)
    return image


@pytest.mark.parametrize("medium", Medium)
def test_pages_of_programmes_cost_the_same_with_few_episodes_and_with_many(
    client, django_assert_max_num_queries, photograph, medium
):
    def cost(page):
        client.get(page.url)  # what all pages share is in memory from here on
        with django_assert_max_num_queries(COLD) as queries:
            assert client.get(page.url, headers={"cookie": "sessionid=alguien"}).status_code == 200
        return len(queries)

    def add_episode(programme):
        media = video() if medium == Medium.TELEVISION else factories.MediaFactory()
        return factories.episode(programme, media=media, lead_image=photograph)

    programme = factories.programme(medium, lead_image=photograph)
    first = add_episode(programme)
    add_episode(programme)
    pages = [ProgrammeIndexPage.objects.get(medium=medium), programme, first]
    with_few = [cost(page) for page in pages]
    for _ in range(6):
        add_episode(programme)
        factories.programme(medium, lead_image=photograph)
    assert [cost(page) for page in pages] == with_few


@pytest.mark.parametrize("make", [factories.MediaFactory, video])
def test_a_recording_that_readers_are_not_given_is_nowhere_offered_to_be_played(client, make):
    media = make(transcript="Buenos días, Medellín.")
    records.keep(media, {"private": ["location"]})
    FileMetadata.objects.filter(media=media).update(public_state=PublicState.WITHHELD)
    episode = factories.episode(media=media)
    body = [("video" if media.type == "video" else "audio", {"media": media, "caption": ""})]
    shown = {page: html(client, page) for page in (episode, factories.bulletin(body=body))}
    for page in shown.values():
        assert "Esta grabación todavía no se puede reproducir aquí." in page
        assert "Buenos días, Medellín." in page
    for page in (*shown.values(), html(client, episode.get_parent()), html(client, episode.get_parent().get_parent())):
        assert f'src="{media.url}' not in page
