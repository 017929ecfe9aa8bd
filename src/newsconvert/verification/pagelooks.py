"""Whether pages of this version look, and are marked up, as its writers do it: style sheet, elements, attributes.

A page or book that states this program, this version and a bundled theme has the style sheet of any other with its
fonts; all else in it is reported. What elements and attributes pages have does not depend on the theme.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from ..likeness import blank, drawn_cover
from ..model import Article, Volume
from ..resources import bundled_families
from .package import tag_of
from .pageextras import TYPE
from .pagefacts import LANG

_FACE = re.compile(r'@font-face \{ font-family: ("[^"]+"); font-weight: ([47]00); src: url\("([^"]+)"\) \}\n', re.ASCII)
_DIGITS = re.compile(r'\n?\[lang="[\w-]+"\] ol \{ list-style-type: (?:decimal|arabic-indic|persian) \}')
_TEXT_FAMILY = re.compile(r"^html \{ font-family: [^;}]+", re.MULTILINE)
_HEADLINE_FAMILY = re.compile(r"^h1[^{\n]*\{ font-family: [^;}]+", re.MULTILINE)
_NAME = re.compile(r'"([^"]+)"')
_PLACES = {"html": re.compile(r"data:font/ttf;base64,.*"), "epub": re.compile(r"fonts/\d+-[A-Za-z0-9-]+\.(?:ttf|otf)")}
#: Attributes that elements have, each with the values it may have there (HTML, 3.2.6; EPUB 3.3, 6.1.3).
_ANY = ".*"
_LANGUAGE = {"lang": r"[\w-]+", LANG: r"[\w-]+", "xml:lang": r"[\w-]+", "dir": "rtl|ltr"}
_TYPE = {TYPE: r"[a-z -]+", "epub:type": r"[a-z -]+", "role": r"doc-[a-z]+"}
_ALLOWED: dict[str, dict[str, str]] = {
    "html": _LANGUAGE, "body": {"dir": "rtl|ltr", TYPE: "[a-z]+"}, "main": {},
    "article": {**_LANGUAGE, "class": "news"}, "header": {}, "footer": {"class": "citation"},
    "p": {**_LANGUAGE, "class": "kicker|deck|byline|dateline|date|attribution|line|missing-picture|lead",
          **_TYPE},
    "h1": {"id": r"[\w-]+", "data-head": _ANY, "data-source": _ANY, "data-short": _ANY},
    **{f"h{level}": {**_LANGUAGE, "id": r"h\d+"} for level in range(2, 7)},
    "bdi": {"dir": "rtl|ltr", "class": "label|technical|whole"}, "bdo": {"dir": "ltr"}, "br": {}, "hr": {},
    "strong": {}, "em": {}, "s": {}, "sub": {}, "sup": {"class": "note-mark(?: follows)?"}, "code": {"dir": "ltr"},
    "a": {**_LANGUAGE, **_TYPE, "href": _ANY, "class": "back", "id": r"[\w-]+"}, "time": {"datetime": _ANY},
    "span": {"class": "label|hemistich|credit|line|note(?: follows)?", "id": r"[\w-]+", **_TYPE,
             "aria-label": _ANY},
    "aside": {"id": r"note\d+", "class": "note", **_TYPE},
    "section": {"class": "notes|citation|cover|titlepage|colophon", **_TYPE, "aria-label": _ANY,
                "aria-labelledby": "index|colophon"},
    "ol": {**_LANGUAGE, "class": "labelled|wide|wider", "start": r"\d+"},
    "ul": {**_LANGUAGE, "class": "labelled|wide|wider|index"}, "li": _LANGUAGE,
    "blockquote": _LANGUAGE, "pre": _LANGUAGE,
    "div": {**_LANGUAGE, "class": "verse(?: pairs)?|scroll", "tabindex": "0", "role": "region", "aria-label": _ANY},
    "figure": _LANGUAGE, "figcaption": {}, "table": {**_LANGUAGE, "class": "tight"},
    "caption": {}, "thead": {}, "tbody": {}, "tr": {},
    "img": {"src": _ANY, "alt": _ANY, "width": r"\d+", "role": "doc-cover"},
    "th": {**_LANGUAGE, "scope": "col|row", "colspan": r"\d+", "rowspan": r"\d+", "class": "start|center|end"},
    "td": {**_LANGUAGE, "colspan": r"\d+", "rowspan": r"\d+", "class": "start|center|end"},
    "head": {}, "title": {}, "style": {}, "link": {"rel": "stylesheet", "type": "text/css", "href": r"style\.css"},
    "meta": {"charset": "utf-8", "name": _ANY, "content": _ANY, "http-equiv": "Content-Security-Policy"},
}  # fmt: skip


def program_of(root: Any) -> str:
    """Return what a page, or the package of a book, states that it was made with; nothing if it states none."""
    return next((one.get("content", "") for one in root.iter("{*}meta") if one.get("name") == "generator"), "")


def markup_extras(root: Any) -> Iterator[str]:
    """Yield the elements and attributes of a page that those of this version do not have, each once."""
    found: dict[str, None] = {}
    for element in root.iter():
        if not isinstance(element.tag, str):
            found[f"[comment] {' '.join((element.text or '').split())[:60]}"] = None
            continue
        name = element.tag.rpartition("}")[2]
        if name not in _ALLOWED:
            found[f"[{name}]"] = None
            continue
        for key, value in element.attrib.items():
            if key not in _ALLOWED[name] or not _pattern(_ALLOWED[name][key]).fullmatch(value):
                found[f"[{name} {key.rpartition('}')[2]}] {value[:60]}"] = None
        if name in _NAMED and not element.get("id"):
            found[f"[{name} without id]"] = None
        if name == "a" and not element.get("href"):
            found["[a without href]"] = None
        if name in _FILLED and not len(element):
            found[f"[{name}] without anything in it"] = None
    for article in root.iter("{*}article"):
        for key in ("lang", "dir"):
            if article.get(key) != root.get(key):
                found[f"[article {key}] {article.get(key)}"] = None
        if not article.get("class"):
            found["[article class]"] = None
    yield from found


_FILLED = frozenset(("header", "footer", "section", "main", "body"))
_NAMED = frozenset(f"h{level}" for level in range(2, 7))
_pattern = lru_cache(maxsize=128)(lambda text: re.compile(text, re.DOTALL))


class Cover(NamedTuple):
    """The cover of a book as it is drawn, its picture, what it is drawn in, and whether it is of a volume."""

    theme: str
    families: str
    drawing: bytes
    picture: bytes
    bound: bool


def cover_differences(cover: Cover, work: Article | Volume) -> Iterator[str]:
    """Yield what the cover of a book shows otherwise than that of `work` in its theme."""
    known = drawn_cover(work, cover.theme, cover.families)
    if known is not None:
        yield from (
            f"[cover] another {name}"
            for name, shown, made in zip(("drawing", "picture"), (cover.drawing, cover.picture), known, strict=True)
            if shown != made
        )


def families_of(css: str) -> str | None:
    """Return the families of text and headlines in a style sheet, joined by a line end; None if there are others.

    One that no document can have, as it has no Arabic letters, is empty. Fonts that the user gave for characters that
    these lack stand in the lists of both.
    """
    text, headline = _TEXT_FAMILY.search(css), _HEADLINE_FAMILY.search(css)
    if text is None or headline is None:
        return "\n"
    lists = [_NAME.findall(found[0]) for found in (text, headline)]
    ours = {family.name: family for family in bundled_families().values()}
    if set(lists[0]) - ours.keys() and set(lists[0]) - ours.keys() == set(lists[1]) - ours.keys() - set(lists[1][:1]):
        return None
    first = (next(iter(names), "") for names in lists)
    return "\n".join("" if one in ours and not ours[one].is_arabic else one for one in first)


def sheet_extras(theme: str, format: str, css: str) -> Iterator[str]:
    """Yield the rules of a style sheet that a bundled theme does not have; nothing if the sheet cannot be known."""
    faces = list(_FACE.finditer(css)) if css.startswith("@font-face") else []
    rest = css[faces[-1].end() :] if faces else css
    families = families_of(rest)
    if families is None:
        return
    if "" in families.split("\n"):
        yield "[rule] a style sheet without the fonts of a theme"
        return
    rules = _rules_otherwise(theme, families, format, rest)
    if rules is None:
        return
    yield from (f"[@font-face] {one[1]}" for one in faces if not _PLACES[format].fullmatch(one[3]))
    weights = [one.group(1, 2) for one in faces]
    yield from ["[@font-face] twice"] if len(set(weights)) < len(weights) else []
    yield from rules


@lru_cache(maxsize=64)
def _rules_otherwise(theme: str, families: str, format: str, css: str) -> tuple[str, ...] | None:
    """Return the rules of a style sheet, without its fonts, that are not those of the theme; None if no one knows."""
    made = [blank(format, theme=theme, families=families, rich=rich) for rich in (False, True)]
    known = [sheet.decode().strip() for sheet in made if sheet is not None]
    if not known:
        return None
    css = _DIGITS.sub("", css).strip()
    if css in (_DIGITS.sub("", sheet).strip() for sheet in known):
        return ()
    lines = {line for sheet in known for line in sheet.splitlines()}
    shown = css.splitlines()
    others = [line for line in shown if line not in lines]
    others += [line for line in known[0].splitlines() if line not in set(shown)] if not others else []
    return tuple(f"[rule] {line[:80]}" for line in others[:3] or ["in another order"])


def package_closed(package: Any) -> Iterator[str]:
    """Yield what the package of a book states that none of this version does (EPUB 3.3, 5)."""
    for one in package.iter():
        name = tag_of(one).rpartition("}")[2]
        if name not in _PACKAGED:
            yield f"[{name}]"
        elif name == "meta" and (told := one.get("property") or "") and not _PROPERTIES.fullmatch(told):
            yield f"[{told}] {one.text or ''}"
        for key in one.attrib:
            if key.rpartition("}")[2] not in _PACKAGED.get(name, "").split():
                yield f"[{name} {key.rpartition('}')[2]}] {one.get(key)}"


#: The elements of packages with their attributes, and what their metadata may state.
_PACKAGED = {
    "package": "unique-identifier version dir prefix lang", "metadata": "", "manifest": "", "guide": "",
    "meta": "name content property refines id scheme", "link": "rel href media-type",
    "item": "href id media-type properties", "spine": "toc page-progression-direction", "itemref": "idref",
    "reference": "type title href",
    **dict.fromkeys(("identifier", "title", "language", "creator", "publisher"), "id lang dir"),
    **dict.fromkeys(("source", "rights", "description", "date", "subject", "contributor"), "id lang dir"),
}  # fmt: skip
_PROPERTIES = re.compile(
    r"dcterms:(?:modified|conformsTo)|schema:access\w+|a11y:\w+|source-of|pageBreakSource|file-as|identifier-type|"
    r"(?:[\w-]+:)?role"
)
