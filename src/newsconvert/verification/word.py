"""Extract the text of Word documents, with their notes and the labels of their lists.

Shares no code with their writer and reader, on purpose; see `package`.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import pairwise
from typing import Any, NamedTuple

from .blocks import word_blocks
from .objects import BREAK, Objects
from .package import own_text, parse, unpack
from .packagefonts import fonts_misnamed
from .passages import Passage, Reading, UnreadableError, hashes_in
from .wordcites import cited_otherwise, stated_facts
from .wordclosed import unlike_ours
from .wordextras import own_fonts, spoken_languages, struck_texts, word_extras
from .wordkinds import Kinds, style_extras
from .wordknown import hidden_labels, outside_parts, raised_texts, separator_texts, unknown_beside, unknown_elements
from .wordlooks import options_of, theme_of
from .wordnames import R, W, text_in, text_of_run
from .wordnumbers import Numbers
from .wordparts import brought_in, contents_lines, margin_lines
from .wordstyles import Styles
from .wordvalues import (
    cited_tags,
    digits_otherwise,
    field_extras,
    note_extras,
    package_extras,
    theme_extras,
)
from .wordwritten import contents_astray, level_extras, texts_by_kind, unshown_even, unshown_margins, unwritten

_HYPERLINK = re.compile(r'\s*HYPERLINK\s+"([^"]+)"')
_OFFICE_DOCUMENT = "/officeDocument"
#: The parts beside the main one that are read, by the ends of their relationships' types.
_PARTS = ("styles", "numbering", "footnotes", "endnotes")
_CITING = re.compile(r"[^:]{1,30}:\s*")  # the label before a citation
#: Fields whose result is text that documents add: contents, page numbers, citations from the list of sources.
_ADDED_FIELDS = re.compile(
    "(?:TOC|PAGE|NUMPAGES|PAGEREF|BIBLIOGRAPHY|CITATION|INDEX|STYLEREF|DATE|REF|SEQ)\\b", re.IGNORECASE
)


def read_docx(data: bytes) -> Reading:  # noqa: PLR0915 - the parts of a package, one after the other
    """Return the passages of a Word document's main part. Raise UnreadableError if it is damaged."""
    files = unpack(data, "Word document")
    path = next(
        (e.get("Target", "") for e in parse(files, "_rels/.rels") if e.get("Type", "").endswith(_OFFICE_DOCUMENT)), ""
    ).lstrip("/")
    body = parse(files, path).find(f"{W}body")
    if body is None:
        raise UnreadableError(f"its part {path!r} holds no document; make it again")
    related = _relationships(files, path)
    paths = {one.kind: one.target for one in reversed(related.values())}  # the first of a kind counts
    parts = {kind: parse(files, paths[kind]) for kind in _PARTS if kind in paths}
    background = body.getparent().find(f"{W}background")
    theme = parse(files, paths["theme"]) if paths.get("theme") in files else None
    styles = Styles(parts.get("styles"), "" if background is None else background.get(f"{W}color", ""), theme)
    objects = Objects(kinds=_kinds(body), languages=set(spoken_languages(body)), struck=list(struck_texts(body)))
    objects.raised, objects.packed = list(raised_texts(body)), True
    _add_objects(body, related, files, styles, objects)
    assert objects.kinds is not None
    for kind in ("footnotes", "endnotes"):
        if kind in parts:
            _add_objects(parts[kind], _relationships(files, paths[kind]), files, styles, objects)
            objects.raised += raised_texts(parts[kind])
            objects.kinds[BREAK] += _breaks(parts[kind])
    notes = _notes(parts)
    numbers = Numbers(parts.get("numbering"), styles)
    kinds_found = Kinds(styles)
    for paragraph in (one for kind in ("footnotes", "endnotes") if kind in parts for one in _paragraphs(parts[kind])):
        kinds_found.add_text(paragraph, "".join(_runs(paragraph, [], styles)))
    sections: list[list[Passage]] = [[]]
    below: list[Passage] = []  # the notes of the section
    listing = False  # whether the section contains the list of sources
    fields: list[_Field] = []  # those that are open
    ends = list(body.iter(f"{W}sectPr"))
    within = {one for one, after in pairwise(ends) if _continues(after)}
    for number, paragraph in enumerate(_paragraphs(body), 1):
        if paragraph.tag == f"{W}sdt":
            listing = True
            continue
        text = "".join(_runs(paragraph, fields, styles))
        kinds_found.add(paragraph, text)
        labels = numbers.labels(paragraph)
        if (level := styles.level_of(paragraph)) > 1 and styles.name_of(paragraph).startswith("Heading"):
            objects.headings.append(level)
        elif level and not _HEADED.match(styles.name_of(paragraph)):
            styles.odd.append(f"[outline level] {text[:80]}")
        assert objects.kinds is not None
        objects.kinds["headline"] += styles.name_of(paragraph) == "Title" and styles.is_title("Title")
        cites = paragraph.find(f".//{W}sdtPr/{W}citation") is not None
        if (text.strip(" ") or labels) and not (cites and _CITING.fullmatch(text)):
            # The halves of a verse that have no room beside each other are two paragraphs.
            opens = None if styles.name_of(paragraph) == "Verse" else True
            sections[-1].append(Passage(text, f"paragraph {number}", opens, labels=labels, number=numbers.last))
        for mark in paragraph.iter(f"{W}footnoteReference", f"{W}endnoteReference"):
            kind, identity = mark.tag.removeprefix(W).removesuffix("Reference"), mark.get(f"{W}id", "")
            note = notes.get((kind, identity))
            objects.marks += note is not None and not styles.hide(mark.getparent())
            below += _note(note, mark, numbers, styles, f"{kind} {identity}")
        if (end := paragraph.find(f"{W}pPr/{W}sectPr")) is not None and end not in within:
            sections[-1] += below
            below = []
            sections[-1:] = [[], []] if listing else [sections[-1], []]
            listing = False
    sections[-1] += below
    if listing:
        sections.pop()
    objects.numbers = None  # which the passages have, beside labels that are in the text of the source
    objects.texts = texts_by_kind((body, *(parts[kind] for kind in ("footnotes", "endnotes") if kind in parts)), styles)
    objects.texts |= kinds_found.texts
    objects.marked, objects.placed = kinds_found.marked, kinds_found.placed
    front, *articles = sections if len(sections) > 1 else ([], *sections)
    beside = [
        (one.kind, line)
        for one in related.values()
        if one.kind in ("header", "footer", "comments") and one.target in files
        for line in margin_lines(parse(files, one.target), one.kind)
    ]
    front += (*brought_in(body), *(line for kind, line in beside if kind == "comments"))
    odd = [*word_extras(body, files, styles.is_bidi), *_unusual(body, parts, files, styles)]
    odd += (*level_extras(numbers.used.values()), *contents_astray(body, styles))
    kinds = {key: (one.kind, parse(files, one.target)) for key, one in related.items()
             if one.kind in ("header", "footer") and one.target in files}  # fmt: skip
    odd += unshown_margins(body, kinds)
    embedded = list(own_fonts(files))
    fonts = [(path, font) for _, path, font in embedded]
    odd += fonts_misnamed((family, font) for family, _, font in embedded)
    said = [Passage(one, "the document") for one in odd]
    inner = [parts[kind] for kind in ("footnotes", "endnotes") if kind in parts]
    said += (Passage(told, place) for place, told in unlike_ours(body, kinds, inner, files))
    for one in related.values():
        if one.kind in ("header", "footer") and one.target in files:
            said += (Passage(told, one.kind) for told in _unusual_margin(parse(files, one.target)))
    margins = [line for kind, line in beside if kind != "comments"]
    if options := options_of(files, body):
        objects.blocks += (block for root in (body, *inner) for block in word_blocks(root))
        objects.blocks += (block for _, root in kinds.values() for block in _margin_blocks(root))
    return Reading(
        tuple(tuple(one) for one in articles if one), tuple(front), tuple(margins), objects=objects,
        contents=tuple(contents_lines(body)), facts=tuple(stated_facts(files)), hashes=_hashes(files),
        said=tuple(said), package_fonts=tuple(fonts), looks=theme_of(files) is not None, options=options,
    )  # fmt: skip


