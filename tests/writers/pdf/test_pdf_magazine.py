"""The theme `magazine`: what is about an article stands beside its text, and is read before it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pymupdf
import pytest

import newsconvert
from newsconvert.model import Article, Cell, Heading, ItemList, Note, Paragraph, Quotation, Source, Table, Text, Volume
from newsconvert.verification import verify_document, verify_volume
from support import judges

SENTENCE = "أعلنت الوزارة انطلاق الموسم في المحافظات الشمالية، وقال المتحدث باسمها إن المساحات تجاوزت ما كان متوقعا. "
BODY = (
    Paragraph((Text("أول النص. " + SENTENCE * 4), Note((Paragraph((Text("حاشية"),)),)))),
    Heading(2, (Text("على الطريق"),)),
    Paragraph((Text(SENTENCE * 9),)),
    Quotation((Text(SENTENCE),)),
    Table(tuple(tuple(Cell((Text(word),)) for word in row) for row in (("الفريق", "النقاط"), ("الاتحاد", "17")))),
    ItemList(True, ((Text(SENTENCE),), (Text("بند"),))),
    Paragraph((Text(SENTENCE * 20),)),
)
HEAD = {"kicker": "استطلاع", "deck": "ثلاثة أسابيع بين الأسواق والموانئ", "byline": "سمير العلي", "dateline": "دمشق"}
ARTICLE = Article("رحلة في بلاد الشام من دمشق القديمة إلى الساحل", BODY, source=Source("مجلة الطريق"), **HEAD)  # type: ignore[arg-type]
ENGLISH = Article(
    "A journey to the coast", (Paragraph((Text("The road leads to the coast and back again. " * 30),)),) * 2,
    byline="John Smith", language="en", direction="ltr",
)  # fmt: skip


def places(data: bytes, *sought: str) -> list[Any]:
    opened: Any = pymupdf.open
    with opened(stream=data, filetype="pdf") as document:
        return [document[0].search_for(one)[0] for one in sought]


def test_what_is_about_the_article_stands_beside_it() -> None:
    byline, first, kicker = places(newsconvert.write(ARTICLE, "pdf", theme="magazine"), "سمير", "أول", "استطلاع")
    assert byline.x1 < 190
    assert first.x1 > 500
    assert kicker.x1 > 500
    assert abs(byline.y0 - first.y0) < 15
    byline, first = places(newsconvert.write(ENGLISH, "pdf", theme="magazine"), "John Smith", "The road")
    assert byline.x0 > 400
    assert first.x0 < 100


@pytest.mark.parametrize("options", [{"page_size": "A5"}, {"columns": 2}])
def test_nothing_stands_beside_narrow_text(options: dict[str, Any]) -> None:
    byline, first = places(newsconvert.write(ARTICLE, "pdf", theme="magazine", **options), "سمير", "أول")
    assert byline.y1 < first.y1
    assert byline.x1 > 300


def test_judges_and_readers(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    for article in (ARTICLE, ENGLISH):
        path.write_bytes(newsconvert.write(article, "pdf", theme="magazine"))
        assert verify_document(article, "pdf", path.read_bytes()).findings == ()
        assert judges.verapdf(path, "3a") == []
        assert judges.verapdf(path, "ua1") == []
    path.write_bytes(newsconvert.write(ARTICLE, "pdf", theme="magazine"))
    for text in (judges.pdfium_text(path), judges.mupdf_text(path), judges.pypdf_text(path), judges.pdfbox_text(path)):
        order = [text.index(word) for word in ("استطلاع", "رحلة", "ثلاثة", "سمير", "دمشق", "الطريق")]
        assert order[:4] == sorted(order[:4])


def test_volumes_and_print() -> None:
    volume = Volume("مجلد", (ARTICLE, ENGLISH, ARTICLE))
    for format in ("pdf", "docx", "epub"):
        data = newsconvert.bind(volume, format, theme="magazine").value
        assert verify_volume(volume, format, data).findings == ()
    data = newsconvert.write(ARTICLE, "pdf", theme="magazine", print_ready=True)
    assert verify_document(ARTICLE, "pdf", data).findings == ()


@pytest.mark.parametrize("theme", ["newspaper", "book", "magazine"])
def test_running_heads_of_english_articles_run_from_the_left(theme: str) -> None:
    headline = "Printers warn of paper shortage as costs climb for the third year in a row, and of more to come"
    article = Article(headline, ENGLISH.body * 9, source=Source("The Road (London)"), language="en", direction="ltr")
    data = newsconvert.write(article, "pdf", theme=theme)
    assert verify_document(article, "pdf", data).findings == ()
    opened: Any = pymupdf.open
    with opened(stream=data, filetype="pdf") as document:
        words = [word for word in document[1].get_text("words") if word[3] < 90]
    (first,) = (word for word in words if "Printers" in word[4])
    (last,) = (word for word in words if "…" in word[4])
    assert last[0] > first[0] + 100


@pytest.mark.parametrize("sentences", [15, 16, 17])
def test_a_headline_at_the_end_of_a_page_goes_to_the_next_as_a_whole(sentences: int) -> None:
    title = "عمادة البحث العلمي بجامعة الملك فيصل تكرم الدكتور الملحم والمهندس التركي في يوم الوفاء"
    first = Article("استقبال مشاركات مؤتمر الطلبة", (Paragraph((Text(SENTENCE * sentences),)),), source=Source("صحيفة"))
    second = Article(title, (Paragraph((Text(SENTENCE * 12),)),))
    volume = Volume("مجلد", (first, second))
    data = newsconvert.bind(volume, "pdf", theme="magazine").value
    assert verify_volume(volume, "pdf", data).findings == ()
