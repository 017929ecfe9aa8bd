"""What the styles of a Word document say of its paragraphs and runs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from ...packages.word import W

_W = f"{{{W}}}"
OFF = ("0", "false", "off", "none", "nil")
_DEEPEST = 20


class Styles:
    """The styles of a document.

    Values are taken as they stand: the properties of python-docx raise errors of their own where one is not as the
    schema has it.
    """

    def __init__(self, root: Any) -> None:
        self._root = root
        self.by_id: dict[str, Any] = {style.get(f"{_W}styleId", ""): style for style in root.style_lst}
        self._names: dict[str, str] = {}
        self._properties: dict[tuple[str, str], Any] = {}

    @cached_property
    def _default_paragraph(self) -> str:
        return next(
            (
                name
                for name, style in self.by_id.items()
                if style.get(f"{_W}type") == "paragraph" and style.get(f"{_W}default") in ("1", "true", "on")
            ),
            "",
        )

    def of(self, paragraph: Any) -> str:
        """Return the identifier of a paragraph's style."""
        found = paragraph.find(f"{_W}pPr/{_W}pStyle")
        return found.get(f"{_W}val", "") if found is not None else self._default_paragraph

    def chain(self, key: str) -> Iterator[Any]:
        """Yield a style and those that it is based on."""
        for _ in range(_DEEPEST):
            style = self.by_id.get(key)
            if style is None:
                return
            yield style
            above = style.find(f"{_W}basedOn")
            key = above.get(f"{_W}val", "") if above is not None else ""

    def name(self, paragraph: Any, fields: tuple[str, ...]) -> str:
        """Return the name of a paragraph's style in lower case, which is the same in every language of Word.

        A style of someone's own counts as the one it is based on, if that is a heading or the title; one of `fields`
        keeps its name.
        """
        key = self.of(paragraph)
        if key not in self._names:
            self._names[key] = self._name(key, fields)
        name = self._names[key]
        outline = paragraph.find(f"{_W}pPr/{_W}outlineLvl")
        level = outline.get(f"{_W}val", "9") if outline is not None else "9"
        return f"heading {int(level) + 1}" if level in ("0", "1", "2", "3", "4", "5") and name != "title" else name

    def _name(self, key: str, fields: tuple[str, ...]) -> str:
        own = ""
        for style in self.chain(key):
            name = style.find(f"{_W}name")
            shown = (name.get(f"{_W}val", key) if name is not None else key).lower()
            if re.fullmatch(r"heading ?[1-9]|title", shown):
                return shown if not own or own not in fields else own
            own = own or shown
        return own or key.lower()

    def numbering(self, paragraph: Any) -> tuple[str, int | None, str]:
        """Return the list and the level of a paragraph, as it or its style says, and the style that has the list."""
        properties = paragraph.find(f"{_W}pPr/{_W}numPr")
        number, level = _numbering(properties)
        if number is not None:
            return number, level, ""
        for style in self.chain(self.of(paragraph)):
            number, depth = _numbering(style.find(f"{_W}pPr/{_W}numPr"))
            if number is not None:
                return number, depth if level is None else level, style.get(f"{_W}styleId", "")
        return "", None, ""

    def is_hidden(self, run: Any, paragraph: Any) -> bool:
        """Return whether a run is hidden (17.3.2.41): by itself, by a style, or by default."""
        return bool(_switch(self.run_property(run, paragraph, "vanish")))

    def is_on(self, run: Any, *names: str) -> bool:
        """Return whether a run has a property, by itself or by its own style; other names are those of its twins."""
        found = [one for name in names if (one := run.find(f"{_W}rPr/{_W}{name}")) is not None]
        if found:
            return any(_switch(one) for one in found)
        own = _own_style(run)
        parts = (style.find(f"{_W}rPr/{_W}{name}") for style in self.chain(own) for name in names) if own else ()
        return any(bool(_switch(one)) for one in parts)

    def run_property(self, run: Any, paragraph: Any, name: str) -> Any:
        """Return a property of a run: its own, that of its style, of its paragraph's, or of the document; or None."""
        own = run.find(f"{_W}rPr/{_W}{name}")
        if own is not None:
            return own
        found = (self._style_property(key, name) for key in (_own_style(run), self.of(paragraph)) if key)
        default = f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr/{_W}{name}"
        return next((one for one in found if one is not None), self._root.find(default))

    def _style_property(self, key: str, name: str) -> Any:
        """Return a property of runs that a style has, or one that it is based on; or None."""
        if (key, name) not in self._properties:
            found = (style.find(f"{_W}rPr/{_W}{name}") for style in self.chain(key))
            self._properties[key, name] = next((one for one in found if one is not None), None)
        return self._properties[key, name]

    def is_bold(self, paragraph: Any) -> bool:
        """Return whether the style of a paragraph, not its runs, sets it in bold."""
        found = (style.find(f"{_W}rPr/{_W}{name}") for style in self.chain(self.of(paragraph)) for name in ("bCs", "b"))
        stated = next((one for one in found if one is not None), None)
        runs = (run.find(f"{_W}rPr/{_W}{name}") for run in paragraph.iter(f"{_W}r") for name in ("b", "bCs"))
        return bool(_switch(stated)) and all(_switch(one) is not False for one in runs)

    def is_rtl(self, paragraph: Any) -> bool:
        """Return whether a paragraph is set from right to left (17.3.1.6), by itself or by its style."""
        stated = (one.find(f"{_W}pPr/{_W}bidi") for one in (paragraph, *self.chain(self.of(paragraph))))
        return bool(_switch(next((one for one in stated if one is not None), None)))

    def run_style(self, run: Any) -> str:
        """Return the name of a run's style in lower case."""
        if not (key := _own_style(run)):
            return ""
        style = self.by_id.get(key)
        name = style.find(f"{_W}name") if style is not None else None
        return str(name.get(f"{_W}val", key) if name is not None else key).lower()


def _own_style(run: Any) -> str:
    """Return the key of the style that a run names itself; an empty text without."""
    named = run.find(f"{_W}rPr/{_W}rStyle")
    return str(named.get(f"{_W}val", "")) if named is not None else ""


def _switch(element: Any) -> bool | None:
    """Return whether a property is on; None if it is not said."""
    return None if element is None else element.get(f"{_W}val", "1") not in OFF


def _numbering(properties: Any) -> tuple[str | None, int | None]:
    if properties is None:
        return None, None
    number, level = properties.find(f"{_W}numId"), properties.find(f"{_W}ilvl")
    depth = level.get(f"{_W}val", "") if level is not None else ""
    return (
        number.get(f"{_W}val", "0") if number is not None else None,
        int(depth) if depth.isdecimal() and len(depth) < 3 else None,
    )


def is_drop_cap(element: Any) -> bool:
    """Return whether a paragraph is the dropped letter of the next one (17.3.1.11)."""
    frame = element.find(f"{_W}pPr/{_W}framePr")
    return frame is not None and frame.get(f"{_W}dropCap") in ("drop", "margin")


def is_rule(element: Any) -> bool:
    """Return whether an empty paragraph is a line across the page: by its border, or as a shape."""
    borders = element.find(f"{_W}pPr/{_W}pBdr")
    sides = [borders.find(f"{_W}{side}") for side in ("top", "bottom")] if borders is not None else []
    bordered = any(side is not None and side.get(f"{_W}val") not in OFF for side in sides)
    return bordered or element.find(".//{*}rect[@{urn:schemas-microsoft-com:office:office}hr]") is not None
