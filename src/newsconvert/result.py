"""Results with the warnings raised on the way."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, TypeVar

T_co = TypeVar("T_co", covariant=True)


class Kind(StrEnum):
    """The kinds of warnings. The set is closed and the values are stable, for ledgers and programs."""

    FONT_FALLBACK = "font-fallback"
    """A character that the chosen font lacks is set in another bundled font."""
    MISSING_CHARACTER = "missing-character"
    """No bundled font has a character; the text keeps it, and the page shows a box."""
    FONT_NOT_EMBEDDED = "font-not-embedded"
    """The licence bits of a font forbid embedding it in editable documents."""
    INVALID_CHARACTER = "invalid-character"
    """A character that XML does not allow was removed."""
    BIDI_CONTROL = "bidi-control"
    """An unbalanced direction control, which would reorder the text, was removed."""
    ENCODING = "encoding"
    """The encoding of the source was detected with low confidence."""
    UNKNOWN_FIELD = "unknown-field"
    """Front matter or a sidecar states a field that articles do not have."""
    INVALID_FIELD = "invalid-field"
    """A record has an invalid value, which was ignored, or a date is of another weekday than the text says."""
    MOJIBAKE = "mojibake"
    """The text was once decoded in a wrong encoding."""
    NO_BODY = "no-body"
    """All of the text was detected as the headline, which is as long as an article."""
    NO_HEADLINE = "no-headline"
    """A plain text begins with its first paragraph; words of that stand for the headline, and are in the text too."""
    ENTITY = "entity"
    """HTML entities in a plain text were decoded."""
    PRESENTATION_FORMS = "presentation-forms"
    """Letters are stored as presentation forms, which searches do not find."""
    VISUAL_ORDER = "visual-order"
    """Lines are stored in visual order, from left to right."""
    PICTURE_MISSING = "picture-missing"
    """The bytes of a picture are not available; documents show its alternative text, linked to its address."""
    PICTURE_MOVED = "picture-moved"
    """A picture in a cell of a table, which holds text alone in the model, stands below the table."""
    LINK_DROPPED = "link-dropped"
    """A link that a document cannot follow, such as a relative one of a page without address, kept its text alone."""
    EMBED_AS_LINK = "embed-as-link"
    """An embedded video, audio or frame of another site became a link."""
    HIDDEN_TEXT = "hidden-text"
    """Text that the source hides from its readers was left out."""
    DELETED_TEXT = "deleted-text"
    """Text that the source marks as deleted was left out."""
    TRACKED_CHANGE = "tracked-change"
    """A change that was tracked in the source was accepted."""
    SYMBOL = "symbol"
    """A symbol of a font without a place in Unicode was left out."""
    COMMENT = "comment"
    """A comment in the source was left out."""
    PAGE_FURNITURE = "page-furniture"
    """Menus, adverts, related links and the like in the main part of a web page were left out."""
    TEASER = "teaser"
    """A web page states that its article is for subscribers: what it shows may be the beginning of the text alone."""
    FLATTENED = "flattened"
    """What the model cannot represent, such as a table in a cell or a chart, became lines of text or a table."""
    ATTACHMENT = "attachment"
    """A file attached to a message was left out."""
    ATTRIBUTE = "attribute"
    """What an attribute states, such as the expansion of an abbreviation or the address quoted from, was left out."""
    LEFT_OUT = "left-out"
    """Text of the source that is neither in the article nor in any other warning; a reader did not place it."""
    UNUSED_COLUMN = "unused-column"
    """No field was read from a column of a corpus, or from tags and keywords of a page or of front matter."""


#: What of a source is not, or not as such, in the article.
LOSSES = frozenset((
    Kind.PICTURE_MISSING, Kind.PICTURE_MOVED, Kind.LINK_DROPPED, Kind.EMBED_AS_LINK, Kind.HIDDEN_TEXT,
    Kind.DELETED_TEXT, Kind.TRACKED_CHANGE, Kind.SYMBOL, Kind.COMMENT, Kind.PAGE_FURNITURE, Kind.TEASER, Kind.FLATTENED,
    Kind.ATTACHMENT, Kind.ATTRIBUTE, Kind.LEFT_OUT, Kind.UNUSED_COLUMN,
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Warning:
    """A problem to report that did not stop the work."""

    kind: Kind
    message: str
    count: int = 1
    """How many of them there are."""
    characters: int = 0
    """How many characters of text were left out, without white space; 0 where that is unknown."""
    passages: tuple[str, ...] = field(default=(), repr=False, compare=False)
    """The texts that were left out, for those who check that nothing else was; not part of the message."""

    def __str__(self) -> str:
        return self.message


@dataclass(frozen=True, slots=True, repr=False)
class Converted(Generic[T_co]):
    """A value and its warnings, in the order they were raised.

    >>> Converted(b"%PDF-1.7 and so on")
    Converted(value=<18 bytes>, warnings=())
    """

    value: T_co
    warnings: tuple[Warning, ...] = ()

    def __repr__(self) -> str:
        value = f"<{len(self.value):,} bytes>" if isinstance(self.value, bytes) else repr(self.value)
        return f"Converted(value={value}, warnings={self.warnings!r})"
