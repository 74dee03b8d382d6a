"""What load balancers and people on duty are told."""

import datetime
import json

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from cms import health
from tests import factories

pytestmark = pytest.mark.django_db


def test_liveness_asks_nobody(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/healthz").json() == {"status": "ok"}


def test_who_watches_may_come_by_any_name_and_without_tls(client, settings):
    settings.ALLOWED_HOSTS = ["prensa.example.gov.co"]
    settings.SECURE_SSL_REDIRECT = True
    for door in ("/healthz", "/readyz"):
        assert client.get(door, headers={"Host": "10.0.0.7:8000"}).status_code == 200


def test_readiness_names_every_part(client):
    answer = client.get("/readyz")
    assert answer.status_code == 200
    components = answer.json()["components"]
    assert set(components) == {"database", "migrations", "cache", "storage", "search", "worker", "schedule", "mail"}
    assert {part["status"] for part in components.values()} == {"ok"}
    assert components["database"]["detail"] == connection.vendor
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("part", [part.name for part in health.PARTS])
def test_a_necessary_part_that_fails_takes_the_house_out_and_no_secret_with_it(client, monkeypatch, part):
    def fails():
        raise OSError("postgres://rotativa:secreto@10.0.0.1/rotativa does not answer")

    parts = [health.Part(p.name, fails if p.name == part else p.examine, p.necessary) for p in health.PARTS]
    monkeypatch.setattr(health, "examine", lambda: health.Report(tuple(health._ask(p) for p in parts)))
    answer = client.get("/readyz")
    necessary = next(p.necessary for p in parts if p.name == part)
    assert answer.status_code == (503 if necessary else 200)
    assert answer.json()["components"][part]["status"] == ("down" if necessary else "degraded")
    assert "secreto" not in json.dumps(answer.json())


def test_work_that_waits_long_says_that_no_worker_runs():
    from django_tasks_db.models import DBTaskResult

    task = DBTaskResult.objects.create(
        task_path="media_assets.tasks.prepare_version",
        args_kwargs={"args": [1], "kwargs": {}},
        queue_name="default",
        backend_name="background",
        run_after=timezone.now(),
        exception_class_path="",
        traceback="",
    )
    assert "waited 0 s" in health.worker()
    DBTaskResult.objects.filter(pk=task.pk).update(enqueued_at=timezone.now() - datetime.timedelta(hours=1))
    with pytest.raises(health.Trouble, match="3600"):
        health.worker()


def test_a_publication_that_is_overdue_says_that_no_scheduler_runs():
    revision = factories.bulletin(live=False).save_revision()
    revision.approved_go_live_at = timezone.now() - datetime.timedelta(minutes=1)
    revision.save()
    assert health.schedule() == "nothing is overdue"
    revision.approved_go_live_at -= datetime.timedelta(hours=1)
    revision.save()
    with pytest.raises(health.Trouble, match="1 publications"):
        health.schedule()


def test_an_unapplied_migration_is_told():
    (_app, latest), *_others = MigrationLoader(connection).graph.leaf_nodes("cms")
    MigrationRecorder(connection).record_unapplied("cms", latest)
    with pytest.raises(health.Trouble, match="unapplied"):
        health.migrations()


def test_a_cache_that_forgets_is_told(settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    with pytest.raises(health.Trouble):
        health.cache()
