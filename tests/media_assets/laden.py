"""Real files that say too much: where the photographer stood, with which camera, on whose machine the file lay."""

import base64
import io
import struct
import zlib

import av
import pikepdf
from PIL import Image

from tests.media_assets import corpus

#: What must be found in no public file, as it stands in the bytes.
LATITUDE, LONGITUDE = (624417, 100003), (7558123, 100003)
SERIAL, LENS, UNIQUE, OWNER = "SN-4471-CUERPO", "SN-9902-LENTE", "f00dfeedf00dfeedf00dfeedf00dfeed", "Camara de prueba"
PATH, HOST, SUBLOCATION = "C:\\Users\\oficina\\carpeta-oculta", "maquina-del-taller", "Casa de la testigo"
NOTE = b"NOTAS-DEL-FABRICANTE"
ISO6709 = "+06.2441-075.5812+1495/"
SECRETS = (
    *(text.encode() for text in (SERIAL, LENS, UNIQUE, OWNER, HOST, SUBLOCATION, "6,14.6502N", "75,34.874W", ISO6709)),
    *(PATH.encode(), b"carpeta-oculta", NOTE, struct.pack("<II", *LATITUDE), struct.pack(">II", *LATITUDE)),
)
#: What the files say that people may know.
WORDS = {
    "headline": "Puente de Guayaquil reabierto",
    "description": "El puente, visto desde el oriente al mediodía.",
    "creators": ["Unidad de Fotografía"],
    "credit": "Unidad de Fotografía / Alcaldía",
    "copyright": "© 2026 Alcaldía de Medellín",
    "keywords": ["puente", "movilidad"],
    "city": "Medellín",
}

