"""The style sheets of a page as rules, and the values that they give its elements (CSS Cascade 5, 6 and 7).

Selectors are matched by cssselect2, values parsed by tinycss2. Rules of media queries that ask for more than a
screen, of layers and of `@supports` are kept apart, by the text of their condition: each may hold in some browser.
"""

from __future__ import annotations

import re
from base64 import b64decode
from binascii import Error
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from urllib.parse import unquote_to_bytes

#: Properties that neither hide text nor change what it says, whatever their value; `unusual` judges others, and reports
#: the rest.
_HARMLESS = re.compile(
    r"(?:-(?:webkit|moz|ms|epub|adobe)-)?(?:"
    r"border(?!-image)[\w-]*|outline-(?:color|style)|scroll[\w-]*|transition[\w-]*|text-align[\w-]*|text-justify|"
    r"text-wrap-style|text-rendering|text-underline-position|text-autospace|text-spacing[\w-]*|"
    r"text-decoration-(?:color|style|skip[\w-]*)|"
    r"font-(?:kerning|stretch|synthesis[\w-]*|optical-sizing|display|smoothing|"
    r"variation-settings|palette)|osx-font-smoothing|"
    r"hyphens|hyphenate-limit[\w-]*|page-break[\w-]*|break-[\w-]*|column-(?:gap|rule[\w-]*|fill|span)|orphans|widows|"
    r"caption-side|empty-cells|overflow-wrap|overflow-anchor|word-wrap|word-break|line-break|"
    r"print-color-adjust|color-adjust|tab-size|table-layout|box-sizing|"
    r"box-decoration-break|cursor|min-[\w-]+|align-(?:items|content|self)|justify-(?:items|content|self)|"
    r"place-(?:items|content|self)|clear|hanging-punctuation|accent-color|caret-color|"
    r"image-rendering|page|string-set|bookmark-[\w-]*|marks|size|"
    r"touch-action|will-change|resize|appearance|tap-highlight-color|isolation|list-style-position|"
    r"flex(?:-grow|-shrink|-basis|-wrap)?"
    r")"
)
#: Borders that cover text, or push it away, in any unit.
_BORDER = re.compile(r"border(?!-(?:image|radius|spacing))")
_THICK = re.compile(r"(?<![\w.])(?:(?:\d{3,}|[3-9]\d)[\d.]*(?:px|pt|mm|r?em|v[hw])|(?:\d\d|[3-9])[\d.]*(?:cm|r?em|in))")
#: What browsers called properties before they were standard.
_PREFIX = re.compile(r"^-(?:webkit|moz|ms|epub)-(?=transform|clip-path|mask|filter|writing-mode|opacity|animation)")
_SCREENS = re.compile(r"\s*(?:only\s+)?(?:all|screen)?\s*", re.IGNORECASE)
#: What depends on what its reader does; such a rule counts as one under a condition.
_STATES = re.compile(
    r"(:not\([^()]*)?(?<!:):(?:hover|focus(?:-visible|-within)?|active|target(?:-within)?|visited)\b(?(1)[^()]*\))"
)
#: Rules that hold under a condition, or among others of their layer, and those that state nothing of the text.
_CONDITIONAL = frozenset(("media", "container", "supports", "layer", "scope", "starting-style"))
_IDLE = frozenset(("charset", "namespace", "keyframes", "-webkit-keyframes", "layer"))
_DEEPEST = 16
#: Fonts inside of a sheet: they are large, and no rule.
_FONT_DATA = re.compile(r"url\(\s*([\"']?)(?=data:(?:font|application)/)", re.IGNORECASE)
_END_OF_DATA = re.compile(r"[\"']?\s*\)")
#: What opens a style sheet that another one imports, by its address; None if it is not there.
Load = Callable[[str], str | None]
#: The condition of pages that are shown light on dark.
DARK = "(prefers-color-scheme: dark)"


@dataclass(frozen=True, slots=True)
class Declaration:
    """A property with its value, as text without escapes and comments, in lower case but for strings."""

    name: str
    value: str
    #: 1 if it is, and 2 in a layer, whose important declarations precede others (CSS Cascade 5, 6.4.4).
    important: int


@dataclass(frozen=True, slots=True)
class Face:
    """A font that a sheet declares, with the descriptors of its rule."""

    told: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """A rule: its selectors, what it declares, and the media query that it depends on, if any.

    It equals itself alone: those of a sheet that was parsed before are the same.
    """

    selectors: str
    declarations: tuple[Declaration, ...]
    condition: str = ""


