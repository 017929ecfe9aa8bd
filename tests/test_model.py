"""The model and its JSON."""

from __future__ import annotations

import dataclasses
import io
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

import newsconvert
from newsconvert import model
from newsconvert.errors import EmptyInputError, InputError, ModelError
from newsconvert.interchange import from_json, to_json
from newsconvert.model import (
    Article,
    Block,
    Cell,
    Code,
    Emphasis,
    Figure,
    Heading,
    Image,
    ItemList,
    LineBreak,
    Link,
    ListItem,
    Note,
    Paragraph,
    Picture,
    Preformatted,
    Provenance,
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
    Volume,
    article_text,
    block_inlines,
    map_inlines,
    map_texts,
    notes,
    plain_text,
)
from newsconvert.options import ReaderOptions
from newsconvert.readers import Reader
from newsconvert.result import Converted

_texts = st.text(min_size=1, max_size=20)
_inline = st.recursive(
    st.builds(Text, _texts),
    lambda inner: st.one_of(
        st.builds(Strong, st.tuples(inner)),
        st.builds(Emphasis, st.tuples(inner, inner)),
        st.builds(Link, _texts, st.tuples(inner)),
        st.builds(Superscript, st.tuples(inner)),
        st.builds(Subscript, st.tuples(inner)),
        st.builds(Strikethrough, st.tuples(inner)),
        st.builds(Code, _texts),
        st.just(LineBreak()),
        st.builds(Note, st.tuples(st.builds(Paragraph, st.tuples(inner))), st.none() | _texts),
    ),
    max_leaves=4,
)
_inlines = st.lists(_inline, min_size=1, max_size=3).map(tuple)
_dates = st.one_of(st.none(), st.dates(), st.datetimes(timezones=st.sampled_from([None, UTC])))
_at = {"language": st.sampled_from([None, "en"]), "direction": st.sampled_from([None, "ltr"])}
_pictures = st.builds(
    Picture, st.none() | st.builds(Image, st.just("image/png"), st.binary()), st.none() | _texts, st.none() | _texts
)
_cells = st.builds(
    Cell, _inlines, st.integers(1, 3), st.integers(1, 3), st.booleans(), st.sampled_from([None, "start", "end"])
)
_maybe = st.just(()) | _inlines
_lines = st.lists(st.lists(_inlines, min_size=1, max_size=2).map(tuple), min_size=1, max_size=3).map(tuple)
_simple = st.one_of(
    st.builds(Heading, st.integers(2, 6), _inlines, **_at),
    st.builds(Paragraph, _inlines, **_at),
    st.builds(Preformatted, _texts, **_at),
    st.builds(Verse, _lines, **_at),
    st.just(ThematicBreak()),
    st.builds(Figure, st.lists(_pictures, min_size=1, max_size=2).map(tuple), _maybe, _maybe, **_at),
    st.builds(Table, st.lists(st.lists(_cells, max_size=3).map(tuple), max_size=3).map(tuple), _maybe, **_at),
)
_block = st.recursive(
    _simple,
    lambda inner: st.one_of(
        st.builds(Quotation, _inlines, st.just(()), _maybe, **_at),
        st.builds(Quotation, st.just(()), st.lists(inner, min_size=1, max_size=2).map(tuple), _maybe, **_at),
        st.builds(
            ItemList,
            st.booleans(),
            st.lists(
                _inlines | st.builds(ListItem, st.lists(inner, min_size=1, max_size=2).map(tuple), st.none() | _texts),
                max_size=3,
            ).map(tuple),
            st.integers(1, 99),
            **_at,
        ),
    ),
    max_leaves=4,
)
_articles = st.builds(
    Article,
    headline=_texts.filter(str.strip),
    body=st.lists(_block, max_size=4).map(tuple),
    kicker=st.none() | _texts,
    byline=st.none() | _texts,
    deck=st.none() | _texts,
    dateline=st.none() | _texts,
    timestamp=st.none() | _texts,
    place=st.none() | _texts,
    agency=st.none() | _texts,
    published=_dates,
    source=st.none() | st.builds(Source, st.none() | _texts, st.none() | _texts, st.none() | _texts, _dates),
    language=st.sampled_from(["ar", "ar-SY", "fa"]),
    direction=st.sampled_from(["rtl", "ltr"]),
    provenance=st.builds(Provenance, st.none() | _texts, st.none() | _texts, st.none() | _texts),
)


@given(_articles)
def test_json_brings_every_article_back(article: Article) -> None:
    assert from_json(json.loads(json.dumps(to_json(article)))) == article


