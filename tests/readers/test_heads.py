"""What stands above the body of plain text: kickers, headlines over two lines, decks and credits, told by what they say."""

from __future__ import annotations

import pytest

import newsconvert
from newsconvert.citation import citation_rows
from newsconvert.model import Heading, ItemList, Paragraph, Quotation, plain_text
from newsconvert.readers.structure.authors import authors

TEXT = "قالت الوزارة في بيان لها اليوم إن الأعمال الجارية في المشروع ستنتهي قبل نهاية العام، وإنها وفّرت ما يلزم لذلك."
MORE = "وأضافت أن الفرق الفنية تعمل على مدار الساعة من أجل إنجاز ما تبقّى من مراحل المشروع في المدن والقرى المجاورة."
HEADLINE = "افتتاح الجسر الجديد على النهر بعد أعمال دامت ثلاث سنوات كاملة"

#: Lines of a head, each after what it is: T headline, K kicker, D deck, C credit.
HEADS = """
T الحكومة تقر خطة لتأهيل شبكة الري في الجنوب
T وتخصص لها ثلاثة مليارات من موازنة العام المقبل
C رائد الجبوري

T الحكومة تقر خطة لتأهيل شبكة الري في الجنوب
D المزارعون: الخطة تأخرت عشر سنوات
C رائد الجبوري

T عالمة الآثار نجلاء فوزي: المومياوات تخبرنا عن أمراض زماننا
D لم أخف من المقابر يوماً.. أخاف من النسيان
C حوار: أحمد الصفتي

T زلزال بحر إيجة لحظة بلحظة: فرق الإنقاذ تصل إلى الجزيرة
C فريق التغطية المباشرة

K البنك المركزي:
T لا تغيير في سعر الصرف الرسمي حتى نهاية العام
C الخميس 6 أكتوبر 2022

K قال إن الموسم الحالي هو الأصعب
T مدرب السد الصغير: لن نفرط في اللقب
C كتب - فيصل المري

K الرابطة المحترفة الأولى
T النجم الأزرق يفلت بنقطة في الوقت البديل وترجي الجنوب يواصل الزحف
C هيثم القلال

T وفاة الممثل عبد الجليل الراشد
D رحلة نصف قرن بين المسرح والإذاعة
C منى الطائي

T نفاد تذاكر حفل الافتتاح خلال ساعتين
D الجمهور طالب بحفل إضافي
C جدة: عبير الغامدي

T عام / أمانة عسير تنجز معظم مشروع ممشى الضباب
C أبها 26 ذو القعدة 1442 هـ الموافق 06 يوليو 2021 م واس

T قرار وزاري رقم (12) لسنة 2021
D تنظيم عمل معاصر الزيوت
C الخرطوم 7 مارس 2021

K مواعيد المباريات
T مواعيد مباريات الجولة الرابعة والقنوات الناقلة لها
C 3 ديسمبر 2021

T افتتاح الجسر الجديد على النهر بعد أعمال دامت ثلاث سنوات كاملة
C منذ 3 ساعات

T افتتاح الجسر الجديد على النهر بعد أعمال دامت ثلاث سنوات كاملة
C صباح اليوم الأحد 7 آب 2022

K توضيح من وزارة النقل
T لا صحة لزيادة تعرفة الحافلات قبل نهاية العام
C 5 مايو 2021

K ضمن فعاليات الأسبوع الثقافي
T أمسية للموسيقى الأندلسية في قصر البارون
C كتبت: نهى عابد

K قصة قصيرة
T ظل الجدار
C وداد العكيلي

K سورية
T قطاف الوردة الشامية يبدأ في المراح
C دمشق - سانا

K الأسبوع الأول من الدوري
T فوز كبير للضيوف وتعادلان بلا أهداف
C تغطية: أنس الحوراني

K عيادة الصحيفة
T ضغط الدم عند الحامل: متى نقلق؟
C تجيب عن الأسئلة: د. حنان الزدجالي

T أطباء بلا مواعيد
D في مستشفى القرية الوحيد يبدأ الدوام مع أول مريض وينتهي مع آخر حافلة
C نضال الكردي

T الجولة الأخيرة
D عن ملاكم عاد إلى الحلبة بعد عشرين عاماً
C أنور صبري

T اقتصاد الظل
D كيف يعيش مليونا عامل خارج السجلات؟
C وليد الخطيب

T القدس في عيون رسامها
D معرض جديد يستعيد لوحات ضاعت نصف قرن
C عمان - بترا

T في اليوم العالمي للمعلم.. كلمة شكر متأخرة
C سمير عباس

T بيان من القلب
C هدى عواد

T وزير الزراعة لـ«الغد»: أسعار الأسمدة ستنخفض
T وسنشتري القمح بالسعر العالمي
C حوار: لمى سعد

T النحات سعيد جبران: الحجر يتكلم حين نسكت
D نحتت في مقلع جدي ألف وجه
C حاورته: ليلى حداد

T جمعية الميناء الثقافية كرمت صيادين
T أمضوا أكثر من نصف قرن في البحر
C الثلاثاء 3 مايو 2022

T مكتبة متنقلة تجوب قرى الريف الشمالي طوال الصيف
C الأحد 12 مايو

T مكتبة متنقلة تجوب قرى الريف الشمالي طوال الصيف
C الخامس من حزيران

T ورش جديدة لترميم المخطوطات في المكتبة الوطنية
D - تدريب 40 أمين مكتبة على حفظ الورق
D - مديرة الورشة: أقدم مخطوط لدينا عمره ثمانية قرون
C 21.12.2022

T أهالي الحي يشكون من تكدس النفايات قرب المدرسة
D ◄ السكان: الحاويات لا تفرغ إلا مرة في الأسبوع
D ◄ البلدية: خمس شاحنات جديدة قبل الصيف
C المنامة - خالد المري

T «النقل»: لا زيادة في أسعار تذاكر القطارات هذا العام
D مصدر: القرار يخص عربات النوم فقط وسيعلن خلال أيام
C كتب: سامح منصور

T ضبط ورشة سرية لتزوير العملات المعدنية
D مصادرة ثلاث آلات وكمية من القوالب
C قسنطينة: ن. بوعلام

K أقرتها الحكومة في جلستها الأخيرة
T تسعيرة جديدة للمولدات الأهلية تدخل حيز التنفيذ مطلع الشهر
C بغداد - خالد الجبوري

K تراجعت إلى 40 حالة في الأسبوع
T حمى الضنك تنحسر في المحافظات الساحلية
C الحديدة - سامي العنسي

K انطلقت عروضه مساء أمس
T مهرجان خيال الظل يحتفي بالصناع القدامى
C تونس - منى الطائي

T افتتاح الجسر الجديد على النهر بعد أعمال دامت ثلاث سنوات كاملة
C فاتح فبراير 2021

T «ظلال».. معرض يقرأ مدينة لم تعد هنا
D الفنان استخدم رمل الموقع وبقايا الجدران في أعماله
C المصدر: الشارقة - خالد الجبوري
C التاريخ: 25 فبراير 2013

K خلال ندوة عن التراث المعماري
T مهندسون: البيوت الطينية خارج خطط الترميم
D ● التمويل يكفي عشرين بيتاً فقط
D ● الورثة يفضلون البيع على الإصلاح
C كتب محمد الصباغ

T مكتبة الميناء تفتح أبوابها للقراء مساء كل خميس
D القاعة الجديدة تتسع لثلاثين ألف كتاب وفيها جناح للأطفال
D - مختبر لترميم الورق
D - مقهى يطل على البحر
C سامي منصور

K دوري الدرجة الثانية - الجولة السادسة
T الميناء - الزوراء (1-1) : تعادل بطعم الخسارة في الوقت البديل
C 19 فيفري 2022

T خط السكك الحديد بين الميناءين يدخل
T أطواره الأخيرة قبل نهاية السنة الجارية
C وجدة: 5 دجنبر 2020

K جولة الصحافة
T أبرز ما كتبته الصحف عن الموازنة الجديدة
C 5 مايو 2021

T بائعو الكتب على ضفة النهر
D شلّت الأمطار حركتهم أسبوعاً كاملاً
C خالد الجبوري
"""


