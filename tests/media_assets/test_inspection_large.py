"""A poster of A0 at 300 dpi is measured within the memory of a child, and as if it were looked at whole."""

import pytest
from PIL import Image

from media_assets.inspection.measuring import stills
from media_assets.intake.probes import pictures


def shaded(mode, size=(3000, 2100)):
    """Nearly white above and dark below, which no reduction hides."""
    picture = Image.new("CMYK", size, (10, 10, 10, 0))
    picture.paste((200, 180, 160, 120), (0, size[1] // 2, *size))
    if mode == "P":
        # By its own few colours, not strewn over those of the web.
        return picture.convert("RGB").quantize(4)
    return picture.convert("RGB").convert(mode) if mode != "CMYK" else picture


@pytest.mark.parametrize("mode", ["CMYK", "RGB", "L", "P"])
def test_a_large_picture_looked_at_in_bands_is_the_picture(mode):
    picture = shaded(mode)
    small = stills._plain_and_smaller(picture)
    assert small.size == (1000, 700)
    for place in ((500, 10), (500, 690)):
        whole = picture.convert("RGB").getpixel(tuple(3 * side + 1 for side in place))
        assert small.getpixel(place) == pytest.approx(whole, abs=2)


def test_a_large_jpeg_is_decoded_small_and_its_ink_stays(tmp_path, monkeypatch):
    path = tmp_path / "afiche.jpg"
    shaded("CMYK").save(path, quality=95)
    whole = stills.measure(path, "jpg")
    monkeypatch.setattr(pictures, "SAMPLED_PIXELS", 1_000_000)
    sampled = stills.measure(path, "jpg")
    assert (sampled["width"], sampled["height"]) == (3000, 2100)
    assert sampled["ink"]["most"] == pytest.approx(whole["ink"]["most"], abs=1)
    assert sampled["contrast"] == pytest.approx(whole["contrast"], abs=0.3)


def test_a_poster_of_a0_with_its_bleed_fits_the_bound():
    side, tall = ((millimetres + 6) / 25.4 * 300 for millimetres in (841, 1189))
    assert side * tall < pictures.MAX_PIXELS
