"""The table of contents: a TOC field with its result, and the pages that stand in it until Word counts them.

Word and LibreOffice work out a table of contents on request alone, so that its numbers must be there. They are an
estimate of our own: each paragraph is broken into lines with the widths that HarfBuzz gives, as LibreOffice 25.2 breaks
them. In documents of `w:compatibilityMode` 15, that narrows the spaces of justified lines, as it says that Word does;
LibreOffice 7.4 does not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from ...binding import CONTENTS
from ...fontfile import advance, line_height
from . import wordml as wml
from .design import Page
from .pieces import Piece
from .story import Placed, Story
from .styles import KASHIDA, Look, Metrics, Style, font_file
from .wordml import Element


class Entry(NamedTuple):
    """A line of the table: the level of the heading, its text, and the bookmark it stands in."""

    level: int
    text: str
    bookmark: str


def entries(placed: Iterable[Placed], levels: range) -> list[Entry]:
    """Return the headings of `levels` among the paragraphs `placed`."""
    return [
        Entry(level, " ".join(at.text.split()), at.bookmark)
        for at in placed
        if at.bookmark and (level := _LEVELS.get(at.style, 0)) in levels
    ]


_LEVELS = {"index heading": 1, **{f"heading {level}": level for level in range(1, 7)}}


def as_placed(table: Iterable[Entry], *, new_page: bool = False) -> list[Placed]:
    """Return the paragraphs that `contents` makes of `table`, for `pages`."""
    return [
        Placed("TOC Heading", CONTENTS, new_page=new_page),
        *(Placed(f"toc {entry.level}", entry.text) for entry in table),
    ]


def contents(
    story: Story, table: Sequence[Entry], pages: Mapping[str, int], levels: range, *, new_page: bool = False
) -> Element:
    """Return the table of contents (17.16.5.68) of the headings in `table`, in Word's content control for it."""
    story.has_contents = True
    plain = story.properties(story.voice.rtl)
    paragraphs = [story.line("TOC Heading", CONTENTS, new_page=new_page)]
    opening: Element | None = wml.field_begin(rf'TOC \o "{levels.start}-{levels.stop - 1}" \h \z \u', plain)
    for number, entry in enumerate(table, 1):
        style = f"toc {entry.level}"
        runs = [
            *story.runs([Piece(entry.text)], style),
            *story.runs([Piece("\t")], style),
            story.number(rf"PAGEREF {entry.bookmark} \h", pages.get(entry.bookmark, 1), style),
        ]
        closing = wml.field_end(plain) if number == len(table) else None
        after = story.space if number == len(table) else None
        properties = wml.paragraph_properties(style=story.ids(style), bidi=story.voice.bidi, after=after)
        paragraphs.append(wml.el("p", properties, opening, wml.hyperlink(runs, anchor=entry.bookmark), closing))
        opening = None
    gallery = wml.el("docPartObj", wml.el("docPartGallery", val="Table of Contents"), wml.el("docPartUnique"))
    return wml.content_control([story.control(), gallery], paragraphs)


def pages(placed: Sequence[Placed], styles: Mapping[str, Style], look: Look, page: Page) -> dict[str, int]:
    """Return the page that each bookmark of `placed` comes to stand on, as far as lines can be reckoned."""
    height = page.depth
    found: dict[str, int] = {}
    sized = [
        (1, paragraph.height) if paragraph.height else _lines(paragraph.text, styles[paragraph.style].metrics, look)
        for paragraph in placed
    ]
    number, at, gap_before = 1, 0.0, 0.0
    for index, paragraph in enumerate(placed):
        metrics = styles[paragraph.style].metrics
        lines, line = sized[index]
        if paragraph.new_page and index:
            number, at = number + 1, 0.0
        gap = max(gap_before, metrics.before if paragraph.before is None else paragraph.before) if at else 0.0
        kept = _room_below(placed, sized, index, styles) if metrics.keep_next else 0.0
        frame = _frame(placed, index, styles)
        whole = lines * line + frame + kept
        least = whole if metrics.keep_lines or lines < 4 else 2 * line + kept  # widows and orphans
        if at and at + gap + least > height:
            number, at, gap = number + 1, 0.0, 0.0
        if paragraph.bookmark:
            found[paragraph.bookmark] = number
        at += gap + frame
        for left in range(lines, 0, -1):
            if at + line > height or (left == 2 and lines > 2 and at + 2 * line > height and not metrics.keep_lines):
                number, at = number + 1, 0.0
            at += line
        gap_before = metrics.after if paragraph.after is None else paragraph.after
    return found


def _frame(placed: Sequence[Placed], index: int, styles: Mapping[str, Style]) -> float:
    """Return the room of the rule above or under a paragraph, where it does not share it with its neighbour."""
    rule = styles[placed[index].style].metrics.rule
    if rule is None or rule.side not in ("top", "bottom"):
        return 0.0
    beside = index + (1 if rule.side == "bottom" else -1)
    shared = 0 <= beside < len(placed) and styles[placed[beside].style].metrics.rule == rule
    return 0.0 if shared else rule.gap + rule.width


def _room_below(
    placed: Sequence[Placed], sized: Sequence[tuple[int, float]], index: int, styles: Mapping[str, Style]
) -> float:
    """Return the room that a heading must find below itself: headings next to it, and two lines of text."""
    room = 0.0
    for at in range(index + 1, min(index + 8, len(placed))):
        paragraph, (lines, line) = placed[at], sized[at]
        if paragraph.new_page:
            break
        metrics = styles[paragraph.style].metrics
        room += metrics.before + line * (lines if metrics.keep_next or lines < 4 else 2)
        if not metrics.keep_next:
            break
    return room


#: By how much of its width a space in a justified line may be narrowed to take in one more word: what LibreOffice does.
_NARROWING = 0.25


def _lines(text: str, metrics: Metrics, look: Look) -> tuple[int, float]:
    """Return how many lines `text` takes, and the height of each."""
    path = font_file(look, metrics.face)
    asked = line_height(path) * metrics.size
    wanted, exact = metrics.line or (0, False)
    height = wanted if exact else max(asked, wanted)
    room = look.measure - metrics.start - metrics.end
    space = advance(path, " ") * metrics.size
    narrowing = _NARROWING * space if metrics.align in KASHIDA.values() else 0.0
    count = 0
    for stretch in text.splitlines() or [""]:
        count += 1
        used, spaces = metrics.first, 0
        for word in stretch.split(" "):
            # HarfBuzz gives up on words of a million letters.
            width = sum(advance(path, word[at : at + 256]) for at in range(0, len(word), 256)) * metrics.size
            if used + width > room + spaces * narrowing and used > metrics.first:
                count, used, spaces = count + 1, 0.0, 0
            if width > room:  # an address, say, is broken where the line ends
                count, width = count + int(width // room), width % room
            used += width + space
            spaces += 1
    return count, height
