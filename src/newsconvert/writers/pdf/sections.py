"""Many documents in one PDF, drawn one after the other with the same fonts, so that only one is in memory at a time.

This is part of the seam to WeasyPrint (see `engine.py`): its `generate_pdf` is given a pydyf.PDF whose objects go on
where those of the document before it end. What there must be one of in a file, the tag tree, the bookmarks and the
names of destinations, is then put together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import FunctionType, SimpleNamespace
from typing import Any

from .drawing import LayerFonts, drop_artifact_tags
from .engine import Finisher, Rendering, laid_out
from .file import file_bytes
from .fontobjects import add_fonts

#: A font of the text layer holds 65,535 codes; a new one is begun well before.
_FULL = 40_000


@dataclass(frozen=True, slots=True)
class Section:
    """What one document has put into the file, as pydyf's objects.

    `elements` are the children of the tag tree's root, `bookmarks` the outline items of the first level.
    """

    pages: list[Any]
    elements: list[Any]
    bookmarks: list[Any]


class Sections:
    """A PDF in the making. Documents are added in any order; `write` puts their pages in theirs."""

    def __init__(self, work: Rendering) -> None:
        """Take from `work` all but the page."""
        import pydyf

        self._work = work
        self._pdf = pydyf.PDF()
        self._fonts = LayerFonts(guard=work.guard)
        self._all_fonts: list[Any] = []
        self._tree: Any = None
        self._destinations: dict[str, Any] = {}
        self._headings: dict[str, Any] = {}  # by the id they are led to by
        self._keys = 0  # of the tag tree's ParentTree

    def add(self, page: str, *, folio: int, right: bool, targets: Mapping[str, str] | None = None) -> Section:
        """Draw a document whose first page, a right one or a left one, bears the number `folio`.

        `targets` are the ids of other documents that it may link to, each with a name for people.
        """
        css = f"html {{ break-before: {'right' if right else 'left'} }} @page :first {{ counter-reset: page {folio} }}"
        self._begin_fonts()
        objects = self._pdf.objects
        start = len(objects)
        with laid_out(replace(self._work, page=page), self._fonts, css) as document:
            own = {anchor for drawn in document.pages for anchor in drawn.anchors}
            # WeasyPrint drops links that lead nowhere in the document.
            foreign = {anchor: (0, 0, 0, 0) for anchor in targets or () if anchor not in own}
            document.pages[0].anchors.update(foreign)
            made = _generate(self._pdf)(document, None, 1, **_options(self._work))
        for name, place in _pairs(made.catalog.get("Names", {}).get("Dests", {}).get("Names", ())):
            if (key := name.string) not in foreign:
                self._destinations[key] = place
        for one in objects[start:]:
            if targets and isinstance(one, dict) and "Dest" in one and "Contents" in one:
                one["Contents"].string = targets.get(one["Dest"].string, one["Contents"].string)
        section = Section(_objects(made, made.pages["Kids"][::3]), self._tags(made, start), self._bookmarks(made))
        for key in ("MarkInfo", "ViewerPreferences", "Lang"):
            if key in made.catalog:
                self._pdf.catalog.setdefault(key, made.catalog[key])
        return section

    def name_heading(self, section: Section, anchor: str) -> None:
        """Say that `anchor` is the id of the section's first heading, so that other sections may lead to it."""
        found = (element for element in _descendants(self._pdf, section.elements) if element["S"] == "/H1")
        self._headings[anchor] = next(found, None)

    def mark_contents(self, section: Section) -> None:
        """Make a table of contents of a section's lists of links (ISO 32000-1, 14.8.4.2 and 14.8.4.4)."""
        import pydyf

        for element in _descendants(self._pdf, section.elements):
            children = _objects(self._pdf, [child for child in element["K"] if not isinstance(child, int)])
            if element["S"] == "/Div":
                element["S"] = "/TOC"
                for item in children:
                    keys = {"Type": "/StructElem", "S": "/Reference", "K": item["K"], "P": item.reference}
                    reference = pydyf.Dictionary(keys | {"Pg": item["Pg"]})
                    self._pdf.add_object(reference)
                    for link in _objects(self._pdf, item["K"]):
                        link["P"] = reference.reference
                        (annotation,) = _objects(self._pdf, [_objects(self._pdf, link["K"][:1])[0]["Obj"]])
                        heading = self._headings[annotation["Dest"].string]
                        if self._work.version >= "2.0":  # ISO 32000-2, table 355
                            item["Ref"] = pydyf.Array([heading.reference])
                    item["S"], item["K"] = "/TOCI", pydyf.Array([reference.reference])

    def write(self, order: Sequence[Section], finish: Finisher) -> bytes:
        """Return the file, the sections in this order; `finish` is called with the pydyf.PDF before it is written."""
        import pydyf

        pdf = self._pdf
        for section in order:
            for page in section.pages:
                pdf.pages["Kids"].extend([page.number, 0, "R"])
                pdf.pages["Count"] += 1
        if self._tree is not None:
            root, document, _ = self._tree
            pdf.catalog["StructTreeRoot"] = root.reference
            document["K"] = pydyf.Array([element.reference for section in order for element in section.elements])
        self._link_bookmarks([item for section in order for item in section.bookmarks])
        names = pydyf.Array()
        for key, heading in sorted(self._headings.items()):
            place = self._destinations[key]
            if heading is not None and self._work.version >= "2.0":
                place[0] = heading.reference  # ISO 14289-2, 8.8
            names.extend([pydyf.String(key), place])
        if names:
            pdf.catalog["Names"] = pydyf.Dictionary({"Dests": pydyf.Dictionary({"Names": names})})
        add_fonts(pdf, [*self._all_fonts, *self._fonts.layer.values()], guard=self._work.guard)
        drop_artifact_tags(pdf)
        finish(pdf)
        return file_bytes(pdf, self._work.version, self._work.identifier)

    def _begin_fonts(self) -> None:
        """Put a new font in the place of each that is nearly full."""
        for key, font in list(self._fonts.layer.items()):
            if len(font.codes) > _FULL:
                self._all_fonts.append(font)
                count = len(self._all_fonts) + len(self._fonts.layer)
                self._fonts.layer[key] = type(font)(f"G{count}", font.face)  # F is for the first of each

    def _tags(self, made: Any, start: int) -> list[Any]:
        """Take the tag tree of a section into that of the file, and return the elements below its root."""
        if "StructTreeRoot" not in made.catalog:
            return []
        (root,) = _objects(made, [made.catalog["StructTreeRoot"]])
        (document,) = _objects(made, root["K"])
        (numbers,) = _objects(made, [root["ParentTree"]])
        shift, self._keys = self._keys, self._keys + len(numbers["Nums"]) // 2
        for one in made.objects[start:]:
            for key in ("StructParents", "StructParent"):
                if isinstance(one, dict) and key in one:
                    one[key] += shift
        elements = _joined(made, _objects(made, document["K"]))
        if self._tree is None:
            self._tree = root, document, numbers
            return elements
        _, whole, mapping = self._tree
        for key, found in _pairs(numbers["Nums"]):
            mapping["Nums"].extend([key + shift, found])
        for element in elements:
            element["P"] = whole.reference
        for one in (root, document, numbers, *_objects(made, root.get("Namespaces", ()))):
            one.clear()
        return elements

    @staticmethod
    def _bookmarks(made: Any) -> list[Any]:
        if "Outlines" not in made.catalog:
            return []
        (root,) = _objects(made, [made.catalog["Outlines"]])
        items = _objects(made, [root["First"]])
        while "Next" in items[-1]:
            items.extend(_objects(made, [items[-1]["Next"]]))
        root.clear()
        return items

    def _link_bookmarks(self, items: list[Any]) -> None:
        """Make the outline of the file (ISO 32000-1, 12.3.3)."""
        import pydyf

        if not items:
            return
        root = pydyf.Dictionary(
            {
                "Type": "/Outlines",
                "First": items[0].reference,
                "Last": items[-1].reference,
                "Count": len(items) + sum(max(item["Count"], 0) for item in items),
            }
        )
        self._pdf.add_object(root)
        self._pdf.catalog["Outlines"] = root.reference
        for before, item, after in zip([None, *items], items, [*items[1:], None], strict=False):
            item["Parent"] = root.reference
            for key, other in (("Prev", before), ("Next", after)):
                item.pop(key, None)
                if other is not None:
                    item[key] = other.reference


