"""Read a saved web page: its main text, and its metadata in schema.org, Open Graph and meta elements."""

from __future__ import annotations

import codecs
import copy
import html
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import dropwhile, islice, takewhile
from typing import Any

from ..errors import EmptyInputError, MissingDependencyError
from ..installation import of_extra
from ..model import Article, Block, Source, block_inlines, plain_text
from ..options import ReaderOptions
from ..result import Converted, Kind, Warning
from .account import Account
from .assembly import assemble, drop_headline, strip_breaks, take_kicker
from .characters import clean, normalized
from .credits import read_credit, with_credits
from .decoding import decode
from .elements import remove, text_of
from .fragments import check_depth, loader
from .hypertext import Loader, Walker
from .mainpart import MainPart
from .markupxml import LANG
from .overrides import language_of, names, stated_date
from .plaintext import read_text
from .provenance import provenance_of
from .repairs import Decoded, repair_text
from .shaping import one_line, web_link
from .structure.dates import date_line
from .tablepages import OldPage, read_old_page, without_site
from .webtrees import as_shown

_ARTICLES = {
    "AnalysisNewsArticle", "Article", "BackgroundNewsArticle", "BlogPosting", "LiveBlogPosting", "NewsArticle",
    "OpinionNewsArticle", "Report", "ReportageNewsArticle", "ReviewNewsArticle",
}  # fmt: skip
#: Encodings that servers declare for any page; meaningless if the text is Arabic.
_WESTERN = {"ascii", "iso8859-1", "cp1252", "iso8859-15"}


def read(data: bytes, options: ReaderOptions) -> Converted[Article]:
    """Return the article in an HTML page; nothing is fetched. Raise what `read_page` does."""
    return read_page(data, options, loader(options))


def read_page(
    data: bytes, options: ReaderOptions, load: Loader, *, base: str | None = None, charset: str | None = None
) -> Converted[Article]:
    """Return the article in an HTML page.

    `load` gives the bytes of its pictures by their addresses, `base` is where it was saved, if that is known, and
    `charset` the encoding that was stated beside it.

    Raise EmptyInputError if the page has no main text, MissingDependencyError without trafilatura.
    """
    try:
        import trafilatura  # noqa: F401  # used below
    except ImportError as problem:
        raise MissingDependencyError(f"Web pages need trafilatura: {of_extra('html')}.") from problem
    from lxml import etree
    from lxml import html as page

    decoded = _decoded(data, options, charset)
    lines, cleaned = clean(normalized(decoded.text, options.normalize))
    parser = page.HTMLParser(encoding="utf-8", no_network=True)
    try:
        tree = page.document_fromstring("\n".join(lines).encode(), parser=parser)
    except (etree.LxmlError, ValueError) as problem:
        raise EmptyInputError(f"this is not a web page ({problem}).") from problem
    check_depth(tree, options.limits)
    as_shown(tree)
    stated = _stated_metadata(tree)
    old = None if "headline" in stated else read_old_page(tree)
    if old is not None:
        stated = {"headline": old.headline} | ({"publisher": old.site} if old.site else {}) | stated
    headline = one_line(stated.get("headline") or tree.xpath("string(//h1)") or tree.xpath("string(//title)"))
    base = web_link(stated.get("url", "")) or base
    stated_language = language_of(tree.get("lang") or tree.get(LANG))
    account = Account()
    where = base or web_link(tree.xpath("string(//base/@href)"))
    credits_, blocks = _main_part(tree, Walker(account, base=where, load=load, language=stated_language or "ar"), old)
    if not blocks and "text" in stated:
        blocks = list(read_text(stated["text"], headline or None, options).value.body)
    kicker = None
    if old is not None:
        kicker = take_kicker(blocks, headline)
        blocks = strip_breaks(blocks)
    drop_headline(blocks, headline)
    if not headline or not any(plain_text(run).strip() for block in blocks for run in block_inlines(block)):
        raise EmptyInputError("no article was found in the page; save the page of one article.")
    author = read_credit(stated["author"]) if stated.get("author") else {}
    article = assemble(
        headline,
        blocks,
        account,
        source=Source(stated.get("publisher"), base),
        language=stated_language,
        kicker=kicker,
        deck=credits_.get("deck"),
        byline=credits_.get("byline") or author.pop("byline", None),
        dateline=credits_.get("dateline"),
        timestamp=credits_.get("timestamp"),
        published=stated_date(stated.get("published") or credits_.get("published")),
        provenance=provenance_of(data, options, decoded.encoding, decoded.confidence),
    )
    article = with_credits(article, author)
    if article.published is None and old is not None:  # of the issue, where the article states none
        article = replace(article, published=stated_date(old.published))
    return Converted(article, (*decoded.warnings, *cleaned, *account.warnings()))


