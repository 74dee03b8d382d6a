"""
Sound and moving picture: what is inside, how long it lasts, and whether its end is there.

Every packet is read, which finds a cut file; the first and the last second are
decoded, which finds a file of noise. Only the container that the bytes announced
is opened, and it may open no other file (an HLS playlist would).
"""

import av
from av.error import FFmpegError

from media_assets.intake.probes import Refused
from media_assets.intake.probes.boxes import fits, tables_fit

#: Seconds.
LONGEST = 12 * 3600
#: By how much the last packet may fall short of what the header declares: the
#: silence that encoders of MP3 put around the sound is not always counted.
TOLERANCE = 0.05
MP3_TOLERANCE = 0.2
MAX_STREAMS = 16
MAX_SIDE = 8192

#: The reader of each container, by FFmpeg's name.
DEMUXERS = {
    "mp3": "mp3",
    "m4a": "mov",
    "ogg": "ogg",
    "opus": "ogg",
    "flac": "flac",
    "wav": "wav",
    "mp4": "mov",
    "mov": "mov",
    "webm": "matroska",
}
_PCM = ("pcm_s16le", "pcm_s24le", "pcm_s32le", "pcm_f32le", "pcm_u8")
AUDIO_CODECS = {
    "mp3": ("mp3",),
    "m4a": ("aac", "alac"),
    "ogg": ("vorbis", "opus", "flac"),
    "opus": ("opus",),
    "flac": ("flac",),
    "wav": _PCM,
    "mp4": ("aac", "mp3", "ac3", "eac3", "alac", "opus", "flac"),
    "mov": ("aac", "alac", "mp3", "ac3", *_PCM, "pcm_s16be", "pcm_s24be", "pcm_s32be"),
    "webm": ("opus", "vorbis"),
}
VIDEO_CODECS = {
    "mp4": ("h264", "hevc", "av1", "vp9", "mpeg4"),
    "mov": ("h264", "hevc", "prores", "dnxhd", "mjpeg", "mpeg4"),
    "webm": ("vp8", "vp9", "av1"),
}


def open_recording(path, extension):
    """The container, read by its own demuxer and by nothing else."""
    return av.open(
        str(path),
        format=DEMUXERS[extension],
        # Without a whitelist a container may name other files, or addresses, to be read.
        options={
            "protocol_whitelist": "file",
            "format_whitelist": "mp3,mov,mp4,m4a,3gp,3g2,mj2,ogg,flac,wav,matroska,webm",
        },
    )


def examine(path, extension):
    with open(path, "rb") as file:
        if not fits(extension, file, file.seek(0, 2)):
            raise Refused("truncated")
        if DEMUXERS[extension] == "mov" and not tables_fit(file):
            raise Refused("unreadable")
    try:
        with open_recording(path, extension) as container:
            return _facts(container, extension)
    except FFmpegError as error:
        raise Refused("unreadable") from error


def _facts(container, extension):
    if len(container.streams) > MAX_STREAMS:
        raise Refused("unreadable", "too_demanding")
    sound = next(iter(container.streams.audio), None)
    picture = next((each for each in container.streams.video if not is_cover(each)), None)
    wants_picture = extension in VIDEO_CODECS
    if wants_picture and picture is None:
        raise Refused("not_what_it_says", "no_video", extension=extension)
    if not wants_picture and sound is None:
        raise Refused("not_what_it_says", "no_audio", extension=extension)
    _check_codec(sound, AUDIO_CODECS[extension], extension)
    main = picture if wants_picture else sound
    if wants_picture:
        _check_codec(picture, VIDEO_CODECS[extension], extension)
        _check_size(picture)
    elif picture is not None:
        raise Refused("not_what_it_says", extension=extension)
    duration = _check_whole(container, main, extension)
    _check_decodes(container, main, duration)
    return _measures(container, sound, picture if wants_picture else None, duration)


def is_cover(stream):
    """Whether the stream is the picture on a record's sleeve, not a moving one."""
    return bool(stream.disposition & av.stream.Disposition.attached_pic)


def _check_codec(stream, accepted, extension):
    if stream is None:
        return
    name = stream.codec_context.name if stream.codec_context else "unknown"
    # FFmpeg has several decoders of one codec: mp3float is mp3, libdav1d is av1.
    canonical = stream.codec_context.codec.canonical_name if stream.codec_context else name
    if canonical not in accepted:
        raise Refused("not_what_it_says", "codec", extension=extension, found=canonical, expected=", ".join(accepted))


