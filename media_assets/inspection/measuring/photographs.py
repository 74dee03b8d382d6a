"""
Whether a JPEG is whole: of one that is not, most programs show what there is, and grey for the rest.

Pillow and browsers complete a broken JPEG in silence; FFmpeg can be asked to say so.
"""

import av
from av.error import InvalidDataError

#: Bytes of pixels, and of coefficients where a progressive one holds them all, that the memory of a child has room for.
MOST_BYTES = 400_000_000
_COEFFICIENTS = 2


def is_broken(content, width, height, bands, is_progressive=False) -> bool:
    """Whether the data of a JPEG (a path or an open file) ends early or makes no sense; what is too large is not asked."""
    if width * height * bands * (1 + _COEFFICIENTS * is_progressive) > MOST_BYTES:
        return False
    options = {"err_detect": "explode", "protocol_whitelist": "file"}
    try:
        with av.open(content, format="jpeg_pipe", options=options) as opened:
            opened.streams.video[0].codec_context.options = {"err_detect": "explode"}
            next(opened.decode(video=0), None)
    except InvalidDataError:
        return True
    except (av.FFmpegError, ValueError, IndexError):
        # What FFmpeg does not know is no fault of the file.
        return False
    return False
