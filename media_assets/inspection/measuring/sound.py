"""
Sound, measured while it is decoded: loudness, peaks, silences, clipping, phase.

Loudness and true peak are those of libavfilter's ``ebur128`` (ITU-R BS.1770, EBU R 128), which tells
them ten times a second.
"""

import math
from array import array
from collections import deque
from itertools import pairwise

import av

#: Of full scale; -60 dBFS is what a listener takes for silence.
SILENCE = 10 ** (-60 / 20) * 32768
_TOP = 32767
#: Samples in a row at full scale that are heard as clipping.
CLIPPED_RUN = 4
MOST_CLIPS = 200
#: Seconds of the window of short-term loudness, and how often the meter tells (EBU Tech 3341).
SHORT_TERM, TOLD_EVERY = 3.0, 0.1
#: Seconds of the end that are heard twice, and over which it fades in.
TAIL, FADE = 0.3, 0.02
#: Every so manyeth sample tells the correlation of two channels as well as all of them.
_SPARSE = 4


class NoNumbers(ValueError):
    """The samples are of floating point and say «not a number» or «endless»: no level is that of this sound."""


def _metering(stream, *steps):
    """A graph of filters that takes the frames of a stream through those steps to the meter (ITU-R BS.1770)."""
    graph = av.filter.Graph()
    chain = [graph.add_abuffer(template=stream)]
    chain += [graph.add(*step) for step in (*steps, ("ebur128", "metadata=1:peak=true"), ("abuffersink",))]
    for before, after in pairwise(chain):
        before.link_to(after)
    graph.configure()
    return graph


def _told_by(graph):
    """What the meter has to tell of each tenth of a second."""
    while True:
        try:
            metered = graph.pull().metadata
        except (av.BlockingIOError, av.EOFError):
            return
        if "lavfi.r128.I" in metered:
            yield metered


