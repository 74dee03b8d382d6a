"""The screens of the briefs: asked for in a form that loses nothing, moved by buttons, seen together at a constant cost."""

import re
from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from editorial.models import CampaignPage, Notice, NoticeEvent
from media_assets.briefs import following
from media_assets.models import Brief, BriefAttachment, BriefState, Channel, Piece
from organization import roles
from tests import factories
from tests.media_assets.briefs import asked, do, fresh, in_hand, late, soon, wanted
from tests.media_assets.factories import published_piece

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"briefs:{name}", args=args)


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.fixture
def enter(client):
    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in


def form(*whats, **fields):
    """What the request form sends; ``whats`` are the choices of its rows."""
    rows = whats or ("web",)
    sent = {
        "title": "Feria de empleo",
        "purpose": "Que se inscriban.",
        "audience": "Jóvenes.",
        "message": "Inscríbase en línea.",
        "deadline": soon().isoformat(),
        "urgent_reason": "",
        "wanted-TOTAL_FORMS": len(rows),
        "wanted-INITIAL_FORMS": 0,
        "wanted-MIN_NUM_FORMS": 1,
        "wanted-MAX_NUM_FORMS": 20,
    }
    for n, what in enumerate(rows):
        sent |= {
            f"wanted-{n}-what": what,
            f"wanted-{n}-quantity": 1,
            f"wanted-{n}-notes": "",
            f"wanted-{n}-ORDER": n + 1,
            f"wanted-{n}-id": "",
        }
    if "department" not in fields:
        fields["department"] = factories.DepartmentFactory().pk
    return sent | fields


# -- Asking -------------------------------------------------------------------


@pytest.mark.parametrize("role", [role for role in roles.ALL])
def test_people_of_every_role_ask_for_pieces(role, enter):
    person = factories.UserFactory(role=role)
    spot = factories.piece_format(Channel.RADIO)
    response = enter(person).post(url("add"), form("web", f"radio/{spot.pk}"))
    brief = Brief.objects.get()
    assert response.url == url("inspect", brief.pk)
    assert (brief.requester, brief.state) == (person, BriefState.REQUESTED)
    assert [(row.channel, row.format) for row in brief.wanted.all()] == [("web", None), ("radio", spot)]
    assert brief.steps.get().act == "request"


def test_the_form_says_in_spanish_what_it_needs(enter, editor):
    page = text_of(enter(editor).get(url("add")))
    for words in (
        "Solicitar piezas",
        "Propósito",
        "Público",
        "Mensaje",
        "Lo más pronto para una pieza",
        "días hábiles",
    ):
        assert words in page


def test_a_deadline_that_cannot_be_kept_is_refused_with_the_day_that_can(enter, editor):
    response = enter(editor).post(url("add"), form("tv", deadline=soon(2).isoformat()))
    assert response.status_code == 200
    assert not Brief.objects.exists()
    page = text_of(response)
    assert "10 días hábiles" in page
    assert "por qué no puede esperar" in page
    # All that was written is there.
    assert "Inscríbase en línea." in response.content.decode()


def test_who_cannot_wait_says_why_and_it_stays_on_record(enter, editor):
    why = "El evento se adelantó por la lluvia."
    enter(editor).post(url("add"), form("tv", deadline=soon(2).isoformat(), urgent_reason=why))
    assert Brief.objects.get().urgent_reason == why


