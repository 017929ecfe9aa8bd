"""Read an EPUB: the documents of its spine in their order (EPUB 3.3, section 5.7), with their pictures and notes."""

from __future__ import annotations

import copy
import posixpath
import re
from dataclasses import replace
from typing import Any
from urllib.parse import SplitResult, quote, unquote, urlsplit

from ..errors import InputError
from ..model import Article, Image, Source
from ..options import ReaderOptions
from ..packages import PackageError, SizeError, ZipPackage
from ..result import Converted, Kind
from . import images
from .account import Account
from .directions import stated_or_found
from .elements import note_mark, roles, text_of
from .fragments import article_of, check_depth
from .hypertext import Walker
from .limits import unpacked_too_large
from .markupxml import as_html, child, children, local, parse, text
from .overrides import language_of, stated_date
from .provenance import provenance_of
from .shaping import web_link
from .webcredits import take_stated_credits
from .webtrees import as_shown
from .written import Stated, is_by_writer, read_written, written_article

#: How many times the size of an article the parts that are read may unpack to: a book has pictures.
_WHOLE = 16
_XLINK = "{http://www.w3.org/1999/xlink}href"
#: What programs write where they know nothing.
_UNKNOWN = re.compile(r"\[?(?:Unknown(?: Title| Author)?|Untitled(?: Document)?|غير معروف|مجهول)\]?", re.IGNORECASE)
_DOCUMENTS = ("application/xhtml+xml", "text/html")


def read(data: bytes, options: ReaderOptions) -> Converted[Article]:
    """Return a book as one article: its title, and the text of its documents, those outside of its order left out.

    Raise InputError when it is not an EPUB, LimitError for one that unpacks to too much, EmptyInputError without text.
    """
    try:
        package = ZipPackage(data, part=options.limits.size, whole=_WHOLE * options.limits.size)
        return _read(package, data, options)
    except SizeError as problem:
        raise unpacked_too_large(problem) from problem
    except PackageError as problem:
        raise InputError(
            f"this is not an EPUB that can be read: {problem}; have the book made or copied anew."
        ) from problem


def _read(package: ZipPackage, data: bytes, options: ReaderOptions) -> Converted[Article]:
    container = parse(package.read("META-INF/container.xml"))
    roots = [one.get("full-path", "") for one in container.iter() if local(one) == "rootfile"]
    if not roots:
        raise InputError("this is not an EPUB that can be read: it names no package document; have the book made anew.")
    folder, opf = posixpath.dirname(roots[0]), parse(package.read(roots[0]))
    metadata = child(opf, "metadata")
    named = [one for one in metadata if text(one) and not _UNKNOWN.fullmatch(text(one))] if metadata is not None else []
    stated = {local(one): text(one) for one in reversed(named)}
    creators = [text(one) for one in named if local(one) == "creator"]
    language = language_of(stated.get("language"))
    account, fields = Account(), dict[str, str]()
    spine = _spine(opf, folder)
    places = {name: at for at, (name, _) in enumerate(spine)}
    bodies: list[Any] = []
    around = _around(opf, folder)
    made_by = {one.get("name"): one.get("content") for one in opf.iter() if local(one) == "meta"}
    for name, shown in spine:
        tree = _document(package, name, options)
        _settle_addresses(tree, name, places)
        cover = around.get(name) == "cover" or (not bodies and bool(_COVER.match(posixpath.basename(name))))
        made = around.get(name) == "toc" or (cover and not text_of(tree))
        if made or _is_cover(tree) or not (shown or _holds_notes(tree, bodies)):
            words = " ".join([text_of(tree), *(one.get("alt", "") for one in tree.iter("img"))]).strip()
            if words:
                account.add(Kind.PAGE_FURNITURE, words)
            continue
        bodies.append(tree)
    if is_by_writer(made_by.get("generator", "")) and bodies and (own := written_article(_book(bodies))) is not None:
        walker = Walker(account, load=_loader(package), language=language or "ar", exact=True)
        said = Stated(stated.get("publisher"), web_link(stated.get("source", "")), stated_date(stated.get("date")))
        article = read_written(own, walker, said)
        return Converted(replace(article, provenance=provenance_of(data, options)), account.warnings())
    for tree in bodies if _of_one_author(bodies, creators) else ():
        for key, value in take_stated_credits(tree, account, "").items():
            fields.setdefault(key, value)
    walker = Walker(account, load=_loader(package), language=language or "ar")
    book = walker.article(_book(bodies)) if bodies else []
    author = "، ".join(creators) if len(bodies) > 1 else ""
    found = article_of(book, stated.get("title"), account, byline=author or None)
    article = found.value
    address = web_link(stated.get("source", "")) or (article.source.url if article.source else None)
    publisher = stated.get("publisher") or (article.source.name if article.source else None)
    source = replace(article.source or Source(), name=publisher, url=address)
    return Converted(
        replace(
            article,
            deck=article.deck or fields.get("deck"),
            byline=fields.get("byline") or article.byline or "، ".join(creators) or None,
            timestamp=fields.get("timestamp") or article.timestamp,
            published=article.published or stated_date(fields.get("published")) or stated_date(stated.get("date")),
            language=stated_or_found(language, article.language, article.direction),
            source=source if source != Source() else None,
            provenance=provenance_of(data, options),
        ),
        found.warnings,
    )


