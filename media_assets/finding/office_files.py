"""What a document of an office suite says: a ZIP of XML parts, read as a stream. No Django here."""

import re
import time
import zipfile

from lxml import etree

#: The parts with running text, and the elements that hold it (OOXML) or may hold it anywhere below (OpenDocument).
_PARTS = {
    "docx": (re.compile(r"word/(?:document|footnotes|endnotes|(?:header|footer)\d*)\.xml"), {"t"}),
    "pptx": (re.compile(r"ppt/slides/slide\d+\.xml"), {"t"}),
    "xlsx": (re.compile(r"xl/sharedStrings\.xml"), {"t"}),
    "odt": (re.compile(r"content\.xml"), {"p", "h"}),
    "ods": (re.compile(r"content\.xml"), {"p", "h"}),
}
EXTENSIONS = frozenset(_PARTS)
#: What ends a line: paragraphs, the strings of a workbook, breaks.
_LINES = {"p", "h", "si", "br", "tab", "line-break"}
#: What was taken out, and what people noted beside the text.
_NOT_SAID = {"tracked-changes", "annotation", "rPh"}

#: Bytes of unpacked XML: a book of a thousand pages. A part that pretends to be larger is no text.
MOST_BYTES = 64 * 1024 * 1024
_CHUNK = 64 * 1024


class _Text:
    """Takes the events of the parser and keeps the text within its elements."""

    def __init__(self, within):
        self.within, self.found, self.length = within, [], 0
        self._inside = self._silent = 0

    def start(self, tag, attributes):
        name = tag.rpartition("}")[2]
        self._silent += name in _NOT_SAID
        self._inside += name in self.within
        if name in _LINES:
            self._say("\n")

    def end(self, tag):
        name = tag.rpartition("}")[2]
        self._silent -= name in _NOT_SAID
        self._inside -= name in self.within

    def data(self, text):
        if self._inside and not self._silent:
            self._say(text)

    def doctype(self, name, public, system):
        """Only what wants to unfold entities declares any: no office suite writes them."""
        raise ValueError("the document declares a type of its own")

    def close(self):
        return "".join(self.found)

    def _say(self, text):
        self.found.append(text)
        self.length += len(text)


def read(path, extension, most, until) -> tuple[str, bool]:
    """The text, of ``most`` characters or a little more, and whether that is all of it; ``until`` is a monotonic time."""
    names, within = _PARTS[extension]
    said, left = [], MOST_BYTES
    with zipfile.ZipFile(path) as package:
        for part in sorted((p for p in package.infolist() if names.fullmatch(p.filename)), key=_in_order):
            text = _Text(within)
            parser = etree.XMLParser(target=text, resolve_entities=False, no_network=True, load_dtd=False)
            with package.open(part) as stream:
                while chunk := stream.read(_CHUNK):
                    left -= len(chunk)
                    parser.feed(chunk)
                    if left < 0 or text.length > most or time.monotonic() > until:
                        return "\n".join([*said, text.close()]), False
            said.append(parser.close())
            most -= text.length
    return "\n".join(said), True


def _in_order(part):
    """The text before its notes, and slides by their number."""
    number = re.search(r"\d+", part.filename)
    return (not part.filename.endswith("document.xml"), int(number.group()) if number else 0, part.filename)