#: Headers and footers are mostly the same in all documents, and parsed once.
_margin_blocks = lru_cache(maxsize=64)(lambda root: tuple(word_blocks(root)))


@lru_cache(maxsize=64)
def _unusual_margin(root: Any) -> tuple[str, ...]:
    """Return what a header or footer has that documents have not."""
    return (*unknown_elements(root), *field_extras(root, frozenset()))


def _continues(section: Any) -> bool:
    """Return whether a section goes on where the one before it ends (17.18.77)."""
    kind = section.find(f"{W}type")
    return kind is not None and kind.get(f"{W}val") == "continuous"


def _unusual(body: Any, parts: dict[str, Any], files: dict[str, bytes], styles: Styles) -> Iterator[str]:
    """Yield what parts have that documents have not, and what they hide beside the text of the source."""
    yield from (f"[hidden] {text}" for text in styles.unseen)
    yield from dict.fromkeys(styles.odd)
    yield from styles.hidden_in_tables()
    yield from digits_otherwise(body)
    lists = [parse(files, name) for name in files if name.startswith("customXml/") and name.endswith(".xml")]
    yield from cited_otherwise(body, lists)
    yield from field_extras(body, frozenset(tag for root in lists for tag in cited_tags(root)))
    for root in (body, *(parts[kind] for kind in ("footnotes", "endnotes") if kind in parts)):
        yield from unknown_elements(root)
        yield from unwritten(root, styles)
        yield from style_extras(root, styles)
        for mark in root.iter(f"{W}footnoteReference", f"{W}endnoteReference"):
            if not styles.is_raised(mark.getparent()):
                yield f"[mark of a note in the line] {mark.get(f'{W}id', '')}"
    for kind in ("footnotes", "endnotes"):
        if kind in parts:
            yield from separator_texts(parts[kind])
            yield from note_extras(parts[kind], _own_marks(body, kind))
    if "numbering" in parts:
        yield from hidden_labels(parts["numbering"], hides=styles.hides_by)
    for name in ("numbering", "fontTable", "settings"):
        if f"word/{name}.xml" in files:
            yield from unknown_beside(parse(files, f"word/{name}.xml"))
    if "word/settings.xml" in files:
        yield from unshown_even(body, parse(files, "word/settings.xml"))
    for name in files:
        if name.startswith("word/theme/") and name.endswith(".xml"):
            yield from theme_extras(parse(files, name))
    rels = {name: parse(files, name) for name in files if name == "_rels/.rels" or name.startswith("word/_rels/")}
    yield from package_extras(rels, files, partial(parse, files))
    yield from (told for name, root in rels.items() if name != "_rels/.rels" for told in outside_parts(root))


