"""
How the library bears its pieces: 100,000 against 1,000, for the office and for readers.

    DATABASE_URL=postgres://user:password@127.0.0.1:5432/postgres python -m tests.benchmarks.library

Needs PostgreSQL. Makes and destroys two databases, one of each size, and visits them by turns,
so that whatever else the machine does falls on both. No cache answers: each visit is that of
the first to come. Prints for both sizes the queries, the cards shown and the milliseconds of the
fastest visit (in brackets the median and the middle half of the visits), once of the clock and
once of the processor: what this process and its connection at PostgreSQL worked, which other
work on the machine does not lengthen. Exits with 1 when a larger library asks more queries,
shows another number of cards, or when the ratio of the fastest passes 1.5: of the processor where it can be read (a
PostgreSQL on the same Linux), else and with an engine of the clock.

    --engine=opensearch+http://127.0.0.1:9200   the searches, answered by that engine
    --times=100         the larger library has so many times 1,000 pieces
    --visits=41         visits to each size
    --only=much         the visits whose name has that
    --queries           the slowest queries of each, with their plans
    --keep, --again     leave the databases, and visit those that were left
"""

import argparse
import gc
import os
import random
import statistics
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass, field

FEW, TIMES, VISITS = 1000, 100, 41
WORST_RATIO = 1.5
DEPARTMENTS = 6
#: A word that one piece in sixteen has: it fills a page of the small library as well, with a facet or among what is public.
MUCH = "laureles"


def addresses(department, word):
    """What is visited, by its name: the library of the office, and that of readers."""
    place = department.pk
    return {
        "office: first page": "/admin/piezas/",
        "office: facet": f"/admin/piezas/?channel=print&department={place}",
        "office: search": f"/admin/piezas/?q={word}",
        "office: search for much": f"/admin/piezas/?q={MUCH}",
        "office: search and facet": f"/admin/piezas/?q={MUCH}&licence=own",
        "readers: first page": "/biblioteca/",
        "readers: facet": f"/biblioteca/?canal=impresos&dependencia={department.slug}",
        "readers: search": f"/biblioteca/?q={word}",
        "readers: search for much": f"/biblioteca/?q={MUCH}",
        "readers: search of the site": f"/buscar/?q={word}",
        "readers: site, for much": f"/buscar/?q={MUCH}",
    }


#: What stands once on each card or result of a screen.
CARDS = {"/admin/piezas/": b'<li class="rot-card"', "/biblioteca/": b"<article", "/buscar/": b'<article class="card hit"'}


@dataclass
class Times:
    """The milliseconds of the visits to an address at one size."""

    taken: list = field(default_factory=list)

    @property
    def fastest(self):
        return min(self.taken)

    @property
    def median(self):
        return statistics.median(self.taken)

    def __str__(self):
        first, _middle, third = statistics.quantiles(self.taken, n=4)
        return f"{self.fastest:6.1f} ({self.median:.1f}; {first:.1f} to {third:.1f})"


@dataclass
class Seen:
    """What an address gave at one size."""

    queries: list
    cards: int
    clock: Times = field(default_factory=Times)
    processor: Times = field(default_factory=Times)


class Library:
    """The library at one size: its database, and who visits it."""

    def __init__(self, connection, engine=None):
        self.connection, self.engine, self.clients = connection, engine, {}

    @contextmanager
    def open(self):
        """This library is the one that everything asks."""
        from django.db import connections
        from django.test import override_settings

        from cms import services

        connections["default"] = self.connection
        with override_settings(WAGTAILSEARCH_BACKENDS=services.search_backends(self.engine or "")):
            yield

    def welcome(self):
        from django.contrib.auth import get_user_model
        from django.test import Client

        from tests.editorial import doors

        self.clients = {"office": doors.desk_of(get_user_model().objects.earliest("pk")), "readers": Client()}

    def leave_engine(self):
        """Take its indexes from the engine."""
        from wagtail.search.backends import get_search_backend

        with self.open():
            backend = get_search_backend()
            for index in backend.es.indices.get_alias(index=f"{backend.index_prefix}*", ignore_unavailable=True):
                backend.es.indices.delete(index=index)

    def visit(self, who, address):
        """The answer as the first reader gets it, and its milliseconds of the clock and of the processor."""
        from django.core.cache import caches

        from cms import page_cache
        from cms.memory import memory

        for cache in caches.all():
            cache.clear()
        memory.forget()
        page_cache.turn()
        # What the visits before left is not swept up in this one.
        gc.collect()
        begun, worked = time.perf_counter(), self._worked()
        answer = self.clients[who].get(address)
        taken = (time.perf_counter() - begun) * 1000, (self._worked() - worked) * 1000
        assert answer.status_code == 200, address
        return answer, *taken

    def _worked(self) -> float:
        """Seconds that this process and its connection at the database have worked; of the former alone elsewhere."""
        return time.process_time() + (_worked_of(self.connection) or 0)

    def look(self, who, address):
        """The queries and the cards of an address, once it is warm."""
        from django.test.utils import CaptureQueriesContext

        with self.connection.cursor() as cursor:
            # What helpers of the connection do is not told of it.
            cursor.execute("SET max_parallel_workers_per_gather = 0")
        for _warming in range(3):
            self.visit(who, address)
        with CaptureQueriesContext(self.connection) as asked:
            answer, *_taken = self.visit(who, address)
        cards = answer.content.count(CARDS[address.partition("?")[0]])
        return Seen(list(asked.captured_queries), cards)