@given(st.lists(_block, max_size=4).map(tuple))
def test_a_change_reaches_every_text(body: tuple[Block, ...]) -> None:
    changed = tuple(map_inlines(block, lambda run: map_texts(run, lambda _: "X")) for block in body)
    # Labels and addresses are no inlines.
    before, after = (
        [plain_text(run) for blocks in (found, *(note.blocks for note in notes(found))) for block in blocks
         for run in block_inlines(block)]
        for found in (body, changed)
    )  # fmt: skip
    assert set("".join(after)) <= {"X", "\n"}
    assert len(after) == len(before)


def test_notes_follow_the_body_and_are_not_part_of_the_line_they_are_marked_in() -> None:
    note = Note((Paragraph((Text("نصّ الحاشية"),)),), "أ")
    article = Article("عنوان", (Paragraph((Text("قال"), note, Text(" ثم."))), Paragraph((Text("وبعد."),))))
    assert plain_text(article.body[0].inlines) == "قال ثم."  # type: ignore[union-attr]
    assert list(notes(article.body)) == [note]
    assert list(article_text(article)) == ["عنوان", "قال ثم.", "وبعد.", "نصّ الحاشية"]


def test_json_writer_and_reader_agree(article: Article) -> None:
    written = newsconvert.write(article, "json")
    assert written.endswith(b"\n")
    assert newsconvert.load(written, reader="json").value == article


@pytest.mark.parametrize(
    "value",
    [b"", b"[]", b"{}", b"null", b'{"title": 3}', b'{"title": "a", "blocks": [{"type": "table"}]}', b"[" * 100_000,
     b'{"title": "a", "published": "yesterday"}', b"\xff\xfe"],
)  # fmt: skip
def test_json_of_another_shape_is_one_clear_error(value: bytes) -> None:
    with pytest.raises(InputError, match="JSON"):
        newsconvert.load(value, reader="json")


@pytest.mark.parametrize(
    ("value", "field", "expected"),
    [
        ('{"foo": 1}', '"title" is missing', "text"), ("[]", "no article", "empty"), ("5", "a number", "an object"),
        ('{"title": ["a"]}', '"title"', "text"), ('{"title": "a", "blocks": 5}', '"blocks"', "an array"),
        ('{"title": "a", "published": "14/3/2026"}', '"published"', "2026-03-14"),
        ('{"title": "a", "source": "x"}', '"source"', "an object"), ('{"title": "a", "deck": 7}', '"deck"', "text"),
        ('{"title": "a", "blocks": [{"type": "paragraph", "text": "b"}, 7]}', '"blocks[1]"', "an object"),
        ('{"title": "a", "blocks": [{"type": "list", "items": 3}]}', '"blocks[0].items"', "an array"),
        ('{"title": "a", "blocks": [{"type": "heading", "text": "b"}]}', '"blocks[0].level"', "a number"),
        ('{"title": "a", "provenance": {"confidence": "high"}}', '"provenance"', "--to json"),
    ],
)  # fmt: skip
def test_json_names_the_field_that_is_wrong(value: str, field: str, expected: str) -> None:
    with pytest.raises(InputError) as caught:
        newsconvert.load(value.encode(), reader="json")
    message = str(caught.value)
    assert field in message
    assert expected in message
    assert not [name for name in ("KeyError", "TypeError", "ValueError", "AttributeError") if name in message]


def test_nodes_cannot_be_changed(article: Article) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        article.headline = "آخر"  # type: ignore[misc]
    assert not hasattr(article, "__dict__")


def test_lead_is_the_first_paragraph_before_any_heading() -> None:
    first, heading = Paragraph((Text("أول"),)), Heading(2, (Text("عنوان"),))
    assert Article("ع", (first, heading)).lead == "أول"
    assert Article("ع", (heading, first)).lead is None
    assert Article("ع").lead is None


def test_article_text_holds_every_piece_in_order() -> None:
    item_list = ItemList(ordered=True, items=((Text("واحد"),), (Strong((Text("اثنان"),)),)))
    article = Article(
        "عنوان", (Paragraph((Text("فقرة"),)), item_list), byline="محمد", published=date(2026, 1, 2),
        source=Source("وكالة", None, "المصدر: وكالة", datetime(2026, 1, 3, tzinfo=UTC)),
    )  # fmt: skip
    assert list(article_text(article)) == ["عنوان", "محمد", "فقرة", "واحد", "اثنان", "المصدر: وكالة"]


T = (Text("نص"),)


