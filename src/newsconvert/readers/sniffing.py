"""The format of bytes without a name, by what is in them: signatures, JSON, a table of articles, a piece of a page."""

from __future__ import annotations

import json
import re

from .columns import fields_named
from .fragments import begins_as_markup
from .unsupported import HEAD, json_in, kind_of

#: Lines of a table of articles are looked for in so many characters.
_FIRST_LINES = 4000
_SEPARATORS = ",;\t"


def suffix_of(data: bytes) -> str:
    """Return the ending that a file should have, by what is in it; empty for what may be plain text."""
    if kind := kind_of(data[:HEAD], data[-HEAD:]) or json_in(data):
        return kind.suffix
    if re.match(rb"(?:\xef\xbb\xbf)?\s*[\[{n]", data):
        return _json_suffix(data)
    text = data[:HEAD].decode("utf-8", "ignore").removeprefix("\ufeff").lstrip()
    if text.startswith("<"):
        return ".html" if begins_as_markup(text) else ""
    return _table_suffix(text[:_FIRST_LINES])


def _json_suffix(data: bytes) -> str:
    """Return the ending of JSON Lines, or of JSON without an object: an empty array, one of numbers, `null`."""
    lines = [line for line in data.split(b"\n") if line.strip()][:2]
    if len(lines) == 2 and all(isinstance(_value(line), dict) for line in lines):
        return ".jsonl"
    value = _value(data)
    return ".json" if isinstance(value, list) or value is None else ""


def _value(data: bytes) -> object:
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return ""


def _table_suffix(text: str) -> str:
    """Return the ending of a table whose first row names columns, one of them the text; empty for plain text.

    Each name is a word or two, at least two are usual ones, and the row below the names is parted too.
    """
    lines = [line for line in text.splitlines() if line.strip()]
    if lines and re.fullmatch(r"sep=[,;\t]", lines[0]):
        del lines[0]
    if len(lines) < 2:
        return ""
    for separator in _SEPARATORS:
        names = [name.strip().strip('"') for name in lines[0].split(separator)]
        named = all(re.fullmatch(r"[\w@-]+(?: [\w@-]+)?", name) for name in names)
        fields = fields_named(names) if len(names) > 1 and named else set()
        if "body" in fields and len(fields) > 1 and separator in lines[1]:
            return ".tsv" if separator == "\t" else ".csv"
    return ""
