"""Marks as numbers of 64 bits: how far apart two are, and where to look for those near one."""

BITS, BANDS = 64, 4
BAND_BITS = BITS // BANDS
#: Bits in which two marks may differ and be alike.
#:
#: Whoever differs in seven bits of four bands differs in one at most in some band: with that
#: band asked for as it is and with each of its bits turned, none of them is missed.
MOST_DIFFERENT = BANDS * 2 - 1


def distance(one: int, other: int) -> int:
    """In how many bits two marks differ."""
    return (one ^ other).bit_count()


def bands_of(mark: int) -> list[int]:
    """The quarters of the mark, from the lowest."""
    return [(mark >> (n * BAND_BITS)) & ((1 << BAND_BITS) - 1) for n in range(BANDS)]


def bands_near(mark: int) -> list[list[int]]:
    """For each band of the mark: its value, and those that differ from it in one bit."""
    return [[band, *(band ^ (1 << bit) for bit in range(BAND_BITS))] for band in bands_of(mark)]
