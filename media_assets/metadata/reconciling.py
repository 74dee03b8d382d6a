"""
Three standards in one picture, one answer: the order of the Metadata Working Group.

Guidelines for Handling Image Metadata 2.0 (2010), chapter 5: EXIF first where it says
something; then XMP, unless the IPTC-IIM records were changed after the XMP was made from
them, which their digest tells; then IPTC-IIM. Where the records only cut what XMP holds
whole, the whole is taken. No Django here.
"""

from media_assets.metadata import iptc
from media_assets.metadata.said import LISTS, WORDS, Said, bounded

#: The fields that EXIF shares with the other two.
_IN_EXIF = ("description", "creators", "copyright", "created")


def reconciled(exif=None, iim=None, xmp=None, *, iim_is_newer=False, others=(), private=()) -> Said:
    """
    ``exif``, ``iim`` and ``xmp`` are values by field; ``others`` pairs (source, values) that
    fill what the three leave empty, in their order.
    """
    exif, iim, xmp = exif or {}, iim or {}, xmp or {}
    words, sources = {}, {}
    for name in WORDS:
        pairs = [("XMP", xmp.get(name)), ("IPTC", iim.get(name))]
        if iim_is_newer and iim.get(name):
            pairs.reverse()
            if _is_cut(name, iim[name], xmp.get(name)):
                pairs.reverse()
        pairs.insert(0 if name in _IN_EXIF else 2, ("EXIF", exif.get(name)))
        pairs += [(source, values.get(name)) for source, values in others]
        for source, found in _without_lossy(pairs):
            value = bounded(name, found if name in LISTS else next(iter(found), "")) if found else None
            if value:
                words[name], sources[name] = value, source
                break
    return Said(**words, sources=sources, private=tuple(sorted(private)))


def _without_lossy(pairs):
    """Without a value that is another one whose accents a program turned into question marks, as many do in EXIF."""
    whole = [found for _source, found in pairs if found]
    for source, found in pairs:
        if found and any("?" in each for each in found) and _is_spoilt(found, whole):
            continue
        yield source, found


def _is_spoilt(found, whole):
    """Whether another value is this one before each letter, or each byte, that is not ASCII became a question mark."""
    for other in whole:
        letters = [each.encode("ascii", errors="replace").decode() for each in other]
        octets = [each.encode().decode("ascii", errors="replace").replace("\ufffd", "?") for each in other]
        if list(other) != list(found) and list(found) in (letters, octets):
            return True
    return False


def _is_cut(name, short, whole):
    """Whether the records hold the same value, cut at the length that the standard sets them."""
    length = iptc.limit(name)
    if not whole or length is None or len(short) != len(whole):
        return False
    pairs = zip(short, whole, strict=True)
    return all(a == b or (len(a.encode()) >= length - 3 and b.startswith(a)) for a, b in pairs)
