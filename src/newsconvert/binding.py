"""The parts of a volume beside its articles, for all formats: colophon, index of sources, index of bylines."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from . import __version__
from .arabic import collation_key, count_articles, count_in_words
from .languages import format_date, number
from .model import Article, Volume
from .numerals import numbering
from .readers.structure.authors import persons
from .resources import Family

CONTENTS = "المحتويات"
COLOPHON, TITLE = "بيانات المجلد", "العنوان"
SOURCES = "فهرس المصادر"
BYLINES = "فهرس الكتّاب"
UNTITLED = "بلا عنوان"


class IndexEntry(NamedTuple):
    """A name in an index, and the positions (from 0) of its articles in `Volume.articles`."""

    name: str
    articles: tuple[int, ...]


def index_of_sources(volume: Volume) -> list[IndexEntry]:
    """Return the names of the volume's sources in alphabetical order, each with its articles."""
    return _index(volume.articles, lambda article: (source_name(article),))


def index_of_bylines(volume: Volume) -> list[IndexEntry]:
    """Return the persons that the bylines credit, in alphabetical order, each with its articles."""
    return _index(volume.articles, lambda article: persons(article.byline) if article.byline else ())


def source_name(article: Article) -> str:
    """Return the name of the article's source, or an empty string."""
    return line((article.source and article.source.name) or "")


def title_of(article: Article) -> str:
    """Return the headline on one line, or a placeholder if it is empty."""
    return line(article.headline) or UNTITLED


def colophon(volume: Volume, families: Iterable[Family]) -> list[tuple[str, str]]:
    """Return the colophon as pairs of label and value; `families` are the fonts of the volume."""
    tag = numbering(volume, "ar")
    rows = [(TITLE, " — ".join(line(text) for text in (volume.title, volume.subtitle) if text))]
    if volume.publisher:
        rows.append(("الناشر", line(volume.publisher)))
    if volume.published:
        rows.append(("تاريخ الإصدار", format_date(volume.published, tag)))
    rows.append(("عدد المقالات", number(len(volume.articles), tag)))
    if dates := span(volume.articles):
        first, last = (format_date(day, tag) for day in dates)
        rows.append(("تواريخ النشر", first if first == last else f"من {first} إلى {last}"))
    if names := [entry.name for entry in index_of_sources(volume)]:
        more = " وغيرها" if len(names) > _SOURCES_NAMED else ""
        rows.append(("المصادر", "، ".join(names[:_SOURCES_NAMED]) + more))
    rows.extend(("الخط", f"{family.name} {family.version}، {_licence(family)}") for family in dict.fromkeys(families))
    rows.append(("الإعداد", f"newsconvert {__version__}"))
    rows.append(("الحقوق", "حقوق المقالات لأصحابها، ومصدر كلّ مقال مذكور في آخره."))
    return rows


def extent(volume: Volume) -> str:
    """Return how many articles there are, of how many sources, in words: for a cover that says nothing else."""
    articles, sources = count_articles(len(volume.articles)), len(index_of_sources(volume))
    told = count_in_words(sources, "مصدر واحد", "مصدرين", "مصادر", "مصدرًا", "مصدر")
    return number(f"{articles} من {told}" if sources else articles, numbering(volume, "ar"))


_SOURCES_NAMED = 12


def _licence(family: Family) -> str:
    return "خطّ خاص" if family.style == "own" else f"برخصة {family.licence}"


def span(articles: Iterable[Article]) -> tuple[date, date] | None:
    """Return the first and last day of publication of the articles, or None if unknown."""
    published = (article.published for article in articles if article.published)
    days = sorted(day.date() if isinstance(day, datetime) else day for day in published)
    return (days[0], days[-1]) if days else None


def identity(volume: Volume) -> str:
    """Return a SHA-256, in hexadecimal, of the volume's title and the sources of its articles."""
    told = [volume.title, volume.subtitle or ""]
    told += [article.provenance.sha256 or article.headline for article in volume.articles]
    return hashlib.sha256("\0".join(told).encode("utf-8", "surrogatepass")).hexdigest()


def line(text: str) -> str:
    """Return `text` on one line."""
    return " ".join(text.split())


def _index(articles: Sequence[Article], names: Callable[[Article], Iterable[str]]) -> list[IndexEntry]:
    found: dict[str, list[int]] = {}
    for at, article in enumerate(articles):
        for name in dict.fromkeys(map(line, names(article))):
            if name:
                found.setdefault(name, []).append(at)
    names_in_order = sorted(found, key=lambda name: (collation_key(name), name))
    return [IndexEntry(name, tuple(found[name])) for name in names_in_order]