@pytest.mark.parametrize("head", HEADS.strip().split("\n\n"))
def test_heads(head: str) -> None:
    lines = [line.split(" ", 1) for line in head.split("\n")]
    found = newsconvert.read("\n".join([*(text for _, text in lines), TEXT, MORE, TEXT]).encode())
    expected = {kind: " ".join(text for one, text in lines if one == kind) for kind in "TKDC"}
    credits_found = " ".join(filter(None, (found.byline, found.dateline, found.timestamp)))
    assert (found.headline, found.kicker or "", (found.deck or "").replace("\n", " "), credits_found) == tuple(
        expected.values()
    )


def test_lines_of_one_speaker_are_no_deck() -> None:
    lines = ("سلطة الطيران: استئناف الرحلات مساء اليوم", "سلطة الطيران: العاصفة حوّلت 14 رحلة إلى مطارات أخرى")
    found = newsconvert.read("\n".join(("عاجل", "إعادة فتح مطار المدينة بعد إغلاق طويل", *lines)).encode())
    assert (found.kicker, found.deck) == ("عاجل", None)
    assert [plain_text(block.inlines) for block in found.body if isinstance(block, Paragraph)] == list(lines)


@pytest.mark.parametrize(
    ("headline", "day"),
    [
        ("أسعار الذهب اليوم الثلاثاء 7 نوفمبر 2023.. عيار 21 يتراجع", "2023-11-07"),
        ("حظك اليوم وتوقعات الأبراج الثلاثاء 29 مايو 2018", "2018-05-29"),
        ("عناوين الصحف ليوم الثلاثاء 7 نوفمبر 2023", "2023-11-07"),
        ("أسعار الذهب اليوم الأربعاء 7 نوفمبر 2023", None),  # a Tuesday
        ("تنعقد القمة الخميس 5 مارس 2020", None), ("ما حدث اليوم وذكرى السبت 6 أكتوبر 1973 في كتاب", None),
    ],
)  # fmt: skip
def test_the_day_that_a_headline_states_as_todays(headline: str, day: str | None) -> None:
    found = newsconvert.read("\n".join((headline, TEXT, MORE)).encode())
    assert (str(found.published) if found.published else None, found.headline) == (day, headline)


