"""What every document says of an article beside its text: the running head, and the block that cites the source."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from .arabic import has_rtl
from .errors import OptionError
from .languages import format_date, labels
from .model import Article, Inlines, Link, Text, plain_text
from .numerals import numbering

_RUNNING_HEAD_LETTERS = 72  # on a page as wide as A4
A4_WIDTH = 210.0


class Row(NamedTuple):
    """One line of the block: a label, which may be empty, and the value.

    `technical` marks addresses, hashes and file names in Latin script, which are set left to right. A file name with
    Arabic letters is set right to left, like the surrounding text, with its ending last.
    """

    label: str
    value: Inlines
    technical: bool = False


def citation_rows(article: Article) -> list[Row]:
    """Return the lines that cite the source of `article`: its own citation first, then further metadata."""
    rows: list[Row] = []
    source, provenance = article.source, article.provenance
    says = labels(article.language)
    if source:
        if source.citation:
            for label, value in map(_parted, filter(str.strip, source.citation.split("\n"))):
                rows.append(Row(label, _link_source(value, source.name, source.url if not rows else None)))
        elif source.name:
            rows.append(Row(says.source, _link_source(source.name, source.name, source.url)))
        if source.url and source.url not in (source.citation or ""):
            rows.append(Row(says.link, (Link(source.url, (Text(source.url),)),), technical=True))
    if article.published:
        rows.append(Row(says.published, (Text(format_date(article.published, numbering(article))),)))
    if source and source.retrieved:
        rows.append(Row(says.retrieved, (Text(format_date(source.retrieved, numbering(article))),)))
    if provenance.file_name:
        rows.append(Row(says.file, (Text(provenance.file_name),), technical=not has_rtl(provenance.file_name)))
    if provenance.sha256:
        rows.append(Row(says.hash, (Text(provenance.sha256),), technical=True))
    return rows


#: What documents may state under the text: the source alone, or the file too.
COLOPHONS = ("source", "full")


def with_colophon(article: Article, colophon: str) -> Article:
    """Return an article as documents show it: without name and hash of its file, unless `colophon` is `full`.

    Raise OptionError for a colophon that there is none of.
    """
    if colophon not in COLOPHONS:
        raise OptionError(f"There is no colophon {colophon!r}; choose one of {', '.join(COLOPHONS)}.")
    told = article.provenance
    if colophon == "full" or not (told.file_name or told.sha256):
        return article
    return replace(article, provenance=replace(told, file_name=None, sha256=None))


def row_text(row: Row) -> str:
    """Return a line of the block as plain text."""
    value = plain_text(row.value)
    return f"{row.label}: {value}" if row.label else value


def running_head(headline: str, width: float = A4_WIDTH, share: float = 1) -> str:
    """Return `headline` shortened for a running head, cut between words.

    `width` is that of the page in millimetres, `share` how much of the usual length there is room for.
    """
    most = int(_RUNNING_HEAD_LETTERS * min(width / A4_WIDTH, 1) * share)
    if len(headline) <= most:
        return headline
    return headline[:most].rsplit(" ", 1)[0].rstrip("،؛:,.- ") + "…"


def _parted(citation: str) -> tuple[str, str]:
    """Part the label of a citation, «المصدر: رويترز», from its value; it is empty where there is none."""
    label, _, value = citation.partition(": ")
    words = label.split(" ")
    parts = value.strip() == value != "" and len(words) < 4 and all(map(str.isalpha, words))
    return (label, value) if parts else ("", citation)


def _link_source(text: str, name: str | None, url: str | None) -> Inlines:
    """Return `text` with the address, or else the source's name, as a link."""
    if not url:
        return (Text(text),)
    anchor = url if url in text else name if name and name in text else text
    before, _, after = text.partition(anchor)
    parts = (Text(before), Link(url, (Text(anchor),)), Text(after))
    return tuple(part for part in parts if not isinstance(part, Text) or part.text)
