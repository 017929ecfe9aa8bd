"""The fonts of a book: each file holds what its weight shows on the pages, and no more.

Which font sets which character is found as a browser finds it: the style sheet is matched with the pages (CSS
Cascading 4), and a character goes to the first family of the list that has it (CSS Fonts 4, section 5.2).
"""

from __future__ import annotations

import re
import string
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree as ET

from ...fontfile import subset
from ...resources import Family, Typefaces

# What a browser makes bold by itself (HTML, section 15.3), and what it writes itself: the marks of lists.
_BOLD = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "b", "strong", "th"})
_MARKS = {"ol": frozenset("0123456789٠١٢٣٤٥٦٧٨٩. "), "ul": frozenset("• ")}
_FEW = 16
_WHOLES = tuple(
    frozenset(map(ord, whole))
    for whole in (
        [chr(code) for code in (*range(0x0621, 0x063B), *range(0x0640, 0x064B))],  # letters and the tatweel
        [chr(code) for code in range(0x064B, 0x0653)],  # marks
        "٠١٢٣٤٥٦٧٨٩", "0123456789", string.ascii_lowercase, string.ascii_uppercase,
        "\xa0.,:;!?()[]/-–—…'\"“”%•،؛؟«»@#&*+=_٪",
    )
)  # fmt: skip
_XHTML = "{http://www.w3.org/1999/xhtml}"


class Font(NamedTuple):
    """A font file of the book."""

    name: str
    media_type: str
    data: bytes


class _Style(NamedTuple):
    """What the text of an element is set in."""

    families: tuple[str, ...]
    bold: bool


_Shown = dict[_Style, set[str]]


def fonts(pages: Iterable[bytes], css: str, typefaces: Typefaces) -> dict[Path, Font]:
    """Return a subset of each font file that sets a character of `pages`, with its name and media type in the book.

    TrueType and OpenType are core media types (EPUB 3.3, section 3.2) that every reading system takes, of EPUB 2 as
    well; WOFF2 would be a fifth smaller, but older ones do not open it, and packing it takes longer than all the rest.
    A text's characters are rounded up to the whole of what they come from, such as the letters or the digits, so that
    texts share their fonts, and a process cuts and packs few of them: most articles use most letters anyway.
    The name is ASCII and numbered: a user's own file may be named like another, or as no address in CSS can be.
    """
    sheet = _sheet(css)
    shown: _Shown = defaultdict(set)
    for page in pages:
        sheet.read(ET.fromstring(page), shown)
    everything = sheet.generated if sheet.exact else sheet.generated.union(*shown.values())
    needed: dict[Path, set[int]] = defaultdict(set)
    known = {family.name: family for family in typefaces.all}
    for (names, bold), characters in shown.items():
        chain = [known[name] for name in names if name in known] or list(typefaces.chain(typefaces.text))
        for path, codes in _shared_out(characters | everything, chain, bold):
            needed[path] |= codes
    if not sheet.exact:
        for family in (typefaces.text, typefaces.headline):
            for path in (family.regular, family.bold):
                needed[path] |= {ord(character) for character in everything}
    made: dict[Path, Font] = {}
    for path in (path for family in typefaces.all for path in dict.fromkeys((family.regular, family.bold))):
        if path in needed and path not in made:
            data = subset(path, _round_up(frozenset(needed[path])))
            kind = "otf" if data.startswith(b"OTTO") else "ttf"
            stem = re.sub("[^A-Za-z0-9]+", "-", path.stem)
            made[path] = Font(f"fonts/{len(made) + 1}-{stem}.{kind}", f"font/{kind}", data)
    return made


def _shared_out(characters: set[str], chain: list[Family], bold: bool) -> Iterable[tuple[Path, set[int]]]:
    """Yield the font files that set `characters`, each with the code points it sets.

    Marks and joiners go to every file: a cluster stays in one font, whichever that is.
    """
    left = {ord(character) for character in characters}
    clinging = {code for code in left if unicodedata.category(chr(code))[0] in "MC"}
    for family in chain:
        codes = left & family.characters
        if not codes - clinging:
            continue
        yield (family.bold if bold else family.regular), codes | (clinging & family.characters)
        left -= codes - clinging
        if not left - clinging:
            return


