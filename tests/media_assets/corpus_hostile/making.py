"""What the makers of hostile files share."""

import io
import struct
import zlib
from functools import cache

from PIL import Image

#: Replaced by the address of a listener that a test keeps, to show that nobody called.
LISTENER = b"http://127.0.0.1:9/"
MEGA = 1024 * 1024


def flate(content, times=1):
    for _time in range(times):
        content = zlib.compress(content, 9)
    return content


def inflating(chunk, times):
    """What unpacks to so many times the chunk, made at once: one packed block that is repeated."""
    packer, check = zlib.compressobj(9), 1
    packed = packer.compress(chunk) + packer.flush(zlib.Z_FULL_FLUSH)
    for _time in range(times):
        check = zlib.adler32(chunk, check)
    return packed[:2] + packed[2:] * times + b"\x03\0" + struct.pack(">I", check)


def zeros(megabytes):
    return inflating(bytes(MEGA), megabytes)


@cache
def fax():
    """Noise of 64 by 64 dots as a fax sends it (ITU-T T.6)."""
    buffer = io.BytesIO()
    Image.effect_noise((64, 64), 90).convert("1").save(buffer, "TIFF", compression="group4")
    with Image.open(buffer) as opened:
        at, length = opened.tag_v2[273][0], opened.tag_v2[279][0]
    return buffer.getvalue()[at : at + length]
