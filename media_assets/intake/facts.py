"""What is known of a file once it has been examined. No Django here."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields


@dataclass(frozen=True, slots=True)
class FileFacts:
    """
    The measured truth about one accepted file; ``None`` where it has no meaning.

    ``kind`` is ``image``, ``svg``, ``pdf``, ``audio``, ``video``, ``document`` or
    ``captions``; ``extension`` the canonical one (``jpg``, ``tif``).
    Pixels are as displayed (after EXIF or container rotation), durations are
    seconds, paper sizes are millimetres of the first page's trim box (media box
    where there is none), ``size`` is bytes and ``sha256`` lowercase hexadecimal.
    """

    mime: str
    extension: str
    kind: str
    size: int = 0
    sha256: str = ""
    # Pictures and moving pictures
    width: int | None = None
    height: int | None = None
    color_mode: str | None = None
    color_profile: str | None = None
    dpi: float | None = None
    has_alpha: bool | None = None
    has_location: bool | None = None
    frames: int | None = None
    # Paper
    pages: int | None = None
    page_width_mm: float | None = None
    page_height_mm: float | None = None
    bleed_mm: float | None = None
    pdf_version: str | None = None
    # Time
    duration: float | None = None
    sample_rate: int | None = None
    channels: int | None = None
    frame_rate: float | None = None
    video_codec: str | None = None
    audio_codec: str | None = None
    bit_rate: int | None = None
    # What the file says of itself (``media_assets.metadata.said.Said`` as plain values)
    metadata: dict | None = None

    def as_dict(self) -> dict:
        """Plain values, fit for a ``JSONField``."""
        return asdict(self)

    @classmethod
    def from_dict(cls, values: dict) -> FileFacts:
        """The inverse of ``as_dict``; unknown keys are ignored."""
        known = {field.name for field in fields(cls)}
        return cls(**{key: value for key, value in values.items() if key in known})
