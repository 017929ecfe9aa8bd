"""Word documents whose styles do not say what is what: headlines by their size, headings by a bold style of their own."""

from __future__ import annotations

import pytest

from newsconvert.model import Heading, Paragraph, plain_text
from support.wordsources import LEDE, STYLES, document, load, para, run, style

HEADLINE = "موسم القمح ينطلق في المحافظات الشرقية"
LARGE, SMALL = '<w:szCs w:val="40"/><w:sz w:val="40"/>', '<w:szCs w:val="26"/>'
OWN = STYLES + "".join(
    style(name, f"<w:rPr>{properties}</w:rPr>")
    for name, properties in (("Big", LARGE), ("Heavy", "<w:b/><w:bCs/>"), ("Text", SMALL))
)


@pytest.mark.parametrize(
    ("above", "kicker"),
    [
        ((), None),
        ((para("زراعة"),), "زراعة"),
        ((para("بسم الله الرحمن الرحيم"), para("خبر صحفي")), "بسم الله الرحمن الرحيم\nخبر صحفي"),
        ((para("10 مايو 2024"), para("زراعة")), "زراعة"),
    ],
)
@pytest.mark.parametrize("headline", [para(run(HEADLINE, LARGE)), para(HEADLINE, style="Big")])
def test_the_largest_line_above_the_text_is_the_headline(headline: str, above: tuple[str, ...], kicker: str) -> None:
    article, _ = load(document(*above, headline, para(LEDE, style="Text"), para(LEDE), title="", styles=OWN))
    assert (article.headline, article.kicker) == (HEADLINE, kicker)
    assert [plain_text(block.inlines) for block in article.body[-2:] if isinstance(block, Paragraph)] == [LEDE, LEDE]


@pytest.mark.parametrize(
    "blocks",
    [
        (para(HEADLINE), para(LEDE), para(run("سطر كبير بعد النص", LARGE)), para(LEDE)),  # amid the text
        (
            para(HEADLINE),
            para(run("سطران كبيران أولهما هنا", LARGE)),
            para(run("وثانيهما بعده هنا", LARGE)),
            para(LEDE),
        ),
        (para(HEADLINE), para(run("كلمة", LARGE)), para(LEDE)),
        (para(HEADLINE), para(run(LEDE, LARGE)), para(LEDE)),  # a lead
    ],
)
def test_other_large_lines_are_not(blocks: tuple[str, ...]) -> None:
    article, _ = load(document(*blocks, title="", styles=OWN))
    assert article.headline == HEADLINE


def test_a_title_by_its_style_is_the_headline_above_a_larger_line() -> None:
    article, _ = load(document(para(run("سطر أكبر من العنوان نفسه", LARGE)), para(LEDE), styles=OWN))
    assert article.headline == "خبر القمح"


def test_a_line_in_a_bold_style_is_a_heading() -> None:
    light = para(run("سطر يرده إلى النحيف", '<w:b w:val="0"/><w:bCs w:val="0"/>'), style="Heavy")
    article, _ = load(
        document(para(LEDE), para("نتائج الموسم", style="Heavy"), para(LEDE), light, para(LEDE), styles=OWN)
    )
    assert [plain_text(block.inlines) for block in article.body if isinstance(block, Heading)] == ["نتائج الموسم"]


@pytest.mark.parametrize(
    ("lines", "field", "value"),
    [
        (("صحيفة تشرين", HEADLINE), "source", "صحيفة تشرين"),
        (
            ("المملكة الأردنية الهاشمية", "وزارة الزراعة", HEADLINE),
            "kicker",
            "المملكة الأردنية الهاشمية\nوزارة الزراعة",
        ),
        (("بسم الله الرحمن الرحيم", HEADLINE), "kicker", "بسم الله الرحمن الرحيم"),
        (("خاص", HEADLINE), "kicker", "خاص"),
        (("12 آذار 2026", HEADLINE), "timestamp", "12 آذار 2026"),
        (("ترجمة: ليلى حداد", HEADLINE), "byline", "ترجمة: ليلى حداد"),
    ],
)
def test_what_is_larger_than_the_headline_is_what_its_words_say(lines: tuple[str, ...], field: str, value: str) -> None:
    large = (para(run(line, f'<w:b/><w:sz w:val="{50 - 8 * at}"/>')) for at, line in enumerate(lines))
    article, _ = load(document(*large, para(LEDE, style="Text"), para(LEDE), title="", styles=OWN))
    found = article.source.name if field == "source" and article.source else getattr(article, field)
    assert (article.headline, found) == (HEADLINE, value)
    assert not [block for block in article.body if isinstance(block, Heading)]


