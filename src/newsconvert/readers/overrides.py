"""Fields stated beside the text: in front matter at its top, or in a sidecar file."""

from __future__ import annotations

import math
import re
import reprlib
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from ..errors import InputError
from ..model import LANGUAGE_TAG, Article, Source
from ..patterns import pattern
from ..result import Converted, Kind, Warning
from .shaping import one_line
from .structure import dates

# Front matter as in static-site generators: YAML between lines of ---, TOML between lines of +++. Longer stretches
# between rules are text.
_FRONT_MATTER = pattern(r"\A(---|\+\+\+)[ \t]*\r?\n(?:(.{0,65536}?)\r?\n)??\1[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_LOOKS_LIKE_KEY = pattern(r"^[A-Za-z_][\w-]*[ \t]*[:=]", re.MULTILINE)

#: Accepted names of each field.
_NAMES = {
    "title": "headline", "headline": "headline", "kicker": "kicker", "byline": "byline", "author": "byline",
    "authors": "byline", "dateline": "dateline", "date": "published", "published": "published", "source": "source",
    "deck": "deck", "subtitle": "deck", "standfirst": "deck", "place": "place", "agency": "agency",
    "timestamp": "timestamp", "url": "url", "source_url": "url", "language": "language", "lang": "language",
    "direction": "direction",
}  # fmt: skip
#: Names of the picture above an article, the largest first.
PICTURES = ("image", "cover", "featured_image", "thumbnail")
#: Names from static-site generators that documents do not use.
_PASSED_OVER = {
    "aliases", "categories", "category", "comments", "description", "draft", "excerpt", "featured", "keywords",
    "lastmod", "layout", "modified", "permalink", "save_as", "slug", "status", "summary", "tags", "template", "toc",
    "type", "updated", "weight", *PICTURES,
}  # fmt: skip

#: Those of them that say something of the article.
_SAID = frozenset(("categories", "category", "description", "excerpt", "keywords", "summary", "tags", *PICTURES))


def front_matter(text: str) -> tuple[dict[str, Any], str]:
    """Return the fields in the front matter of `text`, and the text after it; no fields if there is none.

    Two rules of hyphens delimit front matter if nothing is between them, or a field name; otherwise they are rules with
    text between them. Raise InputError if it is neither YAML nor TOML.
    """
    found = _FRONT_MATTER.match(text)
    if not found:
        return {}, text
    fence, body = found[1], found[2] or ""
    value: Any = {}
    if body.strip():
        if not _LOOKS_LIKE_KEY.search(body):
            return {}, text
        value = toml(body, "the front matter") if fence == "+++" else _yaml(body)
        if not (isinstance(value, dict) and any(_is_name(str(name)) for name in value)):
            return {}, text
    return value, text[found.end() :]


def _is_name(name: str) -> bool:
    """Return whether this looks like a field name of a program, not like words before a colon."""
    return name.lower() in _NAMES or bool(re.fullmatch(r"[a-z_][a-z0-9_-]*", name))


def _yaml(text: str) -> Any:
    import yaml

    try:
        # References to other values can expand a few lines to gigabytes.
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, yaml.SafeLoader)):
            raise InputError("the front matter refers to a value by *; write the value there.")
        return yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError) as problem:
        shown = str(problem).splitlines()[0]
        if mark := getattr(problem, "problem_mark", None):
            shown += f", line {mark.line + 2}"  # the first line of the file is the rule over it
        raise InputError(f"the front matter is not YAML ({shown}); fix it or remove the lines of ---.") from problem


def toml(text: str, where: str) -> dict[str, Any]:
    """Return the values of a TOML text. Raise InputError, which calls it `where`, if it is not TOML."""
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, ValueError, RecursionError) as problem:
        raise InputError(f"{where} is not TOML ({problem}); fix it.") from problem


