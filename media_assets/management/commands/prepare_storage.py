"""Give the buckets their policies before the first file comes."""

from django.conf import settings
from django.core.files.storage import storages
from django.core.management import BaseCommand, CommandError

from media_assets.storage import StorageDown


class Command(BaseCommand):
    help = "Make the buckets what the house takes them for: originals private, renditions public by policy."

    def handle(self, **options):
        if not hasattr(storages["default"], "bucket_name"):
            raise CommandError("Files are kept on disk: AWS_STORAGE_BUCKET_NAME is not set.")
        from media_assets import buckets

        try:
            done = buckets.prepare(storages["default"], storages["renditions"], settings.WAGTAILADMIN_BASE_URL)
        except StorageDown as down:
            raise CommandError(f"The object storage does not do its work: {down.__cause__}") from down
        for line in done:
            self.stdout.write(line)
