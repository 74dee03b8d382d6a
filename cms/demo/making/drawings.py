"""
Drawings of the city for stories that no photograph of the packages illustrates. Own work.

Large flat shapes on a canvas of 1500 by 1000 units, drawn three times larger than
they are kept, so that edges are smooth.
"""

import math
import random
from pathlib import Path

from PIL import Image, ImageDraw

WIDTH, HEIGHT, SCALE, KEPT = 1500, 1000, 2, (2000, 1333)
CREAM, BRICK, OCHRE, TEAL, PINE = "#f4ecdc", "#c8553d", "#e9a23b", "#1f6f6b", "#173a36"
SKY, NIGHT, ROSE, CLAY, LEAF, PAPER = "#8fb8c9", "#16243f", "#e9b8a4", "#8c3b2a", "#6f9a4d", "#fbf7ee"


class Canvas:
    """A drawing in units of its own; every shape is a flat colour."""

    def __init__(self, ground):
        self.image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), ground)
        self.pen = ImageDraw.Draw(self.image)

    def _scaled(self, points):
        return [(x * SCALE, y * SCALE) for x, y in points]

    def shape(self, points, fill):
        self.pen.polygon(self._scaled(points), fill=fill)

    def box(self, x, y, width, height, fill):
        self.pen.rectangle([x * SCALE, y * SCALE, (x + width) * SCALE, (y + height) * SCALE], fill=fill)

    def round_box(self, x, y, width, height, radius, fill):
        corners = [x * SCALE, y * SCALE, (x + width) * SCALE, (y + height) * SCALE]
        self.pen.rounded_rectangle(corners, radius=radius * SCALE, fill=fill)

    def disc(self, x, y, radius, fill):
        self.pen.ellipse(
            [(x - radius) * SCALE, (y - radius) * SCALE, (x + radius) * SCALE, (y + radius) * SCALE], fill=fill
        )

    def slice(self, x, y, radius, start, end, fill):
        corners = [(x - radius) * SCALE, (y - radius) * SCALE, (x + radius) * SCALE, (y + radius) * SCALE]
        self.pen.pieslice(corners, start, end, fill=fill)

    def line(self, points, width, fill):
        self.pen.line(self._scaled(points), fill=fill, width=round(width * SCALE), joint="curve")

    def ridge(self, base, heights, fill):
        """A slope across the whole width: (share of width, height) points over a base line."""
        self.shape([(0, HEIGHT), *((share * WIDTH, base - height) for share, height in heights), (WIDTH, HEIGHT)], fill)

    def kept(self):
        return self.image.resize(KEPT, Image.Resampling.LANCZOS)


