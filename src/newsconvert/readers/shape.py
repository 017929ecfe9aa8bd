"""Explain why JSON is not an article: which field is wrong, and what is expected there."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ..errors import InputError
from ..interchange import from_json
from ..model import Article

_TEXTS = ("kicker", "deck", "byline", "dateline", "timestamp", "place", "agency", "language")
_KINDS = {
    dict: "an object", list: "an array", str: "text", bool: "true or false", int: "a number", float: "a number",
    type(None): "null",
}  # fmt: skip


def read_article(value: Any) -> Article:
    """Return the article that `value`, parsed JSON, holds. Raise InputError, which names the field that is wrong."""
    try:
        return from_json(value)
    except InputError as problem:
        found = _explain(value)
        raise InputError(f"this JSON is not an article: {found}" if found else str(problem)) from problem


def _explain(value: Any) -> str:
    """Return what is wrong with `value` in one sentence; empty where nothing is found."""
    if not isinstance(value, dict):
        return f'expected an object with "title" and "blocks", found {_kind(value)}.'
    if "title" not in value:
        fields = f"; its fields are {', '.join(map(repr, list(value)[:6]))}" if value else ""
        return f'the field "title" is missing: expected the headline as text{fields}.'
    if not isinstance(value["title"], str) or not value["title"].strip():
        return _wrong("title", value["title"], "the headline as text")
    for name in _TEXTS:
        if name in value and not isinstance(value[name], str | None):
            return _wrong(name, value[name], "text or null")
    if not _is_date(value.get("published")):
        return _wrong("published", value["published"], "a date such as 2026-03-14, or null")
    found = _explain_source(value.get("source")) or _explain_blocks(value.get("blocks", []))
    if not found and value.get("provenance"):
        return 'the field "provenance" is not valid: expected it as `newsconvert convert --to json` writes it, or null.'
    return found


def _explain_source(source: Any) -> str:
    if source and not isinstance(source, dict):
        return _wrong("source", source, 'an object with "name" and "url", or null')
    for name in ("name", "url", "citation"):
        if source and not isinstance(source.get(name), str | None):
            return _wrong(f"source.{name}", source[name], "text or null")
    if source and not _is_date(source.get("retrieved")):
        return _wrong("source.retrieved", source["retrieved"], "a date such as 2026-03-14, or null")
    return ""


def _explain_blocks(blocks: Any) -> str:
    if not isinstance(blocks, list):
        return _wrong("blocks", blocks, "an array of objects")
    for at, block in enumerate(blocks):
        try:
            from_json({"title": "-", "blocks": [block]})
        except InputError:
            return _explain_block(f"blocks[{at}]", block)
    return ""


def _explain_block(name: str, block: Any) -> str:
    if not isinstance(block, dict):
        return _wrong(name, block, 'an object such as {"type": "paragraph", "text": "…"}')
    kind = block.get("type")
    if not isinstance(kind, str):
        return _wrong(f"{name}.type", kind, 'the kind of block, such as "paragraph" or "heading"')
    if kind == "list" and not isinstance(block.get("items"), list):
        return _wrong(f"{name}.items", block.get("items"), "an array")
    if kind in ("heading", "paragraph", "quote") and "inlines" not in block and not isinstance(block.get("text"), str):
        return _wrong(f"{name}.text", block.get("text"), "text")
    if kind == "heading" and (isinstance(block.get("level"), bool) or not isinstance(block.get("level"), int)):
        return _wrong(f"{name}.level", block.get("level"), "a number from 2 to 6")
    expected = "expected a block as `newsconvert convert --to json` writes it"
    return f'the field "{name}" is not valid: {expected}, found one of type {kind!r}.'


def _is_date(value: Any) -> bool:
    if not value:
        return True
    try:
        return isinstance(value, str) and bool(datetime.fromisoformat(value))
    except ValueError:
        return False


def _wrong(name: str, value: Any, expected: str) -> str:
    shown = repr(value) if isinstance(value, str) and len(value) <= 40 else _kind(value)
    found = "" if value is None else f", found {shown}"
    missing = "is missing or null" if value is None else "is not valid"
    return f'the field "{name}" {missing}: expected {expected}{found}.'


def _kind(value: Any) -> str:
    return _KINDS.get(type(value), "another value")
