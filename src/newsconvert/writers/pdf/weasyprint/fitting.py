"""Choose the lines of a block over all of it: justified ones by total fit, those with `--balance: 1` even in width.

WeasyPrint fills each line with what fits, and widens its spaces. Here each line is laid out in a block as wide as the
words that it is to hold, and then justified to the whole one or put where it would stand in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from functools import lru_cache
from math import inf
from typing import Any, TypeAlias

from weasyprint.css import Style
from weasyprint.formatting_structure.boxes import Box, InlineBox, LineBox, TextBox
from weasyprint.layout import block, inline
from weasyprint.layout.percent import resolve_one_percentage, resolve_percentages

from ...balance import balance_lines, break_lines
from ..addresses import is_parted
from ..totalfit import WIDEST, Words, fit_lines, has_groups
from .linebreak import Paragraphs, Plan, lengthen_joins, paragraphs_for
from .notes import is_mark
from .paragraph import Source, line_leaves
from .stretching import hang, level_of, stretch

_PROPERTY = "__balance"  # WeasyPrint's name for `--balance`
_MOST = 8  # lines: what has more is no headline
_JOIN = 0.25  # em: what a longer join is counted on for when lines are chosen
_SPARE = 0.3  # em: what a line may be longer than its words and most of a space, less than a sign and a space

#: Where WeasyPrint goes on after a line: the place of a child, and that in the child; of a text, the byte.
SkipStack: TypeAlias = "dict[int, SkipStack] | None"

_plain_iter_line_boxes = block.iter_line_boxes


def _iter_line_boxes(
    context: Any, box: LineBox, position_y: float, bottom_space: float, skip_stack: SkipStack, containing_block: Box,
    *rest: Any,
) -> Iterator[tuple[LineBox, SkipStack]]:  # fmt: skip
    """Do what WeasyPrint's `iter_line_boxes` does, with lines that are chosen over the whole paragraph."""
    paragraphs = paragraphs_for(box.style)
    first_letter_or_line = rest[2:]
    plan = None
    beside = any(shape.position_y + shape.margin_height() > position_y for shape in context.excluded_shapes)
    if paragraphs and not beside and not any(first_letter_or_line):
        plan = _planned(context, paragraphs, box, containing_block)
    justified = _is_justified(box.style)
    if not paragraphs or not plan or not (plan.widths or (justified and plan.space)):
        lines = _plain_iter_line_boxes(context, box, position_y, bottom_space, skip_stack, containing_block, *rest)
        yield from _parted(paragraphs, lines, parted=False) if paragraphs else lines
        return
    widths = plan.widths
    around, whole = copy(containing_block), containing_block.width
    if justified:
        box = copy(box)
        box.style = _ragged(box.style)
    level = level_of(box.style) if justified else None
    above: list[float] = []
    done = _letters_before(box, skip_stack)
    around.width = widths.get(done, whole)
    lines = _plain_iter_line_boxes(context, box, position_y, bottom_space, skip_stack, around, *rest)
    for line, resume_at in _parted(paragraphs, lines, parted=justified):
        start, end = hang(line) if justified else (0.0, 0.0)
        if justified and (resume_at is not None or line.width > whole):
            missing = whole - line.width + start + end
            if level:
                longer, above = stretch(line, missing, level, above)
                missing -= longer
            if missing <= (WIDEST - 1) * plan.space * inline.count_expandable_spaces(line):
                inline.justify_line(context, line, missing)
            else:
                above = []
                for leaf in line_leaves(line):
                    if isinstance(leaf, TextBox):
                        lengthen_joins(leaf, {})
        over = start if _is_rtl(line) else -start
        line.translate(dx=around.content_box_x() + (whole - line.width) * _share(line) - line.position_x + over)
        done += sum(map(_letters, line_leaves(line)))
        around.width = widths.get(done, whole)
        yield line, resume_at


