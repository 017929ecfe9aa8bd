"""JSON documents: every field of the article, whatever its text, and what the fields repeat."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from typing import Any

import pytest

import newsconvert
from newsconvert.model import Article, Provenance
from newsconvert.verification import Finding, FindingKind, verify_document
from support.rich_article import RICH

MADE = newsconvert.write(RICH, "json")


def found(change: Callable[[Any], object], article: Article = RICH) -> str:
    value = json.loads(newsconvert.write(article, "json"))
    change(value)
    return " ".join(map(str, verify_document(article, "json", json.dumps(value).encode()).findings))


def first(value: Any, name: str, kind: object = None) -> Any:
    """Return the first object within a value that has a field, of this value if one is given."""
    if isinstance(value, dict) and name in value and kind in (None, value[name]):
        return value
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return next((one for child in inner if (one := first(child, name, kind)) is not None), None)


def test_a_json_document_is_whole() -> None:
    assert verify_document(RICH, "json", MADE).findings == ()


@pytest.mark.parametrize(
    "change",
    [
        lambda value: first(value, "alternative").update(alternative="صورة أخرى"),
        lambda value: first(value, "image").update(image=None),
        lambda value: first(value, "pictures")["pictures"].append(first(value, "alternative")),
        lambda value: first(value["images"], "media_type").update(media_type="image/gif"),
        lambda value: value["images"].update({"0" * 64: {"media_type": "image/png", "data": ""}}),
        lambda value: first(value, "type", "heading").update(level=5),
        lambda value: first(value, "type", "quote").update(type="paragraph"),
        lambda value: first(value, "type", "link").update(url="https://example.com/other"),
        lambda value: first(value, "type", "strong").update(type="emphasis"),
        lambda value: first(value, "type", "note").update(label="7"),
        lambda value: first(value, "ordered").update(start=4),
        lambda value: first(value, "header_rows").update(header_rows=2),
        lambda value: value["blocks"].append({"type": "break"}),
        lambda value: first(value["blocks"], "inlines").update(text="نص آخر"),
        lambda value: value.update(lead="مقدمة أخرى"),
        lambda value: value.update(place="بيروت"),
        lambda value: value.update(editor="فلان"),
        lambda value: value["source"].update(name="جريدة أخرى"),
        lambda value: value["source"].update(retrieved="2001-01-01"),
    ],
)  # fmt: skip
def test_any_other_value_is_reported(change: Callable[[Any], object]) -> None:
    assert found(change)


def test_fields_stated_twice_and_numbers_that_json_lacks_are_reported() -> None:
    twice = MADE.decode().replace('"title":', '"title": "عنوان آخر", "title":', 1).encode()
    assert "stated twice" in str(verify_document(RICH, "json", twice).findings[0])
    endless = MADE.decode().rstrip().removesuffix("}") + ', "more": NaN}'
    assert verify_document(RICH, "json", endless.encode()).findings[0].kind is FindingKind.UNREADABLE


@pytest.mark.parametrize(
    ("place", "expected", "told", "message"),
    [
        ("published", "٣ مايو", "١ مايو", "the date of publication is «٣ مايو», but the document states «١ مايو»"),
        ("published", "٣ مايو", "", "the metadata do not state the date of publication, «٣ مايو»"),
        ("category", "", "رياضة", "the document states «رياضة» as the category, which is not in the source"),
        ("metadata", "", "رياضة", "the metadata state «رياضة», which is not in the source"),
    ],
)
def test_messages_about_metadata_name_the_field(place: str, expected: str, told: str, message: str) -> None:
    assert str(Finding(FindingKind.METADATA, expected, told, place=place)) == message


def test_how_the_source_was_decoded_is_not_compared() -> None:
    read = Article("عنوان", provenance=Provenance("أ.txt", "1" * 64, encoding="utf-8", confidence=1.0))
    assert found(lambda value: value["provenance"].update(confidence=0.5), read) == ""
    assert "source file" in found(lambda value: value["provenance"].update(file_name="ب.txt"), read)
    assert "0000" in found(lambda value: value["provenance"].update(sha256="0" * 64), read)
    dated = Article("عنوان", published=datetime.date(2024, 5, 3))
    assert "date of publication" in found(lambda value: value.update(published="2024-05-04"), dated)
