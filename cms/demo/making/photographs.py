"""
Photographs of free software packages, cropped to 3:2 for the demonstration.

``SOURCES`` says from which package each comes, who made it and under what licence;
titles and alternative texts for readers are in ``cms.demo.photographs``.
"""

import io
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

LONGEST_PX = 2000
MAX_BYTES = 450_000
RATIO = 3 / 2


@dataclass(frozen=True)
class Source:
    """Where a photograph was found. ``centre`` is the point the crop keeps, as shares of width and height."""

    package: str
    path: str
    centre: tuple[float, float] = (0.5, 0.5)
    share: float = 1.0


LOMIRI = "lomiri-wallpapers-16.04"
LXQT = "lxqt-themes"
PLASMA = "plasma-workspace-wallpapers"
_LOMIRI = "usr/share/backgrounds/"
_LXQT = "usr/share/lxqt/wallpapers/"
_PLASMA = "usr/share/wallpapers/{}/contents/images/2560x1600.jpg"

SOURCES = {
    "pinceles": Source(LOMIRI, _LOMIRI + "Picture_1A_by_freespace.jpg", (0.5, 0.45)),
    "semillas": Source(LOMIRI, _LOMIRI + "seeding_by_Clements_Engelhardt.jpg", (0.4, 0.5)),
    "ladera": Source(LOMIRI, _LOMIRI + "aitzgorri_by_Aitzol_Berasategi.jpg"),
    "hojas": Source(LOMIRI, _LOMIRI + "Dragonfly_by_Bolly.jpg"),
    "perros": Source(LOMIRI, _LOMIRI + "friends_by_Aitzol_Berasategi.jpg", (0.5, 0.42)),
    "amanecer": Source(LOMIRI, _LOMIRI + "sunset_by_Aitzol_Berasategi.jpg"),
    "fruta": Source(LOMIRI, _LOMIRI + "Picture_0B_by_freespace.jpg"),
    "quebrada": Source(LOMIRI, _LOMIRI + "life_by_Aitzol_Berasategi.jpg"),
    "puente": Source(LOMIRI, _LOMIRI + "Bridge_by_Sander_Klootwijk.jpg"),
    "reloj": Source(LOMIRI, _LOMIRI + "greentock_by_Peter_Nerlich.jpg"),
    "flores": Source(LXQT, _LXQT + "flowers.png"),
    "niebla": Source(LXQT, _LXQT + "fog.jpg", (0.5, 0.6)),
    "lluvia": Source(LXQT, _LXQT + "after-the-rain.jpg"),
    "claro": Source(LXQT, _LXQT + "beam.png", (0.5, 0.45)),
    "cordillera": Source(LXQT, _LXQT + "Valendas.png"),
    "brote": Source(LXQT, _LXQT + "appleflower.png"),
    "mariposa": Source(LXQT, _LXQT + "butterfly.png"),
    "gota": Source(LXQT, _LXQT + "drop.png"),
    "bosque": Source(PLASMA, _PLASMA.format("Path")),
    "cometa": Source(PLASMA, _PLASMA.format("Kite")),
    "musgo": Source(PLASMA, _PLASMA.format("OneStandsOut")),
}


def make(unpacked: Path, target: Path) -> list[Path]:
    """Crop every photograph; ``unpacked`` holds one folder per package with its files."""
    target.mkdir(parents=True, exist_ok=True)
    made = []
    for key, source in SOURCES.items():
        picture = Image.open(unpacked / source.package / source.path).convert("RGB")
        picture = picture.crop(crop_box(picture.size, source.centre, source.share))
        made.append(target / f"{key}.jpg")
        made[-1].write_bytes(encoded(picture))
    return made


def crop_box(size, centre, share):
    """The largest 3:2 box, times ``share``, around the centre and inside the picture."""
    width, height = size
    box_width = min(width, height * RATIO) * share
    box_height = box_width / RATIO
    left = min(max(centre[0] * width - box_width / 2, 0), width - box_width)
    top = min(max(centre[1] * height - box_height / 2, 0), height - box_height)
    return round(left), round(top), round(left + box_width), round(top + box_height)


def encoded(picture):
    """The picture as JPEG: somewhat smaller, and only then of lower quality, when it weighs too much."""
    for side, quality in ((LONGEST_PX, 82), (1800, 82), (1800, 76), (1600, 76), (1600, 70)):
        smaller = picture.copy()
        smaller.thumbnail((side, side), Image.Resampling.LANCZOS)
        buffer = io.BytesIO()
        smaller.save(buffer, "JPEG", quality=quality, optimize=True, progressive=True)
        if buffer.tell() <= MAX_BYTES:
            break
    return buffer.getvalue()
