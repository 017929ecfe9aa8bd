"""Plain text in the habits of many desks: bylines over headlines, obituaries, gazettes, notices, forwarded messages, lists."""

from __future__ import annotations

import pytest

import newsconvert
from newsconvert.model import Article, Heading, ItemList, ListItem, Paragraph, Table, plain_text

TEXT = "قالت الوزارة في بيان لها اليوم إن الأعمال الجارية في المشروع ستنتهي قبل نهاية العام، وإنها وفّرت ما يلزم لذلك."
MORE = "وأضافت أن الفرق الفنية تعمل على مدار الساعة من أجل إنجاز ما تبقّى من مراحل المشروع في المدن والقرى المجاورة."
TITLE = "إنجاز المرحلة الأولى من مشروع المياه في الجنوب"


def read(*lines: str) -> Article:
    return newsconvert.load("\n".join(lines).encode(), reader="plaintext").value


def head(article: Article) -> tuple[str | None, str, str | None, str | None]:
    return article.kicker, article.headline, article.deck, article.byline


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("بقلم سناء العبيدي", "حين يصمت النهر"), (None, "حين يصمت النهر", None, "بقلم سناء العبيدي")),
        (("بقلم منيرة القحطاني", "آراء", "حين يصمت النهر"), ("آراء", "حين يصمت النهر", None, "بقلم منيرة القحطاني")),
        (("وجهة نظر", "سيدي محمد ولد أحمد", "حكاية النهر"), ("وجهة نظر", "حكاية النهر", None, "سيدي محمد ولد أحمد")),
        (("مساحة حرة", "هالة كوثراني", "عن النهر الذي مضى"), ("مساحة حرة", "عن النهر الذي مضى", None, "هالة كوثراني")),
        (("بقلم منيرة القحطاني", "أستاذة بجامعة القصيم", "حين يصمت النهر"),
         (None, "حين يصمت النهر", None, "بقلم منيرة القحطاني، أستاذة بجامعة القصيم")),
        (("مسار", "جودة الحياة ليست ممشى فقط", "عقل العقل", "@aqalalaqel"),
         ("مسار", "جودة الحياة ليست ممشى فقط", None, "عقل العقل، @aqalalaqel")),
        (("كأس الجزائر", "شباب بلوزداد 3 – 1 مولودية وهران: عودة بطل"),
         ("كأس الجزائر", "شباب بلوزداد 3 – 1 مولودية وهران: عودة بطل", None, None)),
        (("عيادة القراء", "هل يضر الصيام مريض الكلى؟"), ("عيادة القراء", "هل يضر الصيام مريض الكلى؟", None, None)),
        (("سفارة دولة فلسطين لدى موريتانيا", "توضيح بشأن تجديد جوازات السفر"),
         ("سفارة دولة فلسطين لدى موريتانيا", "توضيح بشأن تجديد جوازات السفر", None, None)),
        (("وزارة الموارد المائية", "المكتب الإعلامي", TITLE), ("وزارة الموارد المائية\nالمكتب الإعلامي", TITLE, None, None)),
        (("#أخبار_الإمارات", TITLE), ("#أخبار_الإمارات", TITLE, None, None)),
        (("مرسوم سلطاني", "رقم 21 / 2023", "نحن سلطان عمان"), (None, "مرسوم سلطاني رقم 21 / 2023", None, None)),
        (("«الوطن» داخل مصانع البلاستيك في باسوس", "الموت أرخص من الفلتر", "رضا حسن"),
         ("«الوطن» داخل مصانع البلاستيك في باسوس", "الموت أرخص من الفلتر", None, "رضا حسن")),
        (("رئيس بلدية الزنتان يروي لـ«الوسط» قصة المدينة", "«استقبلنا أكثر من عددنا»", "حوار: رضا حسن"),
         ("رئيس بلدية الزنتان يروي لـ«الوسط» قصة المدينة", "«استقبلنا أكثر من عددنا»", None, "حوار: رضا حسن")),
        (("ضبط 14 شخصا حاولوا اجتياز الحدود خلسة نحو ليبيا", "من بينهم ثلاث نساء", "تونس - 19 أوت 2021"),
         (None, "ضبط 14 شخصا حاولوا اجتياز الحدود خلسة نحو ليبيا", "من بينهم ثلاث نساء", None)),
        (("شرطة أبوظبي تحذر من الانشغال بالهاتف أثناء القيادة", "غرامة 800 درهم و4 نقاط للمخالفين", "أبوظبي – 25 يناير 2021"),
         (None, "شرطة أبوظبي تحذر من الانشغال بالهاتف أثناء القيادة", "غرامة 800 درهم و4 نقاط للمخالفين", None)),
        (("العراق يعرض في شرم الشيخ", "خطة لزراعة خمسة ملايين شجرة", "شرم الشيخ – واع"),
         (None, "العراق يعرض في شرم الشيخ خطة لزراعة خمسة ملايين شجرة", None, None)),
        (("ديون مصر تتراجع لأول مرة منذ 2018", "152.9 مليار دولار إجمالي الدين بنهاية يونيو", "تحقيق: أحمد الشاذلي"),
         (None, "ديون مصر تتراجع لأول مرة منذ 2018", "152.9 مليار دولار إجمالي الدين بنهاية يونيو", "تحقيق: أحمد الشاذلي")),
        ((TITLE, "- زياد ماجد الحلو -"), (None, TITLE, None, "- زياد ماجد الحلو -")),
    ],
)  # fmt: skip
def test_heads(lines: tuple[str, ...], expected: tuple[str | None, ...]) -> None:
    assert head(read(*lines, "", TEXT, MORE)) == expected


