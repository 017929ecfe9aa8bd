"""The findings of verification, as values for JSON."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Self

_LONGEST = 160
#: What fields of metadata are called in messages, where that is not their name.
_FIELDS = {
    "published": "date of publication", "time": "date of publication", "retrieved": "date of retrieval",
    "direction": "direction of the text", "site": "name of the site", "accessibility": "summary of accessibility",
    "rights": "statement of rights", "cover": "description of the cover", "language of a part": "language of its parts",
}  # fmt: skip


class UnreadableError(Exception):
    """A document cannot be opened, or is truncated; the message is the reason."""


class FindingKind(StrEnum):
    """The closed set of findings; the values are stable, for manifests and for programs."""

    UNREADABLE = "unreadable"
    """The document cannot be opened, or is truncated."""
    NOT_READ = "not-read"
    """Text of the source is neither in the article that was read nor in the reader's account of what it left out."""
    MISSING = "missing"
    """Text of the source is not in the document."""
    ADDED = "added"
    """The document has text that is neither in the source nor added by documents (citation, page numbers, contents)."""
    CHANGED = "changed"
    """Text of the source was replaced by other text."""
    MOVED = "moved"
    """Text of the source is in another place of the document."""
    REPEATED = "repeated"
    """Text of the source occurs more often in the document than in the source."""
    SPACING = "spacing"
    """The letters match, but words are joined or split, or lines are."""
    PICTURE = "picture"
    """A picture is missing or added, or its alternative text is another."""
    LINK = "link"
    """A link is missing or added, or leads to another address."""
    NOTE_MARK = "note-mark"
    """The marks of notes in the text are more or fewer than those of the source."""
    HEADING = "heading"
    """Headings are of other levels than those of the source, or no headings."""
    LABEL = "label"
    """The items of lists have other numbers than in the source, or bullets for numbers."""
    TAG = "tag"
    """Text is not said to be what it is: a headline, an item of a list, a cell or the head of a column."""
    METADATA = "metadata"
    """The document states another title, author, language, direction or source than the article has."""
    HIDDEN = "hidden"
    """Text cannot be read on its page: it has no ink, is covered, off the page, too small or faint, or turned."""
    DRAWING = "drawing"
    """A font of the document draws characters otherwise than the font of that name."""
    FONT = "font"
    """A font is not in the document, or is damaged, so that readers draw the text in any other, or not at all."""
    SOURCE = "source"
    """The hash that the document states, or the source attached to it, is that of another source."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One difference between a document and its source.

    `expected` is the text of the source, `found` that of the document, both shortened. `piece` is the number of the
    piece of the source (`model.article_text`), `article` that of the article in a volume, both from 1. `place` is the
    position in the document.
    """

    kind: FindingKind
    expected: str | None = None
    found: str | None = None
    piece: int | None = None
    place: str | None = None
    article: int | None = None

    def __str__(self) -> str:
        match self.kind:
            case FindingKind.UNREADABLE:
                said = f"it cannot be read: {(self.found or '').rstrip('.')}"
            case FindingKind.NOT_READ:
                where = f" ({self.place} of the source)" if self.place else ""
                return f"«{self.expected}» of the source was not read, and no warning says so{where}"
            case FindingKind.MISSING:
                said = f"«{self.expected}» is missing"
            case FindingKind.ADDED:
                said = f"«{self.found}» is added"
            case FindingKind.CHANGED:
                said = f"«{self.expected}» has become «{self.found}»"
            case FindingKind.MOVED:
                said = f"«{self.expected}» is out of order"
            case FindingKind.REPEATED:
                said = f"«{self.found}» is repeated"
            case FindingKind.SPACING if self.expected is None:
                said = "the spaces or line breaks differ somewhere"
            case FindingKind.SPACING:
                said = f"the spaces or line breaks of «{self.expected}» have become those of «{self.found}»"
            case FindingKind.PICTURE | FindingKind.LINK:
                said = self._describe_object("picture" if self.kind is FindingKind.PICTURE else "link")
            case FindingKind.NOTE_MARK:
                said = f"the source has {self.expected} marks of notes, but the document has {self.found}"
            case FindingKind.HEADING | FindingKind.LABEL:
                named = "levels of the headings" if self.kind is FindingKind.HEADING else "labels of the items of lists"
                said = f"the {named} are {self.expected or 'none'}, but {self.found or 'none'} in the document"
            case FindingKind.TAG if self.place:
                said = f"where the source has «{self.expected}», the document has «{self.found}»"
            case FindingKind.TAG:
                said = f"only {self.found} are marked as {self.expected}"
            case FindingKind.METADATA:
                said = self._describe_field()
            case FindingKind.HIDDEN:
                said = f"«{self.found}» cannot be read on the page"
            case FindingKind.DRAWING:
                said = f"«{self.expected}» is drawn otherwise than the font of that name draws it"
            case FindingKind.FONT:
                said = "the font is not in the document" if self.found is None else "the font is damaged"
            case FindingKind.SOURCE:
                said = f"the source is {self.expected}, but the document states {self.found}"
        at = [f"article {self.article}"] if self.article else []
        at += [f"piece {self.piece} of the source"] if self.piece else []
        at += [self.place] if self.place and self.kind is not FindingKind.METADATA else []
        return f"{said} ({', '.join(at)})" if at else said

    def _describe_object(self, name: str) -> str:
        """Return what has become of a picture, named by its alternative text, or of a link, named by its address."""
        if name == "picture" and self.expected is not None and self.found == "" and self.place:
            other = self.place.startswith("another")
            return f"the picture «{self.expected}» is {'another one' if other else 'shown otherwise'}"
        if self.expected is not None and self.found is not None:
            what = f"the alternative text «{self.expected}»" if name == "picture" else f"the link to {self.expected}"
            return (
                f"{what} of a picture has become «{self.found}»"
                if name == "picture"
                else f"{what} leads to {self.found}"
            )
        shown = self.found if self.expected is None else self.expected
        named = f"a {name}{f' «{shown}»' if name == 'picture' and shown else f' to {shown}' if shown else ''}"
        return f"{named} is {'added' if self.expected is None else 'missing'}"

    def _describe_field(self) -> str:
        """Return what the metadata state of a field otherwise than the source."""
        name = _FIELDS.get(self.place or "", self.place)
        if not self.found:
            return f"the metadata do not state the {name}, «{self.expected}»"
        if self.expected:
            return f"the {name} is «{self.expected}», but the document states «{self.found}»"
        if self.place == "metadata":
            return f"the metadata state «{self.found}», which is not in the source"
        return f"the document states «{self.found}» as the {name}, which is not in the source"

    def to_json(self) -> dict[str, Any]:
        """Return the fields that are not empty."""
        values = {name: getattr(self, name) for name in self.__slots__}
        return {name: value for name, value in values.items() if value is not None} | {"kind": self.kind.value}

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Self:
        """Return the finding of which `values` is the `to_json` form."""
        return cls(**values | {"kind": FindingKind(values["kind"])})


