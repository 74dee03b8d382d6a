"""Ogg (RFC 3533): the packets of sound go into new pages, with comments of ours."""

import av

from media_assets.intake.probes.recordings import open_recording
from media_assets.metadata.containers import CannotClean, Found, tags
from media_assets.metadata.statement import tags as labels_of


def look(path) -> Found:
    found = Found()
    tags.read(path, found, "ogg")
    return found


def clean(source, target, statement):
    with open_recording(source, "ogg") as container, av.open(str(target), "w", format="ogg") as output:
        stream = next(iter(container.streams.audio), None)
        if stream is None:
            raise CannotClean("no sound in it")
        copied = output.add_stream_from_template(stream)
        copied.metadata.clear()
        copied.metadata.update(labels_of(statement))
        for packet in container.demux(stream):
            if packet.dts is not None:
                packet.stream = copied
                output.mux(packet)
