"""
Nothing that is not public gets out: a secret word, looked for at every door.

The word stands in a draft, a returned text, an embargoed bulletin, the next version
of a live page, a withdrawn page, an unpublished piece with a file, and in documents
that those texts offer, or that a public page offers out of a private collection. A reader
without an account, and people of the office on the public site, follow every link
they find and try every address a secret could have.
"""

import io
import re
import zipfile
from datetime import timedelta
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from freezegun import freeze_time
from wagtail.models import Collection, CollectionViewRestriction

from cms.search.site_search import search_site
from editorial import scheduling
from editorial.desk.feed import calendar_of
from editorial.models import BulletinPage, CalendarFeed
from media_assets.delivery import links
from media_assets.finding import tasks
from media_assets.models import Channel, Delivery, EditorialDocument, Piece
from tests import factories
from tests.editorial import chain
from tests.media_assets.factories import add_version, published_piece

pytestmark = pytest.mark.django_db

SECRET = "zarzaparrilla"
#: Stands beside the secret, to ask for it without saying it.
COMPANION = "chirimoya"
ADDRESSES = (
    "/",
    "/boletines/",
    "/publicaciones/",
    "/campanas/",
    "/radio/",
    "/television/",
    "/biblioteca/",
    "/buscar/",
    f"/buscar/?q={COMPANION}",
    f"/biblioteca/?q={COMPANION}",
    "/sitemap.xml",
    "/robots.txt",
    "/boletines/feed.xml",
    "/publicaciones/feed.xml",
    "/campanas/feed.xml",
    "/biblioteca/feed.xml",
    "/api/v3/pages/",
    f"/api/v3/pages/?search={COMPANION}",
    "/api/v3/pages/?type=editorial.BulletinPage&fields=*",
    "/api/v3/openapi.json",
    "/healthz",
    "/readyz",
)

#: Files that whoever is of the office may open, wherever the link stands.
OF_THE_OFFICE = ("/archivos/", "/documentos/")
#: The pages of the desk that list the work of the house.
DESK = ("wagtailadmin_home", "editorial_calendar", "editorial_board")


def annex(**fields):
    """A document that says the word inside and nowhere else, read as the worker reads it."""
    # As plain text, so that the walk would see the word in the file itself.
    content = ContentFile(f"La {SECRET} y la {COMPANION}".encode(), name="anexo.txt")
    document = EditorialDocument.objects.create(title="Anexo", file=content, **fields)
    tasks.read_document.call(document.pk)
    return document


def offered(document):
    return ("download", {"document": document, "label": ""})


def private_collection():
    collection = Collection.get_first_root_node().add_child(name="Jurídica")
    CollectionViewRestriction.objects.create(collection=collection, restriction_type=CollectionViewRestriction.LOGIN)
    return collection


def words(*blocks):
    """A bulletin that says the word wherever a bulletin has room for it, and has those blocks too."""
    said = f"{SECRET} y {COMPANION}"
    return {
        "title": said,
        "kicker": said,
        "lead_text": f"La {said} abren el lunes.",
        "search_description": said,
        "body": [("paragraph", f"<p>Sobre la {said}.</p>"), ("heading", {"text": said, "level": "2"}), *blocks],
    }


@pytest.fixture
def public(editor):
    """A public page, so that every section has something to show."""
    page = factories.bulletin(title="Abre la convocatoria", lead_image=factories.ImageFactory())
    factories.edition()
    factories.campaign()
    factories.episode()
    published_piece(Channel.WEB, title="Aviso de la convocatoria")
    return page


@pytest.fixture
def secrets(public, editor, style_reviewer, approver, designer):
    """The contents with the word, by what keeps each of them from the public."""
    tomorrow = timezone.now() + timedelta(days=1)
    of_drafts, private = annex(), annex(collection=private_collection())
    said = words(offered(of_drafts))
    kept = {
        "draft": factories.bulletin(user=editor, live=False, slug="borrador", **said),
        "returned": factories.bulletin(user=editor, live=False, slug="devuelto", **said),
        "embargoed": factories.bulletin(user=editor, live=False, slug="embargado", embargo_until=tomorrow, **said),
        "in review": factories.bulletin(
            user=editor, live=False, slug="en-revision", lead_image=factories.ImageFactory(title=SECRET), **said
        ),
        "withdrawn": factories.bulletin(
            user=editor, slug="retirado", title="Retirado", lead_text=f"La {SECRET}.", body=[offered(of_drafts)]
        ),
        "private annex": factories.bulletin(slug="reservado", title="Con anexo", body=[offered(private)]),
        "piece": factories.piece(
            user=designer, title=f"{SECRET} {COMPANION}", slug="pieza", description=SECRET, transcript=SECRET
        ),
    }
    kept["piece"].version = add_version(kept["piece"], name="pieza.jpg")
    for name in ("returned", "embargoed", "in review"):
        chain.submit(kept[name], editor)
    chain.reject(kept["returned"], style_reviewer, comment=f"Quite la {SECRET}.")
    chain.approve(kept["embargoed"], style_reviewer)
    chain.approve(kept["embargoed"], approver)
    kept["withdrawn"].unpublish(user=approver)
    # Its title stays: Wagtail names a live page in the admin by the title of its newest version.
    chain.edit(public, editor, **said | {"title": public.title})
    kept["next version"] = public
    kept["documents"] = [of_drafts, private]
    return kept