def override(article: Article, values: Mapping[str, Any], where: str) -> Converted[Article]:
    """Return `article` with its fields overridden by `values`, and warnings for unknown names.

    `where` names the origin of the values in messages. Raise InputError for an invalid value.
    """
    if not values:
        return Converted(article)
    changes: dict[str, Any] = {}
    source = article.source or Source()
    unknown: list[str] = []
    for name, value in values.items():
        field = _NAMES.get(str(name).lower())
        # An empty `author:` states nothing; `published: true` means that the article is not a draft.
        if value is None or (name == "published" and isinstance(value, bool)):
            continue
        if field is None:
            unknown += [] if str(name).lower() in _PASSED_OVER else [repr(name)]
        elif field == "url":
            source = replace(source, url=_text(value, name, where))
        elif field == "source" and isinstance(value, dict):
            unknown += [f"source.{key}" for key in value if key not in ("name", "url", "retrieved")]
            source = _source(source, value, where)
        elif field == "source":
            source = replace(source, name=_text(value, name, where))
        else:
            check: Callable[[Any, str, str], Any] = _FIELDS.get(field, _text)
            changes[field] = check(value, name, where)
    if source != (article.source or Source()):
        changes["source"] = source
    known = ", ".join(sorted(set(_NAMES)))
    unused = [str(name) for name, value in values.items() if str(name).lower() in _SAID and value]
    warnings = unused_fields(unused, where)
    warnings += [Warning(Kind.UNKNOWN_FIELD, f"{where} states {name}, which is not in: {known}.") for name in unknown]
    return Converted(replace(article, **changes) if changes else article, tuple(warnings))


def unused_fields(named: list[str], where: str) -> list[Warning]:
    """Return the warning of fields that say something of the article for which documents have no place."""
    told = f"{len(named)} field(s) of {where} were not used: {', '.join(named)}."
    return [Warning(Kind.UNUSED_COLUMN, told, len(named))] if named else []


def take_picture(values: dict[str, Any]) -> tuple[str, str, str] | None:
    """Take the picture above the article out of the fields; return its address, caption and alternative text."""
    named = {str(key).lower(): key for key in values}
    for key in [named[name] for name in PICTURES if name in named]:
        value = values[key]
        inner = value.items() if isinstance(value, dict) else ()
        stated = {str(name).lower(): one_line(str(one)) for name, one in inner}
        address = value if isinstance(value, str) else next(filter(None, map(stated.get, _ADDRESSES)), "")
        if address.strip():
            del values[key]
            return address.strip(), stated.get("caption") or stated.get("title") or "", stated.get("alt", "")
    return None


#: Names of the address of a picture among its own fields, as Hugo, Jekyll and others have them.
_ADDRESSES = ("image", "src", "url", "path", "file", "feature", "teaser")


def headline_in(values: Mapping[str, Any]) -> str | None:
    """Return the headline stated in `values` under any of its names, or None."""
    stated = (value for name, value in values.items() if _NAMES.get(str(name).lower()) == "headline")
    return next((one_line(str(value)) for value in stated if value is not None and one_line(str(value))), None)


def _text(value: Any, name: str, where: str) -> str:
    text = names(value)
    if text:
        return text
    raise InputError(f"{where}: {name} cannot be {reprlib.repr(value)}; give a text.")


def names(value: Any) -> str | None:
    """Return the text or names in a value: a text, an object with a `name`, or a list of these."""
    if isinstance(value, dict):
        keys = ("name", "display_name", "displayName", "fullname", "title", "byline", "basic")
        value = next((value[key] for key in keys if value.get(key)), None)
    if isinstance(value, list | tuple):
        found = [names(one) if not isinstance(one, list | tuple) else None for one in value]
        return "، ".join(one for one in found if one) if all(found) and found else None
    if isinstance(value, float) and not math.isfinite(value):  # how tables mark missing values
        return None
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        return one_line(str(value)) or None
    return None


def _date(value: Any, name: str, where: str) -> date:
    found = stated_date(value)
    if found is None:
        raise InputError(f"{where}: {name} cannot be {reprlib.repr(value)}; give a date such as 2026-03-14.")
    return found


