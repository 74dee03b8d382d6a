"""What readers find, and what nobody may."""

import datetime
from importlib import import_module

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from cms.models import SearchEntry
from cms.search.site_search import Chosen, How, search_site
from editorial.models import BulletinPage, StandardPage
from media_assets.consents import record_consent, withdraw_consent
from media_assets.models import Consent
from tests import factories

pytestmark = pytest.mark.django_db


def bulletin(**fields):
    """A bulletin that says nothing but what the test gives it."""
    return factories.bulletin(**{"lead_text": "Nada.", "body": [("paragraph", "<p>Nada.</p>")]} | fields)


def titles(query, **chosen):
    return [hit.title for hit in search_site(query, Chosen(**chosen)).page]


def published_piece(**fields):
    """A public piece: its master is of no matter to the search, which only asks that it has one."""
    from media_assets.models import PieceVersion

    piece = factories.piece(**fields)
    version = PieceVersion.objects.create(
        piece=piece, number=1, file="x.png", original_name="x.png", mime="image/png", kind="image", size=1, sha256="0"
    )
    piece.current_version = version
    piece.live = True
    piece.first_published_at = piece.last_published_at = timezone.now()
    piece.save()
    return piece


# -- Spanish ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("educacion", "Nueva sede de educación rural"),
        ("EDUCACIÓN", "Nueva sede de educación rural"),
        ("campaña", "Las campañas de este año"),
        ("campana", "Las campañas de este año"),
        ("campañas", "Una campaña contra el ruido"),
        ("inscripciones", "Abierta la inscripción al curso"),
        ("inscripción", "Abiertas las inscripciones al curso"),
        ("joven", "Becas para los jóvenes de la comuna 13"),
        ("jóvenes", "Becas para un joven escritor"),
        ("pais", "El mejor sistema de los países andinos"),
        ("ciclovía", "Ciclovias nocturnas en diciembre"),
        ("pingüinos", "Un pinguino en el acuario"),
        ("semaforizacion", "Semaforización inteligente"),
        ("vacunas", "Jornada de vacunación"),
    ],
)
def test_a_word_finds_its_other_forms(asked, written):
    bulletin(title=written)
    bulletin(title="Otra noticia sin nada que ver")
    assert titles(asked) == [written]


def test_all_the_words_are_wanted_wherever_they_stand():
    bulletin(title="Cierres viales", lead_text="El domingo habrá maratón en El Poblado.")
    bulletin(title="Cierres viales en Laureles")
    assert titles("cierre maratón") == ["Cierres viales"]


def test_words_that_say_nothing_are_not_asked_for():
    bulletin(title="Plan de árboles", body=[("paragraph", "<p>Sombra nueva.</p>")])
    assert titles("los árboles y la sombra") == ["Plan de árboles"]


def test_the_beginning_of_a_word_finds_it():
    bulletin(title="Alumbrado", body=[("paragraph", "<p>Biodiversidad en las quebradas</p>")])
    found = search_site("biodi")
    assert [hit.title for hit in found.page] == ["Alumbrado"]
    assert found.how is How.BEGINNINGS


def test_some_of_the_words_are_better_than_nothing_and_it_is_said():
    bulletin(title="Festival de poesía")
    found = search_site("festival inexistentísimo")
    assert [hit.title for hit in found.page] == ["Festival de poesía"]
    assert found.how is How.SOME_WORDS


def test_words_in_quotes_are_wanted_together():
    bulletin(title="Uno", body=[("paragraph", "<p>El plan de desarrollo aprobado.</p>")])
    bulletin(title="Dos", body=[("paragraph", "<p>El desarrollo de otro plan.</p>")])
    assert titles('"plan de desarrollo"') == ["Uno"]


def test_a_misspelt_word_is_answered_with_a_suggestion():
    bulletin(title="Mantenimiento de semáforos")
    found = search_site("mantenimineto")
    assert list(found.page) == []
    assert found.suggestion == "mantenimiento"


def test_the_headline_weighs_more_than_the_body():
    bulletin(title="Otra cosa", body=[("paragraph", "<p>También habló del tranvía.</p>")])
    bulletin(title="El tranvía vuelve")
    assert titles("tranvía")[0] == "El tranvía vuelve"


def test_of_two_equals_the_later_comes_first():
    old = bulletin(title="Feria de flores")
    bulletin(title="Feria de flores")
    BulletinPage.objects.filter(pk=old.pk).update(first_published_at=timezone.now() - datetime.timedelta(days=900))
    old.refresh_from_db()
    old.save()
    found = list(search_site("feria flores").page)
    assert found[0].date > found[1].date


