"""The drawings of the demonstration, own work: what readers are told of each one."""

from dataclasses import dataclass
from pathlib import Path

from media_assets.models import Licence

FILES = Path(__file__).parent / "files"


@dataclass(frozen=True)
class Drawing:
    """A drawing or a cover of ``files``, made by ``making.drawings`` and ``making.covers``."""

    key: str
    title: str
    alt: str
    focal: tuple[float, float] = (0.5, 0.5)
    caption: str = "Ilustración."
    credit: str = "Ilustración: Secretaría de Comunicaciones"
    licence: Licence = Licence.CC_BY
    folder: str = "drawings"

    @property
    def path(self):
        return FILES / self.folder / f"{self.key}.png"


DRAWINGS = [
    Drawing(
        "biblioteca-noche",
        "Biblioteca de noche",
        "Dibujo de una biblioteca de noche, con las salas encendidas, libros y personas que leen",
        (0.45, 0.6),
    ),
    Drawing(
        "aguacero",
        "Aguacero",
        "Dibujo de un aguacero sobre casas de colores; en una terraza hay un pluviómetro",
    ),
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
_COVERS = [
    (
        "laderas-3",
        "Laderas 3",
        "Portada de la revista Laderas, número 3, «La calle propia»: casas de ladera con escalas",
    ),
    (
        "laderas-4",
        "Laderas 4",
        "Portada de la revista Laderas, número 4, «El agua que baja»: un río visto desde arriba",
    ),
    (
        "laderas-5",
        "Laderas 5",
        "Portada de la revista Laderas, número 5, «Las voces del barrio»: ondas alrededor de un dial",
    ),
    (
        "manuales-1",
        "Cómo leer la lluvia",
        "Portada del manual «Cómo leer la lluvia»: un aguacero sobre techos de colores",
    ),
    ("manuales-2", "El andén es de quien camina", "Portada del manual «El andén es de quien camina»: casas y escalas"),
    ("documentos", "Documentos oficiales", "Portada de documento oficial con el sello de la oficina y el título"),
    ("asi-vamos-7", "Así vamos 7", "Portada del informe «Así vamos», número 7, con cinco barras de colores"),
]
COVERS = [
    Drawing(f"portada-{key}", f"Portada: {title}", alt, (0.5, 0.3), caption="", folder="covers")
    for key, title, alt in _COVERS
]
CREST = Drawing(
    "escudo",
    "Sello de la oficina",
    "Sello redondo con dos montañas, un sol, un río y tres líneas de texto",
    caption="",
)
