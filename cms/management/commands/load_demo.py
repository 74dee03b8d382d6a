from collections.abc import Callable, Iterable
from dataclasses import dataclass
from time import perf_counter

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from cms.demo import (
    briefs,
    bulletins,
    campaign_pages,
    desk,
    documents,
    pictures,
    pieces,
    programmes,
    publications,
    review,
)
from cms.demo.loading import Newsroom
from cms.demo.quiet import quiet
from cms.demo.settled import settled

PASSWORD = "rotativa-demo"


@dataclass(frozen=True)
class Stage:
    """A part of the demonstration: its items, and how one is loaded (True when it was new)."""

    name: str
    items: Callable[[], Iterable]
    load: Callable


class Command(BaseCommand):
    help = "Load the demonstration newsroom. A second run adds only what is missing."

    def add_arguments(self, parser):
        parser.add_argument(
            "--password", help=f"Password of the demonstration's accounts (in development: {PASSWORD})."
        )

    def handle(self, *args, password=None, **options):
        if not settings.DEBUG and not password:
            raise CommandError(
                "DEBUG is off: give the demonstration's accounts a password of your own with --password."
            )
        with quiet(), settled():
            desk.load_people(password or PASSWORD)
            desk.load_office()
            for stage in self.stages():
                self.run_stage(stage)

    def stages(self):
        yield Stage("Imágenes", pictures.items, pictures.load)
        yield Stage("Piezas", pieces.items, pieces.load)
        yield Stage("Documentos", documents.items, documents.load)
        yield Stage("Boletines", bulletins.texts, bulletins.load)
        yield Stage("Publicaciones y ediciones", publications.items, publications.load)
        yield Stage("Campañas", campaign_pages.items, campaign_pages.load)
        yield Stage("Programas y episodios", programmes.items, programmes.load)
        yield Stage("Solicitudes", briefs.items, briefs.load)

    def run_stage(self, stage):
        """
        Load what is missing of a stage and say so in one line.

        Each item is whole or absent, so a run that was interrupted goes on where it stopped.
        """
        newsroom = Newsroom(review.Staff.from_database())
        started, total, new = perf_counter(), 0, 0
        for item in stage.items():
            with transaction.atomic():
                new += bool(stage.load(item, newsroom))
            total += 1
        self.stdout.write(f"{stage.name}: {total} ({new} nuevos, {perf_counter() - started:.1f} s)")
