"""The authors that a byline names, without labels, places and what else stands beside them."""

from __future__ import annotations

import re
from functools import lru_cache

from ...patterns import pattern
from .creditparts import OTHER_WORK
from .credits import LABEL, WORK, WORKS
from .folding import fold
from .names import name_likeness, split_names
from .parts import EDGE, kind_of, worker
from .segments import FROM, Segment, segments

#: Where several bylines stand in one line.
_LABELS = pattern(
    r"\s+(?=و?(?:ترجمة|ترجمها|تصوير|عدسة|رسوم)(?:\s+و\w+)?\s*[:ـ/\-–—]|و(?:تحرير|مراجعة)\s*[:/])|\s+(?=وتصوير\s)|\s*[،\n]\s*(?=(?:ترجمة|تصوير|عدسة|تحرير|إعداد|مراجعة|كتب|بقلم|رسوم)\b)|\s+[-–—ـ/|]+\s+(?=(?:ترجمة|تصوير|عدسة|تحرير|إعداد|مراجعة|رسوم)\b)"
)
#: What stands before a name without a mark: «كتبت منى علي», «من مراسلنا سامر عيتاني», «نشره ليث خلف».
_SAID_BEFORE = pattern(
    rf"(?:(?:من|عن)\s+)?(?:{WORKS}|مراسل(?:ت?نا|ة)?|موفد(?:ت?نا|ة)?|مندوب(?:ت?نا|ة)?|نشر(?:ه|ها|ته|تها)?|مرسلة بواسطة|[أا](?:ضاف|رسل)(?:ه|ها|ته|تها)|"
    rf"الزميلة?)(?:\s+و(?:{WORKS}|تقديم|تنفيذ))?\s+(?P<name>\S+(?:\s+\S+){{1,4}})"
)
_IN_PLACE = pattern(r"\s+in\s+[A-Z][\w ]+$")
#: «Posted by …», and what is left of «… on May 3, 2021» or «… · May 3, 2021».
_POSTED_BY = pattern(r"^(?:(?:Posted|Published|Submitted|Added|Written)\s+)?[Bb]y:?\s+")
_BEFORE_DATE = pattern(r"\s+(?:on|at|·|•|في|بتاريخ|يوم)$")
_JOINED_WORK = pattern(r"^[\s:،/\-–—ـ|]*و?(?=ترجم|تصوير|عدسة|رسوم|(?<=و)(?:تحرير|مراجعة))")
_AFTER_NAME = pattern(r"\s+(?:عن|من|للنشرة|في)\s.*$")


def authors(byline: str) -> tuple[str, ...]:
    """Return the names of those whom `byline` credits with the text, unchanged and in their order.

    Where it certainly names no person these are the agency, what has the shape of a name, or the paper, in this order;
    where nothing in it is known, the whole line.
    """
    kind, names = _credited_names(byline)
    if kind in ("name", "hint", ""):
        names = tuple(map(_name_alone, names))
    elif kind is None and (label := LABEL.match(byline.strip())) and label["mark"].strip():  # a translator alone
        names = (label["name"],)
    return tuple({fold(name): name for name in map(_trim_marks, reversed(names or [byline]))}.values())[::-1]


def _name_alone(name: str) -> str:
    """Return a name without the work and the role that stand before it, and the place after it."""
    found = _SAID_BEFORE.fullmatch(name.strip())
    name = found["name"] if found and kind_of(found["name"]) in ("name", "hint", "") else name
    name = _BEFORE_DATE.sub("", _POSTED_BY.sub("", name))
    return _IN_PLACE.sub("", name) if name.isascii() else name


def author_line(byline: str | None) -> str:
    """Return the names that `authors` finds on one line, for metadata that hold one author."""
    return "، ".join(" ".join(name.split()) for name in authors(byline)) if byline else ""


def _trim_marks(name: str) -> str:
    """Return a name without the marks around it, but with both marks of a pair that it holds."""
    text = name.strip(EDGE) or name
    return (
        f"{text}»" if text.count("«") > text.count("»") else f"«{text}" if text.count("»") > text.count("«") else text
    )


def persons(byline: str) -> tuple[str, ...]:
    """Return those of `authors` that may be persons: no agencies, no papers, no places, none where nothing is named."""
    kind, _ = _credited_names(byline)
    return () if kind in ("agency", "paper", "desk", None) else authors(byline)


def _credits(byline: str) -> list[str]:
    """Return the bylines that stand in one line; «كتب وتصوير: سليم» is one."""
    found: list[str] = []
    for piece in filter(None, map(str.strip, _LABELS.split(byline))):
        if found and WORK.fullmatch(found[-1]):
            found[-1] = f"{found[-1]} {piece}"
        else:
            found.append(_JOINED_WORK.sub("", piece))
    return found


@lru_cache(maxsize=256)
def _credited_names(byline: str) -> tuple[str | None, tuple[str, ...]]:
    """Return the names that count in `byline`, and what kind all of them are: None, and no names, if it names none."""
    found: dict[str, list[str]] = {"name": [], "agency": [], "hint": [], "desk": [], "paper": [], "": []}
    for line in _credits(byline):
        labelled = LABEL.match(line)
        if labelled and (OTHER_WORK.match(labelled["label"]) or re.match("و?ترجم|تعريب", labelled["label"])):
            continue
        text = line.strip("*| ")
        if labelled and (
            labelled["mark"].strip()
            or labelled["label"].isascii()
            or labelled["label"] == "بقلم"
            or any(kind_of(name) == "name" for name in split_names(labelled["name"]))
        ):
            text = labelled["name"]
        parts = _without_dates(segments(text))
        if len(parts) == 1 and not parts[0].kind:  # «الرياض-هتاف المحيميد»
            parts = _without_dates(segments(text, hyphens=True))
        label = ""
        for part in parts:
            if not OTHER_WORK.match(part.text.split()[0]) and not OTHER_WORK.fullmatch(label):
                for kind, name in _members(worker(part.text) or part.text):
                    found.setdefault(kind, []).append(name)
            label = part.text
    found.pop("place", None)
    kinds = ("name", "agency", "hint", "desk", "paper", "")
    return next(((kind, tuple(found[kind])) for kind in kinds if found[kind]), (None, ()))


def _without_dates(parts: list[Segment]) -> list[Segment]:
    return [part for part in parts if part.kind not in ("date", "filler")]


def _members(group: str) -> list[tuple[str, str]]:
    """Return what a part of a byline names, each with its kind; what stands beside a person's name is one too."""
    kind = kind_of(group)
    if kind in ("agency", "paper", "desk", "place") and not FROM.match(group.strip()):  # not «الاقتصادية» من الرياض
        return [(kind, group)]
    members = []
    for member in split_names(group):
        placed = FROM.match(member.strip())
        name = placed["who"] if placed and kind_of(member) != "name" else _AFTER_NAME.sub("", member)
        if name.strip(EDGE):
            members.append((kind_of(name), name.strip()))
    members = [("name" if kind == "hint" and name_likeness(name) >= 0.6 else kind, name) for kind, name in members]
    beside = any(kind == "name" for kind, _ in members)
    return [("name" if beside and kind in ("hint", "") else kind, name) for kind, name in members]
