"""
Total ink of pictures, sampled.

A press does not feel one dark dot: the picture is averaged over cells of about a
square millimetre and the heaviest cell counts.
"""

from PIL import Image

#: Cells along the longer side at most; a larger picture has larger cells.
MOST_CELLS = 500


def heaviest(picture: Image.Image, width_mm, height_mm):
    """``(per cent, (x, y))`` of the heaviest cell of a CMYK picture; the place in shares from the upper left."""
    columns = max(1, min(MOST_CELLS, round(width_mm), picture.width))
    rows = max(1, min(MOST_CELLS, round(height_mm), picture.height))
    cells = picture.resize((columns, rows), Image.Resampling.BOX)
    values = cells.tobytes()
    totals = [sum(values[at : at + 4]) for at in range(0, len(values), 4)]
    most = max(totals)
    row, column = divmod(totals.index(most), columns)
    return round(most / 2.55, 1), ((column + 0.5) / columns, (row + 0.5) / rows)
