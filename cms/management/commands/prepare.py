from django.conf import settings
from django.core.management import BaseCommand, call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from cms.addresses import settle_site


class Command(BaseCommand):
    help = "Bring the database and the demonstration newsroom up to date, doing only what is missing."

    def add_arguments(self, parser):
        parser.add_argument("--with-demo", action="store_true", help="Load the demonstration newsroom too.")
        parser.add_argument("--with-static", action="store_true", help="Gather the static files of production too.")

    def handle(self, *args, with_demo=False, with_static=False, **options):
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write("Preparing the database…")
            call_command("migrate", verbosity=0, interactive=False)
        settle_site()
        if with_static:
            call_command("collectstatic", verbosity=0, interactive=False)
        if with_demo and settings.DEBUG:
            call_command("load_demo", stdout=self.stdout, stderr=self.stderr)
