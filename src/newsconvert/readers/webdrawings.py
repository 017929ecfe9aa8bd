"""Drawings of pages that are no `img` element, with the words that stand for them (WAI-ARIA 1.2, role `img`)."""

from __future__ import annotations

import re
from typing import Any

from .elements import class_and_id, is_phrasing, text_of
from .weblists import number_in

_DRAWN = ".//*[@role='img' or @role='image' or (self::canvas and (@aria-label or @aria-labelledby))][not(self::img)]"
_BACKGROUND = re.compile(r"background(?:-image)?\s*:[^;]*url\(\s*['\"]?([^'\")]+)")
_ICON = re.compile(r"(?:^|[ _-])(?:icons?|fa|svg-inline--fa|dashicons)(?:$|[ _-])", re.IGNORECASE)
_LARGEST_ICON = 48


def show_drawings(tree: Any) -> None:
    """Make an element without words whose role is a picture an `img` element with its label as alternative text.

    A `canvas` with a label is one, whatever its role.

    One with words or a picture of its own keeps them, as do icons and links; the label, which browsers do not show, is
    put beside them as the expansion of an abbreviation without words, as which it is counted.
    """
    found = tree.xpath(_DRAWN)
    known = {one.get("id"): one for one in tree.iter("*") if one.get("id")} if found else {}
    for element in found:
        if element.get("aria-hidden") == "true" or any(one in found for one in element.iterancestors()):
            continue
        named = [text_of(known[name]) for name in element.get("aria-labelledby", "").split() if name in known]
        title = element.findtext("title") if element.tag == "svg" else None
        label = " ".join((element.get("aria-label") or " ".join(named) or title or "").split())
        picture, words = element.find(".//img"), text_of(element)
        if not label or label == words:
            continue
        if picture is not None and not picture.get("alt", "").strip():
            picture.set("alt", label)
        elif element.tag == "canvas":  # its words are for those who do not see it
            _draw(element, label)
        elif picture is None and not words and not _is_icon(element):
            _draw(element, label)
            for other in {*map(text_of, element.iter("title", "desc"))} - {label, ""}:
                element.addprevious(element.makeelement("abbr", {"title": other}))
            element.getparent().remove(element)
        elif element.tag != "svg":  # of which the walker counts it
            element.append(element.makeelement("abbr", {"title": label}))


def _is_icon(element: Any) -> bool:
    sizes = (number_in(element.get(name), _LARGEST_ICON + 1) for name in ("width", "height"))
    linked = any(True for _ in element.iterancestors("a", "button"))
    return (
        linked
        or element.tag in ("a", "button")
        or min(sizes) <= _LARGEST_ICON
        or bool(_ICON.search(class_and_id(element)))
    )


def _draw(element: Any, label: str) -> None:
    """Put a picture before an element, with the text after it; one amid a line is small, as are signs."""
    found = _BACKGROUND.search(element.get("style", ""))
    picture = element.makeelement("img", {"alt": label, "src": found[1] if found else ""})
    if name := element.get("class"):
        picture.set("class", name)
    if is_phrasing(element):
        picture.set("style", "vertical-align:middle")
    element.addprevious(picture)
    picture.tail, element.tail = element.tail, None
