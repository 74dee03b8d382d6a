"""
What the inspection measures in the masters of the demonstration.

The facts of its sound and film are kept beside them by checksum, as a full decoding
would make loading a minute longer; sheets and screens have just been set by the house
itself and are measured on the spot, without the bounded process that strangers' files get.
"""

import hashlib
import json
from functools import cache
from pathlib import Path

from cms.demo.campaigns import CAMPAIGNS
from media_assets.inspection.catalogue import ENGINE
from media_assets.inspection.measuring import measure
from media_assets.storage import at_hand

FILES = Path(__file__).parent / "files"
KEPT = FILES / "facts.json"
_KINDS = {".mp3": "audio", ".mp4": "video"}


def facts_of(version) -> dict:
    """The facts of a master: those that are kept, if this engine took them, or new ones."""
    if (kept := _kept().get(version.sha256)) is not None:
        return kept
    with at_hand(version.file) as path:
        return measure(str(path), version.kind, version.file.name.rpartition(".")[2])


def recordings() -> list[Path]:
    """The masters that are sound or film."""
    keys = {copy.key for campaign in CAMPAIGNS for copy in campaign.pieces}
    files = (path for folder in ("sound", "film") for path in (FILES / folder).iterdir() if path.suffix in _KINDS)
    return sorted(path for path in files if path.stem in keys)


def keep() -> Path:
    """Measure the recordings again and keep what was found; returns the file it is kept in."""
    taken = {checksum(path): measure(str(path), _KINDS[path.suffix], path.suffix[1:]) for path in recordings()}
    KEPT.write_text(json.dumps({"engine": ENGINE, "facts": taken}, indent=1) + "\n", encoding="utf-8")
    return KEPT


def checksum(path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@cache
def _kept() -> dict:
    told = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}
    return told.get("facts", {}) if told.get("engine") == ENGINE else {}
