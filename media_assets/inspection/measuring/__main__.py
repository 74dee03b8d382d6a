"""The bounded process: one file in, its facts out, or why it cannot be measured."""

import json

from media_assets.inspection.measuring import measure
from media_assets.intake.bounded import serve


def answer(request):
    try:
        facts = measure(request["path"], request["kind"], request["extension"])
        # A database takes no number that is none.
        json.dumps(facts, allow_nan=False)
        return {"facts": facts}
    except MemoryError:
        raise
    except Exception as error:  # a decoder may raise anything; the file then stays unmeasured
        return {"failed": f"{type(error).__name__}: {error}"[:500]}


if __name__ == "__main__":
    serve(answer)
