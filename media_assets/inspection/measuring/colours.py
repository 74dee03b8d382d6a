"""
What colour spaces of a PDF mean to a press (ISO 32000-2, 8.6).

A space is told as ``(family, components, spots)``: family ``cmyk``, ``rgb``, ``grey``,
``lab``, ``spot`` or ``pattern``, and the names of its spot inks.
"""

from dataclasses import dataclass

import pikepdf

from media_assets.inspection.measuring import functions

_DEVICE = {
    "/DeviceGray": ("grey", 1),
    "/CalGray": ("grey", 1),
    "/G": ("grey", 1),
    "/DeviceRGB": ("rgb", 3),
    "/CalRGB": ("rgb", 3),
    "/RGB": ("rgb", 3),
    "/DeviceCMYK": ("cmyk", 4),
    "/CMYK": ("cmyk", 4),
    "/CalCMYK": ("cmyk", 4),
    "/Lab": ("lab", 3),
    "/Pattern": ("pattern", 0),
}
_BY_COMPONENTS = {1: "grey", 3: "rgb", 4: "cmyk"}
PROCESS_INKS = ("Cyan", "Magenta", "Yellow", "Black")
_DEEPEST = 6
#: Of one space of named inks (ISO 32000-2, annex C).
MOST_INKS = 32


@dataclass(frozen=True)
class Space:
    family: str
    components: int
    spots: tuple[str, ...] = ()
    #: Colours of an indexed space in bytes, and the space that they are of.
    palette: bytes | None = None
    base: "Space | None" = None
    #: The plates that a space of named inks paints on, spots or not.
    plates: tuple[str, ...] = ()
    #: Whether its components are the inks of the press themselves, which alone can be spared by an overprint
    #: (ISO 32000-2, 8.6.7: nonzero overprint mode).
    device: bool = False

    def resolved(self, values) -> tuple["Space", tuple]:
        """Space and values of a colour: of a palette, those that its number stands for (ISO 32000-2, 8.6.6.3)."""
        if self.base is None or not values:
            return self, values
        start = max(0, int(values[0])) * self.base.components
        told = self.palette[start : start + self.base.components]
        return self.base, tuple(byte / 255 for byte in told)

    def ink(self, values) -> float:
        """Per cent of ink that a colour of this space lays down; what is no ink counts as none."""
        if self.family == "cmyk":
            return 100 * sum(values[:4])
        if self.family == "spot":
            return 100 * sum(values)
        if self.family == "grey" and values:
            return 100 * (1 - values[0])
        return 0.0

    def is_white(self, values) -> bool:
        """Whether a colour of this space leaves the paper bare."""
        if self.family == "grey":
            return bool(values) and values[0] >= 1
        return self.family in ("cmyk", "spot") and not any(values)

    def is_black_alone(self, values) -> bool:
        """Whether a colour of this space is solid black of one ink."""
        if self.plates:
            return self.plates == ("Black",) and bool(values) and values[0] >= SOLID
        if self.family == "grey":
            return self.components == 1 and bool(values) and values[0] <= 1 - SOLID
        return self.family == "cmyk" and len(values) == 4 and not any(values[:3]) and values[3] >= SOLID

    def is_coloured(self, values) -> bool:
        """Whether a colour of this space lays down more than black."""
        if self.plates:
            return any(value > TINT for plate, value in zip(self.plates, values, strict=False) if plate != "Black")
        if self.family == "cmyk":
            return any(value > TINT for value in values[:3])
        if self.family == "rgb":
            return len(values) == 3 and (max(values) - min(values) > TINT)
        return self.family == "lab" and any(abs(value) > 5 for value in values[1:3])

    def spares(self, nonzero_mode) -> bool:
        """
        Whether overprint leaves the inks below alone that a colour of this space does not use.

        Named inks always do; of the process inks only those that are said directly, in the nonzero
        mode (ISO 32000-2, 8.6.7): a grey or an ICC profile paints on every plate.
        """
        return bool(self.plates) or (self.device and self.family == "cmyk" and nonzero_mode)


#: Shares of an ink: from here on it is solid, and up to here it is not seen.
SOLID, TINT = 0.98, 0.05
GREY = Space("grey", 1)


def read(value, resources=None, depth=0) -> Space:
    """The space that a name or an array of a page stands for. Raises ``ValueError`` for one that is none."""
    if depth > _DEEPEST:
        raise ValueError("a space that leads back to itself")
    if isinstance(value, pikepdf.Name):
        return _named(value, resources, depth)
    if not isinstance(value, pikepdf.Array) or not len(value):
        return GREY
    kind = str(value[0])
    if kind == "/ICCBased":
        components = int(value[1].get("/N", 0))
        if components not in _BY_COMPONENTS:
            raise ValueError("a profile of so many inks is none")
        alternate = value[1].get("/Alternate")
        family = "lab" if str(alternate).startswith("[") and str(alternate[0]) == "/Lab" else None
        return Space(family or _BY_COMPONENTS[components], components)
    if kind in ("/Indexed", "/I"):
        base = read(value[1], resources, depth + 1)
        table = value[3]
        if not isinstance(table, pikepdf.Stream | pikepdf.String):
            raise ValueError("colours that are none")
        palette = table.read_bytes() if isinstance(table, pikepdf.Stream) else bytes(table)
        return Space(base.family, 1, base.spots, palette, base)
    if kind in ("/Separation", "/DeviceN"):
        return _inks(value, kind)
    if kind == "/Pattern":
        return read(value[1], resources, depth + 1) if len(value) > 1 else Space("pattern", 0)
    return device(kind)


def device(kind) -> Space:
    """The space of that name, which needs no description. Raises ``ValueError`` for one that nobody knows."""
    if kind not in _DEVICE:
        raise ValueError("an unknown space")
    family, components = _DEVICE[kind]
    return Space(family, components, device=kind in ("/DeviceCMYK", "/CMYK"))


def _named(name, resources, depth):
    if str(name) in _DEVICE:
        return device(str(name))
    spaces = resources.get("/ColorSpace") if resources is not None else None
    if spaces is not None and str(name) in spaces:
        return read(spaces[str(name)], resources, depth + 1)
    raise ValueError("an unknown space")


def _inks(value, kind):
    if kind == "/DeviceN" and len(value[1]) > MOST_INKS:
        raise ValueError("more inks than a press or a viewer knows")
    # An ink that no viewer can show in place of its plate; of all plates and of none, nobody asks.
    functions.check(value[3])
    names = [str(name)[1:] for name in ([value[1]] if kind == "/Separation" else value[1])]
    spots = tuple(name for name in names if name not in (*PROCESS_INKS, "None", "All"))
    if not spots and len(names) == 4 and tuple(names) == PROCESS_INKS:
        return Space("cmyk", 4)
    return Space("spot" if spots or "All" in names else "cmyk", len(names), spots, plates=tuple(names))
