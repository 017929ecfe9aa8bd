"""Habits of newsrooms that texts of six rounds showed, one by one; the texts are in benchmarks/newsroom/rounds."""

from __future__ import annotations

import pytest

import newsconvert
from newsconvert.model import Article, Heading, ItemList, Paragraph, Table, plain_text
from newsconvert.options import ReaderOptions
from newsconvert.readers.plaintext import explain
from newsconvert.readers.structure.datelines import read_dateline
from newsconvert.readers.structure.dates import date_line, find_date, is_month, wire_stamp
from newsconvert.readers.structure.names import name_likeness

TEXT = "قالت الوزارة في بيان لها اليوم إن الأعمال الجارية في المشروع ستنتهي قبل نهاية العام، وإنها وفّرت ما يلزم لذلك."
MORE = "وأضافت أن الفرق الفنية تعمل على مدار الساعة من أجل إنجاز ما تبقّى من مراحل المشروع في المدن والقرى المجاورة."
HEAD = "وزارة الأشغال تنهي أعمال صيانة الجسر الكبير قبل موعدها"


def read(*lines: str) -> Article:
    return newsconvert.read("\n".join(lines).encode())


def kinds(article: Article) -> list[str]:
    return [type(block).__name__ for block in article.body]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("KUNA 241512 GMT MAY 22", "2022-05-24"), ("ومع 191704 جمت أكتو 2023", "2023-10-19"),
        ("241512 GMT MA 22", None), ("451512 GMT MAY 22", None), ("رقم 241512 لسنة 2022", None),
    ],
)  # fmt: skip
def test_stamps_of_desks(text: str, day: str | None) -> None:
    found = wire_stamp(text)
    assert (found.when.isoformat() if found else None) == day


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("بنا 0915 جمت 12/09/2023", "2023-09-12"), ("تم النشر على بوابة قنا بتاريخ 15/01/2024", "2024-01-15"),
        ("© أ ف ب - 11 أغسطس 2023", "2023-08-11"), ("KUNA 241512 GMT MAY 22", "2022-05-24"),
        ("تاريخ الإدراج: 17-04-2023 11:30", "2023-04-17"), ("15 أبريل 2023 · 3:41 م", "2023-04-15"),
    ],
)  # fmt: skip
def test_dates_at_the_foot(line: str, day: str) -> None:
    article = read(HEAD, TEXT, MORE, line)
    assert article.published is not None
    assert article.published.isoformat()[:10] == day
    assert line in newsconvert.write(article, "html").decode() or line.startswith("©")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("نُشر في: 01 يونيو ,2022: 07:45 ص GST", "2022-06-01"), ("سه\u200cشنبه ۱۸ مهر ۱۴۰۲", "2023-10-10"),
        ("۲۵ سنبله ۱۴۰۰", "2021-09-16"), ("21ی ئازاری 2023", "2023-03-21"), ("نشر فى: الأحد 20 مايو 2018 - 9:47 ص", "2018-05-20"),
    ],
)  # fmt: skip
def test_lines_that_are_dates(text: str, day: str) -> None:
    found = date_line(text)
    assert found is not None
    assert found.when.isoformat()[:10] == day


def test_months_of_timelines() -> None:
    assert is_month("يوليو 2020")
    assert is_month("تشرين الثاني 2023:")
    assert not is_month("في يوليو 2020 بدأت")
    assert find_date("5 آذری 2023") is None  # the Kurdish ending on an Iranian month is no reason to fail


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("جيبوتي ـ 1 فبراير 2023 ـ استقبل رئيس الجمهورية صباح اليوم وفداً من الاتحاد الأوروبي.", "جيبوتي"),
        ("31 تشرين الأول/أكتوبر 2022، القاهرة، مصر – حذر المكتب الإقليمي من تفشي المرض في سبعة بلدان.", "القاهرة، مصر"),
        ("واشنطن العاصمة – 28 سبتمبر 2023: اختتم فريق من الخبراء مناقشات مشاورات المادة الرابعة.", "واشنطن العاصمة"),
        ("الأخبار (نواكشوط) – هددت النقابة المستقلة للصيادين بالدخول في إضراب مفتوح الأسبوع القادم.", "نواكشوط"),
        ("اسلام آباد: وزیراعظم کی زیر صدارت اعلیٰ سطح کا اجلاس ہوا جس میں بجلی کے نرخ پر غور کیا گیا۔", "اسلام آباد"),
        ("کراچی (اسٹاف رپورٹر) شہر کے مختلف علاقوں میں موسلادھار بارش کے بعد نشیبی علاقے زیر آب آ گئے۔", "کراچی"),
    ],
)  # fmt: skip
def test_datelines_run_in(text: str, place: str) -> None:
    found = read_dateline(text)
    assert found is not None
    assert found.facts.place == place
    assert found.facts.byline is None


