"""The demonstration newsroom: whole, loaded once, and made by the rules of the house."""

import io
import json
from collections import Counter
from datetime import timedelta

import av
import pikepdf
import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone
from PIL import Image
from wagtail.models import Revision, TaskState, WorkflowState

from cms.demo import campaigns, markup, measured, official_text, programmes_copy
from cms.demo.clock import at, moment
from cms.demo.making import captions
from cms.models import OfficeSettings
from editorial.models import (
    BulletinPage,
    CampaignPage,
    EditionPage,
    EpisodePage,
    Notice,
    ProgrammePage,
    PublicationPage,
)
from media_assets.inspection.catalogue import ENGINE
from media_assets.inspection.fitness import is_fit
from media_assets.inspection.measuring import measure
from media_assets.models import (
    Brief,
    BriefState,
    BriefStep,
    Channel,
    EditorialImage,
    EditorialMedia,
    InspectionWaiver,
    Piece,
    PieceState,
)
from organization import roles

pytestmark = pytest.mark.slow
PASSWORD = "una-clave-de-muestra"


@pytest.fixture(scope="module")
def newsroom(django_db_setup, django_db_blocker):
    """The demonstration, loaded once for this module and taken back at its end."""
    with django_db_blocker.unblock(), transaction.atomic():
        if not Group.objects.exists():
            # Tests that commit come before and leave the tables empty, without what the migrations planted.
            connection.creation.deserialize_db_from_string(connection._test_serialized_contents)
        said = io.StringIO()
        call_command("load_demo", password=PASSWORD, stdout=said)
        yield said.getvalue()
        transaction.set_rollback(True)
    connection.close()


def counts():
    models = (
        BulletinPage,
        PublicationPage,
        EditionPage,
        CampaignPage,
        ProgrammePage,
        EpisodePage,
        Piece,
        EditorialImage,
        EditorialMedia,
        Revision,
        WorkflowState,
        TaskState,
        Brief,
        BriefStep,
    )
    return {model.__name__: model.objects.count() for model in models}


def test_a_site_that_is_not_for_development_asks_for_a_password(settings):
    settings.DEBUG = False
    with pytest.raises(CommandError, match="--password"):
        call_command("load_demo")


def test_every_stage_says_one_line(newsroom):
    stages = [line.partition(":")[0] for line in newsroom.splitlines()]
    assert stages == [
        "Imágenes",
        "Piezas",
        "Documentos",
        "Boletines",
        "Publicaciones y ediciones",
        "Campañas",
        "Programas y episodios",
        "Solicitudes",
    ]


def test_a_second_load_adds_nothing(newsroom):
    before = counts()
    call_command("load_demo", password="otra-clave-distinta", stdout=io.StringIO())
    assert counts() == before


def test_there_is_an_account_for_each_role(newsroom, django_user_model):
    users = {
        user.username: list(user.groups.values_list("name", flat=True)) for user in django_user_model.objects.all()
    }
    assert {name: users[name] for name in ("redaccion", "diseno", "correccion", "juridica", "direccion", "admin")} == {
        "redaccion": [roles.EDITORS],
        "diseno": [roles.DESIGNERS],
        "correccion": [roles.STYLE_REVIEWERS],
        "juridica": [roles.LEGAL_REVIEWERS],
        "direccion": [roles.APPROVERS],
        "admin": [roles.ADMINISTRATORS],
    }
    assert django_user_model.objects.get(username="redaccion").check_password(PASSWORD)
    assert not django_user_model.objects.filter(is_superuser=True, username__in=users).exists()


def test_there_is_as_much_as_was_promised(newsroom):
    assert BulletinPage.objects.live().count() >= 14
    assert PublicationPage.objects.live().count() >= 3
    assert EditionPage.objects.live().count() >= 5
    for campaign in CampaignPage.objects.live():
        public = Piece.objects.public().filter(campaign_uses__page=campaign)
        by_channel = Counter(public.values_list("channel", flat=True))
        assert all(by_channel[channel] >= 4 for channel in Channel), (campaign.title, by_channel)
    assert CampaignPage.objects.live().count() >= 3
    for programme in ProgrammePage.objects.live():
        assert programme.get_children().live().count() >= 3


