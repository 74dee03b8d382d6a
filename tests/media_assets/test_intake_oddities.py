"""What programs write into a PDF against the letter of the standard and every reader takes alike, and what looks like it and is not."""

import pytest

from tests.media_assets.test_intake import ground, inspect

PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Resources<<>>>>"
CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"


def paper(catalog=CATALOG, page=PAGE, unplaced=False):
    """A PDF of one page with a black square; ``unplaced`` lists a fifth object of which it does not say where it is."""
    painted = b"0 0 0 1 k 20 20 160 160 re f"
    stream = b"<</Length %d>>\nstream\n%b\nendstream" % (len(painted), painted)
    content, places = b"%PDF-1.7\n", []
    for number, body in enumerate((catalog, b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page, stream), 1):
        places.append(len(content))
        content += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    places += [0] * unplaced
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(places) + 1
    ending = b"xref\n0 %d\n0000000000 65535 f \n%btrailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
    return content + ending % (size, rows, size, len(content))


@pytest.mark.parametrize(
    "content",
    [
        # Programs that lay out vectors alone leave the empty dictionary away.
        paper(page=PAGE.replace(b"/Resources<<>>", b"")),
        paper(page=PAGE.replace(b"/Resources<<>>", b"/Resources null")),
        paper(unplaced=True),
        # TCPDF, with which many offices print.
        paper(catalog=b"<</Type/Catalog/Pages 2 0 R/PageMode/UseNone/PageMode/UseOutlines>>"),
    ],
    ids=["no resources", "resources of nothing", "an object that is nowhere", "twice how it opens"],
)
def test_what_every_reader_takes_alike_is_taken(content):
    assert inspect("aviso.pdf", content).kind == "pdf"


@pytest.mark.parametrize(
    "content",
    [
        paper(page=PAGE.replace(b"/Resources<<>>", b"/Resources 5")),
        paper(page=PAGE.replace(b"/Resources<<>>", b"/Resources[]")),
        paper(page=PAGE.replace(b"/Contents", b"/Contents 3 0 R/Contents")),
        paper(page=PAGE.replace(b"/MediaBox[0 0 200 200]", b"")),
    ],
    ids=["resources of another kind", "resources in a list", "twice what is painted", "no size"],
)
def test_what_readers_take_each_in_their_own_way_is_refused(content):
    assert ground("aviso.pdf", content) == "unreadable.damaged_pdf"
