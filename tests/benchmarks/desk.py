"""
How the desk's first page bears the work of the house: 5,000 contents in review against 50, in one run.

    DATABASE_URL=postgres://user:password@127.0.0.1:5432/postgres python -m tests.benchmarks.desk

Without DATABASE_URL it measures SQLite. Makes and destroys a test database of its own.
Prints queries and the median of the home for both sizes, and their ratio; exits with 1
when it takes 30 queries or more, when their number differs, or when the ratio passes 1.5.
"""

import os
import statistics
import sys
import time
from datetime import timedelta

FEW, MANY, VISITS = 50, 5000, 25
MOST_QUERIES, WORST_RATIO = 30, 1.5


def fill_with_reviews(model, number):
    """Add so many bulletins at the step of ``model``, a bulletin in review, with rows as the chain writes them."""
    from django.contrib.contenttypes.models import ContentType
    from django.utils import timezone
    from wagtail.models import Page, Revision, TaskState, WorkflowState

    from editorial.models import BulletinPage, ReviewState

    page = BulletinPage.objects.get(pk=model.pk)
    review, state = page.current_workflow_state, page.current_workflow_task_state
    parent, now = page.get_parent(), timezone.now()
    first = parent.numchild + 1
    pages = []
    for n in range(first, first + number):
        child = Page(
            path=parent.path + Page._get_path("", 1, n), depth=parent.depth + 1, title=f"Boletín {n}", draft_title=f"Boletín {n}",
            slug=f"boletin-de-carga-{n}", url_path=f"{parent.url_path}boletin-de-carga-{n}/", live=False,
            has_unpublished_changes=True, owner=page.owner, content_type=page.content_type, locale=page.locale,
        )  # fmt: skip
        pages.append(child)
    Page.objects.bulk_create(pages, batch_size=500)
    Page.objects.filter(pk=parent.pk).update(numchild=parent.numchild + number)
    fields = [f for f in BulletinPage._meta.local_concrete_fields if f.name != "page_ptr"]
    _insert_children(BulletinPage, "page_ptr_id", pages, {f.attname: getattr(page, f.attname) for f in fields})
    base = ContentType.objects.get_for_model(Page)
    kind = {"base_content_type": base, "content_type": page.content_type}
    content = page.latest_revision.content
    revisions = Revision.objects.bulk_create(
        [Revision(object_id=str(p.pk), content=content, user=page.owner, created_at=now, **kind) for p in pages],
        batch_size=500,
    )
    for child, revision in zip(pages, revisions, strict=True):
        child.latest_revision = revision
    Page.objects.bulk_update(pages, ["latest_revision"], batch_size=200)
    reviews = WorkflowState.objects.bulk_create(
        [
            WorkflowState(object_id=str(p.pk), workflow_id=review.workflow_id, requested_by=page.owner, **kind)
            for p in pages
        ],
        batch_size=500,
    )
    step_kind = ContentType.objects.get_for_model(ReviewState)
    states = TaskState.objects.bulk_create(
        [
            TaskState(workflow_state=r, revision=v, task_id=state.task_id, content_type=step_kind)
            for r, v in zip(reviews, revisions, strict=True)
        ],
        batch_size=500,
    )
    due = {s.pk: now + timedelta(minutes=n) for n, s in enumerate(states)}
    values = {"under_review": "", "fingerprint": "", "carried": False, "rejection_reason": ""}
    _insert_children(ReviewState, "taskstate_ptr_id", states, values, lambda s: {"due_at": due[s.pk]})
    for each, current in zip(reviews, states, strict=True):
        each.current_task_state = current
    WorkflowState.objects.bulk_update(reviews, ["current_task_state"], batch_size=200)


def _insert_children(model, link, parents, values, own=lambda parent: {}):
    """Write the rows of a child table alone; Django does not bulk-create models that inherit from a table."""
    from django.db import connection

    names = [link, *values, *own(parents[0])]
    columns = {f.attname: f for f in model._meta.local_concrete_fields}
    rows = []
    for parent in parents:
        held = {link: parent.pk, **values, **own(parent)}
        rows.append([columns[name].get_db_prep_save(held[name], connection) for name in names])
    quoted = ", ".join(connection.ops.quote_name(columns[name].column) for name in names)
    marks = ", ".join(["%s"] * len(names))
    with connection.cursor() as cursor:
        table = connection.ops.quote_name(model._meta.db_table)
        cursor.executemany(f"INSERT INTO {table} ({quoted}) VALUES ({marks})", rows)


def visit(client):
    """``(queries, median milliseconds)`` of the home."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    home = reverse("wagtailadmin_home")
    for _warming in range(3):
        assert client.get(home).status_code == 200
    with CaptureQueriesContext(connection) as asked:
        client.get(home)
    # Counted at once: the requests that follow empty the log.
    queries, taken = len(asked), []
    for _visit in range(VISITS):
        begun = time.perf_counter()
        client.get(home)
        taken.append((time.perf_counter() - begun) * 1000)
    return queries, statistics.median(taken)


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")
    import django

    django.setup()
    from django.db import connection
    from django.test.utils import setup_test_environment, teardown_test_environment

    setup_test_environment()
    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        from organization.roles import EDITORS, STYLE_REVIEWERS
        from tests import factories
        from tests.editorial import chain, doors

        editor = factories.UserFactory(role=EDITORS)
        client = doors.desk_of(factories.UserFactory(role=STYLE_REVIEWERS))
        model = factories.bulletin(user=editor, live=False)
        chain.submit(model, editor)
        measured = []
        for number, more in ((FEW, FEW - 1), (MANY, MANY - FEW)):
            fill_with_reviews(model, more)
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
            queries, median = visit(client)
            measured.append((queries, median))
            print(f"{connection.vendor}: {number:>5} in review: {queries} queries, {median:.1f} ms")
        (few, fast), (many, slow) = measured
        print(f"{connection.vendor}: ratio {slow / fast:.2f} (bar {WORST_RATIO})")
        return int(few != many or not 0 < many < MOST_QUERIES or slow / fast > WORST_RATIO)
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)
        teardown_test_environment()


if __name__ == "__main__":
    sys.exit(main())
