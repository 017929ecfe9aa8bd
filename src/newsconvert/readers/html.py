"""Read a saved web page: its main text, and its metadata in schema.org, Open Graph and meta elements."""

from __future__ import annotations

import codecs
import copy
import html
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Any

from ..arabic import is_rtl
from ..errors import EmptyInputError, MissingDependencyError
from ..installation import of_extra
from ..languages import RTL_LANGUAGES, primary
from ..model import Article, Block, Paragraph, Source, Text, ThematicBreak, block_inlines, plain_text
from ..options import ReaderOptions
from ..result import Converted, Kind, Warning
from .account import Account
from .assembly import assemble, drop_headline, strip_breaks, take_kicker
from .characters import clean, normalized
from .credits import read_credit, with_credits
from .decoding import decode
from .elements import text_of
from .fragments import check_depth, loader
from .hypertext import Loader, Walker
from .mainpart import MainPart
from .markupxml import LANG
from .overrides import language_of, names, stated_date
from .plaintext import read_text
from .provenance import provenance_of
from .repairs import Decoded, repair_text
from .shaping import one_line, take_headline, web_link
from .tablepages import NO_TITLE, OldPage, read_old_page, without_site
from .webcredits import date_beside, is_source_line, take_head_above, take_stated_credits
from .webtrees import as_shown

_ARTICLES = {
    "AnalysisNewsArticle", "Article", "BackgroundNewsArticle", "BlogPosting", "LiveBlogPosting", "NewsArticle",
    "OpinionNewsArticle", "Report", "ReportageNewsArticle", "ReviewNewsArticle",
}  # fmt: skip
#: «saved from url=(0031)https://…» of browsers, «Page saved with SingleFile url: …».
_SAVED = re.compile(r"(?:saved from url=\(\d+\)|\burl:\s*)(https?://\S+)")
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
    _mark_headline(_without_form(as_shown(tree)))
    stated = _stated_metadata(tree)
    old = None if "headline" in stated else read_old_page(tree)
    if old is not None:
        stated = {"headline": old.headline} | ({"publisher": old.site} if old.site else {}) | stated
    headline = _headline(tree, stated)
    base = web_link(stated.get("url", ""), base) or base or _saved_from(tree)
    stated_language = language_of(tree.get("lang") or tree.get(LANG))
    if stated_language and primary(stated_language) not in RTL_LANGUAGES and is_rtl(text_of(tree)):
        stated_language = None  # of the program that made the page
    dated = date_beside(tree)
    account = Account()
    where = web_link(tree.xpath("string(//base/@href)"), base) or base
    walker = Walker(account, base=where, load=load, language=stated_language or "ar")
    credits_, blocks = _main_part(tree, walker, old, authored="author" in stated)
    if not blocks and "text" in stated:
        blocks = list(read_text(stated["text"], headline or None, options).value.body)
    if not headline:
        headline = take_headline(blocks)
    kicker = take_kicker(blocks, headline)
    if old is not None:
        blocks = strip_breaks(blocks)
    while blocks and isinstance(blocks[-1], ThematicBreak):  # it set notes apart
        blocks.pop()
    drop_headline(blocks, headline)
    if not headline or not any(plain_text(run).strip() for block in blocks for run in block_inlines(block)):
        raise EmptyInputError("no article was found in the page; save the page of one article.")
    line = credits_.get("byline") or stated.get("author")
    author = read_credit(line) if line else {}
    article = assemble(
        headline,
        blocks,
        account,
        source=Source(None, base),
        language=stated_language,
        kicker=kicker,
        deck=credits_.get("deck"),
        byline=credits_.get("byline") or author.get("byline"),
        timestamp=credits_.get("timestamp"),
        published=stated_date(stated.get("published") or credits_.get("published") or dated),
        provenance=provenance_of(data, options, decoded.encoding, decoded.confidence),
    )
    article = with_credits(article, author)
    if (source := article.source or Source()).name is None and "publisher" in stated:  # what the text cites comes first
        article = replace(article, source=replace(source, name=stated["publisher"]))
    if article.published is None and old is not None:  # of the issue, where the article states none
        article = replace(article, published=stated_date(old.published))
    return Converted(article, (*decoded.warnings, *cleaned, *account.warnings()))


