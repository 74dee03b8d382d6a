"""
The facts of a master that its inspection needs: plain values, without judgement.

Each module measures one kind of file. They run in a bounded process
(``python -m media_assets.inspection.measuring``) and import no Django. Lengths are
millimetres from the lower left corner of the page's media box, times are seconds,
shares of ink are per cent.
"""

from importlib import import_module

_MEASURERS = {
    "pdf": "papers",
    "image": "stills",
    "svg": "vectors",
    "audio": "recordings",
    "video": "recordings",
}

#: Places of one kind that are told; the count of all of them is told beside.
MOST_PLACES = 12


def measure(path, kind, extension):
    """The facts of a file of that kind; empty for what is not inspected."""
    if kind not in _MEASURERS:
        return {}
    return import_module(f"media_assets.inspection.measuring.{_MEASURERS[kind]}").measure(path, extension)
