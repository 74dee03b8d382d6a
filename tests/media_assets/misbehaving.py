"""A child that does not behave, run by ``bounded.ask("tests.media_assets.misbehaving", …)``."""

import os

from media_assets.intake.bounded import serve


def misbehave(request):
    if request["how"] == "spins":
        while True:
            pass
    if request["how"] == "crashes":
        os.abort()
    if request["how"] == "swells":
        return {"size": len(bytearray(4 * 1024**3))}
    if request["how"] == "babbles":
        print("not JSON")
    return {"environment": sorted(os.environ)}


if __name__ == "__main__":
    serve(misbehave)
