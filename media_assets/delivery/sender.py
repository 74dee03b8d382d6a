"""
Who delivers, as it stands on the sheet, the licence and the letter.

The name and the contacts of the office are settings of the site, which this room does not
know: the room that keeps them hangs its reader on ``sender``.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Office:
    office: str = ""
    institution: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""

    @property
    def names(self) -> str:
        return ", ".join(filter(None, (self.office, self.institution)))

    @property
    def contacts(self) -> str:
        return " · ".join(filter(None, (self.email, self.phone, self.address)))


class Sender:
    """A function ``() -> Office``, set once when the house starts; anonymous until then."""

    def __init__(self):
        self._reader = None

    def reads_from(self, reader):
        self._reader = reader
        return reader

    def __call__(self) -> Office:
        return self._reader() if self._reader else Office()


sender = Sender()
