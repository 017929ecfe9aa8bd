"""Messages of Telegram, as its pages on the web and its exports have them, as pages of an article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from ..patterns import pattern
from ..result import Kind
from .account import Account
from .elements import remove, text_of

_ON_WEB = "//div[contains(concat(' ', @class, ' '), ' tgme_widget_message ')]"
_EXPORTED = "//div[contains(concat(' ', @class, ' '), ' message ')][starts-with(@id, 'message')]"
#: «12.03.2026 08:15:00 UTC+03:00», as exports have it.
_STAMP = re.compile(r"(\d\d)\.(\d\d)\.(\d{4}) (\d\d:\d\d:\d\d)(?: UTC([+-]\d\d:\d\d))?")
_BACKGROUND = re.compile(r"background-image:\s*url\(['\"]?([^'\")]+)")
#: A first line of more words is text and no headline.
_HEADLINE_WORDS = 25


class _Message(NamedTuple):
    """The text of a message, its pictures and films, when it was sent and where it stands."""

    text: Any
    pictures: list[Any]
    published: str
    url: str
    author: str


def show_messages(tree: Any, account: Account) -> None:
    """Make a page of an article of one with Telegram's messages: of one message, or of several under their channel.

    The first line of each is a headline. What else the page says is counted in `account`.
    """
    channel, messages = _messages(tree)
    body, head = tree.find("body"), tree.find("head")
    if not messages or body is None or head is None:
        return
    shown = body.makeelement("article", {})
    if len(messages) > 1:
        shown.append(_element(shown, "h1", channel))
    for one in messages:
        parts = [*_parts(one.text, "h1" if len(messages) == 1 else "h2")]
        shown.extend([*parts[:-1], *one.pictures, parts[-1]])
    for child in list(body):
        if rest := text_of(child, between=" "):
            account.add(Kind.PAGE_FURNITURE, rest)
        body.remove(child)
    body.append(shown)
    stated = {"og:site_name": channel}
    if len(messages) == 1:
        stated |= {"article:published_time": messages[0].published, "og:url": messages[0].url}
        stated |= {"author": messages[0].author}
    for child in list(head):
        head.remove(child)
    for name, value in stated.items():
        if value:
            head.append(head.makeelement("meta", {"property": name, "content": value}))


def _messages(tree: Any) -> tuple[str, list[_Message]]:
    """Return the name of the channel and its messages that have a text."""
    found: list[_Message] = []
    if boxes := tree.xpath(_ON_WEB):
        for box in boxes:
            texts = box.xpath(".//div[contains(@class, 'js-message_text')]")
            sent = box.xpath("string((.//a[contains(@class, 'tgme_widget_message_date')]//time)[1]/@datetime)")
            author = box.xpath("string((.//*[contains(@class, 'tgme_widget_message_from_author')])[1])")
            url = f"https://t.me/{post}" if (post := box.get("data-post")) else ""
            texts += _polls(box, "tgme_widget_message_poll")
            found += [_Message(text, _pictures(box), sent, url, author) for text in texts[:1]]
        return text_of(next(iter(tree.xpath("//*[contains(@class, 'owner_name')]")), boxes[0])), found
    header = tree.xpath("//div[@class='page_header']//div[contains(@class, 'text')]")
    for box in tree.xpath(_EXPORTED) if header else ():
        stamp = _STAMP.match(box.xpath("string((.//div[contains(@class, 'date')]/@title)[1])"))
        day = f"{stamp[3]}-{stamp[2]}-{stamp[1]}T{stamp[4]}{stamp[5] or ''}" if stamp else ""
        texts = box.xpath("./div[contains(@class, 'body')]/div[@class='text']")
        texts += _polls(box, "media_poll")
        found += [_Message(text, _pictures(box), day, "", "") for text in texts[:1]]
    return text_of(header[0]) if header else "", found


#: The lines of a poll: its question, what kind it is, the answers, how many voted.
_POLL = pattern(r"(?:^|[ _])(question|details|type|option|answer|total|voters)(?: |$)")


_ANSWERS = ("option", "answer")


def _polls(box: Any, name: str) -> list[Any]:
    """Take the poll out of a message; return it as a text: its question, a list of the answers, and other facts."""
    found = box.xpath(f".//*[contains(concat(' ', @class, ' '), ' {name} ')]")
    for poll in found[:1]:
        named = {one: said for one in poll.iterdescendants("*") if (said := _POLL.search(one.get("class", "")))}
        lines = [one for one in named if named.keys().isdisjoint(one.iterancestors())]
        words = {one: text_of(one, between=" ").removeprefix("- ") for one in lines}
        made = _element(poll, "div", next((words[one] for one in lines if named[one][1] == "question"), ""))
        listed = made.makeelement("ul", {})
        listed.extend(_element(made, "li", words[one]) for one in lines if named[one][1] in ("option", "answer"))
        rest = [
            _element(made, "p", words[one]) for one in lines if named[one][1] not in ("question", "option", "answer")
        ]
        made.extend([made.makeelement("br"), listed, *rest])
        remove(poll)
        return [made]
    return []


def _pictures(box: Any) -> list[Any]:
    """Return the films of a message, and its photographs, which are links or backgrounds."""
    found: list[Any] = list(box.xpath(".//video[@src]"))
    for photo in box.xpath(".//a[contains(@class, 'photo_wrap')]"):
        shown = _BACKGROUND.search(photo.get("style", ""))
        address = shown[1] if shown else photo.get("href")
        found.append(box.makeelement("img", {"src": address or ""}))
    return found


def _parts(text: Any, tag: str) -> Iterator[Any]:
    """Yield the first line of a message as a heading, and the rest; one of several has none without a rest."""
    text.tag, text.attrib["class"] = "p", ""
    first = next((at for at, child in enumerate(text) if child.tag == "br"), len(text))
    line = "".join([text.text or "", *("".join(child.itertext()) + (child.tail or "") for child in text[:first])])
    if 0 < len(line.split()) <= _HEADLINE_WORDS and (tag == "h1" or first < len(text)):
        yield _element(text, tag, " ".join(line.split()))
        rest = text[first].tail if first < len(text) else None
        for child in list(text[: first + 1]):
            child.tail = None
            remove(child)
        text.text = rest
    yield text


def _element(near: Any, tag: str, words: str) -> Any:
    made = near.makeelement(tag, {})
    made.text = words
    return made
