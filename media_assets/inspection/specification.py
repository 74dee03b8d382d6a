"""What a master is held against: its format and the words that go with it, as plain values."""

from dataclasses import asdict, dataclass, fields


@dataclass(frozen=True, slots=True)
class Specification:
    """
    What the format asks for, and what the piece has beside its file.

    Millimetres are those of the artwork: of a billboard drawn at 1:10, a tenth.
    ``None`` where the format asks for nothing.
    """

    channel: str
    width_mm: float | None = None
    height_mm: float | None = None
    bleed_mm: float | None = None
    colour: str = ""
    minimum_dpi: int | None = None
    maximum_ink: int | None = None
    pages_multiple: int | None = None
    seconds: float | None = None
    sample_rate: int | None = None
    loudness: float | None = None
    true_peak: float | None = None
    width_px: int | None = None
    height_px: int | None = None
    frame_rate: float | None = None
    maximum_bytes: int | None = None
    #: Pixels across of the pictures of a responsive set, the smallest first.
    set_widths: tuple[int, ...] = ()
    weight: int = 0
    has_alt_text: bool = False
    has_captions: bool = False

    def as_dict(self) -> dict:
        """As a report keeps it: values that JSON knows."""
        return asdict(self) | {"set_widths": list(self.set_widths)}

    @classmethod
    def from_dict(cls, values: dict):
        known = {field.name for field in fields(cls)}
        kept = {name: value for name, value in values.items() if name in known}
        return cls(**kept | {"set_widths": tuple(kept.get("set_widths", ()))})


def specification_of(piece, version) -> Specification:
    """What this piece, as it stands, asks of that master."""
    asked = piece.format
    scale = asked.scale or 1
    return Specification(
        channel=str(piece.channel),
        width_mm=_number(asked.width_mm, scale),
        height_mm=_number(asked.height_mm, scale),
        bleed_mm=_number(asked.bleed_mm, scale),
        colour=asked.colour_space,
        minimum_dpi=asked.minimum_dpi,
        maximum_ink=asked.maximum_ink,
        pages_multiple=asked.pages_multiple,
        seconds=_number(asked.duration_s),
        sample_rate=asked.sample_rate_hz,
        loudness=_number(asked.loudness_lufs),
        true_peak=_number(asked.true_peak_dbtp),
        width_px=asked.width_px,
        height_px=asked.height_px,
        frame_rate=_number(asked.frame_rate),
        maximum_bytes=asked.maximum_bytes,
        set_widths=asked.widths_of_the_set,
        weight=version.size,
        has_alt_text=bool(piece.alt_text.strip()),
        has_captions=bool(piece.captions),
    )


def _number(value, scale=1):
    return None if value is None else round(float(value) / scale, 3)
