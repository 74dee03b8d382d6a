"""What is put to work is the whole house, and nothing of the machine on which it was built."""

import re

from django.conf import settings
from django.core.management import get_commands

DEPLOY = settings.BASE_DIR / "deploy"


def test_every_process_of_the_house_is_a_service():
    processes = set(re.findall(r"^(\w+):", (settings.BASE_DIR / "Procfile").read_text(), re.MULTILINE))
    services = (DEPLOY / "compose.yaml").read_text().partition("\nservices:\n")[2]
    assert processes
    assert processes <= set(re.findall(r"^  (\w+):$", services, re.MULTILINE))


def test_an_image_holds_no_secrets_and_no_files_of_people():
    left_out = (settings.BASE_DIR / ".dockerignore").read_text().splitlines()
    assert {"**/.env", "**/*.sqlite3*", ".git", "var"} <= set(left_out)


def test_every_command_that_the_documents_name_is_there():
    documents = [settings.BASE_DIR / "README.md", DEPLOY / "README.md", *(settings.BASE_DIR / "docs").glob("*.md")]
    named = {name for each in documents for name in re.findall(r"manage\.py (\w+)", each.read_text())}
    assert named
    assert named <= set(get_commands())
