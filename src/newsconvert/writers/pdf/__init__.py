"""Write an article as a tagged PDF, set by WeasyPrint in the bundled fonts alone."""

from __future__ import annotations

from ...errors import OptionError
from ...model import Article
from ...options import PdfOptions
from ...resources import Resources
from ...result import Converted
from .. import html

PAGE_SIZES = ("A4", "A5", "B5", "Letter")


def write(article: Article, options: PdfOptions, resources: Resources) -> Converted[bytes]:
    """Return `article` as a PDF. Raise OptionError for an unknown page size, MissingDependencyError without Pango."""
    if options.page_size not in PAGE_SIZES:
        raise OptionError(f"There is no page size {options.page_size!r}; choose one of {', '.join(PAGE_SIZES)}.")
    from . import engine

    theme = resources.theme(options.theme)
    typefaces = resources.typefaces(theme, options.font, options.headline_font)
    css = html.theme_css(theme, typefaces, "theme", "print") + f"@page {{ size: {options.page_size} }}"
    head = ""
    if resources.timestamp:
        stamp = resources.timestamp.strftime("%Y-%m-%dT%H:%M:%SZ")
        head = f'<meta name="dcterms.modified" content="{stamp}">\n'
    page = html.document_html(article, "", head=head)
    return Converted(engine.render(page, css, typefaces.all), html.article_warnings(article, typefaces))
