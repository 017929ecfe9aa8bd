"""Extract the text of web pages and EPUBs."""

from __future__ import annotations

import json
import posixpath
import re
from base64 import b64decode
from binascii import Error
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple
from urllib.parse import unquote, unquote_to_bytes

from .cascade import Sheets
from .hidden import Hidden, hidden_text
from .objects import Objects
from .package import own_text, parse, unpack
from .pageextras import cover_texts, listed_texts, page_extras, spoken_languages
from .passages import Passage, Reading, UnreadableError, hashes_in

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
_STRUCK, _RAISED = frozenset(("s", "strike", "del")), frozenset(("sup", "sub"))
_XHTML = "{http://www.w3.org/1999/xhtml}"
_TYPE = "{http://www.idpf.org/2007/ops}type"


def read_html(data: bytes) -> Reading:
    """Return the passages of a web page. Raise UnreadableError if it is not one."""
    from lxml import etree, html

    try:
        root = html.document_fromstring(data, parser=html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, ValueError) as problem:
        raise UnreadableError("it is not a web page, or it is damaged; make it again") from problem
    if not data.rstrip().endswith(b"</html>"):
        raise UnreadableError("it is truncated; make it again")
    sheets = Sheets()
    for element in root.iter("style", "link"):
        if element.tag == "style":
            sheets.add(element.text or "", _nowhere, element.get("media", ""))
        elif _is_sheet(element):
            sheets.link(element.get("href", ""), _nowhere, _nowhere, element.get("media", ""))
    reading = _reading([_Page("", root, hidden_text(root, sheets), None)])
    named = (meta.get("content", "") for meta in root.iter("meta") if meta.get("name") == "dcterms.identifier")
    hashes = frozenset(told for text in named for told in hashes_in(text))
    return replace(reading, facts=tuple(_page_facts(root)), hashes=hashes)


def _page_facts(root: Any) -> Iterator[tuple[str, str]]:
    """Yield what a web page states of itself: its title, its language, its direction."""
    title = next(root.iter("title"), None)
    if title is not None and title.text:
        yield "title", title.text
    for meta in root.iter("meta"):
        fact = _METAS.get((meta.get("name") or meta.get("property") or "").strip().lower())
        if fact and (told := meta.get("content", "").strip()):
            yield fact, told
    for script in root.iter("script"):
        if "json" in script.get("type", "").lower():
            yield from _json_facts(script.text or "")
    for name, attribute in (("language", "lang"), ("direction", "dir")):
        if root.get(attribute):
            yield name, root.get(attribute)


#: What a page says of itself to search engines and networks (HTML, 4.2.5.1; Dublin Core; Open Graph).
_METAS = {
    "description": "description", "author": "author", "dcterms.source": "source", "dcterms.publisher": "publisher",
    "dcterms.created": "published", "article:published_time": "published", "article:author": "author",
    "keywords": "subject", "news_keywords": "subject", "title": "title", "headline": "title",
    **{f"{one}:title": "title" for one in ("og", "twitter")},
    **{f"{one}:description": "description" for one in ("og", "twitter")},
    "og:site_name": "publisher", "og:url": "source", "twitter:image:alt": "description", "og:image:alt": "description",
    **{f"{one}.title": "title" for one in ("dc", "dcterms")},
    **{f"{one}.{name}": fact for one in ("dc", "dcterms")
       for name, fact in (("description", "description"), ("creator", "author"), ("subject", "subject"))},
    "dc.source": "source", "dc.publisher": "publisher", "dc.date": "published",
}  # fmt: skip
_SAID_IN_JSON = {
    "headline": "title", "alternativeHeadline": "description", "description": "description", "abstract": "description",
    "articleBody": "description", "datePublished": "published",
}  # fmt: skip


def _json_facts(text: str) -> Iterator[tuple[str, str]]:
    """Yield what structured data state of an article (schema.org)."""
    try:
        left = [json.loads(text)]
    except (ValueError, RecursionError):
        return
    while left:
        one = left.pop()
        if isinstance(one, list):
            left += one
        elif isinstance(one, dict):
            left += one.values()
            yield from (
                (_SAID_IN_JSON[key], told)
                for key, told in one.items()
                if key in _SAID_IN_JSON and isinstance(told, str)
            )


def _nowhere(_: str) -> None:
    """Open no style sheet: a web page has its own inside."""