def test_deeds_state_their_day_in_words() -> None:
    foot = "صدر في الخرطوم بتاريخ السابع من مارس سنة ألفين وإحدى وعشرين"
    found = newsconvert.read("\n".join((HEADLINE, TEXT, MORE, foot, "وزير الصناعة")).encode())
    assert str(found.published) == "2021-03-07"
    assert "صدر" not in str(citation_rows(found))


@pytest.mark.parametrize(
    ("lines", "byline"),
    [
        (("منجي الرزقي", "(أستاذ جامعي)"), "منجي الرزقي"), (("محمدن ولد أحمدو", "كاتب وباحث موريتاني"), "محمدن ولد أحمدو"),
        (("وتقبلوا فائق الاحترام", "أم خالد – حي البستان"), "أم خالد – حي البستان"),
        (("مع خالص الشكر", "جمعية البستان الخيرية"), None),
        (("(شارك في التغطية سامي منصور - إعداد لمى الناطور للنشرة العربية)", "Mon Jun 4, 2012 2:15pm GMT"), None),
        (("للاستفسارات الإعلامية:", "لمى الناطور", "هاتف: 0000 000 4 971+"), None), (("21-1-2024", "لارا الأحمد"), "لارا الأحمد"),
    ],
)  # fmt: skip
def test_who_signs_at_the_end(lines: tuple[str, ...], byline: str | None) -> None:
    assert newsconvert.read("\n".join((HEADLINE, TEXT, MORE, TEXT, *lines)).encode()).byline == byline


