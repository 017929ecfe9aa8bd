"""PDFs of text in several scripts, with emoji and signs, are whole, however fonts part their lines."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import newsconvert
from newsconvert.verification import verify_document
from newsconvert.verification.expected import Expected, is_margin
from newsconvert.verification.passages import Passage
from newsconvert.verification.pdflines import Line, lines_astray, uneven_lines

HEAD = "# خبر عن الخطة\n\n"
WORDS = "قال المتحدث باسم الوزارة إن الحكومة ستواصل العمل على تنفيذ الخطة في المحافظات كلها."
VERSE = (
    "من روائع المتنبي\n\nكان أبو الطيب المتنبي من أعظم شعراء العرب، وقد قال في مطلع قصيدته:\n\n"
    "عَلَى قَدْرِ أَهْلِ العَزْمِ تَأْتِي العَزَائِمُ          وَتَأْتِي عَلَى قَدْرِ الكِرَامِ المَكَارِمُ\n"
    "وَتَعْظُمُ فِي عَيْنِ الصَّغِيرِ صِغَارُهَا          وَتَصْغُرُ فِي عَيْنِ العَظِيمِ العَظَائِمُ\n\n"
    "وتابع الشاعر قصيدته التي حفظها الناس جيلًا بعد جيل.\n"
)
FOREIGN = "سيرغي لافروف (Сергей Лавров) و(Министерство иностранных дел)"
NOTED = f"{HEAD}1. (™) {FOREIGN} {WORDS}\n2. في المؤسسة «Известия» {WORDS}\n\n{WORDS}[^1] {WORDS}\n\n[^1]: {WORDS}\n"
CASES: list[tuple[str, dict[str, Any]]] = [
    (f"{HEAD}{WORDS} {FOREIGN} {WORDS} {WORDS}\n", {}),
    (f"{HEAD}{WORDS} ⵜⴰⵎⴰⵣⵉⵖⵜ {WORDS} «שלום» {WORDS} {WORDS}\n", {"page_size": "A5"}),
    (f"{HEAD}{WORDS} Αθήνα {WORDS} {WORDS}\n", {"columns": 2, "font": "vazirmatn"}),
    (VERSE, {"font": "noto-kufi-arabic", "theme": "book"}),
    (VERSE, {"font": "vazirmatn", "theme": "magazine"}),
    (f"{HEAD}{WORDS} ثم 📰 {WORDS} (COVID-19) 📰 «π» 📰\n", {}),
    (f"{HEAD}قال Мефодий ☎ (Ελλάδα) تنفيذ\n", {}),
    (f"{HEAD}- قال iOS 17.2.1 ★: → «Москва» المختصة.\n", {}),
    (f"{HEAD}قال COVID-19 (→) № 5 باسم الوزارة.\n", {}),
    (f"{HEAD}- «✓» المشاريع المحافظات بعد الجديدة الأسعار Москва المؤسسة الوزارة صعب في ترحيب العمل اللجان.\n", {}),
    (NOTED, {"print_ready": True, "digits": "arabic"}),
    (NOTED, {"print_ready": True, "colophon": "full", "columns": 3}),
    (f"{HEAD}بقلم: ليلى حداد\n\n`x = 1` {WORDS}\n", {"print_ready": True, "theme": "magazine"}),
    (f"{HEAD}[مدير مدير باسم](https://e.org/4) {WORDS}\n", {}),
    (f"# خلال (★) ترحيب ⚽ ±3 «Nguyễn Văn»\n\n{WORDS * 30}\n", {"page_size": "A5"}),
    (f"# عام المحافظات (👨‍👩‍👧) ◄ الوزارة\n\n{WORDS * 30}\n", {"page_size": "A5"}),
]


@pytest.mark.parametrize(("text", "options"), CASES)
def test_text_in_several_scripts_is_whole(tmp_path: Path, text: str, options: dict[str, Any]) -> None:
    path = tmp_path / ("a.txt" if text is VERSE else "a.md")
    path.write_text(text, encoding="utf-8")
    article = newsconvert.read(path)
    assert verify_document(article, "pdf", newsconvert.write(article, "pdf", **options)).findings == ()


def rows(*heights: float, fonts: tuple[set[str], ...]) -> list[Line]:
    every = zip(heights, fonts, strict=True)
    return [Line(f"سطر {at}", 0, 10, 200, y, 10, fonts=frozenset(own)) for at, (y, own) in enumerate(every)]


def test_lines_in_one_font_are_as_far_apart_and_others_nearly() -> None:
    plain, mixed = {"Amiri"}, {"Amiri", "NotoSans"}
    higher = (100.0, 80, 58.5, 38.5)
    assert not list(uneven_lines(rows(*higher, fonts=(plain, plain, mixed, mixed)), {0: 1}))
    assert list(uneven_lines(rows(*higher, fonts=(plain,) * 4), {0: 1})) == ["سطر 2"]
    assert list(uneven_lines(rows(100, 80, 55, 35, fonts=(plain, plain, mixed, plain)), {0: 1})) == ["سطر 2"]


def test_a_line_above_the_one_before_it_is_no_other_half_of_a_verse() -> None:
    verse = [Line("أول", 0, 110, 200, 100, 10), Line("وبقيته", 0, 120, 180, 80, 10), Line("ثان", 0, 10, 90, 100, 10)]
    assert not list(lines_astray(verse, {0: 1}))
    astray = [verse[0], verse[1]._replace(left=20.0, right=180.0), verse[2]]
    assert list(lines_astray(astray, {0: 1})) == ["ثان"]


def test_a_running_head_is_where_its_letters_stand() -> None:
    expected = Expected(("نص",), (), displayed=("خلال (★) ترحيب ⚽",))
    assert is_margin(expected, Passage("⚽ ترحيب (★) خلال", "page 2", seen="⚽ بيحرت )★( لالخ"))
    assert not is_margin(expected, Passage("⚽ ترحيب (★) خلال", "page 2", seen="⚽ لالخ )★( بيحرت"))
