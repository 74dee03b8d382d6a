"""What is the same file or looks alike is said, to whoever may see both; people decide, and nothing is stopped."""

import random

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image, ImageFilter

from media_assets.finding import bits, likenesses, marks
from media_assets.finding.groups import open_groups
from media_assets.finding.tasks import know_version
from media_assets.models import Channel, DerivativeKind, Likeness, Piece, PieceVersion, Resemblance
from tests import factories
from tests.media_assets.factories import add_derivative, add_version
from tests.media_assets.written import drawing, picture_file, speech

pytestmark = pytest.mark.django_db
DUPLICATES = "/admin/piezas/duplicados/"
_digests = iter(f"{n:064x}" for n in range(1, 10**6))


def pictured(seed, piece=None, *, sha256=None, picture=None, size=(640, 400), **fields):
    """A piece whose newest master looks like that drawing, as the background work leaves it."""
    piece = piece or factories.piece(Channel.WEB, **fields)
    version = add_version(piece, inspected=False)
    PieceVersion.objects.filter(pk=version.pk).update(sha256=sha256 or next(_digests))
    picture = picture or drawing(seed, size)
    width, height = picture.size
    add_derivative(version, DerivativeKind.THUMBNAIL, picture_file(picture), width=width, height=height)
    know_version.call(version.pk)
    return piece


def pairs():
    return {(pair.first_id, pair.second_id) for pair in Resemblance.objects.filter(is_distinct=False)}


# -- The marks ------------------------------------------------------------------


def mark_of(tmp_path, content, name="a.jpg"):
    path = tmp_path / name
    path.write_bytes(content)
    return marks.of_picture(path)


def test_a_picture_keeps_its_mark_through_size_compression_and_a_touch_of_colour(tmp_path):
    for seed in range(12):
        whole = drawing(seed)
        mark = mark_of(tmp_path, picture_file(whole, "PNG"))
        for other in (
            picture_file(whole.resize((320, 200)), quality=40),
            picture_file(whole.filter(ImageFilter.GaussianBlur(1)), "WEBP", quality=60),
            picture_file(Image.blend(whole, Image.new("RGB", whole.size, (40, 30, 20)), 0.1)),
        ):
            assert bits.distance(mark, mark_of(tmp_path, other)) <= bits.MOST_DIFFERENT


def test_different_pictures_differ_in_many_bits(tmp_path):
    found = [mark_of(tmp_path, picture_file(drawing(seed))) for seed in range(40)]
    near = [bits.distance(a, b) for n, a in enumerate(found) for b in found[:n]]
    assert min(near) > bits.MOST_DIFFERENT


def test_a_plain_surface_has_no_mark(tmp_path):
    assert mark_of(tmp_path, factories.picture_bytes()) is None


def test_no_mark_within_seven_bits_is_missed_by_the_bands():
    chance = random.Random(7)
    for _ in range(2000):
        mark = chance.getrandbits(64)
        other = mark
        for bit in chance.sample(range(64), chance.randrange(bits.MOST_DIFFERENT + 1)):
            other ^= 1 << bit
        near = bits.bands_near(mark)
        assert any(band in near[n] for n, band in enumerate(bits.bands_of(other)))


def test_a_mark_is_the_same_number_when_it_is_read_from_the_database():
    piece = pictured(1)
    for mark in (0, 1, (1 << 63) - 1, 1 << 63, (1 << 64) - 1):
        likeness = Likeness(version=piece.current_version)
        likeness.bits = mark
        assert -(1 << 63) <= likeness.mark < 1 << 63
        assert likeness.bits == mark


def sound_mark(tmp_path, content, extension="wav"):
    path = tmp_path / f"a.{extension}"
    path.write_bytes(content)
    return marks.of_sound(path, extension)


def test_a_sound_keeps_its_mark_when_it_is_quieter_or_sampled_otherwise(tmp_path):
    mark = sound_mark(tmp_path, speech(1))
    assert bits.distance(mark, sound_mark(tmp_path, speech(1, rate=16000, level=0.3))) <= bits.MOST_DIFFERENT
    assert bits.distance(mark, sound_mark(tmp_path, speech(2))) > bits.MOST_DIFFERENT
    assert sound_mark(tmp_path, factories.sound_bytes(5)) is None


# -- Who resembles whom ------------------------------------------------------------


