"""A reviewer who sees a content again reads what changed: the words, the blocks, the names, and whom it asks again."""

import re
from datetime import UTC, datetime
from time import process_time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from editorial.review_changes import Aspect, baseline_of, changes_since, step_to_ask_again
from editorial.review_diff import CONTEXT, Kind, compare_texts, to_html
from tests import factories
from tests.editorial import chain, doors


def told(before, after) -> str:
    """The comparison as a reader would copy it: [-taken out-]{+put in+}."""
    signs = {Kind.SAME: "{}", Kind.TAKEN_OUT: "[-{}-]", Kind.PUT_IN: "{{+{}+}}"}
    return "".join(signs[mark.kind].format(mark.text) for mark in compare_texts(before, after))


class TestWords:
    @pytest.mark.parametrize(
        ("before", "after", "expected"),
        [
            ("Una ciudad que lee", "Una ciudad que lee y escucha", "Una ciudad que lee{+ y escucha+}"),
            ("Abre el lunes.", "Abre el martes.", "Abre el [-lunes-]{+martes+}."),
            ("Hay 3.000 cupos.", "Hay 2.000 cupos.", "Hay [-3.000-]{+2.000+} cupos."),
            ("La casa grande abre hoy a todos.", "El predio ancho abre hoy a todos.",
             "[-La casa grande-]{+El predio ancho+} abre hoy a todos."),
            ("Se cancela la feria", "Nadie vendrá mañana", "[-Se cancela la feria-]{+Nadie vendrá mañana+}"),
            ("", "Nuevo", "{+Nuevo+}"),
            ("Viejo", "", "[-Viejo-]"),
            ("Igual", "Igual", "Igual"),
        ],
    )  # fmt: skip
    def test_a_reader_sees_whole_words(self, before, after, expected):
        assert told(before, after).replace("\n", "") == expected

    def test_a_paragraph_that_stays_is_not_touched_by_one_that_goes(self):
        assert told("Uno.\nDos.\nTres.", "Uno.\nTres.") == "Uno.\n[-Dos.\n-]Tres.\n"

    @settings(deadline=None)
    @given(st.text(max_size=80), st.text(max_size=80))
    def test_both_texts_can_be_read_out_of_the_comparison(self, before, after):
        marks = compare_texts(before, after)

        def without(kind):
            return "".join(mark.text for mark in marks if mark.kind != kind).splitlines()

        assert without(Kind.PUT_IN) == before.rstrip().splitlines()
        assert without(Kind.TAKEN_OUT) == after.rstrip().splitlines()

    def test_what_is_typed_stays_text(self):
        html = to_html(compare_texts("", "<script>y</script>"))
        assert "<script>" not in html
        assert "&lt;script&gt;" in html

    def test_long_stretches_without_change_are_shortened(self):
        text = "palabra " * 500
        html = to_html(compare_texts(f"{text}uno {text}", f"{text}dos {text}"))
        assert html.count("[…]") == 2
        assert len(html) < 4 * CONTEXT + 400

    def test_a_very_long_body_is_compared_in_bounded_time(self):
        paragraph = " ".join(f"palabra{n % 7} de la ciudad {n}" for n in range(40))
        before = "\n".join(f"{paragraph} {n}" for n in range(300))
        start = process_time()
        compare_texts(before, before.replace("ciudad", "comuna"))
        compare_texts(before.replace("\n", " "), before.replace("\n", " ").replace("de la", "del"))
        assert process_time() - start < 60


@pytest.fixture
def bulletin(editor, style_reviewer):
    """A bulletin that the style step has approved."""
    body = [
        ("paragraph", "<p>La biblioteca abre el lunes.</p>"),
        ("heading", {"text": "Horario", "level": "2"}),
        ("paragraph", '<p>Vea el <a href="https://www.example.org/a">horario</a>.</p>'),
        ("quote", {"text": "Leer es gratis.", "speaker": "Secretaría de Cultura", "office": ""}),
    ]
    page = factories.bulletin(user=editor, live=False, title="Abre la biblioteca", body=body)
    chain.submit(page, editor)
    chain.approve(page, style_reviewer)
    return page