def test_ingredients_hours_sayings_and_questions_with_squares() -> None:
    dish = ("المكونات", "كيلو دقيق", "نصف كيلو سمن بلدي", "كوب ماء دافئ", "طريقة العمل", TEXT)
    found = newsconvert.read("\n".join((HEADLINE, TEXT, *dish)).encode())
    assert [type(block) for block in found.body] == [Paragraph, Heading, ItemList, Heading, Paragraph]
    hours = ("الساعة 08:15", TEXT, "الساعة 09:40", MORE)
    found = newsconvert.read("\n".join((HEADLINE, TEXT, *hours)).encode())
    assert [type(block) for block in found.body] == [Paragraph, Heading, Paragraph, Heading, Paragraph]
    found = newsconvert.read("\n".join((HEADLINE, TEXT, "«في كل كبد رطبة أجر» (متفق عليه)", MORE)).encode())
    assert isinstance(found.body[1], Quotation)
    asked = ("■ لماذا الطين؟", "لأنه تحت أقدامنا وأبرد بست درجات.", "■ وهل جربته؟", "أعيش فيه منذ تسع سنوات.")
    found = newsconvert.read("\n".join((HEADLINE, TEXT, *asked)).encode())
    assert [type(block) for block in found.body] == [Paragraph, Heading, Paragraph, Heading, Paragraph]


def test_an_interview_with_stars_and_dashes_is_a_dialogue() -> None:
    said = (
        "* كيف بدأت؟",
        "- بدأت كاتباً في محكمة صغيرة.",
        "* هل ظلمت أحداً؟",
        "- ربما. ومن يقول غير ذلك لم يجلس على المنصة.",
    )
    found = newsconvert.read("\n".join((HEADLINE, "حوار - زهير العبيدي", TEXT, *said)).encode())
    assert [plain_text(block.inlines) for block in found.body if isinstance(block, Paragraph)] == [TEXT, *said]


def test_a_title_among_rows_is_none_of_them() -> None:
    rows = (
        "سيدي محمد ........ 52.4%",
        "فاطمة المختار ........ 47.6%",
        "بلدية كيفة",
        "سالم اعل ........ 61.1%",
        "زينب منت ........ 38.9%",
    )
    found = newsconvert.read("\n".join((HEADLINE, TEXT, *rows, MORE)).encode())
    assert [len(block.items) for block in found.body if isinstance(block, ItemList)] == [2, 2]


def test_agencies_without_a_name_are_the_source_and_no_agency() -> None:
    found = newsconvert.read("\n".join((HEADLINE, "برلين - وكالات", TEXT, MORE)).encode())
    assert (found.agency, found.source and found.source.name, found.place) == (None, "وكالات", "برلين")


def test_one_author_with_and_without_tatweel_is_one() -> None:
    assert authors("سيد حكم، ســيد حــكم") == ("سيد حكم",)


@pytest.mark.parametrize(
    ("kicker", "headline", "deck"),
    [
        (None, "نقابة الصيادين تلوّح بالإضراب", "طالبت بصرف بدل المخاطر وتثبيت 300 عامل مياوم"),
        (None, "الدينار يواصل التراجع", "الدولار يتجاوز 1500 دينار في تعاملات السوق الموازية"),
        (None, "مهرجان القصب يكرّم الحرفيين", "40 صانعاً من تسع دول يشاركون في الدورة الرابعة"),
        ("الأجهزة المختصة تحقق", "سرقة لوحة نادرة من متحف الفنون", None),
        ("عضو شرف يقترح بيع عقد الحارس", "الميناء يطوي صفحة الخسارة ويستعد للوحدة", None),
        ("مدير المحمية يكشف التفاصيل", "عودة طائر اللقلق الأبيض إلى البحيرة", None),
    ],
)
def test_a_deck_that_the_lead_repeats_is_no_headline(kicker: str | None, headline: str, deck: str | None) -> None:
    lead = f"{deck or headline}، {headline if deck else ''} وفق ما ذكره مصدر محلي أمس، مضيفاً أن الجهات المعنية تتابع الأمر عن كثب منذ أسابيع."
    found = newsconvert.read("\n".join(filter(None, (kicker, headline, deck, "9 أبريل 2024", lead, MORE))).encode())
    assert (found.kicker, found.headline, found.deck) == (kicker, headline, deck)


