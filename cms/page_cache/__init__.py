"""
Whole public pages, kept for readers who are not signed in.

One idea in four files: ``rules`` says what may be kept and under which key,
``generation`` is the shared word by which all processes forget at once, ``store``
keeps entries in the process and in the shared cache, ``middleware`` answers.

Nothing here knows what a page shows. Any change of public content starts a new
generation, and an entry is worth nothing outside the one it was made in.
"""

from .generation import forget, turn

__all__ = ["forget", "turn"]
