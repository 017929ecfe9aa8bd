"""Invented pages of a newspaper's site."""

from __future__ import annotations

import newsconvert
from newsconvert.model import Block, Paragraph, plain_text
from newsconvert.result import Kind

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