def read_epub(data: bytes) -> Reading:
    """Return the passages of an EPUB, in the order of its spine. Raise UnreadableError if it is damaged."""
    files = unpack(data, "EPUB")
    container = parse(files, "META-INF/container.xml")
    package_path = next((e.get("full-path", "") for e in container.iter("{*}rootfile")), "")
    package = parse(files, package_path)
    folder = package_path.rpartition("/")[0]
    manifest = {item.get("id"): item for item in package.iter("{*}item")}
    pages = []
    for reference in package.iter("{*}itemref"):
        item = manifest.get(reference.get("idref"))
        if item is None:
            raise UnreadableError(f"its spine refers to {reference.get('idref')!r}, which is missing; make it again")
        if "nav" not in (item.get("properties") or "").split():
            path = f"{folder}/{unquote(item.get('href', ''))}".lstrip("/")
            if reference.get("linear") == "no":
                continue  # left out of reading
            root = parse(files, path)
            hidden = hidden_text(root, _sheets(root, files, path))
            pages.append(
                _Page(f"{path}, ", root, hidden, {_relative(path, name): part for name, part in files.items()})
            )
    unusual = [f"[{name}]" for name in files if name.startswith("META-INF/") and not _META.fullmatch(name)]
    for item in manifest.values():
        if item.get("media-overlay") or not _MEDIA.match(item.get("media-type", "")):
            unusual.append(f"[{item.get('href')}] {item.get('media-type')} {item.get('media-overlay') or ''}".strip())
        target = posixpath.normpath(posixpath.join(folder, unquote(item.get("href", ""))))
        if target not in files:
            raise UnreadableError(f"its part {target!r} is missing; make it again")
    fonts = [(name, data) for name, data in files.items() if name.endswith((".ttf", ".otf"))]
    navs = (item for item in manifest.values() if "nav" in (item.get("properties") or "").split())
    contents = [line for item in navs for line in _entries(parse(files, f"{folder}/{item.get('href')}".lstrip("/")))]
    contents += (Passage(one.text or "", "contents") for one in _ncx_texts(files, manifest, folder))
    records = (part.decode(errors="replace") for name, part in files.items() if name.endswith(".jsonld"))
    hashes = frozenset(told for text in records for told in hashes_in(text))
    reading = _reading(pages)
    return replace(
        reading, contents=(*reading.contents, *contents), facts=(*_facts(package), *reading.facts), hashes=hashes,
        package_fonts=tuple(fonts), said=(*reading.said, *(Passage(one, "the package") for one in unusual)),
    )  # fmt: skip


_META = re.compile(r"META-INF/(?:container\.xml|com\.[\w.-]+\.xml)?")
#: What parts of books are (EPUB 3.3, 3.2), but for what runs, is heard or filmed.
_MEDIA = re.compile(
    r"application/(?:xhtml\+xml|x-dtbncx\+xml|ld\+json|font-[\w-]+|vnd\.ms-opentype|x-font-\w+)|text/css|"
    r"image/(?:png|jpeg|gif|svg\+xml|webp)|font/"
)


def _ncx_texts(files: dict[str, bytes], manifest: dict[str, Any], folder: str) -> Iterator[Any]:
    """Yield the entries of the older table of contents (EPUB 3.3, 5.9.1)."""
    for item in manifest.values():
        if item.get("media-type") == "application/x-dtbncx+xml":
            path = posixpath.normpath(posixpath.join(folder, unquote(item.get("href", ""))))
            yield from parse(files, path).iter("{*}text")


def _facts(package: Any) -> Iterator[tuple[str, str]]:
    """Yield what the metadata of a package state (EPUB 3.3, 5.5)."""
    names = {
        "title": "title", "creator": "author", "language": "language", "source": "source", "publisher": "publisher",
        "description": "description", "subject": "subject", "contributor": "author",
    }  # fmt: skip
    for one in package.iter("{http://purl.org/dc/elements/1.1/}*"):
        name = names.get(one.tag.rpartition("}")[2])
        if name and one.text:
            yield name, one.text
    spine = next(package.iter("{*}spine"), None)
    for told in (spine is not None and spine.get("page-progression-direction"), package.get("dir")):
        if told in ("rtl", "ltr"):
            yield "direction", told


def _entries(root: Any) -> Iterator[Passage]:
    """Yield the entries of the contents in a navigation document, and what else stands there (EPUB 3.3, 7.4)."""
    for nav in root.iter(f"{_XHTML}nav"):
        kinds = (nav.get(_TYPE) or "").split()
        for link in nav.iter(f"{_XHTML}a", f"{_XHTML}h1", f"{_XHTML}span"):
            if "toc" in kinds:
                yield Passage("".join(link.itertext()), "contents")
            if re.match(r"[a-z][\w+.-]*:|//", link.get("href", ""), re.IGNORECASE):
                yield Passage(link.get("href"), "an address in the contents")
    for body in root.iter(f"{_XHTML}body"):
        texts = (part for part in body.itertext() if part.strip())
        listed = {part for nav in body.iter(f"{_XHTML}nav") for part in nav.itertext()}
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
    for element in root.iter(f"{_XHTML}link", f"{_XHTML}style"):
        if element.tag == f"{_XHTML}style":
            sheets.add(element.text or "", beside(path), element.get("media", ""))
        elif _is_sheet(element):
            target = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(element.get("href", ""))))
            sheets.link(element.get("href", ""), beside(path), beside(target), element.get("media", ""))
    return sheets


