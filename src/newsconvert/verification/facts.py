"""What a document states of itself, in metadata and contents, compared with the article."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from itertools import zip_longest
from urllib.parse import unquote

from ..binding import CONTENTS
from ..citation import citation_rows, row_text
from ..languages import format_date, known_labels, primary
from ..markup import xml_text
from ..model import Article, Heading, article_text, plain_text, walk
from ..numerals import numbering
from .findings import Finding, FindingKind, shorten
from .normalize import normalize_pdf
from .passages import Passage

_HASH = re.compile(r"(?:SHA-256:\s*)?[0-9a-f]{64}\b")
#: What parts names; after a comma, «و» is the first letter of a name.
_LIST = re.compile(r"\s*[،,;؛]\s*| and | و(?=\w)")
#: What stands between the names that a text of the metadata lists.
SEPARATORS = re.compile(r"[،,;؛·\n]")
_NUMBER = re.compile(r"[\s.…\d]+$")
#: Digits of the number of a page after an entry of contents.
_LONGEST_FOLIO = 5
#: Characters that a title has at least where Word has room for no more (255).
LONG_TITLE = 250


def fact_differences(article: Article, facts: Iterable[tuple[str, str]]) -> Iterator[Finding]:
    """Yield what the metadata state otherwise than the article; what they do not state is not compared."""
    source_name = article.source and article.source.name
    names = "\n".join(text_key(name) for name in (article.byline, article.agency, source_name) if name)
    heads = "\n".join(text_key(text) for text in (article.headline, article.deck, article.lead, names) if text)
    credited = "\n".join((names, *map(text_key, article_text(article))))
    for name, told in facts:
        match name:
            case "title":
                right, known = _is_title(told, article.headline), article.headline
            case "author":
                right, known = all(text_key(one) in names for one in _LIST.split(told)), article.byline or ""
            case "language":
                right = primary(told) == primary(article.language)
                known = article.language
            case "source":
                known = (article.source and article.source.url) or ""
                right = (
                    unquote(xml_text(known)).strip() == unquote(told).strip() if known else text_key(told) in credited
                )
            case "publisher":
                right, known = _is_said(told, names, article), source_name or ""
            case "description":
                right, known = _is_said(told, heads, article), article.lead or source_name or ""
            case "subject":
                right, known = _is_said(told, credited, article), ""
            case "site":  # named by its address where the source has no name
                address = unquote((article.source and article.source.url) or "").casefold()
                known = (article.source and article.source.name) or address
                right = (
                    _is_said(told, credited, article)
                    or told.casefold() in re.split(r"[/?#@:]+(?:www\.)?", address)[1:2]
                )
            case "published" | "time" | "retrieved":
                retrieved = article.source.retrieved if article.source else None
                day = retrieved if name == "retrieved" else article.published
                known = format_date(day, numbering(article)) if day else ""
                right = day is not None and is_day(told, day, known)
            case "metadata" | "label of a page":
                right, known = False, ""
            case "category":
                right, known = told in CATEGORIES or _is_said(told, credited, article), ""
            case "rights":
                right, known = _is_credit(told, article), (article.source and article.source.name) or ""
            case "accessibility":
                right, known = is_of_access(told), ""
            case "cover":
                shown_day = format_date(article.published, numbering(article)) if article.published else None
                shown = (article.kicker, article.source.name if article.source else None, shown_day)
                right, known = is_cover(told, article.headline, shown), article.headline
            case _:
                right, known = told == article.direction, article.direction
        if not right:
            yield Finding(FindingKind.METADATA, shorten(known), shorten(told), place=name)


#: How often documents of a format state a fact at least, in all of their metadata.
_STATED: dict[str, dict[str, int]] = {
    "html": {"title": 1, "language": 2, "source": 1, "publisher": 1, "description": 1, "published": 1},
    "epub": {"title": 2, "author": 2, "language": 3, "source": 2, "publisher": 2, "description": 2, "rights": 1,
             "published": 2},
    "docx": {"title": 1, "author": 1, "language": 1, "source": 1, "publisher": 1, "description": 1, "site": 1},
    "pdf 2": {"title": 2, "author": 1, "language": 2, "source": 1, "publisher": 1, "description": 1, "published": 1},
    "pdf": {"title": 3, "author": 2, "language": 2, "source": 1, "publisher": 1, "description": 2, "published": 1},
}  # fmt: skip


def author_differences(facts: Iterable[tuple[str, str]]) -> Iterator[Finding]:
    """Yield the authors that one place of the metadata states and another does not."""
    told = [text for name, text in facts if name == "author"]
    counts = Counter(text_key(one) for text in told for one in _LIST.split(text))
    names = {text_key(one): one for text in told for one in _LIST.split(text)}
    for key, count in counts.items():
        if count < max(counts.values()):
            yield Finding(FindingKind.METADATA, names[key], "", place="author")


def unstated_facts(article: Article, facts: Iterable[tuple[str, str]], format: str) -> Iterator[Finding]:
    """Yield the facts of an article that the metadata do not state where documents state them."""
    counts = Counter(name for name, told in facts if told.strip())
    source = article.source
    name, url = (source.name, source.url) if source else (None, None)
    known = {
        "title": article.headline, "author": article.byline, "language": article.language,
        "source": url if format == "docx" else url or name, "publisher": name, "rights": name, "site": name,
        "description": name or url if format == "docx" else article.lead,
        "published": format_date(article.published, numbering(article)) if article.published else None,
    }  # fmt: skip
    for fact, least in _STATED.get(format, {}).items():
        text = xml_text(known[fact] or "").strip()
        cited = format == "docx" and source is not None  # in its list of sources
        least += cited and fact in ("title", "author")  # noqa: PLW2901
        least -= format == "epub" and fact == "source" and url is None  # noqa: PLW2901 - not in its record
        # Which words of a byline are names is not known here.
        if text and counts[fact] < least and (fact != "author" or counts[fact]):
            yield Finding(FindingKind.METADATA, shorten(text), "", place=fact)


def _is_said(told: str, known: str, article: Article) -> bool:
    """Return whether a text is one of these, or as much of it as there is room for, or names parts of the source."""
    rest = _HASH.sub("·", told)
    source = article.source
    stated = [row_text(row) for row in citation_rows(article)]
    stated += (source.url or "", source.name or "") if source else ()
    for part in sorted(filter(None, stated), key=len, reverse=True):
        rest = rest.replace(part, "·")
    parts = SEPARATORS.split(rest)
    return text_key(told.removesuffix("…")) in known or all(text_key(part.removesuffix("…")) in known for part in parts)


def is_day(told: str, day: date, shown: str) -> bool:
    """Return whether a date is this day: in ISO 8601, as it is `shown`, or with the number of the month."""
    words = _date_words(told)
    return told.startswith(day.isoformat()[:10]) or words in (
        _date_words(shown),
        sorted(map(str, (day.day, day.month, day.year))),
    )


def _date_words(text: str) -> list[str]:
    """Return the words of a date, with digits of ASCII."""
    return sorted(re.findall(r"\w+", "".join(str(unicodedata.decimal(one, one)) for one in normalize_pdf(text))))


def is_cover(told: str, title: str, beside: Iterable[str | None]) -> bool:
    """Return whether what stands for a cover is the title, and no more than the texts `beside` it."""
    rest = text_key(told)
    if text_key(title) not in rest:
        return False
    for part in sorted((title, *filter(None, beside), *_COVERS), key=len, reverse=True):
        rest = rest.replace(text_key(part), "·", 1)
    return not any(map(str.isalnum, rest))


def _is_credit(told: str, article: Article) -> bool:
    """Return whether rights are those of the source, in the words of any language that documents are in."""
    name = xml_text((article.source and article.source.name) or "").strip()
    return text_key(told) in {text_key(one.rights.format(name=name)) for one in known_labels() if one.rights}


def is_of_access(told: str) -> bool:
    """Return whether a summary of accessibility has the sentences of documents, and no others."""
    return all(one in _ACCESSIBLE for one in re.split(r"(?<=[.])\s*", told.strip()))


#: What Word documents say they are.
CATEGORIES = ("أخبار", "News", "news")
#: What books say of their accessibility (EPUB Accessibility 1.1, 2.2).
_ACCESSIBLE = frozenset((
    "", "نصّ بعناوين وفهرس محتويات وترتيب قراءة منطقي، يُقرأ كلّه بقارئ الشاشة وبخطّ برايل.", "لكلّ صورة فيه نصّ بديل.",
    "من صوره ما ليس له نصّ بديل.", "لا صورة فيه سوى الغلاف، وله نصّ بديل.", "لا صور فيه.",
    "أرقام صفحاته هي أرقام صفحات نسخة PDF.",
    "Text with headings, contents and a logical reading order, all of it for screen readers and braille.",
    "Every picture has alternative text.", "Some pictures have no alternative text.",
    "The cover is the only picture, and has alternative text.", "There are no pictures.",
    "Its page numbers are those of the PDF edition.",
))  # fmt: skip
_COVERS = tuple({one.cover.removeprefix("ال") for one in known_labels() if one.cover})


def _is_title(told: str, headline: str) -> bool:
    """Return whether a title is the headline, or as much of it as formats have room for."""
    begin = text_key(told.removesuffix("…"))
    return text_key(told) == text_key(headline) or (len(told) >= LONG_TITLE and text_key(headline).startswith(begin))


def contents_differences(articles: Iterable[Article], contents: Iterable[Passage]) -> Iterator[Finding]:
    """Yield the entries of contents that are in no article; page numbers after them do not count."""
    known: set[str] | None = None
    for entry in contents:
        if known is None:
            pieces = (piece for article in articles for piece in article_text(article))
            known = {"", *map(text_key, (CONTENTS, *parts_of_books(), *pieces))}
        whole = text_key(entry.text)
        folios = (whole[: len(whole) - at] for at in range(_LONGEST_FOLIO + 1) if whole[len(whole) - at :].isdecimal())
        if whole not in known and text_key(_NUMBER.sub("", entry.text)) not in known and known.isdisjoint(folios):
            yield Finding(FindingKind.ADDED, found=shorten(entry.text), place=entry.place)


def bookmark_differences(article: Article, shown: list[str]) -> Iterator[Finding]:
    """Yield the first bookmark that is not the headline, or the heading after that of the one before."""
    headings = [plain_text(block.inlines) for block in walk(article.body) if isinstance(block, Heading)]
    known = [text for text in (article.headline, *headings) if text_key(text)]
    for wanted, told in zip_longest(known, shown, fillvalue=""):
        if text_key(wanted) != text_key(told):
            yield Finding(FindingKind.TAG, shorten(wanted), shorten(told), place="bookmarks")
            return


def parts_of_books() -> list[str]:
    """Return what books call their parts, in any language that documents are in."""
    every = ((one.contents, one.cover, one.start, one.landmarks, one.pages) for one in known_labels())
    return [part for parts in every for part in parts if part]


@lru_cache(maxsize=1024)
def text_key(text: str) -> str:
    """Return the characters of a text as they are compared, without spaces."""
    return "".join(normalize_pdf(text).split())