WRONG: Any = model  # for values that type checkers refuse
NO_BYLINE: Any = {"byline": 3}


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: WRONG.Heading(7, T), "Heading.level is a whole number from 2 to 6, not 7."),
        (lambda: WRONG.Heading(1, T), "not 1."),
        (lambda: WRONG.Heading(True, T), "not True."),
        (lambda: WRONG.Heading("2", T), "not the str '2'."),
        (
            lambda: WRONG.Paragraph("نص"),
            "Paragraph.inlines is a tuple of inlines, such as (Text(\"…\"),), not the str 'نص'.",
        ),
        (lambda: WRONG.Paragraph([Text("نص")]), "not the list [Text(text='نص')]."),
        (lambda: WRONG.Paragraph(("نص",)), "not the str 'نص'."),
        (lambda: WRONG.Paragraph((Paragraph(T),)), "not the Paragraph"),
        (lambda: WRONG.Quotation(None), "Quotation.inlines is a tuple of inlines"),
        (lambda: WRONG.Strong(Text("نص")), "Strong.children is a tuple of inlines"),
        (lambda: WRONG.ItemList(False, ("نص",)), "an item of ItemList.items is a tuple of inlines"),
        (lambda: WRONG.ItemList(False, T), "an item of ItemList.items is a tuple of inlines"),
        (lambda: WRONG.Article(""), "Article.headline is a str that is not blank, not the str ''."),
        (lambda: WRONG.Article(" \n"), "Article.headline is a str that is not blank"),
        (lambda: WRONG.Article("ع", "نص"), "Article.body is a tuple of blocks"),
        (lambda: WRONG.Article("ع", [Paragraph(T)]), "Article.body is a tuple of blocks"),
        (lambda: WRONG.Article("ع", (Paragraph(T), "نص")), "Article.body[1] is Heading or Paragraph or"),
        (
            lambda: WRONG.Article("ع", published="2026-03-14"),
            "is a date, such as date(2026, 3, 14), a datetime or None, not the str",
        ),
        (lambda: WRONG.Article("ع", source="رويترز"), "Article.source is a Source"),
        (lambda: WRONG.Article("ع", direction="right"), 'Article.direction is "rtl" or "ltr", not the str \'right\'.'),
        (lambda: WRONG.Article("ع", language="عربي"), "Article.language is a language tag"),
        (lambda: WRONG.Article("ع", language='ar" onload="x'), "Article.language is a language tag"),
        (lambda: WRONG.Volume("", ()), "Volume.title is a str that is not blank"),
        (lambda: WRONG.Volume("م", [Article("ع")]), "Volume.articles is a tuple of articles"),
        (lambda: WRONG.Volume("م", ("ع",)), "Volume.articles[0] is Article"),
        (lambda: WRONG.Provenance(confidence=7), "a number from 0 to 1"),
        (lambda: dataclasses.replace(Article("ع"), **NO_BYLINE), "Article.byline is a str or None, not 3."),
    ],
)
def test_what_an_article_cannot_hold_is_one_clear_error_where_it_is_made(make: Any, words: str) -> None:
    with pytest.raises(ModelError) as problem:
        make()
    assert words in str(problem.value)
    assert len(str(problem.value)) < 200


NODES = [value for value in vars(model).values() if dataclasses.is_dataclass(value) and isinstance(value, type)]
VALID: dict[str, Any] = {"text": "نص", "url": "https://example.org", "level": 2, "ordered": True, "headline": "ع",
                         "title": "ع", "children": T, "inlines": T, "items": (T,), "articles": (), "blocks": (Paragraph(T),),
                         "lines": ((T, T),), "media_type": "image/png", "data": b"", "pictures": (Picture(),),
                         "rows": ((Cell(T),),)}  # fmt: skip
FIELDS = [(kind, field) for kind in NODES for field in dataclasses.fields(kind) if field.init]


@pytest.mark.parametrize(
    ("kind", "field"), FIELDS, ids=[f"{kind.__name__}-{field.name}" for kind, field in FIELDS]
)  # fmt: skip
def test_every_field_of_every_type_is_checked(kind: Any, field: Any) -> None:
    names = {field.name for field in dataclasses.fields(kind) if field.init} & VALID.keys()
    # A quotation has inlines or blocks.
    values = {name: VALID[name] for name in names - ({"blocks"} if kind is Quotation else set())}
    assert kind(**values)
    with pytest.raises(ModelError, match="item" if field.name == "items" else field.name):
        kind(**(values | {field.name: object()}))


