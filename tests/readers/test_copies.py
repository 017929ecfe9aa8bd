"""News as it is copied from web pages, agencies' wires, chats and newsletters: heads, and lists without marks."""

from __future__ import annotations

from typing import Any

import pytest

import newsconvert
from newsconvert.model import block_inlines, plain_text
from newsconvert.readers.structure import structure

TEXT = "قالت الوزارة في بيان لها اليوم إن الأعمال الجارية في المشروع ستنتهي قبل نهاية العام، وإنها وفّرت ما يلزم لذلك."
MORE = "وأضافت أن الكلفة بلغت مليوني دولار، وأن الفرق الفنية تعمل على مدار الساعة من أجل إنجاز ما تبقّى من المراحل."
NEXT = "وتبدأ المرحلة التالية مطلع الشهر المقبل، بحسب البيان نفسه، وتستمر حتى نهاية الصيف في المدن والقرى كلها."

#: Lines of a head, one after another with « / » between, and what they say.
HEADS: list[tuple[str, dict[str, Any]]] = [
    # buttons and counters of pages
    ("جني الحمضيات في اللاذقية / مشاركة على فيسبوك  |  تويتر  |  طباعة / 2023-11-05", {"deck": None, "day": "2023-11-05"}),
    ("كيف يغيّر الملح تربة الفاو؟ / زهراء كاظم / 5 تموز 2023 | قراءة 4 دقائق", {"deck": None, "day": "2023-07-05"}),
    ("البلدية تزيل السيارات / 14 فبراير 2022 - 09:12 | 0 تعليق | 356 مشاهدة", {"deck": None, "day": "2022-02-14"}),
    ("مدارس الغوطة تستقبل طلابها / الأهالي تبرعوا بالطلاء والمقاعد / استمع للمقال / A+ A- / 2024/09/15",
     {"deck": "الأهالي تبرعوا بالطلاء والمقاعد", "day": "2024-09-15"}),
    ("مزرعة لوز تستقبل الزوار بعد إزهارها / نشر قبل 3 أيام في 5:12 م / عبد العزيز الشهري",
     {"headline": "مزرعة لوز تستقبل الزوار بعد إزهارها", "byline": "عبد العزيز الشهري"}),
    ("نابل: العثور على لوحة فسيفسائية / نُشر في 2 ماي 2022 10:44 / تم تحيينه في 2 ماي 2022 12:01", {"day": "2022-05-02", "deck": None}),
    # strips of credits
    ("مخبر جامعي يطوّر مادة عازلة / مجتمع - 27 سبتمبر 2023 - بقلم : س. بلقاسم", {"byline": "س. بلقاسم", "day": "2023-09-27", "dateline": None}),
    ("الصين تطلق قمرا صناعيا جديدا / 2024-03-11 14:22:35|Arabic.News.Cn", {"day": "2024-03-11"}),
    # columns, sections, embargoes
    ("عن الذين لا يردّون على الهاتف / قهوة الصباح / ليلى نصر الدين / 9 كانون الثاني 2020",
     {"kicker": "قهوة الصباح", "byline": "ليلى نصر الدين", "day": "2020-01-09"}),
    ("نقطة نظام / حسام عبد الغفار يكتب: / مصر التي لا تراها الكاميرات / 3 سبتمبر 2021",
     {"kicker": "نقطة نظام", "byline": "حسام عبد الغفار يكتب", "headline": "مصر التي لا تراها الكاميرات"}),
    ("محظور النشر قبل الساعة 12:00 ظهراً بتوقيت بيروت / لبنان: ثلث المدارس الرسمية بلا مياه صالحة للشرب",
     {"headline": "لبنان: ثلث المدارس الرسمية بلا مياه صالحة للشرب"}),
    ("اقتصاد طاقة / تراجع أسعار النفط", {"kicker": "اقتصاد طاقة"}),
    ("الدوري القطري / الجولة 14 / الغرافة يعبر أم صلال بثلاثية نظيفة / الدوحة – قنا",
     {"headline": "الغرافة يعبر أم صلال بثلاثية نظيفة", "place": "الدوحة"}),
    ("بالنظر إلى ارتفاع أسعار الأعلاف / مربو الدواجن يطالبون بتسقيف هامش ربح الوسطاء / نشيدة قوادري / 2022/02/20",
     {"kicker": "بالنظر إلى ارتفاع أسعار الأعلاف"}),
    ("بعد سنوات من الإغلاق: / المسبح البلدي بالبلفيدير يعود إلى النشاط", {"headline": "المسبح البلدي بالبلفيدير يعود إلى النشاط"}),
    ("تقرير: المياه الجوفية في خطر / الخرطوم ـ «القدس العربي» ـ من صلاح الدين مصطفى", {"headline": "تقرير: المياه الجوفية في خطر", "kicker": None}),
    ("حالة الطقس / الإثنين 18 أكتوبر 2021", {"headline": "حالة الطقس", "day": "2021-10-18"}),
    # decks and what only looks like one
    ("**خزانة القرويين.. رقمنة متأخرة** / > سبعة آلاف كتاب تنتظر من يفهرسها / ✍️ أنس بنصالح / 📅 3 أبريل 2024",
     {"deck": "سبعة آلاف كتاب تنتظر من يفهرسها", "byline": "✍️ أنس بنصالح", "day": "2024-04-03"}),
    ("صانع الأعواد الذي علّم الألمان معنى السيكاه / من ورشة نجارة في حلب إلى ورشة في برلين، حمل عوده وأسماء الخشب / برلين – رولا إسماعيل",
     {"headline": "صانع الأعواد الذي علّم الألمان معنى السيكاه"}),
    ("روسيا.. صادرات القمح تتجاوز 50 مليون طن / وفق بيانات اتحاد مصدري الحبوب / زين خليل / 26 يوليو 2022",
     {"deck": "وفق بيانات اتحاد مصدري الحبوب"}),
    ("أسواق الورق القديم.. حكاية لا تنتهي / باعة الكتب يروون سيرة الشارع منذ سبعين عاماً / تصوير: أيمن عارف",
     {"deck": "باعة الكتب يروون سيرة الشارع منذ سبعين عاماً"}),
    ("سدّ بسري مجدداً: الأهالي يزرعون / لا ماء في السد ولا زرع في المرج / المصدر: «النهار» / رلى خالد / 12-04-2022",
     {"deck": "لا ماء في السد ولا زرع في المرج", "byline": "رلى خالد", "day": "2022-04-12"}),
    ("حين نزح البحر عن الميناء / تراجع منسوب البحيرة إلى حد كشف أرصفة قديمة. الصيادون يبيعون قواربهم. / بسمة الورفلي / 5 أكتوبر 2022",
     {"deck": "تراجع منسوب البحيرة إلى حد كشف أرصفة قديمة. الصيادون يبيعون قواربهم.", "day": "2022-10-05"}),
    ("«طرق دبي» تُطلق حافلات عند الطلب في 3 أحياء جديدة / الحجز عبر التطبيق والوصول خلال 12 دقيقة / المصدر: أمل المنشاوي - دبي",
     {"deck": "الحجز عبر التطبيق والوصول خلال 12 دقيقة"}),
    ("مسقط تستضيف القمة العالمية للهيدروجين / مشاركة 100 شركة من 35 دولة / مسقط في 12 ديسمبر 2022 / العمانية",
     {"headline": "مسقط تستضيف القمة العالمية للهيدروجين"}),
    ("مستقبل الممرات التجارية في القرن الأفريقي / منال الطيب / ورقة سياسات | يناير 2024", {"deck": None}),
    ("وفاة الفنان سعيد صالح عن 76 عاما / 1938 - 2014 / القاهرة - أ ش أ", {"headline": "وفاة الفنان سعيد صالح عن 76 عاما"}),
    ("بلدية طرابلس تبدأ حملة نظافة / الصورة من صفحة البلدية / 12 أفريل 2020", {"headline": "بلدية طرابلس تبدأ حملة نظافة"}),
    ("تجار الجملة يتعهدون بتثبيت أسعار البقوليات / ب. سليم / • اتفاق على هامش الربح / • فتح 400 نقطة بيع / 12 أفريل 2020",
     {"byline": "ب. سليم", "deck": "• اتفاق على هامش الربح\n• فتح 400 نقطة بيع", "day": "2020-04-12"}),
    ("المرور تحدد سرعة الشاحنات على طريق بغداد – كركوك / دوريات ورادارات جديدة على ستة مواقع / بغداد – واع – نصار الحاج",
     {"deck": "دوريات ورادارات جديدة على ستة مواقع"}),
    ("سبعة أيام في الاقتصاد المغربي / من 3 إلى 9 يونيو 2024", {"headline": "سبعة أيام في الاقتصاد المغربي"}),
    ("دليل / كيف تزرع النعناع على شرفتك؟", {"kicker": "دليل"}),
    # who, where, through whom
    ("زراعة ديالى تعلن بدء حصاد القمح / الخالصية – واع", {"place": "الخالصية", "agency": "واع", "byline": None}),
    ("موسم الرمان في الجبل / عدسة وتعليق: مصطفى حسونة", {"byline": "عدسة وتعليق: مصطفى حسونة"}),
    ("وردة الهدا تقطف / تمام أبوصافي:", {"byline": "تمام أبوصافي"}),
    ("ولاية صور تحتفي باليوم الوطني للسفينة / صور – سعاد بنت فايز العلوية", {"place": "صور"}),
    ("هل تنقذ ساعات النوم القلب؟ / كفاية أولير صحافية @kefaya_example / 17 فبراير 2023", {"deck": None, "day": "2023-02-17"}),
    ("مؤسسة تعليمية تفوز بجائزة البيئة / هسبريس من تالسينت / 15 يونيو 2022", {"place": "تالسينت", "day": "2022-06-15"}),
    ("تساقطات ثلجية تعزل الدواوير / العمق المغربي / 12 يناير 2021", {"byline": "العمق المغربي", "day": "2021-01-12"}),
    ("وزير الري يتفقد الترع / القاهرة في 8 أكتوبر /أ ش أ/ من منى عبد الحميد", {"byline": "منى عبد الحميد", "place": "القاهرة"}),
    ("تغطية العيد في شبام / صلاح العماري / شبام", {"place": "شبام"}),
    ("تأجيل المحاكمة الكبرى / ناهد عزت", {"byline": "ناهد عزت"}),
    ("كيف تعيش قرية بلا إنترنت؟ / ديما عودة / بي بي سي نيوز عربي - تيبازة / 22 أغسطس 2023", {"deck": None, "day": "2023-08-22"}),
]  # fmt: skip


