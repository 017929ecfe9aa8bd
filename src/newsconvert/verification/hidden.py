"""Which elements of a page its style sheets hide from readers (CSS 2.2, 6.4.3, 9.2.4 and 11.2; CSS Color 4, 15)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

#: Values of properties that hide an element.
_HIDING = {
    "display": re.compile("none"),
    "visibility": re.compile("hidden|collapse"),
    "opacity": re.compile(r"0*\.?0+%?"),
    "font-size": re.compile(r"0*\.?0+[a-z%]*"),
}
_MAY_HIDE = re.compile("|".join(rf"{name}\s*:\s*(?:{value.pattern})" for name, value in _HIDING.items()), re.IGNORECASE)
_SCREENS = re.compile(r"\s*(?:only\s+)?(?:all|screen)?\s*", re.IGNORECASE)

#: Its weight (importance, specificity, order), a property, and whether its value hides.
Rule = tuple[tuple[bool, tuple[int, int, int], int], str, bool]


def hidden_elements(root: Any, sheets: Iterable[str]) -> frozenset[Any]:
    """Return the elements of a page, of lxml, that its `sheets` or their own style attributes hide.

    Of rules that contradict each other the more specific or later one counts. Media queries that ask for more than a
    screen do not.
    """
    found: dict[Any, list[Rule]] = {}
    matcher = _matcher("\n".join(sheets))
    if matcher is not None:
        import cssselect2

        for wrapper in cssselect2.ElementWrapper.from_xml_root(root).iter_subtree():
            for specificity, order, _, declarations in matcher.match(wrapper):
                rules = found.setdefault(wrapper.etree_element, [])
                rules += [((last, specificity, order), name, hides) for name, hides, last in declarations]
    for element in root.iter("{*}*"):
        style = element.get("style")
        if style and _MAY_HIDE.search(style):
            rules = [((last, (9, 0, 0), 0), name, hides) for name, hides, last in _declarations(style)]
            found.setdefault(element, []).extend(rules)
    return frozenset(element for element, rules in found.items() if _is_hidden(rules))


def _is_hidden(rules: list[Rule]) -> bool:
    values: dict[str, bool] = {}
    for _, name, hides in sorted(rules, key=lambda rule: rule[0]):
        values[name] = hides
    return any(values.values())


@lru_cache(maxsize=64)
def _matcher(css: str) -> Any:
    """Return what finds the rules of an element that may hide it; None if there are none."""
    if not _MAY_HIDE.search(css):
        return None
    import cssselect2

    rules = [(prelude, list(_declarations(content))) for prelude, content in _rules(css)]
    hiding = {name for _, declarations in rules for name, hides, _ in declarations if hides}
    matcher = cssselect2.Matcher()
    for prelude, declarations in rules:
        if kept := [one for one in declarations if one[0] in hiding]:
            try:
                selectors = cssselect2.compile_selector_list(prelude)
            except cssselect2.SelectorError:
                continue
            for selector in selectors:
                matcher.add_selector(selector, kept)
    return matcher if hiding else None


def _rules(css: Any) -> Iterator[tuple[Any, Any]]:
    """Yield prelude and content of the rules of a sheet that count on a screen."""
    import tinycss2

    parse = tinycss2.parse_stylesheet if isinstance(css, str) else tinycss2.parse_rule_list
    for rule in parse(css, skip_comments=True, skip_whitespace=True):
        if rule.type == "qualified-rule":
            yield rule.prelude, rule.content
        elif rule.type == "at-rule" and rule.content and _counts(rule):
            yield from _rules(rule.content)


def _counts(rule: Any) -> bool:
    """Return whether the rules in an at-rule count on a screen."""
    import tinycss2

    if rule.lower_at_keyword == "media":
        return _SCREENS.fullmatch(tinycss2.serialize(rule.prelude)) is not None
    return rule.lower_at_keyword in ("supports", "layer")


def _declarations(content: Any) -> Iterator[tuple[str, bool, bool]]:
    """Yield the properties that may hide, whether they do, and whether they are important."""
    import tinycss2

    for one in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True):
        if one.type == "declaration" and one.lower_name in _HIDING:
            value = tinycss2.serialize(one.value).strip().lower()
            yield one.lower_name, _HIDING[one.lower_name].fullmatch(value) is not None, one.important
