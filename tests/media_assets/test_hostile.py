"""
Broken and hostile files end as facts, as a refusal or as a clear failure, within their bounds, and reach nobody.

A sample; thousands are tried by ``python -m tests.benchmarks.hostile``.
"""

import contextlib
import os
import socket
import threading

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from media_assets.inspection.catalogue import judge
from media_assets.inspection.specification import Specification
from media_assets.intake import IntakeRefused, bounded, inspect_upload, safe_filename
from tests.media_assets import corpus, corpus_hostile, corpus_mutants
from tests.media_assets.hostile_yard import Yard, is_print_ready
from tests.media_assets.viewers import not_installed, who_cannot_open

#: Crafted files that cost little, some of the disguises and of what was swapped, and mutants.
_COSTLY = corpus_hostile.HEAVY | corpus_hostile.SLOW | corpus_hostile.DISGUISES.keys() | corpus_hostile.SWAPPED.keys()
CRAFTED = tuple(name for name in corpus_hostile.HOSTILE if name not in _COSTLY)
DISGUISES = tuple(corpus_hostile.DISGUISES)[::12] + tuple(corpus_hostile.SWAPPED)[::24]
MUTANTS = 40


@pytest.fixture(scope="module")
def yard():
    with Yard() as opened:
        yield opened


@pytest.fixture(scope="module")
def listener():
    """An address that hostile files name, and the list of those who called."""
    calls = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def listen():
            with contextlib.suppress(OSError):
                while True:
                    calls.append(server.accept()[0].close())

        threading.Thread(target=listen, daemon=True).start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/".encode(), calls


def ends_well(fate, path):
    assert fate.is_within_bounds, fate
    assert fate.end in ("refused", "failed", "inspected")
    for channel in ("print", "radio", "tv", "web"):
        judge(fate.facts, Specification(channel=channel, width_mm=100, height_mm=100, minimum_dpi=300, colour="cmyk"))
    if is_print_ready(fate):
        blind = who_cannot_open(path, fate.facts.get("pages"))
        assert not blind, f"{fate.name} was accepted and is not opened by {', '.join(blind)}"


def test_other_readers_are_there_to_be_asked():
    """Without them the rest of this file compares with fewer; ``REQUIRE_VIEWERS`` says that none may be left out."""
    if missing := not_installed():
        give_up = pytest.fail if os.environ.get("REQUIRE_VIEWERS") else pytest.skip
        give_up(f"nothing is compared with {', '.join(missing)}: not installed")


@pytest.mark.parametrize("name", CRAFTED)
def test_a_file_made_to_hurt_hurts_nobody(yard, listener, tmp_path, name):
    address, calls = listener
    path = tmp_path / name
    path.write_bytes(corpus_hostile.hostile(name, address))
    ends_well(yard.try_file(path), path)
    assert not calls, f"{name} made a decoder call an address"


def test_files_in_disguise_and_files_cut_short_hurt_nobody(yard, listener, tmp_path):
    address, calls = listener
    for name in DISGUISES:
        path = tmp_path / name
        path.write_bytes(corpus_hostile.hostile(name, address))
        ends_well(yard.try_file(path), path)
    assert not calls


@pytest.mark.parametrize(
    "name",
    [
        "arithmetic.jpg",
        "strip-endless.tif",
        "strip-of-no-rows.tif",
        "directory-loop.tif",
        "without-its-last-byte-anticuado.tif",
        "parent-loop.pdf",
        "unit-negative.pdf",
        "unit-tiny.pdf",
        "unit-of-75000.pdf",
        "labels-ring.pdf",
        "box-of-numbers-long.pdf",
        "style-of-a-set.svg",
        "base-elsewhere-for-parts.svg",
        "style-in-pieces.svg",
        "table-stco-65535.mov",
        "table-stsz-four-billion.mp4",
        "table-stsz-sample.mp4",
        "table-stsz-sample.m4a",
        "table-stsz-all-alike.mov",
        "table-stts-version-255.m4a",
        "table-stsc-flags.mp4",
        "tables-behind-boxes.mov",
    ],
)
def test_what_other_programs_would_not_open_or_would_fetch_is_refused(yard, tmp_path, name):
    path = tmp_path / name
    path.write_bytes(corpus_hostile.hostile(name))
    assert yard.try_file(path).end == "refused"


@pytest.mark.parametrize("name", ["content-nested.pdf", "strings-nested.pdf", "jpx-noise.pdf", "image-nothing.pdf"])
def test_a_pdf_that_viewers_cannot_draw_is_never_ready_for_the_press(yard, tmp_path, name):
    path = tmp_path / name
    path.write_bytes(corpus_hostile.hostile(name))
    assert not is_print_ready(yard.try_file(path))


NAMES = (
    "../../etc/passwd.jpg",
    "a\0.jpg",
    "foto\u202egpj.exe",
    "con.jpg",
    ".htaccess",
    "foto.php.jpg",
    "   .jpg",
    "a" * 300 + ".jpg",
    "ñandú 🦆.jpg",
    "%2e%2e%2fa.jpg",
    "a\nb.jpg",
    "",
    "jpg",
    "a.jpg/",
    "C:\\a.jpg",
    "<script>.jpg",
)


@pytest.mark.parametrize("name", NAMES)
def test_a_name_of_tricks_is_refused_in_words_or_made_plain(name):
    plain = safe_filename(name)
    assert 0 < len(plain) <= 200
    assert not set(plain) & set("/\\\0\n<>%")
    assert not plain.startswith(".")
    upload = SimpleUploadedFile("calle.jpg", corpus.good("calle.jpg"))
    with contextlib.suppress(IntakeRefused):
        inspect_upload(upload, name)


def test_good_files_that_were_spoiled_end_as_facts_or_as_words(yard, tmp_path):
    for name, content in corpus_mutants.mutants(MUTANTS, seed=7):
        path = tmp_path / name
        path.write_bytes(content)
        ends_well(yard.try_file(path), path)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(corpus_mutants.SEEDS), way=st.integers(0, 12), seed=st.integers(0, 10**9))
def test_however_a_file_is_spoiled_no_exception_escapes(yard, tmp_path, name, way, seed):
    path = tmp_path / name
    path.write_bytes(corpus_mutants.mutant(name, way, seed))
    ends_well(yard.try_file(path), path)


@pytest.mark.parametrize(
    "name",
    [
        "playlist.mp4",
        "concat.wav",
        "laughs.svg",
        "picture-elsewhere.svg",
        "javascript.pdf",
        "attachment.pdf",
        "program.jpg",
    ],
)
def test_at_the_door_itself_they_are_refused_in_words(name):
    with pytest.raises(IntakeRefused) as refused:
        inspect_upload(SimpleUploadedFile(name, corpus_hostile.hostile(name)), name)
    assert refused.value.message


def test_a_child_that_swells_beyond_its_bound_of_memory_is_ended(monkeypatch):
    monkeypatch.setattr(bounded, "RESIDENT", 1024 * 1024)
    monkeypatch.setattr(bounded, "LOOK_EVERY", 0.02)
    with pytest.raises(bounded.TooDemanding):
        bounded.ask("tests.media_assets.misbehaving", {"how": "spins", "path": "/"}, seconds=30)
