"""The authors that a byline names, without labels, places and what else stands beside them."""

from __future__ import annotations

import re
from functools import lru_cache

from .credits import EDGE, FROM, LABEL, kind_of

_GROUPS = re.compile(r"\s[-–—_ـ]\s?|\s?[-–—_ـ]\s|[:：|/()\n]+")
_MEMBERS = re.compile(r"[،,;؛&]+|\sand\s|\s+و\s*(?=[^\W\d_]{2,}\s)")
#: Credits of what is no part of the text.
_OTHER_WORK = re.compile(r"^(?:و?تصوير|عدسة|و?ترجم(?:ة|ها)|و?رسوم)\b")


def authors(byline: str) -> tuple[str, ...]:
    """Return the names of those whom `byline` credits with the text, each to the letter, in their order.

    Where it names no person for sure these are the agency, what has the shape of a name, or the paper, in this order;
    where nothing in it is known, the whole line.
    """
    _, names = _credited(byline)
    return tuple(dict.fromkeys(name.strip(EDGE) or name for name in names or [byline]))


def persons(byline: str) -> tuple[str, ...]:
    """Return those of `authors` that may be persons: no agencies, no papers, no places, none where nothing is named."""
    kind, _ = _credited(byline)
    return () if kind in ("agency", "paper", None) else authors(byline)


@lru_cache(maxsize=256)
def _credited(byline: str) -> tuple[str | None, tuple[str, ...]]:
    """Return the names that count in `byline`, and what kind all of them are: None, and no names, if it names none."""
    found: dict[str, list[str]] = {"name": [], "agency": [], "hint": [], "paper": [], "": []}
    for line in byline.splitlines():
        labelled = LABEL.match(line.strip())
        if labelled and _OTHER_WORK.match(labelled["label"]):
            continue
        text = line
        if labelled and (
            labelled["mark"].strip() or labelled["label"].isascii() or kind_of(labelled["name"]) == "name"
        ):
            text = labelled["name"]
        groups = [group for group in _GROUPS.split(text) if group.strip(EDGE)]
        if len(groups) == 1 and kind_of(text) == "":  # «الرياض-هتاف المحيميد»
            groups = re.split("[-–—ـ]", text)
        label = ""
        for group in map(str.strip, groups):
            if not _OTHER_WORK.match(group) and not _OTHER_WORK.fullmatch(label):
                for kind, name in _members(group):
                    found.setdefault(kind, []).append(name)
            label = group
    found.pop("place", None)
    return next(((kind, tuple(names)) for kind, names in found.items() if names), (None, ()))


def _members(group: str) -> list[tuple[str, str]]:
    """Return what a part of a byline names, each with its kind; what stands beside a person's name is one too."""
    if kind_of(group) in ("agency", "paper") and not FROM.match(group.strip()):  # not «الاقتصادية» من الرياض
        return [(kind_of(group), group)]
    members = []
    for member in _MEMBERS.split(group):
        placed = FROM.match(member.strip())
        name = placed["who"] if placed and kind_of(member) != "name" else member
        if name.strip(EDGE):
            members.append((kind_of(name), name.strip()))
    beside = any(kind == "name" for kind, _ in members)
    return [("name" if beside and kind in ("hint", "") else kind, name) for kind, name in members]