@dataclass(frozen=True, slots=True)
class Receipt:
    """The result of verifying a document. `sha256` is the document's; `pieces` and `words` count what was compared.

    `looks` is whether its looks were compared with those that this version gives to documents.
    """

    format: str
    sha256: str
    pieces: int
    words: int
    pages: int | None = None
    findings: tuple[Finding, ...] = ()
    looks: bool = field(default=False, compare=False)

    @property
    def ok(self) -> bool:
        """Whether the document has all of the source's text, in order, and nothing else."""
        return not self.findings

    def to_json(self) -> dict[str, Any]:
        """Return the receipt as values for `json.dumps`."""
        values: dict[str, Any] = {"ok": self.ok, "format": self.format, "sha256": self.sha256}
        values |= {"pieces": self.pieces, "words": self.words}
        values |= {"pages": self.pages} if self.pages is not None else {}
        return values | {"findings": [finding.to_json() for finding in self.findings]}

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Self:
        """Return the receipt of which `values` is the `to_json` form."""
        found = tuple(map(Finding.from_json, values["findings"]))
        kept = {name: values[name] for name in ("format", "sha256", "pieces", "words")}
        return cls(**kept, pages=values.get("pages"), findings=found)


def shorten(text: str) -> str:
    """Return `text`, shortened for a message with an ellipsis."""
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
