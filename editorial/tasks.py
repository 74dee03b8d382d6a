"""Background work of the newsroom. Every task may run twice without harm."""

from django.tasks import task
from wagtail.models import Page

from editorial import downloads
from editorial.prepared_files import NotReady
from editorial.readiness import link_checks


@task(backend="background")
def prepare_downloads(page_id):
    """Make the reading PDF, and the press kit, of a page that was published; nothing if it no longer is."""
    page = Page.objects.filter(pk=page_id).specific().first()
    if page is None or not downloads.is_out(page):
        return
    for kind in downloads.kinds_for(page):
        try:
            kind.ensure(page)
        except NotReady:
            # A reader was quicker and is having it made.
            continue


@task(backend="background")
def check_links(urls):
    """Ask the addresses of other sites that drafts link to whether they are there."""
    link_checks.ask(urls)
