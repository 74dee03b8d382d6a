"""SVG: a text in which drawing programs leave where the file lay, and in which photographs may be folded."""

import re

from lxml import etree

from media_assets.metadata.containers import LARGEST_BLOCK, CannotClean, Found, folded
from media_assets.metadata.said import Private
from media_assets.metadata.statement import packet
from media_assets.metadata.xmp import PATH

LARGEST = 32 * 1024 * 1024
_SVG = "{http://www.w3.org/2000/svg}"
_PROGRAMS = re.compile(r"\{http://(www\.inkscape\.org|sodipodi\.|ns\.adobe\.com|www\.serif\.com|www\.bohemiancoding)")


def look(path) -> Found:
    found = Found()
    for element in _tree(path).iter():
        if not isinstance(element.tag, str):
            if "/" in (element.text or "") and PATH.search(element.text.strip()):
                found.private.add(Private.HISTORY)
            continue
        if element.tag == f"{_SVG}metadata":
            words = etree.tostring(element)[:LARGEST_BLOCK]
            start, end = words.find(b"<rdf:RDF"), words.rfind(b"</rdf:RDF>")
            if 0 <= start < end:
                found.xmp.append(etree.tostring(next(iter(element))))
        found.private |= folded.private_in(element.text)
        for name, value in element.attrib.items():
            found.private |= folded.private_in(value)
            if (_PROGRAMS.match(name) and "/" in value) or PATH.search(value[:300]):
                found.private.add(Private.HISTORY)
    return found


def clean(source, target, statement):
    tree = _tree(source)
    for element in list(tree.iter()):
        if not isinstance(element.tag, str) or _PROGRAMS.match(element.tag) or element.tag == f"{_SVG}metadata":
            _drop(element)
            continue
        for name, value in list(element.attrib.items()):
            if _PROGRAMS.match(name) or name.endswith(("}docname", "export-filename")):
                del element.attrib[name]
            else:
                element.attrib[name] = folded.cleaned(value)
        if element.text:
            element.text = folded.cleaned(element.text)
    root = tree.getroot()
    if statement:
        words = packet(statement)
        inner = etree.fromstring(words[words.index(b"<rdf:RDF") : words.index(b"</x:xmpmeta>")])
        holder = etree.Element(f"{_SVG}metadata")
        holder.append(inner)
        root.insert(0, holder)
    tree.write(target, encoding="utf-8", xml_declaration=True)


def _drop(element):
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _tree(path):
    with open(path, "rb") as file:
        if file.seek(0, 2) > LARGEST:
            raise CannotClean("too large")
        file.seek(0)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            return etree.parse(file, parser)
        except etree.XMLSyntaxError as error:
            raise CannotClean("it is no XML") from error
