"""No line of a text is lost, however its lines are cut, joined or mixed up: each is in the body or in a field."""

from __future__ import annotations

import random
import re
from collections import Counter

import pytest

import newsconvert
from newsconvert.model import article_text
from newsconvert.readers.characters import clean
from support import ROOT

_TAG = re.compile(r"^[A-Z0-9/]*\s*\|\s?", re.MULTILINE)
#: Markers of items, which lists have of their own, and names of fields, of which the value is kept.
_MARKER = re.compile(r"^(?:[\W_ـ]+|[(\[«]?(?:\d{1,3}|[٠-٩]{1,3}|[أ-ي])\s*[-.)\]–—/:ـ]+)+\s*")
_FIELD = re.compile(r"^\s*(?:الموضوع|العنوان|الكاتب|تاريخ النشر|المصدر|Subject|Title)\s*:\s*")
TEXTS = [
    _TAG.sub("", path.read_text(encoding="utf-8").partition("\n\n")[2])
    for path in sorted((ROOT / "benchmarks" / "newsroom").glob("*/*.txt"))[::5]
]


def mixed(lines: list[str], how: str, chance: random.Random) -> list[str]:
    """Return `lines` with some of them lost, joined, parted, twice or elsewhere."""
    lines = list(lines)
    at = chance.randrange(len(lines))
    if how == "no blanks":
        return [line for line in lines if line.strip()]
    if how == "fewer":
        return [line for line in lines if chance.random() > 0.25]
    if how == "twice":
        return [line for line in lines for _ in range(1 + (chance.random() < 0.3))]
    if how == "joined":
        lines[at : at + 2] = [" ".join(lines[at : at + 2])]
    elif how == "parted":
        words = lines[at].split()
        lines[at : at + 1] = [" ".join(words[: len(words) // 2]), " ".join(words[len(words) // 2 :])]
    elif how == "mixed":
        chance.shuffle(lines)
    else:
        other = chance.choice(TEXTS).split("\n")
        lines = other[: chance.randrange(6)] + lines + other[-chance.randrange(1, 8) :]
    return lines


def lost(text: str) -> list[str]:
    """Return the lines of `text` that the article has fewer times than the text, in body, fields and what a warning names."""

    def packed(line: str) -> str:
        return "".join(_MARKER.sub("", _FIELD.sub("", line)).split()).strip("*_|:#")

    found = newsconvert.load(text.encode())
    told = [passage for warning in found.warnings for passage in warning.passages]
    whole = "".join("".join((*article_text(found.value), *told)).split())
    lines = Counter(filter(None, map(packed, clean(text)[0])))
    return [line for line, times in lines.items() if whole.count(line) < times]


@pytest.mark.parametrize("how", ["no blanks", "fewer", "twice", "joined", "parted", "mixed", "of two"])
def test_each_line_is_in_the_article_as_often_as_in_the_text(how: str) -> None:
    chance = random.Random(how)
    assert len(TEXTS) > 100
    for text in TEXTS:
        changed = "\n".join(mixed(text.split("\n"), how, chance))
        if changed.strip():
            assert lost(changed) == []


def test_two_mastheads_are_both_in_the_citation() -> None:
    first, second = "صحيفة «الميزان»", "جريدة الغد الأفضل - السنة الثانية - العدد 12"
    body = (
        "قالت الوزارة في بيان لها اليوم إن الأعمال الجارية في المشروع ستنتهي قبل نهاية العام، وإنها وفّرت ما يلزم لذلك."
    )
    text = "\n".join((first, second, "افتتاح مكتبة عامة في حي الورود بعد طول انتظار", body, body))
    assert lost(text) == []
    source = newsconvert.read(text.encode()).source
    assert source is not None
    assert source.citation == f"{first}\n{second}"
