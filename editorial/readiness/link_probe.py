"""
Asking an address outside whether it is there, without being led inside.

Whoever writes a link chooses what the house connects to. So only the web's schemes and
ports are asked; a name must resolve to public addresses alone, at each redirect anew; and
the connection goes to the very address that was looked at, whatever the name says later.
Time, redirects and bytes are bounded.
"""

import errno
import ipaddress
import socket
import ssl
import threading
import time
from contextlib import closing, suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, InvalidURL
from urllib.parse import quote, urljoin, urlsplit

from editorial.models import LinkCheck

Status, Reason = LinkCheck.Status, LinkCheck.Reason

AGENT = "Rotativa (revisa los enlaces de sus boletines)"
REDIRECTS = {301, 302, 303, 307, 308}
GONE = {404, 410}
#: Doors that many sites shut to machines while people come in.
CLOSED = {401, 403, 405, 406, 429, 451, 999}
NAT64 = ipaddress.ip_network("64:ff9b::/96")


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one link may cost (seconds, redirects, bytes), and where it may lead."""

    seconds: float = 5
    redirects: int = 3
    size: int = 64 * 1024
    ports: frozenset = frozenset({80, 443})
    #: Networks that are asked although they are not public.
    allowed: tuple = ()


@dataclass(frozen=True, slots=True)
class Answer:
    status: str
    reason: str = ""
    http_status: int | None = None


class Stopped(Exception):
    """The address is not asked any further; carries the answer."""

    def __init__(self, status, reason):
        self.answer = Answer(status, reason)
        super().__init__(reason)


def probe(url, bounds=None) -> Answer:
    """What the address answers now. Never raises; takes hardly longer than the bound in all."""
    bounds = bounds or Bounds()
    deadline = time.monotonic() + bounds.seconds
    try:
        for _hop in range(bounds.redirects + 1):
            target = _Target(url, bounds)
            status, location = _ask(target, "HEAD", deadline)
            if status not in REDIRECTS and not 200 <= status < 300:
                # Many servers answer only to what a browser asks.
                status, location = _ask(target, "GET", deadline)
            if status not in REDIRECTS or not location:
                return _judge(status)
            url = urljoin(url, location)
        return Answer(Status.UNKNOWN, Reason.REDIRECTS)
    except Stopped as stopped:
        return stopped.answer


def _judge(status):
    if 200 <= status < 300:
        return Answer(Status.OK, "", status)
    if status in GONE:
        return Answer(Status.BROKEN, Reason.GONE, status)
    return Answer(Status.UNKNOWN, Reason.CLOSED if status in CLOSED else Reason.FAULT, status)


class _Target:
    """An address taken apart: what to ask, of whom."""

    def __init__(self, url, bounds):
        self.bounds = bounds
        try:
            parts = urlsplit(url)
            self.tls = parts.scheme == "https"
            self.host = (parts.hostname or "").encode("idna").decode()
            self.port = parts.port or (443 if self.tls else 80)
        except ValueError as error:
            raise Stopped(Status.BROKEN, Reason.MALFORMED) from error
        if parts.scheme not in ("http", "https") or not self.host:
            raise Stopped(Status.BROKEN, Reason.MALFORMED)
        if self.port not in bounds.ports:
            raise Stopped(Status.UNKNOWN, Reason.PORT)
        path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~")
        self.path = path + (f"?{quote(parts.query, safe="/%:@!$&'()*+,;=~?[]")}" if parts.query else "")

    def addresses(self, deadline) -> list[str]:
        """The addresses of the host, all of them public."""
        found = [ipaddress.ip_address(address) for address in _resolve(self.host, self.port, deadline)]
        if not all(is_public(address) or any(address in net for net in self.bounds.allowed) for address in found):
            raise Stopped(Status.BROKEN, Reason.INSIDE)
        return [str(address) for address in found]


def is_public(address) -> bool:
    """Whether everybody on the internet means the same machine by it; addresses that wrap another are unwrapped."""
    inner = None
    if address.version == 6:
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo and address.teredo[1])
        if address in NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    if inner is not None:
        return is_public(inner)
    return address.is_global and not (address.is_multicast or address.is_reserved)


def _resolve(host, port, deadline):
    """The resolver keeps its own time, so it is waited for only until the deadline."""
    found = []

    def look_up():
        try:
            found.append(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except OSError as error:
            found.append(error)

    thread = threading.Thread(target=look_up, daemon=True)
    thread.start()
    thread.join(_left(deadline))
    if not found:
        raise Stopped(Status.UNKNOWN, Reason.SLOW)
    if isinstance(found[0], OSError):
        unknown = isinstance(found[0], socket.gaierror) and found[0].errno != socket.EAI_NONAME
        raise Stopped(*((Status.UNKNOWN, Reason.NETWORK) if unknown else (Status.BROKEN, Reason.NO_HOST)))
    # A scope belongs to a link-local address, which is not public anyway.
    return dict.fromkeys(entry[4][0].partition("%")[0] for entry in found[0])


def _left(deadline):
    left = deadline - time.monotonic()
    if left <= 0:
        raise Stopped(Status.UNKNOWN, Reason.SLOW)
    return left


class _Pinned(HTTPConnection):
    """A connection to an address that was looked at before, for the host that the link names."""

    def __init__(self, target, address, deadline):
        super().__init__(target.host, target.port)
        self.target, self.address, self.deadline = target, address, deadline
        self.default_port = 443 if target.tls else 80

    def connect(self):
        self.sock = socket.create_connection((self.address, self.port), timeout=_left(self.deadline))
        if self.target.tls:
            context = ssl.create_default_context()
            self.sock = context.wrap_socket(self.sock, server_hostname=self.host, do_handshake_on_connect=False)
        # The time of a socket begins anew with each byte; a server that drips them is hung up on.
        self.watch = threading.Timer(_left(self.deadline), self.hang_up, [self.sock])
        self.watch.daemon = True
        self.watch.start()
        if self.target.tls:
            self.sock.do_handshake()

    @staticmethod
    def hang_up(sock):
        with suppress(OSError):
            # Not the TLS socket's own, which would forget its session under the reader's hands.
            socket.socket.shutdown(sock, socket.SHUT_RDWR)

    def close(self):
        if watch := getattr(self, "watch", None):
            watch.cancel()
        super().close()


def _ask(target, method, deadline):
    """``(status, where to)`` of one request to the first address of the host that takes it."""
    failure = Stopped(Status.BROKEN, Reason.NO_HOST)
    for address in target.addresses(deadline):
        try:
            with closing(_Pinned(target, address, deadline)) as connection:
                connection.request(method, target.path, headers={"User-Agent": AGENT, "Accept": "*/*"})
                with connection.getresponse() as response:
                    response.read(target.bounds.size)
                    return response.status, response.getheader("Location")
        except InvalidURL as error:
            raise Stopped(Status.BROKEN, Reason.MALFORMED) from error
        except (OSError, HTTPException) as error:
            failure = _failure(error, deadline)
    raise failure


def _failure(error, deadline):
    if isinstance(error, TimeoutError) or time.monotonic() >= deadline:
        return Stopped(Status.UNKNOWN, Reason.SLOW)
    if isinstance(error, ssl.SSLCertVerificationError):
        return Stopped(Status.BROKEN, Reason.CERTIFICATE)
    if isinstance(error, OSError) and error.errno in (errno.ENETUNREACH, errno.ENETDOWN):
        return Stopped(Status.UNKNOWN, Reason.NETWORK)
    if isinstance(error, ConnectionRefusedError):
        return Stopped(Status.BROKEN, Reason.REFUSED)
    return Stopped(Status.UNKNOWN, Reason.FAULT)
