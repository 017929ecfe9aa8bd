"""Texts that editors store as JSON in corpora: their blocks, marks, pictures and lists come through."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest

import newsconvert
from newsconvert.model import (
    Article,
    Figure,
    Heading,
    ItemList,
    Link,
    Paragraph,
    Quotation,
    Strong,
    Table,
    Text,
    ThematicBreak,
    block_inlines,
    plain_text,
)
from newsconvert.result import Converted, Kind

ADDRESS, PICTURE = "https://x.example/l", "https://x.example/a.jpg"


def leaf(text: str, *marks: str, key: str = "text") -> dict[str, Any]:
    return {"type": "text", "nodeType": "text", key: text, "marks": [{"type": mark} for mark in marks]}


def load(**record: Any) -> tuple[Article, dict[Kind, tuple[str, ...]]]:
    data = json.dumps({"title": "خبر الجسر", **record}, ensure_ascii=False).encode()
    ((_, found),) = newsconvert.load_many(data, file_name="news.jsonl")
    assert isinstance(found, Converted)
    return found.value, {one.kind: one.passages for one in found.warnings}


EDITOR = {"blocks": [
    {"type": "header", "data": {"text": "الكلفة", "level": 3}}, {"type": "paragraph", "data": {"text": "قال <b>الوزير</b> &amp; صحبه"}},
    {"type": "list", "data": {"style": "ordered", "items": ["أول", {"content": "ثان", "items": []}]}},
    {"type": "quote", "data": {"text": "يوم عظيم", "caption": "المحافظ"}},
    {"type": "image", "data": {"file": {"url": PICTURE}, "caption": "الجسر"}},
    {"type": "table", "data": {"withHeadings": True, "content": [["سنة", "كلفة"], ["2024", "12"]]}}, {"type": "delimiter", "data": {}},
]}  # fmt: skip
PROSEMIRROR = {"type": "doc", "content": [
    {"type": "heading", "attrs": {"level": 3}, "content": [leaf("الكلفة")]},
    {"type": "paragraph", "content": [leaf("قال "), leaf("الوزير", "bold"), leaf(" & صحبه")]},
    {"type": "orderedList", "content": [{"type": "listItem", "content": [{"type": "paragraph", "content": [leaf(text)]}]} for text in ("أول", "ثان")]},
    {"type": "blockquote", "content": [{"type": "paragraph", "content": [leaf("يوم عظيم")]}], "attrs": {"author": "المحافظ"}},
    {"type": "image", "attrs": {"src": PICTURE, "caption": "الجسر"}},
    {"type": "table", "content": [
        {"type": "tableRow", "content": [{"type": kind, "content": [{"type": "paragraph", "content": [leaf(text)]}]} for text in row]}
        for kind, row in (("tableHeader", ("سنة", "كلفة")), ("tableCell", ("2024", "12")))
    ]},
    {"type": "horizontalRule"},
]}  # fmt: skip
ARC = [
    {"type": "header", "level": 3, "content": "الكلفة"}, {"type": "text", "content": "قال <b>الوزير</b> &amp; صحبه"},
    {"type": "list", "list_type": "ordered", "items": [{"type": "text", "content": "أول"}, {"type": "text", "content": "ثان"}]},
    {"type": "quote", "content_elements": [{"type": "text", "content": "يوم عظيم"}], "citation": {"content": "المحافظ"}},
    {"type": "image", "url": PICTURE, "caption": "الجسر"}, {"type": "table", "header": [{"content": "سنة"}, {"content": "كلفة"}], "rows": [[{"content": "2024"}, {"content": "12"}]]},
    {"type": "divider"},
]  # fmt: skip
PORTABLE = [
    {"_type": "block", "style": "h3", "children": [{"_type": "span", "text": "الكلفة"}]},
    {"_type": "block", "style": "normal", "children": [{"_type": "span", "text": "قال "}, {"_type": "span", "text": "الوزير", "marks": ["strong"]}, {"_type": "span", "text": " & صحبه"}]},
    *({"_type": "block", "style": "normal", "listItem": "number", "children": [{"_type": "span", "text": text}]} for text in ("أول", "ثان")),
    {"_type": "block", "style": "blockquote", "author": "المحافظ", "children": [{"_type": "span", "text": "يوم عظيم"}]},
    {"_type": "image", "asset": {"url": PICTURE}, "caption": "الجسر"}, {"_type": "table", "rows": [{"_type": "row", "cells": ["سنة", "كلفة"]}, {"_type": "row", "cells": ["2024", "12"]}]},
    {"_type": "divider"},
]  # fmt: skip


@pytest.mark.parametrize(
    "record", [{"content": EDITOR}, {"body": PROSEMIRROR}, {"content_elements": ARC}, {"body": PORTABLE}]
)
def test_each_block_of_an_editor_is_one_of_the_article(record: dict[str, Any]) -> None:
    article, warnings = load(**record)
    heading, line, listed, quote, figure, table, rule = article.body
    assert (type(heading), plain_text(getattr(heading, "inlines", ()))) == (Heading, "الكلفة")
    assert isinstance(line, Paragraph)
    assert line.inlines == (Text("قال "), Strong((Text("الوزير"),)), Text(" & صحبه"))
    assert isinstance(listed, ItemList)
    assert (listed.ordered, [plain_text(item) for item in listed.items if isinstance(item, tuple)]) == (
        True,
        ["أول", "ثان"],
    )
    assert isinstance(quote, Quotation)
    assert (plain_text(quote.inlines), plain_text(quote.attribution)) == ("يوم عظيم", "المحافظ")
    assert isinstance(figure, Figure)
    assert (figure.pictures[0].url, plain_text(figure.caption)) == (PICTURE, "الجسر")
    assert isinstance(table, Table)
    assert [[plain_text(cell.inlines) for cell in row] for row in table.rows] == [["سنة", "كلفة"], ["2024", "12"]]
    assert isinstance(rule, ThematicBreak)
    assert Kind.LEFT_OUT not in warnings


@pytest.mark.parametrize(
    "link",
    [
        {"type": "text", "text": "البيان", "marks": [{"type": "link", "attrs": {"href": ADDRESS}}]},
        {"type": "link", "url": ADDRESS, "children": [{"text": "البيان"}]},
        {"nodeType": "hyperlink", "data": {"uri": ADDRESS}, "content": [leaf("البيان", key="value")]},
    ],
)
def test_links_of_editors(link: dict[str, Any]) -> None:
    article, _ = load(body=[{"type": "paragraph", "children": [leaf("انظر "), link]}])
    (line,) = article.body
    assert isinstance(line, Paragraph)
    assert line.inlines == (Text("انظر "), Link(ADDRESS, (Text("البيان"),)))


def test_drafts_and_what_no_block_is_known_for() -> None:
    blocks = [
        {"text": "نص < أول", "type": "unstyled"}, {"text": "الكلفة", "type": "header-three"},
        {"text": "أول", "type": "unordered-list-item"}, {"text": "ثان", "type": "unordered-list-item"},
        {"type": "quiz", "answers": 3}, {"type": "callout", "text": "تنبيه"},
    ]  # fmt: skip
    article, warnings = load(content={"blocks": blocks, "entityMap": {}})
    assert [type(block) for block in article.body] == [Paragraph, Heading, ItemList, Paragraph]
    assert plain_text(getattr(article.body[0], "inlines", ())) == "نص < أول"
    assert warnings[Kind.COMMENT] == ("quiz",)


def test_an_item_of_arc_states_headline_deck_authors_and_date() -> None:
    article, _ = load(
        title=None, type="story", headlines={"basic": "افتتاح الجسر"}, subheadlines={"basic": "الكلفة ثلاثون"}, content_elements=ARC,
        credits={"by": [{"type": "author", "name": "سلمى كريم"}]}, first_publish_date="2026-03-04T10:00:00Z",
    )  # fmt: skip
    assert (article.headline, article.deck, article.byline) == ("افتتاح الجسر", "الكلفة ثلاثون", "سلمى كريم")
    assert str(article.published) == "2026-03-04 10:00:00+00:00"


def texts(article: Article) -> list[str]:
    return [" / ".join(plain_text(run) for run in block_inlines(block)) for block in article.body]


@pytest.mark.parametrize("stored", [EDITOR, PROSEMIRROR, ARC, PORTABLE])
@pytest.mark.parametrize("escaped", [True, False])
def test_blocks_that_are_stored_as_text_are_read_as_those_that_are_not(stored: Any, escaped: bool) -> None:
    held = json.dumps(stored, ensure_ascii=escaped)
    plain, _ = load(body=stored)
    assert load(body=held)[0].body == plain.body
    table = io.StringIO()
    csv.writer(table).writerows([("title", "body"), ("خبر الجسر", held)])
    ((_, found),) = newsconvert.load_many(table.getvalue().encode(), file_name="news.csv")
    assert isinstance(found, Converted)
    assert found.value.body == plain.body


def test_other_json_in_a_text_is_text() -> None:
    for held in ('{"عدد": "ثلاثة"}', "[كذا] قال الوزير", "{كذا} قال الوزير", '{"blocks": []}'):
        assert texts(load(body=held)[0]) == [held]


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        ({"type": "columns", "data": {"cols": [{"blocks": [{"type": "paragraph", "data": {"text": "أول"}}]}, {"blocks": [{"type": "header", "data": {"text": "ثان", "level": 3}}]}]}}, ["أول", "ثان"]),
        ({"type": "code", "data": {"code": "a = 1"}}, ["a = 1"]),
        ({"type": "warning", "data": {"title": "تنبيه", "message": "لا تخرج"}}, ["تنبيه", "لا تخرج"]),
        ({"type": "alert", "data": {"type": "info", "align": "left", "message": "عاجل"}}, ["عاجل"]),
        ({"type": "poll", "data": {"question": "هل توافق؟", "options": ["نعم", "لا"]}}, ["هل توافق؟", "نعم", "لا"]),
        ({"type": "personality", "data": {"name": "سعاد", "description": "خبيرة", "link": ""}}, ["سعاد", "خبيرة"]),
        ({"type": "linkTool", "data": {"link": ADDRESS, "meta": {"title": "تفاصيل"}}}, ["تفاصيل"]),
        ({"type": "attaches", "data": {"file": {"url": ADDRESS, "name": "r.pdf"}, "title": "التقرير"}}, ["التقرير"]),
        ({"type": "figure", "content": [{"type": "image", "attrs": {"src": PICTURE}}, {"type": "figcaption", "content": [leaf("شرح & "), leaf("وصف")]}]}, ["a.jpg / شرح & وصف"]),
        ({"type": "paragraph", "content": [leaf("قالت "), {"type": "mention", "attrs": {"id": "u1", "label": "هناء"}}]}, ["قالت هناء"]),
    ],
)  # fmt: skip
def test_words_of_blocks_that_have_keys_of_their_own_are_text(block: dict[str, Any], expected: list[str]) -> None:
    article, warnings = load(body={"blocks": [block, {"type": "paragraph", "text": "نهاية"}]})
    assert texts(article) == [*expected, "نهاية"]
    assert not {Kind.COMMENT, Kind.LEFT_OUT} & warnings.keys()