@pytest.mark.parametrize(("head", "fields"), HEADS)
def test_head(head: str, fields: dict[str, Any]) -> None:
    parts = head.split(" / ")
    built = structure([*parts, TEXT, MORE])
    found = {
        name: built.published and str(built.published)[:10] if name == "day" else getattr(built, name)
        for name in fields
    }
    assert found == fields


def test_head_of_an_embargoed_release_has_a_kicker() -> None:
    embargo = "يحظر نشره قبل الساعة الثانية عشرة من ظهر الثالث من مايو بتوقيت بيروت"
    assert structure([embargo, "الجمعية تنظف الشواطئ في خمس مدن", TEXT]).kicker == embargo


def test_line_with_a_bullet_is_no_headline() -> None:
    decks = [
        "- يعمل في ورشة صغيرة قرب ميناء غزة منذ عامين",
        "- الصياد جمال بكر: كل حقيبة تحتاج إلى ثلاث ساعات من العمل",
    ]
    built = structure(
        ["صياد غزي يحول الشباك التالفة إلى حقائب مدرسية", *decks, "غزة / نور محمد أبو عيشة / الأناضول", TEXT]
    )
    assert (built.headline, built.deck) == ("صياد غزي يحول الشباك التالفة إلى حقائب مدرسية", "\n".join(decks))