def links_of(base, body):
    """The addresses on this host that an answer leads to."""
    found = re.findall(
        r'(?:href|src|srcset|content|poster|data-[a-z-]+)="([^"]+)"|<(?:loc|link|guid)[^>]*>([^<]+)<', body
    )
    for attribute, element in found:
        for part in re.split(r",\s+", attribute or element):
            url = urlsplit(urljoin(f"http://testserver{base}", unescape(part.split(" ")[0].strip())))
            if url.scheme in ("http", "https") and not url.path.startswith(("/admin/", "/static/")):
                yield url.path + (f"?{url.query}" if url.query else "")


def text_of(response):
    """All that an answer says: its headers and its body, unpacked when it is a press kit."""
    raw = b"".join(response.streaming_content) if response.streaming else response.content
    if raw.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(raw)) as kit:
            raw = b"\n".join([name.encode() + kit.read(name) for name in kit.namelist()])
    return f"{response.headers}\n{raw.decode('utf-8', 'replace')}"


def secret_addresses(kept):
    """Where each secret would be if it were public, and where its files lie."""
    for page in (content for content in kept.values() if isinstance(content, BulletinPage)):
        yield from (page.url, f"{page.url}edicion.pdf", f"{page.url}kit.zip", f"/api/v3/pages/{page.pk}/")
        yield f"/api/v3/pages/{page.pk}/?version=draft"
        yield f"/api/v3/pages/find/?html_path={page.url}"
    piece = kept["piece"]
    yield from (piece.get_absolute_url(), piece.version.url)
    yield from (document.url for document in kept["documents"])


def walk(client, starts, most=400):
    """``(address, text)`` of everything that the client reaches from those addresses."""
    waiting, seen = list(starts), set()
    while waiting and len(seen) < most:
        address = waiting.pop(0)
        if address in seen:
            continue
        seen.add(address)
        response = client.get(address)
        text = text_of(response)
        yield address, text
        if "html" in response.get("Content-Type", "") or "xml" in response.get("Content-Type", ""):
            waiting += [link for link in links_of(address, text) if link not in seen]


def leaks(client, starts):
    """The addresses whose answer says the word."""
    return [address for address, text in walk(client, starts) if SECRET in text.lower()]


def test_the_walk_finds_the_word_when_it_is_public(public):
    """The control: a walk that finds nothing must have been able to find it."""
    factories.bulletin(**words())
    assert leaks(Client(), ADDRESSES)


def test_the_search_quotes_a_document_when_it_is_public(public):
    """The control of the words inside documents."""
    document = annex()
    factories.bulletin(title="Con anexo", body=[offered(document)])
    assert SECRET in text_of(Client().get(f"/buscar/?q={COMPANION}")).lower()
    assert SECRET in text_of(Client().get(document.url)).lower()


def test_a_reader_finds_the_word_nowhere(secrets):
    assert leaks(Client(), [*ADDRESSES, *secret_addresses(secrets)]) == []


@pytest.mark.parametrize(
    "role", ["editor", "designer", "style_reviewer", "legal_reviewer", "approver", "administrator"]
)
def test_the_public_site_shows_the_office_no_more_than_anybody(role, secrets, request):
    client = Client()
    client.force_login(request.getfixturevalue(role))
    addresses = [a for a in (*ADDRESSES, *secret_addresses(secrets)) if not a.startswith(OF_THE_OFFICE)]
    assert [address for address in addresses if SECRET in text_of(client.get(address)).lower()] == []


def test_what_the_office_looked_at_is_not_kept_for_others(secrets, approver):
    """A page seen by somebody who is signed in, or as a preview, must not stay in the cache of pages."""
    client = Client()
    client.force_login(approver)
    for content in secrets.values():
        if isinstance(content, BulletinPage):
            client.get(reverse("wagtailadmin_pages:view_draft", args=[content.pk]))
            client.get(content.url)
    assert leaks(Client(), [*ADDRESSES, *secret_addresses(secrets)]) == []


