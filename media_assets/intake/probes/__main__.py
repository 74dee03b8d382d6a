"""The bounded process: one request in, facts or a refusal out."""

import zipfile
from importlib import import_module

from media_assets.intake.bounded import serve
from media_assets.intake.probes import Refused

_EXAMINERS = {
    "image": "pictures",
    "svg": "drawings",
    "pdf": "papers",
    "audio": "recordings",
    "video": "recordings",
    "document": "documents",
    "captions": "captions",
}


def hides_an_archive(path) -> bool:
    """Whether another reader would open the file as a ZIP: a picture with a program at its back."""
    try:
        with zipfile.ZipFile(path) as archive:
            return bool(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False


def examine(request):
    try:
        if request["kind"] != "document" and hides_an_archive(request["path"]):
            raise Refused("not_what_it_says", "found", extension=request["extension"], found="zip")
        module = import_module(f"media_assets.intake.probes.{_EXAMINERS[request['kind']]}")
        return {"facts": module.examine(request["path"], request["extension"])}
    except Refused as refusal:
        return {"refused": [refusal.code, refusal.reason, refusal.params]}
    except MemoryError:
        raise
    except Exception as error:  # a decoder may raise anything; the file is then not readable
        return {"refused": ["unreadable", "", {}], "surprise": f"{type(error).__name__}: {error}"[:500]}


if __name__ == "__main__":
    serve(examine)
