"""Measure the colours of what came into the library before colours were kept."""

from django.core.management.base import BaseCommand

from media_assets.library.colours import remember_colours, without_colours


class Command(BaseCommand):
    help = "Measures the colours of the pieces that have a preview from before colours were kept."

    def handle(self, **options):
        measured = 0
        for version in without_colours().iterator():
            measured += bool(remember_colours(version))
        self.stdout.write(f"Colours measured: {measured} versions.")
