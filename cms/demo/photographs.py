"""The photographs of the demonstration: what readers are told of each one."""

from dataclasses import dataclass
from pathlib import Path

from media_assets.models import Licence

FOLDER = Path(__file__).parent / "files" / "photographs"


@dataclass(frozen=True)
class Photograph:
    """
    A photograph of ``files/photographs``. ``source`` is the package and version it comes from.

    They illustrate: none shows Medellín, so no caption may say that it does. ``focal``
    is the point that crops keep, as shares of width and height.
    """

    key: str
    title: str
    alt: str
    author: str
    licence: Licence
    terms: str
    source: str
    focal: tuple[float, float] = (0.5, 0.5)
    caption: str = "Imagen de archivo."

    @property
    def path(self):
        return FOLDER / f"{self.key}.jpg"

    @property
    def credit(self):
        return f"Fotografía: {self.author} ({self.terms})"


_LOMIRI = "lomiri-wallpapers-16.04 20.04.0-2"
_LXQT = "lxqt-themes 1.2.0-1"
_PLASMA = "plasma-workspace-wallpapers 4:5.27.5-2"
_BY, _BY_SA, _ZERO, _FREE = Licence.CC_BY, Licence.CC_BY_SA, Licence.CC0, Licence.FREE


def _lomiri(key, title, alt, author, licence, terms, focal=(0.5, 0.5)):
    return Photograph(key, title, alt, author, licence, terms, _LOMIRI, focal)


def _lxqt(key, title, alt, focal=(0.5, 0.5), author="Stefonarch"):
    return Photograph(key, title, alt, f"{author}, proyecto LXQt", _BY_SA, "CC BY-SA 3.0, recortada", _LXQT, focal)


def _plasma(key, title, alt, author, focal=(0.5, 0.5)):
    return Photograph(key, title, alt, f"{author}, KDE", _FREE, "LGPL-3.0", _PLASMA, focal)


PHOTOGRAPHS = [
    _lomiri(
        "pinceles",
        "Brochas y pinceles",
        "Brochas y pinceles con restos de pintura azul, fucsia y verde, vistos de cerca y con luz de lado",
        "Trevor «Freespace»",
        _BY,
        "CC BY 4.0",
    ),
    _lomiri(
        "semillas",
        "Diente de león a contraluz",
        "Un diente de león lleno de semillas en un prado, iluminado desde atrás por el sol de la tarde",
        "Clemens Engelhardt",
        _ZERO,
        "CC0",
        (0.36, 0.35),
    ),
    _lomiri(
        "ladera",
        "Prado y montaña",
        "Un prado verde, un bosque de tonos ocres y, al fondo, una montaña rocosa bajo el cielo claro",
        "Aitzol Berasategi",
        _BY,
        "CC BY 4.0",
        (0.5, 0.4),
    ),
    _lomiri(
        "hojas",
        "Copa de un árbol",
        "Hojas de un árbol contra el cielo azul; en primer plano, una libélula posada en una rama seca",
        "«Bolly»",
        _BY_SA,
        "CC BY-SA 4.0",
    ),
    _lomiri(
        "perros",
        "Dos perros en una ventana",
        "Dos perros de pelo rizado y color canela se asoman por las ventanas de una casa de madera blanca",
        "Aitzol Berasategi",
        _BY,
        "CC BY 4.0",
        (0.5, 0.45),
    ),
    _lomiri(
        "amanecer",
        "Amanecer en la montaña",
        "El sol asoma sobre una cadena de montañas y alumbra la hierba de una cumbre",
        "Aitzol Berasategi",
        _BY,
        "CC BY 4.0",
        (0.5, 0.45),
    ),
    _lomiri(
        "fruta",
        "Fruta en un cuenco rojo",
        "Medio higo de pulpa roja dentro de un cuenco rojo, sobre una superficie gris de cemento",
        "Trevor «Freespace»",
        _BY,
        "CC BY 4.0",
        (0.57, 0.53),
    ),
    _lomiri(
        "quebrada",
        "Quebrada entre rocas",
        "Una quebrada baja en pequeños saltos entre rocas cubiertas de musgo, dentro de un bosque",
        "Aitzol Berasategi",
        _BY,
        "CC BY 4.0",
        (0.5, 0.6),
    ),
    _lomiri(
        "puente",
        "Cables de un puente",
        "Los cables y el tensor de un puente cruzan en diagonal un cielo azul despejado",
        "Sander Klootwijk",
        _BY_SA,
        "CC BY-SA 4.0",
        (0.6, 0.4),
    ),
    _lomiri(
        "reloj",
        "Reloj de pared",
        "Un reloj de pared blanco visto desde abajo, con números calados y luz verde en el borde",
        "Peter Nerlich",
        _BY_SA,
        "CC BY-SA 4.0",
    ),
    _lxqt(
        "flores",
        "Flores silvestres",
        "Flores silvestres moradas y azules en un prado, con el fondo desenfocado",
        (0.6, 0.35),
    ),
    _lxqt(
        "niebla",
        "Niebla sobre la colina",
        "La niebla cubre una colina sobre un campo de color ocre, bajo el cielo azul",
    ),
    _lxqt(
        "lluvia",
        "Nubes después de la lluvia",
        "Nubes oscuras, encendidas de naranja por el sol que se oculta, sobre un horizonte en sombra",
    ),
    _lxqt(
        "claro",
        "Un claro entre las nubes",
        "Un rayo de sol atraviesa las nubes de tormenta y alumbra una cadena de montañas en sombra",
    ),
    _lxqt(
        "cordillera",
        "Cordillera al atardecer",
        "Siluetas de montañas, unas tras otras, bajo un cielo cargado de nubes al atardecer",
        (0.6, 0.55),
        author="colaboradores",
    ),
    _lxqt(
        "brote",
        "Rama en flor",
        "Una rama delgada con brotes de flor rosados sobre un fondo verde desenfocado",
        (0.6, 0.45),
    ),
    _lxqt(
        "mariposa",
        "Mariposa en una flor",
        "Una mariposa de alas blancas con franjas negras, posada en una flor morada sobre fondo oscuro",
        (0.42, 0.45),
    ),
    _lxqt(
        "gota",
        "Gota de agua en una hoja",
        "Una gota de agua cuelga de la punta de una hoja de hierba curvada, sobre fondo verde",
        (0.32, 0.5),
    ),
    _plasma(
        "bosque",
        "Sendero en el bosque",
        "Un sendero estrecho se interna entre los árboles altos de un bosque húmedo",
        "Risto Saukonpää",
        (0.35, 0.6),
    ),
    _plasma(
        "cometa",
        "Cometa en el cielo",
        "Una cometa de colores vuela en un cielo azul profundo con algunas nubes",
        "Risto Saukonpää",
        (0.68, 0.38),
    ),
    _plasma(
        "musgo",
        "Plántulas vistas desde arriba",
        "Decenas de plántulas verdes en forma de estrella, vistas desde arriba; una de ellas es anaranjada",
        "Risto Saukonpää",
        (0.6, 0.5),
    ),
]
BY_KEY = {photograph.key: photograph for photograph in PHOTOGRAPHS}
