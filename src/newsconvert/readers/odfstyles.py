"""The styles of an OpenDocument text: what its paragraphs, letters and lists are (ODF 1.3 part 3, section 16)."""

from __future__ import annotations

import re
from typing import Any

from .markupxml import children, local
from .numberforms import format_number

_DEEPEST = 20
_PLACE = re.compile("%([0-9]{1,2})%")
#: Styles as LibreOffice names them in files of every language, by words in them.
KINDS = {
    "title": "title", "subtitle": "subtitle", "deck": "subtitle", "kicker": "kicker", "byline": "byline",
    "author": "byline", "dateline": "dateline", "quotation": "quotation", "quotations": "quotation",
    "quote": "quotation", "intense quote": "quotation", "block quotation": "quotation", "block text": "quotation",
    "preformatted text": "preformatted", "html preformatted": "preformatted", "source code": "preformatted",
    "verse": "verse", "poem": "verse", "poetry": "verse", "table heading": "table heading", "caption": "caption",
    "table caption": "caption", "image caption": "caption",
    "illustration": "caption", "drawing": "caption", "figure": "caption", "table": "caption",
    "horizontal line": "rule",
}  # fmt: skip
_FORMS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}


def name_of(element: Any, name: str) -> str:
    """Return the value of an attribute by its local name; an empty string where there is none."""
    found = (value for key, value in element.attrib.items() if key.rpartition("}")[2] == name)
    return next(found, "")


