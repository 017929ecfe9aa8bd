"""Invented pages of a newspaper's site."""

from __future__ import annotations

from lxml import html

import newsconvert
from newsconvert.model import Article, Block, Figure, Paragraph, Source, article_text, plain_text
from newsconvert.result import Converted, Kind

ONE = "فتحت بلدية الميناء أمس السوق القديم أمام الزوار بعد ثلاث سنوات من الإغلاق بسبب أعمال الترميم التي طالت الواجهات والسقوف الخشبية."
TWO = "وقال رئيس البلدية إن الكلفة بلغت سبعين ألف دينار تبرع بثلثها تجار السوق، وإن العمل استمر صيفاً وشتاءً من دون توقف."
THREE = "وحضر الافتتاح مئات السكان من أحياء المدينة، ورافقته عروض موسيقية وجولة مع مرشدين محليين شرحوا تاريخ المكان."


def page(inner: str, head: str = "") -> bytes:
    return (
        f'<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>خبر السوق</title>{head}</head><body>'
        f'<header><nav><ul><li><a href="/">الرئيسية</a></li></ul></nav></header><div id="content"><article><h1>بلدية الميناء تفتح '
        f"السوق القديم</h1><p>{ONE}</p>{inner}<p>{TWO}</p><p>{THREE}</p></article></div>"
        "<footer><p>جميع الحقوق محفوظة</p></footer></body></html>"
    ).encode()


def between(data: bytes) -> tuple[tuple[Block, ...], dict[Kind, int]]:
    """Return the blocks between the paragraphs that all pages here have, and the warnings."""
    found = newsconvert.load(data, reader="html")
    texts = [plain_text(block.inlines) if isinstance(block, Paragraph) else "" for block in found.value.body]
    return found.value.body[texts.index(ONE) + 1 : texts.index(TWO)], {one.kind: one.count for one in found.warnings}


#: What readers of a page are not shown, frames that hold a document, and the frame of a page.
_SILENT = "self::script or self::style or self::template or self::iframe[@srcdoc or starts-with(@src, 'data:')] or self::select or self::title"
_FRAME = "self::nav or self::footer or  self::amp-sidebar or self::amp-ad"


def unaccounted(data: bytes, found: Converted[Article]) -> list[str]:
    """Return the texts of a page that are neither in the article nor in a passage that a warning counts.

    The tree is read here once more: only texts of elements without a text of their own in the frame are passed over.
    """
    tree = html.document_fromstring(data.decode())
    for header in tree.xpath("//header"):
        if key(found.value.headline) not in key(header.text_content()):
            header.tag = "nav"
    texts = tree.xpath(f"//body//text()[not(ancestor::*[{_SILENT} or {_FRAME}])]")
    source = found.value.source or Source()
    kept = [*article_text(found.value), source.name or "", *(one for each in found.warnings for one in each.passages)]
    kept += [
        picture.alternative or ""
        for block in found.value.body
        if isinstance(block, Figure)
        for picture in block.pictures
    ]
    whole = key("".join(kept))
    return [
        text.strip() for text in texts if key(text) not in ("", "o") and key(text) not in whole
    ]  # o: a bullet of Word


def key(text: str) -> str:
    return "".join(filter(str.isalnum, text))