def test_what_is_in_time_is_not_urgent(enter, editor):
    enter(editor).post(url("add"), form("web", urgent_reason="Porque sí, por favor."))
    assert not Brief.objects.get().is_urgent


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"title": ""}, "Este campo es necesario"),
        ({"deadline": "2020-01-03"}, "aún no haya pasado"),
        ({"wanted-0-what": ""}, "Este campo es necesario"),
        ({"wanted-0-what": "radio/999999"}, "no es una de las opciones"),
        ({"wanted-0-quantity": "0"}, "mayor o igual"),
        ({"wanted-0-DELETE": "1"}, "1"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_sent(fields, words, enter, editor):
    response = enter(editor).post(url("add"), form(**fields))
    assert response.status_code == 200
    assert words in text_of(response)
    assert not Brief.objects.exists()


def test_campaigns_that_one_may_know_of_are_offered(enter, editor, legal_reviewer):
    public = factories.campaign(title="Campaña pública")
    factories.campaign(title="Campaña secreta", live=False)
    seen_by_legal = text_of(enter(legal_reviewer).get(url("add")))
    assert "Campaña pública" in seen_by_legal
    assert "Campaña secreta" not in seen_by_legal
    assert "Campaña secreta" in text_of(enter(editor).get(url("add")))
    enter(editor).post(url("add"), form(campaign=public.pk))
    assert Brief.objects.get().campaign.specific_class is CampaignPage


def test_good_files_of_a_form_that_goes_back_are_kept_and_bad_ones_are_named(enter, editor):
    client = enter(editor)
    good = SimpleUploadedFile("Logo de la feria.png", factories.picture_bytes(kind="PNG"))
    bad = SimpleUploadedFile("programa.exe", b"MZ")
    response = client.post(url("add"), form(title="", files=[good, bad]))
    page = text_of(response)
    assert "programa.exe" in page
    assert "Logo de la feria.png" in page
    kept = BriefAttachment.objects.get()
    assert kept.brief is None
    client.post(url("add"), form(kept_files=[kept.pk]))
    kept.refresh_from_db()
    assert kept.brief == Brief.objects.get()
    assert kept.original_name == "Logo de la feria.png"


def test_nobody_takes_the_files_that_another_sent(enter, editor, designer):
    enter(editor).post(url("add"), form(title="", files=[SimpleUploadedFile("nota.txt", b"Secreto del editor")]))
    kept = BriefAttachment.objects.get()
    response = enter(designer).post(url("add"), form(kept_files=[kept.pk]))
    assert response.status_code == 200
    kept.refresh_from_db()
    assert kept.brief is None


def test_a_request_is_reworded_until_somebody_answers(enter, editor, designer):
    brief = asked(editor)
    row = brief.wanted.get()
    changed = form(title="Otro título", department=brief.department.pk, deadline=brief.deadline.isoformat()) | {
        "wanted-INITIAL_FORMS": 1,
        "wanted-0-id": row.pk,
    }
    enter(editor).post(url("edit", brief.pk), changed)
    assert fresh(brief).title == "Otro título"
    step = brief.steps.last()
    assert (step.act, step.actor) == ("edit", editor)
    assert "Título" in step.reason
    do("take", brief, designer)
    response = enter(editor).post(url("edit", brief.pk), changed | {"title": "Tarde"})
    assert response.status_code == 302
    assert fresh(brief).title == "Otro título"
    assert fresh(brief).state == BriefState.ASSIGNED


# -- Acting -------------------------------------------------------------------


def test_the_board_moves_work_by_buttons(enter, editor, designer):
    brief = asked(editor)
    client = enter(designer)
    board = client.get(url("board")).content.decode()
    assert url("act", brief.pk, "tomar") in board
    response = client.post(url("act", brief.pk, "tomar"), {"next": f"{url('board')}#rot-brief-{brief.pk}"})
    assert response.url == f"{url('board')}#rot-brief-{brief.pk}"
    assert fresh(brief).assigned_to == designer
    client.post(url("act", brief.pk, "empezar"))
    assert fresh(brief).state == BriefState.IN_DESIGN


def test_who_comes_second_reads_who_has_it(enter, editor, designer):
    brief = asked(editor)
    do("take", brief, designer)
    response = enter(factories.UserFactory(role=roles.DESIGNERS)).post(url("act", brief.pk, "tomar"))
    assert "ya la tiene" in str([str(message) for message in get_messages(response.wsgi_request)])
    assert fresh(brief).assigned_to == designer


def test_an_act_leads_nowhere_outside_the_house(enter, editor, designer):
    brief = asked(editor)
    response = enter(designer).post(url("act", brief.pk, "tomar"), {"next": "https://example.com/"})
    assert response.url == url("inspect", brief.pk)


def test_a_rejection_without_a_reason_goes_back_with_a_message(enter, editor, approver):
    brief = asked(editor)
    client = enter(approver)
    assert "Rechazar" in text_of(client.get(url("act", brief.pk, "rechazar")))
    response = client.post(url("act", brief.pk, "rechazar"), {"reason": "No"})
    assert "queda en el registro" in text_of(response)
    client.post(url("act", brief.pk, "rechazar"), {"reason": "No hay presupuesto este mes."})
    assert fresh(brief).state == BriefState.REJECTED


def test_a_brief_is_assigned_and_rescheduled(enter, editor, designer, approver):
    brief = asked(editor)
    client = enter(approver)
    assert "designer" in text_of(client.get(url("act", brief.pk, "asignar")))
    client.post(url("act", brief.pk, "asignar"), {"assignee": designer.pk})
    assert fresh(brief).assigned_to == designer
    response = client.post(
        url("act", brief.pk, "reprogramar"), {"deadline": "2020-01-03", "reason": "La imprenta cerró esta semana."}
    )
    assert "aún no haya pasado" in text_of(response)
    client.post(
        url("act", brief.pk, "reprogramar"),
        {"deadline": soon(20).isoformat(), "reason": "La imprenta cerró esta semana."},
    )
    assert fresh(brief).deadline == soon(20)


def test_an_act_that_does_not_exist_or_is_not_mine_is_refused(enter, editor, designer):
    brief = asked(editor)
    client = enter(designer)
    assert client.get(url("act", brief.pk, "borrar")).status_code == 404
    client.post(url("act", brief.pk, "rechazar"), {"reason": "Porque yo lo digo aquí."})
    assert fresh(brief).state == BriefState.REQUESTED


def test_delivery_says_what_is_missing(enter, editor, designer):
    web = factories.piece_format(Channel.WEB)
    brief = in_hand(editor, designer, wanted(format=web))
    client = enter(designer)
    following.link(published_piece(format=web), brief, designer)
    client.post(url("act", brief.pk, "entregar"))
    assert fresh(brief).state == BriefState.DELIVERED
    other = in_hand(editor, designer, wanted(format=web))
    client.post(url("act", other.pk, "entregar"))
    assert fresh(other).state == BriefState.IN_DESIGN


# -- Its page -----------------------------------------------------------------


def test_a_message_with_a_file_joins_the_thread_and_tells_the_other_side(enter, editor, designer):
    brief = in_hand(editor, designer)
    client = enter(editor)
    note = SimpleUploadedFile("nota.txt", b"Direcciones de las sedes")
    response = client.post(url("inspect", brief.pk), {"text": "Van las direcciones, @designer.", "files": [note]})
    assert response.url.endswith("#rot-thread")
    page = text_of(client.get(url("inspect", brief.pk)))
    assert "Van las direcciones" in page
    assert "nota.txt" in page
    notices = Notice.objects.filter(recipient=designer, key=f"brief-said:{brief.messages.get().pk}")
    assert [notice.event for notice in notices] == [NoticeEvent.MENTION]


def test_an_empty_message_is_refused_at_its_field(enter, editor):
    brief = asked(editor)
    response = enter(editor).post(url("inspect", brief.pk), {"text": "  "})
    assert "Escriba un mensaje" in text_of(response)
    assert not brief.messages.exists()


def test_words_are_shown_as_they_were_written_and_run_nothing(enter, editor):
    brief = asked(editor, title="<script>alert(1)</script>", message="<img src=x onerror=alert(1)>")
    page = enter(editor).get(url("inspect", brief.pk)).content.decode()
    assert "<script>alert(1)" not in page
    assert "<img src=x" not in page


def test_a_new_piece_begun_from_a_brief_comes_with_what_the_brief_says(enter, editor, designer):
    poster = factories.piece_format(Channel.PRINT, name="Afiche de feria")
    brief = in_hand(editor, designer, wanted(format=poster))
    address = f"{reverse(Piece.snippet_viewset.get_url_name('add'))}?solicitud={brief.pk}&fila={brief.wanted.get().pk}"
    client = enter(designer)
    page = client.get(address).content.decode()
    assert address.replace("&", "&amp;") in page
    assert brief.message in page
    assert brief.title in page
    assert f'<option value="{poster.pk}" selected>' in page
    client.post(
        address,
        {
            "title": "Afiche de la feria",
            "format": poster.pk,
            "department": brief.department.pk,
            "description": brief.message,
            "licence": "own",
            "credits-TOTAL_FORMS": 0,
            "credits-INITIAL_FORMS": 0,
            "credits-MIN_NUM_FORMS": 0,
            "credits-MAX_NUM_FORMS": 1000,
        },
    )
    piece = Piece.objects.get(title="Afiche de la feria")
    assert piece.brief == brief
    assert brief.steps.last().act == "link"
    editor_page = client.get(reverse(Piece.snippet_viewset.get_url_name("edit"), args=[piece.pk]))
    assert url("inspect", brief.pk) in editor_page.content.decode()


def test_a_piece_of_the_library_is_linked_and_taken_off(enter, editor, designer):
    brief = in_hand(editor, designer)
    piece = published_piece()
    client = enter(designer)
    client.post(url("link", brief.pk), {"piece": piece.pk})
    assert Piece.objects.get(pk=piece.pk).brief == brief
    client.post(url("unlink", brief.pk, piece.pk))
    assert Piece.objects.get(pk=piece.pk).brief is None


# -- Together -----------------------------------------------------------------


def many(editor, designer, number):
    for n in range(number):
        brief = in_hand(editor, designer, wanted(quantity=2), title=f"Solicitud {n} de {number}", deadline=soon(15 + n))
        following.link(published_piece(), brief, designer)
        asked(editor, title=f"Pedido {n} de {number}")


@pytest.mark.parametrize("name", ["index", "board", "calendar", "load"])
def test_the_cost_of_a_view_does_not_grow_with_the_briefs(name, enter, editor, designer):
    client = enter(designer)

    def queries():
        client.get(url(name))
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert client.get(url(name)).status_code == 200
        return len(captured)

    many(editor, designer, 2)
    few = queries()
    many(editor, designer, 6)
    assert queries() == few


def test_the_cost_of_a_brief_does_not_grow_with_its_pieces_and_its_thread(enter, editor, designer):
    client = enter(designer)

    def queries(brief):
        client.get(url("inspect", brief.pk))
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url("inspect", brief.pk)).status_code == 200
        return len(captured)

    def busy(number):
        brief = in_hand(editor, designer, wanted(quantity=number + 1), wanted(Channel.PRINT))
        for n in range(number):
            following.link(published_piece(), brief, designer)
            client.post(
                url("inspect", brief.pk), {"text": f"Mensaje {n}", "files": [SimpleUploadedFile("a.txt", b"Uno")]}
            )
        return brief

    assert queries(busy(6)) == queries(busy(2))