def _options(work: Rendering) -> dict[str, Any]:
    from weasyprint import DEFAULT_OPTIONS

    return {**DEFAULT_OPTIONS, "pdf_version": work.version, "pdf_tags": work.tagged}


def _generate(whole: Any) -> Any:
    """Return WeasyPrint's `generate_pdf` so that it adds its objects to those of `whole`, and returns the rest."""
    import pydyf
    import weasyprint.pdf

    class Part(pydyf.PDF):  # type: ignore[misc]
        def __init__(self) -> None:
            self.objects = whole.objects
            self.pages = pydyf.Dictionary({"Kids": pydyf.Array(), "Count": 0})
            self.pages.number = whole.pages.number
            self.catalog = pydyf.Dictionary({})
            self.info = pydyf.Dictionary({})

    plain = weasyprint.pdf.generate_pdf
    library = SimpleNamespace(**{**vars(pydyf), "PDF": Part})
    return FunctionType(plain.__code__, {**plain.__globals__, "pydyf": library}, argdefs=plain.__defaults__)


def _joined(pdf: Any, elements: list[Any]) -> list[Any]:
    """Make one structure element of those that WeasyPrint has made of one box, one on each page."""
    kept: list[Any] = []
    page: Any = None
    for element in elements:
        before = kept[-1] if kept else None
        other_page, page = page != element["Pg"], element["Pg"]
        if before is not None and other_page and before["S"] == element["S"] in _LONG:
            for child in _objects(pdf, element["K"]):
                child["P"] = before.reference
            before["K"].extend(element["K"])
            element.clear()
        else:
            kept.append(element)
    for element in kept:
        if element["S"] in _LONG:
            element["K"][:] = [child.reference for child in _joined(pdf, _objects(pdf, element["K"]))]
    return kept


#: Elements that are not made but for a whole section of a document.
_LONG = ("/Art", "/Sect", "/Div")


def _descendants(pdf: Any, elements: Iterable[Any]) -> Iterator[Any]:
    for element in elements:
        if element.get("Type") == "/StructElem":
            yield element
            yield from _descendants(pdf, _objects(pdf, [kid for kid in element["K"] if not isinstance(kid, int)]))


def _objects(pdf: Any, references: Iterable[Any]) -> list[Any]:
    """Return the objects of references (`12 0 R`) or numbers."""
    return [pdf.objects[one if isinstance(one, int) else int(one.split()[0])] for one in references]


def _pairs(items: Sequence[Any]) -> Iterator[tuple[Any, Any]]:
    return zip(items[::2], items[1::2], strict=True)
