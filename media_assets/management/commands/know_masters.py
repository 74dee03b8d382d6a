"""Reads, marks and compares the masters, and reads the documents, that were stored before the library learnt from files."""

from django.core.management.base import BaseCommand
from django.db.models import Exists, OuterRef, Q

from media_assets.finding import documents
from media_assets.finding.tasks import know, read_captions
from media_assets.models import Likeness, Piece, PieceVersion, TextInside


class Command(BaseCommand):
    help = "Reads the text of masters and documents, takes their likeness and finds duplicates, where that has not been done."

    def add_arguments(self, parser):
        parser.add_argument("--again", action="store_true", help="also take again the likenesses that were taken")

    def handle(self, *args, again=False, verbosity=1, **options):
        versions = PieceVersion.objects.select_related("piece").prefetch_related("derivatives").order_by("pk")
        if not again:
            is_known = Exists(Likeness.objects.filter(version=OuterRef("pk")))
            is_read = Exists(TextInside.objects.filter(version=OuterRef("pk")))
            versions = versions.filter(~is_known | ~is_read)
        known = 0
        for version in versions.iterator(chunk_size=200):
            know(version)
            known += 1
        captioned = Piece.objects.exclude(Q(captions="") | Q(captions__in=TextInside.objects.values("name")))
        for pk in captioned.values_list("pk", flat=True):
            read_captions.call(pk)
        for document in documents.unread().iterator(chunk_size=200):
            documents.read(document)
        if verbosity:
            self.stdout.write(f"{known} masters are known now.")
