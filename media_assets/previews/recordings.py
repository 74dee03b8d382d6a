"""Sound as a waveform, moving picture as a poster."""

import math
from array import array
from itertools import islice

import av
from PIL import ImageStat

from media_assets.intake.probes.recordings import is_cover, open_recording
from media_assets.previews import pictures
from media_assets.previews.workshop import still, thumbnail

#: Samples a second: enough for an outline.
RATE = 8000
BARS = 180
BAR_PITCH = 6
HEIGHT = 160
#: The share of bars that are not cut at the top.
_LOUD = 0.95

#: Fractions of the length where a frame may represent the whole.
_MOMENTS = (0.1, 0.25, 0.4, 0.6, 0.75, 0.02)
#: Standard deviation of luminance: less is a plain card or darkness.
_LIVELY = 24
#: Frames decoded at most from a key frame to the one wanted.
_LONGEST_WALK = 300


def draw(path, extension, out):
    with open_recording(path, extension) as container:
        moving = next((each for each in container.streams.video if not is_cover(each)), None)
        if moving is not None:
            picture = _poster(container, moving)
            yield still(picture, "poster", out)
            yield thumbnail(picture, out)
        elif container.streams.audio:
            yield _waveform(container, out)


def _poster(container, stream):
    """The first sampled frame that shows something; else the liveliest of them."""
    duration = stream.duration or (container.duration or 0) / av.time_base / stream.time_base
    start, best, most = stream.start_time or 0, None, -1
    for moment in _MOMENTS:
        frame = _frame_at(container, stream, start + int(duration * moment))
        if frame is None:
            continue
        picture = frame.to_image().convert("RGB")
        if frame.rotation:
            picture = picture.rotate(frame.rotation, expand=True)
        lively = ImageStat.Stat(pictures.fitted(picture, 160, 160).convert("L")).stddev[0]
        if lively > most:
            best, most = picture, lively
        if lively >= _LIVELY:
            break
    if best is None:
        raise ValueError("no frame could be decoded")
    return best


def _frame_at(container, stream, moment):
    """The frame shown then; a seek only reaches the key frame before, which may be seconds away."""
    container.seek(moment, stream=stream, backward=True)
    frame = None
    for frame in islice(container.decode(stream), _LONGEST_WALK):
        if frame.pts is not None and frame.pts >= moment:
            break
    return frame


def _waveform(container, out):
    loud, mean = _levels(_samples(container))
    width = BARS * BAR_PITCH
    (out / "waveform.svg").write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {HEIGHT}" preserveAspectRatio="none" '
        f'fill="none" stroke="currentColor" stroke-width="3" stroke-linecap="round">'
        f'<path opacity=".4" d="{_bars(loud)}"/><path d="{_bars(mean)}"/></svg>\n'
    )
    return {"kind": "waveform", "name": "waveform.svg", "width": width, "height": HEIGHT, "mime": "image/svg+xml"}


def _samples(container):
    samples = array("h")
    resampler = av.AudioResampler(format="s16", layout="mono", rate=RATE)
    for frame in container.decode(audio=0):
        for resampled in resampler.resample(frame):
            samples.frombytes(bytes(resampled.planes[0])[: resampled.samples * 2])
    return samples


def _levels(samples):
    """
    Peak and root mean square of each bar, from 0 to 1.

    One is the loudness that only the loudest bars pass: a single blow would make
    all the speech beside it look like a whisper.
    """
    per_bar = max(1, math.ceil(len(samples) / BARS))
    bars = [samples[at : at + per_bar] for at in range(0, len(samples), per_bar)] or [array("h", [0])]
    peaks = [max(max(bar), -min(bar)) for bar in bars]
    means = [math.sqrt(math.sumprod(bar, bar) / len(bar)) for bar in bars]
    top = sorted(peaks)[int(len(peaks) * _LOUD)] or 1
    return [min(1, peak / top) for peak in peaks], [min(1, mean / top) for mean in means]


def _bars(levels):
    """One vertical stroke for each level, about the middle; silence is a dot."""
    middle, reach = HEIGHT / 2, HEIGHT / 2 - 4
    strokes = []
    for index, level in enumerate(levels):
        half = max(0.5, level * reach)
        strokes.append(f"M{index * BAR_PITCH + BAR_PITCH / 2:g} {middle - half:.1f}V{middle + half:.1f}")
    return "".join(strokes)
