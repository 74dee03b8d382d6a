from django.conf import settings

from . import generation, rules
from .store import Entry, Store


class PageCacheMiddleware:
    """
    Answer anonymous readers from what is kept, and keep what everybody may read.

    Stands first of all: a kept answer has the headers that every other middleware gave
    it, and costs neither session nor database.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        self.store = Store()

    def __call__(self, request):
        key = rules.key_of(request) if settings.PAGE_CACHE_SECONDS > 0 else None
        if key is None:
            return self.get_response(request)
        # Read before anything of the page is: see ``generation``.
        now = generation.current()
        if now is not None and (entry := self.store.get(key, now)):
            return entry.answer(request, "hit")
        now = now or generation.renew()
        response = self.get_response(request)
        if now is None or not rules.may_keep(request, response):
            return response
        entry = Entry.of(response, now)
        self.store.put(key, entry)
        return entry.answer(request, "miss")
