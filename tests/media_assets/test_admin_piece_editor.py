"""A designer brings a piece: the master in the form, versions after it, nothing lost on an error."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse

from media_assets.models import Channel, DerivativeJob, Piece, PieceFormat, PieceVersion
from tests import factories
from tests.editorial import chain

pytestmark = pytest.mark.django_db
ADD = "/admin/piezas/add/"


def picture(name="banner.jpg", **kwargs):
    return SimpleUploadedFile(name, factories.picture_bytes(**kwargs), content_type="image/jpeg")


def form(piece=None, **more):
    """What a browser sends from the editor of a piece."""
    fields = {
        "title": piece.title if piece else "Banner del agua",
        "format": piece.format_id if piece else PieceFormat.objects.get(code="banner-1200x628").pk,
        "department": piece.department_id if piece else factories.DepartmentFactory().pk,
        "description": "",
        "slug": piece.slug if piece else "",
        "licence": "own",
        "rights_territory": "Colombia",
        "credits-TOTAL_FORMS": 0,
        "credits-INITIAL_FORMS": 0,
        "credits-MIN_NUM_FORMS": 0,
        "credits-MAX_NUM_FORMS": 1000,
    }
    return fields | more


def edit_address(piece):
    return reverse("wagtailsnippets_media_assets_piece:edit", args=[piece.pk])


def test_designer_creates_a_piece_with_its_master_in_one_form(at_work, designer):
    at_work.post(ADD, form(master_file=picture(), title="Banner del agua"))
    piece = Piece.objects.get(title="Banner del agua")
    assert piece.channel == Channel.WEB
    assert piece.created_by == designer
    assert piece.current_version == piece.versions.get()
    assert piece.current_version.original_name == "banner.jpg"
    assert piece.get_latest_revision_as_object().current_version == piece.current_version


def test_channel_follows_the_format(at_work):
    radio = PieceFormat.objects.get(code="cuna-30s")
    at_work.post(ADD, form(format=radio.pk, title="Cuña"))
    assert Piece.objects.get(title="Cuña").channel == Channel.RADIO


@pytest.mark.parametrize(
    ("upload", "words"),
    [
        (SimpleUploadedFile("banner.jpg", b""), "vacío"),
        (SimpleUploadedFile("banner.jpg", b"MZ" + b"\0" * 300), "programa"),
        (SimpleUploadedFile("banner.jpg", factories.picture_bytes()[:400]), "cortado"),
        (SimpleUploadedFile("cuña.wav", factories.sound_bytes(0.2)), "no se aceptan"),
        (SimpleUploadedFile("factura.exe.jpg", factories.picture_bytes()), "programa"),
    ],
)
def test_refused_master_is_a_message_at_its_field_and_loses_nothing(at_work, upload, words):
    response = at_work.post(ADD, form(master_file=upload, title="Banner del agua", description="Para los hogares"))
    assert response.status_code == 200
    (message,) = response.context["form"].errors["master_file"]
    assert words in message
    page = response.content.decode()
    assert 'value="Banner del agua"' in page
    assert "Para los hogares" in page
    assert not Piece.objects.exists()
    assert not PieceVersion.objects.exists()


def test_good_master_waits_while_another_field_is_mended(at_work):
    first = at_work.post(ADD, form(master_file=picture("arte-final.jpg"), title=""))
    assert not Piece.objects.exists()
    assert "arte-final.jpg" in first.content.decode()
    token = first.context["form"]["held_master"].value()
    assert f'type="hidden" name="held_master" value="{token}"' in first.content.decode()
    at_work.post(ADD, form(held_master=token, title="Ahora sí"))
    version = Piece.objects.get(title="Ahora sí").current_version
    assert version.original_name == "arte-final.jpg"
    assert version.file.read() == factories.picture_bytes()


def test_waiting_master_is_given_to_nobody_else(at_work, client, approver):
    first = at_work.post(ADD, form(master_file=picture(), title=""))
    token = first.context["form"]["held_master"].value()
    client.force_login(approver)
    response = client.post(ADD, form(held_master=token))
    assert "master_file" in response.context["form"].errors
    assert not PieceVersion.objects.exists()


def test_new_master_is_a_new_version_with_its_note(at_work):
    at_work.post(ADD, form(master_file=picture()))
    piece = Piece.objects.get()
    at_work.post(edit_address(piece), form(piece, master_file=picture(colour=(0, 80, 60)), master_note="Verde nuevo"))
    piece.refresh_from_db()
    assert [v.number for v in piece.versions.order_by("number")] == [1, 2]
    assert piece.current_version.number == 2
    assert piece.current_version.note == "Verde nuevo"


def test_new_master_of_a_published_piece_waits_for_its_publication(at_work):
    at_work.post(ADD, form(master_file=picture()))
    piece = Piece.objects.get()
    piece.get_latest_revision().publish()
    at_work.post(edit_address(piece), form(piece, master_file=picture(colour=(0, 80, 60))))
    piece.refresh_from_db()
    assert piece.current_version.number == 1
    assert piece.get_latest_revision_as_object().current_version.number == 2
    piece.get_latest_revision().publish()
    piece.refresh_from_db()
    assert piece.current_version.number == 2


def test_saving_without_a_file_makes_no_version(at_work):
    at_work.post(ADD, form(master_file=picture()))
    piece = Piece.objects.get()
    at_work.post(edit_address(piece), form(piece, title="Otro título"))
    assert piece.versions.count() == 1


def test_a_piece_with_masters_stays_in_its_channel(at_work):
    at_work.post(ADD, form(master_file=picture()))
    piece = Piece.objects.get()
    radio = PieceFormat.objects.get(code="cuna-30s")
    response = at_work.post(edit_address(piece), form(piece, format=radio.pk))
    assert "format" in response.context["form"].errors


def test_captions_that_are_no_captions_are_refused_at_their_field(at_work):
    response = at_work.post(ADD, form(captions=SimpleUploadedFile("subtitulos.vtt", b"no es WebVTT")))
    assert "captions" in response.context["form"].errors


def test_editor_never_saves_by_itself_so_that_no_keystroke_makes_a_version(at_work):
    at_work.post(ADD, form(master_file=picture()))
    for address in (ADD, edit_address(Piece.objects.get())):
        assert at_work.get(address).context["autosave_enabled"] is False


def test_list_of_versions_says_that_previews_are_being_made_and_then_that_they_are_ready(at_work):
    at_work.post(ADD, form(master_file=picture()))
    piece = Piece.objects.get()
    address = reverse("wagtailsnippets_media_assets_piece:versions", args=[piece.pk])
    assert 'working-value="true"' in at_work.get(address).content.decode()
    piece.versions.update(processing="done")
    assert 'working-value="true"' in at_work.get(address).content.decode()  # Its pictures for the web are not made yet.
    DerivativeJob.objects.update(state="done")
    page = at_work.get(address).content.decode()
    assert 'working-value="false"' in page
    assert "banner.jpg" in page


def test_quick_start_in_a_channel_offers_only_its_formats(at_work):
    formats = at_work.get(ADD, {"channel": "radio"}).context["form"].fields["format"].queryset
    assert {f.channel for f in formats} == {Channel.RADIO}


def test_retired_format_is_offered_only_to_the_piece_that_has_it(at_work):
    retired = PieceFormat.objects.get(code="banner-300x250")
    piece = factories.piece(format=retired)
    PieceFormat.objects.filter(pk=retired.pk).update(is_active=False)
    assert retired not in at_work.get(ADD).context["form"].fields["format"].queryset
    assert retired in at_work.get(edit_address(piece)).context["form"].fields["format"].queryset


def test_deleting_a_piece_takes_its_versions_along(client, approver, at_work):
    at_work.post(ADD, form(master_file=picture()))
    piece = Piece.objects.get()
    client.force_login(approver)
    with transaction.atomic():
        client.post(reverse("wagtailsnippets_media_assets_piece:delete", args=[piece.pk]))
    assert not Piece.objects.exists()
    assert not PieceVersion.objects.exists()


def test_preview_shows_the_page_of_the_piece(at_work):
    at_work.post(ADD, form(master_file=picture(), title="Vista previa del agua"))
    piece = Piece.objects.get()
    address = reverse("wagtailsnippets_media_assets_piece:preview_on_edit", args=[piece.pk])
    at_work.post(address, form(piece))
    assert "Vista previa del agua" in at_work.get(address).content.decode()


SEND = {"action-submit": "1"}


@pytest.mark.parametrize("is_new", [True, False], ids=["new", "edited"])
def test_a_piece_that_its_chain_sends_back_at_once_is_not_called_in_review(at_work, designer, is_new):
    piece = None if is_new else factories.piece(user=designer)
    sent = form(piece, master_file=picture(), title="Banner del agua", shows_people="on")
    response = at_work.post(edit_address(piece) if piece else ADD, sent | SEND, follow=True)
    page = response.content.decode()
    assert response.redirect_chain[-1][0] == edit_address(Piece.objects.get(title="Banner del agua"))
    assert "aún no está en revisión" in page
    assert "consentimiento firmado de cada persona" in page
    assert "»: en revisión" not in page


def decide(client, user, piece, act, changes=None, **said):
    """What the next screen tells who decided a step of the review in the editor of the piece, maybe with changes."""
    client.force_login(user)
    step = Piece.objects.get(pk=piece.pk).current_workflow_task
    said = {"ticked": step.checklist_points} | said if act == "approve" else said
    kept = {"alt_text": piece.alt_text, "rights_owner": piece.rights_owner, "description": piece.description}
    sent = form(piece) | kept | (changes or {}) | {
        "action-workflow-action": "1",
        "workflow-action-name": act,
        "workflow-action-extra-data": json.dumps(said),
    }
    return client.post(edit_address(piece), sent, follow=True).content.decode()


def test_who_approves_a_step_of_a_piece_reads_which_and_whom_it_waits_for(
    client, designer, legal_reviewer, approver, editor
):
    piece = chain.piece_with_master(editor, title="Banner del agua")
    chain.submit(piece, editor)
    page = decide(client, designer, piece, "approve")
    assert "Usted aprobó «Banner del agua» en el paso «Revisión de diseño de la pieza»." in page
    assert "Sigue «Revisión jurídica»: espera por Jurídica." in page
    decide(client, legal_reviewer, piece, "approve")
    page = decide(client, approver, piece, "approve")
    assert "en el paso «Aprobación final». Era el último paso: ya es público." in page


def test_who_approves_and_takes_away_what_the_chain_asks_for_is_told_that_they_changed_it(client, designer, editor):
    piece = chain.piece_with_master(editor, title="Banner del agua")
    chain.submit(piece, editor)
    page = decide(client, designer, piece, "approve", {"alt_text": "", "shows_people": "on"})
    assert "Usted modificó el contenido." in page
    assert Piece.objects.get().current_workflow_state.status == "in_progress"


def test_who_sends_a_piece_back_reads_from_which_step(client, designer, editor):
    piece = chain.piece_with_master(editor, title="Banner del agua")
    chain.submit(piece, editor)
    page = decide(client, designer, piece, "reject", comment="Suba el contraste.", reason="Otro motivo")
    assert "Usted devolvió «Banner del agua» desde el paso «Revisión de diseño de la pieza»" in page


def test_a_piece_that_lacks_nothing_is_in_review_when_it_is_sent(at_work):
    sent = form(master_file=picture(), title="Banner del agua", alt_text="Una gota cae en un balde azul.")
    page = at_work.post(ADD, sent | SEND, follow=True).content.decode()
    assert "con borrador nuevo y en revisión" in page
    assert "aún no está en revisión" not in page
