"""What people are told while the store of files is down."""

import logging

from django.shortcuts import render

from media_assets.metadata.public_copies import InPreparation
from media_assets.storage import StorageDown
from media_assets.views.long_answers import TooManyReaders
from media_assets.waiting import NotStored

logger = logging.getLogger(__name__)

RETRY_AFTER_SECONDS = 60
#: Somebody will have read their file to its end by then.
AFTER_A_READER_SECONDS = 15


class StorageDownMiddleware:
    """
    Answer 503 with a page that says what is out of order, wherever a request ran into it.

    The store may fall silent in the middle of any of them; what the database had begun is
    taken back by the transactions of the views. A public file whose clean copy is still
    being made is told to come back later in the same way, and so is a long file for which
    there is no place now (``media_assets.views.long_answers``).
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if isinstance(exception, TooManyReaders):
            return _come_back(request, AFTER_A_READER_SECONDS, {"crowded": True})
        if not isinstance(exception, StorageDown | InPreparation):
            return None
        if isinstance(exception, StorageDown):
            logger.error("The store of files does not answer: %s", type(exception.__cause__).__name__)
        kept = isinstance(exception, NotStored) and exception.keep()
        return _come_back(request, RETRY_AFTER_SECONDS, {"kept": kept})


def _come_back(request, seconds, context):
    response = render(request, "503.html", context, status=503)
    response["Retry-After"] = str(seconds)
    response["Cache-Control"] = "no-store"
    return response
