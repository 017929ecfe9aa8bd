"""Extract the text of a PDF with PDFium, in reading order.

PDFium reports which operator of the page drew each character, and where. Strings follow each other in reading order
(ISO 32000-1, 14.8.2.3), each with its characters from left to right, so that neither order nor spaces depend on
PDFium's heuristics. The tag tree gives the paragraphs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count
from typing import Any, NamedTuple

from ..likeness import stated_theme
from .normalize import letters as bare_letters
from .objects import SPANS, Objects
from .passages import LOOSE, Passage, Reading, Spot, UnreadableError
from .pdffonts import Fonts
from .pdfium import LOCK, Element, attachments, functions, inner_elements, marked_contents, string_bytes, tag_tree
from .pdfknown import covered_text, misplaced_elements, page_extras, underlined_words, unknown_names, untagged_links
from .pdflines import (
    cells_astray,
    folios_astray,
    lines_astray,
    overlapping_lines,
    repeated_heads,
    uneven_lines,
    uneven_sizes,
)
from .pdfobjects import hidden_facts, objects_text, spans_stated, states_source
from .pdfsaid import (
    KINDS,
    STATES,
    TEXTS,
    Bookmark,
    add_annotations,
    add_pictures,
    add_tags,
    bookmarks,
    facts,
    letters,
    stated_hashes,
)
from .pdfshapes import page_shapes, tool_of
from .pdfstrings import LINE, read_page
from .visible import Place, seen_words, silent_ink

_PARAGRAPHS = frozenset(
    ("P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "LBody", "Lbl", "Caption", "TH", "TD", "BibEntry", "Title")
) | {"Note", "FENote"}
_LABEL, _MARK, _NOTE = "Lbl", "Reference", ("Note", "FENote")
_COUNT = re.compile(r"[\W\d]*")
_FURNITURE = frozenset(("TOC", "TOCI", "Index"))
_ARTICLE, _HEADLINE = "Art", "H1"


def page_count(data: bytes) -> int | None:
    """Return the number of pages of a PDF, or None if it cannot be opened."""
    with LOCK:
        api = functions()
        document = api.FPDF_LoadMemDocument64(data, len(data), None)
        if not document:
            return None
        count: int = api.FPDF_GetPageCount(document)
        api.FPDF_CloseDocument(document)
    return count


def read_pdf(data: bytes, *, fast: bool = False) -> Reading:
    """Return the passages of a PDF. Raise UnreadableError if it cannot be opened or is truncated.

    With `fast`, nothing is said of its fonts, nor of what is seen on its pages.
    """
    if b"%PDF-" not in data[:1024]:
        raise UnreadableError("it is not a PDF; give one, or make it again")
    if b"%%EOF" not in data[-1024:]:
        raise UnreadableError("it is truncated; make it again")
    with LOCK:
        api = functions()
        document = api.FPDF_LoadMemDocument64(data, len(data), None)
        if not document:
            raise UnreadableError("it is not a PDF, or it is damaged; make it again")
        try:
            pages_there = api.FPDF_GetPageCount(document)
            rtl = string_bytes(api.FPDF_VIEWERREF_GetName, document, b"Direction") == b"R2L\0"
            fonts = None if fast else Fonts()
            objects = Objects(
                numbers=None,
                kinds=Counter(dict.fromkeys((*KINDS.values(), *STATES.values()), 0)),
                languages=set(),
                texts=dict.fromkeys(TEXTS.values(), ""),
            )
            placed: list[Sequence[Place]] = []
            pages = [_page(api, document, number, rtl, fonts, objects, placed) for number in range(pages_there)]
            stated = tuple(facts(api, document, data, "rtl" if rtl else ""))
            marked = list(bookmarks(api, document))
            attached = tuple(attachments(api, document))
            tagged = bool(api.FPDFCatalog_IsTagged(document))
        finally:
            api.FPDF_CloseDocument(document)
    articles: list[list[Passage]] = []
    aside: dict[str, list[Passage]] = {_OUTSIDE: [], _MARGIN: [], _HIDDEN: [], _ASTRAY: [], _SAID: []}
    contents = tuple(Passage(one.title, "bookmarks") for one in marked)
    single = tagged and sum(part.kind == _BEGINS for page in pages for part in page) == 1
    heights = placed if single and not fast else ()
    astray = (one for one in marked if not _leads_there(one, heights) or not _is_shown(one, pages))
    aside[_SAID] += (Passage(f"[bookmark] {one.title}", "bookmarks") for one in astray)
    if objects.spoken:  # links say what they lead to
        whole = letters("".join(text for page in pages for part in page for text in part.texts))
        aside[_SAID] += (Passage(one, "a link") for one in objects.spoken if letters(one) not in whole)
    (inner, drawn), tool = objects_text(data), tool_of(data)
    if tagged and objects.kinds is not None:
        objects.kinds[SPANS] = spans_stated(inner)
    odd = [*hidden_facts(inner), *unknown_names(inner), *wrong_folios(pages), *page_shapes(tool, drawn, inner)]
    odd += ["[no bookmarks]"] * (tagged and not marked) + ["[no attached source]"] * (
        states_source(inner) and not attached
    )
    aside[_SAID] += (Passage(told, "the file") for told in odd)
    for number, page in enumerate(pages, 1):
        for part in page:
            if part.kind in aside:
                aside[part.kind] += (Passage(text, f"page {number}", **part.facts_of(text)) for text in part.texts)
                continue
            begins = part.kind == _BEGINS and not (articles and _goes_on(contents, articles[-1], part, number))
            if begins or not articles:
                articles.append([])
            for at, text in enumerate(part.texts):
                # The first paragraph of a page may continue one of the previous page.
                opens = None if not tagged or (at == 0 and number > 1 and not begins) else True
                articles[-1].append(Passage(text, f"page {number}", opens, **part.facts_of(text)))
            for at, text in enumerate(part.notes):
                opens = None if at == 0 and number > 1 else True  # so may the first note
                articles[-1].append(Passage(text, f"page {number}", opens, note=True))
    return Reading(
        tuple(map(tuple, articles)), tuple(aside[_OUTSIDE]), tuple(aside[_MARGIN]), len(pages), attached, tagged,
        fonts=fonts.all_fonts() if fonts else (), contents=contents, facts=stated,
        objects=objects if tagged else None, hidden=tuple(aside[_HIDDEN]), astray=tuple(aside[_ASTRAY]),
        said=tuple(aside[_SAID]), hashes=stated_hashes(data), looks=stated_theme(tool) is not None,
    )  # fmt: skip


class _Part(NamedTuple):
    """Texts of a page: of an article that begins there, of one that continues, outside of articles, of margins.

    Those that are hidden are words that are in the other parts too.
    `notes` are those of the notes of an article, `seen` what lines of margins show from left to right, and `spots`
    where they are.
    """

    kind: str
    texts: list[str]
    notes: Sequence[str] = ()
    seen: Mapping[str, str] = {}
    spots: Mapping[str, Spot] = {}

    def facts_of(self, text: str) -> dict[str, Any]:
        """Return what is known of a line of margins beside its text."""
        return {"seen": self.seen.get(text.lstrip(LOOSE), ""), "spot": self.spots.get(text.lstrip(LOOSE))}


def wrong_folios(pages: Iterable[Sequence[_Part]]) -> Iterator[str]:
    """Yield the numbers of pages that do not follow those before, of pages in tags; some at the start have none."""
    last = 0
    for page in pages:
        margins = [text for part in page if part.kind == _MARGIN for text in part.texts]
        found = [int(text) for one in margins if (text := re.sub(r"\W", "", one)).isdecimal()]
        if last and last + 1 not in found:
            yield f"[number of a page] {' '.join(map(str, found)) or '∅'}"
        last = last + 1 if last else next(iter(found), 0)


def _is_shown(mark: Bookmark, pages: Sequence[Sequence[_Part]]) -> bool:
    """Return whether the page that a bookmark leads to has its title."""
    number = mark.page
    on = () if number is None else pages[number - 1 : number] if number else pages
    shown = letters("".join(text for page in on for part in page for text in part.texts))
    return letters(mark.title) in shown or bool(number and _is_parted(mark.title, *pages[number - 1 : number + 1]))


def _leads_there(mark: Bookmark, placed: Sequence[Sequence[Place]]) -> bool:
    """Return whether one of the first words of a bookmark is a little below the height that it leads to.

    A word with vowel signs may be parted on the page.
    """
    words = [one for one in mark.title.split() if any(map(str.isalpha, one))]
    if mark.height is None or not mark.page or not words or not placed:
        return True
    near = "".join(
        bare_letters(one.word)
        for one in placed[mark.page - 1]
        if -_ABOVE <= mark.height - one.baseline <= _BELOW + 2 * one.size
    )
    return any(bare_letters(word)[:_FEW] in near for word in words[:2])


#: Letters of a word that are together where it has signs and marks in other places.
_FEW = 3
#: In points, where headings are from the place that leads to them.
_ABOVE, _BELOW = 30.0, 60.0


def _is_parted(title: str, *pages: Sequence[_Part]) -> bool:
    """Return whether a heading begins at the end of a page and ends at the start of the next."""
    first, rest = (
        letters("".join(text for part in page if part.kind in _TEXT for text in part.texts))
        for page in (*pages, ())[:2]
    )
    words = title.split()
    parts = ((letters(" ".join(words[:at])), letters(" ".join(words[at:]))) for at in range(1, len(words)))
    return any(begin in first and end and rest.startswith(end) for begin, end in parts)


def _goes_on(contents: Sequence[Passage], before: Sequence[Passage], part: _Part, number: int) -> bool:
    """Return whether the headline of a part is the rest of that on the page before, as the bookmark of both states."""
    headline = letters("".join(passage.text for passage in before))
    both = headline + letters("".join(part.texts[:1]))
    titles = [letters(one.text) for one in contents]
    begun = bool(before) and before[-1].place == f"page {number - 1}" and headline not in titles
    return begun and any(title.startswith(both) for title in titles)


_BEGINS, _GOES_ON, _OUTSIDE, _MARGIN = "begins", "goes on", "outside", "margin"
_TEXT = (_BEGINS, _GOES_ON)
_HIDDEN, _ASTRAY, _SAID = "hidden", "astray", "said"


def _page(
    api: Any,
    document: Any,
    number: int,
    rtl: bool,
    fonts: Fonts | None,
    objects: Objects,
    placed: list[Sequence[Place]],
) -> list[_Part]:
    """Return the parts of a page in order; without `fonts`, what is seen is left out."""
    page = api.FPDF_LoadPage(document, number)
    if not page:
        raise UnreadableError(f"its page {number + 1} is damaged; make it again")
    text = api.FPDFText_LoadPage(page)
    try:
        contents, places, lines_shown, silent, exchanged, begins, margins = read_page(
            api, page, text, rtl, fast=fonts is None
        )
        placed.append(places)
        roots = tag_tree(api, page)
        said = [
            *add_tags(roots, contents, objects),
            *add_annotations(api, document, page, places, objects),
            *misplaced_elements(roots),
            *untagged_links(api, page, roots),
            *page_extras(api, page, places),
            *(["[drawn over text]"] * covered_text(api, page)),
        ]
        objects.underlined += underlined_words(api, page, places) if roots else ()
        hidden: list[str] = []
        if fonts:
            seen = seen_words(api, page, places)
            hidden = seen.hidden
            objects.struck += seen.struck
            if silent_ink(api, page, silent):
                said.append("[text that states nothing]")
            if roots:
                said += add_pictures(api, page, roots, objects)
            fonts.add_page(api, document, page, text)
            fonts.add_blanks(api, text, places)
    finally:
        api.FPDFText_ClosePage(text)
        api.FPDF_ClosePage(page)
    for head in _heads(roots):
        contents |= dict.fromkeys(repeated_heads(head, contents, lines_shown), "")
    paragraphs = dict(_paragraph_numbers(roots))
    listed = set(_listed(roots))
    aligned = {one: number for one, number in paragraphs.items() if one not in listed}
    astray = dict.fromkeys((*lines_astray(lines_shown, paragraphs), *uneven_sizes(lines_shown, paragraphs)))
    astray |= dict.fromkeys(uneven_lines(lines_shown, aligned))
    exchanged += (f"{contents[one]} {contents[other]}" for one, other in cells_astray(_tables(roots), begins))
    said += (f"[in each other's place] {one}" for one in exchanged)
    astray |= dict.fromkeys(folios_astray(lines_shown) if roots else ())
    unseen = [
        _Part(_SAID, said),
        _Part(_HIDDEN, [*hidden, *overlapping_lines(lines_shown)]),
        _Part(_ASTRAY, list(astray)),
    ]
    spots = {
        one.text.lstrip(LOOSE): Spot(one.left, one.right, one.baseline, one.size)
        for one in lines_shown
        if one.content < 0
    }
    if not roots:
        lines = [line for content in contents.values() for line in content.split(LINE)]
        return [_Part(_GOES_ON, [line for line in lines if line.strip(" ")], seen=margins, spots=spots), *unseen]
    tagged = set(marked_contents(roots))
    rest = [line for number, content in contents.items() if number not in tagged for line in content.split(LINE)]
    beside = _Part(_MARGIN, [line for line in rest if line.strip(" ")], seen=margins, spots=spots)
    return [*_parts(Element("", roots), contents), beside, *unseen]


def _paragraph_numbers(
    children: Iterable[Element | int], numbers: Iterator[int] | None = None
) -> Iterator[tuple[int, int]]:
    """Yield marked-content identifiers with the number of the paragraph that each is in."""
    numbers = numbers or count(1)
    own = next(numbers)
    for child in children:
        if isinstance(child, int):
            yield child, own
        elif child.kind in _PARAGRAPHS:
            yield from _paragraph_numbers(child.children, numbers)
        else:
            inner = ((one, own) for one in marked_contents(child.children))
            yield from _paragraph_numbers(child.children, numbers) if _holds_paragraph(child) else inner


def _heads(elements: Iterable[Element]) -> Iterator[list[list[int]]]:
    """Yield the marked-content identifiers of each cell of the heads of tables."""
    for one in elements:
        if one.kind == "THead":
            yield [list(marked_contents(cell.children)) for row in inner_elements(one) for cell in inner_elements(row)]
        else:
            yield from _heads(inner_elements(one))


def _tables(elements: Iterable[Element]) -> Iterator[list[list[list[int]]]]:
    """Yield the rows of each table, and for each cell of them the marked-content identifiers in it."""
    for one in elements:
        if one.kind == "Table":
            parts = [part for part in inner_elements(one) if part.kind in ("THead", "TBody", "TFoot")]
            rows = [row for part in (one, *parts) for row in inner_elements(part) if row.kind == "TR"]
            yield [[list(marked_contents(cell.children)) for cell in inner_elements(row)] for row in rows]
        else:
            yield from _tables(inner_elements(one))


def _listed(elements: Iterable[Element]) -> Iterator[int]:
    """Yield the marked-content identifiers in contents and indexes, which end in numbers of pages."""
    for one in elements:
        yield from marked_contents(one.children) if one.kind in _FURNITURE else _listed(inner_elements(one))


def _holds_paragraph(element: Element) -> bool:
    return any(child.kind in _PARAGRAPHS or _holds_paragraph(child) for child in inner_elements(element))


def _parts(element: Element, contents: dict[int, str]) -> Iterator[_Part]:
    """Yield the articles in an element, and the text before and after them."""
    if element.kind in _FURNITURE:
        return
    if element.kind == _ARTICLE:
        kind = _BEGINS if _holds(element, _HEADLINE) else _GOES_ON
        notes = [text for note in _notes(element) for text in _paragraphs(note, contents)]
        yield _Part(kind, list(_paragraphs(element, contents)), notes)
    elif _holds(element, _ARTICLE):
        for child in element.children:
            yield from _parts(child if isinstance(child, Element) else Element("", (child,)), contents)
    elif texts := list(_paragraphs(element, contents)):
        yield _Part(_OUTSIDE, texts)


def _holds(element: Element, kind: str) -> bool:
    return any(child.kind == kind or _holds(child, kind) for child in inner_elements(element))


def _notes(element: Element) -> Iterator[Element]:
    for child in inner_elements(element):
        yield from (child,) if child.kind in _NOTE else _notes(child)


def _paragraphs(element: Element, contents: dict[int, str]) -> Iterator[str]:
    """Yield the text of each paragraph in an element, without notes, their marks and the labels of lists."""
    texts: list[str] = []

    def said() -> Iterator[str]:
        text = "".join(texts)
        if text.strip(LOOSE + " ") and not (element.kind == _LABEL and _COUNT.fullmatch(text)):
            yield text
        texts.clear()

    def walk(parent: Element) -> Iterator[str]:
        for child in parent.children:
            if isinstance(child, int):
                texts.append(contents.get(child, ""))
            elif child.kind in (_MARK, *_NOTE) or (element.kind in _NOTE and child.kind == _LABEL):
                continue
            elif child.kind in _PARAGRAPHS:
                yield from said()
                yield from _paragraphs(child, contents)
            else:
                yield from walk(child)

    yield from walk(element)
    yield from said()