XMP = f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
 xmlns:exif="http://ns.adobe.com/exif/1.0/" xmlns:aux="http://ns.adobe.com/exif/1.0/aux/"
 xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" xmlns:stEvt="http://ns.adobe.com/xap/1.0/sType/ResourceEvent#"
 xmlns:stRef="http://ns.adobe.com/xap/1.0/sType/ResourceRef#" xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/"
 xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"
 exif:GPSLatitude="6,14.6502N" exif:GPSLongitude="75,34.874W" exif:ImageUniqueID="{UNIQUE}"
 aux:SerialNumber="{SERIAL}" aux:LensSerialNumber="{LENS}" photoshop:Headline="{WORDS["headline"]}"
 photoshop:Credit="{WORDS["credit"]}" photoshop:City="Medellín" photoshop:DateCreated="2026-11-20T12:30:00-05:00"
 Iptc4xmpCore:Location="{SUBLOCATION}">
 <dc:creator><rdf:Seq><rdf:li>{WORDS["creators"][0]}</rdf:li></rdf:Seq></dc:creator>
 <dc:description><rdf:Alt><rdf:li xml:lang="en">The bridge</rdf:li>
  <rdf:li xml:lang="x-default">{WORDS["description"]}</rdf:li></rdf:Alt></dc:description>
 <dc:rights><rdf:Alt><rdf:li xml:lang="x-default">{WORDS["copyright"]}</rdf:li></rdf:Alt></dc:rights>
 <xmpRights:UsageTerms><rdf:Alt><rdf:li xml:lang="x-default">Solo prensa</rdf:li></rdf:Alt></xmpRights:UsageTerms>
 <dc:subject><rdf:Bag><rdf:li>puente</rdf:li><rdf:li>movilidad</rdf:li></rdf:Bag></dc:subject>
 <xmpMM:DerivedFrom stRef:filePath="{PATH}\\original.psd"/>
 <xmpMM:History><rdf:Seq><rdf:li stEvt:action="saved" stEvt:softwareAgent="Editor en {HOST}"/></rdf:Seq></xmpMM:History>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>""".encode()


def exif_block(order="<", orientation=6, thumbnail=True):
    """EXIF of a talkative camera, with its preview in the second directory."""
    small = io.BytesIO()
    Image.new("RGB", (16, 16), (12, 99, 200)).save(small, "JPEG")
    directories = {
        "0": [
            (0x010E, 2, WORDS["description"].encode() + b"\0"),
            (0x0112, 3, struct.pack(order + "H", orientation)),
            (0x013B, 2, WORDS["creators"][0].encode() + b"\0"),
            (0x013C, 2, HOST.encode() + b"\0"),
            (0x8298, 2, WORDS["copyright"].encode() + b"\0"),
        ],
        "exif": [
            (0x9003, 2, b"2026:11:20 12:30:00\0"),
            (0x927C, 7, NOTE),
            (0xA420, 2, UNIQUE.encode() + b"\0"),
            (0xA430, 2, OWNER.encode() + b"\0"),
            (0xA431, 2, SERIAL.encode() + b"\0"),
            (0xA435, 2, LENS.encode() + b"\0"),
        ],
        "gps": [
            (1, 2, b"N\0"),
            (2, 5, struct.pack(order + "IIIIII", *LATITUDE, 0, 1, 0, 1)),
            (3, 2, b"W\0"),
            (4, 5, struct.pack(order + "IIIIII", *LONGITUDE, 0, 1, 0, 1)),
        ],
    }
    return _tiff(order, directories, small.getvalue() if thumbnail else b"")


def _tiff(order, directories, thumbnail):
    data = bytearray((b"II*\0" if order == "<" else b"MM\0*") + bytes(4))
    sizes = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1}

    def write(entries, following=0):
        records = []
        for tag, kind, value in sorted(entries):
            count = len(value) // sizes[kind]
            if len(value) > 4:
                place = struct.pack(order + "I", len(data))
                data.extend(value + b"\0" * (len(value) & 1))
            else:
                place = value.ljust(4, b"\0")
            records.append(struct.pack(order + "HHI", tag, kind, count) + place)
        at = len(data)
        data.extend(struct.pack(order + "H", len(records)) + b"".join(records) + struct.pack(order + "I", following))
        return at

    pointers = []
    for name, tag in (("exif", 0x8769), ("gps", 0x8825)):
        pointers.append((tag, 4, struct.pack(order + "I", write(directories[name]))))
    second = 0
    if thumbnail:
        at = len(data)
        data.extend(thumbnail + b"\0" * (len(thumbnail) & 1))
        second = write(
            [(0x0201, 4, struct.pack(order + "I", at)), (0x0202, 4, struct.pack(order + "I", len(thumbnail)))]
        )
    first = write(directories["0"] + pointers, second)
    data[4:8] = struct.pack(order + "I", first)
    return bytes(data)


def iim(charset="utf-8", declared=True):
    """Records of IPTC-IIM, by default in the UTF-8 that they declare."""
    sets = [(1, 90, b"\x1b%G")] if declared and charset == "utf-8" else []
    sets += [
        (2, 105, WORDS["headline"].encode(charset)),
        (2, 80, WORDS["creators"][0].encode(charset)),
        (2, 110, WORDS["credit"].encode(charset)[:32]),
        (2, 116, WORDS["copyright"].encode(charset)),
        (2, 120, WORDS["description"].encode(charset)),
        *((2, 25, word.encode(charset)) for word in WORDS["keywords"]),
        (2, 55, b"20261120"),
        (2, 90, WORDS["city"].encode(charset)),
        (2, 92, SUBLOCATION.encode(charset)),
    ]
    return b"".join(b"\x1c" + struct.pack(">BBH", record, number, len(data)) + data for record, number, data in sets)


def photoshop(records, digest=None):
    def resource(kind, data):
        return (
            b"8BIM" + struct.pack(">H", kind) + b"\0\0" + struct.pack(">I", len(data)) + data + b"\0" * (len(data) & 1)
        )

    return resource(0x0404, records) + (resource(0x0425, digest) if digest else b"")


def segment(marker, body):
    return b"\xff" + bytes([marker]) + struct.pack(">H", len(body) + 2) + body


def jpeg(picture=None, *, exif=None, xmp=XMP, records=None, digest=None, tail=b""):
    """A photograph with everything in it; ``tail`` hangs behind its end, as telephones hang a film."""
    picture = picture or corpus.photograph()
    parts = [segment(0xE1, b"Exif\0\0" + (exif_block() if exif is None else exif))] if exif != b"" else []
    if xmp:
        parts.append(segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + xmp))
    if records != b"":
        parts.append(segment(0xED, b"Photoshop 3.0\0" + photoshop(iim() if records is None else records, digest)))
    parts.append(segment(0xEC, b"Ducky" + NOTE))
    return picture[:2] + b"".join(parts) + picture[2:] + tail


def png():
    data = corpus.photograph("PNG", exif=exif_block())
    text = b"XML:com.adobe.xmp\0\0\0\0\0" + XMP
    raw = b"Raw profile type iptc\0\0" + zlib.compress(f"\niptc\n{len(iim()):8}\n{iim().hex()}\n".encode())

    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    return data[:33] + chunk(b"iTXt", text) + chunk(b"zTXt", raw) + data[33:]


def tiff():
    """Pages of a scan, with all standards in the directory of the first."""
    buffer = io.BytesIO()
    pages = [Image.effect_noise((120, 80), 60).convert("RGB") for _number in range(2)]
    tags = {270: WORDS["description"], 316: HOST, 700: XMP, 33723: iim(), 33432: WORDS["copyright"]}
    directory = Image.Exif()
    directory.load(b"Exif\0\0" + exif_block(thumbnail=False))
    information = {tag: value for tag, value in tags.items()}
    pages[0].save(
        buffer,
        "TIFF",
        save_all=True,
        append_images=pages[1:],
        compression="tiff_lzw",
        tiffinfo=_information(information),
    )
    return _with_sub_directories(buffer.getvalue())


def _information(values):
    from PIL.TiffImagePlugin import ImageFileDirectory_v2

    directory = ImageFileDirectory_v2()
    for tag, value in values.items():
        directory.tagtype[tag] = 2 if isinstance(value, str) else 1 if tag == 700 else 7
        directory[tag] = value
    return directory


def _with_sub_directories(data):
    """Point the first directory at EXIF and GPS directories appended to the file."""
    order = "<" if data[:2] == b"II" else ">"
    out = bytearray(data)
    first = struct.unpack_from(order + "I", out, 4)[0]
    count = struct.unpack_from(order + "H", out, first)[0]
    entries = [bytes(out[first + 2 + 12 * n : first + 14 + 12 * n]) for n in range(count)]
    following = struct.unpack_from(order + "I", out, first + 2 + 12 * count)[0]

    def directory(rows):
        records = []
        for tag, kind, value, size in rows:
            at = len(out)
            out.extend(value + b"\0" * (len(value) & 1))
            records.append(struct.pack(order + "HHII", tag, kind, len(value) // size, at))
        at = len(out)
        out.extend(struct.pack(order + "H", len(records)) + b"".join(records) + bytes(4))
        return at

    gps = directory([(2, 5, struct.pack(order + "IIIIII", *LATITUDE, 0, 1, 0, 1), 8)])
    camera = directory([(0x927C, 7, NOTE, 1), (0xA431, 2, SERIAL.encode() + b"\0", 1)])
    entries += [struct.pack(order + "HHII", 0x8769, 4, 1, camera), struct.pack(order + "HHII", 0x8825, 4, 1, gps)]
    entries.sort(key=lambda record: struct.unpack(order + "H", record[:2])[0])
    at = len(out)
    out.extend(struct.pack(order + "H", len(entries)) + b"".join(entries) + struct.pack(order + "I", following))
    out[4:8] = struct.pack(order + "I", at)
    return bytes(out)


def gif():
    data = corpus.animation()
    magic = b"\x01" + bytes(range(255, -1, -1)) + b"\x00"
    comment = b"\x21\xfe" + bytes([len(PATH)]) + PATH.encode() + b"\0"
    return data[:-1] + b"\x21\xff\x0bXMP DataXMP" + XMP + magic + comment + b"\x3b"


def recording(container, video=None, audio=None):
    """A recording whose labels say where and with what it was made."""
    buffer = io.BytesIO(corpus.recording(container, video=video, audio=audio))
    output = io.BytesIO()
    options = {"wav": {"write_bext": "1"}, "mp4": {}, "mov": {}}.get(container, {})
    with av.open(buffer) as source, av.open(output, "w", format=container, options=options) as target:
        target.metadata.update(
            {
                "title": WORDS["headline"],
                "artist": WORDS["creators"][0],
                "copyright": WORDS["copyright"],
                "comment": WORDS["description"],
                "location": ISO6709,
                "serial_number": SERIAL,
                "description": WORDS["description"],
                "originator": WORDS["creators"][0],
                "originator_reference": SERIAL,
                "coding_history": PATH,
            }
        )
        streams = {stream.index: target.add_stream_from_template(stream) for stream in source.streams}
        for packet in source.demux():
            if packet.dts is not None:
                packet.stream = streams[packet.stream.index]
                target.mux(packet)
    return output.getvalue()


def film(container="mp4"):
    data = recording(container, "libx264", "aac")
    uuid = bytes.fromhex("BE7ACFCB97A942E89C71999491E3AFAC") + XMP
    notes = bytes(16) + NOTE
    return data + b"".join(struct.pack(">I", len(body) + 8) + b"uuid" + body for body in (uuid, notes))


def sound():
    data = recording("wav", audio="pcm_s16le")
    ixml = f"<BWFXML><NOTE>x</NOTE><LOCATION><LOCATION_GPS>{ISO6709}</LOCATION_GPS></LOCATION></BWFXML>".encode()
    extra = b"iXML" + struct.pack("<I", len(ixml)) + ixml + b"\0" * (len(ixml) & 1)
    extra += b"_PMX" + struct.pack("<I", len(XMP)) + XMP + b"\0" * (len(XMP) & 1)
    data += extra
    return data[:4] + struct.pack("<I", len(data) - 8) + data[8:]


def paper():
    def load(pdf):
        picture = jpeg()
        drawing = pdf.make_stream(
            picture,
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Image,
            Width=240,
            Height=160,
            ColorSpace=pikepdf.Name.DeviceRGB,
            BitsPerComponent=8,
            Filter=pikepdf.Name.DCTDecode,
            Metadata=pdf.make_stream(XMP, Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML),
        )
        page = pdf.pages[0]
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(P=drawing))
        page.Contents = pdf.make_stream(b"q 240 0 0 160 40 40 cm /P Do Q")
        page.PieceInfo = pikepdf.Dictionary(Editor=pikepdf.Dictionary(Private=pikepdf.String(PATH)))
        claim = b'<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/></rdf:RDF>'
        pdf.Root.Metadata = pdf.make_stream(
            XMP.replace(b"</rdf:RDF>", claim), Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML
        )
        pdf.docinfo["/Title"] = WORDS["headline"]
        pdf.docinfo["/SourceFile"] = PATH

    return corpus.paper(change=load, compress_streams=False)


def drawing():
    picture = base64.b64encode(jpeg()).decode()
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" '
        f'viewBox="0 0 200 100" inkscape:export-filename="{PATH}"><metadata>'
        f"{XMP.decode().partition(chr(10))[2].rpartition('</x:xmpmeta>')[0]}</metadata>"
        f'<image href="data:image/jpeg;base64,{picture}" width="200" height="100"/></svg>'
    ).encode()


def letter():
    return corpus.letter(**{"word/media/image1.jpeg": jpeg()})


MAKERS = {
    "jpg": jpeg,
    "png": png,
    "webp": lambda: corpus.photograph("WEBP", exif=b"Exif\0\0" + exif_block(), xmp=XMP),
    "gif": gif,
    "tif": tiff,
    "avif": lambda: corpus.photograph("AVIF", exif=exif_block(), xmp=XMP),
    "heic": lambda: corpus.photograph("HEIF", exif=b"Exif\0\0" + exif_block(), xmp=XMP),
    "mp4": film,
    "mov": lambda: film("mov"),
    "m4a": lambda: recording("ipod", audio="aac"),
    "webm": lambda: recording("webm", "libvpx", "libopus"),
    "mp3": lambda: recording("mp3", audio="libmp3lame"),
    "wav": sound,
    "flac": lambda: recording("flac", audio="flac"),
    "ogg": lambda: recording("ogg", audio="flac"),
    "opus": lambda: recording("ogg", audio="libopus"),
    "pdf": paper,
    "svg": drawing,
    "docx": letter,
}
