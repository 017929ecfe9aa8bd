"""Days beside desks, places and numbers of issues, which stand where a headline might, and rows that end as sentences."""

from __future__ import annotations

import pytest

from newsconvert import read_text
from newsconvert.model import Heading, ItemList, plain_text
from newsconvert.readers.structure.creditlines import credit_at
from newsconvert.readers.structure.line import Line, Page

HEADLINE = "انتهاء أعمال المرحلة الأولى من مشروع المياه في المدينة"
BODY = (
    "قال مدير المشروع إن الأعمال بدأت في الموقع منذ شهرين وستنتهي قبل نهاية العام الجاري كما هو مقرر لها.\n\n"
    "وأضاف أن الكلفة بلغت ثلاثة ملايين دولار وأن الشركة المنفذة التزمت بكل شروط العقد حتى الآن.\n"
)


@pytest.mark.parametrize("above", [False, True])
@pytest.mark.parametrize(
    ("line", "desk"),
    [
        ("وحدة التحقق | 26 تشرين الأول/أكتوبر 2024", "وحدة التحقق"),
        ("فريق التحرير - 26 أكتوبر 2024", "فريق التحرير"),
        ("26/10/2024 | قسم الأخبار", "قسم الأخبار"),
    ],
)
def test_the_day_beside_a_desk_is_no_part_of_its_name(line: str, desk: str, above: bool) -> None:
    lines = (line, HEADLINE) if above else (HEADLINE, line)
    article = read_text("\n".join(lines) + f"\n\n{BODY}")
    assert (article.headline, article.kicker, article.byline) == (HEADLINE, None, desk)
    assert str(article.published) == "2024-10-26"


def test_the_papers_own_news_is_no_desk() -> None:
    article = read_text(f"خاص - الميادين الحرة\n{HEADLINE}\n\n{BODY}")
    assert (article.headline, article.byline) == (HEADLINE, None)


@pytest.mark.parametrize(
    "line", ["31 يناير 2019 | اليمن", "صنعاء | 31 كانون الثاني/يناير 2019", "31 يناير 2019 - صنعاء"]
)
def test_a_day_and_a_place_above_a_headline_are_its_dateline(line: str) -> None:
    article = read_text(f"{line}\n{HEADLINE}\n\n{BODY}")
    assert (article.headline, article.kicker, article.dateline) == (HEADLINE, None, line)


@pytest.mark.parametrize(
    "lines",
    [
        ["الصفحة ٣ - السنة الرابعة - العدد ٩١٢", "يافا، الثلاثاء ٢٠ تشرين الثاني سنة ١٩٣٤"],
        ["السبت 14 صفر 1444هـ - 10 أيلول 2022م - العدد (5127)", "ثقافة وفنون", "9"],
        ["العدد 88 - ص 4", "الأحد 3 مارس 2019"],
    ],
)
def test_the_line_of_an_issue_stands_over_days_sections_and_numbers_of_pages(lines: list[str]) -> None:
    article = read_text("\n".join([*lines, HEADLINE]) + f"\n\n{BODY}")
    assert article.headline == HEADLINE


@pytest.mark.parametrize("slug", ["عام / حدائق الباحة / تطوير", "ثقافة / الأقصر / كشف أثري"])
def test_a_slug_of_three_parts_over_the_stamp_of_an_agency_is_the_kicker(slug: str) -> None:
    article = read_text(f"{slug}\nالباحة 18 رجب 1445 هـ واس\n\n{HEADLINE}\n\n{BODY}")
    assert (article.kicker, article.headline) == (slug, HEADLINE)


def test_the_place_before_an_organization_begins_a_paragraph_under_a_headline_without_a_blank_line() -> None:
    body = (
        "صنعاء (اللجنة الدولية للصليب الأحمر) – بدأت غرفة العمليات الثانية في\n"
        "مستشفى الثورة العام بمدينة الحديدة استقبال الجرحى هذا الأسبوع، بعد أن\n"
        "استكملت فرق اللجنة الدولية للصليب الأحمر أعمال التأهيل التي استغرقت\n"
        "سبعة أسابيع.\n"
        "ويستقبل المستشفى يوميا ما يقارب 1500 مراجع يأتي كثير منهم من مديريات\n"
        "تبعد أكثر من 80 كيلومترا.\n"
    )
    headline = "اليمن: غرفة عمليات جديدة في مستشفى الثورة بالحديدة"
    article = read_text(f"31 كانون الثاني/يناير 2019\n{headline}\n{body}")
    assert article.headline == headline
    assert (article.place, len(article.body)) == ("صنعاء", 2)


