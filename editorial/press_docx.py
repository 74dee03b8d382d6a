"""
The bulletin as a word-processor file (.docx), for those who edit it further.

The least of Office Open XML (ISO/IEC 29500-1) that opens everywhere: styled
paragraphs, bold, italic, links and tables. Pictures travel beside it in the kit.
"""

import re
import zipfile
from datetime import datetime
from xml.sax.saxutils import escape, quoteattr

from django.utils.translation import gettext as _

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORDPROCESSOR = "application/vnd.openxmlformats-officedocument.wordprocessingml"
# XML 1.0 has no place for these.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")

_CONTENT_TYPES = (
    f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
    f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_WORDPROCESSOR}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_WORDPROCESSOR}.styles+xml"/>'
    f'<Override PartName="/docProps/core.xml" '
    f'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
)
_RELATIONSHIPS = (
    f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
    f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
    f"</Relationships>"
)
# Style, what it is based on, size in half points, space before and after in twentieths of a point, bold, italic.
_STYLES = (
    ("Normal", "Normal", 22, 0, 160, False, False),
    ("Title", "Title", 40, 120, 160, True, False),
    ("Subtitle", "Subtitle", 26, 0, 240, False, True),
    ("Heading1", "heading 1", 28, 320, 120, True, False),
    ("Heading2", "heading 2", 24, 240, 100, True, False),
    ("Quote", "Quote", 24, 160, 160, False, True),
    ("Small", "Small", 18, 0, 100, False, False),
)


def write(data: dict, file, moment: datetime):
    """Write a bulletin, from the data it is typeset with, into an open file; ``moment`` dates its parts."""
    page = _Page()
    _compose(page, data)
    parts = {
        "[Content_Types].xml": _CONTENT_TYPES,
        "_rels/.rels": _RELATIONSHIPS,
        "docProps/core.xml": _core(data, moment),
        "word/document.xml": page.document(),
        "word/styles.xml": _styles(),
        "word/_rels/document.xml.rels": page.relationships(),
    }
    with zipfile.ZipFile(file, "w") as package:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, date_time=moment.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, content.encode())