def _of_one_author(bodies: list[Any], creators: list[str]) -> bool:
    """Return whether what documents state of their authors is of the book: it is one, or they name who made it."""
    if len(bodies) < 2:
        return True
    stated = [take_stated_credits(copy.deepcopy(one), Account(), "").get("byline") for one in bodies]
    lines = {line for line in stated if line}
    return not lines or (len(lines) == 1 and (not creators or any(one in line for one in creators for line in lines)))


def _spine(opf: Any, folder: str) -> list[tuple[str, bool]]:
    """Return the names of the documents in the order of reading, and whether each is a part of it."""
    manifest = {one.get("id"): one for one in children(child(opf, "manifest"), "item")}
    found = []
    for reference in children(child(opf, "spine"), "itemref"):
        item = manifest.get(reference.get("idref"))
        if item is None or item.get("media-type") not in _DOCUMENTS or "nav" in item.get("properties", "").split():
            continue
        name = posixpath.normpath(posixpath.join(folder, unquote(item.get("href", ""))))
        found.append((name, reference.get("linear") != "no"))
    return found


def _around(opf: Any, folder: str) -> dict[str, str]:
    """Return the documents that a book's `guide` (EPUB 2, 2.6) calls its cover or its contents, by their names."""
    found = {}
    for one in children(child(opf, "guide"), "reference"):
        if one.get("type") in ("cover", "toc"):
            address = unquote(one.get("href", "").partition("#")[0])
            found[posixpath.normpath(posixpath.join(folder, address))] = one.get("type")
    return found


def _document(package: ZipPackage, name: str, options: ReaderOptions) -> Any:
    """Return the body of a document, as HTML."""
    try:
        tree = as_html(parse(package.read(name)))
    except InputError as problem:
        raise problem.prefixed(name) from problem
    body = child(tree, "body")
    if body is None:
        raise InputError(f"{name} has no body; have the book made anew.")
    head = child(tree, "head")
    if head is not None and any(one.get("name") == "calibre:cover" for one in head.iter("meta")):
        body.set("id", "cover")
    check_depth(body, options.limits)
    as_shown(body, _sheets(package, name, tree))
    for one in list(body.iter("svg")):  # a picture that fills its page, as covers are made
        picture = next((inner for inner in one.iter("image")), None)
        if picture is not None:
            address, tail = picture.get(_XLINK) or picture.get("href") or "", one.tail
            one.clear()
            one.tag, one.tail = "img", tail
            one.set("src", address)
    return body


def _settle_addresses(body: Any, document: str, places: dict[str, int]) -> None:
    """Make ids unique in the book, let links to places in it lead there, and name pictures from its root.

    Programs such as calibre part a book into many documents, with the notes in one of the last.
    """
    here, folder = places[document], posixpath.dirname(document)
    for one in body.iter():
        for key in ("id", *(("name",) if one.tag == "a" else ())):
            if value := one.get(key):
                one.set(key, f"{value}--{here}")
        if one.tag == "a" and (parts := _inside(one.get("href", ""))) is not None:
            name = posixpath.normpath(posixpath.join(folder, unquote(parts.path))) if parts.path else document
            if parts.fragment and name in places:
                one.set("href", f"#{unquote(parts.fragment)}--{places[name]}")
        elif one.tag == "img" and (parts := _inside(one.get("src", ""))) is not None:
            name = posixpath.normpath(posixpath.join(folder, unquote(parts.path)))
            one.set("src", quote(name))
            if one.get("alt", "").endswith(posixpath.basename(name)):  # a path, and no words
                del one.attrib["alt"]


def _inside(address: str) -> SplitResult | None:
    """Return the parts of an address in the book; None for one of the web, or without any."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return None if parts.scheme or parts.netloc or not (parts.path or parts.fragment) else parts


def _holds_notes(tree: Any, bodies: list[Any]) -> bool:
    """Return whether marks in documents before it lead into one that is outside of the order of reading."""
    marks = (note_mark(one) for body in bodies for one in body.iter("a", "sup"))
    wanted = {mark.get("href")[1:] for mark in marks if mark is not None}
    return any(one.get("id") in wanted for one in tree.iter())


def _book(bodies: list[Any]) -> Any:
    """Return the bodies of documents as one, each in a part of its own."""
    book = bodies[0].makeelement("body")
    for one in bodies:
        one.tag, one.tail = "div", None
        book.append(one)
    return book


def _sheets(package: ZipPackage, document: str, tree: Any) -> list[str]:
    """Return the style sheets of a document, those in it and those in other files of the book."""
    found = []
    for one in child(tree, "head") if child(tree, "head") is not None else ():
        if local(one) == "style":
            found.append(one.text or "")
        elif local(one) == "link" and "stylesheet" in one.get("rel", "").lower().split():
            name = posixpath.normpath(posixpath.join(posixpath.dirname(document), unquote(one.get("href", ""))))
            if name in package:
                found.append(package.read(name).decode("utf-8", "replace"))
    return found


#: What programs call the document of the cover.
_COVER = re.compile(r"(?:cover|title-?page)[\w-]*\.x?html?", re.IGNORECASE)


def _is_cover(body: Any) -> bool:
    """Return whether a document is the cover: that is said, or it is named so and has no text."""
    said = any("cover" in roles(one).split() for one in (body, *body))
    return said or ("cover" in f"{body.get('id', '')} {body.get('class', '')}" and not text_of(body))


def _loader(package: ZipPackage) -> Any:
    def load(address: str) -> Image | None:
        parts = _inside(address)
        if parts is None:
            return images.from_address(address)
        name = unquote(parts.path)
        return images.from_bytes(package.read(name)) if name in package else None

    return load
