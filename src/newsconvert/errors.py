"""What can go wrong, as one tree.

    NewsConvertError
    ├── InputError             a source cannot be read as an article
    │   ├── DecodingError      its bytes are not text in the encoding named
    │   ├── EmptyInputError    it holds no text
    │   └── LimitError         it holds more than is allowed
    ├── UnknownFormatError     no reader or writer has that name
    ├── OptionError            an option is unknown or has a value that cannot be used
    │   ├── FontError          a font is missing, broken, lacks Arabic or may not be embedded
    │   └── ThemeError         a theme is missing or broken
    ├── ModelError             an article is built from a value that it cannot hold; also a ValueError
    ├── OutputError            a document cannot be put where it was asked for
    └── MissingDependencyError a system library or a package is not installed

Every message is one sentence in plain English that names the file or the option and says what fixes it. All errors
pickle, so that they cross from one process to another whole.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Self, TypeVar

_E = TypeVar("_E", bound="NewsConvertError")


class NewsConvertError(Exception):
    """Base of all errors that the program raises on purpose.

    `path` is the file that the error is about, as it was given, where there is one.
    """

    path: str | None = None

    def in_file(self, path: str) -> Self:
        """Return the same error with `path` in it, in the attribute and at the beginning of the message."""
        found = self.prefixed(path)
        found.path = path
        return found

    def prefixed(self, where: str) -> Self:
        """Return the same error, its message beginning with `where`."""
        return _restored(type(self), (f"{where}: {self}",), self.__dict__)

    def __reduce__(self) -> tuple[Any, ...]:
        # Exception calls the class with `args`, and not every class here takes what it hands to its base.
        return _restored, (type(self), self.args, self.__dict__)


def _restored(kind: type[_E], args: tuple[Any, ...], state: dict[str, Any]) -> _E:
    found = kind.__new__(kind)
    found.args = args
    found.__dict__.update(state)
    return found


class InputError(NewsConvertError):
    """A source cannot be read as an article. `source` are the bytes of a record that is none, where they are known."""

    source: bytes | None = None

    def of_bytes(self, source: bytes) -> Self:
        """Return the error with the bytes that it is about."""
        self.source = source
        return self


class DecodingError(InputError):
    """The bytes of a source are not text in the encoding named."""


class EmptyInputError(InputError):
    """A source holds no text."""


class LimitError(InputError):
    """A source holds more than is allowed; the message names the limit and how to raise it.

    `limit` is the name of the limit (a field of `newsconvert.options.Limits`), `found` what the source holds, as far
    as it was counted, and `allowed` what the limit is.
    """

    limit: str | None = None
    found: int | None = None
    allowed: int | None = None

    @classmethod
    def of(cls, name: str, what: str, found: int, allowed: int) -> LimitError:
        """Return the error of the limit `name`: `what` holds `found` where `allowed` would do."""
        error = cls(
            f"{what}: {found:,}, and {allowed:,} are allowed; raise the limit with --limit {name}={found} or more "
            f"(in Python: limits=Limits({name}={found}))."
        )
        error.limit, error.found, error.allowed = name, found, allowed
        return error


class UnknownFormatError(NewsConvertError):
    """No reader or writer has the name asked for: `name` is that name, `known` are the names there are."""

    def __init__(self, kind: str, name: str, known: tuple[str, ...], message: str | None = None) -> None:
        near = nearest(str(name), known)
        hint = f"; did you mean {near}? The" if near else "; the"
        super().__init__(message or f"There is no {kind} named {name!r}{hint} ones known are: {', '.join(known)}.")
        self.name = name
        self.known = known


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return that of the names `known` for which `name` was most likely meant, None where no one is near."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(name.lower(), list(known), 1)), None)


class OptionError(NewsConvertError):
    """An option is unknown, or has a value that cannot be used."""


class FontError(OptionError):
    """A font is missing, broken, lacks Arabic letters or may not be embedded."""


class ThemeError(OptionError):
    """A theme is missing or broken."""


class ModelError(NewsConvertError, ValueError):
    """A value cannot stand where it was put in an article, such as a heading of level 7 or a string for a date."""


class OutputError(NewsConvertError):
    """A document cannot be put where it was asked for."""


class MissingDependencyError(NewsConvertError):
    """A system library or a package that the work needs is not installed."""
