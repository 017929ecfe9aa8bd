"""Bodies of many habits: live pages, line-ups, indices, cards, programmes, newsletters; what only looks so stays text."""

from __future__ import annotations

import pytest

import newsconvert
from newsconvert.model import Article, Heading, ItemList, Paragraph, plain_text
from newsconvert.options import ReaderOptions
from newsconvert.readers.plaintext import explain

TEXT = "قالت الوزارة في بيان لها اليوم إن الأعمال الجارية في المشروع ستنتهي قبل نهاية العام، وإنها وفّرت ما يلزم لذلك."
MORE = "وأضافت أن الفرق الفنية تعمل على مدار الساعة من أجل إنجاز ما تبقّى من مراحل المشروع في المدن والقرى المجاورة."
HEAD = "وزارة الأشغال تنهي أعمال صيانة الجسر الكبير قبل موعدها"


def read(*lines: str) -> Article:
    return newsconvert.read("\n".join(lines).encode())


def roles(*lines: str) -> list[str]:
    """Return what the lines under a headline and a paragraph were taken for."""
    _, decisions = explain("\n".join((HEAD, TEXT, *lines)).encode(), ReaderOptions())
    return [decision.role for decision in decisions if decision.text in lines]


def headings(article: Article) -> list[str]:
    return [plain_text(block.inlines) for block in article.body if isinstance(block, Heading)]


@pytest.mark.parametrize(
    "hours",
    [("21:40", "20:15"), ("١٤:٢٠", "١٣:٠٥"), ("الساعة 12:45", "الساعة 11:30"), ("9:40 ص", "8:05 ص"),
     ("09:20 بتوقيت غرينتش", "08:45 بتوقيت غرينتش"), ("[17:05]", "[16:20]")],
)  # fmt: skip
def test_titles_under_the_hours_of_a_live_page_are_its_headings(hours: tuple[str, str]) -> None:
    first, second = hours
    lines = (first, "عودة الكهرباء إلى حلب", MORE, second, "إغلاق الطريق الساحلي", MORE)
    assert roles(*lines) == ["paragraph", "heading", "paragraph"] * 2
    mixed = (first, MORE, second, "عودة الكهرباء إلى حلب", TEXT + TEXT)
    assert roles(*mixed) == ["paragraph", "paragraph", "paragraph", "heading", "paragraph"]
    assert roles(first, MORE, second, TEXT + MORE) == ["heading", "paragraph"] * 2


def test_an_entry_of_two_sentences_without_a_stop_has_no_title() -> None:
    lines = ("21:40", "أعلنت الشركة عودة التيار إلى الحي", MORE, "20:15", MORE + MORE)
    assert roles(*lines)[:2] == ["heading", "paragraph"]


