"""Write an article as a tagged PDF, set by WeasyPrint in the bundled fonts alone, its text drawn by a layer of ours."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ...citation import with_colophon
from ...likeness import generator
from ...model import Article, is_plain
from ...numerals import in_digits, numbering
from ...options import PdfOptions
from ...pagesize import page_size
from ...resources import Resources, Typefaces
from ...result import Converted
from .. import html, pictures
from ..columns import columns_of
from ..leading import with_leading
from . import press, standards
from .effort import bounded
from .images import Addresses
from .joining import joined
from .polish import polished
from .pullquotes import pull_quotes

if TYPE_CHECKING:
    from .weasyprint.layout import Rendering


def write(article: Article, options: PdfOptions, resources: Resources) -> Converted[bytes]:
    """Return `article` as a PDF. Raise OptionError for values that cannot be, MissingDependencyError without Pango."""
    article = in_digits(article, options.digits)
    work, typefaces, claimed = _rendering(article, options, resources)
    from .file.finish import finish
    from .weasyprint import pages

    theme = resources.theme(options.theme)
    finisher = partial(
        finish, article=article, claimed=claimed, stamp=resources.timestamp, typefaces=typefaces,
        program=generator(theme),
    )  # fmt: skip
    with bounded(theme, article):
        data = pages.render(work, finisher)
    lost = pictures.lost((article,), Addresses(grey=claimed.press).shown)
    return Converted(data, (*html.article_warnings(article, typefaces), *lost))


def blank_sheet(*, theme: str) -> bytes:
    """Return the style sheets of a bundled theme for pages, for the colours in them."""
    sheets = Resources().theme(theme).css("theme", "print", "narrow", "volume")
    return (sheets + html.shared_css("blocks") + html.shared_css("columns") + html.shared_css("volume")).encode()


def page_texts(article: Article, options: PdfOptions, resources: Resources) -> list[str]:
    """Return what of the article stands on each page of the PDF that `write` makes. Raise what `write` does."""
    work, _, _ = _rendering(in_digits(article, options.digits), options, resources)
    from .weasyprint import layout

    with bounded(resources.theme(options.theme), article):
        return layout.page_texts(work)


def _rendering(
    article: Article, options: PdfOptions, resources: Resources
) -> tuple[Rendering, Typefaces, standards.Claims]:
    size = page_size(options.page_size)
    claimed = standards.claimed(options)
    theme = resources.theme(options.theme)
    typefaces = resources.typefaces(theme, options.font, options.headline_font, options.fallback_font)
    rich = not is_plain(article)
    columns = columns_of(options.columns, options.page_size, article)
    sheets = press.sheets(size, columns)
    shown = with_colophon(joined(polished(article) if options.polish else article), options.colophon)
    pulls = pull_quotes(shown, options.pull_quotes)
    css = html.shared_css("pulls") if pulls else ""
    css += html.theme_css(theme, typefaces, *sheets, rich=rich) + (press.RICH if rich else "")
    css = html.in_families(css + press.css(size, options, columns), typefaces)
    css = with_leading(css, typefaces.text.regular, typefaces.headline.regular)
    css += press.folios_css(numbering(article)) + html.digits_css(article)
    image = Addresses(grey=claimed.press)
    page = html.document_html(shown, "", columns=columns, image=image, width=size[0], before=pulls)
    from .weasyprint.layout import Rendering

    tagged = not claimed.press
    binding = options.binding if options.print_ready else None
    work = Rendering(page, css, typefaces.all, claimed.version, tagged=tagged, pictures=image.images, binding=binding)
    return work, typefaces, claimed
