"""
The product's own settings, on data of its own and with what a test needs to be quick.

Whatever the environment names is honoured: ``DATABASE_URL`` runs the suite on
PostgreSQL, where it otherwise runs on SQLite in a file.
"""

import os
import tempfile

os.environ.setdefault("DEBUG", "true")
os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix="rotativa-tests-")
os.environ["EMAIL_URL"] = "memorymail://"

from cms.settings import *

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, not memory: threads and the live server then see the locks that production sees.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "tests.sqlite3")}

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AXES_ENABLED = False
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
# Background work is queued and left: a test that wants its fruit calls the task.
TASKS = {**TASKS, "background": {"BACKEND": "django.tasks.backends.dummy.DummyBackend", "QUEUES": []}}
LOGGING["root"]["level"] = "WARNING"
