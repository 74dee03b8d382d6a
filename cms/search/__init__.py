"""
Search of the public site: what readers may find, in Spanish, whatever they type.

``entries`` keeps one row (``cms.models.SearchEntry``) for every page and piece that is
public, written and taken away in the request that publishes or withdraws it: what is
not public has no row, so that no query can leak it. ``language`` says when two Spanish
words are the same one; ``backends`` teaches it to modelsearch on SQLite and PostgreSQL.
``site_search`` asks, orders and counts; ``excerpts`` shows why something was found.
"""
