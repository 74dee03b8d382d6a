"""
Files made to hurt: bombs, loops, lies, scripts, and lists of other files that go by another name.

``HOSTILE`` maps a name to what makes its content. ``LISTENER`` in a content is replaced by
the address of a listener that a test keeps, to show that nobody called.
"""

from tests.media_assets.corpus_hostile.disguises import DISGUISES
from tests.media_assets.corpus_hostile.drawings import DRAWINGS
from tests.media_assets.corpus_hostile.making import LISTENER
from tests.media_assets.corpus_hostile.metadata import METADATA
from tests.media_assets.corpus_hostile.papers import PAPERS
from tests.media_assets.corpus_hostile.papers_deep import DEEP
from tests.media_assets.corpus_hostile.papers_inside import INSIDE_PAPERS
from tests.media_assets.corpus_hostile.papers_letters import LETTERS
from tests.media_assets.corpus_hostile.papers_swapped import SWAPPED
from tests.media_assets.corpus_hostile.pictures import PICTURES
from tests.media_assets.corpus_hostile.pictures_broken import BROKEN
from tests.media_assets.corpus_hostile.pictures_large import LARGE_PICTURES
from tests.media_assets.corpus_hostile.pictures_loose import LOOSE, NOISY
from tests.media_assets.corpus_hostile.recordings import CAPTIONS, RECORDINGS
from tests.media_assets.corpus_hostile.recordings_inside import INSIDE_RECORDINGS

HOSTILE = (
    PAPERS
    | INSIDE_PAPERS
    | DEEP
    | SWAPPED
    | LETTERS
    | PICTURES
    | BROKEN
    | LARGE_PICTURES
    | LOOSE
    | NOISY
    | METADATA
    | DRAWINGS
    | RECORDINGS
    | INSIDE_RECORDINGS
    | CAPTIONS
    | DISGUISES
)
#: Those that take seconds to make or to examine; the timed tests leave them to the benchmark.
HEAVY = frozenset(
    name
    for name in HOSTILE
    if "bomb" in name
    or name.split(".")[0].rsplit("-", 1)[-1]
    in ("100000", "million", "endless", "hours", "65536", "2999", "frames", "limit")
) | {"saves-deep.pdf", "page-tree-deep.pdf", "uses-laughing.svg", "forms-laughing.pdf"}


#: Those that a decoder or a viewer works on for seconds or until its bound of time.
SLOW = frozenset(
    {
        "glyph-of-itself.pdf",
        "form-of-itself.pdf",
        "lzw-noise.pdf",
        "inline-images.pdf",
        "dashes-endless.pdf",
    }
)


def hostile(name, listener=LISTENER) -> bytes:
    return HOSTILE[name]().replace(LISTENER, listener)
