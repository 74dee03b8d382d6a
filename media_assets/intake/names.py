"""Names of files: which are hostile, and the plain name each is stored under."""

import re
import unicodedata

LONGEST_NAME = 120
LONGEST_STORED = 80

# Extensions that some system or server would run; hidden before the real one they deceive.
PROGRAMS = frozenset(
    "action apk app asp aspx bat bin cgi chm class cmd com command cpl csh dll dmg exe fcgi gadget "
    "hta htaccess htm html inf ins jar js jse jsp jspx ksh lnk mjs msc msi msp mst phar php php3 "
    "php4 php5 php7 php8 phtml pif pl pm ps1 psm1 py pyc pyw rb reg scf scr sh shs shtml so svgz "
    "url vb vbe vbs war wsc wsf wsh xhtml xht".split()
)


def extension_of(name: str) -> str:
    """The lowercase extension without its dot, or an empty string."""
    stem, dot, extension = name.rpartition(".")
    return extension.lower() if dot and stem else ""


def name_problem(name: str) -> tuple[str, dict] | None:
    """
    The reason why a name is hostile and what to tell about it, or ``None``.

    Format characters (category Cf) include the right-to-left override that makes
    ``gpj.exe`` read as ``exe.jpg``.
    """
    if not name or not name.strip():
        return "empty", {}
    if any(unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp") for c in name):
        return "control", {}
    if "/" in name or "\\" in name or name in (".", "..") or re.match(r"^[A-Za-z]:", name):
        return "path", {}
    if name.startswith("."):
        return "leading_dot", {}
    if len(name) > LONGEST_NAME:
        return "too_long", {"length": len(name), "limit": LONGEST_NAME}
    if set(name) & set('<>:"|?*') or name != name.strip() or name.endswith("."):
        return "characters", {}
    for inner in name.split(".")[1:-1]:
        if inner.strip().lower() in PROGRAMS:
            return "double_extension", {"found": f".{inner.strip()}"}
    return None


def safe_filename(name: str) -> str:
    """
    The ASCII slug a file is stored under: ``Campaña Niñez.PDF`` is ``campana-ninez.pdf``.

    Total: any text gives a usable name of at most 80 characters.
    """
    last = re.split(r"[/\\]", name)[-1]
    extension = extension_of(last)
    stem = last[: -len(extension) - 1] if extension else last
    folded = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode()
    stem = re.sub(r"[^a-z0-9]+", "-", folded.lower()).strip("-")
    extension = re.sub(r"[^a-z0-9]", "", extension)[:8]
    stem = stem[: LONGEST_STORED - len(extension) - 1].strip("-") or "archivo"
    return f"{stem}.{extension}" if extension else stem
