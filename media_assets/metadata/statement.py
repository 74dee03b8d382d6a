"""
What the office says of a work inside every file that readers take: who made it, whose it is, under what terms.

Small on purpose (``LARGEST`` bytes of XMP), for it is carried by every size of every
picture. Written as the IPTC Photo Metadata Standard, PLUS and Creative Commons ask. No
Django here.
"""

from __future__ import annotations

import struct
from dataclasses import asdict, dataclass, fields, replace
from xml.sax.saxutils import escape, quoteattr

from media_assets.metadata.exif import ARTIST, COPYRIGHT, ORIENTATION

#: Bytes of a packet.
LARGEST = 2000
_NAMESPACES = (
    ("dc", "http://purl.org/dc/elements/1.1/"),
    ("photoshop", "http://ns.adobe.com/photoshop/1.0/"),
    ("xmpRights", "http://ns.adobe.com/xap/1.0/rights/"),
    ("Iptc4xmpCore", "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"),
    ("plus", "http://ns.useplus.org/ldf/xmp/1.0/"),
    ("cc", "http://creativecommons.org/ns#"),
)


@dataclass(frozen=True, slots=True)
class Statement:
    """
    ``terms`` says in words under which licence the work is used, ``licence_url`` where it
    is written; ``page_url`` is where the work is shown and who to ask. All may be empty.
    """

    title: str = ""
    description: str = ""
    alt_text: str = ""
    creators: tuple[str, ...] = ()
    credit: str = ""
    copyright: str = ""
    terms: str = ""
    licence_url: str = ""
    page_url: str = ""

    def as_dict(self) -> dict:
        return asdict(self)

    @classmethod
    def from_dict(cls, values) -> Statement:
        known = {each.name for each in fields(cls)}
        return cls(**{k: tuple(v) if isinstance(v, list) else v for k, v in (values or {}).items() if k in known})

    def __bool__(self):
        return any(getattr(self, each.name) for each in fields(self))


def packet(statement: Statement) -> bytes:
    """The statement as an XMP packet of at most ``LARGEST`` bytes; words give way, licence and names stay."""
    lengths = 300
    while True:
        made = _packet(_shortened(statement, lengths))
        if len(made) <= LARGEST or lengths < 20:
            return made
        lengths = lengths * 2 // 3


def _shortened(statement, length):
    short = {
        name: getattr(statement, name)[:length] for name in ("title", "description", "alt_text", "credit", "terms")
    }
    creators = tuple(each[: min(length, 100)] for each in statement.creators[: max(1, length // 40)])
    return replace(statement, **short, copyright=statement.copyright[: min(length, 200)], creators=creators)


def _packet(statement):
    said = [
        _language("dc:title", statement.title),
        _language("dc:description", statement.description),
        _list("dc:creator", "Seq", statement.creators),
        _language("dc:rights", statement.copyright),
        _element("photoshop:Credit", statement.credit),
        _language("xmpRights:UsageTerms", statement.terms),
        "<xmpRights:Marked>True</xmpRights:Marked>" if statement.copyright else "",
        _element("xmpRights:WebStatement", statement.licence_url or statement.page_url),
        f"<cc:license rdf:resource={quoteattr(statement.licence_url)}/>" if statement.licence_url else "",
        _language("Iptc4xmpCore:AltTextAccessibility", statement.alt_text),
        _licensor(statement.page_url),
    ]
    body = "".join(said)
    names = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in _NAMESPACES if f"{prefix}:" in body)
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f'<rdf:Description rdf:about="" {names}>{body}</rdf:Description></rdf:RDF></x:xmpmeta>'
        '<?xpacket end="r"?>'
    ).encode()


def _element(name, value):
    return f"<{name}>{escape(value)}</{name}>" if value else ""


def _language(name, value):
    if not value:
        return ""
    return f'<{name}><rdf:Alt><rdf:li xml:lang="x-default">{escape(value)}</rdf:li></rdf:Alt></{name}>'


def _list(name, kind, values):
    items = "".join(f"<rdf:li>{escape(value)}</rdf:li>" for value in values)
    return f"<{name}><rdf:{kind}>{items}</rdf:{kind}></{name}>" if items else ""


def _licensor(url):
    if not url:
        return ""
    return (
        '<plus:Licensor><rdf:Seq><rdf:li rdf:parseType="Resource">'
        f"<plus:LicensorURL>{escape(url)}</plus:LicensorURL></rdf:li></rdf:Seq></plus:Licensor>"
    )


def artists(statement: Statement) -> str:
    """Several names in one string: parted by semicolons, in quotes where a name holds one (MWG 2.0, 5.4)."""
    return "; ".join(f'"{each}"' if ";" in each else each for each in statement.creators)


def exif_block(statement: Statement, orientation: int = 1) -> bytes:
    """
    A TIFF block with orientation, artist and copyright, without the ``Exif`` header of JPEG; empty without any.

    UTF-8 in the ASCII fields and several names parted by semicolons, as the Metadata
    Working Group advises (2.0, 5.4).
    """
    texts = [(ARTIST, artists(statement)[:250].encode() + b"\0"), (COPYRIGHT, statement.copyright[:250].encode() + b"\0")]
    texts = [(tag, text) for tag, text in texts if len(text) > 1]
    count = len(texts) + (orientation != 1)
    if not count:
        return b""
    at = 8 + 2 + 12 * count + 4
    records, values = b"", b""
    if orientation != 1:
        records += struct.pack("<HHIHH", ORIENTATION, 3, 1, orientation, 0)
    for tag, text in texts:
        if len(text) <= 4:
            records += struct.pack("<HHI4s", tag, 2, len(text), text)
            continue
        records += struct.pack("<HHII", tag, 2, len(text), at + len(values))
        values += text + b"\0" * (len(text) & 1)
    return b"II*\0" + struct.pack("<IH", 8, count) + records + bytes(4) + values


def tags(statement: Statement) -> dict[str, str]:
    """As sound and moving pictures are labelled, under FFmpeg's names for ID3, iTunes atoms and Vorbis comments."""
    named = {
        "title": statement.title,
        "artist": "; ".join(statement.creators) or statement.credit,
        "copyright": statement.copyright,
        "comment": statement.description[:300],
        "license": statement.licence_url,
    }
    return {name: " ".join(value.split()) for name, value in named.items() if value}