def _house(canvas, x, y, width, height, wall, roof, window):
    canvas.box(x, y, width, height, wall)
    canvas.shape([(x - 8, y), (x + width / 2, y - width * 0.28), (x + width + 8, y)], roof)
    columns = 2 if width < 120 else 3
    pane = width / (columns * 2 + 1)
    for row in range(int(height // (pane * 2.4))):
        for column in range(columns):
            canvas.box(x + pane * (1 + 2 * column), y + pane * (0.9 + row * 2.3), pane, pane * 1.25, window)


def street():
    """Houses of a hillside, stepped, with a stair between them."""
    canvas, rng = Canvas("#f1c9a5"), random.Random(4)
    canvas.disc(1120, 250, 130, PAPER)
    canvas.ridge(1000, [(0, 420), (0.3, 560), (0.62, 470), (1, 700)], "#d99a7a")
    walls = [BRICK, CREAM, OCHRE, TEAL, ROSE, "#d8714f"]
    for row in range(5):
        y = 330 + row * 140
        x = -60 + (row % 2) * 55
        while x < WIDTH:
            width = rng.choice((96, 118, 142))
            wall = rng.choice(walls)
            lift = rng.randint(-22, 22)
            _house(
                canvas,
                x,
                y + lift,
                width,
                300,
                wall,
                CLAY if wall != CLAY else PINE,
                PINE if wall in (CREAM, OCHRE, ROSE) else CREAM,
            )
            x += width + 12
    for step in range(16):
        canvas.box(640 + step * 6, 1000 - (step + 1) * 46, 220 - step * 7, 46, PAPER if step % 2 else "#e4d8c2")
    return canvas.kept()


def books():
    """A shelf of books, one of them leaning."""
    canvas, rng = Canvas("#5b1f49"), random.Random(11)
    inks = [OCHRE, CREAM, BRICK, TEAL, ROSE, "#f9b233", "#a63d63", PAPER]
    for shelf in range(2):
        foot, x, last = 470 + shelf * 470, -20, None
        while x < WIDTH:
            width, height = rng.choice((46, 58, 74, 92)), rng.randint(270, 400)
            ink = rng.choice([colour for colour in inks if colour != last])
            last = ink
            if shelf == 1 and 760 < x < 800:
                canvas.shape([(x + 20, foot), (x + 96, foot), (x + 216, foot - 330), (x + 140, foot - 357)], PAPER)
                canvas.shape(
                    [(x + 45, foot - 70), (x + 121, foot - 70), (x + 131, foot - 97), (x + 55, foot - 97)], BRICK
                )
                x += 236
                continue
            canvas.box(x, foot - height, width, height, ink)
            band = NIGHT if ink in (CREAM, PAPER, ROSE, OCHRE, "#f9b233") else CREAM
            canvas.box(x, foot - height + 46, width, 10, band)
            canvas.box(x, foot - height + 66, width, 10, band)
            if width > 70:
                canvas.disc(x + width / 2, foot - 60, 16, band)
            x += width + 5
        canvas.box(0, foot, WIDTH, 26, "#3a1230")
    return canvas.kept()


def waves():
    """Sound going out of a dial."""
    canvas = Canvas(NIGHT)
    inks = ["#22375f", "#2f6690", TEAL, OCHRE, BRICK, CREAM]
    for position, radius in enumerate((980, 800, 630, 470, 320, 180)):
        canvas.disc(430, 640, radius, inks[position])
    canvas.disc(430, 640, 92, NIGHT)
    canvas.box(424, 560, 12, 80, CREAM)
    for step in range(29):
        height = 40 + 150 * abs(math.sin(step * 0.9) * math.sin(step * 0.31 + 0.6))
        canvas.round_box(900 + step * 19, 330 - height / 2, 9, height, 4, CREAM)
    return canvas.kept()


def valley():
    """The valley at first light, its slopes one behind the other."""
    canvas, rng = Canvas("#f6dcb4"), random.Random(2)
    canvas.disc(980, 380, 150, "#f08a4b")
    canvas.ridge(760, [(0, 330), (0.2, 420), (0.42, 250), (0.6, 310), (0.8, 420), (1, 300)], "#c9a68a")
    canvas.ridge(820, [(0, 220), (0.16, 330), (0.4, 160), (0.7, 240), (0.88, 360), (1, 280)], "#86948a")
    canvas.ridge(900, [(0, 300), (0.12, 260), (0.34, 90), (0.62, 110), (0.84, 260), (1, 330)], "#3f6b63")
    for _light in range(150):
        x, y = rng.gauss(0.5, 0.2) * WIDTH, 830 + rng.random() * 90
        canvas.box(x, y, rng.choice((10, 14, 20)), rng.choice((16, 30, 44)), rng.choice((CREAM, OCHRE, ROSE, PAPER)))
    canvas.ridge(1000, [(0, 260), (0.18, 120), (0.5, 40), (0.8, 110), (1, 230)], PINE)
    return canvas.kept()


def river():
    """The river from above, with its bridges and the grid of the city."""
    canvas, rng = Canvas("#e7ddc7"), random.Random(8)
    for column in range(20):
        for row in range(14):
            if rng.random() < 0.82:
                ink = rng.choice(("#d9cbb0", "#cdb995", ROSE, "#c7d0b4", LEAF, "#d7a98c"))
                canvas.box(column * 78 + 8, row * 76 + 8, 62, 60, ink)
    course = [(660 + 190 * math.sin(y / 190) + 60 * math.sin(y / 71), y) for y in range(-40, 1060, 6)]
    for half, shift, ink in ((118, 0, "#b7c98f"), (68, 0, "#2f6690"), (9, -16, "#5c93b5")):
        left = [(x + shift - half, y) for x, y in course]
        right = [(x + shift + half, y) for x, y in reversed(course)]
        canvas.shape(left + right, ink)
    for y in (190, 470, 770):
        x = 660 + 190 * math.sin(y / 190) + 60 * math.sin(y / 71)
        canvas.box(x - 170, y - 17, 340, 34, PAPER)
        canvas.box(x - 170, y - 3, 340, 6, BRICK)
    return canvas.kept()


def cable():
    """Cabins of an aerial cable over the roofs."""
    canvas, rng = Canvas("#9cc4cf"), random.Random(6)
    canvas.disc(250, 220, 105, PAPER)
    canvas.ridge(1000, [(0, 330), (0.3, 470), (0.55, 430), (1, 820)], "#5f8f7d")
    canvas.ridge(1000, [(0, 210), (0.34, 300), (0.6, 330), (1, 620)], PINE)
    for _house_number in range(34):
        share = rng.random()
        y = 1000 - (150 + 400 * max(share - 0.3, 0)) * rng.uniform(0.35, 1)
        _house(
            canvas,
            share * WIDTH - 40,
            y,
            rng.choice((70, 86)),
            130,
            rng.choice((BRICK, OCHRE, CREAM, ROSE)),
            CLAY,
            PINE,
        )
    canvas.line([(-20, 560), (1520, 90)], 6, NIGHT)
    canvas.line([(-20, 590), (1520, 120)], 3, NIGHT)
    for x in (190, 620, 1050, 1390):
        y = 560 - (x + 20) * 470 / 1540
        canvas.box(x - 3, y, 6, 58, NIGHT)
        canvas.round_box(x - 62, y + 52, 124, 104, 22, CREAM)
        canvas.round_box(x - 50, y + 66, 100, 46, 10, "#2f6690")
        canvas.box(x - 62, y + 120, 124, 14, BRICK)
    return canvas.kept()


def circle():
    """Chairs in a circle, seen from above, one of them empty."""
    canvas = Canvas("#efe3cc")
    canvas.disc(750, 500, 470, "#e2d2b3")
    inks = [BRICK, TEAL, OCHRE, "#2f6690", CLAY, LEAF]
    for seat in range(12):
        angle = math.radians(seat * 30 - 75)
        x, y = 750 + 360 * math.cos(angle), 500 + 360 * math.sin(angle)
        canvas.round_box(x - 62, y - 62, 124, 124, 26, PAPER)
        if seat != 2:
            canvas.disc(x, y, 50, inks[seat % 6])
            canvas.disc(x - 30 * math.cos(angle), y - 30 * math.sin(angle), 27, NIGHT)
    canvas.disc(750, 500, 128, PAPER)
    canvas.shape([(662, 446), (750, 466), (838, 446), (838, 556), (750, 576), (662, 556)], BRICK)
    canvas.shape([(672, 440), (750, 458), (750, 562), (672, 544)], CREAM)
    canvas.shape([(828, 440), (750, 458), (750, 562), (828, 544)], "#e8dcc4")
    return canvas.kept()


def accounts():
    """Bars that are buildings: what a budget turns into."""
    canvas = Canvas("#dfe7e1")
    heights = (240, 330, 290, 430, 520, 470, 640, 720)
    inks = (TEAL, OCHRE, "#2f6690", BRICK, PINE, ROSE, CLAY, TEAL)
    for position, (height, ink) in enumerate(zip(heights, inks, strict=True)):
        x = 110 + position * 164
        canvas.box(x, 900 - height, 128, height, ink)
        pane = PAPER if ink != ROSE else CLAY
        for row in range(int(height // 62)):
            for column in range(3):
                canvas.box(x + 18 + column * 34, 900 - height + 26 + row * 60, 22, 30, pane)
    canvas.box(0, 900, WIDTH, 100, "#31504b")
    return canvas.kept()


def tree():
    """A large tree with birds."""
    canvas, rng = Canvas("#f5e6bf"), random.Random(21)
    canvas.ridge(1000, [(0, 140), (0.3, 180), (0.7, 150), (1, 210)], "#b9c48a")
    canvas.shape([(700, 930), (732, 480), (768, 480), (806, 930)], CLAY)
    canvas.line([(748, 640), (560, 470)], 26, CLAY)
    canvas.line([(752, 600), (960, 430)], 26, CLAY)
    for _leaf in range(62):
        angle, reach = rng.random() * math.tau, rng.random() ** 0.6
        x, y = 750 + 400 * reach * math.cos(angle), 370 + 270 * reach * math.sin(angle)
        canvas.disc(x, y, rng.randint(52, 96), rng.choice((PINE, TEAL, LEAF, "#48774a", "#2e5d49")))
    for x, y, ink in (
        (420, 300, OCHRE),
        (900, 240, BRICK),
        (1060, 420, CREAM),
        (700, 150, "#2f6690"),
        (1270, 250, BRICK),
    ):
        canvas.slice(x, y, 40, 0, 180, ink)
        canvas.disc(x + 34, y - 8, 19, ink)
        canvas.shape([(x + 50, y - 12), (x + 72, y - 6), (x + 50, y)], NIGHT)
        canvas.shape([(x - 38, y), (x - 78, y - 22), (x - 30, y + 18)], ink)
    return canvas.kept()


def care():
    """A heart in the middle of large round shapes."""
    canvas = Canvas("#f3c8b6")
    canvas.disc(750, 520, 420, CREAM)
    canvas.disc(750, 520, 300, "#e98c72")
    canvas.disc(672, 470, 96, PAPER)
    canvas.disc(828, 470, 96, PAPER)
    canvas.shape([(590, 521), (910, 521), (750, 690)], PAPER)
    canvas.shape([(672, 470), (828, 470), (828, 560), (672, 560)], PAPER)
    for x, y, radius, ink in (
        (260, 250, 90, TEAL),
        (1260, 760, 120, OCHRE),
        (1230, 240, 60, BRICK),
        (240, 800, 60, "#2f6690"),
    ):
        canvas.disc(x, y, radius, ink)
    return canvas.kept()


def crest(side=900):
    """The office's mark: a seal with the slopes, the river and the rollers of a press. No coat of arms."""
    image = Image.new("RGBA", (side * 2, side * 2), (0, 0, 0, 0))
    pen, unit = ImageDraw.Draw(image), side * 2 / 100

    def disc(x, y, radius, fill):
        pen.ellipse([(x - radius) * unit, (y - radius) * unit, (x + radius) * unit, (y + radius) * unit], fill=fill)

    disc(50, 50, 49, NIGHT)
    disc(50, 50, 45.5, PAPER)
    seal = Image.new("RGBA", image.size, (0, 0, 0, 0))
    inner = ImageDraw.Draw(seal)

    def shape(points, fill):
        inner.polygon([(x * unit, y * unit) for x, y in points], fill=fill)

    inner.rectangle([0, 0, side * 2, side * 2], fill=PAPER)
    inner.ellipse([56 * unit, 24 * unit, 74 * unit, 42 * unit], fill=BRICK)
    shape([(0, 62), (28, 30), (52, 58), (72, 40), (100, 66), (100, 100), (0, 100)], TEAL)
    shape([(0, 74), (22, 56), (46, 70), (78, 54), (100, 78), (100, 100), (0, 100)], PINE)
    shape([(44, 100), (50, 68), (54, 68), (66, 100)], "#8fb8c9")
    for row in range(3):
        inner.rectangle([18 * unit, (80 + row * 4.2) * unit, 42 * unit, (81.6 + row * 4.2) * unit], fill=PAPER)
    mask = Image.new("L", image.size, 0)
    ImageDraw.Draw(mask).ellipse([7 * unit, 7 * unit, 93 * unit, 93 * unit], fill=255)
    image.paste(seal, (0, 0), mask)
    return image.resize((side, side), Image.Resampling.LANCZOS)


def downpour():
    """Rain on the roofs of the hillside, and one gauge on a terrace."""
    canvas, rng = Canvas("#5f7f95"), random.Random(13)
    canvas.ridge(1000, [(0, 520), (0.35, 640), (0.7, 500), (1, 720)], "#4a687c")
    canvas.ridge(1000, [(0, 330), (0.3, 450), (0.66, 340), (1, 520)], "#2d4a5c")
    for x, y, radius in (
        (120, 90, 170),
        (340, 40, 210),
        (600, 80, 180),
        (860, 30, 230),
        (1130, 80, 190),
        (1380, 50, 210),
    ):
        canvas.disc(x, y, radius, NIGHT)
    for _drop in range(240):
        x, y, length = rng.uniform(-100, 1500), rng.uniform(180, 980), rng.uniform(26, 64)
        canvas.line([(x, y), (x - length * 0.32, y + length)], 4, "#a9c6d6")
    x = -40
    while x < WIDTH:
        width = rng.choice((104, 128, 150))
        wall = rng.choice((BRICK, CREAM, OCHRE, TEAL, ROSE))
        _house(canvas, x, 760 + rng.randint(-60, 50), width, 320, wall, CLAY, PINE if wall != TEAL else CREAM)
        x += width + 10
    canvas.box(690, 640, 150, 360, CREAM)
    canvas.box(676, 626, 178, 18, CLAY)
    canvas.box(762, 470, 12, 160, NIGHT)
    canvas.round_box(744, 400, 48, 130, 8, PAPER)
    canvas.box(750, 470, 36, 54, "#2f6690")
    return canvas.kept()


def night():
    """A library at night, its reading rooms lit."""
    canvas = Canvas(NIGHT)
    canvas.disc(1230, 210, 92, CREAM)
    canvas.disc(1196, 190, 84, NIGHT)
    canvas.ridge(1000, [(0, 330), (0.3, 470), (0.62, 380), (1, 540)], "#1f3358")
    canvas.box(230, 330, 900, 600, "#2b3f63")
    canvas.box(200, 300, 960, 40, CLAY)
    inks = (BRICK, CREAM, TEAL, ROSE, "#2f6690", CLAY)
    for column in range(4):
        for row in range(2):
            x, y = 280 + column * 210, 390 + row * 240
            canvas.box(x, y, 170, 190, "#f9c766" if (column, row) != (2, 0) else "#3a5079")
            if (column, row) == (2, 0):
                continue
            if (column + row) % 2:
                for book in range(8):
                    height = 46 + 22 * ((book * 5 + column) % 3)
                    canvas.box(x + 14 + book * 18, y + 190 - height, 15, height, inks[(book + column) % 6])
            else:
                canvas.disc(x + 86, y + 100, 27, CLAY)
                canvas.slice(x + 86, y + 190, 56, 180, 360, TEAL if column % 2 else BRICK)
                canvas.box(x + 28, y + 166, 116, 10, CREAM)
    canvas.box(0, 930, WIDTH, 70, "#0d1628")
    for x in (1230, 1370):
        canvas.box(x, 640, 8, 290, CREAM)
        canvas.slice(x + 4, 650, 34, 180, 360, OCHRE)
    return canvas.kept()


DRAWINGS = {
    "biblioteca-noche": night,
    "aguacero": downpour,
    "calle": street,
    "libros": books,
    "radio": waves,
    "valle": valley,
    "rio": river,
    "cable": cable,
    "circulo": circle,
    "cuentas": accounts,
    "arbol": tree,
    "cuidado": care,
}


def make(target: Path) -> list[Path]:
    target.mkdir(parents=True, exist_ok=True)
    made = []
    for key, draw in DRAWINGS.items():
        made.append(target / f"{key}.png")
        draw().quantize(64, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(made[-1], optimize=True)
    made.append(target / "escudo.png")
    crest().save(made[-1], optimize=True)
    return made
