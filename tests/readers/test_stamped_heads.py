"""Heads of newsroom copy: wrapped headlines, stamps of agencies and systems, records, acts, columns, credits at the end."""

from __future__ import annotations

import pytest

import newsconvert
from newsconvert.model import Article, Heading, Paragraph, Quotation, article_text, plain_text

TITLE = "بلدية صور تفتتح حديقة عامة بمساحة ثلاثة هكتارات على الواجهة البحرية"
TEXT = "قالت الوزارة في بيان لها اليوم إن الأعمال الجارية في المشروع ستنتهي قبل نهاية العام، وإنها وفّرت ما يلزم لذلك."
MORE = "وأضافت أن الفرق الفنية تعمل على مدار الساعة من أجل إنجاز ما تبقّى من مراحل المشروع في المدن والقرى المجاورة."


def read(*lines: str) -> Article:
    return newsconvert.read_text("\n".join(lines))


def wrapped(text: str, width: int) -> list[str]:
    lines = [""]
    for word in text.split():
        lines[-1:] = [f"{lines[-1]} {word}".strip()] if len(lines[-1]) + 1 + len(word) <= width else [lines[-1], word]
    return lines


def wrapped_by_sight(text: str, width: int) -> list[str]:
    """Wrap as typists do, for whom signs over letters take no room."""
    signs = dict.fromkeys(range(0x64B, 0x653))
    lines = [""]
    for word in text.split():
        whole = f"{lines[-1]} {word}".strip()
        lines[-1:] = [whole] if len(whole.translate(signs)) <= width else [lines[-1], word]
    return lines


LONG = "محافظ أسوان يتفقد أعمال ترميم الكورنيش القديم ويوجه بسرعة الانتهاء منها"


@pytest.mark.parametrize("credit", ["أسوان فى 9 مايو 2018 /أ ش أ/", "كتبت: ولاء حمدى", "12 مايو 2018"])
def test_one_word_of_a_wrapped_headline_over_its_credit(credit: str) -> None:
    head = wrapped(LONG, 70)
    assert head[1] == "منها"
    article = read(*head, credit, *wrapped(TEXT, 70), *wrapped(MORE, 70), *wrapped(TEXT, 70), "ن ع ط", "أ ش أ", "14:26")
    assert article.headline == LONG
    assert TEXT in article_text(article)


def test_full_lines_are_measured_as_typists_see_them() -> None:
    title = "مديرُ مشروع الفاضلاب الزراعيّ لـ(ضفاف عطبرة): خسرنا الموسمَ الشتويّ ولم نخسر المزارعين"
    text = f"{TEXT} {MORE} ولم يُعلَن عن موعدٍ جديدٍ لاستئناف الضخّ، وفقاً لما قاله مديرُ المشروع."
    head, body = wrapped_by_sight(title, 72), wrapped_by_sight(text, 72)
    assert read(*head, "", *body, "", *wrapped_by_sight(MORE, 72)).headline == title


def test_a_lead_is_no_rest_of_a_full_headline() -> None:
    title = "وزير الموارد المائية يفتتح محطة جديدة لتحلية المياه في الجبيل"
    lead = "افتتح وزير الموارد المائية أمس محطة جديدة لتحلية المياه في الجبيل بطاقة تبلغ مئتي ألف متر مكعب في اليوم الواحد."
    article = read(title, *wrapped(lead, 66), *wrapped(MORE, 66), *wrapped(lead, 66))
    assert article.headline == title


def test_whole_paragraphs_over_short_lines_are_not_wrapped() -> None:
    links = (
        "اقرأ أيضا – روسيا تختبر حافلة بلا سائق في قازان",
        "نوافذ شمسية شفافة تولد الكهرباء في سيبيريا",
        "عالم روسي يفسر غناء الجليد على بحيرة بايكال",
    )
    short = "ويعتزم الفريق اختبار مقطع بطول كيلومترين على طريق سريع خارج المدينة قبل نهاية العام الحالي."
    paragraphs = (f"{TEXT} {MORE}", short) * 3
    article = read(TITLE, "", *(line for one in paragraphs for line in (one, "")), *links)
    assert [plain_text(block.inlines) for block in article.body if isinstance(block, Paragraph)][-3:] == list(links)


