"""Read plain text: find its encoding, take out what no document can hold, and tell what each line is."""

from __future__ import annotations

import hashlib
import re

from ..arabic import is_rtl
from ..errors import EmptyInputError
from ..model import Article, Paragraph, Provenance, Text
from ..options import ReaderOptions
from ..result import Converted
from .characters import clean, normalized
from .decoding import decode
from .overrides import front_matter, override
from .structure import Decision, Structure, structure

_ARABIC = re.compile("[\u0590-\u08ff]+")


def read(data: bytes, options: ReaderOptions) -> Converted[Article]:
    """Return the article in `data`. Raise DecodingError for bytes that are no text, EmptyInputError for no text."""
    return explain(data, options)[0]


def explain(
    data: bytes, options: ReaderOptions, *, title: str | None = None
) -> tuple[Converted[Article], list[Decision]]:
    """Return the article in `data` as `read` does, and what each line was taken for and why.

    `title` is the headline where someone has stated it, so that it is none of the lines.
    """
    decoded = decode(data, options.encoding, repair=options.repair)
    values, text = front_matter(decoded.text)
    text = normalized(text, options.normalize) if options.normalize else text
    lines, warnings = clean(text)
    title = title or next((value for name in ("title", "headline") if isinstance(value := values.get(name), str)), None)
    built = _titled(lines, " ".join(title.split("\n")).strip()) if title and title.strip() else structure(lines)
    if not built.headline:
        raise EmptyInputError("the file holds no text; give one with at least a headline.")
    article = Article(
        headline=built.headline,
        body=tuple(built.body),
        kicker=built.kicker,
        byline=built.byline,
        dateline=built.dateline,
        published=built.published,
        source=built.source,
        direction="rtl" if _mostly_arabic(text) or is_rtl(text) else "ltr",
        provenance=Provenance(
            options.file_name,
            hashlib.sha256(data).hexdigest(),
            decoded.encoding,
            decoded.confidence,
            options.normalize,
            data,
        ),
    )
    stated = override(article, values, "the front matter")
    return Converted(stated.value, (*decoded.warnings, *warnings, *stated.warnings)), built.decisions


def _titled(lines: list[str], title: str) -> Structure:
    """Return the structure of `lines` under a headline that is none of them; nothing of them may be lost to it."""
    built = structure([title, *lines])
    if built.headline != title:  # the rules took another line for it, or joined one to it
        rest = built.headline.removeprefix(title).strip()
        built.body[:0] = [Paragraph((Text(rest),))] if rest else []
        built.kicker = None if built.kicker == title else built.kicker
        built.headline = title
    return built


def _mostly_arabic(text: str) -> bool:
    """Tell at once what `is_rtl` would find by looking at every letter: in most texts half are Arabic."""
    return sum(map(len, _ARABIC.findall(text))) * 2 > len(text)
