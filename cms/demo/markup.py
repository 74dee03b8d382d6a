"""
The plain markup in which the demonstration's texts are written.

A text is a heading of ``key: value`` lines, a line ``---`` and blocks set apart by
blank lines: paragraphs (``**bold**``, ``_italic_``, ``[link](https://…)``), lists
(``-`` or ``1.``), and

    ## Section          ### Subsection
    > Words said.       > — Who says it · office
    ![picture] Caption
    cifras: source      then lines  value | label
    tabla: caption      then lines  cell | cell, and a last line  fuente: …
    aviso: title        then lines of text
    galería: title      then lines  ![picture] Caption
    contacto: name | position | e-mail | telephone
    pieza: slug | caption
    descarga: key | text of the link
"""

import re
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

TEXTS = Path(__file__).parent / "texts"
_KEYWORD = re.compile(r"(cifras|tabla|aviso|galería|contacto|pieza|descarga):\s*(.*)")
_FIGURE = re.compile(r"!\[([\w-]+)\]\s*(.*)")
_ITEM = re.compile(r"(- |\d+\. )(.*)")


@dataclass(frozen=True)
class Text:
    """A text as written: its name, what its heading says, and its body as (type, value) blocks."""

    name: str
    heading: dict[str, str]
    blocks: list[tuple[str, object]] = field(default_factory=list)

    def get(self, key, default=""):
        return self.heading.get(key, default)

    def list(self, key):
        return [item.strip() for item in self.get(key).split(",") if item.strip()]

    @property
    def words(self) -> int:
        return sum(len(re.findall(r"\w+", re.sub(r"<[^>]+>", " ", str(value)))) for _kind, value in self.blocks)


def read(path: Path) -> Text:
    source = path.read_text(encoding="utf-8")
    heading, _line, body = source.partition("\n---\n")
    pairs = (line.partition(":") for line in heading.splitlines() if line.strip())
    return Text(
        name=path.stem,
        heading={key.strip(): value.strip() for key, _colon, value in pairs},
        blocks=blocks(body),
    )


def read_folder(name: str) -> list[Text]:
    """Every text of a folder, in the order of their file names."""
    return [read(path) for path in sorted((TEXTS / name).glob("*.txt"))]


def blocks(body: str) -> list[tuple[str, object]]:
    """The blocks of a body; running text and lists that follow each other are one paragraph block."""
    found = []
    for chunk in re.split(r"\n\s*\n", body.strip()):
        lines = [line.rstrip() for line in chunk.splitlines() if line.strip()]
        if not lines:
            continue
        kind, value = _block(lines)
        if kind == "paragraph" and found and found[-1][0] == "paragraph":
            found[-1] = ("paragraph", found[-1][1] + value)
        else:
            found.append((kind, value))
    return found


def _block(lines):
    first = lines[0]
    if first.startswith("## "):
        return "heading", {"text": first[3:], "level": "2"}
    if first.startswith("### "):
        return "heading", {"text": first[4:], "level": "3"}
    if first.startswith(">"):
        return "quote", _quote(lines)
    if match := _FIGURE.fullmatch(first):
        return "figure", _figure(match)
    if match := _KEYWORD.fullmatch(first):
        return _KEYWORDS[match[1]](match[2].strip(), lines[1:])
    return "paragraph", rich_text(lines)


def rich_text(lines) -> str:
    """Paragraphs and lists as the HTML that Wagtail stores."""
    html, items, tag = [], [], ""
    running = []

    def close():
        if running:
            html.append(f"<p>{inline(' '.join(running))}</p>")
            running.clear()
        if items:
            html.append(f"<{tag}>" + "".join(f"<li>{inline(item)}</li>" for item in items) + f"</{tag}>")
            items.clear()

    for line in lines:
        if match := _ITEM.fullmatch(line):
            wanted = "ul" if match[1] == "- " else "ol"
            if running or wanted != tag:
                close()
            tag = wanted
            items.append(match[2])
        elif items and line.startswith("  "):
            items[-1] += " " + line.strip()
        else:
            if items:
                close()
            running.append(line.strip())
    close()
    return "".join(html)


def inline(text: str) -> str:
    text = escape(text, quote=False)
    text = re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", text)
    text = re.sub(r"(?<!\w)_(.+?)_(?!\w)", r"<i>\1</i>", text)
    return re.sub(r"\[([^\]]+)\]\(([^)\s]+)\)", r'<a href="\2">\1</a>', text)


def _quote(lines):
    said = [line.lstrip("> ").strip() for line in lines]
    speaker, _dot, office = said.pop().removeprefix("— ").partition(" · ")
    return {"text": " ".join(said), "speaker": speaker, "office": office}


def _figure(match):
    return {"image": match[1], "alt_text": "", "caption": match[2].strip(), "credit": ""}


def _cells(line):
    return [cell.strip() for cell in line.split("|")]


def _figures(source, lines):
    return "figures", {
        "items": [dict(zip(("value", "label"), _cells(line), strict=True)) for line in lines],
        "source": source,
    }


def _table(caption, lines):
    source = lines.pop().removeprefix("fuente:").strip() if lines[-1].startswith("fuente:") else ""
    table = {"data": [_cells(line) for line in lines], "cell": [], "mergeCells": []}
    table |= {"first_row_is_table_header": True, "first_col_is_header": False, "table_caption": ""}
    table["table_header_choice"] = "row"
    return "table", {"caption": caption, "table": table, "source": source}


def _highlight(title, lines):
    return "highlight", {"title": title, "text": rich_text(lines)}


def _gallery(title, lines):
    return "gallery", {"title": title, "items": [_figure(_FIGURE.fullmatch(line)) for line in lines]}


def _contact(value, _lines):
    name, role, email, phone = (_cells(value) + ["", "", ""])[:4]
    return "contact", {"name": name, "role": role, "email": email, "phone": phone}


def _piece(value, _lines):
    slug, caption = (_cells(value) + [""])[:2]
    return "piece", {"piece": slug, "caption": caption}


def _download(value, _lines):
    key, label = (_cells(value) + [""])[:2]
    return "download", {"document": key, "label": label}


_KEYWORDS = {
    "cifras": _figures,
    "tabla": _table,
    "aviso": _highlight,
    "galería": _gallery,
    "contacto": _contact,
    "pieza": _piece,
    "descarga": _download,
}
