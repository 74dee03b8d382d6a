"""What a walk over the pages of a PDF writes down."""

from collections import Counter

from media_assets.inspection.measuring import MOST_PLACES
from media_assets.inspection.measuring.geometry import intersection
from media_assets.inspection.measuring.grounds import Grounds

MOST_IMAGES = 400
#: Square millimetres: a smaller fill is no area of ink.
_LEAST_AREA = 1.0


class Ledger:
    """Counts and places of what was painted; boxes in millimetres of the page in hand."""

    def __init__(self):
        self.page, self.unit, self.origin, self.sheet, self.trim = 0, 1.0, (0, 0), None, None
        self.grounds = Grounds()
        self.seen = {}
        self.nesting = {"most": 0, "page": 0}
        self.families = Counter()
        self.spots = Counter()
        self.images = []
        self.image_count = 0
        self.fonts = {}
        self.ink = {"most": 0.0, "place": None}

    def open_page(self, number, unit, media, trim):
        self.page, self.unit, self.origin, self.sheet, self.trim = number, unit, media[:2], media, trim
        self.grounds = Grounds(unit)

    def place(self, box):
        """``{"page", "box"}`` of a box in the units of the page, or None outside the sheet."""
        inside = intersection(_thickened(box), self.sheet)
        if inside is None:
            return None
        x, y = self.origin
        shifted = (inside[0] - x, inside[1] - y, inside[2] - x, inside[3] - y)
        return {"page": self.page, "box": [round(side * self.unit, 1) for side in shifted]}

    def note(self, kind, box, **more):
        """One more of that kind, told with its place while there is room; outside the sheet it does not count."""
        if (place := self.place(box)) is None:
            return
        entry = self.seen.setdefault(kind, {"count": 0, "places": []})
        entry["count"] += 1
        if len(entry["places"]) < MOST_PLACES and place not in entry["places"]:
            entry["places"].append(place | more)

    def damage(self, label):
        """Something of the page that cannot be read as it should; wherever it is, the page is told."""
        entry = self.seen.setdefault("damage", {"count": 0, "places": []})
        entry["count"] += 1
        place = {"page": self.page, "box": [], "label": str(label)[:40]}
        if len(entry["places"]) < MOST_PLACES and place not in entry["places"]:
            entry["places"].append(place)

    def nested(self, deep):
        """So many graphics states are saved one inside another."""
        if deep > self.nesting["most"]:
            self.nesting = {"most": deep, "page": self.page}

    def note_in_trim(self, kind, box):
        """Like ``note``, of what may lie on the sheet but not on the finished page."""
        if intersection(_thickened(box), self.trim) is not None:
            self.note(kind, box)

    def colour(self, space, box):
        if self.place(box) is None:
            return
        self.families[space.family] += 1
        self.spots.update(space.spots)
        if space.family in ("rgb", "lab"):
            self.note(space.family, box)

    def area_of_ink(self, ink, box):
        place = self.place(box)
        if place is None or ink <= self.ink["most"]:
            return
        left, bottom, right, top = place["box"]
        if (right - left) * (top - bottom) >= _LEAST_AREA:
            self.ink = {"most": round(ink, 1), "place": place}

    def facts(self):
        return {
            "colours": dict(self.families),
            "spots": dict(self.spots.most_common(20)),
            "images": sorted(self.images, key=lambda image: image["dpi"])[:MOST_IMAGES],
            "image_count": self.image_count,
            "fonts": sorted(self.fonts.values(), key=lambda font: font["name"]),
            "ink": self.ink,
            "seen": self.seen,
            "nesting": self.nesting,
        }


def _thickened(box):
    """A hairline has a box without height; it is somewhere all the same."""
    left, bottom, right, top = box
    return left, bottom, max(right, left + 0.01), max(top, bottom + 0.01)
