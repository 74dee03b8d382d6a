"""
SVG: a drawing and nothing else.

An SVG is a program that a browser would run. What is drawing is named and the
rest refused; nothing is cleaned away in silence, for the master must stay the
designer's. Elements: SVG 1.1 and 2, without ``script`` and ``foreignObject``.
"""

import math
import re

from defusedxml import DefusedXmlException, EntitiesForbidden, ExternalReferenceForbidden
from defusedxml.ElementTree import ParseError, parse

from media_assets.intake.probes import Refused

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
XML = "http://www.w3.org/XML/1998/namespace"
XHTML = "http://www.w3.org/1999/xhtml"
XML_EVENTS = "http://www.w3.org/2001/xml-events"

#: Bytes, elements (those that ``use`` repeats counted again) and nesting.
MAX_BYTES = 20_000_000
MAX_ELEMENTS = 60_000
MAX_DEPTH = 200

_DRAWING = frozenset(
    "svg g defs symbol use title desc metadata style switch a view "
    "path rect circle ellipse line polyline polygon image text tspan textPath tref "
    "linearGradient radialGradient stop pattern clipPath mask marker solidcolor mesh meshgradient "
    "filter feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting "
    "feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur "
    "feImage feMerge feMergeNode feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile "
    "feTurbulence font font-face glyph missing-glyph hkern vkern color-profile "
    "animate animateMotion animateTransform set mpath".split()
)
_ANIMATION = frozenset("animate animateMotion animateTransform set".split())
_EMBEDDED = re.compile(r"data:image/(png|jpe?g|gif|webp);base64,", re.I)
_LINK_OUT = re.compile(r"(https?|mailto):", re.I)
_STYLE_REFERENCE = re.compile(
    r"url\(\s*['\"]?\s*(?!#|data:(?:image|font|application/(?:x-)?font))([^)'\"]{0,60})", re.I
)
#: Functions of CSS that fetch what they name in a plain string (CSS Images 4, CSS Values 5).
_STYLE_FETCH = re.compile(
    r"(?:image-set|image|src|cross-fade|element)\(\s*['\"]\s*(?!#|data:image)([^'\"]{0,60})", re.I
)
_STYLE_ACTIVE = re.compile(r"@import|expression\s*\(|-moz-binding|behavior\s*:|javascript:", re.I)
_ESCAPE = re.compile(r"\\([0-9a-f]{1,6})\s?", re.I)
_UNITS = {"": 1, "px": 1, "pt": 4 / 3, "pc": 16, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96, "q": 96 / 101.6}


def examine(path, extension):
    with open(path, "rb") as file:
        text = file.read(MAX_BYTES + 1)
    if len(text) > MAX_BYTES:
        raise Refused("unsafe_svg", "too_complex")
    if b"svg" not in text:
        raise Refused("not_what_it_says", extension=extension)
    if b"<?xml-stylesheet" in text:
        raise Refused("unsafe_svg", "external", found="xml-stylesheet")
    root = _root(path)
    if root.tag != f"{{{SVG}}}svg":
        raise Refused("not_what_it_says", extension=extension)
    _check(root, 0)
    _check_repetition(root)
    width, height = _size(root)
    return {"width": width, "height": height, "color_mode": "RGB", "has_alpha": True, "frames": 1}


def _root(path):
    try:
        return parse(path, forbid_dtd=False, forbid_entities=True, forbid_external=True).getroot()
    except EntitiesForbidden as error:
        raise Refused("unsafe_svg", "entities") from error
    except ExternalReferenceForbidden as error:
        raise Refused("unsafe_svg", "external", found="DOCTYPE") from error
    except DefusedXmlException as error:
        raise Refused("unsafe_svg") from error
    except ParseError as error:
        if "no element found" in str(error) or "unclosed" in str(error):
            raise Refused("truncated") from error
        raise Refused("unreadable") from error
    except (ValueError, LookupError, RecursionError) as error:
        raise Refused("unreadable") from error


def _split(tag):
    namespace, brace, name = tag.rpartition("}")
    return namespace[1:] if brace else "", name


def _check(element, depth):
    if depth > MAX_DEPTH:
        raise Refused("unsafe_svg", "too_complex")
    namespace, name = _split(element.tag)
    if namespace in (XHTML, XML_EVENTS) or name.lower() == "script":
        raise Refused("unsafe_svg", "script", found=name)
    if namespace == SVG and name not in _DRAWING:
        raise Refused("unsafe_svg", "element", found=name)
    if namespace == SVG:
        _check_attributes(element, name)
        if name == "style":
            _check_style("".join(element.itertext()))
    for child in element:
        _check(child, depth + 1)


