"""Checks of field values, and the error for an invalid one."""

from __future__ import annotations

import re
import reprlib
from datetime import date
from types import NoneType
from typing import Literal, NoReturn, TypeAlias, get_args

from ..errors import ModelError

Direction: TypeAlias = Literal["rtl", "ltr"]

#: The syntax of language tags (BCP 47, section 2.1).
LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")

_DATE_OR_NONE = (date, NoneType)  # a datetime is a date
_DIRECTIONS = get_args(Direction)


def refuse(where: str, value: object, wanted: str) -> NoReturn:
    """Raise ModelError: the field `where` must be as `wanted` describes, not `value`."""
    shown = reprlib.repr(value)
    if not isinstance(value, int | float | None):
        shown = f"the {type(value).__name__} {shown}"
    raise ModelError(f"{where} is {wanted}, not {shown}.")


def check_each(where: str, value: object, kinds: tuple[type, ...], wanted: str) -> None:
    """Check that `value` is a tuple of `kinds`, one level deep, because inner values have checked themselves."""
    if not isinstance(value, tuple):
        refuse(where, value, wanted)
    for number, one in enumerate(value):
        if not isinstance(one, kinds):
            refuse(f"{where}[{number}]", one, " or ".join(kind.__name__ for kind in kinds))


def check_texts(node: object, names: tuple[str, ...]) -> None:
    """Check that these fields are each a str or None."""
    for name in names:
        value = getattr(node, name)
        if value is not None and not isinstance(value, str):
            refuse(f"{type(node).__name__}.{name}", value, "a str or None")


def check_text(where: str, value: object) -> None:
    """Check that a field is a str."""
    if not isinstance(value, str):
        refuse(where, value, "a str")


def check_title(where: str, value: object) -> None:
    """Check that a field is a str that is not blank."""
    if not isinstance(value, str) or not value or value.isspace():
        refuse(where, value, "a str that is not blank")


def check_number(where: str, value: object, least: int | None, most: int | None = None) -> None:
    """Check that a field is a whole number within bounds."""
    if type(value) is int and (least is None or value >= least) and (most is None or value <= most):
        return
    bounds = "" if least is None else f" from {least}" + ("" if most is None else f" to {most}")
    refuse(where, value, f"a whole number{bounds}" if most is not None or least is None else f"{least} or more")


def check_date(where: str, value: object) -> None:
    """Check that a field is a date, a datetime or None."""
    if not isinstance(value, _DATE_OR_NONE):
        refuse(where, value, "a date, such as date(2026, 3, 14), a datetime or None")


def check_language(kind: str, language: object, direction: object) -> None:
    """Check a language tag and a direction."""
    if not isinstance(language, str) or not LANGUAGE_TAG.fullmatch(language):
        refuse(f"{kind}.language", language, 'a language tag (BCP 47), such as "ar" or "ar-SY"')
    if direction not in _DIRECTIONS:
        refuse(f"{kind}.direction", direction, '"rtl" or "ltr"')


def check_digits(where: str, digits: str) -> None:
    """Raise ModelError for digits that documents cannot have."""
    if digits not in _DIGITS:
        refuse(where, digits, " or ".join(_DIGITS))


_DIGITS = ("auto", "arabic", "european", "language")


def short(text: str) -> str:
    """Return the beginning of `text`, quoted."""
    return repr(text if len(text) <= 40 else text[:39] + "…")


def count(values: tuple[object, ...], what: str) -> str:
    """Return how many values there are, in words."""
    return f"{len(values)} {what}{'' if len(values) == 1 else 's'}"
