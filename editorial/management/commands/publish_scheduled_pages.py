"""Wagtail's older name of its command: here too, what is due goes by the house's scheduler."""

from editorial.management.commands.publish_scheduled import Command

__all__ = ["Command"]
