"""The text of Word documents, read back by programs that did not write them, character by character."""

from __future__ import annotations

import io
import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import mammoth
import pypandoc
import pytest
from lxml import etree

import newsconvert
from newsconvert.binding import CONTENTS
from newsconvert.languages import known_dates
from newsconvert.model import (
    Article,
    Emphasis,
    Heading,
    ItemList,
    Link,
    Paragraph,
    Quotation,
    Source,
    Strong,
    Text,
    article_text,
)
from support import judges
from support.wordfiles import W, unmarked

_ODF = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"

NASTY = Article(
    "«عنوان» <b>&amp;</b> ]]> {PAGE} 100% (a) [ب] 1/2 — “q” 'z'",
    kicker="  مسافة قبل وبعد  ",
    byline="بقلم: O’Neill, محمد_علي",
    body=(
        Paragraph((Text("مسافتان  معًا، وثلاث   هنا، وفاصلة\u00a0لا تنقطع، وكشيـــدة، وﻻ ﷲ ﷺ"),)),
        Paragraph((Text("\u200fعلامة\u200e ABC \u2067داخل\u2069 می\u200cخواهم نیم\u200dفاصله soft\u00adhyphen"),)),
        Heading(2, (Text("قِفْ! (2026) C++ و C# و .NET"),)),
        Paragraph((Text("تشكيل: قُلْ هُوَ ٱللَّهُ أَحَدٌ، وسطرٌ\nثانٍ، وجدول\tثم بعده"),)),
        Heading(3, (Text("עברית ו-English و日本語 و Ελληνικά"),)),
        Paragraph((
            Text("رمز ❤\ufe0f و👩\u200d👩\u200d👧 و🇸🇾 "), Strong((Text("غامق "), Emphasis((Text("bold italic"),)))),
            Link("https://example.org/?q=1&r=<2>", (Text("رابط مع & <وسم>"),)), Text(" e\u0301\u0327\u0300 x̣̂"),
        )),
        ItemList(True, ((Text("1. بند يبدأ برقم"),), (Text("•  بند بنقطة"),)), start=7),
        ItemList(False, ((Text("- شرطة"),), (Text("a) Latin"),))),
        Quotation((Text("“Quote” ثم «اقتباس» 12:30 إلى 14:45، 1-2-3، +963 11 222 3333"),)),
        Paragraph((Text("\ue000 خاص، \U00010330 قوطي، ٱ ٲ ٳ ٹ ڑ ۀ ۓ ؁ ؀ ۞ ۩"),)),
    ),
    source=Source("مصدر", "https://example.org/a_(b)", "المصدر: مصدر، https://example.org/a_(b)"),
)  # fmt: skip


def python_docx_lines(path: Path) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(str(path)).paragraphs]


def mammoth_lines(path: Path) -> list[str]:
    return str(mammoth.extract_raw_text(io.BytesIO(path.read_bytes())).value).split("\n\n")


def pandoc_lines(path: Path) -> list[str]:
    command = [pypandoc.get_pandoc_path(), "-f", "docx", "-t", "json", str(path)]
    tree = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    title = tree["meta"].get("title")  # a title at the very top is metadata to pandoc
    return [*([_pandoc_text(title["c"])] if title else []), *_pandoc_blocks(tree["blocks"])]


def _pandoc_blocks(blocks: list[Any]) -> Iterator[str]:
    for block in blocks:
        kind, content = block["t"], block.get("c")
        if kind in ("Para", "Plain"):
            yield _pandoc_text(content)
        elif kind == "Header":
            yield _pandoc_text(content[2])
        elif kind in ("BlockQuote",):
            yield from _pandoc_blocks(content)
        elif kind == "Div":
            yield from _pandoc_blocks(content[1])
        elif kind in ("BulletList", "OrderedList"):
            for item in content if kind == "BulletList" else content[1]:
                yield from _pandoc_blocks(item)
        else:
            raise AssertionError(kind)


def _pandoc_text(inlines: list[Any]) -> str:
    found = ""
    for inline in inlines:
        kind, content = inline["t"], inline.get("c")
        if kind == "Str":
            found += content
        elif kind in ("Space", "SoftBreak"):
            found += " "
        elif kind == "LineBreak":
            found += "\n"
        elif kind in ("Strong", "Emph", "Underline"):
            found += _pandoc_text(content)
        elif kind in ("Link", "Span", "Quoted", "Cite"):
            found += _pandoc_text(content[1])
        elif kind != "Note":
            raise AssertionError(kind)
    return found


