"""Where the pages of the PDF of an article start, marked in its content document (EPUB 3.3, section 7.4.3)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape

from ...languages import number
from ...model import Article
from ...numerals import numbering
from ...options import EpubOptions, PdfOptions
from ...resources import Resources

_TOKEN = re.compile(r"(<[^>]*>)|(&[^;]*;|[^<&])")
_LOOKED_FOR = 40  # letters that tell where a page starts


def with_page_breaks(body: str, article: Article, options: EpubOptions, resources: Resources) -> str:
    """Return the markup `body` of a document with a mark where each page of the PDF starts.

    The PDF is the one of the same article, theme, fonts, page size and kind; its pages are numbered as its folios are.
    """
    from ..pdf import page_texts

    chosen = PdfOptions(
        options.theme,
        options.font,
        options.headline_font,
        options.page_size,
        print_ready=options.print_ready,
        colophon=options.colophon,
    )
    texts = [_letters(text) for text in page_texts(article, chosen, resources)]
    starts = page_starts(texts, _letters(re.sub("<[^>]*>", "", body), markup=True))
    return _mark_pages(body, starts, numbering(article))


def page_starts(pages: Sequence[str], text: str) -> list[int]:
    """Return where in `text` each of `pages` starts; both are without white space.

    What a theme prints beside the text is skipped: a page is looked for by its first letters, from the last on.
    """
    starts: list[int] = []
    after = 0
    for page in pages:
        found = next(
            (at for length in (_LOOKED_FOR, 20, 10) if (at := text.find(page[:length], after)) >= 0 and page), after
        )
        starts.append(found)
        after = min(found + max(1, len(page) - _LOOKED_FOR), len(text))
    return starts


def source_of_pages(article: Article, options: EpubOptions) -> str:
    """Return the name of the PDF whose pages are marked."""
    key = f", sha256:{article.provenance.sha256}" if article.provenance.sha256 else ""
    return f"PDF, {options.page_size}{key}"


def _letters(text: str, *, markup: bool = False) -> str:
    return "".join((unescape(text) if markup else text).split())


def _mark_pages(body: str, starts: Sequence[int], tag: str) -> str:
    waiting = [(at, page) for page, at in enumerate(starts, 1)]
    parts: list[str] = []
    at = 0
    for found in _TOKEN.finditer(body):
        if found[2] and not unescape(found[2]).isspace():
            while waiting and waiting[0][0] <= at:
                _, page = waiting.pop(0)
                label = number(page, tag)
                parts.append(
                    f'<span id="page-{page}" epub:type="pagebreak" role="doc-pagebreak" aria-label="{label}"></span>'
                )
            at += len(unescape(found[2]))
        parts.append(found[0])
    return "".join(parts)
