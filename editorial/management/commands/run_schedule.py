"""The process of the schedule."""

import logging
import signal
import threading

from django.core.management.base import BaseCommand
from django.db import close_old_connections

from editorial import scheduling
from editorial.notices import sending, telling
from editorial.readiness import link_checks

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    """
    Keep the schedule: ask every few seconds what is due, until told to stop.

    Several may run at once. A round that fails, such as one without a database,
    is logged and the next one makes up for it.
    """

    help = "Publishes at its minute what is scheduled, until stopped."

    def add_arguments(self, parser):
        parser.add_argument("--every", type=float, default=10, metavar="SECONDS", help="Pause between rounds.")

    def handle(self, *args, every, **options):
        stopped = threading.Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_signal: stopped.set())
        while not stopped.is_set():
            try:
                done = scheduling.run_due()
            except Exception:
                logger.exception("A round of the schedule failed")
            else:
                for content in (*done.published, *done.expired):
                    logger.info('On schedule: "%s"', content)
            try:
                telling.tell_of_overdue()
                sending.send_due()
            except Exception:
                logger.exception("A round of the letters failed")
            try:
                link_checks.renew()
            except Exception:
                logger.exception("A round of the links failed")
            scheduling.round_over.send_robust(None)
            close_old_connections()
            stopped.wait(every)
