"""Word documents in columns: the head across, the text from right to left, equally long columns, the source below."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import pymupdf
import pytest

import newsconvert
from newsconvert.errors import OptionError
from newsconvert.model import Article, Cell, Heading, Note, Paragraph, Source, Table, Text, Volume
from newsconvert.verification import verify_document, verify_volume
from support import judges
from support.repacked import substituted

SENTENCE = "أعلنت الوزارة انطلاق الموسم في المحافظات الشمالية، وقال المتحدث باسمها إن المساحات تجاوزت ما كان متوقعا. "
TABLE = Table(tuple(tuple(Cell((Text(word),)) for word in row) for row in (("الفريق", "النقاط"), ("الاتحاد", "17"))))
BODY = (
    Paragraph((Text("بداية الخبر. " + SENTENCE * 9),)),
    Heading(2, (Text("عنوان فرعي"),)),
    Paragraph((Text(SENTENCE * 8),)),
    TABLE,
    Heading(3, (Text("عنوان أصغر"),)),
    Paragraph((Text(SENTENCE * 6),)),
)
ARTICLE = Article("خبر في أعمدة", BODY, byline="سمير العلي", source=Source("صحيفة المثال"))


def texts(path: Path) -> list[tuple[str, Any]]:
    opened: Any = pymupdf.open
    with opened(path) as document:
        assert len(document) == 1
        blocks = document[0].get_text("dict")["blocks"]
        return [
            ("".join(span["text"] for span in line["spans"]), pymupdf.Rect(line["bbox"]))  # type: ignore[no-untyped-call]
            for block in blocks for line in block.get("lines", [])
        ]  # fmt: skip


@pytest.mark.parametrize("theme", ["newspaper", "book"])
def test_where_the_text_stands(tmp_path: Path, theme: str) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(newsconvert.write(ARTICLE, "docx", columns=2, theme=theme))
    assert judges.openxml_audit(path) == []
    assert verify_document(ARTICLE, "docx", path.read_bytes()).findings == ()
    found = texts(judges.soffice_pdf(path, tmp_path))
    middle = 595 / 2
    long = [box for _, box in found if 200 < box.width < 300]  # not the contents
    right, left = [box for box in long if box.x0 > middle - 5], [box for box in long if box.x1 < middle + 5]
    assert len(right) > 8
    assert len(left) > 8
    assert len(right) + len(left) == len(long)
    assert min(box.y0 for box in right) == pytest.approx(min(box.y0 for box in left), abs=40)  # contents stand above
    lowest = [max(box.y1 for _, box in found if (box.x0 > middle) is side and box.y1 < 700) for side in (True, False)]
    assert abs(lowest[0] - lowest[1]) < 60


def test_a_wide_table_stands_across_and_columns_without_a_source_are_even(tmp_path: Path) -> None:
    wide = Table(tuple(tuple(Cell((Text(f"{1_250_000 + at:,}"),)) for at in range(8)) for _ in range(3)))
    article = Article("خبر", (Paragraph((Text(SENTENCE * 10),)), wide, Paragraph((Text(SENTENCE * 10),))))
    path = tmp_path / "a.docx"
    path.write_bytes(newsconvert.write(article, "docx", columns=2))
    assert judges.openxml_audit(path) == []
    assert verify_document(article, "docx", path.read_bytes()).findings == ()
    found = texts(judges.soffice_pdf(path, tmp_path))
    numbers = [(text, box) for text, box in found if text.strip()[:1] == "1" and box.y1 < 700]
    assert len({round(box.y1) for _, box in numbers}) == 3, "no number is broken"
    assert max(box.x1 for _, box in numbers) - min(box.x0 for _, box in numbers) > 400
    long = [box for text, box in found if 200 < box.width < 300]
    for above in (True, False):
        part = [box for box in long if (box.y1 < numbers[0][1].y0) == above]
        at_right = len([box for box in part if box.x0 > 290])
        assert len(part) / 3 < at_right < 2 * len(part) / 3, "not all are in one column"


def test_an_english_article_of_an_arabic_volume_runs_from_the_left() -> None:
    english = Article("A road to the coast", (Paragraph((Text("The road leads to the coast. " * 60),)),), language="en", direction="ltr")  # fmt: skip
    volume = Volume("مجلد", (ARTICLE, english, ARTICLE))
    data = newsconvert.bind(volume, "docx", columns=2).value
    assert verify_volume(volume, "docx", data).findings == ()
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        sections = re.findall("<w:sectPr.*?</w:sectPr>", package.read("word/document.xml").decode())
    assert ["<w:bidi/>" in one for one in sections if 'w:num="2"' in one] == [True, False, True]
    assert "<w:bidi/>" in sections[-1]


def test_notes_and_a_table_at_the_end(tmp_path: Path) -> None:
    noted = Paragraph((Text(SENTENCE * 12), Note((Paragraph((Text("حاشية الخبر"),)),))))
    for body in ((noted, TABLE), (TABLE, noted)):
        for article in (Article("خبر", body, source=Source("صحيفة المثال")), Article("خبر", body)):
            path = tmp_path / "a.docx"
            path.write_bytes(newsconvert.write(article, "docx", columns=3))
            assert judges.openxml_audit(path) == []
            assert verify_document(article, "docx", path.read_bytes()).findings == ()


def test_a_volume_has_a_new_page_for_each_head(tmp_path: Path) -> None:
    short = Article("خبر قصير", (Paragraph((Text(SENTENCE),)),))
    volume = Volume("مجلد في أعمدة", (ARTICLE, short, ARTICLE))
    path = tmp_path / "a.docx"
    path.write_bytes(newsconvert.bind(volume, "docx", columns=2).value)
    assert judges.openxml_audit(path) == []
    assert verify_volume(volume, "docx", path.read_bytes()).findings == ()
    opened: Any = pymupdf.open
    with opened(judges.soffice_pdf(path, tmp_path)) as document:
        lines = [
            (page.number, line) for page in document for one in page.get_text("dict")["blocks"] for line in one["lines"]
        ]
        heads = [number for number, line in lines if line["spans"][0]["size"] > 20]
        assert heads[:4] == [0, 2, 3, 4], "cover, contents without a headline, and three articles of a page"


def test_short_articles_and_others_are_as_they_were() -> None:
    short = Article("خبر", (Paragraph((Text(SENTENCE),)),))
    assert newsconvert.write(short, "docx", columns=3) == newsconvert.write(short, "docx")
    with pytest.raises(OptionError, match="1 to 3"):
        newsconvert.write(ARTICLE, "docx", columns=4)


def test_columns_from_left_to_right_are_found() -> None:
    data = newsconvert.write(ARTICLE, "docx", columns=2)
    backward = substituted(
        data, "word/document.xml", r'(<w:cols [^>]*w:num="2".*?)<w:bidi/></w:sectPr>', r"\1</w:sectPr>"
    )
    assert [one.found for one in verify_document(ARTICLE, "docx", backward).findings] == [
        "[columns from left to right]"
    ]
