"""What can go wrong, as one tree.

    NewsConvertError
    ├── InputError             a source cannot be read as an article
    │   ├── DecodingError      its bytes are not text in the encoding named
    │   ├── EmptyInputError    it holds no text
    │   └── LimitError         it holds more than is allowed
    ├── UnknownFormatError     no reader or writer has that name
    ├── OptionError            an option has a value that cannot be used
    │   ├── FontError          a font is missing, broken, lacks Arabic or may not be embedded
    │   └── ThemeError         a theme is missing or broken
    ├── OutputError            a document cannot be put where it was asked for
    └── MissingDependencyError a system library or a package is not installed

Every message is one sentence in plain English that names the file or the option and says what mends it.
"""

from __future__ import annotations

from typing import Self


class NewsConvertError(Exception):
    """Base of all errors that the program raises on purpose."""


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
    """A source holds more than is allowed; the message names the limit and how to raise it."""

    @classmethod
    def of(cls, name: str, what: str, found: int, allowed: int) -> LimitError:
        """Return the error of the limit `name`: `what` holds `found` where `allowed` would do."""
        return cls(
            f"{what}: {found:,}, and {allowed:,} are allowed; raise the limit with --limit {name}={found} or more."
        )


class UnknownFormatError(NewsConvertError):
    """No reader or writer has the name asked for."""

    def __init__(self, kind: str, name: str, known: tuple[str, ...]) -> None:
        super().__init__(f"There is no {kind} named {name!r}; the ones known are: {', '.join(known)}.")
        self.name = name
        self.known = known


class OptionError(NewsConvertError):
    """An option has a value that cannot be used."""


class FontError(OptionError):
    """A font is missing, broken, lacks Arabic letters or may not be embedded."""


class ThemeError(OptionError):
    """A theme is missing or broken."""


class OutputError(NewsConvertError):
    """A document cannot be put where it was asked for."""


class MissingDependencyError(NewsConvertError):
    """A system library or a package that the work needs is not installed."""