@dataclass(slots=True)
class Sheets:
    """The rules of a page, and the conditions that some depend on."""

    rules: list[Rule] = field(default_factory=list)
    #: The addresses of sheets that are not there: nobody knows what they hide or add.
    missing: list[str] = field(default_factory=list)
    #: Rules that documents do not have.
    odd: list[str] = field(default_factory=list)
    faces: list[Face] = field(default_factory=list)
    #: The fonts inside of sheets: `font:0` in a face is the first of them.
    fonts: list[str] = field(default_factory=list)

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

        for one in _with_imports(self._without_fonts(css), noting, condition, 0):
            if isinstance(one, Rule):
                self.rules.append(one)
            elif isinstance(one, Face):
                self.faces.append(one)
            else:
                self.odd.append(one)

    def _without_fonts(self, css: str) -> str:
        """Return a sheet with numbers in place of the fonts inside of it, which are added to those of the page."""
        parts: list[str] = []
        last = at = 0
        while found := _FONT_DATA.search(css, at):
            # Its end is searched for as a string: an expression takes longer over a font than all else over the sheet.
            at = found.end()
            stop = css.find(found[1] or ")", at)
            after = _END_OF_DATA.match(css, stop) if stop > 0 else None
            if after and not any(css.find(one, at, stop) > 0 for one in "\"')"):
                parts += (css[last : found.start()], f'url("font:{len(self.fonts)}")')
                self.fonts.append(css[at:stop])
                last = at = after.end()
        return "".join((*parts, css[last:]))

    def link(self, address: str, load: Load, beside: Load, condition: str = "") -> None:
        """Add the style sheet at an address, which `load` opens; `beside` opens those that it imports."""
        found = opened(address, load)
        if found is None:
            self.missing.append(address)
        self.add(found or "", beside, condition)

    def conditions(self) -> dict[str, None]:
        """Return the conditions that rules depend on, first none (""); pages in both colour schemes are one more."""
        found = dict.fromkeys(("", *(rule.condition for rule in self.rules)))
        if any(one.name == "color-scheme" and "dark" in one.value for rule in self.rules for one in rule.declarations):
            found[DARK] = None
        return found

    def matcher(self) -> Matcher:
        """Return what finds the values of an element."""
        return _matcher(tuple(self.rules))


#: A rule, a font, an address that is imported with its media query, or the name of a rule that documents do not have.
_Parsed = Rule | Face | tuple[str, str] | str


def _with_imports(css: str, load: Load, condition: str, depth: int) -> Iterator[Rule | Face | str]:
    for one in _parsed(css):
        if isinstance(one, Rule):
            within = _joined(condition, one.condition)
            yield Rule(one.selectors, one.declarations, within) if condition else one
        elif isinstance(one, Face | str):
            yield one
        elif depth < _DEEPEST and (found := opened(one[0], load)) is not None:
            yield from _with_imports(found, load, _joined(condition, _condition(one[1])), depth + 1)


def _joined(*conditions: str) -> str:
    return " and ".join(filter(None, conditions))


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
def _parsed(css: str) -> tuple[_Parsed, ...]:
    """Return the rules of a sheet, and the addresses that it imports with their media queries."""
    import tinycss2

    return tuple(_rules(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True), "", "", 0))


def _rules(nodes: Iterable[Any], outer: str, condition: str, depth: int) -> Iterator[_Parsed]:
    import tinycss2

    own: list[Declaration] = []
    inner: list[_Parsed] = []
    for node in nodes:
        if node.type == "declaration":
            own += _declared(node, layered="@layer" in condition)
        elif node.type == "qualified-rule" and depth < _DEEPEST:
            selectors = _nested(tinycss2.serialize(node.prelude).strip(), outer)
            stateless = _STATES.sub(_stateless, selectors)
            within = condition if stateless == selectors else _joined(condition, ":hover")
            inner += _rules(_contents(node.content), stateless, within, depth + 1)
        elif node.type == "at-rule" and node.lower_at_keyword == "import":
            inner += _imported(node)
        elif node.type == "at-rule" and node.content is not None and node.lower_at_keyword in _CONDITIONAL:
            if depth < _DEEPEST:
                query = tinycss2.serialize(node.prelude).strip()
                name = node.lower_at_keyword
                within = _joined(condition, _condition(query) if name == "media" else f"@{name} {query}")
                inner += _rules(_contents(node.content), outer, within, depth + 1)
        elif node.type == "at-rule" and node.lower_at_keyword == "font-face":
            told = (one for one in _contents(node.content or ()) if one.type == "declaration")
            inner.append(Face(tuple((one.lower_name, tinycss2.serialize(one.value).strip()) for one in told)))
        elif node.type == "at-rule" and node.lower_at_keyword == "page":
            odd = (one for one in _contents(node.content or ()) if not _is_of_pages(one))
            inner += (f"@page {tinycss2.serialize([one]).strip()}" for one in odd)
        elif node.type == "at-rule" and node.lower_at_keyword not in _IDLE:
            inner.append(f"@{node.lower_at_keyword} {tinycss2.serialize(node.prelude).strip()}")
    if own and outer:
        yield Rule(outer, tuple(own), condition)
    yield from inner