@pytest.mark.parametrize(
    ("credits", "byline", "place"),
    [
        (("بغداد – واع – نصار الحاج",), "نصار الحاج", "بغداد"),
        (("القيروان 14 جويلية 2022 (وات/ تحرير إيناس الحامدي)-",), "إيناس الحامدي", "القيروان"),
        (("ط. ب / وكالات", "2022/03/28"), "ط. ب", None),
        (("الرباط", "عادل نجدي", "12 مايو 2023"), "عادل نجدي", "الرباط"),
        (("كفاية أولير", "صحافية", "13 أبريل 2023"), "كفاية أولير", None),
        (("حرر من طرف عبد الرحيم سموكني في 19/08/2021 على الساعة 20:00",), "عبد الرحيم سموكني", None),
        (("للشاعر/ سالم بن جمهور",), "سالم بن جمهور", None),
        (("لقاء: بدور الكلبانية", "20 أبريل 2019"), "بدور الكلبانية", None),
    ],
)  # fmt: skip
def test_credits_under_headlines(credits: tuple[str, ...], byline: str, place: str | None) -> None:
    article = read(HEAD, *credits, TEXT, MORE)
    assert article.headline == HEAD
    assert byline in (article.byline or "")
    assert article.place == place
    assert kinds(article) == ["Paragraph", "Paragraph"]


def test_the_place_and_the_agency_may_stand_on_two_lines() -> None:
    article = read(HEAD, "نيويورك", "18-4-2024 وفا", TEXT, MORE)
    assert (article.place, article.agency, str(article.published)) == ("نيويورك", "وفا", "2024-04-18")


def test_a_reporter_of_no_known_name_stands_over_the_wire() -> None:
    wire = "ميدلسبره (إنجلترا) 11 ديسمبر كانون الأول 2019 (رويترز) - في مقهى صغير قرب مصنع الصلب المغلق يقول العامل إنه سيصوت."
    article = read("في معاقل العمال.. ناخبون يديرون ظهورهم للحزب", "من كريستينا وينشيب", wire, MORE)
    assert article.headline == "في معاقل العمال.. ناخبون يديرون ظهورهم للحزب"
    assert article.byline == "من كريستينا وينشيب"


@pytest.mark.parametrize(
    ("kicker", "headline"),
    [
        ("🔴 عاجل | درعا", "انقطاع التيار الكهربائي عن كامل الريف الشرقي بعد عطل في المحطة"),
        ("📢 تعميم هام", "مديرية التربية تعلن برنامج امتحانات الفصل الثاني"),
        ("الأمنية", "ضبط مطلوب بـ 12 قضية في بر الجهراء"),
        ("اقتحموا المبنى واحتجزوا الموظفين رهائن", "طلاب يحتلون مبنى السفارة في طهران ويطالبون بتسليم الشاه"),
    ],
)  # fmt: skip
def test_kickers(kicker: str, headline: str) -> None:
    article = read(kicker, headline, TEXT, MORE)
    assert (article.kicker, article.headline) == (kicker, headline)


@pytest.mark.parametrize(
    ("kicker", "headline"),
    [
        ("يوميات الحجر (9)", "عزلة لا تشبه العزلات"), ("الحلقة الثالثة", "مهجع رقم سبعة"), ("كبد الحقيقة", "هدية الوالي"),
        ("شرارة قلم", "كيف نقرأ أرقام الميزانية؟"), ("مختصون يدقون ناقوس الخطر", "أطفال مدمنون على الشاشات.. والأولياء آخر من يعلم!"),
    ],
)  # fmt: skip
def test_kickers_over_credited_headlines(kicker: str, headline: str) -> None:
    article = read(kicker, headline, "كتبت: منى علي", "2 مايو 2020", TEXT, MORE)
    assert (article.kicker, article.headline, article.deck) == (kicker, headline, None)


