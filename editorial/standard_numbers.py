"""ISSN (ISO 3297) and ISBN (ISO 2108): form and check digit."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


def issn_check_digit(digits: str) -> str:
    """The check digit of the first seven digits of an ISSN (modulus 11)."""
    remainder = sum(int(d) * weight for d, weight in zip(digits[:7], range(8, 1, -1), strict=True)) % 11
    return "0" if remainder == 0 else "X" if remainder == 1 else str(11 - remainder)


def isbn_check_digit(digits: str) -> str:
    """The check digit of the first twelve digits of an ISBN-13 (modulus 10)."""
    total = sum(int(d) * (3 if i % 2 else 1) for i, d in enumerate(digits[:12]))
    return str(-total % 10)


def validate_issn(value: str):
    """Refuse what is not ``NNNN-NNNX`` with its check digit."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{3}[0-9X]", value):
        raise ValidationError(_("Write the ISSN as four digits, a hyphen and four more: 2346-1233."))
    digits = value.replace("-", "")
    if issn_check_digit(digits) != digits[7]:
        raise ValidationError(_("The check digit of this ISSN is wrong: look for a mistyped figure."))


def validate_isbn(value: str):
    """Refuse what is not an ISBN-13, with hyphens or without, with its check digit."""
    digits = re.sub(r"[- ]", "", value)
    if not re.fullmatch(r"97[89][0-9]{10}", digits):
        raise ValidationError(_("Write the 13 digits of the ISBN, with hyphens or without: 978-958-8888-01-2."))
    if isbn_check_digit(digits) != digits[12]:
        raise ValidationError(_("The check digit of this ISBN is wrong: look for a mistyped figure."))