def test_pages_are_in_every_state(newsroom):
    bulletins = {page.slug: page for page in BulletinPage.objects.all()}
    assert bulletins["manzanas-del-cuidado"].current_workflow_state is None
    assert bulletins["becas-creacion"].current_workflow_task.name == "Corrección de estilo"
    assert bulletins["feria-de-empleo"].current_workflow_task.name == "Aprobación final"
    rejected = bulletins["dengue-casa-a-casa"].current_workflow_state
    assert rejected.status == WorkflowState.STATUS_NEEDS_CHANGES
    assert rejected.current_task_state.comment
    for scheduled in ("noche-de-museos", "presupuesto-del-ano"):
        assert not bulletins[scheduled].live
        assert bulletins[scheduled].approved_schedule
    assert bulletins["presupuesto-del-ano"].get_latest_revision_as_object().embargo_until > timezone.now()
    assert bulletins["tiempo-para-cruzar"].corrections.count() == 1
    withdrawn = bulletins["feria-de-la-bicicleta"]
    assert withdrawn.first_published_at
    assert not withdrawn.live
    assert EditionPage.objects.get(slug="las-voces-del-barrio").current_workflow_task.name == "Revisión de diseño"
    assert CampaignPage.objects.get(slug="lluvia-avisada").current_workflow_task.name == "Revisión jurídica"


def test_pieces_are_in_every_state(newsroom):
    assert {piece.state for piece in Piece.objects.all()} == set(PieceState)


def test_briefs_are_in_every_state_each_lived_through(newsroom):
    briefs = Brief.objects.prefetch_related("steps")
    assert {brief.state for brief in briefs} == set(BriefState)
    for brief in briefs:
        steps = list(brief.steps.all())
        assert steps[0].act == "request"
        assert steps[-1].to_state == brief.state
        moments = [step.made_at for step in steps]
        assert moments == sorted(moments)
        assert moments[-1] <= timezone.now()
    delivered = Brief.objects.get(state=BriefState.DELIVERED)
    assert {piece.state for piece in delivered.pieces.all()} == {PieceState.PUBLISHED}


def test_a_correction_sets_the_text_right(newsroom):
    page = BulletinPage.objects.get(slug="tiempo-para-cruzar")
    text = str(page.body)
    assert "en 340 cruces" in text
    assert "304" not in text


def test_numbers_follow_the_order_of_publication_within_each_year(newsroom):
    numbered = BulletinPage.objects.exclude(number=None)
    for year in {page.year for page in numbered}:
        of_year = sorted((page for page in numbered if page.year == year), key=lambda page: page.number)
        assert [page.number for page in of_year] == list(range(1, len(of_year) + 1))
        moments = [page.first_published_at for page in of_year]
        assert moments == sorted(moments)
        assert {timezone.localtime(moment).year for moment in moments} == {year}


def test_nobody_approved_what_they_wrote_or_last_changed(newsroom):
    approved = TaskState.objects.filter(status=TaskState.STATUS_APPROVED, finished_by__isnull=False)
    assert approved.count() > 200
    for state in approved.select_related("revision", "workflow_state", "finished_by"):
        content = state.workflow_state.content_object
        writers = {state.revision.user_id, getattr(content, "owner_id", None), getattr(content, "created_by_id", None)}
        assert state.finished_by_id not in writers, (content, state.task)


def test_what_is_public_went_through_its_whole_chain(newsroom):
    approved = WorkflowState.objects.filter(status=WorkflowState.STATUS_APPROVED)
    finished = {(state.base_content_type.model, state.object_id) for state in approved}
    for page in [*BulletinPage.objects.live(), *EditionPage.objects.live(), *CampaignPage.objects.live()]:
        assert ("page", str(page.pk)) in finished, page
    for piece in Piece.objects.live():
        assert ("piece", str(piece.pk)) in finished, piece


def test_history_lies_in_the_past_and_in_order(newsroom):
    now = timezone.now()
    for state in TaskState.objects.exclude(finished_at=None).select_related("revision"):
        assert state.revision.created_at <= state.started_at <= state.finished_at <= now


def test_every_piece_tells_what_is_seen_and_said(newsroom):
    for piece in Piece.objects.all():
        assert piece.alt_text, piece
        assert piece.transcript, piece
        assert piece.caption, piece
        assert piece.credits.exists(), piece
        assert piece.rights_until, piece
        if piece.channel == Channel.TV:
            assert piece.captions.read().startswith(b"WEBVTT"), piece
    for media in EditorialMedia.objects.all():
        assert media.transcript, media
        assert media.captions, media


def test_every_image_has_an_alternative_text_and_a_credit(newsroom):
    for image in EditorialImage.objects.all():
        assert image.description, image
        assert image.credit, image


def test_masters_are_what_their_format_asks_for(newsroom):
    for piece in Piece.objects.select_related("current_version", "format"):
        path = piece.current_version.file.path
        if piece.channel == Channel.PRINT:
            with pikepdf.open(path) as pdf:
                trim = [float(value) for value in pdf.pages[0].trimbox]
            width_mm = (trim[2] - trim[0]) * 25.4 / 72
            assert abs(width_mm - float(piece.format.width_mm)) < 0.2, piece
        elif piece.channel == Channel.WEB:
            with Image.open(path) as picture:
                picture.load()
                assert picture.size == (piece.format.width_px, piece.format.height_px)
            assert piece.current_version.size <= (piece.format.maximum_bytes or 10**9), piece
        else:
            with av.open(path) as container:
                assert abs(container.duration / 1_000_000 - float(piece.format.duration_s)) < 0.15, piece
                stream = container.streams.audio[0]
                assert stream.codec_context.sample_rate == 48_000
                assert next(container.decode(stream)).samples
                if piece.channel == Channel.TV:
                    video = container.streams.video[0]
                    assert (video.width, video.height, video.codec_context.name) == (1920, 1080, "h264")


