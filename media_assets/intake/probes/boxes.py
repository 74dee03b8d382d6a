"""The outer boxes of an ISO base media file (ISO 14496-12): MP4, MOV, M4A, HEIC, AVIF."""


def boxes_fit(file, size) -> bool:
    """Whether every top-level box ends within the file."""
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
