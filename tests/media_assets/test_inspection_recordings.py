"""What a station, a channel or a network would refuse is found; loudness is that of ffmpeg itself."""

import io
import math
import os
import random
import re
import shutil
import struct
import subprocess
import wave
from fractions import Fraction

import av
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from media_assets.inspection.catalogue import judge
from media_assets.inspection.measuring import measure
from media_assets.inspection.specification import Specification
from media_assets.intake import bounded
from tests.media_assets import corpus, corpus_hostile

RADIO = {"channel": "radio", "seconds": 4, "sample_rate": 48_000, "loudness": -23, "true_peak": -1}
TV = RADIO | {"channel": "tv", "width_px": 192, "height_px": 108, "frame_rate": 25, "has_captions": True, "seconds": 2}


def sound(seconds=4.0, level=-23.0, rate=48_000, before=0.0, after=0.0, channels=2, opposed=False):
    """A WAV of a 997 Hz tone; a stereo one of that level in dBFS peak has about that loudness."""
    amplitude = 32767 * 10 ** (level / 20)
    samples = []
    for n in range(int(seconds * rate)):
        at = n / rate
        heard = before <= at < seconds - after
        value = max(-32767, min(32767, round(amplitude * math.sin(2 * math.pi * 997 * at)))) if heard else 0
        samples.append(value)
        if channels == 2:
            samples.append(-value if opposed else value)
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(struct.pack(f"<{len(samples)}h", *samples))
    return buffer.getvalue()


def film(seconds=2, size=(192, 108), rate=25, codec="libx264", black=(9, 9), still=(9, 9), audio=None, **options):
    """An MP4 of a moving square, dark or still in spells of seconds, with the sound of a WAV."""
    buffer = io.BytesIO()
    with av.open(buffer, "w", format="mp4") as output:
        picture = output.add_stream(codec, rate=rate)
        picture.width, picture.height, picture.pix_fmt = *size, options.get("pixels", "yuv420p")
        picture.bit_rate = options.get("bits", 2_000_000)
        if options.get("full"):
            picture.codec_context.color_range = 2
        track = output.add_stream("aac", rate=48_000, layout="stereo") if audio else None
        for number in range(int(seconds * rate)):
            at = number / rate
            moved = number if not still[0] <= at < still[1] else int(still[0] * rate)
            drawn = Image.new("RGB", size, "white")
            if black[0] <= at < black[1]:
                drawn = Image.new("RGB", size, "black")
            else:
                # Grain: an encoder spends on it what a real picture costs, so that the bit rate means something.
                grain = Image.frombytes("L", (40, 82), random.Random(moved).randbytes(40 * 82))
                drawn.paste(grain, (moved * 3 % 150, 8))
            frame = av.VideoFrame.from_image(drawn)
            frame.pts, frame.time_base = number, Fraction(1, rate)
            output.mux(picture.encode(frame))
        output.mux(picture.encode())
        if track:
            with av.open(io.BytesIO(audio), format="wav") as source:
                for frame in source.decode(audio=0):
                    output.mux(track.encode(frame))
            output.mux(track.encode())
    return buffer.getvalue()


@pytest.fixture
def facts_of(tmp_path):
    def take(content, extension):
        path = tmp_path / f"archivo.{extension}"
        path.write_bytes(content)
        kind = {"wav": "audio", "mp3": "audio", "flac": "audio", "mp4": "video", "mov": "video", "svg": "svg"}.get(
            extension, "image"
        )
        return measure(str(path), kind, extension)

    return take


def codes(facts, asked, **more):
    return {finding.code: finding for finding in judge(facts, Specification(**(asked | more)))}


# -- Radio ----------------------------------------------------------------------


def test_a_spot_made_as_asked_has_nothing_to_mend(facts_of):
    assert codes(facts_of(sound(), "wav"), RADIO) == {}


@pytest.mark.parametrize(
    ("code", "spoiled"),
    [
        ("duration", {"seconds": 5.0}),
        ("sample-rate", {"rate": 44_100}),
        ("channels", {"channels": 1, "level": -20}),
        ("loudness", {"level": -18}),
        ("true-peak", {"level": -0.2}),
        ("silence-before", {"before": 0.8, "level": -22}),
        ("silence-after", {"after": 1.3, "level": -22}),
        ("clipping", {"level": 6}),
        ("phase", {"opposed": True}),
        ("no-sound", {"level": -120}),
    ],
)
def test_what_a_station_would_send_back_is_found(facts_of, code, spoiled):
    assert code in codes(facts_of(sound(**spoiled), "wav"), RADIO)