@pytest.mark.parametrize(
    "rows",
    [
        [
            "سعر جرام الذهب عيار 24: 4451 جنيها.",
            "سعر جرام الذهب عيار 21: 3895 جنيها.",
            "سعر الجنيه الذهب: 31160 جنيها.",
        ],
        ["القاهرة: العظمى 34، الصغرى 22.", "الإسكندرية: العظمى 30، الصغرى 21.", "أسوان: العظمى 41، الصغرى 27."],
    ],
)
def test_rows_with_numbers_in_their_labels_and_full_stops_are_items(rows: list[str]) -> None:
    article = read_text(f"{HEADLINE}\n\n{BODY}\nأسعار اليوم\n\n" + "\n".join(rows) + f"\n\n{BODY}")
    found = next(block for block in article.body if isinstance(block, ItemList))
    assert len(found.items) == len(rows)
    assert any(isinstance(block, Heading) for block in article.body)


@pytest.mark.parametrize("mark", ["◆", "■", "◄", "►"])
def test_marks_over_all_parts_of_a_text_are_headings_whatever_stands_below(mark: str) -> None:
    parts = (
        f"{mark} فئة القصة\n١- المركز الأول: هدى الكعبي (الإمارات).\n٢- المركز الثاني: ياسر عبد الدايم (مصر).\n\n"
        f"{mark} الذهب (المثقال)\nعيار 24: 412 ألف دينار\nعيار 21: 361 ألف دينار\n\n"
        f"{mark} فئة الرسوم\nقررت اللجنة حجب الجائزة.\n\n"
    )
    article = read_text(f"{HEADLINE}\n\n{BODY}\n{parts}{BODY}")
    headings = [plain_text(block.inlines).strip(f"{mark} ") for block in article.body if isinstance(block, Heading)]
    assert headings == ["فئة القصة", "الذهب (المثقال)", "فئة الرسوم"]


@pytest.mark.parametrize(
    ("line", "name", "day"),
    [
        ("«الكرمل الجديد» - 26/7/2020", "الكرمل الجديد", "2020-07-26"),
        ("(السنابل) - الأربعاء 25 أكتوبر 2017م - العدد 642", "السنابل", "2017-10-25"),
    ],
)
def test_a_paper_between_marks_beside_the_day_is_the_source(line: str, name: str, day: str) -> None:
    article = read_text(f"{HEADLINE}\n\n{BODY}\n{line}")
    assert article.source is not None
    assert (article.source.name, str(article.published)) == (name, day)


@pytest.mark.parametrize(
    ("start", "author"),
    [
        ("سوهاج فى 18 فبراير 2021 / أ ش أ / من.. هناء السيد : ", "هناء السيد"),
        ("القاهرة فى 18 فبراير 2021 / أ ش أ / كتب : محمد عبد اللاه .. ", "محمد عبد اللاه"),
        ("الكويت - 12 - 3 (كونا) -- (من أسيل المطوع) ", "أسيل المطوع"),
    ],
)
def test_authors_that_an_agency_names_after_dots_or_in_brackets(start: str, author: str) -> None:
    assert read_text(f"{HEADLINE}\n\n{start}{BODY}").byline == author


def test_a_headline_after_dots_and_a_deck_of_two_sentences_between_a_kicker_and_the_credits() -> None:
    head = [
        "تحقيق", "ورّاقو سور الأزبكية الجدد..", "كتب بالكيلو وقراء بالواتساب",
        "بائعون يصوّرون الأغلفة ليلاً ويوصلونها بالدراجة صباحاً.", "وزبائن لم يروا السور قط",
        "تحقيق – هالة نور الدين وشهاب عزمي", "تصوير – رامز بشاي", "الأربعاء ١٩ يناير ٢٠٢٢",
    ]  # fmt: skip
    article = read_text("\n".join(head) + f"\n\n{BODY}")
    assert (article.kicker, article.headline) == ("تحقيق", " ".join(head[1:3]))
    assert (article.deck, article.byline) == ("\n".join(head[3:5]), head[5])
    assert str(article.published) == "2022-01-19"


def test_a_paper_whose_day_stands_between_tatweels_is_the_source() -> None:
    line = "صحيفة «الجزيرة الخضراء» ـ الجمعة 30 محرم 1439هـ ـ 20 أكتوبر 2017م"
    article = read_text(f"{HEADLINE}\n\n{BODY}\n{line}")
    assert article.source is not None
    assert "الجزيرة الخضراء" in str(article.source.name)
    assert str(article.published) == "2017-10-20"


def test_italics_under_a_headline_in_bold_are_its_deck() -> None:
    article = read_text(f"**{HEADLINE}**\n*نقاط رئيسية من دراسة ميدانية*\n\n{BODY}")
    assert (article.headline, article.deck) == (HEADLINE, "نقاط رئيسية من دراسة ميدانية")


def test_a_bulletin_beside_a_day_is_no_author() -> None:
    article = read_text(f"{HEADLINE}\nبيروت في 6/1/2025 - النشرة الصباحية\n\n{BODY}")
    assert (article.byline, article.place) == (None, "بيروت")


