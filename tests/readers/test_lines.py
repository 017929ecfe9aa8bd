"""Test lists and wrapped paragraphs of plain text by the lines that they are made of."""

from __future__ import annotations

import json
import textwrap

import pytest

import newsconvert
from newsconvert.interchange import to_json
from newsconvert.model import Heading, ItemList, Paragraph, Table, Verse, plain_text
from newsconvert.readers.structure.layout import article_lines

HEADLINE = "عنوان الخبر هنا"
MEASURES = ("رفع الجاهزية في المرافئ", "تشكيل لجنة تحقيق مستقلة", "تعويض المتضررين")


def items(block: ItemList) -> list[str]:
    return [plain_text(node.inlines) for entry in block.entries for node in entry.blocks if isinstance(node, Paragraph)]


@pytest.mark.parametrize("numbers", ["123", "١٢٣"])
@pytest.mark.parametrize("mark", ["- ", "– ", " - ", "-", ". ", ") "])
def test_short_lines_that_are_numbered_are_items_and_no_rows(numbers: str, mark: str) -> None:
    numbered = [f"{number}{mark}{text}" for number, text in zip(numbers, MEASURES, strict=True)]
    lines = (HEADLINE, "", "أبرز التوصيات:", *numbered, "", "- بند أول", "- بند ثانٍ", "", "خاتمة", "نص أخير في الخبر.")
    found = newsconvert.read("\n".join(lines).encode())
    assert [type(block) for block in found.body] == [Heading, ItemList, ItemList, Heading, Paragraph]
    first, second = (block for block in found.body if isinstance(block, ItemList))
    assert (first.ordered, first.start, items(first)) == (True, 1, list(MEASURES))
    assert (second.ordered, items(second)) == (False, ["بند أول", "بند ثانٍ"])


def test_bullets_below_rows_are_a_list_of_their_own() -> None:
    rows = ("الأهلي 22", "النصر 19", "الهلال 17")
    scores = ("1 - 0 الأهلي", "2 - 1 النصر", "3 - 2 الهلال")
    lines = (HEADLINE, "", *rows, "", "- بند أول", "- بند ثانٍ", "", *scores)
    found = newsconvert.read("\n".join(lines).encode())
    lists = [block for block in found.body if isinstance(block, ItemList)]
    assert [(block.ordered, items(block)) for block in lists] == [
        (False, list(rows)),
        (False, ["بند أول", "بند ثانٍ"]),
        (False, list(scores)),
    ]


ADDRESS = "https://www.example.org/ar/economy/2025/03/18/central-bank-raises-rates-for-the-third-time?utm_source=news&id=889231"
WIDE = "مجلس المدينة يقر مشروع توسعة شبكة المياه في الأحياء الشرقية ويخصص له ستة ملايين"
PARAGRAPHS = (
    "أقر مجلس المدينة في جلسته المنعقدة أمس مشروع توسعة شبكة المياه في الأحياء الشرقية بعد نقاش استمر أكثر من خمس ساعات "
    "شارك فيه ممثلون عن السكان والشركة المنفذة واللجنة الفنية المكلفة بدراسة الآثار البيئية.",
    f"ويمكن للراغبين الاطلاع على النص الكامل للقرار في الموقع {ADDRESS} أو طلب نسخة مطبوعة منه من مكتب الاستقبال في مبنى "
    "المجلس خلال ساعات الدوام الرسمي.",
    "وأوضح رئيس اللجنة المالية أن الكلفة الإجمالية تبلغ ستة ملايين دينار تصرف على ثلاث دفعات خلال العامين المقبلين على أن "
    "تبدأ أعمال الحفر مطلع الشهر القادم في حي النخيل ثم تنتقل إلى الأحياء المجاورة تباعا.",
)


def wrapped(text: str, width: int) -> str:
    return "\n".join(textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False))


@pytest.mark.parametrize("width", [50, 55, 60, 65, 70, 75, 80])
@pytest.mark.parametrize("dateline", ["", "عمان - بترا - "])
def test_wrapped_paragraphs_with_an_address_are_one_each(width: int, dateline: str) -> None:
    rows = "الفريق\tلعب\tفوز\tنقاط\nالاتحاد\t10\t7\t22\nتشرين\t10\t6\t20"
    paragraphs = (dateline + PARAGRAPHS[0], *PARAGRAPHS[1:])
    text = "\n\n".join((HEADLINE, *(wrapped(paragraph, width) for paragraph in paragraphs), rows))
    found = newsconvert.read(text.encode())
    assert [type(block) for block in found.body] == [Paragraph, Paragraph, Paragraph, Table]
    assert [plain_text(block.inlines) for block in found.body if isinstance(block, Paragraph)] == list(paragraphs)


