"""
Positions that a film carries as words: drones write where they flew into a track of captions, second by second.
"""

import re

from media_assets.intake.probes.recordings import open_recording

#: As the programs of drones and cameras write them: ``GPS(-75.59,6.24,16)``, ``[latitude: 6.24]``, ``HOME(-75.59,6.24)``.
_POSITION = re.compile(
    rb"(?i)\b(?:gps|home)\s*[(:=\[]\s*[-+]?\d|\b(?:lat|lon|lng|lati\w*|long\w*)\b[\s:=\"]+[-+]?\d+\.\d"
)
#: Samples of a track that are read: who writes positions writes them from the start.
MOST = 2000


def tells(words: bytes) -> bool:
    """Whether a caption says where something was."""
    return _POSITION.search(words) is not None


def captions_tell(path, extension) -> bool:
    """Whether any track of captions or data of a film does, as far as its reader knows the track."""
    with open_recording(path, extension) as film:
        tracks = [each for each in film.streams if each.type in ("subtitle", "data")]
        if not tracks:
            return False
        for number, packet in enumerate(film.demux(*tracks)):
            if number > MOST:
                break
            if packet.size and tells(bytes(packet)):
                return True
    return False
