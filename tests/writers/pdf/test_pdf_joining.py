"""Letters join where the style changes within a word, and the text has no joiners."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import pymupdf
import pypdf
import pypdfium2
import pytest

import newsconvert
from newsconvert.model import Article, Code, Emphasis, Link, Paragraph, Strong, Superscript, Text
from newsconvert.verification import verify_document
from newsconvert.writers.pdf import joining
from newsconvert.writers.pdf.joining import joined
from newsconvert.writers.pdf.polish import JOINER
from support.pdftexts import TEXT_FONTS


def parts(*inlines: Any) -> str:
    """Return the text of a paragraph as it is drawn, `|` for each joiner."""
    (block,) = joined(Article("خبر", (Paragraph(inlines),))).body
    assert isinstance(block, Paragraph)
    return " ".join(
        one.text if isinstance(one, Text | Code) else one.children[0].text  # type: ignore[union-attr]
        for one in block.inlines
    ).replace(JOINER, "|")


def test_where_letters_are_joined() -> None:
    assert parts(Strong((Text("كت"),)), Text("اب")) == "كت| |اب"
    assert parts(Text("وم"), Link("https://a.org", (Text("ث"),)), Emphasis((Text("ل"),))) == "وم| |ث| |ل"
    assert parts(Text("كَتَ"), Strong((Text("ب"),))) == "كَتَ| |ب"
    assert parts(Strong((Text("ما"),)), Text("ئل")) == "ما ئل"  # alif joins none after it
    assert parts(Strong((Text("نص "),)), Text("اب")) == "نص  اب"
    assert parts(Text("شي"), Strong((Text("ء"),))) == "شي ء"
    assert parts(Text("م"), Superscript((Text("ن"),)), Text("م"), Code("م"), Text("م")) == "م ن م م م"


@pytest.mark.parametrize("font", TEXT_FONTS)
def test_words_in_two_styles_are_drawn_joined_and_come_back_as_they_are(
    font: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    inlines = (
        Text("قال "), Strong((Text("كت"),)), Text("اب ثم "), Strong((Text("كلم"),)), Text("ة وم"), Strong((Text("ث"),)),
        Text("ل و"), Strong((Text("محم"),)), Text("د بعد ذلك."),
    )  # fmt: skip
    article = Article("عنوان الخبر", (Paragraph(inlines),))
    data = newsconvert.write(article, "pdf", font=font)
    assert verify_document(article, "pdf", data).findings == ()
    texts = (
        pypdfium2.PdfDocument(data)[0].get_textpage().get_text_range(),
        str(pymupdf.open(stream=data)[0].get_text()),  # type: ignore[no-untyped-call]
        pypdf.PdfReader(BytesIO(data)).pages[0].extract_text(),
    )
    assert all("\u200d" not in text and "\ufe00" not in text for text in texts)
    assert "كتاب ثم" in texts[0].replace("\u061c", "")
    monkeypatch.setattr(joining, "_JOINS_NEXT", re.compile(r"(?!)"))
    assert newsconvert.write(article, "pdf", font=font) != data
