"""A drawing of vectors: its size, and whether it is a drawing and nothing else."""

from media_assets.intake.probes import Refused, drawings


def measure(path, extension):
    try:
        facts = drawings.examine(path, extension)
    except Refused as refusal:
        found = str(refusal.params.get("found") or refusal.reason or refusal.code)
        return {"kind": "svg", "family": "rgb", "unsafe": found}
    return {
        "kind": "svg",
        "width": facts["width"],
        "height": facts["height"],
        "family": "rgb",
        "unsafe": "",
        "frames": 1,
        "seconds": 0.0,
    }
