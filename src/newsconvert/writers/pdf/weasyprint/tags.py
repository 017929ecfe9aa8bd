"""The tag tree of a document (ISO 32000-1, 14.7), from its boxes.

The text of each line is the ActualText of an element, in logical order and with the space that the line was broken at:
readers of tags need not put the strings of the content in order. It does not stand on the element that owns the marked
content, but on one around it: MuPDF takes the former for the text of the page, and turns it round.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import pydyf
from weasyprint.document import Document
from weasyprint.formatting_structure.boxes import (
    BlockBox,
    Box,
    FootnoteAreaBox,
    InlineBox,
    LineBox,
    MarginBox,
    ReplacedBox,
    TableCellBox,
    TextBox,
)
from weasyprint.layout.absolute import AbsolutePlaceholder

from ..polish import typed
from .layout import LaidOut
from .pulled import is_pulled

#: Structure types (ISO 32000-1, 14.8.4) of HTML elements; other elements have their children in their place.
_TYPES = {
    "article": "Art", "section": "Sect", "aside": "Note", "footer": "Sect", "nav": "Sect", "div": "Div",
    "figure": "Div", "h1": "H1", "h2": "H2", "h3": "H3", "h4": "H4", "h5": "H5", "h6": "H6", "p": "P", "pre": "P",
    "blockquote": "BlockQuote", "ul": "L", "ol": "L", "dl": "L", "li": "LI", "dt": "LI", "dd": "LI", "table": "Table",
    "thead": "THead", "tbody": "TBody", "tfoot": "TFoot", "tr": "TR", "th": "TH", "td": "TD", "caption": "Caption",
    "figcaption": "Caption",
}  # fmt: skip
#: What stands for a picture that its source does not describe.
_UNDESCRIBED = "صورة"
#: Those of what CSS generates for a note at the foot of the page: its mark in the text, and the mark before it.
_NOTE_TYPES = {"footnote-call": "Reference", "footnote-marker": "Lbl"}
#: Those of links between the mark of a note in the text and a note at the end, by their role (DPUB-ARIA 1.1).
_NOTE_ROLES = {"doc-noteref": "Reference", "doc-backlink": "Lbl"}
#: How the items of a list are marked (ISO 32000-1, 14.8.5.5), by `list-style-type`.
_NUMBERING = {
    "none": "None", "disc": "Disc", "circle": "Circle", "square": "Square", "lower-roman": "LowerRoman",
    "upper-roman": "UpperRoman", "lower-alpha": "LowerAlpha", "upper-alpha": "UpperAlpha", "lower-latin": "LowerAlpha",
    "upper-latin": "UpperAlpha",
}  # fmt: skip

#: What marks the content of a page that a box has drawn, by the box.
Marks: TypeAlias = dict[object, dict[str, Any]]


@dataclass(eq=False, slots=True)
class _Element:
    """A structure element; `language` is that of its own text, None where all text is in elements below it."""

    made: pydyf.Dictionary
    children: list[_Element] = field(default_factory=list)
    language: str | None = None

    @property
    def languages(self) -> set[str]:
        """The languages of all text in it."""
        if self.language is not None:
            return {self.language}
        return {language for child in self.children for language in child.languages}


@dataclass(slots=True)
class _Stretch:
    """Text of one line that is in one link or mark of a note, or in none, and in one language."""

    inside: Box | None
    language: str
    text: str
    marks: list[int]


class TagTree:
    """The tag tree of a document in the making."""

    def __init__(self, pdf: pydyf.PDF, laid: LaidOut) -> None:
        self._pdf, self._laid = pdf, laid
        self._root = self._object({"Type": "/StructTreeRoot"})
        self._document = self._element("Document", None)
        #: The elements that stand for an HTML element, which may go on on further pages.
        self._elements: dict[tuple[int, str], _Element] = {}
        self._annotations: list[tuple[_Element, pydyf.Dictionary]] = []
        #: The article that has the mark of a note, by the note's HTML element.
        self._articles: dict[int, _Element] = {}
        self._article = self._document
        self._numbers = pydyf.Array()
        self._page = b""
        self._owners: dict[int, bytes] = {}
        self._marks: Marks = {}

    def add_page(self, number: int, root: Box, page: pydyf.Dictionary, marks: Marks) -> None:
        """Add what is drawn on a page."""
        self._page, self._marks, self._owners = page.reference, marks, {}
        self._walk(root, self._document)
        owners = [self._owners[mark] for mark in sorted(self._owners)]
        assert len(owners) == len(marks), "content without a place in the tag tree"
        self._numbers.extend([number, pydyf.Array(owners)])

    def finish(self, document: Document, version: str) -> None:
        """Make the tree that of the document."""
        pdf, root = self._pdf, self._root
        for number, (element, annotation) in enumerate(self._annotations, len(document.pages)):
            annotation["StructParent"] = number
            self._numbers.extend([number, element.made.reference])
        mapping = self._object({"Nums": self._numbers})
        root["ParentTree"], root["K"] = mapping.reference, pydyf.Array([self._document.made.reference])
        if version >= "2.0":
            namespace = self._object({"Type": "/Namespace", "NS": pydyf.String("http://iso.org/pdf2/ssn")})
            root["Namespaces"] = pydyf.Array([namespace.reference])
            self._document.made["NS"] = namespace.reference
            for (_, kind), note in self._elements.items():
                if kind == "Note":  # ISO 32000-2, 14.8.4.4: what PDF 2.0 has in its place
                    note.made.update({"S": "/FENote", "NS": namespace.reference})
            _take_captions_in(self._document)
        _name_languages(self._document, document.metadata.lang or "")
        pdf.catalog["StructTreeRoot"] = root.reference
        pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})
        pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})

    def _object(self, entries: Mapping[str, object]) -> pydyf.Dictionary:
        made = pydyf.Dictionary(entries)
        self._pdf.add_object(made)
        return made

    def _element(self, kind: str, parent: _Element | None, **entries: object) -> _Element:
        above = self._root if parent is None else parent.made
        made = self._object(
            {"Type": "/StructElem", "S": f"/{kind}", "P": above.reference, "K": pydyf.Array(), **entries}
        )
        element = _Element(made)
        if parent is not None:
            parent.children.append(element)
            parent.made["K"].append(made.reference)
        return element

    def _walk(self, box: Box, parent: _Element) -> None:
        """Add a box, and all below it, to the element it is in."""
        if isinstance(box, AbsolutePlaceholder):
            box = box._box
        if isinstance(box, MarginBox) or is_pulled(box):
            return
        if isinstance(box, LineBox):
            self._add_line(box, parent)
        elif isinstance(box, FootnoteAreaBox):
            for note in box.children:
                self._add_note(note)
        elif isinstance(box, ReplacedBox):
            self._add_figure(box, parent)
        else:
            element = self._of_box(box, parent)
            if element.made["S"] == "/Art":
                self._article = element
            for child in box.children:
                self._walk(child, self._in_item(child, element) if element.made["S"] == "/LI" else element)

    def _of_box(self, box: Box, parent: _Element) -> _Element:
        """Return the element that a box stands for, or else the one it is in.

        A box without an element of its own has that of its parent; a box that is broken over pages is one element.
        """
        kind = None if box.element is None else _TYPES.get(box.element_tag)
        further = box.element_tag == "span" and isinstance(box, BlockBox)  # a paragraph of a note, but for hemistichs
        if further and box.element is not None and box.element.get("class") != "hemistich":
            kind = "P"
        if kind is None:
            return parent
        key = (id(box.element), kind)
        if key not in self._elements:
            entries: dict[str, object] = {}
            if kind == "Note":
                entries["ID"] = _note_id(box)
            elif kind == "L":
                usual = "Decimal" if box.element_tag == "ol" else "None"
                item = next((child for child in box.children if child.element_tag == "li"), box)
                style = _NUMBERING.get(item.style["list_style_type"], usual)
                entries["A"] = pydyf.Dictionary({"O": "/List", "ListNumbering": f"/{style}"})
            elif kind in ("TH", "TD"):
                entries["A"] = _cell(box, kind)
            self._elements[key] = self._element(kind, parent, **entries)
        return self._elements[key]

    def _in_item(self, box: Box, item: _Element) -> _Element:
        """Return the label or the body of the list item that a box is right in."""
        label = box.element_tag == "li::marker"
        key = (id(item), "Lbl" if label else "LBody")
        if key not in self._elements:
            self._elements[key] = self._element(key[1], item)
        return self._elements[key]

    def _add_note(self, box: Box) -> None:
        """Add a note at the foot of a page, after what its article has up to there."""
        assert box.element is not None, "notes stand for an element"
        key = (id(box.element), "Note")
        if key not in self._elements:
            article = self._articles.get(id(box.element), self._document)
            self._elements[key] = self._element("Note", article, ID=_note_id(box))
        for child in box.children:
            self._walk(child, self._elements[key])

    def _add_figure(self, box: Box, parent: _Element) -> None:
        mark = self._marks.get(box)
        if mark is None:
            return
        x, y = box.content_box_x(), box.content_box_y()
        place = pydyf.Dictionary({"O": "/Layout", "BBox": pydyf.Array([x, y, x + box.width, y + box.height])})
        described = "" if box.element is None else box.element.attrib.get("alt", "")
        text = pydyf.String(described or _UNDESCRIBED)  # PDF/UA-1, 7.3: there must be something
        element = self._element("Figure", parent, A=place, Alt=text, Pg=self._page)
        self._own([mark["mcid"]], element)

    def _add_line(self, line: LineBox, parent: _Element) -> None:
        heading = parent.made["S"] == "/H1"
        for part in self._stretches(line, parent):
            element = parent
            annotation = part.inside.link_annotation if part.inside else None
            if part.inside and (kind := _NOTE_TYPES.get(_generated(part.inside))):
                self._articles.setdefault(id(part.inside.element), self._article)
                element = self._element(kind, parent)
            elif annotation is not None:
                kind = _NOTE_ROLES.get(_role(part.inside))
                element = self._element("Link", self._element(kind, parent) if kind else parent)
                place = {"Type": "/OBJR", "Obj": annotation.reference, "Pg": self._page}
                element.made["K"].append(self._object(place).reference)
                self._annotations.append((element, annotation))
            # The spaces that keep the last words of a headline together are ours.
            text = part.text.replace("\N{NO-BREAK SPACE}", " ") if heading else part.text
            # The indentation of code is a line of its own where a long word follows.
            said = {"ActualText": pydyf.String(text)} if text.strip() else {}
            outer = self._element("Span", element, **said)
            outer.language = part.language
            self._own(part.marks, self._element("Span", outer, Pg=self._page))

    def _own(self, marks: list[int], element: _Element) -> None:
        element.made["K"].extend(marks)
        self._owners.update(dict.fromkeys(marks, element.made.reference))

    def _stretches(self, line: LineBox, parent: _Element) -> list[_Stretch]:
        """Return the text of a line that is drawn, in logical order; boxes that are no text are added to `parent`."""
        found: list[_Stretch] = []
        unmarked = ""
        for leaf, inside in _leaves(line, None):
            if not isinstance(leaf, TextBox):
                self._walk(leaf, parent)
                found.append(_Stretch(None, "", "", []))  # so that what comes after it stands after it
                continue
            text = unmarked + typed(self._laid.texts.get(id(leaf), leaf.text))
            mark = self._marks.get(leaf)
            if mark is None:
                # A space, or what is no part of the text.
                if id(leaf) not in self._laid.artifacts:
                    unmarked = text if not found else ""
                    if found:
                        found[-1].text += text
                continue
            unmarked = ""
            language = leaf.style["lang"] or ""
            if not found or found[-1].inside is not inside or found[-1].language != language:
                found.append(_Stretch(inside, language, "", []))
            found[-1].text += text
            found[-1].marks.append(mark["mcid"])
        return [part for part in found if part.marks]


def _leaves(box: Box, inside: Box | None) -> Iterator[tuple[Box, Box | None]]:
    """Yield what a line is made of in logical order, each with the link or the mark of a note that it is in."""
    for child in box.children:
        if isinstance(child, InlineBox) and not child.is_leader:
            yield from _leaves(child, child if child.link_annotation or _generated(child) in _NOTE_TYPES else inside)
        elif child.is_in_normal_flow() or not isinstance(child, TextBox):
            yield child, inside


def _generated(box: Box) -> str:
    """Return the name of the pseudo-element that a box stands for, or an empty string."""
    return str(box.element_tag or "").partition("::")[2]


def _role(box: Box | None) -> str:
    """Return the ARIA role of the element that a box stands for."""
    return "" if box is None or box.element is None else box.element.attrib.get("role", "")


def _note_id(box: Box) -> pydyf.String:
    """Return the ID of a note: one of its own, also where documents are bound in a volume (PDF/UA-1, 7.9)."""
    assert box.element is not None, "notes stand for an element"
    return pydyf.String(box.element.attrib["id"])


def _cell(box: Box, kind: str) -> pydyf.Dictionary:
    """Return the attributes of a cell of a table (ISO 32000-1, 14.8.5.7)."""
    made = pydyf.Dictionary({"O": "/Table"})
    if kind == "TH":
        is_row = box.element is not None and box.element.attrib.get("scope") == "row"
        made["Scope"] = "/Row" if is_row else "/Column"
    if isinstance(box, TableCellBox):  # else it is one of a record
        made.update((name, span) for name, span in (("ColSpan", box.colspan), ("RowSpan", box.rowspan)) if span != 1)
    return made


def _take_captions_in(element: _Element) -> None:
    """Make each caption that stands beside a figure its last child (as PDF/UA-2 asks), a paragraph if there is none."""
    figure: _Element | None = None
    for child in list(element.children):
        kind = child.made["S"]
        if kind == "/Figure":
            figure = child
        elif kind == "/Caption" and element.made["S"] != "/Table":
            if figure is None:
                child.made["S"] = "/P"
                continue
            element.children.remove(child)
            element.made["K"].remove(child.made.reference)
            figure.children.append(child)
            figure.made["K"].append(child.made.reference)
            child.made["P"] = figure.made.reference
        else:
            _take_captions_in(child)


def _name_languages(element: _Element, inherited: str) -> None:
    """Say of each element whose text is all in another language than what it is in, which one that is."""
    found = element.languages
    if len(found) == 1:
        (language,) = found
        if language and language != inherited:
            element.made["Lang"] = pydyf.String(language)
        return
    for child in element.children:
        _name_languages(child, inherited)
