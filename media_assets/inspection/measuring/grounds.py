"""
What lies below a text: whether black that knocks it out would leave a rim of paper when plates shift.

A fill is known by its loops, whose curves count as the polygons of their handles: near enough to tell
whether a word stands on it. What is too intricate or too small to hold a word is left out.
"""

from media_assets.inspection.measuring import geometry

#: Fills of one page that are remembered, corners of one, square millimetres of the smallest, and texts looked up.
MOST_GROUNDS, MOST_CORNERS, LEAST_AREA, MOST_LOOKS = 400, 400, 12.0, 4000


class Grounds:
    """The fills and pictures of one page in the order in which they are laid."""

    def __init__(self, unit=1.0):
        self.unit, self.laid, self.looks = unit, [], 0

    def lay(self, loops, box, coloured):
        corners = sum(map(len, loops))
        if corners <= MOST_CORNERS and self._holds_a_word(box):
            self.laid.append((box, loops, coloured))

    def lay_box(self, box, coloured):
        if self._holds_a_word(box):
            self.laid.append((box, None, coloured))

    def _holds_a_word(self, box):
        left, bottom, right, top = box
        area = (right - left) * (top - bottom) * self.unit**2
        return len(self.laid) < MOST_GROUNDS and area >= LEAST_AREA

    def is_coloured(self, x, y) -> bool:
        """Whether what was laid last at that point has colour; bare paper has none."""
        self.looks += 1
        if self.looks > MOST_LOOKS:
            return False
        for (left, bottom, right, top), loops, coloured in reversed(self.laid):
            if left <= x <= right and bottom <= y <= top and (loops is None or geometry.is_inside(loops, x, y)):
                return coloured
        return False
