"""Labels of lists stand inside the margins, at the same place in Word and in LibreOffice."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import pymupdf
import pytest

import newsconvert
from newsconvert.fontfile import advance
from newsconvert.model import Article, ItemList, ListItem, Paragraph, Text
from newsconvert.resources import Resources
from newsconvert.verification import verify_document
from support import judges

TEXT = "تلتزم الجهات المعنية بتنفيذ أحكام هذا القرار كل فيما يخصه، وينشر في الجريدة الرسمية ويعمل به من تاريخ نشره. "
LISTS = {
    "articles": ["المادة (1):", "المادة (2):", "المادة (3):"],
    "others": ["البند الأول", "البند الثاني عشر"],
    "brackets": [f"({number})" for number in range(8, 12)],
    "numbers": [f"{number}." for number in range(8, 12)],
    "ordinals": ["أولا:", "ثانيا:", "ثالثا:"],
    "short": ["1-", "2-"],
}


def items(labels: list[str]) -> ItemList:
    return ItemList(True, tuple(ListItem((Paragraph((Text(TEXT * 2),)),), label=label) for label in labels))


def lines(path: Path) -> list[tuple[float, float]]:
    """Return the left and right edge of each line of a PDF's text, in points; of its labels too."""
    found: dict[tuple[int, int], list[tuple[float, float]]] = {}
    document: Any = pymupdf.open
    with document(path) as pdf:
        for page in pdf:
            blocks = page.get_text("rawdict")["blocks"]
            spans = [span for block in blocks for line in block.get("lines", []) for span in line["spans"]]
            for one in (char for span in spans if span["size"] > 11 for char in span["chars"] if char["c"].strip()):
                found.setdefault((page.number, round(one["origin"][1])), []).append((one["bbox"][0], one["bbox"][2]))
    return [(min(left for left, _ in one), max(right for _, right in one)) for one in found.values()]


@pytest.mark.slow
def test_they_stand_inside_the_margin_in_libreoffice(tmp_path: Path) -> None:
    paragraph = Paragraph((Text(TEXT * 2),))
    for name, labels in LISTS.items():
        article = Article("قرار", (paragraph, items(labels), items(labels)))
        (tmp_path / f"{name}.docx").write_bytes(newsconvert.write(article, "docx"))
        (tmp_path / f"{name}-plain.docx").write_bytes(newsconvert.write(Article("قرار", (paragraph,)), "docx"))
    paths = judges.soffice("pdf", sorted(tmp_path.glob("*.docx")), tmp_path)
    edges = {path.stem: max(right for _, right in lines(path)) for path in paths}
    assert {name: edges[name] <= edges[f"{name}-plain"] + 1.5 for name in LISTS} == dict.fromkeys(LISTS, True)


def test_long_ones_are_centred_where_they_hang_and_have_room() -> None:
    found = {}
    for name, labels in LISTS.items():
        article = Article("قرار", (items(labels),))
        data = newsconvert.write(article, "docx")
        assert verify_document(article, "docx", data).findings == ()
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            last = package.read("word/numbering.xml").decode().rsplit("<w:lvl ", 1)[1]
        (align,) = re.findall(r'lvlJc w:val="(\w+)"', last)
        ((begin, out),) = re.findall(r'w:left="(\d+)" w:hanging="(\d+)"', last)
        found[name] = align, int(begin) / 20, int(out) / 20
    size, file = 13.5, Resources.from_environment().family("amiri").regular
    for name in ("articles", "others", "brackets", "ordinals"):
        align, begin, out = found[name]
        width = max(advance(file, label) * size for label in LISTS[name])
        assert align == "center"
        assert begin - out >= width / 2 - 0.1, "no more than the half of it is before the place where it hangs"
        assert out >= width / 2 + 6, "nor less than a gap beside the other half and the text"
    assert found["short"][0] == found["numbers"][0] == "left"
