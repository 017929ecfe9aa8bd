"""Heads of archives, desks and reporters: speakers over what they say, clippings, typed text, acts, and credits with marks."""

from __future__ import annotations

from datetime import date

import pytest

import newsconvert
from newsconvert.model import Article, Paragraph, Verse, plain_text
from newsconvert.readers.structure.kickerwords import BY_WORDS
from newsconvert.readers.structure.line import Line

LEAD = "افتتح وزير النقل أمس جسرا جديدا على النهر بعد عامين من العمل، وقال إن كلفته بلغت تسعة ملايين دينار."
MORE = "وأضاف الوزير أن الجسر سيخفف الزحام عن وسط المدينة، وأن العمل في الجسر الثاني يبدأ في الربيع المقبل."


def read(*lines: str) -> Article:
    return newsconvert.load("\n".join(lines).encode()).value


def paragraphs(article: Article) -> list[str]:
    return [plain_text(block.inlines) for block in article.body if isinstance(block, Paragraph)]


def kicker_of(line: str, headline: str) -> float:
    return max(test(Line(line, gap=False), Line(headline, gap=False)) for test in BY_WORDS)


def head(*lines: str) -> tuple[str | None, str, str | None]:
    article = read(*lines, LEAD, MORE)
    return article.kicker, article.headline, article.deck


@pytest.mark.parametrize(
    ("kicker", "headline", "credit"),
    [
        ("وزير الري في حوار مع «النيل الأسبوعية»:", "خزان جديد يبدأ العمل قبل الصيف", "حاوره: سامي الدويري"),
        ("الروائية هدى بنت سالم لـ«الفرات الثقافي»:", "«كتبت الرواية لأن جدتي رفضت أن تتكلم»", "حاورها: سامي الدويري"),
        ("فيما اشتكى السكان من ضيق الأرصفة", "40 محلا مغلقا في سوق النحاسين بسبب الغبار", "14 أيار 2016"),
        ("«المنارة» جالت في الأسواق القديمة", "محال النحاس تغلق أبوابها... والصناع يهاجرون", "كتب سعد العنزي"),
    ],
)
def test_kicker_over_what_is_said(kicker: str, headline: str, credit: str) -> None:
    assert head(kicker, headline, credit) == (kicker, headline, None)


def test_headline_that_goes_on_with_dots() -> None:
    lines = "أهالي الحي القديم يشكون ضيق الشوارع", ".. والبلدية تعد بتوسعة الطريق الرئيس"
    assert head(*lines, "كتب سعد العنزي:") == (None, " ".join(lines), None)
    kicker = "المجلس البلدي يناقش الشكاوى غدا"
    assert head(kicker, *lines, "كتب سعد العنزي:") == (kicker, " ".join(lines), None)


def test_subject_after_a_colon_waits_for_its_verb() -> None:
    lines = "مدير المركز الثقافي : مكتبة الأطفال", "تفتح أبوابها في عشرين قرية قبل الصيف"
    assert head(*lines, "الإسكندرية في 19 أغسطس 2015 / أ ش أ /") == (None, " ".join(lines), None)
    whole = "سكان الضاحية : البلدية وعدت بالإصلاح", "تأخر العمل عامين والأهالي ينتظرون"
    assert head(*whole, "الإسكندرية في 19 أغسطس 2015 / أ ش أ /") == (None, *whole)


def test_number_of_an_act_over_its_name() -> None:
    article = read(
        "نظام رقم (4) لسنة 1961",
        "نظام رسوم المرافئ الصغيرة",
        "صادر بموجب المادة 12 من قانون المرافئ، ويعمل به من تاريخ نشره في الجريدة الرسمية ويلغى كل نص يخالفه.",
        "المادة 1- يسمى هذا النظام نظام رسوم المرافئ الصغيرة لسنة 1961.",
        "عمان في 3 أيار 1961",
        "نشر في العدد 120 من الجريدة الرسمية",
    )
    assert article.headline == "نظام رقم (4) لسنة 1961 نظام رسوم المرافئ الصغيرة"
    assert (article.place, article.published) == ("عمان", date(1961, 5, 3))
    assert article.source is not None
    assert article.source.name == "الجريدة الرسمية"