@pytest.mark.parametrize(
    ("stamp", "day"),
    [
        ("الأربعاء, 24 غشت, 2022 على 16:20", "2022-08-24"),
        ("الخميس 12 آب/أغسطس 2021 - 10:15 ت غ", "2021-08-12"),
        ("2018/11/05 (آخر تحديث: 2018/11/05 على 21:14)", "2018-11-05"),
        ("متفرقات Fri 06 May 2022 الساعة 12:30 مناطق", "2022-05-06"),
        ("2016:07:21.15:33", "2016-07-21"),
        ("16 أغسطس 2022 - 09:30 بتوقيت أبوظبي سكاي نيوز عربية - أبوظبي", "2022-08-16"),
        ("أرسلت بواسطة admin في خميس, 03/21/2019 - 14:20", "2019-03-21"),
        ("الثلاثاء, 09 تشرين2/نوفمبر 2021 17:33", "2021-11-09"),
        ("الخميس 9 شوال 1445هـ - 18 أبريل 2024م - 10 برمودة 1740ق", "2024-04-18"),
        ("KUNA 091247 May 18", "2018-05-09"),
    ],
)
def test_stamps_of_agencies_and_systems(stamp: str, day: str) -> None:
    for lines in ((TITLE, stamp, "", TEXT, MORE), (TITLE, stamp, TEXT, MORE), (stamp, TITLE, "", TEXT, MORE)):
        article = read(*lines)
        assert (article.headline, article.kicker, article.deck) == (TITLE, None, None)
        assert str(article.published)[:10] == day


@pytest.mark.parametrize("line", ["12 نيسان مطلع الموسم", "الدوري الممتاز 2021 - 2022", "حصيلة 2022 حتى 16:20"])
def test_words_beside_a_number_are_no_stamp(line: str) -> None:
    assert read(TITLE, line, "", TEXT, MORE).published is None


def test_a_record_gives_its_fields_and_leaves_out_what_its_system_needs() -> None:
    found = newsconvert.load(
        "\n".join(
            ("رقم المادة: 2231", "القسم: اقتصاد", "العنوان التمهيدي: بعد عامين", f"العنوان الرئيسي: {TITLE}",
             "العنوان الفرعي: المزارعون يطالبون بمخازن", "اسم الصحفي: مفتاح الورفلي", "تاريخ الإدخال: 2022-10-14 09:30",
             "الجهة الطالبة: قسم المحافظات", "المصدر: وكالة الأنباء الليبية", "نص المادة:", TEXT, MORE)
        ).encode()
    )  # fmt: skip
    article = found.value
    assert (article.kicker, article.headline) == ("بعد عامين", TITLE)
    assert (article.deck, article.byline) == ("المزارعون يطالبون بمخازن", "مفتاح الورفلي")
    assert str(article.published)[:10] == "2022-10-14"
    assert [plain_text(block.inlines) for block in article.body if isinstance(block, Paragraph)] == [
        "الجهة الطالبة: قسم المحافظات", TEXT, MORE,
    ]  # fmt: skip
    assert [warning.passages for warning in found.warnings] == [("رقم المادة: 2231", "القسم: اقتصاد")]


def test_values_of_a_record_may_stand_under_their_labels() -> None:
    article = read("العنوان:", TITLE, "", "الكاتب:", "مفتاح الورفلي", "", "النص:", TEXT, MORE)
    assert (article.headline, article.byline, len(article.body)) == (TITLE, "مفتاح الورفلي", 2)


def test_an_act_stands_under_its_formula() -> None:
    article = read(
        "باسم الشعب", "رئاسة الجمهورية", "بناءً على ما أقره مجلس النواب، صدر القانون الآتي:", "رقم (17) لسنة 2021",
        "قانون حماية المسطحات المائية والأهوار", "المادة -1-", "يهدف هذا القانون إلى المحافظة على المسطحات المائية.",
    )  # fmt: skip
    assert article.headline == "قانون حماية المسطحات المائية والأهوار"
    assert "المادة -1-" in [plain_text(block.inlines) for block in article.body if isinstance(block, Heading)]


