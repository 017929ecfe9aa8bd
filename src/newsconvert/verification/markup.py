"""Extract the text of web pages, and of the pages of EPUBs."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple
from urllib.parse import unquote

from ..likeness import is_ours, stated_theme
from .blocks import blocks_in
from .cascade import Sheets
from .elements import note_extras, shown_elements
from .hidden import Hidden, hidden_text
from .objects import Objects, data_in
from .package import own_text
from .pageextras import TYPE, XHTML, cover_texts, listed_texts, page_extras, spoken_languages
from .pagefacts import LANG, meta_facts, page_facts
from .pagelooks import markup_extras, program_of, sheet_extras
from .passages import Passage, Reading, UnreadableError, hashes_in
from .places import place_after
from .sheetfonts import embedded_fonts, face_extras

_BLOCKS = re.compile(
    "address|article|aside|blockquote|body|dd|div|dl|dt|fig(?:caption|ure)|footer|h[1-6]|header|hr|li|main|ol|p|pre|"
    "section|table|t[dhr]|ul"
)
_SILENT = frozenset(("head", "nav", "noscript", "script", "style", "template", "title"))
#: The marks of notes, and the links back to them: DPUB-ARIA 1.1.
_MARKS = re.compile(r"\bdoc-(?:noteref|backlink)\b")
_MARK = re.compile(r"\bdoc-noteref\b")
_NOTE = re.compile(r"\bdoc-footnote\b")
#: Markup of what documents add to the text: EPUB Structural Semantics and DPUB-ARIA.
_FURNITURE = re.compile(r"\b(?:doc-)?(?:cover|titlepage|toc|landmarks|page-?list|page-?break|index|colophon)\b")
_KINDS = {
    "h1": "headline", "li": "item of a list", "th": "head of a table", "td": "cell of a table",
    "blockquote": "quotation",
}  # fmt: skip
_SHOWN = frozenset(("data-head", "data-source"))
_STRUCK, _RAISED = frozenset(("s", "strike", "del")), frozenset(("sup", "sub"))


def read_html(data: bytes) -> Reading:
    """Return the passages of a web page. Raise UnreadableError if it is not one."""
    from lxml import etree

    root, problem = None, None
    try:  # not by lxml.html, which makes each element one of its own
        root = etree.fromstring(data, etree.HTMLParser(encoding="utf-8"))
    except (etree.LxmlError, ValueError) as failed:
        problem = failed
    if root is None:
        raise UnreadableError("it is not a web page, or it is damaged; make it again") from problem
    if not data.rstrip().endswith(b"</html>"):
        raise UnreadableError("it is truncated; make it again")
    sheets = Sheets()
    for element in root.iter("style", "link"):
        if element.tag == "style":
            sheets.add(element.text or "", _nowhere, element.get("media", ""))
        elif is_sheet(element):
            sheets.link(element.get("href", ""), _nowhere, _nowhere, element.get("media", ""))
    reading = read_pages([Page("", root, hidden_text(root, sheets), None)])
    named = (meta.get("content", "") for meta in root.iter("meta") if meta.get("name") == "dcterms.identifier")
    hashes = frozenset(told for text in named for told in hashes_in(text))
    odd = [Passage(one, "the style sheet") for one in face_extras(sheets)]
    program = program_of(root)
    odd += (Passage(told, place) for place, told in _unlike_ours(root, data, program))
    return replace(
        reading, facts=(*reading.facts, *page_facts(root)), hashes=hashes, said=(*reading.said, *odd),
        package_fonts=tuple(embedded_fonts(sheets)), looks=stated_theme(program) is not None,
    )  # fmt: skip


def _unlike_ours(root: Any, data: bytes, program: str) -> Iterator[tuple[str, str]]:
    """Yield what a page that this version made has otherwise than any of its pages, each with its place.

    `program` is what the page states that it was made with.
    """
    if not is_ours(program):
        return
    yield from (("the page", told) for told in markup_extras(root))
    sheets = [one.text or "" for one in root.iter("style")]
    if theme := stated_theme(program):
        for sheet in sheets:
            yield from (("the style sheet", told) for told in sheet_extras(theme, "html", sheet.lstrip("\n")))
    if not data.startswith(b"<!DOCTYPE html>\n<html ") or len(sheets) != 1:
        yield "the page", "[doctype] or style sheet of another page"


def _nowhere(_: str) -> None:
    """Open no style sheet: a web page has its own inside."""


def is_sheet(link: Any) -> bool:
    """Return whether a `link` element brings in a style sheet."""
    return "stylesheet" in (link.get("rel") or "").lower().split()


def _is_closed(name: str, element: Any) -> bool:
    """Return whether the markup itself hides an element, from those who see or from those who hear (HTML, WAI-ARIA)."""
    if "hidden" in element.attrib or "popover" in element.attrib or element.get("aria-hidden") == "true":
        return True
    outer = element.getparent()
    folded = outer is not None and outer.tag in ("details", f"{XHTML}details") and "open" not in outer.attrib
    return (name == "dialog" and "open" not in element.attrib) or (folded and name != "summary")


class Page(NamedTuple):
    """A page: its name, its root, what of it is hidden, and the files beside it that its pictures may be."""

    where: str
    root: Any
    hidden: Hidden
    files: dict[str, bytes] | None


def read_pages(pages: Iterable[Page]) -> Reading:
    """Return the passages of pages, with the article element that contains each, if any."""
    articles: list[list[Passage]] = []
    outside: list[Passage] = []
    contents: list[Passage] = []
    said: list[Passage] = []
    facts: list[tuple[str, str]] = []
    objects = Objects(kinds=Counter(dict.fromkeys(_KINDS.values(), 0)), languages=set(), elements=[], marked=[])
    for where, root, hidden, files in pages:
        odd = (*page_extras(root), *note_extras(root), *hidden.odd)
        said += (Passage(one, f"{where}page".strip(", ")) for one in odd)
        contents += (Passage(one, "contents") for one in listed_texts(root))
        assert objects.languages is not None
        objects.languages.update(spoken_languages(root))
        language = root.get("lang") or root.get(LANG)
        if language:
            facts.append(("language", language))
        facts += (("cover", text) for text in cover_texts(root))
        facts += meta_facts(root)
        # What printed pages show above the text.
        facts += (("subject", text) for one in root.iter("{*}h1") for name, text in one.items() if name in _SHOWN)
        if root.get("dir"):
            facts.append(("direction", root.get("dir")))
        lines: list[_Line] = []
        collector = _Collector(lines, objects, hidden, files)
        if root in hidden.elements:
            collector.unseen.append("the page")
        for body in root.iter("{*}body"):
            collector.collect(body, 0)
        said += (Passage(f"[hidden] {one}", f"{where}page".strip(", ")) for one in collector.unseen if one)
        if files is not None and next(root.iter("{*}article"), None) is not None:
            contents += (Passage(one.text, f"{where}title") for one in root.iter("{*}title") if one.text)
        told = (line for line in lines if line.text.strip(" "))
        current = 0
        for number, line in enumerate(told, 1):
            passage = Passage(line.text, f"{where}paragraph {number}", note=line.note)
            if not line.article:
                outside.append(passage)
            elif line.article == current:
                articles[-1].append(passage)
            else:
                articles.append([passage])
            current = line.article
    return Reading(
        tuple(map(tuple, articles)), tuple(outside), objects=objects, said=tuple(said), contents=tuple(contents),
        facts=tuple(facts),
    )  # fmt: skip


@dataclass(slots=True)
class _Line:
    article: int  # numbered on its page from 1; 0 outside of articles
    text: str = ""
    note: bool = False


@dataclass(slots=True)
class _Collector:
    """Adds what readers are shown of a page to `lines` and `objects`."""

    lines: list[_Line]
    objects: Objects
    hidden: Hidden
    files: dict[str, bytes] | None
    unseen: list[str] = field(default_factory=list)

    def collect(self, element: Any, article: int, *, note: bool = False) -> None:
        """Add the lines of text in `element`; each block begins a line."""
        name = element.tag.removeprefix(XHTML) if isinstance(element.tag, str) else ""
        lines, outer, within = self.lines, article, note
        unseen = element in self.hidden.elements or _is_closed(name, element)
        if article and name not in _SILENT and (unseen or element in self.hidden.texts):
            self.unseen.append(" ".join("".join(element.itertext() if unseen else (element.text or "")).split()))
        elif unseen and next(element.iter("{*}img"), None) is not None:
            self.unseen.append("a picture")
        if not name or name in _SILENT or unseen:
            shown = False
        else:
            kinds = f"{element.get(TYPE, '')} {element.get('epub:type', '')} {element.get('role', '')}"
            if _MARK.search(kinds):
                self.objects.marks += 1
                if not note and lines:
                    assert self.objects.marked is not None
                    self.objects.marked.append(place_after(lines[-1].text))
            shown = not _FURNITURE.search(kinds) and not _MARKS.search(kinds)
            note = note or bool(_NOTE.search(kinds))
        if shown:
            block = _BLOCKS.fullmatch(name) is not None
            if name == "article" and not article:
                assert self.objects.elements is not None
                self.objects.elements += shown_elements(element)
                self.objects.blocks += blocks_in(element)
                article = max((line.article for line in lines), default=0) + 1
            if block or not lines:
                lines.append(_Line(article, note=note))
            if article:
                self._add_object(name, element)
            if name == "br":
                lines[-1].text += " "
            before, after = self.hidden.added.get(element, ("", ""))
            lines[-1].text += before
            if element not in self.hidden.texts:
                lines[-1].text += own_text(element.text)
            for child in element:
                self.collect(child, article, note=note)
            lines[-1].text += after
            if block:
                lines.append(_Line(outer, note=within))
        if element.tail and lines and element.getparent() not in self.hidden.texts:
            lines[-1].text += own_text(element.tail)

    def _add_object(self, name: str, element: Any) -> None:
        """Add a picture, if its file is there, a link, a heading, or an item of a list."""
        if (kind := _KINDS.get(name)) and self.objects.kinds is not None:
            self.objects.kinds[kind] += 1
        if name == "img":
            source = element.get("src", "")
            data = data_in(source) if element not in self.hidden.texts else None
            if data is None and self.files is not None and element not in self.hidden.texts:
                data = self.files.get(posixpath.normpath(unquote(source)))
            if data is not None and not _has_no_size(element):
                told = (element.get(side, "0") for side in ("width", "height"))
                wide, high = (float(side) if side.isdecimal() else 1.0 for side in told)
                self.objects.add_picture(element.get("alt"), data, (wide, high))
                self.objects.packed = True
        elif name == "a":
            self.objects.add_link(element.get("href", ""), "".join(element.itertext()))
        if name in _STRUCK or element in self.hidden.struck:
            self.objects.struck.append("".join(element.itertext()))
        elif name in _RAISED and "note-mark" not in (element.get("class") or ""):
            self.objects.raised.append("".join(element.itertext()))
        if re.fullmatch("h[2-6]", name) or element.get("role") == "heading":
            self.objects.headings.append(int(element.get("aria-level") or name[1:]))
        elif name in ("ol", "ul") and "labelled" not in (element.get("class") or "").split():
            assert self.objects.numbers is not None
            self.objects.numbers += _numbers(element, ordered=name == "ol")


def _has_no_size(element: Any) -> bool:
    return "0" in (element.get("width"), element.get("height"))


def _numbers(element: Any, *, ordered: bool) -> Iterator[int]:
    """Yield the numbers of the items of a list (HTML, 4.4.5 and 4.4.8), 0 for bullets."""
    items = [child for child in element if child.tag in ("li", f"{XHTML}li")]
    backward = "reversed" in element.attrib
    number = _integer(element.get("start"), len(items) if backward else 1)
    for item in items:
        number = _integer(item.get("value"), number)
        yield number if ordered else 0
        number += -1 if backward else 1


def _integer(text: str | None, usual: int) -> int:
    return int(text) if text and re.fullmatch(r"\s*[+-]?\d+\s*", text) else usual
