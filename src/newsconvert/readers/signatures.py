"""Signatures of mail: what stands below a line of two dashes (RFC 3676, section 4.3), or in an element made for it."""

from __future__ import annotations

import re
from typing import Any

from .elements import text_of
from .fragments import parse_fragment

_DASHES = re.compile(r"--[ \xa0]?\r?")
#: A signature has so many lines at most, each of so many letters: more is text after two dashes that part something.
_MOST_LINES, _LONGEST = 12, 120
#: What programs call the element of a signature: Gmail, Thunderbird, Outlook, Apple Mail.
_NAMED = re.compile(
    r"(?:^|[ _-])(?:gmail_signature(?:_prefix)?|moz-signature|ms-outlook-mobile-signature|x?_?signature|"
    r"apple-?mail-?signature)(?:$|[ _-])",
    re.IGNORECASE,
)
_MAY_HOLD = re.compile(r"signature|(?:>|\n)\s*--(?:\s|&nbsp;|\xa0)*(?:<|\r?\n)", re.IGNORECASE)


def cut_text(text: str) -> tuple[str, str]:
    """Return a text without the signature below it, and the signature, which is empty where there is none."""
    lines = text.split("\n")
    for at in range(len(lines) - 1, -1, -1):
        if _DASHES.fullmatch(lines[at]) and any(line.strip() for line in lines[:at]):
            below = [line for line in lines[at + 1 :] if line.strip()]
            if len(below) <= _MOST_LINES and all(len(line) <= _LONGEST for line in below):
                return "\n".join(lines[:at]), "\n".join(lines[at:])
            return text, ""
    return text, ""


def cut_markup(markup: str) -> tuple[str, str]:
    """Return the HTML of a message without the signature in it, and the text of that, empty where there is none."""
    if not _MAY_HOLD.search(markup):
        return markup, ""
    from lxml import html as page

    tree = parse_fragment(markup)
    if tree is None:
        return markup, ""
    whole = text_of(tree)
    for element in [one for one in tree.iter() if isinstance(one.tag, str) and _is_signature(one)]:
        element.clear(keep_tail=True)
    _cut_below_dashes(tree)
    left = text_of(tree)
    if left == whole or not left:
        return markup, ""
    return page.tostring(tree, encoding="unicode"), whole.removeprefix(left).strip() or whole


def _is_signature(element: Any) -> bool:
    names = f"{element.get('class', '')} {element.get('id', '')} {element.get('data-smartmail', '')}"
    return bool(_NAMED.search(names)) and len(text_of(element)) <= _MOST_LINES * _LONGEST


def _cut_below_dashes(tree: Any) -> None:
    """Take out the last line of two dashes, and what is below it, where that is no longer than a signature."""
    found = None
    for element in tree.iter():
        if isinstance(element.tag, str) and (element.text or "").strip(" \t\r\n\xa0") == "--":
            found = (element, "text")
        elif (element.tail or "").strip(" \t\r\n\xa0") == "--":
            found = (element, "tail")
    if found is None:
        return
    element, place = found
    after = list(tree.iter())
    after = after[after.index(element) + 1 :]
    if place == "tail":
        inside = set(element.iter())
        after = [one for one in after if one not in inside]
    ancestors = list(element.iterancestors())
    tails = [one for one in (element, *ancestors) if one is not tree]
    below = sum(len(one.text or "") + len(one.tail or "") for one in after if isinstance(one.tag, str))
    if below > _MOST_LINES * _LONGEST:
        return
    if place == "text":
        element.text = None
    for one in tails:
        one.tail = None
    for one in after:
        if one.getparent() is not None:
            one.getparent().remove(one)
