"""Hijri dates beside a weekday: months begin when the moon is seen, a day before or after the Umm al-Qura calendar."""

from __future__ import annotations

import pytest

import newsconvert
from newsconvert.readers.structure.dates import date_line, find_date
from newsconvert.result import Kind

TEXT = "قال متحدث باسم البلدية اليوم إن أعمال الترميم انتهت وإن السوق سيفتح أبوابه أمام الزوار في الأسبوع المقبل."


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("١٥ رمضان ١٤٤٥هـ", "2024-03-25"),  # a Monday
        ("الاثنين ١٥ رمضان ١٤٤٥هـ", "2024-03-25"),
        ("الثلاثاء ١٥ رمضان ١٤٤٥هـ", "2024-03-26"),
        ("الأحد، 15 رمضان 1445 هـ", "2024-03-24"),
        ("الأحد 15/9/1445", "2024-03-24"),
        ("الثلاثاء 1445/9/15 هـ", "2024-03-26"),
        ("الثلاثاء الخامس عشر من رمضان 1445", "2024-03-26"),
        ("الخميس ١٥ رمضان ١٤٤٥هـ", "2024-03-25"),  # contradicted
        ("الثلاثاء ١٥ رمضان ١٤٤٥هـ الموافق ٢٥ مارس ٢٠٢٤م", "2024-03-25"),  # the other calendar is sure
    ],
)
def test_the_weekday_decides_within_a_day(line: str, day: str) -> None:
    found, whole = find_date(line), date_line(line)
    assert found is not None
    assert (str(found.when), whole) == (day, found)


@pytest.mark.parametrize("reader", ["plaintext", "markdown"])
@pytest.mark.parametrize(
    ("line", "told"),
    [("الخميس ١٥ رمضان ١٤٤٥هـ", True), ("الثلاثاء ١٥ رمضان ١٤٤٥هـ", False), ("١٥ رمضان ١٤٤٥هـ", False)],
)
def test_another_weekday_is_told(line: str, told: bool, reader: str) -> None:
    found = newsconvert.load(f"انتهاء ترميم سوق المدينة القديم\n\n{line}\n\n{TEXT}\n".encode(), reader=reader)
    said = [str(one) for one in found.warnings if one.kind is Kind.INVALID_FIELD]
    assert len(said) == told
    assert all("2024-03-25" in one for one in said)


def test_a_date_in_the_text_that_dates_nothing_is_not_told() -> None:
    text = f"انتهاء ترميم سوق المدينة القديم\n\nالاثنين ٢٥ مارس ٢٠٢٤\n\nوقع الحادث الخميس ١٥ رمضان ١٤٤٤هـ. {TEXT}\n"
    assert not newsconvert.load(text.encode(), reader="plaintext").warnings