def _check_size(stream):
    width, height = stream.codec_context.width, stream.codec_context.height
    if width < 1 or height < 1:
        raise Refused("unreadable")
    if width > MAX_SIDE or height > MAX_SIDE:
        raise Refused(
            "too_many_pixels",
            width=width,
            height=height,
            max_side=MAX_SIDE,
            max_megapixels=MAX_SIDE * MAX_SIDE // 1_000_000,
        )


def _check_whole(container, main, extension):
    """Read every packet; the seconds they cover must be those that the header declares."""
    ends = {}
    first = None
    for packet in container.demux(*container.streams.audio, *container.streams.video):
        if packet.is_corrupt:
            raise Refused("truncated")
        if packet.pts is None:
            continue
        start = float(packet.pts * packet.time_base)
        end = start + float((packet.duration or 0) * packet.time_base)
        ends[packet.stream.index] = max(ends.get(packet.stream.index, 0), end)
        if packet.stream.index == main.index:
            first = start if first is None else min(first, start)
    if first is None:
        raise Refused("unreadable")
    found = ends[main.index] - first
    declared, reached = _declared(container, main, extension, found, max(ends.values()))
    tolerance = (MP3_TOLERANCE if extension == "mp3" else TOLERANCE) + _one_frame(main)
    if declared and reached < declared - tolerance:
        raise Refused("truncated")
    duration = declared or found
    if not 0 < duration <= LONGEST:
        raise Refused("not_what_it_says", "duration", seconds=round(duration, 1))
    return round(duration, 3)


def _declared(container, main, extension, found, last):
    """What the header says it lasts, and what the packets reach of that; of one stream or of all."""
    if extension == "mp3" and not _counts_its_frames(container.name):
        return None, found
    if main.duration:
        return float(main.duration * main.time_base), found
    return (container.duration / av.time_base if container.duration else None), last


def _counts_its_frames(path):
    """Whether an MP3 has the header that tells its length; without it FFmpeg only guesses from the bit rate."""
    with open(path, "rb") as file:
        head = file.read(10)
        if head[:3] == b"ID3":
            size = head[6] << 21 | head[7] << 14 | head[8] << 7 | head[9]
            file.seek(10 + size)
        else:
            file.seek(0)
        beginning = file.read(4096)
    return any(mark in beginning for mark in (b"Xing", b"Info", b"VBRI"))


def _one_frame(stream):
    """The last picture of a slow film may not say how long it stays."""
    rate = getattr(stream, "average_rate", None)
    return float(1 / rate) if rate else 0


def _check_decodes(container, main, duration):
    frames = _decode_second(container, main, 0)
    if duration > 3:
        frames = min(frames, _decode_second(container, main, duration - 1))
    if not frames:
        raise Refused("unreadable")


def _decode_second(container, main, at):
    start = main.start_time or 0
    container.seek(start + int(at / main.time_base), stream=main, backward=True)
    frames, begun = 0, None
    for frame in container.decode(main):
        frames += 1
        begun = frame.time if begun is None else begun
        if frame.time is not None and begun is not None and frame.time - begun > 1:
            break
        if frames >= 100:
            break
    return frames


def _measures(container, sound, picture, duration):
    facts = {"duration": duration, "bit_rate": container.bit_rate or None}
    if sound is not None:
        facts |= {
            "sample_rate": sound.codec_context.sample_rate,
            "channels": sound.codec_context.channels,
            "audio_codec": sound.codec_context.codec.canonical_name,
        }
    if picture is not None:
        width, height = picture.codec_context.width, picture.codec_context.height
        sideways = _rotation(container, picture) % 180 == 90
        facts |= {
            "width": height if sideways else width,
            "height": width if sideways else height,
            "frame_rate": round(float(picture.average_rate), 3) if picture.average_rate else None,
            "video_codec": picture.codec_context.codec.canonical_name,
        }
    return facts


def _rotation(container, picture):
    container.seek(picture.start_time or 0, stream=picture)
    frame = next(container.decode(picture), None)
    return int(frame.rotation) if frame is not None else 0
