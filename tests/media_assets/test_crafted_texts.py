"""Texts that somebody wrote to keep the house busy: reading them costs no more than their length."""

import time

import pytest

from editorial.reading_ease import count
from media_assets.finding import words
from media_assets.metadata.containers import folded

#: Seconds of processor for a text that an honest reader passes in a few thousandths of one.
PATIENCE = 3


def captions(text, tmp_path):
    path = tmp_path / "subtitulos.vtt"
    path.write_text(f"WEBVTT\n\n00:00.000 --> 00:02.000\n{text}\n")
    return words.read(path, "vtt")


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (count, "." * 60_000 + "x"),
        (captions, "<" * 200_000),
        (folded.cleaned, "data:" * 40_000 + ";base64"),
        (folded.cleaned, "data:;" * 40_000 + "base64"),
        (folded.cleaned, "data:;base64" + " " * 100_000),
    ],
    ids=["points", "tags", "pictures", "parameters", "spaces"],
)
def test_a_text_without_end_costs_no_more_than_its_length(read, text, tmp_path):
    start = time.thread_time()
    read(text, tmp_path) if read is captions else read(text)
    assert time.thread_time() - start < PATIENCE
