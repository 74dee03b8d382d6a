"""One file written anew without what is private, and with what the office says of it. No Django here."""

import os
import shutil
import tempfile
from pathlib import Path

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


def label(source, target, extension, statement: Statement):
    """Write ``target``: a file that the house made, with the statement in the place of the one it carried."""
    container = container_of(extension)
    if container is None:
        shutil.copyfile(source, target)
        return
    try:
        getattr(container, "label", container.clean)(source, target, statement)
    except (CannotClean, MemoryError):
        raise
    except Exception as error:  # a library may raise anything
        raise CannotClean(f"{type(error).__name__}: {error}"[:300]) from error


def label_in_place(path, statement: Statement):
    """The file of that path under its own name, with the statement; whole or not at all."""
    extension = str(path).rpartition(".")[2]
    if statement and container_of(extension) is not None:
        label(path, f"{path}.labelled", extension, statement)
        os.replace(f"{path}.labelled", path)


def cleaned(data: bytes, extension, statement: Statement) -> bytes:
    """A small file in memory, clean and with the statement."""
    with tempfile.TemporaryDirectory(prefix="clean-") as folder:
        source, target = Path(folder) / "source", Path(folder) / "target"
        source.write_bytes(data)
        label(source, target, extension, statement)
        return target.read_bytes()
