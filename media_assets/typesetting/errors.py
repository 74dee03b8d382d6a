"""What can go wrong while setting type, by name."""


class TypesettingError(Exception):
    """A document could not be set; the message says why and may be shown to an editor."""
