"""What pages, agencies, letters and line-ups set around and under a text, as several hands copy them."""

from __future__ import annotations

import pytest

import newsconvert
from newsconvert.model import Article, Heading, ItemList, Paragraph
from newsconvert.model.texts import plain_text
from newsconvert.readers.structure.authors import authors

TEXT = "أعلنت الجهة المعنية اليوم عن بدء تنفيذ المشروع الجديد في عدد من المناطق الشمالية، بكلفة إجمالية تبلغ خمسة ملايين دولار."
MORE = "وأوضح المسؤول أن العمل سيبدأ مطلع الشهر المقبل، وأن المواطنين سيحصلون على الخدمة من دون رسوم إضافية طوال السنة."
WIRED = f"العين في 6 أبريل / وام / {TEXT}"


def read(*lines: str) -> Article:
    return newsconvert.read("\n".join(lines).encode())


def headings(article: Article) -> list[str]:
    return [plain_text(block.inlines) for block in article.body if isinstance(block, Heading)]


@pytest.mark.parametrize(
    "menu",
    [
        "قائمة\nبحث",
        "القائمة الجانبية",
        "قائمة | بحث | دخول",
        "إغلاق القائمة",
        "الانتقال إلى المحتوى الرئيسي",
        "الوضع الليلي",
    ],
)
def test_the_menu_of_a_page_is_no_headline(menu: str) -> None:
    found = read(menu, "اقتصاد", "افتتاح جسر الشمال أمام حركة المرور", TEXT, MORE)
    assert (found.kicker, found.headline) == ("اقتصاد", "افتتاح جسر الشمال أمام حركة المرور")


@pytest.mark.parametrize("headline", ["قائمة المنتخب لمباراتي الشهر المقبل", "بحث سبل التعاون في مجال المياه"])
def test_a_headline_that_begins_with_a_word_of_menus_stays_one(headline: str) -> None:
    assert read(headline, TEXT, MORE).headline == headline


@pytest.mark.parametrize(
    ("foot", "byline"),
    [
        ("- مل -\nعاصم الكتبي/ مبارك خميس", "عاصم الكتبي/ مبارك خميس"),
        ("-مل-\nسعيد المنصوري", "سعيد المنصوري"),
        ("/وام/\nمحاد المعشني", "محاد المعشني"),
        ("(انتهى)\nليلى الشحي، حمد الكعبي", "ليلى الشحي، حمد الكعبي"),
        ("(انتهى)\nالمنطقة الشرقية", None),
        ("(انتهى)\nسعيد", None),
    ],
)
def test_who_wrote_stands_under_the_mark_that_ends_a_report(foot: str, byline: str | None) -> None:
    found = read("افتتاح جسر الشمال أمام حركة المرور", "", WIRED, "", MORE, "", foot)
    assert (found.byline, headings(found)) == (byline, [])


@pytest.mark.parametrize(
    "reply", ["** المحرر: نضع الرسالة أمام المسؤول.", "رد المحرر: ننتظر جواب الوزارة على هذه الرسالة."]
)
def test_a_letter_is_signed_above_the_reply_to_it(reply: str) -> None:
    found = read("معاش أبي وسبع نوافذ", TEXT, MORE, "مدحت رزق الله", "مدرس لغة فرنسية", reply)
    assert found.byline == "مدحت رزق الله"


def test_a_newsletter_is_signed_between_its_farewell_and_its_notices() -> None:
    found = read("الدولار يهدأ والبندورة تشتعل", TEXT, MORE, "نلتقي غدًا،", "لينا شقير", "لإلغاء الاشتراك اضغط هنا.")
    assert found.byline == "لينا شقير"


@pytest.mark.parametrize("label", ["تكتبها لكم", "يعدها لكم", "تحررها"])
def test_who_writes_a_newsletter_is_its_author(label: str) -> None:
    head = ["نشرة «المنارة» الأسبوعية | العدد 84", "الاثنين 29 مايو 2023", "الموانئ تنتظر سفن الصيف"]
    found = read(*head, f"{label}: ريم القحطاني", TEXT, MORE)
    assert (found.kicker, found.headline) == (head[0], head[2])
    assert authors(found.byline or "") == ("ريم القحطاني",)


@pytest.mark.parametrize("line", ["السبت - 11 يونيو - 06:22 م بتوقيت عدن", "الأحد - 4 مارس - 10:15 صباحا"])
def test_a_day_and_a_time_between_dashes_are_no_deck(line: str) -> None:
    found = read("دخول 60 ميغاوات إلى الخدمة في عدن الليلة", line, TEXT, MORE)
    assert (found.deck, found.timestamp) == (None, line)


@pytest.mark.parametrize("line", ["نشر في 09-12-2021", "آخر تحديث 09-12-2021", "تاريخ النشر: 9-12-2021"])
def test_when_a_page_was_posted_and_changed_heads_nothing(line: str) -> None:
    found = read("افتتاح جسر الشمال", TEXT, line, MORE, line.replace("09", "10"), TEXT)
    assert headings(found) == []