def test_reporter_between_dashes_after_the_agency() -> None:
    built = structure(["افتتاح معرض", f"إربد 18 تشرين الثاني (بترا)- زلفى عبيدات- {TEXT}", MORE])
    assert (built.byline, built.place, built.agency) == ("زلفى عبيدات", "إربد", "بترا")


def test_agency_alone_before_the_text_is_no_dateline() -> None:
    built = structure(["انخفاض أسعار الذهب", f"شفق نيوز/ {TEXT}", MORE])
    assert (built.dateline, built.agency) == (None, "شفق نيوز")


@pytest.mark.parametrize("line", ["رويترز", "(أ ف ب)", "وكالة الأنباء السعودية (واس)"])
def test_agency_alone_on_a_line_is_the_source_and_no_dateline(line: str) -> None:
    built = structure(["انخفاض أسعار الذهب", line, TEXT, MORE])
    assert built.dateline is None
    assert built.agency
    assert built.source
    assert (built.source.name, built.source.citation) == (built.agency, line)
    cited = structure(["انخفاض أسعار الذهب", line, TEXT, MORE, "المصدر: صحيفة النهار"])
    assert cited.source
    assert cited.source.citation == f"المصدر: صحيفة النهار\n{line}"
    dated = structure(["انخفاض أسعار الذهب", f"{line} - 3 مايو 2021", TEXT, MORE])
    assert dated.dateline == f"{line} - 3 مايو 2021"


