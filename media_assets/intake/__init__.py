"""
Whether an upload is what it says, and whether the library may take it.

The examining half runs in a bounded process of its own and must start in a
blink, so this package hands out its names lazily and its ``probes`` never
import Django.
"""

_HOMES = {
    "FileFacts": "media_assets.intake.facts",
    "IntakeRefused": "media_assets.intake.refusals",
    "safe_filename": "media_assets.intake.names",
    "inspect_upload": "media_assets.intake.inspection",
    "check_announced": "media_assets.intake.inspection",
    "allowed_extensions": "media_assets.intake.filetypes",
}

__all__ = list(_HOMES)


def __getattr__(name):
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
