"""Forms of the credits around news in plain text: above the headline, under it, at the foot; and lone headings."""

from __future__ import annotations

from datetime import date

import pytest

import newsconvert
from newsconvert.model import Article, Heading, ItemList, plain_text

HEADLINE = "إقبال واسع على معرض الكتاب في يومه الثالث"
LEAD = "شهد معرض الكتاب في يومه الثالث إقبالا واسعا من الطلاب والأسر، ونفدت كتب الأطفال من أجنحة كثيرة قبل حلول المساء."
MORE = "وقال مدير المعرض إن عدد الزوار تجاوز عشرين ألفا، وإن أبواب القاعات ستبقى مفتوحة حتى العاشرة ليلا طوال الأسبوع."


def read(*lines: str) -> Article:
    return newsconvert.load("\n".join(lines).encode()).value


def under(credit: str) -> Article:
    return read(HEADLINE, *credit.split("\n"), "", LEAD, "", MORE)


def above(credit: str) -> Article:
    return read(*credit.split("\n"), HEADLINE, "", LEAD, "", MORE)


def below(credit: str) -> Article:
    return read(HEADLINE, "", LEAD, "", MORE, "", *credit.split("\n"))


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("14 الماء 1376 و.ر 2008 مسيحي", date(2008, 5, 14)),
        ("2 الكانون 1372 و.ر", date(2004, 12, 2)),
        ("الأحد 17 هانيبال 2008", date(2008, 8, 17)),
        ("تم نشره في الاثنين 12 أيار / مايو 2014. 11:00 مـساءً", date(2014, 5, 12)),
    ],
)
def test_dates_of_libya_and_stretched_words(line: str, day: date) -> None:
    assert under(line).published == day


@pytest.mark.parametrize(
    ("line", "place", "agency", "day"),
    [
        ("سبها 14 الماء 1376 و.ر 2008 مسيحي (أوج)", "سبها", "أوج", date(2008, 5, 14)),
        ("نزوى في 29 مايو/ العمانية / 2023", "نزوى", "العمانية", date(2023, 5, 29)),
        ("أسوان في 22 فبراير / أ ش أ / ..\nالسبت ٢٢-٠٢-٢٠٢٥ ٠٨:٣٠", "أسوان", "أ ش أ", date(2025, 2, 22)),
    ],
)
def test_datelines_on_a_line(line: str, place: str, agency: str, day: date) -> None:
    found = under(line)
    assert (found.place, found.agency, found.published) == (place, agency, day)


def test_towns_without_the_blank_after_a_letter_that_joins_no_other() -> None:
    assert under("عبدالله عابد - حفرالباطن").place == "حفرالباطن"
    assert under("ديرالزور-خالد جمعة").place == "ديرالزور"


def test_full_name_of_a_state_is_no_part_of_the_place() -> None:
    assert read(HEADLINE, "", f"دبي، الإمارات العربية المتحدة – 14 يناير 2025: {LEAD}", MORE).place == "دبي"
    assert read(HEADLINE, "", f"أربيل، العراق – 14 يناير 2025: {LEAD}", MORE).place == "أربيل، العراق"


def test_day_of_this_month_in_old_papers() -> None:
    assert read(HEADLINE, "", f"بيروت في 14 منه - {LEAD}", MORE).place == "بيروت"


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("سلوى الجراح | كاتبة من العراق", "سلوى الجراح | كاتبة من العراق"),
        ("نجلاء السعيد nagla@elbalad.example", "نجلاء السعيد nagla@elbalad.example"),
        ("رامي الأمين\nrami@alnoor.example", "رامي الأمين"),
        ("جوخة الهنائي", "جوخة الهنائي"),
        ("الداهية ولد سيدي", "الداهية ولد سيدي"),
        ("اللواء الركن المتقاعد عبد الكريم قاسمي", "اللواء الركن المتقاعد عبد الكريم قاسمي"),
        ("الخرطوم: سارة ود الأمين - تصوير: مصعب الهادي", "سارة ود الأمين"),
        ("الرباط ـ «القدس العربي» ـ سعيدة الكامل", "سعيدة الكامل"),
        ("كتبه: مجد الخطيب بتاريخ 3 فبراير 2022", "مجد الخطيب"),
    ],
)
def test_bylines_under_the_headline(line: str, author: str) -> None:
    found = under(line)
    assert (found.headline, found.byline) == (HEADLINE, author)