def test_a_large_line_that_looks_like_a_credit_is_the_headline() -> None:
    headline = "ارتفاع إنتاج القمح في الجزيرة"
    large = (para(run(line, f'<w:b/><w:sz w:val="{size}"/>')) for line, size in (("صحيفة تشرين", 56), (headline, 36)))
    credit = para("دمشق - سامر الحلبي")
    article, _ = load(document(*large, credit, para(LEDE), para(LEDE), title="", styles=OWN))
    assert (article.headline, article.byline) == (headline, "دمشق - سامر الحلبي")


def test_a_headline_of_two_paragraphs_that_are_set_alike_is_one() -> None:
    lines = ("وزير الزراعة: موسم القمح هو الأفضل", "والمساحات المزروعة في ازدياد مستمر")
    article, _ = load(
        document(*(para(run(line, LARGE)) for line in lines), para(LEDE), para(LEDE), title="", styles=OWN)
    )
    assert article.headline == " ".join(lines)


def test_a_smaller_line_under_the_headline_is_a_deck() -> None:
    deck = "المحافظات تستقبل أربعين مركزا للاستلام"
    article, _ = load(
        document(para(run(HEADLINE, LARGE)), para(deck), para("سامر الحلبي"), para(LEDE), title="", styles=OWN)
    )
    assert (article.headline, article.deck, article.byline) == (HEADLINE, deck, "سامر الحلبي")


def test_what_the_headline_says_is_kept_where_the_text_says_it_again() -> None:
    article, _ = load(document(para(HEADLINE), para(LEDE), para(HEADLINE), para(LEDE), title="", styles=OWN))
    assert HEADLINE in [plain_text(block.inlines) for block in article.body if isinstance(block, Paragraph)]


MORE = "وأضافت أن الأسعار ستحدد قبل نهاية الشهر، وأن المزارعين سيستلمون أثمان محصولهم في غضون أسبوع واحد."
SIZED = {"Text": 24, "Small": 18, "Own": 24, "Other": 28}
SET = STYLES + "".join(
    style(name, f'<w:rPr>{"<w:b/>" * (name != "Text")}<w:sz w:val="{size}"/></w:rPr>') for name, size in SIZED.items()
)


def headings(*lines: tuple[str, str]) -> list[str]:
    head = para(run(HEADLINE, LARGE))
    article, _ = load(document(head, *(para(text, style=name) for text, name in lines), title="", styles=SET))
    said = {
        *(plain_text(block.inlines) for block in article.body if isinstance(block, Paragraph | Heading)),
        article.deck,
    }
    assert {text for text, _ in lines} <= said
    return [plain_text(block.inlines) for block in article.body if isinstance(block, Heading)]


@pytest.mark.parametrize(
    "lines",
    [
        [(LEDE, "Text"), ("مزارعون في حقل قرب القامشلي", "Small"), (MORE, "Text")],
        [(LEDE, "Text"), ("«لن نترك الفلاح وحده»", "Own"), (MORE, "Text"), ("سعر الكيلو مجز", "Own"), (LEDE, "Text")],
        [(LEDE, "Text"), ("جهزت أربعين مركزا لاستلامه", "Own"), (MORE, "Text")],  # said in the text
        [(LEDE, "Text"), ("سعر الكيلو 55 ليرة", "Own"), (MORE, "Text"), ("40 مركزا للاستلام", "Own"), (LEDE, "Text")],
        [("السيد الوزير المحترم", "Own"), (LEDE, "Text"), (MORE, "Text"), ("اتحاد الفلاحين", "Own")],
        [(LEDE, "Text"), (MORE, "Text"), ("وتفضلوا بقبول الاحترام", "Own"), ("اتحاد الفلاحين", "Own")],
        [("الموسم هو الأفضل منذ عشر سنوات", "Own"), (LEDE, "Text"), (MORE, "Text")],  # a deck
        [(LEDE, "Text"), ("تصوير: سامر الحلبي", "Own"), (MORE, "Text")],
    ],
)
def test_a_line_in_a_bold_style_that_heads_no_text_is_no_heading(lines: list[tuple[str, str]]) -> None:
    assert not headings(*lines)


@pytest.mark.parametrize("style_of_heads", ["Own", "Other"])
def test_lines_in_a_bold_style_over_texts_are_headings(style_of_heads: str) -> None:
    lines = [(LEDE, "Text"), ("نتائج الموسم", style_of_heads), (MORE, "Text"), ("أسعار الشراء", style_of_heads)]
    assert headings(*lines, (LEDE, "Text"), ("حصادة (أرشيف)", "Small"), (MORE, "Text")) == [lines[1][0], lines[3][0]]
