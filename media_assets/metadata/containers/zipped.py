"""Office documents (OOXML, ODF): packages in which photographs lie as the camera made them."""

import tempfile
import zipfile
from pathlib import Path
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from media_assets.metadata import exif, iptc, xmp
from media_assets.metadata.containers import CHUNK, LARGEST_BLOCK, CannotClean, Found, container_of
from media_assets.metadata.statement import Statement

LARGEST_MEMBER = 64 * 1024 * 1024
MOST_MEMBERS = 5000
MOST_BYTES = 512 * 1024 * 1024
_PICTURES = {"jpg": "jpg", "jpeg": "jpg", "png": "png", "tif": "tif", "tiff": "tif", "webp": "webp", "gif": "gif"}
_PROPERTIES = ("docProps/core.xml", "meta.xml")
_WORDS = {"title": "title", "creator": "creators", "initial-creator": "creators", "description": "description"}
_WORDS |= {"keywords": "keywords", "keyword": "keywords", "created": "created", "creation-date": "created"}


def look(path) -> Found:
    found = Found()
    with _opened(path) as package, tempfile.TemporaryDirectory(prefix="member-") as folder:
        for member in package.infolist():
            if member.filename in _PROPERTIES and member.file_size <= LARGEST_BLOCK:
                _read_properties(package.read(member), found)
            elif kind := _picture_kind(member):
                found.private |= _private_in(_unpacked(package, member, folder), kind)
    return found


def _read_properties(data, found):
    try:
        tree = fromstring(data, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError, RecursionError):
        return
    words = {}
    for element in tree.iter():
        name = _WORDS.get(str(element.tag).rpartition("}")[2])
        if name and (text := (element.text or "").strip()):
            words.setdefault(name, []).append(text)
    if words:
        found.tags.append(("tags", words))


def _private_in(path, kind):
    inner = container_of(kind).look(path)
    private = set(inner.private)
    if inner.exif:
        private |= exif.private(exif.Block(inner.exif), is_picture=inner.is_tiff)
    if inner.iim:
        private |= iptc.private(inner.iim)
    for each in inner.xmp:
        private |= xmp.private(each)
    return private


def clean(source, target, statement):
    with _opened(source) as package, zipfile.ZipFile(target, "w") as copy, tempfile.TemporaryDirectory() as folder:
        for member in package.infolist():
            kind = _picture_kind(member)
            if kind is None:
                with package.open(member) as data, copy.open(member, "w") as place:
                    while piece := data.read(CHUNK):
                        place.write(piece)
                continue
            path = _unpacked(package, member, folder)
            if _private_in(path, kind):
                container_of(kind).clean(path, f"{path}.clean", Statement())
                path = Path(f"{path}.clean")
            copy.writestr(member, path.read_bytes())


def _opened(path):
    try:
        package = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, NotImplementedError, ValueError) as error:
        raise CannotClean("its package does not open") from error
    members = package.infolist()
    if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > MOST_BYTES:
        raise CannotClean("too much in it")
    return package


def _picture_kind(member):
    return _PICTURES.get(member.filename.rpartition(".")[2].lower()) if "." in member.filename else None


def _unpacked(package, member, folder):
    if member.file_size > LARGEST_MEMBER:
        raise CannotClean("too large a picture in it")
    path = Path(folder) / "picture"
    try:
        path.write_bytes(package.read(member))
    except (zipfile.BadZipFile, RuntimeError, OSError, EOFError) as error:
        raise CannotClean("a picture in it does not open") from error
    return path