def _main_part(tree: Any, walker: Walker, old: OldPage | None) -> tuple[dict[str, str], list[Block]]:
    """Return what stands above the article's text (deck, byline, date), and the blocks of its text."""
    import trafilatura

    document = trafilatura.bare_extraction(
        copy.deepcopy(tree), include_comments=False, include_tables=True, include_formatting=False, include_links=False
    )
    body = getattr(document, "body", None)
    chosen = body.iter("p", "head", "item", "quote", "cell", "ab") if body is not None else ()
    extracted = ["".join(element.itertext()) for element in chosen]
    part = MainPart(tree, extracted, old)
    above = _take_credits_above(tree, part.element)
    for words in part.outside():
        walker.account.add(Kind.PAGE_FURNITURE, words)
    credits_ = above | take_stated_credits(part.element)
    walker.leave_out = part.leaves_out
    return credits_, walker.article(part.element)


_BYLINE = re.compile(
    r"(?:^|[ _-])(?:by-?line|author(?:-?name)?|writer|writ(?:ten|e)[_-]?by)s?(?:$|[ _-])", re.IGNORECASE
)
_DECK = re.compile(
    r"(?:^|[ _-])(?:deck|dek|standfirst|sub-?(?:title|head(?:line|ing)?)|lead-?in)(?:$|[ _-])", re.IGNORECASE
)
_LONGEST_CREDIT = 160
#: More elements than this between headline and text are no header: the headline is the name of the site.
_MOST_BETWEEN = 40
_BEGUN = 90


def take_stated_credits(part: Any) -> dict[str, str]:
    """Take deck, byline and date out of what stands above the text; return them."""
    found: dict[str, str] = {}
    taken = []
    entries = list(part.iter("article"))
    entries = entries if len([one for one in entries if one is not part]) > 1 else []  # a live blog: each has its own
    for element in part.iter():
        if not isinstance(element.tag, str) or any(one in taken for one in element.iterancestors()):
            continue
        if element in entries and element is not part:
            break
        words = text_of(element)
        names = f"{element.get('class', '')} {element.get('itemprop', '')}"
        if element.tag == "p" and len(words) > _BEGUN and not _DECK.search(names):
            break
        if not words or len(words) > _LONGEST_CREDIT * 3:
            continue
        if _DECK.search(names) and element.tag != "body":
            kind = "deck"
        elif len(words) > _LONGEST_CREDIT:
            continue
        elif element.tag == "address" or element.get("rel") == "author" or _BYLINE.search(names):
            kind = "byline"
        elif element.tag == "time":
            kind = "timestamp" if date_line(words) else "dateline"
            if stated := element.get("datetime"):
                found.setdefault("published", stated)
        else:
            continue
        if kind not in found and not element.xpath(".//img | .//h1"):
            found[kind] = words
            taken.append(element)
    for element in taken:
        remove(element)
    return found


def _take_credits_above(tree: Any, part: Any) -> dict[str, str]:
    """Take byline and date out of what stands between the page's only headline and the text; return them."""
    headlines = tree.findall(".//h1")
    holders = set(part.iterancestors())
    if len(headlines) != 1 or part in headlines[0].iterancestors():
        return {}
    inside = set(headlines[0].iter())
    after = list(islice(dropwhile(lambda one: one is not headlines[0], tree.iter()), _MOST_BETWEEN))
    between = list(takewhile(lambda one: one is not part, after))
    if len(between) == len(after):
        return {}
    found: dict[str, str] = {}
    for element in between:
        if element in inside or element in holders or not isinstance(element.tag, str):
            continue
        words = text_of(element)
        if len(words) > _LONGEST_CREDIT:
            continue
        if "byline" not in found and _BYLINE.search(element.get("class", "")):
            found["byline"] = words
        elif "timestamp" not in found and date_line(words):
            found |= {"timestamp": words, "published": element.get("datetime") or words}
        else:
            continue
        remove(element)
    return found


