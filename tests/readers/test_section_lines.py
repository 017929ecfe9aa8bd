"""Test the headings of a text by their forms: counted, marked, times and years, before rows and before contacts."""

from __future__ import annotations

import pytest

import newsconvert
from newsconvert.model import Heading, ItemList, plain_text

HEADLINE = "الوزارة تطلق مشروع تأهيل الطرق في المحافظة الجنوبية"
TEXT = (
    "أعلنت الوزارة أمس أن المشروع سيبدأ في مطلع العام المقبل بعد استكمال الدراسات الفنية اللازمة، مشيرة إلى أن الكلفة"
    " تبلغ نحو 12 مليون دينار."
)


def headings(*lines: str) -> list[str]:
    found = newsconvert.read_text("\n".join((HEADLINE, "", TEXT, TEXT, *lines)))
    return [plain_text(block.inlines) for block in found.body if isinstance(block, Heading)]


@pytest.mark.parametrize(
    "line",
    [
        "العنوان الأول - أحكام عامة",
        "القسم الثاني/ الموازنة",
        "المطلب الثالث: التمويل",
        "بين الأمل والإهمال",
        "التذكرة أم التجربة؟",
    ],
)
def test_lines_over_a_paragraph(line: str) -> None:
    assert headings(line, TEXT) == [line]


def test_titles_of_a_law_stand_over_its_articles() -> None:
    lines = ("العنوان الأول - أحكام عامة", "الفصل الأول", TEXT, "العنوان الثاني - أحكام ختامية", "الفصل 2", TEXT)
    assert headings(*lines) == [lines[0], lines[1], lines[3], lines[4]]


def test_decimal_numbers_without_a_mark_count_under_their_part() -> None:
    parts = ("1. الكلفة", "1.1 كلفة الإنشاء", TEXT, "1.2 كلفة التشغيل", TEXT, "2. البدائل", "2.1 تقليص الهدر", TEXT)
    assert headings(*parts) == [line for line in parts if line != TEXT]


def test_a_mark_of_headings_is_none_of_the_list_before_it() -> None:
    lines = ("◄ الشرائح لا تتراكم", TEXT, "■ 4 في المئة في الشقق", "■ 7 في المئة في الفلل", "◄ كيف تعترض؟", TEXT)
    assert headings(*lines) == ["◄ الشرائح لا تتراكم", "◄ كيف تعترض؟"]


def test_years_after_a_link_to_another_article_are_headings() -> None:
    assert headings("1951", TEXT, "اقرأ أيضاً: لماذا تأخر القطار 15 عاماً؟", "2009", TEXT, "2019", TEXT) == [
        "1951",
        "2009",
        "2019",
    ]


@pytest.mark.parametrize(("first", "second"), [("عاجل 18:02", "عاجل 19:40"), ("18:02 - تحديث", "19:40 - تحديث")])
def test_times_of_live_pages_may_say_that_they_are_urgent(first: str, second: str) -> None:
    assert headings(first, TEXT, second, TEXT) == [first, second]


def test_rows_stand_under_their_unit() -> None:
    rows = ("هامور كبير: 62", "كنعد: 38", "شعري: 21", "صافي: 55")
    lines = ("الأسماك (كجم / ريال قطري)", *rows, "الخضراوات (الصندوق / ريال قطري)", *rows, TEXT)
    assert headings(*lines) == [lines[0], lines[5]]
    found = newsconvert.read_text("\n".join((HEADLINE, "", *lines)))
    assert sum(isinstance(block, ItemList) for block in found.body) == 2


def test_contacts_stand_under_their_title() -> None:
    lines = (
        TEXT,
        TEXT,
        "نبذة عن «نول»:",
        TEXT,
        "للاستفسارات الإعلامية",
        "هاتف: 0000 555 4 971+",
        "press@nawl.example",
    )
    assert headings(*lines) == ["نبذة عن «نول»:", "للاستفسارات الإعلامية"]
