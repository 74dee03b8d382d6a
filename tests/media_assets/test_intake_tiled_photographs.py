"""Photographs of telephones, in tiles: the second reader decodes all of them and not only the first."""

import io

import av
import pillow_heif
import pytest
from PIL import Image

from media_assets.intake.probes import moving

TILES = 5


def photograph():
    """Pictures of one size and coding beside one another: each is a stream, as tiles are."""
    pillow_heif.register_heif_opener()
    first, *others = (Image.effect_noise((128, 96), 40 + each).convert("RGB") for each in range(TILES))
    content = io.BytesIO()
    first.save(content, "HEIF", quality=60, save_all=True, append_images=others)
    return content.getvalue()


@pytest.fixture
def stored(tmp_path):
    def keep(content):
        path = tmp_path / "retrato.heic"
        path.write_bytes(content)
        return str(path)

    return keep


def places(path):
    """Where in the file the data of each tile lie: first byte and length."""
    with av.open(path) as opened:
        return [(packet.pos, packet.size) for packet in opened.demux(video=list(range(TILES))) if packet.size]


def test_a_photograph_whose_tiles_are_whole_opens(stored):
    path = stored(photograph())
    assert len(places(path)) == TILES
    assert moving.opens(path)


@pytest.mark.parametrize("tile", range(TILES))
def test_a_tile_that_is_noise_is_found_wherever_it_is(stored, tile):
    content = photograph()
    at, length = places(stored(content))[tile]
    assert not moving.opens(stored(content[: at + 4] + b"\xff" * (length - 4) + content[at + length :]))
