"""What style sheets of a page do to its elements: hide, raise or strike them (CSS 2.2, 6.4.3, 9.2.4, 10.8, 11.2)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

#: Properties, each with the values of it that are looked for.
Values = tuple[tuple[str, re.Pattern[str]], ...]

_SCREENS = re.compile(r"\s*(?:only\s+)?(?:all|screen)?\s*", re.IGNORECASE)

#: The weight of a declaration: importance, specificity, order.
_Weight = tuple[bool, tuple[int, int, int], int]
#: A property, its value if that is looked for, and whether it is important.
_Declaration = tuple[str, str | None, bool]


def styled_elements(root: Any, sheets: Iterable[str], values: Values) -> dict[Any, dict[str, str]]:
    """Return the elements of a page, of lxml, whose properties have one of the values looked for, with those.

    Those of what a sheet generates before or after an element are named so: `before:content`.

    Of declarations that contradict each other, in `sheets` and in attributes, the more specific or later one counts.
    Media queries that ask for more than a screen do not.
    """
    found: dict[Any, list[tuple[_Weight, str, str | None]]] = {}
    matcher = _matcher("\n".join(sheets), values)
    if matcher is not None:
        import cssselect2

        for wrapper in cssselect2.ElementWrapper.from_xml_root(root).iter_subtree():
            for specificity, order, pseudo, declarations in matcher.match(wrapper):
                rules = found.setdefault(wrapper.etree_element, [])
                of = f"{pseudo}:" if pseudo else ""
                rules += [((last, specificity, order), f"{of}{name}", value) for name, value, last in declarations]
    for element in root.iter("{*}*"):
        style = element.get("style")
        if style and _may_set(style, values):
            own = [((last, (9, 0, 0), 0), name, value) for name, value, last in _declarations(style, values)]
            found.setdefault(element, []).extend(own)
    return {element: effective for element, rules in found.items() if (effective := _effective(rules))}


def _may_set(css: str, values: Values) -> bool:
    """Return whether a text may set one of the values; it is not parsed for that."""
    return any(re.search(rf"{name}\s*:\s*(?:{value.pattern})", css, re.IGNORECASE) for name, value in values)


def _effective(rules: list[tuple[_Weight, str, str | None]]) -> dict[str, str]:
    values = {name: value for _, name, value in sorted(rules, key=lambda rule: rule[0])}
    return {name: value for name, value in values.items() if value is not None}


@lru_cache(maxsize=64)
def _matcher(css: str, values: Values) -> Any:
    """Return what finds the rules of an element that may set a value looked for; None if there are none."""
    if not _may_set(css, values):
        return None
    import cssselect2

    rules = [(prelude, list(_declarations(content, values))) for prelude, content in _rules(css)]
    setting = {name for _, declarations in rules for name, value, _ in declarations if value is not None}
    matcher = cssselect2.Matcher()
    for prelude, declarations in rules:
        if kept := [one for one in declarations if one[0] in setting]:
            try:
                selectors = cssselect2.compile_selector_list(prelude)
            except cssselect2.SelectorError:
                continue
            for selector in selectors:
                matcher.add_selector(selector, kept)
    return matcher if setting else None


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


def _declarations(content: Any, values: Values) -> Iterator[_Declaration]:
    """Yield the properties looked for, their values where those are, and whether they are important."""
    import tinycss2

    wanted = dict(values)
    for one in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True):
        if one.type == "declaration" and (value := wanted.get(one.lower_name)):
            if one.lower_name == "content":  # words, as they stand in the sheet
                strings = [token for token in one.value if token.type != "whitespace"]
                text = "".join(token.value if token.type == "string" else "\0" for token in strings)
                yield "content", None if "\0" in text or not text.strip() else text, one.important
                continue
            text = tinycss2.serialize(one.value).strip().lower()
            yield one.lower_name, text if value.fullmatch(text) else None, one.important
