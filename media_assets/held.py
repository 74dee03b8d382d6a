"""
A good upload whose form was not good yet: kept at the door until the form comes back.

A browser forgets the file of a form that returns with errors. Sending a gigabyte
again because a date was missing is a loss; so the file waits on the disk of the
house under its sender's folder, also while object storage is down, and the form
carries a signed token for it.
"""

from datetime import timedelta

from django.core import signing
from django.core.files.storage import storages
from django.utils import timezone
from django.utils.crypto import get_random_string

from media_assets.intake import FileFacts, safe_filename

PATIENCE = timedelta(days=1)
_SALT = "media_assets.held"


def _store():
    return storages["held"]


def hold(upload, user) -> str:
    """Keep an inspected upload and return the token that brings it back to the same user."""
    _forget_stale(user)
    upload.seek(0)
    path = _store().save(f"{_folder(user)}/{get_random_string(16)}-{safe_filename(upload.name)}", upload)
    return signing.dumps(
        {"path": path, "name": upload.name, "user": user.pk, "facts": upload.facts.as_dict()}, salt=_SALT
    )


def recall(token, user):
    """The upload of the token with its name and facts, or None when it is not there for that user."""
    try:
        kept = signing.loads(token, salt=_SALT, max_age=PATIENCE)
    except signing.BadSignature:
        return None
    if kept["user"] != user.pk or not _store().exists(kept["path"]):
        return None
    upload = _store().open(kept["path"])
    upload.held_path, upload.name = kept["path"], kept["name"]
    upload.facts = FileFacts.from_dict(kept["facts"])
    return upload


def release(upload):
    """Forget an upload that has become a master."""
    upload.close()
    _store().delete(upload.held_path)


def _folder(user):
    return f"{user.pk}"


def _forget_stale(user):
    folder = _folder(user)
    try:
        _folders, names = _store().listdir(folder)
    except FileNotFoundError:
        return
    for name in names:
        path = f"{folder}/{name}"
        if _store().get_modified_time(path) < timezone.now() - PATIENCE:
            _store().delete(path)
