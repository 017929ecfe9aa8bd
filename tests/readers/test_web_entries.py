"""Entries of live pages: each keeps its time and its author, and lists of other articles are none."""

from __future__ import annotations

import newsconvert
from newsconvert.model import block_inlines, plain_text
from newsconvert.result import Kind
from support.webpages import ONE, THREE, TWO, between, page

ENTRY = "<div class='liveblog-entry'><div class='entry-meta'><time datetime='2026-03-04T{0}:00+03:00'>{0}</time> <span class='author'>{1}</span></div>{2}<div class='content'><p>{3}</p></div></div>"


def test_entries_of_a_live_page_keep_their_times_and_authors() -> None:
    entries = [("12:10", "سامر حسن", "<h3>انتهاء الحفل</h3>", THREE), ("11:05", "ليلى علي", "", TWO)]
    shown = "".join(ENTRY.format(*entry) for entry in entries)
    data = f"<html lang='ar'><body><main><h1>مباشر: افتتاح السوق القديم</h1><p>{ONE}</p><div>{shown}</div></main></body></html>"
    found = newsconvert.load(data.encode(), reader="html")
    said = [plain_text(run) for block in found.value.body for run in block_inlines(block)]
    assert said[-5:] == ["12:10 سامر حسن", "انتهاء الحفل", THREE, "11:05 ليلى علي", TWO]
    assert (found.value.byline, found.warnings) == (None, ())


def test_other_articles_with_their_dates_are_no_entries() -> None:
    others = "".join(
        f"<div class='card'><div class='post-meta'><time>{day} آذار 2026</time></div><a href='/{day}'>{TWO}</a></div>"
        for day in (3, 4)
    )
    _, warnings = between(page(f"<div class='related-posts'>{others}</div>"))
    assert warnings == {Kind.PAGE_FURNITURE: 1}
