"""
XMP packets (ISO 16684-1): read with bounds and without entities.

Values may stand as attributes, as elements, in lists or in alternatives by language;
``read`` flattens them to ``{"dc:title": ["…"]}``. No Django here.
"""

import re
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from media_assets.metadata.said import Private

LARGEST = 2 * 1024 * 1024
MOST_VALUES = 4000
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
PREFIXES = {
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://ns.adobe.com/photoshop/1.0/": "photoshop",
    "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/": "Iptc4xmpCore",
    "http://iptc.org/std/Iptc4xmpExt/2008-02-29/": "Iptc4xmpExt",
    "http://ns.adobe.com/xap/1.0/": "xmp",
    "http://ns.adobe.com/xap/1.0/mm/": "xmpMM",
    "http://ns.adobe.com/xap/1.0/rights/": "xmpRights",
    "http://ns.adobe.com/exif/1.0/": "exif",
    "http://cipa.jp/exif/1.0/": "exifEX",
    "http://ns.adobe.com/exif/1.0/aux/": "aux",
    "http://ns.adobe.com/pdf/1.3/": "pdf",
    "http://ns.adobe.com/xmp/note/": "xmpNote",
    "http://creativecommons.org/ns#": "cc",
}
#: The words of the IPTC standard and where XMP keeps them, the first that says something counts.
FIELDS = {
    "title": ("dc:title",),
    "headline": ("photoshop:Headline",),
    "description": ("dc:description",),
    "alt_text": ("Iptc4xmpCore:AltTextAccessibility",),
    "creators": ("dc:creator",),
    "credit": ("photoshop:Credit",),
    "copyright": ("dc:rights",),
    "usage_terms": ("xmpRights:UsageTerms",),
    "web_statement": ("xmpRights:WebStatement", "cc:license"),
    "keywords": ("dc:subject", "pdf:Keywords"),
    "created": ("photoshop:DateCreated", "xmp:CreateDate"),
    "city": ("photoshop:City",),
}
_PLACE = re.compile(r"gps|latitude|longitude|^Location(Created|Shown)?$|^Sublocation$|geo(tag|hash)", re.IGNORECASE)
_SERIAL = re.compile(r"serial|ImageUniqueID|OwnerName|RegistryEntryID|DeviceI[Dd]", re.IGNORECASE)
_HISTORY = {"History", "DocumentAncestors", "Ingredients", "Pantry", "DerivedFrom", "ManagedFrom", "Manifest"}
#: A path of somebody's machine: it tells names of people, of servers, of campaigns to come.
PATH = re.compile(r"file:/|^[A-Za-z]:[\\/]|^\\\\\w|^/(Users|home|Volumes|mnt|private)/", re.IGNORECASE)


def read(packet: bytes) -> dict[str, list[str]]:
    """The values of a packet by prefixed name; empty where it is broken, too large or declares entities."""
    tree = _parsed(packet)
    values = {}
    if tree is not None:
        for description in tree.iter(f"{_RDF}Description"):
            for name, value in description.attrib.items():
                _put(values, name, [value])
            for child in description:
                if len(values) < MOST_VALUES:
                    _put(values, child.tag, _values(child))
    return values


def private(packet: bytes) -> set[Private]:
    """What of a packet must not leave the house; a packet that cannot be read is trusted with nothing."""
    tree = _parsed(packet)
    if tree is None:
        return {Private.UNREADABLE}
    found = set()
    for element in tree.iter():
        for name, value in [(element.tag, element.text or ""), *element.attrib.items()]:
            local = name.rpartition("}")[2]
            if _PLACE.search(local) and (value.strip() or len(element)):
                found.add(Private.LOCATION)
            if _SERIAL.search(local):
                found.add(Private.SERIALS)
            if local in _HISTORY or PATH.search(value.strip()[:300]):
                found.add(Private.HISTORY)
            if local == "Thumbnails":
                found.add(Private.THUMBNAIL)
    return found


def _parsed(packet):
    if len(packet) > LARGEST:
        return None
    start, end = packet.find(b"<"), packet.rfind(b">")
    if start < 0 or packet[:2] in (b"\xff\xfe", b"\xfe\xff"):
        start, end = 0, len(packet)
    try:
        return fromstring(packet[start : end + 1], forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError, RecursionError):
        return None


def _put(values, name, found):
    namespace, _brace, local = name[1:].rpartition("}")
    prefix = PREFIXES.get(namespace)
    found = [each.strip() for each in found if each and each.strip()]
    if prefix and found:
        values.setdefault(f"{prefix}:{local}", found)


def _values(element):
    """The texts of a property: of its list, of its default language, or its own."""
    items = [item for group in element for item in group if item.tag == f"{_RDF}li"]
    if not items:
        resource = element.get(f"{_RDF}resource")
        return [resource] if resource else [element.text or ""]
    if any(_LANGUAGE in item.attrib for item in items):
        ranks = {"es-co": 0, "es": 1, "x-default": 2}
        items = sorted(items, key=lambda item: ranks.get(item.get(_LANGUAGE, "").lower(), 3))[:1]
    return [item.text or "" for item in items[:MOST_VALUES]]
