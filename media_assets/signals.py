"""Only connects: background work that an upload asks for."""
