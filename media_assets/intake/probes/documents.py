"""
Office documents and plain text: whole, of the type they claim, without macros.

OOXML: ECMA-376 part 2 (packaging). OpenDocument: ISO/IEC 26300-3.
"""

import re
import zipfile
import zlib

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from media_assets.intake.filetypes import TYPES
from media_assets.intake.probes import Refused

#: Entries, and bytes once decompressed; a ratio over the last is a bomb.
MAX_ENTRIES = 5000
MAX_BYTES = 500_000_000
MAX_XML = 50_000_000
MAX_RATIO = 250

_OOXML = ("docx", "xlsx", "pptx")
_ODF = ("odt", "ods", "odp")
_MAIN_PARTS = {
    "docx": "wordprocessingml.document.main+xml",
    "xlsx": "spreadsheetml.sheet.main+xml",
    "pptx": "presentationml.presentation.main+xml",
}
_ACTIVE_PARTS = re.compile(r"vbaProject|vbaData|activeX|macrosheets|dialogsheets|customUI|\.bin$", re.I)
_PRINTER_SETTINGS = re.compile(r"printerSettings\d*\.bin$", re.I)
_ODF_ACTIVE = re.compile(r"^(Basic|Scripts)/.+|^Object [^/]+/.*\.(exe|js)$", re.I)


def examine(path, extension):
    if extension in ("csv", "txt"):
        return _plain_text(path)
    try:
        with zipfile.ZipFile(path) as package:
            _check_bounds(package, extension)
            (_check_ooxml if extension in _OOXML else _check_odf)(package, extension)
            _check_whole(package)
    except (zipfile.BadZipFile, EOFError) as error:
        raise Refused("truncated") from error
    except DefusedXmlException as error:
        # No office program writes a DOCTYPE: somebody did it by hand.
        raise Refused("active_document", extension=extension) from error
    except (zlib.error, NotImplementedError, KeyError, ParseError, ValueError, OSError) as error:
        raise Refused("unreadable") from error
    return {}


def _check_bounds(package, extension):
    entries = package.infolist()
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_BYTES:
        raise Refused("unreadable", "too_demanding")
    for entry in entries:
        if entry.flag_bits & 1:
            raise Refused("encrypted_document", extension=extension)
        if entry.file_size > 1_000_000 and entry.file_size > entry.compress_size * MAX_RATIO:
            raise Refused("unreadable", "too_demanding")
        if entry.filename.startswith("/") or ".." in entry.filename.split("/") or "\\" in entry.filename:
            raise Refused("unreadable")


def _check_ooxml(package, extension):
    names = package.namelist()
    if "[Content_Types].xml" not in names:
        raise Refused("archive")
    if any(_ACTIVE_PARTS.search(name) and not _PRINTER_SETTINGS.search(name) for name in names):
        raise Refused("active_document", extension=extension)
    types = [element.get("ContentType", "") for element in _xml(package, "[Content_Types].xml").iter()]
    if any("macroEnabled" in each for each in types):
        raise Refused("active_document", extension=extension)
    if not any(each.endswith(_MAIN_PARTS[extension]) for each in types):
        raise Refused("not_what_it_says", extension=extension)
    for name in names:
        if name.endswith(".rels"):
            _check_relations(_xml(package, name), extension)


def _check_relations(relations, extension):
    """A link to read is a link; anything else from outside is fetched by whoever opens it."""
    for relation in relations.iter():
        if relation.get("TargetMode") != "External":
            continue
        kind = relation.get("Type", "").rpartition("/")[2]
        if kind == "attachedTemplate":
            raise Refused("active_document", "remote_template")
        if kind in ("oleObject", "frame", "subDocument", "externalLink", "package"):
            raise Refused("active_document", extension=extension)


def _check_odf(package, extension):
    names = package.namelist()
    if "mimetype" not in names or "content.xml" not in names:
        raise Refused("archive")
    if package.read("mimetype")[:100].decode("ascii", "replace").strip() != TYPES[extension].mime:
        raise Refused("not_what_it_says", extension=extension)
    if any(_ODF_ACTIVE.search(name) for name in names):
        raise Refused("active_document", extension=extension)
    if "META-INF/manifest.xml" in names:
        manifest = _xml(package, "META-INF/manifest.xml")
        if any(element.tag.endswith("encryption-data") for element in manifest.iter()):
            raise Refused("encrypted_document", extension=extension)


def _xml(package, name):
    if package.getinfo(name).file_size > MAX_XML:
        raise Refused("unreadable", "too_demanding")
    return fromstring(package.read(name), forbid_dtd=True)


def _check_whole(package):
    """Decompress everything once, counting: sizes in a directory are promises."""
    total = 0
    for entry in package.infolist():
        with package.open(entry) as part:
            while chunk := part.read(1 << 20):
                total += len(chunk)
                if total > MAX_BYTES:
                    raise Refused("unreadable", "too_demanding")


def _plain_text(path):
    """UTF-8, UTF-16 with its mark, or what an office of Windows writes; no control characters."""
    with open(path, "rb") as file:
        content = file.read()
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
    if any(ord(character) < 32 and character not in "\t\r\n\f\v" for character in text):
        raise Refused("unreadable")
    return {}
