"""Moving picture, measured while it is decoded: what is dark and what stands still."""

#: Pixels across and down of the small grey picture that stands for a frame.
_SMALL = (64, 36)
#: Luminance (of 255) under which all of a frame is black, whatever its range.
BLACK = 32
#: Mean difference of luminance under which two frames are the same.
STILL = 0.12
MOST_SPELLS = 12


class PictureMeter:
    """Takes decoded frames one by one; spells are ``[from, to]`` in seconds."""

    def __init__(self, black_for=0.0, still_for=1.0):
        self.black = Spells(black_for)
        self.still = Spells(still_for)
        self.before, self.time = None, 0.0
        self.frames, self.interlaced = 0, False
        self.range, self.pixels = None, None

    def take(self, frame, step):
        self.frames += 1
        self.time = frame.time if frame.time is not None else self.time + step
        if self.frames <= 50:
            self.interlaced = self.interlaced or bool(frame.interlaced_frame)
            self.range, self.pixels = int(frame.color_range), frame.format.name
        small = frame.reformat(*_SMALL, format="gray")
        plane = small.planes[0]
        raw = bytes(plane)
        rows = [raw[at : at + _SMALL[0]] for at in range(0, plane.line_size * _SMALL[1], plane.line_size)]
        picture = b"".join(rows)
        is_black = max(picture) < BLACK
        self.black.take(self.time, step, is_black)
        # A dark screen that stays dark is told as black, not as frozen.
        self.still.take(self.time, step, not is_black and self._is_as_before(picture))
        self.before = picture

    def _is_as_before(self, picture):
        if self.before is None:
            return False
        if picture == self.before:
            return True
        different = sum(abs(one - other) for one, other in zip(picture, self.before, strict=True))
        return different / len(picture) < STILL

    def facts(self):
        return {
            "frames_seen": self.frames,
            "interlaced": self.interlaced,
            "range": {1: "limited", 2: "full"}.get(self.range, ""),
            "pixel_format": self.pixels or "",
            "black": self.black.close(),
            "still": self.still.close(),
        }


class Spells:
    """Times in which something holds, as long as ``least`` seconds."""

    def __init__(self, least):
        self.least, self.since, self.until, self.found = least, None, 0.0, []

    def take(self, time, step, holds):
        if holds:
            self.since = time if self.since is None else self.since
            self.until = time + step
        else:
            self._end()

    def _end(self):
        if self.since is not None and self.until - self.since >= self.least and len(self.found) < MOST_SPELLS:
            self.found.append([round(self.since, 3), round(self.until, 3)])
        self.since = None

    def close(self):
        self._end()
        return self.found
