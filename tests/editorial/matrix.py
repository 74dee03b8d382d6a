"""
One newsroom for the permission matrix, and the files in which people read what is pinned.

Everything is made once and each request is undone, so that a few thousand of them
are asked of the same office.
"""

import os
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import APIToken, Collection, Site, Workflow

from cms.models import OfficeSettings
from editorial.models import BlackoutException, BlackoutPeriod, Notice, NoticeEvent, RejectionReason
from editorial.models.after_review import AfterReview
from media_assets.briefs import attachments, requests
from media_assets.consents import record_consent
from media_assets.models import Consent, EditorialDocument, PieceCollection, SavedSearch
from media_assets.models.derivative_jobs import DerivativeJob, Recipe
from organization import roles
from tests import factories
from tests.editorial import chain, doors
from tests.media_assets.briefs import in_hand
from tests.media_assets.deliveries import out_piece, packed
from tests.media_assets.factories import add_version

#: The columns: letter, what it stands for, the group. The office has one of each, and none wrote the contents.
COLUMNS = {
    "n": ("nobody signed in", None),
    "E": ("editor", roles.EDITORS),
    "D": ("designer", roles.DESIGNERS),
    "S": ("style reviewer", roles.STYLE_REVIEWERS),
    "L": ("legal reviewer", roles.LEGAL_REVIEWERS),
    "P": ("approver", roles.APPROVERS),
    "A": ("administrator", roles.ADMINISTRATORS),
    "U": ("superuser", None),
}
REGENERATE = "PERMISSION_MATRIX"


class Newsroom:
    """The people of the office, and one of each thing that an address may be about."""

    def __init__(self):
        self.people = {
            letter: factories.UserFactory(username=f"matriz-{letter}", role=role, is_superuser=letter == "U")
            for letter, (_who, role) in COLUMNS.items()
            if letter != "n"
        }
        self.author = factories.UserFactory(username="autor", role=roles.EDITORS)
        self.artist = factories.UserFactory(username="artista", role=roles.DESIGNERS)
        # Whoever holds every role and is a superuser too: only the four eyes stand in their way.
        self.chief = factories.UserFactory(username="jefatura", is_superuser=True)
        self.chief.groups.set(Group.objects.filter(name__in=roles.ALL))
        self._publish_pages()
        self._publish_pieces()
        self._furnish()
        self._ask_for_pieces()

    def _publish_pages(self):
        style, final = self.people["S"], self.people["P"]
        self.draft = factories.bulletin(user=self.author, live=False, slug="borrador")
        self.review = factories.bulletin(user=self.author, live=False, slug="en-estilo")
        self.last_step = factories.bulletin(user=self.author, live=False, slug="en-final")
        self.live = factories.bulletin(user=self.author, live=False, slug="publicado")
        self.corrected = factories.bulletin(user=self.author, live=False, slug="corregido")
        tomorrow = timezone.now() + timedelta(days=1)
        self.scheduled = factories.bulletin(user=self.author, live=False, slug="programado", go_live_at=tomorrow)
        for page in (self.review, self.last_step, self.live, self.corrected, self.scheduled):
            chain.submit(page, self.author)
        for page in (self.last_step, self.live, self.corrected, self.scheduled):
            chain.approve(page, style)
        for page in (self.live, self.corrected, self.scheduled):
            chain.approve(page, final)
        self.first_revision = doors.fresh(self.corrected).live_revision
        chain.edit(self.corrected, self.author, lead_text="Una entradilla que nadie ha aprobado.")
        self.alias = self.draft.create_alias(update_slug="alias")

    def _publish_pieces(self):
        self.piece = chain.piece_with_master(self.artist)
        self.piece_review = chain.piece_with_master(self.artist)
        chain.submit(self.piece_review, self.artist)
        self.job = DerivativeJob.objects.create(version=self.piece.current_version, recipe=Recipe.values[0])
        add_version(self.piece, current=False)
        self.piece_live = factories.piece(user=self.artist, live=True)
        self.delivery = packed([out_piece(user=self.artist)], self.artist)
        self.shelf = PieceCollection.objects.create(name="Lluvias", owner=self.artist, is_shared=True)
        self.shelf.places.create(piece=self.piece)
        self.search = SavedSearch.objects.create(name="Afiches", owner=self.artist, query="channel=print", is_shared=True)
        paper = Consent(
            piece=self.piece,
            person="Persona retratada",
            uses="Afiches",
            valid_from=timezone.localdate(),
            document=ContentFile(b"%PDF-1.7", name="firma.pdf"),
            sha256="ab" * 32,
        )
        self.consent = record_consent(paper, user=self.artist)

    def _furnish(self):
        self.image = factories.ImageFactory(uploaded_by_user=self.author)
        self.media = factories.MediaFactory(uploaded_by_user=self.author)
        self.document = EditorialDocument.objects.create(
            title="Comunicado", file=ContentFile(b"%PDF-1.7", name="comunicado.pdf"), uploaded_by_user=self.author
        )
        self.collection = Collection.get_first_root_node().add_child(name="Fotografías")
        self.redirect = Redirect.objects.create(old_path="/antes", redirect_page=self.live)
        self.token, _key = APIToken.create_token(user=self.author, name="otra persona")
        self.office = OfficeSettings.for_site(Site.objects.get())
        self.office.save()
        today = timezone.localdate()
        self.period = BlackoutPeriod.objects.create(
            name="Elecciones",
            starts_on=today + timedelta(days=90),
            ends_on=today + timedelta(days=120),
            law="Ley 996 de 2005, artículo 38",
        )
        self.exception = BlackoutException.objects.create(
            period=self.period,
            campaign=factories.campaign(user=self.author, live=False),
            reason="Es un servicio.",
            granted_by=self.people["L"],
        )
        self.reason = RejectionReason.objects.create(name="Otra razón")
        self.notice = Notice.objects.create(recipient=self.author, event=NoticeEvent.WAITING, content=self.draft)
        self.owed = AfterReview.objects.create(
            content=self.live,
            title=str(self.live),
            revision=doors.fresh(self.live).live_revision,
            fingerprint="ab" * 32,
            reason="No podía esperar.",
            authors=[self.author.pk, self.chief.pk],
            forced_by=self.author,
            forced_at=timezone.now(),
            due_at=timezone.now() + timedelta(days=1),
        )
        self.workflow = Workflow.objects.get(name="Boletines")
        self.task = self.workflow.tasks.get(name="Corrección de estilo")

    def _ask_for_pieces(self):
        self.brief = in_hand(self.author, self.artist)
        note = attachments.receive(SimpleUploadedFile("nota.txt", b"Las cifras"), self.author)
        requests.say(self.brief, "Van las cifras.", [note], self.author)
        self.attachment = note

    @staticmethod
    def state_of(content):
        return doors.fresh(content).current_workflow_task_state


