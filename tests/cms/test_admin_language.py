"""No English on the desk: what every screen of the admin says to people is looked at word by word."""

import re
from html.parser import HTMLParser

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from wagtail.models import Task, Workflow

from editorial.models import BulletinIndexPage, CampaignIndexPage, PublicationIndexPage
from media_assets.models import PieceFormat
from organization import roles
from tests import factories

pytestmark = pytest.mark.django_db

#: Words that Spanish does not have and that the interfaces of these libraries use everywhere.
ENGLISH = re.compile(
    r"\b(the|your|you|this|that|with|are|please|choose|upload|uploaded|settings|edit|delete|save|search|add|select"
    r"|show|hide|view|users?|files?|title|name|date|type|status|sort|filters?|cancel|publish|unpublish|draft|locked"
    r"|unlock|history|compare|usage|reports?|workflows?|tasks?|required|enabled|disabled|password|language|theme"
    r"|help|account|images?|documents?|collections?|order|value|comments?|preview|loading|created|updated|empty"
    r"|untitled|unknown|default|custom|snippets?|toggle|none|next|previous)\b",
    re.IGNORECASE,
)
#: Spanish phrases, file types and names of columns of a spreadsheet that the pattern would take for English.
SPANISH = re.compile(r"media (carta|página)|image/|\b(from|to)\b", re.IGNORECASE)


class Words(HTMLParser):
    """What a person reads or hears of a page."""

    SILENT = {"script", "style", "template", "noscript", "code"}
    SPOKEN = {"placeholder", "title", "aria-label", "alt", "data-w-tooltip-content-value"}

    def __init__(self):
        super().__init__()
        self.said, self.silent, self.hidden = [], 0, False

    def handle_starttag(self, tag, attrs):
        self.silent += tag in self.SILENT
        # Wagtail's counters of panels start hidden, with a word that no one sees.
        self.hidden = "hidden" in dict(attrs)
        if not self.silent:
            self.said += [value for name, value in attrs if name in self.SPOKEN and value]

    def handle_endtag(self, tag):
        self.silent -= tag in self.SILENT

    def handle_data(self, data):
        if not (self.silent or self.hidden) and data.strip():
            self.said.append(" ".join(data.split()))


def english_in(page):
    words = Words()
    words.feed(page)
    return {said for said in words.said if ENGLISH.search(SPANISH.sub("", said))}


@pytest.fixture
def screens(db, editor):
    """Addresses of every kind of screen."""
    bulletin, campaign = factories.bulletin(user=editor), factories.campaign(user=editor)
    edition, episode = factories.edition(user=editor), factories.episode(user=editor)
    piece, image = factories.piece(title="Aviso", live=True), factories.ImageFactory()
    piece_format = PieceFormat.objects.get(code="afiche-50x70")
    department = factories.DepartmentFactory()
    pages = (bulletin, campaign, edition, episode)
    new = [
        reverse("wagtailadmin_pages:add", args=["editorial", model, index.objects.get().pk])
        for index, model in (
            (BulletinIndexPage, "bulletinpage"),
            (CampaignIndexPage, "campaignpage"),
            (PublicationIndexPage, "publicationpage"),
        )
    ]
    return [
        "/admin/",
        "/admin/account/",
        *new,
        *(f"/admin/pages/{page.pk}/edit/" for page in pages),
        *(f"/admin/pages/{bulletin.pk}/{screen}/" for screen in ("history", "usage", "delete", "copy", "move")),
        f"/admin/pages/{bulletin.get_parent().pk}/",
        "/admin/pages/search/?q=nada",
        *(f"/admin/piezas/{screen}" for screen in ("", "?layout=list", "?q=nada", "add/")),
        *(
            f"/admin/piezas/{screen}/{piece.pk}/"
            for screen in ("edit", "inspect", "history", "usage", "delete", "unpublish", "workflow_history")
        ),
        "/admin/formatos/",
        "/admin/formatos/add/",
        *(f"/admin/formatos/{screen}/{piece_format.pk}/" for screen in ("edit", "inspect", "history")),
        "/admin/dependencias/",
        f"/admin/dependencias/edit/{department.pk}/",
        "/admin/temas/add/",
        "/admin/images/",
        "/admin/images/?layout=list",
        "/admin/images/multiple/add/",
        f"/admin/images/{image.pk}/",
        "/admin/documents/",
        "/admin/documents/multiple/add/",
        "/admin/media/",
        "/admin/media/audio/add/",
        "/admin/media/video/add/",
        "/admin/users/",
        "/admin/users/new/",
        "/admin/groups/",
        "/admin/groups/new/",
        "/admin/sites/",
        "/admin/sites/new/",
        "/admin/collections/",
        "/admin/redirects/",
        "/admin/redirects/add/",
        "/admin/settings/cms/officesettings/",
        "/admin/workflows/list/",
        f"/admin/workflows/edit/{Workflow.objects.first().pk}/",
        "/admin/workflows/tasks/index/",
        f"/admin/workflows/tasks/edit/{Task.objects.first().pk}/",
        *(
            f"/admin/reports/{report}/"
            for report in (
                "locked",
                "workflow",
                "workflow_tasks",
                "site-history",
                "page-types-usage",
                "aging-pages",
            )
        ),
        reverse("wagtailsnippetchoosers_media_assets_piece:choose_results"),
    ]


def test_no_screen_of_the_admin_says_a_word_in_english(client, superuser, screens):
    client.force_login(superuser)
    english = {}
    for address in screens:
        response = client.get(address, follow=True)
        assert response.status_code == 200, address
        if found := english_in(response.content.decode()):
            english[address] = found
    assert english == {}


def test_permissions_are_named_in_spanish_in_the_form_of_a_group(client, superuser):
    client.force_login(superuser)
    for address in ("/admin/groups/new/", f"/admin/groups/edit/{Group.objects.get(name=roles.EDITORS).pk}/"):
        words = Words()
        words.feed(client.get(address).content.decode())
        assert [said for said in words.said if re.search(r"\b(Can|any page|pages)\b", said)] == []
    assert "Puede publicar pieza" in Permission.objects.values_list("name", flat=True)


def test_signing_in_is_in_spanish_and_names_the_house(client):
    page = client.get("/admin/login/").content.decode()
    assert english_in(page) == set()
    assert "Rotativa" in page


def test_words_of_the_editor_in_the_browser_are_completed_by_the_house(client, superuser):
    client.force_login(superuser)
    assert "Soltar la barra" in client.get("/admin/jsi18n/").content.decode()
