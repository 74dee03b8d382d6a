"""A photograph, an annex or a recording that somebody answered for is not exchanged behind the back of its page."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from editorial.answered_files import FileInUse, can_change
from media_assets.models import EditorialDocument, EditorialImage
from tests import factories
from tests.editorial import chain
from tests.editorial.doors import desk_of, fresh

pytestmark = pytest.mark.django_db

ANNEX = b"Cupos por comuna"


@pytest.fixture
def photograph(editor):
    return factories.ImageFactory(uploaded_by_user=editor)


@pytest.fixture
def annex(editor):
    file = ContentFile(ANNEX, name="anexo.txt")
    return EditorialDocument.objects.create(title="Anexo", uploaded_by_user=editor, file=file)


@pytest.fixture
def page(editor, photograph, annex):
    body = [("paragraph", f'<p>La tabla está en <a linktype="document" id="{annex.pk}">el anexo</a>.</p>')]
    return factories.bulletin(user=editor, live=False, lead_image=photograph, body=body)


@pytest.fixture(params=["in review", "sent back", "scheduled", "public"])
def answered(request, page, editor, style_reviewer, approver):
    """The page where somebody has it before them, or has answered for it."""
    if request.param == "scheduled":
        chain.edit(page, editor, go_live_at=timezone.now() + timedelta(days=1))
    chain.submit(page, editor)
    if request.param == "sent back":
        chain.reject(page, style_reviewer)
    if request.param in ("scheduled", "public"):
        chain.approve(page, style_reviewer)
        chain.approve(page, approver)
    return fresh(page)


def send_photograph(user, image, **changes):
    data = {"title": image.title, "description": image.description, "caption": "", "credit": "", "tags": ""}
    data |= {"licence": image.licence, "collection": image.collection_id}
    return desk_of(user).post(reverse("wagtailimages:edit", args=[image.pk]), data | changes)


def another_picture():
    return SimpleUploadedFile("otra.jpg", factories.picture_bytes(colour=(0, 0, 200)), "image/jpeg")


def test_its_photograph_is_not_exchanged_by_anybody(answered, photograph, editor, approver):
    for person in (editor, approver):
        response = send_photograph(person, photograph, file=another_picture())
        assert response.context["form"].has_error("file")
    assert EditorialImage.objects.get(pk=photograph.pk).file.name == photograph.file.name


def test_nor_is_its_annex(answered, annex, editor):
    data = {"title": "Anexo", "file": SimpleUploadedFile("otro.txt", b"Otra cosa", "text/plain"), "tags": ""}
    data |= {"licence": annex.licence, "collection": annex.collection_id, "summary": "", "credit": ""}
    desk_of(editor).post(reverse("wagtaildocs:edit", args=[annex.pk]), data)
    assert EditorialDocument.objects.get(pk=annex.pk).file.read() == ANNEX


def test_nobody_deletes_what_it_shows(answered, photograph, annex, editor):
    for address, item in (("wagtailimages:delete", photograph), ("wagtaildocs:delete", annex)):
        response = desk_of(editor).post(reverse(address, args=[item.pk]), follow=True)
        assert answered.title in response.content.decode()
        assert type(item).objects.filter(pk=item.pk).exists()
    many = reverse("wagtail_bulk_action", args=["media_assets", "editorialimage", "delete"])
    desk_of(editor).post(f"{many}?id={photograph.pk}")
    with pytest.raises(FileInUse):
        EditorialImage.objects.get(pk=photograph.pk).delete()


def test_the_words_beside_what_is_public_are_the_directions_to_mend(page, photograph, editor, style_reviewer, approver):
    chain.submit(page, editor)
    chain.approve(page, style_reviewer)
    chain.approve(page, approver)
    send_photograph(editor, photograph, description="Otra cosa")
    assert EditorialImage.objects.get(pk=photograph.pk).description == photograph.description
    send_photograph(approver, photograph, description="Una calle con gente")
    assert EditorialImage.objects.get(pk=photograph.pk).description == "Una calle con gente"


def test_who_may_not_know_of_the_page_is_not_told_its_title(page, photograph, editor, designer):
    chain.submit(page, editor)
    decision = can_change(designer, photograph, {"file"})
    assert not decision
    assert page.title not in str(decision.reason)


def test_what_only_a_draft_shows_may_be_exchanged(page, photograph, annex, editor):
    send_photograph(editor, photograph, file=another_picture())
    assert EditorialImage.objects.get(pk=photograph.pk).file.name != photograph.file.name
    assert desk_of(editor).post(reverse("wagtaildocs:delete", args=[annex.pk])).status_code == 302
    assert not EditorialDocument.objects.filter(pk=annex.pk).exists()
