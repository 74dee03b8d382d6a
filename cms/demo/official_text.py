"""
An official text, word for word, as blocks: headings, paragraphs and numbered lists.

The files of ``texts/oficiales`` are copies of the original, typing errors included;
only the numbers of a list are taken from the text and given by the list.
"""

import re
from html import escape

from cms.demo.markup import TEXTS

_NUMBERED = re.compile(r"(\d+)\. (.+)")


def read(name: str) -> list[tuple[str, object]]:
    lines = (TEXTS / "oficiales" / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return blocks([line for line in lines if line.strip()])


def blocks(lines: list[str]) -> list[tuple[str, object]]:
    """
    The title line and each line «Funciones de …:» open a section; a run of numbers is a list.

    A number of two levels (1.1) is no list of ours: those lines stay as they are written.
    """
    found, items = [], []

    def text(html):
        if found and found[-1][0] == "paragraph":
            found[-1] = ("paragraph", found[-1][1] + html)
        else:
            found.append(("paragraph", html))

    def close():
        if items:
            text("<ol>" + "".join(f"<li>{escape(item, quote=False)}</li>" for item in items) + "</ol>")
            items.clear()

    for position, line in enumerate(lines):
        following = lines[position + 1] if position + 1 < len(lines) else ""
        match = _NUMBERED.fullmatch(line)
        if match and int(match[1]) == len(items) + 1 and not following.startswith(f"{match[1]}.1 "):
            items.append(match[2])
            continue
        close()
        if position == 0 or line.startswith("Funciones de "):
            found.append(("heading", {"text": line, "level": "2"}))
        else:
            text(f"<p>{escape(line, quote=False)}</p>")
    close()
    return found
