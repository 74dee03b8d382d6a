"""One round of the schedule, for a timer."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.timezone import localtime

from editorial import scheduling


class Command(BaseCommand):
    """
    Publish and withdraw what is due, once; takes the place of Wagtail's command of this name.

    Safe to run as often as one likes, from several machines at once, and after
    hours of absence. Exits with an error when some content failed.
    """

    help = "Publishes what is due and withdraws what has expired, once and in order."

    def add_arguments(self, parser):
        parser.add_argument("--dryrun", action="store_true", help="Say what is due and change nothing.")

    def handle(self, *args, dryrun=False, **options):
        if dryrun:
            for revision in scheduling.due_revisions(timezone.now()):
                moment = localtime(revision.approved_go_live_at)
                self.stdout.write(f"{moment:%Y-%m-%d %H:%M}\t{revision.content_type.model}\t{revision.object_str}")
            return
        done = scheduling.run_due()
        for word in ("published", "expired", "refused", "failed"):
            for content in getattr(done, word):
                self.stdout.write(f"{word}: {content}")
        if done.failed:
            raise CommandError(f"{len(done.failed)} failed; see the log. They are tried again next time.")
