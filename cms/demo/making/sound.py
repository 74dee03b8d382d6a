"""
Mix of voice and music at broadcast loudness: -23 LUFS, at most -1 dBTP (EBU R 128), 48 kHz.

Needs ffmpeg. The music gives way while the voice speaks.
"""

import json
import re
import subprocess
import wave
from pathlib import Path

import numpy as np

from cms.demo.making import music, voice

RATE = music.RATE
LUFS, PEAK_DB = -23.0, -2.0
LEAD_IN, LEAD_OUT = 0.7, 1.5
#: What the voice passes through: no rumble, some presence, an even level, a small room.
_VOICE_CHAIN = (
    "aresample=48000:resampler=soxr,highpass=f=85,equalizer=f=240:t=q:w=1:g=-2,equalizer=f=3200:t=q:w=1.2:g=3,"
    "acompressor=threshold=-20dB:ratio=3:attack=6:release=120:makeup=4dB,aecho=0.9:0.5:23|41:0.06|0.035"
)


def write_wave(path: Path, sound: np.ndarray, rate: int):
    with wave.open(str(path), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(rate)
        out.writeframes((np.clip(sound, -1, 1) * 32767).astype("<i2").tobytes())


def read_wave(path: Path) -> np.ndarray:
    with wave.open(str(path), "rb") as source:
        return np.frombuffer(source.readframes(source.getnframes()), dtype="<i2").astype(np.float64) / 32768


def ffmpeg(*arguments) -> str:
    """Run ffmpeg and return what it says; it raises when ffmpeg fails."""
    done = subprocess.run(["ffmpeg", "-hide_banner", "-y", *map(str, arguments)], capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    return done.stderr


def mix(lines, mood: str, seconds: float | None, folder: Path, seed: int = 1):
    """
    Speak the lines over music; return (path of a WAV at -23 LUFS, times of each line, seconds).

    ``seconds`` fixes the length to the sample; without it the voice decides.
    """
    most = seconds - LEAD_IN - LEAD_OUT if seconds else None
    spoken, times = voice.speak_all(lines, most=most, pause=0.34 if seconds else 0.55)
    raw, treated = folder / "voz.wav", folder / "voz-tratada.wav"
    write_wave(raw, spoken * 0.9 / np.max(np.abs(spoken)), voice.RATE)
    ffmpeg("-i", raw, "-af", _VOICE_CHAIN, "-c:a", "pcm_s16le", treated)
    speech = read_wave(treated)
    if seconds is None:
        seconds = round(LEAD_IN + len(spoken) / voice.RATE + LEAD_OUT + 1.2, 1)
    slack = seconds - LEAD_IN - LEAD_OUT - len(spoken) / voice.RATE
    start = LEAD_IN + min(slack * 0.4, 1.2)
    times = [(begin + start, end + start) for begin, end in times]
    total = round(seconds * RATE)
    talk = np.zeros(total)
    begin = round(start * RATE)
    talk[begin : begin + len(speech)] = speech[: total - begin]
    sound = talk * 0.9 + music.bed(mood, total, seed) * _ducking(times, total) * 0.32
    mixed = folder / "mezcla.wav"
    write_wave(mixed, sound * 0.8 / np.max(np.abs(sound)), RATE)
    return _at_loudness(mixed, folder / "final.wav", seconds), times, seconds


def _ducking(times, total):
    """How loud the music is at each sample: full alone, a quarter under the voice."""
    level = np.ones(total)
    for begin, end in times:
        level[max(round((begin - 0.25) * RATE), 0) : round((end + 0.3) * RATE)] = 0.26
    width = round(0.3 * RATE)
    padded = np.concatenate([np.full(width, level[0]), level, np.full(width, level[-1])])
    sums = np.cumsum(padded)
    smooth = (sums[width:] - sums[:-width]) / width
    return smooth[width // 2 :][:total]


def measure(path: Path) -> dict:
    """Integrated loudness (LUFS) and true peak (dBTP) of a file."""
    said = ffmpeg("-i", path, "-af", "loudnorm=print_format=json", "-f", "null", "-")
    found = json.loads(re.findall(r"\{[^{}]*\}", said)[-1])
    return {"lufs": float(found["input_i"]), "peak": float(found["input_tp"])}


def _at_loudness(source: Path, target: Path, seconds: float) -> Path:
    """Bring a mix to -23 LUFS by gain alone, with a limiter for what would pass the peak."""
    gain = LUFS - measure(source)["lufs"]
    for _attempt in range(3):
        ffmpeg(
            "-i",
            source,
            "-af",
            f"volume={gain:.2f}dB,alimiter=limit={PEAK_DB}dB:level=false,apad,atrim=0:{seconds}",
            "-ar",
            RATE,
            "-c:a",
            "pcm_s16le",
            target,
        )
        off = LUFS - measure(target)["lufs"]
        if abs(off) < 0.2:
            return target
        gain += off
    return target
