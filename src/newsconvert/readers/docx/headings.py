"""Bold lines of a Word document that head no text: captions, decks, pull quotes, salutations, signatures."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from ...model import Block, Paragraph, Strong, plain_text
from ...patterns import pattern
from ..account import comparable
from ..assembly import TEXT
from ..credits import read_credit
from ..shaping import LONGEST_BOLD, BoldLine, one_line
from ..structure.citations import cites_source
from ..structure.ends import caption, takes_leave
from ..structure.line import Line, Page
from ..structure.mastheads import SALUTES
from .looks import BOLD

#: What people call their styles for headings, whatever is set in them.
_HEADS = pattern(r"عنوان|عناوين|فرعي|جانبي|سؤال|head|title|question")
#: Lines of a text are said again in so many words or more, a deck has so many, a heading no more than so many.
_QUOTED, _DECK, _MOST = 4, 4, 12
_OPENS = '«"“'


def with_bold_lines(
    blocks: list[Block], looks: Mapping[str, int], styles: Mapping[str, str], usual: int
) -> list[Block]:
    """Return blocks whose bold lines that are no headings are marked as such.

    `looks` is how large and heavy lines are set, `styles` names the bold styles of some, by their text; `usual` is how
    large the text is set. Of the lines in one such style all are headings or none.
    """
    lines = {at: text for at, block in enumerate(blocks) if (text := _bold(block))}
    if not lines:
        return blocks
    page = Page([Line(text, gap=True) for text in lines.values()])
    said = comparable("\n".join(_text(block) for at, block in enumerate(blocks) if at not in lines))
    begun = next((at for at, block in enumerate(blocks) if at not in lines and len(_text(block)) >= TEXT), len(blocks))
    others: dict[tuple[str, int], list[int]] = {}
    for at, text in lines.items():
        others.setdefault((styles.get(text, ""), looks.get(text, 0)), []).append(at)
    plain: set[int] = set()
    for (style, look), group in others.items():
        found = {
            at
            for at in group
            if 0 < look < usual + BOLD
            or _says_else(page, list(lines).index(at))
            or (lines[at].count(" ") + 1 >= _QUOTED and comparable(lines[at]) in said)
            or (at < begun and len(group) == 1 and lines[at].count(" ") + 1 >= _DECK)
        }
        if style and not _HEADS.search(style) and (found or not _head_texts(group, lines, blocks)):
            found = set(group)
        plain |= found
    return [
        BoldLine(block.inlines, language=block.language, direction=block.direction)
        if at in plain and isinstance(block, Paragraph)
        else block
        for at, block in enumerate(blocks)
    ]


def _text(block: Block) -> str:
    return one_line(plain_text(block.inlines)) if isinstance(block, Paragraph) else ""


def _bold(block: Block) -> str:
    """Return what a paragraph says that is bold as a whole; an empty text for any other block."""
    bold = isinstance(block, Paragraph) and len(block.inlines) == 1 and isinstance(block.inlines[0], Strong)
    return text if bold and len(text := _text(block)) <= LONGEST_BOLD else ""


def _says_else(page: Page, at: int) -> bool:
    """Return whether a line is a caption, a credit, a source, a quotation, or how a letter begins or ends."""
    line = page.lines[at]
    return bool(
        line.words > _MOST
        or line.bare[:1] in _OPENS
        or caption(page, at)
        or cites_source(line.bare)
        or SALUTES.fullmatch(line.bare)
        or takes_leave(line)
        or (":" in line.bare and read_credit(line.bare, sure=True))
    )


def _head_texts(group: list[int], lines: Mapping[int, str], blocks: list[Block]) -> bool:
    """Return whether each line of a style stands over text, and they are words rather than figures."""
    if group[-1] == len(blocks) - 1 or any(below - at == 1 for at, below in pairwise(group)):
        return False
    return not (len(group) > 1 and all(any(map(str.isdigit, lines[at])) for at in group))
