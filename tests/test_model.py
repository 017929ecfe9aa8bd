"""The model and its JSON."""

from __future__ import annotations

import dataclasses
import json
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

import newsconvert
from newsconvert.errors import InputError
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
    article_text,
    map_inlines,
    map_texts,
    notes,
    plain_text,
)

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
    dateline=st.none() | _texts,
    published=_dates,
    source=st.none() | st.builds(Source, st.none() | _texts, st.none() | _texts, st.none() | _texts, _dates),
    language=st.sampled_from(["ar", "ar-SY", "fa"]),
    direction=st.sampled_from(["rtl", "ltr"]),
    provenance=st.builds(Provenance, st.none() | _texts, st.none() | _texts, st.none() | _texts),
    deck=st.none() | _texts,
    place=st.none() | _texts,
    agency=st.none() | _texts,
)


@given(_articles)
def test_json_brings_every_article_back(article: Article) -> None:
    assert from_json(json.loads(json.dumps(to_json(article)))) == article


@given(st.lists(_block, max_size=4).map(tuple))
def test_a_change_reaches_every_text(body: tuple[Block, ...]) -> None:
    changed = tuple(map_inlines(block, lambda run: map_texts(run, lambda _: "X")) for block in body)
    before, after = list(article_text(Article("عنوان", body))), list(article_text(Article("عنوان", changed)))
    assert set("".join(after[1:])) <= {"X", "\n"}
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