def test_a_topic_with_a_colon_is_no_speaker() -> None:
    article = read("أسعار الأضاحي في ليبيا:", "بين ضعف الدينار وشح الأعلاف", "كتب: محمد علي", TEXT, MORE)
    assert article.headline == "أسعار الأضاحي في ليبيا: بين ضعف الدينار وشح الأعلاف"
    speaker = read("وزير الري السوداني:", "«لن نقبل بملء أحادي يهدد سدودنا وأرواح مواطنينا»", TEXT, MORE)
    assert speaker.kicker == "وزير الري السوداني:"


def test_duties_and_preambles_are_no_rest_of_the_headline() -> None:
    duty = read(
        "لبنان: مقتل صحفي في ضربة على الحدود",
        "على السلطات فتح تحقيق فوري ونشر نتائجه",
        f"(بيروت، 7 ديسمبر 2023) – {TEXT}",
        MORE,
    )
    assert duty.deck == "على السلطات فتح تحقيق فوري ونشر نتائجه"
    act = read(
        "رقم ٣١ / ٢٠٢٣ بإصدار قانون المياه والصرف الصحي",
        "نحن هيثم بن طارق سلطان عمان",
        "بعد الاطلاع على النظام الأساسي للدولة،",
        TEXT,
    )
    assert act.headline == "رقم ٣١ / ٢٠٢٣ بإصدار قانون المياه والصرف الصحي"


@pytest.mark.parametrize("line", ["الوزير خلال جولته في المحافظة", "وزير الأشغال", "صورة: أرشيف", "1929 - 2024"])
def test_captions_among_credits(line: str) -> None:
    article = read(HEAD, "20 مايو 2021", line, "كتب: محمد علي", TEXT, MORE)
    assert (article.deck, article.byline) == (None, "كتب: محمد علي")
    assert kinds(article) == ["Paragraph"] * 3


def test_a_timeline_keeps_its_first_date() -> None:
    article = read(HEAD, "01-10-2023", "2 أبريل 2011", TEXT, "23 مارس 2015", MORE, "يوليو 2020", TEXT)
    assert str(article.published) == "2023-10-01"
    assert kinds(article) == ["Heading", "Paragraph"] * 3


def test_rows_of_fixtures_records_and_times() -> None:
    fixtures = read(
        HEAD, TEXT, "مواعيد مباريات الغد:", "الاتحاد × طلائع الجيش - 5 مساءً", "البنك الأهلي × الجونة - 8 مساءً"
    )
    assert kinds(fixtures) == ["Paragraph", "Heading", "ItemList"]
    records = read(
        HEAD, TEXT, "بطاقة المباراة", "الملعب: جذع النخلة", "الحكم: شيمون مارسينياك", "الحضور: 65 ألف متفرج", MORE
    )
    assert kinds(records) == ["Paragraph", "Heading", "ItemList", "Paragraph"]
    times = read(
        HEAD,
        TEXT,
        "6:00 صباحاً: العاصفة على بعد 700 كيلومتر.",
        "9:30 صباحاً: إخلاء الجزيرة من السكان.",
        "1:15 ظهراً: تعليق الدراسة.",
    )
    assert kinds(times) == ["Paragraph", "ItemList"]


def test_asterisks_before_sub_heads() -> None:
    article = read(HEAD, TEXT, "** العلاج والتسوق", MORE, "** منافسة متصاعدة", TEXT)
    assert [plain_text(block.inlines) for block in article.body if isinstance(block, Heading)] == [
        "العلاج والتسوق",
        "منافسة متصاعدة",
    ]


def test_masdars_over_rows_are_headings() -> None:
    article = read(HEAD, TEXT, "ترتيب الفرق الأولى:", "1 الهلال 47 نقطة", "2 النصر 40 نقطة", "3 الأهلي 34 نقطة")
    assert kinds(article) == ["Paragraph", "Heading", "ItemList"]