def test_buttons_of_a_page_are_left_out_and_reported() -> None:
    assert structure(["افتتاح الجسر", "شارك الخبر عبر واتساب", "3 مايو 2021", TEXT]).left_out == [
        "شارك الخبر عبر واتساب"
    ]


def test_paper_with_its_day_at_the_end_is_the_source() -> None:
    built = structure(["إقرار المشروع", TEXT, MORE, "السفير ، الاربعاء 11 ايار 1994 ، ص 3"])
    assert (built.source and built.source.name, str(built.published)) == ("السفير", "1994-05-11")


def test_author_of_a_reviewed_book_is_not_the_author() -> None:
    built = structure(
        ["ملح الذاكرة", "عرض: نادر الحلبي", "الكتاب: ملح الذاكرة", "المؤلف: سلوى بدران", "الناشر: دار المرفأ", TEXT]
    )
    assert built.byline == "عرض: نادر الحلبي"


def items(*lines: str) -> list[str]:
    return [one.text for one in structure(list(lines)).decisions if one.role == "item"]


def headings(*lines: str) -> list[str]:
    return [one.text for one in structure(list(lines)).decisions if one.role == "heading"]


@pytest.mark.parametrize(
    ("before", "rows", "after"),
    [
        ("أعلنت الإدارة مواعيد العمل كالآتي:", "منفذ السالمي: على مدار الساعة / منفذ النويصيب: حتى المساء / منفذ العبدلي: مغلق", NEXT),
        ("وجاءت النتائج كما يلي:", "معاذ السراج رئيساً / خالد طيفور نائباً للرئيس / سوسن العظم خازناً", NEXT),
        (TEXT, "كانون الثاني 1981: بدء أعمال الإنشاء. / تموز 1986: ملء الخزان. / آب 2014: أعمال التحشية.", NEXT),
        (TEXT, "البنك الأهلي: 30.12 جنيه للشراء. / بنك مصر: 30.11 جنيه للشراء. / بنك القاهرة: 30.13 جنيه للشراء.", NEXT),
        (TEXT, "** ارتفاع صادرات الألمنيوم 6%. / ** توقيع اتفاقية الخط البحري.", NEXT),
        (TEXT, "فاطمة محمد الكسواني / نعيم جريس حداد / صباح عبد الرزاق الشريدة", NEXT),
        ("أعلنت العمادة المواعيد على النحو التالي:", "1. البكالوريوس / - يبدأ الأحد / 2. الدبلوم / - يبدأ الاثنين", NEXT),
    ],
)  # fmt: skip
def test_list_without_marks(before: str, rows: str, after: str) -> None:
    assert items("إعلان المواعيد الجديدة", TEXT, before, *rows.split(" / "), after) == rows.split(" / ")