def _parted(
    paragraphs: Paragraphs, lines: Iterator[tuple[LineBox, SkipStack]], *, parted: bool
) -> Iterator[tuple[LineBox, SkipStack]]:
    """Yield lines that are laid out with long addresses broken or whole; what is set between two has its own."""
    while True:
        outside, paragraphs.parted = paragraphs.parted, parted
        try:
            found = next(lines, None)
        finally:
            paragraphs.parted = outside
        if found is None:
            return
        yield found


def _planned(context: Any, paragraphs: Paragraphs, box: LineBox, containing_block: Box) -> Plan:
    """Return the width of the words of each line, by how many characters but spaces stand before it in the paragraph.

    It has none where WeasyPrint is to fill the lines: of text that is neither justified nor to be balanced, where the
    words have something else between them, and where one is wider than a line. There is no width of a space but in the
    last of these.
    """
    key = (id(box), containing_block.width)
    if key not in paragraphs.plans:
        widths: dict[int, float] = {}
        space = 0.0
        justified = _is_justified(box.style)
        chosen = justified or box.style[_PROPERTY]
        source = getattr(box, "paragraph", None)  # running heads have none
        numbered = isinstance(source, Source) and has_groups(source.text)
        words = Words([], [], [], []) if chosen or numbered else None
        if (
            words
            and _add_words(context, paragraphs, box, containing_block, words, parted=justified)
            and len(words.texts) > 1
        ):
            space = max(words.spaces)
            resolve_one_percentage(box, "text_indent", containing_block.width)
            room, indent = containing_block.width, box.text_indent
            grouped = numbered and words.join_groups(room - indent)
            level = level_of(box.style) if justified else None
            joins = (level.words, _JOIN * box.style["font_size"]) if level else None
            if justified:
                counts = fit_lines(words, room, room - indent, joins)
            else:
                counts = _balanced(words, room) if chosen else []
            if grouped and not counts:
                counts = break_lines([words.widths[0] + indent, *words.widths[1:]], space, room)
            at = letters = 0
            for count in counts:
                # With some room, as a first word may lose what a font takes from the space before it (Amiri takes a
                # quarter of an em before a kaf); another word would need more. The last line holds all that is left.
                end = at + count
                spare = min([_SPARE * box.style["font_size"], *(width / 2 for width in words.widths[end : end + 1])])
                width = sum(words.widths[at:end]) + sum(words.spaces[at : end - 1]) + 0.8 * space + spare
                if end < len(words.texts) or not justified:
                    widths[letters] = width + (indent if not at else 0)
                letters += sum(len(text) - text.count(" ") for text in words.texts[at:end])
                at = end
        paragraphs.plans[key] = Plan(box, widths, space)
    return paragraphs.plans[key]


def _balanced(words: Words, room: float) -> list[int]:
    space = max(words.spaces)
    lines = len(break_lines(words.widths, space, room))
    return balance_lines(words.widths, space, room, lines, words.texts) if 1 < lines <= _MOST else []


def _add_words(
    context: Any, paragraphs: Paragraphs, box: Box, around: Box, words: Words, *, parted: bool, mark: bool = False
) -> bool:
    """Add the words of a box, which is in the `mark` of a note or not; return whether it is text alone.

    Where addresses are `parted`, each part is a word.
    """
    for child in box.children:
        if isinstance(child, TextBox):
            shaped = paragraphs.shaped(child.text, child.style, context) if child.text else None
            if child.text and (shaped is None or shaped.sure < inf):  # a text too long to be shaped at once
                return False
            joined = mark or (child.element_tag in ("sup", "sub") and not (words.spaces and words.spaces[-1]))
            for text, width, space, inside in shaped.words(parted=parted) if shaped else ():
                if inside:
                    words.parts.add(len(words.texts))
                    words.add(text.rstrip(" "), width, space)
                else:
                    _add_word(words, text, width, space, child.style, joined=joined)
                joined = False
        elif isinstance(child, InlineBox) and child.is_in_normal_flow():
            if child.is_leader:
                return False
            resolve_percentages(child, around)
            if any(getattr(child, side) for side in _SIDES) or not _add_words(
                context, paragraphs, child, around, words, parted=parted, mark=mark or is_mark(child)
            ):
                return False
        elif not child.is_footnote():
            return False
    return True


