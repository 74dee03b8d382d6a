"""Interruptions, two windows at once, and a server that is killed: what is assembled is the source."""

import http.client
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest
from django.db import connection
from django_tasks_db.models import DBTaskResult
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from media_assets.models import Upload, UploadState
from media_assets.uploading import on_disk, receiving
from media_assets.uploading.refusals import OffsetConflict, TooLong
from tests.media_assets.uploading import PART, TUS, create, offset_of, send

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).parents[2]
SOURCE = bytes((7 * n + n // 251) % 256 for n in range(5000))


@pytest.fixture
def upload(designer):
    return receiving.begin(designer, "comercial.mp4", len(SOURCE), place=Upload.Place.DISK)


# -- Any order of parts, questions and interruptions -------------------------------

#: What a client may do: send a part from where it believes the file ends, send one from anywhere
#: (an old window, an answer that was lost), be cut off in the middle of a part, or ask.
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("send"), st.integers(0, 900)),
        st.tuples(st.just("astray"), st.integers(0, 5200), st.integers(0, 900)),
        st.tuples(st.just("cut off"), st.integers(0, 900), st.integers(0, 900)),
        st.tuples(st.just("ask")),
    ),
    max_size=30,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_whatever_the_client_does_the_file_is_always_a_beginning_of_the_source(upload, steps):
    on_disk.discard(upload)
    believed = 0
    for step, *numbers in steps:
        try:
            match step:
                case "send":
                    believed = on_disk.append(upload, believed, blocks(SOURCE[believed : believed + numbers[0]]))
                case "astray":
                    on_disk.append(upload, numbers[0], blocks(SOURCE[numbers[0] : sum(numbers)]))
                case "cut off":
                    on_disk.append(upload, believed, broken(SOURCE[believed : believed + numbers[0]], numbers[1]))
                case "ask":
                    believed = on_disk.received(upload)
        except (OffsetConflict, TooLong, ConnectionError) as refusal:
            told = getattr(refusal, "offset", None)
            if told not in (None, on_disk.received(upload)):
                raise AssertionError("it was told another end than the file has") from refusal
        assert SOURCE.startswith(content_of(upload))
    end = on_disk.received(upload)
    assert on_disk.append(upload, end, blocks(SOURCE[end:])) == len(SOURCE)
    assert content_of(upload) == SOURCE


def blocks(part, size=100):
    return (part[at : at + size] for at in range(0, len(part), size))


def broken(part, after):
    """A connection that breaks after so many bytes."""
    yield from blocks(part[:after])
    raise ConnectionError


def content_of(upload):
    path = on_disk.path_of(upload)
    return path.read_bytes() if path.exists() else b""


def test_two_windows_that_send_one_file_never_mix_their_parts(upload):
    """Each goes on from wherever the file ends when it is told so; both finish, and the file is the source."""

    def window(size):
        while (end := on_disk.received(upload)) < len(SOURCE):
            try:
                on_disk.append(upload, end, blocks(SOURCE[end : end + 700], size))
            except OffsetConflict:
                continue

    windows = [threading.Thread(target=window, args=(size,)) for size in (13, 64, 100)]
    for each in windows:
        each.start()
    for each in windows:
        each.join(30)
    assert content_of(upload) == SOURCE


def test_a_sender_that_was_cut_off_holds_nobody_up(upload):
    """Its connection hangs in the middle of a part; the same person goes on from another window at once."""
    hangs, goes_on = threading.Event(), threading.Event()

    def slowly():
        yield SOURCE[:100]
        hangs.set()
        goes_on.wait(30)
        yield SOURCE[100:200]

    outcome = []

    def old_window():
        try:
            on_disk.append(upload, 0, slowly())
        except OffsetConflict as conflict:
            outcome.append(conflict.offset)

    ghost = threading.Thread(target=old_window)
    ghost.start()
    assert hangs.wait(30)
    assert on_disk.append(upload, 100, blocks(SOURCE[100:])) == len(SOURCE)
    goes_on.set()
    ghost.join(30)
    assert outcome == [len(SOURCE)]
    assert content_of(upload) == SOURCE


def test_five_gigabytes_of_mostly_nothing_arrive_and_are_counted_right(client, designer, settings):
    """A sparse file: its hole is sent by its length alone, as the store sees it, and its ends by the protocol."""
    length = 5 * 1024**3 + 17
    client.force_login(designer)
    url = create(client, length, "comercial.mov")["Location"]
    send(client, url, 0, b"A" * 1000)
    upload = Upload.objects.get()
    os.truncate(on_disk.path_of(upload), length - 500)
    assert offset_of(client, url) == length - 500
    response = send(client, url, length - 500, b"Z" * 500)
    assert (response.status_code, response["Upload-Offset"]) == (204, str(length))
    upload.refresh_from_db()
    assert upload.state == UploadState.RECEIVED


# -- A real server, killed ---------------------------------------------------------


