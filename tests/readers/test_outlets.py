"""The paper, station or site that a credit or a dateline names is the source of an article that cites none."""

from __future__ import annotations

import pytest

import newsconvert
from newsconvert.model import Article

HEADLINE = "افتتاح جسر جديد على النهر بعد عامين من العمل"
LEAD = "افتتح وزير النقل أمس جسرا جديدا على النهر بعد عامين من العمل، وقال إن كلفته بلغت تسعة ملايين دينار."
MORE = "وأضاف الوزير أن الجسر سيخفف الزحام عن وسط المدينة، وأن العمل في الجسر الثاني يبدأ في الربيع المقبل."


def read(*lines: str) -> Article:
    return newsconvert.load("\n".join(lines).encode()).value


def source(article: Article) -> str | None:
    return article.source.name if article.source else None


@pytest.mark.parametrize(
    ("credit", "place", "name"),
    [
        ("البصرة - صدى الرافدين", "البصرة", "صدى الرافدين"),
        ("صوت الفيحاء/ البصرة", "البصرة", "صوت الفيحاء"),
        ("قاسم المياحي – مرصد الجنوب", None, "مرصد الجنوب"),
        ("عدن ((شرفة الساحل)) خاص:", "عدن", "شرفة الساحل"),
        ("الفيحاء نت – البصرة", "البصرة", "الفيحاء نت"),
        ("سعد الركابي - البصرة - بوابة الجنوب", "البصرة", "بوابة الجنوب"),
        ("البصرة - الميثاق:", "البصرة", "الميثاق"),
    ],
)
def test_credit_that_names_an_outlet(credit: str, place: str | None, name: str) -> None:
    article = read(HEADLINE, credit, "", LEAD, "", MORE)
    assert (article.place, source(article)) == (place, name)


@pytest.mark.parametrize(
    ("dateline", "place", "name"),
    [
        ("نبض الفيحاء (البصرة) - ", "البصرة", "نبض الفيحاء"),
        ("سماء الفيحاء (البصرة) - ", "البصرة", "سماء الفيحاء"),  # by the place in brackets alone
        ("البصرة/ راديو الرافدين: ", "البصرة", "راديو الرافدين"),
        ("عين الفيحاء (البصرة) - ", None, None),  # a town and its governorate
        ("مارع (سوريا) - ", "مارع (سوريا)", None),
        ("البصرة (العراق) - ", "البصرة (العراق)", None),
    ],
)
def test_dateline_that_names_an_outlet(dateline: str, place: str | None, name: str | None) -> None:
    article = read(HEADLINE, "", dateline + LEAD, "", MORE)
    assert (article.place, source(article)) == (place, name)


def test_outlet_to_which_the_text_was_told() -> None:
    told = "وقال مدير المشروع في حديث إلى «سماوات الجنوب» إن العمل في الجسر الثاني يبدأ في مطلع الربيع المقبل."
    assert source(read(HEADLINE, "البصرة - سماوات الجنوب", "", LEAD, "", told)) == "سماوات الجنوب"
    assert source(read(HEADLINE, "البصرة - سماوات الجنوب", "", LEAD, "", MORE)) is None


@pytest.mark.parametrize("last", ["صدى الفيحاء", "جريدة المنارة البصرية", "الفيحاء أونلاين"])
def test_last_line_that_is_called_as_outlets_are(last: str) -> None:
    assert source(read(HEADLINE, "", LEAD, "", MORE, "", last)) == last


@pytest.mark.parametrize(
    "credit",
    ["البصرة - عدنان الركابي", "البصرة - الركابي", "الرياض - جدة", "البصرة - قسم المحليات", "البصرة – مراسلنا"],
)
def test_credit_without_an_outlet(credit: str) -> None:
    assert source(read(HEADLINE, credit, "", LEAD, "", MORE)) is None


def test_cited_source_stands_before_the_outlet() -> None:
    assert source(read(HEADLINE, "البصرة - صدى الرافدين", "", LEAD, "", MORE, "", "المصدر: رويترز")) == "رويترز"
