"""What stands above headlines and is neither headline nor deck, and headlines that go on or end without a blank line."""

from __future__ import annotations

import pytest

from newsconvert.model import Article
from newsconvert.options import ReaderOptions
from newsconvert.readers.plaintext import explain

REST = "وقال مدير الدائرة إن العمل سيستمر ثلاثة أسابيع، وإن النتائج ستعلن في مؤتمر صحفي يعقد نهاية الشهر الجاري."
HEADLINE = "ترميم القلعة القديمة ينتهي قبل الصيف"
LEAD = "أعلنت دائرة الآثار أن ترميم القلعة القديمة سينتهي قبل الصيف، وأن الزوار سيدخلونها مجانا في الشهر الأول من افتتاحها."


def read(*lines: str) -> Article:
    return explain("\n".join(lines).encode(), ReaderOptions())[0].value


@pytest.mark.parametrize(
    "above",
    [
        "عرض هذا البريد في المتصفح", "View in browser", "نسخ الرابط", "الرئيسية / محليات\nمشاركة", "4 شباط 1970\n— 6 —", "صفحة 4",
        "عن مجلة «الضفاف» الإيطالية", "إلى محرر صفحة القراء،\nتحية طيبة وبعد،", "تمت إعادة التوجيه من قناة الضحى",
        "نشرة «فنجان المساء» – العدد 31\nالأحد 3 أبريل 2022",
    ],
)  # fmt: skip
def test_lines_of_page_mail_and_letter_are_no_headline(above: str) -> None:
    article = read(above, HEADLINE, LEAD, REST)
    assert (article.headline, article.deck) == (HEADLINE, None)
    assert article.kicker != above.rpartition("\n")[2]


@pytest.mark.parametrize(("above", "number"), [((), "— 6 —"), (("4 شباط 1970",), "— 6 —"), ((), "صفحة 4")])
def test_numbers_of_pages_above_a_headline_are_left_out_with_a_warning(above: tuple[str, ...], number: str) -> None:
    result = explain("\n".join((*above, number, HEADLINE, LEAD, REST)).encode(), ReaderOptions())[0]
    assert [number in warning.message for warning in result.warnings] == [True]
    assert len(result.value.body) == 2


@pytest.mark.parametrize(
    ("above", "author"),
    [
        ("سماح عيسى الخطيب", "سماح عيسى الخطيب"), ("القاهرة: ماجدة حلمي", "ماجدة حلمي"), ("حوار: إيمان الشريف", "إيمان الشريف"),
        ("هدى بن سالم\nكاتبة وأكاديمية من تونس", "هدى بن سالم"), ("رأي\nمريم الحداد", "مريم الحداد"),
        ("دمشق / محمد مستو / الأناضول", "محمد مستو"),
    ],
)  # fmt: skip
def test_who_writes_stands_above(above: str, author: str) -> None:
    article = read(above, HEADLINE, LEAD, REST)
    assert article.headline == HEADLINE
    assert author in (article.byline or "")
    assert author not in (article.kicker or "")


def test_a_name_that_the_text_tells_of_is_the_headline() -> None:
    lead = "رحلت أمس مريم الحداد بعد ستين عاما من الغناء على مسارح المدينة القديمة، وشيعها إلى مثواها مئات من محبيها."
    assert read("مريم الحداد", "صوت المدينة القديمة يغيب", lead, REST).headline == "مريم الحداد"


@pytest.mark.parametrize(
    ("kicker", "headline", "credit", "lead"),
    [
        ("الجولة 9 من دوري كرة اليد", "نادي السلام يفرط في الفوز على أرضه", "تونس: سامي الغربي",
         "فرط نادي السلام في الفوز على أرضه أمس، واكتفى بالتعادل مع ضيفه في الجولة التاسعة من دوري كرة اليد."),
        ("كلفته ارتفعت من 3 إلى 9 ملايين في عام واحد فقط", '"الجسر المعلق" يتعثر والبلدية تعد بحل', "2018/08/02",
         "تعثر مشروع الجسر المعلق مرة أخرى بعدما ارتفعت كلفته إلى ثلاثة أضعاف، ووعدت البلدية سكان الضفتين بحل قريب."),
        ("في قرية نسيها الطريق، يصنع حداد عجوز أبواب البيوت", "مطرقة واحدة لألف باب", "قفصة – زينب العياري",
         "يضرب الحاج منصور الحديد بمطرقة ورثها عن أبيه، ولا يكاد بيت في القرية يخلو من باب خرج من دكانه الضيق."),
        ("عام / أمانة جازان تنفذ 300 جولة على الأسواق", "أمانة جازان تكثف جولاتها على أسواق السمك",
         "جازان 2 محرم 1440 هـ الموافق 12 سبتمبر 2018 م واس",
         "نفذت أمانة جازان خلال الأسبوع الماضي 300 جولة رقابية على أسواق السمك والخضار في المدينة وما حولها من قرى."),
        ("تجار: البضاعة مكدسة والرسوم تأكل الربح", "سوق الحميدية.. زحام بلا (ليرات)", "تحقيق: وسيم الحلاق",
         "يمضي الزائر نصف ساعة ليقطع سوق الحميدية من أوله إلى آخره، لكن أكياس التسوق في أيدي العابرين قليلة جدا."),
    ],
)  # fmt: skip
def test_kickers_longer_than_sections(kicker: str, headline: str, credit: str, lead: str) -> None:
    article = read(kicker, headline, credit, lead, REST)
    assert (article.kicker, article.headline) == (kicker, headline)


