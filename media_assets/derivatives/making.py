"""
Making what a job asks for, and keeping what came out.

The products of a job replace the former ones in one transaction: whoever is killed in between leaves
the former ones whole, and at most files that nobody knows of, which the next one sweeps away.
"""

import logging
import tempfile
from functools import partial
from pathlib import Path

from django.core.files import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from media_assets import jobs
from media_assets.derivatives import process
from media_assets.derivatives.recipes import STEMS, bounds_of, is_approved
from media_assets.intake import bounded
from media_assets.jobs import held
from media_assets.metadata import statements
from media_assets.models import PRODUCTS, DerivativeJob, DerivativeKind, JobState, PieceDerivative
from media_assets.models.versions import derivative_path
from media_assets.storage import StorageDown, at_hand

logger = logging.getLogger(__name__)


class NotMade(Exception):
    """The derivative could not be made; the message says why, for the log."""


def claim(job_id, claimant) -> DerivativeJob | None:
    """The job, now this worker's own; None where it is finished, cancelled or in better hands."""
    if not jobs.claim(DerivativeJob.objects.filter(pk=job_id), claimant):
        return None
    return DerivativeJob.objects.select_related("version__piece").get(pk=job_id)


def carry_out(job_id, claimant) -> None:
    """Make what the job asks for. Harmless to repeat."""
    job = claim(job_id, claimant)
    if job is None:
        return
    try:
        with at_hand(job.version.file) as path, tempfile.TemporaryDirectory(prefix="derivatives-") as out:
            _keep(job, _make(job, path, out), Path(out))
    except process.Stopped:
        jobs.end(held(job), JobState.CANCELLED)
    except NotMade as failure:
        logger.warning("Derivative %s of version %s was not made: %s", job.recipe, job.version_id, failure)
        jobs.end(held(job), JobState.FAILED, _("It could not be made from this file. The master is stored and whole."))
    except StorageDown:
        # The queue tries it again when the store is back.
        jobs.put_back(job)
        raise
    except FileNotFoundError:
        jobs.end(held(job), JobState.FAILED, _("The master file is missing from the store. Tell the systems office."))
        raise
    except Exception:
        jobs.end(held(job), JobState.FAILED, _("It could not be made because of a fault of the system."))
        raise


def _make(job, path, out):
    version, bounds = job.version, bounds_of(job)
    job.is_marked = job.is_marked and not is_approved(version)
    request = {
        "path": str(path),
        "extension": version.file.name.rpartition(".")[2],
        "kind": version.kind,
        "recipe": job.recipe,
        "out": out,
        "mark": _("PROOF") if job.is_marked else "",
        "statement": statements.of_piece(version.piece).as_dict(),
        "widths": list(version.piece.format.widths_of_the_set),
    }
    try:
        answer = process.watch(
            "media_assets.derivatives",
            request,
            seconds=bounds.seconds,
            memory=bounds.memory,
            processors=bounds.processors,
            tell=lambda per_cent: held(job).update(progress=per_cent),
            stopped=lambda: not held(job).filter(cancel_requested=False).exists(),
        )
    except bounded.TooDemanding as error:
        raise NotMade("it asks for too much time or memory") from error
    except bounded.Broken as error:
        raise NotMade(f"the decoder broke: {error}") from error
    if "failed" in answer:
        raise NotMade(answer["failed"])
    return answer["made"]


def _keep(job, made, out):
    """Put the products in the place of the former ones, all at once or not at all."""
    _sweep(job)
    products = []
    try:
        for each in made:
            product = PieceDerivative(
                version=job.version,
                kind=DerivativeKind(each["kind"]),
                position=each["position"],
                mime=each["mime"],
                width=each.get("width"),
                height=each.get("height"),
            )
            with (out / each["name"]).open("rb") as file:
                product.size = (out / each["name"]).stat().st_size
                product.file.save(each["name"], File(file), save=False)
            products.append(product)
        _replace(job, products)
    except BaseException:
        for product in products:
            product.file.storage.delete(product.file.name)
        raise


@transaction.atomic
def _replace(job, products):
    if not held(job).filter(cancel_requested=False).select_for_update().exists():
        raise process.Stopped
    before = PieceDerivative.objects.filter(version=job.version, kind__in=PRODUCTS[job.recipe])
    stale = [derivative.file for derivative in before]
    before.delete()
    for product in products:
        product.save()
    done = {"state": JobState.DONE, "progress": 100, "is_marked": job.is_marked, "message": ""}
    if not held(job).filter(cancel_requested=False).update(**done, finished_at=timezone.now()):
        raise process.Stopped
    for file in stale:
        transaction.on_commit(partial(file.storage.delete, file.name))


def _sweep(job):
    """Take away what a worker stored and was killed before it could put on record."""
    storage = PieceDerivative._meta.get_field("file").storage
    folder = derivative_path(PieceDerivative(version=job.version), "").rstrip("/")
    try:
        names = storage.listdir(folder)[1]
    except FileNotFoundError:
        return
    known = set(job.version.derivatives.values_list("file", flat=True))
    for name in names:
        if name.startswith(STEMS[job.recipe]) and f"{folder}/{name}" not in known:
            storage.delete(f"{folder}/{name}")
