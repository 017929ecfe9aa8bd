"""Values of properties that documents do not have, and that may hide text or show it otherwise.

What is known to be harmless passes; all else is reported, as nobody knows what browsers will do with it.
"""

from __future__ import annotations

import math
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
    "counter-increment": re.compile(r"(?!.*\blist-item\b).*"),
    "mix-blend-mode": re.compile(r"normal"),
    "opacity": re.compile(r"[\d.]+%?"),
    "text-transform": re.compile(r"full-size-kana|full-width"),
    "font-variant": re.compile(r"(?!.*(?:caps|super|sub|historical|\()).*"),
    "font-feature-settings": re.compile(
        r'(?:[\s,]*"(?:kern|[hdc]?lig|liga|calt|[tpo]num|lnum|zero|case|cpsp|ss\d\d|cv\d\d)"(?:\s+(?:on|off|\d))?)+'
    ),
    "float": re.compile(r"(?:inline-)?(?:start|end)|left|right|footnote"),
    "column-count": re.compile(r"[1-4]"),
    "color-scheme": re.compile(r"(?:light|dark|only|\s)+"),
    "forced-color-adjust": re.compile(r"auto"),
    "text-size-adjust": re.compile(r"1\d\d%"),
    "image-orientation": re.compile(r"from-image"),
    "initial-letter": re.compile(r"[1-4](?:\s+[1-4])?"),
    "text-wrap": re.compile(r"wrap|balance|pretty|stable|nowrap"),
    "text-wrap-mode": re.compile(r"wrap|nowrap"),
    "list-style-image": re.compile(r"none"),
    "object-fit": re.compile(r"contain|scale-down"),
    "hyphenate-character": re.compile(r"[\W_]*"),
}
#: Lengths in a value that are usual, in em, by property.
_BETWEEN: dict[str, tuple[float, float]] = {
    "outline": (0, 0.6), "outline-width": (0, 0.6), "outline-offset": (0, 2), "text-underline-offset": (-0.15, 1),
    "text-decoration-thickness": (0, 0.3), "text-shadow": (-0.15, 0.15),
    "letter-spacing": (-0.4, 0.25), "vertical-align": (-1, 1),
    "column-width": (6, math.inf), "columns": (6, math.inf), "gap": (0, 20), "row-gap": (0, 20),
    **{f"padding{side}": (0, 25) for side in (
        "", "-left", "-right", "-top", "-bottom", "-inline", "-inline-start", "-inline-end", "-block", "-block-start",
        "-block-end")},
}  # fmt: skip
_PART = re.compile(r"[+-]?[\d.]+(?:[a-z]+|%)?")
#: Properties whose value `none` is not what all text has.
_NEVER_NONE = frozenset(("speak", "user-select", "pointer-events"))
#: What moves a box over what stands above or below it: in em, so much is usual.
_MOVES = ("top", "bottom", "inset-block-start", "inset-block-end", "inset-block")
_MOST_MOVED, _LEAST_WIDTH = 1.0, 3.0
_PULLS = ("margin-top", "margin-bottom", "margin-block", "margin-block-start", "margin-block-end")
#: Elements whose own display would show what only programs read.
_UNSHOWN = frozenset(("head", "title", "style", "script", "meta", "link"))
_WITHIN = frozenset(("span", "b", "i", "em", "strong", "small", "bdi", "u", "mark", "time"))
_JUDGED = frozenset(
    """
    visibility font-size left right top bottom inset inset-inline inset-inline-start inset-inline-end inset-block
    inset-block-start inset-block-end text-indent clip clip-path transform scale translate rotate width height max-width
    max-height overflow overflow-x overflow-y margin margin-left margin-right margin-top margin-bottom margin-inline
    margin-inline-start margin-inline-end margin-block margin-block-start margin-block-end mask mask-image unicode-bidi
    direction zoom z-index white-space content-visibility background-position background-size
    background-repeat background-origin background-attachment list-style list-style-type
    text-decoration text-decoration-line font-weight font-style white-space-collapse
    """.split()  # noqa: SIM905
)
#: The elements whose lines stand below each other.
_LINES = re.compile(r"p|div|h[1-6]|li|td|th|blockquote|figcaption|pre|article|body|section|dd|dt")
_BOXES = frozenset(("img", "table", "tbody", "figure", "ul", "ol", "dl"))
_LEAST_HEIGHT, _LEAST_GAP = 0.6, -0.3


def unusual(told: Mapping[str, str], tag: str, size: float) -> Iterator[str]:
    """Yield each declaration of an element with this tag and font size, in pixels, that may not be harmless."""
    for name, value in told.items():
        name = re.sub("^-(?:webkit|moz|ms|epub)-(?!text-fill)", "", name)  # noqa: PLW2901
        odd = (name in _NEVER_NONE and value not in ("auto", "text", "normal")) or _is_levelled(name, value, tag, told)
        if not odd and (value in _USUAL or name.startswith("--")):
            continue
        if odd or not _is_harmless(name, value, tag, size) or _is_out_of_line(name, value, tag, size, told):
            yield f"[style] {name}: {value[:80]}"