def _main_part(tree: Any, walker: Walker, old: OldPage | None, *, authored: bool) -> tuple[dict[str, str], list[Block]]:
    """Return what stands above the article's text (deck, byline, date), and the blocks of its text."""
    import trafilatura

    document = trafilatura.bare_extraction(
        copy.deepcopy(tree), include_comments=False, include_tables=True, include_formatting=False, include_links=False
    )
    body = getattr(document, "body", None)
    chosen = body.iter("p", "head", "item", "quote", "cell", "ab") if body is not None else ()
    extracted = ["".join(element.itertext()) for element in chosen]
    part = MainPart(tree, extracted, old)
    above, pictures = take_head_above(tree, part.element, walker)
    source = None
    for words in part.outside():
        if source is None and is_source_line(words):
            source = Paragraph((Text(words),))
        else:
            walker.account.add(Kind.PAGE_FURNITURE, words)
    credits_ = above | take_stated_credits(part.element, walker.account, authored=authored)
    walker.leave_out = part.leaves_out
    blocks = [*pictures, *walker.article(part.element)]
    return credits_, [*blocks, source] if source and blocks else blocks


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
    things: dict[str, Any] = {}
    for record in list(_records(tree, things)):
        page = record.get("url") or record.get("mainEntityOfPage")
        entries = {
            "headline": record.get("headline"),
            "author": names(_resolved(record.get("author"), things)),
            "published": record.get("datePublished"),
            "publisher": names(_resolved(record.get("publisher"), things)),
            "url": page.get("@id") if isinstance(page, dict) else page,
            "text": record.get("articleBody"),
        }
        for name, value in entries.items():
            if isinstance(value, str) and value.strip() and (name != "url" or web_link(value)):
                # Many pages escape HTML here too, although it is not decoded.
                found.setdefault(name, html.unescape(value).strip())
    elements: dict[str, str] = {}
    for one in tree.iter("meta"):
        value = (one.get("content") or "").strip()
        if value:
            elements.setdefault((one.get("property") or one.get("name") or "").lower(), value)
    for name, keys in _META.items():
        values = [elements[key] for key in keys if key in elements]
        wanted = [value for value in values if bool(web_link(value)) == (name == "url")]
        if wanted:
            found.setdefault(name, wanted[0])
    for name, value in _microdata(tree).items():
        found.setdefault(name, value)
    if "headline" in found:
        found["headline"] = without_site(found["headline"], found.get("publisher", ""))
    canonical = tree.xpath("string(//link[@rel='canonical']/@href)").strip()
    if canonical:
        found.setdefault("url", canonical)
    return found


#: The names of `meta` elements, in lower case, that state a field: Open Graph, Dublin Core, and those of analytics.
_META = {
    "headline": ("og:title",),
    "author": (
        "article:author_name", "author", "dcterms.creator", "dc.creator", "article:author", "parsely-author",
        "sailthru.author", "byl",
    ),
    "published": (
        "article:published_time", "og:article:published_time", "date", "dcterms.created", "dcterms.issued", "dc.date",
        "dc.date.issued", "pubdate", "publish-date", "publish_date", "publishdate", "publication_date",
        "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime",
    ),
    "publisher": ("og:site_name", "dcterms.publisher", "dc.publisher"),
    "url": ("og:url",),
}  # fmt: skip


#: What holds the author and the date of a post, in the vocabularies of schema.org (microdata) and of hAtom.
_STATED = {
    "author": "//*[@itemprop='author' or contains(concat(' ', @class, ' '), ' vcard ')]",
    "published": "//*[@itemprop='datePublished' or contains(concat(' ', @class, ' '), ' published ')]",
}
_OF_COMMENTS = re.compile(r"(?:^|[ _-])comments?(?:$|[ _-])", re.IGNORECASE)


def _microdata(tree: Any) -> dict[str, str]:
    """Return the author and the date that elements of the page state, where all of them state the same."""
    found: dict[str, str] = {}
    for name, path in _STATED.items():
        values: set[str] = set()
        for one in tree.xpath(path):
            around = (f"{above.get('class', '')} {above.get('id', '')}" for above in (one, *one.iterancestors()))
            if not any(map(_OF_COMMENTS.search, around)):
                values.add(_stated_value(one, name))
        if len(values - {""}) == 1:
            found[name] = max(values)
    return found


def _stated_value(element: Any, name: str) -> str:
    if name == "published":
        return next((value for key in ("content", "datetime", "title") if (value := element.get(key))), "")
    inner = element.xpath(".//*[@itemprop='name' or contains(concat(' ', @class, ' '), ' fn ')]")
    value = element.get("content") or (text_of(inner[0]) if inner else text_of(element))
    return one_line(value) if len(value) <= _LONGEST_AUTHOR and "://" not in value else ""


_LONGEST_AUTHOR = 100


