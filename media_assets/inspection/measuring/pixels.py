"""Whether the pixels of a picture inside a PDF are all there, without holding them in memory (ISO 32000-2, 8.9.5)."""

import math
import zlib

import pikepdf

_BITS = (1, 2, 4, 8, 16)
#: Codings that leave no doubt how many bytes there are, and those in which a picture describes itself.
_PLAIN = ("/FlateDecode", "/LZWDecode", "/RunLengthDecode", "/ASCIIHexDecode", "/ASCII85Decode")
_BY_THEMSELVES = ("/DCTDecode", "/JPXDecode", "/CCITTFaxDecode", "/JBIG2Decode")
#: What programs write by its short name although that is for pictures inside the content.
_SHORT = {
    "/Fl": "/FlateDecode",
    "/LZW": "/LZWDecode",
    "/RL": "/RunLengthDecode",
    "/AHx": "/ASCIIHexDecode",
    "/A85": "/ASCII85Decode",
    "/DCT": "/DCTDecode",
    "/CCF": "/CCITTFaxDecode",
}
#: Bytes: of a picture that has more and is packed in several ways, nobody counts them.
_MOST = 256 * 1024 * 1024
_CHUNK = 1024 * 1024
#: Predictors from here on put a byte before each row.
_OF_PNG = 10


def suffice(image, samples_of_a_row, bits, height) -> bool:
    """Whether the pixels are as many as the picture says; of what describes itself others are asked."""
    filters = _filters(image)
    if filters and filters[-1] in _BY_THEMSELVES:
        return True
    if bits not in _BITS or any(each not in _PLAIN for each in filters):
        return False
    row = math.ceil(samples_of_a_row * bits / 8)
    if isinstance(image, pikepdf.PdfInlineImage):
        return len(image.read_bytes() if filters else image.read_raw_bytes()) >= row * height
    if not filters:
        return len(memoryview(image.get_raw_stream_buffer())) >= row * height
    if filters == ["/FlateDecode"]:
        return _inflates_to(memoryview(image.get_raw_stream_buffer()), row * height + _predictors(image, row * height))
    return row * height > _MOST or len(memoryview(image.get_stream_buffer())) >= row * height


def _filters(image):
    said = image.obj.get("/Filter") if isinstance(image, pikepdf.PdfInlineImage) else image.get("/Filter")
    if said is None:
        return []
    names = [str(each) for each in said] if isinstance(said, pikepdf.Array) else [str(said)]
    return [_SHORT.get(name, name) for name in names]


def _predictors(image, size):
    """Bytes that a predictor puts before the rows that it knows of, which need not be those of the picture."""
    said = image.get("/DecodeParms")
    if isinstance(said, pikepdf.Array):
        said = said[0] if len(said) else None
    if not isinstance(said, pikepdf.Dictionary) or int(said.get("/Predictor", 1)) < _OF_PNG:
        return 0
    samples = int(said.get("/Colors", 1)) * int(said.get("/Columns", 1))
    return math.ceil(size / math.ceil(samples * int(said.get("/BitsPerComponent", 8)) / 8))


def _inflates_to(packed, wanted) -> bool:
    """Whether a stream of zlib unpacks to so many bytes; what was unpacked is forgotten at once."""
    inflater, found = zlib.decompressobj(), 0
    while found < wanted and not inflater.eof:
        if inflater.unconsumed_tail:
            chunk = inflater.unconsumed_tail
        elif packed:
            chunk, packed = packed[:_CHUNK], packed[_CHUNK:]
        else:
            return False
        found += len(inflater.decompress(chunk, _CHUNK))
    return found >= wanted