def test_clipping_of_an_archive() -> None:
    clip = "المصدر: جريدة الرافدين", "التاريخ: 22/3/1987", "الصفحة: 3 ـ محليات", "رقم القصاصة: 120/أ"
    article = read(*clip, "افتتاح معمل للألبان في الموصل", "الموصل - خليل العبيدي", LEAD, MORE)
    assert article.headline == "افتتاح معمل للألبان في الموصل"
    assert (article.place, article.published) == ("الموصل", date(1987, 3, 22))
    assert article.source is not None
    assert article.source.name == "جريدة الرافدين"


TYPED = """
الاثنين 14 ربيع الأول 1385هـ الموافق 12 يوليو 1965م
ايصال الماء إلى حي النصر بالطائف قبل نهاية العام
الطائف - مكتبنا - من عبد الرحمن الجهني
\tعلمنا من مصدر مسؤول في مصلحة المياه بالطائف أن المصلحة انتهت من
مد الأنابيب إلى حي النصر الشمالي، وأن الماء سيصل إلى منازل
المواطنين قبل حلول الصيف إن شاء الله.
\tوقال سعادة مدير المصلحة الأستاذ محمد سعيد الثقفي إن مضخات
جديدة وصلت إلى ميناء جدة، وستنقل خلال أسبوعين إلى المدينة ثم
تركب في أماكنها.
\tوكان أهالي الحي قد تقدموا بطلب إلى بلدية الطائف في العام
الماضي، وقد وعدهم رئيس البلدية خيراً.
"""


@pytest.mark.parametrize("indent", ["\t", "   ", "\u3000"])
def test_paragraphs_that_are_set_in(indent: str) -> None:
    article = read(*TYPED.strip().replace("\t", indent).split("\n"))
    assert article.headline == "ايصال الماء إلى حي النصر بالطائف قبل نهاية العام"
    assert article.place == "الطائف"
    assert [text.rpartition(" ")[2] for text in paragraphs(article)] == ["الله.", "أماكنها.", "خيراً."]


def test_second_halves_that_are_set_in_are_verse() -> None:
    verse = (
        "عدنا من البحر والمراكب ملأى",
        "   قبل أن يطلع الصباح علينا",
        "وحملنا للدار ما قد جنينا",
        "   بعد ليل من العناء قضينا",
    )
    article = read("عودة الصيادين", "", *verse, "", *verse)
    lines = [
        plain_text(part) for block in article.body if isinstance(block, Verse) for line in block.lines for part in line
    ]
    assert lines == [line.strip() for line in verse * 2]


def verse_among(*lines: str) -> list[str]:
    text = "أعلنت مديرية الثقافة في الفيوم برنامج الأسبوع ودعت الجمهور إلى الحضور والمشاركة في فعالياته جميعا."
    article = read("برنامج الأسبوع في الفيوم", "", text, "", *lines, "", text)
    halves = (line for block in article.body if isinstance(block, Verse) for line in block.lines)
    return [" ".join(map(plain_text, line)) for line in halves]


SEA = (
    ("عدنا من البحر والمراكب ملأى", "قبل أن يطلع الصباح علينا"),
    ("وحملنا للدار ما قد جنينا", "بعد ليل من العناء قضينا"),
)
NIGHT = ("سهر الليل والنجوم رفاق", "يقطع الدرب والطريق طويل"), ("وعلى صدره من الشوق نار", "وعلى كتفه رداء نحيل")


@pytest.mark.parametrize("mark", ["//", " // ", " = ", " == ", " *** "])
def test_pairs_that_rhyme_are_verse_whatever_parts_their_halves(mark: str) -> None:
    assert verse_among(*map(mark.join, SEA)) == [mark.join(pair) for pair in SEA]


