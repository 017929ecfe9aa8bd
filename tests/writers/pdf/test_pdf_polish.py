"""Quotes and dots that are drawn better than they were typed, and come back as they were typed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pymupdf
import pypdf
import pypdfium2
import pytest

import newsconvert
from newsconvert.model import Article, Code, Heading, Paragraph, Strong, Text
from newsconvert.verification import verify_document
from newsconvert.writers.pdf.polish import MARK, polished, typed

TEXT = 'قال الوزير: "سننجز المشروع..." وأضاف أن "البرنامج" سيبدأ (بعد "اكتمال" التجهيزات)...'


def body(*inlines: Any, **more: Any) -> str:
    """Return the text of a paragraph as it is drawn."""
    (block,) = polished(Article("خبر", (Paragraph(inlines),), **more)).body
    assert isinstance(block, Paragraph)
    return "".join(one.text if isinstance(one, Text | Code) else one.children[0].text for one in block.inlines)  # type: ignore[union-attr]


def test_what_is_drawn_for_what_was_typed() -> None:
    drawn = body(Text(TEXT))
    assert drawn.replace(MARK, "") == "قال الوزير: «سننجز المشروع…» وأضاف أن «البرنامج» سيبدأ (بعد «اكتمال» التجهيزات)…"
    assert typed(drawn) == TEXT


@pytest.mark.parametrize(
    ("typed_text", "drawn"),
    [
        ('رفض و"لا" تعني لا، وكتب لـ"الشرق" وب"خط" واضح', "رفض و«لا» تعني لا، وكتب لـ«الشرق» وب«خط» واضح"),
        ('"هذا أول الكلام، وله بقية في فقرة أخرى', "«هذا أول الكلام، وله بقية في فقرة أخرى"),
        ('وهذا آخره، والله أعلم".', "وهذا آخره، والله أعلم»."),
        ('قال: "هذا أول الكلام، وله بقية في فقرة أخرى', "قال: «هذا أول الكلام، وله بقية في فقرة أخرى"),
        ('ثم قال "هذا أول الكلام', 'ثم قال "هذا أول الكلام'),
        ('شاشة 15" جديدة', 'شاشة 15" جديدة'),
        ('بلغ قياس شاشة الحاسوب 15".', 'بلغ قياس شاشة الحاسوب 15".'),
        ('طول الشاشة 15" و"كبيرة".', 'طول الشاشة 15" و«كبيرة».'),
        ('قال: "إن "الحزب" باق" وانصرف', "قال: «إن «الحزب» باق» وانصرف"),
        ('في العربية"كلمة" ملتصقة', 'في العربية"كلمة" ملتصقة'),
    ],
)
def test_which_quotes_are_drawn_otherwise(typed_text: str, drawn: str) -> None:
    assert body(Text(typed_text)).replace(MARK, "") == drawn


def test_quotes_are_paired_across_letters_in_bold() -> None:
    assert body(Text('قالت "'), Strong((Text('الشركة" أمس'),))).replace(MARK, "") == "قالت «الشركة» أمس"


@pytest.mark.parametrize(
    "text",
    ['شاشة 55" بسعر', 'قال " كلمة " هنا', 'قال "كلمة" و"أخرى', "انتظر.... ثم", "قال «كلمة»", f'قال "كلمة{MARK}"'],
)
def test_what_is_no_pair_is_left(text: str) -> None:
    assert body(Text(text)) == text


def test_other_texts_are_left() -> None:
    assert body(Text('قال "كلمة" '), Code('print("x")')) == 'قال "كلمة" print("x")'
    assert body(Text('He said "no"...'), language="en", direction="ltr") == 'He said "no"...'
    heading = Heading(2, (Text('عنوان "فرعي"'),))
    assert polished(Article("خبر", (heading,))).body == (heading,)


@pytest.mark.parametrize("font", ["amiri", "ibm-plex-sans-arabic"])
def test_every_reader_has_what_was_typed(tmp_path: Path, font: str) -> None:
    article = Article("خبر", (Paragraph((Text(TEXT),)),))
    texts, ink = [], []
    for polish in (False, True):
        data = newsconvert.write(article, "pdf", polish=polish, font=font)
        assert verify_document(article, "pdf", data).findings == ()
        path = tmp_path / "a.pdf"
        path.write_bytes(data)
        opened: Any = pymupdf.open
        with opened(path) as document:
            found = [document[0].get_text()]
            ink.append(document[0].get_pixmap(dpi=100, colorspace="gray").samples)
        found.append(pypdf.PdfReader(path).pages[0].extract_text())
        found.append(pypdfium2.PdfDocument(path)[0].get_textpage().get_text_range())
        texts.append([sorted(text.split()) for text in found])
    assert texts[0] == texts[1]
    assert ink[0] != ink[1]


def test_signs_hang_over_the_edges() -> None:
    text = (
        "قالت الوزارة، أمس، إن «البرنامج» بدأ، وإن «المرحلة» الأولى، منه، تنتهي، غدا، ثم، تبدأ «الثانية»، كما، أعلن. "
        * 12
    )
    article = Article("خبر", (Paragraph((Text(text),)),))
    edges: dict[bool, dict[bool, set[float]]] = {}
    for polish in (False, True):
        found = edges[polish] = {True: set(), False: set()}
        opened: Any = pymupdf.open
        with opened(
            stream=newsconvert.write(article, "pdf", polish=polish, page_size="A5"), filetype="pdf"
        ) as document:
            lines: dict[int, list[tuple[float, str]]] = {}
            for block in document[0].get_text("rawdict")["blocks"]:
                for span in (
                    span for line in block.get("lines", []) for span in line["spans"] if abs(span["size"] - 12) < 0.1
                ):
                    for one in span["chars"]:
                        if one["bbox"][2] - one["bbox"][0] > 0.5 and one["c"].strip():
                            lines.setdefault(round(one["origin"][1]), []).append((one["bbox"][0], one["c"]))
            for line in [line for _, line in sorted(lines.items())][:-1]:
                left, sign = min(line)
                found[sign in "،.»"].add(round(left, 1))
    straight = {*edges[False][True], *edges[False][False], *edges[True][False]}
    assert max(straight) - min(straight) < 0.5
    assert edges[True][True]
    assert all(1 < min(straight) - left < 4 for left in edges[True][True])