def _is_sheet(link: Any) -> bool:
    return "stylesheet" in (link.get("rel") or "").lower().split()


def _relative(path: str, name: str) -> str:
    return posixpath.relpath(name, posixpath.dirname(path) or ".")


def _is_closed(name: str, element: Any) -> bool:
    """Return whether the markup itself hides an element, from those who see or from those who hear (HTML, WAI-ARIA)."""
    if "hidden" in element.attrib or "popover" in element.attrib or element.get("aria-hidden") == "true":
        return True
    outer = element.getparent()
    folded = outer is not None and outer.tag in ("details", f"{_XHTML}details") and "open" not in outer.attrib
    return (name == "dialog" and "open" not in element.attrib) or (folded and name != "summary")


class _Page(NamedTuple):
    """A page: its name, its root, what of it is hidden, and the files beside it that its pictures may be."""

    where: str
    root: Any
    hidden: Hidden
    files: dict[str, bytes] | None


def _reading(pages: Iterable[_Page]) -> Reading:
    """Return the passages of pages, with the article element that contains each, if any."""
    articles: list[list[Passage]] = []
    outside: list[Passage] = []
    contents: list[Passage] = []
    said: list[Passage] = []
    facts: list[tuple[str, str]] = []
    objects = Objects(kinds=Counter(dict.fromkeys(_KINDS.values(), 0)), languages=set())
    for where, root, hidden, files in pages:
        said += (Passage(one, f"{where}page".strip(", ")) for one in (*page_extras(root), *hidden.odd))
        contents += (Passage(one, "contents") for one in listed_texts(root))
        assert objects.languages is not None
        objects.languages.update(spoken_languages(root))
        language = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang")
        if language:
            facts.append(("language", language))
        facts += (("cover", text) for text in cover_texts(root))
        if root.get("dir"):
            facts.append(("direction", root.get("dir")))
        lines: list[_Line] = []
        collector = _Collector(lines, objects, hidden, files)
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
        name = element.tag.removeprefix(_XHTML) if isinstance(element.tag, str) else ""
        lines, outer, within = self.lines, article, note
        unseen = element in self.hidden.elements or _is_closed(name, element)
        if article and name not in _SILENT and (unseen or element in self.hidden.texts):
            self.unseen.append(" ".join("".join(element.itertext() if unseen else (element.text or "")).split()))
        if not name or name in _SILENT or unseen:
            shown = False
        else:
            kinds = f"{element.get(_TYPE, '')} {element.get('epub:type', '')} {element.get('role', '')}"
            self.objects.marks += bool(_MARK.search(kinds))
            shown = not _FURNITURE.search(kinds) and not _MARKS.search(kinds)
            note = note or bool(_NOTE.search(kinds))
        if shown:
            block = _BLOCKS.fullmatch(name) is not None
            if name == "article" and not article:
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
            data = _inside(source) if element not in self.hidden.texts else None
            if data is None and self.files is not None and element not in self.hidden.texts:
                data = self.files.get(posixpath.normpath(unquote(source)))
            if data is not None and not _has_no_size(element):
                self.objects.add_picture(element.get("alt"), data)
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


def _inside(source: str) -> bytes | None:
    """Return the bytes of a picture that is in its address (RFC 2397)."""
    head, _, data = source.partition(",")
    if not head.startswith("data:"):
        return None
    try:
        return b64decode(data) if head.endswith(";base64") else unquote_to_bytes(data)
    except (Error, ValueError):
        return b""


def _has_no_size(element: Any) -> bool:
    return "0" in (element.get("width"), element.get("height"))


def _numbers(element: Any, *, ordered: bool) -> Iterator[int]:
    """Yield the numbers of the items of a list (HTML, 4.4.5 and 4.4.8), 0 for bullets."""
    items = [child for child in element if child.tag in ("li", f"{_XHTML}li")]
    backward = "reversed" in element.attrib
    number = _integer(element.get("start"), len(items) if backward else 1)
    for item in items:
        number = _integer(item.get("value"), number)
        yield number if ordered else 0
        number += -1 if backward else 1


def _integer(text: str | None, usual: int) -> int:
    return int(text) if text and re.fullmatch(r"\s*[+-]?\d+\s*", text) else usual
