"""
The names of what lies in a package.

Whatever people write as a title or as the name of a file, the package opens the same on
every system: lower-case ASCII, one folder for each piece, no name twice, no way out of the
folder into which it is unpacked.
"""

from media_assets.intake import safe_filename

LONGEST_FOLDER = 48


def plain(text: str, longest=LONGEST_FOLDER) -> str:
    """``Cuña 2.0: ¡El río!`` is ``cuna-2-0-el-rio``; there is always something left."""
    return safe_filename(text.replace(".", " "))[:longest].strip("-") or "pieza"


def package_folder(delivery) -> str:
    """The one folder of the package, which is also what it is called: ``entrega-42-imprenta-del-sur``."""
    return f"entrega-{delivery.pk}-{plain(delivery.receiver_name)}"


def piece_folder(item) -> str:
    return f"{item.position:02d}-{plain(item.title)}"


def master_name(version) -> str:
    """The name as it was uploaded, made plain, with the extension of what the file really is."""
    stem = safe_filename(version.original_name).rpartition(".")[0] or plain(version.original_name)
    return f"{stem}.{version.file.name.rpartition('.')[2].lower()}"