def _is_levelled(name: str, value: str, tag: str, told: Mapping[str, str]) -> bool:
    """Return whether what is set apart from other text, or in lines of its own, is as any text."""
    match name:
        case "font-weight" if tag in ("strong", "b"):
            return not _BOLD.fullmatch(value)
        case "font-style" if tag in ("em", "i"):
            return value == "normal" and not _BOLD.fullmatch(told.get("font-weight", ""))
        case "white-space" | "white-space-collapse" if tag == "pre":
            return not re.match(r"pre\b|pre-wrap|preserve|break-spaces", value)
        case "white-space" | "white-space-collapse":
            return value.startswith(("pre", "break-spaces"))
    return False


_BOLD = re.compile(r"bold|bolder|[6-9]\d\d")


def _is_harmless(name: str, value: str, tag: str, size: float) -> bool:
    if name in _JUDGED:
        return True
    if name in _HARMLESS:
        return _HARMLESS[name].fullmatch(value) is not None
    if name in _BETWEEN:
        low, high = (one * size for one in _BETWEEN[name])
        parts = _PART.findall(re.sub(r"\([^()]*\)|#\w+", "", value))
        sizes = (length(one, size, size) for one in parts if name != "columns" or not one.isdecimal())
        return all(one is None or low - 0.01 <= one <= high or (one == 0 and low > 0) for one in sizes)
    if name in ("color", "-webkit-text-fill-color", "background-color"):
        return _COLOUR.fullmatch(value) is not None or colour(value) is not None
    if name == "background":
        return "(" not in re.sub(r"(?:rgb|hsl|hwb)a?\([^()]*\)", "", value)
    if name == "line-height":
        return not _LINES.fullmatch(tag) or _height(value, size) >= _LEAST_HEIGHT * size
    if name == "word-spacing":
        return (length(value, size, size) or 0.0) >= _LEAST_GAP * size
    if name.startswith("font-variant"):
        return _HARMLESS["font-variant"].fullmatch(value) is not None
    if name == "box-shadow":
        parts = re.sub(r"\([^()]*\)", "", value).split(",")
        return not any(_is_covering(part, size) for part in parts if "inset" not in part)
    if name == "aspect-ratio":
        return tag == "img"
    return name in ("font", "font-family") and not _SIGNS.search(value.partition(",")[0])


def _is_covering(shadow: str, size: float) -> bool:
    """Return whether a shadow has sharp edges and reaches over the lines beside its box, or is far from it."""
    sizes = [length(one, size, size) or 0.0 for one in re.sub(r"#\w+", "", shadow).split() if _PART.fullmatch(one)]
    across, down, blur, spread = (*sizes, 0.0, 0.0, 0.0, 0.0)[:4]
    reach = max(abs(across), abs(down)) + spread
    return reach > (_MOST_MOVED * 3 if blur > size / 2 else _LEAST_HEIGHT) * size


def _is_out_of_line(name: str, value: str, tag: str, size: float, told: Mapping[str, str]) -> bool:
    """Return whether a usual property puts the box of this element where others are, or out of its kind."""
    if name in ("width", "max-width", "height", "max-height") and (tag in _BOXES or _LINES.fullmatch(tag)):
        by = length(value, size, math.inf)
        return by is not None and by < _LEAST_WIDTH * size * (0.3 if tag == "img" or "height" in name else 1)
    parts = value.split()
    if name == "margin":
        name, parts = "margin-top", parts[:3:2]
    if name in _PULLS or (name in _MOVES and told.get("position") in ("relative", "sticky")):
        sizes = [length(one, size, size) or 0.0 for one in parts]
        return any(one < -_MOST_MOVED * size or (one > _MOST_MOVED * size and name in _MOVES) for one in sizes)
    match name:
        case "display":
            if tag in _OWN:
                return value not in (_OWN[tag], "contents")
            joined = value == "inline" and _LINES.fullmatch(tag) is not None
            return joined or tag in _UNSHOWN or (value in _GROUPS and tag != _GROUPS[value])
        case "float":
            return tag in _WITHIN and value != "footnote"
        case "vertical-align" if tag in ("sup", "sub"):  # reset, where it is moved in another way
            return value == "baseline" and "position" not in told
        case "vertical-align":
            return value in ("super", "sub")
        case "overflow" | "overflow-x" | "overflow-y" if tag in ("html", "body"):
            return value in ("hidden", "clip") and any(one in told for one in ("height", "max-height", "width"))
        case "column-count" | "columns":
            return any(one.isdecimal() and int(one) > 4 for one in parts)
    return False


#: How the parts of lists and tables are displayed, without which they have no labels, or no columns.
_OWN = {
    "li": "list-item", "tr": "table-row", "td": "table-cell", "th": "table-cell", "caption": "table-caption",
    "thead": "table-header-group", "tbody": "table-row-group", "tfoot": "table-footer-group",
}  # fmt: skip
_GROUPS = {"table-header-group": "thead", "table-footer-group": "tfoot"}


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
