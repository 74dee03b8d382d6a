"""The site's work in the background."""

from django.tasks import task

from cms.search import healing


@task(backend="background")
def heal_search():
    """Bring the search engine's index in step with the database."""
    healing.heal()