@pytest.mark.parametrize("first", ["تمت إعادة التوجيه من: صنعاء اليوم", "Forwarded from مرور إب", "[18/08/2024, 21:14] أبو عمر: تم", "منقول"])  # fmt: skip
def test_marks_of_forwarded_messages_are_no_headline(first: str) -> None:
    article = read(first, TITLE, "", TEXT, MORE)
    assert (article.headline, article.deck, article.kicker) == (TITLE, None, None)


def test_bold_title_of_a_chat_is_no_note_of_a_correction() -> None:
    assert read("*توضيح من بلدية نابلس حول جدول المياه*", "", TEXT).headline == "توضيح من بلدية نابلس حول جدول المياه"


@pytest.mark.parametrize(
    "stamp",
    ["أبها 12 شوال 1444 هـ الموافق 02 مايو 2023 م واس", "حفر الباطن 07 ذو القعدة 1444هـ الموافق 27 مايو 2023م واس"],
)
def test_agency_stamp_over_short_sentences_is_no_headline(stamp: str) -> None:
    article = read(stamp, "زار المحافظ المشتل الجديد، واطلع على الأشجار.", "وشكر الحاضرين.")
    assert article.dateline == stamp
    assert article.agency == "واس"
    assert article.headline == "زار المحافظ المشتل الجديد، واطلع على الأشجار"


def test_those_whom_an_obituary_names_are_no_authors() -> None:
    article = read(
        "نعي فاضل", "آل الحداد في بيروت والمهجر ينعون إليكم بمزيد من الرضى فقيدهم الغالي", "الأستاذ نقولا جرجس الحداد (أبو إلياس)",
        "زوجته: جورجيت شاهين", "أولاده: إلياس وعائلته", "يُحتفل بالصلاة لراحة نفسه الساعة الثالثة من بعد ظهر الأربعاء في كنيسة مار نقولا.",
    )  # fmt: skip
    assert (article.byline, article.place) == (None, None)


def test_result_under_a_headline_is_no_byline() -> None:
    article = read("نتائج الجولة السابعة", "الهلال 3 - 1 النصر", "الأهلي 0-0 الاتحاد", "الشباب 2-1 التعاون", TEXT)
    assert article.byline is None
    assert [len(block.items) for block in article.body if isinstance(block, ItemList)] == [3]


@pytest.mark.parametrize(
    "gazette", ["الجريدة الرسمية - العدد 47 - السنة الحادية والستون", "الجريدة الرسمية العدد (1432)"]
)
def test_gazette_is_the_source_and_the_act_the_headline(gazette: str) -> None:
    act = "مرسوم رقم 24 مؤرخ في أول جويلية سنة 2024، يتضمن إنشاء مركز وطني للأرشيف الصحفي وتنظيم عمله وتحديد مهامه وتسييره."
    article = read(gazette, act, "", "إن رئيس الجمهورية،", "- بناء على الدستور،", "- وبناء على تقرير الوزير،", TEXT)
    assert article.headline == act
    assert article.source is not None
    assert article.source.name == "الجريدة الرسمية"