def test_role_beside_an_author_is_no_place() -> None:
    found = under("يوسف الشريف، محامٍ وكاتب")
    assert (found.byline, found.place) == ("يوسف الشريف، محامٍ وكاتب", None)


def test_long_role_under_an_author_is_a_note_and_no_place() -> None:
    found = under("د. عبد الله الطائي\nأستاذ الإعلام بجامعة السلطان قابوس في مسقط")
    assert (found.byline, found.place) == ("د. عبد الله الطائي", None)
    posted = under("سارة دهقان\nمراسلة بي بي سي - بيروت")
    assert (posted.byline, posted.dateline, posted.place) == ("سارة دهقان", "مراسلة بي بي سي - بيروت", "بيروت")
    assert under("عبد الله الطائي\nكاتب عماني").byline == "عبد الله الطائي، كاتب عماني"


def test_town_on_no_list_that_the_text_names() -> None:
    found = read("أهالي كربوبة يطالبون بطريق", "كربوبة - صادق الحلواجي", LEAD, MORE)
    assert (found.byline, found.place) == ("كربوبة - صادق الحلواجي", "كربوبة")
    assert under("كربوبة - صادق الحلواجي").place is None  # a site, perhaps


def test_who_held_an_interview_is_no_town() -> None:
    found = read("رئيس الاتحاد: المعارض لا تصنع قراء", "أجراها: ياسين بوذراع", LEAD, MORE)
    assert (found.byline, found.place) == ("أجراها: ياسين بوذراع", None)


@pytest.mark.parametrize(
    ("lines", "author", "day"),
    [
        ("كتب محمود عبد الصمد وإيمان رزق", "كتب محمود عبد الصمد وإيمان رزق", None),
        ("المختار ولد أحمدو (نواكشوط)\n14/09/2022", "المختار ولد أحمدو (نواكشوط)", date(2022, 9, 14)),
        ("د. فؤاد زيدان\nالخميس 2 مارس 2006", "د. فؤاد زيدان", date(2006, 3, 2)),
        ("كتب في: الاثنين 19 يوليو 2021 - 9:40 م\nماجدة حلمي", "ماجدة حلمي", date(2021, 7, 19)),
        ("مريم الساعدي\nكاتبة من الإمارات", "مريم الساعدي، كاتبة من الإمارات", None),
    ],
)
def test_bylines_above_the_headline(lines: str, author: str, day: date | None) -> None:
    found = above(lines)
    assert (found.headline, found.byline, found.published) == (HEADLINE, author, day)


def test_day_and_number_of_the_page_above_the_headline() -> None:
    found = above("٢٠ أكتوبر ١٩٧١\n— ٤ —")
    assert (found.headline, found.published) == (HEADLINE, date(1971, 10, 20))


def test_place_and_day_above_the_lead() -> None:
    found = read("صور في 27 آب 2018", LEAD, MORE)
    assert (found.place, found.published) == ("صور", date(2018, 8, 27))


def test_desk_under_a_headline_that_begins_with_an_institution() -> None:
    found = read("بلدية المدينة تطلق مشروعا لتأهيل السوق القديم", "القسم الرياضي", "", LEAD, MORE)
    assert (found.headline, found.byline) == (
        "بلدية المدينة تطلق مشروعا لتأهيل السوق القديم",
        "القسم الرياضي",
    )


@pytest.mark.parametrize(
    ("lines", "author"),
    [
        ("سعود بن فهد المقرن\ns.muqrin@nafitha.example", "سعود بن فهد المقرن"),
        ("وتقبلوا فائق الاحترام.\nأبو محمد - حي الروضة", "أبو محمد - حي الروضة"),
        ("غادة المصري، محررة الشؤون الاقتصادية", "غادة المصري، محررة الشؤون الاقتصادية"),
        ("حماة – تشرين – محمد فرحة", "حماة – تشرين – محمد فرحة"),
    ],
)
def test_bylines_at_the_foot(lines: str, author: str) -> None:
    assert below(lines).byline == author


def test_contact_with_a_telephone_is_no_author() -> None:
    assert below("سعود بن فهد المقرن\ns.muqrin@nafitha.example\nهاتف: 0112345678").byline is None


