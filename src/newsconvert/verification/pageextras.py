"""What a page of a book or the web has that documents have not: scripts, forms, frames, labels, other directions."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from ..isolation import is_code_ltr
from .pagefacts import LANG, fact_of

XHTML = "{http://www.w3.org/1999/xhtml}"
#: The elements of pages whose content is shown as it is, and nothing beside it (HTML, 4.3 to 4.9).
_KNOWN = frozenset(
    """
    html head body title meta link style article section header footer main aside nav hgroup div p h1 h2 h3 h4 h5 h6
    span a em strong b i u s strike del ins mark small sub sup cite code kbd samp var abbr dfn time data address
    blockquote pre br wbr hr ol ul li dl dt dd figure figcaption picture img table caption colgroup col
    thead tbody tfoot tr th td details summary dialog template bdi bdo ruby rb rt rp input script
    """.split()  # noqa: SIM905
)
#: Attributes that say nothing, or that are compared elsewhere.
_ATTRIBUTES = frozenset(
    """
    id class style lang dir href src alt role type start value reversed scope colspan rowspan width height datetime cite
    rel media charset name content http-equiv property hidden open title loading decoding target translate hreflang
    aria-label aria-labelledby aria-hidden contenteditable popover checked disabled
    xmlns xmlns:epub xml:lang epub:type {http://www.w3.org/XML/1998/namespace}lang {http://www.w3.org/XML/1998/namespace}space
    """.split()  # noqa: SIM905
)
#: Attributes that only some elements have, whose shape or labels they set.
_OF_FEW = {"width": ("img",), "height": ("img",), "type": ("link", "style", "script", "input"),
           "media": ("link", "style"), "value": ("li", "data", "input"), "content": ("meta",),
           "property": ("meta",)}  # fmt: skip
#: The roles that elements have without being told (HTML-ARIA 1.0).
_ROLES = {
    "img": "img", "svg": "img", "article": "article", "main": "main", "nav": "navigation", "header": "banner",
    "footer": "contentinfo", "section": "region", "aside": "complementary note", "ul": "list", "ol": "list",
    "li": "listitem", "table": "table", "figure": "figure", "h1": "heading", "h2": "heading", "h3": "heading",
    "h4": "heading", "h5": "heading", "h6": "heading", "a": "link", "blockquote": "blockquote", "div": "group none",
    "span": "none", "hr": "separator",
}  # fmt: skip
#: What pages tell programs that is not of the article.
_METAS = re.compile(
    r"generator|robots|theme-color|format-detection|dcterms\.identifier|dcterms:modified", re.IGNORECASE
)
_VIEWPORT = re.compile(r"width=device-width(?:,\s*(?:initial-scale=1(?:\.0)?|viewport-fit=\w+))*")
_RELATIONS = frozenset(("stylesheet", "license", "record", "canonical"))
_DATA = re.compile(r"application/(?:ld\+)?json|text/template", re.IGNORECASE)
_BLOCKS = frozenset(
    "p h1 h2 h3 h4 h5 h6 li blockquote td th figcaption dd dt article section body main pre".split()  # noqa: SIM905
)
#: What documents add to the text, whose wording must be known too.
_ADDED = re.compile(
    r"\b(?:doc-)?(?:toc|index|landmarks|page-?list|cover|titlepage|colophon|page-?break|backlink|noteref)\b"
)
TYPE = "{http://www.idpf.org/2007/ops}type"
#: What is said of line breaks with nothing between them.
EMPTY_LINE = "[br] lines without text"


def name_of(element: Any) -> str:
    """Return the name of an element of HTML; nothing for comments and the like, and for none."""
    tag = None if element is None else element.tag
    return tag.removeprefix(XHTML) if isinstance(tag, str) else ""


def page_extras(root: Any) -> Iterator[str]:
    """Yield what a page has that acts, is filled in, or is said in place of its text."""
    for element in root.iter():
        name = name_of(element)
        if not name:
            continue
        if name not in _KNOWN or (name == "script" and not _DATA.match(element.get("type", ""))):
            yield f"[{name}] {' '.join(''.join(element.itertext()).split())[:80]}".strip()
        elif name == "input" and element.get("type") != "checkbox":
            yield f"[input] {element.get('value') or element.get('placeholder') or ''}".strip()
        elif name in ("meta", "link"):
            yield from _told_to_programs(element, name)
        elif name == "br" and not (element.tail or "").strip() and name_of(element.getnext()) == "br":
            yield EMPTY_LINE
        for attribute, value in element.attrib.items():
            yield from _extras_of(element, name, attribute, value)
        # The direction of the whole article is compared with that of the source.
        if name == "bdo" or (name in _BLOCKS - {"article", "body", "section"} and element.get("dir") in ("ltr", "rtl")):
            text = "".join(element.itertext())
            if name == "pre" and is_code_ltr(text):
                continue
            turned = name == "bdo" and element.get("dir") == "rtl" and re.search(r"\d\d|[A-Za-z]{2}", text) is not None
            if turned or runs(text) not in (None, element.get("dir")):
                yield f"[dir={element.get('dir')}] {' '.join(text.split())[:80]}"


def _told_to_programs(element: Any, name: str) -> Iterator[str]:
    """Yield what an element of the head states that documents do not, but for the facts of the article."""
    if name == "link":
        for one in (element.get("rel") or "").lower().split():
            if one not in _RELATIONS:
                yield f"[link {one}] {element.get('href', '')[:80]}"
        return
    told, content = (element.get("name") or element.get("property") or "").strip(), element.get("content", "").strip()
    if (charset := element.get("charset", "utf-8").lower()) != "utf-8":
        yield f"[charset] {charset}"
    match header := element.get("http-equiv", "").lower():
        case "":
            pass
        case "content-type":
            if "charset" in content.lower() and "utf-8" not in content.lower():
                yield f"[charset] {content[:80]}"
        case "content-security-policy":
            images, styles, fonts = (_policy(content, f"{kind}-src") for kind in ("img", "style", "font"))
            if "data:" not in images or "'unsafe-inline'" not in styles or "data:" not in fonts:
                yield f"[policy] {content[:80]}"
        case _:
            yield f"[{header}] {content[:80]}"
    if told.lower() == "viewport" and not _VIEWPORT.fullmatch(content):
        yield f"[viewport] {content[:80]}"
    elif told and told.lower() != "viewport" and content and not _METAS.fullmatch(told) and not fact_of(told):
        yield f"[meta {told}] {content[:80]}"


def _policy(content: str, name: str) -> str:
    """Return the sources that a policy allows for a kind of parts (Content Security Policy 3, 6.1)."""
    told = {part.split()[0].lower(): part for part in content.split(";") if part.strip()}
    return told.get(name, told.get("default-src", "data: 'unsafe-inline'"))


#: Attributes that are text to browsers, whatever it begins with.
_SAID = frozenset(("content", "alt", "title", "aria-label"))


def _extras_of(element: Any, name: str, attribute: str, value: str) -> Iterator[str]:
    runs_code = attribute not in _SAID and value.strip().lower().startswith(("javascript:", "vbscript:", "data:text/"))
    if attribute.startswith("on") or runs_code:
        yield f"[{attribute}] {value[:80]}"
    elif attribute == "contenteditable" and value != "false":
        yield "[contenteditable]"
    elif attribute == "title" and name not in ("link", "style") and value.strip():
        yield f"[title] {value[:80]}"
    elif attribute in ("aria-label", "aria-labelledby", "aria-describedby") and name not in ("nav", "section"):
        if not _names_table(element, value) and not (_is_page_break(element) and value.strip().isdecimal()):
            yield f"[{attribute}] {value}"
    elif attribute in ("role", "tabindex") and _names_table(element, element.get("aria-label", "")):
        if value not in ("region", "0"):
            yield f"[{attribute}] {value[:80]}"
    elif attribute == "role" and not value.startswith("doc-") and value not in _ROLES.get(name, "").split():
        yield f"[role] {value[:80]}"
    elif attribute == "dir" and value.lower() == "auto" and _first_direction(element) != runs(_text(element)):
        yield f"[dir=auto] {_text(element)[:80]}"
    elif attribute == "scope" and value == "row" and any(name_of(one) == "thead" for one in element.iterancestors()):
        yield "[scope] row"
    elif attribute not in _ATTRIBUTES and not attribute.startswith("data-") and attribute != TYPE:
        yield f"[{attribute}] {value[:80]}"
    elif attribute in _OF_FEW and name not in _OF_FEW[attribute]:
        yield f"[{name} {attribute}] {value[:80]}"


def _names_table(element: Any, label: str) -> bool:
    """Return whether an element that can be scrolled holds one table, and is named by the first words of it."""
    inner = [name_of(one) for one in element]
    shown = (text.strip() for text in element.itertext())
    return inner == ["table"] and bool(label) and " ".join(filter(None, shown)).startswith(label)


def _text(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def _first_direction(element: Any) -> str | None:
    """Return the direction that a text has by its first letter (UAX #9, P2 and P3)."""
    kinds = (unicodedata.bidirectional(one) for one in _text(element))
    first = next((kind for kind in kinds if kind in ("L", "R", "AL")), None)
    return None if first is None else "ltr" if first == "L" else "rtl"


def _is_page_break(element: Any) -> bool:
    return "pagebreak" in f"{element.get(TYPE, '')} {element.get('role', '')}"


_RANGES = map(chr, (*range(0x590, 0x900), *range(0xFB1D, 0xFEFD)))
#: Letters that run to the left, of which most texts are.
_RIGHT = re.compile(f"[{''.join(one for one in _RANGES if unicodedata.bidirectional(one) in ('R', 'AL'))}]+")


def runs(text: str, *, most: float = 1.25) -> str | None:
    """Return the direction of nearly all of a text's letters: rtl, ltr, or None if both have many.

    All letters are at most so many times those of the direction.
    """
    text = text[:2000]
    rest = _RIGHT.sub("", text)
    right, left = len(text) - len(rest), sum(unicodedata.bidirectional(one) == "L" for one in rest)
    if right + left == 0 or most * max(right, left) < right + left:
        return None
    return "rtl" if right > left else "ltr"


def listed_texts(root: Any) -> Iterator[str]:
    """Yield the entries of contents and indexes amid a page."""
    for element in root.iter():
        kinds = f"{element.get(TYPE, '')} {element.get('epub:type', '')} {element.get('role', '')}"
        if name_of(element) == "nav" or _ADDED.search(kinds):
            mark = "noteref" in kinds or "backlink" in kinds
            for one in (each for each in element.iter() if name_of(each) != "bdi"):
                if mark and len("".join(one.itertext()).strip()) <= _LONGEST_MARK:
                    continue
                own = (
                    one.text,
                    *(inner.tail for inner in one),
                    *(inner.text for inner in one if name_of(inner) == "bdi"),
                )
                if any(text and text.strip() for text in own):
                    yield "".join(one.itertext())


def cover_texts(root: Any) -> Iterator[str]:
    """Yield what stands for the pictures of a cover (EPUB Accessibility 1.1, 3; DPUB-ARIA 1.1, doc-cover)."""
    for element in root.iter():
        within = (element, *element.iterancestors()) if name_of(element) in ("img", "svg", "image") else ()
        if any(_COVER.search(f"{one.get(TYPE, '')} {one.get('role', '')}") for one in within):
            yield from filter(None, (element.get("alt"), element.get("aria-label")))


_COVER = re.compile(r"\b(?:doc-)?cover\b")
#: Characters of the mark of a note.
_LONGEST_MARK = 5


def spoken_languages(root: Any) -> Iterator[str]:
    """Yield the languages that a page and its parts are said to be in."""
    for element in root.iter():
        for name in ("lang", LANG):
            if value := element.get(name) if isinstance(element.tag, str) else None:
                yield value
