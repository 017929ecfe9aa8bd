"""Write an article, or a volume of them, as an EPUB 3.3 publication, right to left, its fonts inside."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import Any, NamedTuple

from ... import binding
from ...citation import with_colophon
from ...errors import OptionError
from ...languages import format_date, labels
from ...likeness import bundled_design, generator
from ...model import Article, Image, Volume, is_plain
from ...numerals import in_digits, numbering
from ...options import EpubOptions
from ...resources import Resources, Theme, Typefaces
from ...result import Converted
from .. import html
from ..container import modified
from ..leading import with_leading
from ..pictures import ENDINGS, lost, of_web
from . import documents
from .cover import Wording, draw
from .ebook import library, new_book
from .fonts import fonts
from .metadata import (
    Statement,
    accessibility,
    article_metadata,
    identifier,
    name_of,
    record,
    title_of,
    visible_text,
    volume_metadata,
)
from .pagelist import source_of_pages, with_page_breaks

_TITLE_PAGE = "صفحة العنوان"  # of volumes, which are Arabic
_XHTML = "application/xhtml+xml"
#: What any theme may count on; its own sheets come after it.
_BASE_CSS = """\
html { color-scheme: light dark }
nav[hidden] { display: none }
.cover { margin: 0; padding: 0; text-align: center }
.cover img { max-width: 100%; max-height: 96vh }
nav ol, .index, .index ul { list-style: none; margin: 0; padding: 0 }
nav li ol, .index ul { padding: 0 1.4em 0 0 }
[dir="ltr"] nav li ol, [dir="ltr"] .index ul { padding: 0 0 0 1.4em }
nav li, .index li { margin: 0.5em 0; text-align: start }
.index > li { margin: 1.1em 0 }
.index ul li { margin: 0.2em 0 }
nav a, .index a { text-decoration: none }
.titlepage { padding-top: 20% }
.titlepage h1, .titlepage p { margin: 0 0 0.6em; text-align: center; text-indent: 0 }
.label { font-weight: 700 }
.colophon p { text-align: start; text-indent: 0 }
"""


def write(article: Article, options: EpubOptions, resources: Resources) -> Converted[bytes]:
    """Return `article` as an EPUB: cover, one content document, navigation document, style sheet, subset fonts.

    Raise MissingDependencyError where EbookLib is not installed.
    """
    article = in_digits(article, options.digits)
    title, language, direction = title_of(article), article.language, article.direction
    design = _Design.of(options, resources)
    book = new_book(identifier(article), title, language, direction, generator(design.theme))
    if options.cover:
        _add_cover(book, article, design)
    body, edition = html.body_html(with_colophon(article, options.colophon), xhtml=True, image=_Pictures(book)), None
    if options.page_list:
        body = with_page_breaks(body, article, options, resources)
        edition = source_of_pages(article, options)
    _add_document(book, "text", title, body, "bodymatter", article)
    book.toc = [_line("text", "headline", title), *_headings("text", article)]
    book.guide.append({"type": "text", "href": "text.xhtml#headline", "title": labels(language).start or title})
    _describe(
        book,
        article_metadata(article),
        accessibility(options, article, pages=edition),
        "article.jsonld",
        record(article),
    )
    return _finish_book(book, article, design, options, resources)


def bind(volume: Volume, options: EpubOptions, resources: Resources) -> Converted[bytes]:
    """Return the articles of `volume` as one EPUB: title page, contents, one document per article, indexes, colophon.

    Raise OptionError where a page list is asked for: a volume's pages are not those of its articles' PDFs. Raise
    MissingDependencyError where EbookLib is not installed.
    """
    if options.page_list:
        raise OptionError(
            "A page list goes with the PDF of one article; leave out --page-list where articles are bound."
        )
    volume = in_digits(volume, options.digits)
    title, language, direction = name_of(volume), volume.language, volume.direction
    design = _Design.of(options, resources)
    book = new_book(identifier(volume), title, language, direction, generator(design.theme))
    if options.cover:
        _add_cover(book, volume, design)
    _add_document(book, "title", title, documents.title_page(volume), "frontmatter", volume)
    book.spine.append(book.get_item_with_id("nav"))
    book.guide += [
        {"type": "titlepage", "href": "title.xhtml", "title": _TITLE_PAGE},
        {"type": "toc", "href": "nav.xhtml#toc", "title": binding.CONTENTS},
    ]
    width = len(str(len(volume.articles)))
    keyed = [(article, f"article-{number:0{width}}") for number, article in enumerate(volume.articles, 1)]
    pictures = _Pictures(book)
    for article, key in keyed:
        body = html.body_html(with_colophon(article, options.colophon), xhtml=True, image=pictures)
        _add_document(book, key, title_of(article), body, "bodymatter", article)
        book.toc.append(_with_lines_below(_line(key, "headline", title_of(article)), _headings(key, article)))
    book.guide += [
        {"type": "text", "href": f"{key}.xhtml#headline", "title": labels("ar").start} for _, key in keyed[:1]
    ]
    back = [
        ("sources", "index", binding.SOURCES, binding.index_of_sources(volume)),
        ("bylines", "index", binding.BYLINES, binding.index_of_bylines(volume)),
    ]
    matter = [(key, kind, name, documents.index(name, found, keyed)) for key, kind, name, found in back if found]
    matter.append(("colophon", "colophon", binding.COLOPHON, documents.colophon(volume, design.typefaces)))
    for key, kind, name, body in matter:
        _add_document(book, key, name, body, "backmatter", volume)
        book.toc.append(library().epub.Link(f"{key}.xhtml", name, key))
        book.guide.append({"type": kind, "href": f"{key}.xhtml", "title": name})
    _describe(
        book, volume_metadata(volume), accessibility(options, volume, pages=None), "articles.jsonld", record(volume)
    )
    return _finish_book(book, volume, design, options, resources)


def blank_sheet(*, theme: str, families: str, rich: bool) -> bytes | None:
    """Return the style sheet of a book without fonts and digits; `families` as in `family_keys`, None if not ours."""
    css = html.bundled_css(theme, families, "epub", rich=rich)
    return None if css is None else (_BASE_CSS + css).encode()


class _Design(NamedTuple):
    """What the book looks like."""

    theme: Theme
    typefaces: Typefaces

    @classmethod
    def of(cls, options: EpubOptions, resources: Resources) -> _Design:
        theme = resources.theme(options.theme)
        return cls(theme, resources.typefaces(theme, options.font, options.headline_font, options.fallback_font))


class _Pictures:
    """Adds pictures to a book, each once, and returns their addresses."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._known: dict[Image, str] = {}

    def __call__(self, image: Image) -> str | None:
        """Return the address of a picture, or None if a book cannot show it."""
        shown = of_web(image)
        if shown is None or image in self._known:
            return self._known.get(image)
        number = len(self._known) + 1
        name = self._known[image] = f"images/{number}.{ENDINGS[shown.media_type]}"
        self._book.add_item(library().epub.EpubImage(f"image{number}", name, shown.media_type, shown.data))
        return name


