"""
The house itself: settings, site chrome, search, feeds, API mounting, health.

It composes ``media_assets`` and ``editorial`` and may import every room;
no room imports it.
"""