def _kinds(body: Any) -> Counter[str]:
    """Return what is counted of a document that is not text; its headlines are counted later."""
    return Counter({"headline": 0, "row of heads": sum(1 for _ in body.iter(f"{W}tblHeader")), BREAK: _breaks(body)})


def _breaks(root: Any) -> int:
    """Return how many lines are ended within a paragraph."""
    return sum(1 for one in root.iter(f"{W}br") if one.get(f"{W}type") is None)


def _own_marks(body: Any, kind: str) -> dict[str, str]:
    """Return the marks that the text gives notes of this kind itself, by the identifiers of the notes."""
    found = {}
    for mark in body.iter(f"{W}{kind[:-1]}Reference"):
        if mark.get(f"{W}customMarkFollows") in ("1", "true"):
            found[mark.get(f"{W}id", "")] = text_of_run(mark.getparent())
    return found


def _hashes(files: dict[str, bytes]) -> frozenset[str]:
    """Return the hashes of sources that the properties state."""
    parts = (files.get(f"docProps/{name}.xml", b"").decode(errors="replace") for name in ("core", "custom"))
    return frozenset(told for part in parts for told in hashes_in(part))


#: Styles whose paragraphs have a level in the outline.
_HEADED = re.compile(r"Heading|Title$|TOC|.*index", re.IGNORECASE)


