"""Habits that texts by another hand showed, who had not read the rules; the texts are in benchmarks/newsroom/other-hand."""

from __future__ import annotations

import pytest

import newsconvert
from newsconvert.model import Article, Heading, ItemList, Paragraph, Quotation, plain_text

TEXT = "قالت الوزارة في بيان لها اليوم إن الأعمال الجارية في المشروع ستنتهي قبل نهاية العام، وإنها وفّرت ما يلزم لذلك."
MORE = "وأضافت أن الفرق الفنية تعمل على مدار الساعة من أجل إنجاز ما تبقّى من مراحل المشروع في المدن والقرى المجاورة."
HEAD = "وزارة الأشغال تنهي أعمال صيانة الجسر الكبير قبل موعدها"


def read(*lines: str) -> Article:
    return newsconvert.read("\n".join(lines).encode())


@pytest.mark.parametrize(
    ("kicker", "headline"),
    [
        ("كشف عن خطة لتحديث أسطول النقل العام", "الشمري: 40 حافلة جديدة قبل الصيف"),
        ("شدّد على أهمية الحوار بين الأطراف كافة", "رئيس البرلمان: لا حل إلا بالانتخابات"),
        ("استقبل سفير الهند وبحث معه التعاون الثنائي", "الصباح: حريصون على تعزيز الشراكة"),
        ("وزير النقل يعلن تسليمها قبل نهاية السنة", "أربع محطات جديدة للحافلات بالشرق الجزائري"),
        ("الوالي يؤكد انطلاقها بداية الأسبوع المقبل", "مشاريع لتهيئة 12 حيا سكنيا بقسنطينة"),
    ],
)
def test_kickers_whose_subject_the_headline_names(kicker: str, headline: str) -> None:
    for lines in (
        (kicker, headline, "", "كتب: سامي الشمري", "", TEXT, "", MORE),
        (kicker, headline, "", TEXT, "", MORE),
    ):
        article = read(*lines)
        assert (article.kicker, article.headline) == (kicker, headline)


def test_headlines_with_their_own_subject_keep_their_decks() -> None:
    article = read("أكد الوزير أن المشروع جاهز للتسليم", "المحافظ: نحتاج إلى شهرين آخرين على الأقل", "", TEXT, MORE)
    assert article.kicker is None
    assert article.headline.startswith("أكد الوزير أن المشروع جاهز للتسليم")


def test_date_in_brackets_over_section_and_headline() -> None:
    article = read("[الثلاثاء 11 محرم 1444هـ]", "اقتصاد", HEAD, "", TEXT, MORE)
    assert (article.kicker, article.headline) == ("اقتصاد", HEAD)
    assert article.published is not None
    assert article.published.isoformat() == "2022-08-09"


@pytest.mark.parametrize("initials", ["ق. و", "ن.ع", "م/ب", "س. ب."])
def test_initials_under_the_headline_sign_the_report(initials: str) -> None:
    article = read(HEAD, "", initials, "", TEXT, "", "محور ثان للطريق", "", MORE, "", TEXT)
    assert article.byline == initials
    assert [plain_text(block.inlines) for block in article.body if isinstance(block, Heading)] == ["محور ثان للطريق"]


def test_tatweel_alone_draws_a_rule() -> None:
    article = read(HEAD, "", TEXT, "", "ـــــــــــــ", "", MORE)
    assert not any(isinstance(block, Heading) for block in article.body)


def test_rows_with_labels_are_not_joined() -> None:
    rows = [f"{town}: سعر البيع {sale} ألف ليرة، سعر الشراء {bought} ألف ليرة" for town, sale, bought in
            (("حلب", 14, 13), ("حمص", 15, 14), ("حماة", 16, 15))]  # fmt: skip
    article = read(HEAD, "", TEXT, "", *rows, "", MORE)
    lists = [block for block in article.body if isinstance(block, ItemList)]
    assert [len(block.items) for block in lists] == [3]


