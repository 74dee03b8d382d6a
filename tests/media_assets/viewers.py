"""
What a person, a printer or a station would open a file with, none of it what the house opens it with.

Of a PDF every page is drawn by poppler, MuPDF and Ghostscript, where the house uses qpdf and PDFium; pictures
are decoded by FFmpeg and by MuPDF beside Pillow. Whoever is not installed is not asked.
"""

import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from PIL import Image

_SECONDS = 60
#: Dots per inch at which pages are drawn: enough to see whether there is anything on them.
_DPI = "12"
#: What Ghostscript calls a page that it began.
_GHOSTSCRIPT_PAGE = re.compile(rb"^Page (\d+)", re.M)


def who_cannot_open(path, pages=None) -> list[str]:
    """The viewers that do not show the file to its end; of a PDF, all of its ``pages`` where their number is known."""
    extension = Path(path).name.rpartition(".")[2]
    return [
        name
        for name, program, opens in _VIEWERS.get(extension, ())
        if (program is None or shutil.which(program)) and not opens(path, pages)
    ]


def not_installed() -> list[str]:
    """The programs that are asked by nobody here, for they are missing."""
    programs = {program for viewers in _VIEWERS.values() for _name, program, _opens in viewers if program}
    return sorted(program for program in programs if not shutil.which(program))


def opens_in_a_viewer(path, pages=None) -> bool:
    return not who_cannot_open(path, pages)


def _drawn(command, path, pages):
    """Whether a program that draws each page into a file of its own drew as many as there are."""
    with tempfile.TemporaryDirectory() as out:
        if not _runs(*command(path, out)):
            return False
        drawn = sum(1 for _each in Path(out).iterdir())
        return drawn == pages if pages else drawn > 0


def _poppler(path, pages):
    return _runs("pdfinfo", path) and _drawn(
        lambda path, out: ("pdftoppm", "-r", _DPI, "-gray", path, f"{out}/p"), path, pages
    )


def _mupdf(path, pages):
    return _drawn(
        lambda path, out: ("mutool", "draw", "-q", "-r", _DPI, "-F", "pgm", "-o", f"{out}/%d.pgm", path), path, pages
    )


def _ghostscript(path, pages):
    done = _run("gs", "-dBATCH", "-dNOPAUSE", "-dSAFER", f"-r{_DPI}", "-sDEVICE=nullpage", path)
    if done is None or done.returncode:
        return False
    drawn = len(_GHOSTSCRIPT_PAGE.findall(done.stdout))
    return drawn == pages if pages else drawn > 0


def _pillow(path, _pages):
    import pillow_heif

    pillow_heif.register_heif_opener()
    try:
        with Image.open(path) as picture:
            picture.load()
    except Exception:
        return False
    return True


def _picture_by_ffmpeg(path, _pages):
    return _runs(*_FFMPEG, "-i", path, "-frames:v", "1", "-f", "null", "-")


def _picture_by_mupdf(path, _pages):
    return _drawn(
        lambda path, out: ("mutool", "draw", "-q", "-r", _DPI, "-F", "pgm", "-o", f"{out}/1.pgm", path, "1"), path, 1
    )


def _ffmpeg(path, _pages):
    # The picture on a sleeve is shown by nobody who plays the sound on air.
    return _runs(*_FFMPEG, "-i", path, "-map", "0:V?", "-map", "0:a?", "-t", "5", "-f", "null", "-")


_FFMPEG = ("ffmpeg", "-v", "error", "-nostdin", "-protocol_whitelist", "file")
_PAPERS = (("poppler", "pdftoppm", _poppler), ("MuPDF", "mutool", _mupdf), ("Ghostscript", "gs", _ghostscript))
_PILLOW, _FRAMES = ("Pillow", None, _pillow), ("FFmpeg", "ffmpeg", _picture_by_ffmpeg)
_MUPDF, _RECORDINGS = ("MuPDF", "mutool", _picture_by_mupdf), (("FFmpeg", "ffmpeg", _ffmpeg),)
_VIEWERS = (
    {"pdf": _PAPERS, "jpg": (_PILLOW, _FRAMES, _MUPDF), "tif": (_PILLOW, _FRAMES, _MUPDF)}
    | dict.fromkeys(("png", "gif"), (_PILLOW, _FRAMES))
    | dict.fromkeys(("webp", "avif", "heic"), (_PILLOW,))
    | dict.fromkeys(("wav", "mp3", "flac", "ogg", "opus", "m4a", "mp4", "mov", "webm"), _RECORDINGS)
)


def _runs(*command):
    done = _run(*command)
    return done is not None and done.returncode == 0


def _run(*command):
    try:
        return subprocess.run(list(map(str, command)), capture_output=True, timeout=_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return None
