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
    Emphasis,
    Heading,
    ItemList,
    Link,
    Paragraph,
    Provenance,
    Quotation,
    Source,
    Strong,
    Text,
    article_text,
)

_texts = st.text(min_size=1, max_size=20)
_inline = st.recursive(
    st.builds(Text, _texts),
    lambda inner: st.one_of(
        st.builds(Strong, st.tuples(inner)),
        st.builds(Emphasis, st.tuples(inner, inner)),
        st.builds(Link, _texts, st.tuples(inner)),
    ),
    max_leaves=4,
)
_inlines = st.lists(_inline, min_size=1, max_size=3).map(tuple)
_dates = st.one_of(st.none(), st.dates(), st.datetimes(timezones=st.sampled_from([None, UTC])))
_articles = st.builds(
    Article,
    headline=_texts.filter(str.strip),
    body=st.lists(
        st.one_of(
            st.builds(Heading, st.integers(2, 6), _inlines),
            st.builds(Paragraph, _inlines),
            st.builds(Quotation, _inlines),
            st.builds(ItemList, st.booleans(), st.lists(_inlines, max_size=3).map(tuple), st.integers(1, 99)),
        ),
        max_size=4,
    ).map(tuple),
    kicker=st.none() | _texts,
    byline=st.none() | _texts,
    dateline=st.none() | _texts,
    published=_dates,
    source=st.none() | st.builds(Source, st.none() | _texts, st.none() | _texts, st.none() | _texts, _dates),
    language=st.sampled_from(["ar", "ar-SY", "fa"]),
    direction=st.sampled_from(["rtl", "ltr"]),
    provenance=st.builds(Provenance, st.none() | _texts, st.none() | _texts, st.none() | _texts),
)


@given(_articles)
def test_json_brings_every_article_back(article: Article) -> None:
    assert from_json(json.loads(json.dumps(to_json(article)))) == article


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