class SoundMeter:
    """Takes decoded frames one by one and tells the facts at the end."""

    def __init__(self, stream):
        context = stream.codec_context
        self.rate, self.channels = context.sample_rate, context.channels
        #: What an array calls the samples, where they may say that they are no number.
        self.floating = {"pcm_f32le": "f", "pcm_f64le": "d"}.get(context.name)
        self.stream, self.graph = stream, _metering(stream)
        self.plain = av.AudioResampler(format="s16p", layout=context.layout)
        self.loudness, self.true_peak, self.short_term = None, None, None
        self.peak_time, self.burst_time = None, None
        self.at, self.told, self.tail, self.kept = 0, 0, deque(), 0
        self.first_sound, self.last_sound = None, None
        self.peak = 0
        self.clips, self.clip_times, self._run = 0, [], [0] * self.channels
        self.sums = [0, 0, 0]

    def take(self, frame):
        if self.floating and not math.isfinite(sum(array(self.floating, _samples(frame)))):
            raise NoNumbers("the sound has samples that are no numbers")
        self.graph.push(frame)
        self._keep(frame)
        for metered in _told_by(self.graph):
            self.told += 1
            self._read_loudness(metered)
            self._read_peak(metered, (self.told - 1) * TOLD_EVERY)
        for plain in self.plain.resample(frame):
            self._read_samples(plain)

    def _keep(self, frame):
        """The frames of the end so far."""
        self.tail.append(frame)
        self.kept += frame.samples
        while self.kept - self.tail[0].samples >= self.rate * TAIL:
            self.kept -= self.tail.popleft().samples

    def _read_loudness(self, metered):
        self.loudness = float(metered["lavfi.r128.I"])
        short_term = float(metered.get("lavfi.r128.S", "-inf"))
        if self.short_term is None or short_term > self.short_term:
            self.short_term, self.burst_time = short_term, max(0.0, self.told * TOLD_EVERY - SHORT_TERM)

    def _read_peak(self, metered, at):
        peaks = [float(value) for key, value in metered.items() if key.startswith("lavfi.r128.true_peaks_ch")]
        if peaks and (self.true_peak is None or max(peaks) > self.true_peak):
            self.true_peak, self.peak_time = max(peaks), at

    def _read_last_peak(self):
        """
        Peaks of the last tenth, of which the meter tells nothing while it is not full.

        The end is heard once more, behind as much silence as fills that tenth. What is added after a sound
        would be a step in it, with a peak of its own; here it fades in where it was cut from the rest.
        """
        beat = self.rate // 10
        if not self.kept or self.at % beat == 0:
            return
        steps = [("adelay", f"delays={-self.kept % beat}S:all=1")] if self.kept % beat else []
        if self.at > self.kept:
            steps = [("asetpts", "N"), ("afade", f"type=in:nb_samples={math.ceil(self.rate * FADE)}"), *steps]
        graph = _metering(self.stream, *steps)
        for frame in self.tail:
            graph.push(frame)
        for metered in _told_by(graph):
            self._read_peak(metered, self.told * TOLD_EVERY)

    def _read_samples(self, frame):
        planes = [array("h", bytes(plane)[: frame.samples * 2]) for plane in frame.planes]
        extremes = [(max(plane), min(plane)) for plane in planes if plane]
        if not extremes:
            return
        loudest = max(max(high, -low) for high, low in extremes)
        self.peak = max(self.peak, loudest)
        if loudest > SILENCE:
            heard = [n for plane in planes for n in _edges(plane)]
            if self.first_sound is None:
                self.first_sound = self.at + min(heard)
            self.last_sound = self.at + max(heard) + 1
        for number, (plane, (high, low)) in enumerate(zip(planes, extremes, strict=True)):
            if self.clips < MOST_CLIPS and (high >= _TOP or low <= -_TOP):
                self._count_clips(plane, number)
            else:
                self._run[number] = 0
        if len(planes) == 2:
            left, right = planes[0][::_SPARSE], planes[1][::_SPARSE]
            pairs = ((left, right), (left, left), (right, right))
            self.sums = [known + math.sumprod(*pair) for known, pair in zip(self.sums, pairs, strict=True)]
        self.at += frame.samples

    def _count_clips(self, plane, number):
        run = self._run[number]
        for index, sample in enumerate(plane):
            run = run + 1 if sample >= _TOP or sample <= -_TOP else 0
            if run == CLIPPED_RUN:
                self.clips += 1
                if len(self.clip_times) < 12:
                    self.clip_times.append(round((self.at + index) / self.rate, 3))
        self._run[number] = run

    def finish(self):
        for plain in self.plain.resample(None):
            self._read_samples(plain)
        self._read_last_peak()
        seconds = self.at / self.rate
        return {
            "sample_rate": self.rate,
            "channels": self.channels,
            "seconds": round(seconds, 4),
            "loudness": _told(self.loudness),
            "short_term": _told(self.short_term),
            "burst_time": round(self.burst_time, 1) if self.burst_time is not None else None,
            "true_peak": _decibels(self.true_peak),
            "peak_time": round(self.peak_time, 1) if self.peak_time is not None else None,
            "leading_silence": round((self.first_sound if self.first_sound is not None else self.at) / self.rate, 3),
            "trailing_silence": round((self.at - (self.last_sound or 0)) / self.rate, 3),
            "silent": self.last_sound is None,
            "clips": self.clips,
            "clip_times": self.clip_times,
            "correlation": self._correlation(),
        }

    def _correlation(self):
        """From -1 (one channel is the other upside down) to 1 (both are the same); None for mono and silence."""
        both, left, right = self.sums
        power = math.sqrt(left * right)
        return round(both / power, 3) if power else None


def _edges(plane):
    """The first and the last sample that are heard, if any is."""
    first = next((n for n, sample in enumerate(plane) if abs(sample) > SILENCE), None)
    if first is None:
        return ()
    last = next(n for n in range(len(plane) - 1, -1, -1) if abs(plane[n]) > SILENCE)
    return first, last


def _samples(frame):
    """The bytes of a packed frame, without what its buffer has beyond them."""
    return bytes(frame.planes[0])[: frame.samples * frame.format.bytes * len(frame.layout.channels)]


def _told(loudness):
    """A loudness as a number that keeps; None where nothing was loud enough to be measured."""
    return loudness if loudness is not None and math.isfinite(loudness) else None


def _decibels(amplitude):
    return round(20 * math.log10(amplitude), 2) if amplitude else None
