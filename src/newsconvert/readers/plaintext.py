"""Read plain text: detect its encoding, remove invalid characters, and detect what each line is."""

from __future__ import annotations

from ..arabic import is_rtl
from ..errors import EmptyInputError
from ..languages import detect_most
from ..model import Article, Paragraph, Provenance, Text
from ..options import ReaderOptions
from ..patterns import pattern
from ..result import Converted, Kind, Warning
from .characters import clean, decode_entities, normalized
from .decoding import decode
from .directions import with_directions
from .lightmarks import with_hash_marks
from .limits import check_lines
from .overrides import front_matter, headline_in, override
from .provenance import provenance_of
from .repairs import is_sound
from .structure import Decision, Structure, structure

_LONGEST_HEADLINE = 250
_UNKNOWN = Provenance()
_ARABIC = pattern("[\u0590-\u08ff]+")


def read(data: bytes, options: ReaderOptions) -> Converted[Article]:
    """Return the article in `data`. Raise DecodingError for bytes that are not text, EmptyInputError without text."""
    return explain(data, options)[0]


def explain(data: bytes, options: ReaderOptions) -> tuple[Converted[Article], list[Decision]]:
    """Return the article in `data` as `read` does, and the decision for each line."""
    decoded = decode(data, options.encoding, repair=options.repair)
    values, text = front_matter(decoded.text)
    provenance = provenance_of(data, options, decoded.encoding, decoded.confidence)
    found, decisions = _build_article(text, headline_in(values), options, provenance)
    stated = override(found.value, values, "the front matter")
    return Converted(stated.value, (*decoded.warnings, *found.warnings, *stated.warnings)), decisions


def read_text(text: str, headline: str | None, options: ReaderOptions) -> Converted[Article]:
    """Return the article in `text`, with a `headline` that is stated elsewhere, as in a record or a page.

    Without it the headline is in the text. Raise EmptyInputError if there is neither.
    """
    return _build_article(text, headline, options)[0]


def _build_article(
    text: str, title: str | None, options: ReaderOptions, provenance: Provenance = _UNKNOWN
) -> tuple[Converted[Article], list[Decision]]:
    names = options.normalize
    text, decoded = decode_entities(text)
    text = normalized(text, names) if names else text
    lines, cleaned = clean(text)
    warnings = [*decoded, *cleaned]
    check_lines(filter(None, lines), options.limits)
    lines = with_hash_marks(text, lines)
    built = _structure_below_title(lines, normalized(title, names)) if title else structure(lines)
    if not built.headline:
        raise EmptyInputError("the file holds no text; give one with at least a headline.")
    if built.left_out:
        told = f"What is of the page and not of the article was left out: {' '.join(built.left_out)}"
        letters = sum(len("".join(text.split())) for text in built.left_out)
        warnings.append(
            Warning(Kind.PAGE_FURNITURE, told, len(built.left_out), letters, passages=tuple(built.left_out))
        )
    if built.devised:
        told = f"The text has no headline; words of its first sentence stand for one: {built.headline}"
        warnings.append(Warning(Kind.NO_HEADLINE, told))
    if not built.body and len(built.headline) > _LONGEST_HEADLINE:
        told = f"All of the text is one line of {len(built.headline)} characters, which was taken for the headline"
        warnings.append(Warning(Kind.NO_BODY, f"{told}; set the headline on a line of its own."))
    sound = is_sound(text) and sum(map(text.count, "eaiot")) * 6 < len(text)  # not a few Arabic words in English
    rtl = sound or _mostly_arabic(text) or is_rtl(text)
    article = Article(
        headline=built.headline,
        body=tuple(built.body),
        kicker=built.kicker,
        deck=built.deck,
        byline=built.byline,
        dateline=built.dateline,
        timestamp=built.timestamp,
        place=built.place,
        agency=built.agency,
        published=built.published,
        source=built.source,
        language="ar" if sound else detect_most(text.split("\n"), rtl=rtl),
        direction="rtl" if rtl else "ltr",
        provenance=provenance,
    )
    return Converted(with_directions(article), tuple(warnings)), built.decisions


def _structure_below_title(lines: list[str], title: str) -> Structure:
    """Return the structure of `lines` below a separate headline, without losing any of them to it."""
    first = next((at for at, line in enumerate(lines) if line.strip()), None)
    if first is not None and lines[first].strip() == title:  # stated twice
        lines = lines[first + 1 :]
    built = structure([title, *lines], stated=True)
    if built.headline != title:  # the rules took another line as the headline, or joined one to it
        rest = built.headline.removeprefix(title).strip()
        built.body[:0] = [Paragraph((Text(rest),))] if rest else []
        built.headline = title
    return built


def _mostly_arabic(text: str) -> bool:
    """Return quickly what `is_rtl` computes from every word: in most texts half is Arabic letters."""
    return sum(map(len, _ARABIC.findall(text))) * 2 > len(text)