def test_poems_with_other_marks_that_follow_each_other_are_verse() -> None:
    assert len(verse_among(*map("        ".join, SEA), *map(" *** ".join, NIGHT))) == 4


@pytest.mark.parametrize(
    "rows",
    [
        ("سعر الصرف في مصارف دمشق // ارتفاع طفيف في حلب", "سعر الذهب في أسواق حمص // استقرار نسبي حتى المغرب"),
        ("الاسم الكامل لصاحب الطلب // رقم الهوية الوطنية", "العنوان الحالي لمكان السكن // المدينة والمحافظة الحالية"),
        ("مياه نظيفة للجميع = صحة أفضل", "غذاء متوازن للأطفال = مستقبل أجمل"),
        ("معرض الزهور السنوي *** حديقة تشرين", "معرض الكتاب المستعمل *** ساحة الأمويين"),
        ("باب توما وباب شرقي // حي القيمرية", "سوق الحميدية وسوق البزورية // حي العمارة الجوانية"),
        ("عروض المسرح القومي          كل خميس مساء", "أفلام نادي السينما          كل سبت مساء"),
    ],
)
def test_pairs_of_lists_and_programmes_are_no_verse(rows: tuple[str, ...]) -> None:
    assert not verse_among(*rows)


@pytest.mark.parametrize(
    ("credit", "place", "byline"),
    [("■ الفيوم ــ مروة الشاذلي", "الفيوم", "مروة الشاذلي"), ("الإسكندرية- حازم الوكيل", "الإسكندرية", "حازم الوكيل")],
)
def test_credit_under_decks_that_speak(credit: str, place: str, byline: str) -> None:
    decks = "المحافظ: لجنة هندسية تعمل ١٢ ساعة يوميا", "الأهالي: «نروح فين؟».. والحي: مساكن بديلة خلال شهر"
    article = read(
        "بعد انهيار «عمارة السوق»",
        "الحي القديم يبدأ حصر العقارات الآيلة للسقوط",
        *decks,
        credit,
        "الإثنين ٠٥-٠٢-٢٠١٨ ٢١:١٤",
        LEAD,
        MORE,
    )
    assert article.deck == "\n".join(decks)
    assert article.place == place
    assert byline in (article.byline or "")
    assert str(article.published)[:10] == "2018-02-05"


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("الأربعاء, 18 يناير, 2023 على الساعة 14:02", "2023-01-18"),
        ("18:24 GMT 07.12.2020 (تم التحديث: 19:02 GMT 07.12.2020)", "2020-12-07"),
    ],
)
def test_stamps_of_pages(line: str, day: str) -> None:
    assert str(read("افتتاح جسر جديد على النهر بعد عامين", line, "", LEAD, "", MORE).published)[:10] == day


def test_number_of_an_issue_is_no_year() -> None:
    article = read("افتتاح جسر جديد على النهر بعد عامين", LEAD, MORE, "المنارة - العدد 1907 - 25/4/1983")
    assert article.published == date(1983, 4, 25)


@pytest.mark.parametrize(
    ("last", "byline"),
    [("حياة الغانمي", "حياة الغانمي"), ("ن. بوقرة/ عنابة", "ن. بوقرة/ عنابة"), ("محطة الكهرباء", None)],
)
def test_name_under_the_last_paragraph(last: str, byline: str | None) -> None:
    assert read("افتتاح جسر جديد على النهر بعد عامين", "", LEAD, "", MORE, "", last).byline == byline


def test_section_under_a_headline() -> None:
    lines = (
        "أهالي حي النسيم يطالبون بإصلاح شبكة المياه قبل حلول الصيف القادم",
        "الشؤون البلدية",
        "نشر في : 25/11/2014 - 20:15",
    )
    assert head(*lines, "ن. سلامة", "") == ("الشؤون البلدية", lines[0], None)


