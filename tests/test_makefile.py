"""The Makefile names test files that exist."""

import shutil
import subprocess

import pytest
from django.conf import settings


@pytest.mark.skipif(not shutil.which("make"), reason="needs make")
def test_every_file_that_asks_no_database_exists():
    print_them = ["make", "--no-print-directory", "--eval", "files: ; @echo $(ASK_NO_DATABASE)", "files"]
    answer = subprocess.run(print_them, cwd=settings.BASE_DIR, capture_output=True, text=True, check=True)
    named = answer.stdout.split()
    assert named
    assert [name for name in named if not (settings.BASE_DIR / name).is_file()] == []
