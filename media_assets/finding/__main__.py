"""The bounded process: one file in, what it says or the mark of how it sounds out."""

from media_assets.finding import marks, words
from media_assets.intake.bounded import serve

_JOBS = {
    "words": words.read,
    "sound": lambda path, extension: {"mark": marks.of_sound(path, extension)},
}


def know(request):
    try:
        return _JOBS[request["job"]](request["path"], request["extension"])
    except MemoryError:
        raise
    except Exception as error:  # a decoder may raise anything; then the file says nothing
        return {"failed": f"{type(error).__name__}: {error}"[:500]}


if __name__ == "__main__":
    serve(know)
