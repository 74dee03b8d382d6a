"""What is seen has words for who cannot see it, and what is heard, for who cannot hear it (WCAG 2.2, 1.1.1 and 1.2)."""

from django.utils.translation import gettext as _

from editorial.readiness.contents import blocks_of
from editorial.readiness.findings import Finding, Severity
from media_assets.inspection.fitness import verdict_on
from media_assets.models import Channel, Piece


def alternative_texts(content, moment):
    if isinstance(content, Piece):
        if content.channel in (Channel.PRINT, Channel.WEB) and not content.alt_text.strip():
            yield _missing_alternative(_("The piece"), "alt_text")
        return
    for name in ("lead_image", "cover"):
        image = getattr(content, name, None)
        if image is not None and not image.description.strip():
            yield _missing_alternative(str(content._meta.get_field(name).verbose_name).capitalize(), name)
    for placed in blocks_of(content):
        for figure in _figures(placed):
            if not (figure.get("alt_text") or "").strip() and not (figure["image"] and figure["image"].description.strip()):
                yield _missing_alternative(placed.where, placed.field, placed.block)


def _figures(placed):
    if placed.kind == "figure":
        yield placed.value
    elif placed.kind == "gallery":
        yield from placed.value["items"]


def _missing_alternative(where, field, block=""):
    return Finding(
        "alt-text-missing",
        Severity.BLOCKS,
        _("A picture has no alternative text."),
        where,
        _("Say in one sentence what is seen, in the figure or in the description of the image."),
        field,
        block,
    )


def transcripts(content, moment):
    if isinstance(content, Piece):
        if content.channel in (Channel.RADIO, Channel.TV) and not content.transcript.strip():
            yield _missing_transcript(_("The piece"), "transcript", Severity.BLOCKS)
        return
    if getattr(content, "media", None) is not None and not content.media.transcript.strip():
        yield _missing_transcript(_("The recording"), "media", Severity.BLOCKS)
    for placed in blocks_of(content):
        if placed.kind in ("audio", "video") and (media := placed.value["media"]) and not media.transcript.strip():
            yield _missing_transcript(placed.where, placed.field, Severity.BLOCKS, placed.block)


def captions(content, moment):
    """What a video says can be read while it is seen (1.2.2); a transcript beside it is something else (1.2.3)."""
    if isinstance(content, Piece):
        # The inspection hears whether the film speaks and finds captions inside it: once finished, its word stands.
        if content.channel == Channel.TV and not content.captions and not _was_listened_to(content.current_version):
            yield _missing_captions(_("The piece"), "captions")
        return
    if _lacks_captions(getattr(content, "media", None)):
        yield _missing_captions(_("The recording"), "media")
    for placed in blocks_of(content):
        if placed.kind == "video" and _lacks_captions(placed.value["media"]):
            yield _missing_captions(placed.where, placed.field, placed.block)


def _was_listened_to(version):
    return version is not None and verdict_on(version).is_finished


def _lacks_captions(media):
    return media is not None and media.type == "video" and not media.captions


def _missing_captions(where, field, block=""):
    return Finding(
        "captions-missing",
        Severity.BLOCKS,
        _("A video has no captions."),
        where,
        _("Add the WebVTT file (.vtt) with the captions in Spanish to the video."),
        field,
        block,
    )


def _missing_transcript(where, field, severity, block=""):
    return Finding(
        "transcript-missing",
        severity,
        _("A recording has no transcript."),
        where,
        _("Write all that is said in the transcript of the recording."),
        field,
        block,
    )
