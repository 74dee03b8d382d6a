"""
Pictures in pixels: size bounds before decoding, then every frame decoded to the end.

A name may promise a picture of any size; nothing is decoded before its header
says that it fits.
"""

import contextlib
import io

from PIL import ExifTags, Image, ImageCms, UnidentifiedImageError

from media_assets.intake.probes import Refused, moving, pngs, tiffs
from media_assets.intake.probes.boxes import fits
from media_assets.intake.probes.unmapped import unmapped

#: Pixels: 20,000 is a billboard of 8 m at 63 dpi; a poster A0 with its bleed at 300 dpi has 141 million.
MAX_SIDE = 20_000
MAX_PIXELS = 144_000_000
#: A JPEG of more is decoded to its end at a part of its size, of which no side is shorter than this.
SAMPLED_PIXELS, SAMPLED_SIDE = 24_000_000, 1000
#: Frames of an animation, and the pixels of all of them together.
MAX_FRAMES = 1000
MAX_ANIMATED_PIXELS = 400_000_000

#: The readers of each extension, by Pillow's names; no other is tried.
PILLOW_FORMATS = {
    # A JPEG of several pictures (MPO) is opened by the reader of JPEG, too.
    "jpg": ("JPEG",),
    "png": ("PNG",),
    "webp": ("WEBP",),
    "avif": ("AVIF",),
    "gif": ("GIF",),
    "tif": ("TIFF",),
    "heic": ("HEIF",),
}
#: What the last bytes must hold.
_ENDS = {"jpg": b"\xff\xd9", "png": b"IEND\xaeB`\x82", "gif": b"\x3b"}
#: Markers of a frame in JPEG and of its scan, those of photographs, and what the others are called (ITU-T T.81, table B.1).
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_SCAN = 0xDA
_PROCESSES = (0xC0, 0xC1, 0xC2)
_NAMES_OF_PROCESSES = dict.fromkeys((0xC3, 0xC7, 0xCB, 0xCF), "lossless") | dict.fromkeys(
    (0xC9, 0xCA, 0xCD, 0xCE), "arithmetic"
)
#: What Pillow says when bytes are missing, across its plugins.
_CUT_SHORT = (
    "truncated",
    "not enough",
    "incomplete",
    "unexpected end",
    "end of file",
    "buffer is not large",
    "-2 when",
)
#: And when memory did not suffice, as for a TIFF of 120 million pixels packed as one strip.
_NO_MEMORY = "decoder error -9"


def examine(path, extension):
    _bound_pillow()
    _check_whole(path, extension)
    register_openers(extension)
    try:
        with Image.open(path, formats=PILLOW_FORMATS[extension]) as picture:
            _check_bounds(picture)
            if extension == "jpg":
                _check_process(path)
            elif extension == "tif":
                tiffs.check_common(path)
            facts = _facts(picture)
            _decode(picture, facts["frames"])
            _ask_others(path, extension)
            return facts
    except UnidentifiedImageError as error:
        raise Refused("unreadable") from error
    except (OSError, EOFError, SyntaxError, ValueError) as error:
        said = str(error).lower()
        if said.endswith(_NO_MEMORY):
            raise MemoryError from error
        raise Refused("truncated" if any(words in said for words in _CUT_SHORT) else "unreadable") from error


def register_openers(extension):
    """Teach Pillow the formats that it reads through others."""
    if extension == "heic":
        import pillow_heif

        pillow_heif.register_heif_opener(thumbnails=False)


def _bound_pillow():
    # Our own bounds are asked first and speak Spanish; Pillow's would only warn.
    Image.MAX_IMAGE_PIXELS = None


def _check_bounds(picture):
    width, height = picture.size
    if width < 1 or height < 1:
        raise Refused("unreadable")
    if width > MAX_SIDE or height > MAX_SIDE or width * height > MAX_PIXELS:
        raise Refused(
            "too_many_pixels",
            width=width,
            height=height,
            max_side=MAX_SIDE,
            max_megapixels=MAX_PIXELS // 1_000_000,
        )


