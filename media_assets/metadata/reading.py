"""One file read: its words in the order of the Metadata Working Group, and what of it is private. No Django here."""

import struct
import zipfile
import zlib

from media_assets.metadata import exif, iptc, xmp
from media_assets.metadata.containers import CannotClean, Found, container_of
from media_assets.metadata.reconciling import reconciled
from media_assets.metadata.said import Private, Said

#: What shows that a file holds metadata, when its structure cannot be followed.
_MARKS = (b"Exif\0\0", b"xmpmeta", b"http://ns.adobe.com/xap/1.0/", b"8BIM", b"\xa9xyz", b"loci", b"GPSLatitude")
_MARKED_HEAD = 4 * 1024 * 1024


def read(path, extension) -> Said:
    """What the file says. Total: a file that cannot be read says nothing, and is ``UNREADABLE`` where it might."""
    container = container_of(extension)
    if container is None:
        return Said()
    try:
        return _said(container.look(path))
    except MemoryError:
        raise
    except Exception as error:  # a parser may meet anything in a hostile file
        return Said(private=_suspected(path, error))


def _said(found: Found) -> Said:
    private = set(found.private)
    camera = records = words = None
    if found.exif:
        block = exif.Block(found.exif)
        camera = exif.read(block)
        private |= exif.private(block, is_picture=found.is_tiff)
    if found.iim:
        records = iptc.read(found.iim)
        private |= iptc.private(found.iim)
    for packet in found.xmp:
        private |= xmp.private(packet)
        values = xmp.read(packet)
        flat = {
            field: next((values[name] for name in names if values.get(name)), []) for field, names in xmp.FIELDS.items()
        }
        words = {**flat, **{name: value for name, value in (words or {}).items() if value}}
    newer = bool(found.iim and (not words or (found.iim_digest and found.iim_digest != iptc.digest_of(found.iim))))
    return reconciled(camera, records, words, iim_is_newer=newer, others=found.tags, private=private)


def _suspected(path, error):
    """Nothing where no mark of metadata is to be found and the structure is just not one that we follow."""
    known = isinstance(
        error, CannotClean | struct.error | IndexError | ValueError | OSError | zipfile.BadZipFile | zlib.error
    )
    with open(path, "rb") as file:
        head = file.read(_MARKED_HEAD)
        size = file.seek(0, 2)
        file.seek(max(len(head), size - _MARKED_HEAD))
        tail = file.read()
    return () if known and not any(mark in part for part in (head, tail) for mark in _MARKS) else (Private.UNREADABLE,)
