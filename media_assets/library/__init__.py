"""
Finding one's way among many pieces: facets, colours, saved searches, collections, acts on many at once.

May import the models and rules of ``media_assets``; its screens are wired by
``media_assets.wagtail_hooks``. Other rooms add facets by ``register_piece_filters``.
"""
