"""Whether a reader has read all of a source: its words are walked here without the reader, and compared.

Each word of the source is in the article, or among what the reader says that it left out, or it is reported. The words
come from `walks`, which shares no code with the readers.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from functools import cache

from ..languages import known_dates, known_labels, number
from ..model import Article, Figure, Inlines, ItemList, Link, Note, article_text, block_inlines, notes, walk
from ..result import Kind, Warning
from .findings import Finding, FindingKind, shorten
from .walks import Unit

_WORD = re.compile(r"[^\W_]+")
#: Most findings of one source; a reader that lost more has lost all.
_MOST = 20
#: In how many lines a headline, a byline and the like are that others are stated for.
_HEAD = 12


def unread(
    article: Article, units: Iterable[Unit], account: Iterable[Warning], *, overridden: int = 0
) -> Iterator[Finding]:
    """Yield what of the source is neither in `article` nor in the reader's `account` of what it left out.

    `units` are the texts of the source, as `walks` finds them: paragraphs, cells, lines. Letters and digits are
    compared, how often each word occurs, not their order, which a reader may change: a caption, a note, a byline.
    `overridden` is how many fields are stated beside the text, in place of those of its first lines.
    """
    account = list(account)
    unused = " ".join(str(one) for one in account if one.kind is Kind.UNUSED_COLUMN)
    texts = [
        _without_label(one)
        for one in units
        if not one.frame
        and not _OWN.match(one.text)
        and not (one.column and (_is_named(one.column, unused) or _is_value(one.text, article)))
        and not (one.column and _PICTURE.fullmatch(one.text.strip()))  # its loss has a warning of its own
    ]
    normalized = bool(article.provenance.normalized)
    source = Counter(word for one in texts for word in _words(one.text, normalized))
    shown = Counter(word for text in article_text(article) for word in _words(text, normalized))
    shown += Counter(word for one in account for text in one.passages for word in _words(text, normalized))
    missing = source - shown
    if not missing:
        return
    missing -= Counter(
        word for text in (*_stated_values(article), *_numbers(article)) for word in _words(text, normalized)
    )
    # Words that markup parts or joins are others here and there, with the same letters.
    letters, spare = (Counter("".join(one.elements())) for one in (missing, shown - source))
    spare += Counter("".join(str(at) for at, _ in enumerate(notes(article.body), 1)) * 2)  # at their marks, in words
    if not letters - spare:
        return
    for one in texts[: _HEAD if overridden else 0]:
        if overridden and _share(_words(one.text, normalized), missing) > 0.3:
            missing -= Counter(_words(one.text, normalized))
            overridden -= 1
    pieces = {tuple(_words(text, normalized)) for text in article_text(article)}

    def rank(unit: Unit) -> tuple[bool, float]:
        words = _words(unit.text, normalized)
        return tuple(words) not in pieces, _share(words, missing)

    ranked = sorted(texts, key=rank, reverse=True)  # what is a piece of the article comes last
    count = 0
    for one in ranked:
        own = Counter(_words(one.text, normalized)) & missing
        if not own:
            continue
        if not Counter("".join(own.elements())) - spare:  # joined or parted elsewhere
            continue
        missing -= own
        yield Finding(FindingKind.NOT_READ, expected=shorten(" ".join(one.text.split())), place=one.place)
        count += 1
        if count == _MOST or not missing:
            return


def _share(words: list[str], missing: Counter[str]) -> float:
    own = Counter(words) & missing
    return own.total() / len(words) if words else 0.0


def _without_label(unit: Unit) -> Unit:
    """Return a line without the name of a field before it, which the article has in place of the name."""
    found = _LABEL.match(unit.text)
    return unit._replace(text=unit.text[found.end() :]) if found else unit


#: What documents of ours say of their source beside it.
_NOTED = "|".join(re.escape(name) for one in known_labels() for name in (one.file, one.hash) if name)
_OWN = re.compile(rf"\s*(?:{_NOTED}|الاستشهاد)\s*:")
_LABEL = re.compile(
    r"\s*(?:(?:اسم |نص |تاريخ )?(?:ال)?(?:عنوان|كاتب|مؤلف|نص|محتوى|متن|تاريخ|نشر|خبر|مقال|مقالة|بقلم)(?: (?:ال)?"
    r"(?:رئيسي|فرعي|خبر|مقال|نشر|كاتب))?|title|author|date|text|body|content)\s*:",
    re.IGNORECASE,
)


def _is_value(text: str, article: Article) -> bool:
    """Return whether a cell states the date, or an address of the place, that the article has as a value."""
    text = text.strip()
    days = [day for day in (article.published, article.source and article.source.retrieved) if day]
    try:
        told = _day(text)
    except (ValueError, OverflowError, OSError):
        return False
    if told:
        return any(abs(told - date(day.year, day.month, day.day)).days <= 1 for day in days)
    address = article.source.url if article.source else None
    return address is not None and text.startswith(("http://", "https://")) and address.startswith(text.rstrip("/"))


_DATE = re.compile(r"\d{4}[-/]\d{2}[-/]\d{2}(?:[T ][\d:.,+Zz -]*)?$")
_SECONDS = re.compile(r"\d{9,10}(?:\d{3})?(?:\.\d+)?")


#: The form of messages (RFC 5322), which feeds and their records have.
_OF_MAIL = re.compile(r"[A-Z][a-z]{2}, \d{1,2} [A-Z][a-z]{2} \d{4}\b")


def _day(text: str) -> date | None:
    """Return the day of a date, or of a count of seconds, or thousandths, since 1970; None of any other text."""
    if _DATE.match(text):
        return date.fromisoformat(text[:10].replace("/", "-"))
    if _OF_MAIL.match(text):
        from email.utils import parsedate_to_datetime

        return parsedate_to_datetime(text).date()
    if not _SECONDS.fullmatch(text):
        return None
    seconds = float(text)
    return datetime.fromtimestamp(seconds / (1000 if seconds > 1e11 else 1), UTC).date()


_PICTURE = re.compile(r"\S+\.(?:jpe?g|png|gif|webp|svg|avif|tiff?|bmp)(?:[?#]\S*)?", re.IGNORECASE)


def _is_named(column: str, unused: str) -> bool:
    parts = column.split(".")
    names = {*parts, *(".".join(parts[at:]) for at in range(len(parts)))}
    named = (re.search(rf"(?<![\w.]){re.escape(one)}(?![\w.])", unused) for one in names)
    return bool(unused) and any(named)


def _words(text: str, normalized: bool) -> list[str]:
    return _WORD.findall(_fold(text, normalized))


def _fold(text: str, normalized: bool) -> str:
    """Return a text with compatibility characters as those they stand for, without marks and joiners.

    Where the reader was asked to change the letters (`--normalize`), all forms of one letter are one.
    """
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKC", text).lower().translate(_marks())
    return text.translate(_FORMS) if normalized else text


_FORMS = str.maketrans("أإآٱىةؤئ" + "٠١٢٣٤٥٦٧٨٩" + "۰۱۲۳۴۵۶۷۸۹" + "یک", "ااااي" + "هوي" + "0123456789" * 2 + "يك")


@cache
def _marks() -> dict[int, None]:
    every = (code for code in (*range(0x300, 0x370), *range(0x590, 0x900), *range(0x200B, 0x2070), 0xAD, 0xFEFF))
    return dict.fromkeys(code for code in every if unicodedata.category(chr(code)) in ("Mn", "Cf")) | {0x640: None}


def _numbers(article: Article) -> Iterator[str]:
    """Yield the numbers of lists and notes, which documents print anew."""
    for one in walk(article.body):
        if isinstance(one, ItemList) and one.ordered and not any(item.label for item in one.entries):
            yield from (number(one.start + at, tag) for at in range(len(one.items)) for tag in ("ar", "fa", "en"))


def _stated_values(article: Article) -> Iterator[str]:
    """Yield what the source may state beside the text that the article has as a value: dates, addresses, names."""
    source = article.source
    names = (article.headline, article.byline, article.deck, article.dateline, article.place, article.agency)
    yield from filter(None, (*names, article.language))
    for day in (article.published, source and source.retrieved):
        if isinstance(day, date):
            yield day.isoformat()
            yield f"{day.day:02} {day.month:02}"
            if isinstance(day, datetime):
                yield f"{day:%H %I %M %S} {day.hour} {day.hour % 12 or 12} ص م صباحا مساء am pm"
            yield from sorted(known_dates(day))
    if source is not None:
        yield from filter(None, (source.name, source.url))
        yield from (label for one in known_labels() for label in (one.source, one.link, one.published, one.retrieved))
    for block in walk(article.body):
        if isinstance(block, Figure):
            for picture in block.pictures:
                yield from filter(None, (picture.alternative, picture.url))
        for run in block_inlines(block):
            yield from _addresses(run)
    yield from (str(at) for at, _ in enumerate(notes(article.body), 1) for _ in range(2))


def _addresses(inlines: Inlines) -> Iterator[str]:
    for node in inlines:
        if isinstance(node, Link):
            yield node.url
        if not isinstance(node, Note):
            yield from _addresses(getattr(node, "children", ()))
