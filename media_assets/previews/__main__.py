"""The bounded process: one file in, its previews on disk."""

from pathlib import Path

from media_assets.intake.bounded import serve
from media_assets.metadata.cleaning import label_in_place
from media_assets.metadata.statement import Statement
from media_assets.previews import workshop


def draw(request):
    try:
        made = workshop.draw(request["path"], request["kind"], request["extension"], Path(request["out"]))
        for each in made:
            if each["mime"] == "image/webp":
                label_in_place(Path(request["out"]) / each["name"], Statement.from_dict(request.get("statement")))
        return {"made": made}
    except MemoryError:
        raise
    except Exception as error:  # a decoder may raise anything; there is then no preview
        return {"failed": f"{type(error).__name__}: {error}"[:500]}


if __name__ == "__main__":
    serve(draw)
