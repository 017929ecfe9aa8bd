"""The account a reader gives of its source: what of the text did not go into the article, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from ..model import Article, Block, Figure, Source, article_text
from ..result import Kind, Warning

_MESSAGES = {
    Kind.PICTURE_MISSING: "{count} picture(s) are not available and are shown as text",
    Kind.PICTURE_MOVED: "{count} picture(s) in cells of tables stand below their table",
    Kind.LINK_DROPPED: "{count} link(s) lead nowhere outside of the source; their text is kept",
    Kind.EMBED_AS_LINK: "{count} embedded video(s), sound(s) or object(s) are links, or left out without an address",
    Kind.HIDDEN_TEXT: "{count} hidden passage(s) were left out",
    Kind.DELETED_TEXT: "{count} passage(s) marked as deleted were left out",
    Kind.TRACKED_CHANGE: "{count} tracked change(s) were accepted",
    Kind.SYMBOL: "{count} symbol(s) have no character in Unicode and were left out",
    Kind.COMMENT: "{count} comment(s) were left out",
    Kind.PAGE_FURNITURE: "{count} part(s) of the page that are not of the article were left out",
    Kind.TEASER: "The page states that the article is for subscribers; its text may be the beginning alone",
    Kind.ATTACHMENT: "{count} attachment(s) were left out",
    Kind.ATTRIBUTE: "{count} expansion(s) of abbreviations or addresses of quotations were left out",
    Kind.LEFT_OUT: "{count} passage(s) found no place in the article and were left out",
    Kind.FLATTENED: "{count} chart(s), equation(s), nested table(s) or list(s) became tables or lines of text",
}
_SAMPLE = 40
#: So many files that are attached are named.
_MOST_NAMED = 10
#: What is not meant for readers, and is not shown in messages, which records keep.
_PRIVATE = frozenset((Kind.HIDDEN_TEXT, Kind.DELETED_TEXT, Kind.TRACKED_CHANGE, Kind.COMMENT))
#: What is said to be left out is not in the article.
_LEAVES_OUT = frozenset((Kind.HIDDEN_TEXT, Kind.DELETED_TEXT, Kind.PAGE_FURNITURE, Kind.LEFT_OUT))


@dataclass(slots=True)
class Account:
    """What was left out of an article or changed on the way, counted by kind. `characters` are those without spaces.

    `content` are the texts of the source that readers of it are shown, as they stand in it, and `left_out` those that
    were left out: `prove` shows that what is in the first is in the article or in the second.
    """

    counts: dict[Kind, int] = field(default_factory=dict)
    characters: dict[Kind, int] = field(default_factory=dict)
    samples: dict[Kind, str] = field(default_factory=dict)
    texts: dict[Kind, list[str]] = field(default_factory=dict)
    content: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)

    def add(self, kind: Kind, text: str = "") -> None:
        """Count one more of `kind`; `text` is what was left out, or names what was changed."""
        text = " ".join(text.split())
        self.counts[kind] = self.counts.get(kind, 0) + 1
        self.characters[kind] = self.characters.get(kind, 0) + len(text.replace(" ", ""))
        if text:
            self.texts.setdefault(kind, []).append(text)
        if text and kind in _LEAVES_OUT:
            self.left_out.append(text)
        if text and kind not in _PRIVATE:
            self.samples.setdefault(kind, text if len(text) <= _SAMPLE else text[: _SAMPLE - 1] + "…")

    def prove(self, shown: Iterable[str]) -> None:
        """Count each text of `content` that is neither `shown` by the article nor left out for a stated reason.

        Letters and digits are compared: white space, marks and brackets are what readers change.
        """
        shown = (*shown, *self.left_out)
        stated, said = (Counter(filter(None, map(str.strip, texts))) for texts in (self.content, shown))
        if not stated - said:
            return  # as in most sources: each text is one of the article
        others = (Counter(comparable("".join(rest.elements()))) for rest in (stated - said, said - stated))
        if not next(others) - next(others):
            return  # as in nearly all others: no letter is missing
        kept = "".join(map(comparable, shown))
        for text in self.content:
            if (key := comparable(text)) and key not in kept:
                self.add(Kind.LEFT_OUT, text)

    def add_moved(self, blocks: Iterable[Block]) -> None:
        """Count the pictures among blocks that stood in a cell, by their alternative text."""
        for picture in (picture for block in blocks if isinstance(block, Figure) for picture in block.pictures):
            self.add(Kind.PICTURE_MOVED, picture.alternative or "")

    def warnings(self) -> tuple[Warning, ...]:
        """Return a warning for each kind, with its count and the first of its kind, unless that is private."""
        found = []
        for kind, count in self.counts.items():
            size = f" ({self.characters[kind]} characters)" if kind in _LEAVES_OUT else ""
            first = f"; the first: {self.samples[kind]}" if kind in self.samples else ""
            if kind is Kind.ATTACHMENT:
                first = f": {'، '.join(self.texts.get(kind, [])[:_MOST_NAMED])}"
            message = f"{_MESSAGES[kind].format(count=count)}{size}{first}"
            found.append(
                Warning(kind, f"{message.rstrip('.')}.", count, self.characters[kind], tuple(self.texts.get(kind, ())))
            )
        return tuple(found)


def count_furniture(article: Article, texts: Iterable[str], account: Account) -> None:
    """Count the texts of headers and footers of pages as left out, but not those that the article has too."""
    source = article.source or Source()
    whole = _letters(" ".join((*article_text(article), source.name or "", source.url or "")))
    for text in texts:
        if _letters(text) not in whole:
            account.add(Kind.PAGE_FURNITURE, text)


def _letters(text: str) -> str:
    """Return the letters of a text, without the numbers of pages beside it."""
    return "".join(filter(str.isalpha, text))


def comparable(text: str) -> str:
    """Return the letters and digits of a text, by which texts are compared."""
    return "".join(filter(str.isalnum, text))