def test_date_under_the_number_of_an_order() -> None:
    article = read("1446-05-07", "أمر ملكي", "الرقم: أ/87", "التاريخ: 7/5/1446هـ", "", TEXT)
    assert article.headline == "أمر ملكي"
    assert str(article.published) == "2024-11-09"


@pytest.mark.parametrize(
    ("line", "place", "day"),
    [
        ("آخر تحديث: 12 شتنبر 2023، 23:10 (ت.غ+1)", None, "2023-09-12"),
        ("22 جوان 2020 – الساعة الحادية عشرة", None, "2020-06-22"),
        ("به گزارش خبرنگار اقتصادی ایسنا، تهران، ۱۲ آبان ۱۴۰۳", "تهران", "2024-11-02"),
        ("تانيت, 05/10/2018", "تانيت", "2018-10-05"),
        ("كفر الماء: 05/10/2018", "كفر الماء", "2018-10-05"),
    ],
)
def test_lines_of_dates(line: str, place: str | None, day: str) -> None:
    article = read(
        TITLE, line, "", "وصل الوفد إلى كفر الماء صباح اليوم، واستمع إلى شروح المهندسين عن سير الأشغال وآجالها."
    )
    assert (article.headline, article.place, str(article.published)) == (TITLE, place, day)


def test_author_and_day_are_parted() -> None:
    article = read(TITLE, "يارا الخطيب - 5 كانون الأول/ديسمبر 2023", "", TEXT)
    assert article.byline == "يارا الخطيب"
    assert str(article.published) == "2023-12-05"


@pytest.mark.parametrize("above", ["تعز | خاص", "تشرين – حماة"])
def test_own_news_of_a_town_stand_over_the_headline(above: str) -> None:
    article = read(above, TITLE, "", TEXT, MORE)
    assert (article.kicker, article.headline) == (above, TITLE)
    assert article.place in ("تعز", "حماة")


@pytest.mark.parametrize(
    ("opening", "place"),
    [("بيروت- «القدس العربي»: استدعى المحقق", "بيروت"), ("برج الماء - دخلت محطة التوليد", "برج الماء")],
)
def test_datelines_of_the_first_paragraph(opening: str, place: str) -> None:
    article = read("برج الماء: دخول محطة الكهرباء الخدمة", "", f"{opening} حيز الخدمة اليوم الأربعاء، حسبما أفادت به مصالح الولاية.", MORE)  # fmt: skip
    assert article.place == place


def items(*lines: str) -> list[list[str]]:
    found = [block for block in read(TITLE, TEXT, *lines, MORE).body if isinstance(block, ItemList)]
    return [[plain_text(item) if not isinstance(item, ListItem) else "+" for item in block.items] for block in found]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("1 ـ افحص الرقم.", "2 ـ لا تشتر سيارة.", "3 ـ اطلب كشفا."), [["+", "+", "+"]]),
        (("وهي:", "-إكساء الشوارع", "-مد شبكة المجاري"), [["إكساء الشوارع", "مد شبكة المجاري"]]),
        (("1️⃣ تشغيل القطار.", "2️⃣ لا زيادة في الأسعار."), [["1️⃣ تشغيل القطار.", "2️⃣ لا زيادة في الأسعار."]]),
        (("1. **الأمطار**: تراجع الهطول.", "2. **الأجور**: تضاعفت."), [["**الأمطار**: تراجع الهطول.", "**الأجور**: تضاعفت."]]),
        (("ويبدأ المخيم غدا ويشمل المخيم:", "عمليات المياه البيضاء", "عمليات الظفرة", "صرف النظارات"),
         [["عمليات المياه البيضاء", "عمليات الظفرة", "صرف النظارات"]]),
        (("وشكلت اللجنة على النحو التالي:", "د. حسن نور الدين – رئيسا", "سلوى بكر الصاوي – عضوا", "أحمد المديني – مقررا"),
         [["د. حسن نور الدين – رئيسا", "سلوى بكر الصاوي – عضوا", "أحمد المديني – مقررا"]]),
        (("وأعلنت أسماء الفائزين وكانت النتيجة:", "الأول: الطيب آدم", "الثاني: محمد الفاتح", "الثالث: خالد عثمان"),
         [["الأول: الطيب آدم", "الثاني: محمد الفاتح", "الثالث: خالد عثمان"]]),
    ],
)  # fmt: skip
def test_items(lines: tuple[str, ...], expected: list[list[str]]) -> None:
    assert items(*lines) == expected


