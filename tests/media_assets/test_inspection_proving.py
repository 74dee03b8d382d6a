"""Programs that draw PDF and are installed by half: nothing is held against the files that they are given."""

import logging
import shutil
from types import SimpleNamespace

import pytest

from cms import checks
from media_assets.inspection import proving, rips
from tests.media_assets.test_inspection_print import sheet
from tests.media_assets.test_inspection_rips import PAGE, at_hand, stored  # noqa: F401

HALF = "#!/bin/sh\necho 'gs: cannot find initialization file gs_init.ps' >&2\nexit 1\n"
#: Fails on every file but that of the house, and from the day that the flag is there on that one too.
SPOILED = "#!/bin/sh\ncase \"$*\" in *rotativa-proof-*) [ -e {flag} ] && exit 1;; *) exit 1;; esac\nexec {whole} \"$@\"\n"


@pytest.fixture(autouse=True)
def nothing_known():
    proving.forget()
    yield
    proving.forget()


@pytest.fixture
def ghostscript(monkeypatch, tmp_path):
    """Puts a Ghostscript of those words where programs are looked for, before the one that is installed."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")

    def install(words):
        program = folder / "gs"
        program.write_text(words)
        program.chmod(0o755)
        return program

    return install


@pytest.fixture
def clock(monkeypatch):
    """Minutes pass as a test says."""
    now = [1_000_000.0]
    monkeypatch.setattr(proving, "time", SimpleNamespace(monotonic=lambda: now[0]))

    def wait(seconds):
        now[0] += seconds

    return wait


def by(told):
    return [each["by"] for each in told]


def test_each_draws_the_page_of_the_house_without_a_word(at_hand, stored):  # noqa: F811
    told = rips.draw(stored(proving.page_of_the_house()), [PAGE])
    assert [(each["by"], each["missing"], each["code"], each["complaint"]) for each in told] == [
        (rip.name, 0, 0, "") for rip in rips.RIPS
    ]


def test_a_program_that_is_installed_by_half_is_not_asked(at_hand, stored, ghostscript):  # noqa: F811
    ghostscript(HALF)
    assert by(rips.draw(stored(sheet(b"0 0 9 9 re f")), [PAGE])) == ["MuPDF", "Poppler"]


def test_what_is_installed_by_half_is_logged_once(at_hand, stored, ghostscript, caplog):  # noqa: F811
    program = ghostscript(HALF)
    for _each in range(3):
        rips.draw(stored(sheet(b"")), [PAGE])
    said = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert len(said) == 1
    assert str(program) in said[0].getMessage()


def test_it_is_asked_again_after_it_is_mended(at_hand, stored, ghostscript, clock, caplog):  # noqa: F811
    program = ghostscript(HALF)
    path = stored(sheet(b"0 0 9 9 re f"))
    rips.draw(path, [PAGE])
    program.write_text(f'#!/bin/sh\nexec {shutil.which("gs", path="/usr/bin:/bin")} "$@"\n')
    assert "Ghostscript" not in by(rips.draw(path, [PAGE]))
    clock(proving.AGAIN + 1)
    assert "Ghostscript" in by(rips.draw(path, [PAGE]))
    assert "asked again" in caplog.text


def test_a_program_that_works_proves_itself_once(at_hand, stored, monkeypatch):  # noqa: F811
    proofs, prove = [], rips._prove
    monkeypatch.setattr(rips, "_prove", lambda rip, program, until: (proofs.append(program), prove(rip, program, until)))
    for _each in range(2):
        rips.draw(stored(sheet(b"0 0 9 9 re f")), [PAGE])
    assert len(proofs) == len(set(proofs)) == 3


def test_a_program_that_falls_ill_between_two_files_is_not_believed(at_hand, stored, ghostscript, tmp_path):  # noqa: F811
    flag = tmp_path / "enfermo"
    ghostscript(SPOILED.format(flag=flag, whole=shutil.which("gs", path="/usr/bin:/bin")))
    path = stored(sheet(b"0 0 9 9 re f"))
    told = {each["by"]: each for each in rips.draw(path, [PAGE])}
    assert told["Ghostscript"]["code"] == 1
    flag.touch()
    assert "Ghostscript" not in by(rips.draw(path, [PAGE]))


def test_a_program_that_hangs_on_the_page_of_the_house_is_told_as_not_ended(at_hand, stored, ghostscript, monkeypatch):  # noqa: F811
    ghostscript("#!/bin/sh\nexec sleep 60\n")
    for program in ("mutool", "pdftoppm"):
        proving.keep(shutil.which(program), True)
    monkeypatch.setattr(proving, "WALL", 0.5)
    told = {each["by"]: each for each in rips.draw(stored(sheet(b"0 0 9 9 re f")), [PAGE])}
    assert not told["Ghostscript"]["ended"]
    assert told["Poppler"]["ended"]


@pytest.mark.parametrize(("words", "said"), [(HALF, ["rotativa.W002"]), (None, [])])
def test_what_is_installed_by_half_is_told_before_deployment(at_hand, ghostscript, words, said):  # noqa: F811
    program = words and ghostscript(words)
    told = checks.programs_draw(None)
    assert [each.id for each in told] == said
    assert all(str(program) in each.msg for each in told)


def test_a_file_that_is_gone_says_nothing_of_a_program(at_hand, tmp_path):  # noqa: F811
    assert rips.draw(tmp_path / "ido.pdf", [PAGE]) == []
    assert not any(proving.is_known_to_fail(shutil.which(rip.program)) for rip in rips.RIPS)
