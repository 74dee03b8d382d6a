"""
A large TIFF read by its strips instead of being mapped into memory whole.

libtiff maps the file where there is room for it and reads strip by strip where there is none, so
that a poster would count in memory once packed and once unpacked. Room is what a bounded process
sets itself; one that has no bound is left alone.
"""

import resource
from contextlib import contextmanager
from pathlib import Path

#: Bytes beside the pixels that decoding needs, and of a pixel as Pillow keeps it.
SLACK, BYTES_A_PIXEL = 96 * 1024 * 1024, 4


@contextmanager
def unmapped(picture):
    """While a picture is decoded, so much address space as its pixels need."""
    before, most = resource.getrlimit(resource.RLIMIT_AS)
    if picture.format != "TIFF" or before == resource.RLIM_INFINITY:
        yield
        return
    room = _held() + picture.width * picture.height * BYTES_A_PIXEL + SLACK
    resource.setrlimit(resource.RLIMIT_AS, (min(room, before), most))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (before, most))


def _held():
    """Address space in use; nothing where the system does not say, and then nothing is bounded more tightly than it is."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    except OSError:
        return 1 << 62
