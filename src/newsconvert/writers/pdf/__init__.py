"""Write an article as a tagged PDF, set by WeasyPrint in the bundled fonts alone, its text drawn by a layer of ours."""

from __future__ import annotations

from typing import Any

from ...errors import OptionError
from ...model import Article
from ...options import PdfOptions
from ...resources import Resources
from ...result import Converted
from .. import html
from . import standards
from .finish import finish

PAGE_SIZES = ("A4", "A5", "B5", "Letter")


def write(article: Article, options: PdfOptions, resources: Resources) -> Converted[bytes]:
    """Return `article` as a PDF. Raise OptionError for unknown values, MissingDependencyError without Pango."""
    if options.page_size not in PAGE_SIZES:
        raise OptionError(f"There is no page size {options.page_size!r}; choose one of {', '.join(PAGE_SIZES)}.")
    claimed = standards.claims(options.pdf_standard)
    from . import engine

    theme = resources.theme(options.theme)
    typefaces = resources.typefaces(theme, options.font, options.headline_font)
    css = html.theme_css(theme, typefaces, "theme", "print") + f"@page {{ size: {options.page_size} }}"
    work = engine.Rendering(html.document_html(article, ""), css, typefaces.all, claimed.version)

    def finisher(pdf: Any) -> None:
        finish(pdf, article, claimed, resources.timestamp)

    return Converted(engine.render(work, finisher), html.article_warnings(article, typefaces))