@pytest.mark.parametrize(
    "rows",
    [
        ("حراسة المرمى: ياسين الوردي", "الدفاع: حمزة بلكبير - سفيان مرزاق - عبد الإله عميري", "المدرب: خالد الطاوسي"),
        ("المرمى: عدي فاضل", "الدفاع: علاء حسين، ضرغام ناصر، مصطفى جواد", "البدلاء: مهند علي، ليث سالم، همام طارق"),
        ("نجم الميناء: بن صالح – الدريدي – المثلوثي – كشك – العيادي – الطرابلسي – زروق – النفاتي – بوراوي – حميدة – السالمي",
         "اتحاد القصور: الورغي – القاسمي – بوزيد – الحاجي – عمري – سويسي – الفرشيشي – الماجري – خلف الله – نصري – تليلي"),
        ("السعودية.. ارتفع المؤشر 0.7 بالمئة إلى 11842 نقطة.", "دبي.. صعد المؤشر 0.2 بالمئة إلى 4127 نقطة.",
         "سلطنة عمان.. هبط المؤشر 0.6 بالمئة إلى 4590 نقطة."),
        ("مساحته: 142 م2", "التخمين: 128,000 د.أ.", "بدل الطرح المخفض: 76,800 د.أ."),
        ("النوع: تويوتا كورولا", "سنة الصنع: 2012", "اللون: أبيض", "القيمة المقدرة: 6,500 د.أ."),
        ("الكتاب: دفتر الطحّان", "المؤلفة: سهيلة مراد", "الناشر: دار الرواق البعيد، عمّان", "عدد الصفحات: 214"),
        ("العنوان: بيت من طين", "المؤلف: نهلة عبد الرازق", "الناشر: دار المرسى", "السعر: 14 دولارا"),
        ("الفرات 3 × 0 الميادين", "الجزيرة 1 × 1 البوكمال", "الموظفين – العشارة (تأجلت)"),
        ("على الساحل من 11 الى 17 درجة", "الرياح السطحية: جنوبية غربية ناشطة", "الرطوبة النسبية: بين 60 و 85 في المئة"),
        ("الفجر: 4:18", "الشروق: 5:49", "الظهر: 12:35", "العصر: 4:12", "المغرب: 7:20", "العشاء: 8:45"),
        ("1 - آية محمود، معهد نجع حمادي، 647 درجة", "2 - أسماء رمضان، معهد أبو تشت، 611 درجة",
         "2 مكرر - هبة الله صابر، معهد قفط، 611 درجة", "4- مريم أيمن سعيد، مدرسة السلام، 277 درجة"),
        ("رقم الدعوى: 4-2/(2010-1187) سجل عام", "الهيئة/القاضي: ابتسام خليل", "طالب التبليغ: شركة الأفق الأخضر", "المطلوب تبليغه: زهير ماجد"),
        ("مارس 2008 – انطلاق الأشغال وحفر النفق.", "2013: فسخ العقد مع الشركة الأولى.", "فبراير الماضي: حقينة السد تصل إلى 38 في المائة."),
        ("**التأخير:** 14 مشروعاً من أصل 23 تجاوزت مدتها.", "**الجودة:** فحوصات الإسفلت لم تُجرَ في تسعة مواقع."),
        ("*صرف الرواتب المتأخرة", "*توفير ملابس واقية وقفازات", "*تثبيت العمال المؤقتين"),
        ("19.00 نشرة الأخبار الثقافية", "19.30 وثائقي: مدن من ملح", "21.00 فيلم السهرة «ليل المرافئ»"),
        ("_ توقف الدروس بثلاثة معاهد", "_ انطلاق موسم تصدير التمور نحو المغرب"),
        ("1/ تُشاهد المواد قبل المزاد.", "2/ يدفع من يرسو عليه المزاد.", "3/ تُنقل المواد خلال عشرة أيام."),
    ],
)  # fmt: skip
def test_rows_of_line_ups_indices_cards_and_results(rows: tuple[str, ...]) -> None:
    assert roles(*rows, MORE) == ["item"] * len(rows) + ["paragraph"]
    assert roles(*rows) == ["item"] * len(rows)


@pytest.mark.parametrize(
    "lines",
    [
        ("المذيع: أين كنت", "الضيف: في البيت", "المذيع: وماذا بعد", "الضيف: لا شيء"),  # a dialogue repeats its speakers
        ("الرقم: أ / 12", "التاريخ: 7 / 1 / 1445هـ"),
        ("الخلاصة: لا جديد",),
        ("كلمة أخيرة: السوق هادئ", "نصيحة أخيرة: لا تشتر"),
        ("**المذيع:** أين كنت اليوم", "**الضيف:** في البيت", "**المذيع:** وماذا بعد"),
        ("❌ التعميم مزيف.",),
        ("📌 المكتب الإعلامي لمديرية الكهرباء",),
        ("_ كاتب من الساحل",),
    ],
)
def test_labels_that_make_no_card(lines: tuple[str, ...]) -> None:
    assert "item" not in roles(*lines, MORE)


@pytest.mark.parametrize(
    "title",
    ["العناوين", "التفاصيل", "شروط المشاركة", "الوثائق المطلوبة", "خلاصة الحكم", "بالأرقام", "السياق", "مؤهلات مطلوبة"],
)
def test_words_for_parts_of_bulletins_calls_and_judgments(title: str) -> None:
    assert roles(title, "_ توقف الدروس بثلاثة معاهد", "_ انطلاق موسم التصدير", MORE) == [
        "heading",
        "item",
        "item",
        "paragraph",
    ]
    assert roles(f"{title} في الصفحة الثالثة من عدد الغد.", MORE) == ["paragraph", "paragraph"]


