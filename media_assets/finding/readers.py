"""
How readers find published pieces by what they type.

The index of what is public is kept by the room that knows the site: it hangs its search
here, and this room never asks an index that knows of drafts.
"""


class ReadersSearch:
    """A function ``text -> Q`` over pieces, set once when the house starts; nothing is found until then."""

    def __init__(self):
        self._condition = None

    def asks(self, condition):
        self._condition = condition
        return condition

    def within(self, pieces, text):
        """Of those pieces, the ones that answer."""
        return pieces.filter(self._condition(text)) if self._condition else pieces.none()


readers = ReadersSearch()
