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
        ((para("بسم الله الرحمن الرحيم"), para("خبر صحفي")), "خبر صحفي"),
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
