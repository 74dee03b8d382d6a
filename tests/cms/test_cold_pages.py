"""What a page costs the very first reader of a process, with nothing remembered anywhere."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.cache import caches

from cms.memory import memory
from tests import factories

pytestmark = pytest.mark.django_db

LIMIT = 12


@pytest.fixture
def paths(settings):
    """An address of every kind of public page, with what it usually shows."""
    image = factories.ImageFactory()
    topic = factories.TopicFactory()
    bulletins = [factories.bulletin(lead_image=image) for _n in range(3)]
    bulletins[0].topics.add(topic)
    bulletins[0].save()
    edition, episode = factories.edition(cover=image), factories.episode(lead_image=image)
    campaign = factories.campaign(lead_image=image)
    piece = factories.piece(live=True)
    pages = [bulletins[0], edition, edition.get_parent(), campaign, episode, episode.get_parent()]
    return {
        "home": "/",
        "bulletins": "/boletines/",
        "publications": "/publicaciones/",
        "campaigns": "/campanas/",
        "radio": "/radio/",
        "library": "/biblioteca/",
        "standing": "/accesibilidad/",
        "search": f"/buscar/?q={piece.title}",
        "feed": "/boletines/feed.xml",
        "api": "/api/v3/pages/",
        **{page.specific_class.__name__: page.url for page in pages},
    }


NAMES = (
    "home bulletins publications campaigns radio library standing search feed api BulletinPage EditionPage "
    "PublicationPage CampaignPage EpisodePage ProgrammePage"
).split()


@pytest.mark.parametrize("name", NAMES)
def test_the_very_first_reader_costs_at_most_twelve_queries(client, paths, name, django_assert_max_num_queries):
    client.get("/healthz")
    for cache in caches.all():
        cache.clear()
    memory.forget()
    # Django keeps content types for the life of a process, and no request begins one.
    ContentType.objects.get_for_models(*[ct.model_class() for ct in ContentType.objects.all() if ct.model_class()])
    with django_assert_max_num_queries(LIMIT):
        assert client.get(paths[name]).status_code == 200
