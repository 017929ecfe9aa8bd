"""The direction and the language of documents and of their paragraphs, by their words, in sources of every kind."""

from __future__ import annotations

import re

import pytest

import newsconvert
from newsconvert.model import Article, ItemList, Paragraph, block_inlines, notes, plain_text, walk
from newsconvert.verification import verify_document

ARABIC = "وتابعت الصحيفة نقل تفاصيل الجلسة الطويلة التي امتدت حتى المساء في مبنى البلدية القديم وسط حضور لافت."
ENGLISH = "The talks will resume on 5 March (Geneva)."


def read(text: str, kind: str) -> Article:
    if kind == "html":
        lines = [line for line in text.split("\n") if line]
        body = "".join(f"<p>{line}</p>" for line in lines[1:])
        text = f"<html><head><title>{lines[0]}</title></head><body><article><h1>{lines[0]}</h1>{body}</article></body></html>"
    return newsconvert.load(text.encode(), reader=kind).value


@pytest.mark.parametrize("kind", ["plaintext", "markdown", "html"])
@pytest.mark.parametrize(
    ("line", "voice"),
    [
        (ENGLISH, ("ltr", "en")),
        ("Le ministre est dans la ville pour une visite de travail.", ("ltr", "fr")),
        ("The minister said «السلام عليكم» to the people of the city.", ("ltr", "en")),
        ("https://example.org/reports/2024/03/annual-report-of-the-ministry.html", (None, None)),
        ("635031 - Mobily.", ("ltr", "und")),
        ("Mobily.", (None, None)),
        ("قال The New York Times إن الاجتماع سيستأنف الأسبوع المقبل.", (None, None)),
        ("أعلنت شركة Meta Platforms Inc أن Llama متاح للجميع.", (None, None)),
        ("Microsoft Windows Server هو نظام تشغيل من شركة معروفة في العالم.", (None, None)),
    ],
)
def test_a_paragraph_of_another_direction_in_an_arabic_text(kind: str, line: str, voice: tuple[str, str]) -> None:
    article = read(f"عنوان الخبر هنا\n\n{ARABIC}\n\n{line}\n\n{ARABIC}\n", kind)
    assert (article.direction, article.language) == ("rtl", "ar")
    found = [(block.direction, block.language) for block in article.body if isinstance(block, Paragraph)]
    assert found == [(None, None), voice, (None, None)]


@pytest.mark.parametrize("kind", ["plaintext", "markdown", "html"])
@pytest.mark.parametrize(
    ("text", "direction", "language"),
    [
        (f"Talks on سوريا resume\n\nThe minister of foreign affairs was in Geneva.\n\n{ENGLISH}\n", "ltr", "en"),
        ("عاجل: انقطاع الكهرباء\n\nالتفاصيل: https://www.example.org/news/electricity-cut-in-the-city-until-evening\n", "rtl", "ar"),
        ("گزارش تازه از تهران\n\nاین گزارش را از خبرگزاری می خوانید که در تهران است و با مردم گفتگو شد.\n", "rtl", "fa"),
        ("وزیر اعظم کی پریس کانفرنس\n\nوزیر اعظم نے کہا ہے کہ یہ منصوبہ بڑے شہروں میں شروع ہو گا۔\n", "rtl", "ur"),
    ],
)  # fmt: skip
def test_the_direction_of_a_document(kind: str, text: str, direction: str, language: str) -> None:
    article = read(text, kind)
    assert (article.direction, article.language) == (direction, language)


def test_an_arabic_paragraph_of_an_english_text() -> None:
    article = read(
        f"English headline\n\n{ENGLISH}\n\n{ENGLISH} {ENGLISH}\n\nقال الوزير ذلك أمس في جنيف.\n", "plaintext"
    )
    assert [(block.direction, block.language) for block in article.body][-1] == ("rtl", "ar")  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("inline", "apart"),
    [
        ('<span dir="ltr">12-34 / 56</span>', True), ('<bdo dir="ltr">112 - 115</bdo>', True), ('<bdi dir="ltr">(7) 88-99</bdi>', True),
        ('<span style="direction: ltr; unicode-bidi: isolate">12-34 / 56</span>', True),
        ('<span style="direction: ltr">12-34 / 56</span>', False), ('<span dir="ltr">Oxford</span>', False),
        ('<span dir="ltr">150</span>', False), ("<span>12-34 / 56</span>", False), ('<span dir="ltr">كلمة (1)</span>', False),
    ],
)  # fmt: skip
def test_numbers_keep_the_direction_that_a_page_states_for_them(inline: str, apart: bool) -> None:
    page = f"<h1>دليل الطوارئ</h1><p>اتصل على {inline} في أي وقت من النهار.</p>"
    (block,) = newsconvert.load(page.encode(), reader="html").value.body
    (words,) = map(plain_text, block_inlines(block))
    text = re.sub("<[^>]*>", "", inline)
    shown = f"\u2066{text}\u2069" if apart else text
    assert words == f"اتصل على {shown} في أي وقت من النهار."


