"""What verification finds, as values that JSON holds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

_LONGEST = 160


class FindingKind(StrEnum):
    """The closed set of findings; the values are stable, for manifests and for programs."""

    UNREADABLE = "unreadable"
    """The document cannot be opened, or is cut off."""
    MISSING = "missing"
    """Text of the source is not in the document."""
    ADDED = "added"
    """The document has text that is neither the source's nor what documents add (citation, folios, contents)."""
    CHANGED = "changed"
    """The document has other text in the place of the source's."""
    MOVED = "moved"
    """Text of the source stands in another place of the document."""
    REPEATED = "repeated"
    """Text of the source stands in the document more often than in the source."""
    SPACING = "spacing"
    """The letters are those of the source, but words are run together or parted, or a line is begun or not."""
    SOURCE = "source"
    """The document tells of another source: its hash, or the source it carries, is not that of this one."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One difference between a document and its source.

    `expected` is the source's text, `found` the document's, each cut short. `piece` counts the pieces of the source's
    text (`model.article_text`), `article` the articles of a volume, both from 1; `place` is where in the document.
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
                said = f"the document cannot be read: {self.found}"
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
            case FindingKind.SOURCE:
                said = f"the source is {self.expected}, but the document tells of {self.found}"
        at = [f"article {self.article}"] if self.article else []
        at += [f"piece {self.piece} of the source"] if self.piece else []
        at += [self.place] if self.place else []
        return f"{said} ({', '.join(at)})" if at else said

    def to_json(self) -> dict[str, Any]:
        """Return the fields that say something."""
        values = {name: getattr(self, name) for name in self.__slots__}
        return {name: value for name, value in values.items() if value is not None} | {"kind": self.kind.value}

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Self:
        """Return the finding that `to_json` gave `values` for."""
        return cls(**values | {"kind": FindingKind(values["kind"])})


@dataclass(frozen=True, slots=True)
class Receipt:
    """What verification of one document came to. `sha256` is the document's; `pieces` and `words` were compared."""

    format: str
    sha256: str
    pieces: int
    words: int
    pages: int | None = None
    findings: tuple[Finding, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether all of the source's text is in the document, in its order, and nothing else."""
        return not self.findings

    def to_json(self) -> dict[str, Any]:
        """Return the receipt as values that `json.dumps` takes."""
        values: dict[str, Any] = {"ok": self.ok, "format": self.format, "sha256": self.sha256}
        values |= {"pieces": self.pieces, "words": self.words}
        values |= {"pages": self.pages} if self.pages is not None else {}
        return values | {"findings": [finding.to_json() for finding in self.findings]}

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Self:
        """Return the receipt that `to_json` gave `values` for."""
        found = tuple(map(Finding.from_json, values["findings"]))
        kept = {name: values[name] for name in ("format", "sha256", "pieces", "words")}
        return cls(**kept, pages=values.get("pages"), findings=found)


def shortened(text: str) -> str:
    """Return `text` short enough for a message, its end replaced by an ellipsis."""
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
