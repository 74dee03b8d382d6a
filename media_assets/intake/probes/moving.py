"""
A second reader for pictures that Pillow reads alone: FFmpeg decodes them to the end, or says why it cannot.

Of a photograph in tiles, as telephones make them, it decodes the first: each is a stream with a
decoder of its own, too much memory for all, and Pillow has just read them all.
"""

import av
from av.error import InvalidDataError


def opens(path) -> bool:
    """Whether FFmpeg finds a picture and no fault in the data of the file."""
    try:
        with av.open(path, options={"err_detect": "explode", "protocol_whitelist": "file"}) as opened:
            if not opened.streams.video:
                return False
            return sum(1 for _frame in opened.decode(video=0)) > 0
    except InvalidDataError:
        return False
    except (av.FFmpegError, ValueError):
        # A way of coding that this FFmpeg does not know is no fault of the file.
        return True
