"""
The office that the content belongs to: departments, topics and roles.

The shared ground under ``media_assets`` and ``editorial``; it imports no other room.
"""
