"""Offices, notices of programs, calls, columns and small places above a headline; summaries over a dateline."""

from __future__ import annotations

import pytest

import newsconvert
from newsconvert.model import Article, Paragraph
from newsconvert.model.texts import plain_text
from newsconvert.readers.structure.line import Line
from newsconvert.readers.structure.notices import calls, greets, says_of_copy, tells_subscribers, was_passed_on

TEXT = "أعلنت الجهة المعنية اليوم عن بدء تنفيذ المشروع الجديد في عدد من المناطق الشمالية، بكلفة إجمالية تبلغ خمسة ملايين دولار."
MORE = "وأوضح المسؤول أن العمل سيبدأ مطلع الشهر المقبل، وأن المواطنين سيحصلون على الخدمة من دون رسوم إضافية طوال السنة."


def read(head: str) -> Article:
    return newsconvert.read(f"{head}\n{TEXT}\n{MORE}".encode())


@pytest.mark.parametrize(
    "head",
    [
        "الجمهورية العربية السورية\nوزارة الزراعة والإصلاح الزراعي\n*انطلاق حملة التشجير في الغوطة الشرقية",
        "بلاغ صحفي\nالمملكة المغربية\nوزارة التجهيز والماء\n*تقدم أشغال بناء سد خنك كرو",
        "محكمة استئناف بيروت المدنية\nإعلان\n*دعوة إلى استلام أوراق قضائية",
        "جامعة أسيوط | الإدارة العامة للعلاقات العامة\n*جامعة أسيوط تعلن نتائج الفصل الدراسي الأول",
        "‼️هام جداً لأهالي الحي‼️\n*موعد قطع الكهرباء عن الشوارع الشرقية",
        "آراء\nدفتر الأحوال\n*سوق العطارين يفقد رائحته القديمة\n-سلمى الخطيب",
        "بلدية سيدي عمار بعنابة\n*سكان حي 300 مسكن يطالبون بتهيئة الطرقات",
        "النشرة الاقتصادية الأسبوعية\n*الدولار يهدأ والذهب يواصل الصعود",
    ],
)
def test_the_headline_stands_under_its_kickers(head: str) -> None:
    above, _, rest = head.partition("\n*")
    headline, _, byline = rest.partition("\n-")
    found = read(f"{above}\n{rest.replace('-', '')}")
    assert (found.kicker, found.headline, found.byline) == (above, headline, byline or None)


@pytest.mark.parametrize(
    "headline", ["وزارة الصحة تطلق حملة تطعيم في ثلاث محافظات", "قرية تهزم العطش", "وزارة الصحة أطلقت حملة تطعيم"]
)
def test_a_headline_that_begins_with_an_office_or_a_place_stays_one(headline: str) -> None:
    assert read(headline).headline == headline


@pytest.mark.parametrize(
    ("text", "notice"),
    [
        ("إذا لم تظهر لك هذه الرسالة جيداً، افتحها في المتصفح", True),
        ("🔴 مُعاد توجيهها عدة مرات", True),
        ("منقول 👇", True),
        ("منقول من صفحة أهالي الحي", True),
        ("[12/3/2024, 10:22 م] أبو سعيد: مهم", True),
        ("Forwarded many times", True),
        ("وصلتك هذه النشرة لأنك مشترك في بريد «المنارة»", True),
        ("منقول عن مصدر أن الاجتماع تأجل", False),
        ("محول كهرباء جديد في الحي الشرقي", False),
        ("إعادة توجيه الدعم إلى مستحقيه", False),
        ("ملخص مُولَّد آلياً – قد يحتوي على أخطاء", True),
        ("تم إنشاء هذا الملخص بواسطة الذكاء الاصطناعي", True),
        ("ملخص كتاب الذكاء الاصطناعي يغير العالم", False),
        ("نص ميثاق أخلاقيات الذكاء الاصطناعي", False),
        ("رسالة محولة من السجن", False),
        ("إذا لم تصل الرسالة", False),
    ],
)
def test_notices_about_the_copy_are_no_headline(text: str, notice: bool) -> None:
    line = Line(text, False)
    assert (says_of_copy(line) or was_passed_on(line)) is notice
    if notice:
        assert read(f"{text}\nافتتاح جسر الشمال أمام حركة المرور").headline == "افتتاح جسر الشمال أمام حركة المرور"


def test_a_notice_to_subscribers_is_one_above_a_name_too() -> None:
    head = "تصلك هذه النشرة لأنك مشترك في بريد «المنارة»\nنشرة الصباح\nالثلاثاء، 20 فبراير 2024\nإيجارات الشقق ترتفع في العاصمة"
    assert read(head).headline == "إيجارات الشقق ترتفع في العاصمة"


