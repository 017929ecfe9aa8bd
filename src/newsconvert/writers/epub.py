"""Write an article as an EPUB 3.3 publication, right to left, its fonts inside."""

from __future__ import annotations

import io
import uuid
from html import escape
from pathlib import Path

from ..arabic import xml_text
from ..fontfile import subset
from ..model import Article
from ..options import EpubOptions
from ..resources import Family, Resources
from ..result import Converted
from . import html
from .container import entries, modified, pack

_XHTML = (
    '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
    '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" '
    'lang="{language}" xml:lang="{language}" dir="{direction}">\n<head>\n<meta charset="utf-8"/>\n'
    '<title>{title}</title>\n<link rel="stylesheet" type="text/css" href="style.css"/>\n</head>\n'
    '<body dir="{direction}">\n{body}</body>\n</html>\n'
)
_CONTENTS, _START = "المحتويات", "بداية النص"
_SUMMARY = (
    "مقالة نصّية بعناوين وفهرس محتويات وترتيب قراءة منطقي، من دون صور ولا صوت، تُقرأ كاملةً بقارئ الشاشة وبخطّ برايل."
)
#: EPUB Accessibility 1.1, section 2, and the schema.org vocabulary it uses: only what is true of these files.
_ACCESSIBILITY = (
    ("schema:accessMode", "textual"),
    ("schema:accessModeSufficient", "textual"),
    ("schema:accessibilityFeature", "structuralNavigation"),
    ("schema:accessibilityFeature", "tableOfContents"),
    ("schema:accessibilityFeature", "readingOrder"),
    ("schema:accessibilityFeature", "displayTransformability"),
    ("schema:accessibilityHazard", "none"),
    ("schema:accessibilitySummary", _SUMMARY),
)


def write(article: Article, options: EpubOptions, resources: Resources) -> Converted[bytes]:
    """Return `article` as an EPUB: one content document, a navigation document, a style sheet and subset fonts."""
    from ebooklib import epub

    theme = resources.theme(options.theme)
    typefaces = resources.typefaces(theme, options.font, options.headline_font)
    families = html.used_families(article, typefaces)
    css = html.font_css(families, lambda path: f"fonts/{path.name}") + html.theme_css(theme, typefaces, "theme", "epub")
    day = modified(article, resources)

    book = epub.EpubBook()
    book.set_identifier(f"urn:uuid:{_identity(article)}")
    book.set_title(xml_text(article.headline))
    book.set_language(article.language)
    book.set_direction(article.direction)
    _add_metadata(book, article)

    def add(uid: str, name: str, media_type: str, content: bytes, *properties: str) -> epub.EpubItem:
        # Plain items are written as they are; EbookLib would parse and rewrite its own kind of pages.
        item = epub.EpubItem(uid, name, media_type, content)
        item.properties = list(properties)
        book.add_item(item)
        return item

    page = add("text", "text.xhtml", "application/xhtml+xml", _page(article, html.body_html(article, xhtml=True)))
    add("nav", "nav.xhtml", "application/xhtml+xml", _page(article, _navigation(article)), "nav")
    add("style", "style.css", "text/css", css.encode())
    used = html.code_points(article)
    for number, path in enumerate(_files(families), 1):
        add(f"font{number}", f"fonts/{path.name}", "font/ttf", subset(path, used))
    book.toc = [epub.Link(f"text.xhtml#{key}", xml_text(text), f"toc-{key}") for key, text in _headings(article)]
    book.add_item(epub.EpubNcx())  # for readers of EPUB 2
    book.spine = [page]

    target = io.BytesIO()
    epub.write_epub(target, book, {"mtime": day, "raise_exceptions": True})
    files = entries(target.getvalue())
    package = files["EPUB/content.opf"].decode()
    marked = f'<package xml:lang="{escape(article.language)}" dir="{article.direction}" '
    files["EPUB/content.opf"] = package.replace("<package ", marked, 1).encode()
    return Converted(pack(files, first="mimetype"), html.article_warnings(article, typefaces))


def _identity(article: Article) -> uuid.UUID:
    """Return an identifier that the same article always has, whatever machine makes it."""
    key = article.provenance.sha256 or "\n".join(html.document_texts(article))
    return uuid.uuid5(uuid.NAMESPACE_URL, "newsconvert:" + key.encode(errors="replace").decode())


def _add_metadata(book: object, article: Article) -> None:
    from ebooklib import epub

    assert isinstance(book, epub.EpubBook)
    source = article.source
    if article.byline:
        book.add_author(xml_text(article.byline))
    if source and source.name:
        book.add_metadata("DC", "publisher", xml_text(source.name))
    if source and (source.url or source.citation or source.name):
        book.add_metadata("DC", "source", xml_text(source.url or source.citation or source.name or ""))
    if article.published:
        book.add_metadata("DC", "date", article.published.isoformat())
    if article.lead:
        book.add_metadata("DC", "description", xml_text(article.lead))
    for name, value in _ACCESSIBILITY:
        book.add_metadata(None, "meta", value, {"property": name})


def _page(article: Article, body: str) -> bytes:
    title, language = escape(xml_text(article.headline)), escape(article.language)
    return _XHTML.format(language=language, direction=article.direction, title=title, body=body).encode()


def _headings(article: Article) -> list[tuple[str, str]]:
    return [("headline", article.headline), *((key, text) for key, _, text in html.headings(article))]


def _navigation(article: Article) -> str:
    links = "".join(
        f'<li><a href="text.xhtml#{key}">{escape(xml_text(text))}</a></li>\n' for key, text in _headings(article)
    )
    return (
        f'<nav epub:type="toc" role="doc-toc" id="toc">\n<h1>{_CONTENTS}</h1>\n<ol>\n{links}</ol>\n</nav>\n'
        f'<nav epub:type="landmarks" hidden="hidden" aria-label="{_START}">\n<ol>\n'
        f'<li><a epub:type="bodymatter" href="text.xhtml#headline">{_START}</a></li>\n</ol>\n</nav>\n'
    )


def _files(families: tuple[Family, ...]) -> list[Path]:
    return list(dict.fromkeys(path for family in families for path in (family.regular, family.bold)))