def _add_document(book: Any, key: str, title: str, body: str, kind: str, work: Article | Volume | Wording) -> None:
    """Add a document to be read, `key`.xhtml, whose body is the markup `body`, in the language of `work`."""
    language, direction = work.language, work.direction
    content = documents.page(title, body, language, direction, kind=kind)
    document = library().Document(key, f"{key}.xhtml", _XHTML, content, title, lang=language, direction=direction)
    book.spine.append(book.add_item(document))


def drawn_cover(work: Article | Volume, *, theme: str, families: str) -> tuple[bytes, bytes] | None:
    """Return the drawing of a cover in a bundled theme, and its picture; None if `families` (`family_keys`) are others.

    The work has the digits that its book has.
    """
    known = bundled_design(theme, families)
    if known is None:
        return None
    made = draw(_wording(work), *known)
    return made.svg, made.png


def _wording(work: Article | Volume) -> Wording:
    """Return what stands on the cover of a book."""
    day = format_date(work.published, numbering(work)) if work.published else None
    if isinstance(work, Volume):
        title, above, source = name_of(work), work.subtitle, work.publisher
    else:
        title, above, source = title_of(work), work.kicker, work.source.name if work.source else None
    return Wording(title, visible_text(above), visible_text(source), day, work.language, work.direction)


