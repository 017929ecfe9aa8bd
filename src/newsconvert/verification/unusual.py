"""Values of properties that documents do not have, and that may hide text or show it otherwise.

What is known to be harmless passes; all else is reported, as nobody knows what browsers will do with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from .cssvalues import colour, length

_USUAL = frozenset(("initial", "inherit", "unset", "revert", "revert-layer", "none", "normal", "auto", ""))
_COLOUR = re.compile(r"inherit|currentcolor|initial|unset|revert|transparent")
_SIGNS = re.compile(r"wingdings|webdings|symbol|dingbats|\bicons?\b", re.IGNORECASE)
#: Harmless values by property.
_HARMLESS: dict[str, re.Pattern[str]] = {
    "display": re.compile(
        r"(?:block|inline|flex|grid|table|flow-root|list-item|run-in|inline-(?:block|flex|grid|table)|contents|ruby[\w-]*|"
        r"table-(?:row|cell|caption|(?:header|footer|row)-group)|block flow|-webkit-(?:inline-)?flex|math)"
    ),
    "position": re.compile(r"static|relative|sticky"),
    "flex-direction": re.compile(r"row|column"),
    "flex-flow": re.compile(r"(?:row|column)?\s*(?:no)?wrap"),
    "order": re.compile(r"0"),
    "writing-mode": re.compile(r"horizontal-tb|lr-tb|rl-tb|lr|rl"),
    "text-overflow": re.compile(r"clip"),
    "filter": re.compile(r"(?:\s*(?:drop-shadow|opacity)\((?:[^()]|\([^()]*\))*\))+"),
    "counter-reset": re.compile(r"(?!.*\blist-item\b).*"),
    "counter-set": re.compile(r"(?!.*\blist-item\b).*"),
    "background-image": re.compile(r"none"),
    "background-clip": re.compile(r"(?:border|padding|content)-box"),
    "quotes": re.compile(r"(?:[\W_]|auto\b|match-parent\b)*"),
    "mix-blend-mode": re.compile(r"normal"),
    "opacity": re.compile(r"[\d.]+%?"),
}
_JUDGED = frozenset(
    """
    visibility font-size left right top bottom inset inset-inline inset-inline-start inset-inline-end inset-block
    inset-block-start inset-block-end text-indent clip clip-path transform scale translate rotate width height max-width
    max-height overflow overflow-x overflow-y margin margin-left margin-right margin-top margin-bottom margin-inline
    margin-inline-start margin-inline-end margin-block margin-block-start margin-block-end mask mask-image unicode-bidi
    direction letter-spacing zoom z-index white-space content-visibility background-position background-size
    background-repeat background-origin background-attachment list-style list-style-type list-style-image
    text-decoration text-decoration-line
    """.split()  # noqa: SIM905
)
#: The elements whose lines stand below each other.
_LINES = re.compile(r"p|div|h[1-6]|li|td|th|blockquote|figcaption|pre|article|body|section|dd|dt")
_LEAST_HEIGHT, _LEAST_GAP = 0.6, -0.3


def unusual(told: Mapping[str, str], tag: str, size: float) -> Iterator[str]:
    """Yield each declaration of an element with this tag and font size, in pixels, that may not be harmless."""
    for name, value in told.items():
        if value in _USUAL or name.startswith("--") or name in _JUDGED:
            continue
        if name in _HARMLESS:
            harmless = _HARMLESS[name].fullmatch(value) is not None
        elif name in ("color", "-webkit-text-fill-color", "background-color"):
            harmless = _COLOUR.fullmatch(value) is not None or colour(value) is not None
        elif name == "background":
            harmless = "(" not in re.sub(r"(?:rgb|hsl|hwb)a?\([^()]*\)", "", value)
        elif name == "line-height":
            harmless = not _LINES.fullmatch(tag) or _height(value, size) >= _LEAST_HEIGHT * size
        elif name == "word-spacing":
            harmless = (length(value, size, size) or 0.0) >= _LEAST_GAP * size
        else:
            harmless = name in ("font", "font-family") and not _SIGNS.search(value.partition(",")[0])
        if not harmless:
            yield f"[style] {name}: {value[:80]}"


def _height(value: str, size: float) -> float:
    number = re.fullmatch(r"[\d.]+", value)
    found = float(value) * size if number and value.strip(".") else length(value, size, size)
    return size if found is None else found


#: The kinds of labels that are numbers, and those that are signs.
_NUMBERED = re.compile(r"\b(?:decimal|decimal-leading-zero|arabic-indic|persian|urdu)\b")
_MARKED = re.compile(r"\b(?:disc|circle|square|none|disclosure-\w+)\b")
_OTHER = re.compile(r"\b(?:inside|outside|initial|inherit|unset|revert)\b")


def label_kind(told: Mapping[str, str]) -> str | None:
    """Return what the labels of items are by `list-style` and `list-style-type`; None if that is not stated."""
    found = told.get("list-style-type") or told.get("list-style")
    if found is None or found in ("initial", "inherit", "unset", "revert"):
        return None
    return _OTHER.sub("", found).strip() or None


def is_label(kind: str, *, ordered: bool) -> bool:
    """Return whether labels of this kind are what items of a list have."""
    return (_NUMBERED if ordered else _MARKED).fullmatch(kind) is not None
