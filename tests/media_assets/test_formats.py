"""The catalogue that the office starts with, and what a format must say."""

import pytest
from django.core.exceptions import ValidationError

from media_assets.models import Channel, PieceFormat

pytestmark = pytest.mark.django_db


def test_catalogue_offers_at_least_four_formats_in_every_channel_and_twenty_four_in_all():
    counts = {channel: PieceFormat.objects.filter(channel=channel, is_active=True).count() for channel in Channel}
    assert sum(counts.values()) >= 24
    assert min(counts.values()) >= 4


def test_every_seeded_format_is_valid_and_says_what_it_requires():
    for piece_format in PieceFormat.objects.all():
        piece_format.full_clean()
        assert piece_format.requirements, piece_format.code


def test_requirements_of_a_poster_read_as_the_trade_says_them():
    poster = PieceFormat.objects.get(code="afiche-50x70")
    assert [str(r) for r in poster.requirements] == [
        "50 × 70 cm",
        "sangrado de 3 mm",
        "CMYK",
        "300 dpi",
        "tinta hasta 300\u00a0%",
    ]


def test_requirements_of_a_radio_spot_give_length_and_loudness():
    spot = PieceFormat.objects.get(code="cuna-30s")
    assert [str(r) for r in spot.requirements] == ["30 s", "48 kHz", "−23 LUFS", "−1 dBTP"]


def test_a_billboard_is_drawn_to_scale_and_still_measured_in_metres():
    billboard = PieceFormat.objects.get(code="valla-8x3")
    assert billboard.scale == 10
    assert billboard.requirements[0] == "8 × 3 m"


@pytest.mark.parametrize(("channel", "missing"), [(Channel.PRINT, "width_mm"), (Channel.WEB, "height_px")])
def test_a_format_without_the_size_of_its_channel_is_refused_at_the_field(channel, missing):
    with pytest.raises(ValidationError) as refusal:
        PieceFormat(code="x", name="X", channel=channel).full_clean()
    assert missing in refusal.value.message_dict