class House:
    """The site as it runs, on a database and files of its own, which may be killed and started again."""

    def __init__(self, folder):
        with socket.socket() as asked:
            asked.bind(("127.0.0.1", 0))
            self.port = asked.getsockname()[1]
        self.folder = folder
        self.database = folder / "rotativa.sqlite3"
        keep = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        self.environment = {**keep, "DATA_DIR": str(folder), "DEBUG": "true", "LOG_LEVEL": "ERROR"}

    def manage(self, *command, stdin=None):
        subprocess.run(
            [sys.executable, "manage.py", *command], cwd=ROOT, env=self.environment, check=True, input=stdin,
            capture_output=True,
        )  # fmt: skip

    def start(self):
        self.process = subprocess.Popen(
            [
                sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port",
                str(self.port), "--workers", "1", "--blocking-threads", "2", "--log-level", "warning", "cms.wsgi:application",
            ],
            cwd=ROOT, env=self.environment, start_new_session=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        deadline = time.monotonic() + 90
        while True:
            try:
                if self.ask("GET", "/healthz").status == 200:
                    return
            except OSError:
                if time.monotonic() > deadline:
                    raise
                # The process itself needs the processor that asking would take.
                with suppress(subprocess.TimeoutExpired):
                    self.process.wait(0.2)

    def kill(self):
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def ask(self, method, path, body=None, **headers):
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        line.request(method, path, body, headers)
        answer = line.getresponse()
        answer.content = answer.read()
        line.close()
        return answer


@pytest.fixture
def house(tmp_path):
    """With one designer, signed in by a session that is put beside them."""
    house = House(tmp_path)
    if connection.vendor == "sqlite":
        # What the tests have migrated need not be migrated again.
        with sqlite3.connect(connection.settings_dict["NAME"]) as made, sqlite3.connect(house.database) as copy:
            made.backup(copy)
    else:
        house.manage("migrate", "--verbosity", "0")
    house.manage(
        "shell", "--verbosity", "0", "-c",
        "from django.contrib.auth.models import User, Group; from django.contrib.sessions.backends.cached_db import SessionStore;"
        "from django.conf import settings; from pathlib import Path;"
        "u = User.objects.create_user('diseno'); u.groups.add(Group.objects.get(name='Diseño'));"
        "s = SessionStore(); s['_auth_user_id'] = str(u.pk); s['_auth_user_backend'] = settings.AUTHENTICATION_BACKENDS[-1];"
        "s['_auth_user_hash'] = u.get_session_auth_hash(); s.save(); Path(settings.DATA_DIR, 'session').write_text(s.session_key)",
    )  # fmt: skip
    house.start()
    yield house
    house.kill()


@pytest.mark.slow
def test_a_server_killed_in_the_middle_of_a_part_keeps_what_came_and_goes_on(house):
    secret = "a" * 32
    person = {
        "Cookie": f"sessionid={(house.folder / 'session').read_text()}; csrftoken={secret}",
        "X-CSRFToken": secret,
        **TUS,
    }
    source = os.urandom(6 * 1024 * 1024)
    created = house.ask(
        "POST",
        "/admin/cargas/",
        **person,
        **{"Upload-Length": str(len(source)), "Upload-Metadata": "filename Y29tZXJjaWFsLm1wNA=="},
    )
    assert created.status == 201, created.content
    url = created.headers["Location"]
    part = {**person, "Content-Type": PART}

    # Half of a part is on its way when the server dies.
    line = http.client.HTTPConnection("127.0.0.1", house.port, timeout=30)
    line.putrequest("PATCH", url)
    for name, value in {**part, "Upload-Offset": "0", "Content-Length": str(len(source))}.items():
        line.putheader(name, value)
    line.endheaders()
    line.send(source[: 4 * 1024 * 1024])
    stored = house.folder / "held" / "cargas"
    deadline = time.monotonic() + 30
    while not any(path.stat().st_size for path in stored.glob("*")):
        assert time.monotonic() < deadline, "nothing of the part was stored as it came"
        with suppress(subprocess.TimeoutExpired):
            house.process.wait(0.05)
    house.kill()
    line.close()

    house.start()
    head = house.ask("HEAD", url, **person)
    there = int(head.headers["Upload-Offset"])
    (file,) = stored.iterdir()
    assert 0 < there == file.stat().st_size <= 4 * 1024 * 1024
    # What was not acknowledged may be there, and is right.
    assert file.read_bytes() == source[:there]

    answer = house.ask("PATCH", url, source[there:], **part, **{"Upload-Offset": str(there)})
    assert (answer.status, answer.headers["Upload-Offset"]) == (204, str(len(source)))
    assert file.read_bytes() == source
    # Killed again, before anybody examined it: the promise is a row of the queue.
    house.kill()
    with sqlite3.connect(house.database) as database:
        states = database.execute(f"SELECT state FROM {Upload._meta.db_table}").fetchall()
        tasks = database.execute(f"SELECT task_path FROM {DBTaskResult._meta.db_table}").fetchall()
    assert states == [("received",)]
    assert any("look_after" in path for (path,) in tasks)
    house.start()
