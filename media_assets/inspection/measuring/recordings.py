"""
A recording from its first to its last second.

All sound is decoded. Of a film longer than ``LONG`` only key frames are: dark
and frozen spells of a programme last for seconds, and its worker has others to serve.
"""

import os

import av

from media_assets.inspection.measuring.moving import PictureMeter
from media_assets.inspection.measuring.sound import SoundMeter
from media_assets.intake.probes.recordings import is_cover, open_recording

#: Seconds.
LONG = 120


def measure(path, extension):
    with open_recording(path, extension) as container:
        sound = next(iter(container.streams.audio), None)
        picture = next((each for each in container.streams.video if not is_cover(each)), None)
        length = (container.duration or 0) / av.time_base
        meters = {}
        if sound is not None:
            meters[sound.index] = SoundMeter(sound)
        if picture is not None:
            picture.codec_context.thread_type = "AUTO"
            if length > LONG:
                picture.codec_context.skip_frame = "NONKEY"
            meters[picture.index] = PictureMeter()
        step = float(1 / picture.average_rate) if picture is not None and picture.average_rate else 0.04
        for packet in container.demux([stream for stream in (picture, sound) if stream is not None]):
            meter = meters[packet.stream.index]
            for frame in packet.decode():
                meter.take(frame, step) if isinstance(meter, PictureMeter) else meter.take(frame)
        facts = {"kind": "video" if picture is not None else "audio", "weight": os.path.getsize(path)}
        facts["bit_rate"] = container.bit_rate or None
        if sound is not None:
            facts["sound"] = meters[sound.index].finish() | {"codec": sound.codec_context.codec.canonical_name}
        if picture is not None:
            facts["picture"] = meters[picture.index].facts() | _of_stream(picture, length)
            facts["sampled"] = length > LONG
            facts["captions_inside"] = len(container.streams.subtitles)
        facts["seconds"] = round(length, 4) if picture is not None else facts["sound"]["seconds"]
        return facts


def _of_stream(stream, length):
    context = stream.codec_context
    return {
        "width": context.width,
        "height": context.height,
        "frame_rate": round(float(stream.average_rate), 3) if stream.average_rate else None,
        "codec": context.codec.canonical_name,
        "profile": context.profile or "",
        "seconds": round(float(stream.duration * stream.time_base), 4) if stream.duration else round(length, 4),
        "bit_rate": context.bit_rate or None,
    }
