"""Whatever name is asked for, the doors of files give what they may, or say that there is nothing: never a fault."""

import urllib.parse
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from media_assets.models import Channel
from media_assets.models.briefs import FOLDER
from media_assets.models.deliveries import PACKAGES
from tests import factories
from tests.media_assets.factories import add_derivative, add_version
from tests.media_assets.test_s3_storage import bucket, server  # noqa: F401

pytestmark = pytest.mark.django_db

SECRET = b"clave-que-nadie-lee"
#: Files that no name alone may open: signed consents, packages, and what came with a brief.
KEPT = ("consentimientos/1/firma.pdf", f"{PACKAGES}1/paquete.zip", f"{FOLDER}/abc/solicitud.pdf")
OPEN = "original_images/calle.jpg"

_PIECES = (
    *KEPT, OPEN, "consentimientos", "firma.pdf", "original_images", "rotativa.sqlite3", "etc/passwd",
    "..", ".", "/", "//", "\\", "..\\", "%2e%2e", "%2f", "%5c", "%00", "\0", "\r\n", " ", "?", "#", ";", ":", "~", "C:",
    "\u202e", "\u2024\u2024", "\uff0e\uff0e", "\u2215", "e\u0301", "\U0001f986", "\ud7ff", "\xff", "a" * 300, "a/" * 600,
)  # fmt: skip
names = st.lists(st.one_of(st.sampled_from(_PIECES), st.text(max_size=8)), min_size=1, max_size=6).map("".join)
#: How often the name is written in per cent: not at all, once, and so that one decoding still leaves a way out.
writings = st.integers(0, 2)
many = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def written(name, times):
    for _time in range(times):
        name = urllib.parse.quote(name, safe="", errors="surrogatepass")
    return name


def asked(client, address):
    """Status and content; an address that no server would pass on counts as not found."""
    answer = client.get(address)
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return answer.status_code, content


@pytest.fixture
def kept():
    for name in KEPT:
        default_storage.save(name, ContentFile(SECRET))
    default_storage.save(OPEN, ContentFile(factories.picture_bytes()))


@pytest.fixture
def outside(kept, tmp_path, settings):
    """A secret beside the folder of media, as the database is."""
    beside = default_storage.path("x").removesuffix("/x").rpartition("/")[0]
    secret = Path(beside) / "rotativa.sqlite3"
    secret.write_bytes(SECRET)
    yield secret
    secret.unlink()


@pytest.fixture
def draft():
    """A spot that nobody may hear yet, and what was made of it."""
    version = add_version(factories.piece(Channel.RADIO, live=False), SECRET)
    return add_derivative(version, "waveform", SECRET, "image/svg+xml")


@pytest.fixture
def published():
    return add_version(factories.piece(Channel.RADIO, live=True), SECRET)


@many
@given(name=names, times=writings)
@example(name="../rotativa.sqlite3", times=1)
@example(name="x/../consentimientos/1/firma.pdf", times=1)
@example(name="consentimientos\\1\\firma.pdf", times=1)
@example(name="\\consentimientos/1/firma.pdf", times=2)
@example(name="consentimientos/1/firma.pdf\0", times=1)
def test_no_way_of_writing_a_name_opens_what_has_another_door(client, editor, outside, name, times):
    client.force_login(editor)
    status, content = asked(client, "/archivos/originales/" + written(name, times))
    assert status < 500
    assert SECRET not in content


@many
@given(name=names, times=writings)
def test_a_stranger_is_given_no_original_by_any_name(client, outside, name, times):
    status, content = asked(client, "/archivos/originales/" + written(name, times))
    assert status < 500
    assert status != 200 or not name.strip("./\\")
    assert SECRET not in content


@many
@given(
    name=names,
    times=writings,
    door=st.sampled_from(("piezas", "vistas", "medios", "subtitulos", "documents")),
    number=st.one_of(st.integers(0, 9), st.sampled_from(("0" * 50, "9" * 40, str(2**63), "-1", "1.5", "١"))),
)
def test_the_doors_of_numbered_files_open_to_their_own_name_only(client, draft, name, times, door, number):
    root = "" if door == "documents" else "/archivos"
    status, content = asked(client, f"{root}/{door}/{number}/{written(name, times)}")
    assert status < 500
    assert SECRET not in content


@many
@given(name=names)
def test_the_true_number_with_a_false_name_finds_nothing(client, published, name):
    version = published
    if name != version.original_name:
        status, content = asked(client, f"/archivos/piezas/{version.pk}/{written(name, 1)}")
        assert status in (301, 302, 404)
        assert SECRET not in content


@many
@given(token=names)
def test_a_link_of_a_delivery_that_nobody_signed_opens_nothing(client, token):
    for ending in ("", "paquete.zip"):
        status, content = asked(client, f"/entregas/{written(token, 1)}/{ending}")
        assert status < 500
        assert SECRET not in content


@pytest.mark.s3
@pytest.mark.parametrize("way", ["{}", "/{}", "x/../{}", ".\\{}", "x\\..\\{}", "{}\0", "%2e/{}", "//{}", "\u202e{}"])
def test_from_a_bucket_no_way_of_writing_a_name_opens_what_has_another_door(client, editor, bucket, way):  # noqa: F811
    for name in KEPT:
        bucket.save(name, ContentFile(SECRET))
    client.force_login(editor)
    for name in KEPT:
        for spelling in (name, name.replace("/", "\\"), name.replace("/", "//")):
            for download in ("", "?descargar"):
                address = reverse("original", args=["x"])[:-1] + written(way.format(spelling), 1) + download
                status, content = asked(client, address)
                assert status in (301, 302, 400, 404), address
                assert SECRET not in content
                assert status in (400, 404) or "rotativa" not in client.get(address).get("Location", "")
