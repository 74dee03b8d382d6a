"""
A spot for radio as it is heard from the web: MP3 and Opus, all equally loud.

At -16 LUFS, the loudest that AES TD1004 (2015) and TD1008 (2021) allow on line (-20 to
-16), which telephones need; broadcasting keeps its own level in the master. True peak at
most -1 dBTP, as both ask because lossy codecs overshoot: what was encoded is decoded and
measured again, by the meter of the inspection, until it holds.
"""

import av

from media_assets.intake.probes.recordings import open_recording
from media_assets.metadata.cleaning import label_in_place
from media_assets.metadata.statement import Statement

#: LUFS, dBTP, LU.
LOUDNESS, PEAK, TOLERANCE = -16.0, -1.0, 0.3
#: Decibels: a whisper is not pulled out of the noise for any price.
MOST_GAIN = 30.0
#: dBFS under which the meter of loudness hears nothing at all.
SILENT = -69.0
ROUNDS = 6
RATE = 48_000
#: The limiter works on four times as many samples, where peaks between samples show.
LIMITER_RATE = 192_000
FORMATS = {
    # kind: encoder, container, demuxer's name, file name, type, bits a second of mono and stereo
    "mp3": ("libmp3lame", "mp3", "mp3", "sonido.mp3", "audio/mpeg", (96_000, 160_000)),
    "opus": ("libopus", "ogg", "opus", "sonido.opus", "audio/ogg", (64_000, 112_000)),
}


def make(request, out, progress):
    source = request["path"], request["extension"]
    measured, _peak = measure(*source)
    progress(0.1)
    silent = measured is None or measured <= SILENT
    for number, (kind, (_codec, _container, extension, name, mime, _bits)) in enumerate(FORMATS.items()):
        gain, ceiling = 0.0 if silent else min(MOST_GAIN, LOUDNESS - measured), PEAK - 0.3
        for attempt in range(ROUNDS):
            _encode(source, out / name, kind, gain, ceiling)
            loudness, peak = measure(out / name, extension)
            over = max(0.0, peak - PEAK) if peak is not None else 0.0
            short = 0.0 if silent or loudness is None else LOUDNESS - loudness
            if not over and (abs(short) <= TOLERANCE or gain >= MOST_GAIN):
                break
            progress(0.1 + 0.45 * (number + (attempt + 1) / ROUNDS))
            gain, ceiling = min(MOST_GAIN, gain + short), ceiling - (over + 0.1 if over else 0)
        if over:
            raise ValueError(f"the peaks of the {kind} stay {over:.1f} dB above {PEAK} dBTP")
        label_in_place(out / name, Statement.from_dict(request.get("statement")))
        yield {"kind": kind, "name": name, "mime": mime, "position": 0}
        progress(0.1 + 0.45 * (number + 1))


def measure(path, extension):
    """Integrated loudness (LUFS) and true peak (dBTP); None where there is nothing to hear."""
    from media_assets.inspection.measuring.sound import SoundMeter

    with open_recording(path, extension) as container:
        meter = SoundMeter(container.streams.audio[0])
        for frame in container.decode(audio=0):
            meter.take(frame)
        told = meter.finish()
    return told["loudness"], told["true_peak"]


def _encode(source, target, kind, gain, ceiling):
    codec, format, _extension, _name, _mime, bits = FORMATS[kind]
    with open_recording(*source) as container, av.open(str(target), "w", format=format) as output:
        stream = container.streams.audio[0]
        channels = 1 if stream.codec_context.channels == 1 else 2
        layout = "mono" if channels == 1 else "stereo"
        encoder = output.add_stream(codec, rate=RATE, layout=layout)
        encoder.bit_rate = bits[channels - 1]
        levelled = _graph(stream, layout, gain, ceiling)
        packing = av.AudioResampler(
            format=encoder.codec_context.format, layout=layout, rate=RATE, frame_size=encoder.codec_context.frame_size
        )

        def pass_on(frame):
            for packed in packing.resample(frame):
                output.mux(encoder.encode(packed))

        for frame in container.decode(stream):
            levelled.push(frame)
            _drain(levelled, pass_on)
        levelled.push(None)
        _drain(levelled, pass_on)
        pass_on(None)
        output.mux(encoder.encode(None))


def _graph(stream, layout, gain, ceiling):
    graph = av.filter.Graph()
    limit = 10 ** (ceiling / 20)
    steps = [
        graph.add_abuffer(template=stream),
        graph.add("aresample", str(LIMITER_RATE)),
        graph.add("aformat", f"sample_fmts=dbl:channel_layouts={layout}"),
        graph.add("volume", f"volume={gain:.3f}dB:precision=double"),
        graph.add("alimiter", f"limit={limit:.6f}:level=0:attack=5:release=60:latency=1"),
        graph.add("aresample", str(RATE)),
        graph.add("abuffersink"),
    ]
    graph.link_nodes(*steps).configure()
    return graph


def _drain(graph, pass_on):
    while True:
        try:
            pass_on(graph.pull())
        except (av.BlockingIOError, av.EOFError):
            return
