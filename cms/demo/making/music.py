"""
Music of the demonstration, synthesised: a plucked string, a soft pad and a shaker. Own work.

Each mood is a metre, a tempo and a turn of chords: *bambuco* and *vals* in three,
*paseo* in four, *pulso* a plain pulse. Mono, 48 kHz, floating point.
"""

from dataclasses import dataclass

import numpy as np

RATE = 48_000
_A4 = 440.0


@dataclass(frozen=True)
class Mood:
    """``beats`` of a bar, seconds per beat, chords as MIDI notes (one bar each), and the order of plucking."""

    beats: int
    beat: float
    chords: tuple[tuple[int, ...], ...]
    pattern: tuple[tuple[float, int], ...]
    shaker: tuple[float, ...] = ()


_BAMBUCO = ((45, 60, 64, 69), (50, 62, 65, 69), (40, 59, 62, 68), (45, 60, 64, 72))
_VALS = ((48, 64, 67, 72), (45, 64, 69, 72), (53, 65, 69, 72), (43, 62, 67, 71))
_PASEO = ((50, 62, 66, 69), (55, 62, 67, 71), (45, 61, 64, 69), (50, 62, 66, 74))
_PULSO = ((52, 64, 67, 71), (48, 64, 67, 72), (50, 62, 66, 69), (52, 64, 67, 71))

MOODS = {
    "bambuco": Mood(6, 0.19, _BAMBUCO, ((0, 0), (1, 2), (2, 3), (3, 1), (4, 3), (5, 2)), (2, 5)),
    "vals": Mood(3, 0.42, _VALS, ((0, 0), (0.5, 1), (1, 2), (1.5, 3), (2, 2), (2.5, 1))),
    "paseo": Mood(4, 0.3, _PASEO, ((0, 0), (0.5, 2), (1, 3), (1.5, 1), (2, 0), (2.5, 3), (3, 2), (3.5, 3)), (1, 3)),
    "pulso": Mood(4, 0.27, _PULSO, ((0, 0), (1, 2), (2, 1), (3, 3), (3.5, 2)), (0.5, 1.5, 2.5, 3.5)),
}


def frequency(note: int) -> float:
    return _A4 * 2 ** ((note - 69) / 12)


def pluck(note: int, seconds: float, rng, bright: float = 0.5) -> np.ndarray:
    """A string plucked once (Karplus and Strong, 1983), computed a period at a time."""
    period = max(2, round(RATE / frequency(note)))
    string = rng.uniform(-1, 1, period)
    for _pass in range(3 if bright < 0.6 else 1):
        string = 0.5 * (string + np.roll(string, 1))
    turns = int(seconds * RATE / period) + 1
    out = np.empty((turns, period))
    damping = 0.5 * 0.9965
    for turn in range(turns):
        out[turn] = string
        string = damping * (string + np.roll(string, 1))
    sound = out.ravel()[: int(seconds * RATE)]
    fade = min(len(sound), 2400)
    sound[-fade:] *= np.linspace(1, 0, fade)
    return sound


def pad(notes, seconds: float) -> np.ndarray:
    """A soft held chord that swells and goes."""
    time = np.arange(int(seconds * RATE)) / RATE
    tone = sum(
        np.sin(2 * np.pi * frequency(note) * detune * time) / (1 + index)
        for index, note in enumerate(notes[1:])
        for detune in (0.998, 1.002)
    )
    return tone * np.sin(np.pi * np.clip(time / seconds, 0, 1)) ** 0.7


def bed(mood: str, total: int, seed: int = 1) -> np.ndarray:
    """Music of exactly ``total`` samples: it enters at once and closes on its first chord."""
    shape, rng = MOODS[mood], np.random.default_rng(seed)
    seconds = total / RATE
    out = np.zeros(total + 6 * RATE)
    bar = shape.beats * shape.beat
    bars = max(1, int((seconds - 1.6) / bar))
    bar = (seconds - 1.6) / bars
    beat = bar / shape.beats

    def add(sound, at, level):
        start = int(at * RATE)
        out[start : start + len(sound)] += level * sound

    for number in range(bars):
        chord = shape.chords[number % len(shape.chords)]
        start = number * bar
        add(pad(chord, bar * 1.25), start, 0.035)
        for when, voice in shape.pattern:
            push = rng.normal(0, 0.004)
            note = chord[voice] + (12 if voice == 0 and chord[0] < 44 else 0)
            level = 0.34 if when == 0 else 0.22 + 0.05 * rng.random()
            add(pluck(note, 1.5, rng, 0.7 if voice else 0.4), max(start + when * beat + push, 0), level)
        for when in shape.shaker:
            grain = rng.normal(0, 1, int(0.06 * RATE)) * np.exp(-np.linspace(0, 7, int(0.06 * RATE)))
            grain = np.diff(grain, prepend=0)
            add(grain, start + when * beat, 0.035)
    for voice, note in enumerate(shape.chords[0]):
        add(pluck(note, 1.6, rng, 0.5), bars * bar + voice * 0.03, 0.3)
    out = out[:total]
    tail = min(total, int(0.25 * RATE))
    out[-tail:] *= np.linspace(1, 0, tail)
    return out / np.max(np.abs(out))
