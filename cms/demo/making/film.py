"""
Motion graphics of the demonstration: photographs, flats of colour and large type, 1080p.

Frames are drawn here and encoded by ffmpeg (H.264, yuv420p, AAC, index at the front).
Scenes last as long as their line is spoken.
"""

import subprocess
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from cms.demo.making import captions, sound

WIDTH, HEIGHT = 1920, 1080
RATE = (30_000, 1001)
MARGIN = 110
WIPE, ENTRANCE = 0.5, 0.6
FILES = Path(__file__).parents[1] / "files"
FONTS = Path(__file__).parents[3] / "media_assets" / "typesetting" / "fonts"


@dataclass(frozen=True)
class Look:
    """The colours of a film and what it signs with."""

    ink: str
    accent: str
    title: str
    office: str


@dataclass
class Shot:
    """A scene ready to be drawn: its ground, its plate of type, and when it is on screen (seconds)."""

    start: float
    end: float
    ground: Image.Image
    plate: Image.Image
    plate_at: tuple[int, int]
    zooms: bool


def eased(share: float) -> float:
    share = min(max(share, 0.0), 1.0)
    return 1 - (1 - share) ** 3


def font(size: int, face="ArchivoCondensed-Black"):
    return ImageFont.truetype(str(FONTS / f"{face}.ttf"), size)


def picture_of(key: str) -> Image.Image:
    for folder, suffix in (("photographs", "jpg"), ("drawings", "png")):
        path = FILES / folder / f"{key}.{suffix}"
        if path.exists():
            return Image.open(path).convert("RGB")
    raise FileNotFoundError(key)


def covering(picture: Image.Image) -> Image.Image:
    """The picture cut to 16:9, a little larger than the screen for the slow zoom."""
    width, height = picture.size
    kept = min(height, width * 9 / 16)
    top = (height - kept) * 0.45
    return picture.resize((2112, 1188), Image.Resampling.LANCZOS, box=(0, top, width, top + kept))


def lines_of(text: str, size: int, most: int) -> list[str]:
    """The text broken where it must be to stay within ``most`` pixels."""
    lines, face = [], font(size)
    for word in text.split():
        candidate = f"{lines[-1]} {word}" if lines else word
        if lines and face.getlength(candidate) <= most:
            lines[-1] = candidate
        else:
            lines.append(word)
    return lines


