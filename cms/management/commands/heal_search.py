from django.core.management.base import BaseCommand, CommandError

from cms.search import healing


class Command(BaseCommand):
    help = "Brings the search engine's index (SEARCH_URL) in step with the database. The scheduler sees to it too."

    def add_arguments(self, parser):
        parser.add_argument("--everything", action="store_true", help="Make the whole index anew.")

    def handle(self, *, everything, **options):
        if healing.search_engine() is None:
            self.stdout.write("SEARCH_URL names no engine: the database searches, and its index needs no healing.")
        elif not healing.heal(everything, out=self.stdout.write):
            raise CommandError("The index is not in step yet; what is missing is kept and told later.")