class _Page:
    """The body of a document as it grows, and the links that it names."""

    def __init__(self):
        self._body: list[str] = []
        self._links: dict[str, str] = {}

    def paragraph(self, runs, style="Normal", indent=0):
        runs = [{"text": runs}] if isinstance(runs, str) else runs
        if not any(run["text"].strip() for run in runs):
            return
        place = f'<w:ind w:left="{indent}" w:hanging="{indent}"/>' if indent else ""
        content = "".join(self._run(run) for run in runs)
        self._body.append(f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{place}</w:pPr>{content}</w:p>')

    def table(self, rows):
        width = max(map(len, rows))
        grid = "".join('<w:gridCol w:w="1800"/>' for _ in range(width))
        edges = "".join(
            f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="A0A0A0"/>'
            for side in ("top", "left", "bottom", "right", "insideH", "insideV")
        )
        self._body.append(
            f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/><w:tblBorders>{edges}</w:tblBorders></w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>"
        )
        for number, row in enumerate(rows):
            first = "<w:trPr><w:tblHeader/></w:trPr>" if number == 0 else ""
            cells = "".join(
                f'<w:tc><w:tcPr><w:tcW w:w="0" w:type="auto"/></w:tcPr><w:p>'
                f"{self._run({'text': text, 'bold': number == 0})}</w:p></w:tc>"
                for text in [*row, *[""] * (width - len(row))]
            )
            self._body.append(f"<w:tr>{first}{cells}</w:tr>")
        self._body.append("</w:tbl>")
        self._body.append("<w:p/>")

    def _run(self, run):
        look = "".join(f"<w:{tag}/>" for tag, key in (("b", "bold"), ("i", "italic")) if run.get(key))
        if run.get("href"):
            look += '<w:color w:val="1F4E8C"/><w:u w:val="single"/>'
        lines = "<w:br/>".join(f'<w:t xml:space="preserve">{_plain(line)}</w:t>' for line in run["text"].split("\n"))
        made = f"<w:r><w:rPr>{look}</w:rPr>{lines}</w:r>"
        if not run.get("href"):
            return made
        link = self._links.setdefault(run["href"], f"rId{len(self._links) + 10}")
        return f'<w:hyperlink r:id="{link}">{made}</w:hyperlink>'

    def document(self):
        sheet = (
            '<w:sectPr><w:pgSz w:w="12240" w:h="15840"/>'
            '<w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" w:header="720" w:footer="720" '
            'w:gutter="0"/></w:sectPr>'
        )
        return f"{_HEAD}<w:document {_W} {_R}><w:body>{''.join(self._body)}{sheet}</w:body></w:document>"

    def relationships(self):
        links = "".join(
            f'<Relationship Id="{name}" Type="{_OFFICE}/hyperlink" Target={_attribute(address)} TargetMode="External"/>'
            for address, name in self._links.items()
        )
        return (
            f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
            f'<Relationship Id="rId1" Type="{_OFFICE}/styles" Target="styles.xml"/>{links}</Relationships>'
        )


def _compose(page, data):
    page.paragraph(", ".join(filter(None, (data["institution"], data["office"]))), "Small")
    if data["number"]:
        page.paragraph(_("Press bulletin %(number)s") % {"number": data["number"]}, "Small")
    page.paragraph(data["kicker"], "Small")
    page.paragraph(data["title"], "Title")
    page.paragraph(data["lead"], "Subtitle")
    opening = ", ".join(filter(None, (data["dateline"], data["date_text"])))
    for block in data["blocks"]:
        if opening and block["type"] == "paragraph":
            page.paragraph([{"text": f"{opening}. ", "bold": True}, *block["runs"]])
            opening = ""
        else:
            _block(page, block)
    for heading, people in (
        (_("Spokespersons"), data["spokespersons"]),
        (_("Contacts for the press"), data["contacts"]),
    ):
        if people:
            page.paragraph(heading, "Heading1")
            for person in people:
                page.paragraph(", ".join(filter(None, person.values())))
    if data["corrections"]:
        page.paragraph(_("Corrections"), "Heading1")
        for correction in data["corrections"]:
            page.paragraph(f"{correction['date']}: {correction['text']}")
    if data["url"]:
        page.paragraph([{"text": data["url"], "href": data["url"]}], "Small")


def _block(page, block):
    match block["type"]:
        case "paragraph":
            page.paragraph(block["runs"])
        case "list":
            for number, runs in enumerate(block["items"], 1):
                mark = f"{number}. " if block["ordered"] else "• "
                page.paragraph([{"text": mark}, *runs], indent=360)
        case "heading":
            page.paragraph(block["text"], f"Heading{min(max(block['level'] - 1, 1), 2)}")
        case "quote":
            page.paragraph(f"«{block['text'].strip('«»')}»", "Quote")
            page.paragraph(", ".join(filter(None, (block["speaker"], block["office"]))), "Small")
        case "highlight":
            page.paragraph(block["title"], "Heading2")
            for inner in block["blocks"]:
                _block(page, inner)
        case "figures":
            for item in block["items"]:
                page.paragraph([{"text": item["value"], "bold": True}, {"text": f" {item['label']}"}])
        case "table":
            page.paragraph([{"text": block["caption"], "bold": True}])
            page.table([block["header"], *block["rows"]])
        case "note":
            page.paragraph(block["text"], "Small")
        case "reference":
            page.paragraph([{"text": f"{block['kind']}: "}, {"text": block["title"], "href": block["url"]}])
        case "contact":
            page.paragraph(", ".join(filter(None, (block[key] for key in ("name", "role", "email", "phone")))))


def _styles():
    defaults = '<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="es-CO"/></w:rPr></w:rPrDefault></w:docDefaults>'
    return f"{_HEAD}<w:styles {_W}>{defaults}{''.join(_style(*style) for style in _STYLES)}</w:styles>"


def _style(name, label, size, before, after, bold, italic):
    is_base = name == "Normal"
    default = ' w:default="1"' if is_base else ""
    based_on = "" if is_base else '<w:basedOn w:val="Normal"/>'
    keep = "<w:keepNext/>" if name.startswith("Heading") else ""
    look = f"{'<w:b/>' if bold else ''}{'<w:i/>' if italic else ''}"
    return (
        f'<w:style w:type="paragraph"{default} w:styleId="{name}"><w:name w:val="{label}"/>{based_on}'
        f'<w:pPr>{keep}<w:spacing w:before="{before}" w:after="{after}"/></w:pPr>'
        f'<w:rPr>{look}<w:sz w:val="{size}"/></w:rPr></w:style>'
    )


def _core(data, moment):
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{_plain(data['title'])}</dc:title><dc:creator>{_plain(data['office'])}</dc:creator>"
        f"<dc:language>es-CO</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{moment:%Y-%m-%dT%H:%M:%SZ}</dcterms:created></cp:coreProperties>'
    )


def _plain(text):
    return escape(_UNPRINTABLE.sub("", text))


def _attribute(text):
    return quoteattr(_UNPRINTABLE.sub("", text))