@pytest.mark.parametrize("more", range(1, 8))
def test_a_headline_little_wider_than_wrapped_lines_does_not_count(more: int) -> None:
    paragraphs = (PARAGRAPHS[0], PARAGRAPHS[2])
    lines = [wrapped(paragraph, 60) for paragraph in paragraphs]
    width = max(len(line) for paragraph in lines for line in paragraph.splitlines())
    headline = WIDE[: width + more].strip()
    found = newsconvert.read("\n\n".join((headline, *lines)).encode())
    assert found.headline == headline
    assert [plain_text(block.inlines) for block in found.body if isinstance(block, Paragraph)] == list(paragraphs)


def test_an_aside_between_dashes_at_the_start_of_a_wrapped_line_is_no_item() -> None:
    aside = (
        "نقل أمير المنطقة مساء أمس تعازي القيادة ومواساتها إلى أسر الضحايا في قريتي الوادي والنخيل وسأل المولى - عز وجل - أن "
        "يلهم أهلهم الصبر والسلوان وأن يتغمد الراحلين برحمته ويسكنهم فسيح جناته."
    )
    widths = [width for width in range(45, 90) if "\n- عز" in wrapped(aside, width)]
    assert widths
    for width in widths:
        text = "\n\n".join(
            (HEADLINE, wrapped(aside, width), wrapped(PARAGRAPHS[0], width), wrapped(PARAGRAPHS[2], width))
        )
        found = newsconvert.read(text.encode())
        assert next(plain_text(block.inlines) for block in found.body if isinstance(block, Paragraph)) == aside


SHORT = {
    "verse": (
        "عيناك غابتا نخيل ساعة السحر،",
        "أو شرفتان راح ينأى عنهما القمر.",
        "عيناك حين تبسمان تورق الكروم",
        "وترقص الأضواء كالأقمار في نهر",
    ),
    "names": ("أحمد محمود العلي", "سارة خالد المنصور", "محمد عبد الله الراشد", "عبد الرحمن بن سعد الدوسري"),
    "points": (
        "- الموافقة على تعديل قانون الاستثمار الصناعي",
        "- تكليف وزارة المالية بإعداد مشروع قانون جديد",
        "- اعتماد خطة الطوارئ للموسم الزراعي المقبل",
        "- تخصيص مليار ليرة - كدفعة أولى - للمزارعين",
    ),
    "addresses": (ADDRESS, ADDRESS.replace("third", "second"), f"{ADDRESS}1"),
}


@pytest.mark.parametrize("name", SHORT)
def test_short_lines_are_not_joined(name: str) -> None:
    lines = SHORT[name]
    found, wrap = article_lines([HEADLINE, "", *lines, "", "نص قصير بعدها", "سطر آخر"])
    assert [line.text for line in found][1 : 1 + len(lines)] == list(lines)
    assert not wrap


@pytest.mark.parametrize("gap", ["    ", "   ", "\t", "\t\t"])
def test_the_gap_between_hemistichs_is_kept_as_two_parts_of_verse(gap: str) -> None:
    halves = (
        ("أراك عصي الدمع شيمتك الصبر", "أما للهوى نهي عليك ولا أمر"),
        ("نعم أنا مشتاق وعندي لوعة", "ولكن مثلي لا يذاع له سر"),
        ("إذا الليل أضواني بسطت يد الهوى", "وأذللت دمعا من خلائقه الكبر"),
    )
    first, second, third = map(gap.join, halves)
    text = "\n".join((HEADLINE, "", PARAGRAPHS[0], "", first, second, "", third, "", PARAGRAPHS[2]))
    found = newsconvert.read(text.encode())
    assert [type(block) for block in found.body] == [Paragraph, Verse, Verse, Paragraph]
    shown = [tuple(map(plain_text, line)) for block in found.body if isinstance(block, Verse) for line in block.lines]
    assert shown == list(halves)


@pytest.mark.parametrize(
    ("line", "place", "agency"),
    [
        ("تهران - ایسنا", "تهران", "ایسنا"),
        ("کابل - خبرگزاری فارس", "کابل", "خبرگزاری فارس"),
        ("هەولێر - ڕووداو", "هەولێر", "ڕووداو"),
    ],
)
def test_towns_in_the_letters_of_neighbours_make_a_dateline(line: str, place: str, agency: str) -> None:
    text = (
        "دولت از طرح جدید یارانه رونمایی کرد\n" + line + "\n\n" + "وزیر گفت که این طرح از ماه آینده اجرا می شود. " * 3
    )
    found = newsconvert.read(text.encode())
    assert (found.byline, found.dateline, found.place, found.agency) == (None, line, place, agency)


