"""Write an article as a tagged PDF, set by WeasyPrint in the bundled fonts alone, its text drawn by a layer of ours."""

from __future__ import annotations

from typing import Any

from ...model import Article
from ...options import PdfOptions
from ...resources import Resources
from ...result import Converted
from .. import html
from . import press, standards
from .finish import finish


def write(article: Article, options: PdfOptions, resources: Resources) -> Converted[bytes]:
    """Return `article` as a PDF. Raise OptionError for values that cannot be, MissingDependencyError without Pango."""
    size = press.page_size(options.page_size)
    claimed = standards.claims("x-4" if options.print_ready else options.pdf_standard)
    from . import engine

    theme = resources.theme(options.theme)
    typefaces = resources.typefaces(theme, options.font, options.headline_font)
    css = html.theme_css(theme, typefaces, "theme", "print") + press.css(size, marks=options.print_ready)
    page = html.document_html(article, "")
    work = engine.Rendering(
        page, css, typefaces.all, claimed.version, tagged=not claimed.press, guard=not claimed.press
    )

    def finisher(pdf: Any) -> None:
        finish(pdf, article, claimed, resources.timestamp)

    return Converted(engine.render(work, finisher), html.article_warnings(article, typefaces))
