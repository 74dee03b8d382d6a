"""Captions that browsers and FFmpeg both show are taken; those that either drops or hangs on are refused, with words."""

import pytest

from tests.media_assets.corpus_hostile import HOSTILE
from tests.media_assets.test_intake import ground, inspect, refusal

CUE = b"00:00:01.000 --> 00:00:02.000"


@pytest.mark.parametrize(
    "name",
    [
        "hour-of-digits.vtt",
        "hour-beyond-numbers.vtt",
        "hour-beyond-lives.vtt",
        "caption-as-long-as-a-book.vtt",
        "caption-of-a-book-of-lines.vtt",
        "time-of-other-digits.vtt",
        "arrow-among-other-spaces.vtt",
    ],
)
def test_captions_that_no_player_shows_as_they_are_written_are_refused_by_the_line(name):
    assert ground(name, HOSTILE[name]()) == "unreadable.captions"


def test_a_caption_that_follows_the_header_without_an_empty_line_is_refused_with_its_own_words():
    refused = refusal("pegado.vtt", HOSTILE["caption-in-the-header.vtt"]())
    assert refused.reason == "captions_header"
    assert "WEBVTT" in refused.message


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
@pytest.mark.parametrize(
    "content",
    [
        b"WEBVTT - Spot\nKind: captions\nLanguage: es\n\n%s\nhola\n" % CUE,
        b"\xef\xbb\xbfWEBVTT\n\nNOTE de la agencia\n\n1\n%s line:85%% align:center\n- Hola.\n- Buenas.\n" % CUE,
        b"WEBVTT\n\nSTYLE\n::cue { color: yellow }\n\n00:01.000 --> 100:00:02.000\n<v Ana>hola</v>\n",
        # Two that overlap, and a separator of lines of Unicode inside the words.
        b"WEBVTT\n\n%s\nhola\xe2\x80\xa8\n\n%s\nbuenas" % (CUE, CUE),
    ],
)
def test_captions_as_programs_write_them_are_taken(content, end):
    assert inspect("subtitulos.vtt", content.replace(b"\n", end)).duration >= 2
