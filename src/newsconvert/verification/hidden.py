"""Which text of a page its style sheets hide from readers, and which they add to it.

A small browser: the cascade gives each element its values; what hides is judged by what would be seen.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, NamedTuple

from .cascade import Matcher, Sheets, Values
from .cssvalues import Colour, colour, contrast, font_size, length, over, size_in_font, with_variables
from .pageextras import name_of, runs
from .unusual import is_label, label_kind, unusual

_WHITE, _BLACK, _NIGHT = (1.0, 1.0, 1.0, 1.0), (0.0, 0.0, 0.0, 1.0), (0.07, 0.07, 0.07, 1.0)
#: What readers of books and browsers can still show: contrast ratio, opacity, pixels of font, pixels away.
_LEAST_CONTRAST, _LEAST_OPACITY, _LEAST_SIZE, _FAR = 1.7, 0.2, 3.0, 400.0
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)")
_STRING = re.compile(r'"([^"]*)"')
_LETTER = re.compile(r"[^\W_]")
_CONTROL = re.compile("[\u202a-\u202e\u2066-\u2069]")
_OFFSETS = (
    "left", "right", "top", "bottom", "inset", "inset-inline", "inset-inline-start", "inset-inline-end", "inset-block",
    "inset-block-start", "inset-block-end", "margin", "margin-left", "margin-right", "margin-top", "margin-bottom",
    "margin-inline", "margin-inline-start", "margin-inline-end", "margin-block", "margin-block-start",
    "margin-block-end",
)  # fmt: skip
_CUTS = ("height", "max-height", "width", "max-width")


@dataclass(slots=True)
class Hidden:
    """What is not seen of a page: whole elements, and elements whose own text is not; and text that is added.

    `struck` are elements that are struck out, `odd` what style sheets do that they do not in documents, `colours` those
    of the text and the ground of elements on light pages.
    """

    elements: set[Any] = field(default_factory=set)
    texts: set[Any] = field(default_factory=set)
    added: dict[Any, tuple[str, str]] = field(default_factory=dict)
    struck: set[Any] = field(default_factory=set)
    odd: dict[str, None] = field(default_factory=dict)
    colours: dict[Any, tuple[Colour, Colour]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class _Style:
    """The computed values of an element that its children inherit, and what is behind it.

    It equals itself alone, and is kept: the same rules lead from the root to the same styles in all pages.
    """

    size: float = 16.0
    text: Colour = _BLACK
    ground: Colour = _WHITE
    visible: bool = True
    opacity: float = 1.0
    indent: bool = False
    reversed: bool = False
    backward: str = ""
    crammed: bool = False
    dark: bool = False
    root: bool = True
    label: str = ""
    variables: Mapping[str, str] = field(default_factory=dict)


def hidden_text(root: Any, sheets: Sheets) -> Hidden:
    """Return what of a page, of lxml, its style sheets and style attributes hide and add.

    Rules under media queries count, each query by itself: text that is hidden on some screens is hidden.
    """
    import cssselect2

    found = Hidden(odd={f"[selector] {one[:80]}": None for one in sheets.unmatched()})
    found.odd |= {f"[style sheet] {one[:80]}": None for one in (*sheets.missing, *sheets.odd)}
    wrap = cssselect2.ElementWrapper
    wrapper = wrap.from_xml_root(root) if str(root.tag).startswith("{") else wrap.from_html_root(root)
    page = _styled(wrapper, sheets.matcher())
    for condition in sheets.conditions():
        _walk(page, condition, _ROOTS["prefers-color-scheme" in condition], found)
    return found


class _Styled(NamedTuple):
    """An element with its values, by the condition that they depend on, and the elements inside of it."""

    element: Any
    values: dict[str, Values]
    inner: list[_Styled]


def _styled(wrapper: Any, matcher: Matcher) -> _Styled:
    element = wrapper.etree_element
    made = _Styled(element, matcher.values_of(wrapper, element.get("style")), [])
    for child in wrapper.iter_children():
        made.inner.append(_styled(child, matcher))
    return made


#: The styles of what pages are in, light and dark ones.
_ROOTS = {dark: _Style(dark=dark) for dark in (False, True)}


@lru_cache(maxsize=2048)
def _judged(
    own: tuple[tuple[str, str], ...], outer: _Style, tag: str
) -> tuple[_Style, dict[str, str], bool, tuple[str, ...]]:
    """Return the style of an element with these values, the values, whether it is gone, and what is unusual."""
    style = _computed(dict(own), outer)
    told = {name: with_variables(value, style.variables) for name, value in own}
    return style, told, *_verdict(tuple(told.items()), tag, style.size)


@lru_cache(maxsize=256)
def _labelled(style: _Style, kind: str) -> _Style:
    """Return the style of a list whose items have labels of this kind."""
    return replace(style, label=kind)


@lru_cache(maxsize=1024)
def _verdict(values: tuple[tuple[str, str], ...], tag: str, size: float) -> tuple[bool, tuple[str, ...]]:
    """Return whether an element with these values is gone, and what is unusual about them."""
    told = dict(values)
    return _is_gone(told, size), tuple(unusual(told, tag, size))


def _walk(styled: _Styled, condition: str, outer: _Style, found: Hidden) -> None:
    element = styled.element
    values = styled.values.get(condition, styled.values[""])
    own = values.get("", {})
    tag = name_of(element)
    style = outer
    if own:
        style, told, gone, odd = _judged(tuple(own.items()), outer, tag)
        if gone or _is_cut_off(told, style, element):
            found.elements.add(element)
            if tag == "hr" and told.get("display") != "none":  # which may be over the text
                found.odd["[style] hr"] = None
            return
        if "line-through" in f"{told.get('text-decoration')} {told.get('text-decoration-line')}":
            found.struck.add(element)
        shown = [one for one in odd if not _OF_CASES.match(one) or _has_cases(element)]
        if shown and (tag in _DRAWN or told.get("position") in _APART or not _is_empty(element)):
            found.odd |= dict.fromkeys(shown)
        if tag == "table" and style.backward and _runs_against(element, style):
            found.odd[f"[style] direction: {style.backward}"] = None
    if tag in ("ol", "ul"):
        style = _labelled(style, label_kind(own) or ("decimal" if tag == "ol" else "disc"))
    elif tag == "li" and (outer_name := name_of(element.getparent())) in ("ol", "ul"):
        kind = label_kind(own) or style.label
        labelled = "labelled" in (element.getparent().get("class") or "").split()
        if not labelled and not is_label(kind, ordered=outer_name == "ol"):
            found.odd[f"[label] {kind[:80]}"] = None
    lit = style.dark and _is_lit(style, found.colours.get(element))
    if not style.dark:
        found.colours.setdefault(element, (style.text, style.ground))
    if not _is_readable(style, lit=lit) or (own.get("direction") and _runs_against(element, style)):
        found.texts.add(element)
    for pseudo in ("first-letter", "first-line", "marker"):
        if pseudo in values and not _is_readable(_computed(values[pseudo], style), lit=lit):
            found.texts.add(element)
    for pseudo in ("before", "after", "marker"):
        if told_of := values.get(pseudo):
            found.odd |= dict.fromkeys(_unusual_of(pseudo, told_of, style))
    if "before" in values or "after" in values:
        before, after = (_content(values.get(pseudo, {}), style, element) for pseudo in ("before", "after"))
        if before or after:
            found.added[element] = before, after
    for inner in styled.inner:
        _walk(inner, condition, style, found)


_DRAWN = frozenset(("img", "svg", "picture", "hr"))
_APART = frozenset(("absolute", "fixed"))


#: What changes letters that are large or small, which Arabic ones are not.
_OF_CASES = re.compile(r"\[style\] (?:text-transform|font-variant)")


def _has_cases(element: Any) -> bool:
    return any(text.upper() != text.lower() for text in element.itertext())


def _is_empty(element: Any) -> bool:
    if any(map(str.strip, element.itertext())):
        return False
    return next(element.iter("{*}img", "{*}svg", "img", "svg"), None) is None


def _unusual_of(pseudo: str, values: Mapping[str, str], style: _Style) -> Iterator[str]:
    """Yield what is unusual about the box that is added before or after an element, or about the label of an item."""
    told = {name: with_variables(value, style.variables) for name, value in values.items()}
    content = told.pop("content", "normal")
    if content in ("normal", "none"):
        return
    if pseudo == "marker" or re.search(r"\b(?:counters?|url|image|element)\(", content):
        yield f"[content] {content[:80]}"
    if _CONTROL.search(content):
        yield "[content] a control of direction"
    yield from unusual(told, "", style.size)


def _is_cut_off(told: Mapping[str, str], style: _Style, element: Any) -> bool:
    """Return whether the box of an element is too small for its text, by far, and shows nothing outside of it.

    What must be scrolled to be seen is cut off on paper.
    """
    ways = {way for name in ("overflow", "overflow-x", "overflow-y") for way in told.get(name, "").split()}
    scrolled = not ways.isdisjoint(("auto", "scroll")) and name_of(element) not in ("html", "body")
    if not scrolled and ways.isdisjoint(("hidden", "clip")):
        return False
    across = sum(map(len, element.itertext())) * style.size * _WIDTH_OF_LETTER
    if not across:
        return False
    widths = (length(told.get(name, ""), style.size, _LINE) for name in ("width", "max-width"))
    width = min((one for one in widths if one is not None), default=_LINE)
    wrapped = (told.get(name) for name in ("white-space", "text-wrap", "text-wrap-mode"))
    if any(one in ("nowrap", "pre") for one in wrapped) and across > width and not scrolled:
        return True
    heights = (length(told.get(name, ""), style.size, math.inf) for name in ("height", "max-height"))
    height = min((one for one in heights if one is not None), default=math.inf)
    return math.ceil(across / max(min(width, _NARROW), 1.0)) * style.size * 1.2 > height + style.size / 2


#: In em, and the widest and the narrowest line of a page in pixels.
_WIDTH_OF_LETTER, _LINE, _NARROW = 0.4, 800.0, 360.0


def _runs_against(element: Any, style: _Style) -> bool:
    """Return whether a rule sets a text in the other direction than nearly all of its letters have."""
    return runs("".join(element.itertext())) not in (None, style.backward)


def _computed(own: Mapping[str, str], outer: _Style) -> _Style:
    variables = outer.variables
    if any(name.startswith("--") for name in own):
        variables = {**variables, **{name: value for name, value in own.items() if name.startswith("--")}}
    told = {name: with_variables(value, variables) for name, value in own.items()}
    size = outer.size
    for name, value in told.items():  # in the order of the cascade
        if name == "font" and (part := size_in_font(value)):
            size = font_size(part, outer.size)
        elif name == "font-size":
            size = font_size(value, outer.size)
    text, ground = outer.text, outer.ground
    if outer.root and "dark" in (scheme := told.get("color-scheme", "")) and (outer.dark or "light" not in scheme):
        text, ground = _WHITE, _NIGHT
    for name in ("color", "-webkit-text-fill-color"):
        if name in told and told[name] not in ("inherit", "currentcolor"):
            text = _BLACK if told[name] in ("initial", "unset", "revert") else colour(told[name]) or text
    for name in ("background", "background-color"):
        if name in told and (behind := colour(told[name])):
            ground = over(behind, ground)
    visible = outer.visible
    if "visibility" in told:
        visible = told["visibility"] not in ("hidden", "collapse") if told["visibility"] != "inherit" else visible
    indent = outer.indent
    if "text-indent" in told:
        by = length(told["text-indent"].partition(" ")[0], size, 800.0) or 0.0
        indent = abs(by) > _FAR
    crammed = outer.crammed
    if "letter-spacing" in told:
        crammed = (length(told["letter-spacing"], size, size) or 0.0) < -0.4 * size
    return replace(
        outer, size=size * _zoom(told), text=text, ground=ground, visible=visible, variables=variables, indent=indent,
        crammed=crammed, root=False, opacity=outer.opacity * _opacity(told),
        backward=told["direction"] if told.get("direction") in ("ltr", "rtl") else outer.backward,
        reversed=outer.reversed or told.get("unicode-bidi", "") in ("bidi-override", "isolate-override"),
    )  # fmt: skip


def _zoom(told: Mapping[str, str]) -> float:
    found = _NUMBER.match(told.get("zoom", ""))
    return 1.0 if found is None else float(found[0]) / (100 if "%" in told["zoom"] else 1)


def _opacity(told: Mapping[str, str]) -> float:
    least = 1.0
    value = told.get("opacity", "")
    if (found := length(value, 1.0, 1.0)) is not None:
        least = found
    if inner := re.search(r"opacity\(([^)]*)\)", told.get("filter", "")):
        least = min(least, length(inner[1].strip(), 1.0, 1.0) or 0.0)
    return max(0.0, least)


def _is_lit(style: _Style, light: tuple[Colour, Colour] | None) -> bool:
    """Return whether a text or its ground has on dark pages the colour of light ones.

    A theme may have colours for light pages alone: those of dark ones are the reader's choice.
    """
    return light is not None and (_BLACK != style.text == light[0] or _WHITE != style.ground == light[1])


@lru_cache(maxsize=2048)
def _is_readable(style: _Style, *, lit: bool = False) -> bool:
    """Return whether the own text of an element is seen, and runs as its characters say."""
    if not style.visible or style.indent or style.reversed or style.crammed or style.size < _LEAST_SIZE:
        return False
    front = (*style.text[:3], style.text[3] * style.opacity)
    if style.opacity < _LEAST_OPACITY:
        return False
    return lit or contrast(over(front, style.ground), style.ground) >= _LEAST_CONTRAST


def _is_gone(told: Mapping[str, str], size: float) -> bool:
    """Return whether an element is not seen with all that is in it."""
    if told.get("display") == "none" or told.get("content-visibility") == "hidden":
        return True
    if told.get("clip-path", "none") not in _NOTHING or told.get("clip", "auto") not in _NOTHING:
        return True
    if any(told.get(name, "none") not in _NOTHING for name in ("mask", "mask-image")) or "blur" in told.get(
        "filter", ""
    ):
        return True
    if _is_turned(told, size):
        return True
    for name in _OFFSETS:
        if name.startswith("margin") or told.get("position", "static") not in ("static", "sticky"):
            moves = (length(part, size, 800.0) for part in told.get(name, "").split())
            most = (4.0 if name.startswith("margin") else 1.5) * _FAR
            if any(by is not None and (by < -_FAR or by > most) for by in moves):
                return True
    if any(told.get(name) in ("hidden", "clip") for name in ("overflow", "overflow-x", "overflow-y")):
        sizes = (length(told.get(name, ""), size, 800.0) for name in _CUTS)
        return any(one is not None and one < _LEAST_SIZE for one in sizes)
    return False


_NOTHING = ("none", "auto", "initial", "inherit", "unset", "revert")


def _is_turned(told: Mapping[str, str], size: float) -> bool:
    """Return whether a transformation makes an element small, moves it far away, mirrors or turns it."""
    calls = re.findall(r"([a-z0-9-]+)\(([^()]*(?:\([^()]*\))?[^()]*)\)", told.get("transform", ""))
    calls += [(name, told[name]) for name in ("scale", "translate", "rotate") if told.get(name, "none") not in _NOTHING]
    for name, given in calls:
        parts = [part for part in re.split(r"[\s,]+", given) if part]
        if name.startswith("translate"):
            moves = (length(part, size, 800.0) for part in parts)
            if any(by is not None and abs(by) > _FAR for by in moves):
                return True
        elif name.startswith("scale"):
            if any((length(part, 1.0, 1.0) or 0.0) < 0.2 for part in parts):
                return True
        elif name.startswith(("matrix", "rotate", "skew", "perspective")) and any(
            float(number[0]) for part in parts if (number := _NUMBER.match(part))
        ):
            return True
    return False


def _content(told: Mapping[str, str], style: _Style, element: Any) -> str:
    """Return the text that a pseudo-element shows: marks such as bullets and quotes say nothing."""
    value = with_variables(told.get("content", ""), style.variables)
    value = re.sub(r"attr\(\s*([\w-]+)[^()]*\)", lambda one: f'"{element.get(one[1], "")}"', value)
    text = "".join(_STRING.findall(value))
    return text if _LETTER.search(text) else ""
