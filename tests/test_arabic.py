"""Facts about Arabic text."""

from __future__ import annotations

import ctypes
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

import newsconvert
from newsconvert import bibliography, binding
from newsconvert.arabic import arabic_indic, collation_key, is_rtl
from newsconvert.bidi import Run, directional_runs, levels, to_display_order, visual_order
from newsconvert.languages import format_date


def test_digits_and_dates() -> None:
    assert arabic_indic(1970) == "١٩٧٠"
    assert format_date(date(2026, 11, 4)) == "٤ نوفمبر ٢٠٢٦"


@pytest.mark.parametrize(
    ("text", "rtl"),
    [
        ("خبر", True),
        ("BBC: خبر عاجل من دمشق", True),
        ("A story about دمشق", False),
        ("", True),
        ("2026 - 3", True),
        ("عاجل: انقطاع الكهرباء https://www.example.org/news/electricity-cut-in-the-city-until-evening.html", True),
        ("خبر news@example.org @souria_now #Damascus src/main.py", True),
        ("السلام عليكم, said the minister of health", False),
        ("🇺🇸 🇪🇺 🇬🇧 دولار ويورو", True),
        ("\u200eخبر \u200eعاجل \u200eمن دمشق", True),
        ("\u200fBreaking \u200fnews \u200ffrom Damascus", False),
    ],
)
def test_base_direction_comes_from_all_of_the_text(text: str, rtl: bool) -> None:
    assert is_rtl(text) is rtl


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("خبر", [("خبر", True)]),
        ("قال Windows 11 إنه", [("قال ", True), ("Windows 11", False), (" إنه", True)]),
        ("COVID-19 ينتشر", [("COVID-19", False), (" ينتشر", True)]),
        ("بنسبة 3.5% عام 2025", [("بنسبة 3.5% عام 2025", True)]),
        ("(BBC) قالت", [("(", True), ("BBC", False), (") قالت", True)]),
        ("قال «The New York Times»", [("قال «", True), ("The New York Times", False), ("»", True)]),
        ("شركة Acme (Corp) هنا", [("شركة ", True), ("Acme (Corp)", False), (" هنا", True)]),
        ("الاتحاد (EU) قال [", [("الاتحاد (", True), ("EU", False), (") قال [", True)]),
        ("", []),
    ],
)
def test_runs_follow_the_bidirectional_algorithm(text: str, runs: list[tuple[str, bool]]) -> None:
    assert directional_runs(text) == [Run(*run) for run in runs]


@given(st.text(), st.booleans())
def test_runs_hold_all_of_the_text_and_alternate(text: str, rtl: bool) -> None:
    runs = directional_runs(text, rtl=rtl)
    assert "".join(run.text for run in runs) == text
    assert all(one.rtl != two.rtl for one, two in pairwise(runs))


def test_names_sort_as_in_arabic_indexes() -> None:
    names = [
        "الله أكبر",
        "ألبوم",
        "إلياس",
        "الأحمد",
        "بيروت",
        "فاطمه أحمد",
        "فاطمة زيد",
        "اللهجات",
        "مصطفي أحمد",
        "مصطفى البكري",
    ]
    names += ["Reuters"]
    shuffled = sorted(names, key=hash)
    assert sorted(shuffled, key=collation_key) == [
        "الأحمد", "ألبوم", "الله أكبر", "إلياس", "بيروت", "فاطمه أحمد", "فاطمة زيد", "اللهجات", "مصطفي أحمد", "مصطفى البكري",
        "Reuters",
    ]  # fmt: skip
    assert collation_key("«مُحَمَّــدٌ»") == collation_key("محمد")
    assert collation_key("اللَّه") == collation_key("الله")


def test_an_index_and_a_bibliography_sort_alike() -> None:
    names = ["فاطمة زيد", "فاطمه أحمد", "مصطفى البكري", "مصطفي أحمد", "عبد العزيز", "عبد الباري"]
    articles = tuple(newsconvert.read_text(f"عنوان\nبقلم: {name}\n\nنصّ.\n\nالمصدر: {name}\n") for name in names)
    index = [entry.name for entry in binding.index_of_bylines(newsconvert.Volume("مجلد", articles))]
    listed = "".join(bibliography.bibliography(articles, bibliography.STYLES["apa"]))
    assert sorted(index, key=listed.index) == index
    assert index == ["عبد الباري", "عبد العزيز", "فاطمه أحمد", "فاطمة زيد", "مصطفي أحمد", "مصطفى البكري"]


@pytest.mark.parametrize(
    "line",
    [
        "قال 12.5% إن (BBC) في 2024-03-14",
        "شركة Boeing 737 MAX تعلن",
        "BBC: عاجل",
        "قُلْتُ: «نعم» ثم 10-12 مايو",
        "مجموع ١٢٫٥ و3",
    ],
)
@pytest.mark.parametrize("rtl", [True, False])
def test_the_order_of_a_line_is_that_of_the_library_of_layout(line: str, rtl: bool) -> None:
    pango = ctypes.CDLL("libpango-1.0.so.0")
    pango.pango_log2vis_get_embedding_levels.restype = ctypes.POINTER(ctypes.c_uint8)
    data, base = line.encode(), ctypes.c_int(int(rtl))
    theirs = pango.pango_log2vis_get_embedding_levels(data, len(data), ctypes.byref(base))
    assert visual_order(levels(line, rtl=rtl)) == visual_order(theirs[: len(line)])


def test_a_display_that_does_not_reorder_gets_marks_after_letters_and_mirrored_brackets() -> None:
    assert to_display_order("قُلْ «نعم» (3)", rtl=True) == "(3) «معن» لْقُ"
    assert to_display_order("BBC (قال)", rtl=False) == "BBC (لاق)"
