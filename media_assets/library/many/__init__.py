"""
Acts on many pieces at once, as Wagtail's bulk actions.

Each piece is asked for by itself and changed in a transaction of its own: what cannot be
done to one is said of that one, and the rest are done.
"""
