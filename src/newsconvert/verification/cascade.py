"""The style sheets of a page as rules, and the values that they give its elements (CSS Cascade 5, 6 and 7).

Selectors are matched by cssselect2, values parsed by tinycss2. Rules of media queries that ask for more than a screen
are kept apart, by the text of the query: each may hold on some screen.
"""

from __future__ import annotations

import re
from base64 import b64decode
from binascii import Error
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from urllib.parse import unquote_to_bytes

#: Properties that neither hide text nor change what it says; `hidden` knows some others, and reports the rest.
_HARMLESS = re.compile(
    r"(?:-(?:webkit|moz|ms|epub|adobe)-)?(?:"
    r"border(?!-image)[\w-]*|outline[\w-]*|padding[\w-]*|scroll[\w-]*|transition[\w-]*|text-align[\w-]*|text-justify|"
    r"text-wrap[\w-]*|text-emphasis[\w-]*|text-rendering|text-shadow|text-underline[\w-]*|text-autospace|text-spacing[\w-]*|"
    r"text-decoration-(?:color|style|thickness|skip[\w-]*)|text-size-adjust|text-transform|"
    r"font-(?:weight|style|variant[\w-]*|feature-settings|kerning|stretch|synthesis[\w-]*|optical-sizing|display|"
    r"language-override|smoothing|variation-settings|palette)|osx-font-smoothing|"
    r"hyphen[\w-]*|page-break[\w-]*|break-[\w-]*|column-(?:gap|rule[\w-]*|width|count|fill|span)|columns|orphans|widows|"
    r"caption-side|empty-cells|vertical-align|overflow-wrap|overflow-anchor|word-wrap|word-break|line-break|"
    r"color-scheme|color-adjust|print-color-adjust|forced-color-adjust|tab-size|table-layout|box-sizing|box-shadow|"
    r"box-decoration-break|cursor|min-[\w-]+|(?:row-)?gap|align-(?:items|content|self)|justify-(?:items|content|self)|"
    r"place-(?:items|content|self)|float|clear|hanging-punctuation|initial-letter|accent-color|caret-color|"
    r"aspect-ratio|object-fit|image-rendering|image-orientation|page|string-set|bookmark-[\w-]*|marks|size|src|unicode-range|"
    r"user-select|pointer-events|touch-action|will-change|resize|appearance|tap-highlight-color|isolation|list-style-position|"
    r"counter-increment|flex(?:-grow|-shrink|-basis|-wrap)?|white-space-collapse"
    r")"
)
#: What browsers called properties before they were standard.
_PREFIX = re.compile(r"^-(?:webkit|moz|ms|epub)-(?=transform|clip-path|mask|filter|writing-mode|opacity|animation)")
_SCREENS = re.compile(r"\s*(?:only\s+)?(?:all|screen)?\s*", re.IGNORECASE)
_PAPER = re.compile(r"\s*(?:only\s+)?(?:print|speech)\b", re.IGNORECASE)
_DEEPEST = 16
#: Fonts inside of a sheet: they are large, and no rule.
_FONT_DATA = re.compile(r"url\(\s*[\"']?data:(?:font|application)/[^)\"']*[\"']?\s*\)", re.IGNORECASE)
#: What opens a style sheet that another one imports, by its address; None if it is not there.
Load = Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class Declaration:
    """A property with its value, as text without escapes and comments, in lower case but for strings."""

    name: str
    value: str
    important: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its selectors, what it declares, and the media query that it depends on, if any."""

    selectors: str
    declarations: tuple[Declaration, ...]
    condition: str = ""


@dataclass(slots=True)
class Sheets:
    """The rules of a page, and the conditions that some depend on."""

    rules: list[Rule] = field(default_factory=list)
    #: The addresses of sheets that are not there: nobody knows what they hide or add.
    missing: list[str] = field(default_factory=list)

    def unmatched(self) -> list[str]:
        """Return the selectors that cannot be matched here, of which it is unknown what they hide."""
        every = dict.fromkeys(rule.selectors for rule in self.rules if rule.declarations)
        return [selectors for selectors in every if not _compiled(selectors)]

    def add(self, css: str, load: Load, condition: str = "") -> None:
        """Add a style sheet, with those that it imports, under a media query or under none."""

        def noting(address: str) -> str | None:
            if (found := load(address)) is None:
                self.missing.append(address)
            return found

        self.rules += _with_imports(_FONT_DATA.sub("url()", css), noting, condition, 0)

    def link(self, address: str, load: Load, beside: Load, condition: str = "") -> None:
        """Add the style sheet at an address, which `load` opens; `beside` opens those that it imports."""
        found = opened(address, load)
        if found is None:
            self.missing.append(address)
        self.add(found or "", beside, condition)

    def matchers(self) -> Iterator[tuple[str, Any]]:
        """Yield what finds the declarations of an element: without conditions (""), then under each of them."""
        conditions = dict.fromkeys(("", *(rule.condition for rule in self.rules)))
        for condition in conditions:
            yield condition, _matcher(tuple(rule for rule in self.rules if rule.condition in ("", condition)))


def _with_imports(css: str, load: Load, condition: str, depth: int) -> Iterator[Rule]:
    for one in _parsed(css):
        if isinstance(one, Rule):
            joined = " and ".join(filter(None, (condition, one.condition)))
            yield Rule(one.selectors, one.declarations, joined)
        elif depth < _DEEPEST:
            address, query = one
            held = _condition(query)
            if held is not None and (found := opened(address, load)) is not None:
                yield from _with_imports(found, load, " and ".join(filter(None, (condition, held))), depth + 1)


def opened(address: str, load: Load) -> str | None:
    """Return the style sheet at an address, or in it (RFC 2397); None if it is not there."""
    if not address.lower().startswith("data:"):
        return load(address)
    head, _, data = address.partition(",")
    try:
        content = unquote_to_bytes(data)
        return (b64decode(content) if head.lower().endswith(";base64") else content).decode("utf-8", "replace")
    except (Error, ValueError):
        return None


@lru_cache(maxsize=64)
def _parsed(css: str) -> tuple[Rule | tuple[str, str], ...]:
    """Return the rules of a sheet, and the addresses that it imports with their media queries."""
    import tinycss2

    return tuple(_rules(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True), "", "", 0))


def _rules(nodes: Iterable[Any], outer: str, condition: str, depth: int) -> Iterator[Rule | tuple[str, str]]:
    import tinycss2

    own: list[Declaration] = []
    inner: list[Rule | tuple[str, str]] = []
    for node in nodes:
        if node.type == "declaration":
            own += _declared(node)
        elif node.type == "qualified-rule" and depth < _DEEPEST:
            selectors = _nested(tinycss2.serialize(node.prelude).strip(), outer)
            inner += _rules(_contents(node.content), selectors, condition, depth + 1)
        elif node.type == "at-rule" and node.lower_at_keyword == "import":
            inner += _imported(node)
        elif node.type == "at-rule" and node.content is not None and depth < _DEEPEST:
            within = condition
            if node.lower_at_keyword in ("media", "container", "supports", "layer", "scope", "starting-style"):
                query = tinycss2.serialize(node.prelude).strip()
                held = _condition(query) if node.lower_at_keyword == "media" else ""
                if held is None:
                    continue
                within = " and ".join(filter(None, (condition, held)))
                inner += _rules(_contents(node.content), outer, within, depth + 1)
    if own and outer:
        yield Rule(outer, tuple(own), condition)
    yield from inner


def _contents(content: Any) -> Any:
    import tinycss2

    return tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True)


def _condition(query: str) -> str | None:
    """Return a media query in as far as it asks for more than a screen; None for paper alone."""
    if _SCREENS.fullmatch(query):
        return ""
    return None if all(map(_PAPER.match, query.split(","))) else query


def _imported(node: Any) -> Iterator[tuple[str, str]]:
    import tinycss2

    for at, token in enumerate(node.prelude):
        if token.type in ("url", "string"):
            yield token.value, tinycss2.serialize(node.prelude[at + 1 :]).strip()
            return
        if token.type == "function" and token.lower_name == "url":
            yield "".join(one.value for one in token.arguments if one.type == "string"), ""
            return


def _nested(selectors: str, outer: str) -> str:
    """Return the selectors of a rule inside of another (CSS Nesting 1, 3)."""
    if not outer:
        return selectors
    parts = (part.strip() for part in selectors.split(","))
    return ", ".join(part.replace("&", f":is({outer})") if "&" in part else f":is({outer}) {part}" for part in parts)


def declarations(style: str) -> Iterator[Declaration]:
    """Yield the declarations of a style attribute."""
    for node in _contents(style):
        if node.type == "declaration":
            yield from _declared(node)


def _declared(node: Any) -> Iterator[Declaration]:
    name = node.name if node.name.startswith("--") else _PREFIX.sub("", node.lower_name)
    if not _HARMLESS.fullmatch(name):
        yield Declaration(name, _text(node.value).strip(), node.important)


def _text(tokens: Iterable[Any]) -> str:
    """Return the text of a value, with escapes resolved."""
    found = []
    for token in tokens:
        match token.type:
            case "ident":
                found.append(token.value if token.value.startswith("--") else token.lower_value)
            case "string":
                found.append('"' + token.value.replace('"', "'") + '"')
            case "function":
                found.append(f"{token.lower_name}({_text(token.arguments)})")
            case "() block":
                found.append(f"({_text(token.content)})")
            case "comment":
                pass
            case _:
                found.append(token.serialize().lower())
    return "".join(found)


@lru_cache(maxsize=64)
def _matcher(rules: tuple[Rule, ...]) -> Any:
    import cssselect2

    matcher = cssselect2.Matcher()
    for rule in rules:
        for selectors in _compiled(rule.selectors):
            matcher.add_selector(selectors, rule.declarations)
    return matcher


@lru_cache(maxsize=4096)
def _compiled(selectors: str) -> tuple[Any, ...]:
    """Return selectors as they are matched; nothing if one of them is not known."""
    import cssselect2

    try:
        return tuple(cssselect2.compile_selector_list(selectors))
    except cssselect2.SelectorError:
        return ()


#: Where a declaration stands in the cascade: importance, specificity, order.
_Weight = tuple[bool, tuple[int, ...], int]


def values_of(
    matched: Iterable[tuple[Any, int, Any, tuple[Declaration, ...]]], style: str | None
) -> dict[str, dict[str, str]]:
    """Return the declared values of an element by property, for itself ("") and for its pseudo-elements."""
    every: dict[str, list[tuple[_Weight, Declaration]]] = {}
    for specificity, order, pseudo, declared in matched:
        every.setdefault(pseudo or "", []).extend(((one.important, tuple(specificity), order), one) for one in declared)
    if style:
        every.setdefault("", []).extend(((one.important, (9,), 0), one) for one in declarations(style))
    return {
        pseudo: {one.name: one.value for _, one in sorted(found, key=lambda entry: entry[0])}
        for pseudo, found in every.items()
    }
