"""The bounded process: one request in, facts or a refusal out."""

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


def examine(request):
    try:
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
