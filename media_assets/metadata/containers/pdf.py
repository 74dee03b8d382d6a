"""
PDF (ISO 32000-2): the document's XMP and information, the metadata of its pictures, and programs' private data.

What a document claims to be (PDF/X, PDF/A, PDF/UA) stays claimed. A signed document
cannot be changed without breaking its seal.
"""

import pikepdf

from media_assets.metadata import xmp
from media_assets.metadata.containers import LARGEST_BLOCK, CannotClean, Found
from media_assets.metadata.containers.jpeg import cleaned, private_in
from media_assets.metadata.said import Private
from media_assets.metadata.statement import Statement, packet

MOST_OBJECTS = 1_000_000
_WORDS = {"/Title": "title", "/Author": "creators", "/Subject": "description", "/Keywords": "keywords"}
_CLAIMS = {
    "pdfaid": ("http://www.aiim.org/pdfa/ns/id/", ("part", "conformance", "rev")),
    "pdfuaid": ("http://www.aiim.org/pdfua/ns/id/", ("part", "rev")),
    "pdfxid": ("http://www.npes.org/pdfx/ns/id/", ("GTS_PDFXVersion",)),
}
_ALIEN = (b"http://ns.adobe.com/xap/1.0/", b"JpgTiffExif->JP2")


def look(path) -> Found:
    found = Found()
    with _opened(path) as pdf:
        if isinstance(pdf.Root.get("/Metadata"), pikepdf.Stream):
            found.xmp.append(_bytes(pdf.Root.Metadata))
        words = _information(pdf, found)
        if words:
            found.tags.append(("PDF", words))
        for thing in _things(pdf):
            if "/PieceInfo" in thing:
                found.private.add(Private.HISTORY)
            inner = thing.get("/Metadata")
            if isinstance(inner, pikepdf.Stream) and thing.get("/Type") != "/Catalog":
                found.private |= xmp.private(_bytes(inner))
            if _is_jpeg(thing):
                found.private |= _told_by(thing)
            elif _filters(thing) == ["/JPXDecode"] and any(mark in thing.read_raw_bytes() for mark in _ALIEN):
                found.private.add(Private.UNREADABLE)
        if _is_signed(pdf) and found.private == {Private.HISTORY}:
            # A seal is worth more than the name of a program.
            found.private.clear()
    return found


def _information(pdf, found):
    words = {}
    for key, value in pdf.docinfo.items() if "/Info" in pdf.trailer else ():
        text = str(value)[:4000] if isinstance(value, pikepdf.String) else ""
        if key in _WORDS and text.strip():
            name = _WORDS[key]
            parts = text.replace(",", ";").split(";") if name == "keywords" else text.split(";")
            words[name] = [part.strip() for part in parts] if name in ("keywords", "creators") else [text]
        elif key == "/CreationDate" and text.startswith("D:") and len(text) >= 10:
            words["created"] = [f"{text[2:6]}-{text[6:8]}-{text[8:10]}"]
        elif xmp.PATH.search(text):
            found.private.add(Private.HISTORY)
    return words


def clean(source, target, statement):
    with _opened(source) as pdf:
        if _is_signed(pdf):
            raise CannotClean("it is signed")
        claims, title, names = _claims(pdf), _title(pdf), pdf.docinfo.get("/Author") if "/Info" in pdf.trailer else None
        for thing in _things(pdf):
            for key in ("/Metadata", "/PieceInfo"):
                if key in thing:
                    del thing[key]
            if _is_jpeg(thing) and private_in(data := _jpeg(thing)):
                parameters = (_parameters(thing) or [None])[-1]
                thing.write(cleaned(data, Statement()), filter=pikepdf.Name.DCTDecode, decode_parms=parameters)
            elif _filters(thing) == ["/JPXDecode"] and any(mark in thing.read_raw_bytes() for mark in _ALIEN):
                raise CannotClean("a picture of it holds metadata in JPEG 2000")
        if "/Info" in pdf.trailer:
            del pdf.trailer["/Info"]
        title = statement.title or title
        creators = statement.creators or ((str(names),) if names else ())
        state(pdf, Statement.from_dict(statement.as_dict() | {"title": title, "creators": creators}), claims)
        pdf.save(target, linearize=pdf.is_linearized, object_stream_mode=pikepdf.ObjectStreamMode.preserve)