def test_deck_that_sets_the_scene() -> None:
    lines = (
        "يوم في «سوق الفرات»: نحاس بلا نار ومدينة بلا نوم",
        "على ضفاف وادي الفرات الكبير، يطرق آخر النحاسين أوانيهم منذ الفجر",
    )
    assert head(*lines, "", f"سوق الديوان (من مراسلنا) - {LEAD}") == (None, *lines)


@pytest.mark.parametrize("kicker", ["خلال لقائه وفدا من رجال الأعمال الصينيين", "في ذكرى تأسيسها العاشرة.."])
def test_circumstance_of_whom_the_headline_names(kicker: str) -> None:
    headline = "محافظ المهرة يبحث إنشاء منطقة صناعية في شحن"
    assert head(kicker, headline, "الغيضة/ سبأنت") == (kicker, headline, None)


@pytest.mark.parametrize(
    ("headline", "deck"),
    [
        ("نازحو تاورغاء في بنغازي: صرخة من تحت الصفيح", "عشرة أعوام في مخيمات الصفيح ولا حل في الأفق"),
        ("مهرجان جرش 2023: غناء وشعر ومسرح", "التذاكر نفدت خلال ساعات"),
        ("التضخم في مصر يتباطأ إلى 24%", "أدنى مستوى منذ عامين"),
        ("أمطار غزيرة تجتاح مناطق واسعة من حضرموت", "وفاة طفلين وتضرر عشرات المنازل"),
    ],
)
def test_deck_that_is_a_clause(headline: str, deck: str) -> None:
    assert head(headline, deck, "تقرير: عبد العزيز الوصلي | بنغازي") == (None, headline, deck)


def test_name_after_what_its_bearer_is() -> None:
    lines = "المحكمة تؤيد حبس الفنان", "تامر حسان 6 أشهر"
    assert head(*lines, "كتب: أحمد حسني") == (None, " ".join(lines), None)


def test_results_are_no_part_of_the_headline() -> None:
    headline = "النتائج الكاملة لمباريات الجولة الرابعة من الدوري الكويتي"
    assert head(headline, "القادسية × كاظمة 2-1", "العربي × النصر 0-0") == (None, headline, None)


def test_what_a_review_states_of_a_book_is_no_headline() -> None:
    lines = "مكتبة", "رواية «ممر الفيلة».. سيرة مدينة تأكل أبناءها", "المؤلف: حسن بلاسم", "الناشر: دار المدى، 2020"
    assert head(*lines, "قراءة: علي حسن الفواز")[:2] == lines[:2]


def test_letters_of_readers() -> None:
    assert head("منتدى القراء", "ضجيج الأعراس", "أبو خالد/ حي الروضة") == ("منتدى القراء", "ضجيج الأعراس", None)
    article = read("رسالة مفتوحة إلى وزير التربية", "سيدي الوزير", LEAD, MORE)
    assert article.byline is None


def test_slug_over_the_stamp_of_an_agency() -> None:
    slug = "اقتصادي / أسواق جازان تستقبل باكورة إنتاج المانجو لهذا الموسم"
    stamp = "جازان 05 رمضان 1444 هـ الموافق 27 مارس 2023 م واس"
    headline = "أسواق جازان تستقبل باكورة إنتاج المانجو"
    assert head(slug, "", stamp, headline, "") == (slug, headline, None)


def test_town_in_latin_letters_over_the_credit_of_an_agency() -> None:
    points = "- الورشة أسسها ثلاثة إخوة قبل تسع سنوات", "- التصدير يصل إلى 14 دولة"
    credit = "Gaziantep", "غازي عنتاب/ مصطفى الحلبي/ الأناضول"
    article = read("ورشة سورية تحيي فن التطعيم بالصدف", "", *points, "", *credit, "", LEAD, MORE)
    assert (article.place, article.agency) == ("غازي عنتاب", "الأناضول")
    assert "مصطفى الحلبي" in (article.byline or "")