def measure(libraries, places, visits):
    """What each address gives at each size, visited by turns."""
    for name, address in places.items():
        who, seen = name.partition(":")[0], []
        for library in libraries:
            with library.open():
                seen.append(library.look(who, address))
        for turn in range(visits):
            # Who comes second finds the processor as the first one left it: they take turns in that as well.
            order = list(zip(libraries, seen, strict=True))
            for library, found in order if turn % 2 else reversed(order):
                with library.open():
                    _answer, clock, processor = library.visit(who, address)
                    found.clock.taken.append(clock)
                    found.processor.taken.append(processor)
        yield name, seen


def _worked_of(connection) -> float | None:
    """Seconds that the server of a connection has worked, where it is a process of this machine (Linux)."""
    try:
        with open(f"/proc/{connection.connection.info.backend_pid}/schedstat") as file:
            return int(file.read().split()[0]) / 1e9
    except OSError:
        return None


def tell(name, few, many, judged) -> bool:
    """Print what was seen; whether it holds."""
    good = len(many.queries) <= len(few.queries) and few.cards == many.cards
    said = f"{name:<28} {len(few.queries):>2} · {len(many.queries):<2} queries  {few.cards:>2} · {many.cards:<2} cards"
    for what in ("clock", "processor"):
        small, large = getattr(few, what), getattr(many, what)
        ratio = large.fastest / small.fastest
        said += f"  {what} {small} · {large} ratio {ratio:.2f} ({large.median / small.median:.2f})"
        good &= what != judged or ratio <= WORST_RATIO
    print(said if good else f"{said}  TOO MUCH", flush=True)
    return good


def libraries_of(options) -> list[Library]:
    """The library at both sizes, made now or left by an earlier run."""
    from django.db import connection

    from tests import factories
    from tests.benchmarks import library_pieces

    few, many = connection.copy(), connection.copy()
    many.settings_dict["NAME"] += "_many"
    if not options.again:
        from organization.roles import DESIGNERS

        departments = [factories.DepartmentFactory() for _n in range(DEPARTMENTS)]
        factories.UserFactory(role=DESIGNERS)
        begun = time.perf_counter()
        library_pieces.fill(FEW, departments, random.Random(4))
        connection.close()
        with connection._nodb_cursor() as cursor:
            of, its = many.settings_dict["NAME"], few.settings_dict["NAME"]
            cursor.execute(f'DROP DATABASE IF EXISTS "{of}"')
            cursor.execute(f'CREATE DATABASE "{of}" TEMPLATE "{its}"')
        with Library(many).open():
            library_pieces.multiply(options.times)
        for each in (few, many):
            with each.cursor() as cursor:
                cursor.execute("VACUUM ANALYZE")
        print(f"{FEW} and {FEW * options.times} pieces, made in {time.perf_counter() - begun:.0f} s", flush=True)
    prefixes = [f"{options.engine}/rotativa-{number}" if options.engine else None for number in (FEW, FEW * options.times)]
    return [Library(each, prefix) for each, prefix in zip((few, many), prefixes, strict=True)]


def run(options, libraries) -> bool:
    from organization.models import Department

    for library in libraries:
        with library.open():
            if options.engine and not options.again:
                _tell_engine()
            library.welcome()
            department = Department.objects.earliest("pk")
    places = addresses(department, "muestra7")
    wanted = "search" if options.engine else ""
    places = {name: to for name, to in places.items() if options.only in name and (wanted in name or "site" in name)}
    judged = "clock" if options.engine or _worked_of(libraries[0].connection) is None else "processor"
    holds = True
    gc.collect()
    gc.freeze()
    for name, (few, many) in measure(libraries, places, options.visits):
        holds &= tell(name, few, many, judged)
        if options.queries:
            with libraries[1].open():
                _slowest(many.queries)
    return holds


def _tell_engine():
    from cms.search import healing

    begun = time.perf_counter()
    assert healing.heal(everything=True), "The engine has no index."
    print(f"index of the engine, made in {time.perf_counter() - begun:.0f} s", flush=True)


def _slowest(asked):
    from django.db import connection

    for query in sorted(asked, key=lambda each: -float(each["time"]))[:3]:
        print(f"    {query['time']} s  {query['sql'][:4000]}")
        if float(query["time"]) >= 0.005:
            with connection.cursor() as cursor:
                cursor.execute("EXPLAIN (ANALYZE, BUFFERS) " + query["sql"].replace("%", "%%"), [])
                print("\n".join(f"        {line}" for (line,) in cursor.fetchall()))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--engine", default="")
    parser.add_argument("--times", type=int, default=TIMES)
    parser.add_argument("--visits", type=int, default=VISITS)
    parser.add_argument("--only", default="")
    for name in ("queries", "keep", "again"):
        parser.add_argument(f"--{name}", action="store_true")
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django

    django.setup()
    from django.db import connection
    from django.test.utils import setup_test_environment, teardown_test_environment

    setup_test_environment()
    if connection.vendor != "postgresql":
        sys.exit("It measures PostgreSQL: set DATABASE_URL=postgres://…")
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False, keepdb=options.again)
    libraries = []
    try:
        libraries += libraries_of(options)
        return int(not run(options, libraries))
    finally:
        for library in libraries:
            if library.engine and not options.keep:
                library.leave_engine()
            library.connection.close()
        if not options.keep and not options.again:
            for each in libraries:
                connection.creation._destroy_test_db(each.connection.settings_dict["NAME"], verbosity=0)
        teardown_test_environment()


if __name__ == "__main__":
    sys.exit(main())