class _Rule(NamedTuple):
    """What a rule says of fonts; None where it says nothing."""

    families: tuple[str, ...] | None
    bold: bool | None


class _Sheet:
    """The rules of a style sheet that choose fonts."""

    def __init__(self, css: str) -> None:
        import cssselect2
        import tinycss2

        self.root, self.matcher = cssselect2.ElementWrapper.from_html_root, cssselect2.Matcher()
        #: Characters that the style sheet itself puts on the page.
        self.generated: set[str] = set()
        #: Whether fonts depend on the pages alone: not on the size of the window, nor on anything not understood here.
        self.exact = True
        #: Whether an element's font depends on nothing but its name and class, and those of the elements around it.
        self.plain = True
        #: What is known of such elements by what they stand in, name and class: a number, and their style.
        self.known: dict[tuple[int, str, str | None], tuple[int, _Style]] = {}
        self.numbers = count()
        for rule in tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True):
            if rule.type == "qualified-rule":
                self._add(rule)
            elif rule.type == "at-rule" and rule.lower_at_keyword != "font-face":
                self.exact = self.exact and not re.search("font|content", tinycss2.serialize(rule.content or ()))

    def _add(self, rule: Any) -> None:
        import cssselect2
        import tinycss2

        families: tuple[str, ...] | None = None
        bold: bool | None = None
        for declaration in tinycss2.parse_declaration_list(rule.content):
            if declaration.type != "declaration":
                continue
            name, strings = declaration.lower_name, tuple(t.value for t in declaration.value if t.type == "string")
            if name in ("font-family", "font"):
                families = strings or families
            if name in ("font-weight", "font"):
                bold = _weight(declaration.value)
            if name == "content":
                self.generated.update(*strings)
            self.exact = self.exact and not (declaration.important and name.startswith("font"))
        if families is None and bold is None:
            return
        selectors = tinycss2.serialize(rule.prelude)
        self.plain = self.plain and not re.search(r"[\[#+~:]", selectors)
        try:
            for selector in cssselect2.compile_selector_list(rule.prelude):
                self.exact = self.exact and selector.pseudo_element is None
                self.matcher.add_selector(selector, _Rule(families, bold))
        except cssselect2.SelectorError:
            self.exact = False

    def read(self, page: ET.Element, shown: _Shown) -> None:
        """Add to `shown` the characters of each style on a page, given by its root."""
        wrappers: dict[ET.Element, Any] = {}

        def walk(element: ET.Element, around: int, inherited: _Style) -> None:
            tag = element.tag.removeprefix(_XHTML)
            if tag == "head":
                return
            key = (around, tag, element.get("class"))
            found = self.known.get(key) if self.plain else None
            if found is None:
                if not wrappers:
                    wrappers.update((w.etree_element, w) for w in self.root(page).iter_subtree())
                found = next(self.numbers), self._style(wrappers[element], tag, inherited)
                found = self.known.setdefault(key, found) if self.plain else found
            number, style = found
            text = shown[style]
            text.update(element.text or "", _MARKS.get(tag, ""))
            for child in element:
                walk(child, number, style)
                text.update(child.tail or "")

        walk(page, -1, _Style((), False))

    def _style(self, element: Any, tag: str, inherited: _Style) -> _Style:
        families, bold = inherited.families, inherited.bold or tag in _BOLD
        for _, _, _, rule in self.matcher.match(element):
            families = families if rule.families is None else rule.families
            bold = bold if rule.bold is None else rule.bold
        return _Style(families, bold)


def _weight(tokens: Iterable[Any]) -> bool:
    """Return whether a declaration makes text bold: 600 and more is set in the Bold weight."""
    return any(
        (token.type == "ident" and token.lower_value in ("bold", "bolder"))
        or (token.type == "number" and token.value >= 600)
        for token in tokens
    )


def _round_up(codes: frozenset[int]) -> frozenset[int]:
    if len(codes) <= _FEW:
        return codes
    return codes.union(*(whole for whole in _WHOLES if not codes.isdisjoint(whole)))


@lru_cache(maxsize=8)
def _sheet(css: str) -> _Sheet:
    return _Sheet(css)