def test_envoy_who_signs_with_an_initial() -> None:
    deck = "عندما تدق الساعة الخامسة عصرا.."
    credit = "ياوندي – موفد «الشروق» إلى الكاميرون: طارق.ب"
    article = read("المنتخب يلاقي نظيره الغيني بمعنويات مرتفعة", deck, credit, LEAD, MORE)
    assert (article.deck, article.place) == (deck, "ياوندي")


def test_correspondent_of_a_paper_beside_a_place() -> None:
    article = read("اجتماع موسع في بنت جبيل", "صور ـ مراسل «المنارة» جورج نصار", LEAD, MORE)
    assert (article.place, article.byline) == ("صور", "جورج نصار")


@pytest.mark.parametrize(
    ("dateline", "place", "agency"),
    [
        ("صنعاء ــ سبأ: ", "صنعاء", "سبأ"),
        ("سبها 14 الماء (أوج) ", "سبها", "أوج"),
        ("طرابلس 12 ناصر 1430 ميلادية (أوج) ", "طرابلس", "أوج"),
    ],
)
def test_datelines_of_other_days(dateline: str, place: str, agency: str) -> None:
    article = read("وصول باخرة محملة بعشرين ألف طن من القمح", "", dateline + LEAD, MORE)
    assert (article.place, article.agency) == (place, agency)


def test_day_after_a_short_month() -> None:
    assert read("افتتاح جسر جديد على النهر", "نوف 30, 2016", LEAD, MORE).published == date(2016, 11, 30)


def test_outlet_alone_under_a_headline_is_the_source() -> None:
    article = read("كيف خسرت أوروبا حرب الغاز", "مجلة «المنارة»", "ترجمة: نادين عبد الله", LEAD, MORE)
    assert article.deck is None
    assert article.dateline is None
    assert article.source is not None
    assert article.source.name == "مجلة «المنارة»"


def test_desk_initials_between_dashes_are_an_end_mark() -> None:
    article = read("افتتاح جسر جديد على النهر", LEAD, MORE, "- مل -")
    assert paragraphs(article)[-1] == "- مل -"


@pytest.mark.parametrize("line", ["بعد توجيه التهمة إلى ثلاثة موظفين", "خلال تفاهم الشركات على الأسعار"])
def test_nouns_that_end_as_pronouns_do_are_no_circumstance(line: str) -> None:
    assert kicker_of(line, "المحكمة") == 0.0
    assert kicker_of("بعد توجيهه التهمة إلى ثلاثة موظفين", "المحكمة") > 0.0


def test_words_on_a_line_of_their_own_in_latin_letters_are_no_town() -> None:
    article = read("افتتاح جسر جديد على النهر", "Next Previous", "البصرة: عدنان الركابي", LEAD, MORE)
    assert article.dateline is None


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("دراسة: القهوة تقلل خطر الإصابة", "بأمراض الكبد المزمنة بنسبة الخمس"),
        ("وزارة الزراعة: موسم الزيتون هذا العام", "أفضل من سابقه والأسعار مستقرة"),
        ("البنك المركزي العراقي", "يوضح آلية بيع الدولار للمسافرين"),
        ("السيول تشرد الآلاف في كسلا وحكومة الولاية", "تناشد المنظمات تقديم العون العاجل"),
        ("توقيف 3 أشخاص وحجز 12 كلغ من الكيف", "بباتنة"),
        ("محافظ عدن يوجه بسرعة استكمال", "ترميم مدرسة لطفي أمان"),
        ("مصدر عسكري: مقتل قائد ميداني", "واستعادة ثلاثة مواقع غرب مأرب"),
        ("تدشين خط بحري جديد يربط", "ميناء صلالة بموانئ شرق إفريقيا"),
        ("قتلى وجرحى في اصطدام قطارين", "جنوب الدلتا والنائب العام يأمر بالتحقيق"),
        ("الأردن وسوريا يتفقان على إعادة", "تشغيل معبر الرمثا الحدودي"),
        ("وزير الصحة يتفقد مستشفى الكرك", "الحكومي ويوجه بزيادة الكوادر"),
    ],
)
def test_headline_over_two_lines(first: str, second: str) -> None:
    assert head(first, second, "بغداد - واع") == (None, f"{first} {second}", None)


