"""Everything that people read is in Spanish: the catalogue is whole, fresh and compiled."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest
from django.conf import settings

CATALOGUE = Path(settings.BASE_DIR) / "locale/es/LC_MESSAGES/django.po"
NOT_SOURCES = shutil.ignore_patterns(
    ".git", ".venv", "var", "node_modules", "*.sqlite3*", "files", "fonts", "static", "__pycache__", "tests"
)


def _key(entry):
    return (entry.msgctxt or "", entry.msgid)


def test_no_string_is_untranslated_or_fuzzy():
    catalogue = polib.pofile(str(CATALOGUE))
    unfinished = [entry.msgid for entry in catalogue if not entry.translated() or entry.fuzzy]
    assert unfinished == []


def test_the_compiled_catalogue_says_what_the_source_says():
    source = {_key(entry): (entry.msgstr, entry.msgstr_plural) for entry in polib.pofile(str(CATALOGUE))}
    compiled = {
        _key(entry): (entry.msgstr, entry.msgstr_plural) for entry in polib.mofile(str(CATALOGUE.with_suffix(".mo")))
    }
    assert compiled == source


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("xgettext") is None, reason="needs GNU gettext (the package gettext)")
def test_every_string_of_the_sources_is_in_the_catalogue(tmp_path):
    house = tmp_path / "house"
    shutil.copytree(settings.BASE_DIR, house, ignore=NOT_SOURCES)
    command = [sys.executable, "manage.py", "makemessages", "-l", "es", "--no-location", "--no-obsolete"]
    environment = os.environ | {"DATA_DIR": str(tmp_path / "data"), "DJANGO_SETTINGS_MODULE": "cms.settings"}
    subprocess.run(command, cwd=house, env=environment, check=True, capture_output=True)
    extracted = {_key(entry) for entry in polib.pofile(str(house / "locale/es/LC_MESSAGES/django.po"))}
    assert extracted - {_key(entry) for entry in polib.pofile(str(CATALOGUE))} == set()


def test_placeholders_survive_translation():
    import re

    marks = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
    broken = [
        entry.msgid
        for entry in polib.pofile(str(CATALOGUE))
        if entry.msgstr and sorted(marks.findall(entry.msgid)) != sorted(marks.findall(entry.msgstr.replace(".0s", "s")))
    ]
    assert broken == []
