"""What machines are told of a public page: search engines, social networks, feed readers."""

from .describing import Metadata, describe

__all__ = ["Metadata", "describe"]
