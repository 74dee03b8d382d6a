"""The public sizes of pictures, and that nothing else is served beside them."""

import pytest
from django.urls import reverse

from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def stored(settings, tmp_path):
    settings.PUBLIC_MEDIA_ROOT = tmp_path / "public"
    (tmp_path / "public" / "imagenes").mkdir(parents=True)
    (tmp_path / "public" / "imagenes" / "a.avif").write_bytes(b"picture")
    (tmp_path / "secreto.txt").write_text("secreto")
    return tmp_path


def test_a_picture_is_served_for_any_cache_to_keep(client, stored):
    answer = client.get("/media/imagenes/a.avif")
    assert b"".join(answer.streaming_content) == b"picture"
    assert answer["Content-Type"] == "image/avif"
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer["Content-Length"] == "7"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert client.get("/media/imagenes/a.avif", headers={"If-None-Match": answer["ETag"]}).status_code == 304


@pytest.mark.parametrize(
    "name",
    [
        "",
        "imagenes",
        "imagenes/",
        "no-existe.jpg",
        "../secreto.txt",
        "imagenes/../../secreto.txt",
        "%2e%2e/secreto.txt",
        "..%2fsecreto.txt",
        "/etc/passwd",
        "a\0b",
        "a" * 5000,
    ],
)
def test_nothing_outside_and_no_listing(client, stored, name):
    assert client.get(f"/media/{name}").status_code == 404


def test_a_link_out_of_the_folder_is_not_followed(client, stored):
    (stored / "public" / "enlace.txt").symlink_to(stored / "secreto.txt")
    assert client.get("/media/enlace.txt").status_code == 404


def test_it_is_only_for_reading(client, stored):
    assert client.post("/media/imagenes/a.avif").status_code == 405


def test_a_rendition_of_the_library_is_where_its_address_says(client):
    rendition = factories.ImageFactory().get_rendition("width-100|format-webp")
    answer = client.get(rendition.url)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "image/webp"
    assert rendition.url.startswith(reverse("public_file", args=["imagenes/x"])[:-1])