_SIDES = [f"{kind}_{side}{width}" for side in ("left", "right") for kind, width in (
    ("margin", ""), ("padding", ""), ("border", "_width")
)]  # fmt: skip


def _add_word(words: Words, text: str, width: float, space: float, style: Style, *, joined: bool) -> None:
    """Add what stands between two places where a text may be broken: a word, or the rest of one.

    The marks of notes, and what is raised or lowered where no space is before it, are `joined` with what they stand at.
    """
    inner = text.rstrip(" ")
    stretching = 0.0
    if width and (count := inner.count(" ") + inner.count("\N{NO-BREAK SPACE}")):
        stretching = count * (space or style["font_size"] / 4)
    before = words.texts[-1] + " " * bool(words.spaces[-1]) if words.texts else ""
    if before and not inner:
        words.spaces[-1] += space
    elif before and (
        joined or not _may_break(before[-1] + inner[0], style["lang"]) or not is_parted(before + inner, len(before))
    ):
        words.inner[-1] += stretching + words.spaces[-1]
        words.widths[-1] += words.spaces[-1] + width
        words.texts[-1] += inner
        words.spaces[-1] = space
    elif inner:
        words.add(inner, width, space, stretching)


@lru_cache(maxsize=4096)
def _may_break(pair: str, language: str | None) -> bool:
    return bool(inline.can_break_text(pair, language))


def _letters(box: Box) -> int:
    """Return how many characters but spaces there are in a box of a paragraph."""
    if isinstance(box, TextBox):
        return len(box.text) - box.text.count(" ")
    return sum(map(_letters, box.children)) if isinstance(box, InlineBox) and box.is_in_normal_flow() else 0


def _letters_before(box: Box, place: SkipStack) -> int:
    """Return how many characters but spaces stand before a place in a box."""
    if not place:
        return 0
    ((index, inner),) = place.items()
    if isinstance(box, TextBox):
        before = box.text.encode()[:index]
        return len(before.decode()) - before.count(b" ")
    before_child = sum(map(_letters, box.children[:index]))
    # A note that was put on another page is no child any more.
    return before_child + (_letters_before(box.children[index], inner) if inner and index < len(box.children) else 0)


def _is_justified(style: Style) -> bool:
    return style["text_align_all"] == "justify" and style["text_align_last"] in ("auto", "start")


def _ragged(style: Style) -> Style:
    """Return a style whose lines are not justified; it is made once a style."""
    kept: dict[str, Style] = vars(style)
    if "ragged" not in kept:
        kept["ragged"] = copy = style.copy()
        copy["text_align_all"] = "start"
    return kept["ragged"]


def _is_rtl(line: LineBox) -> bool:
    return bool(line.style["direction"] == "rtl")


def _share(line: LineBox) -> float:
    """Return which share of the space beside a line is at its left."""
    align, rtl = line.style["text_align_all"], _is_rtl(line)
    if align == "center":
        return 0.5
    return float(align == "right" or (align in ("start", "justify") and rtl) or (align == "end" and not rtl))


_inline: Any = inline
_plain_avoid_collisions = _inline.avoid_collisions


def _avoid_collisions(context: Any, box: Box, around: Box, *, outer: bool = True) -> tuple[float, float, float]:
    """Do what WeasyPrint's `avoid_collisions` does for boxes within lines.

    WeasyPrint lays a line out again once it knows how high it is, as floats may leave less room to a line of that
    height. Where there are no floats, a line that is said to be of any height is laid out but once.
    """
    if context.excluded_shapes or not isinstance(box, LineBox):
        found: tuple[float, float, float] = _plain_avoid_collisions(context, box, around, outer=outer)
        return found
    if not box.height and paragraphs_for(box.style) and all(child.is_in_normal_flow() for child in box.descendants()):
        box.height = inf
    start = around.content_box_x()
    return start + around.width if around.style["direction"] == "rtl" else start, box.position_y, around.width


# `_linebox_layout` calls it by this name, and only there are both the lines of a block and its width at hand.
block.iter_line_boxes = _iter_line_boxes
_inline.avoid_collisions = _avoid_collisions
