"""How the parts of an EPUB go together: its package, both tables of contents, landmarks, guide and cover (EPUB 3.3)."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple
from urllib.parse import unquote

from .markup import Page
from .normalize import letters
from .pageextras import TYPE, XHTML, name_of
from .pagefacts import LANG

_DC = "{http://purl.org/dc/elements/1.1/}"
_DESCRIBING = ("id", "dir", LANG)
#: The elements of packages and of the older table of contents, with their attributes.
_PACKAGE = {
    "package": ("unique-identifier", "version", "prefix"), "metadata": (), "meta": ("property", "name", "content"),
    "link": ("rel", "href", "media-type"), "manifest": (), "item": ("href", "media-type", "properties"),
    "spine": ("toc", "page-progression-direction"), "itemref": ("idref", "linear"), "guide": (),
    "reference": ("type", "title", "href"),
}  # fmt: skip
_NCX = {
    "ncx": ("version",), "head": (), "meta": ("name", "content"), "docTitle": (), "text": (), "navMap": (),
    "navPoint": ("playOrder",), "navLabel": (), "content": ("src",), "pageList": (),
    "pageTarget": ("type", "value", "playOrder"),
}  # fmt: skip
#: The parts of the drawing of a cover, with their attributes.
_COVER = {
    "svg": ("version", "viewBox", "role", "aria-labelledby", "aria-describedby"), "title": (), "desc": (), "defs": (),
    "path": ("d",), "g": ("fill",), "use": ("{http://www.w3.org/1999/xlink}href", "transform"),
    "rect": ("x", "y", "width", "height", "fill"),
}  # fmt: skip
#: What books say of themselves to those who look for one that they can read (EPUB Accessibility 1.1, 2.2).
_FEATURES = frozenset(("displayTransformability", "readingOrder", "structuralNavigation", "tableOfContents"))


#: What each of these is in (EPUB 3.3, 5; OPF 2.0.1, 2.4.1), and parts of navigation documents with what they hold.
_WITHIN = {
    "metadata": "package", "manifest": "package", "spine": "package", "guide": "package", "item": "manifest",
    "itemref": "spine", "reference": "guide", "link": "metadata", "meta": "metadata head", "head": "ncx",
    "docTitle": "ncx", "navMap": "ncx", "pageList": "ncx", "text": "docTitle navLabel", "navPoint": "navMap navPoint",
    "pageTarget": "pageList", "navLabel": "navPoint pageTarget", "content": "navPoint pageTarget",
}  # fmt: skip
_HOLDS = {
    "nav": re.compile(r"(?:h[1-6] )?ol "), "ol": re.compile("(?:li )+"), "li": re.compile("(?:a |(?:a|span) ol )"),
}  # fmt: skip
#: What parts with these endings are (EPUB 3.3, 3.2).
_MEDIA = {
    "css": "text/css", "xhtml": "application/xhtml+xml", "ncx": "application/x-dtbncx+xml", "png": "image/png",
    "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif", "webp": "image/webp", "svg": "image/svg+xml",
}  # fmt: skip


def _unknown(root: Any, known: Mapping[str, Sequence[str]], where: str) -> Iterator[str]:
    for one in root.iter():
        if not isinstance(one.tag, str):
            continue
        name = one.tag.rpartition("}")[2]
        if one is not root and (name in _WITHIN or one.tag.startswith(_DC)) and known is not _COVER:
            outer = one.getparent().tag.rpartition("}")[2]
            if outer not in _WITHIN.get(name, "metadata").split():
                yield f"[{name} in {outer} {where}]"
        if name not in known and not one.tag.startswith(_DC):
            yield f"[{name} {where}] {one.text or ''}".strip()
        elif set(one.keys()).issubset(known.get(name, ())):
            continue
        for attribute, value in one.attrib.items():
            if attribute not in known.get(name, ()) and attribute not in _DESCRIBING:
                yield f"[{name} {attribute} {where}] {value[:80]}"


def cover_extras(drawing: Any) -> Iterator[str]:
    """Yield what the drawing of a cover has beside grounds and letters, grounds over these, and letters elsewhere."""
    yield from _unknown(drawing, _COVER, "on the cover")
    seen, whole = False, 0.0
    for one in drawing.iter("{*}use", "{*}rect", "{*}path"):
        seen = seen or one.tag.endswith("}use")
        if one.tag.endswith("}path") and not one.getparent().tag.endswith("}defs"):
            yield "[path over the cover]"
        elif one.tag.endswith("}rect"):
            size = _number(one, "width") * _number(one, "height")
            whole = max(whole, 0.0 if seen else size)
            if seen and size > _MOST_COVERED * whole:
                yield "[rect over the cover]"
    if not seen:
        yield "[cover without letters]"
    if not drawing.get("viewBox", "").startswith("0 0 "):
        yield f"[viewBox of the cover] {drawing.get('viewBox')}"


#: The share of a cover that a form over its letters may take.
_MOST_COVERED = 0.02


def _number(element: Any, name: str) -> float:
    told = element.get(name, "")
    return float(told) if re.fullmatch(r"[\d.]*\d", told) else 0.0


def package_parts(package: Any, path: str, files: Mapping[str, bytes]) -> Iterator[str]:
    """Yield what a package at a path states that documents do not, and parts that it does not list."""
    yield from _unknown(package, _PACKAGE, "in the package")
    listed = {path, "mimetype"}
    for one in package.iter("{*}item", "{*}link"):
        target = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(one.get("href", ""))))
        listed.add(target)
        if one.tag.endswith("}link") and (target not in files or one.get("rel") != "record"):
            yield f"[link {one.get('rel')}] {one.get('href')}"
    for one in package.iter("{*}item"):
        kind = _MEDIA.get(one.get("href", "").rpartition(".")[2].casefold())
        if kind not in (None, one.get("media-type")):
            yield f"[media-type of {one.get('href')}] {one.get('media-type')}"
    for name in files:
        if name not in listed and not name.startswith("META-INF/") and not name.endswith("/"):
            yield f"[part that the package does not list] {name}"
    if files.get("mimetype") != b"application/epub+zip":
        yield "[mimetype]"
    covers = {one.get("content") for one in package.iter("{*}meta") if one.get("name") == "cover"}
    items = package.iter("{*}item")
    covers -= {one.get("id") for one in items if "cover-image" in (one.get("properties") or "").split()}
    yield from (f"[cover] {one}" for one in sorted(map(str, covers)))
    stated: dict[str, set[str]] = {}
    for one in package.iter("{*}meta"):
        stated.setdefault(one.get("property") or "", set()).add((one.text or "").strip())
    yield from (f"[hazard] {one}" for one in stated.get("schema:accessibilityHazard", set()) - {"none"})
    yield from (f"[without {one}]" for one in sorted(_FEATURES - stated.get("schema:accessibilityFeature", set())))


class _Entry(NamedTuple):
    """An entry of contents: its depth, the place that it leads to, and its words."""

    depth: int
    target: str
    text: str


def navigation_parts(nav: Any, place: str, ncx: Sequence[tuple[str, Any]], package: Any, path: str,
                     pages: Sequence[Page]) -> Iterator[str]:  # fmt: skip
    """Yield entries of the contents at a place, and of the older ones, that lead elsewhere than to what they name."""

    def resolved(base: str, address: str) -> str:
        return posixpath.normpath(posixpath.join(posixpath.dirname(base), unquote(address)))

    for one in nav.iter(*(f"{XHTML}{name}" for name in _HOLDS)):
        inner = "".join(f"{name_of(child)} " for child in one)
        if not _HOLDS[name_of(one)].fullmatch(inner):
            yield f"[{name_of(one)} of the contents] with {inner or 'nothing'}".strip()
    lists: dict[str, list[_Entry]] = {}
    for one in nav.iter(f"{XHTML}nav"):
        for link in one.iter(f"{XHTML}a"):
            depth = sum(outer.tag == f"{XHTML}ol" for outer in link.iterancestors())
            text = link.get(TYPE) if one.get(TYPE) == "landmarks" else "".join(link.itertext())
            lists.setdefault(one.get(TYPE) or "", []).append(
                _Entry(depth, resolved(place, link.get("href", "")), text or "")
            )
    toc = lists.get("toc", [])
    for name, root in ncx:
        yield from _unknown(root, _NCX, "in the contents")
        points = [
            (sum(outer.tag.endswith("}navPoint") for outer in one.iterancestors()), resolved(name, one.get("src", "")))
            for point in root.iter("{*}navPoint")
            for one in point.iterfind("{*}content")
        ]
        for point in root.iter("{*}navPoint", "{*}pageTarget", "{*}docTitle"):
            labels = point if point.tag.endswith("}docTitle") else point.iterfind("{*}navLabel")
            if [bool("".join(one.itertext()).strip()) for one in labels] != [True]:
                yield f"[older contents] {point.tag.rpartition('}')[2]} without its text"
        if points != [(one.depth, one.target) for one in toc]:
            yield "[older contents] other than the contents"
    shown = _Shown(pages)
    for entry in toc:
        if entry.target in shown.texts and letters(entry.text) != shown.texts[entry.target]:
            yield f"[contents] {entry.text[:80]} leads elsewhere"
    for entry in lists.get("page-list", ()):
        if "pagebreak" not in shown.kinds.get(entry.target, ""):
            yield f"[page list] {entry.text[:80]}"
    landmarks = lists.get("landmarks", [])
    guide = {resolved(path, one.get("href", "")) for one in package.iter("{*}reference")}
    if guide != {one.target for one in landmarks}:
        yield "[guide] other than the landmarks"
    for entry in landmarks:
        kinds = shown.kinds.get(entry.target.partition("#")[0])
        if kinds is not None and entry.text not in kinds.split():
            yield f"[landmark] {entry.text} leads elsewhere"


class _Shown:
    """The letters of the elements of pages by their addresses, and the kinds of elements and pages."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self.texts: dict[str, str] = {}
        self.kinds: dict[str, str] = {}
        for page in pages:
            path = page.where.removesuffix(", ")
            kinds = [one.get(TYPE, "") for one in page.root.iter(f"{XHTML}body", f"{XHTML}section")]
            self.kinds[path] = " ".join(kinds)
            for element in page.root.xpath("//*[@id]"):
                place = f"{path}#{element.get('id')}"
                self.kinds[place] = f"{element.get(TYPE, '')} {element.get('role', '')}"
                if re.fullmatch("h[1-6]", name_of(element)):
                    self.texts[place] = letters("".join(_words(element)))


def _words(element: Any) -> Iterator[str]:
    """Yield the text of a heading without the marks of its notes."""
    yield element.text or ""
    for inner in element:
        if inner.get("class") != "note-mark":
            yield from _words(inner)
        yield inner.tail or ""


def cover_place(pages: Sequence[Page], package: Any) -> Iterator[str]:
    """Yield a cover that is not the first page, or that is another picture than its drawing."""
    for at, page in enumerate(pages):
        section = next((one for one in page.root.iter(f"{XHTML}section") if one.get(TYPE) == "cover"), None)
        if section is None:
            continue
        if at:
            yield "[cover] not the first page"
        named = {one.get("title") for one in package.iter("{*}reference") if one.get("type") == "cover"}
        titles = {"".join(one.itertext()) for one in page.root.iter(f"{XHTML}title")}
        if named and named != titles:
            yield f"[cover] {' '.join(titles)[:80]}"
        drawings = {
            one.get("href", "").rpartition("/")[2]
            for one in package.iter("{*}item")
            if one.get("id") == "cover-drawing"
        }
        shown = [one.get("src", "").rpartition("/")[2] for one in page.root.iter(f"{XHTML}img")]
        if shown != list(drawings):
            yield "[cover] another picture"
