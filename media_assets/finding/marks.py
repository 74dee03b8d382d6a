"""
The mark of a picture or of a sound: 64 bits, of which alike things differ in few. No Django here.

A picture by the signs of its lowest spatial frequencies (the cosine transform of a
32-pixel square, as pHash does), which neither size, nor compression, nor a touch of
colour changes. A sound by where it grows louder and where it falls, in 64 steps over its
first ten minutes, which neither its codec nor its level changes.
"""

import math
from functools import cache
from itertools import pairwise

import av
from PIL import Image, ImageStat

from media_assets.finding.bits import BITS
from media_assets.intake.probes.recordings import open_recording

SQUARE = 32
#: Standard deviation of the luminance (0 to 255) below which a picture is a plain surface.
PLAIN = 4
#: Hertz, seconds of a window, and bounds of what is heard, in seconds.
RATE, WINDOW, SHORTEST, LONGEST = 4000, 0.05, 2, 600
#: Of the 64 steps, how many must change the level by this share for the sound to be told by them.
MOVING_STEPS, STEP = 24, 0.05


def of_picture(path) -> int | None:
    """The mark of a picture file, or None where there is nothing to tell it by."""
    with Image.open(path) as opened:
        picture = opened.convert("RGBA") if opened.mode != "RGB" else opened.copy()
    if picture.mode == "RGBA":
        ground = Image.new("RGB", picture.size, (255, 255, 255))
        ground.paste(picture, mask=picture.getchannel("A"))
        picture = ground
    grey = picture.convert("L").resize((SQUARE, SQUARE), Image.Resampling.LANCZOS)
    if ImageStat.Stat(grey).stddev[0] < PLAIN:
        return None
    levels = list(grey.tobytes())
    rows = [levels[at : at + SQUARE] for at in range(0, len(levels), SQUARE)]
    frequencies = _frequencies(rows)
    middle = sorted(frequencies)[len(frequencies) // 2]
    return _number(value >= middle for value in frequencies)


def _frequencies(rows):
    """The 64 lowest frequencies of the square after its mean, from coarse to fine."""
    waves = _waves()
    across = [[math.sumprod(row, wave) for wave in waves] for row in rows]
    columns = list(zip(*across, strict=True))
    return [math.sumprod(columns[u], waves[v]) for u, v in _diagonals()]


@cache
def _waves():
    return [[math.cos(math.pi * n * (2 * x + 1) / (2 * SQUARE)) for x in range(SQUARE)] for n in range(11)]


@cache
def _diagonals():
    places = sorted(((u, v) for u in range(11) for v in range(11)), key=lambda place: (sum(place), place))
    return places[1 : BITS + 1]


def of_sound(path, extension) -> int | None:
    """The mark of the sound of a file, or None for what is short, still or without sound."""
    with open_recording(path, extension) as container:
        if not container.streams.audio:
            return None
        energies = _energies(container)
    if len(energies) * WINDOW < SHORTEST:
        return None
    steps = BITS + 1
    edges = [round(n * len(energies) / steps) for n in range(steps + 1)]
    levels = [math.sqrt(sum(energies[a:b]) / max(1, b - a)) for a, b in pairwise(edges)]
    mean = sum(levels) / steps
    if mean == 0 or sum(abs(b - a) > STEP * mean for a, b in pairwise(levels)) < MOVING_STEPS:
        return None
    return _number(after > before for before, after in pairwise(levels))


def _energies(container):
    """The mean square of each window, one after the other."""
    wanted, found, kept = int(RATE * WINDOW), [], []
    resampler = av.AudioResampler(format="s16", layout="mono", rate=RATE)
    for frame in container.decode(audio=0):
        for resampled in resampler.resample(frame):
            kept.extend(memoryview(bytes(resampled.planes[0])[: resampled.samples * 2]).cast("h"))
        while len(kept) >= wanted:
            window, kept = kept[:wanted], kept[wanted:]
            found.append(math.sumprod(window, window) / wanted)
        if len(found) * WINDOW >= LONGEST:
            break
    return found


def _number(bits) -> int:
    number = 0
    for bit in bits:
        number = number << 1 | bool(bit)
    return number
