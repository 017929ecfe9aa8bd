"""Read articles that are JSON, and compare what beside their text: kinds of blocks, pictures, links, all fields."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any, NamedTuple

from ..errors import InputError
from ..interchange import from_json, to_json
from ..model import Article, Picture, article_text, note_text
from .findings import Finding, FindingKind, shorten
from .normalize import normalize_markup
from .passages import Passage, Reading, UnreadableError

#: How fields are named where they are not by their own names.
_NAMES = {"headline": "title", "source url": "source", "source name": "publisher", "source retrieved": "retrieved"}


def read_json(data: bytes) -> Reading:
    """Return the article in a JSON document. Raise UnreadableError if it has no article."""
    said: list[str] = []

    def pairs(found: list[tuple[str, Any]]) -> dict[str, Any]:
        values = dict(found)
        if len(values) != len(found):
            names = [name for name, _ in found]
            said.extend(f"[field stated twice] {name}" for name in values if names.count(name) > 1)
        return values

    try:
        value = json.loads(data, object_pairs_hook=pairs, parse_constant=_refuse)
        article = from_json(value)
    except InputError as problem:
        raise UnreadableError(str(problem)) from problem
    except (ValueError, RecursionError) as problem:
        raise UnreadableError("it is not JSON, or it is damaged; make it again") from problem
    pieces, notes = list(article_text(article)), len(list(note_text(article)))
    passages = (
        Passage(normalize_markup(piece), f"piece {at}", note=at > len(pieces) - notes)
        for at, piece in enumerate(pieces, 1)
    )
    said += _told_otherwise(value, to_json(article))
    return Reading(
        (tuple(passages),),
        said=tuple(Passage(text, "the fields") for text in said),
        hashes=frozenset(filter(None, (article.provenance.sha256,))),
        article=article,
    )


def _refuse(name: str) -> None:
    raise ValueError(f"{name} is no number of JSON")


def _told_otherwise(value: Any, known: Any, path: str = "") -> Iterator[str]:
    """Yield the values of a document that do not follow from the article in it: repeated texts, unknown fields."""
    if isinstance(value, dict) and isinstance(known, dict):
        for name in {**known, **value}:
            yield from _told_otherwise(value.get(name), known.get(name), f"{path}.{name}".lstrip("."))
    elif isinstance(value, list) and isinstance(known, list) and len(value) == len(known):
        for at, (one, other) in enumerate(zip(value, known, strict=True), 1):
            yield from _told_otherwise(one, other, f"{path} {at}")
    elif value != known:
        yield f"[{path}] {value}"


class _Difference(NamedTuple):
    """A value of an article that a document has otherwise, by the names and numbers that lead to it."""

    path: tuple[str, ...]
    expected: Any
    found: Any


def json_differences(article: Article, found: Article) -> Iterator[Finding]:
    """Yield what a document whose text is that of `article` has otherwise in any field."""
    for path, known, told in _differences(article, found):
        where = " ".join(path)
        if path[0] != "body":
            yield Finding(
                FindingKind.METADATA, _describe_value(known), _describe_value(told), place=_NAMES.get(where, where)
            )
        elif path[-1] == "alternative" and isinstance(known, str) and known and told:
            yield Finding(FindingKind.PICTURE, shorten(known), _describe_value(told))
        elif path[-1] in ("image", "pictures"):
            yield Finding(FindingKind.PICTURE, _describe_value(known), "", place=where)
        elif path[-1] == "url" and known and told:
            yield Finding(FindingKind.LINK, shorten(known), shorten(told))
        else:
            yield Finding(
                FindingKind.TAG, _describe_value(known) or "nothing", _describe_value(told) or "nothing", place=where
            )


def _describe_value(value: Any) -> str:
    """Return a value for a message: a text, or the name of its kind."""
    if is_dataclass(value) and not isinstance(value, type):
        return type(value).__name__
    if isinstance(value, tuple):
        return ", ".join(map(_describe_value, value))
    return "" if value is None else shorten(str(value))


def _differences(known: Any, told: Any, path: tuple[str, ...] = ()) -> Iterator[_Difference]:
    if isinstance(known, Article):
        # How the source was decoded is not compared: options may tell that otherwise when it is read again.
        names = [one.name for one in fields(known) if one.compare and one.name != "provenance"]
        yield from _of_fields(known, told, names, path)
        if known.provenance.file_name and known.provenance.file_name != told.provenance.file_name:
            yield _Difference(("source file",), known.provenance.file_name, told.provenance.file_name)
    elif isinstance(known, tuple) and isinstance(told, tuple) and len(known) == len(told):
        for at, (one, other) in enumerate(zip(known, told, strict=True), 1):
            yield from _differences(one, other, (*path, str(at)))
    elif is_dataclass(known) and type(known) is type(told):
        names = [one.name for one in fields(known)]
        # A picture whose file is not there any more is in the document, or was not.
        names = [name for name in names if not (isinstance(known, Picture) and name == "image" and known.image is None)]
        yield from _of_fields(known, told, names, path)
    elif known != told:
        yield _Difference(path, known, told)


def _of_fields(known: Any, told: Any, names: list[str], path: tuple[str, ...]) -> Iterator[_Difference]:
    for name in names:
        yield from _differences(getattr(known, name), getattr(told, name), (*path, name))
