"""What a PDF, a document or a file of captions says, as plain text within bounds. No Django here."""

import html
import re
import time
from contextlib import closing

import pypdfium2

from media_assets.finding import office_files

PAGES = 200
#: After as many the document is opened anew: PDFium keeps the photographs of every page that it has seen.
PAGES_AT_ONCE = 20
#: As much as a book of eighty pages; the index of a piece stays small.
CHARACTERS = 100_000
#: Seconds after which what has been read must do.
PATIENCE = 25
CAPTIONS_BYTES = 5_000_000
#: Files whose bytes are their text.
PLAIN = frozenset({"txt", "csv"})
EXTENSIONS = office_files.EXTENSIONS | PLAIN | {"pdf", "vtt"}

#: How PDFium tells of a word that goes on in the next line, and the soft hyphen of Unicode.
_DIVIDED = re.compile(r"[\x02\ufffe\u00ad]\s*")
_NO_TEXT = re.compile(r"(?:[^\S\n]|[\x00-\x09\x0b-\x1f\x7f\ufffe\uffff])+")
_TAG = re.compile(r"<[^<>]*>")
_NOT_SAID = ("WEBVTT", "NOTE", "STYLE", "REGION")


def read(path, extension) -> dict:
    """``{"text": …, "is_whole": …}``; a file that has no words, or none that can be read, says nothing."""
    if extension == "pdf":
        return _cut(*_of_pdf(path))
    if extension == "vtt":
        return _cut(*_of_captions(path))
    if extension in PLAIN:
        return _cut(*_of_plain(path))
    if extension in office_files.EXTENSIONS:
        return _cut(*office_files.read(path, extension, CHARACTERS, time.monotonic() + PATIENCE))
    return _cut("", True)


def _of_pdf(path):
    until = time.monotonic() + PATIENCE
    found, length, first, count = [], 0, 0, 1
    while first < count:
        with closing(pypdfium2.PdfDocument(path)) as document:
            count = len(document)
            for number in range(first, min(count, first + PAGES_AT_ONCE)):
                if number >= PAGES or length > CHARACTERS or time.monotonic() > until:
                    return "\n".join(found), False
                page = document[number]
                text = page.get_textpage().get_text_bounded(errors="ignore")
                found.append(text)
                length += len(text)
                page.close()
        first += PAGES_AT_ONCE
    return "\n".join(found), True


def _of_captions(path):
    """The lines of the cues, each once where it only rolls up the screen."""
    with open(path, "rb") as file:
        content = file.read(CAPTIONS_BYTES + 1)
    blocks = re.split(r"\n\s*\n", content.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n"))
    said = []
    for block in blocks:
        lines = block.strip().split("\n")
        if lines[0].startswith(_NOT_SAID) and not any("-->" in line for line in lines[:1]):
            continue
        timing = next((n for n, line in enumerate(lines) if "-->" in line), None)
        for line in lines[timing + 1 :] if timing is not None else ():
            line = html.unescape(_TAG.sub("", line)).strip()
            if line and line not in said[-2:]:
                said.append(line)
    return "\n".join(said), len(content) <= CAPTIONS_BYTES


def _of_plain(path):
    """As UTF-8, or as Windows writes it in these parts."""
    with open(path, "rb") as file:
        content = file.read(4 * CHARACTERS + 1)
    try:
        text = content[: 4 * CHARACTERS].decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        # A letter that the bound cut in two is no sign of another encoding.
        cut_short = fault.start > 4 * CHARACTERS - 4
        text = content[: fault.start].decode("utf-8-sig") if cut_short else content.decode("cp1252", "replace")
    return text, len(content) <= 4 * CHARACTERS


def _cut(text, is_whole):
    text = _DIVIDED.sub("", text.replace("\r\n", "\n"))
    text = _NO_TEXT.sub(" ", text).encode("utf-8", "ignore").decode()
    text = "\n".join(line for line in (line.strip() for line in text.split("\n")) if line)
    return {"text": text[:CHARACTERS], "is_whole": is_whole and len(text) <= CHARACTERS}
