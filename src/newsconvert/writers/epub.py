"""Write an article as an EPUB 3.3 publication, right to left, its fonts inside."""

from __future__ import annotations

import io
import re
import unicodedata
import uuid
from collections.abc import Iterable
from html import escape
from pathlib import Path
from typing import Any, NamedTuple

from ..arabic import xml_text
from ..fontfile import subset
from ..model import Article
from ..options import EpubOptions
from ..resources import Family, Resources, Typefaces
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
_CONTENTS, _LANDMARKS, _START, _UNTITLED = "المحتويات", "معالم الكتاب", "بداية النص", "بلا عنوان"
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
    fonts = _fonts(article, families, typefaces)
    css = html.font_css(families, lambda path: fonts[path].name) + html.theme_css(theme, typefaces, "theme", "epub")
    day, contents = modified(article, resources), _contents(article)

    book = epub.EpubBook()
    book.set_identifier(f"urn:uuid:{_identity(article)}")
    book.set_title(_title(article))
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
    add("nav", "nav.xhtml", "application/xhtml+xml", _page(article, _navigation(contents)), "nav")
    add("style", "style.css", "text/css", css.encode())
    for number, font in enumerate(fonts.values(), 1):
        add(f"font{number}", font.name, font.media_type, font.data)

    def ncx(entries: Iterable[_Entry]) -> list[Any]:
        links = [(epub.Link(entry.address, entry.text, f"toc-{entry.key}"), ncx(entry.children)) for entry in entries]
        return [(link, children) if children else link for link, children in links]

    book.toc = ncx(contents)
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
    values = {
        "creator": (article.byline,),
        "publisher": (source and source.name,),
        "source": (source.url, source.citation, source.name) if source else (),
        "date": (article.published and article.published.isoformat(),),
        "description": (article.lead,),
    }
    for name, choices in values.items():
        if value := _first_shown(*choices):
            book.add_metadata("DC", name, value)
    for name, value in _ACCESSIBILITY:
        book.add_metadata(None, "meta", value, {"property": name})


def _first_shown(*texts: str | None) -> str | None:
    """Return the first of `texts` that shows anything: EPUB allows no blank titles, links or metadata."""
    return next((shown for text in texts if text and (shown := xml_text(text)).strip()), None)


def _title(article: Article) -> str:
    return _first_shown(article.headline, article.provenance.file_name) or _UNTITLED


def _page(article: Article, body: str) -> bytes:
    title, language = escape(_title(article)), escape(article.language)
    return _XHTML.format(language=language, direction=article.direction, title=title, body=body).encode()


class _Entry(NamedTuple):
    """A line of the table of contents and the lines under it."""

    key: str
    text: str
    children: list[_Entry]

    @property
    def address(self) -> str:
        return f"text.xhtml#{self.key}"


def _contents(article: Article) -> list[_Entry]:
    """Return the headline and the headings, a deeper one under the one it belongs to."""
    entries = [_Entry("headline", _title(article), [])]
    above: list[tuple[int, _Entry]] = []
    for key, level, text in html.headings(article):
        shown = _first_shown(text)
        if shown is None:
            continue
        entry = _Entry(key, shown, [])
        while above and above[-1][0] >= level:
            above.pop()
        (above[-1][1].children if above else entries).append(entry)
        above.append((level, entry))
    return entries


def _navigation(contents: list[_Entry]) -> str:
    return (
        f'<nav epub:type="toc" role="doc-toc" id="toc">\n<h1>{_CONTENTS}</h1>\n{_list(contents)}</nav>\n'
        f'<nav epub:type="landmarks" hidden="hidden" aria-label="{_LANDMARKS}">\n<ol>\n'
        f'<li><a epub:type="bodymatter" href="{contents[0].address}">{_START}</a></li>\n</ol>\n</nav>\n'
    )


def _list(entries: list[_Entry]) -> str:
    if not entries:
        return ""
    lines = (f'<li><a href="{e.address}">{escape(e.text)}</a>{_list(e.children)}</li>\n' for e in entries)
    return f"<ol>\n{''.join(lines)}</ol>\n"


class _Font(NamedTuple):
    name: str
    media_type: str
    data: bytes


def _fonts(article: Article, families: tuple[Family, ...], typefaces: Typefaces) -> dict[Path, _Font]:
    """Return a subset of each font file, with its name and media type in the book (EPUB 3.3, section 3.2).

    The name is ASCII and numbered: a user's own file may be named like another, or as no address in CSS can be.
    """
    used = html.code_points(article) | frozenset(map(ord, _CONTENTS + _START))
    chosen = (typefaces.text, typefaces.headline)
    # A family that only stands in needs what the chosen ones lack, and the marks and joiners beside it.
    lacking = {
        code
        for code in used
        if unicodedata.category(chr(code))[0] in "MC" or any(code not in family.characters for family in chosen)
    }
    fonts: dict[Path, _Font] = {}
    for family in families:
        for path in (family.regular, family.bold):
            if path not in fonts:
                data = subset(path, used if family in chosen else lacking)
                kind = "otf" if data.startswith(b"OTTO") else "ttf"
                stem = re.sub("[^A-Za-z0-9]+", "-", path.stem)
                fonts[path] = _Font(f"fonts/{len(fonts) + 1}-{stem}.{kind}", f"font/{kind}", data)
    return fonts
