"""Fields that someone states beside the text: front matter at its top, or a sidecar file."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from ..errors import InputError
from ..model import Article, Source
from ..result import Converted, Kind, Warning
from .structure import dates

# Front matter as static-site writers use it: YAML between lines of ---, TOML between lines of +++.
_FRONT_MATTER = re.compile(r"\A(---|\+\+\+)[ \t]*\r?\n(.*?)\r?\n\1[ \t]*(?:\r?\n|\Z)", re.DOTALL)

#: Names under which a field may be stated.
_NAMES = {
    "title": "headline", "headline": "headline", "kicker": "kicker", "byline": "byline", "author": "byline",
    "authors": "byline", "dateline": "dateline", "date": "published", "published": "published", "source": "source",
    "url": "url", "source_url": "url", "language": "language", "lang": "language", "direction": "direction",
}  # fmt: skip
#: Names that static-site writers use for things a document has no place for.
_PASSED_OVER = {"layout", "draft", "tags", "categories", "slug", "description", "weight", "permalink", "type"}


def front_matter(text: str) -> tuple[dict[str, Any], str]:
    """Return what the front matter of `text` states, and the text after it; nothing where there is none.

    Raise InputError when it is neither YAML nor TOML.
    """
    found = _FRONT_MATTER.match(text)
    if not found:
        return {}, text
    fence, body = found.groups()
    if fence == "+++":
        return toml(body, "the front matter"), text[found.end() :]
    import yaml

    try:
        value = yaml.safe_load(body)
    except (yaml.YAMLError, ValueError, RecursionError) as problem:
        shown = str(problem).splitlines()[0]
        raise InputError(f"the front matter is not YAML ({shown}); mend it or take out the lines of ---.") from problem
    # A rule of hyphens at the top of a text is no front matter.
    return (value, text[found.end() :]) if isinstance(value, dict) else ({}, text)


def toml(text: str, where: str) -> dict[str, Any]:
    """Return the values of a TOML text; `where` names it in the InputError raised when it is none."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise InputError(f"{where} is not TOML ({problem}); mend it.") from problem


def override(article: Article, values: Mapping[str, Any], where: str) -> Converted[Article]:
    """Return `article` with the fields that `values` states in place of those found, and warnings of unknown names.

    `where` names the origin of the values in messages. Raise InputError for a value that its field cannot have.
    """
    changes: dict[str, Any] = {}
    source = article.source or Source()
    warnings = []
    for name, value in values.items():
        field = _NAMES.get(str(name).lower())
        if field is None:
            if str(name).lower() not in _PASSED_OVER:
                known = ", ".join(sorted(set(_NAMES)))
                warnings.append(Warning(Kind.UNKNOWN_FIELD, f"{where} states {name!r}, which is none of: {known}."))
        elif field == "url":
            source = replace(source, url=_text(value, name, where))
        elif field == "source":
            source = _source(source, value, where)
        else:
            check: Callable[[Any, str, str], Any] = _FIELDS.get(field, _text)
            changes[field] = check(value, name, where)
    if source != (article.source or Source()):
        changes["source"] = source
    return Converted(replace(article, **changes), tuple(warnings))


def _text(value: Any, name: str, where: str) -> str:
    if isinstance(value, list) and value and all(isinstance(one, str) for one in value):
        return "، ".join(value)
    if isinstance(value, str | int | float) and not isinstance(value, bool) and str(value).strip():
        return str(value).strip()
    raise InputError(f"{where}: {name} cannot be {value!r}; state a text.")


def _date(value: Any, name: str, where: str) -> date:
    if isinstance(value, date):  # a datetime is one
        return value
    if isinstance(value, str):
        try:
            return datetime.fromisoformat(value) if len(value) > 10 else date.fromisoformat(value)
        except ValueError:
            if found := dates.find_date(value):
                return found.when
    raise InputError(f"{where}: {name} cannot be {value!r}; state a date such as 2026-03-14.")


def stated_date(value: Any) -> date | None:
    """Return a date that a page or a record states, or None when it is none."""
    try:
        return _date(value, "date", "") if value else None
    except InputError:
        return None


_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")  # BCP 47, as far as its shape goes


def language_or(value: Any, default: str) -> str:
    """Return `value` if it is shaped like a language tag, else `default`."""
    return value if isinstance(value, str) and _LANGUAGE.fullmatch(value) else default


def _language(value: Any, name: str, where: str) -> str:
    if isinstance(value, str) and _LANGUAGE.fullmatch(value):
        return value
    raise InputError(f"{where}: {name} cannot be {value!r}; state a language tag such as ar or ar-SY.")


def _direction(value: Any, name: str, where: str) -> str:
    if value in ("rtl", "ltr"):
        return str(value)
    raise InputError(f"{where}: {name} cannot be {value!r}; state rtl or ltr.")


_FIELDS: dict[str, Callable[[Any, str, str], Any]] = {
    "published": _date,
    "language": _language,
    "direction": _direction,
}


def _source(source: Source, value: Any, where: str) -> Source:
    if not isinstance(value, dict):
        return replace(source, name=_text(value, "source", where))
    unknown = set(value) - {"name", "url", "retrieved"}
    if unknown:
        raise InputError(f"{where}: source has no {', '.join(sorted(map(str, unknown)))}; state name, url, retrieved.")
    changes: dict[str, Any] = {name: _text(value[name], name, where) for name in ("name", "url") if name in value}
    if "retrieved" in value:
        changes["retrieved"] = _date(value["retrieved"], "retrieved", where)
    return replace(source, **changes)
