"""Heads whose lines are weighed together, where the rules ask them one by one."""

from __future__ import annotations

import pytest

from newsconvert.options import ReaderOptions
from newsconvert.readers.plaintext import explain
from newsconvert.readers.structure import weighing

REST = "وقال مدير الدائرة إن العمل سيستمر ثلاثة أسابيع، وإن النتائج ستعلن في مؤتمر صحفي يعقد نهاية الشهر الجاري."
#: Kicker, headline and deck, each perhaps none; what stands under them; the lead.
HEADS = (
    ("من سجلات القضاء", "باع أرض جاره بوكالة مزورة وسافر", "", "",
     "باع رجل أرض جاره في الضاحية الشرقية بوكالة مزورة ثم سافر، وقضت محكمة الجنايات أمس بسجنه غيابيا سبع سنوات."),
    ("القضاء يحسم النزاع", "لا رسوم على ركن السيارات أمام المستشفيات", "", "منى العلي",
     "ألغت محكمة القضاء الإداري رسوم ركن السيارات أمام المستشفيات، بعد نزاع دام عامين بين البلدية ونقابة الأطباء."),
)  # fmt: skip


@pytest.mark.parametrize(("kicker", "headline", "deck", "credit", "lead"), HEADS)
def test_kickers_that_no_rule_knows(
    kicker: str, headline: str, deck: str, credit: str, lead: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "\n".join(filter(None, (kicker, headline, deck, credit, lead, REST)))
    found = explain(text.encode(), ReaderOptions())[0].value
    assert (found.kicker, found.headline, found.deck) == (kicker, headline, deck or None)
    monkeypatch.setattr(weighing, "MARGIN", float("inf"))
    assert explain(text.encode(), ReaderOptions())[0].value.headline == kicker


#: Heads over a lead that says them again, and over one that does not: kicker, headline, deck, lead.
LATER = (
    ("رابطة الناشرين تلوّح بالانسحاب", "معرض الكتاب يؤجل افتتاحه أسبوعين", "خلاف على أجور الأجنحة ومواعيد التسليم",
     "أجلت إدارة معرض الكتاب افتتاحه أسبوعين بعد خلاف مع رابطة الناشرين على أجور الأجنحة ومواعيد تسليمها للعارضين."),
    ("رفضوا العرض الأول وطالبوا بضمانات مكتوبة", "عمال الميناء: لن نعود", "الإدارة تدعو إلى جلسة جديدة مساء الأحد", REST),
    ("بعد ومسافة", "الجسر الذي لم نعبره", "",
     "كنا صغارا حين وعدونا بجسر يربط القرية بالمدينة. رسموا له صورة على لوحة من الصاج، وقصوا شريطا أمامها أيضا."),
)  # fmt: skip


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize(("kicker", "headline", "deck", "lead"), LATER)
def test_headlines_that_no_rule_took_for_a_part_of_the_head(
    kicker: str, headline: str, deck: str, lead: str, gap: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = gap.join(filter(None, (kicker, headline, deck, lead, REST)))
    found = explain(text.encode(), ReaderOptions())[0].value
    assert (found.kicker, found.headline, found.deck) == (kicker, headline, deck or None)
    monkeypatch.setattr(weighing, "MARGIN", float("inf"))
    assert explain(text.encode(), ReaderOptions())[0].value.headline == kicker


@pytest.mark.parametrize(
    "lines",
    [
        ("بعد شهر من الجفاف..", "السدود تمتلئ بمياه الأمطار في يومين"),
        ("مرسوم سلطاني رقم 12 / 2023", "نحن هيثم بن طارق سلطان عمان"),
        ("سليم الحداد", "سيرة نجار من حي الميدان القديم"),
    ],
)
def test_a_headline_begins_where_it_must(lines: tuple[str, str]) -> None:
    lead = f"ولد الحداد قبل مئة عام. السدود في البلاد تمتلئ بمياه الأمطار. {REST}"
    found = explain("\n".join((*lines, lead, REST)).encode(), ReaderOptions())[0].value
    assert found.headline.startswith(lines[0])


def test_a_caption_under_the_dateline_is_no_deck() -> None:
    lead = (
        "دشن وزير الزراعة أمس مزرعة سمكية على ساحل البحر الأحمر تنتج ألف طن سنويا، وتوفر فرص عمل لأبناء القرى المجاورة."
    )
    text = f"تدشين مزرعة سمكية على ساحل البحر الأحمر\nجدة - واس:\nوزير الزراعة\n{lead}\n{REST}\n"
    found = explain(text.encode(), ReaderOptions())[0].value
    assert (found.headline, found.deck) == ("تدشين مزرعة سمكية على ساحل البحر الأحمر", None)


@pytest.mark.parametrize(
    ("headline", "deck"),
    [
        ("اتفاق على فتح الطريق الساحلي", "لجنة محلية تشرف على التنفيذ وتنشر تقريرا كل أسبوع"),
        ("قرار وزاري رقم (7) لسنة 2022", "تنظيم عمل الصيدليات الريفية وأوقات مناوبتها"),
        ("سليم الحداد", "سيرة نجار من حي الميدان القديم في مئة صورة"),
    ],
)
def test_headlines_over_their_decks_stay(headline: str, deck: str) -> None:
    lead = f"{headline}: هذا ما أعلن أمس في المدينة بعد أسابيع من المشاورات، وينتظر أن تبدأ الخطوة التالية مطلع الشهر."
    text = f"{headline}\n{deck}\nكتب: رامي نصر\n{lead}\n{REST}\n"
    found = explain(text.encode(), ReaderOptions())[0].value
    assert (found.headline, found.deck, found.kicker) == (headline, deck, None)