def test_an_article_is_shown_in_one_short_line(article: Article) -> None:
    assert (
        repr(article) == "<Article '«صحافة الغد»: تقرير عن BBC و3.5% نموًّا…' by 'كتب: محمد السيد', 2026-03-14, 8 blocks>"
    )
    assert repr(Article("سطر\nوسطر")) == "<Article 'سطر\\nوسطر', 0 blocks>"
    long = Article("ع" * 10_000, (Paragraph(T),) * 9_000, byline="ك" * 10_000)
    assert len(repr(long)) < 120
    assert len(repr(Volume("م" * 1000, (long,) * 50))) < 80
    assert repr(Volume("م", (long,))) == "<Volume 'م', 1 article>"


def test_a_notebook_shows_the_article_right_to_left_and_safely(article: Article) -> None:
    shown = lxml.html.fragment_fromstring(article._repr_html_())
    (news,) = shown.iter("article")
    assert (news.get("dir"), news.get("lang")) == ("rtl", "ar")
    assert shown.get("style") == "text-align: start"
    told = shown.text_content()
    assert all(piece in told for piece in ("«صحافة الغد»", "كتب: محمد السيد", "خطوة أخرى", "وكالة الأنباء"))
    bad = '</article><script>alert(1)</script><img src=x onerror=alert(1)>" onload="alert(1)'
    hostile = Article(
        bad, (Paragraph((Link("javascript:alert(1)", (Text(bad),)), Link(f"https://a.b/{bad}", T))),), kicker=bad,
        byline=bad, source=Source(bad, "javascript:alert(1)", bad),
    )  # fmt: skip
    found = lxml.html.fragment_fromstring(hostile._repr_html_())
    tags = {element.tag for element in found.iter()}
    assert tags <= {"div", "article", "header", "p", "h1", "footer", "span", "bdi"}
    assert {name for element in found.iter() for name in element.keys()} <= {  # noqa: SIM118
        "style", "class", "lang", "dir", "id", "data-head", "data-short", "data-source"
    }  # fmt: skip
    assert newsconvert.read_text("A title\nA text in English.")._repr_html_().count('dir="ltr"') >= 1


def test_levels_of_headings_in_sources_are_brought_in_order(tmp_path: Path) -> None:
    """Markup counts to 6 and Word to 9; what is deeper than an article has is its deepest, whoever reads it."""
    text = "# عنوان\n\n# أول\n\nنص.\n\n###### سادس\n\nنص."
    found = newsconvert.read_text(text, reader="markdown")
    assert [(block.level, plain_text(block.inlines)) for block in found.body if isinstance(block, Heading)] == [
        (2, "أول"), (6, "سادس")
    ]  # fmt: skip
    assert all(type(block) in (Heading, Paragraph) for block in found.body)


@pytest.mark.parametrize("title", ["\x00", "\u202e", "\x00 \x01"])
def test_a_headline_of_which_nothing_is_left_gives_way_to_the_first_line(title: str) -> None:
    record = json.dumps({"title": title, "body": "فقرة أولى.\nفقرة ثانية."}).encode()
    found = newsconvert.load(record, reader="json").value
    assert found.headline.strip()
    assert "فقرة أولى." in list(article_text(found))
    value = to_json(Article("ع", (Paragraph((Text("\x01"),)), ItemList(False, ((Text("بند"),), (Text("آخر"),)))))) | {
        "title": title
    }
    again = newsconvert.load(json.dumps(value).encode(), reader="json").value
    assert list(article_text(again)) == ["بند", "آخر"]
    value |= {"blocks": [{"type": "list", "ordered": False, "items": []}]}
    with pytest.raises(EmptyInputError):
        newsconvert.load(json.dumps(value).encode(), reader="json")


def test_a_reader_that_makes_no_article_is_an_error_of_its_source() -> None:
    def read(data: bytes, options: ReaderOptions) -> Converted[Article]:
        return Converted(Article(data.decode()))

    def stream(file: io.BufferedReader, options: ReaderOptions) -> Iterator[tuple[int, Converted[Article]]]:
        yield 1, Converted(Article(file.read().decode()))

    reader = Reader("own", "Own", (".own",), read, stream, explain=lambda data, options: (read(data, options), []))
    for call in (
        lambda: reader.read(b"", ReaderOptions()),
        lambda: reader.read_explained(b"", ReaderOptions()),
        lambda: list(reader.read_many(io.BufferedReader(io.BytesIO()), ReaderOptions())),
    ):
        with pytest.raises(InputError, match="headline"):
            call()
