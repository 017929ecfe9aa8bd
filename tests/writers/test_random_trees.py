"""Random trees of the model through each writer, read back by a reader that did not write them.

No word is lost, and all stand in the order of the article: notes apart, which documents set below the text.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

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

#: Each word of an article is another: a number in letters, which no writer changes, with marks around it at times.
_WORD = re.compile("ظ[ابجدهوزحطي]+ظ")
_LETTERS = str.maketrans("0123456789", "ابجدهوزحطي")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


_SPANS: dict[str, Callable[[Inlines], Inline]] = {
    "strong": Strong, "emphasis": Emphasis, "strike": Strikethrough, "super": Superscript, "sub": Subscript,
}  # fmt: skip


def word(number: int) -> str:
    return f"ظ{str(number).translate(_LETTERS)}ظ"


class _Words:
    def __init__(self) -> None:
        self.count = 0

    def next(self, draw: st.DrawFn) -> str:
        self.count += 1
        return draw(st.sampled_from(["{}", "{}، كلمة", "«{}»", "({}) 3.5%", "نص {}", "{}!"])).format(word(self.count))


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
        body = etree.fromstring(package.read(name)).find("{*}body")
        return " ".join(body.itertext()) if body is not None else ""


def _docx(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = [
            name
            for name in package.namelist()
            if name in ("word/document.xml", "word/footnotes.xml", "word/numbering.xml")
        ]
        trees = [etree.fromstring(package.read(name)) for name in parts]
    for one in [one for tree in trees for one in tree.iter(f"{W}sdt")]:
        if one.find(f"{W}sdtPr/{W}docPartObj") is not None:
            one.clear()  # the table of contents, which repeats headings
    return " ".join(
        "".join(one.text or "" if one.tag == f"{W}t" else "\n" for one in paragraph.iter(f"{W}t", f"{W}br", f"{W}tab"))
        for tree in trees
        for paragraph in tree.iter(f"{W}p")
    )


READERS = {"html": _html, "epub": _epub, "docx": _docx}


def _read(value: Any, notes: list[str]) -> Iterator[str]:
    """Yield the words of a part of an article in the order they are read; put those of notes into `notes`."""
    match value:
        case str():
            yield from _WORD.findall(value)
        case Note(blocks):
            notes += _read(blocks, notes)
        case Table(rows, caption):
            yield from _read((caption, rows), notes)
        case Quotation(attribution=attribution):
            yield from _read((value.content, attribution), notes)
        case ItemList():
            yield from _read(tuple(one.blocks for one in value.entries), notes)
        case Link(_, inner) | Heading(_, inner):
            yield from _read(inner, notes)
        case Picture(alternative=words):
            yield from _read(words or "", notes)
        case tuple():
            for one in value:
                yield from _read(one, notes)
        case _:
            for one in fields(value) if is_dataclass(value) else ():
                if one.name not in ("language", "direction"):
                    yield from _read(getattr(value, one.name), notes)


def check_order(article: Article, text: str) -> None:
    """Assert that a text has the words of an article in their order, and those of its notes in theirs."""
    notes: list[str] = []
    head = (article.kicker, article.headline, article.deck, article.byline)
    wanted = [word for part in (*head, *article.body) for word in _read(part, notes)]
    found = list(dict.fromkeys(_WORD.findall(text)))  # the first of those that are printed twice, as heads of tables
    assert [word for word in found if word not in notes] == wanted
    assert [word for word in found if word in notes] == notes


@pytest.mark.parametrize("format", READERS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(articles())
def test_every_word_of_a_random_tree_is_in_the_document_in_its_order(format: str, made: tuple[Article, int]) -> None:
    article, count = made
    text = READERS[format](newsconvert.write(article, format))
    assert sorted({*_WORD.findall(text)}) == sorted(map(word, range(1, count + 1)))
    check_order(article, text)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(articles())
def test_json_gives_back_the_same_tree(made: tuple[Article, int]) -> None:
    article, _ = made
    assert newsconvert.read(newsconvert.write(article, "json"), reader="json") == article


@pytest.mark.slow
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(articles())
def test_every_word_of_a_random_tree_is_in_a_pdf_and_its_tags_have_the_order(
    tmp_path_factory: pytest.TempPathFactory, made: tuple[Article, int]
) -> None:
    article, count = made
    path: Path = tmp_path_factory.mktemp("tree") / "a.pdf"
    path.write_bytes(newsconvert.write(article, "pdf"))
    assert sorted({*_WORD.findall(judges.pdfium_text(path))}) == sorted(map(word, range(1, count + 1)))
    check_order(article, judges.tags_text(path))


@pytest.mark.parametrize("format", READERS)
def test_the_order_is_checked(format: str) -> None:
    paragraphs = (Paragraph((Text(f"{word(2)} "), Note((Paragraph((Text(word(9)),)),)))), Paragraph((Text(word(3)),)))
    article = Article(word(1), kicker=word(4), body=paragraphs)
    other = replace(article, body=article.body[::-1])
    check_order(article, READERS[format](newsconvert.write(article, format)))
    with pytest.raises(AssertionError):
        check_order(article, READERS[format](newsconvert.write(other, format)))
