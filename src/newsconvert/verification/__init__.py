"""Extract the text of documents and compare it with the source: nothing may be lost, added or out of order."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby
from typing import NamedTuple

from ..citation import citation_rows, row_text
from ..model import (
    Article,
    Code,
    Inlines,
    Preformatted,
    Subscript,
    Superscript,
    Volume,
    article_text,
    block_inlines,
    walk,
)
from ..plugins import find
from . import book, markup, pdf, pdfsaid, word
from .blocks import block_differences, word_differences
from .compare import differences, numbers_of
from .digits import in_digits_of
from .elements import element_differences, text_differences
from .expected import Expected, is_margin, with_margins
from .facts import author_differences, bookmark_differences, contents_differences, fact_differences, unstated_facts
from .findings import Finding, FindingKind, Receipt, shorten
from .guard import NO_NUMBER, is_suspicious, read_apart
from .jsonvalues import json_differences, read_json
from .normalize import Normalizer, letters, normalize_ltr_pdf, normalize_markup, normalize_pdf, normalize_word
from .objects import Objects, expected_objects, object_differences
from .packagefonts import font_findings
from .pagelooks import cover_differences
from .passages import LOOSE, Passage, Reading, UnreadableError, hashes_in
from .pdf import page_count
from .pdffonts import drawing_differences
from .pulled import pulled_astray, without_pulled
from .stated import not_of_sources
from .volumeclaims import claim_differences
from .volumetexts import bound_differences, is_volume, lines_beside, plain, unspaced

__all__ = [
    "FORMATS",
    "Attached",
    "Finding",
    "FindingKind",
    "Receipt",
    "attached_source",
    "attached_sources",
    "damage_receipt",
    "in_document_order",
    "is_bound",
    "page_count",
    "recorded_hashes",
    "verify_document",
    "verify_volume",
]


class Format(NamedTuple):
    """How the text of a format is read, in less time with `read_fast`, and normalised before it is compared."""

    name: str
    read: Callable[[bytes], Reading]
    normal: Normalizer
    read_fast: Callable[[bytes], Reading] | None = None


FORMATS = {
    row.name: row
    for row in (
        Format("pdf", pdf.read_pdf, normalize_pdf, partial(pdf.read_pdf, fast=True)),
        Format("docx", word.read_docx, normalize_word),
        Format("epub", book.read_epub, normalize_markup),
        Format("html", markup.read_html, normalize_markup),
        Format("json", read_json, normalize_markup),
    )
}


def verify_document(article: Article, format: str, data: bytes, *, fast: bool = False) -> Receipt:
    """Compare a document with `article`, from which it was made, and return the receipt.

    `format` is the name of a writer: pdf, docx, epub, html or json. Raise UnknownFormatError for any other. With
    `fast`, the pages of a PDF are not drawn, nor its fonts compared: that takes most of the time.
    """
    volume = Volume(article.headline, (article,), direction=article.direction)
    return verify_volume(volume, format, data, fast=fast)


def verify_volume(volume: Volume, format: str, data: bytes, *, fast: bool = False, titled: bool = True) -> Receipt:
    """Do the same for a document that binds the articles of `volume`.

    Unless it is `titled`, its title, subtitle, publisher and date are taken to be those that the metadata state.
    """
    chosen = find("format that can be verified", format, FORMATS)
    # PDFium takes what is raised or lowered for a line of its own, and mirrors brackets by what is left of the line;
    # those of code, which is set apart, it mirrors by what stands beside it.
    runs = (run for article in volume.articles for block in article.body for run in block_inlines(block))
    unsure = chosen.normal is normalize_pdf and (volume.direction == "ltr" or any(map(_has_unsure_brackets, runs)))
    normal = normalize_ltr_pdf if unsure else chosen.normal
    texts = [piece for article in volume.articles for piece in map(normal, article_text(article)) if piece]
    pieces, words = len(texts), sum(len(piece.split()) for piece in texts)
    digest = hashlib.sha256(data).hexdigest()
    try:
        reading = _reading_of(chosen, data, digest, fast=fast)
    except UnreadableError as problem:
        return Receipt(format, digest, pieces, words, findings=_unreadable(problem))
    many = sum(map(len, reading.articles)) + len(reading.outside)
    if many > _MOST_TIMES * pieces + _MOST_PASSAGES:
        told = Finding(FindingKind.ADDED, found=f"{many} paragraphs, of which the source has {pieces}")
        return Receipt(format, digest, pieces, words, reading.pages, (told,))
    volume = in_digits_of(reading, volume)
    every = [Expected.of(article, normal) for article in volume.articles]
    bound = len(every) > 1 or is_volume(reading, normal)
    findings = list(_compare(volume, every, reading, normal, bound=bound))
    same = not findings
    if same:  # tags of another text say that
        findings += [
            Finding(FindingKind.ADDED, found=shorten(one.text), place=one.place)
            for one in not_of_sources(reading.said, volume.articles)
        ]
        findings += _said_otherwise(volume, reading)
    # In a volume, articles that are missing or added have theirs with them.
    if reading.objects is not None and (len(every) == 1 or not findings):
        whole = not findings and len(every) == 1
        findings += _shown_otherwise(volume, every, reading, reading.objects, chosen, bound=bound, whole=whole)
    pages = {passage.place for article in reading.articles for passage in article}
    hidden = [one for one in reading.hidden if not bound or (reading.tagged and one.place in pages)]
    for place, group in groupby(hidden, key=lambda passage: passage.place):
        findings.append(Finding(FindingKind.HIDDEN, found=shorten(" ".join(one.text for one in group)), place=place))
    if bound and not findings:
        beside = lines_beside(every, reading, normal, _normalize(reading.margins, normal))
        known_hashes = frozenset(one.provenance.sha256 or "" for one in volume.articles)
        findings += claim_differences(volume, beside, reading.facts, hashes=known_hashes, titled=titled)
    findings += () if findings else _drawn_otherwise(reading, volume, titled=bound and titled)
    # Where the text is another one, its contents and metadata are those of that text.
    if not bound and not findings:
        # The information dictionary of PDF 2.0 holds dates alone (ISO 32000-2, 14.3.3).
        stating = "pdf 2" if data.startswith(b"%PDF-2") else format
        findings += _stated_otherwise(volume.articles[0], reading, stating)
    if not bound and all(finding.kind is not FindingKind.SOURCE for finding in findings):
        findings += _other_hashes(volume.articles[0], reading.hashes)
    indented = _indented_lines(volume)
    astray = (one for one in reading.astray if letters(one.text) not in indented)
    findings += (Finding(FindingKind.MOVED, shorten(one.text), place=one.place) for one in astray)
    shown = _words(volume, reading) if reading.fonts or reading.package_fonts else []
    if not fast:
        findings += font_findings(reading.package_fonts, shown)
    if reading.fonts and same:  # of another text the words that were shaped are not known
        languages = dict.fromkeys((*(article.language for article in volume.articles), "ar", "en", "fa", "ur"))
        findings += drawing_differences(reading.fonts, shown, list(languages))
    return Receipt(format, digest, pieces, words, reading.pages, tuple(findings), reading.looks)


def _other_hashes(article: Article, told: frozenset[str]) -> Iterator[Finding]:
    """Yield a finding if the metadata state the hash of another source; a description has those of the text too."""
    known = article.provenance.sha256
    if known and (others := told - {known}):
        others -= {one for text in article_text(article) for one in hashes_in(text)}
        if others:
            yield Finding(FindingKind.SOURCE, known, min(others), place="the metadata")


def _indented_lines(volume: Volume) -> set[str]:
    """Return the letters of the lines of code and the like that begin with spaces, as far from the edge as these."""
    blocks = (block for article in volume.articles for block in walk(article.body))
    texts = (block.text for block in blocks if isinstance(block, Preformatted) and re.search(r"^\s", block.text, re.M))
    return {letters(line) for text in texts for line in text.splitlines()}


def _shown_otherwise(
    volume: Volume, every: list[Expected], reading: Reading, shown: Objects, chosen: Format, *, bound: bool, whole: bool
) -> Iterator[Finding]:
    """Yield what stands beside the text otherwise; of one article whose text is `whole`, how it is marked up too."""
    if chosen.name == "docx" and not bound:
        lines = _normalize((line for article in reading.articles for line in article if not line.note), chosen.normal)
        shown = replace(shown, numbers=numbers_of(every[0], lines))
    found = list(object_differences(expected_objects(volume.articles), shown, structure=whole))
    yield from found
    if whole and not found:
        if shown.texts is not None:
            letters = pdfsaid.letters if chosen.name == "pdf" else str
            yield from text_differences(volume.articles[0], shown.texts, letters)
        if shown.elements is not None:
            yield from element_differences(volume.articles[0], shown.elements)
    if reading.looks and shown.blocks and (whole or bound) and not found:
        if reading.options is None:
            yield from block_differences(volume.articles, shown.blocks, book=chosen.name == "epub")
        elif not bound:
            yield from word_differences(volume.articles[0], reading.options, shown.blocks)


def _stated_otherwise(article: Article, reading: Reading, format: str) -> Iterator[Finding]:
    """Yield what contents and metadata state otherwise than the article, and what these leave out."""
    yield from contents_differences((article,), reading.contents)
    if reading.tagged and format.startswith("pdf"):
        yield from bookmark_differences(article, [one.text for one in reading.contents if one.place == "bookmarks"])
    yield from fact_differences(article, reading.facts)
    yield from unstated_facts(article, reading.facts, format)
    yield from author_differences(reading.facts) if format != "html" else ()
    if reading.article is not None:
        yield from json_differences(article, reading.article)


def _said_otherwise(volume: Volume, reading: Reading) -> Iterator[Finding]:
    """Yield the texts of tags that have the characters of what they stand for, but in another order."""
    known: str | None = None
    for text, shown in reading.objects.said if reading.objects is not None else ():
        if (said := unspaced([normalize_pdf(text)])) == unspaced([normalize_pdf(shown.replace(LOOSE, " "))]):
            continue
        if known is None:
            pieces = (normalize_pdf(piece) for article in volume.articles for piece in article_text(article))
            rows = (normalize_pdf(row_text(row)) for article in volume.articles for row in citation_rows(article))
            known = unspaced([*pieces, "\n", *rows])
        if said not in known:
            yield Finding(FindingKind.ADDED, found=shorten(f"[ActualText] {text}"), place="a tag")


def _drawn_otherwise(reading: Reading, volume: Volume, *, titled: bool) -> Iterator[Finding]:
    """Yield what the cover of a book shows otherwise than that of its article, or of its volume if it is `titled`."""
    if reading.cover is not None and (titled or not reading.cover.bound):
        work = volume if reading.cover.bound else volume.articles[0]
        yield from (Finding(FindingKind.ADDED, found=told) for told in cover_differences(reading.cover, work))


#: So many paragraphs are not compared one by one.
_MOST_TIMES, _MOST_PASSAGES = 20, 5_000


def _unreadable(problem: UnreadableError) -> tuple[Finding, ...]:
    return (Finding(FindingKind.UNREADABLE, found=str(problem)),)


def damage_receipt(format: str, data: bytes) -> Receipt | None:
    """Return the receipt of a document that cannot be read, whatever its source is; None if it can."""
    chosen = find("format that can be verified", format, FORMATS)
    digest = hashlib.sha256(data).hexdigest()
    try:
        _reading_of(chosen, data, digest, fast=True)
    except UnreadableError as problem:
        return Receipt(format, digest, 0, 0, findings=_unreadable(problem))
    return None


def _words(volume: Volume, reading: Reading) -> list[str]:
    """Return the words of the articles and of the document, each once."""
    shown = (*reading.articles, reading.outside, reading.margins)
    texts = [passage.text.replace(LOOSE, " ") for part in shown for passage in part]
    texts += [piece for article in volume.articles for piece in article_text(article)]
    texts += [row_text(row) for article in volume.articles for row in citation_rows(article)]
    return list(dict.fromkeys(word for text in texts for word in text.split()))


def _has_unsure_brackets(inlines: Inlines) -> bool:
    return any(
        isinstance(one, Superscript | Subscript | Code) or _has_unsure_brackets(getattr(one, "children", ()))
        for one in inlines
    )


def attached_source(format: str, data: bytes) -> tuple[str, bytes] | None:
    """Return name and bytes of the source attached to a document, or None."""
    return next(((source.name, source.content) for source in attached_sources(format, data)), None)


class Attached(NamedTuple):
    """A source that is attached to a document, and its sidecar if it had one."""

    name: str
    content: bytes
    sidecar: bytes | None


def attached_sources(format: str, data: bytes) -> list[Attached]:
    """Return the sources attached to a document: one, or those of a volume's articles in order."""
    reading = _read(format, data)
    files = dict(reading.attached) if reading else {}
    sidecars = {name for name in files if name.endswith(".toml") and name.removesuffix(".toml") in files}
    return [Attached(name, files[name], files.get(f"{name}.toml")) for name in files if name not in sidecars]


