"""Headers and footers of documents: what they state of the article that its text lacks, and what is of the paper."""

from __future__ import annotations

import pytest

from newsconvert.model import Article, Heading, Paragraph, Source
from newsconvert.readers.pageframes import headline_of_frame, with_frame
from support.rich_article import t

LEDE = "أعلنت وزارة الزراعة اليوم بدء موسم حصاد القمح في المحافظات الشرقية، وقالت إنها جهزت أربعين مركزاً لاستلامه."
LINE = "بدء موسم حصاد القمح في الشرق"


@pytest.mark.parametrize(
    ("first", "texts", "found"),
    [
        (Paragraph(t(LEDE)), [LINE], LINE),
        (Paragraph(t(LEDE)), ["جريدة المرفأ اليومية السياسية المستقلة", LINE, "بيروت - 2 شباط 2023"], LINE),
        (Paragraph(t(LEDE)), [LINE, "أسعار الخبز في المدن الكبرى"], None),  # two that can be it
        (Paragraph(t("حصاد القمح")), [LINE], None),  # the text has its own
        (Heading(2, t(LEDE)), [LINE], None),
        (Paragraph(t(LEDE)), ["نشرة داخلية"], None), (Paragraph(t(LEDE)), ["المصدر: وزارة الزراعة في العاصمة"], None),
        (Paragraph(t(LEDE)), ["وزارة الزراعة دائرة الإعلام والتوثيق"], None),
        (Paragraph(t(LEDE)), ["التقرير السنوي الكامل - صفحة 3"], None),
    ],
)  # fmt: skip
def test_headline_of_a_header(first: Paragraph | Heading, texts: list[str], found: str | None) -> None:
    assert headline_of_frame([first], texts) == found


def test_credits_of_headers_complete_an_article_without_any() -> None:
    article = with_frame(Article(LINE, (Paragraph(t(LEDE)),)), ["بيروت - 2 شباط 2023", "المصدر: مجلة الأرض"])
    assert (article.place, str(article.published)) == ("بيروت", "2023-02-02")
    assert article.source == Source("مجلة الأرض", None, "المصدر: مجلة الأرض")


@pytest.mark.parametrize(
    "text", ["سري للغاية", "جريدة المرفأ - نشرة داخلية", "جريدة المرفأ - العدد 33 - 2 شباط 2023", "هدى العلي"]
)
def test_what_is_of_the_paper_is_no_credit(text: str) -> None:
    article = Article(LINE, (Paragraph(t(LEDE)),))
    assert with_frame(article, [text]) == article


def test_credits_of_the_text_count() -> None:
    article = Article(LINE, (Paragraph(t(LEDE)),), byline="كتب: نبيل عواد", source=Source("سانا"))
    assert with_frame(article, ["كتبت: هدى العلي", "بيروت - 2 شباط 2023", "المصدر: مجلة الأرض"]) == article