def test_transcripts_are_searched():
    episode = factories.episode(media=factories.MediaFactory(transcript="La banda sinfónica toca en Belén."))
    assert titles("sinfonica") == [episode.title]


# -- Only what is public --------------------------------------------------------


def test_a_draft_is_not_found():
    bulletin(title="Reservado ornitorrinco", live=False)
    assert titles("ornitorrinco") == []


def test_the_draft_of_a_published_page_is_not_found():
    page = bulletin(title="Nota pública")
    page.title = "Secreto ornitorrinco"
    page.lead_text = "Ornitorrinco"
    page.save_revision()
    assert titles("ornitorrinco") == []
    assert titles("nota") == ["Nota pública"]


def test_an_embargoed_bulletin_is_not_found_before_its_hour(approver):
    later = timezone.now() + datetime.timedelta(hours=2)
    page = bulletin(title="Ornitorrinco bajo embargo", live=False, embargo_until=later, go_live_at=later)
    page.save_revision().publish()
    assert titles("ornitorrinco") == []


def test_publication_makes_it_found_and_withdrawal_unfound_at_once():
    page = bulletin(title="Ornitorrinco", live=False)
    page.save_revision().publish()
    assert titles("ornitorrinco") == ["Ornitorrinco"]
    BulletinPage.objects.get().unpublish()
    assert titles("ornitorrinco") == []


def test_what_is_deleted_is_not_found(home):
    page = home.add_child(instance=StandardPage(title="Ornitorrinco", slug="ornitorrinco"))
    assert titles("ornitorrinco") == ["Ornitorrinco"]
    page.delete()
    assert titles("ornitorrinco") == []
    assert not SearchEntry.objects.filter(title="Ornitorrinco").exists()


def test_a_restricted_page_and_those_below_it_are_not_found():
    edition = factories.edition(title="Ornitorrinco")
    restriction = PageViewRestriction.objects.create(
        page=edition.get_parent(), restriction_type=PageViewRestriction.LOGIN
    )
    assert titles("ornitorrinco") == []
    restriction.delete()
    assert titles("ornitorrinco") == ["Ornitorrinco"]


def test_a_page_moved_below_a_restricted_one_is_not_found(home):
    private = home.add_child(instance=StandardPage(title="Interno", slug="interno"))
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    page = home.add_child(instance=StandardPage(title="Ornitorrinco", slug="ornitorrinco"))
    assert titles("ornitorrinco") == ["Ornitorrinco"]
    page.move(Page.objects.get(pk=private.pk), pos="last-child")
    assert titles("ornitorrinco") == []


def test_a_page_whose_hour_of_expiry_has_come_is_not_found_before_the_scheduler_runs():
    page = bulletin(title="Ornitorrinco")
    page.expire_at = timezone.now() - datetime.timedelta(minutes=1)
    page.save()
    assert titles("ornitorrinco") == []


def test_a_page_taken_down_without_a_signal_is_not_shown():
    bulletin(title="Ornitorrinco")
    Page.objects.filter(title="Ornitorrinco").update(live=False)
    assert titles("ornitorrinco") == []


def test_published_pieces_are_found_and_withdrawn_ones_are_not():
    piece = published_piece(title="Afiche del ornitorrinco")
    assert titles("ornitorrinco") == ["Afiche del ornitorrinco"]
    piece.unpublish()
    assert titles("ornitorrinco") == []


def test_pieces_are_found_only_while_their_rights_hold():
    day = timezone.localdate()
    one = datetime.timedelta(days=1)
    published_piece(title="Ornitorrinco pasado", rights_until=day - one)
    published_piece(title="Ornitorrinco futuro", rights_from=day + one)
    published_piece(title="Ornitorrinco de hoy", rights_from=day, rights_until=day)
    assert titles("ornitorrinco") == ["Ornitorrinco de hoy"]


def test_a_piece_that_shows_people_is_found_only_on_the_days_of_their_consent():
    day = timezone.localdate()
    one = datetime.timedelta(days=1)
    people = {"shows_people": True, "consents_stand": True}
    published_piece(title="Ornitorrinco pasado", consents_from=day - one, consents_until=day - one, **people)
    published_piece(title="Ornitorrinco futuro", consents_from=day + one, **people)
    published_piece(title="Ornitorrinco sin permiso", shows_people=True)
    published_piece(title="Ornitorrinco de hoy", consents_from=day, consents_until=day, **people)
    assert titles("ornitorrinco") == ["Ornitorrinco de hoy"]
    assert [option.count for option in search_site("ornitorrinco").facets["kind"]] == [1]
    midnight = timezone.make_aware(datetime.datetime.combine(day + one, datetime.time.min))
    assert [hit.title for hit in search_site("ornitorrinco", now=midnight).page] == ["Ornitorrinco futuro"]


