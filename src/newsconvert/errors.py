"""The errors of newsconvert, as one hierarchy.

    NewsConvertError
    ├── InputError             a source cannot be read as an article
    │   ├── DecodingError      its bytes are not text in the given encoding
    │   ├── EmptyInputError    it has no text
    │   └── LimitError         it exceeds a limit
    ├── UnknownFormatError     no reader or writer has that name
    ├── OptionError            an option is unknown or has an invalid value
    │   ├── FontError          a font is missing, damaged, lacks Arabic or may not be embedded
    │   └── ThemeError         a theme is missing or invalid
    ├── ModelError             a part of an article has an invalid value; also a ValueError
    ├── OutputError            a document cannot be written
    └── MissingDependencyError a system library or a package is not installed

Every message is one sentence in plain English that names the file or the option and says how to fix it. All errors
can be pickled, to be passed between processes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Self, TypeVar

_E = TypeVar("_E", bound="NewsConvertError")


def unforeseen(where: str, problem: Exception) -> str:
    """Return what users are told of an error that is none of these: a fault of the program."""
    return f"{where}: an unforeseen error, please report it ({type(problem).__name__}: {problem})."


class NewsConvertError(Exception):
    """Base of all expected errors.

    `path` is the file that the error is about, as it was given, or None.
    """

    path: str | None = None

    def in_file(self, path: str) -> Self:
        """Return the same error with `path` in it, in the attribute and at the beginning of the message."""
        found = self.prefixed(path)
        found.path = path
        return found

    def prefixed(self, where: str) -> Self:
        """Return the same error, its message beginning with `where`."""
        return _restore(type(self), (f"{where}: {self}",), self.__dict__)

    def __reduce__(self) -> tuple[Any, ...]:
        # Exception unpickles by calling the class with `args`, which not every class here accepts.
        return _restore, (type(self), self.args, self.__dict__)


def _restore(kind: type[_E], args: tuple[Any, ...], state: dict[str, Any]) -> _E:
    found = kind.__new__(kind)
    found.args = args
    found.__dict__.update(state)
    return found


class InputError(NewsConvertError):
    """A source cannot be read as an article. `source` are the bytes of an invalid record, if known."""

    source: bytes | None = None

    def of_bytes(self, source: bytes) -> Self:
        """Return the error with the bytes of the invalid record."""
        self.source = source
        return self


class DecodingError(InputError):
    """The bytes of a source are not text in the given encoding."""


class EmptyInputError(InputError):
    """A source has no text."""


class LimitError(InputError):
    """A source exceeds a limit; the message names the limit and how to raise it.

    `limit` is the name of the limit (a field of `newsconvert.options.Limits`), `found` the value of the source, as far
    as it was counted, and `allowed` the limit.
    """

    limit: str | None = None
    found: int | None = None
    allowed: int | None = None

    @classmethod
    def of(cls, name: str, what: str, found: int, allowed: int) -> LimitError:
        """Return the error for the limit `name`: `what` has `found` where `allowed` is the most."""
        error = cls(
            f"{what}: {found:,}, and {allowed:,} are allowed; raise the limit with --limit {name}={found} or more "
            f"(in Python: limits=Limits({name}={found}))."
        )
        error.limit, error.found, error.allowed = name, found, allowed
        return error


class UnknownFormatError(NewsConvertError):
    """No reader or writer is called `name`; `known` are the existing names."""

    def __init__(self, kind: str, name: str, known: tuple[str, ...], message: str | None = None) -> None:
        near = nearest(str(name), known)
        hint = f"; did you mean {near}? The" if near else "; the"
        super().__init__(message or f"There is no {kind} named {name!r}{hint} ones known are: {', '.join(known)}.")
        self.name = name
        self.known = known


def json_fault(problem: Exception) -> str:
    """Return where and why text is not JSON."""
    if isinstance(problem, json.JSONDecodeError):
        return f"line {problem.lineno}, column {problem.colno}"
    if isinstance(problem, RecursionError):
        return "it is nested too deeply"
    return "it is not UTF-8" if isinstance(problem, UnicodeDecodeError) else "a number is too long"


def reason_of(problem: OSError | ValueError) -> str:
    """Return why the system, or Python before it, refused, in lower case: no such file or directory."""
    return ((problem.strerror if isinstance(problem, OSError) else None) or str(problem)).lower().rstrip(".")


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the one of `known` that `name` most likely misspells, or None."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(name.lower(), list(known), 1)), None)


class OptionError(NewsConvertError):
    """An option is unknown, or has an invalid value."""


class FontError(OptionError):
    """A font is missing, damaged, lacks Arabic letters or may not be embedded."""


class ThemeError(OptionError):
    """A theme is missing or invalid."""


class ModelError(NewsConvertError, ValueError):
    """A part of an article has an invalid value, such as a heading of level 7 or a str for a date."""


class OutputError(NewsConvertError):
    """A document cannot be written."""


class MissingDependencyError(NewsConvertError):
    """A required system library or package is not installed."""
