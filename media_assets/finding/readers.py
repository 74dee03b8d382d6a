"""
How readers find published pieces by what they type.

The index of what is public is kept by the room that knows the site: it hangs its search
here, and this room never asks an index that knows of drafts.
"""


class ReadersSearch:
    """
    What stands for what readers type, set once when the house starts: nothing is found until then.

    ``condition`` is a function ``text -> Q`` over pieces; ``marking``, of the same text, gives the
    function ``title -> escaped title`` with the words that were sought in ``<mark>``.
    """

    def __init__(self):
        self._condition = None
        self._marking = None

    def asks(self, condition, marking=None):
        self._condition, self._marking = condition, marking
        return condition

    def within(self, pieces, text):
        """Of those pieces, the ones that answer."""
        return pieces.filter(self._condition(text)) if self._condition else pieces.none()

    def mark(self, pieces, text):
        """Give each of those pieces a ``marked_title``, which says why it was found."""
        marked = self._marking(text) if self._marking else None
        for piece in pieces if marked else ():
            piece.marked_title = marked(piece.title)


readers = ReadersSearch()
