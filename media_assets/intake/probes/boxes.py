"""The outermost lengths that containers declare, against what the file holds."""

from media_assets.intake.probes import tiffs


def fits(extension, file, size) -> bool:
    """Whether everything that the container announces ends within the file."""
    if extension in ("mp4", "mov", "m4a", "heic", "avif"):
        return _boxes_fit(file, size)
    if extension in ("wav", "webp"):
        return _riff_fits(file, size)
    if extension == "tif":
        return tiffs.strips_fit(file, size)
    if extension == "webm":
        return _segment_fits(file, size)
    return True


def _boxes_fit(file, size):
    """Top-level boxes of an ISO base media file (ISO 14496-12)."""
    at = 0
    while at + 8 <= size:
        file.seek(at)
        header = file.read(16)
        length = int.from_bytes(header[:4], "big")
        if length == 1:
            length = int.from_bytes(header[8:16], "big")
        elif length == 0:
            return True
        if length < 8 or at + length > size:
            return False
        at += length
    return at == size


def _riff_fits(file, size):
    """RIFF; a recorder that did not know the length in time wrote all ones."""
    file.seek(0)
    header = file.read(8)
    length = int.from_bytes(header[4:8], "little")
    return header[:4] != b"RIFF" or length == 0xFFFFFFFF or length + 8 <= size


def _segment_fits(file, size):
    """The segment of a Matroska or WebM file (RFC 8794, RFC 9559); a live one has no length."""
    file.seek(4)
    header_length = _variable(file)
    if header_length is None:
        return True
    file.seek(header_length, 1)
    if file.read(4) != b"\x18\x53\x80\x67":
        return False
    length = _variable(file)
    return length is None or file.tell() + length <= size


def _variable(file):
    """An EBML length of one to eight bytes; all ones is unknown."""
    first = file.read(1)
    if not first or not first[0]:
        return None
    extra = 8 - first[0].bit_length()
    value = (first[0] & ((1 << (7 - extra)) - 1)) << (8 * extra) | int.from_bytes(file.read(extra), "big")
    return None if value == (1 << (7 * (extra + 1))) - 1 else value