def test_lines_wrapped_by_hand_without_blank_lines() -> None:
    lines = (
        "انطلقت صباح اليوم الأربعاء على أرض معرض طرابلس الدولي فعاليات",
        "المعرض الزراعي في دورته الثامنة بمشاركة سبعين شركة محلية وعربية",
        "وأجنبية من اثنتي عشرة دولة في العالم.",
        "وقال مدير عام الهيئة العامة للمعارض إن الدورة الحالية تركز على",
        "تقنيات الري الحديث والطاقة الشمسية وتخزين الحبوب، وإن الورش",
        "ستقدمها جامعات ليبية وخبراء من المنظمة.",
        "ويستمر المعرض خمسة أيام ويفتح أبوابه للزوار من العاشرة صباحا",
        "حتى الثامنة مساء، والدخول إليه مجاني لطلبة كليات الزراعة.",
    )
    article = read("انطلاق المعرض الزراعي الدولي بطرابلس", *lines)
    assert kinds(article) == ["Paragraph"] * 3
    heads = read(
        "عناوين الصحف الصادرة صباح اليوم في العاصمة وأبرز ما جاء فيها",
        "الحكومة تقر مشروع الموازنة العامة بعد جلسة استمرت سبع ساعات",
        "مجلس النواب يستكمل مناقشة قانون الضمان الاجتماعي الأسبوع المقبل",
        "وزير الزراعة يفتتح موسم القطاف في الأغوار الشمالية يوم الخميس",
        "ارتفاع أسعار المحروقات للشهر الثالث وتثبيت سعر أسطوانة الغاز",
        "المنتخب يغادر إلى الدوحة لإقامة معسكره التدريبي قبل التصفيات",
        "وفاة الفنان القدير عن سبعين عاماً بعد صراع طويل مع المرض",
    )
    assert len(heads.body) >= 5  # a list of headlines has no full stops


def test_a_release_in_mail_has_its_own_headline() -> None:
    head = ("من: إدارة الاتصال <media@example.org>", "إلى: رؤساء التحرير", "الموضوع: بيان صحفي – وزارة الاقتصاد", "")
    article = read(
        *head, "بيان صحفي", "وزارة الاقتصاد تطلق الدورة الثانية من البرنامج", "", f"أبوظبي، 25 أكتوبر 2022: {TEXT}"
    )
    assert article.headline == "وزارة الاقتصاد تطلق الدورة الثانية من البرنامج"
    assert article.place == "أبوظبي"
    assert article.kicker == "بيان صحفي – وزارة الاقتصاد\nبيان صحفي"


def test_a_cited_paper_under_the_headline_is_the_source() -> None:
    article = read("مدارسنا ليست بخير", "سمير قسطنطين", "13-10-2021", 'المصدر: "النهار"', TEXT, MORE)
    assert article.byline == "سمير قسطنطين"
    assert article.source is not None
    assert article.source.name == "النهار"


@pytest.mark.parametrize(
    "text", ["أمين عام سلطة المياه", "سلطان عمان", "ترتيب الفرق الأولى", "مخيم أبو شوك", "فى خطاب تاريخى"]
)
def test_what_is_no_name(text: str) -> None:
    assert name_likeness(text) < 0.6


@pytest.mark.parametrize("text", ["منى عبدالباري", "مزمل أبو القاسم"])
def test_names(text: str) -> None:
    assert name_likeness(text) >= 0.75


def test_a_few_arabic_words_make_no_arabic_text() -> None:
    text = "Syria names transitional prime minister (محمد البشير) to lead caretaker cabinet until March\n\nHe was (البشير) said to be ready.\n"
    found, _ = explain(text.encode(), ReaderOptions())
    assert (found.value.language, found.value.direction) == ("en", "ltr")


def test_rows_with_tabs_are_still_a_table() -> None:
    article = read(HEAD, TEXT, "العملة\tشراء\tبيع", "الدولار\t0.708\t0.710", "اليورو\t0.778\t0.782", MORE)
    assert any(isinstance(block, Table) for block in article.body)
    assert not any(isinstance(block, ItemList) for block in article.body)
    assert isinstance(article.body[-1], Paragraph)


def test_numbers_alone_part_a_text() -> None:
    article = read(HEAD, "كتب: محمد علي", "(١)", TEXT, "(٢)", MORE, "(٣)", TEXT)
    assert kinds(article) == ["Heading", "Paragraph"] * 3
    assert kinds(read(HEAD, "كتب: محمد علي", TEXT, "(٣)", MORE)) == ["Paragraph"] * 3


