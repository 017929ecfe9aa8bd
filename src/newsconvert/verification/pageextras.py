"""What a page of a book or the web has that documents have not: scripts, forms, frames, labels, other directions."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

_XHTML = "{http://www.w3.org/1999/xhtml}"
_ACTIVE = frozenset(
    [
        "script",
        "noscript",
        "base",
        "iframe",
        "frame",
        "frameset",
        "object",
        "embed",
        "applet",
        "form",
        "textarea",
        "select",
        "button",
        "audio",
        "video",
        "canvas",
        "portal",
        "datalist",
        "output",
        "source",
        "track",
        "marquee",
        "plaintext",
    ]
)
_DATA = re.compile(r"application/(?:ld\+)?json|text/template", re.IGNORECASE)
_BLOCKS = frozenset(
    [
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "li",
        "blockquote",
        "td",
        "th",
        "figcaption",
        "dd",
        "dt",
        "article",
        "section",
        "body",
        "main",
        "pre",
    ]
)
_LABELLED = frozenset(
    ["p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "td", "th", "figcaption", "dd", "dt", "span"]
)
#: What documents add to the text, whose wording must be known too.
_ADDED = re.compile(
    r"\b(?:doc-)?(?:toc|index|landmarks|page-?list|cover|titlepage|colophon|page-?break|backlink|noteref)\b"
)
_TYPE = "{http://www.idpf.org/2007/ops}type"


def name_of(element: Any) -> str:
    """Return the name of an element of HTML; nothing for comments and the like."""
    return element.tag.removeprefix(_XHTML) if isinstance(element.tag, str) else ""


def page_extras(root: Any) -> Iterator[str]:
    """Yield what a page has that acts, is filled in, or is said in place of its text."""
    for element in root.iter():
        name = name_of(element)
        if name in _ACTIVE and not (name == "script" and _DATA.match(element.get("type", ""))):
            yield f"[{name}] {' '.join(''.join(element.itertext()).split())[:80]}".strip()
        elif name == "input" and element.get("type") != "checkbox":
            yield f"[input] {element.get('value') or element.get('placeholder') or ''}".strip()
        elif name == "meta" and element.get("http-equiv", "").lower() == "refresh":
            yield "[refresh]"
        for attribute, value in element.attrib.items():
            if attribute.startswith("on") or value.strip().lower().startswith(
                ("javascript:", "vbscript:", "data:text/")
            ):
                yield f"[{attribute}] {value[:80]}"
            elif attribute == "contenteditable" and value != "false":
                yield "[contenteditable]"
            elif attribute == "title" and name not in ("link", "style") and value.strip():
                yield f"[title] {value[:80]}"
            elif attribute == "srcset":
                yield f"[srcset] {value[:80]}"
            elif (
                attribute in ("aria-label", "aria-description", "aria-roledescription")
                and name in _LABELLED
                and not (_is_page_break(element) and value.strip().isdecimal())
            ):
                yield f"[{attribute}] {value}"
        # The direction of the whole article is compared with that of the source.
        if name == "bdo" or (name in _BLOCKS - {"article", "body", "section"} and element.get("dir") in ("ltr", "rtl")):
            text = "".join(element.itertext())
            if runs(text) not in (None, element.get("dir")):
                yield f"[dir={element.get('dir')}] {' '.join(text.split())[:80]}"


def _is_page_break(element: Any) -> bool:
    return "pagebreak" in f"{element.get(_TYPE, '')} {element.get('role', '')}"


def runs(text: str) -> str | None:
    """Return the direction of nearly all of a text's letters: rtl, ltr, or None if both have many."""
    kinds = [unicodedata.bidirectional(one) for one in text[:2000]]
    right, left = sum(kind in ("R", "AL") for kind in kinds), kinds.count("L")
    if right + left == 0 or _SHARE * max(right, left) < right + left:
        return None
    return "rtl" if right > left else "ltr"


_SHARE = 1.25


def listed_texts(root: Any) -> Iterator[str]:
    """Yield the entries of contents and indexes amid a page."""
    for element in root.iter():
        kinds = f"{element.get(_TYPE, '')} {element.get('epub:type', '')} {element.get('role', '')}"
        if name_of(element) == "nav" or _ADDED.search(kinds):
            mark = "noteref" in kinds or "backlink" in kinds
            for one in element.iter():
                if mark and len("".join(one.itertext()).strip()) <= _LONGEST_MARK:
                    continue
                if any(map(str.strip, (one.text or "", *(inner.tail or "" for inner in one)))):
                    yield "".join(one.itertext())


def cover_texts(root: Any) -> Iterator[str]:
    """Yield what stands for the pictures of a cover (EPUB Accessibility 1.1, 3; DPUB-ARIA 1.1, doc-cover)."""
    for element in root.iter():
        within = (element, *element.iterancestors()) if name_of(element) in ("img", "svg", "image") else ()
        if any(_COVER.search(f"{one.get(_TYPE, '')} {one.get('role', '')}") for one in within):
            yield from filter(None, (element.get("alt"), element.get("aria-label")))


_COVER = re.compile(r"\b(?:doc-)?cover\b")
#: Characters of the mark of a note.
_LONGEST_MARK = 5


def spoken_languages(root: Any) -> Iterator[str]:
    """Yield the languages that a page and its parts are said to be in."""
    for element in root.iter():
        for name in ("lang", "{http://www.w3.org/XML/1998/namespace}lang"):
            if value := element.get(name) if isinstance(element.tag, str) else None:
                yield value