@pytest.mark.parametrize(
    ("text", "tells"),
    [
        ("وصلتك النشرة من صديق؟ اشترك من هنا. لإلغاء الاشتراك اضغط هنا.", True),
        ("وصلتك النشرة من صديق؟ نلتقي غدا في مقهى الجامعة.", False),
        ("اشترك الفريق في البطولة", False),
    ],
)
def test_all_sentences_to_subscribers_tell_them_of_the_newsletter(text: str, tells: bool) -> None:
    assert tells_subscribers(Line(text, False)) is tells


def test_calls_are_signed_or_drawn_out() -> None:
    assert [calls(Line(text, False)) for text in ("عاااجل", "⚠️ تنبيه هام", "تنبيه هام", "نداء إلى العالم")] == [
        True,
        True,
        False,
        False,
    ]


@pytest.mark.parametrize("text", ["صباح الخير،", "أسعد الله مساءكم بكل خير", "السلام عليكم ورحمة الله وبركاته"])
def test_greetings_are_no_bylines(text: str) -> None:
    assert greets(Line(text, False))
    found = read(f"افتتاح جسر الشمال أمام حركة المرور\n{text}")
    assert (found.headline, found.byline) == ("افتتاح جسر الشمال أمام حركة المرور", None)


def test_a_line_alone_over_the_dateline_of_an_agency_is_the_summary() -> None:
    summary = "طور باحثون في معهد المواد طلاء جديدا يقلل التصاق الجليد بسطح الأجنحة."
    report = "موسكو – سبوتنيك. وجاء في بيان صادر عن المعهد أن الطلاء يتألف من طبقتين رقيقتين."
    assert read(f"علماء روس يبتكرون طلاء جديدا\n{summary}\n{report}").deck == summary


@pytest.mark.parametrize(("line", "byline"), [("المكلا/ خاص", None), ("المكلا - سالم باوزير", "المكلا - سالم باوزير")])
def test_the_papers_own_news_names_no_author(line: str, byline: str | None) -> None:
    assert read(f"افتتاح جسر الشمال أمام حركة المرور\n{line}").byline == byline


@pytest.mark.parametrize("name", ["هـ. الورتاني", "نسيم ب."])
def test_an_initial_signs_at_the_foot(name: str) -> None:
    text = f"افتتاح جسر الشمال\n{TEXT}\n{MORE}\n{name}"
    assert newsconvert.read(text.encode()).byline == name


@pytest.mark.parametrize("slug", ["مجلس-تعاونيات", "رياضة-كأس", "سوريا/حلب/صحة", "أسواق_نفط"])
def test_a_short_slug_has_no_deck(slug: str) -> None:
    head = "اللجنة المالية تقر تعديلات قانون الجمعيات التعاونية بإجماع أعضائها"
    lead = "الكويت - 22 - 4 (كونا) -- أقرت اللجنة المالية اليوم تعديلات على القانون في اجتماع عقد صباحاً برئاسة رئيسها."
    article = newsconvert.read_text("\n".join((slug, head, lead, "", "وقال مقرر اللجنة إن التعديلات تنظم الانتخابات.")))
    assert (article.headline, article.kicker, article.deck) == (head, slug, None)


@pytest.mark.parametrize("line", ["بدأ الموسم في الحسكة.", "انتهى الاجتماع في دمشق", "توقف القطار في حمص."])
def test_a_short_sentence_with_a_place_is_no_byline(line: str) -> None:
    article = newsconvert.read_text(f"موسم القطن هذا العام\n\n{line}\n\n{TEXT}")
    assert article.byline is None
    assert article.lead == line


@pytest.mark.parametrize("line", ["هبة الخطيب في عمان", "مراسل الصحيفة في بغداد", "موفدنا في القاهرة"])
def test_who_writes_from_a_place_is_a_byline(line: str) -> None:
    assert newsconvert.read_text(f"موسم القطن هذا العام\n\n{line}\n\n{TEXT}").byline == line


def test_a_name_that_stays_for_its_note_is_not_said_twice() -> None:
    page = (
        f"<article><h1>موسم القطن هذا العام في الشمال</h1><p>هبة الخطيب في عمان<sup id='r'><a href='#n'>1</a></sup></p>"
        f"<p>{TEXT}</p><p>{MORE}</p><ol><li id='n'>حاشية <a href='#r'>↩</a></li></ol></article>"
    )
    article = newsconvert.read_text(page, reader="html")
    shown = [
        article.byline or "",
        *(plain_text(block.inlines) for block in article.body if isinstance(block, Paragraph)),
    ]
    assert sum("هبة الخطيب" in text for text in shown) == 1
