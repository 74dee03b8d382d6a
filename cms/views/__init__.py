"""Public doors that belong to no room: search, feeds, health, public files, errors."""
