"""Random trees of the model through each writer, read back by a reader that did not write them: no word is lost."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree, html

import newsconvert
from newsconvert.model import (
    Article,
    Block,
    Cell,
    Code,
    Emphasis,
    Figure,
    Heading,
    Inline,
    Inlines,
    ItemList,
    LineBreak,
    Link,
    ListItem,
    Note,
    Paragraph,
    Picture,
    Preformatted,
    Quotation,
    Source,
    Strikethrough,
    Strong,
    Subscript,
    Superscript,
    Table,
    Text,
    ThematicBreak,
    Verse,
)
from support import judges

#: Each word of an article is another: a letter and a number, which no writer changes, with marks around it at times.
_WORD = re.compile(r"w\d+w")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


_SPANS: dict[str, Callable[[Inlines], Inline]] = {
    "strong": Strong, "emphasis": Emphasis, "strike": Strikethrough, "super": Superscript, "sub": Subscript,
}  # fmt: skip


class _Words:
    def __init__(self) -> None:
        self.count = 0

    def next(self, draw: st.DrawFn) -> str:
        self.count += 1
        return draw(st.sampled_from(["{}", "{}، كلمة", "«{}»", "({}) 3.5%", "نص {}", "{}!"])).format(f"w{self.count}w")


@st.composite
def articles(draw: st.DrawFn) -> tuple[Article, int]:
    """Draw an article of any blocks in each other, and how many words it has."""
    words = _Words()

    def inline(depth: int, *, notes: bool, links: bool) -> Inline:
        kinds = ["text", "text", "code", "strong", "emphasis", "strike", "super", "sub"]
        kinds += ["link"] if links else []
        kinds += ["note"] if notes and depth == 0 else []
        kind = draw(st.sampled_from(kinds if depth < 2 else ["text"]))
        if kind == "text":
            return Text(f"{words.next(draw)} ")
        if kind == "code":
            return Code(words.next(draw))
        if kind == "note":
            return Note((Paragraph(run(1, notes=False)),))
        inner = tuple(
            inline(depth + 1, notes=False, links=links and kind != "link") for _ in range(draw(st.integers(1, 2)))
        )
        if kind == "link":
            return Link("https://example.org/a", inner)
        return _SPANS[kind](inner)

    def run(depth: int = 0, *, notes: bool = True, breaks: bool = False) -> Inlines:
        found: list[Inline] = []
        for _ in range(draw(st.integers(1, 3))):
            if breaks and found and draw(st.booleans()):
                found.append(LineBreak())
            found.append(inline(depth, notes=notes, links=True))
        return tuple(found)

    def block(depth: int) -> Block:
        kinds = ["paragraph", "list", "quotation", "table", "verse", "preformatted", "figure", "rule"]
        kind = draw(st.sampled_from([*kinds, "heading"] if depth == 0 else kinds if depth < 3 else ["paragraph"]))
        if kind == "heading":
            return Heading(draw(st.integers(2, 6)), run(1, notes=False))
        if kind == "list":
            items: list[Inlines | ListItem] = []
            for _ in range(draw(st.integers(1, 3))):
                label = draw(st.sampled_from([None, "أ)", "(1)", "١-"]))
                items.append(
                    run() if draw(st.booleans()) else ListItem((Paragraph(run()), *blocks(depth + 1, 1)), label)
                )
            return ItemList(draw(st.booleans()), tuple(items))
        if kind == "quotation":
            if draw(st.booleans()):
                return Quotation(run(), (), run(1, notes=False) if draw(st.booleans()) else ())
            return Quotation((), tuple(blocks(depth + 1, 2)) or (Paragraph(run()),))
        if kind == "table":
            columns = draw(st.integers(1, 3))
            rows = tuple(
                tuple(Cell(run(1, notes=False)) for _ in range(columns)) for _ in range(draw(st.integers(1, 3)))
            )
            return Table(
                rows,
                run(1, notes=False) if draw(st.booleans()) else (),
                header_rows=draw(st.integers(0, 1)) if len(rows) > 1 else 0,
            )
        if kind == "verse":
            return Verse(
                tuple(
                    tuple((Text(words.next(draw)),) for _ in range(draw(st.integers(1, 2))))
                    for _ in range(draw(st.integers(1, 3)))
                )
            )
        if kind == "preformatted":
            return Preformatted("\n".join(words.next(draw) for _ in range(draw(st.integers(1, 2)))))
        if kind == "figure":
            return Figure(
                (Picture(None, words.next(draw), "https://example.org/a.png"),),
                run(1, notes=False),
                run(1, notes=False),
            )
        return Paragraph(run(breaks=True)) if kind == "paragraph" else ThematicBreak()

    def blocks(depth: int, most: int) -> list[Block]:
        return [block(depth) for _ in range(draw(st.integers(0, most)))]

    article = Article(
        headline=words.next(draw), kicker=words.next(draw), deck=words.next(draw), byline=words.next(draw), body=tuple(blocks(0, 4)),
        source=Source("صحيفة الميناء"), language="ar", direction="rtl",
    )  # fmt: skip
    return article, words.count


def _html(data: bytes) -> str:
    tree = html.fromstring(data)
    return " ".join(tree.xpath("//body//text() | //body//img/@alt"))


def _epub(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        (name,) = (one for one in package.namelist() if one.endswith("text.xhtml"))
        return " ".join(etree.fromstring(package.read(name)).itertext())


def _docx(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = [
            name
            for name in package.namelist()
            if name in ("word/document.xml", "word/footnotes.xml", "word/numbering.xml")
        ]
        trees = [etree.fromstring(package.read(name)) for name in parts]
    return " ".join(
        "".join(one.text or "" if one.tag == f"{W}t" else "\n" for one in paragraph.iter(f"{W}t", f"{W}br", f"{W}tab"))
        for tree in trees
        for paragraph in tree.iter(f"{W}p")
    )


READERS = {"html": _html, "epub": _epub, "docx": _docx}


@pytest.mark.parametrize("format", READERS)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(articles())
def test_every_word_of_a_random_tree_is_in_the_document(format: str, made: tuple[Article, int]) -> None:
    article, count = made
    found = _WORD.findall(READERS[format](newsconvert.write(article, format)))
    assert sorted({*found}) == sorted(f"w{at}w" for at in range(1, count + 1))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(articles())
def test_json_gives_back_the_same_tree(made: tuple[Article, int]) -> None:
    article, _ = made
    assert newsconvert.read(newsconvert.write(article, "json"), reader="json") == article


@pytest.mark.slow
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(articles())
def test_every_word_of_a_random_tree_is_in_the_text_of_a_pdf(
    tmp_path_factory: pytest.TempPathFactory, made: tuple[Article, int]
) -> None:
    article, count = made
    path: Path = tmp_path_factory.mktemp("tree") / "a.pdf"
    path.write_bytes(newsconvert.write(article, "pdf"))
    found = _WORD.findall(judges.pdfium_text(path))
    assert sorted({*found}) == sorted(f"w{at}w" for at in range(1, count + 1))
