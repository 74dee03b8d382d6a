"""
Who publishes, as it stands on what leaves the house: PDF editions, press kits.

The name of the office is a setting of the site, which this room does not know:
the room that keeps it hangs its reader on ``publisher``.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Imprint:
    office: str = ""
    institution: str = ""
    press_email: str = ""
    phone: str = ""
    address: str = ""


class Publisher:
    """A function ``page -> Imprint``, set once when the house starts; anonymous until then."""

    def __init__(self):
        self._reader = None

    def reads_from(self, reader):
        self._reader = reader
        return reader

    def of(self, page) -> Imprint:
        return self._reader(page) if self._reader else Imprint()


publisher = Publisher()
