"""How large and heavy the paragraphs of a Word document are set."""

from __future__ import annotations

from typing import Any

from ...packages.word import W
from .content import words_in
from .styles import OFF, Styles

_W = f"{{{W}}}"
#: What Word sets where nothing is said, in half-points (17.3.2.38).
_DEFAULT = 20
#: So many blocks from the beginning may be of the head.
LOOKED_AT = 24
#: Bold letters stand out as larger ones do.
BOLD = 2


def look_of(paragraph: Any, styles: Styles) -> int:
    """Return the size of the letters of a paragraph in half-points, that of its largest run; more if that is bold."""
    runs = (run for run in paragraph.iter(f"{_W}r") if words_in(run).strip())
    return max((_size(run, paragraph, styles) + _weight(run, paragraph, styles) for run in runs), default=0)


def _size(run: Any, paragraph: Any, styles: Styles) -> int:
    stated = (styles.run_property(run, paragraph, name) for name in ("szCs", "sz"))
    values = [one.get(f"{_W}val", "") for one in stated if one is not None]
    return max((int(value) for value in values if value.isdecimal() and len(value) < 5), default=_DEFAULT)


def _weight(run: Any, paragraph: Any, styles: Styles) -> int:
    stated = (styles.run_property(run, paragraph, name) for name in ("bCs", "b"))
    return BOLD if any(one is not None and one.get(f"{_W}val", "1") not in OFF for one in stated) else 0
