"""
The formats a city's communications office asks for most, as data an office can change.

Codes (stable, used by the demonstration and by tests):

print   afiche-50x70, afiche-35x50, volante-media-carta, plegable-carta-tres-cuerpos,
        cartilla-media-carta, revista-carta, separador-5x18, pendon-80x200, valla-8x3,
        paradero-120x175, aviso-media-pagina-tabloide, periodico-tabloide
radio   cuna-15s, cuna-20s, cuna-30s, cuna-60s, mencion-15s, perifoneo-40s,
        programa-radio-30min, podcast-30min
tv      comercial-15s, comercial-20s, comercial-30s, capsula-60s, programa-tv-24min
web     banner-1200x628, cuadrado-1080x1080, historia-1080x1920, banner-300x250,
        banner-728x90, banner-970x250, gif-300x250, video-vertical-1080x1920,
        infografia-1080x1350

Sources. Offset on coated paper: ISO 12647-2 (total ink 300 %, 300 dpi, 3 mm of bleed);
newsprint: ISO 12647-3 (240 %, 200 dpi). Billboards are drawn at 1:10. Loudness of radio
and television: EBU R 128 (-23 LUFS, -1 dBTP); podcasts: AES TD1008 (-16 LUFS). Television
in Colombia runs at 29.97 frames per second. Weights and frame rate of display banners:
IAB and Google Ads (150 kB; animated GIF under 5 frames per second and 30 s).
"""

from decimal import Decimal

from django.db import migrations

MINUTE = 60
COATED = {"bleed_mm": 3, "colour_space": "cmyk", "minimum_dpi": 300, "maximum_ink": 300}
LARGE = {"bleed_mm": 10, "colour_space": "cmyk", "minimum_dpi": 100, "maximum_ink": 300}
NEWSPRINT = {"bleed_mm": 0, "colour_space": "cmyk", "minimum_dpi": 200, "maximum_ink": 240}
BROADCAST = {"sample_rate_hz": 48_000, "loudness_lufs": -23, "true_peak_dbtp": -1}
FULL_HD = {**BROADCAST, "width_px": 1920, "height_px": 1080, "frame_rate": Decimal("29.97")}


def paper(width, height, **more):
    """Trim size in millimetres; ``more`` holds the printing conditions."""
    return {"width_mm": Decimal(str(width)), "height_mm": Decimal(str(height)), **more}


def screen(width, height, kilobytes=None, **more):
    """Size in pixels and maximum weight in kilobytes of 1,000 bytes."""
    limit = {"maximum_bytes": kilobytes * 1000} if kilobytes else {}
    return {"width_px": width, "height_px": height, "colour_space": "rgb", **limit, **more}


