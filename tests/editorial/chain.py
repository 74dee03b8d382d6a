"""The review chain without the admin around it: submit, approve, reject, edit, as the actions of people."""

from editorial.models import BulletinCorrection
from tests import factories
from tests.editorial.doors import fresh
from tests.media_assets.factories import add_version


def piece_with_master(user, **fields):
    """A draft of a piece, with the file that its review looks at."""
    piece = factories.piece(user=user, **fields)
    piece.current_version = add_version(piece)
    piece.save()
    piece.save_revision(user=user)
    return piece


def submit(content, user):
    """Send the newest revision to its chain, or send back what was returned."""
    content = fresh(content)
    state = content.current_workflow_state
    if state is not None and state.status == state.STATUS_NEEDS_CHANGES:
        state.resume(user)
    else:
        content.get_workflow().start(content, user)


def act(content, user, action, comment=""):
    state = fresh(content).current_workflow_task_state
    step = state.task.specific
    said = {"ticked": step.checklist_points} if action == "approve" else {}
    step.on_action(state, user, action, comment=comment, **said)


def approve(content, user):
    act(content, user, "approve")


def reject(content, user, comment="Falta la fuente."):
    act(content, user, "reject", comment)


def edit(content, user, **fields):
    """Save a new revision of the content with those fields changed."""
    draft = fresh(content).get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(draft, name, value)
    return draft.save_revision(user=user)


def correct(bulletin, user, note="La entradilla decía otra cosa.", **fields):
    """Change what a public bulletin says, with the note that tells its readers (*fe de erratas*)."""
    draft = fresh(bulletin).get_latest_revision_as_object()
    draft.corrections.add(BulletinCorrection(text=note))
    for name, value in fields.items():
        setattr(draft, name, value)
    return draft.save_revision(user=user)


def step(content) -> str:
    """The name of the step in progress, or nothing when no review is."""
    task = fresh(content).current_workflow_task
    return task.name if task else ""
