"""
Make the files of the demonstration again: ``python -m cms.demo.make_files WHAT --packages DIR``.

Not needed to run the site: the files are kept in ``cms/demo/files``. It needs ffmpeg,
numpy and py-nanotts beside the project's own requirements, and, for ``photographs``,
a folder with each package of ``making.photographs`` unpacked under its name
(``apt-get download PACKAGE && dpkg-deb -x PACKAGE_*.deb DIR/PACKAGE``).
"""

import argparse
import os
import tempfile
from pathlib import Path

FILES = Path(__file__).parent / "files"
MOST_BYTES = {"film": 1_150_000, "episode": 1_950_000}


def photographs(packages):
    from cms.demo.making import photographs as maker

    return maker.make(Path(packages), FILES / "photographs")


def drawings(_packages):
    from cms.demo.making import covers
    from cms.demo.making import drawings as maker

    return [*maker.make(FILES / "drawings"), *covers.make(FILES / "covers")]


def spots(_packages):
    """Radio spots and radio episodes, as MP3 of 96 kbit/s (spots) and 64 kbit/s (episodes), mono."""
    from cms.demo.campaigns import CAMPAIGNS
    from cms.demo.programmes_copy import RADIO

    wanted = [
        (spot.key, spot.lines, spot.mood, spot.seconds, spot.title, "128k") for c in CAMPAIGNS for spot in c.spots
    ]
    wanted += [(e.key, e.lines, e.mood, e.seconds, e.title, "56k") for e in RADIO.episodes]
    for number, (key, lines, mood, seconds, title, rate) in enumerate(wanted):
        yield from _missing(FILES / "sound" / f"{key}.mp3", _record, lines, mood, seconds, title, rate, number)


def films(_packages):
    """Television spots and episodes."""
    from cms.demo.campaigns import CAMPAIGNS
    from cms.demo.programmes_copy import TELEVISION

    wanted = [(film, campaign.office, "film") for campaign in CAMPAIGNS for film in campaign.films]
    wanted += [(episode, "Secretaría de Comunicaciones", "episode") for episode in TELEVISION.episodes]
    for number, (film, office, size) in enumerate(wanted):
        yield from _missing(FILES / "film" / f"{film.key}.mp4", _shoot, film, office, size, number)


def _missing(path, make, *arguments):
    """Make a file only when it is absent, so that an interrupted run goes on."""
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    make(path, *arguments)
    yield path


def _record(path, lines, mood, seconds, title, rate, seed):
    from cms.demo.making import sound

    with tempfile.TemporaryDirectory() as folder:
        mixed, times, _seconds = sound.mix(lines, mood, seconds, Path(folder), seed)
        sound.ffmpeg(
            "-i",
            mixed,
            "-c:a",
            "libmp3lame",
            "-b:a",
            rate,
            "-metadata",
            f"title={title}",
            "-metadata",
            "artist=Secretaría de Comunicaciones",
            path,
        )
    _caption(path, [line.text for line in lines], times)


def _shoot(path, film, office, size, seed):
    from cms.demo.making import film as maker

    look = maker.Look(film.ink, film.accent, film.title, office)
    unfinished = path.with_suffix(".part.mp4")
    with tempfile.TemporaryDirectory() as folder:
        times, _seconds = maker.make(
            film.scenes, look, film.mood, film.seconds, unfinished, Path(folder), MOST_BYTES[size], seed
        )
    os.replace(unfinished, path)
    _caption(path, [scene.text for scene in film.scenes if scene.text], times)


def _caption(path, texts, times):
    from cms.demo.making.captions import webvtt

    target = FILES / "captions" / f"{path.stem}.vtt"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(webvtt(texts, times), encoding="utf-8")


def facts(_packages):
    """What the inspection measures in sound and film; again after each change of them or of the inspection."""
    from cms.demo import measured

    yield measured.keep()


MAKERS = {"photographs": photographs, "drawings": drawings, "sound": spots, "film": films, "facts": facts}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=MAKERS)
    parser.add_argument("--packages", help="folder with the unpacked packages (photographs)")
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")
    import django

    django.setup()
    for path in MAKERS[options.what](options.packages):
        print(f"{path.relative_to(FILES)}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
