"""Pull quotes altered on paper alone: their lines stand in each other's place, elsewhere, or in another size."""

from __future__ import annotations

import io
import re
from bisect import bisect
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest

import newsconvert
from newsconvert.model import Article, Paragraph, Source, Text, Volume
from newsconvert.verification import FindingKind, Receipt, verify_document, verify_volume
from newsconvert.writers.pdf import pullquotes

SENTENCE = "أعلنت الوزارة انطلاق الموسم في المحافظات الشمالية، وتجاوزت المساحات ما كان متوقعا هذا العام. "
QUOTED = "«لم نكن ننتظر أن تصل المياه إلى القرى في الحقول البعيدة قبل نهاية الشهر، وقد وصلت أمس ففرح الناس»"
SAID = Paragraph((Text(f"وقالت المهندسة ليلى حداد: {QUOTED}."),))
LONG = tuple(Paragraph((Text(SENTENCE * 3),)) for _ in range(6))
ARTICLE = Article("خبر فيه أقوال", (*LONG[:3], SAID, *LONG), byline="سمير العلي", source=Source("صحيفة المثال"))
OTHER = Article("خبر آخر", (*LONG[:3], Paragraph((Text(f"وقال سامر العلي: {QUOTED}."),)), *LONG))
_PLACE = re.compile(rb"(/F\d+ )([\d.]+)( Tf\s+1 0 0 -1 )([\d.]+) ([\d.]+)( Tm)")
#: CSS pixels, of quotations in the themes.
_SIZES = {25.6, 20.8, 20.0}


def made(bound: bool, **options: Any) -> bytes:
    if bound:
        return newsconvert.bind(Volume("مجلد", (ARTICLE, OTHER)), "pdf", pull_quotes=1, **options).value
    return newsconvert.write(ARTICLE, "pdf", pull_quotes=1, **options)


def verified(bound: bool, data: bytes) -> Receipt:
    if bound:
        return verify_volume(Volume("مجلد", (ARTICLE, OTHER)), "pdf", data, fast=True)
    return verify_document(ARTICLE, "pdf", data, fast=True)


def altered(data: bytes, change: Callable[[list[list[float]]], None]) -> bytes:
    """Change size, x and y of the strings of the first pull quote."""
    with pikepdf.open(io.BytesIO(data)) as document:
        for page in document.pages:
            stream = b"\n".join(one.read_bytes() for one in page.Contents) if isinstance(
                page.Contents, pikepdf.Array
            ) else page.Contents.read_bytes()  # fmt: skip
            found = list(_PLACE.finditer(stream))
            large = [one for one in found if round(float(one[2]), 1) in _SIZES]
            levels = sorted({float(one[5]) for one in large})
            rows = [at for at, level in enumerate(levels) if not at or level > levels[at - 1] + 2]
            if len(rows) < 2:
                continue
            starts = [levels[at] - 1 for at in rows]
            parts = [
                [float(one[2]), float(one[4]), float(one[5]), bisect(starts, float(one[5])) - 1.0] for one in large
            ]
            change(parts)
            for one, (size, x, y, _) in reversed(list(zip(large, parts, strict=True))):
                told = b"%s%f%s%f %f%s" % (one[1], size, one[3], x, y, one[6])
                stream = stream[: one.start()] + told + stream[one.end() :]
            page.Contents = document.make_stream(stream)
            break
        else:
            raise AssertionError("no pull quote of two lines")
        target = io.BytesIO()
        document.save(target)
    return target.getvalue()


def exchanged(parts: list[list[float]]) -> None:
    first, second = (next(part[2] for part in parts if part[3] == row) for row in (0, 1))
    for part in parts:
        part[2] = {0: second, 1: first}.get(int(part[3]), part[2])


def pushed_out(parts: list[list[float]]) -> None:
    for part in parts:
        part[1] -= 200 * (part[3] == 1)


def set_close(parts: list[list[float]]) -> None:
    first, second = (next(part[2] for part in parts if part[3] == row) for row in (0, 1))
    for part in parts:
        part[2] -= (second - first) / 2 * (part[3] == 1)


def smaller(parts: list[list[float]]) -> None:
    for part in parts:
        part[0] *= 0.85 if part[3] == 1 else 1


def untouched(parts: list[list[float]]) -> None:
    pass


OPTIONS: list[dict[str, Any]] = [
    {}, {"theme": "magazine"}, {"theme": "book", "columns": 2}, {"print_ready": True}, {"print_ready": True, "columns": 2},
]  # fmt: skip


@pytest.mark.parametrize("bound", [False, True])
@pytest.mark.parametrize("options", OPTIONS)
def test_lines_out_of_their_place_are_found(options: dict[str, Any], bound: bool) -> None:
    data = made(bound, **options)
    assert not any(one.kind is FindingKind.MOVED for one in verified(bound, altered(data, untouched)).findings)
    for change in (exchanged, pushed_out, set_close, smaller):
        found = verified(bound, altered(data, change)).findings
        assert any(one.kind is FindingKind.MOVED for one in found), change.__name__


@pytest.mark.parametrize("options", OPTIONS)
def test_volumes_in_which_two_say_the_same_are_whole(options: dict[str, Any]) -> None:
    assert verified(True, made(True, **options)).findings == ()


@pytest.mark.parametrize("theme", ["newspaper", "magazine"])
@pytest.mark.parametrize(
    "forged", [QUOTED.replace("البعيدة", "القريبة"), QUOTED.split("،", maxsplit=1)[0], "وزير الزراعة يستقيل من منصبه"]
)
def test_what_no_article_of_a_volume_says_is_found(monkeypatch: pytest.MonkeyPatch, forged: str, theme: str) -> None:
    def other(quote: pullquotes.PullQuote, *, rtl: bool) -> str:
        return f'<div class="pull"><p>{forged}</p></div>'

    monkeypatch.setattr(pullquotes, "_markup", other)
    found = verified(True, made(True, theme=theme)).findings
    assert found
    assert {one.kind for one in found} == {FindingKind.ADDED}
