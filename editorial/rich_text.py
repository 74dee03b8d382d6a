"""Rich text of the editor as runs for setting: what is bold, what is italic, where a link leads."""

import re
from urllib.parse import urljoin

from bs4 import BeautifulSoup, NavigableString, Tag
from wagtail.rich_text import expand_db_html

#: Addresses that a reader may follow from paper or a PDF; anything else is set as plain text.
FOLLOWED = ("http://", "https://", "mailto:", "tel:")
_SPACES = re.compile(r"[ \t\r\n]+")
_TEXT_ELEMENTS = {"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote"}


def typeset_blocks(source: str, base_url: str) -> list[dict]:
    """The paragraphs and lists of a rich text, in the typesetter's terms; addresses are made absolute."""
    soup = BeautifulSoup(expand_db_html(source or ""), "html.parser")
    blocks, loose = [], []

    def close_loose():
        if runs := _tidy(_runs(loose, base_url)):
            blocks.append({"type": "paragraph", "runs": runs})
        loose.clear()

    for node in soup.children:
        if not isinstance(node, Tag) or node.name not in _TEXT_ELEMENTS | {"ul", "ol"}:
            loose.append(node)
            continue
        close_loose()
        if node.name in {"ul", "ol"}:
            items = [runs for item in node.find_all("li") if (runs := _tidy(_item_runs(item, base_url)))]
            if items:
                blocks.append({"type": "list", "ordered": node.name == "ol", "items": items})
        elif runs := _tidy(_runs(node.children, base_url)):
            blocks.append({"type": "paragraph", "runs": runs})
    close_loose()
    return blocks


def _item_runs(item, base_url):
    """The text of one item; a list inside it has items of its own."""
    return _runs((child for child in item.children if getattr(child, "name", "") not in {"ul", "ol"}), base_url)


def _runs(nodes, base_url, bold=False, italic=False, href=None) -> list[dict]:
    runs = []
    for node in nodes:
        if isinstance(node, NavigableString):
            if type(node) is NavigableString:
                runs.append({"text": _SPACES.sub(" ", node), "bold": bold, "italic": italic, "href": href})
        elif node.name == "br":
            runs.append({"text": "\n", "bold": False, "italic": False, "href": None})
        elif isinstance(node, Tag):
            runs += _runs(
                node.children,
                base_url,
                bold or node.name in {"b", "strong"},
                italic or node.name in {"i", "em"},
                _address(node, base_url) if node.name == "a" else href,
            )
    return runs


def _address(link, base_url):
    address = urljoin(base_url, (link.get("href") or "").strip())
    return address if address.lower().startswith(FOLLOWED) else None


def _tidy(runs) -> list[dict]:
    """Join neighbours of one kind, drop what the reader would not see, keep only what is said."""
    joined = []
    for run in runs:
        kind = (run["bold"], run["italic"], run["href"])
        if joined and kind == joined[-1][0]:
            joined[-1][1].append(run["text"])
        elif run["text"]:
            joined.append((kind, [run["text"]]))
    tidy = [(kind, re.sub(r" ?\n ?", "\n", "".join(parts))) for kind, parts in joined]
    if tidy:
        tidy[0] = (tidy[0][0], tidy[0][1].lstrip())
        tidy[-1] = (tidy[-1][0], tidy[-1][1].rstrip())
    if not "".join(text for _, text in tidy).strip():
        return []
    return [
        {"text": text} | {name: value for name, value in zip(("bold", "italic", "href"), kind, strict=True) if value}
        for kind, text in tidy
        if text
    ]


def plain(blocks) -> str:
    """The words of typeset paragraphs and lists, a line for each."""
    lines = []
    for block in blocks:
        if block["type"] == "list":
            for number, runs in enumerate(block["items"], 1):
                mark = f"{number}." if block["ordered"] else "-"
                lines.append(f"{mark} {''.join(run['text'] for run in runs)}")
        else:
            lines.append("".join(run["text"] for run in block["runs"]))
    return "\n".join(lines)
