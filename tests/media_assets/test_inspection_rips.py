"""What the programs of printers make of a PDF: who draws all of it, who does not, and what that means for the piece."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from media_assets.inspection import rips
from media_assets.inspection.reports import inspect, measure
from media_assets.intake import bounded, confined
from media_assets.masters import add_master
from media_assets.models import Piece
from tests import factories
from tests.media_assets.test_inspection_print import codes, facts_of, sheet  # noqa: F401

PAGE = {"media": [216, 303]}
DRAWN = {"by": "Ghostscript", "pages": 2, "missing": 0, "ended": True, "code": 0, "complaint": ""}


@pytest.fixture
def at_hand():
    """All three of them; a machine that lacks one says so."""
    if missing := [rip.program for rip in rips.RIPS if not shutil.which(rip.program)]:
        give_up = pytest.fail if os.environ.get("REQUIRE_VIEWERS") else pytest.skip
        give_up(f"not installed: {', '.join(missing)}")


@pytest.fixture
def stored(tmp_path):
    def keep(content):
        path = tmp_path / "archivo con espacios.pdf"
        path.write_bytes(content)
        return path

    return keep


@pytest.fixture
def proven(at_hand, monkeypatch):
    """They are taken for whole, whatever they make of a file."""
    monkeypatch.setattr(rips, "_prove", lambda rip, program, until: None)


def judged(facts_of, *drawn):  # noqa: F811
    facts = facts_of(sheet(b"0 0 9 9 re f", pages=2)) | {"drawn": [DRAWN | told for told in drawn]}
    return codes(facts)


def test_each_draws_every_page_of_a_good_pdf(at_hand, stored):
    told = rips.draw(stored(sheet(b"0 0 9 9 re f", pages=3)), [PAGE] * 3)
    assert [(each["by"], each["pages"], each["missing"], each["complaint"]) for each in told] == [
        (name, 3, 0, "") for name in ("MuPDF", "Ghostscript", "Poppler")
    ]
    assert all(each["ended"] and each["code"] == 0 for each in told)


def test_pages_that_are_not_drawn_are_told_with_the_first_of_them(at_hand, stored):
    told = rips.draw(stored(sheet(b"0 0 9 9 re f", pages=2)), [PAGE] * 3)
    assert {each["missing"] for each in told} == {3}
    told = rips.draw(stored(sheet(b"0 0 9 9 re f")[:300]), [PAGE])
    assert {(each["missing"], each["ended"]) for each in told} == {(1, True)}


def test_a_program_that_has_to_guess_says_so(at_hand, stored):
    content = sheet(b"0 0 9 9 re f /Nada Do (hola) Tj")
    assert any(each["complaint"] and not each["missing"] for each in rips.draw(stored(content), [PAGE]))


def test_a_page_that_ghostscript_gives_up_in_the_middle_is_not_drawn(at_hand, stored):
    def tinted(pdf):
        function = pdf.make_stream(b"{ pop pop pop }", FunctionType=4, Domain=[0, 1], Range=[0, 1] * 4)
        return pikepdf.Dictionary(CS=pikepdf.Array([pikepdf.Name.Separation, pikepdf.Name.Oro, pikepdf.Name.DeviceCMYK, function]))

    content = sheet(b"/CS cs 0.5 scn 0 0 99 99 re f", ColorSpace=tinted)
    told = {each["by"]: each for each in rips.draw(stored(content), [PAGE])}
    assert told["Ghostscript"]["missing"] == 0
    assert told["Ghostscript"]["code"]


def test_a_sheet_as_long_as_the_standard_lets_it_be_is_drawn_small(at_hand, stored):
    content = sheet(b"0 0 9 9 re f", trim=(5_000, 5_000))
    told = rips.draw(stored(content), [{"media": [5_006, 5_006]}])
    assert {(each["pages"], each["ended"]) for each in told} == {(1, True)}


def test_who_is_not_installed_is_not_asked(monkeypatch, stored, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert rips.draw(stored(sheet(b"")), [PAGE]) == []


def test_a_file_that_has_taken_all_its_time_is_drawn_by_nobody_and_nothing_is_held_against_it(at_hand, stored):
    told = rips.draw(stored(sheet(b"")), [PAGE], spent=rips.ALL_IN_ALL)
    assert [each["ended"] for each in told] == [False] * 3


def test_a_full_disk_is_not_held_against_the_file(proven, stored, monkeypatch):
    monkeypatch.setattr(confined, "LARGEST_FILE", 2**60)
    monkeypatch.setattr(rips.confined, "run", lambda *command, **bounds: confined.Ended(1, b"No space left on device"))
    assert [each["ended"] for each in rips.draw(stored(sheet(b"")), [PAGE])] == [False] * 3


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (0, b"error: jpeg error: Insufficient memory (case 4)\nwarning: padding truncated image"),
        (1, b"warning: openjpeg error: Size of tile data exceeds system limits\nerror: Failed to decode JPX image"),
        (1, b"openjpeg: Not enough memory to decode tile 1"),
        (-6, b"terminate called after throwing an instance of 'std::bad_alloc'"),
    ],
)
def test_a_picture_too_large_for_the_memory_of_a_program_is_not_held_against_the_file(
    proven, stored, monkeypatch, code, said
):
    monkeypatch.setattr(rips.confined, "run", lambda *command, **bounds: confined.Ended(code, said))
    assert {(each["ended"], each["complaint"]) for each in rips.draw(stored(sheet(b"")), [PAGE])} == {(False, "")}


def leaving(monkeypatch, *names, end=None):
    """Each program leaves those files in its folder and comes to that end; to none where there is none."""

    def run(_program, _path, folder, **_bounds):
        for name in names:
            (Path(folder) / name).touch()
        if end is None:
            raise bounded.TooDemanding
        return end

    monkeypatch.setattr(rips.confined, "run", run)


def test_what_a_program_leaves_beside_the_pages_is_none_of_them(proven, stored, monkeypatch):
    leaving(monkeypatch, "1.raw", "gs_aB3xY7", "p-2.pgm", "gs_1", end=confined.Ended(0, b""))
    assert {(each["pages"], each["missing"]) for each in rips.draw(stored(sheet(b"")), [PAGE] * 2)} == {(2, 0)}


def test_the_page_at_which_a_program_was_ended_is_not_drawn(proven, stored, monkeypatch):
    leaving(monkeypatch, "1.pgm", "2.pgm")
    assert {each["pages"] for each in rips.draw(stored(sheet(b"")), [PAGE] * 3)} == {1}


def test_who_is_installed_and_does_not_start_is_not_held_against_the_file(monkeypatch, stored, tmp_path):
    broken = tmp_path / "gs"
    broken.write_text("#!/there/is/no/such/program\n")
    broken.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert rips.draw(stored(sheet(b"")), [PAGE]) == []


def test_a_program_that_does_not_come_to_an_end_is_ended(stored, tmp_path):
    with pytest.raises(bounded.TooDemanding):
        confined.run([shutil.which("sleep"), "60"], stored(b""), tmp_path, seconds=5, wall=0.5)
    with pytest.raises(bounded.TooDemanding):
        confined.run([shutil.which("sh"), "-c", "while :; do :; done"], stored(b""), tmp_path, seconds=1, wall=30)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the bound of time ends it")
def test_a_program_whose_worker_is_killed_before_it_starts_does_not_start(monkeypatch, stored, tmp_path):
    worker = subprocess.Popen([shutil.which("true")])
    worker.wait()
    monkeypatch.setattr(confined.os, "getpid", lambda: worker.pid)
    confined.run([shutil.which("touch"), str(tmp_path / "marca")], stored(b""), tmp_path, seconds=5, wall=30)
    assert not (tmp_path / "marca").exists()


def test_a_program_learns_nothing_of_the_house(monkeypatch, stored, tmp_path):
    monkeypatch.setenv("SECRET_KEY", "secreto")
    told = confined.run([shutil.which("env")], stored(b""), tmp_path, seconds=5, wall=30)
    assert told.code == 0
    assert b"PATH=" in told.said
    assert b"secreto" not in told.said


def test_a_program_writes_no_file_beyond_its_bound(monkeypatch, stored, tmp_path):
    copying = [shutil.which("dd"), "if=/dev/zero", f"of={tmp_path / 'grande'}", "bs=1M", "count=80"]
    assert confined.run(copying, stored(b""), tmp_path, seconds=5, wall=30).code != 0
    assert (tmp_path / "grande").stat().st_size <= confined.LARGEST_FILE


def test_a_page_that_one_program_does_not_draw_blocks_and_says_which(facts_of):  # noqa: F811
    found = judged(facts_of, {}, {"by": "MuPDF", "pages": 1, "missing": 2})["pages-not-drawn"]
    assert found.blocks
    assert "MuPDF" in found.found
    assert found.places[0].page == 2


def test_a_program_that_ends_with_an_error_blocks_too(facts_of):  # noqa: F811
    assert judged(facts_of, {"code": 1})["pages-not-drawn"].blocks


def test_guesses_warn_and_do_not_block(facts_of):  # noqa: F811
    found = judged(facts_of, {"complaint": "**** Error: stack underflow"})
    assert "pages-not-drawn" not in found
    assert not found["drawn-by-guessing"].blocks
    # The words of the program are for the log: they are in another language.
    assert "underflow" not in found["drawn-by-guessing"].found


def test_what_was_not_drawn_for_want_of_time_is_only_told(facts_of):  # noqa: F811
    found = judged(facts_of, {"ended": False, "pages": 1, "missing": 2})
    assert found["drawing-not-ended"].severity == "informs"
    assert "pages-not-drawn" not in found


def test_a_pdf_that_all_of_them_draw_has_nothing_to_its_name(facts_of):  # noqa: F811
    assert not {"pages-not-drawn", "drawn-by-guessing", "drawing-not-ended"} & judged(facts_of, {}, {}).keys()


@pytest.mark.django_db
def test_the_inspection_of_a_master_asks_them(at_hand, designer):
    piece = factories.piece(user=designer, channel="print", format=factories.piece_format("print"))
    content = ContentFile(sheet(b"0 0 9 9 re f", pages=2), name="cartel.pdf")
    version = add_master(piece, content, filename="cartel.pdf", user=designer)
    assert [told["pages"] for told in measure(version)["drawn"]] == [2, 2, 2]
    assert inspect(version).facts["drawn"][0]["by"] == "MuPDF"


@pytest.mark.django_db
def test_the_editor_names_who_drew_all_pages_without_an_error(facts_of, designer, client):  # noqa: F811
    piece = factories.piece(user=designer, channel="print", format=factories.piece_format("print"))
    content = sheet(b"0 0 9 9 re f", pages=2)
    version = add_master(piece, ContentFile(content, name="cartel.pdf"), filename="cartel.pdf", user=designer)
    told = [{}, {"by": "Poppler", "code": 1}, {"by": "MuPDF", "missing": 2}, {"by": "Xpdf", "ended": False}]
    inspect(version, facts_of(content) | {"drawn": [DRAWN | each for each in told]})
    client.force_login(designer)
    page = client.get(reverse(Piece.snippet_viewset.get_url_name("inspection"), args=[piece.pk])).content.decode()
    assert "Todas sus páginas fueron dibujadas por Ghostscript." in page


@pytest.mark.django_db
@pytest.mark.parametrize("ended", [True, False])
def test_the_same_bytes_are_drawn_again_only_where_there_was_no_time_before(designer, monkeypatch, ended):
    content = sheet(b"0 0 9 9 re f", pages=2)

    def bring():
        piece = factories.piece(user=designer, channel="print", format=factories.piece_format("print"))
        return add_master(piece, ContentFile(content, name="cartel.pdf"), filename="cartel.pdf", user=designer)

    monkeypatch.setattr(rips, "draw", lambda *_file, **_spent: [DRAWN | {"ended": ended}])
    inspect(bring())
    monkeypatch.setattr(rips, "draw", lambda *_file, **_spent: [DRAWN | {"by": "MuPDF"}])
    assert inspect(bring()).facts["drawn"][0]["by"] == ("Ghostscript" if ended else "MuPDF")