@pytest.mark.parametrize(
    ("kicker", "headline"),
    [
        ("فيما حذر مختصون من وصول اللسان الملحي إلى أبي الخصيب", "الموارد تزيد إطلاقات الكحلاء والبصرة تطالب بسد على شط العرب"),
        ("بعد أن رفض المقاولون العرض الأخير", "البلدية تطرح مشروع الصرف الصحي في مناقصة جديدة"),
        ("المواش لـ «المرسى»: 70 في المئة من الحوادث سببها الهاتف", "«المرور»: لا تسامح مع مستخدمي النقال أثناء القيادة"),
        ("نقطة على السطر", "حين كان للبريد ساعٍ"),
        ("نجمة العدد", "لاعبة الجودو إسراء الفقي: تدربت على سطح البيت"),
    ],
)  # fmt: skip
def test_what_stands_over_a_headline(kicker: str, headline: str) -> None:
    article = read(kicker, headline, "كتب: سامي الشمري", TEXT, MORE)
    assert (article.kicker, article.headline, article.deck) == (kicker, headline, None)


def test_an_author_over_the_column_and_the_headline() -> None:
    article = read("فيصل بن مقحم", "بين قوسين", "موظف السبعة أختام", TEXT, MORE)
    assert (article.byline, article.kicker, article.headline) == ("فيصل بن مقحم", "بين قوسين", "موظف السبعة أختام")


@pytest.mark.parametrize("caption", ["جانب من جلسة الصلح", "صورة أرشيفية لميناء المدينة", "لقطة من الفيلم"])
def test_what_a_picture_shows_is_no_rest_of_the_headline(caption: str) -> None:
    article = read(TITLE, caption, "قنا - عبدالرحمن الهواري:", TEXT, MORE)
    assert (article.headline, article.deck) == (TITLE, None)


@pytest.mark.parametrize(
    ("foot", "byline"),
    [
        (("تمام السعيد", "تابعوا أخبارنا على تلغرام"), "تمام السعيد"),
        (("د. ليلى الكيلاني", "باحثة في الاقتصاد السلوكي – عمّان", "l.kilani@rasd-econ.example"), "د. ليلى الكيلاني"),
        (("جمعتها: غادة سليم",), "جمعتها: غادة سليم"),
    ],
)
def test_who_signs_the_end(foot: tuple[str, ...], byline: str) -> None:
    assert read(TITLE, TEXT, MORE, *foot).byline == byline


def test_the_byline_under_the_points_of_a_report() -> None:
    points = ("(لإضافة تعليق من الشركة)", "* الشركة تشغل 23 سفينة", "* الطاقم نقل إلى سفينة تجارية")
    article = read(
        TITLE, "", *points, "", "من نائل حبيب وإيلينا ماركو", "", f"دبي 3 سبتمبر أيلول (رويترز) - {TEXT}", MORE
    )
    assert article.byline == "من نائل حبيب وإيلينا ماركو"


def test_author_translator_and_source_are_parted() -> None:
    article = read(TITLE, "توماس أندرهيل", "ترجمة: بشير الحكمي", "عن: «ذي هاربور ريفيو» 30 تموز 2024", "", TEXT, MORE)
    assert article.byline == "توماس أندرهيل، ترجمة: بشير الحكمي"
    assert article.source
    assert article.source.name == "ذي هاربور ريفيو"
    assert str(article.published)[:10] == "2024-07-30"


def test_agencies_at_large_and_outlets_without_a_name_are_no_byline() -> None:
    assert read(TITLE, "مرافئ برس- تعز- خاص", "", TEXT, MORE).byline is None
    assert read(TITLE, "(الراوي، وكالات)", TEXT, MORE).place is None
    assert read(TITLE, "قنا فى 18 فبراير 2013 / أ ش أ /", TEXT, MORE).place == "قنا"


def test_who_said_it_stands_under_each_quotation() -> None:
    said = ("«لو كانت السفينة حماراً لعرفنا كيف نقنعها».", "سائق حفارة رفض ذكر اسمه",
            "«العالم كله ينتظر حفّارة واحدة، ولم يسألني أحد».", "بدوي أبو سريع، مزارع",
            "«طلابي فهموا أخيراً معنى كلمة عنق الزجاجة».", "من تعليقات القراء على الصحيفة")  # fmt: skip
    article = read(TITLE, "", *(line for one in said for line in (one, "")), TEXT, MORE)
    assert not [block for block in article.body if isinstance(block, Heading)]


def test_a_marked_line_is_a_quotation_and_between_is_a_heading() -> None:
    article = read(
        TITLE,
        "",
        TEXT,
        "",
        "> «لا نطلب ماء أكثر، بل ماء في موعده». — سعاد المثلوثي",
        "",
        MORE,
        "",
        "بين الأمل والإهمال",
        "",
        MORE,
    )
    assert [type(block) for block in article.body] == [Paragraph, Quotation, Paragraph, Heading, Paragraph]
