"""Whether what is drawn from is packed as every program unpacks it (ISO 32000-2, 7.3.8 and 7.4)."""

import pikepdf

from media_assets.inspection.measuring.kinds import demand, is_stream

#: Filters one upon the other: writers use two, and Ghostscript gives up at five.
MOST_FILTERS = 3
_FILTERS = frozenset(
    f"/{name}Decode" for name in ("ASCIIHex", "ASCII85", "LZW", "Flate", "RunLength", "CCITTFax", "JBIG2", "DCT", "JPX")
)
#: How what is packed by each ends; where the end is missing, programs take what they like.
_ENDS = {"/ASCIIHexDecode": b">", "/ASCII85Decode": b"~>", "/RunLengthDecode": b"\x80"}


def drawn(contents):
    """The content of a page: a stream, or several."""
    for each in [contents] if is_stream(contents) else contents:
        if is_stream(each):
            packed(each)


def packed(value):
    """A stream whose filters are few and known, and that goes on to its end; it is returned."""
    found = value.get("/Filter")
    filters = [found] if isinstance(found, pikepdf.Name) else list(found or ())
    demand(len(filters) <= MOST_FILTERS, "/Filter")
    demand(all(each in _FILTERS for each in filters), "/Filter")
    demand("/F" not in value, "/F")
    if filters and (end := _ENDS.get(str(filters[0]))):
        demand(value.read_raw_bytes().rstrip(b"\0\t\n\f\r ").endswith(end), "/Filter")
    return value
