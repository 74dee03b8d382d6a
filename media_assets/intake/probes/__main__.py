"""The bounded process: one request in, facts or a refusal out."""

import zipfile
from importlib import import_module

from media_assets.intake.bounded import serve
from media_assets.intake.probes import Refused
from media_assets.metadata import reading
from media_assets.metadata.said import Private, Said

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


def read_metadata(path, extension):
    """A good file is not refused for what stands beside its picture or sound, however much that asks for."""
    try:
        return reading.read(path, extension).as_dict()
    except MemoryError:
        return Said(private=(Private.UNREADABLE,)).as_dict()


def examine(request):
    try:
        if request["kind"] != "document" and hides_an_archive(request["path"]):
            raise Refused("not_what_it_says", "found", extension=request["extension"], found="zip")
        module = import_module(f"media_assets.intake.probes.{_EXAMINERS[request['kind']]}")
        facts = module.examine(request["path"], request["extension"])
        facts["metadata"] = read_metadata(request["path"], request["extension"])
        return {"facts": facts}
    except Refused as refusal:
        return {"refused": [refusal.code, refusal.reason, refusal.params]}
    except MemoryError:
        raise
    except Exception as error:  # a decoder may raise anything; the file is then not readable
        return {"refused": ["unreadable", "", {}], "surprise": f"{type(error).__name__}: {error}"[:500]}


if __name__ == "__main__":
    serve(examine)
