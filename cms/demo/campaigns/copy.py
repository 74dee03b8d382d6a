"""The shapes in which the campaigns are written."""

from dataclasses import dataclass, field

from media_assets.models import Channel, Licence


@dataclass(frozen=True)
class Copy:
    """
    What every piece of a campaign says about itself.

    ``format`` is a code of the format catalogue. ``state`` is one of publicado, borrador,
    en revisión (``approvals`` steps done), devuelto, programado, vencido, retirado;
    ``when`` says when it got there.
    """

    key: str
    format: str
    title: str
    description: str
    alt: str
    state: str = "publicado"
    when: str = ""
    approvals: int = 0
    comment: str = ""
    goes_out: str = ""
    licence: Licence = Licence.CC_BY_NC_ND
    rights_days: int = 365
    people: bool = False

    channel = None


@dataclass(frozen=True)
class Sheet(Copy):
    """A print piece: ``template`` of the typesetter and the words of this piece."""

    template: str = ""
    headline: str = ""
    message: str = ""
    call: str = ""
    photo: str = ""
    tone: str = "ink"
    panels: tuple = ()
    figures: tuple = ()

    channel = Channel.PRINT


@dataclass(frozen=True)
class Screen(Sheet):
    """A web piece of the same campaign; ``size`` in pixels, ``limit`` in bytes."""

    template: str = "aviso_web"
    size: tuple[int, int] = (1200, 628)
    limit: int | None = None

    channel = Channel.WEB


@dataclass(frozen=True)
class Line:
    """A sentence that is spoken. Voices: ``a`` announces, ``b`` answers."""

    text: str
    voice: str = "a"


@dataclass(frozen=True)
class Spot(Copy):
    """A radio piece: its lines and the mood of its music; ``seconds`` is the exact length."""

    lines: tuple[Line, ...] = ()
    seconds: float | None = 30
    mood: str = "bambuco"

    channel = Channel.RADIO

    @property
    def transcript(self):
        return "\n\n".join(line.text for line in self.lines)


@dataclass(frozen=True)
class Scene:
    """A shot: what is said, what is read on the screen, and the photograph behind (none: a drawing)."""

    text: str
    plate: str = ""
    photo: str = ""


@dataclass(frozen=True)
class Film(Copy):
    """A television piece: its scenes and the mood of its music."""

    scenes: tuple[Scene, ...] = ()
    seconds: float | None = 30
    mood: str = "bambuco"
    ink: str = "#0a6c8f"
    accent: str = "#ffc629"

    channel = Channel.TV

    @property
    def lines(self):
        return tuple(Line(scene.text) for scene in self.scenes if scene.text)

    @property
    def transcript(self):
        return "\n\n".join(line.text for line in self.lines)


@dataclass(frozen=True)
class Indicator:
    name: str
    baseline: str
    goal: str
    result: str = ""
    source: str = ""


@dataclass(frozen=True)
class Series:
    """What several pieces of no campaign have in common: title, colours and who signs."""

    title: str
    department: str
    colour: dict
    accent: dict
    url: str
    date_line: str
    motif: str
    office: str
    pieces: tuple[Copy, ...]
    when: str = ""


@dataclass(frozen=True)
class Campaign:
    """
    A campaign and its pieces. ``starts`` and ``ends`` are days from today; colours are
    process percentages with their equivalent for screens; the body is in ``texts/campanas``.
    """

    key: str
    title: str
    slogan: str
    department: str
    topics: tuple[str, ...]
    strategy: str
    objective: str
    audiences: tuple[str, ...]
    messages: tuple[str, ...]
    starts: int
    ends: int
    territories: str
    lead_image: str
    colour: dict
    accent: dict
    url: str
    date_line: str
    motif: str
    office: str
    state: str
    when: str
    approvals: int = 0
    indicators: tuple[Indicator, ...] = ()
    sheets: tuple[Sheet, ...] = field(default=())
    screens: tuple[Screen, ...] = field(default=())
    spots: tuple[Spot, ...] = field(default=())
    films: tuple[Film, ...] = field(default=())

    @property
    def pieces(self):
        return (*self.sheets, *self.spots, *self.films, *self.screens)