def test_the_views_show_what_is_late_and_what_is_asked_for(enter, editor, designer):
    late(in_hand(editor, designer, title="Tarde"))
    asked(editor, title="Nueva", urgent_reason="El evento se adelantó una semana.")
    client = enter(designer)
    for name in ("index", "board"):
        page = text_of(client.get(url(name)))
        assert "Tarde" in page
        assert "de retraso" in page
        assert "rgente" in page
    load = text_of(client.get(url("load")))
    assert "designer" in load
    assert "Nadie todavía" in load
    home = text_of(client.get(reverse("wagtailadmin_home")))
    assert "Mis solicitudes" in home
    assert "1 solicitud espera respuesta" in home


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("which=mine", {"En mano"}),
        ("which=asked", {"En mano", "Pedida", "Tarde"}),
        ("which=late", {"Tarde"}),
        ("state=requested", {"Pedida", "Tarde"}),
        ("channel=tv", {"Pedida"}),
        ("q=Pedida", {"Pedida"}),
    ],
)
def test_the_list_is_narrowed(query, titles, enter, designer):
    in_hand(designer, designer, title="En mano")
    asked(designer, wanted(Channel.TV), title="Pedida")
    late(asked(designer, title="Tarde"))
    page = text_of(enter(designer).get(f"{url('index')}?{query}"))
    assert {title for title in ("En mano", "Pedida", "Tarde") if f" {title} " in page} == titles


