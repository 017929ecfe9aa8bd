"""Read a saved web page: its main text, and its metadata in schema.org, Open Graph and meta elements."""

from __future__ import annotations

import codecs
import copy
import re
from dataclasses import replace
from itertools import islice
from typing import Any

from ..arabic import is_rtl
from ..errors import EmptyInputError, MissingDependencyError
from ..installation import of_extra
from ..languages import RTL_LANGUAGES, primary
from ..model import (
    Article,
    Block,
    Heading,
    Paragraph,
    Source,
    Text,
    ThematicBreak,
    article_text,
    block_inlines,
    plain_text,
)
from ..options import ReaderOptions
from ..result import Converted, Kind, Warning
from .account import Account, comparable
from .assembly import assemble, drop_headline, strip_breaks, take_kicker
from .characters import clean, controls_beside, normalized
from .credits import credits_of, part_head, read_credit, with_credits
from .decoding import decode
from .elements import bring_notes, text_of
from .fragments import check_depth, loader, read_fragment
from .hypertext import Loader, Walker
from .linebreaks import runs_between_breaks
from .mainpart import MainPart
from .markupxml import LANG
from .overrides import language_of, stated_date, unused_fields
from .plaintext import read_text
from .provenance import provenance_of
from .repairs import Decoded, repair_text
from .shaping import one_line, take_headline, web_link
from .shortcodes import without_shortcodes
from .structure.dates import find_date
from .tablepages import OldPage, names_paper, read_old_page, site_in, title_of
from .webbylines import tidy_byline
from .webcredits import is_source_line, take_stated_credits
from .webextras import take_extras
from .webheadlines import headline_of, mark_headline
from .webheads import take_stated_head
from .weblines import take_head_above
from .webmessages import show_messages
from .webmetadata import stated_fields
from .webtrees import as_shown
from .webwalls import warn_of_paywall
from .written import Stated, is_by_writer, read_written, written_article

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
    decoded = _decoded(data, options, charset)
    lines, cleaned = clean(normalized(decoded.text, options.normalize))
    tree = _tree("\n".join(lines), options)
    if (element := _written(tree)) is not None:
        walker = Walker(account := Account(), load=load, language=element.get("lang", "ar"), exact=True)
        article = read_written(element, walker, _stated_by_writer(tree))
        return _of_bytes(Converted(article, account.warnings()), data, options, decoded, cleaned)
    show_messages(tree, account := Account())
    stated, old = _stated_metadata(tree)
    headline = headline_of(tree, stated)
    base = web_link(stated.get("url", ""), base) or base or _saved_from(tree)
    stated_language = _language(tree)
    warn_of_paywall(tree, account)
    profile = take_extras(tree, account)
    around = take_stated_head(tree, account, stated.get("description", ""))
    where = web_link(tree.xpath("string(//base/@href)"), base)
    walker = Walker(account, base=where or base, load=load, language=stated_language or "ar")
    credits_, blocks = _main_part(tree, walker, old, stated.get("author", ""), named=bool(headline))
    account.left_out += [around[name] for name in around.keys() & credits_.keys()]
    credits_ = around | credits_
    if not blocks and "text" in stated:
        blocks = list(read_text(stated["text"], headline or None, options).value.body)
    parted = not headline and part_head(blocks)
    if not headline:
        headline = take_headline(blocks)
    stated = _take_masthead(blocks, headline, account) | (_take_paper(blocks, account) if parted else {}) | stated
    publisher = stated.get("publisher") or site_in(title_of(tree), headline)
    kicker = take_kicker(blocks, headline) or credits_.get("kicker")
    if kicker is not None and kicker == publisher:  # which the source has
        account.left_out.append(kicker)
        kicker = None
    if old is not None or parted or "issue" in stated:
        blocks = strip_breaks(blocks)
    while blocks and isinstance(blocks[-1], ThematicBreak):  # it set notes apart
        blocks.pop()
    drop_headline(blocks, headline)
    if not headline or not any(plain_text(run).strip() for block in blocks for run in block_inlines(block)):
        if _PAGE.search(decoded.text):
            raise EmptyInputError("no article was found in the page; save the page of one article.")
        piece = read_fragment(decoded.text, None, options, base=base, load=load)  # too short to choose from
        return _of_bytes(piece, data, options, decoded, cleaned)
    author = read_credit(line) if (line := credits_.get("byline") or stated.get("author")) else {}
    article = assemble(
        headline,
        blocks,
        account,
        source=Source(None, base),
        language=stated_language,
        kicker=kicker,
        deck=credits_.get("deck"),
        byline=_with_persons(credits_.get("byline"), stated.get("persons", "")) or author.get("byline"),
        dateline=credits_.get("dateline"),
        timestamp=credits_.get("timestamp") or stated.get("issue"),
        published=stated_date(stated.get("published") or credits_.get("published") or stated.get("issue")),
    )
    article = _completed(with_credits(article, author), title_of(tree), publisher, credits_, profile)
    if article.published is None and old is not None:  # of the issue, where the article states none
        article = replace(article, published=stated_date(old.published))
    unused = unused_fields(["keywords"] if "keywords" in stated else [], "the page's metadata")
    return _of_bytes(Converted(article, (*account.warnings(), *unused)), data, options, decoded, cleaned)


