"""
The spoken voice of the demonstration: SVOX Pico, Spanish, by the ``py-nanotts`` package (Apache-2.0).

The written script is respelt for the synthesiser so that it is said with the *seseo*
of Medellín; the script itself is what transcripts and captions show. Sound is mono,
16 kHz, floating point.
"""

import re

import numpy as np
from py_nanotts import NanoTTS

RATE = 16_000
#: Speed and pitch of each voice, as factors of the synthesiser's own.
VOICES = {"a": (1.08, 0.94), "b": (1.1, 1.16)}
_VOWELS = "aeiouáéíóúü"
_STRESS = str.maketrans("aeiou", "áéíóú")
_AS_SAID = {"m³": "metros cúbicos", "°C": "grados", "km/h": "kilómetros por hora", "%": "por ciento"}


def said(text: str) -> str:
    """
    The script as the synthesiser must read it.

    >>> said("Cinco voces hicieron feliz a la vereda.")
    'Sinco voses hisieron felís a la vereda.'
    """
    for written, spoken in _AS_SAID.items():
        text = text.replace(written, spoken)
    return re.sub(r"\w+", lambda match: _with_seseo(match[0]), text)


def _with_seseo(word):
    if re.search(r"[zZ]$", word) and not re.search("[áéíóú]", word):
        vowels = [m.start() for m in re.finditer(f"[{_VOWELS}]", word)]
        if len(vowels) > 1:
            last = vowels[-1]
            word = word[:last] + word[last].translate(_STRESS) + word[last + 1 :]
    word = re.sub("c(?=[eiéí])", "s", word)
    word = re.sub("C(?=[eiéí])", "S", word)
    return word.replace("z", "s").replace("Z", "S")


def speak(text: str, voice: str = "a", faster: float = 1.0) -> np.ndarray:
    """The sound of a line, without the silence around it."""
    speed, pitch = VOICES[voice]
    raw = NanoTTS().speak(said(text), voice="es-ES", speed=speed * faster, pitch=pitch)
    sound = np.frombuffer(raw, dtype="<i2").astype(np.float64) / 32768
    loud = np.flatnonzero(np.abs(sound) > 0.01)
    return sound[max(loud[0] - 200, 0) : loud[-1] + 1200]


def speak_all(lines, pause: float = 0.34, most: float | None = None):
    """
    All lines one after the other; return (sound, [(start, end) in seconds]).

    With ``most`` seconds, the voice hurries as little as makes it fit.
    """
    for faster in np.arange(1.0, 1.36, 0.03):
        parts, times, at = [], [], 0.0
        for line in lines:
            sound = speak(line.text, line.voice, faster)
            gap = np.zeros(int(RATE * pause))
            times.append((at, at + len(sound) / RATE))
            parts += [sound, gap]
            at += (len(sound) + len(gap)) / RATE
        if most is None or at - pause <= most:
            return np.concatenate(parts[:-1]), times
    raise ValueError(f"{at:.1f} s of voice do not fit in {most:.1f} s: shorten the script.")
