"""
A package as it is written: a zip that any system opens, with the checksums of all that is in it.

Media is stored and not compressed a second time. Sizes pass 4 GiB where they must (ZIP64),
and only there, so that old programs open what they can. Nothing is held in memory.
"""

import hashlib
import zipfile
from contextlib import suppress
from dataclasses import dataclass

from django.utils import timezone

CHUNK = 1024 * 1024
SUMS = "SHA256SUMS"


class NotTheMaster(Exception):
    """The stored bytes are not those that were uploaded."""


@dataclass(frozen=True, slots=True)
class Packed:
    """One file of the package; ``path`` is below the one folder of the package."""

    path: str
    size: int
    sha256: str


class Archive:
    """
    The zip of one folder, written to an open file in a ``with`` block.

    ``moment`` dates the entries; ``advance(bytes)`` is called as they are written.
    """

    def __init__(self, file, folder, moment, advance=lambda count: None):
        self._zip = zipfile.ZipFile(file, "w", zipfile.ZIP_STORED)
        self._folder = folder
        self._date = timezone.localtime(moment).timetuple()[:6]
        self._advance = advance
        self.packed: list[Packed] = []

    def add(self, path: str, content: bytes) -> Packed:
        """A file made here: the sheet, a text. Compressed where that helps."""
        entry = self._entry(path, len(content))
        entry.compress_type = zipfile.ZIP_STORED if path.endswith(".pdf") else zipfile.ZIP_DEFLATED
        self._zip.writestr(entry, content)
        self._advance(len(content))
        return self._note(path, len(content), hashlib.sha256(content).hexdigest())

    def copy(self, path: str, source, size: int, sha256: str = "") -> Packed:
        """
        A stored file, bit for bit; ``source`` has ``read``.

        Raises ``NotTheMaster`` where the bytes are not as many, or not those of the checksum on record.
        """
        digest, written = hashlib.sha256(), 0
        with self._zip.open(self._entry(path, size), "w") as place:
            while chunk := source.read(CHUNK):
                digest.update(chunk)
                written += len(chunk)
                if written > size:
                    raise NotTheMaster(path)
                place.write(chunk)
                self._advance(len(chunk))
        if written != size or (sha256 and digest.hexdigest() != sha256):
            raise NotTheMaster(path)
        return self._note(path, written, digest.hexdigest())

    def __enter__(self):
        return self

    def __exit__(self, failure, *details):
        """End with the checksums, which ``sha256sum -c`` reads, and the directory of the zip."""
        if failure is not None:
            with suppress(Exception):
                self._zip.close()
            return
        lines = "".join(f"{each.sha256}  {each.path}\n" for each in self.packed)
        self._zip.writestr(self._entry(SUMS, len(lines)), lines.encode())
        self._zip.close()

    def _entry(self, path, size):
        if any(each.path == path for each in self.packed):
            raise ValueError(f"Two files of the package are called {path}.")
        entry = zipfile.ZipInfo(f"{self._folder}/{path}", date_time=self._date)
        entry.external_attr = 0o644 << 16
        # Known beforehand, so that the longer headers are used where they are needed and only there.
        entry.file_size = size
        return entry

    def _note(self, path, size, sha256):
        packed = Packed(path, size, sha256)
        self.packed.append(packed)
        return packed