def test_no_search_finds_it(secrets):
    assert not search_site(COMPANION).page.object_list
    assert not BulletinPage.objects.live().search(COMPANION).count()
    assert not Piece.objects.public().search(COMPANION).count()


@pytest.mark.parametrize("role", ["designer", "style_reviewer", "legal_reviewer"])
def test_who_has_no_part_in_a_draft_is_not_shown_it_in_the_admin(role, secrets, request):
    client = Client()
    client.force_login(request.getfixturevalue(role))
    draft = secrets["draft"]
    for address in (
        reverse("wagtailadmin_pages:view_draft", args=[draft.pk]),
        reverse("wagtailadmin_pages:edit", args=[draft.pk]),
        reverse("wagtailadmin_pages:history", args=[draft.pk]),
        reverse("wagtailadmin_pages:revisions_view", args=[draft.pk, draft.latest_revision_id]),
        reverse("wagtailadmin_explore", args=[draft.get_parent().pk]),
        reverse("wagtailadmin_pages:search") + f"?q={COMPANION}",
        reverse("wagtailadmin_choose_page_search") + f"?q={COMPANION}",
        reverse("wagtailadmin_choose_page_child", args=[draft.get_parent().pk]),
        reverse("wagtailadmin_api:pages:listing") + f"?search={COMPANION}",
        reverse("wagtailadmin_api:pages:listing") + "?fields=*",
        reverse("wagtailadmin_api:pages:detail", args=[draft.pk]),
        reverse("wagtailadmin_reports:site_history"),
    ):
        assert SECRET not in text_of(client.get(address)).lower(), address


@pytest.mark.parametrize("role", ["designer", "legal_reviewer"])
def test_no_page_of_the_desk_tells_of_drafts_to_who_has_no_part_in_them(role, secrets, request):
    user = request.getfixturevalue(role)
    # Whoever is of the office may look at every piece; pages are what is kept from these.
    secrets["piece"].delete()
    client = Client()
    client.force_login(user)
    for name in DESK:
        assert SECRET not in text_of(client.get(reverse(name))).lower(), name
    feed, token = CalendarFeed.make_for(user)
    assert SECRET not in text_of(Client().get(reverse("calendar_feed", args=[feed.pk, token]))).lower()


def test_the_calendar_of_who_works_on_it_tells_it_to_nobody_else(secrets, editor):
    """The control, and that a guess beside the secret link opens nothing and nothing of it is kept."""
    feed, token = CalendarFeed.make_for(editor)
    address = reverse("calendar_feed", args=[feed.pk, token])
    assert SECRET in text_of(Client().get(address)).lower()
    assert SECRET in calendar_of(editor, "testserver").decode().lower()
    for guess in (f"{token}x", token.upper(), token[:-1], "0"):
        response = Client().get(reverse("calendar_feed", args=[feed.pk, guess]))
        assert response.status_code == 404
        assert SECRET not in text_of(response).lower()
    feed.delete()
    assert Client().get(address).status_code == 404


def test_a_delivery_tells_nobody_without_its_link(secrets, designer):
    """A package of the secret piece: its link says the word, and neither the site nor a guess leads there."""
    expires = timezone.now() + timedelta(days=1)
    delivery = Delivery.objects.create(
        receiver_kind="site", receiver_name=SECRET, prepared_by=designer, expires_at=expires
    )
    address = links.path_of(delivery)
    assert SECRET in text_of(Client().get(address)).lower()
    token = links.token_of(delivery)
    guesses = (delivery.key, token[:-1], f"{delivery.key}.{token[-43:][::-1]}", str(delivery.pk))
    doors = [f"/entregas/{guess}/{end}" for guess in guesses for end in ("", "paquete.zip")]
    assert leaks(Client(), [*ADDRESSES, "/entregas/", *doors]) == []


@pytest.mark.parametrize("door", ["view_draft", "edit", "history", "preview_on_edit", "workflow_history"])
def test_without_an_account_no_door_of_the_admin_opens(door, secrets):
    address = reverse(f"wagtailadmin_pages:{door}", args=[secrets["draft"].pk])
    response = Client().get(address)
    assert response.status_code in (302, 403)
    assert SECRET not in text_of(response)


def test_the_embargo_is_over_at_its_minute_at_every_door(secrets):
    page = secrets["embargoed"]
    with freeze_time(page.embargo_until):
        scheduling.run_due()
        for address in (page.url, "/boletines/", "/boletines/feed.xml", f"/buscar/?q={COMPANION}", "/api/v3/pages/"):
            assert SECRET in text_of(Client().get(address)).lower(), address