def _completed(
    article: Article, title: str, publisher: str | None, credits_: dict[str, str], profile: str | None
) -> Article:
    """Return an article with what its credits say beside the author, and the source that the page states.

    `title` is that of the page, `profile` the name in a box about the author below the text.
    """
    if article.byline is None and profile:
        article = replace(article, byline=profile)
    article = tidy_byline(article, f"{publisher or ''} {title}".replace(article.headline, " "))
    if article.dateline is not None and "dateline" in credits_:
        article = with_credits(article, credits_of(article.dateline))
    source = article.source or Source()
    if source.name is None and publisher:  # what the text cites comes first
        article = replace(article, source=replace(source, name=publisher))
    return article


def _of_bytes(
    found: Converted[Article], data: bytes, options: ReaderOptions, decoded: Decoded, cleaned: list[Warning]
) -> Converted[Article]:
    """Return an article with the bytes that it is from, and the warnings of decoding them."""
    told = provenance_of(data, options, decoded.encoding, decoded.confidence)
    if any(one.kind is Kind.BIDI_CONTROL for one in cleaned):  # perhaps in a menu
        kept = comparable("".join(article_text(found.value)))
        cleaned = [one for one in cleaned if one.kind is not Kind.BIDI_CONTROL] + controls_beside(decoded.text, kept)
    return Converted(replace(found.value, provenance=told), (*decoded.warnings, *cleaned, *found.warnings))


def _language(tree: Any) -> str | None:
    """Return the language that a page states, but not that of the program that made it."""
    stated = language_of(tree.get("lang") or tree.get(LANG))
    return None if stated and primary(stated) not in RTL_LANGUAGES and is_rtl(text_of(tree)) else stated


#: What pieces of pages do not have.
_PAGE = re.compile(r"<(?:html|head|title|body|frameset)\b", re.IGNORECASE)


def _written(tree: Any) -> Any:
    """Return the article in a page that the writer of pages made; None for others'."""
    made = is_by_writer(tree.xpath("string(//meta[@name='generator']/@content)"))
    return written_article(tree) if made else None


def _stated_by_writer(tree: Any) -> Stated:
    publisher, url, created = (
        tree.xpath(f"string(//meta[@name='dcterms.{name}']/@content)") or None
        for name in ("publisher", "source", "created")
    )
    return Stated(publisher, web_link(url) if url else None, stated_date(created))


def _tree(text: str, options: ReaderOptions) -> Any:
    """Return the tree of a page as browsers show it. Raise EmptyInputError, or LimitError for one nested too deep."""
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", no_network=True)
    try:
        tree = html.document_fromstring(without_shortcodes(text).encode(), parser=parser)
    except (etree.LxmlError, ValueError) as problem:
        raise EmptyInputError(
            f"this is not a web page ({problem}); save the page again, or its text as .txt."
        ) from problem
    check_depth(tree, options.limits)
    mark_headline(_without_form(as_shown(tree)))
    return tree


