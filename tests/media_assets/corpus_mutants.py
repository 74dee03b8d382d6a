"""Good files spoiled in thousands of ways, always the same ones for the same number."""

import random
import re
from collections.abc import Iterator

from tests.media_assets import corpus

#: What a mutant is made of: every type that a piece, a photograph or a recording may have.
SEEDS = tuple(name for name in corpus.NAMES if name.rpartition(".")[2] not in ("docx", "csv", "txt")) + corpus.RICH
_EXTREMES = (0, 1, 0x7F, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)
_NUMBER = re.compile(rb"\d+")
_WORDS = (
    b"/Length",
    b"/Filter",
    b"/Kids",
    b"/Parent",
    b"/Type",
    b"obj",
    b"stream",
    b"xref",
    b"<<",
    b">>",
    b"width",
    b"viewBox",
)


def mutants(count, seed=2026) -> Iterator[tuple[str, bytes]]:
    """``count`` pairs of a file name and its content; each seed and each way of spoiling gets its turn."""
    for number in range(count):
        chance = random.Random(seed * 1_000_003 + number)
        name = SEEDS[number % len(SEEDS)]
        spoil = _WAYS[number // len(SEEDS) % len(_WAYS)]
        content = spoil(bytearray(corpus.good(name)), chance)
        if chance.random() < 0.2 and len(content) > 8:
            content = chance.choice(_WAYS)(bytearray(content), chance)
        yield f"{number:05}-{spoil.__name__.strip('_')}-{name}", bytes(content)


def mutant(name, way, seed) -> bytes:
    """One of them, for a property test that chooses."""
    return bytes(_WAYS[way % len(_WAYS)](bytearray(corpus.good(name)), random.Random(seed)))


def _flipped(content, chance):
    for _time in range(chance.choice((1, 2, 8, 64))):
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    return content


def _cut_short(content, chance):
    return content[: chance.randrange(1, len(content))]


def _cut_at_the_head(content, chance):
    head = min(chance.randrange(4, 64), len(content) - 1)
    return content[:head] + content[chance.randrange(head, len(content)) :]


def _spliced(content, chance):
    other = corpus.good(chance.choice(SEEDS))
    at, there = chance.randrange(len(content)), chance.randrange(len(other))
    return content[:at] + other[there : there + chance.randrange(1, 4096)] + content[at:]


def _grafted(content, chance):
    """The head of one file and the body of another of any kind."""
    other = corpus.good(chance.choice(SEEDS))
    return content[: chance.randrange(8, 512)] + other[chance.randrange(len(other)) :]


def _lacking(content, chance):
    at = chance.randrange(len(content))
    return content[:at] + content[at + chance.randrange(1, max(2, len(content) // 4)) :]


def _repeated(content, chance):
    at = chance.randrange(len(content))
    piece = content[at : at + chance.randrange(1, 512)]
    return content[:at] + piece * chance.choice((2, 16, 256)) + content[at:]


def _blanked(content, chance):
    at, byte = chance.randrange(len(content)), chance.choice((0x00, 0xFF, 0x20))
    length = min(chance.choice((4, 64, 1024)), len(content) - at)
    content[at : at + length] = bytes([byte]) * length
    return content


def _lying(content, chance):
    """Numbers of the header made enormous, negative or nothing."""
    reach = min(len(content), chance.choice((64, 512, 4096)))
    for _time in range(chance.choice((1, 2, 4))):
        size, order = chance.choice((1, 2, 4, 8)), chance.choice(("big", "little"))
        at = chance.randrange(max(1, reach - size))
        content[at : at + size] = (chance.choice(_EXTREMES) & (256**size - 1)).to_bytes(size, order)
    return content


def _renumbered(content, chance):
    """Numbers that are written out, as in PDF, SVG and WebVTT, become absurd."""
    found = list(_NUMBER.finditer(bytes(content)))
    if not found:
        return _lying(content, chance)
    result = bytes(content)
    for match in sorted(chance.sample(found, min(len(found), 3)), key=lambda m: -m.start()):
        value = chance.choice((b"0", b"-1", b"99999999999", b"1e400", b"2147483648", b"0.0000001", b"nan"))
        result = result[: match.start()] + value + result[match.end() :]
    return result


def _reworded(content, chance):
    words = [word for word in _WORDS if word in content]
    if not words:
        return _flipped(content, chance)
    one, other = chance.choice(words), chance.choice(_WORDS)
    return bytes(content).replace(one, other, chance.choice((1, 3, -1)))


def _turned(content, chance):
    at = chance.randrange(len(content))
    return content[at:] + content[:at]


def _trailed(content, chance):
    return content + chance.choice(
        (b"PK\x03\x04" * 9, b"%PDF-1.7\n%%EOF", b"<script>alert(1)</script>", chance.randbytes(99))
    )


_WAYS = (
    _flipped,
    _lying,
    _cut_short,
    _spliced,
    _renumbered,
    _blanked,
    _grafted,
    _lacking,
    _reworded,
    _repeated,
    _trailed,
    _cut_at_the_head,
    _turned,
)