#: Word processors, by what they call themselves in the documents that they save as pages.
_PROCESSORS = re.compile("LibreOffice|OpenOffice|Microsoft Word|AbiWord|Word.Document")


def _is_exported(tree: Any) -> bool:
    """Return whether a word processor made the page: its title is a property, and its `h1`s are of sections.

    Headers and footers of its pages, which LibreOffice names, become the frame of the page.
    """
    made = tree.xpath("//meta[@name='generator' or @name='Generator' or @name='ProgId']/@content")
    made += [str(one.text or "") for one in tree.xpath("/html/comment()")]
    of_processor = any(map(_PROCESSORS.search, made))
    for one in tree.xpath("//div[@title='header' or @title='footer']") if of_processor else ():
        one.set("class", "noprint")
    return of_processor


#: The title of a post, as publishing systems name it.
_TITLE_CLASS = re.compile(
    r"(?:^|[ _-])(?:entry|post|article|page|node|news|story)[_-]?(?:title|headline)(?:$| )", re.IGNORECASE
)


def _without_form(tree: Any) -> Any:
    """Make a form around the whole page, as ASP.NET has it, an element without a meaning; return the tree."""
    for form in list(tree.iter("form")):
        if len(text_of(form)) * 2 > len(text_of(tree)):
            form.tag = "div"
    return tree


_SITE_CLASS = re.compile(r"(?:^|[ _-])(?:site|blog|brand|logo)[_-]?(?:title|name)?(?:$|[ _-])", re.IGNORECASE)


def _mark_headline(tree: Any) -> None:
    """Make the only heading whose class calls it a post's title the only `h1`.

    Pages of Blogger have none, or one with the name of the blog, which stands over the post or in the page's header.
    """
    titled = (one for one in tree.iter("h1", "h2", "h3", "h4") if _TITLE_CLASS.search(one.get("class", "")))
    found = [one for one in titled if text_of(one)]
    if len(found) != 1:
        return
    others = [one for one in tree.iter("h1") if one is not found[0]]
    order = {one: at for at, one in enumerate(tree.iter())} if others else {}
    if all(order[one] < order[found[0]] and _names_site(one, tree) for one in others):
        for one in others:
            one.tag = "div"
        found[0].tag = "h1"


def _names_site(heading: Any, tree: Any) -> bool:
    """Return whether a heading is the name of the site: in a header or with a class that says so, or in the title."""
    around = [heading, *heading.iterancestors()]
    named = " ".join(f"{one.get('class', '')} {one.get('id', '')}" for one in around[:3])
    title, words = one_line(tree.xpath("string(//title)")), text_of(heading)
    begins = len(words.split()) <= 5 and title != words and (title.startswith(words) or title.endswith(words))
    of_page = any(one.tag == "header" and one.find(".//article") is None for one in around)
    return not words or begins or bool(_SITE_CLASS.search(named)) or (of_page and heading.find(".//a") is not None)


def _headline(tree: Any, stated: dict[str, str]) -> str:
    if "headline" not in stated and _is_exported(tree):
        return ""  # its first words are
    title = one_line(tree.xpath("string(//title)"))
    marked = one_line(stated.get("headline") or tree.xpath("string(//h1)"))
    return marked or ("" if NO_TITLE.fullmatch(title) else title)


def _saved_from(tree: Any) -> str | None:
    """Return where a page was saved from, by the comment that browsers and other programs begin their files with."""
    for comment in islice(tree.getroottree().xpath("/comment() | /html/comment() | /html/head/comment()"), 5):
        if found := _SAVED.search(str(comment.text or "")):
            return web_link(found[1])
    return None


def _resolved(value: Any, things: dict[str, Any]) -> Any:
    """Return a value with what it refers to by identifiers (JSON-LD 1.1, section 3.3)."""
    if isinstance(value, list):
        return [_resolved(one, things) for one in value]
    identity = value.get("@id") if isinstance(value, dict) and "name" not in value else None
    return things.get(identity, value) if isinstance(identity, str) else value


def _records(tree: Any, things: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the schema.org records of articles in the page (JSON-LD); put all that have a name into `things`."""
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
                if "name" in record and isinstance(identity := record.get("@id"), str):
                    things.setdefault(identity, record)
                kinds = record.get("@type")
                if any(kind in _ARTICLES for kind in (kinds if isinstance(kinds, list) else [kinds]) if _is_text(kind)):
                    yield record
                queue += [record[name] for name in ("@graph", "mainEntity") if name in record]


def _is_text(value: Any) -> bool:
    return isinstance(value, str)
