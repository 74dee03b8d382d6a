"""Links to other sites are asked in the background, within bounds, and never inside the house."""

import ipaddress
import socket
import threading
import time
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace

import pytest
from django.utils import timezone

from editorial import tasks
from editorial.models import LinkCheck
from editorial.readiness import link_checks, link_probe
from editorial.readiness.catalogue import blocking, check
from editorial.readiness.link_probe import Bounds, is_public, probe
from tests import factories
from tests.editorial import chain, doors

Status, Reason = LinkCheck.Status, LinkCheck.Reason
LOOPBACK = (ipaddress.ip_network("127.0.0.1/32"),)


class Site(BaseHTTPRequestHandler):
    """A small site with every kind of page."""

    def do_HEAD(self):
        self.server.asked.append((self.command, self.path, self.headers["Host"]))
        name, _slash, rest = self.path.strip("/").partition("/")
        match name:
            case "esta" | "larga":
                self._answer(200)
            case "solo-get":
                self._answer(405 if self.command == "HEAD" else 200)
            case "cerrada":
                self._answer(403)
            case "falla":
                self._answer(500)
            case "va":
                self._answer(302, Location=f"/va/{int(rest) - 1}" if int(rest) > 1 else "/esta")
            case "adentro":
                self._answer(302, Location="http://169.254.169.254/latest/meta-data/")
            case "gotea":
                self._drip()
            case _:
                self._answer(404)

    do_GET = do_HEAD

    def _answer(self, status, **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def _drip(self):
        try:
            while not self.server.over.wait(0.05):
                self.wfile.write(b"H")
        except OSError:
            pass

    def log_message(self, *args):
        pass


@pytest.fixture
def site():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.asked, server.over = [], threading.Event()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield server
    server.over.set()
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def bounds(site):
    return Bounds(ports=frozenset({site.server_port}), allowed=LOOPBACK)


def at(site, path, host="127.0.0.1"):
    return f"http://{host}:{site.server_port}/{path}"


@pytest.mark.parametrize(
    ("path", "status", "reason"),
    [
        ("esta", Status.OK, ""),
        ("solo-get", Status.OK, ""),
        ("va/3", Status.OK, ""),
        ("va/4", Status.UNKNOWN, Reason.REDIRECTS),
        ("ya-no", Status.BROKEN, Reason.GONE),
        ("cerrada", Status.UNKNOWN, Reason.CLOSED),
        ("falla", Status.UNKNOWN, Reason.FAULT),
        ("adentro", Status.UNKNOWN, Reason.PORT),
    ],
)
def test_what_an_address_answers(path, status, reason, site, bounds):
    answer = probe(at(site, path), bounds)
    assert (answer.status, answer.reason) == (status, reason)


def test_a_redirect_inside_is_not_followed(site):
    bounds = Bounds(ports=frozenset({80, site.server_port}), allowed=LOOPBACK)
    assert probe(at(site, "adentro"), bounds).reason == Reason.INSIDE


def test_a_site_that_drips_its_answer_is_left_in_time(site):
    started = time.monotonic()
    answer = probe(at(site, "gotea"), Bounds(seconds=0.4, ports=frozenset({site.server_port}), allowed=LOOPBACK))
    assert (answer.status, answer.reason) == (Status.UNKNOWN, Reason.SLOW)
    assert time.monotonic() - started < 2


def test_nothing_inside_is_asked_unless_it_is_allowed(site):
    bounds = Bounds(ports=frozenset({site.server_port}))
    for host in ("127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "2130706433", "0x7f.1"):
        assert probe(at(site, "esta", host), bounds).status != Status.OK
    assert site.asked == []


def test_a_name_that_changes_its_mind_is_asked_where_it_was_looked_at(site, bounds, monkeypatch):
    """DNS rebinding: the connection goes to the address that was judged, and the name is not resolved again."""
    looked_up = []

    def resolve(host, port, **kwargs):
        looked_up.append(host)
        assert host == "sitio.example"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

    real = socket.getaddrinfo
    monkeypatch.setattr(
        link_probe.socket,
        "getaddrinfo",
        lambda h, p, *a, **k: real(h, p, *a, **k) if h == "127.0.0.1" else resolve(h, p),
    )
    assert probe(at(site, "esta", "sitio.example"), bounds).status == Status.OK
    assert looked_up == ["sitio.example"]
    assert site.asked == [("HEAD", "/esta", f"sitio.example:{site.server_port}")]


def test_one_address_inside_among_public_ones_is_enough_to_refuse(site, bounds, monkeypatch):
    entries = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 80)) for ip in ("127.0.0.1", "10.0.0.7")]
    monkeypatch.setattr(link_probe.socket, "getaddrinfo", lambda *args, **kwargs: entries)
    assert probe(at(site, "esta", "sitio.example"), bounds).reason == Reason.INSIDE
    assert site.asked == []


