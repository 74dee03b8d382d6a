"""
A good upload whose form was not good yet: kept at the door until the form comes back.

A browser forgets the file of a form that returns with errors. Sending a gigabyte
again because a date was missing is a loss; so the file waits in the private store
under its sender's folder, and the form carries a signed token for it.
"""

from datetime import timedelta

from django.core import signing
from django.core.files.storage import default_storage
from django.utils import timezone
from django.utils.crypto import get_random_string

from media_assets.intake import FileFacts, safe_filename

PATIENCE = timedelta(days=1)
_SALT = "media_assets.held"


def hold(upload, user) -> str:
    """Keep an inspected upload and return the token that brings it back to the same user."""
    _forget_stale(user)
    upload.seek(0)
    path = default_storage.save(f"{_folder(user)}/{get_random_string(16)}-{safe_filename(upload.name)}", upload)
    return signing.dumps(
        {"path": path, "name": upload.name, "user": user.pk, "facts": upload.facts.as_dict()}, salt=_SALT
    )


def recall(token, user):
    """The upload of the token with its name and facts, or None when it is not there for that user."""
    try:
        kept = signing.loads(token, salt=_SALT, max_age=PATIENCE)
    except signing.BadSignature:
        return None
    if kept["user"] != user.pk or not default_storage.exists(kept["path"]):
        return None
    upload = default_storage.open(kept["path"])
    upload.held_path, upload.name = kept["path"], kept["name"]
    upload.facts = FileFacts.from_dict(kept["facts"])
    return upload


def release(upload):
    """Forget an upload that has become a master."""
    upload.close()
    default_storage.delete(upload.held_path)


def _folder(user):
    return f"en-espera/{user.pk}"


def _forget_stale(user):
    folder = _folder(user)
    try:
        _folders, names = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in names:
        path = f"{folder}/{name}"
        if default_storage.get_created_time(path) < timezone.now() - PATIENCE:
            default_storage.delete(path)
