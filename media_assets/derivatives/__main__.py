"""The bounded process: one master in, the products of one recipe on disk."""

import os
from importlib import import_module
from pathlib import Path

from media_assets.derivatives.process import Progress
from media_assets.intake import bounded

_MAKERS = {
    "proof": "proofs",
    "pictures": "picture_sets",
    "mp4-720": "films",
    "mp4-1080": "films",
    "sound": "sounds",
    "captions": "subtitles",
}


def make(request, progress):
    """What was made, each as a dict of ``kind``, ``name``, ``mime`` and, where it has them, its pixels."""
    maker = import_module(f"media_assets.derivatives.{_MAKERS[request['recipe']]}")
    try:
        return {"made": list(maker.make(request, Path(request["out"]), progress))}
    except MemoryError:
        return {"too_demanding": True}
    except Exception as error:  # a decoder may raise anything; there is then no derivative
        return {"failed": f"{type(error).__name__}: {error}"[:500]}


if __name__ == "__main__":
    asked = bounded.take_request()
    voice = Progress(asked["out"])
    voice.say(make(asked, voice))
    # Decoders' threads and destructors have nothing more to say.
    os._exit(0)