def _add_cover(book: Any, work: Article | Volume, design: _Design) -> None:
    wording = _wording(work)
    drawing, epub = draw(wording, *design), library().epub
    name = labels(wording.language).cover or wording.headline
    body = documents.cover(drawing.description)
    _add_document(book, "cover", name, body, "frontmatter", wording)
    book.add_item(epub.EpubImage("cover-drawing", "cover.svg", "image/svg+xml", drawing.svg))
    book.set_cover("cover.png", drawing.png, create_page=False)
    book.guide.append({"type": "cover", "href": "cover.xhtml", "title": name})


def _describe(
    book: Any, elements: Iterable[Statement], properties: Iterable[Statement], name: str, schema: bytes
) -> None:
    """Add metadata: Dublin Core, properties, and a record in JSON-LD, which is a file beside the book's own."""
    for element, value in elements:
        book.add_metadata("DC", element, value)
    for term, value in properties:
        book.add_metadata("OPF", term, value, {"property": term})
    media_type = "application/ld+json"
    book.add_metadata(None, "link", None, {"rel": "record", "href": name, "media-type": media_type})
    book.add_item(library().epub.EpubItem("record", f"{book.FOLDER_NAME}/{name}", media_type, schema, manifest=False))


def _finish_book(
    book: Any, work: Article | Volume, design: _Design, options: EpubOptions, resources: Resources
) -> Converted[bytes]:
    """Return `book` with the style sheet and the fonts its pages need, and the articles' warnings."""
    (theme, typefaces), (epub, document, writer) = design, library()
    # zlib at its fastest takes two thirds of the time of level 4. An article's book, most of it fonts, grows by a
    # hundredth; a volume would grow by a tenth.
    level, day = (1 if isinstance(work, Article) else 4), modified(work, resources)
    writing = writer(stream := BytesIO(), book, day, page_list=options.page_list, level=level)
    pages = [item.content for item in book.get_items() if isinstance(item, document)]
    articles = [work] if isinstance(work, Article) else work.articles
    rich = not all(map(is_plain, articles))
    css = html.theme_css(theme, typefaces, "theme", "epub", rich=rich)
    css = _BASE_CSS + with_leading(css, typefaces.text.regular, typefaces.headline.regular) + html.digits_css(work)
    files = fonts([*pages, writing.navigation()], css, typefaces)
    faces = html.font_css(typefaces.all, lambda path: files[path].name if path in files else None)
    book.add_item(epub.EpubItem("style", "style.css", "text/css", (faces + css).encode()))
    for number, font in enumerate(files.values(), 1):
        book.add_item(epub.EpubItem(f"font{number}", font.name, font.media_type, font.data))
    writing.write()
    warnings = dict.fromkeys(found for article in articles for found in html.article_warnings(article, typefaces))
    return Converted(stream.getvalue(), (*warnings, *lost(articles)))


def _line(key: str, anchor: str, title: str) -> Any:
    """Return the line of the table of contents that leads to a place in the document `key`."""
    return library().epub.Link(f"{key}.xhtml#{anchor}", title, f"{key}-{anchor}")


def _with_lines_below(line: Any, below: list[Any]) -> Any:
    return (line, below) if below else line


def _headings(key: str, article: Article) -> list[Any]:
    """Return lines for the headings of the document `key`, a deeper one under the one it belongs to."""
    lines: list[tuple[Any, list[Any]]] = []
    above: list[tuple[int, list[Any]]] = []
    for anchor, level, text in html.headings(article):
        title = visible_text(text)
        if title is None:
            continue
        while above and above[-1][0] >= level:
            above.pop()
        below: list[Any] = []
        (above[-1][1] if above else lines).append((_line(key, anchor, title), below))
        above.append((level, below))

    def nest(found: list[tuple[Any, list[Any]]]) -> list[Any]:
        return [_with_lines_below(line, nest(below)) for line, below in found]

    return nest(lines)
