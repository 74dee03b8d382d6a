"""The bounded process: one file in, its facts out, or why it cannot be measured."""

from media_assets.inspection.measuring import measure
from media_assets.intake.bounded import serve


def answer(request):
    try:
        return {"facts": measure(request["path"], request["kind"], request["extension"])}
    except MemoryError:
        raise
    except Exception as error:  # a decoder may raise anything; the file then stays unmeasured
        return {"failed": f"{type(error).__name__}: {error}"[:500]}


if __name__ == "__main__":
    serve(answer)