def test_the_mark_of_a_verdict_stays_a_mark_in_a_list() -> None:
    assert roles("❌ لا تفتح الرابط", "✅ بلّغ عن المرسل", MORE) == ["item", "item", "paragraph"]
    assert roles("وتنصح بما يلي:", "✅ تغيير كلمة السر", MORE)[1] == "item"


LONG = "وتمكنت الفرق الفنية من إعادة الخط الناقل للطاقة بين المحافظتين إلى العمل بعد ساعات من انفصاله عن الشبكة الوطنية فجر أمس،"


@pytest.mark.parametrize(
    ("following", "joined"),
    [
        ("وذلك نتيجة ارتفاع درجات الحرارة وزيادة الأحمال على الشبكة في ساعات الذروة.", True),
        ("منهم ثلاثة مهندسين أشرفوا على تبديل العوازل في المواقع المتضررة من الحريق.", True),
        ("وعلى القانون المنظم لشؤون الكهرباء في المحافظات وتعديلاته اللاحقة كافة.", False),
        ("بناء على ما عرضه الوزير المختص وموافقة مجلس الوزراء في جلسته الأخيرة.", False),
        ("- وتعمل الفرق على مدار الساعة لإنجاز ما تبقى من أعمال الصيانة المقررة.", False),
        ("قررت الوزارة ما يأتي:", False),
    ],
)
def test_paragraphs_broken_after_a_comma_are_one(following: str, joined: bool) -> None:
    texts = [
        plain_text(block.inlines)
        for block in read(HEAD, TEXT, LONG, following, MORE).body
        if isinstance(block, Paragraph)
    ]
    assert (f"{LONG} {following}" in texts) == joined
    assert f"{LONG} {following}" not in [
        plain_text(block.inlines)
        for block in read(HEAD, TEXT, LONG, "", following, MORE).body
        if isinstance(block, Paragraph)
    ]


def test_stars_of_a_columnist_begin_paragraphs() -> None:
    stars = (f"*{TEXT}", f"*{MORE}", "*لكنهم لا يجلسون تحت الشجر.", "*ونواصل إن شاء الله..")
    assert set(roles(*stars)) == {"paragraph"}


def test_rows_under_two_titles_repeat_their_labels() -> None:
    first = ("الانطلاق: كل عشر دقائق", "أول رحلة: 5:30 صباحا", "آخر رحلة: 23:00")
    second = ("الانطلاق: كل ربع ساعة", "أول رحلة: 6:00 صباحا", "آخر رحلة: 22:30")
    assert roles("خط الشمال", *first, "خط الجنوب", *second) == (["heading"] + ["item"] * 3) * 2


def test_rows_of_prices_between_strokes_are_no_credits() -> None:
    article = read(HEAD, TEXT, "دولار أمريكي | 4.82 | 4.85", "يورو | 5.21 | 5.26", "ريال سعودي | 1.28 | 1.29")
    assert (article.deck, article.dateline, article.timestamp) == (None, None, None)
    assert any(isinstance(block, ItemList) and len(block.items) == 3 for block in article.body)


@pytest.mark.parametrize("speaker", ["- سعاد منصور، ولية أمر", "— نبيل عازر (مدرس)", "- نبيل عازر"])
def test_who_said_a_quotation_is_no_heading_under_it(speaker: str) -> None:
    assert roles("«القرار يرفع عن أولادنا خوفا لا مبرر له»", speaker, MORE)[1] == "paragraph"


def test_teams_are_headings_with_how_they_line_up() -> None:
    rows = ("حارس المرمى: سليم عوض", "خط الهجوم: جوليو بيريرا")
    for team in ("نجم آنفا (4-3-3)", "تشكيلة الهضبة (4-2-3-1)", "الفيصلي (3-5-2):"):
        assert roles(team, *rows, "فريق الميناء (4-4-2)", *rows[::-1], MORE)[:3] == ["heading", "item", "item"]
    assert roles("الفيصلي 2 (4-2)", "الوحدات 1 (3-1)", MORE)[:2] == ["item", "item"]