def test_the_name_of_a_work_is_the_headline_over_what_it_is() -> None:
    name, deck = "«أصوات من الواحة»", "مهرجان غنائي يجمع فرق الجنوب في توزر"
    lead = f"انطلق بتوزر مساء أمس مهرجان {name} بمشاركة إحدى عشرة فرقة من ولايات الجنوب، وسط حضور كبير في السوق."
    article = read(name, deck, "18 نوفمبر 2019", lead, REST)
    assert (article.headline, article.deck, article.kicker) == (name, deck, None)


def test_an_act_goes_on_with_its_subject() -> None:
    article = read("مرسوم رقم 7 لسنة 2011", "بإنشاء صندوق للمكتبات العامة", "", LEAD, REST)
    assert article.headline == "مرسوم رقم 7 لسنة 2011 بإنشاء صندوق للمكتبات العامة"


@pytest.mark.parametrize(
    ("headline", "deck", "credit"),
    [
        ("المؤشر يصعد 14 نقطة والمصارف تقود التداولات", "قيمة التداول 5.2 مليون ريال", "21 نوفمبر 2019"),
        ("«ليالي البحر» تسدل ستارها على أنغام العود", "الختام مع فرقة محلية وتكريم للرواد", "المنامة: دلال البوعينين"),
        ("**كيف تحفظ صور هاتفك القديم من دون أن تفقد تواريخها؟**", "الدليل الكامل خطوة بخطوة", "13 أغسطس 2024"),
    ],
)
def test_decks_without_a_blank_line(headline: str, deck: str, credit: str) -> None:
    article = read(headline, deck, credit, LEAD, REST)
    assert (article.headline, article.deck) == (headline.strip("*"), deck)


def test_a_short_headline_stands_over_a_lead_with_a_note() -> None:
    lead = "قال متحدث باسم الوزارة إن الشحنة وصلت صباحا وإن توزيعها سيبدأ غدا في جميع المحافظات.[1]"
    article = read("تقرير في اللقاح", "", lead, "", f"{REST}[2]", "", "الهوامش:", "[1] بيان الوزارة.", "[2] تقرير.")
    assert article.headline == "تقرير في اللقاح"


def test_a_headline_of_two_lines_over_a_typed_lead() -> None:
    article = read("النهر يتراجع في العاصمة", "وسكان الجزيرة يتنفسون الصعداء", LEAD, REST)
    assert article.headline == "النهر يتراجع في العاصمة وسكان الجزيرة يتنفسون الصعداء"


def test_the_rest_of_a_headline_is_no_name() -> None:
    lead = "حذرت وزارة الصحة من شراء الأدوية عبر صفحات التواصل الاجتماعي بعد ضبط كميات مغشوشة منها في ثلاث محافظات."
    article = read("وزارة الصحة تحذر من شراء الأدوية", "عبر صفحات التواصل الاجتماعي", lead, REST)
    assert article.headline == "وزارة الصحة تحذر من شراء الأدوية عبر صفحات التواصل الاجتماعي"


def test_a_line_over_a_byline_is_not_dropped_for_one_without() -> None:
    byline = "عبدالكريم الحمد - الرياض"
    lead = "تدخل إدارة نادي الهلال خلال أسبوعين نفق مطالبات مالية كبيرة، وعليها أن تدفع عشرة ملايين ريال للاعبين اثنين."
    article = read("جاء وقت السداد", byline, byline, "الهلال مطالب بأكثر من 10 ملايين ريال", lead, REST)
    assert article.headline == "جاء وقت السداد"


def test_a_text_that_ends_with_its_head() -> None:
    lines = "ورشة عن الأرشيف الرقمي", "14-10-2016", "الدوحة - 11 فبراير 2024"
    assert read(*lines).headline == lines[0]


def test_a_letter_that_encloses_a_release_is_not_its_head() -> None:
    article = read(
        "من: دلال المطوع <dalal@example.org>", "إلى: تحرير الثقافة <culture@example.org>",
        "الموضوع: خبر صحفي للنشر – القلعة القديمة", "", "الزملاء الأعزاء، تحية طيبة", "مرفق الخبر أدناه مع الشكر.", "",
        HEADLINE, "", LEAD, REST,
    )  # fmt: skip
    assert (article.headline, article.kicker) == (HEADLINE, None)


def test_lines_parted_by_blank_lines_are_not_wrapped_for_their_foot() -> None:
    head = ("انحسار الضباب يكشف عن 40 عينا مائية في السهول", "دراسة ميدانية ترصد تراجع تدفق ثلث الينابيع")
    article = read(*head, "11 يوليو 2023", "", LEAD, "", REST, "", LEAD[:90] + ".", "", "/العمانية/", "بدر الغيلاني")
    assert (article.headline, article.deck) == head
