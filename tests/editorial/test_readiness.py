"""What is not ready is sent back with words to mend it by, and nothing that was typed is lost."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from editorial.models import BlackoutException, BlackoutPeriod, BulletinPage, CampaignPiece
from editorial.readiness.catalogue import blocking, check, publication_day
from editorial.readiness.findings import Severity
from editorial.reading_ease import count, grade_of, syllables
from editorial.review_chain import NotReady
from media_assets.models import Channel
from tests import factories
from tests.editorial import chain, doors
from tests.media_assets.factories import add_version, published_piece

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate


def codes(content, day=None):
    return [finding.code for finding in check(content, day)]


def figure(description="", alt_text=""):
    image = factories.ImageFactory(description=description)
    return ("figure", {"image": image, "alt_text": alt_text, "caption": "", "credit": ""})


def video(**fields):
    return ("video", {"media": factories.MediaFactory(type="video", **fields), "caption": ""})


def heading(level, text="Rutas"):
    return ("heading", {"text": text, "level": level})


def test_a_page_that_is_sent_before_it_was_ever_saved_is_asked_only_for_what_people_write():
    written = BulletinPage(
        title="Abre la convocatoria",
        slug="abre",
        lead_text="Las inscripciones abren el lunes.",
        department=factories.DepartmentFactory(),
        body=factories.PARAGRAPH,
    )
    assert blocking(written) == []


@pytest.mark.parametrize("make", ["bulletin", "publication", "edition", "campaign", "programme", "episode"])
def test_a_plain_page_of_each_type_is_ready(make):
    assert codes(getattr(factories, make)()) == []


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (lambda: [figure()], ["alt-text-missing"]),
        (lambda: [figure(description="Una calle")], []),
        (lambda: [figure(alt_text="Una calle")], []),
        (lambda: [("gallery", {"title": "", "items": [figure("Una calle")[1], figure()[1]]})], ["alt-text-missing"]),
        (lambda: [heading("3")], ["heading-order"]),
        (lambda: [heading("2"), heading("3")], []),
        (lambda: [("audio", {"media": factories.MediaFactory(transcript=""), "caption": ""})], ["transcript-missing"]),
        (lambda: [("audio", {"media": factories.MediaFactory(), "caption": ""})], []),
        (lambda: [video()], ["captions-missing"]),
        (lambda: [video(captions="captions/recorrido.vtt")], []),
        (lambda: [video(transcript="")], ["transcript-missing", "captions-missing"]),
        (lambda: [("paragraph", '<p><a linktype="page" id="99999">la convocatoria</a></p>')], ["link-dead"]),
        (lambda: [("paragraph", '<p><a linktype="document" id="99999">el decreto</a></p>')], ["link-dead"]),
        (lambda: [("paragraph", '<p><a href="medellin.gov.co">la Alcaldía</a></p>')], ["link-malformed"]),
        (
            lambda: [("paragraph", '<p><a href="https://www.medellin.gov.co">clic aquí</a></p>')],
            ["link-text-vague", "links-unchecked"],
        ),
        (lambda: [("piece", {"piece": factories.piece(), "caption": ""})], ["piece-unapproved"]),
        (lambda: [("piece", {"piece": published_piece(), "caption": ""})], []),
    ],
)
def test_each_fault_of_a_body_is_found_and_nothing_else(body, found):
    assert codes(factories.bulletin(live=False, body=body())) == found


def test_a_campaign_is_told_which_of_its_pieces_the_public_does_not_see():
    campaign = factories.campaign(live=False)
    campaign.pieces = [
        CampaignPiece(piece=piece, sort_order=place)
        for place, piece in enumerate((published_piece(title="A la vista"), factories.piece(title="Borrador")))
    ]
    (finding,) = check(campaign)
    assert (finding.code, finding.severity, finding.where) == ("piece-unapproved", Severity.WARNS, "Pieza 2")
    assert "«Borrador»" in finding.what
    assert "hasta entonces el público no la ve" in finding.how


def test_a_link_to_a_draft_is_dead_and_to_a_live_page_is_not():
    draft, live = factories.bulletin(live=False), factories.bulletin()
    for page, found in ((draft, ["link-dead"]), (live, [])):
        body = [("paragraph", f'<p>Vea <a linktype="page" id="{page.pk}">la convocatoria</a>.</p>')]
        assert codes(factories.bulletin(live=False, body=body)) == found


def test_rights_must_hold_on_the_day_of_publication_not_on_the_day_of_the_check():
    ends = TODAY() + timedelta(days=3)
    body = [("piece", {"piece": published_piece(rights_until=ends), "caption": ""})]
    page = factories.bulletin(live=False, body=body)
    assert codes(page) == []
    page.go_live_at = timezone.now() + timedelta(days=5)
    assert codes(page) == ["rights-over"]


def test_rights_that_begin_later_are_told_and_do_not_stop_the_page():
    begins = TODAY() + timedelta(days=3)
    page = factories.bulletin(body=[("piece", {"piece": published_piece(rights_from=begins), "caption": ""})])
    assert codes(page) == ["rights-later"]
    assert blocking(page) == []


def test_the_day_of_publication_is_that_of_bogota_and_never_a_past_one():
    page = factories.bulletin(live=False)
    # 03:00 UTC on 2 May is still 1 May in Bogotá.
    page.embargo_until = timezone.datetime.fromisoformat("2031-05-02T03:00:00+00:00")
    assert publication_day(page) == date(2031, 5, 1)
    page.embargo_until = timezone.now() - timedelta(days=9)
    assert publication_day(page) == TODAY()


def test_a_missing_required_field_is_named_as_in_the_form():
    page = factories.bulletin(live=False)
    page.lead_text = ""
    (finding,) = check(page)
    assert (finding.code, finding.field, str(finding.where)) == ("field-invalid", "lead_text", "Entradilla")


def test_an_expiry_before_publication_blocks_and_a_past_embargo_warns():
    page = factories.bulletin(live=False)
    page.expire_at = timezone.now() - timedelta(hours=1)
    page.embargo_until = timezone.now() - timedelta(hours=2)
    assert codes(page) == ["expires-before-published", "embargo-over"]
    assert [f.code for f in blocking(page)] == ["expires-before-published"]


# -- pieces -------------------------------------------------------------------


def test_a_piece_needs_its_file_and_words_for_who_cannot_see_or_hear_it():
    assert codes(factories.piece(Channel.WEB, alt_text="")) == ["alt-text-missing", "master-missing"]
    spot = factories.piece(Channel.RADIO, alt_text="")
    add_version(spot)
    assert codes(spot) == ["transcript-missing"]


def test_a_video_of_an_episode_and_a_television_piece_need_captions_beside_their_transcript():
    episode = factories.episode(media=factories.MediaFactory(type="video"))
    assert [(f.code, f.field) for f in blocking(episode)] == [("captions-missing", "media")]
    spot = factories.piece(Channel.TV, transcript="Cierre la llave.")
    add_version(spot, inspected=False)
    assert codes(spot) == ["captions-missing", "inspection-unfinished"]
    spot.captions = "captions/comercial.vtt"
    assert codes(spot) == ["inspection-unfinished"]


# -- the electoral blackout ---------------------------------------------------


@pytest.fixture
def blackout():
    return BlackoutPeriod.objects.create(
        name="Elecciones territoriales",
        starts_on=TODAY() - timedelta(days=1),
        ends_on=TODAY() + timedelta(days=30),
        law="Ley 996 de 2005, artículo 38",
    )


def test_campaigns_rest_in_a_blackout_and_bulletins_do_not(blackout):
    assert codes(factories.campaign(live=False)) == ["electoral-blackout"]
    assert codes(factories.bulletin(live=False)) == []


def test_a_blackout_holds_on_its_first_and_last_day_only(blackout):
    campaign = factories.campaign(live=False)
    for day, found in (
        (blackout.starts_on - timedelta(days=1), []),
        (blackout.starts_on, ["electoral-blackout"]),
        (blackout.ends_on, ["electoral-blackout"]),
        (blackout.ends_on + timedelta(days=1), []),
    ):
        assert codes(campaign, day) == found


def test_a_reasoned_exception_opens_the_blackout_for_one_campaign(blackout, legal_reviewer):
    excepted, other = factories.campaign(live=False), factories.campaign(live=False)
    BlackoutException.objects.create(
        period=blackout, campaign=excepted, reason="Emergencia sanitaria", granted_by=legal_reviewer
    )
    assert codes(excepted) == []
    assert codes(other) == ["electoral-blackout"]


@pytest.mark.parametrize(
    ("person", "may"),
    [("legal_reviewer", True), ("administrator", False), ("approver", False), ("editor", False), ("designer", False)],
)
def test_only_the_legal_office_grants_exceptions_and_signs_them(person, may, blackout, request):
    from django.urls import reverse

    campaign = factories.campaign(live=False)
    user = request.getfixturevalue(person)
    url = reverse(BlackoutException.snippet_viewset.get_url_name("add"))
    doors.desk_of(user).post(url, {"period": blackout.pk, "campaign": campaign.pk, "reason": "Emergencia"})
    granted = BlackoutException.objects.first()
    assert (granted is not None) == may
    if may:
        assert granted.granted_by == user


# -- where it stops -------------------------------------------------------------


def test_the_editor_keeps_what_was_typed_and_says_at_the_field_what_is_missing(editor):
    page = factories.bulletin(user=editor, live=False)
    response = doors.submit(
        editor, page, lead_text="Recién escrita.", paragraph='<p>Vea <a linktype="page" id="99999">esto</a>.</p>'
    )
    text = response.content.decode()
    assert "Recién escrita." in text
    assert "conduce a algo que no es público" in text
    assert doors.fresh(page).current_workflow_state is None


def test_what_arrives_by_another_door_is_sent_back_by_the_readiness_step(editor):
    page = factories.bulletin(user=editor, live=False, body=[figure()])
    chain.submit(page, editor)
    state = doors.fresh(page).current_workflow_state
    assert state.status == "needs_changes"
    assert "texto alternativo" in state.current_task_state.comment


def test_what_was_mended_goes_on_to_the_reviewers(editor):
    page = factories.bulletin(user=editor, live=False, body=[figure()])
    chain.submit(page, editor)
    chain.edit(page, editor, body=[figure(alt_text="Una calle")])
    chain.submit(page, editor)
    assert chain.step(page) == "Corrección de estilo"


def test_what_stopped_being_ready_during_the_review_is_not_published(editor, style_reviewer, approver):
    piece = published_piece()
    page = factories.bulletin(user=editor, live=False, body=[("piece", {"piece": piece, "caption": ""})])
    chain.submit(page, editor)
    chain.approve(page, style_reviewer)
    piece.unpublish()
    with pytest.raises(NotReady):
        chain.approve(page, approver)
    assert not doors.fresh(page).live
    assert chain.step(page) == "Aprobación final"


def test_what_is_scheduled_and_loses_its_rights_stays_home(editor, style_reviewer, approver):
    from freezegun import freeze_time

    from editorial import scheduling

    piece = published_piece(rights_until=TODAY() + timedelta(days=10))
    page = factories.bulletin(
        user=editor,
        live=False,
        body=[("piece", {"piece": piece, "caption": ""})],
        go_live_at=timezone.now() + timedelta(days=5),
    )
    chain.submit(page, editor)
    chain.approve(page, style_reviewer)
    chain.approve(page, approver)
    piece.rights_until = TODAY()
    piece.save()
    with freeze_time(page.go_live_at + timedelta(minutes=1)):
        assert [refused.pk for refused in scheduling.run_due().refused] == [page.pk]
    assert not doors.fresh(page).live


# -- the ease of reading ----------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("sol", 1), ("casa", 2), ("ciudad", 2), ("día", 2), ("causa", 2), ("caer", 2), ("leía", 3), ("guerra", 2),
        ("pingüino", 3), ("quiero", 2), ("muy", 1), ("ahora", 3), ("administración", 5), ("y", 1),
        ("construcción", 3), ("agua", 2), ("oír", 2), ("búho", 2), ("país", 2), ("estudiéis", 3),
    ],
)  # fmt: skip
def test_syllables_are_counted_as_in_school(word, number):
    assert syllables(word) == number


def test_ease_follows_the_formula_of_szigriszt_pazos():
    measured = count("La niña lee. El niño escribe una carta.")
    assert (measured.words, measured.sentences, measured.syllables) == (8, 2, 15)
    assert measured.ease == pytest.approx(206.835 - 62.3 * 15 / 8 - 4)
    assert str(grade_of(85)) == "muy fácil"
    assert str(grade_of(39.9)) == "muy difícil"


def test_a_hard_text_is_warned_of_and_never_stopped():
    hard = " ".join(
        ["La institucionalización reglamentaria de los procedimientos administrativos interadministrativos"] * 12
    )
    page = factories.bulletin(live=False, body=[("paragraph", f"<p>{hard}.</p>")])
    assert codes(page) == ["reading-hard"]
    assert blocking(page) == []
