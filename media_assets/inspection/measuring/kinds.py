"""The kinds that values of a PDF may be of (ISO 32000-2, 7.3), asked for; each returns the value or raises ``Misfit``."""

from decimal import Decimal

import pikepdf


class Misfit(ValueError):
    """An entry that is not of the kind it should be; its words are the keys that lead to it."""


def demand(holds, key=""):
    if not holds:
        raise Misfit(key)


def of(described, key, kind):
    """The entry of that key, which must be there and of that kind."""
    value = described.get(key)
    demand(value is not None, key)
    return _asked(value, key, kind)


def optional(described, key, kind):
    """The entry of that key if it is there, which must then be of that kind."""
    value = described.get(key)
    return None if value is None else _asked(value, key, kind)


def _asked(value, key, kind):
    try:
        return kind(value)
    except Misfit as misfit:
        raise Misfit(f"{key} {misfit}".rstrip()) from misfit
    except (ValueError, TypeError, KeyError, IndexError, AttributeError) as error:
        raise Misfit(key) from error


def is_number(value):
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def is_stream(value):
    return isinstance(value, pikepdf.Stream)


def number(value):
    demand(is_number(value))
    return value


def whole(value):
    demand(isinstance(value, int) and not isinstance(value, bool))
    return value


def flag(value):
    demand(isinstance(value, bool))
    return value


def name(value):
    demand(isinstance(value, pikepdf.Name))
    return value


def string(value):
    demand(isinstance(value, pikepdf.String))
    return value


def array(value):
    demand(isinstance(value, pikepdf.Array))
    return value


def book(value):
    """A dictionary, also that of a stream."""
    demand(isinstance(value, pikepdf.Dictionary | pikepdf.Stream))
    return value


def stream(value):
    demand(is_stream(value))
    return value


def numbers(value):
    """An array of numbers alone, as a list."""
    found = list(array(value))
    demand(all(map(is_number, found)))
    return found


def so_many(count):
    """An array of exactly that many numbers."""

    def kind(value):
        found = numbers(value)
        demand(len(found) == count)
        return found

    return kind


def pairs(value):
    """Ends of one range after the other."""
    found = numbers(value)
    demand(found and len(found) % 2 == 0)
    return found


def one_of(*values):
    """One of those numbers or names."""

    def kind(value):
        demand(not isinstance(value, bool) and any(value == each for each in values))
        return value

    return kind


rectangle, matrix = so_many(4), so_many(6)
