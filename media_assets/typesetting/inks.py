"""How process inks look: what a screen shows for a colour that was chosen for the press."""

Rgb = tuple[int, int, int]


def as_seen(cyan: float, magenta: float, yellow: float, black: float) -> Rgb:
    """
    The screen colour (0-255) of inks in percent on white coated paper.

    A multiplicative model with the side absorptions of the process inks of ISO 12647-2,
    near enough for flats; ``templates/typesetting/common.typ`` has the same figures.
    """
    c, m, y, k = (share / 100 for share in (cyan, magenta, yellow, black))
    paper = 1 - 0.9 * k
    red = (1 - c) * (1 - 0.08 * m) * (1 - 0.02 * y)
    green = (1 - 0.36 * c) * (1 - 0.98 * m) * (1 - 0.08 * y)
    blue = (1 - 0.1 * c) * (1 - 0.5 * m) * (1 - 0.94 * y)
    return tuple(round(255 * part * paper) for part in (red, green, blue))