#: channel -> [(code, name, values)], in the order in which they are offered.
CATALOGUE = {
    "print": [
        ("afiche-50x70", "Afiche 50 × 70 cm", paper(500, 700, **COATED)),
        ("afiche-35x50", "Afiche 35 × 50 cm", paper(350, 500, **COATED)),
        ("volante-media-carta", "Volante media carta", paper(139.7, 215.9, **COATED)),
        (
            "plegable-carta-tres-cuerpos",
            "Plegable carta de tres cuerpos",
            paper(279.4, 215.9, **COATED)
            | {"pages_multiple": 2, "notes": "El cuerpo que se dobla hacia adentro mide 2 mm menos que los otros dos."},
        ),
        (
            "cartilla-media-carta",
            "Cartilla media carta grapada",
            paper(139.7, 215.9, **COATED)
            | {"pages_multiple": 4, "notes": "Páginas sueltas en orden de lectura; la imprenta hace la imposición."},
        ),
        (
            "revista-carta",
            "Revista carta grapada",
            paper(215.9, 279.4, **COATED)
            | {"pages_multiple": 4, "notes": "Páginas sueltas en orden de lectura; la imprenta hace la imposición."},
        ),
        ("separador-5x18", "Separador de libros 5 × 18 cm", paper(50, 180, **COATED) | {"pages_multiple": 2}),
        (
            "pendon-80x200",
            "Pendón 80 × 200 cm",
            paper(800, 2000, **LARGE)
            | {"notes": "Deje libres los 10 cm inferiores si el pendón va en portapendón enrollable."},
        ),
        (
            "valla-8x3",
            "Valla 8 × 3 m",
            paper(8000, 3000, **LARGE)
            | {"bleed_mm": 50, "scale": 10, "minimum_dpi": 300, "notes": "Arte a escala 1:10: 80 × 30 cm a 300 dpi."},
        ),
        (
            "paradero-120x175",
            "Paradero (eucol) 1,20 × 1,75 m",
            paper(1200, 1750, **LARGE)
            | {"minimum_dpi": 150, "notes": "Impresión retroiluminada. El marco tapa 2,5 cm por cada lado."},
        ),
        (
            "aviso-media-pagina-tabloide",
            "Aviso de prensa, media página tabloide",
            paper(255, 160, **NEWSPRINT)
            | {"notes": "Textos en negro pleno, sin cuatricromía; letra de 8 puntos o más."},
        ),
        ("periodico-tabloide", "Periódico tabloide 28 × 38 cm", paper(280, 380, **NEWSPRINT) | {"pages_multiple": 4}),
    ],
    "radio": [
        ("cuna-15s", "Cuña 15 s", {"duration_s": 15, **BROADCAST}),
        ("cuna-20s", "Cuña 20 s", {"duration_s": 20, **BROADCAST}),
        ("cuna-30s", "Cuña 30 s", {"duration_s": 30, **BROADCAST}),
        ("cuna-60s", "Cuña 60 s", {"duration_s": 60, **BROADCAST}),
        ("mencion-15s", "Mención 15 s", {"duration_s": 15, **BROADCAST}),
        (
            "perifoneo-40s",
            "Perifoneo 40 s",
            {"duration_s": 40, "sample_rate_hz": 44_100, "notes": "Voz sin música de fondo en el mensaje principal."},
        ),
        ("programa-radio-30min", "Programa de radio 30 min", {"duration_s": 30 * MINUTE, **BROADCAST}),
        ("podcast-30min", "Pódcast 30 min", {"duration_s": 30 * MINUTE, **BROADCAST, "loudness_lufs": -16}),
    ],
    "tv": [
        ("comercial-15s", "Comercial 15 s, 1080p", {"duration_s": 15, **FULL_HD}),
        ("comercial-20s", "Comercial 20 s, 1080p", {"duration_s": 20, **FULL_HD}),
        ("comercial-30s", "Comercial 30 s, 1080p", {"duration_s": 30, **FULL_HD}),
        ("capsula-60s", "Cápsula informativa 60 s, 1080p", {"duration_s": 60, **FULL_HD}),
        ("programa-tv-24min", "Programa de televisión 24 min, 1080p", {"duration_s": 24 * MINUTE, **FULL_HD}),
    ],
    "web": [
        ("banner-1200x628", "Banner 1200 × 628 px", screen(1200, 628, 200)),
        ("cuadrado-1080x1080", "Publicación cuadrada 1080 × 1080 px", screen(1080, 1080, 500)),
        (
            "historia-1080x1920",
            "Historia 1080 × 1920 px",
            screen(1080, 1920, 800, notes="Sin texto en los 250 px de arriba ni en los 340 px de abajo."),
        ),
        ("banner-300x250", "Banner 300 × 250 px", screen(300, 250, 150)),
        ("banner-728x90", "Banner 728 × 90 px", screen(728, 90, 150)),
        ("banner-970x250", "Banner 970 × 250 px", screen(970, 250, 150)),
        (
            "gif-300x250",
            "GIF animado 300 × 250 px",
            screen(300, 250, 150, frame_rate=5, notes="La animación se detiene antes de 30 s."),
        ),
        (
            "video-vertical-1080x1920",
            "Video vertical 1080 × 1920 px",
            screen(1080, 1920, 100_000, frame_rate=30, loudness_lufs=-14, true_peak_dbtp=-1, sample_rate_hz=48_000),
        ),
        ("infografia-1080x1350", "Infografía 1080 × 1350 px", screen(1080, 1350, 600)),
    ],
}


def seed(apps, schema_editor):
    PieceFormat = apps.get_model("media_assets", "PieceFormat")
    for channel, formats in CATALOGUE.items():
        for order, (code, name, values) in enumerate(formats, start=1):
            PieceFormat.objects.get_or_create(
                code=code, defaults={"name": name, "channel": channel, "order": order, **values}
            )


def remove(apps, schema_editor):
    """Formats that some piece already uses stay."""
    codes = [code for formats in CATALOGUE.values() for code, _name, _values in formats]
    apps.get_model("media_assets", "PieceFormat").objects.filter(code__in=codes, pieces__isnull=True).delete()


class Migration(migrations.Migration):
    dependencies = [("media_assets", "0002_artwork_scale_and_notes")]
    operations = [migrations.RunPython(seed, remove)]
