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
