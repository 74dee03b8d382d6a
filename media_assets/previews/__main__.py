"""The bounded process: one file in, its previews on disk."""

from pathlib import Path

from media_assets.intake.bounded import serve
from media_assets.previews import workshop


def draw(request):
    try:
        return {"made": workshop.draw(request["path"], request["kind"], request["extension"], Path(request["out"]))}
    except MemoryError:
        raise
    except Exception as error:  # a decoder may raise anything; there is then no preview
        return {"failed": f"{type(error).__name__}: {error}"[:500]}


if __name__ == "__main__":
    serve(draw)
