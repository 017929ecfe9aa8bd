"""Read messages of mail (RFC 5322, MIME), and web pages saved as such with their pictures (MHTML, RFC 2557)."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from email.utils import getaddresses
from html import escape
from typing import Any
from urllib.parse import unquote, urljoin

from ..errors import EmptyInputError, InputError, LimitError
from ..model import Article, Block, Figure, Image, Picture, Source
from ..options import ReaderOptions
from ..result import Converted, Kind
from . import forwards, images
from .account import Account
from .decoding import decode
from .fragments import blocks_of, read_fragment
from .html import read_page as read_web_page
from .mailquotes import as_markup, read_quoting, split_quoted
from .overrides import stated_date
from .provenance import provenance_of
from .shaping import one_line, web_link
from .signatures import cut_markup, cut_text
from .structure.folding import fold
from .structure.parts import is_agency

#: Parts of a message, and how deep they may be nested: more than any mail program writes.
_MOST_PARTS, _DEEPEST = 2_000, 40


def read(data: bytes, options: ReaderOptions) -> Converted[Article]:
    """Return the article in a message: its subject, sender, date, and its text, of HTML if it has that.

    The signature below it and attachments are counted as left out. Raise EmptyInputError without any text, InputError
    when it is no message.
    """
    message = _message(data)
    if message.get("snapshot-content-location"):
        return read_page(data, options)
    subject, sender = _header(message, "subject"), _sender(message)
    parts, others = _body(message)
    if not any(part.get_content_maintype() == "text" and _payload(part).strip() for part in parts):
        forwarded = [part for part in others if part.get_content_type() == "message/rfc822"]
        if len(forwarded) == 1 and forwarded[0].get_payload():  # all that was sent
            return _forwarded(forwarded[0].get_payload(0), data, options)
        raise EmptyInputError("the message has no text; give one with a text, or save its attachment.")
    pictures, account = _Pictures(message), Account()
    subject, marks, passed_on = forwards.split_subject(subject)
    head: forwards.Head | None = None
    if len(parts) == 1 and parts[0].get_content_type() != "text/html":
        text, signature = cut_text(_join_flowed_lines(_text(parts[0], options), parts[0]))
        text, head = forwards.cut_text(text) if passed_on else (text, None)
        titled = _title(subject, head)
        found = read_quoting(text, titled or None, options)
    else:
        markup, signature = cut_markup("".join(_markup(part, options, pictures) for part in parts))
        markup, head = forwards.cut_markup(markup) if passed_on else (markup, None)
        titled = _title(subject, head)
        found = read_fragment(markup, titled or None, options, load=pictures.load)
    if titled != subject:
        marks = f"{marks} {subject}"
    for words in [one for one in (marks, head.words if head else "") if one]:
        account.add(Kind.PAGE_FURNITURE, words)
    if signature:
        account.add(Kind.LEFT_OUT, signature)
    figures = list(_attached(others, pictures, account))
    article = found.value
    sender = (head and head.sender) or sender
    agency = sender if sender and is_agency(sender) else None
    return Converted(
        replace(
            article,
            body=(*article.body, *figures),
            byline=article.byline or (None if agency else sender),
            agency=article.agency or agency,
            published=article.published or (head and head.sent) or stated_date(_header(message, "date")),
            provenance=provenance_of(data, options, parts[0].get_content_charset()),
        ),
        (*found.warnings, *account.warnings()),
    )


def _title(subject: str, head: forwards.Head | None) -> str:
    """Return the subject of the message that is passed on, where it has one that the other does not say again."""
    return head.subject if head and head.subject and fold(head.subject) != fold(subject) else subject


def _forwarded(message: Any, data: bytes, options: ReaderOptions) -> Converted[Article]:
    """Return the article in a message that another message, without a text of its own, holds."""
    found = read(message.as_bytes(), options)
    provenance = provenance_of(data, options, found.value.provenance.encoding)
    return Converted(replace(found.value, provenance=provenance), found.warnings)


def _attached(parts: list[Any], pictures: _Pictures, account: Account) -> Iterator[Figure]:
    """Yield the pictures that are attached to a message, which the text does not show; count all else."""
    for part in parts:
        if id(part) in pictures.used:
            continue
        name = one_line(part.get_filename() or "")
        image = images.from_bytes(_payload(part)) if part.get_content_maintype() == "image" else None
        if image is not None:
            yield Figure((Picture(image, name or None),))
            continue
        if not name and part.get_content_type() == "message/rfc822" and part.get_payload():
            name = _header(part.get_payload(0), "subject")
        account.add(Kind.ATTACHMENT, name or part.get_content_type())


def read_page(data: bytes, options: ReaderOptions) -> Converted[Article]:
    """Return the article in a saved web page, with its pictures, which the file holds.

    Raise what the reader of web pages does, and EmptyInputError when the file holds no page.
    """
    message = _message(data)
    pages = [part for part in message.walk() if part.get_content_type() in ("text/html", "application/xhtml+xml")]
    if not pages:
        raise EmptyInputError("this file holds no web page; save the page again, as “Webpage, HTML only”.")
    start = str(message.get_param("start") or "").strip("<> ")
    page = next((one for one in pages if start and _id(one) == start), pages[0])
    base = _header(message, "snapshot-content-location") or _header(page, "content-location")
    where = web_link(base) if base else None
    pictures = _Pictures(message, base)
    markup = _payload(page)
    for part in (one for one in pages if one is not page and _id(one)):
        inside = f"data:text/html;base64,{b64encode(_text(part, options).encode(errors='replace')).decode()}"
        leads = web_link(_header(part, "content-location")) or inside  # its document was in the page itself
        markup = markup.replace(f"cid:{_id(part)}".encode(), leads.encode(), 1)
    found = read_web_page(markup, options, pictures.load, base=where, charset=page.get_content_charset())
    article = found.value
    source = article.source or Source()
    if where and not source.url:
        article = replace(article, source=replace(source, url=where))
    provenance = replace(article.provenance, sha256=hashlib.sha256(data).hexdigest(), content=data)
    return Converted(replace(article, provenance=provenance), found.warnings)


def page_blocks(data: bytes, account: Account, options: ReaderOptions) -> list[Block]:
    """Return the blocks of a page in one file that stands in another document; none where it is no page."""
    try:
        message = _message(data)
    except (InputError, LimitError):
        return []
    page = next((part for part in message.walk() if part.get_content_type() == "text/html"), None)
    if page is None:
        return []
    base = _header(page, "content-location")
    load = _Pictures(message, base).load
    return blocks_of(_text(page, options), account, options, base=web_link(base) if base else None, load=load)[0]


def _message(data: bytes) -> EmailMessage:
    """Return a message with no more parts than one has. Raise LimitError if there are more, InputError without one."""
    try:
        message = message_from_bytes(data.lstrip(b"\r\n"), policy=default)
    except (RecursionError, ValueError, LookupError) as problem:
        raise InputError(f"this message cannot be read ({problem}); save its text as .txt.") from problem
    if not message.keys():
        raise InputError("this is not a message of mail: it has no header; name the file .txt if it is plain text.")
    level: list[Any] = [message]
    count = depth = 0
    while level := [part for one in level if one.is_multipart() for part in one.get_payload()]:
        depth, count = depth + 1, count + len(level)
        if depth > _DEEPEST or count > _MOST_PARTS:
            raise LimitError.of("depth", "a message has too many parts", max(depth, count), _DEEPEST)
    return message


def _body(part: Any) -> tuple[list[Any], list[Any]]:
    """Return the parts of a message that are shown, in their order, and those that are attached."""
    kind, inner = part.get_content_type(), part.get_payload() if part.is_multipart() else []
    if kind == "multipart/alternative" and inner:
        ways = [_body(one) for one in inner]
        # The last way is the best (RFC 2046, section 5.1.4), but not a calendar or the like.
        best = [way for way in ways if any(one.get_content_type() == "text/html" for one in way[0])] or ways[:1]
        return best[-1][0], [one for way in ways for one in way[1]]
    if kind.startswith("multipart/") and inner:
        ways = [_body(one) for one in inner]
        if kind == "multipart/related":
            return ways[0][0], [*ways[0][1], *(one for way in ways[1:] for one in (*way[0], *way[1]))]
        return [one for way in ways for one in way[0]], [one for way in ways for one in way[1]]
    named = part.get_filename() or part.get_content_disposition() == "attachment"
    text = kind in ("text/html", "text/plain") and not named
    shown = text or (part.get_content_maintype() == "image" and part.get_content_disposition() == "inline")
    return ([part], []) if shown else ([], [part])


def _markup(part: Any, options: ReaderOptions, pictures: _Pictures) -> str:
    """Return a part that is shown as HTML."""
    if part.get_content_maintype() == "image":
        name = escape(one_line(part.get_filename() or ""))
        return f'<figure><img src="{pictures.address_of(part)}" alt="{name}"></figure>'
    text = _text(part, options)
    if part.get_content_type() == "text/html":
        return f"<div>{text}</div>"
    return as_markup(_join_flowed_lines(text, part))


class _Pictures:
    """The pictures of a message by the addresses that its page has for them (RFC 2392, RFC 2557)."""

    def __init__(self, message: EmailMessage, base: str = "") -> None:
        self._base = base
        self._parts: dict[str, EmailMessage] = {}
        self.used: set[int] = set()
        for part in message.walk():
            if part.get_content_maintype() == "image" or part.get_content_type() == "application/octet-stream":
                for name in (f"cid:{_id(part)}" if _id(part) else "", _header(part, "content-location")):
                    if name:
                        self._parts.setdefault(name, part)

    def address_of(self, part: Any) -> str:
        """Return an address for a picture that the message shows beside its text."""
        address = f"part:{len(self._parts)}"
        self._parts[address] = part
        return address

    def load(self, address: str) -> Image | None:
        """Return the picture at an address of the page; None where the message does not hold it."""
        names = [address, unquote(address)]
        with suppress(ValueError):
            names += [urljoin(self._base, address)] if self._base else []
        part = next((self._parts[name] for name in names if name in self._parts), None)
        if part is None:
            return images.from_address(address)
        image = images.from_bytes(_payload(part))
        if image is not None:
            self.used.add(id(part))
        return image


def _id(part: Any) -> str:
    return _header(part, "content-id").strip("<> ")


def _safe(read: Callable[[], Any]) -> Any:
    """Return what `read` does, None where the parser of headers fails on what is no header."""
    try:
        return read()
    except Exception:  # the parser of headers raises many kinds of errors on broken ones
        return None


def _header(part: Any, name: str) -> str:
    """Return a header as text, an empty one where there is none or it is broken."""
    return one_line(_decoded(str(_safe(lambda: part.get(name)) or ""))).strip()


def _decoded(text: str) -> str:
    """Return a header that was sent as it is typed (RFC 6532), whose bytes the parser keeps as surrogates, as text."""
    if text.isascii() or not any("\udc80" <= letter <= "\udcff" for letter in text):
        return text
    return decode(text.encode("utf-8", "surrogateescape"), None).text


def _sender(message: EmailMessage) -> str | None:
    """Return the names of those that a message is from, or else their addresses."""
    found = _safe(lambda: [one.display_name for one in message["from"].addresses if one.display_name])
    if not found:
        found = [name or address for name, address in getaddresses([_header(message, "from")])]
    names = (" ".join(_decoded(name).split()) for name in found)
    return "، ".join(filter(None, names)) or None


def _payload(part: Any) -> bytes:
    found = _safe(lambda: part.get_payload(decode=True))
    return found if isinstance(found, bytes) else b""


def _text(part: Any, options: ReaderOptions) -> str:
    """Return the text of a part in the encoding that it states, if its bytes are valid in it, or else that it is in."""
    data = _payload(part)
    for name in (options.encoding, part.get_content_charset(), "utf-8"):
        try:
            if name:
                return data.decode(name).replace("\r\n", "\n")
        except (LookupError, UnicodeError):
            continue
    return decode(data, None, repair=options.repair).text


def _join_flowed_lines(text: str, part: Any) -> str:
    """Return a text with its paragraphs on one line each, if they flow (RFC 3676)."""
    if str(part.get_param("format") or "").lower() != "flowed":
        return text
    between = "" if str(part.get_param("delsp") or "").lower() == "yes" else " "

    def join() -> Iterator[str]:
        paragraph, level = "", 0
        for line in text.split("\n"):
            depth, words = split_quoted(line)
            words = words if depth else words.removeprefix(" ")
            if paragraph and depth != level:  # a line that flows into nothing
                yield f"{'>' * level} {paragraph}" if level else paragraph
                paragraph = ""
            level = depth
            paragraph += words[:-1] + between if words.endswith(" ") and words != "-- " else words
            if not words.endswith(" ") or words == "-- ":
                yield f"{'>' * level} {paragraph}" if level else paragraph
                paragraph = ""
        if paragraph:
            yield f"{'>' * level} {paragraph}" if level else paragraph

    return "\n".join(join())