def _decoded(data: bytes, options: ReaderOptions, charset: str | None) -> Decoded:
    """Decode the page in the encoding that it declares, if the bytes are valid in it.

    A page with a few invalid bytes, such as a truncated one, is decoded as browsers do.
    """
    found = re.search(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]+)", data[:4096], re.IGNORECASE)
    declared = charset or (found[1].decode("latin-1") if found else None)
    if options.encoding is None and declared and _is_utf8(data):  # whatever it claims: no other text looks like it
        declared = None
    if options.encoding is None and declared:
        try:
            name = codecs.lookup(declared).name
            text = data.decode(name, errors="replace")
        except (LookupError, UnicodeError, TypeError):  # no such encoding, or not a text encoding
            name, text = "", ""
        broken = text.count("\ufffd") - (data.count("\ufffd".encode()) if name == "utf-8" else 0)
        if name and name not in _WESTERN and broken * 200 <= len(text):
            message = f"{broken} bytes are not {name}; they are shown as U+FFFD."
            warnings = (Warning(Kind.ENCODING, message),) if broken else ()
            shown = Decoded(text.removeprefix("\ufeff"), name, 0.9 if broken else 1.0, warnings)
            return repair_text(shown, options.repair)
    return decode(data, options.encoding, repair=options.repair)


def _is_utf8(data: bytes) -> bool:
    """Return whether `data` is UTF-8 that is more than ASCII."""
    try:
        return not data.isascii() and bool(data.decode())
    except UnicodeDecodeError:
        return False


def _stated_metadata(tree: Any) -> dict[str, str]:
    """Return headline, author, published, publisher and url as stated by the page, the most specific first."""
    found: dict[str, str] = {}
    for record in _records(tree):
        page = record.get("url") or record.get("mainEntityOfPage")
        entries = {
            "headline": record.get("headline"),
            "author": names(record.get("author")),
            "published": record.get("datePublished"),
            "publisher": names(record.get("publisher")),
            "url": page.get("@id") if isinstance(page, dict) else page,
            "text": record.get("articleBody"),
        }
        for name, value in entries.items():
            if isinstance(value, str) and value.strip():
                # Many pages escape HTML here too, although it is not decoded.
                found.setdefault(name, html.unescape(value).strip())
    elements = {
        "headline": ("og:title",),
        "author": ("article:author_name", "author"),
        "published": ("article:published_time", "date", "dcterms.created"),
        "publisher": ("og:site_name", "dcterms.publisher"),
        "url": ("og:url",),
    }
    for name, keys in elements.items():
        for key in keys:
            value = tree.xpath("string(//meta[@property=$key or @name=$key]/@content)", key=key).strip()
            if value:
                found.setdefault(name, value)
    if "headline" in found:
        found["headline"] = without_site(found["headline"], found.get("publisher", ""))
    canonical = tree.xpath("string(//link[@rel='canonical']/@href)").strip()
    if canonical:
        found.setdefault("url", canonical)
    return found


def _records(tree: Any) -> Iterator[dict[str, Any]]:
    """Yield the schema.org records of articles in the page (JSON-LD)."""
    for script in tree.xpath("//script[starts-with(@type, 'application/ld+json')]/text()"):
        try:
            queue = [json.loads(script, strict=False)]
        except (ValueError, RecursionError):
            continue
        while queue:
            record = queue.pop(0)
            if isinstance(record, list):
                queue[:0] = record
            elif isinstance(record, dict):
                kinds = record.get("@type")
                if any(kind in _ARTICLES for kind in (kinds if isinstance(kinds, list) else [kinds]) if _is_text(kind)):
                    yield record
                queue += [record[name] for name in ("@graph", "mainEntity") if name in record]


def _is_text(value: Any) -> bool:
    return isinstance(value, str)
