"""What a person would open a file with: poppler for pages, Pillow for pictures, ffmpeg for recordings."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from PIL import Image

_SECONDS = 60


def opens_in_a_viewer(path) -> bool:
    """Whether a standard viewer shows the file; of a PDF, its first pages; true where the viewer is not installed."""
    extension = Path(path).name.rpartition(".")[2]
    if extension == "pdf":
        return _poppler(path)
    if extension in ("jpg", "png", "gif", "webp", "tif", "avif", "heic"):
        return _pillow(path)
    if extension in ("wav", "mp3", "flac", "ogg", "opus", "m4a", "mp4", "mov", "webm"):
        return _ffmpeg(path)
    return True


def _poppler(path):
    if not shutil.which("pdftoppm"):
        return True
    with tempfile.TemporaryDirectory() as out:
        told = _runs("pdfinfo", path) and _runs("pdftoppm", "-r", "10", "-l", "3", "-png", path, f"{out}/p")
        return told and any(Path(out).iterdir())


def _pillow(path):
    import pillow_heif

    pillow_heif.register_heif_opener()
    try:
        with Image.open(path) as picture:
            picture.load()
    except Exception:
        return False
    return True


def _ffmpeg(path):
    if not shutil.which("ffmpeg"):
        return True
    return _runs("ffmpeg", "-v", "error", "-protocol_whitelist", "file", "-i", path, "-t", "5", "-f", "null", "-")


def _runs(*command):
    try:
        done = subprocess.run(list(map(str, command)), capture_output=True, timeout=_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0