def recorded_hashes(format: str, data: bytes) -> frozenset[str]:
    """Return the SHA-256 hashes, in hexadecimal, that a document states for its sources."""
    reading = _read(format, data)
    if reading is None:
        return frozenset()
    texts = [passage.text.replace(LOOSE, "") for article in reading.articles for passage in article]
    return frozenset(found for text in texts for found in hashes_in(text)) | reading.hashes


def is_bound(format: str, data: bytes) -> bool:
    """Return whether a document has a colophon that states a title, as volumes have, also those of one article."""
    reading, normal = _read(format, data), FORMATS[format].normal
    return reading is not None and is_volume(reading, normal, titled=True)


def in_document_order(articles: Sequence[Article], format: str, data: bytes) -> tuple[Article, ...]:
    """Return articles in the order in which the headlines of a volume have them; those that it lacks come last."""
    reading = _read(format, data)
    normal = FORMATS[format].normal
    lines = [line for article in reading.articles for line in article] if reading else []
    texts = [unspaced([normal(plain(line))]) for line in lines]
    # A headline may take several lines.
    starts = ["".join(texts[at : at + _LONGEST_HEADLINE]) for at in range(len(texts))]

    def place(article: Article) -> int:
        headline = unspaced([normal(article.headline)])
        return next((at for at, text in enumerate(starts) if text.startswith(headline)), len(starts))

    return tuple(sorted(articles, key=place))