def test_deck_that_asks() -> None:
    lines = "المعارضة بين المقاطعة والمشاركة", "أي طريق إلى القصر؟"
    assert head("في الشأن التونسي", *lines, "بقلم: صلاح الدين الجورشي") == ("في الشأن التونسي", *lines)


def test_speaker_with_a_degree_under_a_kicker() -> None:
    speaker, headline = "الدكتورة هند الرفاعي عميدة كلية الطب:", "نخرج 300 طبيب في العام ونخسر نصفهم للهجرة"
    assert head("لقاء الأسبوع", speaker, headline, "لقاء: سمير المحمود") == (f"لقاء الأسبوع\n{speaker}", headline, None)


def test_head_without_a_text() -> None:
    article = read("رأي", "ليلى بن يوسف", "كاتبة وأكاديمية من تونس", "في مديح الطابور")
    assert (article.kicker, article.headline) == ("رأي", "في مديح الطابور")
    article = read("محمد أحمد العلي", "3 مايو 2021", "افتتاح جسر جديد على النهر", "الدستور")
    assert article.published == date(2021, 5, 3)


def test_section_of_one_adjective_is_no_rest_of_the_headline() -> None:
    assert head("إنقاذ أسطوري على طريقة نيستا", "الرياضي", "")[1] == "إنقاذ أسطوري على طريقة نيستا"


WIRED = """الرياض في 5 مارس (أ ش أ) - بحث وزراء خارجية دول مجلس التعاون اليوم أمن الملاحة في
البحر الأحمر، وذلك خلال اجتماعهم الدوري الذي عقد في مقر الأمانة العامة
بالرياض."""


@pytest.mark.parametrize("initials", ["", "ط ص", "س ص / ط"])
@pytest.mark.parametrize(
    "slug", ["عاجل 0123 4 سياسي 0089", "0123 4 اقتصادي 0089", "سياسة 0145 4 0089 قنا", "مهم 0231 3 محلي 0101"]
)
def test_numbers_and_desks_of_an_agency_are_no_headline(initials: str, slug: str) -> None:
    headline = "وزراء خارجية التعاون يبحثون أمن الملاحة"
    above = [line for line in (initials, slug) if line]
    article = read(*above, "", headline, "", *WIRED.split("\n"), "", 'وقال الأمين العام إن "الملاحة خط أحمر".')
    assert (article.headline, article.kicker, article.agency) == (headline, "\n".join(above), "أ ش أ")


@pytest.mark.parametrize(
    "headline",
    ["4 قتلى في انهيار مبنى", "2026 عام المياه", "عاجل إلى وزير الري: النهر يجف", "خبر عام 2026", "آب 2026 شهر النهر"],
)
def test_headlines_with_numbers_are_no_slugs(headline: str) -> None:
    assert read(headline, "", *WIRED.split("\n"), "", "وقال الأمين العام إن الملاحة خط أحمر.").headline == headline


@pytest.mark.parametrize("day", ["6 آب 2015", "صور 27 / 8 / 2018"])
def test_a_day_over_the_headline_is_no_slug(day: str) -> None:
    article = read(
        day, "وزراء خارجية التعاون يبحثون أمن الملاحة", "", *WIRED.split("\n"), "", "وقال إن الملاحة خط أحمر."
    )
    assert article.headline == "وزراء خارجية التعاون يبحثون أمن الملاحة"
    assert article.kicker is None