def test_a_burst_in_a_short_spot_is_found_and_in_a_programme_it_is_not(facts_of):
    facts = facts_of(sound(20.0, level=-23, before=0), "wav")
    assert "loudness-bursts" not in codes(facts, RADIO, seconds=20)
    facts["sound"]["short_term"] = -17.4
    finding = codes(facts, RADIO, seconds=20)["loudness-bursts"]
    assert (finding.found, finding.blocks) == ("−17,4 LUFS", False)
    assert "loudness-bursts" not in codes(facts, RADIO, seconds=1800)


def test_the_place_of_a_peak_and_of_a_burst_is_told(facts_of):
    facts = facts_of(sound(level=-0.2, before=1.5), "wav")
    found = codes(facts, RADIO)
    assert found["true-peak"].places[0].seconds == pytest.approx((1.5,), abs=0.11)
    start, end = found["loudness-bursts"].places[0].seconds
    assert (end - start, start) == (3, pytest.approx(1.0, abs=0.5))


def test_a_peak_in_the_last_moment_is_not_missed(facts_of):
    facts = facts_of(sound(2.04, level=-0.2, before=2.02), "wav")
    assert facts["sound"]["true_peak"] == pytest.approx(-0.2, abs=0.2)


@pytest.mark.parametrize("name", ["samples-no-number.wav", "samples-without-bound.wav"])
def test_samples_that_are_no_numbers_have_no_level_and_reach_no_database(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(corpus_hostile.hostile(name))
    request = {"path": str(path), "kind": "audio", "extension": "wav"}
    assert "failed" in bounded.ask("media_assets.inspection.measuring", request)


def test_a_lossy_master_warns(facts_of):
    facts = facts_of(corpus.recording("mp3", audio="libmp3lame"), "mp3")
    assert not codes(facts, RADIO)["sound-compressed"].blocks


def test_the_place_of_a_silence_is_in_seconds(facts_of):
    place = codes(facts_of(sound(before=0.8), "wav"), RADIO)["silence-before"].places[0]
    assert place.seconds == pytest.approx((0, 0.8), abs=0.01)


def _ffmpeg():
    if found := shutil.which("ffmpeg"):
        return found
    imageio_ffmpeg = pytest.importorskip("imageio_ffmpeg", reason="needs ffmpeg or imageio-ffmpeg")
    return imageio_ffmpeg.get_ffmpeg_exe()


@pytest.mark.parametrize(
    ("extension", "content"),
    [
        ("wav", lambda: sound()),
        ("wav", lambda: sound(level=-9, before=1.0)),
        ("wav", lambda: sound(channels=1, level=-30, rate=44_100)),
        ("mp3", lambda: corpus.recording("mp3", seconds=5.0, audio="libmp3lame")),
        ("flac", lambda: corpus.recording("flac", seconds=5.0, audio="flac")),
        ("mp4", lambda: corpus.recording("mp4", seconds=5.0, video="libx264", audio="aac")),
        ("mov", lambda: corpus.recording("mov", seconds=3.3, video="libx264", audio="aac")),
    ],
)
def test_loudness_peak_and_duration_are_those_of_ffmpeg(tmp_path, facts_of, extension, content):
    facts = facts_of(content(), extension)
    command = [_ffmpeg(), "-hide_banner", "-nostats", "-i", str(tmp_path / f"archivo.{extension}")]
    told = subprocess.run(
        [*command, "-af", "ebur128=peak=true", "-f", "null", "-"], capture_output=True, text=True, check=True
    ).stderr
    raw = subprocess.run([*command, "-f", "s16le", "-ac", "1", "-"], capture_output=True, check=True).stdout
    summary = told[told.rindex("Summary:") :]
    rate = facts["sound"]["sample_rate"]
    assert facts["sound"]["loudness"] == pytest.approx(float(re.search(r"I:\s+(\S+) LUFS", summary)[1]), abs=0.2)
    assert facts["sound"]["true_peak"] == pytest.approx(float(re.search(r"Peak:\s+(\S+) dBFS", summary)[1]), abs=0.2)
    # Of a film the length is that of its container, which the next test asks of ffprobe.
    if "picture" not in facts:
        assert facts["seconds"] == pytest.approx(len(raw) / 2 / rate, abs=0.01)


def _as_ffmpeg_hears(path):
    """Integrated loudness (LUFS), true peak (dBTP), and seconds as ffmpeg decodes them and as its header has them."""
    command = [_ffmpeg(), "-hide_banner", "-nostats", "-i", str(path)]
    told = subprocess.run(
        [*command, "-af", "ebur128=peak=true,astats", "-f", "null", "-"], capture_output=True, text=True, check=True
    ).stderr
    summary = told[told.rindex("Summary:") :]
    samples, rate = re.findall(r"Number of samples: (\d+)", told)[-1], re.search(r"Audio: .*?, (\d+) Hz", told)[1]
    loudness, peak = re.search(r"I:\s+(\S+) LUFS", summary)[1], re.search(r"Peak:\s+(\S+) dBFS", summary)[1]
    hours, minutes, seconds = re.search(r"Duration: (\d+):(\d+):([\d.]+)", told).groups()
    header = int(hours) * 3600 + int(minutes) * 60 + float(seconds)
    return float(loudness), float(peak), int(samples) / int(rate), header


#: Codec, container and the rates in Hz that the codec takes.
_CODINGS = {
    "wav": ("pcm_s24le", "wav", (8000, 11_025, 22_050, 32_000, 44_100, 47_999, 48_000, 88_200, 96_000)),
    "flac": ("flac", "flac", (8000, 22_050, 37_800, 44_100, 48_000, 96_000)),
    "mp3": ("libmp3lame", "mp3", (16_000, 22_050, 32_000, 44_100, 48_000)),
    "m4a": ("aac", "ipod", (16_000, 22_050, 32_000, 44_100, 48_000)),
    "opus": ("libopus", "ogg", (8000, 16_000, 24_000, 48_000)),
}


def _synthesised(path, coding, rate, layout, seconds, parts):
    """Tones and noise one after the other, each of its pitch and its level in dBFS, coded by libavcodec."""
    codec, container, _rates = coding
    chance, channels = random.Random(rate), 2 if layout == "stereo" else 1
    mixed = []
    for n in range(int(seconds * rate)):
        pitch, level = parts[int(n * len(parts) / (seconds * rate))]
        wave_ = math.sin(2 * math.pi * pitch * n / rate) if pitch else chance.uniform(-1, 1)
        mixed.append(round(32767 * 10 ** (level / 20) * wave_))
    with av.open(str(path), "w", format=container) as output:
        stream = output.add_stream(codec, rate=rate, layout=layout)
        packing = av.AudioResampler(
            stream.codec_context.format, layout, rate, frame_size=stream.codec_context.frame_size or 1024
        )
        frame = av.AudioFrame(format="s16", layout=layout, samples=len(mixed))
        frame.sample_rate = rate
        frame.planes[0].update(
            struct.pack(
                f"<{len(mixed) * channels}h", *(sample for sample in mixed for _channel in range(channels))
            ).ljust(frame.planes[0].buffer_size, b"\0")
        )
        for packed in (*packing.resample(frame), *packing.resample(None)):
            output.mux(stream.encode(packed))
        output.mux(stream.encode())


@settings(
    max_examples=25,
    deadline=None,
    # Shrinking a sound by encoding it hundreds of times tells no more than the first that fails.
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_of_whatever_sound_the_level_and_the_length_are_those_of_ffmpeg(tmp_path, data):
    extension = data.draw(st.sampled_from(sorted(_CODINGS)))
    coding = _CODINGS[extension]
    rate, layout = data.draw(st.sampled_from(coding[2])), data.draw(st.sampled_from(("mono", "stereo")))
    part = st.tuples(st.sampled_from((0, 60, 220, 997, 3500)), st.integers(-40, 0))
    seconds, parts = data.draw(st.floats(0.6, 4)), data.draw(st.lists(part, min_size=1, max_size=5))
    path = tmp_path / f"sonido.{extension}"
    _synthesised(path, coding, rate, layout, seconds, parts)
    facts = measure(str(path), "audio", extension)
    loudness, peak, decoded, header = _as_ffmpeg_hears(path)
    assert facts["sound"]["loudness"] == pytest.approx(loudness, abs=0.2)
    # What is lossy has other peaks in each version of its decoder, which fills in noise of its own.
    if extension in ("wav", "flac"):
        assert facts["sound"]["true_peak"] == pytest.approx(peak, abs=0.2)
    # The end of AAC is cut where the header has it; an ffmpeg of before 7 plays on to the end of the last frame.
    length = header if extension == "m4a" else decoded
    assert facts["seconds"] == pytest.approx(length, abs=0.01)


@pytest.mark.parametrize("container", ["mp4", "mov"])
@pytest.mark.parametrize("seconds", [2.0, 3.3, 7.9])
def test_a_film_lasts_as_long_as_ffprobe_says(tmp_path, facts_of, container, seconds):
    ffprobe = shutil.which("ffprobe")
    if ffprobe is None:
        give_up = pytest.fail if os.environ.get("REQUIRE_VIEWERS") else pytest.skip
        give_up("needs ffprobe (the package ffmpeg)")
    facts = facts_of(corpus.recording(container, seconds=seconds, video="libx264", audio="aac"), container)
    command = [ffprobe, "-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0"]
    told = subprocess.run(
        [*command, str(tmp_path / f"archivo.{container}")], capture_output=True, text=True, check=True
    )
    assert facts["seconds"] == pytest.approx(float(told.stdout), abs=0.01)


# -- Television -----------------------------------------------------------------

HEARD = sound(2.0)


def test_a_commercial_made_as_asked_has_nothing_to_mend(facts_of):
    facts = facts_of(film(audio=HEARD), "mp4")
    assert set(codes(facts, TV)) <= {"loudness"}
    assert not codes(facts, TV, loudness=None)


@pytest.mark.parametrize(
    ("code", "spoiled"),
    [
        ("picture-size", {"size": (160, 90)}),
        ("frame-rate", {"rate": 30}),
        ("duration", {"seconds": 3}),
        ("no-sound", {"audio": None}),
        ("black", {"black": (0.5, 1.4)}),
        ("picture-codec", {"codec": "mpeg4"}),
        ("colour-range", {"full": True}),
        ("bit-rate", {"bits": 20_000, "still": (0, 2)}),
    ],
)
def test_what_a_channel_would_send_back_is_found(facts_of, code, spoiled):
    facts = facts_of(film(**({"audio": HEARD} | spoiled)), "mp4")
    assert code in codes(facts, TV)


def test_a_frozen_picture_is_found_where_it_stands_still(facts_of):
    facts = facts_of(film(seconds=8, still=(1, 7), audio=sound(8.0)), "mp4")
    place = codes(facts, TV, seconds=8)["frozen"].places[0]
    assert place.seconds == pytest.approx((1, 7), abs=0.1)


def test_interlaced_is_told_from_progressive(facts_of):
    facts = facts_of(film(audio=HEARD), "mp4")
    assert "scan" not in codes(facts, TV)
    facts["picture"]["interlaced"] = True
    assert "scan" in codes(facts, TV)


def test_a_film_that_speaks_needs_captions(facts_of):
    facts = facts_of(film(audio=HEARD), "mp4")
    assert codes(facts, TV, has_captions=False)["captions"].blocks
    assert "captions" not in codes(facts, TV)


# -- Web ------------------------------------------------------------------------

WEB = {
    "channel": "web",
    "width_px": 300,
    "height_px": 250,
    "maximum_bytes": 150_000,
    "weight": 9000,
    "frame_rate": 5,
    "has_alt_text": True,
}


def banner(kind="PNG", size=(300, 250), mode="RGB", ground="white", ink="black", **options):
    drawn = Image.new(mode, size, ground)
    ImageDraw.Draw(drawn).rectangle((20, 20, 90, 90), fill=ink)
    buffer = io.BytesIO()
    drawn.save(buffer, kind, **options)
    return buffer.getvalue()


def animation(frames, milliseconds, **options):
    drawn = [Image.new("RGB", (300, 250), (n, n, 255 - n)) for n in range(frames)]
    buffer = io.BytesIO()
    drawn[0].save(buffer, "GIF", save_all=True, append_images=drawn[1:], duration=milliseconds, **options)
    return buffer.getvalue()


def test_a_banner_made_as_asked_has_nothing_to_mend(facts_of):
    assert codes(facts_of(banner(), "png"), WEB) == {}


def test_what_a_site_would_refuse_is_found(facts_of):
    good = facts_of(banner(), "png")
    assert "pixel-size" in codes(facts_of(banner(size=(301, 250)), "png"), WEB)
    assert "weight" in codes(good, WEB, weight=150_001)
    assert "alt-text" in codes(good, WEB, has_alt_text=False)
    assert "colour-for-screen" in codes(
        facts_of(banner("JPEG", mode="CMYK", ground=(0, 0, 0, 0), ink=(0, 0, 0, 255)), "jpg"), WEB
    )
    assert "contrast" in codes(facts_of(banner(ground=(150, 150, 150), ink=(130, 130, 130)), "png"), WEB)


def test_a_picture_too_small_for_the_set_of_its_format_is_found_and_the_widest_one_is_right(facts_of):
    asked = WEB | {"set_widths": (300, 600), "frame_rate": None}
    assert codes(facts_of(banner(size=(600, 500)), "png"), asked) == {}
    found = codes(facts_of(banner(), "png"), asked)
    assert list(found) == ["responsive-set"]
    assert (found["responsive-set"].found, found["responsive-set"].expected) == ("300 px", "300 px, 600 px")
    assert "pixel-size" in codes(facts_of(banner(size=(600, 400)), "png"), asked)


def test_a_profile_of_another_screen_warns(facts_of):
    from PIL import ImageCms

    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert "colour-profile" in codes(facts_of(banner(icc_profile=lab), "png"), WEB)
    assert "colour-profile" not in codes(facts_of(banner(icc_profile=srgb), "png"), WEB)


def test_an_animation_stops_in_time_and_does_not_flicker(facts_of):
    assert codes(facts_of(animation(10, 1000), "gif"), WEB).keys() <= {"contrast"}
    assert "animation-length" in codes(facts_of(animation(40, 1000), "gif"), WEB)
    assert "animation-rate" in codes(facts_of(animation(20, 60), "gif"), WEB)
    assert "animation-length" not in codes(facts_of(animation(10, 1000, loop=2), "gif"), WEB)
    assert "animation-length" in codes(facts_of(animation(10, 1000, loop=4), "gif"), WEB)
    assert codes(facts_of(animation(2, 1000, loop=0), "gif"), WEB)["animation-length"].blocks


def test_a_drawing_is_a_drawing_and_nothing_else(facts_of):
    safe = corpus.SVG
    hostile = safe.replace(b"<rect", b"<script>alert(1)</script><rect", 1)
    assert "svg-unsafe" not in codes(facts_of(safe, "svg"), WEB, width_px=400, height_px=200)
    assert codes(facts_of(hostile, "svg"), WEB)["svg-unsafe"].blocks


# -- Hostile files --------------------------------------------------------------

KINDS = {"afiche.pdf": "pdf", "calle.tif": "image", "aviso.gif": "image", "cuna.mp3": "audio", "comercial.mp4": "video"}


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(sorted(KINDS)), at=st.integers(0, 10**6), junk=st.binary(min_size=1, max_size=40))
def test_a_mutated_file_ends_in_facts_or_in_a_clear_failure(tmp_path, name, at, junk):
    content = bytearray(corpus.good(name))
    start = at % len(content)
    content[start : start + len(junk)] = junk
    path = tmp_path / name
    path.write_bytes(content)
    request = {"path": str(path), "kind": KINDS[name], "extension": name.rpartition(".")[2]}
    answer = bounded.ask("media_assets.inspection.measuring", request, seconds=20)
    assert set(answer) in ({"facts"}, {"failed"})
    if "facts" in answer:
        for channel in ("print", "radio", "tv", "web"):
            judge(answer["facts"], Specification(channel=channel, width_mm=100, height_mm=100, minimum_dpi=300))
