"""What people are told while the store of files is down."""

import logging

from django.shortcuts import render

from media_assets.metadata.public_copies import InPreparation
from media_assets.storage import StorageDown
from media_assets.waiting import NotStored

logger = logging.getLogger(__name__)

RETRY_AFTER_SECONDS = 60


class StorageDownMiddleware:
    """
    Answer 503 with a page that says what is out of order, wherever a request ran into it.

    The store may fall silent in the middle of any of them; what the database had begun is
    taken back by the transactions of the views. A public file whose clean copy is still
    being made is told to come back later in the same way.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if not isinstance(exception, StorageDown | InPreparation):
            return None
        if isinstance(exception, StorageDown):
            logger.error("The store of files does not answer: %s", type(exception.__cause__).__name__)
        kept = isinstance(exception, NotStored) and exception.keep()
        response = render(request, "503.html", {"kept": kept}, status=503)
        response["Retry-After"] = str(RETRY_AFTER_SECONDS)
        response["Cache-Control"] = "no-store"
        return response