def test_days_stand_over_the_hours_of_a_programme_and_both_below_the_head() -> None:
    days = ("اليوم الأول: الخميس 3 أكتوبر", "17:00 حفل الافتتاح", "18:30 عرض فيلم «الباب الأزرق»", "20:00 لقاء مع المخرجة",
            "اليوم الثاني: الجمعة 4 أكتوبر", "16:00 ورشة الكتابة", "18:00 عروض المسابقة", "21:00 عرض في الهواء")  # fmt: skip
    article = read(
        HEAD, "أعلنت إدارة المهرجان برنامج دورته السادسة التي تقام في قصر الثقافة والدخول مجاني للجميع.", *days
    )
    assert headings(article) == [days[0], days[4]]
    assert [len(block.items) for block in article.body if isinstance(block, ItemList)] == [3, 3]
    assert (article.dateline, article.timestamp, article.deck) == (None, None, None)


def test_hours_that_pray_are_no_credits_but_stamps_are() -> None:
    article = read(HEAD, TEXT, "الفجر: 4:18", "الظهر: 12:35", "المغرب: 7:20", "العشاء: 8:45")
    assert (article.place, article.source) == (None, None)
    stamped = read(HEAD, "نشر: 12:30 - 14 مايو 2023", "آخر تحديث: 14:20 - 14 مايو 2023", TEXT, MORE)
    assert str(stamped.published).startswith("2023-05-14")
    assert read(HEAD, "الجمعة 24/11/2023", "07:00 دخول الهدنة حيز التنفيذ", "08:20 طوابير من المركبات", MORE).published


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("📌 باختصار", "• إعادة فتح طريق مطروح.", "• تأجيل القافلة إلى الأحد.", MORE), ["📌 باختصار"]),
        (("🔹 توصيات المديرية", "✅ تثبيت الخزانات", "✅ الابتعاد عن الأودية", MORE), ["🔹 توصيات المديرية"]),
        (("🌊 خبر من البحر", MORE, "💬 قالوا", "«الزيتون لا ينتظر» – مزارع"), ["🌊 خبر من البحر", "💬 قالوا"]),
        (("☎️ الإسعاف 122", "☎️ الدفاع المدني 115", "☎️ الشرطة 104", MORE), []),
        (("✅ تثبيت خزانات المياه", "✅ الابتعاد عن الأودية", "❌ الفحم للتدفئة", MORE), []),
        (("📍 المكان: قاعة البلدية", "📅 الموعد: السبت المقبل", MORE), []),
        ((MORE, "📢 انشر تؤجر"), []),
        ((MORE, "🙏 شكرا لكم.", MORE, "🙏 ودمتم بخير.", MORE), []),
    ],
)
def test_pictures_before_headings_and_before_items(lines: tuple[str, ...], expected: list[str]) -> None:
    assert headings(read(HEAD, TEXT, *lines)) == expected


@pytest.mark.parametrize(
    "notice",
    ["إذا لم تظهر لك هذه الرسالة جيداً، افتحها في المتصفح", "لمشاهدة هذه النشرة في المتصفح اضغط هنا", "View this email in your browser",
     "هل تواجه مشكلة في عرض البريد؟ افتحه في متصفحك", "🔴 مُعاد توجيهها عدة مرات", "تمت إعادة توجيهها من قناة أخبار الحي",
     "↪️ معاد توجيهها", "وصلتك هذه الرسالة لأنك مشترك في نشرتنا", "ملخص مُولَّد آلياً – قد يحتوي على أخطاء", "نص مترجم آليا",
     "تمت ترجمة هذا المقال بواسطة الذكاء الاصطناعي", "هذا الملخص معد بالذكاء الاصطناعي، وقد راجعه محرر"],
)  # fmt: skip
def test_notices_of_mails_chats_and_machines_are_no_headlines(notice: str) -> None:
    article = read(notice, HEAD, "", TEXT, MORE)
    assert (article.headline, article.kicker, article.deck) == (HEAD, None, None)