def test_an_author_with_his_trade_a_caption_and_a_list_of_sources() -> None:
    head = (HEADLINE, "تفاصيل المشروع ومراحله حتى نهاية العام", "سامر حداد صحافي لبناني", "السبت 4 ديسمبر 2021")
    foot = ("المصادر", "- أرشيف الهيئة", "- صور الأقمار الصناعية من الهيئة")
    found = newsconvert.read("\n".join((*head, TEXT, MORE, *foot)).encode())
    assert (found.byline, found.deck) == (head[2], head[1])
    assert [len(block.items) for block in found.body if isinstance(block, ItemList)] == [2]
    found = newsconvert.read(
        "\n".join((HEADLINE, "القاهرة - أ ش أ", "مصر للطيران - صورة أرشيفية", TEXT, MORE)).encode()
    )
    assert (found.byline, found.agency) == (None, "أ ش أ")
    found = newsconvert.read("\n".join((HEADLINE, "أربيل (كوردستان 24)", TEXT, MORE)).encode())
    assert (found.byline, found.place, found.agency) == (None, "أربيل", "كوردستان 24")


def test_a_masthead_over_the_issue_and_the_section() -> None:
    head = ("جريدة الميناء الجديد – يومية سياسية", "الثلاثاء 14 مايو 2019 م – 9 رمضان 1440 هـ – العدد 3217", "الاقتصاد")
    found = newsconvert.read("\n".join((*head, HEADLINE, TEXT, MORE)).encode())
    assert (found.headline, found.kicker, str(found.published)) == (HEADLINE, "الاقتصاد", "2019-05-14")
    assert found.source
    assert found.source.name == "جريدة الميناء الجديد"


@pytest.mark.parametrize(
    ("lead", "place"),
    [
        ("مسقط: سحبت الهيئة ثلاثة أنواع من مقاعد الأطفال من الأسواق بعد بلاغات عن خلل في حزام الأمان.", "مسقط"),
        ("الدوحة: ينظم المتحف غداً ورشة للأطفال حول فنون النسيج والحرف التقليدية في قاعة الأنشطة الكبرى.", "الدوحة"),
        ("القاهرة: لا نية لتعديل أسعار الوقود في المرحلة المقبلة، والشحنات الجديدة تصل خلال أسبوعين كاملين.", None),
        ("لبنان: أعلنت الحكومة رفع أسعار المحروقات بنسبة عشرة في المئة اعتباراً من صباح الغد في كل المناطق.", None),
        (
            "بغداد: أعلنت الأمانة قطع جسر الأحرار ثلاثة أيام لأعمال الصيانة الدورية للدعامات وسط النهر.\n"
            "البصرة: أعلنت إدارة الموانئ وصول ثلاث بواخر محملة بالحنطة إلى أرصفة الميناء الشمالي.",
            None,
        ),
    ],
)
def test_a_town_and_a_colon_before_the_first_sentence(lead: str, place: str | None) -> None:
    assert newsconvert.read("\n".join((HEADLINE, lead, MORE)).encode()).place == place