@pytest.mark.django_db
class TestBodies:
    @pytest.fixture
    def sides(self, bulletin, editor, rf, approver):
        request = rf.get("/")
        request.user = approver

        def after(change):
            draft = doors.fresh(bulletin).get_latest_revision_as_object()
            stored = draft.body.get_prep_value()
            change(stored)
            draft.body = draft.body.stream_block.to_python(stored)
            draft.save_revision(user=editor)
            content = doors.fresh(bulletin)
            return changes_since(baseline_of(content), content, request)

        return after

    def test_a_word_of_a_paragraph(self, sides):
        def change(body):
            body[0]["value"] = "<p>La biblioteca abre el martes.</p>"

        (side,) = sides(change)
        (found,) = side.changes
        assert (side.aspect, found.what) == (Aspect.TEXT, "")
        assert "Párrafo" in found.label
        assert "lunes" in re.search("<del>.*</del>", found.parts[0].html)[0]
        assert "biblioteca abre" in found.parts[0].html

    def test_only_the_part_that_changed_of_a_block_of_several(self, sides):
        (side,) = sides(lambda body: body[3]["value"].update(speaker="Alcaldía"))
        assert [part.label for part in side.changes[0].parts] == ["Quién lo dice"]

    def test_a_block_that_came_and_one_that_went(self, sides):
        def change(body):
            del body[1]
            body.append({"type": "paragraph", "value": "<p>Hay café.</p>", "id": "nuevo"})

        (side,) = sides(change)
        assert [found.what for found in side.changes] == ["Agregado", "Retirado"]
        assert "Hay café." in side.changes[0].parts[0].html

    def test_a_block_that_moved_says_so_once(self, sides):
        (side,) = sides(lambda body: body.append(body.pop(0)))
        (found,) = side.changes
        assert (found.what, found.note) == ("Cambió de lugar", "La biblioteca abre el lunes.")

    def test_another_address_of_a_link(self, sides):
        def change(body):
            body[2]["value"] = body[2]["value"].replace("org/a", "org/b")

        (side,) = sides(change)
        assert "example.org/" in side.changes[0].parts[0].html

    def test_bold_letters_are_told_although_the_words_are_the_same(self, sides):
        def change(body):
            body[0]["value"] = "<p>La <b>biblioteca</b> abre el lunes.</p>"

        (side,) = sides(change)
        assert "Las palabras son las mismas" in side.changes[0].note

    def test_a_body_pasted_anew_with_other_keys_has_not_changed(self, sides):
        def change(body):
            for n, block in enumerate(body):
                block["id"] = f"otra-{n}"

        assert sides(change) == []

    def test_a_photograph_is_of_design_and_its_caption_of_text_too(self, sides):
        image = factories.ImageFactory(title="La fachada")

        def change(body):
            value = {"image": image.pk, "alt_text": "Fachada", "caption": "La fachada nueva", "credit": "Archivo"}
            body.append({"type": "figure", "value": value, "id": "foto"})

        by_aspect = {side.aspect: side for side in sides(change)}
        assert set(by_aspect) == {Aspect.TEXT, Aspect.DESIGN}
        assert any("La fachada" in part.html for part in by_aspect[Aspect.DESIGN].changes[0].parts)


@pytest.mark.django_db
class TestScreen:
    def screen(self, user, page):
        return doors.desk_of(user).get(reverse("editorial_changes", args=["wagtailcore.page", page.pk]))

    def test_moments_are_those_of_the_office(self, bulletin, editor, approver):
        chain.edit(bulletin, editor, embargo_until=datetime(2027, 3, 2, 15, 0, tzinfo=UTC))
        html = self.screen(approver, bulletin).content.decode()
        assert re.search(r"2 mar\.? 2027, 10:00", html, re.IGNORECASE)
        assert "Embargo y programación" in html

    def test_it_names_the_step_that_is_asked_again(self, bulletin, editor, approver):
        chain.edit(bulletin, editor, lead_text="Otra entradilla.")
        content = doors.fresh(bulletin)
        assert step_to_ask_again(content, baseline_of(content)) == "Corrección de estilo"
        assert "Vuelve a «Corrección de estilo»" in self.screen(approver, bulletin).content.decode()

    def test_a_change_that_only_a_later_step_answers_for_goes_back_to_nobody(self, bulletin, editor):
        chain.edit(bulletin, editor, embargo_until=datetime(2027, 3, 2, 15, 0, tzinfo=UTC))
        content = doors.fresh(bulletin)
        assert step_to_ask_again(content, baseline_of(content)) == ""

    def test_the_editor_says_so_with_a_link(self, bulletin, editor):
        address = reverse("editorial_changes", args=["wagtailcore.page", bulletin.pk])
        edit = reverse("wagtailadmin_pages:edit", args=[bulletin.pk])
        assert "cambió después de la aprobación" not in doors.desk_of(editor).get(edit).content.decode()
        chain.edit(bulletin, editor, lead_text="Otra entradilla.")
        html = doors.desk_of(editor).get(edit).content.decode()
        assert "cambió después de la aprobación: vuelve a «Corrección de estilo»" in html
        assert address in html

    def test_what_changed_is_named_in_as_many_queries_however_much_it_is(self, bulletin, editor, approver):
        from editorial.models import BulletinPiece

        def add(number):
            draft = doors.fresh(bulletin).get_latest_revision_as_object()
            for _n in range(number):
                draft.pieces.add(BulletinPiece(piece=factories.piece(user=editor)))
            draft.save_revision(user=editor)

        def queries():
            with CaptureQueriesContext(connection) as read:
                doors.fresh(bulletin).get_latest_revision_as_object()
            with CaptureQueriesContext(connection) as all_of_them:
                html = desk.get(address).content.decode()
            # Wagtail looks for the keys of each child when it reads a revision, in the editor as here.
            return len(all_of_them) - len(read), html

        desk = doors.desk_of(approver)
        address = reverse("editorial_changes", args=["wagtailcore.page", bulletin.pk])
        add(1)
        queries()
        few, _html = queries()
        add(20)
        many, html = queries()
        assert html.count("<ins>") >= 21
        assert many <= few