def test_interview_with_one_mark_for_questions_and_one_for_answers() -> None:
    turns = [
        "● متى بدأت الكتابة؟", "○ بدأت في المدرسة، وكنت أخفي الدفاتر عن الجميع.",
        "● كأنك تخاف من القراء.", "○ أخاف من نفسي أكثر، والقراء كرماء عادة.",
        "● وماذا بعد هذه الرواية؟", "○ الصمت سنة كاملة، ثم نرى.",
    ]  # fmt: skip
    article = read("الروائية مها العلي: أخاف من نفسي أكثر", "", TEXT, "", *turns)
    spoken = [plain_text(block.inlines) for block in article.body if isinstance(block, Paragraph)]
    assert spoken[-6:] == turns
    items = read(HEAD, "", TEXT, "", "● طريق أول", "● طريق ثان", "● طريق ثالث", "● طريق رابع").body
    assert isinstance(items[-1], ItemList)


def test_verse_that_opens_an_obituary_is_no_deck() -> None:
    verse = "«كل نفس ذائقة الموت وإنما توفون أجوركم يوم القيامة»"
    article = read("الشيخ ناصر الحمود في ذمة الله", "", verse, "", TEXT, "", MORE)
    assert article.deck is None
    assert isinstance(article.body[0], Quotation)


def test_title_of_contacts_over_a_name() -> None:
    contacts = ("للاستفسارات الإعلامية", "ريم شاهين", "مدير الاتصال المؤسسي", "هاتف: 0097140000000")
    article = read(HEAD, "", TEXT, "", MORE, "", TEXT, "", "-انتهى-", "", *contacts)
    headings = [plain_text(block.inlines) for block in article.body if isinstance(block, Heading)]
    assert headings == ["للاستفسارات الإعلامية"]


@pytest.mark.parametrize(
    ("kicker", "headline", "credit"),
    [
        ("قبسات", "صلة الرحم.. باب الرزق", "بقلم: د. محمد الفرجاني"),
        ("خلف الزجاج", "سائق الحافلة رقم سبعة", "فهد العنزي"),
        ("السلم والأمن", "تقرير: عدد النازحين في الساحل يتضاعف", "13 أيار/مايو 2021"),
        ("الطاقة والمناخ", "تقرير: عدد المحطات الشمسية يتضاعف في الجنوب", "13 أيار/مايو 2021"),
        ("برنامج «صباح المدينة»", "لماذا تغلق المكتبات أبوابها؟ حديث مع الناشرة سعاد علي", "14 أيار/مايو 2021"),
    ],
)
def test_columns_sections_and_programmes_above_the_headline(kicker: str, headline: str, credit: str) -> None:
    article = read(kicker, headline, credit, TEXT, MORE)
    assert (article.kicker, article.headline, article.deck) == (kicker, headline, None)


def test_message_passed_on_within_wrapped_text() -> None:
    lines = [
        "---------- Forwarded message ---------", "From: مركز التراث <info@heritage.example>", "Date: Sun, Mar 6, 2022 at 11:20 AM",
        "Subject: ندوة حول حماية المخطوطات الأربعاء المقبل", "To: <editors@example.org>", "",
        "ينظم مركز التراث صباح الأربعاء المقبل ندوة علمية حول حماية المخطوطات في",
        "مكتبات المدينة الخاصة، بمشاركة باحثين من الجامعة ومن المعهد الفرنسي",
        "للآثار.", "",
        "وتتناول الندوة أثر الرطوبة والأرضة على مخطوطات القرن الثالث عشر، وتجارب",
        "الرقمنة التي أنجزها متطوعون خلال السنوات الثلاث الماضية.",
    ]  # fmt: skip
    article = read(*lines)
    assert article.headline == "ندوة حول حماية المخطوطات الأربعاء المقبل"
    assert article.published is not None
    assert article.published.isoformat()[:10] == "2022-03-06"
    texts = [plain_text(block.inlines) for block in article.body if isinstance(block, Paragraph)]
    assert texts[0] == lines[0]
    assert any(text.endswith("المعهد الفرنسي للآثار.") for text in texts)


def test_page_of_a_broadcaster_with_its_label_in_english() -> None:
    article = read(
        HEAD, "صدر الصورة، Getty Images", "Article information", "Author, مي سالم", "12 يونيو/ حزيران 2022", TEXT, MORE
    )
    assert article.byline is not None
    assert "مي سالم" in article.byline
    assert article.published is not None