#: In lines.
_LONGEST_HEADLINE = 4


#: The document that was read last, which is often asked for its source, its hashes and its text in turn.
_last: dict[tuple[str, str, bool], Reading] = {}


def _reading_of(chosen: Format, data: bytes, digest: str, *, fast: bool) -> Reading:
    """Return what a document has. Raise UnreadableError if it cannot be read, or takes more than documents do."""
    key = chosen.name, digest, fast and chosen.read_fast is not None
    if (known := _last.get(key)) is not None:
        return known
    if is_suspicious(chosen.name, data):
        found = read_apart(chosen.name, data, fast=key[2])
    else:
        try:
            found = ((key[2] and chosen.read_fast) or chosen.read)(data)
        except RecursionError as problem:
            raise UnreadableError("its parts are deeper in each other than those of any document") from problem
        except (ValueError, OverflowError) as problem:
            raise UnreadableError(NO_NUMBER) from problem
    _last.clear()
    _last[key] = found
    return found


def _read(format: str, data: bytes) -> Reading | None:
    chosen = find("format that can be verified", format, FORMATS)
    try:
        return _reading_of(chosen, data, hashlib.sha256(data).hexdigest(), fast=True)
    except UnreadableError:
        return None


def _compare(
    volume: Volume, every: Sequence[Expected], reading: Reading, normal: Normalizer, *, bound: bool
) -> Iterator[Finding]:
    if not bound:
        content = volume.articles[0].provenance.content
        for name, attached in reading.attached[:1]:
            if content is not None and attached != content:
                told, known = (hashlib.sha256(one).hexdigest() for one in (attached, content))
                yield Finding(FindingKind.SOURCE, known, told, place=f"the attached file {name}")
        first = reading.attached[0][0] if reading.attached else ""
        for name, _ in reading.attached[1:]:
            if name != f"{first}.toml":
                yield Finding(FindingKind.ADDED, found=shorten(name), place="an attached file")
        passages = _normalize((passage for article in reading.articles for passage in article), normal)
        if not reading.tagged:
            passages = list(with_margins(every[0], passages))
        yield from differences(every[0], passages)
        title = unspaced(passage.text for passage in passages[:3])
        quotations = every[0].quotations if reading.pages else ()  # a PDF's
        margins = (
            line
            for line in without_pulled(quotations, _normalize(reading.margins, normal))
            # A document whose headline is another one, which is a finding, has it as its running head too.
            if not is_margin(every[0], line, counted=not line.margin) and unspaced([line.text]).rstrip("…") not in title
        )
        for passage in (*_normalize(reading.outside, normal), *margins):
            yield Finding(FindingKind.ADDED, found=shorten(plain(passage)), place=passage.place)
        beside = _normalize(reading.margins, normal) if reading.tagged else [one for one in passages if one.margin]
        yield from pulled_astray(quotations, beside, rtl=volume.direction == "rtl")
        return
    found = [_normalize(article, normal) for article in reading.articles]
    beside = _normalize(reading.margins, normal) if reading.pages else []
    yield from bound_differences(every, normal, found, beside, tagged=reading.tagged, rtl=volume.direction == "rtl")


def _normalize(passages: Iterable[Passage], normal: Normalizer) -> list[Passage]:
    made = (
        replace(one, text=LOOSE.join(map(normal, one.text.split(LOOSE))), labels=tuple(map(normal, one.labels)))
        for one in passages
    )
    return [passage for passage in made if passage.text.strip(LOOSE) or passage.labels]
