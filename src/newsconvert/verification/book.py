"""Extract the text of EPUBs, and what their packages state."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any
from urllib.parse import unquote

from ..likeness import is_ours, stated_theme
from .bookparts import cover_extras, cover_place, navigation_parts, package_parts
from .cascade import Sheets
from .hidden import hidden_text
from .markup import Page, is_sheet, read_pages
from .package import parse, unpack
from .packagefonts import fonts_exchanged
from .pageextras import TYPE, XHTML
from .pagefacts import (
    LANG,
    cover_words,
    differing_identifiers,
    guide_titles,
    json_facts,
    package_extras,
    package_facts,
)
from .pagelooks import Cover, families_of, markup_extras, package_closed, program_of, sheet_extras
from .passages import Passage, Reading, UnreadableError, hashes_in
from .sheetfonts import face_extras


def read_epub(data: bytes) -> Reading:
    """Return the passages of an EPUB, in the order of its spine. Raise UnreadableError if it is damaged."""
    files = unpack(data, "EPUB")
    container = parse(files, "META-INF/container.xml")
    package_path = next((e.get("full-path", "") for e in container.iter("{*}rootfile")), "")
    package = parse(files, package_path)
    extras: dict[str, None] = dict.fromkeys(package_extras(package, container))
    folder = package_path.rpartition("/")[0]
    manifest = {item.get("id"): item for item in package.iter("{*}item")}
    pages = []

    @cache
    def seen_from(place: str) -> dict[str, bytes]:
        return {posixpath.relpath(name, place or "."): part for name, part in files.items()}

    for reference in package.iter("{*}itemref"):
        item = manifest.get(reference.get("idref"))
        if item is None:
            raise UnreadableError(f"its spine refers to {reference.get('idref')!r}, which is missing; make it again")
        if not _is_contents(item):
            path = f"{folder}/{unquote(item.get('href', ''))}".lstrip("/")
            if reference.get("linear") == "no":
                continue  # left out of reading
            root = parse(files, path)
            sheets = _sheets(root, files, path)
            hidden = hidden_text(root, sheets)
            extras |= dict.fromkeys(face_extras(sheets, _beside(files)))
            pages.append(Page(f"{path}, ", root, hidden, seen_from(posixpath.dirname(path))))
    unusual = [f"[{name}]" for name in files if name.startswith("META-INF/") and not _META.fullmatch(name)]
    for item in manifest.values():
        if item.get("media-overlay") or not _MEDIA.match(item.get("media-type", "")):
            unusual.append(f"[{item.get('href')}] {item.get('media-type')} {item.get('media-overlay') or ''}".strip())
        target = _resolved(folder, item)
        if target not in files:
            raise UnreadableError(f"its part {target!r} is missing; make it again")
    fonts = [(name, data) for name, data in files.items() if name.endswith((".ttf", ".otf"))]
    navs = [f"{folder}/{item.get('href')}".lstrip("/") for item in manifest.values() if _is_contents(item)]
    contents = [line for place in navs for line in _entries(parse(files, place))]
    for place in navs:
        extras |= dict.fromkeys(_contents_astray(parse(files, place), place, pages))
    ncx = [
        (target := _resolved(folder, item), parse(files, target))
        for item in manifest.values()
        if item.get("media-type") == "application/x-dtbncx+xml"  # the older table of contents (EPUB 3.3, 5.9.1)
    ]
    contents += (Passage(one.text or "", "contents") for _, root in ncx for one in root.iter("{*}text"))
    contents += (Passage(one, "the guide") for one in guide_titles(package) if one)
    records = {name: part for name, part in files.items() if name.endswith(".jsonld")}
    texts = [part.decode(errors="replace") for part in records.values()]
    hashes = frozenset(told for text in texts for told in hashes_in(text))
    reading = read_pages(pages)
    facts = [*package_facts(package), *reading.facts, *_navigation_facts(files, navs)]
    facts += (one for text in texts for one in json_facts(text))
    extras |= dict.fromkeys(differing_identifiers(package, [root for _, root in ncx], records))
    extras |= dict.fromkeys((*package_parts(package, package_path, files), *cover_place(pages, package)))
    for place in navs:
        nav = parse(files, place)
        extras |= dict.fromkeys(navigation_parts(nav, place, ncx, package, package_path, pages))
    extras |= dict.fromkeys((*_unlike_ours(package, folder, files, pages), *fonts_exchanged(fonts)))
    for drawing in _covers(pages, files):
        facts += cover_words(drawing)
        extras |= dict.fromkeys(cover_extras(drawing))
    theme = stated_theme(program_of(package))
    said = [*reading.said, *(Passage(one, "the package") for one in (*unusual, *extras))]
    return replace(
        reading, contents=(*reading.contents, *contents), facts=tuple(facts), hashes=hashes, said=tuple(said),
        package_fonts=tuple(fonts), cover=_cover_of(theme, folder, files), looks=theme is not None,
    )  # fmt: skip


def _cover_of(theme: str | None, folder: str, files: dict[str, bytes]) -> Cover | None:
    """Return the cover that this version drew, with what it was drawn in; None if that is not known."""
    drawing, picture, css = (
        files.get(f"{folder}/{name}".lstrip("/"), b"") for name in ("cover.svg", "cover.png", "style.css")
    )
    families = families_of(css.decode(errors="replace"))
    bound = f"{folder}/articles.jsonld".lstrip("/") in files
    return Cover(theme, families, drawing, picture, bound) if theme and families and drawing else None


def _unlike_ours(package: Any, folder: str, files: dict[str, bytes], pages: list[Page]) -> Iterator[str]:
    """Yield what a book that this version made has otherwise than any of its books."""
    program = program_of(package)
    if not is_ours(program):
        return
    for page in pages:
        yield from markup_extras(page.root)
        if not any(map(is_sheet, page.root.iter(f"{XHTML}link"))):
            yield f"[page without a style sheet] {page.where}"
    sheets = [name for name in files if name.endswith(".css")]
    yield from ("[style sheet] another than style.css" for name in sheets if name != f"{folder}/style.css".lstrip("/"))
    if theme := stated_theme(program):
        for name in sheets:
            yield from sheet_extras(theme, "epub", files[name].decode(errors="replace"))
    yield from (f"[{name}]" for name in files if name.startswith("META-INF/") and name != "META-INF/container.xml")
    yield from package_closed(package)


def _navigation_facts(files: dict[str, bytes], places: list[str]) -> Iterator[tuple[str, str]]:
    """Yield the languages and directions of navigation documents."""
    for root in (parse(files, place) for place in places):
        yield from (("language", told) for name in ("lang", LANG) if (told := root.get(name)))
        ways = (one.get("dir") for one in root.iter(f"{XHTML}html", f"{XHTML}body"))
        yield from (("direction", told) for told in ways if told)


_META = re.compile(r"META-INF/(?:container\.xml|com\.[\w.-]+\.xml)?")
#: What parts of books are (EPUB 3.3, 3.2), but for what runs, is heard or filmed.
_MEDIA = re.compile(
    r"application/(?:xhtml\+xml|x-dtbncx\+xml|ld\+json|font-[\w-]+|vnd\.ms-opentype|x-font-\w+)|text/css|"
    r"image/(?:png|jpeg|gif|svg\+xml|webp)|font/"
)


def _contents_astray(root: Any, place: str, pages: list[Page]) -> Iterator[str]:
    """Yield the headings of articles that are not in the contents, and whether these have another order."""
    places: dict[str, int] = {}
    headings: dict[str, str] = {}
    for page in pages:
        path = page.where.removesuffix(", ")
        for element in page.root.iter():
            if identity := element.get("id") if isinstance(element.tag, str) else None:
                places[f"{path}#{identity}"] = len(places)
                within = next(element.iterancestors(f"{XHTML}article"), None) is not None
                text = " ".join("".join(element.itertext()).split())
                if within and text and element.tag in (f"{XHTML}h1", f"{XHTML}h2"):
                    headings[f"{path}#{identity}"] = text
    listed = [
        _resolved(posixpath.dirname(place), link)
        for nav in root.iter(f"{XHTML}nav")
        if "toc" in (nav.get(TYPE) or "").split()
        for link in nav.iter(f"{XHTML}a")
    ]
    numbers = [places[one] for one in listed if one in places]
    if numbers != sorted(numbers):
        yield "[contents] in another order"
    yield from (f"[contents] without {text[:80]}" for one, text in headings.items() if one not in listed)


def _covers(pages: list[Page], files: dict[str, bytes]) -> Iterator[Any]:
    """Yield the drawings that stand on the page of the cover."""
    for page in pages:
        for image in page.root.iter(f"{XHTML}img"):
            if image.get("role") == "doc-cover" and image.get("src", "").endswith(".svg"):
                yield parse(files, posixpath.normpath(posixpath.join(posixpath.dirname(page.where), image.get("src"))))


def _beside(files: dict[str, bytes]) -> Any:
    """Return what opens the files that sheets refer to, wherever these are."""

    def load(address: str) -> bytes | None:
        name = posixpath.basename(unquote(address))
        return next((data for one, data in files.items() if posixpath.basename(one) == name), None)

    return load


def _entries(root: Any) -> Iterator[Passage]:
    """Yield the entries of the contents in a navigation document, and what else stands there (EPUB 3.3, 7.4)."""
    for nav in root.iter(f"{XHTML}nav"):
        kinds = (nav.get(TYPE) or "").split()
        if nav.get("aria-label"):
            yield Passage(nav.get("aria-label"), "contents")
        if ("landmarks" in kinds and "hidden" not in nav.attrib) or ("toc" in kinds and "hidden" in nav.attrib):
            yield Passage(f"[{' '.join(kinds)}]", "beside the contents")
        for link in nav.iter(f"{XHTML}a", f"{XHTML}h1", f"{XHTML}span"):
            yield Passage("".join(link.itertext()), "page-list" if "page-list" in kinds else "contents")
            if re.match(r"[a-z][\w+.-]*:|//", link.get("href", ""), re.IGNORECASE):
                yield Passage(link.get("href"), "an address in the contents")
    yield from (Passage(one.text or "", "title of the contents") for one in root.iter(f"{XHTML}title"))
    for body in root.iter(f"{XHTML}body"):
        texts = (part for part in body.itertext() if part.strip())
        listed = {part for nav in body.iter(f"{XHTML}nav") for part in nav.itertext()}
        yield from (Passage(text, "beside the contents") for text in texts if text not in listed)


def _sheets(root: Any, files: dict[str, bytes], path: str) -> Sheets:
    """Return the style sheets of a page in a package, in their order."""
    sheets = Sheets()

    def beside(place: str) -> Any:
        def load(address: str) -> str | None:
            found = files.get(posixpath.normpath(posixpath.join(posixpath.dirname(place), unquote(address))))
            return None if found is None else found.decode("utf-8", "replace")

        return load

    for instruction in root.itersiblings(preceding=True):
        # Associating Style Sheets with XML documents 1.0; what its page does not show is not said to be alternate.
        if getattr(instruction, "target", "") == "xml-stylesheet":
            address = instruction.get("href") or ""
            sheets.link(address, beside(path), beside(path), instruction.get("media") or "")
    for element in root.iter(f"{XHTML}link", f"{XHTML}style"):
        if element.tag == f"{XHTML}style":
            sheets.add(element.text or "", beside(path), element.get("media", ""))
        elif is_sheet(element):
            target = _resolved(posixpath.dirname(path), element)
            sheets.link(element.get("href", ""), beside(path), beside(target), element.get("media", ""))
    return sheets


def _is_contents(item: Any) -> bool:
    """Return whether an item of the manifest is the navigation document."""
    return "nav" in (item.get("properties") or "").split()


def _resolved(folder: str, element: Any) -> str:
    """Return the name of the part that an element in this folder refers to."""
    return posixpath.normpath(posixpath.join(folder, unquote(element.get("href", ""))))
