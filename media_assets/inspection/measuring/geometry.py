"""The arithmetic of a page: matrices and boxes (ISO 32000-2, 8.3)."""

import math

MM_PER_POINT = 25.4 / 72
IDENTITY = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
UNIT_SQUARE = ((0, 0), (1, 0), (0, 1), (1, 1))


def times(inner, outer):
    """The matrix that applies ``inner`` first."""
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def apply(matrix, x, y):
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def lengths(matrix):
    """How long the two unit vectors become."""
    a, b, c, d, _e, _f = matrix
    return math.hypot(a, b), math.hypot(c, d)


def scale(matrix):
    """By how much a stroke grows: the root of the area that the unit square gets."""
    a, b, c, d, _e, _f = matrix
    return math.sqrt(abs(a * d - b * c))


def box_around(points):
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def transformed(matrix, points):
    return [apply(matrix, x, y) for x, y in points]


def intersection(one, other):
    """The common part of two boxes, or None where they do not meet."""
    left, bottom = max(one[0], other[0]), max(one[1], other[1])
    right, top = min(one[2], other[2]), min(one[3], other[3])
    return (left, bottom, right, top) if right > left and top > bottom else None


def is_inside(loops, x, y) -> bool:
    """Whether a point lies inside closed loops of points, by the rule of even and odd."""
    inside = False
    for loop in loops:
        before = loop[-1] if loop else (0, 0)
        for here in loop:
            (x1, y1), (x2, y2) = before, here
            if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
                inside = not inside
            before = here
    return inside