def test_the_calendar_shows_a_brief_on_its_day(enter, editor, designer):
    brief = asked(editor, title="Para ese día", deadline=soon(12))
    page = enter(designer).get(f"{url('calendar')}?vista=semana&fecha={brief.deadline.isoformat()}")
    assert "Para ese día" in text_of(page)
    before = brief.deadline - timedelta(days=14)
    assert "Para ese día" not in text_of(enter(designer).get(f"{url('calendar')}?vista=semana&fecha={before}"))


@pytest.mark.parametrize("view", ["mes", "semana"])
def test_the_calendar_names_the_holidays(view, enter, designer):
    page = enter(designer).get(f"/admin/solicitudes/calendario/?vista={view}&fecha=2026-11-02").text
    assert page.count(">Día de Todos los Santos<") == 1


def test_nobody_sees_in_the_views_what_they_may_not_see(enter, editor, legal_reviewer):
    brief = asked(editor, title="Campaña zarzaparrilla")
    client = enter(legal_reviewer)
    month = f"{url('calendar')}?fecha={brief.deadline.isoformat()}"
    for address in (
        url("index"),
        url("board"),
        url("load"),
        month,
        reverse("wagtailadmin_home"),
        reverse("editorial_notices"),
    ):
        assert "zarzaparrilla" not in client.get(address).content.decode()
    assert client.get(url("inspect", brief.pk)).status_code in (302, 403, 404)
    for act in ("tomar", "rechazar"):
        assert client.post(url("act", brief.pk, act), {"reason": "Una razón larga."}).status_code == 404


def test_odd_addresses_are_answered(enter, designer):
    client = enter(designer)
    for query in (
        "?dependencia=x",
        "?persona=999999",
        "?canal=otro",
        "?fecha=9999-12-31",
        "?state=nada&which=nada&p=z",
    ):
        for name in ("index", "board", "calendar"):
            assert client.get(url(name) + query).status_code == 200
    assert client.get(url("inspect", 999999)).status_code == 404
    add = reverse(Piece.snippet_viewset.get_url_name("add"))
    assert client.get(f"{add}?solicitud=abc&fila=9").status_code == 200