@pytest.mark.parametrize("label", ["المَصْدَر", "المـصـدر", "الـمَـصدر"])
def test_labels_are_read_with_vowel_signs_and_tatweel(label: str) -> None:
    text = f"حِكَايَةٌ: الثَّعْلَبُ\nبِقَلَم: رِيمَا الخَطِيب\n\nقَالَ: كان يا ما كان، في قديم الزمان.\n\n{label}: وَكالة الأنباء"
    article = newsconvert.read_text(text)
    assert (article.headline, article.byline) == ("حِكَايَةٌ: الثَّعْلَبُ", "بِقَلَم: رِيمَا الخَطِيب")
    assert article.source is not None
    assert (article.source.name, article.source.citation) == ("وَكالة الأنباء", f"{label}: وَكالة الأنباء")
    assert [plain_text(block.inlines) for block in article.body if isinstance(block, Paragraph)] == [
        "قَالَ: كان يا ما كان، في قديم الزمان."
    ]


def test_an_article_of_a_law_is_a_heading_only_where_all_stand_over_their_text() -> None:
    clauses = (
        "المادة 1: تحدث هيئة عامة.\n\nالمادة 2:\nأ- تتولى الهيئة الأمر.\nب- تضع خطة.\n\nالمادة 3: يعمل بهذا القرار."
    )
    mixed = newsconvert.read_text(f"قرار وزاري رقم 5 لسنة 2024\n\n{clauses}").body
    assert [type(block) for block in mixed] == [Paragraph, Paragraph, ItemList, Paragraph]
    over = clauses.replace("المادة 1: ", "المادة 1:\n").replace("المادة 3: ", "المادة 3:\n")
    body = newsconvert.read_text(f"قرار وزاري رقم 5 لسنة 2024\n\n{over}").body
    assert [type(block) for block in body] == [Heading, Paragraph, Heading, ItemList, Heading, Paragraph]


@pytest.mark.parametrize("mark", [" - ", " | ", " – "])
def test_titled_times_are_headings_where_other_times_stand_alone(mark: str) -> None:
    entries = f"21:40\nقال الوزير إن الاتصالات مستمرة.\n\n20:30{mark}بدء الجلسة المغلقة\nالقادة ينتقلون إلى القاعة.\n\n18:00\nأهلاً بكم."
    body = newsconvert.read_text(f"تغطية مباشرة: القمة العربية\n\n{entries}").body
    assert [type(block) for block in body] == [Heading, Paragraph] * 3
    times = entries.replace("21:40\n", "21:40 - ").replace("18:00\n", "18:00 - ").replace("\nالقادة", " القادة")
    assert Heading not in map(type, newsconvert.read_text(f"تغطية مباشرة: القمة العربية\n\n{times}").body)


def test_a_numbered_list_may_leave_numbers_out() -> None:
    text = "أسعار السوق المحلية اليوم\n\nارتفعت الأسعار هذا الشهر.\n\n5. السكر 1,200\n6. الأرز 2,300\n8. الزيت 15,000\n\nنص أخير في الخبر."
    lists = [block for block in newsconvert.read_text(text).body if isinstance(block, ItemList)]
    assert [(block.start, items(block)) for block in lists] == [
        (5, ["السكر 1,200", "الأرز 2,300"]),
        (8, ["الزيت 15,000"]),
    ]


@pytest.mark.parametrize(
    ("first", "second"), [("(1)", "(2)"), ("[١]", "[٢]"), ("1-", "2-"), ("١ -", "٢ -"), ("1/", "2/")]
)
def test_numbers_of_items_keep_their_signs(first: str, second: str) -> None:
    text = f"قرار الوزارة الجديد\n\nقررت الوزارة ما يلي:\n\n{first} يعمل بالقرار.\n{second} يبلغ من يلزم.\n"
    article = newsconvert.read_text(text)
    found = next(block for block in article.body if isinstance(block, ItemList))
    assert [item.label for item in found.entries] == [first, second]
    told = to_json(article)
    listed = next(block for block in told["blocks"] if block["type"] == "list")
    assert (listed["items"], listed["labels"]) == (["يعمل بالقرار.", "يبلغ من يلزم."], [first, second])
    assert newsconvert.load(json.dumps(told).encode(), reader="json").value.body == article.body


def test_plain_numbers_of_items_are_printed_anew() -> None:
    article = newsconvert.read_text(
        "قرار الوزارة الجديد\n\nقررت الوزارة ما يلي:\n\n1. يعمل بالقرار.\n2. يبلغ من يلزم.\n"
    )
    assert [item.label for block in article.body if isinstance(block, ItemList) for item in block.entries] == [None] * 2
