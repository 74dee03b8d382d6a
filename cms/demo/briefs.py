"""
What departments have asked for, in each state of its way: lived through the acts of the office.

Offices ask through the newsroom's desk, the design desk makes, the direction answers.
"""

from dataclasses import dataclass
from datetime import timedelta

from wagtail.models import Page

from cms.demo.clock import at, days_from_today, moment
from media_assets.briefs import following, requests
from media_assets.briefs.acts import perform
from media_assets.briefs.machine import BY_NAME
from media_assets.models import Brief, BriefPiece, Channel, Piece, PieceFormat
from organization.business_hours import business_days_after, is_business_day

ASKS, MAKES, ANSWERS = "redaccion", "diseno", "direccion"


@dataclass(frozen=True)
class Story:
    """
    One brief: when it was asked for, by which day from today it is needed, and what became of it.

    ``wanted`` are (code of a format or a channel, how many, notes); ``acts`` are (when, who,
    act, reason); ``said`` are (when, who, text); ``pieces`` the addresses of those made for it.
    """

    title: str
    department: str
    asked: str
    needed: int
    purpose: str
    audience: str
    message: str
    wanted: tuple
    acts: tuple = ()
    said: tuple = ()
    pieces: tuple = ()
    campaign: str = ""
    urgent: str = ""


STORIES = (
    Story(
        "Ahorro de agua en la ducha: piezas para la segunda ola",
        "ambiente",
        "hace 28 d 09:10",
        -3,
        "Que los hogares acorten la ducha y revisen las fugas antes de la temporada seca.",
        "Hogares de estratos 2 a 4 que pagan la cuenta y deciden el consumo.",
        "Cada minuto menos en la ducha ahorra hasta nueve litros. La cifra la certifica la dependencia.",
        (("infografia-1080x1350", 1, "Con la tabla de consumo por aparato"), ("cuna-20s", 1, "Emisoras comunitarias")),
        (
            ("hace 27 d 08:40", MAKES, "take", ""),
            ("hace 27 d 10:00", MAKES, "start", ""),
            ("hace 6 d 16:20", MAKES, "deliver", ""),
        ),
        (
            (
                "hace 26 d 11:05",
                MAKES,
                "¿La cifra de nueve litros vale para toda la ciudad o solo para el área urbana?",
            ),
            ("hace 26 d 15:30", ASKS, "Para toda la ciudad. La ficha técnica lo confirma."),
        ),
        ("gota-infografia", "gota-cuna-ducha"),
        "cada-gota-cuenta",
    ),
    Story(
        "Red de lluvia: avisos para las laderas",
        "dagrd",
        "hace 13 d 10:00",
        4,
        "Que las familias de ladera sepan qué hacer cuando suena la alerta y dónde queda su punto de encuentro.",
        "Familias de las comunas 1, 3, 8 y 13; líderes comunitarios y rectores.",
        "Si llueve fuerte dos horas seguidas, revise el talud y llame a la línea 123.",
        (
            ("cuna-30s", 1, "Perifoneo y emisoras comunitarias"),
            ("volante-media-carta", 1, "20 000 ejemplares"),
            ("afiche-35x50", 1, "Para colegios y sedes sociales"),
        ),
        (("hace 12 d 08:30", ANSWERS, "assign", ""), ("hace 11 d 09:00", MAKES, "start", "")),
        (
            (
                "hace 6 d 14:20",
                MAKES,
                "El afiche lleva el mapa simplificado; queda en revisión con el volante y la cuña.",
            ),
        ),
        ("lluvia-cuna", "lluvia-volante", "lluvia-afiche"),
        "lluvia-avisada",
    ),
    Story(
        "Red de lluvia: pendones para los puntos de encuentro",
        "dagrd",
        "hace 9 d 15:40",
        -1,
        "Señalar los puntos de encuentro antes del segundo pico de lluvias.",
        "Vecinos que llegan a pie al punto, de día y de noche.",
        "Este es su punto de encuentro. Espere aquí las instrucciones de la brigada.",
        (("pendon-80x200", 1, "Material reflectivo, 60 copias"), ("banner-728x90", 1, "Portal de la entidad")),
        (("hace 8 d 08:15", MAKES, "take", ""), ("hace 7 d 10:30", MAKES, "start", "")),
        (("hace 2 d 09:45", ASKS, "¿Alcanzan a salir los pendones esta semana? La brigada los instala el sábado."),),
        ("lluvia-pendon", "lluvia-banner"),
        "lluvia-avisada",
    ),
    Story(
        "Medellín lee en voz alta: noche de cuentos en las bibliotecas",
        "cultura",
        "hace 6 d 11:20",
        9,
        "Llenar las doce bibliotecas en la noche de cuentos del último viernes.",
        "Familias con niñas y niños de 5 a 12 años que viven cerca de una biblioteca.",
        "El viernes a las 6 de la tarde, un cuento en voz alta en su biblioteca. Entrada libre.",
        (
            ("afiche-50x70", 1, "Una sola versión, con espacio para la dirección de cada sede"),
            ("historia-1080x1920", 3, "Una por semana"),
        ),
        (("hace 5 d 08:50", MAKES, "accept", ""), ("hace 4 d 14:00", ANSWERS, "assign", "")),
        (),
        (),
        "medellin-lee-en-voz-alta",
    ),
    Story(
        "Feria de empleo joven: comercial y redes",
        "desarrollo-economico",
        "hace 3 d 08:25",
        16,
        "Que dos mil jóvenes inscriban la hoja de vida antes de la feria.",
        "Jóvenes de 18 a 28 años que buscan el primer empleo.",
        "Su primer empleo empieza con una hoja de vida: inscríbala en línea, sin intermediarios.",
        (("comercial-30s", 1, "Con subtítulos y lengua de señas"), ("cuadrado-1080x1080", 4, "")),
        (("hace 2 d 09:30", ANSWERS, "accept", ""),),
        (
            (
                "hace 2 d 09:35",
                ANSWERS,
                "Aceptada. Falta la autorización de uso de imagen de quienes salen en el comercial.",
            ),
        ),
    ),
    Story(
        "Cierre nocturno de la línea J del cable",
        "movilidad",
        "hace 1 d 16:10",
        2,
        "Avisar a tiempo el cierre de mantenimiento y las rutas de reemplazo.",
        "Usuarios del cable entre las 8 de la noche y el cierre.",
        "La línea J cierra a las 8 de la noche del martes al jueves. Tome la ruta integrada en la estación.",
        (("banner-1200x628", 1, ""), ("cuna-15s", 1, "Sonido interno de las estaciones")),
        urgent="El contratista confirmó ayer la fecha del mantenimiento y no la puede mover.",
    ),
    Story(
        "Esterilización de perros y gatos en los corregimientos",
        "salud",
        "hace 1 d 09:00",
        11,
        "Agotar los cupos gratuitos de la jornada en los cinco corregimientos.",
        "Familias rurales con perros o gatos, muchas sin internet en casa.",
        "La esterilización es gratuita y se agenda por teléfono. Lleve el animal en ayunas.",
        (
            ("print", 1, "Algo para pegar en tiendas y juntas de acción comunal"),
            ("perifoneo-40s", 1, "Uno por corregimiento no hace falta"),
        ),
    ),
    Story(
        "Calendario de bolsillo para el próximo año",
        "hacienda",
        "hace 7 d 10:45",
        25,
        "Recordar las fechas de pago de los impuestos.",
        "Contribuyentes que pagan en las taquillas.",
        "Pague a tiempo y sin intereses.",
        (("print", 1, "5 000 ejemplares"),),
        (
            (
                "hace 5 d 11:15",
                ANSWERS,
                "reject",
                "El plan de austeridad no permite impresos de cortesía. Proponemos una pieza para la web.",
            ),
        ),
    ),
)


