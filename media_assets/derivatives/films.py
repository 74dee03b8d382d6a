"""
A commercial as browsers play it: H.264 and AAC in an MP4 that starts before it is all there.

Within the box of its name and never enlarged; square pixels, upright, progressive,
at its own frame rate up to 60.
"""

from fractions import Fraction
from itertools import chain

import av

from media_assets.intake.probes.recordings import is_cover, open_recording
from media_assets.metadata.statement import Statement, tags

#: The longer and the shorter side in pixels, and the bits a second at most.
BOXES = {"mp4-720": (1280, 720, 3_000_000), "mp4-1080": (1920, 1080, 6_000_000)}
FASTEST = 60
#: Constant quality of x264: 18 is transparent, 23 its default.
QUALITY = 22
SOUND_RATE, SOUND_BITS = 48_000, {1: 96_000, 2: 160_000}
_UPRIGHT = {90: ("transpose=cclock",), 180: ("hflip", "vflip"), 270: ("transpose=clock",)}


def make(request, out, progress):
    longer, shorter, bits = BOXES[request["recipe"]]
    name = f"{request['recipe']}.mp4"
    with open_recording(request["path"], request["extension"]) as source:
        picture = next(each for each in source.streams.video if not is_cover(each))
        sound = next(iter(source.streams.audio), None)
        rotation = _rotation(source, picture)
        width, height = fitted(picture, rotation, longer, shorter)
        rate = min(Fraction(picture.average_rate or 25), Fraction(FASTEST)).limit_denominator(1001)
        with av.open(str(out / name), "w", format="mp4", options={"movflags": "+faststart"}) as film:
            film.metadata.update(tags(Statement.from_dict(request.get("statement"))))
            _transcode(source, picture, sound, film, (width, height), rotation, rate, bits, progress)
    yield {
        "kind": request["recipe"],
        "name": name,
        "mime": "video/mp4",
        "position": 0,
        "width": width,
        "height": height,
    }


def fitted(stream, rotation, longer, shorter):
    """Width and height as they will be shown: within the box, even, no larger than the original."""
    context = stream.codec_context
    width, height = context.width, context.height
    if aspect := stream.sample_aspect_ratio:
        width = width * aspect
    if rotation % 180 == 90:
        width, height = height, width
    box = (longer, shorter) if width >= height else (shorter, longer)
    scale = min(1, box[0] / width, box[1] / height)
    return tuple(max(2, round(side * scale / 2) * 2) for side in (width, height))


def _rotation(source, stream):
    """Degrees anticlockwise that turn the picture upright."""
    frame = next(source.decode(stream), None)
    source.seek(0)
    return int(frame.rotation) % 360 if frame is not None else 0


def _transcode(source, picture, sound, film, size, rotation, rate, bits, progress):
    encoder = film.add_stream("libx264", rate=rate)
    encoder.width, encoder.height = size
    encoder.pix_fmt = "yuv420p"
    encoder.codec_context.thread_count = 2
    encoder.codec_context.gop_size = max(1, round(rate * 2))
    encoder.options = {
        "preset": "veryfast",
        "profile": "high",
        "crf": str(QUALITY),
        "maxrate": str(bits),
        "bufsize": str(bits * 2),
    }
    graph = _graph(picture, size, rotation, rate)
    voice = _Voice(film, sound) if sound is not None else None
    length = float(picture.duration * picture.time_base) if picture.duration else (source.duration or 0) / av.time_base
    for packet in source.demux([each for each in (picture, sound) if each is not None]):
        for frame in packet.decode():
            if packet.stream.index == picture.index:
                graph.push(frame)
                _drain(graph, encoder, film)
                if length and frame.time is not None:
                    progress(frame.time / length)
            else:
                voice.take(frame)
    graph.push(None)
    _drain(graph, encoder, film)
    film.mux(encoder.encode(None))
    if voice is not None:
        voice.end()


def _graph(stream, size, rotation, rate):
    width, height = size[::-1] if rotation % 180 == 90 else size
    graph = av.filter.Graph()
    steps = [graph.add_buffer(template=stream)]
    for step in chain(
        ("yadif=deint=interlaced", f"scale={width}:{height}:flags=bicubic", "setsar=1"),
        _UPRIGHT.get(rotation, ()),
        (f"fps={rate}", "format=yuv420p"),
    ):
        name, _equals, arguments = step.partition("=")
        steps.append(graph.add(name, arguments or None))
    steps.append(graph.add("buffersink"))
    graph.link_nodes(*steps).configure()
    return graph


def _drain(graph, encoder, film):
    while True:
        try:
            frame = graph.pull()
        except (av.BlockingIOError, av.EOFError):
            return
        # Which frames are key is the encoder's to say.
        frame.pict_type = 0
        film.mux(encoder.encode(frame))


class _Voice:
    """The sound of the film on its way through AAC."""

    def __init__(self, film, stream):
        channels = 1 if stream.codec_context.channels == 1 else 2
        layout = "mono" if channels == 1 else "stereo"
        self.film = film
        self.encoder = film.add_stream("aac", rate=SOUND_RATE, layout=layout)
        self.encoder.bit_rate = SOUND_BITS[channels]
        self.resampler = av.AudioResampler(format="fltp", layout=layout, rate=SOUND_RATE, frame_size=1024)

    def take(self, frame):
        for resampled in self.resampler.resample(frame):
            self.film.mux(self.encoder.encode(resampled))

    def end(self):
        self.take(None)
        self.film.mux(self.encoder.encode(None))
