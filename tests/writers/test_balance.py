"""Lines of headlines, as widths."""

from __future__ import annotations

import pytest

from newsconvert.writers.balance import balance_lines, break_lines


def lines(text: str, room: float, *, sense: bool = True) -> list[str]:
    """Return `text` in even lines of at most `room` letters, as many as it needs."""
    words = text.split()
    widths = [float(len(word)) for word in words]
    counts = balance_lines(widths, 1, room, len(break_lines(widths, 1, room)), words if sense else ())
    found = []
    for count in counts:
        found.append(" ".join(words[:count]))
        words = words[count:]
    assert not words
    assert all(len(line) <= room for line in found)
    return found


def test_lines_are_even() -> None:
    text = "قطر تستضيف مؤتمرا دوليا حول مستقبل الطاقة النظيفة"
    assert [len(line) for line in lines(text, 44)] == [23, 25]


@pytest.mark.parametrize(
    ("text", "room", "end"),
    [
        ("ارتفاع أسعار النفط في تعاملات اليوم الأول", 24, "النفط"),  # not «في»
        ("افتتاح معرض للكتاب يضم 350 ناشرا عربيا ودوليا", 26, "يضم"),  # a number with what it counts
        ("الرئيس يقول للشعب كله: لن نترك أحدا وراءنا", 26, "كله:"),
        ("آبل تكشف هاتف iPhone 17 Pro Max في مؤتمرها السنوي", 32, "Max"),  # not «Pro», «17» or «iPhone»
        ("رئيس الحكومة يصل إلى بيروت", 22, "الحكومة"),  # not «إلى»
    ],
)
def test_lines_end_where_the_sense_allows_it(text: str, room: float, end: str) -> None:
    assert lines(text, room)[0].split()[-1] == end


def test_no_word_is_alone_on_the_last_of_three_lines() -> None:
    found = lines("وزير الخارجية يلتقي نظيره الفرنسي لبحث التعاون الاستراتيجي", 21)
    assert len(found) == 3
    assert len(found[-1].split()) > 1


def test_there_may_be_no_such_lines() -> None:
    assert balance_lines([5, 30], 1, 10, 2) == []