def test_plus_signs_mark_items_and_stay() -> None:
    article = read(
        HEAD,
        TEXT,
        "الإيجابيات",
        "+ بطارية تدوم يومين",
        "+ شاشة ساطعة",
        "السلبيات",
        "- كاميرا ضعيفة",
        "- سماعة واحدة",
        MORE,
    )
    assert kinds(article) == ["Paragraph", "Heading", "ItemList", "Heading", "ItemList", "Paragraph"]
    assert "+ شاشة ساطعة" in newsconvert.write(article, "html").decode()


def test_a_place_and_its_agency_above_the_headline() -> None:
    article = read("دمشق-سانا", HEAD, TEXT, MORE)
    assert (article.headline, article.place, article.agency, article.kicker) == (HEAD, "دمشق", "سانا", None)


def test_labels_of_broadcasters_pages() -> None:
    article = read(HEAD, "مصنف, سحر بلوچ", "عہدہ, بی بی سی اردو، اسلام آباد", "30 اگست 2022", TEXT, MORE)
    assert article.byline == "مصنف, سحر بلوچ"
    assert str(article.published) == "2022-08-30"


def test_several_commas_close_a_dateline() -> None:
    found = read_dateline("الشارقة، 19 مايو 2019،،، أطلقت هيئة الشارقة للوثائق والأرشيف مبادرة لجمع الصور القديمة.")
    assert found is not None
    assert found.facts.place == "الشارقة"


def test_sources_in_the_news_are_not_cited() -> None:
    article = read(HEAD, TEXT, MORE, "مصادر: اجتماع ثلاثي مساء اليوم في الدوحة.")
    assert article.source is None


def test_verse_ends_before_the_sentence_after_it() -> None:
    verse = ("هذا هو اسمك", "قالت امرأة", "وغابت في الممر اللولبي")
    after = "وشارك عازف العود بمقطوعات ترافق المقاطع الصوتية المختارة من الأمسيات."
    _, decisions = explain("\n".join((HEAD, f"{TEXT} وتلت منها قوله:", *verse, after)).encode(), ReaderOptions())
    assert [decision.role for decision in decisions if decision.text in (*verse, after)] == [
        *["verse"] * 3,
        "paragraph",
    ]


def test_a_question_may_be_the_name_of_a_column() -> None:
    article = read("ما القصة؟", "انفجار أجهزة النداء في لبنان: تفاصيل ليلة غامضة", "محمد السيد علي", TEXT, MORE)
    assert (article.kicker, article.headline) == ("ما القصة؟", "انفجار أجهزة النداء في لبنان: تفاصيل ليلة غامضة")


def test_bulleted_decks() -> None:
    article = read(
        HEAD, "• بدائل الدعم ستعرض على المجلس", "• الشرائح محدودة الدخل لن تتأثر", "كتب: محمد علي", TEXT, MORE
    )
    assert article.deck == "• بدائل الدعم ستعرض على المجلس\n• الشرائح محدودة الدخل لن تتأثر"
    assert kinds(article) == ["Paragraph", "Paragraph"]


def test_a_clause_without_its_subject_is_the_kicker() -> None:
    article = read("تنشط على محور وهران – مغنية", "الإطاحة بشبكة لتهريب المركبات الفاخرة", "كتب: محمد علي", TEXT, MORE)
    assert article.kicker == "تنشط على محور وهران – مغنية"


@pytest.mark.parametrize(
    ("text", "agency", "byline"),
    [
        ("القضارف 14-10-2021 (سونا) - تقرير: عمار الضو - بدأت بولاية القضارف عمليات حصاد السمسم في مساحة واسعة.", "سونا", "عمار الضو"),
        ("روما (11 آذار/مارس) وكالة (آكي) الايطالية للأنباء - أقر مجلس النواب قانون الانتخاب الجديد بأغلبية كبيرة.", "آكي", None),
    ],
)  # fmt: skip
def test_agencies_and_reporters_of_datelines(text: str, agency: str, byline: str | None) -> None:
    found = read_dateline(text)
    assert found is not None
    assert (found.facts.agency, found.facts.byline) == (agency, byline)


