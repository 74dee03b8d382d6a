"""One file written anew without what is private, and with what the office says of it. No Django here."""

import shutil

from media_assets.metadata.containers import CannotClean, container_of
from media_assets.metadata.reading import read
from media_assets.metadata.statement import Statement


def clean(source, target, extension, statement: Statement):
    """
    Write ``target``: the same work, lossless, without private metadata.

    Raises ``CannotClean`` where that cannot be done, or where a second look at the copy
    still finds something private.
    """
    container = container_of(extension)
    if container is None:
        shutil.copyfile(source, target)
        return
    try:
        container.clean(source, target, statement)
    except (CannotClean, MemoryError):
        raise
    except Exception as error:  # a parser may meet anything in a hostile file
        raise CannotClean(f"{type(error).__name__}: {error}"[:300]) from error
    left = read(target, extension).private
    if left:
        raise CannotClean(f"still holds {', '.join(left)}")
