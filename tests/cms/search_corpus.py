"""
A small newsroom and forty questions to it, with the answers that every engine must give.

``python -m tests.cms.search_corpus`` writes them as a table into docs/search.md.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.utils import timezone

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "search.md"
BEGINS, ENDS = "<!-- forty questions -->\n", "<!-- end of the forty questions -->\n"

#: Bulletins: title, lead, body and department.
BULLETINS = (
    ("Nueva sede de educación rural", "Doce aulas en San Cristóbal.", "Recibe a 400 estudiantes.", "Educación"),
    ("Becas para los jóvenes de la comuna 13", "Las inscripciones cierran el viernes.", "Son 300.", "Educación"),
    ("Las campañas contra el ruido nocturno", "Visitas a los establecimientos.", "Hay sanciones.", "Ambiente"),
    ("Mantenimiento de semáforos en Laureles", "Cuadrillas en doce cruces.", "Será de noche.", "Movilidad"),
    ("Boletín 012: balance de la temporada de lluvias", "Menos emergencias.", "Hubo 38 albergues.", "Ambiente"),
    ("Boletín 013: balance de la Feria de las Flores", "Llegaron visitantes.", "Desfilaron silleteros.", "Cultura"),
    ("El plan de desarrollo fue aprobado", "El Concejo votó en plenaria.", "Rige cuatro meses después.", "Hacienda"),
    ("Desarrollo económico para las pymes", "Otro plan de créditos.", "Los bancos participan.", "Hacienda"),
    ("Ciclovías nocturnas en diciembre", "Los martes y los jueves.", "Con acompañamiento.", "Movilidad"),
    ("Vacunación gratuita en los parques", "Contra el sarampión.", "Lleve el carné.", "Salud"),
    ("Los pingüinos del acuario", "Llegan de Chile.", "Comen pescado.", "Ambiente"),
    ("Un año nuevo sin pólvora", "Operativos en bodegas.", "Se decomisó una tonelada.", "Salud"),
    ("Recolección de residuos en el centro", "Cambian los horarios.", "Saque las bolsas de noche.", "Ambiente"),
    ("Cierres viales por la maratón", "Este domingo.", "La salida es en El Poblado.", "Movilidad"),
    ("La banda sinfónica toca en Belén", "Entrada libre.", "Interpreta pasillos.", "Cultura"),
    ("Reparación del puente peatonal", "Se refuerzan las vigas.", "Costará 800 millones.", "Infraestructura"),
    ("El hospital estrena urgencias", "Con doce camillas.", "Atiende desde hoy.", "Salud"),
    ("Feria de empleo con mil vacantes", "En la Plaza Mayor.", "Lleve su hoja de vida.", "Desarrollo Social"),
    ("Descuento en el impuesto predial", "Por pronto pago.", "Hasta junio.", "Hacienda"),
    ("Autobuses eléctricos en la línea 3", "Sin humo.", "Recargan de madrugada.", "Movilidad"),
    ("Alumbrado navideño sobre el río", "Se enciende el sábado.", "Son 27 millones de bombillas.", "Cultura"),
    ("Imágenes del archivo histórico", "Placas de vidrio.", "Fueron digitalizadas.", "Cultura"),
    ("La Biblioteca España reabre sus salas", "Con más libros.", "Los sábados hay cuentos.", "Cultura"),
    ("Subsidio de arriendo", "Para hogares desplazados.", "Solicítelo en línea.", "Desarrollo Social"),
    ("Los silleteros preparan su desfile", "Santa Elena florece.", "Cargan flores a la espalda.", "Cultura"),
    ("Censo de árboles urbanos", "Guayacanes y ceibas.", "Lo hizo el Jardín Botánico.", "Ambiente"),
)
#: Pieces of the library: title, description and department.
PIECES = (
    ("Afiche: Medellín florece", "Para la Feria de las Flores.", "Cultura"),
    ("Cuña: sin pólvora hay fiesta", "Treinta segundos para la radio.", "Salud"),
)


@dataclass(frozen=True)
class Question:
    """
    What is asked, what comes first, and all that is found, by the first words of their titles.

    ``misspelt`` is answered by an engine that knows words which are alike, and by the
    databases with the suggestion ``meant``.
    """

    about: str
    asked: str
    found: tuple[str, ...] = ()
    kind: str = ""
    department: str = ""
    how: str = "all"
    meant: str = ""

    @property
    def first(self):
        return self.found[0] if self.found else ""


QUESTIONS = (
    Question("plural", "beca", ("Becas para",)),
    Question("plural", "semáforo", ("Mantenimiento de",)),
    Question("plural", "joven", ("Becas para",)),
    Question("plural", "imagen", ("Imágenes del",)),
    Question("plural", "bibliotecas", ("La Biblioteca",)),
    Question("singular", "hospitales", ("El hospital",)),
    Question("accents", "educacion", ("Nueva sede", "Becas para")),
    Question("accents", "sinfonica", ("La banda",)),
    Question("accents", "vacunacion", ("Vacunación gratuita",)),
    Question("accents", "pinguino", ("Los pingüinos",)),
    Question("ñ", "campana", ("Las campañas",)),
    Question("ñ", "campaña", ("Las campañas",)),
    Question("ñ", "españa", ("La Biblioteca",)),
    Question("ñ", "años", ("Un año",)),
    Question("verb", "reparar", ("Reparación del", "Mantenimiento de")),
    Question("verb", "aprobar", ("El plan",)),
    Question("verb", "vacunar", ("Vacunación gratuita",)),
    Question("verb", "digitalizar", ("Imágenes del",)),
    Question("synonym", "basura", ("Recolección de",)),
    Question("synonym", "bus", ("Autobuses eléctricos",)),
    Question("synonym", "clínica", ("El hospital",)),
    Question("synonym", "bici", ("Ciclovías nocturnas",)),
    Question("synonym", "tributos", ("Descuento en",)),
    Question("synonym", "arreglo semáforos", ("Mantenimiento de",)),
    Question("phrase", '"plan de desarrollo"', ("El plan",)),
    Question("phrase", "«Feria de las Flores»", ("Boletín 013", "Afiche: Medellín")),
    Question("stop words", "el plan de desarrollo", ("El plan", "Desarrollo económico")),
    Question("stop words", "los residuos en el centro", ("Recolección de",)),
    Question("number", "Boletín 012", ("Boletín 012",)),
    Question("number", "013", ("Boletín 013",)),
    Question("number", "comuna 13", ("Becas para",)),
    Question("case", "LÍNEA eléctricos", ("Autobuses eléctricos",)),
    Question("case", "mEdELLín", ("Afiche: Medellín",)),
    Question("across fields", "cierres Poblado", ("Cierres viales",)),
    Question("department", "balance", ("Boletín 013",), department="Cultura"),
    Question("department named", "movilidad semáforos", ("Mantenimiento de",)),
    Question("kind", "pólvora", ("Cuña: sin",), kind="pieza"),
    Question("beginning", "bibliot", ("La Biblioteca",), how="beginnings"),
    Question("some words", "pingüinos astronautas", ("Los pingüinos",), how="some"),
    Question("misspelt", "mantenimineto", ("Mantenimiento de",), how="alike", meant="mantenimiento"),
)


def publish():
    """Put the newsroom into the database, all of one day, in place of what the migrations planted."""
    from cms.models import SearchEntry
    from organization.models import Department
    from tests import factories
    from tests.media_assets.factories import published_piece

    SearchEntry.objects.all().delete()
    day = timezone.make_aware(datetime(2026, 3, 2, 9))
    names = {bulletin[3] for bulletin in BULLETINS}
    departments = {name: Department.objects.get_or_create(name=name, slug=slug_of(name))[0] for name in names}
    for title, lead, body, department in BULLETINS:
        factories.bulletin(
            title=title,
            lead_text=lead,
            body=[("paragraph", f"<p>{body}</p>")],
            department=departments[department],
            first_published_at=day,
        )
    for title, description, department in PIECES:
        published_piece(
            title=title,
            description=description,
            department=departments[department],
            first_published_at=day,
        )


def slug_of(department: str) -> str:
    from django.utils.text import slugify

    return slugify(department)


def table() -> str:
    """The questions and their pinned answers in Markdown."""
    lines = [
        "| n.º | about | question | first answer | how many | SQLite | PostgreSQL | the engines |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for number, question in enumerate(QUESTIONS, 1):
        narrowed = question.department or question.kind
        asked = f"{question.asked} [{narrowed}]" if narrowed else question.asked
        database = f"suggests «{question.meant}»" if question.meant else "the same"
        engine = "the same" if not question.meant else "finds it"
        lines.append(
            f"| {number} | {question.about} | {asked} | {question.first} … | {len(question.found)} "
            f"| {database} | {database} | {engine} |"
        )
    return "\n".join(lines) + "\n"


def document_with_table() -> str:
    before, _begins, rest = DOCUMENT.read_text(encoding="utf-8").partition(BEGINS)
    _old, _ends, after = rest.partition(ENDS)
    return f"{before}{BEGINS}{table()}{ENDS}{after}"


if __name__ == "__main__":
    DOCUMENT.write_text(document_with_table(), encoding="utf-8")