@pytest.mark.parametrize(
    ("line", "name", "day"),
    [
        ("الأهالي المصورة، العدد 412، السبت 14 أبريل 1956، ص 3", "الأهالي المصورة", date(1956, 4, 14)),
        ("[ الميزان الدمشقية — العدد ٢٣١ — الخميس ٨ تشرين الثاني سنة ١٩٣٤ ]", "الميزان الدمشقية", date(1934, 11, 8)),
        ("المصدر: مجلة «نورد»، 6 كانون الأول/ديسمبر 2021", "مجلة «نورد»", date(2021, 12, 6)),
        ("من أرشيف جريدة الثورة - 8 تشرين الأول 1973", "جريدة الثورة", date(1973, 10, 8)),
        ("* نشر المقال في صحيفة الخليج", "صحيفة الخليج", None),
        ("عن ملحق «ضفاف» الثقافي", "ملحق «ضفاف» الثقافي", None),
        ("مصدر الخبر: موقع درج", "موقع درج", None),
        ("الانتباهة", "الانتباهة", None),
        ("(عن الأهرام)", "الأهرام", None),
    ],
)
def test_sources_at_the_foot(line: str, name: str, day: date | None) -> None:
    found = below(line)
    assert (found.source and found.source.name, found.published) == (name, day)


@pytest.mark.parametrize(
    ("line", "name", "day"),
    [
        ("الأهرام - ٢٦ يوليو ١٩٥٦", "الأهرام", date(1956, 7, 26)),
        ("الأهالي المصورة - العدد 4512 - ص 3", "الأهالي المصورة", None),
        ("عن مجلة «بورتو» الإيطالية", "مجلة «بورتو» الإيطالية", None),
    ],
)
def test_sources_above_the_headline(line: str, name: str, day: date | None) -> None:
    found = above(line)
    assert (found.headline, found.published) == (HEADLINE, day)
    assert found.source
    assert found.source.name == name


def test_place_and_agency_at_the_foot() -> None:
    found = below("واس - الرياض")
    assert (found.place, found.agency) == ("الرياض", "واس")


def test_question_under_the_stamp_of_an_agency_is_the_headline() -> None:
    found = read("دمشق - سانا: 3 / 4 / 2019", "لماذا نخاف من الأسئلة الصغيرة؟", "", LEAD, MORE)
    assert found.headline == "لماذا نخاف من الأسئلة الصغيرة؟"


def test_weekday_and_number_of_an_issue_name_no_paper() -> None:
    assert below("الخميس ١٩ مايو ٢٠١١م - العدد ١٥٦٠٨").source is None


def test_what_a_text_was_translated_from() -> None:
    found = under("بول تريولو\nترجمة: نادين كنعان عن «فورين أفيرز»")
    assert found.source
    assert found.source.name == "«فورين أفيرز»"


def test_dateline_names_the_agency_before_the_byline() -> None:
    found = read(HEADLINE, "ماري دوفال، أسوشيتد برس", "", f"تونس (أ ب) — {LEAD}", MORE)
    assert found.agency == "أ ب"


def headings(*lines: str) -> list[str]:
    found = read(HEADLINE, LEAD, *lines, MORE)
    return [plain_text(block.inlines) for block in found.body if isinstance(block, Heading)]


@pytest.mark.parametrize("title", ["بعد الغياب... عودة خجولة", "القنطار بكم؟"])
def test_lone_headings_between_paragraphs(title: str) -> None:
    assert headings(MORE, "حضور لافت", LEAD, title) == ["حضور لافت", title]


def test_halves_of_verse_are_no_heading() -> None:
    assert headings("يا جسر كم عبر الأحبة ... وبقيت وحدك") == []


def test_short_line_with_a_colon_after_others() -> None:
    found = headings("المقدمة:", LEAD, "الخاتمة:", "يحتاج القطاع إلى استثمار عاجل.")
    assert found == ["المقدمة:", "الخاتمة:"]


def test_article_of_a_law_that_begins_a_sentence_is_no_heading() -> None:
    found = headings("المادة (3): يشترط في طالب الترخيص:", "أ‌. أن يكون قد أتم الثامنة عشرة.", "ب‌. أن يقدم شهادة خلو.")
    assert found == []


def test_letters_that_word_parts_from_their_mark_number_items() -> None:
    found = read(HEADLINE, LEAD, "ويشترط ما يلي:", "أ‌. أن يكون قد أتم الثامنة عشرة.", "ب‌. أن يقدم شهادة خلو.", MORE)
    lists = [block for block in found.body if isinstance(block, ItemList)]
    assert [len(one.items) for one in lists] == [2]