def test_a_consent_that_is_withdrawn_takes_the_piece_from_the_search_at_once(designer, legal_reviewer):
    piece = published_piece(title="Ornitorrinco retratado", shows_people=True, created_by=designer)
    given = record_consent(
        Consent(
            piece=piece, person="Persona retratada", uses="Afiches", sha256="ab" * 32,
            valid_from=timezone.localdate(), document=ContentFile(b"%PDF-1.4", name="firma.pdf"),
        ),
        user=designer,
    )  # fmt: skip
    assert titles("ornitorrinco") == ["Ornitorrinco retratado"]
    withdraw_consent(given, user=legal_reviewer, reason="Lo pidió por escrito ayer.")
    assert not SearchEntry.objects.filter(piece=piece).exists()


def test_entries_from_before_are_given_the_days_of_their_consents():
    day = timezone.localdate()
    people = {"shows_people": True, "consents_stand": True, "consents_from": day}
    stands = published_piece(title="Ornitorrinco de hoy", consents_until=day, **people)
    withdrawn = published_piece(title="Ornitorrinco sin permiso", **people)
    SearchEntry.objects.update(opens_at=None, closes_at=None)
    type(withdrawn).objects.filter(pk=withdrawn.pk).update(consents_stand=False)
    import_module("cms.migrations.0011_entries_keep_to_consents").keep_to_consents(apps, None)
    entry = SearchEntry.objects.get(piece__in=[stands, withdrawn])
    midnight = timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))
    assert (entry.piece, entry.opens_at, entry.closes_at) == (stands, midnight, midnight + datetime.timedelta(days=1))


def test_a_result_is_shown_by_the_rights_of_its_piece_and_not_by_what_the_index_says_of_them():
    piece = published_piece(title="Ornitorrinco retratado")
    type(piece).objects.filter(pk=piece.pk).update(rights_until=timezone.localdate() - datetime.timedelta(days=1))
    assert titles("ornitorrinco") == []


def test_indexes_and_the_front_page_are_not_results():
    assert titles("boletines") == []


# -- Facets ---------------------------------------------------------------------


def test_results_divide_by_kind_year_and_department():
    health = factories.DepartmentFactory(name="Salud", slug="salud")
    mobility = factories.DepartmentFactory(name="Movilidad", slug="movilidad")
    bulletin(title="Vacunas", department=health)
    bulletin(title="Más vacunas", department=mobility)
    factories.campaign(title="Vacunas al día", department=health)
    everything = search_site("vacunas")
    assert {o.value: o.count for o in everything.facets["kind"]} == {"boletin": 2, "campana": 1}
    assert {o.value: o.count for o in everything.facets["department"]} == {"salud": 2, "movilidad": 1}

    narrowed = search_site("vacunas", Chosen(kind="boletin", department="salud"))
    assert [hit.title for hit in narrowed.page] == ["Vacunas"]
    # Each facet counts what the other leaves, so that one can change one's mind.
    assert {o.value: o.count for o in narrowed.facets["kind"]} == {"boletin": 1, "campana": 1}
    assert {o.value: o.count for o in narrowed.facets["department"]} == {"salud": 1, "movilidad": 1}
    assert [o.value for o in narrowed.facets["kind"] if o.chosen] == ["boletin"]


def test_an_edition_belongs_to_the_year_on_its_cover():
    factories.edition(title="Ornitorrinco", edition_date=datetime.date(2019, 5, 2))
    assert titles("ornitorrinco", year=2019) == ["Ornitorrinco"]
    assert titles("ornitorrinco", year=2020) == []


def test_an_unknown_department_has_no_results():
    bulletin(title="Ornitorrinco")
    assert titles("ornitorrinco", department="no-existe") == []


def test_a_renamed_department_is_found_by_its_new_name():
    department = factories.DepartmentFactory(name="Tránsito", slug="transito")
    bulletin(title="Cierres", department=department)
    department.name = "Movilidad"
    department.save()
    assert titles("movilidad") == ["Cierres"]
    assert titles("tránsito") == []


# -- The excerpt ------------------------------------------------------------------


