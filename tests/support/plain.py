"""The same page from WeasyPrint alone, to compare ours with."""

from __future__ import annotations

from collections.abc import Iterable

import weasyprint

from newsconvert.resources import Family
from newsconvert.writers.pdf.weasyprint import layout, parsing


def plain_weasyprint(page: str, css: str, families: Iterable[Family]) -> bytes:
    """Return a tagged PDF of a page, in these fonts alone, laid out and drawn by WeasyPrint without any part of ours."""
    files = dict.fromkeys(path for family in families for path in (family.regular, family.bold))
    fonts = layout.font_configuration(tuple(files))
    html = weasyprint.HTML(string=page, url_fetcher=parsing.Refusal())
    sheets = [layout.style_sheet(css, fonts)]
    return html.write_pdf(font_config=fonts, stylesheets=sheets, presentational_hints=True, pdf_tags=True)