def state(pdf, statement: Statement, claims: str = ""):
    """Put the statement into a document that has none."""
    words = packet(statement).decode()
    if claims:
        words = words.replace("</rdf:RDF>", f"{claims}</rdf:RDF>")
    pdf.Root.Metadata = pdf.make_stream(words.encode(), Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML)
    for key, value in (("/Title", statement.title), ("/Author", "; ".join(statement.creators))):
        if value:
            pdf.docinfo[key] = value


def _title(pdf):
    found = look_words(pdf).get("dc:title")
    return found[0] if found else str(pdf.docinfo.get("/Title", "")) if "/Info" in pdf.trailer else ""


def look_words(pdf) -> dict:
    """The values of the document's own XMP."""
    stream = pdf.Root.get("/Metadata")
    return xmp.read(_bytes(stream)) if isinstance(stream, pikepdf.Stream) else {}


def _claims(pdf):
    """What the document says it conforms to, as a description of its own."""
    stream = pdf.Root.get("/Metadata")
    if not isinstance(stream, pikepdf.Stream):
        return ""
    tree = xmp._parsed(_bytes(stream))
    said = ""
    for prefix, (uri, names) in _CLAIMS.items():
        values = []
        for name in names:
            tag = f"{{{uri}}}{name}"
            found = (
                [e.text for e in tree.iter(tag)] or [e.get(tag) for e in tree.iter() if e.get(tag)]
                if tree is not None
                else []
            )
            if found and found[0] and found[0].replace("-", "").replace("/", "").replace(":", "").isalnum():
                values.append(f"<{prefix}:{name}>{found[0]}</{prefix}:{name}>")
        if values:
            said += f'<rdf:Description rdf:about="" xmlns:{prefix}="{uri}">{"".join(values)}</rdf:Description>'
    return said


def _opened(path):
    try:
        pdf = pikepdf.open(path, attempt_recovery=False, suppress_warnings=True)
    except (pikepdf.PdfError, pikepdf.PasswordError) as error:
        raise CannotClean("it does not open") from error
    if len(pdf.objects) > MOST_OBJECTS:
        raise CannotClean("too many objects")
    return pdf


def _things(pdf):
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
            yield thing


def _filters(thing):
    if not isinstance(thing, pikepdf.Stream):
        return []
    found = thing.get("/Filter")
    return (
        [str(each) for each in found] if isinstance(found, pikepdf.Array) else [str(found)] if found is not None else []
    )


def _is_jpeg(thing):
    """Whether a JPEG is in it, as it is or wrapped once more, as some programs do."""
    return _filters(thing)[-1:] == ["/DCTDecode"]


def _jpeg(thing) -> bytes:
    """The JPEG out of its wrappings; raises ``CannotClean`` where they do not come off."""
    data, wrappings = thing.read_raw_bytes(), _filters(thing)[:-1]
    if not wrappings:
        return data
    with pikepdf.new() as scratch:
        parcel = scratch.make_stream(b"")
        # An empty dictionary is as good as none, and may stand in an array.
        parameters = [each or pikepdf.Dictionary() for each in _parameters(thing)[: len(wrappings)]] or None
        parcel.write(data, filter=[pikepdf.Name(each) for each in wrappings], decode_parms=parameters)
        try:
            return parcel.read_bytes(pikepdf.StreamDecodeLevel.specialized)
        except pikepdf.PdfError as error:
            raise CannotClean("a picture does not come out of its wrappings") from error


def _told_by(thing):
    try:
        return private_in(_jpeg(thing)) - {Private.UNREADABLE}
    except CannotClean:
        return {Private.UNREADABLE}


def _parameters(thing):
    """The parameters of each filter, plain values or None."""
    found = thing.get("/DecodeParms")
    if isinstance(found, pikepdf.Array):
        return [
            pikepdf.Dictionary(dict(each.items())) if isinstance(each, pikepdf.Dictionary) else None for each in found
        ]
    return [found] if isinstance(found, pikepdf.Dictionary) else []


def _bytes(stream):
    try:
        return stream.read_bytes()[:LARGEST_BLOCK]
    except pikepdf.PdfError:
        return b"?"


def _is_signed(pdf):
    form = pdf.Root.get("/AcroForm")
    return form is not None and isinstance(form, pikepdf.Dictionary) and bool(int(form.get("/SigFlags", 0)) & 1)
