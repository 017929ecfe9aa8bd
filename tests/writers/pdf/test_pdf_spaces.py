"""Justified paragraphs are broken over the whole of them, for even word spaces."""

from __future__ import annotations

import random
import statistics
from pathlib import Path

import pymupdf
import pytest

import newsconvert
from newsconvert.model import Article, Cell, Link, Note, Paragraph, Strong, Table, Text
from newsconvert.resources import Resources
from newsconvert.writers.pdf.totalfit import SHRINK, Words, fit_lines, stays_together
from newsconvert.writers.pdf.weasyprint import linebreak
from support import ink_order, judges
from support.pdftexts import NEWS
from support.wordspaces import natural_space, spaces


def words_of(text: str) -> Words:
    """Return words as wide as they have letters, with spaces of one letter."""
    words = text.split()
    widths = [float(len(word)) for word in words]
    return Words(words, widths, [1.0] * (len(words) - 1) + [0.0], [0.0] * len(words))


def lines_of(text: str, room: float, first: float | None = None) -> list[str]:
    words = words_of(text)
    words.join_groups(room)
    lines = []
    for count in fit_lines(words, room, room if first is None else first):
        lines.append(" ".join(words.texts[:count]))
        words.texts = words.texts[count:]
    assert not words.texts
    return lines


@pytest.mark.parametrize("seed", range(40))
def test_every_word_is_on_a_line_it_fits_on(seed: int) -> None:
    source = random.Random(seed)
    text = " ".join("م" * source.randint(1, 9) for _ in range(source.randint(1, 90)))
    room, first = source.uniform(20, 70), source.uniform(15, 70)
    for number, line in enumerate(lines_of(text, room, first)):
        assert len(line) - SHRINK * line.count(" ") <= (room if number else first) + 1e-9


def test_spaces_are_more_even_than_when_each_line_is_filled() -> None:
    source = random.Random(7)
    ours, filled = [], []
    for _ in range(40):
        text = " ".join("م" * source.randint(2, 9) for _ in range(80))
        ours += [stretch(line, 60) for line in lines_of(text, 60)[:-1]]
        greedy = [""]
        for word in text.split():
            if len(greedy[-1]) + 1 + len(word) <= 60 and greedy[-1]:
                greedy[-1] += " " + word
            else:
                greedy.append(word)
        filled += [stretch(line, 60) for line in greedy[1:-1]]
    assert _off(ours) < 0.7 * _off(filled)
    assert max(ours) < max(filled)


def _off(stretched: list[float]) -> float:
    """Return how far spaces are from their natural width, as the root of the mean square."""
    return float(statistics.fmean(one * one for one in stretched) ** 0.5)


def stretch(line: str, room: float) -> float:
    return (room - len(line)) / line.count(" ")


@pytest.mark.parametrize(
    ("text", "together"),
    [
        ("قالت الوزارة إن نسبة النمو بلغت 12 % في العام الماضي وفق تقديرات", "12 %"),
        ("قطعت القافلة مسافة تبلغ نحو 350 كم قبل أن تصل إلى وجهتها أمس", "350 كم"),
        ("حضر الاجتماع رئيس البلدية و أعضاء المجلس وعدد من السكان هناك", "و أعضاء"),
        ("وصف المتحدث الاتفاق بأنه « تاريخي » وسيغير وجه المنطقة كلها غدا", "« تاريخي »"),
        ("سأل الصحفيون الوزير عن الموعد ؟ فقال إنه لم يحدد بعد حتى الآن", "الموعد ؟"),
    ],
)
def test_no_line_ends_inside(text: str, together: str) -> None:
    for room in range(24, 50):
        lines = lines_of(text, room)
        assert any(together in line for line in lines), lines


@pytest.mark.parametrize(
    ("before", "after", "stay"),
    [
        ("(15–", "24)", True),
        ("2024-", "2025", True),
        ("https://", "example.org/", True),
        ("press-", "office@example.org", True),
        ("example.org/news/", "2025/", False),
        ("Anglo-", "Arab", False),
    ],
)
def test_words_that_may_be_broken(before: str, after: str, stay: bool) -> None:
    assert stays_together(before, after, spaced=False) is stay


def test_the_mark_of_a_note_stands_beside_its_word(tmp_path: Path) -> None:
    text = "أعلن المصرف المركزي اليوم الثلاثاء رفع سعر الفائدة بحسب بيانات الجهاز المركزي للإحصاء."
    body = Paragraph((Text(text), Note((Paragraph((Text("مصدر"),)),))))
    for width in range(90, 150):
        path = tmp_path / "a.pdf"
        path.write_bytes(newsconvert.write(Article("عنوان", (body,)), "pdf", theme="book", page_size=f"{width}x160mm"))
        rows = ["".join(place.text for place in row) for row in next(ink_order.pages(path)).rows]
        assert sum(row.strip() == "١" for row in rows) == 1, (width, rows)  # the folio


def test_a_paragraph_too_long_to_be_shaped_at_once_is_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linebreak, "_MOST", 700)
    monkeypatch.setattr(linebreak, "_UNSURE", 150)
    path = tmp_path / "a.pdf"
    path.write_bytes(newsconvert.write(Article("عنوان", (Paragraph((Text("خبر طويل " * 700),)),)), "pdf", font="amiri"))
    found = [space / natural_space(_regular("amiri"), 13.5) for space in spaces(path, 459.5)]
    assert len(found) > 60
    assert 0.9 < min(found) < max(found) < 1.6
    with pymupdf.open(path) as document:  # type: ignore[no-untyped-call]
        text = "".join(page.get_text() for page in document)
    assert text.count("طويل") == 700


