"""
The checks, by channel: plain functions of the facts of a file and of its specification.

Each yields a ``Deviation`` for what is not as asked and nothing where all is well, or
where the format asks for nothing. Its words, its severity and its source stand with it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext_lazy

from media_assets.inspection.findings import Deviation, Severity
from media_assets.inspection.specification import Specification

#: The source of what no standard says: the format, which the office agreed with who prints or broadcasts.
OF_THE_FORMAT = gettext_lazy("the format of the piece")
#: The source of what is only said because the inspection itself has an end.
OF_THE_BOUNDS = gettext_lazy("the time and memory that the inspection has")
#: The source of what other programs make of a file.
OF_THE_RIPS = gettext_lazy("the programs themselves, which drew it page by page")


@dataclass(frozen=True, slots=True)
class Check:
    """One check as data, with the function that makes it."""

    code: str
    channels: tuple[str, ...]
    severity: Severity
    what: str
    mend: str
    standard: str
    run: Callable[[dict, Specification], Iterator[Deviation]]


class Checklist:
    """The checks of one module, in the order in which they are written."""

    def __init__(self):
        self.checks = []

    def check(self, code, channels, severity, *, what, mend, standard):
        def note(run):
            self.checks.append(Check(code, tuple(channels), severity, what, mend, standard, run))
            return run

        return note


def seen(facts, kind) -> tuple[int, list]:
    """How many things of that kind the pages of a PDF paint, and where the first of them are."""
    entry = facts.get("seen", {}).get(kind)
    return (entry["count"], entry["places"]) if entry else (0, [])