def test_the_same_file_and_a_likeness_are_found_and_other_pictures_are_not():
    first = pictured(1, sha256="ab" * 32)
    pictured(2)
    twin = pictured(3, sha256="ab" * 32)
    near = pictured(1, picture=drawing(1).filter(ImageFilter.GaussianBlur(1)))
    assert pairs() == {(first.pk, twin.pk), (first.pk, near.pk)}
    found = {(each.piece_id, each.is_same_file) for each in likenesses.alike(first)}
    assert found == {(twin.pk, True), (near.pk, False)}


def test_the_same_drawing_in_other_proportions_is_another_piece():
    pictured(1)
    pictured(1, size=(400, 640))
    assert pairs() == set()


def test_sounds_are_compared_by_what_is_heard_and_how_long_it_lasts():
    spots = []
    for content, duration in ((speech(1), 6.0), (speech(1, level=0.4), 6.0), (speech(1), 60.0), (speech(2), 6.0)):
        piece = factories.piece(Channel.RADIO)
        version = add_version(piece, content, duration=duration, inspected=False)
        version.file.save("cuna.wav", ContentFile(content))
        PieceVersion.objects.filter(pk=version.pk).update(sha256=next(_digests))
        know_version.call(version.pk)
        spots.append(piece)
    assert pairs() == {(spots[0].pk, spots[1].pk)}


def test_a_mended_version_forgets_what_the_former_one_resembled():
    first, second = pictured(1), pictured(1)
    assert pairs() == {(first.pk, second.pk)}
    pictured(9, second)
    assert pairs() == set()


def test_what_people_decided_is_kept_when_the_file_is_known_again(designer):
    pictured(1)
    pictured(1)
    Resemblance.objects.update(is_distinct=True, decided_by=designer)
    call_command("know_masters", "--again", verbosity=0)
    assert pairs() == set()
    assert Resemblance.objects.get().decided_by == designer


def test_masters_from_before_are_compared_by_the_command():
    first, second = pictured(1), pictured(1)
    Likeness.objects.all().delete()
    Resemblance.objects.all().delete()
    call_command("know_masters", verbosity=0)
    assert pairs() == {(first.pk, second.pk)}


def test_comparing_asks_the_same_number_of_queries_however_many_pieces(django_assert_max_num_queries):
    piece = pictured(1)
    pictured(1)
    with django_assert_max_num_queries(6) as few:
        likenesses.alike(piece)
    for seed in (1, 1, 1, 2, 3):
        pictured(seed)
    with django_assert_max_num_queries(len(few.captured_queries)):
        assert len(likenesses.alike(piece)) == 4


# -- What people see -----------------------------------------------------------------


def test_the_screen_shows_groups_with_the_same_file_first(client, designer):
    client.force_login(designer)
    near = [pictured(1, title=f"Parecida {n}") for n in range(2)]
    same = [pictured(n + 5, sha256="cd" * 32, title=f"Misma {n}") for n in range(3)]
    client.get(DUPLICATES)
    response = client.get(DUPLICATES)
    shown = [[piece.title for piece in pieces] for _group, pieces in response.context["groups"]]
    assert shown == [["Misma 0", "Misma 1", "Misma 2"], ["Parecida 0", "Parecida 1"]]
    page = response.content.decode()
    assert "Mismo archivo" in page
    assert reverse(Piece.snippet_viewset.get_url_name("edit"), args=[near[0].pk]) in page
    assert len(open_groups(Piece.objects.exclude(pk=same[0].pk))[0].keys) == 2


def test_a_piece_that_is_only_alike_is_not_called_the_same_file(client, designer):
    client.force_login(designer)
    for n in range(2):
        pictured(1, sha256="cd" * 32, title=f"Misma {n}")
    other = pictured(1, title="Otra compresión")
    response = client.get(DUPLICATES)
    ((group, _pieces),) = response.context["groups"]
    assert group.alike == [other.pk]
    page = response.content.decode()
    # Once over the group, and each piece by its own mark.
    assert (page.count("Mismo archivo"), page.count("Otro archivo, parecido")) == (3, 1)


def test_of_several_files_in_a_group_one_is_called_the_same():
    pair = [pictured(1, sha256="cd" * 32) for _n in range(2)]
    three = [pictured(1, sha256="ef" * 32) for _n in range(3)]
    (group,) = open_groups(Piece.objects.all())
    assert group.same == {piece.pk for piece in three}
    assert group.alike == [piece.pk for piece in pair]


