"""
Whether the search engine may be asked, as this process has seen it.

An engine that failed is left in peace for a while: nobody waits for its timeout a
second time, and it is told once in the log that it is gone and once that it is back.
"""

import logging
import threading
import time
from contextlib import contextmanager

logger = logging.getLogger(__name__)

#: Seconds for which an engine that did not answer is not asked again.
PAUSE = 15

#: Characters of a reason that are told.
_REASON = 500

_NOT_LET_IN, _BUSY = (401, 403), 429

#: The packages whose exceptions are the engine's or its client's.
CLIENTS = frozenset({"opensearchpy", "elasticsearch", "elastic_transport", "urllib3"})


class Availability:
    """A fuse: one failure opens it; after the pause one caller tries, and its answer closes it again."""

    def __init__(self):
        self._lock = threading.Lock()
        self.is_down = False
        self._asked_again_at = 0.0

    def may_ask(self) -> bool:
        if not self.is_down:
            return True
        with self._lock:
            if time.monotonic() < self._asked_again_at:
                return False
            # This caller tries; the others wait for what it finds.
            self._asked_again_at = time.monotonic() + PAUSE
            return True

    def failed(self, fault):
        with self._lock:
            if not self.is_down:
                logger.warning("%s: the database searches", told(fault))
            self.is_down = True
            self._asked_again_at = time.monotonic() + PAUSE

    def answered(self):
        if self.is_down:
            with self._lock:
                if self.is_down:
                    logger.warning("The search engine answers again")
                self.is_down = False


engine = Availability()


class NotUnderstood(Exception):
    """Something answered that is no search engine, or not one that is well: a proxy's page, half an answer."""


@contextmanager
def understanding():
    """Around what asks and reads the answer: one of another shape is the engine's fault, told with its cause."""
    try:
        yield
    except (LookupError, TypeError, AttributeError, ValueError) as fault:
        logger.exception("What the search engine answered could not be understood")
        raise NotUnderstood from fault


def is_of_engine(fault: BaseException) -> bool:
    """Whether it is the engine that failed, and not what asks it."""
    return isinstance(fault, NotUnderstood) or type(fault).__module__.partition(".")[0] in CLIENTS


def is_refusal(fault: BaseException) -> bool:
    """Whether the engine is well and refused this one question (HTTP 400)."""
    return getattr(fault, "status_code", None) == 400


def told(fault: BaseException) -> str:
    """What is wrong with the engine, in one line for the log: where it says why, its reason, which names what to mend."""
    kind, said = type(fault).__name__, " ".join(str(fault).split())[:_REASON]
    if is_refusal(fault):
        return f"The search engine refuses what it is asked ({said})"
    if (status := getattr(fault, "status_code", None)) in _NOT_LET_IN:
        return f"The search engine does not let in the account of SEARCH_URL ({status})"
    if "ssl" in kind.lower() or "tls" in kind.lower():
        return f"The search engine is not trusted; SEARCH_CA_FILE may name its authority ({said})"
    reason = f"{kind}, {status}" if status == _BUSY else kind
    return f"The search engine does not answer ({reason})"
