"""
What Wagtail remembers of a row or of a request, under names that it does not promise.

There is no public way to give it what the house has at hand already; without it the same is
fetched again for each page or button. Only here are these names written, and a test asks
Wagtail itself whether it still heeds each of them.
"""


def give_parent(page, parent):
    """The parent of a page, for ``page.get_parent()``."""
    page._cached_parent_obj = parent


def give_reviews(content, reviews):
    """The open reviews of a content, the newest first, as ``prefetch_workflow_states`` gives them to pages."""
    content._current_workflow_states = list(reviews)


def read_reviews_once(content):
    """
    Let the content know its open reviews from now on, with one query.

    Wagtail prefetches them for the row of a page and then shows the newest revision, which
    asks again for every button.
    """
    if not hasattr(content, "_current_workflow_states"):
        give_reviews(content, content.workflow_states.active().select_related("current_task_state__task"))


def give_site(request, site):
    """The site of a request, for ``Site.find_for_request``."""
    request._wagtail_site = site