def test_a_subject_that_says_the_headline_again_is_no_kicker() -> None:
    head = (
        "From: دائرة الإعلام <pr@example.org>",
        "Subject: خبر صحفي: المرجان تفتتح فرعها الخامس",
        "To: <desk@example.org>",
        "",
    )
    article = newsconvert.read(
        "\n".join((*head, "خبر صحفي", "«المرجان» للتجهيزات تفتتح فرعها الخامس في الأحمدي", TEXT, MORE)).encode()
    )
    assert article.kicker == "خبر صحفي"
    assert [plain_text(block.inlines) for block in article.body if isinstance(block, Paragraph)][1] == head[1]


def test_a_greeting_over_a_release_is_no_body() -> None:
    head = ("من: الاتصال <pr@example.org>", "الموضوع: مادة للنشر", "", "السلام عليكم، نرسل لكم الخبر التالي.", "")
    lines = ("خبر صحفي", "للنشر الفوري", "«المرجان» للتجهيزات تفتتح فرعها الخامس في الأحمدي", TEXT, MORE)
    found = newsconvert.read("\n".join((*head, *lines)).encode())
    assert (found.headline, found.kicker) == (lines[2], "مادة للنشر\nخبر صحفي\nللنشر الفوري")
    assert [plain_text(block.inlines) for block in found.body if isinstance(block, Paragraph)] == [
        head[0],
        head[3],
        TEXT,
        MORE,
    ]


def test_a_newsletter_states_its_day_in_the_headline() -> None:
    found = newsconvert.read("\n".join(("صباح الأسواق | 2 أكتوبر 2023", TEXT, MORE)).encode())
    assert str(found.published) == "2023-10-02"


def test_a_dish_by_how_it_is_made() -> None:
    dish = ("المكونات", "كيلوغرام من القمح", "نصف كيلوغرام من الحمص", "حفنة من العدس", "كيفية التحضير", TEXT)
    found = newsconvert.read("\n".join((HEADLINE, TEXT, *dish)).encode())
    assert [type(block) for block in found.body] == [Paragraph, Heading, ItemList, Heading, Paragraph]


def test_a_masthead_with_its_day_and_issue() -> None:
    found = newsconvert.read(
        "\n".join(("الرأي العام – السبت ٩ مايو ١٩٦٤ – العدد ٥٧٢١", "حوادث وأخبار", HEADLINE, TEXT)).encode()
    )
    assert (found.headline, found.kicker, str(found.published)) == (HEADLINE, "حوادث وأخبار", "1964-05-09")


def test_the_issue_under_a_deck_is_no_deck() -> None:
    head = ("كنيسة المدينة القديمة تستعيد أجراسها بعد نصف قرن", "حملة تبرعات شارك فيها سكان الأحياء المجاورة")
    credits = ("الأربعاء - 4 جمادى الآخرة 1441 هـ - 29 يناير 2020 مـ رقم العدد [15037]", "مدريد: خالد الجبوري")
    found = newsconvert.read("\n".join((*head, *credits, TEXT, MORE)).encode())
    assert (found.deck, found.byline, found.place, str(found.published)) == (head[1], credits[1], "مدريد", "2020-01-29")


def test_months_as_egypt_spells_them() -> None:
    found = newsconvert.read("\n".join((HEADLINE, "الخميس 13/يوليه/2023 01:19 م", TEXT, MORE)).encode())
    assert str(found.published) == "2023-07-13"


@pytest.mark.parametrize(("credit", "headings"), [("حاورته: نهى عابد", 0), ("كتبت: نهى عابد", 3)])
def test_questions_of_an_interview_are_no_headings(credit: str, headings: int) -> None:
    asked = ("ما تقييمكم للحصيلة؟", TEXT, "هل المشكل في النص؟", MORE, "كيف ترون ما يأتي؟", TEXT)
    found = newsconvert.read("\n".join((HEADLINE, credit, TEXT, *asked)).encode())
    assert sum(isinstance(block, Heading) for block in found.body) == headings


def test_a_telephone_number_is_no_heading() -> None:
    found = newsconvert.read("\n".join((HEADLINE, TEXT, "للاستفسار: 06-5550199", TEXT)).encode())
    assert not any(isinstance(block, Heading) for block in found.body)