class _Related(NamedTuple):
    """What a part refers to: the end of the relationship's type, and a path in the package or an address."""

    kind: str
    target: str


def _relationships(files: dict[str, bytes], path: str) -> dict[str, _Related]:
    """Return what the part at `path` refers to, by the identifiers of the relationships (ECMA-376 Part 2, 6.5)."""
    folder, name = posixpath.split(path)
    rels = posixpath.join(folder, "_rels", f"{name}.rels")
    found = {}
    for one in parse(files, rels) if rels in files else ():
        target = one.get("Target", "")
        if one.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        found[one.get("Id", "")] = _Related(one.get("Type", "").rpartition("/")[2], target)
    return found


def _add_objects(
    root: Any, related: dict[str, _Related], files: dict[str, bytes], styles: Styles, objects: Objects
) -> None:
    """Add the pictures and links of a part; a picture whose file is not there is none."""
    for drawing in root.iter(f"{W}drawing"):
        shown = next(drawing.iter("{*}docPr"), None)
        named = (related.get(blip.get(f"{R}embed", "")) for blip in drawing.iter("{*}blip"))
        data = next((files[one.target] for one in named if one and one.target in files), None)
        if shown is not None and data is not None and not (_is_cut(drawing, shown) or styles.hide(drawing.getparent())):
            objects.add_picture(shown.get("descr"), data, _size_of(drawing))
    for link in root.iter(f"{W}hyperlink"):
        if one := related.get(link.get(f"{R}id", "")):
            objects.add_link(one.target, text_in(link))
    for instruction in root.iter(f"{W}instrText", f"{W}fldSimple"):
        if found := _HYPERLINK.match(instruction.get(f"{W}instr") or instruction.text or ""):
            objects.add_link(found[1])
            objects.linked.clear()  # the words of some are not known


def _size_of(drawing: Any) -> tuple[float, float] | None:
    """Return the width and height of a picture in pixels of which 96 are an inch."""
    extent = next(drawing.iter("{*}extent"), None)
    told = None if extent is None else [int(extent.get(side, 0)) / _PIXEL for side in ("cx", "cy")]
    return (told[0], told[1]) if told else None


def _is_cut(drawing: Any, shown: Any) -> bool:
    """Return whether a picture is hidden, without size, or cropped to nothing (20.4.2.5, 20.4.2.7, 20.1.8.55)."""
    if shown.get("hidden", "0") in ("1", "true"):
        return True
    extent = next(drawing.iter("{*}extent"), None)
    if extent is not None and any(int(extent.get(side, 0)) < _SMALLEST_PICTURE for side in ("cx", "cy")):
        return True
    crop = next(drawing.iter("{*}srcRect"), None)
    cuts = {} if crop is None else {side: int(crop.get(side, 0)) for side in "ltrb"}
    return any(cuts.get(one, 0) + cuts.get(other, 0) > 50_000 for one, other in ("lr", "tb"))


#: In English Metric Units, of which a point has 12,700.
_SMALLEST_PICTURE, _PIXEL = 20_000, 9_525


def _notes(parts: dict[str, Any]) -> dict[tuple[str, str], Any]:
    """Return foot- and endnotes by kind and identifier (ECMA-376 Part 1, 17.11)."""
    found = {}
    for kind in ("footnote", "endnote"):
        root = parts.get(f"{kind}s")
        for note in () if root is None else root.iterfind(f"{W}{kind}"):
            found[kind, note.get(f"{W}id", "")] = note
    return found