def test_the_screen_asks_the_same_number_of_queries_however_many_groups(client, designer):
    client.force_login(designer)
    for _n in range(2):
        pictured(1)
    client.get(DUPLICATES)
    asked = _asked(client)
    for seed in (2, 2, 3, 3, 4, 4):
        pictured(seed)
    assert _asked(client) == asked


def _asked(client):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(DUPLICATES).status_code == 200
    return len(queries)


def test_a_piece_is_set_apart_and_brought_back(client, designer):
    client.force_login(designer)
    first, second, third = (pictured(1, title=f"Pieza {n}") for n in "abc")
    url = reverse(Piece.snippet_viewset.get_url_name("duplicate_decision"), args=[third.pk])
    client.post(url, {"act": "apart", "others": [first.pk, second.pk]})
    assert pairs() == {(first.pk, second.pk)}
    assert "No es un duplicado" in client.get(DUPLICATES).content.decode()
    assert {decided.decided_by for decided in Resemblance.objects.filter(is_distinct=True)} == {designer}
    client.post(url, {"act": "together", "others": [first.pk]})
    assert pairs() == {(first.pk, second.pk), (first.pk, third.pk)}


def test_who_has_two_pieces_compared_again_is_told_where_they_are(client, designer):
    client.force_login(designer)
    first, second = (pictured(1, title=f"Pieza {n}") for n in "ab")
    url = reverse(Piece.snippet_viewset.get_url_name("duplicate_decision"), args=[first.pk])
    client.post(url, {"act": "apart", "others": [second.pk]})
    client.get(DUPLICATES)
    page = client.post(url, {"act": "together", "others": [second.pk]}, follow=True).content.decode()
    assert "«Pieza a» y «Pieza b» se muestran otra vez entre los posibles duplicados." in page


def test_who_comes_second_to_a_comparison_is_told_that_it_was_asked_for(client, designer):
    client.force_login(designer)
    first, second = (pictured(1, title=f"Pieza {n}") for n in "ab")
    url = reverse(Piece.snippet_viewset.get_url_name("duplicate_decision"), args=[first.pk])
    page = client.post(url, {"act": "together", "others": [second.pk]}, follow=True).content.decode()
    assert "Esas piezas ya estaban entre los posibles duplicados." in page


@pytest.mark.parametrize("data", [{}, {"act": "otra"}, {"act": "apart", "others": ["x", "٣", "-1", "9" * 30]}])
def test_a_decision_that_makes_no_sense_changes_nothing(client, designer, data):
    client.force_login(designer)
    first, _second = pictured(1), pictured(1)
    before = pairs()
    response = client.post(reverse(Piece.snippet_viewset.get_url_name("duplicate_decision"), args=[first.pk]), data)
    assert response.status_code < 500
    assert pairs() == before


def test_who_may_not_change_pieces_decides_nothing(client, style_reviewer):
    client.force_login(style_reviewer)
    first, second = pictured(1), pictured(1)
    url = reverse(Piece.snippet_viewset.get_url_name("duplicate_decision"), args=[first.pk])
    assert client.post(url, {"act": "apart", "others": [second.pk]}).status_code in (302, 403)
    assert pairs() == {(first.pk, second.pk)}


def test_the_editor_names_what_the_master_resembles_until_it_is_set_apart(client, designer):
    client.force_login(designer)
    first = pictured(1, title="Afiche original", sha256="ab" * 32)
    second = pictured(1, title="Afiche repetido", sha256="ab" * 32)
    other = pictured(1, title="Afiche parecido")
    edit = reverse(Piece.snippet_viewset.get_url_name("edit"), args=[second.pk])
    page = client.get(edit).content.decode()
    assert "Es el mismo archivo que" in page
    assert "Afiche original" in page
    assert "Se parece a" in page
    Resemblance.objects.update(is_distinct=True)
    page = client.get(edit).content.decode()
    assert "Afiche original" not in page
    assert "Se parece a" not in page
    assert first.pk != other.pk


def test_pieces_that_the_user_may_not_open_are_not_named(designer, monkeypatch):
    from media_assets.finding import screens

    first, second = pictured(1, sha256="ab" * 32), pictured(2, sha256="ab" * 32)
    assert [each["piece"] for each in screens.alike_context(second, designer)["alike"]] == [first]
    monkeypatch.setattr(screens, "seen_by", lambda user: Piece.objects.exclude(pk=first.pk))
    assert screens.alike_context(second, designer)["alike"] == []
