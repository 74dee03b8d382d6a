"""Where a drone flew is in no file that readers are given, also where it is written as captions."""

import shutil
import subprocess

import av
import pytest

from media_assets.derivatives import films, subtitles
from media_assets.metadata.cleaning import CannotClean, clean
from media_assets.metadata.containers import positions
from media_assets.metadata.reading import read
from media_assets.metadata.said import Private
from media_assets.metadata.statement import Statement
from tests.media_assets import corpus

FLOWN = "GPS(-75.5906,6.2447,16) BAROMETER:31.4"
SAID = "Buenos días, Manrique"

needs_ffmpeg = pytest.mark.skipif(not shutil.which("ffmpeg"), reason="FFmpeg is not installed")


@pytest.fixture
def film(tmp_path):
    """A film with a track of captions in it, which say those words."""

    def make(extension, words):
        source, cues, made = (tmp_path / name for name in ("source", "cues.srt", f"vuelo.{extension}"))
        source.write_bytes(corpus.good(f"comercial.{extension}"))
        cues.write_text("".join(f"{n}\n00:00:0{n},000 --> 00:00:0{n + 1},000\n{words}\n\n" for n in range(1, 4)))
        coding = "webvtt" if extension == "webm" else "mov_text"
        subprocess.run(
            [
                "ffmpeg",
                "-v",
                "error",
                "-i",
                source,
                "-i",
                cues,
                "-map",
                "0",
                "-map",
                "1",
                "-c",
                "copy",
                "-c:s",
                coding,
                made,
            ],
            check=True,
        )
        return made

    return make


@pytest.mark.parametrize(
    "words",
    [
        FLOWN,
        "HOME(-75.5906,6.2447) 2026.01.02 10:11:12",
        "[iso : 100] [latitude: 6.244747] [longitude: -75.590623]",
        "GPS: 6.2447, -75.5906",
        '{"lat": 6.2447, "lon": -75.5906}',
    ],
)
def test_the_words_of_drones_are_known(words):
    assert positions.tells(words.encode())


@pytest.mark.parametrize("words", [SAID, "El GPS no sirve", "long: larga", "Home sweet home", "Latitud: la nuestra"])
def test_what_people_say_is_no_position(words):
    assert not positions.tells(words.encode())


@needs_ffmpeg
@pytest.mark.parametrize("extension", ["mp4", "mov"])
def test_a_track_of_captions_with_positions_is_taken_out_and_the_rest_stays(film, tmp_path, extension):
    source, target = film(extension, FLOWN), tmp_path / f"limpio.{extension}"
    assert Private.LOCATION in read(source, extension).private
    clean(source, target, extension, Statement())
    assert b"75.59" not in target.read_bytes()
    with av.open(str(target)) as cleaned, av.open(str(source)) as whole:
        assert not cleaned.streams.subtitles
        assert [p.size for p in cleaned.demux(video=0)] == [p.size for p in whole.demux(video=0)]


@needs_ffmpeg
@pytest.mark.parametrize("extension", ["mp4", "webm"])
def test_captions_that_are_captions_stay(film, tmp_path, extension):
    source, target = film(extension, SAID), tmp_path / f"limpio.{extension}"
    assert Private.LOCATION not in read(source, extension).private
    clean(source, target, extension, Statement())
    with av.open(str(target)) as cleaned:
        assert len(cleaned.streams.subtitles) == 1


@needs_ffmpeg
def test_a_film_whose_captions_cannot_be_taken_out_goes_to_nobody(film, tmp_path):
    source = film("webm", FLOWN)
    assert Private.LOCATION in read(source, "webm").private
    with pytest.raises(CannotClean):
        clean(source, tmp_path / "limpio.webm", "webm", Statement())


@needs_ffmpeg
def test_nothing_that_is_made_of_the_film_tells_a_position(film, tmp_path):
    request = {"path": str(film("mp4", FLOWN)), "extension": "mp4", "recipe": "mp4-720"}
    with pytest.raises(ValueError, match="where it was made"):
        list(subtitles.make(request, tmp_path, lambda share: None))
    (made,) = films.make(request, tmp_path, lambda share: None)
    with av.open(str(tmp_path / made["name"])) as film:
        assert {each.type for each in film.streams} == {"video", "audio"}
    assert b"75.59" not in (tmp_path / made["name"]).read_bytes()