@pytest.mark.parametrize(
    ("error", "status", "reason"),
    [
        (socket.gaierror(socket.EAI_NONAME, "no"), Status.BROKEN, Reason.NO_HOST),
        (socket.gaierror(socket.EAI_AGAIN, "no"), Status.UNKNOWN, Reason.NETWORK),
    ],
)
def test_no_such_site_is_told_from_no_network(error, status, reason, monkeypatch):
    def fail(*args, **kwargs):
        raise error

    monkeypatch.setattr(link_probe.socket, "getaddrinfo", fail)
    answer = probe("https://sitio.example/")
    assert (answer.status, answer.reason) == (status, reason)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.215.14", True),
        ("2606:4700::1111", True),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("127.0.0.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fe80::1", False),
        ("fd00::1", False),
        ("ff02::1", False),
        ("::ffff:10.0.0.1", False),
        ("64:ff9b::a00:1", False),
        ("2002:a00:1::", False),
    ],
)
def test_which_addresses_are_public(address, public):
    assert is_public(ipaddress.ip_address(address)) is public


@pytest.mark.parametrize("url", ["ftp://sitio.example/", "file:///etc/passwd", "http://", "http://[::1", "http://a b/"])
def test_what_is_no_address_of_the_web_is_not_asked(url):
    assert probe(url).status == Status.BROKEN


@pytest.fixture
def queued(monkeypatch):
    """The lists of addresses that the background was given."""
    lists = []
    monkeypatch.setattr(tasks, "check_links", SimpleNamespace(enqueue=lists.append))
    return lists


# -- what the office is told --------------------------------------------------------


def linking(*urls, **fields):
    paragraphs = [("paragraph", f'<p><a href="{url}">el decreto {n}</a></p>') for n, url in enumerate(urls)]
    return factories.bulletin(live=False, body=paragraphs, **fields)


@pytest.mark.django_db
def test_a_dead_link_warns_and_never_stops_the_publication(site, bounds, editor, style_reviewer, approver):
    page = linking(at(site, "esta"), at(site, "ya-no"), user=editor)
    assert [finding.code for finding in check(page)] == ["links-unchecked"]
    link_checks.ask([url for _place, url, _text in link_checks.outside_links(page)], bounds)
    (finding,) = check(page)
    assert (finding.code, finding.severity, finding.field) == ("link-dead", "warns", "body")
    assert "el decreto 1" in finding.what
    assert at(site, "ya-no") in finding.how
    assert blocking(page) == []
    chain.submit(page, editor)
    chain.approve(page, style_reviewer)
    chain.approve(page, approver)
    assert doors.fresh(page).live


@pytest.mark.django_db
def test_without_a_network_the_office_is_told_once_and_keeps_what_it_knew(monkeypatch):
    page = linking("https://uno.example/", "https://dos.example/", "https://tres.example/")
    LinkCheck.objects.create(url="https://tres.example/", status=Status.OK, checked_at=timezone.now())
    monkeypatch.setattr(link_probe, "probe", lambda *_: link_probe.Answer(Status.UNKNOWN, Reason.NETWORK))
    link_checks.ask([url for _place, url, _text in link_checks.outside_links(page)])
    (finding,) = check(page)
    assert (finding.code, finding.severity) == ("links-unchecked", "informs")
    assert finding.what.startswith("2 ")


@pytest.mark.django_db
def test_saving_a_draft_asks_its_new_links_once(queued, editor, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        page = linking("https://uno.example/a?b=1&amp;c=2#parte", user=editor)
    with django_capture_on_commit_callbacks(execute=True):
        chain.edit(page, editor, lead_text="Otra.")
    assert queued == [["https://uno.example/a?b=1&c=2"]]


@pytest.mark.django_db
def test_the_scheduler_has_old_answers_asked_again_and_not_twice(queued):
    now = timezone.now()
    for name, age in (("vieja", 8), ("nueva", 1)):
        LinkCheck.objects.create(url=f"https://{name}.example/", status=Status.OK, checked_at=now - timedelta(days=age))
    link_checks.renew()
    link_checks.renew()
    assert queued == [["https://vieja.example/"]]


@pytest.mark.django_db
def test_at_most_fifty_links_of_one_content_are_asked():
    page = linking(*(f"https://sitio{n}.example/" for n in range(60)))
    assert len(link_checks.outside_links(page)) == 50


@pytest.mark.django_db
def test_links_to_the_house_itself_are_not_asked(settings):
    assert link_checks.outside_links(linking(f"{settings.SITE_URL}/boletines/")) == []
