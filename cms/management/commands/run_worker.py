import logging

from django.core.management import call_command
from django_tasks_db.management.commands.db_worker import Command as DatabaseWorker

from cms import scratch
from cms.background import requeue_abandoned, worker_name
from media_assets.resuming import resume

logger = logging.getLogger(__name__)


class Command(DatabaseWorker):
    """
    The worker of the ``background`` queue, which first takes up what was left undone.

    It also forgets what was done more than a fortnight ago. Takes the options of ``db_worker``. Several may run, on one machine or many.
    """

    help = "Does the background work of the house, after resuming what a killed process left."

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.set_defaults(
            backend_name="background", queue_name="*", reload=False, startup_delay=False, worker_id=worker_name()
        )

    def handle(self, **options):
        abandoned, lost = requeue_abandoned(), resume()
        if abandoned or lost:
            logger.info("Resumed: %d tasks of workers that died, %d that were never queued", abandoned, lost)
        call_command("prune_db_task_results", "--backend=background", "--queue-name=*", verbosity=0)
        with scratch.own_folder():
            super().handle(**options)
