"""
Small public likenesses of a master file: thumbnails, pages, posters, waveforms.

May import ``media_assets.intake``; knows no model, so that it can be run by a
background task, a command or a test alike.
"""

_HOMES = {
    "Preview": "media_assets.previews.making",
    "PreviewFailed": "media_assets.previews.making",
    "make_previews": "media_assets.previews.making",
}

__all__ = list(_HOMES)


def __getattr__(name):
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