def libreoffice_lines(path: Path) -> list[str]:
    body = etree.parse(path).find(".//{urn:oasis:names:tc:opendocument:xmlns:office:1.0}text")
    return [_odf_text(p) for p in body.iter(f"{_ODF}p", f"{_ODF}h")]


def _odf_text(node: etree._Element) -> str:
    marks = {f"{_ODF}tab": "\t", f"{_ODF}line-break": "\n"}
    found = marks.get(
        str(node.tag), " " * int(node.get(f"{_ODF}c", "1")) if node.tag == f"{_ODF}s" else node.text or ""
    )
    return found + "".join(_odf_text(child) + (child.tail or "") for child in node)


def text_lines(article: Article) -> list[str]:
    return [unmarked(piece) for piece in article_text(article)]


def own_lines(lines: list[str], article: Article) -> list[str]:
    """Return the lines of the article's text among all that a reader gives: not our table of contents, not the date.

    They are without direction marks, of which Word documents have more than their source, for want of isolates.
    """
    lines = [unmarked(line) for line in lines]
    days = known_dates(article.published) if article.published else set()
    lines = [line for line in lines if line not in days]
    if CONTENTS in lines:
        at = lines.index(CONTENTS)
        entries = sum(isinstance(block, Heading) for block in article.body)
        del lines[at : at + 1 + entries]
    want = text_lines(article)
    start = next((at for at, line in enumerate(lines) if line.strip() == want[0].strip()), 0)
    return lines[start : start + len(want)]


@pytest.fixture
def sources(article: Article, seed: Path) -> dict[str, Article]:
    return {"fixture": article, "seed": newsconvert.read(seed), "nasty": NASTY}


@pytest.fixture
def documents(sources: dict[str, Article], tmp_path: Path) -> dict[str, Path]:
    found = {}
    for name, source in sources.items():
        found[name] = tmp_path / f"{name}.docx"
        found[name].write_bytes(newsconvert.write(source, "docx"))
    return found


def test_every_reader_gives_the_source_s_text(sources: dict[str, Article], documents: dict[str, Path]) -> None:
    for name, source in sources.items():
        want = text_lines(source)
        assert own_lines(python_docx_lines(documents[name]), source) == want
        # mammoth's plain text leaves line breaks out
        assert own_lines(mammoth_lines(documents[name]), source) == [line.replace("\n", "") for line in want]
        # pandoc folds spaces, as its model has one space only
        assert [" ".join(line.split()) for line in own_lines(pandoc_lines(documents[name]), source)] == [
            " ".join(line.split()) for line in want
        ]


def test_direction_marks_of_the_source_are_kept(documents: dict[str, Path]) -> None:
    assert any(line.startswith("\u200fعلامة\u200e ABC") for line in python_docx_lines(documents["nasty"]))


@pytest.mark.judge
def test_libreoffice_gives_the_source_s_text(
    sources: dict[str, Article], documents: dict[str, Path], tmp_path: Path
) -> None:
    judges.soffice("fodt", documents.values(), tmp_path)
    for name, source in sources.items():
        assert own_lines(libreoffice_lines(tmp_path / f"{name}.fodt"), source) == text_lines(source)


def test_text_too_long_for_an_xml_parser_is_whole(tmp_path: Path) -> None:
    text = "كلمة " * 1_100_000  # libxml2 takes no text node of 10 MB
    path = tmp_path / "a.docx"
    path.write_bytes(newsconvert.write(Article("عنوان", (Paragraph((Text(text),)),)), "docx", embed_fonts="none"))
    assert python_docx_lines(path)[1] == text


def test_document_passes_the_validator(documents: dict[str, Path]) -> None:
    for path in documents.values():
        assert judges.openxml_audit(path) == []


def test_code_has_no_marks_inside_and_stands_from_left_to_right() -> None:
    article = newsconvert.load(
        '# عنوان\n\nالأمر `print("done!")` في النص.\n\n```\ndef f(x):\n```\n'.encode(), reader="markdown"
    ).value
    document = docx.Document(io.BytesIO(newsconvert.write(article, "docx")))
    assert 'print("done!")' in "".join(paragraph.text for paragraph in document.paragraphs)
    (block,) = (one for one in document.paragraphs if "def f" in one.text)
    assert block.text == "def f(x):"
    assert block._p.find(f".//{W}bidi").get(f"{W}val") == "0"