def _check_process(path):
    """A JPEG of another process than those of photographs opens in few programs and in no browser (ITU-T T.81)."""
    found = process_of(path)
    if found is None:
        raise Refused("unreadable")
    if found not in _PROCESSES:
        raise Refused(
            "not_what_it_says",
            "codec",
            extension="jpg",
            found=_NAMES_OF_PROCESSES.get(found, "?"),
            expected="baseline, progressive",
        )


def process_of(path) -> int | None:
    """The marker of the frame, which names how it is coded; None where there is none that leads to a scan."""
    frame, at = None, 2
    with open(path, "rb") as file:
        while True:
            file.seek(at)
            marker = file.read(4)
            if len(marker) < 4 or marker[0] != 0xFF:
                return None
            if marker[1] == _SCAN:
                return frame
            if marker[1] in _FRAMES:
                frame = frame or marker[1]
            # Fill bytes before a marker count as nothing.
            at += 1 if marker[1] == 0xFF else 2 + int.from_bytes(marker[2:], "big")


def _facts(picture):
    exif = picture.getexif()
    sideways = exif.get(ExifTags.Base.Orientation, 1) in (5, 6, 7, 8)
    width, height = picture.size[::-1] if sideways else picture.size
    frames = _frames(picture)
    return {
        "width": width,
        "height": height,
        "color_mode": picture.mode,
        "color_profile": _profile_name(picture.info.get("icc_profile")),
        "dpi": _dpi(picture.info.get("dpi")),
        "has_alpha": picture.has_transparency_data,
        "has_location": bool(exif.get_ifd(ExifTags.IFD.GPSInfo)),
        "frames": frames,
    }


def _frames(picture):
    if picture.format in ("MPO", "HEIF"):
        # A photograph with its depth or thumbnail beside it is one photograph.
        return 1
    frames = getattr(picture, "n_frames", 1)
    width, height = picture.size
    if frames > 1 and (frames > MAX_FRAMES or frames * width * height > MAX_ANIMATED_PIXELS):
        raise Refused("too_many_pixels", "frames", width=width, height=height)
    return frames


def _decode(picture, frames):
    for frame in range(frames):
        if frame:
            picture.seek(frame)
            _check_bounds(picture)
        load_sampled(picture)


def _ask_others(path, extension):
    """What Pillow forgives and others do not (of a JPEG and a TIFF, their own checks)."""
    with open(path, "rb") as file:
        if extension == "png" and not pngs.is_sound(file):
            raise Refused("unreadable")
    if extension in ("gif", "avif", "heic") and not moving.opens(path):
        raise Refused("unreadable")


def load_sampled(picture):
    """Decode to the end; a large JPEG at an eighth or a quarter of its size, which reads as much of the file."""
    if picture.format == "JPEG" and picture.width * picture.height > SAMPLED_PIXELS:
        picture.draft(picture.mode, (SAMPLED_SIDE, SAMPLED_SIDE))
    with unmapped(picture):
        picture.load()


def _profile_name(profile):
    if not profile:
        return None
    with contextlib.suppress(ImageCms.PyCMSError, OSError, ValueError):
        return ImageCms.getProfileDescription(ImageCms.ImageCmsProfile(io.BytesIO(profile))).strip()[:120]
    return None


def _dpi(value):
    with contextlib.suppress(TypeError, ValueError, ZeroDivisionError, IndexError):
        dpi = round(float(value[0]), 1)
        return dpi if 1 < dpi < 100_000 else None
    return None


def _check_whole(path, extension):
    """A decoder may forgive a missing end that the next program will not."""
    with open(path, "rb") as file:
        size = file.seek(0, io.SEEK_END)
        file.seek(max(0, size - 65_536))
        tail = file.read()
        end = _ENDS.get(extension)
        if not fits(extension, file, size) or (end and end not in tail):
            raise Refused("truncated")