def _regular(font: str) -> Path:
    resources = Resources()
    return resources.typefaces(resources.theme("newspaper"), font, None).all[0].regular


def test_what_stays_together_is_parted_where_it_is_wider_than_a_line() -> None:
    text = "« " * 30 + "كلمة"
    assert "".join(lines_of(text, 20)).replace(" ", "") == text.replace(" ", "")


def test_a_short_word_is_hardly_ever_alone_on_the_last_line() -> None:
    source = random.Random(3)
    texts = [" ".join("م" * source.randint(2, 7) for _ in range(40)) + " له." for _ in range(200)]
    assert sum(" " not in lines_of(text, 50)[-1] for text in texts) <= 6


GROUPS = [
    "0933 123 456",
    "+963 11 555 0100",
    "SA03 8000 0000",
    "QA58 DOHB 0000 1234 5678 90AB CDEF G",
    "(011) 222 33 44",
    "+1 (212) 555-0199",
    "1 250 000",
    "٠٩٤٤ ١٢٣ ٤٥٦",
]


@pytest.mark.parametrize("number", GROUPS)
def test_a_number_in_groups_never_goes_on_on_another_line(number: str) -> None:
    source = random.Random(5)

    def words(count: int) -> str:
        return " ".join("م" * source.randint(2, 7) for _ in range(count))

    texts = [f"{words(source.randint(1, 24))} {number} {words(20)}" for _ in range(200)]
    assert all(any(number in line for line in lines_of(text, 40)) for text in texts)
    narrow = [lines_of(text, 11) for text in texts]  # some have to go on, at the end of a group
    assert all(set(number.split()) <= set(" ".join(lines).split()) for lines in narrow)


def test_numbers_with_signs_between_them_are_not_in_groups() -> None:
    words = words_of("في 12، 15. 20 3.5 40% 50 60% 12:30 2024-2025 و/15 7")
    assert not words.join_groups(40)


@pytest.mark.parametrize("number", [*GROUPS[:3], *GROUPS[4:]])
@pytest.mark.parametrize("columns", [1, 2])
def test_groups_stay_together_on_paper(tmp_path: Path, number: str, columns: int) -> None:
    """They do in text that is justified, and in a cell, which is not."""
    source, filler = (
        random.Random(9),
        words_of("قال المتحدث باسم الوزارة إن الحكومة ستواصل العمل على تنفيذ الخطة").texts,
    )
    texts = [
        " ".join((*source.choices(filler, k=source.randint(3, 16)), number, *source.choices(filler, k=8)))
        for _ in range(12)
    ]
    cells = tuple((Cell((Text("بند"),)), Cell((Text(text),))) for text in texts)
    path = tmp_path / "a.pdf"
    article = Article("عنوان", (*(Paragraph((Text(text),)) for text in texts), Table(cells)))
    path.write_bytes(newsconvert.write(article, "pdf", columns=columns))
    shown = judges.tags_text(path)
    assert "".join(number.split()) in "".join(shown.split())
    assert shown.count(number) == 2 * len(texts)


def test_a_word_wider_than_a_line_is_left_to_others() -> None:
    assert fit_lines(words_of("كلمة " + "م" * 40), 20, 20) == []


@pytest.mark.parametrize(
    ("font", "loose"), [("amiri", 1.4), ("noto-naskh-arabic", 1.75), ("ibm-plex-sans-arabic", 1.75)]
)
def test_spaces_on_paper(tmp_path: Path, font: str, loose: float) -> None:
    """In Amiri, the median is at most 1.10 and 95 % are at most 1.40, as a designer asked for."""
    whole = " ".join(NEWS)
    body = [Paragraph((Text(text),)) for text in (*NEWS, whole)]
    body.append(
        Paragraph((Text(whole + " "), Strong((Text(whole),)), Text(" "), Link("https://example.org/", (Text(whole),))))
    )
    path = tmp_path / "a.pdf"
    path.write_bytes(newsconvert.write(Article("عنوان", tuple(body)), "pdf", font=font))
    natural = natural_space(_regular(font), 13.5)
    found = [space / natural for space in spaces(path, 459.5)]
    assert len(found) > 30
    assert statistics.median(found) <= (1.1 if font == "amiri" else 1.35)
    assert statistics.quantiles(found, n=20)[-1] <= loose
    assert min(found) > 0.7


@pytest.mark.parametrize("before", [30, 31, 32])
def test_no_spaces_are_wide_for_an_address_that_nearly_fills_a_line(before: int) -> None:
    words = Words([], [], [], [])
    for number in range(before):
        words.add(f"كلمة{number}", 37.0, 5.0)
    for at, (part, width) in enumerate((("https://www.", 95), ("example.org/", 90), ("reports/", 60), ("wheat/", 190))):
        words.parts.update((len(words.texts),) if at else ())
        words.add(part, float(width), 5.0 if at == 3 else 0.0)
    for number in range(6):
        words.add(f"كلمة{number}", 37.0, 5.0)
    counts = fit_lines(words, 447.0, 447.0)
    starts = [sum(counts[:at]) for at in range(len(counts))]
    assert before in starts, "it has a line of its own"
    for start, count in zip(starts[:-1], counts, strict=False):
        if start != before:
            natural = sum(words.widths[start : start + count])
            assert (447 - natural) / (count - 1) < 1.75 * 5 + 0.1