def test_letters_of_readers() -> None:
    article = read(
        "ابني المراهق لا يكلمني",
        "تجيب عنها د. سوسن حلبي",
        "السلام عليكم دكتورة، ابني لا يجيب إلا بكلمة، فماذا أفعل؟",
        "(أم فيصل - الدمام)",
        TEXT,
    )
    assert (article.deck, article.byline) == (None, "تجيب عنها د. سوسن حلبي")
    assert kinds(article) == ["Paragraph"] * 3


@pytest.mark.parametrize(
    ("topic", "rest", "speaks"),
    [("أنطاليا في الخريف:", "بحر دافئ وآثار بلا زحام", False), ("خبير في الطاقة:", "الأسعار لن تنخفض قبل الربيع المقبل", True)],
)  # fmt: skip
def test_speakers_with_prepositions(topic: str, rest: str, speaks: bool) -> None:
    article = read(topic, rest, "كتب: محمد علي", TEXT, MORE)
    assert article.kicker == (topic if speaks else None)


def test_offices_of_authors_are_no_decks() -> None:
    article = read(
        HEAD, "عبد الرحمن شلقم", "وزير خارجية ليبيا ومندوبها الأسبق لدى الأمم المتحدة", "11 يناير 2020", TEXT, MORE
    )
    assert article.deck is None
    assert (article.byline or "").startswith("عبد الرحمن شلقم")
    assert str(article.published) == "2020-01-11"


def test_a_dash_after_the_work_and_a_colon_after_the_name() -> None:
    article = read(HEAD, "كتب - عبدالمجيد حمدي :", "16 يناير 2017", TEXT, MORE)
    assert article.byline == "كتب - عبدالمجيد حمدي"


def test_a_court_stands_over_the_number_of_its_decision() -> None:
    article = read("المحكمة الاتحادية العليا", "قرار رقم 43/اتحادية/2019", "بشأن الطعن في قانون الموازنة", TEXT, MORE)
    assert article.kicker == "المحكمة الاتحادية العليا"
    assert article.headline.startswith("قرار رقم 43/اتحادية/2019")
    assert kinds(article) == ["Paragraph", "Paragraph"]


def test_nouns_that_begin_with_waw_are_headings() -> None:
    article = read(HEAD, "", TEXT, "", "واقع البيئة في بلادنا:", "", MORE, "", "فوائد الزراعة المائية:", "", TEXT)
    assert kinds(article) == ["Paragraph", "Heading", "Paragraph", "Heading", "Paragraph"]


def test_a_headline_goes_on_with_a_noun_and_its_adjectives() -> None:
    article = read(
        "محافظ مأرب يطلع على سير العمل في مشروع توسعة", "محطة الكهرباء الغازية", f"مأرب - سبأنت: {TEXT}", MORE
    )
    assert article.headline == "محافظ مأرب يطلع على سير العمل في مشروع توسعة محطة الكهرباء الغازية"


def test_a_heading_under_the_date_stands_over_its_list() -> None:
    article = read(
        HEAD,
        "31 آب/أغسطس 2020",
        "أبرز النقاط",
        "• تضرر أكثر من 380 ألف شخص.",
        "• تدمير 37 ألف منزل.",
        "الاستجابة",
        TEXT,
    )
    assert kinds(article) == ["Heading", "ItemList", "Heading", "Paragraph"]


def test_a_town_on_no_list_beside_the_date() -> None:
    article = read(HEAD, "كتب: محمد علي", "زهرستان - ۵ اسفند ۱۳۹۸", TEXT, MORE)
    assert str(article.published) == "2020-02-24"
    signs = read(HEAD, "الحمل (21 مارس - 19 أبريل)", TEXT, "الثور (20 أبريل - 20 مايو)", MORE)
    assert kinds(signs) == ["Heading", "Paragraph", "Heading", "Paragraph"]


LEAD = "وقّع الوزير مذكرة تفاهم مع الشركة المنفذة بقيمة 1,250 مليون ريال في حفل أقيم أمس في العاصمة."