def test_lists_stand_in_the_item_that_announces_them() -> None:
    article = read(TITLE, TEXT, "(1) جمع الصحف؛", "(2) رقمنتها:", "أ) بالصور،", "ب) بالنصوص؛", "(3) إتاحتها.")
    found = next(block for block in article.body if isinstance(block, ItemList))
    assert [item.label for item in found.items if isinstance(item, ListItem)] == ["(1)", "(2)", "(3)"]
    inner = found.items[1].blocks[1]  # type: ignore[union-attr]
    assert isinstance(inner, ItemList)
    assert len(inner.items) == 2


@pytest.mark.parametrize(
    "labels",
    [
        ("1.", "2.", "3.", "٤-"),
        ("1-", "2.", "3."),
        ("1.", "2.", "(3)", "٤."),
        ("٧.", "8)", "9."),
        ("1.", "\u200f2.", "3."),
    ],
)
def test_each_item_keeps_its_label_where_one_is_of_another_form(labels: tuple[str, ...]) -> None:
    lines = [f"{label} احفظ التمر في مكان بارد." for label in labels]
    article = read(TITLE, TEXT, *lines, MORE)
    (found,) = (block for block in article.body if isinstance(block, ItemList))
    assert [item.label for item in found.entries] == [*labels]
    for target in ("json", "html", "epub", "docx"):
        document = newsconvert.render(article, target).value
        (back,) = (
            block for block in newsconvert.load(document, reader=target).value.body if isinstance(block, ItemList)
        )
        assert [item.label for item in back.entries] == [*labels]


def test_an_item_with_a_list_keeps_its_label_beside_one_of_another_form() -> None:
    article = read(TITLE, TEXT, "1. جمع الصحف؛", "2. رقمنتها:", "أ) بالصور،", "ب) بالنصوص؛", "٣- إتاحتها.")
    (found,) = (block for block in article.body if isinstance(block, ItemList))
    assert [(item.label, len(item.blocks)) for item in found.entries] == [("1.", 1), ("2.", 2), ("٣-", 1)]


def test_bullets_under_keycaps_have_these_for_headings() -> None:
    article = read(
        TITLE,
        TEXT,
        "1️⃣ النفط",
        "- استقر الخام.",
        "- أرجأ المنتجون.",
        "2️⃣ الغاز",
        "- ارتفعت الأسعار.",
        "- وصلت المخزونات.",
    )
    assert sum(isinstance(block, Heading) for block in article.body) == 2


def test_escaped_strokes_stand_in_cells() -> None:
    article = read(TITLE, TEXT, "| مفرد | |", "| | 2 |", r"| أ \| ب | 3 |")
    table = next(block for block in article.body if isinstance(block, Table))
    assert [[plain_text(cell.inlines) for cell in row] for row in table.rows] == [
        ["مفرد", ""],
        ["", "2"],
        ["أ | ب", "3"],
    ]


def test_head_over_one_block_of_wrapped_lines() -> None:
    article = read(
        "في اجتماع مجلس الوزراء أمس", "اعتماد مشروع خزان الرصيرص الجديد", "تكوين لجنة فنية لمتابعة التنفيذ",
        "الخرطوم ـ اعتمد مجلس الوزراء في اجتماعه أمس برئاسة", "السيد رئيس الوزراء مشروع تعلية خزان الرصيرص بعد أن",
        "استمع إلى تقرير مفصل من وزير الري عن مراحل المشروع", "وتكلفته التقديرية.",
        "ووجه المجلس بتكوين لجنة فنية تضم ممثلين للوزارات", "المختصة لمتابعة التنفيذ ورفع تقارير شهرية.",
    )  # fmt: skip
    assert head(article)[:3] == (
        "في اجتماع مجلس الوزراء أمس",
        "اعتماد مشروع خزان الرصيرص الجديد",
        "تكوين لجنة فنية لمتابعة التنفيذ",
    )
    assert len([block for block in article.body if isinstance(block, Paragraph)]) == 2