def test_another_article_is_no_source() -> None:
    last = "للمزيد: كيف تسجل رقم هاتفك على البطاقة خطوة بخطوة"
    article = read(HEAD, TEXT, MORE, last)
    assert article.source is None
    assert plain_text(article.body[-1].inlines) == last if isinstance(article.body[-1], Paragraph) else False
    assert read(HEAD, TEXT, MORE, "للمزيد: تقرير منظمة «مدن للجميع» لعام 2023 عن النقل").source is not None
    assert (found := read(HEAD, TEXT, MORE, "للمزيد: https://example.org/a").source) is not None
    assert found.url == "https://example.org/a"


def test_tatweel_for_a_dash_marks_items() -> None:
    rows = [
        "ـ ترقية سعد القرني إلى وظيفة مدير عام بالمرتبة الرابعة عشرة.",
        "ـ ترقية عائض الدوسري إلى وظيفة مستشار إداري بالمرتبة نفسها.",
    ]
    article = read(HEAD, TEXT, "وذلك على النحو التالي:", *rows, MORE)
    lists = [block for block in article.body if isinstance(block, ItemList)]
    assert [len(block.items) for block in lists] == [2]
    alone = read(HEAD, TEXT, MORE, "ـ كاتبة مصرية، صدر لها «دفتر الشرفات» عن دار نون")
    assert not any(isinstance(block, ItemList) for block in alone.body)


def test_long_value_among_the_rows_of_a_match() -> None:
    rows = [
        "النتيجة: فوز النسور 1-0", "الهدف: مهند سالم د. (90+4)",
        "الإنذارات: عبد الله الحوراني، يزن السالم (النسور)، خالد عصام، رامي سعد (شباب الوادي)", "الجمهور: 4500 متفرج",
    ]  # fmt: skip
    article = read(HEAD, TEXT, "المباراة في سطور", *rows, MORE)
    lists = [block for block in article.body if isinstance(block, ItemList)]
    assert [len(block.items) for block in lists] == [4]


def test_heading_that_begins_with_a_preposition() -> None:
    article = read(HEAD, TEXT, "من هدي النبي ﷺ", MORE, TEXT)
    assert [plain_text(block.inlines) for block in article.body if isinstance(block, Heading)] == ["من هدي النبي ﷺ"]


def test_long_kicker_over_short_headline_and_deck() -> None:
    stack = (
        "بعد انهيار عقار المنشية.. «الميدان» تعيش ليلة مع السكان", "نوم على الرصيف في عز البرد",
        "أهالٍ: أنذرنا الحي مرتين.. والمحافظ: وحدات بديلة خلال شهر",
    )  # fmt: skip
    article = read(*stack, "كتبت - هدى سعيد:", TEXT, MORE)
    assert (article.kicker, article.headline, article.deck) == stack


def test_topic_with_dots_is_the_headline_under_a_long_kicker() -> None:
    article = read(
        "«التجارة»: حملة على محال الذهب قبل الأعياد",
        "العيار.. غش بالميزان",
        "• 40 مخالفة في أسبوع",
        "خالد العنزي",
        TEXT,
        MORE,
    )
    assert (article.kicker, article.headline) == ("«التجارة»: حملة على محال الذهب قبل الأعياد", "العيار.. غش بالميزان")


def test_what_is_played_for_over_the_headline() -> None:
    article = read("كأس الكونفدرالية الأفريقية", "فريق المرفأ يتأهل إلى نصف النهائي بركلات الترجيح", TEXT, MORE)
    assert (article.kicker, article.deck) == ("كأس الكونفدرالية الأفريقية", None)


def test_where_people_meet_over_the_headline() -> None:
    article = read("المؤتمر الدولي للمناخ", "دول الجنوب تطالب بصندوق عاجل للتعويضات", "دبي - محمد الأحمد", TEXT, MORE)
    assert (article.kicker, article.deck) == ("المؤتمر الدولي للمناخ", None)


