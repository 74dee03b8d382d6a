"""Only connects: what the site forgets when content changes."""
