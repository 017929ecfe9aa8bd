"""The last steps of the readers of word processors' documents, which make HTML of them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from ..model import Article, Provenance
from ..result import Converted
from .account import Account, count_furniture
from .assembly import take_kicker
from .docx.lists import join_lines
from .elements import text_of
from .fragments import article_of
from .hypertext import Loader, Walker
from .pageframes import headline_of_frame, with_frame
from .typedblocks import with_typed_blocks
from .webcaptions import show_captions
from .webcredits import take_stated_credits


def article_in(
    body: Any, account: Account, load: Loader, provenance: Provenance, page_texts: Collection[str]
) -> Converted[Article]:
    """Return the article in `body`, the HTML of a document: the `h1` of the class `title` is its headline.

    `load` gives pictures; `page_texts` is what headers and footers of pages say. Raise EmptyInputError without text.
    """
    show_captions(body)
    _place_captions(body)
    for table in body.iter("table"):
        table.set("role", "table")  # word processors lay out nothing by tables
    headline = next((text_of(one) for one in body.iter("h1") if one.get("class") == "title"), "")
    stated = take_stated_credits(body, account, "")
    blocks = join_lines(Walker(account, load=load).article(body))
    headline = headline or headline_of_frame(blocks, page_texts) or ""
    kicker = take_kicker(blocks, headline) if headline else None
    account.left_out += filter(None, (kicker,))  # it is no block any more, but a field
    found = article_of([*blocks[:1], *with_typed_blocks(blocks[1:])], headline or None, account)
    article = found.value
    article = replace(
        article,
        kicker=kicker,
        deck=stated.get("deck") or article.deck,
        byline=stated.get("byline") or article.byline,
        provenance=provenance,
    )
    article = with_frame(article, page_texts)
    count_furniture(article, page_texts, account)
    return Converted(article, account.warnings())


def _place_captions(body: Any) -> None:
    """Put captions, which are paragraphs of a style, into the pictures and tables that they stand beside."""
    for caption in [one for one in body.iter("p") if one.get("class") == "caption" and one.getparent() is not None]:
        before, after = caption.getprevious(), caption.getnext()
        if before is not None and before.tag == "p" and before.find(".//img") is not None and not text_of(before):
            before.tag = "figure"
            before.append(caption)
            caption.tag = "figcaption"
            continue
        for one in (after, before):
            if one is not None and one.tag == "table" and one.find("caption") is None:
                one.insert(0, caption)
                caption.tag = "caption"
                break


def append_text(target: Any, text: str | None) -> None:
    """Add text at the end of an element."""
    if text:
        if len(target):
            target[-1].tail = (target[-1].tail or "") + text
        else:
            target.text = (target.text or "") + text
