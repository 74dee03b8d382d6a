"""A poster of A0 at 300 dpi is measured within the memory of a child, and as if it were looked at whole."""

import resource
import subprocess
import sys

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


_HELD = """
import resource, sys
from media_assets.inspection.measuring import stills
if sys.argv[2] == "bounded":
    resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
    stills.load_sampled(stills.Image.open(sys.argv[1]))
else:
    stills.Image.open(sys.argv[1]).load()
most = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(int(most.split()[1]) // 1024, resource.getrlimit(resource.RLIMIT_AS)[0])
"""


@pytest.mark.skipif(sys.platform != "linux", reason="other systems map, and do not count, in ways of their own")
def test_a_packed_tiff_is_in_memory_once_and_not_beside_its_file(tmp_path):
    path = tmp_path / "afiche.tif"
    noise = Image.effect_noise((8000, 6000), 60)
    Image.merge("CMYK", [noise, noise.transpose(Image.Transpose.ROTATE_180), noise, noise]).save(
        path, compression="tiff_lzw"
    )
    packed = path.stat().st_size >> 20
    assert packed > 130
    bounded, free = (_held(path, way) for way in ("bounded", "free"))
    assert bounded[0] < free[0] - packed // 2
    assert bounded[1] == 1 << 30, "the bound of before holds again"


def _held(path, way):
    done = subprocess.run([sys.executable, "-c", _HELD, path, way], capture_output=True, check=True, text=True)
    return tuple(map(int, done.stdout.split()))


def test_a_process_without_a_bound_is_left_without_one(tmp_path):
    path = tmp_path / "afiche.tif"
    shaded("CMYK", (90, 90)).save(path, compression="tiff_lzw")
    before = resource.getrlimit(resource.RLIMIT_AS)
    stills.measure(path, "tif")
    assert resource.getrlimit(resource.RLIMIT_AS) == before
