"""The bounded process: one file in, its words out, or a clean copy of it on disk."""

import os

from media_assets.intake.bounded import serve
from media_assets.metadata.cleaning import clean, label
from media_assets.metadata.containers import CannotClean
from media_assets.metadata.reading import read
from media_assets.metadata.statement import Statement


def answer(request):
    if request["task"] == "read":
        return {"said": read(request["path"], request["extension"]).as_dict()}
    work = label if request["task"] == "label" else clean
    try:
        work(request["path"], request["target"], request["extension"], Statement.from_dict(request["statement"]))
    except CannotClean as reason:
        return {"cannot": str(reason)}
    return {"size": os.path.getsize(request["target"])}


if __name__ == "__main__":
    serve(answer)
