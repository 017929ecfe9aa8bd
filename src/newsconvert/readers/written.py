"""Read back what the writers make: the classes of the lines in pages and books, and the lines that cite the source."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import Any, NamedTuple

from ..interchange import parse_date
from ..languages import format_date, known_dates, known_labels
from ..model import Article, Block, Direction, Paragraph, Source, Text, article_text
from ..patterns import pattern
from .credits import credits_of, take_credits, with_credits
from .elements import SPACE, raw_text, remove
from .hypertext import Walker
from .overrides import stated_date
from .shaping import levelled, web_link
from .structure.citations import cited_source

#: The name by which documents say who made them.
_GENERATOR = pattern(r"newsconvert(?: .*)?")


class Stated(NamedTuple):
    """What a document states of its article beside its text."""

    publisher: str | None
    url: str | None
    published: date | None


def is_by_writer(generator: str) -> bool:
    """Return whether a document states that this program made it, in whatever version."""
    return _GENERATOR.fullmatch(generator) is not None


def written_article(tree: Any) -> Any:
    """Return the article in a page or book that this program made; None where there is not just one, as in volumes."""
    found = [one for one in tree.iter("article") if one.find("header/h1") is not None]
    return found[0] if len(found) == 1 and found[0].get("class") == "news" else None


def read_written(element: Any, walker: Walker, stated: Stated) -> Article:
    """Return the article of an element that the writer of pages made. `walker` is exact."""
    header = element.find("header")
    fields = {one.get("class") or "headline": _lines_of(one) for one in header if isinstance(one.tag, str)}
    time = header.find(".//time")
    language = element.get("lang") or "ar"
    direction: Direction = "ltr" if element.get("dir") == "ltr" else "rtl"
    remove(header)
    cited: list[str] = []
    link = None
    for foot in [one for one in element if one.get("class") == "citation"]:
        cited += map(_lines_of, foot.iter("p"))
        link = next((one.get("href") for one in foot.iter("a")), None)
        remove(foot)
    source, published = parse_citation(cited)
    name = stated.publisher or (source.name if source else None)
    url = link or stated.url or (source.url if source else None)
    source = replace(source or Source(), name=name, url=url)
    day = _same_day(parse_date(time.get("datetime")) if time is not None else None, stated.published, published)
    shown = fields.get("date")
    blocks = walker.article(element)
    article = Article(
        headline=fields["headline"],
        body=levelled(blocks),
        kicker=fields.get("kicker"),
        deck=fields.get("deck"),
        byline=fields.get("byline"),
        dateline=fields.get("dateline"),
        timestamp=None if shown is None or is_own_date(shown, day) else shown,
        published=day,
        source=source if source != Source() else None,
        language=language,
        direction=direction,
    )
    article = with_places(article, blocks)
    walker.account.prove(article_text(article))
    return article


def _lines_of(element: Any) -> str:
    """Return the text of a line of the head or of the citation, its breaks as ends of lines."""
    return "\n".join(SPACE.sub(" ", line).strip(" ") for line in raw_text(element).strip().split("\n"))


def is_own_date(text: str, day: date | None) -> bool:
    """Return whether a line is a date in the words of the writers, and not of the source."""
    return day is not None and text in {*known_dates(day), format_date(day, "und")}


def _same_day(*days: date | None) -> date | None:
    """Return the first of the dates, with the time of day if another of the same day has one."""
    first = next(filter(None, days), None)
    timed = (day for day in days if isinstance(day, datetime) and first and day.date() == first)
    return next(timed, first) if first and not isinstance(first, datetime) else first


def with_places(article: Article, blocks: list[Block]) -> Article:
    """Return an article that was read back with place, agency and the dateline in its text, as the text says them."""
    lines = [Paragraph((Text(line),)) for line in (article.byline, article.dateline) if line]
    found = (credits_of(article.dateline) if article.dateline else {}) | take_credits(
        article.headline, [*lines, *blocks]
    )
    located = with_credits(article, {name: found.get(name) for name in ("dateline", "place", "agency")})
    if article.dateline is None and located.dateline and located.dateline_above is not None:  # it is the byline
        located = replace(located, dateline=None)
    return located


def parse_citation(lines: Iterable[str]) -> tuple[Source | None, date | None]:
    """Return what the lines that cite the source say: the source, and when the article was published."""
    source, published, cited = Source(), None, list[str]()
    labels = known_labels()
    for line in (_MARKS.sub("", line).strip() for line in lines):
        label, _, value = line.partition(":")
        if label and label in {says.link for says in labels}:
            source = replace(source, url=web_link(value))
        elif label and label in {says.published for says in labels}:
            published = stated_date(value)
        elif label and label in {says.retrieved for says in labels}:
            source = replace(source, retrieved=stated_date(value))
        elif cited and web_link(line) == line:  # in a language that the writers have no labels of
            source = replace(source, url=line)
        elif _ISO_DATE.fullmatch(line) and published is None:
            published = date.fromisoformat(line)
        elif _ISO_DATE.fullmatch(line):
            source = replace(source, retrieved=date.fromisoformat(line))
        elif line and not any(label in (says.file, says.hash, says.citation) for says in labels):
            cited.append(line)
    if cited:
        found = cited_source(cited[0])
        source = replace(source, name=found.name, url=source.url or found.url, citation="\n".join(cited))
    return source if source != Source() else None, published


#: Marks of direction, which Word documents have around addresses.
_MARKS = pattern("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_ISO_DATE = pattern(r"\d{4}-\d\d-\d\d")