def _note(note: Any, mark: Any, numbers: Numbers, styles: Styles, place: str) -> Iterator[Passage]:
    """Yield the passages of a note; its own mark, which `mark` in the text has too, is no text of it."""
    if note is None:
        return
    label = "".join(text.text or "" for text in mark.getparent().iterfind(f"{W}t")).strip()
    for at, paragraph in enumerate(_paragraphs(note)):
        text = "".join(_runs(paragraph, [], styles))
        if not at and mark.get(f"{W}customMarkFollows"):
            text = text.removeprefix(label)
        labels = numbers.labels(paragraph)
        if text.strip(" ") or labels:
            yield Passage(text, place, note=True, labels=labels)


def _paragraphs(element: Any) -> Iterator[Any]:
    """Yield the paragraphs of the text, and the content controls with the list of sources."""
    for child in element:
        if child.tag == f"{W}p" or (child.tag == f"{W}sdt" and child.find(f"{W}sdtPr/{W}bibliography") is not None):
            yield child
        elif child.tag != f"{W}sdt" or child.find(f"{W}sdtPr/{W}docPartObj") is None:
            yield from _paragraphs(child)


@dataclass(slots=True)
class _Field:
    instruction: str = ""


def _runs(element: Any, fields: list[_Field], styles: Styles) -> Iterator[str]:
    for child in element:
        name = child.tag.removeprefix(W) if isinstance(child.tag, str) else ""
        if name == "fldChar":
            kind = child.get(f"{W}fldCharType")
            if kind == "begin":
                fields.append(_Field())
            elif kind == "end" and fields:
                fields.pop()
        elif name == "instrText" and fields:
            fields[-1].instruction += child.text or ""
        elif name == "fldSimple":
            fields.append(_Field(child.get(f"{W}instr", "")))
            yield from _runs(child, fields, styles)
            fields.pop()
        elif name in ("del", "moveFrom", "rPr", "pPr") or (name == "r" and _is_silent(child, styles)):
            continue
        elif any(_is_added(field.instruction, child, styles) for field in fields):
            yield from _runs(child, fields, styles) if name != "t" else ()
        elif name == "sym":
            yield chr(int(child.get(f"{W}char", "FFFD"), 16))
        elif (name.startswith("{") and name.endswith("}t")) or name == "t":  # of a formula or a drawing
            yield own_text(child.text)
        elif name in ("tab", "br", "cr", "ptab"):
            yield " "
        elif name == "noBreakHyphen":
            yield "\u2011"
        elif name == "softHyphen":
            yield "\u00ad"
        else:
            yield from _runs(child, fields, styles)


def _is_added(instruction: str, element: Any, styles: Styles) -> bool:
    """Return whether the result of a field is what documents add: numbers, and lists in their own style."""
    kind = _ADDED_FIELDS.match(instruction.strip())
    if kind is None:
        return False
    if kind[0].upper() in _LISTS:
        paragraph = next(element.iterancestors(f"{W}p"), None)
        return paragraph is not None and _OF_LISTS.match(styles.name_of(paragraph)) is not None
    if kind[0].upper() in _COUNTS:  # which stand in headers and footers
        return False
    return kind[0].upper() in _WORDED or not _LETTER.search("".join(element.itertext()))


_LISTS, _WORDED = frozenset(("TOC", "INDEX", "BIBLIOGRAPHY")), frozenset(("CITATION", "STYLEREF"))
_COUNTS = frozenset(("PAGE", "NUMPAGES", "DATE", "SEQ"))
_OF_LISTS = re.compile(r"(?:TOC|index|bibliography|contents)", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")


def _is_silent(run: Any, styles: Styles) -> bool:
    """Return whether a run is hidden or the mark of a note, with the text of its own after it."""
    mark = next(run.iterchildren(f"{W}footnoteReference", f"{W}endnoteReference"), None)
    if mark is None and styles.silence(run):
        if text := text_of_run(run).strip():
            styles.unseen.append(text[:80])
        return True
    return mark is not None