def client_of(user) -> Client:
    client = Client(raise_request_exception=False)
    if user is not None:
        client.force_login(user)
    return client


@contextmanager
def undone():
    """What happens inside has not happened afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


class Table:
    """
    A file of pinned answers: a name and one letter for each person, in groups, sorted.

    ``PERMISSION_MATRIX=write`` writes what was found in place of comparing it.
    """

    def __init__(self, path: Path, heading: str, letters: str):
        self.path, self.heading, self.letters = path, heading, letters

    def read(self) -> dict[str, str]:
        lines = (line.partition("  ") for line in self.path.read_text().splitlines() if line[:1] not in ("", "#"))
        return {name: answers.strip() for name, _space, answers in lines}

    def write(self, found: dict[str, str]):
        width = max(map(len, found)) + 2
        lines = [f"# {line}".rstrip() for line in self.heading.splitlines()]
        group = None
        for name in sorted(found):
            if group_of(name) != group:
                group = group_of(name)
                lines += ["", f"# {group}".ljust(width) + self.letters]
            lines.append(name.ljust(width) + found[name])
        self.path.write_text("\n".join(lines) + "\n")

    def differences(self, found: dict[str, str]) -> list[str]:
        """What a person has to look at, as the rows to put in or take out; nothing when all is as pinned."""
        if os.environ.get(REGENERATE) == "write":
            self.write(found)
        pinned = self.read()
        missing = [f"add:    {name}  {found[name]}" for name in sorted(found.keys() - pinned.keys())]
        gone = [f"remove: {name}  {pinned[name]}" for name in sorted(pinned.keys() - found.keys())]
        changed = [
            f"{name}: pinned {pinned[name]}, found {found[name]}"
            for name in sorted(pinned.keys() & found.keys())
            if pinned[name] != found[name]
        ]
        return [*changed, *missing, *gone]


def group_of(name: str) -> str:
    """Under which heading a row stands: its namespace, or our own screens and Wagtail's without one."""
    if ":" in name:
        return name.partition(":")[0]
    return name.partition("_")[0]
