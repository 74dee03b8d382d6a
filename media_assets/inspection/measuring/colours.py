"""
What colour spaces of a PDF mean to a press (ISO 32000-2, 8.6).

A space is told as ``(family, components, spots)``: family ``cmyk``, ``rgb``, ``grey``,
``lab``, ``spot`` or ``pattern``, and the names of its spot inks.
"""

from dataclasses import dataclass

import pikepdf

_DEVICE = {
    "/DeviceGray": ("grey", 1),
    "/CalGray": ("grey", 1),
    "/G": ("grey", 1),
    "/DeviceRGB": ("rgb", 3),
    "/CalRGB": ("rgb", 3),
    "/RGB": ("rgb", 3),
    "/DeviceCMYK": ("cmyk", 4),
    "/CMYK": ("cmyk", 4),
    "/Lab": ("lab", 3),
    "/Pattern": ("pattern", 0),
}
_BY_COMPONENTS = {1: "grey", 3: "rgb", 4: "cmyk"}
PROCESS_INKS = ("Cyan", "Magenta", "Yellow", "Black")
_DEEPEST = 6


@dataclass(frozen=True)
class Space:
    family: str
    components: int
    spots: tuple[str, ...] = ()
    #: Colours of an indexed space, ready to be counted as ink.
    palette: bytes | None = None

    def ink(self, values) -> float:
        """Per cent of ink that a colour of this space lays down; what is no ink counts as none."""
        if self.family == "cmyk":
            return 100 * sum(values[:4])
        if self.family == "spot":
            return 100 * sum(values)
        if self.family == "grey" and values:
            return 100 * (1 - values[0])
        return 0.0


GREY = Space("grey", 1)


def read(value, resources=None, depth=0) -> Space:
    """The space that a name or an array of a page stands for."""
    if depth > _DEEPEST:
        return GREY
    if isinstance(value, pikepdf.Name):
        return _named(value, resources, depth)
    if not isinstance(value, pikepdf.Array) or not len(value):
        return GREY
    kind = str(value[0])
    if kind == "/ICCBased":
        components = int(value[1].get("/N", 3))
        alternate = value[1].get("/Alternate")
        family = "lab" if str(alternate).startswith("[") and str(alternate[0]) == "/Lab" else None
        return Space(family or _BY_COMPONENTS.get(components, "rgb"), components)
    if kind in ("/Indexed", "/I"):
        base = read(value[1], resources, depth + 1)
        table = value[3]
        palette = table.read_bytes() if isinstance(table, pikepdf.Stream) else bytes(table)
        return Space(base.family, 1, base.spots, palette)
    if kind in ("/Separation", "/DeviceN"):
        return _inks(value, kind)
    if kind == "/Pattern":
        return read(value[1], resources, depth + 1) if len(value) > 1 else Space("pattern", 0)
    family, components = _DEVICE.get(kind, ("grey", 1))
    return Space(family, components)


def _named(name, resources, depth):
    if str(name) in _DEVICE:
        family, components = _DEVICE[str(name)]
        return Space(family, components)
    spaces = resources.get("/ColorSpace") if resources is not None else None
    if spaces is not None and str(name) in spaces:
        return read(spaces[str(name)], resources, depth + 1)
    return GREY


def _inks(value, kind):
    names = [str(name)[1:] for name in ([value[1]] if kind == "/Separation" else value[1])]
    spots = tuple(name for name in names if name not in (*PROCESS_INKS, "None", "All"))
    if not spots and len(names) == 4 and tuple(names) == PROCESS_INKS:
        return Space("cmyk", 4)
    return Space("spot" if spots or "All" in names else "cmyk", len(names), spots)
