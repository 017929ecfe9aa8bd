"""Write an article as a tagged PDF, set by WeasyPrint in the bundled fonts alone, its text drawn by a layer of ours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ...model import Article
from ...options import PdfOptions
from ...pagesize import page_size
from ...resources import Resources, Typefaces
from ...result import Converted
from .. import html
from . import press, standards
from .effort import bounded
from .finish import finish

if TYPE_CHECKING:
    from . import engine


def write(article: Article, options: PdfOptions, resources: Resources) -> Converted[bytes]:
    """Return `article` as a PDF. Raise OptionError for values that cannot be, MissingDependencyError without Pango."""
    from . import engine

    claimed = standards.claimed(options)
    work, typefaces = _rendering(article, options, resources)

    def finisher(pdf: Any) -> None:
        finish(pdf, article, claimed, resources.timestamp)

    with bounded(resources.theme(options.theme), article):
        data = engine.render(work, finisher)
    return Converted(data, html.article_warnings(article, typefaces))


def page_texts(article: Article, options: PdfOptions, resources: Resources) -> list[str]:
    """Return what of the article stands on each page of the PDF that `write` makes. Raise what `write` does."""
    from . import engine

    work = _rendering(article, options, resources)[0]
    with bounded(resources.theme(options.theme), article):
        return engine.page_texts(work)


def _rendering(article: Article, options: PdfOptions, resources: Resources) -> tuple[engine.Rendering, Typefaces]:
    from . import engine

    size = page_size(options.page_size)
    claimed = standards.claimed(options)
    theme = resources.theme(options.theme)
    typefaces = resources.typefaces(theme, options.font, options.headline_font)
    css = html.theme_css(theme, typefaces, "theme", "print") + press.css(size, marks=options.print_ready)
    page = html.document_html(article, "", tied=True)
    work = engine.Rendering(
        page, css, typefaces.all, claimed.version, tagged=not claimed.press, guard=not claimed.press
    )
    return work, typefaces
