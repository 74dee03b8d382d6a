"""What is seen has words for who cannot see it, and what is heard, for who cannot hear it (WCAG 2.2, 1.1.1 and 1.2)."""

from django.utils.translation import gettext as _

from editorial.readiness.contents import blocks_of
from editorial.readiness.findings import Finding, Severity
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
