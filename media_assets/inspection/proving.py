"""
Whether a program that draws PDF works on this machine: it draws a page of the house.

A package whose resources, libraries or fonts are missing is found by name and fails on each and every file.
What it makes of a file is held against the file only where it draws the page of the house; who does
not is asked again later, so that nobody has to start the worker anew after mending it. No Django here.
"""

import logging
import time

logger = logging.getLogger(__name__)

#: Seconds of processor and of the wall clock for the page of the house.
SECONDS, WALL = 5, 10
#: Seconds for which a proof counts, and those after which who failed may try again.
KEPT, AGAIN = 3600, 300
_MARKS = (
    # A fill, a picture in the four inks, a shading and a letter whose shape is inside: what every sheet is made of.
    b"0 1 0.5 0.1 k 20 20 60 60 re f q 40 0 0 40 100 20 cm BI /W 1 /H 1 /CS /CMYK /BPC 8 ID \x00\xff\x80\x10 EI Q\n"
    b"/S sh BT /F 40 Tf 20 100 Td (a) Tj ET"
)
_OBJECTS = (
    b"<</Type/Catalog/Pages 2 0 R>>",
    b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
    b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R"
    b"/Resources<</Font<</F 5 0 R>>/Shading<</S 7 0 R>>>>>>",
    b"<</Length %d>>stream\n%b\nendstream" % (len(_MARKS), _MARKS),
    b"<</Type/Font/Subtype/Type3/FontBBox[0 0 1 1]/FontMatrix[1 0 0 1 0 0]/CharProcs<</a 6 0 R>>/FirstChar 97/LastChar 97"
    b"/Widths[1]/Encoding<</Type/Encoding/Differences[97/a]>>/Resources<<>>>>",
    b"<</Length 27>>stream\n1 0 0 0 1 1 d1 0 0 1 1 re f\nendstream",
    b"<</ShadingType 2/ColorSpace/DeviceCMYK/Coords[100 100 180 180]/BBox[100 100 180 180]"
    b"/Function<</FunctionType 2/Domain[0 1]/C0[0 0 0 0]/C1[0 1 1 0]/N 1>>>>",
)
#: What each program that was tried was worth, and when.
_known: dict[str, tuple[bool, float]] = {}


def page_of_the_house() -> bytes:
    """A PDF of one page that every program draws, 200 points wide and high."""
    content, places = b"%PDF-1.4\n", []
    for number, body in enumerate(_OBJECTS, 1):
        places.append(len(content))
        content += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(_OBJECTS) + 1
    ending = b"xref\n0 %d\n0000000000 65535 f \n%btrailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
    return content + ending % (size, rows, size, len(content))


def is_known_to_fail(program) -> bool:
    works, when = _known.get(program, (True, 0.0))
    return not works and time.monotonic() - when < AGAIN


def is_known_to_work(program) -> bool:
    works, when = _known.get(program, (False, 0.0))
    return works and time.monotonic() - when < KEPT


def keep(program, works):
    """Remember it, and say so once where it is news."""
    worked, _when = _known.get(program, (True, 0.0))
    _known[program] = works, time.monotonic()
    if worked and not works:
        logger.error(
            "%s is installed and does not draw a page that every program draws: it is asked for no PDF until it does. "
            "Install its package anew, with all that the package recommends",
            program,
        )
    elif works and not worked:
        logger.warning("%s draws again and is asked again", program)


def forget():
    _known.clear()
