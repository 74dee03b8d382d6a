"""
MP4 and QuickTime: user data of the film and of each track, XMP, and tracks of measurements.

Telephones write where they stood into ``©xyz`` or ``com.apple.quicktime.location.ISO6709``;
action cameras keep a track of positions second by second.
"""

import shutil
from itertools import islice

import av

from media_assets.intake.probes.recordings import open_recording
from media_assets.metadata import xmp
from media_assets.metadata.containers import Found, boxes, positions, tags
from media_assets.metadata.said import Private
from media_assets.metadata.statement import packet
from media_assets.metadata.statement import tags as labels_of

XMP_UUID = bytes.fromhex("BE7ACFCB97A942E89C71999491E3AFAC")
#: Boxes of words; in a track as in the film.
_WORDS = {b"udta", b"meta", b"uuid", b"XMP_"}
#: Space that nobody reads, in which cameras of cars keep where they drove, and what points to it.
_IDLE, _DRIVEN = (b"free", b"skip"), b"gps "
#: Kinds of tracks that measure instead of showing: of Apple, GoPro and Google, and plain metadata.
_MEASURING = {b"meta", b"camm"}
#: Kinds of tracks of words, in which drones write where they fly.
_CAPTIONS = {b"sbtl", b"text", b"subt", b"subp", b"clcp"}
_LARGEST_TABLE = 16 * 1024 * 1024


def look(path) -> Found:
    found = Found()
    with open(path, "rb") as file:
        for box in boxes.walk(file):
            if box.kind in (b"uuid", b"XMP_"):
                data = boxes.content(file, box, xmp.LARGEST)
                if box.kind == b"XMP_" or data.startswith(XMP_UUID):
                    found.xmp.append(data.removeprefix(XMP_UUID))
                elif box.parent is None or box.kind == b"uuid":
                    # Cameras keep their notes in boxes of their own.
                    found.private |= _marks(data) or {Private.MAKER_NOTES}
            elif box.kind == b"udta":
                data = boxes.content(file, box)
                found.private |= _marks(data)
                for inner in boxes._walk(file, box.body, box.end, box, [200]):
                    if inner.kind == b"XMP_":
                        found.xmp.append(boxes.content(file, inner, xmp.LARGEST))
            elif box.kind == _DRIVEN:
                found.private.add(Private.LOCATION)
            elif box.kind in (b"meta", *_IDLE):
                found.private |= _marks(boxes.content(file, box))
            elif box.kind == b"trak" and _measures(file, box):
                found.private.add(Private.LOCATION)
    tags.read(path, found)
    return found


def _marks(data) -> set[Private]:
    """What a box of words holds that is private, by the names under which programs write it."""
    found = set()
    if any(mark in data for mark in (b"\xa9xyz", b"loci", b"location", b"GPS", b"gps", b"geo.", b"latitude")):
        found.add(Private.LOCATION)
    if any(mark in data for mark in (b"erial", b"camera.identifier", b"content.identifier", b"CNCV", b"FIRM", b"LENS")):
        found.add(Private.SERIALS)
    if any(mark in data for mark in (b"file:/", b":\\", b"/Users/", b"/home/", b"/Volumes/")):
        found.add(Private.HISTORY)
    if any(mark in data for mark in (b"MakerNote", b"thmb", b"THMB")):
        found.add(Private.MAKER_NOTES)
    return found


def clean(source, target, statement):
    shutil.copyfile(source, target)
    with open(target, "r+b") as file:
        found = list(boxes.walk(file))
        measuring = [box for box in found if box.kind == b"trak" and _measures(file, box)]
        for track in measuring:
            _blank_samples(file, [box for box in found if track.at < box.at < track.end])
        for box in found:
            if box.kind in _WORDS or box.kind in (_DRIVEN, *_IDLE) or box in measuring:
                boxes.free(file, box)
        if statement:
            _append(file, statement)


def label(source, target, statement):
    """A film that the house made goes into a new container, where its labels are at the front."""
    with (
        open_recording(source, "mp4") as film,
        av.open(str(target), "w", format="mp4", options={"movflags": "+faststart"}) as output,
    ):
        copies = {
            each.index: output.add_stream_from_template(each) for each in (*film.streams.video, *film.streams.audio)
        }
        output.metadata.update(labels_of(statement))
        for chunk in film.demux(*film.streams.video, *film.streams.audio):
            if chunk.dts is not None:
                chunk.stream = copies[chunk.stream.index]
                output.mux(chunk)
    if statement:
        with open(target, "ab") as file:
            _append(file, statement)


def _append(file, statement):
    """At the very end, behind everything that is found by its place."""
    data = XMP_UUID + packet(statement)
    file.seek(0, 2)
    file.write((len(data) + 8).to_bytes(4, "big") + b"uuid" + data)


def _measures(file, track):
    """Whether the handler of the track says that it holds measurements, or its captions say where something was."""
    inner = list(boxes._walk(file, track.body, track.end, track, [500]))
    for box in inner:
        if box.kind == b"hdlr" and box.parent.kind == b"mdia":
            handler = boxes.content(file, box, 24)[8:12]
            return handler in _MEASURING or (handler in _CAPTIONS and _tells_positions(file, inner))
    return False


def _tells_positions(file, inner):
    for offset, length in islice(_samples(file, inner), positions.MOST):
        file.seek(offset)
        if positions.tells(file.read(min(length, _LARGEST_TABLE))):
            return True
    return False


def _blank_samples(file, inner):
    """Take the samples of a track out of the film's data, chunk by chunk."""
    end = file.seek(0, 2)
    for offset, length in _samples(file, inner):
        if offset < end:
            boxes.blank(file, offset, min(length, end - offset))


def _samples(file, inner):
    """Place and length of each chunk of a track."""
    tables = {box.kind: boxes.content(file, box, _LARGEST_TABLE) for box in inner if box.kind in _TABLES}
    offsets = _offsets(tables)
    sizes, per_chunk = _sizes(tables.get(b"stsz", b"")), _per_chunk(tables.get(b"stsc", b""), len(offsets))
    sample = 0
    for offset, count in zip(offsets, per_chunk, strict=False):
        length = sum(sizes[sample : sample + count]) if isinstance(sizes, list) else sizes * count
        sample += count
        yield offset, length


_TABLES = (b"stco", b"co64", b"stsz", b"stsc")


def _numbers(data, width, start):
    return [int.from_bytes(data[at : at + width], "big") for at in range(start, len(data) - width + 1, width)]


def _offsets(tables):
    return _numbers(tables[b"co64"], 8, 8) if b"co64" in tables else _numbers(tables.get(b"stco", b""), 4, 8)


def _sizes(data):
    one = int.from_bytes(data[4:8], "big")
    return one if one else _numbers(data, 4, 12)


def _per_chunk(data, chunks):
    rows = _numbers(data, 4, 8)
    runs = list(zip(rows[0::3], rows[1::3], strict=False))
    counts = []
    for number, (first, samples) in enumerate(runs):
        last = runs[number + 1][0] if number + 1 < len(runs) else chunks + 1
        counts += [samples] * max(0, min(last - first, chunks - len(counts)))
    return counts
