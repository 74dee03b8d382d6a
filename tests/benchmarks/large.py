"""
The largest masters that an office prints, through everything that is done with a master, each in the process it has.

``python -m tests.benchmarks.large [--named WORD] [--keep FOLDER]``: pictures of 120 million pixels and posters of A0 at
300 dpi, packed in each way, and PDFs of them and of many pages of photographs. Each is examined at the door,
inspected, previewed, read for its words, and given its derivatives, by the bounded processes of the house and within their own
bounds. It prints seconds of wall clock and of processor and mebibytes in memory of each, and names
every file that was not done to its end. The bar (60 s and 1 GiB) is held for door, inspection
and previews; derivatives have bounds of their own. Ends with 1 if there is any.
"""

import argparse
import io
import multiprocessing
import os
import resource
import sys
import tempfile
import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import django
import pikepdf
from PIL import Image, ImageChops

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

# These need the house.
from media_assets.derivatives import process, recipes  # noqa: E402
from media_assets.finding import texts  # noqa: E402
from media_assets.intake import bounded  # noqa: E402
from media_assets.intake.filetypes import TYPES  # noqa: E402
from media_assets.previews import making  # noqa: E402
from tests.media_assets.hostile_yard import MOST_BYTES, MOST_SECONDS  # noqa: E402

#: Pixels: 120 million, and A0 with a bleed of 3 mm at 300 dpi.
LARGE, POSTER = (12_000, 10_000), (10_004, 14_114)
POINT = 72 / 300
_BAND = 256


def photograph(mode, size, grain=4) -> Image.Image:
    """A picture of that size with slow shades, fine grain and edges: it packs neither as paper does nor as noise."""
    width, height = size
    picture = Image.new(mode, size)
    grains = [Image.effect_noise((width, _BAND), grain + number) for number in range(len(picture.getbands()))]
    strip = Image.merge(mode, grains) if len(grains) > 1 else grains[0]
    for top in range(0, height, _BAND):
        shade = tuple(100 * top * (number + 1) // (4 * height) for number in range(len(grains)))
        picture.paste(ImageChops.subtract(strip, Image.new(mode, strip.size, shade)), (0, top))
    return picture


def _saved(mode, size, kind, **options):
    def write(path):
        photograph(mode, size).save(path, kind, dpi=(300, 300), **options)

    return write


def _paper(pictures, packing="jpeg"):
    """A PDF of a page for each picture; ``packing`` says how their pixels are kept."""

    def write(path):
        pdf = pikepdf.new()
        for mode, size in pictures:
            picture = photograph(mode, size, 3 + len(pdf.pages) % 5)
            data = picture.tobytes()
            if packing == "jpeg":
                buffer = io.BytesIO()
                picture.save(buffer, "JPEG", quality=85)
                data = buffer.getvalue()
            del picture
            drawing = pdf.make_stream(
                data,
                Type=pikepdf.Name.XObject,
                Subtype=pikepdf.Name.Image,
                Width=size[0],
                Height=size[1],
                ColorSpace=pikepdf.Name.DeviceCMYK if mode == "CMYK" else pikepdf.Name.DeviceRGB,
                BitsPerComponent=8,
            )
            if packing == "jpeg":
                drawing.Filter = pikepdf.Name.DCTDecode
                if mode == "CMYK":
                    drawing.Decode = [1, 0] * 4
            sides = size[0] * POINT, size[1] * POINT
            page = pdf.add_blank_page(page_size=sides)
            page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im=drawing))
            page.Contents = pdf.make_stream(b"q %.3f 0 0 %.3f 0 0 cm /Im Do Q" % sides)
        pdf.save(path, compress_streams=packing != "plain")

    return write


#: A4 with its bleed at 300 dpi.
_SHEET = (2551, 3579)
FILES = {
    "120-cmyk-lzw.tif": _saved("CMYK", LARGE, "TIFF", compression="tiff_lzw"),
    "120-cmyk-plain.tif": _saved("CMYK", LARGE, "TIFF"),
    "120-cmyk-deflate.tif": _saved("CMYK", LARGE, "TIFF", compression="tiff_adobe_deflate"),
    "120-cmyk.jpg": _saved("CMYK", LARGE, "JPEG", quality=92),
    "120-cmyk-progressive.jpg": _saved("CMYK", LARGE, "JPEG", quality=92, progressive=True),
    "120-rgb-lzw.tif": _saved("RGB", LARGE, "TIFF", compression="tiff_lzw"),
    "120-rgb-plain.tif": _saved("RGB", LARGE, "TIFF"),
    "120-rgb.png": _saved("RGB", LARGE, "PNG", compress_level=1),
    "a0-cmyk-lzw.tif": _saved("CMYK", POSTER, "TIFF", compression="tiff_lzw"),
    "a0-rgb-lzw.tif": _saved("RGB", POSTER, "TIFF", compression="tiff_lzw"),
    "a0-cmyk.jpg": _saved("CMYK", POSTER, "JPEG", quality=92),
    "a0-cmyk-jpeg.pdf": _paper([("CMYK", POSTER)]),
    "a0-cmyk-flate.pdf": _paper([("CMYK", POSTER)], "flate"),
    "a0-rgb-flate.pdf": _paper([("RGB", POSTER)], "flate"),
    "200-pages-cmyk.pdf": _paper([("CMYK", _SHEET)] * 200),
    "200-pages-rgb.pdf": _paper([("RGB", (1200, 1700))] * 200),
    "40-pages-flate.pdf": _paper([("CMYK", _SHEET)] * 40, "flate"),
}