def test_news_in_brief_have_no_deck() -> None:
    briefs = "".join(
        f"{title}\n{BODY.partition(chr(10))[0]}\n\n"
        for title in (
            "باتنة: انطلاق أشغال ازدواجية الطريق الوطني 31",
            "سطيف: حجز قنطارين من اللحوم الفاسدة",
            "وهران: افتتاح معرض الكتاب الجامعي",
        )
    )
    article = read_text(f"محليات\nموجز أخبار الولايات\nالخميس 4 أكتوبر 2018\n\n{briefs}")
    assert article.deck is None
    assert len([block for block in article.body if isinstance(block, Heading)]) == 3


def test_a_paper_and_what_it_writes_are_no_credit() -> None:
    article = read_text(f"جولة الصحافة\n{HEADLINE}\n\n{BODY}\n«ذا هاربر»: رغيف أغلى\n{BODY}")
    assert article.byline is None
    assert any(isinstance(block, Heading) for block in article.body)


def test_who_follows_a_match_for_readers_is_the_author() -> None:
    article = read_text(f"{HEADLINE}\nيتابعها لكم: يزن العبادي\n\n{BODY}")
    assert article.byline is not None
    assert article.byline.endswith("يزن العبادي")


@pytest.mark.parametrize(
    "head",
    [
        ["مرسوم سلطاني", "رقم 24 / 2025", "بإصدار قانون تنظيم الصيد البحري"],
        ["قرار وزاري", "رقم (113) لسنة 2021", "بشأن تنظيم الأسواق"],
        ["ظهير شريف", "رقم 1.20.05", "صادر في 11 من رجب 1441 (6 مارس 2020)"],
    ],
)
def test_the_number_of_an_act_is_of_its_title_and_names_nobody(head: list[str]) -> None:
    body = "نحن هيثم بن طارق سلطان عمان\nبعد الاطلاع على النظام الأساسي للدولة، وعلى القانون رقم 18 لسنة 2019.\n\nالمادة الأولى\n"
    article = read_text("\n".join(head) + f"\n\n{body}يعمل بأحكام القانون المرافق في شأن تنظيم الصيد.\n")
    assert (article.headline, article.kicker, article.byline, article.source) == (" ".join(head), None, None, None)
    assert [plain_text(block.inlines) for block in article.body if isinstance(block, Heading)] == ["المادة الأولى"]


def test_a_sentence_before_a_list_is_no_author() -> None:
    page = Page(
        [Line(HEADLINE, gap=False), Line("أصدرت النقابة التعميم الآتي:", gap=True), Line(BODY.strip(), gap=True)]
    )
    assert credit_at(page, 1) is None


@pytest.mark.parametrize(
    ("title", "rows"),
    [
        ("حصيلة الضحايا", ["غزة: 12", "خان يونس: 7", "رفح: 3"]),
        ("أبطال المسابقة", ["ذهبية / سارة محمود / تونس", "فضية / ليلى حسن / مصر", "برونزية / نور علي / الأردن"]),
        ("وظائف شاغرة", ["محاسب - خبرة 3 سنوات - دبي", "مهندس مدني - خبرة 5 سنوات - الشارقة"]),
        ("مواعيد القطارات", ["القاهرة - الإسكندرية: 8:00", "القاهرة - أسوان: 19:30"]),
        ("أوائل الثانوية", ["الأول: سيف الدين طارق (99.8%)", "الثاني: هبة الله محمود (99.7%)", "الثالث: لا يوجد"]),
    ],
)
@pytest.mark.parametrize("body", ["", f"\n\n{BODY}"])
def test_rows_under_a_headline_are_no_credits(title: str, rows: list[str], body: str) -> None:
    article = read_text(f"{title}\n\n" + "\n".join(rows) + body)
    assert article.headline == title
    assert (article.byline, article.dateline, article.place, article.source) == (None, None, None, None)


def test_reporters_below_each_other_are_the_authors() -> None:
    article = read_text(f"{HEADLINE}\nالقاهرة - محمد السيد\nدمشق - سامر العلي\nبيروت - سعاد حداد\n\n{BODY}")
    assert article.byline is not None
    assert all(name in article.byline for name in ("محمد السيد", "سامر العلي", "سعاد حداد"))


def test_a_mark_after_items_of_another_is_over_its_part_too() -> None:
    article = read_text(
        f"{HEADLINE}\n\n* المنامة - افتتح الوزير مركزا.\n* مسقط - اختتمت الندوة.\n\n■ صنعاء\n{BODY}\n■ عدن\n{BODY}"
    )
    assert [plain_text(block.inlines) for block in article.body if isinstance(block, Heading)] == ["■ صنعاء", "■ عدن"]


def test_the_number_of_a_page_is_no_heading() -> None:
    article = read_text(f"{HEADLINE}\n\n{BODY}\n- 3 -\n\n{BODY}")
    assert not any(isinstance(block, Heading) for block in article.body)
