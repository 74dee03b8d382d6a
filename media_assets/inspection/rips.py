"""
What others make of a PDF: the raster image processors at hand draw each of its pages.

The house measures with qpdf and draws with PDFium. The programs of printers, of presses and of
those who read are other ones: stricter here, more lenient there. Whichever of three is
installed draws the whole document small, in a process bound like those of the house, and
what came of it is a fact like the others. Who is not installed, or does not draw the page of the
house (``proving``), is not asked. No Django here.
"""

import contextlib
import logging
import re
import shutil
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from media_assets.inspection import proving
from media_assets.intake import confined
from media_assets.intake.bounded import TooDemanding

logger = logging.getLogger(__name__)

#: Seconds of processor for each; of the wall clock for all together, and those that a file may take of it in all.
SECONDS, WALL, ALL_IN_ALL = 15, 45, 56
#: A page is drawn at this many dots per inch, or so that its longest side has this many dots.
_DPI, _MOST_DOTS = 12, 600
#: Words of a program that wanted more memory than it is given, or of its readers of JPEG and JPEG 2000; some draw
#: the page without the picture then, and end well.
_WANTS_MEMORY = re.compile(
    rb"malloc|bad_alloc|VMerror|out of memory|cannot allocate|(insufficient|not enough) memory|exceeds system limits", re.I
)
#: The files of pages as they are asked for; a program that was killed leaves others beside them.
_PAGE = re.compile(r"(?:p-)?(\d+)\.(?:pgm|raw)")
_LONGEST_COMPLAINT = 200


@dataclass(frozen=True)
class Rip:
    """
    A program by its name, how it is called, and by which words it says that it has to guess, or that it gave up a page.

    That it lacks a map of the characters of Chinese, Japanese or Korean is said of the program and not of the file.
    """

    name: str
    program: str
    arguments: str
    complaint: re.Pattern
    surrender: re.Pattern | None = None

    def command(self, program, path, dpi, folder):
        filled = {"path": path, "dpi": f"{dpi:.3f}", "folder": folder}
        return [program, *(argument.format(**filled) for argument in self.arguments.split())]


RIPS = (
    Rip(
        "MuPDF",
        "mutool",
        "draw -q -r {dpi} -F pgm -o {folder}/%d.pgm {path}",
        re.compile(rb"^error: (?!no builtin cmap file: Uni).*$", re.M),
    ),
    Rip(
        "Ghostscript",
        "gs",
        "-q -dBATCH -dNOPAUSE -dSAFER -r{dpi} -sDEVICE=bitcmyk -o {folder}/%d.raw -f {path}",
        re.compile(rb"^ *\*{4} .*$", re.M),
        # It goes on to the next page and ends well; what was left of this one is not on it.
        re.compile(rb"Page drawing error occurred|Could not draw this page"),
    ),
    Rip(
        "Poppler",
        "pdftoppm",
        "-gray -r {dpi} {path} {folder}/p",
        re.compile(rb"^(?:(?:Syntax|Internal|Command Line) Error(?!: Missing language pack).*|Error.*)$", re.M),
    ),
)


def draw(path, boxes, *, spent=0.0) -> list[dict]:
    """
    What each program at hand made of a PDF with those pages (``boxes`` as they were measured, mm).

    ``by`` which program, how many ``pages`` it drew, the number of the first that it did not
    (``missing``, 0 if none), whether it ``ended`` by itself and had the memory and the disk that it wanted, its ``code``, and its first
    complaint. ``spent`` are the seconds that the file has taken until now.
    """
    longest = max((side for box in boxes for side in box["media"]), default=0)
    dpi = min(_DPI, _MOST_DOTS / (longest / 25.4)) if longest else _DPI
    until = time.monotonic() + min(WALL, ALL_IN_ALL - spent)
    told = []
    for rip in RIPS:
        program = shutil.which(rip.program)
        if program and not proving.is_known_to_fail(program):
            with contextlib.suppress(confined.NotStarted):
                told.append(_proven(rip, program, path, dpi, len(boxes), until))
    return told


def _proven(rip, program, path, dpi, pages, until):
    """What the program made of the file, if it draws the page of the house. Raises ``NotStarted`` if it does not."""
    try:
        if not proving.is_known_to_work(program):
            _prove(rip, program, until)
        try:
            told = _drawn_by(rip, program, path, dpi, pages, until)
        except confined.NotStarted:
            # Of the program, or of a file that is gone?
            _prove(rip, program, until)
            raise
        if gave_up(told):
            _prove(rip, program, until)
        return told
    except TooDemanding:
        # The machine is busy, or the program hangs: either way nothing is known of the file.
        return _nothing_known(rip)


def _prove(rip, program, until):
    with tempfile.NamedTemporaryFile(prefix="rotativa-proof-", suffix=".pdf") as sheet:
        sheet.write(proving.page_of_the_house())
        sheet.flush()
        wall = min(proving.WALL, until - time.monotonic())
        try:
            told = _drawn_by(rip, program, sheet.name, _DPI, 1, time.monotonic() + wall, seconds=proving.SECONDS)
        except confined.NotStarted:
            proving.keep(program, False)
            raise
    if not told["ended"]:
        raise TooDemanding
    proving.keep(program, drew_all(told) and not told["complaint"])
    if proving.is_known_to_fail(program):
        raise confined.NotStarted


def do_not_draw() -> list[str]:
    """The programs that are installed and do not draw the page of the house."""
    failing = []
    for rip in RIPS:
        if program := shutil.which(rip.program):
            try:
                _prove(rip, program, time.monotonic() + proving.WALL)
            except (TooDemanding, confined.NotStarted):
                failing.append(program)
    return failing


def drew_all(told) -> bool:
    """Whether that program drew every page, without an error at the end."""
    return told["ended"] and not (told["missing"] or told["code"])


def gave_up(told) -> bool:
    """Whether it came to its end by itself and not every page is drawn, or not without an error."""
    return told["ended"] and not drew_all(told)


def _nothing_known(rip):
    return {"by": rip.name, "pages": 0, "missing": 1, "ended": False, "code": 0, "complaint": ""}


def _drawn_by(rip, program, path, dpi, pages, until, *, seconds=SECONDS):
    with tempfile.TemporaryDirectory(prefix="rotativa-rip-") as folder:
        command = rip.command(program, str(path), dpi, folder)
        try:
            ended = confined.run(command, path, folder, seconds=seconds, wall=until - time.monotonic())
        except TooDemanding:
            ended = None
        is_full = shutil.disk_usage(folder).free < confined.LARGEST_FILE
        numbers = {int(found[1]) for file in Path(folder).iterdir() if (found := _PAGE.fullmatch(file.name))}
    lacked = ended is None or is_full or _WANTS_MEMORY.search(ended.said)
    # A file is begun before its page is drawn: of a program that fell, the last one tells nothing.
    if lacked or ended.code < 0:
        numbers.discard(max(numbers, default=0))
    missing = next((number for number in range(1, pages + 1) if number not in numbers), 0)
    told = _nothing_known(rip) | {"pages": len(numbers), "missing": missing}
    if lacked:
        return told
    complaint = rip.complaint.search(ended.said)
    code = ended.code or int(bool(rip.surrender and rip.surrender.search(ended.said)))
    if complaint or code or missing:
        logger.info("%s on %s ended with %s: %r", rip.name, path, ended.code, ended.said[:_LONGEST_COMPLAINT])
    words = complaint[0].decode("latin-1")[:_LONGEST_COMPLAINT] if complaint else ""
    return told | {"ended": True, "code": code, "complaint": "".join(filter(str.isprintable, words)).strip()}