@pytest.mark.parametrize(
    "headline",
    ["جوجل تعرض إعلانات جديدة في متصفح كروم", "تقرير معد بواسطة الأمم المتحدة يكشف حجم الدمار",
     "صورة مولدة بالذكاء الاصطناعي تثير جدلا واسعا", "تمت إعادة فتح الجسر الكبير أمام الشاحنات"],
)  # fmt: skip
def test_headlines_about_browsers_and_machines(headline: str) -> None:
    assert read(headline, "", TEXT, MORE).headline == headline


@pytest.mark.parametrize("mark", ["- انتهى البيان -", "-- انتهى الخبر", "(نهاية التقرير)", "* انتهى النص *", "انتهى"])
def test_end_marks_that_name_what_ends(mark: str) -> None:
    assert roles(MORE, mark) == ["paragraph", "paragraph"]
    assert roles(MORE, mark, "للتواصل: 0501234567")[1] == "paragraph"


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (("المصدر: جمعية أهالي الحي", "انشروها بين الناس 🙏"), "جمعية أهالي الحي"),
        (("المصدر: مصلحة الأرصاد", MORE), "مصلحة الأرصاد"),
        (("عن: الاتحاد الفرعي لكرة السلة في مدينة حلب",), "الاتحاد الفرعي لكرة السلة في مدينة حلب"),
        (("(الراية الاقتصادية، بلومبرغ)",), "الراية الاقتصادية، بلومبرغ"),
        (("(الجزيرة + رويترز)",), "الجزيرة + رويترز"),
        (("الجريدة الرسمية",), "الجريدة الرسمية"),
        (("المصدر: هيئة المسح", "https://example.org/a"), "هيئة المسح"),
        (("نقلا عن عموده اليومي",), None),
        (("نقلاً عن صفحتها على فيسبوك",), None),
        (("عن: المعلم الذي لم يغادر مدرسته يوما واحدا طوال أربعين سنة", MORE), None),
        (("(عن موقع «صحتي اليوم» بتصرّف)",), "موقع «صحتي اليوم»"),
        (("المصدر: مجلة العلوم، بتصرف يسير",), "مجلة العلوم"),
        (("المصدر: دراسة الحي", MORE, "المصدر: مجلة العلوم", MORE), None),  # each of a part
    ],
)
def test_sources_amid_what_a_page_adds_and_those_that_name_none(lines: tuple[str, ...], name: str | None) -> None:
    article = read(HEAD, "", TEXT, MORE, TEXT, *lines)
    assert (article.source and article.source.name) == name
    assert headings(article) == []


def test_a_source_under_a_table_and_the_paper_that_signs_its_editorial_are_none_of_the_article() -> None:
    table = read(HEAD, TEXT, MORE, "السنة\tالعدد", "2021\t44", "2022\t51", "المصدر: دائرة الإحصاء", TEXT)
    assert table.source is None
    assert read("كلمة البلاد", "المدرسة أولاً", TEXT, MORE, "البلاد").source is None
    assert read("محليات", "المدرسة أولاً", TEXT, MORE, "البلاد").source is not None


def test_words_within_words_announce_no_verse() -> None:
    short = ("أول الطريق صعب", "وآخره أصعب منه", "لكن الناس صابرون")
    assert set(roles("تترك الكاتبة للتفاصيل أن تقول ما لا تقوله الوثائق.", *short, MORE)) <= {"paragraph", "heading"}
    verse = (
        "يا نخلة الدار ردي ظل أحبابي",
        "فقد تعبت وطال الوقف بالباب",
        "مروا عليك وما ألقوا تحيتهم",
        "ولا سقوك بدمع أو بأكواب",
    )
    below = "ويشيع جثمانه عصر اليوم من مسجد القرية إلى مقبرة العائلة."
    found = read(HEAD, TEXT, "ومن أشهر أبياته قوله:", *verse, below).body
    assert isinstance(found[-1], Paragraph)
    assert plain_text(found[-1].inlines) == below