def _stateless(found: re.Match[str]) -> str:
    """Return what stands in place of a state: nothing, or what selects anything if it stands alone."""
    return "*" if found.string[: found.start()][-1:] in ("", *" \t\n>+~,(") else ""


def _is_of_pages(node: Any) -> bool:
    """Return whether a part of a rule of pages sets their margins, or a usual size (CSS Paged Media 3)."""
    if node.type != "declaration" or not re.match(r"margin|size$|orphans|widows|page-orientation", node.lower_name):
        return False
    return node.lower_name != "size" or re.fullmatch(r"\s*[a-z]+\d?(?:\s+[a-z]+)?\s*", _text(node.value)) is not None


def _contents(content: Any) -> Any:
    import tinycss2

    return tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True)


def _condition(query: str) -> str:
    """Return a media query in as far as it asks for more than a screen."""
    return "" if _SCREENS.fullmatch(query) else query


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


def _declared(node: Any, *, layered: bool = False) -> Iterator[Declaration]:
    name = node.name if node.name.startswith("--") else _PREFIX.sub("", node.lower_name)
    if not _HARMLESS.fullmatch(name) or (_BORDER.match(name) and _THICK.search(_text(node.value))):
        yield Declaration(name, _text(node.value).strip(), node.important * (1 + layered))


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


@lru_cache(maxsize=4096)
def _compiled(selectors: str) -> tuple[Any, ...]:
    """Return selectors as they are matched; nothing if one of them is not known."""
    import cssselect2

    try:
        return tuple(cssselect2.compile_selector_list(selectors))
    except cssselect2.SelectorError:
        return ()


#: Where a declaration stands in the cascade: importance, specificity, order.
_Weight = tuple[int, tuple[int, ...], int]


#: What a matcher finds: specificity, order, pseudo-element, rule.
Matched = tuple[tuple[int, ...], int, str | None, Rule]
#: The declared values of an element by property, for itself ("") and for its pseudo-elements.
Values = dict[str, dict[str, str]]


class Matcher:
    """Finds the declared values of elements by rules."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        """Begin without elements."""
        import cssselect2

        self._matcher: Any = cssselect2.Matcher()
        for rule in rules:
            for selectors in _compiled(rule.selectors):
                self._matcher.add_selector(selectors, rule)
        #: By the selectors of an element, which their order in the cascade tells.
        self._known: dict[tuple[int, ...], dict[str, Values]] = {}

    def values_of(self, element: Any, style: str | None) -> dict[str, Values]:
        """Return the declared values of an element without conditions (""), and under those that change them.

        `element` is cssselect2's, `style` its attribute. Nobody may change what is returned.
        """
        matched: list[Matched] = self._matcher.match(element)
        if style:
            return _values(matched, tuple(declarations(style)))
        key = tuple(one[1] for one in matched)
        if key not in self._known:
            self._known[key] = _values(matched, ())
        return self._known[key]


_matcher = lru_cache(maxsize=64)(Matcher)


def _values(matched: Sequence[Matched], inline: Sequence[Declaration]) -> dict[str, Values]:
    conditions = dict.fromkeys(("", *(rule.condition for *_, rule in matched)))
    return {one: _values_under(one, matched, inline) for one in conditions}


def _values_under(condition: str, matched: Sequence[Matched], inline: Iterable[Declaration]) -> Values:
    every: dict[str, list[tuple[_Weight, Declaration]]] = {}
    for specificity, order, pseudo, rule in matched:
        if rule.condition in ("", condition):
            found = every.setdefault(pseudo or "", [])
            found += (((one.important, tuple(specificity), order), one) for one in rule.declarations)
    if inline:
        every.setdefault("", []).extend(((one.important, (9,), 0), one) for one in inline)
    return {
        pseudo: {one.name: one.value for _, one in sorted(found, key=lambda entry: entry[0])}
        for pseudo, found in every.items()
    }