def _check_attributes(element, name):
    for key, value in element.attrib.items():
        namespace, attribute = _split(key)
        if attribute.lower().startswith("on") and namespace in ("", SVG):
            raise Refused("unsafe_svg", "script", found=attribute)
        if attribute == "base" and namespace == XML and value.strip():
            # With another base, even «#a» leads out of the file.
            raise Refused("unsafe_svg", "external", found=value[:60])
        if attribute == "href" and namespace in ("", XLINK):
            _check_reference(name, value)
        elif namespace == "":
            _check_style(value)
    if name in _ANIMATION:
        target = element.get("attributeName", "").lower()
        if target.endswith("href") or target.startswith("on"):
            raise Refused("unsafe_svg", "script", found=f"{name} {target}")


def _check_reference(name, value):
    value = "".join(value.split())
    if value.startswith("#") or not value:
        return
    if name in ("image", "feImage") and _EMBEDDED.match(value):
        return
    if name == "a" and _LINK_OUT.match(value):
        return
    if value.lower().startswith(("javascript:", "vbscript:", "data:text")):
        raise Refused("unsafe_svg", "script", found=value[:40])
    raise Refused("unsafe_svg", "external", found=value[:60])


def _check_style(style):
    plain = _ESCAPE.sub(lambda found: chr(min(int(found[1], 16), 0x10FFFF)), style)
    plain = re.sub(r"/\*.*?\*/", "", plain, flags=re.S)
    if active := _STYLE_ACTIVE.search(plain):
        raise Refused("unsafe_svg", "external" if active[0] == "@import" else "script", found=active[0])
    if outside := _STYLE_REFERENCE.search(plain) or _STYLE_FETCH.search(plain):
        raise Refused("unsafe_svg", "external", found=outside[1].strip() or "url()")


def _check_repetition(root):
    """A few ``use`` of ``use`` of ``use`` draw millions: count what would be drawn."""
    by_id = {element.get("id"): element for element in root.iter() if element.get("id")}
    weights, open_ids = {}, set()

    def weight(element, depth):
        if depth > MAX_DEPTH:
            raise Refused("unsafe_svg", "too_complex")
        total = 1
        for child in element:
            total += weight(child, depth + 1)
        if _split(element.tag)[1] == "use":
            reference = element.get("href") or element.get(f"{{{XLINK}}}href") or ""
            total += weight_of(reference.strip().removeprefix("#"), depth + 1)
        if total > MAX_ELEMENTS:
            raise Refused("unsafe_svg", "too_complex")
        return total

    def weight_of(name, depth):
        if name not in by_id:
            return 0
        if name in open_ids:
            raise Refused("unsafe_svg", "too_complex")
        if name not in weights:
            open_ids.add(name)
            weights[name] = weight(by_id[name], depth)
            open_ids.discard(name)
        return weights[name]

    weight(root, 0)


def _size(root):
    """Pixels of the drawing: its own width and height, or its view box. What has room for nothing is refused."""
    width, height = _length(root.get("width")), _length(root.get("height"))
    box = _view_box(root)
    if 0 in (width, height) or _is_below_zero(root) or (box and min(box[2:]) <= 0):
        raise Refused("unsafe_svg", "no_size")
    if box:
        width, height = width or (height or box[3]) * box[2] / box[3], height or (width or box[2]) * box[3] / box[2]
    if not width or not height:
        return 300, 150  # what CSS gives to a drawing without a size
    if max(width, height) > 1_000_000:
        raise Refused("unsafe_svg", "too_complex")
    return max(1, round(width)), max(1, round(height))


def _view_box(root):
    """Left, top, width and height; empty where none is given."""
    if "viewBox" not in root.attrib:
        return ()
    try:
        left, top, width, height = (float(side) for side in root.get("viewBox").replace(",", " ").split())
    except ValueError as error:
        raise Refused("unsafe_svg", "no_size") from error
    if not math.isfinite(left + top + width + height):
        raise Refused("unsafe_svg", "no_size")
    return left, top, width, height


def _is_below_zero(root):
    return any((root.get(side) or "").strip().startswith("-") for side in ("width", "height"))


def _length(text):
    found = re.fullmatch(r"\s*(\d+(?:\.\d+)?|\.\d+)\s*([a-z]*)\s*", (text or "").lower())
    return float(found[1]) * _UNITS[found[2]] if found and found[2] in _UNITS else None
