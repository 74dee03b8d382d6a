"""PDF: its first page large, up to a dozen pages to leaf through, and a thumbnail."""

import pypdfium2

from media_assets.previews.workshop import COVER_SIDE, MAX_PAGES, PAGE_SIDE, still, thumbnail


def draw(path, extension, out):
    document = pypdfium2.PdfDocument(path)
    for number in range(min(len(document), MAX_PAGES)):
        picture = _page(document[number], PAGE_SIDE if number else COVER_SIDE)
        if number == 0:
            yield still(picture, "cover", out)
            yield thumbnail(picture, out)
        yield still(picture, f"page-{number + 1}", out, PAGE_SIDE)


def _page(page, side):
    """The page within its trim box, on white, its longer side at ``side`` pixels."""
    page.set_cropbox(*page.get_trimbox())
    width, height = page.get_size()
    return page.render(scale=side / max(width, height), may_draw_forms=False).to_pil().convert("RGB")