def items():
    return sorted(STORIES, key=lambda story: moment(story.asked))


def load(story, newsroom):
    """Live one brief through; return whether it was new."""
    if Brief.objects.filter(title=story.title).exists():
        return False
    staff = newsroom.staff
    with at(moment(story.asked)):
        brief = Brief(
            title=story.title,
            department=newsroom.departments[story.department],
            purpose=story.purpose,
            audience=story.audience,
            message=story.message,
            campaign=Page.objects.filter(slug=story.campaign).first() if story.campaign else None,
            deadline=_needed(story.needed),
            urgent_reason=story.urgent,
        )
        brief.wanted = [_wanted(*row) for row in story.wanted]
        requests.ask(brief, staff[ASKS])
    for when, kind, *told in sorted(_happenings(story), key=lambda happening: happening[0]):
        with at(when):
            if kind == "act":
                who, name, reason = told
                asked = {"assignee": staff[MAKES]} if BY_NAME[name].asks == "assignee" else {}
                perform(BY_NAME[name], brief, staff[who], reason=reason, **asked)
            elif kind == "link":
                following.link(Piece.objects.get(slug=told[0]), brief, staff[MAKES])
            else:
                requests.say(brief, told[1], (), staff[told[0]])
    return True


def _happenings(story):
    acts = [(moment(when), "act", who, name, reason) for when, who, name, reason in story.acts]
    yield from acts
    yield from ((moment(when), "say", who, text) for when, who, text in story.said)
    started = [when for when, _kind, _who, name, _reason in acts if name == "start"]
    yield from ((started[0] + timedelta(hours=3), "link", slug) for slug in story.pieces if started)


def _needed(days):
    """That many business days from today; in the past, the business day so many days ago or the one before."""
    if days > 0:
        return business_days_after(days_from_today(0), days)
    day = days_from_today(days)
    while not is_business_day(day):
        day -= timedelta(days=1)
    return day


def _wanted(what, quantity, notes):
    if what in Channel:
        return BriefPiece(channel=what, quantity=quantity, notes=notes)
    found = PieceFormat.objects.get(code=what)
    return BriefPiece(channel=found.channel, format=found, quantity=quantity, notes=notes)