class Styles:
    """The styles of a document: those of `content`, and those that it shares with others, in `shared`."""

    def __init__(self, content: Any, shared: Any) -> None:
        self._styles: dict[str, Any] = {}
        self._lists: dict[str, dict[int, Any]] = {}
        self._outline: dict[int, Any] = {}
        self._counts: dict[tuple[str, int], int] = {}
        self._headings: dict[int, int] = {}
        self._page_texts: dict[str, None] = {}
        for root in (shared, content):
            for one in root.iter() if root is not None else ():
                name = local(one)
                if name.startswith(("header", "footer")) and local(one.getparent()) == "master-page":
                    for part in one.iter():
                        text = " ".join("".join(part.itertext()).split()) if local(part) in ("p", "h") else ""
                        if any(map(str.isalpha, text)):
                            self._page_texts[text] = None
                if name == "style":
                    self._styles[name_of(one, "name")] = one
                elif name in ("list-style", "outline-style"):
                    levels = {int(level): each for each in one if (level := name_of(each, "level")).isdecimal()}
                    if name == "list-style":
                        self._lists[name_of(one, "name")] = levels
                    else:
                        self._outline = levels

    def _chain(self, name: str) -> list[Any]:
        found: list[Any] = []
        while name in self._styles and len(found) < _DEEPEST:
            found.append(self._styles[name])
            name = name_of(found[-1], "parent-style-name")
        return found

    def page_texts(self) -> list[str]:
        """Return what the headers and footers of the pages say (16.10 to 16.14), each text once, but no numbers."""
        return [*self._page_texts]

    def kind(self, name: str) -> str:
        """Return what a paragraph is by its style or those above it, such as "title"; an empty string for any other."""
        names = [name, *(name_of(one, "name") for one in self._chain(name))]
        names += [name_of(one, "parent-style-name") for one in self._chain(name)]
        plain = [one.replace("_20_", " ").lower() for one in names]
        return next((KINDS[one] for one in plain if one in KINDS), "")

    def heading(self, name: str) -> int:
        """Return the level of the heading that a paragraph's style makes of it, 0 for none."""
        for one in (name, *(name_of(each, "parent-style-name") for each in self._chain(name))):
            level = one.removeprefix("Heading_20_")
            if level != one and level.isdecimal() and 0 < int(level) < 10:
                return int(level)
        return 0

    def _property(self, style: str, name: str) -> str:
        for one in self._chain(style):
            value = next((found for part in children(one, "text-properties") if (found := name_of(part, name))), "")
            if value:
                return value
            if name_of(one, "family") == "paragraph" and not name_of(one, "parent-style-name"):
                break
        return ""

    def is_hidden(self, style: str) -> bool:
        """Return whether letters of a style are hidden."""
        return self._property(style, "display") == "none"

    def font(self, style: str) -> str:
        """Return the font of a style's letters, which files name once and number where they declare it again."""
        return self._property(style, "font-name") or self._property(style, "font-family").strip("'")

    def marks(self, style: str) -> list[str]:
        """Return the elements of HTML that the letters of a style, an automatic one, stand for."""
        one = self._styles.get(style)
        if one is None:
            return []
        position = self._property(style, "text-position").split(" ")[0]
        made = []
        if position == "super" or (position.endswith("%") and position[:-1].isdecimal() and int(position[:-1]) > 0):
            made.append("sup")
        elif position == "sub" or position.startswith("-"):
            made.append("sub")
        if self._property(style, "text-line-through-style") not in ("", "none") or self._property(
            style, "text-line-through-type"
        ) not in ("", "none"):
            made.append("s")
        names = {"font-weight": "b", "font-weight-complex": "b", "font-style": "i", "font-style-complex": "i"}
        for name, tag in names.items():
            if self._property(style, name) in ("bold", "600", "700", "800", "900", "italic") and tag not in made:
                made.append(tag)
        return [] if self.heading(style) or self.kind(style) else made

    # Numbers

    def begin_list(self, style: str, level: int, *, goes_on: bool) -> bool:
        """Begin a list of a level; return whether it is numbered."""
        if not goes_on:
            self._counts.pop((style, level), None)
        found = self._lists.get(style, {}).get(level)
        return (
            found is not None
            and local(found) == "list-level-style-number"
            and bool(
                name_of(found, "num-format") + name_of(found, "num-prefix") + name_of(found, "num-suffix").strip(".")
            )
        )

    def next_label(self, style: str, level: int, start: str) -> str:
        """Return the label of the next item of a numbered list, as programs print it."""
        levels = self._lists[style]
        first = name_of(levels[level], "start-value")
        usual = int(first) if first.isdecimal() and len(first) < 7 else 1
        count = int(start) if start.isdecimal() and len(start) < 7 else self._counts.get((style, level), usual - 1) + 1
        self._counts[style, level] = count
        return self._label(levels, level, {at: self._counts.get((style, at), 1) for at in range(1, level + 1)})

    def outline_label(self, level: int) -> str:
        """Return the number that a heading of a level has, an empty string where headings have none."""
        found = self._outline.get(level)
        if found is None or not name_of(found, "num-format"):
            return ""
        self._headings[level] = self._headings.get(level, 0) + 1
        for deeper in [at for at in self._headings if at > level]:
            del self._headings[deeper]
        return self._label(self._outline, level, {at: self._headings.get(at, 1) for at in range(1, level + 1)})

    @staticmethod
    def _label(levels: dict[int, Any], level: int, counts: dict[int, int]) -> str:
        one = levels[level]
        if stated := name_of(one, "num-list-format"):  # of LibreOffice, which has the numbers of other levels in it
            return _PLACE.sub(lambda found: _number(levels, int(found[1]), counts), stated)
        shown = name_of(one, "display-levels")
        depth = min(int(shown), level) if shown.isdecimal() and 0 < int(shown) < 11 else 1
        numbers = [_number(levels, at, counts) for at in range(level - depth + 1, level + 1)]
        parts = [number for number in numbers if number]
        return f"{name_of(one, 'num-prefix')}{'.'.join(parts)}{name_of(one, 'num-suffix')}"


def _number(levels: dict[int, Any], at: int, counts: dict[int, int]) -> str:
    """Return the number of a level in its form; an empty string where it has none."""
    form = name_of(levels[at], "num-format") if at in levels else ""
    return format_number(counts.get(at, 1), _form(form), arabic_indic=form.startswith("١")) if form else ""


def _form(form: str) -> str:
    """Return a format of numbers as word processing has it: «أ, ب, ت, ...» are the letters in their order."""
    letters = form.replace(" ", "")
    if letters.startswith("أ,ب,ت"):
        return "arabicAlpha"
    return "arabicAbjad" if letters.startswith(("أ,ب,ج", "ا,ب,ج")) else _FORMS.get(form, "decimal")