def test_author_above_the_headline_is_no_headline() -> None:
    article = read("محمد الحداد", "الماء مرة أخرى: من يغلق الصنبور الأخير؟", TEXT, MORE, TEXT)
    assert (article.byline, article.headline) == ("محمد الحداد", "الماء مرة أخرى: من يغلق الصنبور الأخير؟")
    about = read("محمد الحداد", "سيرة نجار من حي الميدان القديم", f"ولد الحداد في بيت صغير. {TEXT}", MORE)
    assert (about.byline, about.headline) == (None, "محمد الحداد")


def test_deck_with_its_own_subject_and_verb_is_not_the_rest_of_the_headline() -> None:
    head, deck = "إغلاق شارع السوق 9 أشهر متواصلة.. والمحال تحتج", "أصحاب محال طالبوا بإلزام البلدية بموعد محدد"
    article = read(head, deck, "دبي: سومية سعد", TEXT, MORE)
    assert (article.headline, article.deck) == (head, deck)


def test_caption_between_paragraphs_is_no_heading() -> None:
    article = read(HEAD, TEXT, "معالي مدير الجامعة خلال تكريمه المشاركين", MORE, TEXT)
    assert not any(isinstance(block, Heading) for block in article.body)


@pytest.mark.parametrize(
    ("kicker", "headline"),
    [
        ("حكايات من القرى", "نبع صغير لا يجف في الصيف"),
        ("تحذير طبي", "أدوية التخسيس تصل إلى طلبة المدارس"),
        ("كلام في الزحمة", "أحلى من الصبر لا يوجد شيء"),
        ("يواصل إضرابه لليوم العشرين", "نقل الأسير المقدسي إلى مستشفى الرملة"),
    ],
)
def test_few_words_above_a_headline(kicker: str, headline: str) -> None:
    article = read(kicker, headline, "رام الله - محمد الأحمد", "", TEXT, "", MORE)
    assert (article.kicker, article.headline, article.deck) == (kicker, headline, None)


def test_short_headline_under_a_section_keeps_its_deck() -> None:
    lines = ("علوم", "الأخطبوط يحلم أيضاً", "كاميرات ليلية ترصد تبدل ألوان الحيوان أثناء نومه", "كتبت: سارة أحمد")
    article = read(*lines, TEXT, MORE)
    assert (article.kicker, article.headline, article.deck) == lines[:3]


@pytest.mark.parametrize(
    "rest", ["وفقدان سبعة آخرين", "ونواب المعارضة ينسحبون من الجلسة", "وعدد المفقودين يرتفع إلى عشرين"]
)
def test_headline_goes_on_with_and_before_an_indefinite_noun(rest: str) -> None:
    head = "مقتل خمسة عمال في انهيار منجم للذهب شمال السودان"
    assert read(head, rest, "الخرطوم - محمد عثمان", "", TEXT, "", MORE).headline == f"{head} {rest}"


def test_deck_that_begins_with_the_letter_of_and_is_no_rest_of_the_headline() -> None:
    head, deck = (
        "مقتل خمسة عمال في انهيار منجم للذهب شمال السودان",
        "وزارة المعادن تفتح تحقيقا وتوقف مدير الشركة المشغلة عن العمل",
    )
    article = read(head, deck, "الخرطوم - محمد عثمان", "", TEXT, "", MORE)
    assert (article.headline, article.deck) == (head, deck)


def test_correspondent_without_a_name_signs() -> None:
    article = read(HEAD, "صفاقس - مراسل خاص", TEXT, MORE)
    assert article.byline is not None
    assert "مراسل خاص" in article.byline
    assert article.place == "صفاقس"


def test_last_word_of_a_headline_on_a_line_of_its_own() -> None:
    head, rest = "الجزائر والنيجر توقعان اتفاقا لإحياء مشروع أنبوب الغاز", "العابر للصحراء"
    article = read(head, rest, "الجزائر - محمد بوعزة", TEXT, MORE)
    assert article.headline == f"{head} {rest}"
    assert article.byline is not None


def test_words_without_a_name_in_a_place_are_no_credit() -> None:
    lines = (
        "وراء الأضواء",
        "شتاء بلا كهرباء في البصرة",
        "المستشفيات تعمل بالمولدات والأهالي على السطوح",
        "البصرة - محمد المالكي",
    )
    article = read(*lines, TEXT, MORE)
    assert (article.kicker, article.headline, article.deck) == lines[:3]
