"""The graphics state of a page as far as a press cares, and the operators that change it (ISO 32000-2, 8.4)."""

from dataclasses import dataclass, field, replace

import pikepdf

from media_assets.inspection.measuring import colours, geometry
from media_assets.inspection.measuring.colours import GREY, Space
from media_assets.inspection.measuring.functions import numbers

_DEVICE = {"g": "/DeviceGray", "rg": "/DeviceRGB", "k": "/DeviceCMYK"}
_OF_TRANSPARENCY = ("/ca", "/CA", "/SMask", "/BM")
_DEEPEST_SAVE = 1000


@dataclass
class State:
    """The graphics state, as far as it matters here."""

    ctm: tuple = geometry.IDENTITY
    clip: tuple | None = None
    fill: Space = GREY
    fill_values: tuple = (0.0,)
    fill_pattern: object = None
    stroke: Space = GREY
    stroke_values: tuple = (0.0,)
    width: float = 1.0
    dash: float | None = None
    fill_overprints: bool = False
    stroke_overprints: bool = False
    #: Whether a process ink of which nothing is said spares what is below (ISO 32000-2, 8.6.7).
    nonzero_mode: bool = False
    effects: dict = field(default_factory=dict)
    transparent: bool = False
    font: object = None
    font_size: float = 0.0
    leading: float = 0.0
    render: int = 0

    @property
    def fill_ink(self):
        """The space and the values of what is filled; of a palette, those that its number stands for."""
        return self.fill.resolved(self.fill_values)

    @property
    def stroke_ink(self):
        return self.stroke.resolved(self.stroke_values)


class Stateful:
    """Has a ``state`` of its own, saves and restores it, and knows the operators that change it."""

    def __init__(self, resources, state):
        self.resources, self.state, self.saved = resources, replace(state), []

    def save(self):
        if len(self.saved) < _DEEPEST_SAVE:
            self.saved.append(replace(self.state))

    def restore(self):
        if self.saved:
            self.state = self.saved.pop()

    def concat(self, *matrix):
        self.state.ctm = geometry.times(tuple(map(float, matrix)), self.state.ctm)

    def line_width(self, width):
        self.state.width = float(width)

    def dashes(self, pattern, _phase):
        lengths = [abs(float(length)) for length in pattern]
        self.state.dash = sum(lengths) if lengths else None

    def set_graphics(self, name):
        extra, state = self.resources["/ExtGState"][str(name)], self.state
        if "/LW" in extra:
            state.width = float(extra["/LW"])
        if "/OP" in extra:
            state.stroke_overprints = bool(extra["/OP"])
            state.fill_overprints = bool(extra.get("/op", extra["/OP"]))
        if "/op" in extra:
            state.fill_overprints = bool(extra["/op"])
        if "/OPM" in extra:
            state.nonzero_mode = int(extra["/OPM"]) == 1
        if "/Font" in extra:
            state.font, state.font_size = extra["/Font"][0], float(extra["/Font"][1])
        if said := {key: extra[key] for key in _OF_TRANSPARENCY if key in extra}:
            state.effects = state.effects | said
            state.transparent = _is_transparent(state.effects)

    def colour(self, operator, operands):
        state = self.state
        if operator.lower() in _DEVICE:
            space, values = colours.device(_DEVICE[operator.lower()]), numbers(operands)
            if len(values) != space.components:
                raise ValueError("a colour of too few or too many parts")
            self._set_colour(operator.islower(), space, values)
        elif operator in ("cs", "CS"):
            space = colours.read(operands[0], self.resources)
            self._set_colour(operator == "cs", space, _initial(space))
        elif operator in ("sc", "scn", "SC", "SCN"):
            filling = operator.islower()
            pattern = operands[-1] if operands and isinstance(operands[-1], pikepdf.Name) else None
            space = state.fill if filling else state.stroke
            self._set_colour(filling, space, numbers(operands), self._pattern(pattern))

    def _set_colour(self, filling, space, values, pattern=None):
        if filling:
            self.state.fill, self.state.fill_values, self.state.fill_pattern = space, values, pattern
        else:
            self.state.stroke, self.state.stroke_values = space, values

    def _pattern(self, name):
        return self.resources["/Pattern"][str(name)] if name is not None else None


def _initial(space):
    """The colour that a space begins with (ISO 32000-2, 8.6.3 and table 73)."""
    if space.plates:
        return (1.0,) * space.components
    return (0.0,) * 3 + (1.0,) if space.family == "cmyk" and space.components == 4 else (0.0,) * space.components


def _is_transparent(effects):
    mask, mode = effects.get("/SMask"), effects.get("/BM", "/Normal")
    if isinstance(mode, pikepdf.Array):
        mode = mode[0] if len(mode) else "/Normal"
    see_through = any(float(effects.get(key, 1)) < 1 for key in ("/ca", "/CA"))
    return see_through or isinstance(mask, pikepdf.Dictionary) or str(mode) not in ("/Normal", "/Compatible")