def test_days_of_a_week_begin_rows() -> None:
    rows = ["الاثنين: نشر أرقام القروض.", "الثلاثاء: المصادقة على الميثاق.", "الخميس: تراجع أسعار الوقود."]
    assert items("الأسبوع الاقتصادي", TEXT, *rows) == rows


def test_high_and_low_at_the_end_are_no_dates() -> None:
    rows = ["دبي: 24 / 16", "العين: 23 / 11", "الفجيرة: 25 / 17"]
    assert items("حالة الطقس غداً", TEXT, "وفيما يلي درجات الحرارة:", *rows) == rows


def test_work_between_the_agency_and_the_name() -> None:
    built = structure(
        ["نقيب الفلاحين: القطن هذا العام أفضل", "القاهرة في 30 سبتمبر /أ ش أ/ حوار: سامح الديب", TEXT, MORE]
    )
    assert (built.byline, built.place, built.agency) == ("سامح الديب", "القاهرة", "أ ش أ")


def test_what_several_say_in_turn_is_no_list() -> None:
    said = [
        f"النائب {name}: الغرامة الحالية لا تردع أحداً، ونصف الحوادث سببها الهاتف المحمول."
        for name in ("الأول", "الثاني", "الثالث")
    ]
    assert items("جلسة المجلس", TEXT, "وجاءت مداخلات النواب كالتالي:", *said, NEXT) == []


def test_title_like_the_one_over_the_rows_is_a_heading() -> None:
    rows = [
        "الأكثر ارتفاعا",
        "«ظفار» +7.2%",
        "«أوكيو» +4.1%",
        "«الأنوار» +3.6%",
        "الأكثر انخفاضا",
        "«ريسوت» −3.9%",
        "«النهضة» −2.8%",
    ]
    assert headings("المؤشر يرتفع", TEXT, *rows, NEXT) == ["الأكثر ارتفاعا", "الأكثر انخفاضا"]


def test_labels_over_bullets_are_headings() -> None:
    lines = ["في المنزل:", "* إغلاق النوافذ.", "* شرب الماء.", "في السيارة:", "* عدم ترك الأطفال."]
    assert headings("نصائح في موجة الحر", TEXT, *lines, NEXT) == ["في المنزل:", "في السيارة:"]


def test_method_of_a_recipe_is_a_heading() -> None:
    assert headings(
        "الهريس", TEXT, "المقادير", "كوبان من القمح", "كيلو لحم", "ملح", "الطريقة", "1. يسلق اللحم.", "2. يغطى القدر."
    ) == ["المقادير", "الطريقة"]


def test_short_sentences_after_speech_are_no_verse() -> None:
    lines = [f"{TEXT} يقول: «الخشب يتنفس».", "وصل خوام قبل أعوام بحقيبة واحدة.", "اليوم يصنع أعواداً كثيرة في السنة."]
    assert "verse" not in [one.role for one in structure(["صانع الأعواد", "رولا إسماعيل", *lines]).decisions]


def test_rows_that_days_begin_are_no_credits() -> None:
    built = structure(
        ["جدول مباريات المنتخب", "22 مارس | أنغولا – المغرب | 21:00", "26 مارس | المغرب – تونس | 22:00", NEXT]
    )
    assert (built.place, built.dateline) == (None, None)


def test_credit_of_an_infographic_does_not_hide_the_source() -> None:
    built = structure(["العيد في أرقام", TEXT, "المصدر: البنك المركزي السعودي", "إنفوغراف: هند العتيبي"])
    assert built.source is not None
    assert built.source.name == "البنك المركزي السعودي"


@pytest.mark.parametrize("stars", ["★★★☆☆", "☆☆", "★ ★ ☆", "★★★★★"])
def test_rows_of_stars_are_ratings(stars: str) -> None:
    line = f"{stars} فيلم الرحلة للمخرج أحمد"
    text = f"تقييم أفلام الأسبوع\n\nشاهدنا هذا الأسبوع ثلاثة أفلام في دور العرض.\n\n{line}\n\n{line} سعيد\n\nانتهى العرض أمس.\n"
    article = newsconvert.load(text.encode(), reader="plaintext").value
    assert any(plain_text(run) == line for block in article.body for run in block_inlines(block))
