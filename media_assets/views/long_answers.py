"""
How many long answers a web process gives at once.

Whoever reads slowly holds a thread of the process as long as it takes (WSGI has one for
each answer), and a dozen of them would hold the whole site. Some threads therefore never
give long answers: pages, and whatever is short, come at any time.
"""

from collections import Counter
from threading import RLock

from django.conf import settings

from organization.pace import visitor_of

#: Bytes from which an answer is long; less than it goes off the hands of the process at once, whoever reads it.
LONG = 1024 * 1024

_given = Counter()
# An answer may be collected while this very thread counts.
_lock = RLock()


class TooManyReaders(Exception):
    """All places for long answers are taken, or this visitor has their share of them."""


class Placed:
    """An open file with its place among the long answers, which is free again when the file is closed."""

    def __init__(self, file, visitor):
        self.read = file.read
        self._file = file
        self._visitor = visitor
        self._holds = True

    def close(self):
        try:
            self._file.close()
        finally:
            self._leave()

    def __del__(self):
        # An answer that was dropped on its way out is never closed.
        self._leave()

    def _leave(self):
        with _lock:
            if self._holds:
                self._holds = False
                _given[self._visitor] -= 1


def placed(request, length, open_file):
    """
    What ``open_file()`` opens, an answer of ``length`` bytes, once there is a place for it.

    Raises ``TooManyReaders``. One visitor takes half of the places at most, so that the other
    half is for others. People with an account are not counted one by one, nor is this machine.
    """
    most = settings.LONG_ANSWERS_AT_ONCE
    if length < LONG or not most:
        return open_file()
    visitor = visitor_of(request)
    if visitor and request.user.is_authenticated:
        visitor = None
    with _lock:
        if _given.total() >= most or (visitor and _given[visitor] >= max(1, most // 2)):
            raise TooManyReaders
        _given[visitor] += 1
    try:
        return Placed(open_file(), visitor)
    except BaseException:
        with _lock:
            _given[visitor] -= 1
        raise
