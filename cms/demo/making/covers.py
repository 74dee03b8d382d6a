"""
Covers of the editions, 1200 by 1600 pixels: a drawing, a masthead and the lines of the issue. Own work.
"""

from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from cms.demo.making import drawings

SIZE = (1200, 1600)
FONTS = Path(__file__).parents[3] / "media_assets" / "typesetting" / "fonts"


def font(size, face):
    return ImageFont.truetype(str(FONTS / f"{face}.ttf"), size)


def portrait(picture, centre):
    """A drawing cropped to the proportions of a cover around a share of its width."""
    width, height = picture.size
    side = height * SIZE[0] / SIZE[1]
    left = min(max(centre * width - side / 2, 0), width - side)
    return picture.resize(SIZE, Image.Resampling.LANCZOS, box=(left, 0, left + side, height))


def magazine(picture, centre, letters, issue, theme, lines, foot):
    """*Laderas*: the drawing fills the cover; the masthead stands on it."""
    cover = portrait(picture, centre)
    pen = ImageDraw.Draw(cover)
    height = 330 + 62 * len(lines)
    pen.rectangle([0, SIZE[1] - height, SIZE[0], SIZE[1]], fill=foot[0])
    face = font(330, "SourceSerif4Display-Black")
    size = 330 * (SIZE[0] - 140) / face.getlength("Laderas")
    pen.text((64, 20), "Laderas", font=font(round(size), "SourceSerif4Display-Black"), fill=letters)
    y = SIZE[1] - height + 44
    pen.text((70, y), issue, font=font(36, "Archivo-SemiBold"), fill=foot[2])
    pen.text((66, y + 40), theme, font=font(132, "ArchivoCondensed-Black"), fill=foot[1])
    for number, line in enumerate(lines):
        pen.text((70, y + 216 + number * 62), line, font=font(44, "Archivo-Medium"), fill=foot[1])
    return cover


def booklet(picture, centre, ground, ink, accent, number, title, office):
    """*Manuales de barrio*: a flat of colour, the title large, the drawing below."""
    cover = Image.new("RGB", SIZE, ground)
    pen = ImageDraw.Draw(cover)
    pen.text((80, 84), "Manuales de barrio", font=font(48, "Archivo-Bold"), fill=ink)
    pen.text((SIZE[0] - 80, 84), number, font=font(48, "Archivo-Bold"), fill=ink, anchor="ra")
    pen.rectangle([80, 160, SIZE[0] - 80, 168], fill=ink)
    for row, line in enumerate(title):
        pen.text((74, 190 + row * 172), line, font=font(180, "ArchivoCondensed-Black"), fill=ink)
    top = 190 + len(title) * 172 + 70
    height = SIZE[1] - top - 150
    width, full = picture.size
    side = min(width, full * SIZE[0] / height)
    left = min(max(centre * width - side / 2, 0), width - side)
    kept = side * height / SIZE[0]
    band = picture.resize(
        (SIZE[0], height), Image.Resampling.LANCZOS, box=(left, (full - kept) / 2, left + side, (full + kept) / 2)
    )
    cover.paste(band, (0, top))
    pen.rectangle([0, SIZE[1] - 150, SIZE[0], SIZE[1]], fill=accent)
    pen.text((80, SIZE[1] - 75), office, font=font(36, "Archivo-SemiBold"), fill="#16181d", anchor="lm")
    return cover


def document(title, foot):
    """*Documentos oficiales*: type alone, with the seal."""
    cover = Image.new("RGB", SIZE, "#fbf7ee")
    pen = ImageDraw.Draw(cover)
    seal = drawings.crest(260)
    cover.paste(seal, (80, 90), seal)
    pen.rectangle([80, 430, SIZE[0] - 80, 436], fill="#16243f")
    pen.text((80, 470), "Documentos oficiales", font=font(46, "Archivo-Bold"), fill="#c8553d")
    for row, line in enumerate(title):
        pen.text((76, 560 + row * 150), line, font=font(132, "SourceSerif4Display-Black"), fill="#16243f")
    for row, line in enumerate(foot):
        pen.text((80, SIZE[1] - 190 + row * 56), line, font=font(40, "Archivo-Medium"), fill="#16243f")
    return cover


def report(number, title):
    """*Así vamos*: the number of the issue is the picture."""
    cover = Image.new("RGB", SIZE, "#1f6f6b")
    pen = ImageDraw.Draw(cover)
    for row, (share, ink) in enumerate(
        ((0.94, "#173a36"), (0.78, "#e9a23b"), (0.6, "#c8553d"), (0.42, "#f4ecdc"), (0.3, "#8fb8c9"))
    ):
        pen.rectangle([0, 780 + row * 132, SIZE[0] * share, 780 + row * 132 + 100], fill=ink)
    pen.text((70, 50), "Así vamos", font=font(230, "ArchivoCondensed-Black"), fill="#fbf7ee")
    pen.text((78, 320), title, font=font(58, "Archivo-SemiBold"), fill="#fbf7ee")
    pen.text((SIZE[0] - 70, 420), number, font=font(330, "ArchivoCondensed-Black"), fill="#e9a23b", anchor="ra")
    pen.text(
        (78, SIZE[1] - 110),
        "Departamento Administrativo de Planeación",
        font=font(38, "Archivo-Medium"),
        fill="#fbf7ee",
    )
    return cover


def make(target: Path) -> list[Path]:
    target.mkdir(parents=True, exist_ok=True)
    night, cream = "#16243f", "#fbf7ee"
    covers = {
        "portada-laderas-3": magazine(
            drawings.street(),
            0.46,
            "#8c3b2a",
            "Número 3",
            "La calle propia",
            ["Una sala sin techo", "Quien programa los semáforos", "Cinco acuerdos de cuadra"],
            (night, cream, "#e9a23b"),
        ),
        "portada-laderas-4": magazine(
            drawings.river(),
            0.5,
            night,
            "Número 4",
            "El agua que baja",
            ["Donde empieza la llave", "La quebrada que volvió a verse", "Diez de la noche en el cauce"],
            ("#2f6690", cream, "#ffdf80"),
        ),
        "portada-laderas-5": magazine(
            drawings.waves(),
            0.3,
            cream,
            "Número 5",
            "Las voces del barrio",
            ["La emisora que cabe en un clóset", "Perifoneo"],
            ("#c8553d", cream, "#ffdf80"),
        ),
        "portada-manuales-1": booklet(
            drawings.downpour(),
            0.5,
            "#16325c",
            cream,
            "#f59b1a",
            "1",
            ["Cómo leer", "la lluvia"],
            "Departamento Administrativo de Gestión del Riesgo de Desastres",
        ),
        "portada-manuales-2": booklet(
            drawings.street(),
            0.46,
            "#f4ecdc",
            night,
            "#e9a23b",
            "2",
            ["El andén es", "de quien", "camina"],
            "Secretaría de Infraestructura Física",
        ),
        "portada-documentos": document(
            ["Secretaría de", "Comunicaciones:", "estructura", "y funciones"], ["Alcaldía de Medellín", "Texto íntegro"]
        ),
        "portada-asi-vamos-7": report("7", "Informe del tercer trimestre"),
    }
    made = []
    for key, cover in covers.items():
        made.append(target / f"{key}.png")
        cover.quantize(96, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(made[-1], optimize=True)
    return made
