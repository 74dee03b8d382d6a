"""What the house knows of its mail server, for every room that sends letters."""

import smtplib
import socket
from collections.abc import Callable

#: What says that no letter would be taken now; anything else concerns one letter.
SERVER_IS_DOWN = (
    ConnectionError,
    TimeoutError,
    socket.gaierror,
    smtplib.SMTPServerDisconnected,
    smtplib.SMTPConnectError,
    smtplib.SMTPAuthenticationError,
)
#: Minutes until the next attempt, at most.
LONGEST_WAIT = 60


def minutes_to_wait(attempts: int) -> int:
    """Until the next attempt, after so many that failed: longer each time."""
    return min(2 ** (attempts - 1), LONGEST_WAIT)


def one_round(send_next: Callable[[], int | None], most: int) -> int:
    """
    Send up to so many letters; returns how many the server took.

    ``send_next`` says 1 for a letter sent, 0 for one that was not, and None when nothing
    is due or the server is down.
    """
    sent = 0
    for _number in range(most):
        if (outcome := send_next()) is None:
            break
        sent += outcome
    return sent
