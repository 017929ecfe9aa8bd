"""The last steps of the readers of marked-up text: from its blocks to an article."""

from __future__ import annotations

from typing import Any

from ..model import (
    Article,
    Block,
    Figure,
    Heading,
    Paragraph,
    Source,
    ThematicBreak,
    article_text,
    block_inlines,
    plain_text,
)
from ..patterns import pattern
from .account import Account, comparable
from .credits import attach_captions, part_foot, take_credits, with_credits
from .directions import direction_of, language_by_words, stated_or_found, with_directions
from .headdecks import take_bold_deck
from .shaping import BoldLine, join_labels, levelled, one_line, take_citation, with_bold_headings
from .structure.authors import authors
from .structure.dates import date_line
from .structure.names import name_likeness
from .typedverse import with_verse


def drop_headline(blocks: list[Block], headline: str) -> None:
    """Take the headline out of the blocks, where it stands above the text."""
    for at, block in enumerate(blocks):
        if _is_headline(block, headline):
            del blocks[at]
            return
        if not isinstance(block, Figure | Heading):
            return


def take_kicker(blocks: list[Block], headline: str) -> str | None:
    """Take the short line over the headline out of the blocks, and the headline; return the line.

    A date and a prayer over it stay.
    """
    at = next((at for at, block in enumerate(blocks[:_ABOVE]) if _is_headline(block, headline)), 0)
    above = [block for block in blocks[:at] if isinstance(block, Paragraph | Heading)]
    if not at:
        return None
    del blocks[at]
    lines = [one_line(plain_text(block.inlines)) for block in above]
    found = [
        (block, line)
        for block, line in zip(above, lines, strict=True)
        if not (date_line(line) or _PRAYER.fullmatch(line))
    ]
    if len(found) != 1 or len(found[0][1].split()) > _KICKER_WORDS or found[0][1].endswith("."):
        return None
    blocks.remove(found[0][0])
    return found[0][1]


def strip_breaks(blocks: list[Block]) -> list[Block]:
    """Return blocks without the rules that part the text from the credits over it, and from what stands below it."""
    long = (at for at, block in enumerate(blocks) if sum(len(plain_text(run)) for run in block_inlines(block)) >= TEXT)
    begun = next(long, _ABOVE)
    last = max((at for at, block in enumerate(blocks) if not isinstance(block, ThematicBreak)), default=-1)
    return [block for at, block in enumerate(blocks[: last + 1]) if at >= begun or not isinstance(block, ThematicBreak)]


def _is_headline(block: Block, headline: str) -> bool:
    """Return whether a block says what the headline does; pages of boxes alone have a paragraph for one."""
    words = plain_text(block.inlines).split() if isinstance(block, Heading | Paragraph) else []
    return words == headline.split() and (isinstance(block, Heading) or len(words) >= _HEADLINE_WORDS)


#: So many blocks may stand over a headline, and a kicker has so many words.
_ABOVE, _KICKER_WORDS = 6, 9
_PRAYER = pattern(r"\W*بسم الله(?: الرحمن الرحيم)?\W*")
#: A paragraph of fewer words may begin a text with those of its headline.
_HEADLINE_WORDS = 3
#: A block of so many letters is text and no credit.
TEXT = 60


def _agree(found: str | None, stated: str | None) -> bool:
    """Return whether the authors in the text and those stated beside it are the same, or one of them lacks."""
    if not found or not stated:
        return True
    one, other = map(comparable, (found, stated))
    names = map(comparable, authors(stated))
    return one in other or other in one or any(name in one for name in names if name)


def _without_byline(
    whole: list[Block], left: list[Block], credited: dict[str, Any]
) -> tuple[list[Block], dict[str, Any]]:
    """Return blocks and credits where the text's byline is not the author whom the page states.

    A place and whose report it is, without a person, are a dateline: «عمان — صوت المدينة». Others stay text, and are
    no headings for being bold.
    """
    line, place = str(credited["byline"]), credited.get("place")
    if place and line.startswith(place) and name_likeness(line.removeprefix(place).strip(' -–—ـ|/:،,()«»"')) < _NAMED:
        rest = {name: value for name, value in credited.items() if name != "byline"}
        return left, {**rest, "dateline": credited.get("dateline") or line}
    kept = set(map(id, left))
    plain = (BoldLine(one.inlines) if isinstance(one, Paragraph) and id(one) not in kept else one for one in whole)
    return list(plain), {}


#: How much words without a given name look like one at most.
_NAMED = 0.4


def assemble(
    headline: str,
    blocks: list[Block],
    account: Account,
    *,
    source: Source | None = None,
    language: str | None = None,
    **fields: Any,
) -> Article:
    """Return the article of `blocks`, which no longer contain the headline.

    `source`, `language` and the other `fields` of an article are those stated beside the text. What the text itself
    says, in its credits and its citation, completes them. What of the source is in no field is counted in `account`.
    """
    blocks = attach_captions(join_labels(with_verse(blocks)))
    part_foot(blocks)
    whole = list(blocks)
    credited = take_credits(headline, blocks)
    if not _agree(credited.get("byline"), fields.get("byline")):
        blocks, credited = _without_byline(whole, blocks, credited)
    if fields.get("deck") is None and (deck := take_bold_deck(blocks)):
        fields["deck"] = deck
    cited = take_citation(blocks, source or Source())
    blocks = with_bold_headings(blocks)
    direction = direction_of(headline, blocks)
    found = language_by_words(headline, blocks, direction)
    article = Article(
        headline=headline,
        body=levelled(blocks),
        source=cited,
        language=stated_or_found(language, found, direction),
        direction=direction,
        **fields,
    )
    article = with_directions(with_credits(article, credited))
    account.prove(article_text(article))
    return article