def test_blocks_in_blocks_have_directions_of_their_own() -> None:
    english = "The dam is full for the first time in many years, said the minister."
    code = 'if x: print("y")'
    text = f"""# خبر السد الكبير

امتلأ السد للمرة الأولى منذ أعوام طويلة[^1] وفاض. {ARABIC} {ARABIC}

1. الخطوة الأولى

   ```
   {code}
   ```

   {english}

> اقتباس بالعربية من الوزير
>
> {english}

[^1]: {english}

    حاشية ثانية بالعربية.
"""
    article = newsconvert.read(text.encode(), reader="markdown")
    found = [*walk(article.body), *(one for note in notes(article.body) for one in note.blocks)]
    turned = {plain_text(block_inlines(block)[0]) for block in found if getattr(block, "direction", None) == "ltr"}
    assert turned == {english, code}
    assert sum(getattr(block, "direction", None) == "ltr" for block in found) == 4
    item = f"# خبر السد الكبير\n\n{ARABIC}\n\n1. {english}\n\n   وقال الوزير إن السد امتلأ للمرة الأولى منذ أعوام.\n\n   وفاض النهر أمس.\n"
    (_, listed) = newsconvert.read(item.encode(), reader="markdown").body
    assert isinstance(listed, ItemList)
    assert listed.direction is None
    assert (
        getattr(listed.entries[0].blocks[0], "direction", None) is None
    )  # beside its label, which stands on the right


RTL = [
    "iPhone 17, iPad Pro, Mac mini (M4) وغيرها من أجهزة الشركة.",
    '“The Guardian”: ترامب قال "Make America Great Again" في 2016',
    "راجع كتاب World Bank, Global Economic Prospects, 2025, pp. 12-15.",
    # Held out
    "Lord of the Rings و Game of Thrones من أشهر الأعمال.",
    "Samsung Galaxy S24 Ultra و Google Pixel 9 Pro XL أفضل الهواتف هذا العام.",
    "«The world is not enough for us all» عبارة كتبها John Le Carré في روايته.",
]
LTR = [
    "The minister said «السلام عليكم» to the people of the city.",
    "He wrote that سوريا will remain the home of its own people.",
    "Officials in دمشق said talks would resume after the long summer break.",  # held out
]


@pytest.mark.parametrize(("line", "direction"), [*((one, None) for one in RTL), *((one, "ltr") for one in LTR)])
def test_names_and_quotations_do_not_turn_a_sentence(line: str, direction: str | None) -> None:
    article = read(f"عنوان الخبر هنا\n\n{ARABIC}\n\n{line}\n\n{ARABIC}\n", "markdown")
    assert [getattr(block, "direction", None) for block in article.body] == [None, direction, None]


@pytest.mark.parametrize("kind", ["plaintext", "markdown", "html"])
def test_an_article_of_arabic_sentences_with_long_citations_is_arabic(kind: str) -> None:
    cited = "World Bank, Global Economic Prospects, Washington, DC, 2025, pp. 12-15"
    for text, direction in ((f"مراجع عن الاقتصاد\n\nانظر كذلك {cited}.\n\nوراجع أيضا {cited}.\n", "rtl"),
                            (f"مراجع عن الاقتصاد\n\n{ENGLISH}\n\n{ENGLISH} {ENGLISH}\n", "ltr")):  # fmt: skip
        assert read(text, kind).direction == direction


def test_items_cells_and_notes_have_their_own_direction() -> None:
    arabic = "ارتفعت الأسعار 3.5%."
    text = f"# Prices in Jordan\n\n{ENGLISH}[^1] {ENGLISH}\n\n- {arabic}\n- Second item\n\n| Term | Arabic |\n|---|---|\n| Rise | {arabic} |\n\n[^1]: {arabic}\n"
    article = read(text, "markdown")
    listed = next(block for block in article.body if isinstance(block, ItemList))
    found = [getattr(item.blocks[0], "direction", None) for item in listed.entries]
    assert (listed.direction, found) == (None, ["rtl", None])
    page = newsconvert.write(article, "html").decode()
    for tag in ("li", "td", "p"):
        assert f'<{tag} lang="ar" dir="rtl">' in page
    for kind in ("html", "epub", "docx", "pdf"):
        assert verify_document(article, kind, newsconvert.write(article, kind)).ok, kind


def test_a_mixed_list_of_an_arabic_article_stays_so() -> None:
    text = f"# نتائج الاستطلاع\n\n{ARABIC}\n\n1. United States of America\n2. المملكة المتحدة (3.5%).\n3. European Central Bank\n\n- The first of them\n- And the second one\n"
    lists = [block.direction for block in read(text, "markdown").body if isinstance(block, ItemList)]
    assert lists == [None, "ltr"]


PERSIAN = "دولت ایران اعلام کرد که گفت‌وگوها با همسایگان ادامه خواهد یافت و هیچ پیش‌شرطی پذیرفته نمی‌شود."
URDU = "وزیر اعظم پاکستان نے کہا ہے کہ ٹیکسوں میں اضافہ نہیں کیا جائے گا اور بجٹ جلد پیش ہو گا۔"


@pytest.mark.parametrize("kind", ["plaintext", "markdown", "html"])
def test_quoted_paragraphs_have_their_language(kind: str) -> None:
    article = read(f"مقال عن الصحافة\n\n{ARABIC}\n\n{PERSIAN}\n\n{URDU}\n\nوزار باكستان پرويز مشرف في گلگت.\n", kind)
    assert article.language == "ar"
    assert [getattr(block, "language", None) for block in article.body] == [None, "fa", "ur", None]
    assert read("گزارش ویژه\n\nنرخ ۱۲٫۵٪ و ۱۲/۵ درصد و تورم.\n", kind).language == "fa"
