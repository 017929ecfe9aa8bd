"""Pull quotes: quotations that a page sets again beside its text, which stays as it is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pymupdf
import pypdfium2
import pytest

import newsconvert
from newsconvert.errors import OptionError
from newsconvert.model import Article, Block, Cell, Heading, Paragraph, Source, Table, Text, Volume
from newsconvert.verification import verify_document, verify_volume
from newsconvert.writers.pdf import pullquotes
from newsconvert.writers.pdf.pullquotes import pull_quotes
from support import judges

SENTENCE = "أعلنت الوزارة انطلاق الموسم في المحافظات الشمالية، وتجاوزت المساحات ما كان متوقعا هذا العام. "
QUOTED = "«لم نكن ننتظر أن تصل المياه إلى الحقول البعيدة قبل نهاية الشهر، وقد وصلت أمس»"
OTHER = "«سنفتح السوق الجديدة في الربيع، وسيجد كل مزارع مكانا فيها من غير رسوم»"


def said(words: str) -> Paragraph:
    return Paragraph((Text(words),))


def long(count: int = 3) -> list[Paragraph]:
    return [said(SENTENCE * 3) for _ in range(count)]


def article(*spoken: str, count: int = 4) -> Article:
    blocks = [block for words in spoken for block in (said(words), *long(count))]
    return Article("خبر فيه أقوال", (*long(), *blocks), byline="سمير العلي", source=Source("صحيفة المثال"))


ARTICLE = article(f"وقالت المهندسة ليلى حداد: {QUOTED}.", f"وأضاف: {OTHER}.", count=6)


def opened(data: bytes) -> Any:
    document: Any = pymupdf.open
    return document(stream=data, filetype="pdf")


def shown(one: Article, most: int = 1) -> list[str]:
    return [markup.split("<p>")[1].split("</p>")[0] for markup in pull_quotes(one, most).values()]


OPTIONS: list[dict[str, Any]] = [
    {}, {"columns": 2}, {"columns": 3, "kashida": "medium"}, {"theme": "magazine"}, {"theme": "magazine", "columns": 2},
    {"theme": "book", "page_size": "17x24"}, {"print_ready": True, "columns": 2},
    {"print_ready": True, "theme": "magazine"},
]  # fmt: skip


@pytest.mark.parametrize("options", OPTIONS)
def test_the_text_stays_as_it_is(tmp_path: Path, options: dict[str, Any]) -> None:
    data = newsconvert.write(ARTICLE, "pdf", pull_quotes=2, **options)
    assert verify_document(ARTICLE, "pdf", data).findings == ()
    document = pypdfium2.PdfDocument(data)
    assert sum(page.get_textpage().get_text_bounded().count("ليلى حداد") for page in document) == 2
    if "print_ready" not in options:
        (tmp_path / "a.pdf").write_bytes(data)
        (tmp_path / "plain.pdf").write_bytes(newsconvert.write(ARTICLE, "pdf", **options))
        assert judges.tags_text(tmp_path / "a.pdf").split() == judges.tags_text(tmp_path / "plain.pdf").split()


@pytest.mark.parametrize("theme", ["newspaper", "magazine"])
def test_judges_find_nothing(tmp_path: Path, theme: str) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(newsconvert.write(ARTICLE, "pdf", pull_quotes=2, theme=theme, columns=2))
    assert judges.verapdf(path, "3a") == []
    assert judges.verapdf(path, "ua1") == []


def test_it_is_drawn_after_the_text_of_its_page() -> None:
    for options in OPTIONS[:6]:
        document = pypdfium2.PdfDocument(newsconvert.write(ARTICLE, "pdf", pull_quotes=1, **options))
        pages = [page.get_textpage().get_text_bounded() for page in document]
        assert any(page.rfind("لم نكن ننتظر") > page.rfind("متوقعا") >= 0 for page in pages)


@pytest.mark.parametrize("options", [{}, {"print_ready": True}])
@pytest.mark.parametrize(
    "forged", [OTHER.replace("الربيع", "الصيف"), OTHER.split("،", maxsplit=1)[0], "وزير الزراعة يستقيل من منصبه"]
)
def test_what_is_no_quotation_of_the_text_is_found(
    monkeypatch: pytest.MonkeyPatch, options: dict[str, Any], forged: str
) -> None:
    def other(quote: pullquotes.PullQuote, *, rtl: bool) -> str:
        return f'<div class="pull"><p>{forged}</p></div>'

    monkeypatch.setattr(pullquotes, "_markup", other)
    data = newsconvert.write(ARTICLE, "pdf", pull_quotes=1, columns=2, **options)
    assert verify_document(ARTICLE, "pdf", data).findings != ()


def test_a_name_that_the_text_does_not_state_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    markup = pullquotes._markup
    monkeypatch.setattr(
        pullquotes, "_markup", lambda quote, *, rtl: markup(quote._replace(speaker="سعاد نصر"), rtl=rtl)
    )
    data = newsconvert.write(ARTICLE, "pdf", pull_quotes=1)
    assert [one.found for one in verify_document(ARTICLE, "pdf", data).findings] == ["سعاد نصر"]


def test_lines_beside_it_stay_on_the_grid() -> None:
    data = newsconvert.write(ARTICLE, "pdf", pull_quotes=2, columns=2)
    with opened(data) as document:
        spans = [
            span
            for page in document
            for block in page.get_text("dict")["blocks"]
            for line in block.get("lines", [])
            for span in line["spans"]
        ]
    text = [span for span in spans if abs(span["size"] - 11) < 0.1 and span["text"].strip()]
    levels = [span["origin"][1] for span in text if any(map(str.isalpha, span["text"]))]
    phases = {round((level - levels[0]) % 16.5, 1) % 16.5 for level in levels}
    assert phases <= {0.0, 0.1, 16.4}
    assert any(span["size"] > 15 and span["text"].strip() for span in spans)


def test_in_the_magazine_it_stands_whole_beside_the_text() -> None:
    for count in range(2, 12):
        spoken = f"وقالت المهندسة ليلى حداد: {QUOTED}."
        one = Article("خبر", (said(spoken), *long(count), *long(4)), source=Source("صحيفة المثال"))
        with opened(newsconvert.write(one, "pdf", pull_quotes=1, theme="magazine")) as document:
            pages = []
            for page in document:
                blocks = page.get_text("dict")["blocks"]
                spans = [span for block in blocks for line in block.get("lines", []) for span in line["spans"]]
                text = [s["bbox"] for s in spans if abs(s["size"] - 12.5) < 0.1 and s["text"].strip()]
                large = [s["bbox"] for s in spans if abs(s["size"] - 15) < 0.1 and s["text"].strip()]
                if large:
                    pages.append(page.number)
                    assert max(box[2] for box in large) < min(box[0] for box in text)
                    assert max(box[3] for box in large) < 842 * 0.92
        assert len(pages) == 1


def test_which_quotations_are_set_again() -> None:
    longer = Article("خبر", (*ARTICLE.body, *long(8)))
    assert sorted(shown(longer, 2)) == sorted([QUOTED, OTHER])
    assert shown(ARTICLE) == [QUOTED], "one whose speaker is named comes first"
    assert '<p class="speaker">المهندسة ليلى حداد</p>' in next(iter(pull_quotes(ARTICLE, 1).values()))
    plain = article(f"وقال سامر العلي في بيان أمس: {QUOTED.replace('«', chr(34)).replace('»', chr(34))}", count=8)
    assert "سامر العلي<" in next(iter(pull_quotes(plain, 1).values()))
    assert "&quot;لم نكن" in shown(plain)[0] or '"لم نكن' in shown(plain)[0]


@pytest.mark.parametrize(
    "spoken",
    [
        f"قال تعالى: {QUOTED}",
        f"وخطب رسول الله صلى الله عليه وسلم في حجة الوداع فقال: {QUOTED}",
        f"وقال الوزير إنه {QUOTED}",
        f"وتباع الكتب ومنها: {QUOTED}",
        'وقال: "كلمة" و"أخرى" ثم "لم نكن ننتظر أن تصل المياه إلى الحقول',
        "وقال: «وصلت أمس»",
        f"ونفى المحافظ أن يكون قد قال: {QUOTED}",
        f"وتداولت صفحات منشورا منسوبا إلى الوزير جاء فيه أنه قال: {QUOTED}، وتبين أنه مفبرك.",
        f"واتهمه الادعاء بأنه قال لشريكه: {QUOTED}، وينفي المتهم ذلك.",
        f"وفي مسرحية «النهر» يقول البطل: {QUOTED}",
        f"وقال: {QUOTED[:-1]} {SENTENCE * 2}»",
    ],
)
def test_which_are_not(spoken: str) -> None:
    assert pull_quotes(article(spoken, count=8), 1) == {}


@pytest.mark.parametrize(
    ("before", "name"), [("علي الأسعد لأحمد سالم", "علي الأسعد"), ("أحد المزارعين ساخرا", "أحد المزارعين")]
)
def test_who_is_spoken_to_and_how_is_no_part_of_the_name(before: str, name: str) -> None:
    (markup,) = pull_quotes(article(f"وقال {before}: {QUOTED}.", count=8), 1).values()
    assert f">{name}</p>" in markup


def test_short_articles_have_none_and_long_ones_no_more_than_their_length_bears() -> None:
    short = article(f"وقالت المهندسة ليلى حداد: {QUOTED}.", count=0)
    assert newsconvert.write(short, "pdf", pull_quotes=3) == newsconvert.write(short, "pdf")
    spoken = [f"وقال سامر العلي: «{number} {QUOTED[1:]}" for number in range(1, 8)]
    many = article(*spoken, count=1)
    assert len(pull_quotes(many, 9)) <= sum(len(SENTENCE) * 3 + 100 for _ in range(10)) // 1000


def test_they_stand_apart_from_what_they_repeat_and_from_tables() -> None:
    for at in range(4, 20, 3):
        blocks: list[Block] = [*long(12), Heading(2, (Text("عنوان"),)), *long(2)]
        table = Table(((Cell((Text("س"),)), Cell((Text("ص"),))),))
        blocks.insert(at, said(f"وقالت المهندسة ليلى حداد: {QUOTED}."))
        one = Article("خبر", (*blocks[:8], table, *blocks[8:]))
        (place,) = pull_quotes(one, 1)
        index = next(number for number, block in enumerate(one.body) if id(block) == place)
        assert abs(index - one.body.index(table)) > 1
        quote = next(number for number, block in enumerate(one.body) if QUOTED in str(block))
        assert abs(index - quote) > 1
        assert all(isinstance(one.body[number], Paragraph) for number in (index - 1, index))


@pytest.mark.parametrize(
    "options", [{}, {"theme": "magazine"}, {"print_ready": True}, {"print_ready": True, "columns": 2}]
)
def test_volumes_have_them(options: dict[str, Any]) -> None:
    volume = Volume("مجلد", (ARTICLE, article(f"وقال سامر العلي: {OTHER}", count=5)))
    data = newsconvert.bind(volume, "pdf", pull_quotes=1, **options).value
    assert verify_volume(volume, "pdf", data).findings == ()
    text = "".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(data))
    assert text.count("لم نكن ننتظر") == 2
    assert text.count("سنفتح السوق") == 3


@pytest.mark.parametrize("most", [-1, 10])
def test_a_number_that_there_is_not(most: int) -> None:
    with pytest.raises(OptionError, match="0 to 9 pull quotes"):
        newsconvert.write(ARTICLE, "pdf", pull_quotes=most)


def test_a_list_of_pages_has_no_more_text_for_them() -> None:
    from newsconvert.options import PdfOptions
    from newsconvert.resources import Resources
    from newsconvert.writers.pdf import page_texts

    texts = page_texts(ARTICLE, PdfOptions(pull_quotes=2, columns=2), Resources.from_environment())
    assert "".join(texts).count("لم نكن ننتظر") == 1