def _take_masthead(blocks: list[Block], headline: str, account: Account) -> dict[str, str]:
    """Take the paper's name and the line of its issue above the headline, which pages to print have; return both.

    Other lines that stand between are credits, and come to stand below the headline.
    """
    head = blocks[:_ABOVE]
    at = next((at for at, one in enumerate(head) if isinstance(one, Heading) and _words(one) == [headline]), 0)
    lines = [line for block in head[:at] for line in _words(block)]
    if len(lines) < 2 or not names_paper(lines[0]):
        return {}
    account.left_out.append(lines[0])  # the source's name
    if len(lines) == 2 and find_date(lines[1]):
        del blocks[:at]
        return {"publisher": lines[0], "issue": lines[1]}
    if _words(head[0]) != lines[:1]:
        return {}
    blocks[: at + 1] = [blocks[at], *blocks[1:at]]
    return {"publisher": lines[0]}


def _take_paper(blocks: list[Block], account: Account) -> dict[str, str]:
    """Take the name of the paper out of the credits under a headline; return it."""
    for block in blocks[:_ABOVE]:
        words = _words(block) if isinstance(block, Paragraph) else []
        if len(words) == 1 and names_paper(words[0]):
            blocks.remove(block)
            account.left_out.append(words[0])
            return {"publisher": words[0]}
    return {}


_ABOVE = 5


def _words(block: Block) -> list[str]:
    """Return the lines of a block."""
    runs = (run for inlines in block_inlines(block) for run in runs_between_breaks(inlines, 1))
    return [line for run in runs if (line := one_line(plain_text(run)))]


def _main_part(
    tree: Any, walker: Walker, old: OldPage | None, author: str, *, named: bool
) -> tuple[dict[str, str], list[Block]]:
    """Return what stands above the article's text (deck, byline, date), and the blocks of its text.

    `author` is the one whom the page states beside it. Where no headline is `named`, the text begins with it.
    """
    import trafilatura

    document = trafilatura.bare_extraction(
        copy.deepcopy(tree), include_comments=False, include_tables=True, include_formatting=False, include_links=False
    )
    body = getattr(document, "body", None)
    chosen = body.iter("p", "head", "item", "quote", "cell", "ab") if body is not None else ()
    extracted = ["".join(element.itertext()) for element in chosen]
    for one in body.iter("div") if body is not None else ():  # lines that no element of their own holds
        extracted += filter(None, (one.text, *(child.tail for child in one)))
    part = MainPart(tree, extracted, old)
    if not named:
        part.take_head()
    bring_notes(tree, part.element)
    above, pictures = take_head_above(tree, part.element, walker, author)
    source, titles = None, {text_of(one) for one in tree.iter("h1")}
    for words in part.outside():
        if words in titles:  # which the headline is of
            continue
        if source is None and is_source_line(words):
            source = Paragraph((Text(words),))
        else:
            walker.account.add(Kind.PAGE_FURNITURE, words)
    credits_ = above | take_stated_credits(part.element, walker.account, author)
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


def _stated_metadata(tree: Any) -> tuple[dict[str, str], OldPage | None]:
    """Return what the page states, completed by its layout if that is of tables, and that layout."""
    stated = stated_fields(tree)
    old = None if "headline" in stated else read_old_page(tree)
    if old is not None:
        stated = {"headline": old.headline} | ({"publisher": old.site} if old.site else {}) | stated
    return stated, old


def _without_form(tree: Any) -> Any:
    """Make a form around the whole page, as ASP.NET has it, an element without a meaning; return the tree."""
    for form in list(tree.iter("form")):
        if len(text_of(form)) * 2 > len(text_of(tree)):
            form.tag = "div"
    return tree


def _with_persons(byline: str | None, persons: str) -> str | None:
    """Return a byline that names one of the persons whom the page states, with the others whom it does not name."""
    listed = [one for one in persons.split("\n") if one.strip()]
    others = [one for one in listed if byline and one not in byline]
    return "، ".join((byline, *others)) if byline and 0 < len(others) < len(listed) else byline


def _saved_from(tree: Any) -> str | None:
    """Return where a page was saved from, by the comment that browsers and other programs begin their files with."""
    for comment in islice(tree.getroottree().xpath("/comment() | /html/comment() | /html/head/comment()"), 5):
        if found := _SAVED.search(str(comment.text or "")):
            return web_link(found[1])
    return None