def test_every_piece_was_inspected_before_it_went_out_and_what_is_public_is_fit(newsroom):
    for piece in Piece.objects.select_related("current_version"):
        decision = is_fit(piece.current_version)
        assert decision, f"{piece.slug}: {decision.reason}"
    assert not InspectionWaiver.objects.exists(), "no finding was waved through"


def test_the_facts_that_are_kept_are_those_of_this_engine_and_of_every_recording():
    kept = json.loads(measured.KEPT.read_text())
    assert kept["engine"] == ENGINE
    assert set(kept["facts"]) == set(map(measured.checksum, measured.recordings()))


def test_the_facts_that_are_kept_are_what_measuring_finds():
    path = next(path for path in measured.recordings() if path.suffix == ".mp3")
    assert measure(str(path), "audio", "mp3") == json.loads(measured.KEPT.read_text())["facts"][measured.checksum(path)]


def test_episodes_play(newsroom):
    for media in EditorialMedia.objects.all():
        with av.open(media.file.path) as container:
            assert next(container.decode(container.streams.audio[0])).samples
            assert abs(container.duration / 1_000_000 - media.duration) < 0.5


def test_the_office_has_its_settings_and_its_seal(newsroom):
    office = OfficeSettings.objects.get()
    assert office.crest is not None
    assert office.press_email.endswith(".example")
    assert office.social_links.count() == 3


def test_the_decree_is_published_word_for_word():
    source = (markup.TEXTS / "oficiales" / "decreto-secretaria-de-comunicaciones.txt").read_text(encoding="utf-8")
    blocks = official_text.read("decreto-secretaria-de-comunicaciones")
    html = "".join(value["text"] if kind == "heading" else value for kind, value in blocks)
    for line in source.splitlines():
        words = line.partition(". ")[2] if line[:1].isdigit() and line[:3] != "1.1" else line
        assert words in html
    assert html.count("<li>") == 32


def test_captions_say_exactly_what_the_script_says():
    films = [film for campaign in campaigns.CAMPAIGNS for film in campaign.films]
    spoken = [(film.key, film.lines) for film in films]
    spoken += [(e.key, e.spoken) for programme in programmes_copy.PROGRAMMES for e in programme.episodes]
    for key, lines in spoken:
        written = (markup.TEXTS.parent / "files" / "captions" / f"{key}.vtt").read_text(encoding="utf-8")
        said = [line for line in written.splitlines()[1:] if line and "-->" not in line]
        assert " ".join(said).split() == " ".join(line.text for line in lines).split(), key
        assert max(len(line) for line in said) <= captions.LONGEST_LINE


def test_moments_are_told_from_today_in_bogota():
    when = timezone.localtime(moment("hace 2 d 07:30"))
    assert (when.hour, when.minute) == (7, 30)
    assert timezone.localdate() - when.date() == timedelta(days=2)


def test_the_clock_of_the_story_never_runs_ahead():
    with at(moment("dentro de 3 d 08:00")) as when:
        assert timezone.now() == when
    assert when <= timezone.now()
    with at(moment("hace 3 d 08:00")):
        assert timezone.now() == moment("hace 3 d 08:00")


def test_markup_makes_the_blocks_of_a_body():
    blocks = markup.blocks("""
Uno **dos** y [tres](https://medellin.example).

- Cuatro
- Cinco & seis

## Siete

> Ocho
> — Nueve · Diez

tabla: Once
a | b
1 | 2
fuente: Doce
""")
    assert blocks[0] == (
        "paragraph",
        '<p>Uno <b>dos</b> y <a href="https://medellin.example">tres</a>.</p><ul><li>Cuatro</li><li>Cinco &amp; seis</li></ul>',
    )
    assert blocks[1] == ("heading", {"text": "Siete", "level": "2"})
    assert blocks[2] == ("quote", {"text": "Ocho", "speaker": "Nueve", "office": "Diez"})
    assert blocks[3][1]["table"]["data"] == [["a", "b"], ["1", "2"]]
    assert blocks[3][1]["source"] == "Doce"


def test_nobody_of_the_newsroom_finds_a_year_of_notices_and_no_letter_waits(newsroom):
    assert not Notice.objects.exclude(mail=Notice.Mail.NONE).exists()
    unread = Counter(Notice.objects.filter(read_at=None).values_list("recipient__username", flat=True))
    assert 0 < max(unread.values()) < 12