def stated_date(value: Any) -> date | None:
    """Return the date in a value, in the forms that people and programs use, or None if it is not a date."""
    if isinstance(value, date):  # a datetime is a date
        return value
    text = str(value).strip() if isinstance(value, str | int | float) and not isinstance(value, bool) else ""
    if isinstance(value, str) and len(text) <= 200 and (found := _TWELVE_HOURS.search(text)):
        return _in_twelve_hours(text, found)
    try:
        if re.fullmatch(r"[0-9]{9,10}(?:\.[0-9]+)?|[0-9]{13}", text):  # seconds or milliseconds since 1970
            return datetime.fromtimestamp(float(text) / (1000 if len(text) == 13 else 1), UTC)
        if isinstance(value, str):
            return datetime.fromisoformat(text) if len(text) > 10 else date.fromisoformat(text)
    except ValueError:
        pass
    if not isinstance(value, str) or len(text) > 200:
        return None
    from email.utils import parsedate_to_datetime

    try:
        return parsedate_to_datetime(text)  # the form in feeds: Mon, 10 Aug 2015 19:26:15 GMT
    except (ValueError, IndexError):
        dated = dates.find_date(text)
        return dated.when if dated else None


#: A time of day in twelve hours: 3:20 PM, «3:20 م», «٣:٢٠ مساءً», 3 p.m.
_TWELVE_HOURS = pattern(
    r"(?<![\d:])(?P<hour>\d{1,2})(?::(?P<minute>\d{2}))?(?::(?P<second>\d{2})(?:\.\d+)?)?\s*"
    r"(?:(?P<am>[Aa]\.?[Mm]\b\.?|(?:ص|صباح\w*)(?!\w))|(?P<pm>[Pp]\.?[Mm]\b\.?|(?:م|مساء\w*|ظهر\w*|عصر\w*)(?!\w)))[\u064b\u064c\u064d]*"
)


def _in_twelve_hours(text: str, found: re.Match[str]) -> date | None:
    """Return the moment that a text with a time of day in twelve hours states."""
    rest = text[: found.start()] + text[found.end() :]
    hour, minute, second = (int(found[name] or 0) for name in ("hour", "minute", "second"))
    if hour > 12 and found["minute"] is None:  # «2023 م» is a year
        dated = dates.find_date(text)
        return dated.when if dated else None
    day = stated_date(re.sub(r"\s*[,،-]?\s*(?:الساعة|at)?\s*$", "", rest.strip()))
    if day is None or hour > 23 or minute > 59 or second > 59:
        return day
    if hour <= 12:
        hour = hour % 12 + 12 * bool(found["pm"])
    zone = day.tzinfo if isinstance(day, datetime) else None
    return datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=zone)


def stated_utc(value: Any) -> date | None:
    """Return the moment in a value that is stated in UTC without saying so, as `date_gmt` of WordPress is."""
    found = stated_date(value)
    return found.replace(tzinfo=UTC) if isinstance(found, datetime) and found.tzinfo is None else found


def language_of(value: Any) -> str | None:
    """Return the language tag in `value`, or None if it is not one."""
    tag = value.strip().replace("_", "-") if isinstance(value, str) else ""
    return {"arabic": "ar", "english": "en"}.get(tag.lower(), tag) if LANGUAGE_TAG.fullmatch(tag) else None


def _language(value: Any, name: str, where: str) -> str:
    found = language_of(value)
    if found is None:
        shown = reprlib.repr(value)
        raise InputError(f"{where}: {name} cannot be {shown}; give a language tag such as ar or ar-SY.")
    return found


def _direction(value: Any, name: str, where: str) -> str:
    if value in ("rtl", "ltr"):
        return str(value)
    raise InputError(f"{where}: {name} cannot be {reprlib.repr(value)}; give rtl or ltr.")


_FIELDS: dict[str, Callable[[Any, str, str], Any]] = {
    "published": _date,
    "language": _language,
    "direction": _direction,
}


def _source(source: Source, value: Mapping[str, Any], where: str) -> Source:
    changes: dict[str, Any] = {
        key: _text(value[key], f"source.{key}", where) for key in ("name", "url") if key in value
    }
    if "retrieved" in value:
        changes["retrieved"] = _date(value["retrieved"], "source.retrieved", where)
    return replace(source, **changes)
