"""
A second reader for pictures that Pillow reads alone: FFmpeg decodes them to the end, or says why it cannot.

A photograph in tiles, as telephones make them, has a stream for each: they are decoded one after the other
by one decoder, since together they would take the memory of hundreds.
"""

import av
from av.error import InvalidDataError


def opens(path) -> bool:
    """Whether FFmpeg finds a picture and no fault in the data of the file."""
    try:
        with av.open(path, options={"err_detect": "explode", "protocol_whitelist": "file"}) as opened:
            tiles = _tiles_of(opened)
            if len(tiles) < 2:
                return bool(tiles) and sum(1 for _frame in opened.decode(video=0)) > 0
            decoder = tiles[0].codec_context
            coded = shown = 0
            for packet in opened.demux(tiles):
                if packet.size:
                    coded, shown = coded + 1, shown + len(decoder.decode(packet))
            return 0 < coded == shown + len(decoder.decode(None))
    except InvalidDataError:
        return False
    except (av.FFmpegError, ValueError):
        # A way of coding that this FFmpeg does not know is no fault of the file.
        return True


def _tiles_of(opened):
    """The first picture, and of stills all others that are coded just like it: what one decoder takes in any order."""
    streams = opened.streams.video
    if any(stream.frames > 1 for stream in streams):
        return streams[:1]
    return [stream for stream in streams if _coding(stream) == _coding(streams[0])]


def _coding(stream):
    coding = stream.codec_context
    return coding.name, coding.width, coding.height, coding.extradata
