"""
Functions of a PDF, of which only the ends of gradients are measured (ISO 32000-2, 7.10).

One that leads back to itself, or that promises more than anybody computes, is damage: viewers differ on it.
"""

import math
import re

import pikepdf

DEEPEST = 8
#: Bytes of the samples of one function, and braces within braces of a program.
MOST_SAMPLES, MOST_BRACES = 64 * 1024 * 1024, 32
_PROGRAM = 64 * 1024
#: What a program of a function is made of (ISO 32000-2, 7.10.5).
_TOKEN, _COMMENT, _NUMBER = re.compile(rb"[{}]|[^\s{}]+"), re.compile(rb"%[^\r\n]*"), re.compile(rb"[-+]?[0-9]*\.?[0-9]*")
_OPERATORS = frozenset(
    b"{ } abs add atan ceiling cos cvi cvr div exp floor idiv ln log mod mul neg round sin sqrt sub truncate and "
    b"bitshift eq false ge gt le lt ne not or true xor if ifelse copy dup exch index pop roll".split()
)
_SAMPLED, _EXPONENTIAL, _STITCHED, _CALCULATED = _KINDS = 0, 2, 3, 4


def numbers(values):
    """Those of the values that are no names."""
    return tuple(float(value) for value in values if not isinstance(value, pikepdf.Name))


class BadFunction(ValueError):
    """A function that cannot be what it says."""


def ends_of(function, depth=0):
    """Colours at the ends of a gradient, of the functions that have ends. Raises ``BadFunction``."""
    if function is None:
        return
    if depth > DEEPEST:
        raise BadFunction("it leads back to itself")
    if isinstance(function, pikepdf.Array):
        ends = [list(ends_of(part, depth + 1)) for part in function]
        if all(len(end) == 2 for end in ends):
            yield tuple(value[0][0] for value in ends)
            yield tuple(value[1][0] for value in ends)
        return
    check(function)
    if "/Functions" in function:
        for part in function["/Functions"]:
            yield from ends_of(part, depth + 1)
    elif int(function.get("/FunctionType", 0)) == _EXPONENTIAL:
        yield numbers(function.get("/C0", [0]))
        yield numbers(function.get("/C1", [1]))


def check(function):
    """Raise ``BadFunction`` where samples or program cannot be computed; a limit of ours, generous to printers."""
    if not isinstance(function, pikepdf.Dictionary | pikepdf.Stream):
        raise BadFunction("no function")
    kind = int(function.get("/FunctionType", -1))
    if kind not in _KINDS:
        raise BadFunction("no kind of function")
    if kind == _SAMPLED and "/Size" in function:
        sides = [int(side) for side in function["/Size"]]
        outputs = len(function.get("/Range", [0, 1])) / 2
        size = math.prod(sides) * outputs * int(function.get("/BitsPerSample", 8)) / 8
        if min(sides) < 1 or size > MOST_SAMPLES:
            raise BadFunction("too many samples")
        if not isinstance(function, pikepdf.Stream) or len(function.get_stream_buffer()) < size:
            raise BadFunction("too few samples")
    if kind == _CALCULATED and isinstance(function, pikepdf.Stream):
        program = function.read_bytes()
        if len(program) > _PROGRAM:
            raise BadFunction("too long a program")
        _check_program(program)


def _check_program(text):
    depth = 0
    for token in _TOKEN.findall(_COMMENT.sub(b"", text)):
        depth += (token == b"{") - (token == b"}")
        if not 0 <= depth <= MOST_BRACES:
            raise BadFunction("too many braces")
        if token not in _OPERATORS and not _NUMBER.fullmatch(token):
            raise BadFunction("an unknown operator")
