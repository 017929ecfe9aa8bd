"""Many documents in one PDF: their tag trees, bookmarks and named destinations become those of one file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pydyf

from .objects import dictionaries, resolve


class Part(pydyf.PDF):
    """A document in the making whose objects are those of a whole file, with pages and a catalog of its own."""

    def __init__(self, whole: pydyf.PDF) -> None:
        self.objects = whole.objects
        self.start = len(whole.objects)
        self.pages = pydyf.Dictionary({"Kids": pydyf.Array(), "Count": 0})
        self.pages.number = whole.pages.number
        self.catalog, self.info = pydyf.Dictionary(), pydyf.Dictionary()


@dataclass(frozen=True, slots=True)
class Section:
    """What one document has put into the file.

    `elements` are the children of the tag tree's root, `bookmarks` the outline items of the first level; `anchors` has
    on which of the pages each id is.
    """

    pages: list[pydyf.Dictionary]
    elements: list[pydyf.Dictionary]
    bookmarks: list[pydyf.Dictionary]
    anchors: Mapping[str, int] = field(default_factory=dict)


class Merger:
    """A PDF that is made of parts, which are added in any order; `order` puts their pages in theirs."""

    def __init__(self, version: str) -> None:
        self.pdf = pydyf.PDF()
        self._version = version
        self._tree: tuple[pydyf.Dictionary, pydyf.Dictionary, pydyf.Dictionary] | None = None
        self._destinations: dict[str, pydyf.Array] = {}
        self._headings: dict[str, pydyf.Dictionary | None] = {}  # by the id they are led to by
        self._keys = 0  # of the tag tree's ParentTree

    def add(self, part: Part, targets: Mapping[str, str], anchors: Mapping[str, int]) -> Section:
        """Take in what was drawn into `part`.

        `targets` are ids of other parts, each with a name for people, `anchors` its own with their pages.
        """
        for name, place in _pairs(part.catalog.get("Names", {}).get("Dests", {}).get("Names", ())):
            if (key := name.string) not in targets:
                self._destinations[key] = place
        for made in dictionaries(part, part.start) if targets else ():
            if "Dest" in made and "Contents" in made:
                made["Contents"].string = targets.get(made["Dest"].string, made["Contents"].string)
        section = Section(_objects(part, part.pages["Kids"][::3]), self._tags(part), _bookmarks(part), anchors)
        for key in ("MarkInfo", "ViewerPreferences", "Lang"):
            if key in part.catalog:
                self.pdf.catalog.setdefault(key, part.catalog[key])
        return section

    def name_heading(self, section: Section, anchor: str, at: int = 0) -> None:
        """Say that `anchor` is the id of the first heading of a section's element, so that others may lead to it."""
        found = (element for element in _descendants(self.pdf, section.elements[at : at + 1]) if element["S"] == "/H1")
        self._headings[anchor] = next(found, None)

    @staticmethod
    def set_language(section: Section, language: str, at: int = 0) -> None:
        """Say that an element of a section is in another language than the file."""
        for element in section.elements[at : at + 1]:
            element["Lang"] = pydyf.String(language)

    def mark_contents(self, section: Section) -> None:
        """Make a table of contents of a section's lists of links (ISO 32000-1, 14.8.4.2 and 14.8.4.4)."""
        for element in _descendants(self.pdf, section.elements):
            children = _objects(self.pdf, [child for child in element["K"] if not isinstance(child, int)])
            if element["S"] == "/Div":
                element["S"] = "/TOC"
                for item in children:
                    keys = {"Type": "/StructElem", "S": "/Reference", "K": item["K"], "P": item.reference}
                    self.pdf.add_object(reference := pydyf.Dictionary(keys))
                    for link in _objects(self.pdf, item["K"]):
                        link["P"] = reference.reference
                        (annotation,) = _objects(self.pdf, [_objects(self.pdf, link["K"][:1])[0]["Obj"]])
                        heading = self._headings[annotation["Dest"].string]
                        if heading is not None and self._version >= "2.0":  # ISO 32000-2, table 355
                            item["Ref"] = pydyf.Array([heading.reference])
                    item["S"], item["K"] = "/TOCI", pydyf.Array([reference.reference])

    def order(self, sections: Sequence[Section]) -> None:
        """Put the pages, tags and bookmarks of the sections in this order."""
        pdf = self.pdf
        for section in sections:
            for page in section.pages:
                pdf.pages["Kids"].extend([page.number, 0, "R"])
                pdf.pages["Count"] += 1
        if self._tree is not None:
            root, document, _ = self._tree
            pdf.catalog["StructTreeRoot"] = root.reference
            document["K"] = pydyf.Array([element.reference for section in sections for element in section.elements])
        self._link_bookmarks([item for section in sections for item in section.bookmarks])
        names = pydyf.Array()
        for key, heading in sorted(self._headings.items()):
            place = self._destinations[key]
            if heading is not None and self._version >= "2.0":
                place[0] = heading.reference  # ISO 14289-2, 8.8
            names.extend([pydyf.String(key), place])
        if names:
            pdf.catalog["Names"] = pydyf.Dictionary({"Dests": pydyf.Dictionary({"Names": names})})

    def _tags(self, made: Part) -> list[pydyf.Dictionary]:
        """Take the tag tree of a section into that of the file, and return the elements below its root."""
        if "StructTreeRoot" not in made.catalog:
            return []
        (root,) = _objects(made, [made.catalog["StructTreeRoot"]])
        (document,) = _objects(made, root["K"])
        (numbers,) = _objects(made, [root["ParentTree"]])
        shift, self._keys = self._keys, self._keys + len(numbers["Nums"]) // 2
        for one in dictionaries(made, made.start):
            for key in ("StructParents", "StructParent"):
                if key in one:
                    one[key] += shift
        elements = _objects(made, document["K"])
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

    def _link_bookmarks(self, items: list[pydyf.Dictionary]) -> None:
        """Make the outline of the file (ISO 32000-1, 12.3.3)."""
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
        self.pdf.add_object(root)
        self.pdf.catalog["Outlines"] = root.reference
        for before, item, after in zip([None, *items], items, [*items[1:], None], strict=False):
            item["Parent"] = root.reference
            for key, other in (("Prev", before), ("Next", after)):
                item.pop(key, None)
                if other is not None:
                    item[key] = other.reference


def _bookmarks(made: Part) -> list[pydyf.Dictionary]:
    if "Outlines" not in made.catalog:
        return []
    (root,) = _objects(made, [made.catalog["Outlines"]])
    items = _objects(made, [root["First"]])
    while "Next" in items[-1]:
        items.extend(_objects(made, [items[-1]["Next"]]))
    root.clear()
    return items


def _descendants(pdf: pydyf.PDF, elements: Iterable[pydyf.Dictionary]) -> Iterator[pydyf.Dictionary]:
    for element in elements:
        if element.get("Type") == "/StructElem":
            yield element
            yield from _descendants(pdf, _objects(pdf, [kid for kid in element["K"] if not isinstance(kid, int)]))


def _objects(pdf: pydyf.PDF, references: Iterable[bytes | int]) -> list[pydyf.Dictionary]:
    return [resolve(pdf, reference) for reference in references]


def _pairs(items: Sequence[Any]) -> Iterator[tuple[Any, Any]]:
    return zip(items[::2], items[1::2], strict=True)