@dataclass(frozen=True)
class Cost:
    """What one step took: seconds of wall clock and processor, bytes in memory, and why it did not end well."""

    seconds: float
    processor: float
    resident: int
    why: str = ""

    def __str__(self):
        told = f"{self.seconds:5.1f} s {self.processor:5.1f} s {self.resident >> 20:5} MiB"
        return f"{told} {self.why}".rstrip()


def steps(path, out):
    """Every bounded process that a master of print goes through, as the house calls it."""
    filetype = TYPES[path.suffix[1:]]
    request = {"path": str(path), "kind": filetype.kind, "extension": filetype.extension}
    made = request | {"statement": {}, "out": str(out), "widths": [], "mark": "PRUEBA"}
    yield "door", lambda: bounded.ask("media_assets.intake.probes", request)
    yield "inspection", lambda: bounded.ask("media_assets.inspection.measuring", request)
    drawing = {"seconds": making.SECONDS, "memory": making.MEMORY}
    yield "previews", lambda: bounded.ask("media_assets.previews", made, **drawing)
    if filetype.kind == "pdf":
        reading = {"seconds": texts.SECONDS, "memory": texts.MEMORY}
        yield "words", lambda: bounded.ask("media_assets.finding", request | {"job": "words"}, **reading)
    for recipe in ("proof", "pictures") if filetype.kind == "image" else ("proof",):
        yield recipe, partial(_derive, made | {"recipe": recipe}, _seconds(path))


def _derive(request, seconds):
    return process.watch(
        "media_assets.derivatives",
        request,
        seconds=seconds,
        memory=recipes.GIB * 3 // 2,
        tell=lambda per_cent: None,
        stopped=lambda: False,
    )


#: The steps that the bar is about.
_BAR = ("door", "inspection", "previews")


def _seconds(path):
    """As ``recipes.bounds_of`` has it."""
    pages = 1
    if path.suffix == ".pdf":
        with pikepdf.open(path) as pdf:
            pages = len(pdf.pages)
    return min(recipes.LONGEST, 120 + 4 * pages)


def cost_of(ask) -> Cost:
    """In a process of its own, so that what its children used can be told apart."""
    reading, writing = os.pipe()
    started = time.monotonic()
    child = os.fork()
    if child == 0:
        why = ""
        try:
            answer = ask()
            why = answer.get("failed") or (str(answer["refused"]) if "refused" in answer else "")
        except (bounded.TooDemanding, bounded.Broken) as error:
            why = f"{type(error).__name__} {error}"[:200]
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        os.write(writing, f"{used.ru_utime + used.ru_stime}\n{used.ru_maxrss * 1024}\n{why}".encode())
        os._exit(0)
    os.waitpid(child, 0)
    seconds = time.monotonic() - started
    os.close(writing)
    with os.fdopen(reading) as told:
        processor, resident, why = told.read().split("\n", 2)
    return Cost(seconds, float(processor), int(resident), why)


def _make(name, path):
    """In a process of its own: what it held in memory would be counted as that of all that are started afterwards."""
    maker = multiprocessing.get_context("fork").Process(target=FILES[name], args=(path,))
    maker.start()
    maker.join()
    if maker.exitcode:
        raise RuntimeError(f"{name} could not be made")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--named", default="", help="those with this in their name")
    parser.add_argument("--keep", type=Path, help="a folder for the files, made once")
    options = parser.parse_args()
    faults = []
    with tempfile.TemporaryDirectory() as passing:
        folder = options.keep or Path(passing)
        for name in (each for each in FILES if options.named in each):
            path = folder / name
            if not path.exists():
                _make(name, path)
            print(f"{name}: {path.stat().st_size >> 20} MiB, load {os.getloadavg()[0]:.1f}", flush=True)
            for step, ask in steps(path, Path(passing)):
                cost = cost_of(ask)
                print(f"  {step:10} {cost}", flush=True)
                is_over = step in _BAR and (cost.seconds > MOST_SECONDS or cost.resident > MOST_BYTES)
                if cost.why or is_over:
                    faults.append((name, step, str(cost)))
            if not options.keep:
                path.unlink()
    print(f"faults: {len(faults)}")
    for fault in faults:
        print("  ", *fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
