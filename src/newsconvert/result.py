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
    PICTURE_MISSING = "picture-missing"
    """A picture whose bytes are not at hand; its alternative text, linked to its address, stands for it."""
    EMBED_AS_LINK = "embed-as-link"
    """A video, a sound or a frame of another site, which is a link in the documents."""
    HIDDEN_TEXT = "hidden-text"
    """Text that the source hides from its readers was left out."""
    DELETED_TEXT = "deleted-text"
    """Text that the source marks as deleted was left out."""
    COMMENT = "comment"
    """A comment in the source was left out."""
    PAGE_FURNITURE = "page-furniture"
    """Menus, adverts, related links and the like, in the main part of a web page, were left out."""
    FLATTENED = "flattened"
    """Structure that the model cannot hold, such as a table in a cell; its text is kept, a line a block."""
    UNUSED_COLUMN = "unused-column"
    """A column of a corpus was read by no field."""


@dataclass(frozen=True, slots=True)
class Warning:
    """Something a person should know, which did not stop the work."""

    kind: Kind
    message: str
    count: int = 1
    """How many of what the message tells there are."""

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
