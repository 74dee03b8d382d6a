"""Public doors of the library: its pages and its files."""