def test_the_excerpt_marks_the_words_as_they_are_written():
    bulletin(title="Uno", lead_text="Abierta la inscripción a los cursos.")
    (hit,) = search_site("inscripciones").page
    assert "<mark>inscripción</mark>" in hit.excerpt


def test_the_excerpt_is_the_passage_that_says_it():
    filler = "La ciudad avanza. " * 80
    bulletin(title="Uno", body=[("paragraph", f"<p>{filler} El ornitorrinco llegó al acuario. {filler}</p>")])
    (hit,) = search_site("ornitorrinco").page
    assert "<mark>ornitorrinco</mark> llegó al acuario" in hit.excerpt
    assert hit.excerpt.startswith("…")
    assert len(hit.excerpt) < 300


def test_markup_in_titles_and_texts_is_shown_and_never_run():
    bulletin(title="Ornitorrinco <script>alert(1)</script>", lead_text='<img src=x onerror="alert(1)"> ornitorrinco')
    (hit,) = search_site("ornitorrinco").page
    assert "<script" not in hit.marked_title
    assert "<img" not in hit.excerpt
    assert "&lt;img" in hit.excerpt


# -- The page of results ------------------------------------------------------------


HOSTILE = [
    "",
    " ",
    '"',
    '"""',
    "'",
    "\\",
    "*",
    "a*",
    "NEAR(a b)",
    "a AND",
    "OR OR OR",
    "NOT",
    "(((",
    "a:b",
    "{title} : x",
    "^inicio",
    "-",
    "%s %(a)s %d %",
    "\0",
    "a\0b",
    "'; DROP TABLE cms_searchentry; --",
    "<script>alert(1)</script>",
    "😀",
    "日本語",
    "a & b | c ! d <-> e",
    "title:*",
    "́",
    "ﷺ" * 50,
    "a " * 5000,
    "a" * 10_000,
    '"' * 10_000,
    "1e999 -5 0x10 1.2.3.4 http://a.b/c?d=e",
]


@pytest.mark.parametrize("query", HOSTILE)
def test_no_question_is_too_hostile(client, query):
    bulletin(title="Título a b c d e")
    assert client.get(reverse("search"), {"q": query}).status_code == 200


@pytest.mark.parametrize(
    "filters",
    [
        {"tipo": "x" * 500},
        {"anio": "99999999999999999999"},
        {"anio": "²"},
        {"dependencia": "\0"},
        {"pagina": "-1"},
        {"pagina": "10" * 50},
        {"pagina": "\0"},
    ],
)
def test_no_filter_is_too_hostile(client, filters):
    bulletin(title="Ornitorrinco")
    assert client.get(reverse("search"), {"q": "ornitorrinco"} | filters).status_code == 200


def test_results_come_in_pages(client):
    for n in range(12):
        bulletin(title=f"Ornitorrinco {n}")
    first = client.get(reverse("search"), {"q": "ornitorrinco"}).context["results"]
    second = client.get(reverse("search"), {"q": "ornitorrinco", "pagina": 2}).context["results"]
    assert len(list(first)) == 10
    assert len(list(second)) == 2
    assert not {hit.url for hit in first} & {hit.url for hit in second}


def test_the_query_is_escaped_in_the_page(client):
    answer = client.get(reverse("search"), {"q": "<script>alert(1)</script>"}).content.decode()
    assert "<script>alert" not in answer


def test_when_the_engine_fails_the_page_says_so_and_the_site_goes_on(client, monkeypatch):
    def out_of_order(*args, **kwargs):
        raise OSError("no route to host")

    monkeypatch.setattr("cms.search.site_search.get_search_backend", out_of_order)
    answer = client.get(reverse("search"), {"q": "vacunas"})
    assert answer.status_code == 503
    assert answer.context["unavailable"]
    assert client.get("/boletines/feed.xml").status_code == 200


def test_a_cold_search_costs_at_most_twelve_queries(client, django_assert_max_num_queries):
    image = factories.ImageFactory()
    for n in range(15):
        bulletin(title=f"Ornitorrinco {n}", lead_image=image)
        published_piece(title=f"Afiche del ornitorrinco {n}")
    client.get(reverse("healthz"))
    with django_assert_max_num_queries(12):
        client.get(reverse("search"), {"q": "ornitorrinco"})


def test_entries_can_be_made_anew():
    from cms.search import entries

    bulletin(title="Ornitorrinco")
    SearchEntry.objects.all().delete()
    entries.refresh_everything()
    assert titles("ornitorrinco") == ["Ornitorrinco"]
