"""Drawings that are programs, or that draw for ever."""

import base64
import io

from PIL import Image

from tests.media_assets.corpus_hostile.making import LISTENER


def svg(inside, attributes=b'viewBox="0 0 200 100"', head=b""):
    return (
        head
        + b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        + attributes
        + b">"
        + inside
        + b"</svg>"
    )


_LAUGHS = (
    b'<!DOCTYPE svg [<!ENTITY a "ha">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(12))
    + b"]>"
)


def _picture_bomb():
    """Nine hundred million pixels that whoever opens the drawing must unpack."""
    packed = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(packed, "PNG", optimize=True)
    return svg(
        b'<image width="9" height="9" href="data:image/png;base64,' + base64.b64encode(packed.getvalue()) + b'"/>'
    )


DRAWINGS = {
    "laughs.svg": lambda: svg(b"<text>&m;</text>", head=_LAUGHS),
    "entity-of-a-file.svg": lambda: svg(
        b"<text>&x;</text>", head=b'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    ),
    "entity-of-an-address.svg": lambda: svg(
        b"<text>&x;</text>", head=b'<!DOCTYPE svg [<!ENTITY x SYSTEM "' + LISTENER + b'">]>'
    ),
    "entity-of-parameters.svg": lambda: svg(
        b"<text/>", head=b'<!DOCTYPE svg [<!ENTITY % x SYSTEM "' + LISTENER + b'"> %x;]>'
    ),
    "script.svg": lambda: svg(b"<script>alert(1)</script>"),
    "script-in-an-event.svg": lambda: svg(b'<rect width="9" height="9" onload="alert(1)"/>'),
    "script-in-a-link.svg": lambda: svg(b'<a href="javascript:alert(1)"><rect width="9" height="9"/></a>'),
    "script-in-an-animation.svg": lambda: svg(b'<a><set attributeName="href" to="javascript:alert(1)"/></a>'),
    "page-inside.svg": lambda: svg(
        b'<foreignObject><iframe xmlns="http://www.w3.org/1999/xhtml" src="/"/></foreignObject>'
    ),
    "picture-elsewhere.svg": lambda: svg(b'<image width="9" height="9" xlink:href="' + LISTENER + b'"/>'),
    "picture-of-a-file.svg": lambda: svg(b'<image width="9" height="9" xlink:href="file:///etc/passwd"/>'),
    "style-elsewhere.svg": lambda: svg(b'<style>@import url("' + LISTENER + b'");</style>'),
    "font-elsewhere.svg": lambda: svg(b"<style>@font-face{font-family:a;src:url(" + LISTENER + b")}</style>"),
    "fill-elsewhere.svg": lambda: svg(b'<rect width="9" height="9" fill="url(' + LISTENER + b'#a)"/>'),
    "sheet-elsewhere.svg": lambda: svg(b"<rect/>", head=b'<?xml-stylesheet href="' + LISTENER + b'" type="text/css"?>'),
    "drawing-inside.svg": lambda: svg(b'<image href="data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9ImFsZXJ0KDEpIi8+"/>'),
    "uses-laughing.svg": lambda: svg(
        b'<g id="g0"><rect width="1" height="1"/></g>'
        + b"".join(b'<g id="g%d">%s</g>' % (n, b'<use xlink:href="#g%d"/>' % (n - 1) * 10) for n in range(1, 14))
    ),
    "use-of-itself.svg": lambda: svg(b'<g id="a"><use xlink:href="#a"/></g>'),
    "pattern-of-itself.svg": lambda: svg(
        b'<pattern id="p" width="1" height="1"><rect fill="url(#p)" width="9" height="9"/></pattern>'
        b'<rect fill="url(#p)" width="200" height="100"/>'
    ),
    "filter-enormous.svg": lambda: svg(
        b'<filter id="f" x="-99999" y="-99999" width="999999" height="999999"><feGaussianBlur stdDeviation="99999"/>'
        b'<feTurbulence numOctaves="9999999"/></filter><rect filter="url(#f)" width="200" height="100"/>'
    ),
    "groups-deep.svg": lambda: svg(b"<g>" * 50_000 + b"</g>" * 50_000),
    "elements-million.svg": lambda: svg(b"<path/>" * 1_000_000),
    "path-endless.svg": lambda: svg(b'<path d="M0 0' + b" L1 1 L2 2" * 900_000 + b'"/>'),
    "dashes-endless.svg": lambda: svg(b'<path stroke="red" stroke-dasharray="0.000001" d="M0 0L200 100"/>'),
    "size-enormous.svg": lambda: svg(b"<rect/>", b'width="99999999999" height="1e30" viewBox="0 0 1e30 1e30"'),
    "size-nothing.svg": lambda: svg(b"<rect/>", b'width="0" height="0"'),
    "in-utf-16.svg": lambda: "﻿".encode("utf-16-le") + svg(b"<script>alert(1)</script>").decode().encode("utf-16-le"),
    "in-utf-7.svg": lambda: svg(b"+ADw-script+AD4-alert(1)", head=b'<?xml version="1.0" encoding="UTF-7"?>'),
    "gzipped.svg": lambda: b"\x1f\x8b\x08" + bytes(99),
    "attributes-100000.svg": lambda: svg(b"<rect " + b" ".join(b'a%d="1"' % n for n in range(100_000)) + b"/>"),
    "use-of-data.svg": lambda: svg(b'<use href="data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9ImFsZXJ0KDEpIi8+#a"/>'),
    "link-of-data.svg": lambda: svg(b'<a href="data:text/html,<script>alert(1)</script>"><rect/></a>'),
    "script-spelled-apart.svg": lambda: svg(b'<a xlink:href="java&#x0A;script:alert(1)"><rect/></a>'),
    "script-by-another-prefix.svg": lambda: svg(b'<x:script xmlns:x="http://www.w3.org/2000/svg">alert(1)</x:script>'),
    "script-in-capitals.svg": lambda: svg(b"<SCRIPT>alert(1)</SCRIPT>"),
    "values-of-an-animation.svg": lambda: svg(
        b'<a><animate attributeName="xlink:href" values="javascript:alert(1)" begin="0s"/><rect/></a>'
    ),
    "picture-without-protocol.svg": lambda: svg(b'<image xlink:href="//127.0.0.1:9/a.png"/>'),
    "picture-after-a-tab.svg": lambda: svg(b'<image href="&#9; ' + LISTENER + b'"/>'),
    "picture-in-a-filter.svg": lambda: svg(b'<filter id="f"><feImage href="' + LISTENER + b'"/></filter>'),
    "base-elsewhere.svg": lambda: svg(b'<use href="a.svg#b"/>', b'xml:base="' + LISTENER + b'" viewBox="0 0 9 9"'),
    "base-elsewhere-for-parts.svg": lambda: svg(
        b'<g xml:base="' + LISTENER + b'"><rect width="9" height="9" fill="url(#a)"/></g>'
    ),
    "style-in-escapes.svg": lambda: svg(b"<style>rect{fill:u\\72l(" + LISTENER + b")}</style>"),
    "style-import-in-escapes.svg": lambda: svg(b"<style>@\\69mport '" + LISTENER + b"';</style>"),
    "style-of-a-set.svg": lambda: svg(b'<style>rect{mask-image:image-set("' + LISTENER + b'" 1x)}</style>'),
    "style-of-a-prefixed-set.svg": lambda: svg(b"<rect style=\"cursor:-webkit-image-set('" + LISTENER + b"' 1x)\"/>"),
    "style-of-a-source.svg": lambda: svg(b'<style>rect{fill:src("' + LISTENER + b'")}</style>'),
    "style-of-data.svg": lambda: svg(b"<style>rect{fill:url(data:image/svg+xml,%3Csvg/%3E)}</style>"),
    "style-in-a-comment.svg": lambda: svg(b"<style><!-- @import '" + LISTENER + b"'; --></style>"),
    "style-in-pieces.svg": lambda: svg(b"<style>@im<title/>port '" + LISTENER + b"';</style>"),
    "handler.svg": lambda: svg(b'<handler type="application/ecmascript">alert(1)</handler>'),
    "listener.svg": lambda: svg(
        b'<ev:listener xmlns:ev="http://www.w3.org/2001/xml-events" event="load" handler="#a"/>'
    ),
    "sound-inside.svg": lambda: svg(b'<audio xmlns="http://www.w3.org/1999/xhtml" src="' + LISTENER + b'"/>'),
    "film-inside.svg": lambda: svg(b'<video src="' + LISTENER + b'"/>'),
    "mathematics-inside.svg": lambda: svg(
        b'<math xmlns="http://www.w3.org/1998/Math/MathML"><maction actiontype="statusline" '
        b'xlink:href="javascript:alert(1)">a</maction></math>'
    ),
    "nested-3000.svg": lambda: svg(b'<svg width="9" height="9">' * 3000 + b"</svg>" * 3000),
    "switches-deep.svg": lambda: svg(b"<switch><g>" * 90 + b"<rect/>" + b"</g></switch>" * 90),
    "masks-laughing.svg": lambda: svg(
        b"".join(
            b'<mask id="m%d"><rect width="9" height="9" mask="url(#m%d)"/></mask>' % (n, n + 1) for n in range(3000)
        )
    ),
    "markers-million.svg": lambda: svg(
        b'<marker id="m"><path d="M0 0' + b"L1 1" * 2000 + b'" marker-mid="url(#n)"/></marker>'
        b'<path marker-mid="url(#m)" d="M0 0' + b"L1 1" * 200_000 + b'"/>'
    ),
    "picture-bomb-inside.svg": _picture_bomb,
    "kept-by-a-program.svg": lambda: svg(b'<i:pgf xmlns:i="http://ns.adobe.com/AdobeIllustrator/10.0/">eJy</i:pgf>'),
    "instruction.svg": lambda: svg(b"<rect/>", head=b"<?php system('id'); ?>"),
    "two-roots.svg": lambda: svg(b"<rect/>") + svg(b"<script>alert(1)</script>"),
    "not-a-drawing.svg": lambda: b'<html xmlns="http://www.w3.org/1999/xhtml"><svg/></html>',
}
