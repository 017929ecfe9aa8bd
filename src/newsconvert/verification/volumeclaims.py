"""What a bound volume states beside its articles: its title page, contents, indexes, colophon and metadata."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set
from dataclasses import replace
from datetime import date
from urllib.parse import unquote

from ..binding import (
    BYLINES,
    COLOPHON,
    CONTENTS,
    SOURCES,
    colophon,
    extent,
    index_of_bylines,
    index_of_sources,
    title_of,
)
from ..citation import citation_rows, row_text
from ..languages import format_date, known_labels, primary
from ..markup import xml_text
from ..model import Volume, article_text
from ..numerals import numbering
from .facts import CATEGORIES, LONG_TITLE, SEPARATORS, is_cover, is_day, is_of_access, parts_of_books, text_key
from .findings import Finding, FindingKind, shorten
from .passages import LOOSE, Passage

#: Headings of parts, and what older readers call them.
_PARTS = (CONTENTS, COLOPHON, SOURCES, BYLINES, "المصادر", "صفحة العنوان", "عدد المقالات")
#: The row of a font and that of the program in a colophon, whose versions are not those of this installation.
_OF_FONTS = re.compile(r"الخط:?(?:[^،]{1,60}[\d.]+،(?:برخصة.{1,60}|خطّخاص|خطخاص))?|الإعداد:?(?:newsconvert[\w.+]+)?")
_PAGE_SIGNS = "،,–-"
_PAGES_AFTER = re.compile(r"[\d،,–-]+$")
_LABEL = re.compile(r"\w{1,8}")


def claim_differences(
    volume: Volume, lines: Iterable[Passage], facts: Iterable[tuple[str, str]], *, hashes: frozenset[str], titled: bool
) -> Iterator[Finding]:
    """Yield what stands beside the articles of a volume, or in its metadata, and is not of it.

    The numbers of pages in contents and indexes are not compared, nor, unless it is `titled`, what its metadata state
    of the volume itself.
    """
    facts, lines = list(facts), list(lines)
    stated: set[str] = set()
    if not titled:
        stated = set(_stated_of_itself(line.text for line in lines))
        volume = _as_stated(volume, facts, stated)
    listed, whole = _listed_texts(volume), _whole_texts(volume)
    for line in lines:
        text = text_key(line.text.replace(LOOSE, " "))
        if text in whole or text in listed or text in stated or _OF_FONTS.fullmatch(text):
            continue
        if not any(one in listed for one in _without_pages(text)):
            yield Finding(FindingKind.ADDED, found=shorten(line.text.replace(LOOSE, " ").strip()), place=line.place)
    yield from _fact_differences(volume, facts, hashes)


def _stated_of_itself(texts: Iterable[str]) -> Iterator[str]:
    """Yield the keys of the rows of a colophon that are of the volume itself, and of their values."""
    for text in texts:
        key = text_key(text.replace(LOOSE, " "))
        if found := _OF_ITSELF.match(key):
            yield from (key, *key[found.end() :].split("—"))


_OF_ITSELF = re.compile(r"(?:العنوان|الناشر|تاريخالإصدار):")


def _as_stated(volume: Volume, facts: Iterable[tuple[str, str]], stated: Set[str]) -> Volume:
    """Return a volume with the title, subtitle, publisher and date that its metadata state first."""
    told: dict[str, str] = {}
    for name, value in facts:
        if name != "description" or text_key(value) in stated:
            told.setdefault(name, value)
    day = re.match(r"\d{4}-\d\d-\d\d", told.get("published", ""))
    return replace(
        volume, title=told.get("title", volume.title), subtitle=told.get("description"),
        publisher=told.get("publisher") or told.get("author"), published=date.fromisoformat(day[0]) if day else None,
    )  # fmt: skip


def _without_pages(text: str) -> Iterator[str]:
    """Yield an entry with fewer and fewer of the numbers before and after it, one of which may be its own."""
    least = len(_PAGES_AFTER.sub("", text))
    for start in range(len(text)):
        yield from (text[start:end] for end in range(max(start, least), len(text) + 1))
        if text[start] not in _PAGE_SIGNS and not text[start].isdecimal():
            return
    yield ""


def _listed_texts(volume: Volume) -> frozenset[str]:
    """Return the keys of what contents and indexes list, where numbers of pages follow."""
    names = [entry.name for entry in (*index_of_sources(volume), *index_of_bylines(volume))]
    pieces = (piece for article in volume.articles for piece in article_text(article))
    every = (*names, *map(title_of, volume.articles), *pieces, *parts_of_books(), *_PARTS[:-1], volume.title)
    return frozenset(map(text_key, every))


def _whole_texts(volume: Volume) -> frozenset[str]:
    """Return the keys of the lines of title page and colophon, with their numbers."""
    rows = [text for label, value in colophon(volume, ()) for text in (f"{label}: {value}", f"{label}:")]
    return frozenset(map(text_key, (*_own_texts(volume), extent(volume), *rows)))


def _own_texts(volume: Volume) -> list[str]:
    day = format_date(volume.published, numbering(volume)) if volume.published else None
    return [part for part in (volume.title, volume.subtitle, volume.publisher, day) if part]


def _fact_differences(volume: Volume, facts: Iterable[tuple[str, str]], hashes: frozenset[str]) -> Iterator[Finding]:
    own = _own_texts(volume)
    titles = {text_key(one) for one in (*own, *(article.headline for article in volume.articles))}
    sources = [article.source for article in volume.articles if article.source]
    addresses = {unquote(xml_text(one.url)).strip() for one in sources if one.url}
    rows = (row_text(row) for article in volume.articles for row in citation_rows(article))
    credits = (part for article in volume.articles for part in (article.byline, article.agency) if part)
    names = [one.name for one in sources if one.name]
    pieces = (piece for article in volume.articles for piece in article_text(article))
    said = "\n".join(map(text_key, (*own, *names, *addresses, *credits, *rows, *pieces)))
    rights = {text_key(one.rights.format(name=name)) for one in known_labels() if one.rights for name in names}
    days = [day for day in (volume.published, *(article.published for article in volume.articles)) if day]
    days += [one.retrieved for one in sources if one.retrieved]
    languages = {primary(one) for one in (volume.language, *(article.language for article in volume.articles))}
    for name, told in dict.fromkeys(facts):
        key = text_key(told)
        match name:
            case "title":
                right = key in titles or (len(told) >= LONG_TITLE and any(one.startswith(key) for one in titles))
            case "language":
                right = primary(told) in languages
            case "direction":
                right = told in (volume.direction, *(article.direction for article in volume.articles))
            case "source":
                right = unquote(told).strip() in addresses or key in said
            case "published" | "time" | "retrieved":
                right = any(is_day(told, day, format_date(day, one)) for day in days for one in languages)
            case "rights":
                right = key in rights
            case "accessibility":
                right = is_of_access(told)
            case "label of a page":
                right = _LABEL.fullmatch(told) is not None
            case "metadata":
                right = told.rpartition("sha256:")[2] in hashes
            case "cover":
                right = is_cover(told, volume.title, own[1:])
            case _:
                parts = [text_key(part.removesuffix("…")) for part in SEPARATORS.split(told)]
                right = key in said or told in CATEGORIES or all(part in said for part in parts)
        if not right:
            yield Finding(FindingKind.METADATA, shorten(volume.title), shorten(told), place=name)
