"""How long a recording lasts."""

from pathlib import Path

import av


def seconds_of(path: Path) -> float:
    with av.open(str(path)) as container:
        return round(container.duration / av.time_base, 2)
