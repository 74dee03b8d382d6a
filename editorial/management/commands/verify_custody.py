"""The check of the chain of custody, for whoever keeps the house."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from editorial.custody.records import heads, verify
from editorial.models import CustodyEntry


class Command(BaseCommand):
    """
    Check that the chain of custody is what was written, entry by entry, up to the end that the database keeps.

    ``--keep FILE`` writes where each content's record ends; kept on another machine and
    given back with ``--against FILE``, it also shows what somebody did who could rewrite
    the ends in the database. Exits with an error when anything is wrong.
    """

    help = "Checks the chain of custody of every content."

    def add_arguments(self, parser):
        parser.add_argument("--keep", type=Path, metavar="FILE", help="Write the ends of the record, if it is whole.")
        parser.add_argument("--against", type=Path, metavar="FILE", help="Check also against ends that were kept.")

    def handle(self, *args, keep, against, **options):
        faults = list(verify(self._kept(against) if against else None))
        for fault in faults:
            self.stderr.write(f"{fault.content_label} {fault.object_id}, entry {fault.sequence}: {fault.what}")
        if faults:
            raise CommandError(f"The record is not whole: {len(faults)} faults.")
        self.stdout.write(f"The record is whole: {CustodyEntry.objects.count()} entries.")
        if keep:
            ends = [[label, pk, sequence, digest] for (label, pk), (sequence, digest) in sorted(heads().items())]
            keep.write_text(json.dumps(ends, indent=0))

    def _kept(self, path):
        try:
            return {(label, pk): (sequence, digest) for label, pk, sequence, digest in json.loads(path.read_text())}
        except (OSError, ValueError, TypeError) as error:
            raise CommandError(f"{path} does not hold the ends of a record: {error}") from error
