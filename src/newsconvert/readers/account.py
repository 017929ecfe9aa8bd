"""The account a reader gives of its source: what of the text did not go into the article, and why."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..result import Kind, Warning

_MESSAGES = {
    Kind.PICTURE_MISSING: "{count} picture(s) are not available and are shown as text",
    Kind.EMBED_AS_LINK: "{count} embedded video(s) or frame(s) are kept as links",
    Kind.HIDDEN_TEXT: "{count} hidden passage(s) were left out",
    Kind.DELETED_TEXT: "{count} passage(s) marked as deleted were left out",
    Kind.TRACKED_CHANGE: "{count} tracked change(s) were accepted",
    Kind.SYMBOL: "{count} symbol(s) have no character in Unicode and were left out",
    Kind.COMMENT: "{count} comment(s) were left out",
    Kind.PAGE_FURNITURE: "{count} part(s) of the page that are not of the article were left out",
    Kind.ATTACHMENT: "{count} attachment(s) were left out",
    Kind.FLATTENED: "{count} nested table(s), list(s) or equation(s) became lines of text",
}
_SAMPLE = 40
#: What is not meant for readers, and is not shown in messages, which records keep.
_PRIVATE = frozenset((Kind.HIDDEN_TEXT, Kind.DELETED_TEXT, Kind.TRACKED_CHANGE, Kind.COMMENT))


@dataclass(slots=True)
class Account:
    """What was left out of an article or changed on the way, counted by kind. `characters` are those without spaces."""

    counts: dict[Kind, int] = field(default_factory=dict)
    characters: dict[Kind, int] = field(default_factory=dict)
    samples: dict[Kind, str] = field(default_factory=dict)

    def add(self, kind: Kind, text: str = "") -> None:
        """Count one more of `kind`; `text` is what was left out, or names what was changed."""
        text = " ".join(text.split())
        self.counts[kind] = self.counts.get(kind, 0) + 1
        self.characters[kind] = self.characters.get(kind, 0) + len(text.replace(" ", ""))
        if text and kind not in _PRIVATE:
            self.samples.setdefault(kind, text if len(text) <= _SAMPLE else text[: _SAMPLE - 1] + "…")

    def warnings(self) -> tuple[Warning, ...]:
        """Return a warning for each kind, with its count and the first of its kind, unless that is private."""
        found = []
        for kind, count in self.counts.items():
            first = f"; the first: {self.samples[kind]}" if kind in self.samples else ""
            message = f"{_MESSAGES[kind].format(count=count)}{first}"
            found.append(Warning(kind, f"{message.rstrip('.')}.", count))
        return tuple(found)
