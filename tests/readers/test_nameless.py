"""Bytes without a name are read as what they are, and plain text is never taken for something else."""

from __future__ import annotations

import json

import pytest

import newsconvert
from newsconvert.errors import InputError
from newsconvert.model import Paragraph, plain_text
from newsconvert.readers import reader_of

ROWS = [{"title": "عنوان الخبر", "body": "نص الخبر هنا."}, {"title": "خبر ثان", "body": "نص ثان."}]


@pytest.mark.parametrize(
    ("data", "reader"),
    [
        ("<p>فقرة أولى من الخبر.</p><p>وفقرة ثانية.</p>", "html"),
        ("<!-- مسودة -->\n<div class='x'><h2>عنوان</h2><p>نص.</p></div>", "html"),
        ("<b>عنوان</b><br>نص الخبر", "html"),
        ("title,body,date\n\"عنوان\",\"نص الخبر، وفيه فاصلة.\",2024-01-02\n", "records"),
        ("title\tcontent\nعنوان\tنص الخبر\n", "records"),
        ("sep=;\nالعنوان;النص;التاريخ\nعنوان;نص الخبر;2024-01-02\n", "records"),
        ("\n".join(json.dumps(row, ensure_ascii=False) for row in ROWS), "records"),
        ("[]", "json"), ("null", "json"), ("[1, 2]", "json"), ("{}", "json"),
    ],
)  # fmt: skip
def test_the_reader_is_found_by_what_is_in_the_bytes(data: str, reader: str) -> None:
    assert reader_of(data.encode()).name == reader


@pytest.mark.parametrize(
    "text",
    [
        "<عاجل> افتتاح الجسر\nافتتح الوزير الجسر، وعدد العابرين < 300 في اليوم.",
        "<a مادة>\nنص الخبر.",
        "<p الفقرة\nنص الخبر.",
        "افتتاح الجسر <br> أمس\nنص الخبر.",
        "<b>نص قصير</b>",
        "العنوان، النص، التاريخ\nهذا خبر، وفيه فواصل، كثيرة.",
        "النص,المحتوى\nكلمة أولى, كلمة ثانية",
        "بيروت, دمشق, عمان\nثلاث مدن, في جولة واحدة.",
        "title, text and more\nThe text, with commas, is here.",
        "Text, please\nNo more, no less.",
        "[تحديث] افتتاح الجسر\nنص الخبر.",
        "null hypothesis\nThe text of it.",
        "{عاجل} افتتاح الجسر\nنص الخبر.",
    ],
)
def test_plain_text_stays_plain_text(text: str) -> None:
    assert reader_of(text.encode()).name == "plaintext"
    found = newsconvert.read(text.encode())
    shown = [found.headline, *(plain_text(one.inlines) for one in found.body if isinstance(one, Paragraph))]
    assert "".join(shown).replace(" ", "") == "".join(text.split())


def test_a_piece_of_a_page_keeps_all_of_its_text() -> None:
    found = newsconvert.read("<p>نص الخبر الأول هنا.</p><p>وفقرة ثانية.</p>".encode())
    assert (found.headline, found.lead) == ("نص الخبر الأول هنا.", "وفقرة ثانية.")


@pytest.mark.parametrize(
    ("data", "told"),
    [(b"[]", "the array is empty; put"), (b"null", "expected an object with"), (b"[1, 2]", "has no objects; give")],
)
def test_json_without_an_article_is_one_clear_error(data: bytes, told: str) -> None:
    with pytest.raises(InputError, match=told):
        newsconvert.read(data)
