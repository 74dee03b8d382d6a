"""Loading a year of newsroom must neither write to anybody nor bury its own progress under the log."""

import logging
from contextlib import contextmanager

from django.conf import settings

CHATTY = ("django.tasks", "django_tasks_db", "wagtail", "modelsearch")


@contextmanager
def quiet():
    """Within the block no mail leaves and the loggers of each task and page keep to warnings."""
    levels = {name: logging.getLogger(name).level for name in CHATTY}
    mailers = settings.MAILERS
    for name in CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.dummy.EmailBackend"}}
    try:
        yield
    finally:
        settings.MAILERS = mailers
        for name, level in levels.items():
            logging.getLogger(name).setLevel(level)
