"""What a document must show of an article, and whether a line of it shows that."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate, groupby, product

from ..citation import citation_rows, row_text, running_head
from ..languages import format_date, labels
from ..model import Article, article_text, note_text
from ..model import notes as all_notes
from ..numerals import numbering
from .normalize import SPACE, Normalizer, normalize_ltr_pdf
from .passages import LOOSE, Passage
from .pdforder import display_order
from .pulled import Quoted, lines_of_pulled, quoted
from .tableheads import Head, cells_of, heads_of

#: The label of a list item, and what comes after it.
_LABELLED = re.compile(r"(?:[^\w\s]|\w{1,3}\s?[^\w\s])\s?(?=.)")
#: What comes between the number of an item and its text.
_AFTER_NUMBER = re.compile(r"\s?[^\w\s]\s")
#: So many characters before it say where a number is, and at most so many are compared.
_ENOUGH, _FAR = 3, 20
#: So many lines at the end of a page may be its running head and its number.
_LAST = 2
#: The number of a note and the white space after it.
_NOTE_LABEL = re.compile(r"\s*(\d+|\S{1,3})\s+")
#: Page numbers and the labels of lists.
_COUNT, _SIGNS = re.compile(r"[\W\d_]+"), re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Expected:
    """The expected content of a document: the pieces of the article's text, and the notes that documents add.

    Of the pieces, the last `footnotes` are those of the article's own notes.
    """

    pieces: tuple[str, ...]
    notes: tuple[str, ...]
    free: tuple[str, ...] = ()
    """The beginnings of notes whose value is unknown."""
    margins: tuple[str, ...] = ()
    """Text allowed in page margins beside the page number."""
    displayed: tuple[str, ...] = ()
    """The same as it is set, whose signs have their own directions."""
    footnotes: int = 0
    signs: frozenset[str] = frozenset()
    """Marks of notes that the source states itself."""
    heads: tuple[Head, ...] = ()
    """The heads of tables, which pages may repeat."""
    cells: frozenset[str] = frozenset()
    """Cells of tables: where no tags tell them apart, those of a row are one line."""
    quotations: tuple[Quoted, ...] = ()
    """What pages may set again beside the text."""

    @classmethod
    def of(cls, article: Article, normal: Normalizer) -> Expected:
        """Return the expected content of a document of `article`, normalised with `normal`."""
        notes = [format_date(article.published, numbering(article))] if article.published else []
        cited = (article.source.citation if article.source else None) or ""
        notes += [text for row in citation_rows(article) if (text := row_text(row)) not in cited.split("\n")]
        pieces = filter(None, map(normal, article_text(article)))
        footnotes = len(list(filter(None, map(normal, note_text(article)))))
        file_label = labels(article.language).file
        free = (normal(f"{file_label}:"),) if file_label and not article.provenance.file_name else ()
        source = article.source.name if article.source else None
        # Heads are cut to the width of the page, and may take more than one line.
        displayed = tuple(filter(None, (running_head(article.headline), source, article.headline)))
        added = filter(None, map(normal, notes))
        tables = tuple(heads_of(article.body, normal)), frozenset(cells_of(article.body, normal))
        quotes = quoted(article, normal)
        signs = frozenset(normal(one.label) for one in all_notes(article.body) if one.label)
        margins = tuple(filter(None, map(normal, displayed)))
        return cls(tuple(pieces), tuple(added), free, margins, displayed, footnotes, signs, *tables, quotes)

    def split_notes(self) -> tuple[Expected, Expected]:
        """Return what is expected of the text and of the notes."""
        at = len(self.pieces) - self.footnotes
        return replace(self, pieces=self.pieces[:at], footnotes=0), Expected(self.pieces[at:], ())


def with_margins(expected: Expected, passages: Sequence[Passage]) -> Iterator[Passage]:
    """Yield the passages of a document without tags as those of one with them.

    Labels of list items and marks of notes are left out, notes at the foot of pages are marked, and lines like running
    heads, folios or pull quotes at their end have `margin=True`.
    """
    notes = _Notes(expected)
    for _, page in groupby(passages, key=lambda passage: passage.place):
        lines = [_strip_label(expected, line) for line in notes.of_page(list(page))]
        first = len(lines)
        counted = False
        while first:
            if pulled := lines_of_pulled(expected.quotations, lines[:first]):
                first -= pulled
                continue
            if not (lines[first - 1].margin or is_margin(expected, lines[first - 1])):
                break
            shown = [_visible(word) for word in lines[first - 1].text.split()]
            if counted and shown and notes.cells.issuperset(shown):  # a table ends above the folio
                break
            text = lines[first - 1].text.strip()
            if counted and _COUNT.fullmatch(text) and any(piece.endswith(text) for piece in expected.pieces):
                break  # a text ends above it, with a date
            counted = counted or "".join(shown).isdecimal()
            first -= 1
        yield from lines[:first]
        yield from (replace(line, margin=True) for line in lines[first:])


class _Notes:
    """Tells the notes of an article, and their marks in its text, by their numbers, which follow each other."""

    def __init__(self, expected: Expected) -> None:
        self._texts = expected.pieces[len(expected.pieces) - expected.footnotes :]
        self._bare = SPACE.sub("", "\n".join(self._texts))
        self._added = expected.notes  # a date among them has numbers that are no marks
        self.cells = {word for cell in expected.cells for word in cell.split()}
        self._whole = SPACE.sub("", "\n".join(expected.pieces))
        self._beside = SPACE.sub("", "\n".join(expected.notes))
        self._mark = self._note = 0  # the numbers of the last ones
        self._signs = expected.signs
        self._rests: list[str] = []  # what the last note may go on with, which may be on the next page

    def of_page(self, lines: list[Passage]) -> list[Passage]:
        """Return the lines of a page without these numbers; those of notes are marked."""
        if not self._texts:
            return lines
        found: list[Passage] = []
        below, before = False, ""
        for at, line in enumerate(lines):
            label = _NOTE_LABEL.match(line.text)
            if label and self._begins_note(label[1], line.text[label.end() :]):
                below = True
                found.append(replace(line, text=line.text[label.end() :], note=True))
            elif any(end_of_match(line.text, text, 0) == len(text) for text in self._added):
                found.append(line)
            elif self._goes_on(line.text) or (below and not self._is_of_text(line.text)):
                below = True
                found.append(replace(line, note=True))
            elif not self._is_row(line.text):
                parts = line.text.split(LOOSE)
                marked = len(parts) > 1 or at < len(lines) - _LAST  # else the number of the page
                kept = self._without_marks(parts, before) if marked else parts
                found.append(replace(line, text=LOOSE.join(kept)))
            else:
                found.append(line)
            before = found[-1].text.replace(LOOSE, "")
        return found

    def _is_of_text(self, text: str) -> bool:
        """Return whether a line after notes is of the text, in the next column, or of what is added, and of no note."""
        bare = SPACE.sub("", text.replace(LOOSE, ""))
        return (bare in self._whole or bare in self._beside) and bare not in self._bare

    def _is_row(self, text: str) -> bool:
        """Return whether a line may be a row of a table, whose numbers are cells."""
        return bool(self.cells) and self.cells.issuperset(text.split())

    def _begins_note(self, label: str, text: str) -> bool:
        if label not in self._signs and not (label.isdecimal() and (int(label) == self._note + 1 or not self._note)):
            return False
        begun = [note for note in self._texts if end_of_match(text, note, 0)]
        if not begun:
            return False
        shown = len(_unspaced(text.replace(LOOSE, "")))
        self._rests = [_unspaced(note)[shown:] for note in begun]
        self._note = int(label) if label.isdecimal() else self._note
        return True

    def _goes_on(self, text: str) -> bool:
        """Return whether a line, maybe on the next page, is what comes next of the last note."""
        bare = _unspaced(text.replace(LOOSE, ""))
        rests = [rest[len(bare) :] for rest in self._rests if rest.startswith(bare)]
        if not (bare and rests):
            return False
        self._rests = rests
        return True

    def _is_mark(self, part: str) -> bool:
        return part in self._signs or (part.isdecimal() and (int(part) == self._mark + 1 or not self._mark))

    def _is_in_text(self, before: str, number: str) -> bool:
        """Return whether the source has this number, such as one that is raised, after what is before it."""
        shown = SPACE.sub("", before)
        reach = self._reach(shown, number.strip())
        return reach >= _ENOUGH and reach >= self._reach(shown, "")

    def _reach(self, shown: str, number: str) -> int:
        """Return how many of the characters before a number the source has before it too."""
        lengths = range(min(len(shown), _FAR), 0, -1)
        return next((length for length in lengths if shown[-length:] + number in self._whole), 0)

    def _without_marks(self, parts: list[str], before: str) -> Iterator[str]:
        kept = before
        for at, part in enumerate(parts):
            if at == 0 and _AFTER_NUMBER.match(LOOSE.join((*parts[1:], ""))):  # the number of an item of a list
                own = part
            elif self._is_mark(part.strip()) and not self._is_in_text(kept, part):
                self._mark = int(part) if part.strip().isdecimal() else self._mark
                continue
            elif at and self._ends_in_mark(kept, part.strip()):
                self._mark += 1
                own = part.strip().removesuffix(str(self._mark))
            else:
                own = part
            kept += own
            yield own

    def _ends_in_mark(self, before: str, number: str) -> bool:
        """Return whether the mark of a note is set close to a number that the source has raised there."""
        own = number.removesuffix(str(self._mark + 1))
        return number.isdecimal() and "" != own != number and self._is_in_text(before, own)


def _visible(word: str) -> str:
    """Return a word without what has no ink."""
    return "".join(one for one in word if one.isprintable())


@lru_cache(maxsize=4096)
def _unspaced(text: str) -> str:
    return SPACE.sub("", text)


def _strip_label(expected: Expected, passage: Passage) -> Passage:
    text = _LABELLED.sub("", passage.text, count=1)
    if text == passage.text or any(end_of_match(passage.text, piece, 0) for piece in expected.pieces):
        return passage
    whole = SPACE.sub("", passage.text.replace(LOOSE, ""))
    if any(whole in _unspaced(piece) for piece in expected.pieces):  # a later line of one, such as "y = 2"
        return passage
    words = passage.text.replace(LOOSE, " ").split()
    if words[0] in expected.cells and {word for cell in expected.cells for word in cell.split()}.issuperset(words):
        return passage  # the row of a table
    return replace(passage, text=text) if any(end_of_match(text, piece, 0) for piece in expected.pieces) else passage


def is_margin(expected: Expected, line: Passage, *, counted: bool = True) -> bool:
    """Return whether a line is a running head, a page number, both, or the label of a list.

    Without `counted` it has no page number, as where those are known to be fields.
    """
    rest = SPACE.sub("", line.text)
    for one in expected.margins:
        rest = rest.replace(SPACE.sub("", one), "", 1)
    count = _COUNT if counted else _SIGNS
    if not rest or count.fullmatch(rest) is not None or _is_of(line.text, expected.margins):
        return True
    return bool(line.seen) and _is_seen(line.seen, expected.displayed)


def _is_seen(seen: str, heads: Iterable[str]) -> bool:
    """Return whether a line shows the first words of a running head where UAX #9 sets them.

    The strings of margins, of which each font and direction has its own, follow each other in any order.
    """
    shown = _without_order(normalize_ltr_pdf(_without_ellipsis(seen)))
    for words in (_without_ellipsis(head).split() for head in dict.fromkeys(heads)):
        for end in range(len(words), 0, -1):
            whole = unicodedata.normalize("NFC", " ".join(words[:end]))
            for text, apart, rtl in product({whole, whole.rstrip(_AFTER_CUT)}, (True, False), (True, False)):
                order = display_order(text, apart=apart, rtl=rtl)
                if _without_order(normalize_ltr_pdf("".join(text[at] for at in order))) == shown:
                    return True
    return False


def _without_order(text: str) -> str:
    """Return the letters and signs of a text: those of which one picture is drawn in no order, without marks."""
    kept = "".join(one for one in text if unicodedata.category(one)[0] not in "MCZ")
    return _PICTURES.sub(lambda found: "".join(sorted(found[0])), kept)


#: Emoji, with their colours and the signs that flags are made of.
_PICTURES = re.compile("[\u2600-\u27bf\U0001f000-\U0001faff]+")


def _is_of(line: str, heads: Sequence[str]) -> bool:
    """Return whether a line is some words of a running head, or of two that stand beside each other."""
    shown = SPACE.sub("", _without_ellipsis(line))
    known = [_without_ellipsis(head).split() for head in dict.fromkeys(heads)]
    cut = {SPACE.sub("", part) for part in line.replace("...", "…").split("…")[:-1]}
    for at in range(1, len(shown) + 1):
        homes = [head for head in known if _holds(head, shown[:at])]
        if shown[:at] in cut and at > _LEAST_CUT:  # of a word that is wider than its part of the page
            homes += (head for head in known if head and head[0].startswith(shown[:at]))
        if homes and (at == len(shown) or any(_holds(other, shown[at:]) for other in known if [other] != homes)):
            return True
    return False


#: What heads that are cut lose after their last word.
_AFTER_CUT = "،؛:,.-"
#: Letters that are kept of a word that is cut, at least.
_LEAST_CUT = 3


def _without_ellipsis(text: str) -> str:
    return text.replace("…", "").replace("...", "")


def _holds(head: Sequence[str], shown: str) -> bool:
    """Return whether a text without spaces is some of these words, whole ones."""
    ends = [0, *accumulate(map(len, head))]
    whole = "".join(head)
    cut = {end - len(word) + len(word.rstrip(_AFTER_CUT)) for word, end in zip(head, ends[1:], strict=True)}
    return any(whole.startswith(shown, start) and start + len(shown) in cut.union(ends) for start in ends[:-1])


def is_start(passage: Passage, text: str) -> bool:
    """Return whether a line is the beginning of `text`, and a substantial part of it."""
    return end_of_match(passage.text, text, 0) > len(text) / 4


def is_whole(passage: Passage, text: str) -> bool:
    """Return whether a line is all of `text`."""
    return end_of_match(passage.text, text, 0) == len(text)


def starts_of(every: Sequence[Expected], lines: Sequence[Passage]) -> dict[int, list[int]]:
    """Return the lines, by number, at which the headlines of articles begin, with the numbers of these articles.

    A headline is there if it is whole, and what comes next begins the text after it, or what documents add.
    """
    by_word: dict[str, list[int]] = {}
    for number, expected in enumerate(every):
        by_word.setdefault(_first_word(expected.pieces[0]), []).append(number)
    starts: dict[int, list[int]] = {}
    for at, line in enumerate(lines):
        found = [one for one in by_word.get(_first_word(line.text), ()) if _are_start(every[one], lines, at)]
        if found:
            starts[at] = found
    return starts


def _first_word(text: str) -> str:
    return (text.replace(LOOSE, " ").split() or [""])[0]


def _are_start(expected: Expected, lines: Sequence[Passage], at: int) -> bool:
    headline, end = expected.pieces[0], 0
    while end < len(headline):
        end = end_of_match(lines[at].text, headline, end) if at < len(lines) else 0
        if not end:
            return False
        at += 1
    known = (*expected.pieces[1:2], *expected.notes)
    # The number of a page after it, in contents, begins no date.
    begins = is_whole if at < len(lines) and _COUNT.fullmatch(lines[at].text) else _begins
    return at < len(lines) and any(begins(lines[at], text) for text in known)


def _begins(passage: Passage, text: str) -> bool:
    return end_of_match(passage.text, text, 0) > 0


def begins_with(passage: Passage, label: str) -> bool:
    """Return whether a line begins with `label`, whatever white space it has."""
    return SPACE.sub("", passage.text).startswith(SPACE.sub("", label))


def end_of_match(found: str, text: str, at: int) -> int:
    """Return the position in `text` after `found` at position `at`, or 0 if it is not there."""
    for part in (one.strip(" ") for one in found.split(LOOSE)):
        if not text.startswith(part, at):
            at += 1
            if not text.startswith(" ", at - 1) or not text.startswith(part, at):
                return 0
        at += len(part)
    return at + text.startswith(" ", at)