@pytest.mark.parametrize("line", ["كتب - أحمد سعيد", "كتب: أحمد سعيد", "كتبت - منى علي"])
def test_the_byline_over_the_headline_is_no_kicker(line: str) -> None:
    article = newsconvert.read_text(f"الخميس 20 مارس 2025\n{line}\nالأهلي يفوز على الزمالك 3-2 في نهائي الكأس\n{LEAD}")
    assert (article.headline, article.kicker, article.byline) == (
        "الأهلي يفوز على الزمالك 3-2 في نهائي الكأس", None, line,
    )  # fmt: skip


@pytest.mark.parametrize("rule", ["=====", "*****", "ــــــــ", "- - -"])
def test_a_rule_over_the_headline_is_no_headline(rule: str) -> None:
    assert newsconvert.read_text(f"{rule}\nنشرة أخبار المساء\n{rule}\n\n{LEAD}").headline == "نشرة أخبار المساء"


def test_a_dateline_over_copy_without_a_headline() -> None:
    article = newsconvert.read_text(f"الرياض 17 رمضان 1446 هـ الموافق 17 مارس 2025 م واس\n{LEAD}\n{LEAD}")
    assert (article.place, article.agency, str(article.published), len(article.body)) == (
        "الرياض", "واس", "2025-03-17", 2,
    )  # fmt: skip
    assert "واس" not in article.headline


def test_a_short_sentence_after_a_dateline_is_text() -> None:
    article = newsconvert.read_text("أسعار الذهب تصعد\n\nدبي (رويترز) - ارتفع الذهب.\n\nوبلغ 3000 دولار.")
    assert (article.byline, [plain_text(block.inlines) for block in article.body if isinstance(block, Paragraph)]) == (
        None, ["دبي (رويترز) - ارتفع الذهب.", "وبلغ 3000 دولار."],
    )  # fmt: skip


def test_when_it_was_posted_and_changed() -> None:
    article = newsconvert.read_text(f"مجلس الأمن يعقد جلسة طارئة\nنيويورك/ الأناضول\n14.03.2025 ~ 15.03.2025\n{LEAD}")
    assert (str(article.published), len(article.body)) == ("2025-03-14", 1)


@pytest.mark.parametrize("framed", [True, False])
def test_rows_between_strokes_are_a_table(framed: bool) -> None:
    """They have strokes at their ends, or a rule under their head."""
    rows = ["المرشح | الأصوات | النسبة", "أحمد علي | 120,500 | 51,3%", "سامي نور | 98,200 | 44,1%"]
    lines = [f"| {row} |" if framed else row for row in rows]
    lines[1:1] = [] if framed else ["---|---|---"]
    after = "\n\nالعملة\tشراء\tبيع\nدولار\t49.19\t49.29\nيورو\t52.71\t52.85"
    article = newsconvert.read_text("نتائج الدائرة الثالثة\n\n" + LEAD + "\n\n" + "\n".join(lines) + after)
    table, other = article.body[-2:]
    assert isinstance(other, Table)
    assert isinstance(table, Table)
    assert (table.header_rows, [[plain_text(cell.inlines) for cell in row] for row in table.rows]) == (
        1, [row.split(" | ") for row in rows],
    )  # fmt: skip


def test_times_and_what_happened_between_strokes_are_no_table() -> None:
    entries = "19:45 | تعليق الدوام غدا في ست محافظات.\n19:10 | الدفاع المدني يخرج حافلة علقت عند ممر.\n18:32 | انقطاع التيار عن 14 قرية."
    article = newsconvert.read_text(f"عاصفة ثلجية: تغطية مباشرة\n\n{LEAD}\n\n{entries}")
    assert not any(isinstance(block, Table) for block in article.body)


@pytest.mark.parametrize(
    ("above", "below"),
    [
        (("حوار العدد",), ("رئيسة الهيئة العليا للانتخابات:", "لن نقبل بأي ضغوط ونتائج الدور الأول يوم الأحد")),
        (("اقتصاد", "تحقيق"), ("ديون البلاد الخارجية تتراجع لأول مرة منذ 2018",)),
    ],
)
def test_sections_over_one_another_and_over_two_lines(above: tuple[str, ...], below: tuple[str, ...]) -> None:
    article = newsconvert.read_text("\n".join((*above, *below, "", LEAD, "", LEAD)))
    assert article.kicker is not None
    assert article.headline == below[-1]
    assert article.kicker.split("\n")[: len(above)] == list(above)
