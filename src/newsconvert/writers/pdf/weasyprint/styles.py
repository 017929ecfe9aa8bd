"""Computed values that are kept for all documents: the same rules in the same fonts compute to the same values.

Each document has styles of its own, as WeasyPrint changes some of them. A value that one lacks is taken from what was
computed before for an element of that kind: one with the same rules, in a parent of the same kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Any

from weasyprint import css
from weasyprint.css import Style
from weasyprint.layout import inline

#: How many kinds of elements are kept, with some hundred values each.
_KEPT = 1_000
#: Lengths that hang on the size of the first page.
_OF_PAGE = re.compile(r"\dp?v(?:w|h|i|b|min|max)\b", re.IGNORECASE)
#: Properties that WeasyPrint notes beside their values.
_NOTED = frozenset(("position", "float", "display"))


class _Kind:
    """What was computed for the elements of a kind, and for anonymous boxes in them, and the kinds inside of it.

    What it was computed from is `held`, so that nothing else comes to have the id of one of its rules.
    """

    def __init__(self, held: object = None) -> None:
        self.held = held
        self.computed: dict[str, Any] = {}
        self.anonymous: dict[str, Any] = {}
        self.inside: dict[object, _Kind] = {}


class _Kinds:
    """The kinds of all documents so far; those of root elements are inside of `root`."""

    def __init__(self) -> None:
        self.root = _Kind()
        self._count = 0

    def of(self, style: css.ComputedStyle, above: _Kind) -> _Kind:
        """Return the kind of a style, in a parent of the kind `above`."""
        # What attributes say is parsed for each document anew, all else once with its sheet.
        rules = tuple(
            (name, value if name == "lang" or isinstance(value, str) else id(value), *weight[:2], *weight[2])
            for name, (value, weight) in style.cascaded.items()
        )
        key = (style.pseudo_type, rules, id(style.font_config))
        if key not in above.inside:
            if self._count >= _KEPT:
                self.root.inside.clear()
                self._count = 0
            self._count += 1
            above.inside[key] = _Kind((style.cascaded, style.font_config))
        return above.inside[key]


_kinds = _Kinds()


class _Anonymous(css.AnonymousStyle):
    """The style of an anonymous box; what is computed for it is kept."""

    kept: dict[str, Any]

    def __missing__(self, key: str) -> Any:
        if key in self.kept:
            value = self[key] = self.kept[key]
        else:
            value = self.kept[key] = super().__missing__(key)
        return value


class _Computed(css.ComputedStyle):
    """The style of an element; what is computed for it is kept."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        parent = self.parent_style
        self.kind: _Kind = _kinds.of(self, parent.kind if isinstance(parent, _Computed) else _kinds.root)

    def copy(self) -> Style:
        """Return a style that may be changed, so that nothing is kept of it."""
        made = super().copy()
        assert isinstance(made, _Computed)
        made.kind = _Kind()
        return made

    def __missing__(self, key: str) -> Any:
        kept = self.kind.computed
        if key in kept:
            value = self[key] = kept[key]
        else:
            value = super().__missing__(key)
            if key not in _NOTED:
                kept[key] = value
        return value

    @cached_property
    def anonymous_style(self) -> Style:
        """The style of anonymous boxes in the element."""
        made = _Anonymous(self)
        made.kept = self.kind.anonymous
        return made


@contextmanager
def kept_values(sheets: str) -> Iterator[None]:
    """Lay a document with these style sheets out in a block; what hangs on its first page is not kept beyond it."""
    outside = _kinds.root
    if _OF_PAGE.search(sheets):
        _kinds.root = _Kind()
    try:
        yield
    finally:
        _kinds.root = outside


_plain_strut = inline.strut


def _strut(style: Style) -> tuple[float, float]:
    """Do what WeasyPrint's `strut` does, once a style: it writes all that names a font down to find what it knows."""
    kept = vars(style)
    if "strut" not in kept:
        kept["strut"] = _plain_strut(style)
    found: tuple[float, float] = kept["strut"]
    return found


# What makes the styles of a document calls the class by its name, what lays lines out the function.
_css: Any = css
_css.ComputedStyle = _Computed
inline.strut = _strut
