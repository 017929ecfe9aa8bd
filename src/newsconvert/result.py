"""Values that carry the warnings raised while they were made."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

T_co = TypeVar("T_co", covariant=True)


class Kind(StrEnum):
    """The closed set of warnings; the values are stable, for ledgers and for programs."""

    FONT_FALLBACK = "font-fallback"
    """A character that the chosen font lacks is set in another bundled font."""
    MISSING_CHARACTER = "missing-character"
    """No bundled font has a character; the text keeps it, the page shows a box."""
    FONT_NOT_EMBEDDED = "font-not-embedded"
    """The licence bits of a font keep it out of documents that can be edited."""
    INVALID_CHARACTER = "invalid-character"
    """A character that XML cannot hold was dropped."""
    BIDI_CONTROL = "bidi-control"
    """A control of direction without its partner, which would show a text other than it reads, was removed."""
    ENCODING = "encoding"
    """The encoding of the source was guessed and is not sure."""
    UNKNOWN_FIELD = "unknown-field"
    """Front matter or a sidecar states a field that articles do not have."""
    INVALID_FIELD = "invalid-field"
    """A record states a value that its field cannot have, such as a date that is none; it was left out."""
    MOJIBAKE = "mojibake"
    """The text was once read in a wrong encoding."""


@dataclass(frozen=True, slots=True)
class Warning:
    """Something a person should know, which did not stop the work."""

    kind: Kind
    message: str

    def __str__(self) -> str:
        return self.message


@dataclass(frozen=True, slots=True, repr=False)
class Converted(Generic[T_co]):
    """A value and the warnings that came with it, in the order they were raised.

    >>> Converted(b"%PDF-1.7 and so on")
    Converted(value=<18 bytes>, warnings=())
    """

    value: T_co
    warnings: tuple[Warning, ...] = ()

    def __repr__(self) -> str:
        value = f"<{len(self.value):,} bytes>" if isinstance(self.value, bytes) else repr(self.value)
        return f"Converted(value={value}, warnings={self.warnings!r})"
