"""Levels of headings, numbers of lists and the pictures themselves are compared in Word documents and EPUBs."""

from __future__ import annotations

import io
import re

import PIL.Image
import pytest

import newsconvert
from newsconvert.model import Article, Figure, Heading, ItemList, Paragraph, Picture, Text
from newsconvert.verification import FindingKind, verify_document
from support.repacked import rewritten, substituted
from support.rich_article import RICH, picture

ARTICLE = Article(
    "عنوان الخبر",
    (
        Paragraph((Text("فقرة أولى من الخبر."),)),
        Heading(2, (Text("عنوان فرعي"),)),
        ItemList(True, ((Text("بند"),), (Text("بند آخر"),)), start=3),
        Figure((Picture(picture(), "ألواح شمسية"),)),
    ),
)
Found = set[tuple[FindingKind, str | None, str | None]]


def found(format: str, pattern: str, new: str, files: str) -> Found:
    data = substituted(newsconvert.write(ARTICLE, format), files, pattern, new)
    return {(one.kind, one.expected, one.found) for one in verify_document(ARTICLE, format, data).findings}


MAIN, PAGE = r"word/document\.xml", r".*text\.xhtml"
H, L = FindingKind.HEADING, FindingKind.LABEL
DAMAGE = [
    ("docx", '"Heading2"', '"Heading4"', MAIN, (H, "2", "4")),
    ("docx", '"Heading2"', '"BodyText"', MAIN, (H, "2", "")),
    ("epub", "<h2(.*?)</h2>", r"<h4\1</h4>", PAGE, (H, "2", "4")),
    ("epub", "<h2(.*?)</h2>", r"<p\1</p>", PAGE, (H, "2", "")),
    ("docx", '<w:startOverride w:val="3"/>', '<w:startOverride w:val="7"/>', r"word/numbering\.xml", (L, "3 4", "7 8")),
    ("docx", "<w:numPr>.*?</w:numPr>", "", MAIN, (L, "3 4", "")),
    ("epub", '<ol start="3"', '<ol start="7"', PAGE, (L, "3 4", "7 8")),
    ("epub", '<ol start="3"(.*?)</ol>', r"<ul\1</ul>", PAGE, (L, "3 4", "• •")),
    ("epub", "<ol ", '<ol reversed="reversed" ', PAGE, (L, "3 4", "3 2")),
]


@pytest.mark.parametrize(("format", "pattern", "new", "files", "finding"), DAMAGE)
def test_other_levels_and_numbers_are_found(
    format: str, pattern: str, new: str, files: str, finding: tuple[FindingKind, str, str]
) -> None:
    assert found(format, pattern, new, files) == {finding}


def other() -> bytes:
    out = io.BytesIO()
    PIL.Image.linear_gradient("L").resize((320, 200)).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize("format", ["docx", "epub"])
@pytest.mark.parametrize("bytes_of", [lambda: b"", other, lambda: b"GIF89a"])
def test_another_picture_is_found(format: str, bytes_of: object) -> None:
    data = newsconvert.write(ARTICLE, format)
    assert callable(bytes_of)
    changed = rewritten(data, lambda name, part: bytes_of() if re.search(r"(?:media|images)/", name) else part)
    (finding,) = verify_document(ARTICLE, format, changed).findings
    assert str(finding).startswith("the picture «ألواح شمسية» is another one")


@pytest.mark.parametrize("format", ["docx", "epub", "html"])
def test_structure_that_is_the_same_is_no_finding(format: str) -> None:
    for article in (ARTICLE, RICH):
        assert verify_document(article, format, newsconvert.write(article, format)).findings == ()
