"""The ink of pictures inside a PDF, each decoded once."""

import io
import math
import struct
import zlib

import pikepdf
from PIL import Image, ImageChops

from media_assets.inspection.measuring import inks, photographs, pixels

#: Pixels; a larger picture is not decoded, and its ink stays unknown.
MOST_PIXELS = 150_000_000
#: Pixels of the JPEG of one document that are decoded once more, by who tells of every fault.
MOST_LOOKED_AT_TWICE = 300_000_000
#: Pixels of all the JPEG of one document that are decoded: some ninety sheets of A4 that are all photograph.
MOST_DECODED = 800_000_000


class ImageInks:
    """
    Remembers what was found in each picture of a document.

    ``share`` says how many of the JPEG are decoded where all would take too long: one half is every second one.
    """

    def __init__(self, share=1.0):
        self.known, self.whole, self.filled = {}, {}, {}
        self.budget = MOST_LOOKED_AT_TWICE
        self.share, self.turn, self.passed_over = share, 1 - share, 0
        #: The JPEG decoded last, which is asked for its ink as soon as it is known to be whole.
        self.last = (None, None)

    def _has_its_turn(self):
        self.turn += self.share
        if self.turn < 1:
            self.passed_over += 1
            return False
        self.turn -= 1
        return True

    def is_whole(self, image, width, height, inks) -> bool:
        """Whether a picture that is coded as one by itself, JPEG or JPEG 2000, is all there and as it says."""
        key = image.objgen if image.is_indirect else None
        if key is None or key not in self.whole:
            try:
                whole = self._is_whole(image, width, height, inks)
            except (OSError, ValueError, SyntaxError, KeyError, struct.error, pikepdf.PdfError, RuntimeError):
                whole = False
            if key is None:
                return whole
            self.whole[key] = whole
        return self.whole[key]

    def has_its_pixels(self, image, samples_of_a_row, bits, height) -> bool:
        """Whether a picture holds as many bytes as it says, of those codings that are unpacked to the pixels."""
        key = image.objgen if isinstance(image, pikepdf.Object) and image.is_indirect else None
        if key is None or key not in self.filled:
            try:
                filled = pixels.suffice(image, samples_of_a_row, bits, height)
            except (ArithmeticError, ValueError, TypeError, KeyError, zlib.error, RuntimeError, pikepdf.PdfError):
                filled = False
            if key is None:
                return filled
            self.filled[key] = filled
        return self.filled[key]

    def heaviest(self, image, space, across, down):
        """``(per cent, place in shares)`` of the heaviest cell, or None where it cannot be told."""
        key = image.objgen if image.is_indirect else None
        if key is None or key not in self.known:
            try:
                picture = self._as_ink(image, space)
                found = inks.heaviest(picture, across, down) if picture is not None else None
            except (OSError, ValueError, SyntaxError, pikepdf.PdfError, RuntimeError):
                found = None
            if key is None:
                return found
            self.known[key] = found
        return self.known[key]

    def _is_whole(self, image, width, height, inks_said):
        kind = _coding(image)
        if kind == "/DCTDecode":
            return self._is_whole_jpeg(image, width, height, inks_said)
        return kind != "/JPXDecode" or _tiles_are_there(image.read_raw_bytes(), width, height)

    def _is_whole_jpeg(self, image, width, height, inks_said):
        self.last = (None, None)
        # Looked at where it is: a copy of each photograph of a catalogue takes time, too.
        content = memoryview(image.get_raw_stream_buffer())
        with Image.open(io.BytesIO(content), formats=["JPEG"]) as picture:
            if picture.size != (width, height) or (inks_said and len(picture.getbands()) != inks_said):
                return False
            if not self._has_its_turn():
                return True
            progressive = bool(picture.info.get("progressive"))
            self.last = (image.objgen if image.is_indirect else None, _small(picture))
        if self.budget < width * height:
            return True
        self.budget -= width * height
        return not photographs.is_broken(io.BytesIO(content), width, height, inks_said or 1, progressive)

    def _as_ink(self, image, space):
        """The picture with 255 where an ink is solid, or None for what is not four inks in bytes or has no turn."""
        width, height = int(image["/Width"]), int(image["/Height"])
        if space.family != "cmyk" or space.components != 4 or width * height > MOST_PIXELS or space.palette:
            return None
        kind = _coding(image)
        inverted = "/Decode" in image and float(image["/Decode"][0]) > float(image["/Decode"][1])
        if kind == "/DCTDecode":
            key, picture = self.last
            if key is None or key != image.objgen or picture.mode != "CMYK":
                return None
            # Pillow takes every JPEG of four inks to be stored inverted; a PDF says so itself.
            return picture if inverted else ImageChops.invert(picture)
        return _unpacked_as_ink(image, kind, width, height, inverted)


def _coding(image):
    """The one filter of a picture, or something that is none where it has several."""
    filters = image.get("/Filter") if isinstance(image, pikepdf.Stream) else None
    return str(filters[0] if isinstance(filters, pikepdf.Array) and len(filters) == 1 else filters)


def _tiles_are_there(content, width, height):
    """Whether a JPEG 2000 is as large as the page says and has all the tiles it promises (ISO 15444-1, annex A)."""
    at = content.index(b"\xff\x4f\xff\x51") + 8
    right, down, left, up, across, tall, tile_x, tile_y = struct.unpack_from(">8I", content, at)
    if (right - left, down - up) != (width, height) or not across or not tall:
        return False
    tiles = math.ceil((right - tile_x) / across) * math.ceil((down - tile_y) / tall)
    return content.count(b"\xff\x90\x00\x0a", at) >= tiles


def _small(picture):
    """A JPEG decoded to no more pixels than are measured; raises ``OSError`` for one that cannot be."""
    picture.draft(picture.mode, (inks.MOST_CELLS * 2, inks.MOST_CELLS * 2))
    picture.load()
    return picture.copy()


def _unpacked_as_ink(image, kind, width, height, inverted):
    if "DCT" in kind or "JPX" in kind or int(image.get("/BitsPerComponent", 8)) != 8:
        return None
    # Looked at where it was unpacked: a poster would not fit in memory twice.
    content = memoryview(image.get_stream_buffer())
    if len(content) < width * height * 4:
        raise ValueError("not enough pixels")
    picture = Image.frombuffer("CMYK", (width, height), content, "raw", "CMYK", 0, 1)
    return ImageChops.invert(_fewer(picture)) if inverted else picture


def _fewer(picture):
    factor = min(picture.size) // (inks.MOST_CELLS * 2)
    return picture.reduce(factor) if factor > 1 else picture


def share_of(pdf) -> float:
    """How many of the JPEG of a document can be decoded within bounds, from nearly none to all: 1."""
    pixels = 0
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Stream) and _coding(thing) == "/DCTDecode":
            sides = thing.get("/Width", 0), thing.get("/Height", 0)
            pixels += sides[0] * sides[1] if all(isinstance(side, int) for side in sides) else 0
    return min(1.0, MOST_DECODED / pixels) if pixels > 0 else 1.0
