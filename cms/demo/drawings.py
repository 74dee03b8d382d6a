"""The drawings of the demonstration, own work: what readers are told of each one."""

from dataclasses import dataclass
from pathlib import Path

from media_assets.models import Licence

FOLDER = Path(__file__).parent / "files" / "drawings"


@dataclass(frozen=True)
class Drawing:
    """A drawing of ``files/drawings``, made by ``making.drawings``."""

    key: str
    title: str
    alt: str
    focal: tuple[float, float] = (0.5, 0.5)
    caption: str = "Ilustración."
    credit: str = "Ilustración: Secretaría de Comunicaciones"
    licence: Licence = Licence.CC_BY

    @property
    def path(self):
        return FOLDER / f"{self.key}.png"


DRAWINGS = [
    Drawing(
        "calle",
        "Escalas de barrio",
        "Dibujo de casas de colores escalonadas en una ladera, con unas escalas blancas en medio",
        (0.45, 0.5),
    ),
    Drawing("libros", "Anaqueles", "Dibujo de dos anaqueles llenos de libros de colores; uno de ellos está recostado"),
    Drawing(
        "radio",
        "Ondas de radio",
        "Dibujo de círculos de colores que salen de un dial, con una forma de onda blanca",
        (0.3, 0.6),
    ),
    Drawing(
        "valle",
        "El valle al amanecer",
        "Dibujo de montañas en capas, con el sol naranja detrás y las luces de una ciudad al pie",
    ),
    Drawing(
        "rio",
        "El río desde arriba",
        "Dibujo de un río que serpentea entre manzanas de colores, con tres puentes",
        (0.45, 0.5),
    ),
    Drawing(
        "cable", "Cable aéreo", "Dibujo de cuatro cabinas de cable aéreo que suben una ladera con casas de colores"
    ),
    Drawing(
        "circulo",
        "Una silla libre",
        "Dibujo, visto desde arriba, de once personas sentadas en círculo alrededor de un libro; hay una silla libre",
    ),
    Drawing(
        "cuentas",
        "Presupuesto",
        "Dibujo de edificios de colores ordenados de menor a mayor, como las barras de una gráfica",
    ),
    Drawing("arbol", "Un árbol con aves", "Dibujo de un árbol frondoso con cinco aves de colores", (0.5, 0.4)),
    Drawing("cuidado", "Corazón", "Dibujo de un corazón blanco dentro de círculos de colores"),
]
CREST = Drawing(
    "escudo",
    "Sello de la oficina",
    "Sello redondo con dos montañas, un sol, un río y tres líneas de texto",
    caption="",
)
