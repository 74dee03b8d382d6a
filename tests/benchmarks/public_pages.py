"""
How fast readers are answered, as ratios of a bare Django view measured in the same run.

    DATABASE_URL=postgres://user:password@127.0.0.1:5432/postgres make benchmark

Makes a database of its own beside the named one, loads the demonstration newsroom, and
measures with wrk (one thread, eight connections) under two web workers: pages rendered
for each request ("cold": the page cache is off) and pages from the page cache ("warm").
Requests per second vary with the machine and its neighbours; the ratios are what the
bars of the design speak of. Exits with 1 when a bar is missed.
"""

import argparse
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
DATABASE = "rotativa_benchmark"

#: Least share of the bare view's requests per second: (cold, warm).
BARS = {"front page": (0.015, 0.30), "bulletin": (0.025, 0.30), "search": (0.015, 0.30)}
WARM_BAR = 0.30


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def serving(server, application, environment, *extra):
    """A web server of two workers on loopback, ready to answer; its address."""
    port = free_port()
    address = f"127.0.0.1:{port}"
    command = {
        "granian": [BIN / "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--workers", "2",
                    "--blocking-threads", "1", "--no-access-log", "--log-level", "error", *extra, application],
        "gunicorn": [BIN / "gunicorn", "--bind", address, "--workers", "2", "--log-level", "error", application],
    }[server]
    process = subprocess.Popen([*map(str, command)], cwd=ROOT, env=environment)
    try:
        for _attempt in range(150):
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield f"http://{address}"
    finally:
        process.terminate()
        process.wait(15)


def measure(url, seconds):
    """``(requests per second, p50 ms, p99 ms)`` of an address, after a short warming up."""
    for _visit in range(6):
        with urllib.request.urlopen(url, timeout=30) as response:
            response.read()
    command = ["wrk", "-t1", "-c8", f"-d{seconds}s", "--latency", url]
    report = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    if wrong := re.search(r"Non-2xx or 3xx responses: (\d+)", report):
        raise SystemExit(f"{url}: {wrong.group(0)}")
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", report).group(1))
    return rate, *(_milliseconds(re.search(rf"{share}%\s+([\d.]+)(us|ms|s)", report)) for share in (50, 99))


def _milliseconds(match):
    return float(match.group(1)) * {"us": 0.001, "ms": 1, "s": 1000}[match.group(2)]


def prepare(environment, admin_url):
    """A database with the demonstration newsroom and everything the worker makes of it."""
    import psycopg

    with psycopg.connect(admin_url, autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            connection.execute(f"CREATE DATABASE {DATABASE}")
    manage = [sys.executable, "manage.py"]
    subprocess.run([*manage, "prepare", "--with-demo"], cwd=ROOT, env=environment, check=True)
    worker = ["db_worker", "--backend", "background", "--queue-name", "*", "--batch", "--no-reload", "--no-startup-delay"]
    subprocess.run([*manage, *worker], cwd=ROOT, env=environment, check=True, stderr=subprocess.DEVNULL)


def addresses(environment):
    """One public page of each kind, from the database itself."""
    code = (
        "from editorial.models import BulletinPage, EditionPage\n"
        "b = BulletinPage.objects.live().order_by('pk').first(); e = EditionPage.objects.live().order_by('pk').first()\n"
        "print('BULLETIN', b.url); print('EDITION', e.url)"
    )
    output = subprocess.run(
        [sys.executable, "manage.py", "shell", "-v", "0", "-c", code],
        cwd=ROOT, env=environment, check=True, capture_output=True, text=True,
    ).stdout
    found = dict(line.split() for line in output.splitlines() if line.startswith(("BULLETIN", "EDITION")))
    return {
        "front page": "/",
        "listing": "/boletines/",
        "bulletin": found["BULLETIN"],
        "edition": found["EDITION"],
        "search": "/buscar/?q=educacion",
        "API": "/api/v3/pages/",
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[1])
    parser.add_argument("--seconds", type=int, default=5, help="How long each address is measured.")
    parser.add_argument("--server", choices=["gunicorn", "granian"], default="gunicorn")
    options = parser.parse_args()
    admin_url = os.environ.get("DATABASE_URL", "")
    if not admin_url.startswith("postgres"):
        raise SystemExit("Set DATABASE_URL to a PostgreSQL database whose role may create another one.")

    data = Path(tempfile.gettempdir()) / DATABASE
    url = urlunsplit(urlsplit(admin_url)._replace(path=f"/{DATABASE}"))
    # Measured as it is served: without DEBUG, over plain HTTP because wrk speaks to the process itself.
    served = os.environ | {
        "DATABASE_URL": url, "DATA_DIR": str(data), "DEBUG": "false", "SECRET_KEY": "benchmark-" + "0" * 50,
        "ALLOWED_HOSTS": "127.0.0.1", "SITE_URL": "https://127.0.0.1", "SECURE_SSL_REDIRECT": "false",
    }  # fmt: skip
    demo = os.environ | {"DATABASE_URL": url, "DATA_DIR": str(data), "DEBUG": "true"}
    prepare(demo, admin_url)
    subprocess.run([sys.executable, "manage.py", "collectstatic", "--noinput", "-v", "0"], cwd=ROOT, env=served, check=True)
    pages = addresses(demo)

    results = {}
    with serving(options.server, "tests.benchmarks.bare:application", os.environ | {"PYTHONPATH": str(ROOT)}) as base:
        results["bare view"] = measure(f"{base}/", options.seconds)
    with serving(options.server, "cms.wsgi:application", served | {"PAGE_CACHE_SECONDS": "0"}) as base:
        for name, path in pages.items():
            results[f"{name}, cold"] = measure(base + path, options.seconds)
        with urllib.request.urlopen(base + pages["bulletin"]) as response:
            html = response.read()
    with serving(options.server, "cms.wsgi:application", served) as base:
        for name, path in pages.items():
            results[f"{name}, warm"] = measure(base + path, options.seconds)
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "bulletin.html").write_bytes(html)
        mount = ("--static-path-mount", folder, "--static-path-route", "/static")
        with serving("granian", "tests.benchmarks.bare:application", os.environ | {"PYTHONPATH": str(ROOT)}, *mount) as base:
            results["same HTML as a static file"] = measure(f"{base}/static/bulletin.html", options.seconds)

    bare = results["bare view"][0]
    missed = []
    print(f"\n{options.server}, 2 workers, PostgreSQL, wrk -t1 -c8 -d{options.seconds}s")
    print(f"{'':30}{'requests/s':>12}{'p50 ms':>9}{'p99 ms':>9}{'of bare':>9}{'bar':>8}")
    for name, (rate, median, worst) in results.items():
        page, _comma, state = name.partition(", ")
        bar = BARS.get(page, (None, None))[0] if state == "cold" else WARM_BAR if state == "warm" and page != "API" else None
        print(f"{name:30}{rate:12.0f}{median:9.2f}{worst:9.2f}{rate / bare:9.1%}{f'{bar:.1%}' if bar else '':>8}")
        if bar and rate / bare < bar:
            missed.append(name)
    if missed:
        raise SystemExit(f"Below its bar: {'; '.join(missed)}")


if __name__ == "__main__":
    main()