def set_type(text, most, height, largest, fill):
    """The text as large as fits in the box, on a transparent ground."""
    for size in range(largest, 60, -4):
        lines = lines_of(text, size, most)
        leading = round(size * 0.98)
        if len(lines) * leading <= height and max(font(size).getlength(line) for line in lines) <= most:
            break
    plate = Image.new("RGBA", (most, leading * len(lines) + size // 3), (0, 0, 0, 0))
    pen = ImageDraw.Draw(plate)
    for number, line in enumerate(lines):
        pen.text((0, number * leading), line, font=font(size), fill=fill)
    return plate


def photograph_shot(scene, look, start, end):
    plate_type = set_type(scene.plate, 1500, 150, 132, "white")
    box = plate_type.getbbox()
    plate = Image.new("RGBA", (MARGIN + box[2] + 70, box[3] + 96), look.ink)
    ImageDraw.Draw(plate).rectangle([0, 0, 20, plate.height], fill=look.accent)
    plate.alpha_composite(plate_type, (MARGIN, 38))
    return Shot(start, end, covering(picture_of(scene.photo)), plate, (0, HEIGHT - plate.height - 90), True)


def type_shot(scene, look, start, end, number, last):
    ground_ink, letters, round_ink = (
        (look.accent, "#16181d", look.ink) if number % 2 and not last else (look.ink, "white", look.accent)
    )
    ground = Image.new("RGB", (WIDTH * 2, HEIGHT * 2), ground_ink)
    pen = ImageDraw.Draw(ground)
    centre = (1640, 300 + 240 * (number % 3))
    for radius, ink in ((520, round_ink), (350, ground_ink), (190, round_ink)):
        pen.ellipse(
            [2 * (centre[0] - radius), 2 * (centre[1] - radius), 2 * (centre[0] + radius), 2 * (centre[1] + radius)],
            fill=ink,
        )
    ground = ground.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    plate = set_type(scene.plate, 1000, 640, 240, letters)
    if last:
        ImageDraw.Draw(ground).text(
            (MARGIN, HEIGHT - 170), look.office, font=font(44, "Archivo-SemiBold"), fill="white"
        )
        ImageDraw.Draw(ground).text(
            (MARGIN, HEIGHT - 112), "Alcaldía de Medellín", font=font(44, "Archivo-Bold"), fill="white"
        )
    return Shot(start, end, ground, plate, (MARGIN, (HEIGHT - plate.height) // 2 - (60 if last else 0)), False)


def shots_of(scenes, look, times, seconds):
    """One shot per scene; each opens a little before its line is heard."""
    starts = [0.0, *(begin - 0.18 for begin, _end in times[1:])]
    ends = [*starts[1:], seconds]
    shots = []
    for number, (scene, start, end) in enumerate(zip(scenes, starts, ends, strict=True)):
        last = number == len(scenes) - 1
        if scene.photo:
            shots.append(photograph_shot(scene, look, start, end))
        else:
            shots.append(type_shot(scene, look, start, end, number, last))
    return shots


def frame_of(shot: Shot, now: float) -> Image.Image:
    share = (now - shot.start) / (shot.end - shot.start)
    if shot.zooms:
        step = 0.045 * share
        width, height = shot.ground.size
        dx, dy = width * step, height * step
        frame = shot.ground.resize((WIDTH, HEIGHT), Image.Resampling.BILINEAR, box=(dx, dy, width - dx, height - dy))
    else:
        frame = shot.ground.copy()
    come = eased((now - shot.start - 0.15) / ENTRANCE)
    x, y = shot.plate_at
    if shot.zooms:
        frame.paste(shot.plate, (round(x - (1 - come) * (shot.plate.width + 40)), y), shot.plate)
    else:
        shown = shot.plate.crop((0, 0, shot.plate.width, max(1, round(shot.plate.height * come))))
        frame.paste(shown, (x, y + round((1 - come) * 60)), shown)
    return frame


def frames(shots, look, total: int):
    """Every frame in order; a panel of the accent colour wipes from one shot to the next."""
    current = 0
    resting, rested = None, None
    for number in range(total):
        now = number * RATE[1] / RATE[0]
        while current + 1 < len(shots) and now >= shots[current + 1].start:
            current += 1
        shot = shots[current]
        wiping = now - shot.start < WIPE / 2 and current > 0
        leaving = current + 1 < len(shots) and shots[current + 1].start - now < WIPE / 2
        quiet = not shot.zooms and not wiping and not leaving and now - shot.start > ENTRANCE + 0.3
        if quiet and rested == current:
            yield resting
            continue
        frame = frame_of(shot, now)
        pen = ImageDraw.Draw(frame)
        if leaving:
            share = 1 - (shots[current + 1].start - now) / (WIPE / 2)
            pen.rectangle([0, 0, WIDTH * share**2, HEIGHT], fill=look.accent)
        if wiping:
            share = (now - shot.start) / (WIPE / 2)
            pen.rectangle([WIDTH * eased(share), 0, WIDTH, HEIGHT], fill=look.accent)
        data = frame.tobytes()
        if quiet:
            resting, rested = data, current
        yield data


def make(scenes, look: Look, mood: str, seconds, target: Path, folder: Path, most_bytes: int, seed=1):
    """Write the film and return (times of the lines, seconds)."""
    spoken = [scene for scene in scenes if scene.text]
    lines = [captions.Spoken(scene.text, "a") for scene in spoken]
    audio, times, seconds = sound.mix(lines, mood, seconds, folder, seed)
    total = round(seconds * RATE[0] / RATE[1])
    shots = shots_of(scenes, look, times, seconds)
    most = int((most_bytes * 8 * 0.94 - seconds * 96_000) / seconds)
    command = [
        "ffmpeg",
        "-loglevel",
        "error",
        "-y",
        "-f",
        "rawvideo",
        "-pix_fmt",
        "rgb24",
        "-s",
        f"{WIDTH}x{HEIGHT}",
        "-r",
        f"{RATE[0]}/{RATE[1]}",
        "-i",
        "-",
        "-i",
        audio,
        "-map",
        "0:v",
        "-map",
        "1:a",
        "-c:v",
        "libx264",
        "-preset",
        "medium",
        "-crf",
        "25",
        "-maxrate",
        most,
        "-bufsize",
        2 * most,
        "-g",
        "150",
        "-pix_fmt",
        "yuv420p",
        "-vf",
        "scale=out_color_matrix=bt709:out_range=tv",
        "-color_primaries",
        "bt709",
        "-color_trc",
        "bt709",
        "-colorspace",
        "bt709",
        "-c:a",
        "aac",
        "-b:a",
        "96k",
        "-ac",
        "2",
        "-ar",
        "48000",
        "-movflags",
        "+faststart",
        "-t",
        f"{seconds:.3f}",
        "-metadata",
        f"title={look.title}",
        target,
    ]
    with subprocess.Popen(list(map(str, command)), stdin=subprocess.PIPE) as encoder:
        for data in frames(shots, look, total):
            encoder.stdin.write(data)
    if encoder.returncode:
        raise RuntimeError(f"ffmpeg could not encode {target.name}")
    return times, seconds
