"""Test lines above headlines that are known by what stands below them: interviews, reviews, acts, slugs, dates."""

from __future__ import annotations

import pytest

import newsconvert

TEXT = (
    "أمضت المصورة الأردنية أحد عشر خريفاً في محمية الأزرق تنتظر الطيور المهاجرة، وتقول إن الصبر هو أول ما يتعلمه من يحمل"
    " الكاميرا في الصحراء، وإن الضوء لا ينتظر أحداً."
)


def head(*lines: str) -> tuple[str, str | None, str | None]:
    article = newsconvert.read_text("\n".join((*lines, "", TEXT, TEXT)))
    return article.headline, article.kicker, article.deck


@pytest.mark.parametrize(
    ("kicker", "headline", "credit"),
    [
        ("حوار مع رئيسة جمعية مصوري الطيور", "نجوى الحديدي: الأزرق ليست واحة، إنها مطار", "حاورتها: لانا حدادين"),
        ("أول لقاء لها بعد الجائزة", "المخرجة دينا المرصفى: السينما التسجيلية تعيش على الفتات", "حوار: نهلة عبد العال"),
        ("مهاجم العراق السابق يفتح دفاتره لـ«ملاعب بلس»", "رعد الكناني: بكيت في النفق.. وضحكت في الطائرة", "كريم طعمة"),
    ],
)
def test_who_is_interviewed_speaks_in_the_headline(kicker: str, headline: str, credit: str) -> None:
    assert head(kicker, headline, credit)[:2] == (headline, kicker)


def test_an_act_is_founded_on_what_stands_above_it() -> None:
    kicker, title = "صادر بمقتضى الفقرة (ب) من المادة (41) من قانون البلديات", "نظام مواقف الدراجات الهوائية لسنة 2023"
    assert head(kicker, title)[:2] == (title, kicker)


def test_a_review_stands_over_the_title_and_the_book() -> None:
    title = "حين كانت سواكن نافذة على العالم"
    assert head("عرض كتاب", title, "الكتاب: سواكن، سيرة ميناء", "المؤلف: نفيسة كرار")[:2] == (title, "عرض كتاب")


def test_a_slug_names_what_the_headline_begins_with() -> None:
    title = "بلدية الفجيرة تنفذ 1240 زيارة تفتيشية على منشآت الأغذية"
    assert head("بلدية الفجيرة / حملة تفتيش.", title)[0] == title


def test_a_date_is_no_headline_over_one_that_ends_in_a_full_stop() -> None:
    assert (
        head("18 أبريل 2022 - 13:07", "", "مهرجان للموسيقى في هون منتصف مايو.")[0]
        == "مهرجان للموسيقى في هون منتصف مايو."
    )


def test_dots_join_a_headline_that_goes_on() -> None:
    kicker, first, rest = (
        "فى جولة لـ«المنادى» داخل أكبر مستشفيات الصعيد",
        "9 حضانات لـ14 قرية..",
        "وأطفالها يولدون فى «التوك توك»",
    )
    deck = "الأهالى: نقطع 60 كيلومترا بحثا عن سرير .. ومدير المستشفى: طلبنا أجهزة منذ 2011 ولم يرد أحد"
    found = head(kicker, first, rest, deck, "أسيوط - من عزة الليثى:", "الخميس 20 فبراير 2014")
    assert found == (f"{first} {rest}", kicker, deck)


@pytest.mark.parametrize("line", ["© Sputnik . Pavel Yermolin", "من يستحقها؟ وكيف تُفعَّل؟ وماذا لو ضاعت؟"])
def test_what_no_headline_goes_on_with(line: str) -> None:
    title = "كل ما تريد معرفته عن موسم الحبوب وبطاقات الغذاء في المحافظات"
    assert head(title, line, "12 مايو 2023")[0] == title


def test_a_title_of_markdown_is_the_headline() -> None:
    found = head("# ملخص: مستقبل سكة حديد طرابلس – بغداد", "**تاريخ التقرير:** 4 مارس 2025")
    assert found[0] == "ملخص: مستقبل سكة حديد طرابلس – بغداد"


def test_the_role_of_an_author_above_the_date_is_no_headline() -> None:
    lines = ("رأي", "مارون الغصين", "أستاذ الاقتصاد السياسي في جامعة محلّية", "الثلاثاء 5 كانون الأول 2023")
    assert head(*lines, "وداعاً لـ«اللولار»، أهلاً بالفراغ")[0] == "وداعاً لـ«اللولار»، أهلاً بالفراغ"


def test_a_page_of_the_paper_is_no_headline() -> None:
    title = "الروائية هدى شرارة تروي ما جرى في الحرب"
    assert head("ثقافة – صفحة 34", title, "حوار ليال حمدان")[0] == title