def test_neither_the_source_nor_a_desk_is_a_heading() -> None:
    assert headings(read("افتتاح جسر الشمال", TEXT, MORE, "المصدر: صفحة اللجنة", TEXT)) == []
    assert headings(read("«العروبة» يقلب الطاولة على ضيفه", "دبي", "القسم الرياضي", TEXT, MORE)) == []
    assert headings(read("افتتاح جسر الشمال", TEXT, "القسم الثاني: الكلفة", MORE)) == ["القسم الثاني: الكلفة"]


@pytest.mark.parametrize("day", ["أول تموز/يوليو", "الأول من يوليو", "14-6"])
def test_wrapped_reports_of_agencies_begin_a_paragraph(day: str) -> None:
    lines = [
        "دراسة: نصف الأطباء العرب في ألمانيا ينتظرون معادلة شهاداتهم أكثر من عام",
        f"برلين {day} (د ب أ)- كشفت دراسة أجراها معهد أبحاث سوق العمل",
        "في مدينة نورنبرج أن نحو نصف الأطباء القادمين من دول عربية انتظروا أكثر",
        "من عام للحصول على معادلة كاملة لشهاداتهم بحسب ما جاء في تقرير المعهد .",
        "وأوصت الدراسة بإنشاء مكتب اتحادي موحد، وبمنح تصاريح عمل مؤقتة مدتها",
        "سنتان .",
    ]
    assert read("ألمانيا / تعليم / عرب", *lines).headline == lines[0]


def test_line_ups_with_full_stops_are_items_under_the_names_of_both_teams() -> None:
    teams = [
        ["تشكيل الرجاء:", "حراسة المرمى: أنس البوزيدي.", "خط الدفاع: جمال الحراري - مروان الهداجي - بدر سالم.", "خط الوسط: زكرياء العمراني - صابر بوعزة - محمد النعيمي."],
        ["تشكيل الترجي:", "حراسة المرمى: معز المباركي.", "خط الدفاع: وائل الطوبي - ياسين المرياح - هاني الجلاصي.", "خط الوسط: غيلان العيادي - أنيس الوسلاتي - حسام سعيد."],
    ]  # fmt: skip
    found = read("التشكيل الرسمي لمباراة الرجاء والترجي", TEXT, *teams[0], *teams[1], MORE)
    assert headings(found) == [teams[0][0], teams[1][0]]
    assert [len(block.items) for block in found.body if isinstance(block, ItemList)] == [3, 3]


def test_a_sentence_that_lists_names_stays_one() -> None:
    sentence = "ضمت اللجنة: محمد سالم، خالد سعد، سامي عمر."
    found = read("تشكيل لجنة لدراسة الأسعار", TEXT, sentence, MORE)
    assert sentence in [plain_text(block.inlines) for block in found.body if isinstance(block, Paragraph)]


@pytest.mark.parametrize(
    ("last", "says"), [("صفحتنا على الفيسبوك: كهرباء الجنوب", True), ("صفحتنا في كتاب التاريخ لم تكتب بعد.", False)]
)
def test_the_page_of_an_office_is_no_part_of_the_text_above_it(last: str, says: bool) -> None:
    found = read("إعادة خط الجنوب إلى الخدمة", TEXT, MORE, "المكتب الإعلامي لوزارة الكهرباء", last)
    assert (found.byline is not None) is says


@pytest.mark.parametrize("button", ["تابعنا عبر", "تابعونا على"])
def test_the_dateline_is_found_under_buttons_and_a_summary(button: str) -> None:
    summary = "أعلنت بعثة علمية العثور على هيكل شبه كامل لماموث صوفي في جزيرة نائية."
    dated = ["علماء يعثرون على بقايا ماموث", "14:20 GMT 12.07.2021"]
    assert read(*dated, button, summary, f"موسكو - سبوتنيك. {MORE}", TEXT).place == "موسكو"


def test_one_word_between_rows_of_two_kinds_is_the_title_of_the_second() -> None:
    goals = ["12' يوسف عيسى (المحرق)", "40' علي مدن (سترة)", "71' أحمد ضيف (المحرق)"]
    teams = ["المحرق: راشد جاسم، سعد علي، فهد ناصر.", "سترة: حسن مكي، جعفر سالم، علي مدن."]
    found = read("المحرق يتوج بكأس الناشئين", TEXT, "الأهداف", *goals, "التشكيلتان", *teams, MORE)
    assert headings(found) == ["الأهداف", "التشكيلتان"]


def test_a_decree_is_signed_in_a_town_that_is_spelled_as_it_is_said() -> None:
    found = read("بيان وزارة الشؤون الخارجية", "انواكشوط، 3 إبريل 2022", TEXT, MORE)
    assert (found.place, str(found.published)) == ("انواكشوط", "2022-04-03")
