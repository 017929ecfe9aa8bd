"""Write an article, or a volume of them, as an EPUB 3.3 publication, right to left, its fonts inside."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from html import escape
from typing import NamedTuple

from ... import binding
from ...arabic import arabic_indic, format_date
from ...errors import OptionError
from ...model import Article, Volume
from ...options import EpubOptions
from ...resources import Resources, Theme, Typefaces
from ...result import Converted
from .. import html
from ..body import text_html
from ..container import modified
from .cover import Wording, draw
from .fonts import fonts
from .metadata import accessibility, article_metadata, identifier, name_of, record, shown, title_of, volume_metadata
from .package import XHTML, Book, Entry, Item, Landmark, PageBreak, navigation, page, write_package
from .pagelist import source_of_pages, with_page_breaks

_COVER, _START, _TITLE_PAGE = "الغلاف", "بداية النص", "صفحة العنوان"
#: What any theme may count on; its own sheets come after it.
_BASE_CSS = """\
html { color-scheme: light dark }
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
    """Return `article` as an EPUB: cover, one content document, navigation document, style sheet, subset fonts."""
    title, name = title_of(article), "text.xhtml"
    contents = _contents(article, name)
    body, pages = html.body_html(article, xhtml=True), list[PageBreak]()
    if options.page_list:
        body, pages = with_page_breaks(body, name, article, options, resources)
    text = _article_page(article, "text", name, body)
    landmarks = [Landmark("bodymatter", f"{name}#headline", _START)]
    design = _Design.of(options, resources)
    day = format_date(article.published) if article.published else None
    source = shown(article.source.name) if article.source else None
    wording = Wording(title, shown(article.kicker), source, day, article.language, article.direction)
    front = _cover(wording, design) if options.cover else _Front()
    nav = navigation(contents, [*front.landmarks, *landmarks], pages, article.language, article.direction)
    items = [*front.items, text, Item("nav", "nav.xhtml", XHTML, nav, "nav")]
    edition = source_of_pages(article, options) if options.page_list else None
    metadata = [*article_metadata(article), *accessibility(options, pages=edition), *front.metadata]
    book = Book(
        identifier(article), title, article.language, article.direction, modified(article, resources), metadata,
        contents, items, {"article.jsonld": record(article)},
    )  # fmt: skip
    return _made(book, [article], design)


def bind(volume: Volume, options: EpubOptions, resources: Resources) -> Converted[bytes]:
    """Return the articles of `volume` as one EPUB: title page, contents, a document an article, indexes, colophon.

    Raise OptionError where a page list is asked for: a volume's pages are not those of its articles' PDFs.
    """
    if options.page_list:
        raise OptionError(
            "A page list goes with the PDF of one article; leave out --page-list where articles are bound."
        )
    width = len(str(len(volume.articles)))
    names = [f"article-{number:0{width}}.xhtml" for number in range(1, len(volume.articles) + 1)]
    named = list(zip(volume.articles, names, strict=True))
    articles = [
        _article_page(article, name.removesuffix(".xhtml"), name, html.body_html(article, xhtml=True))
        for article, name in named
    ]
    contents = [Entry(title_of(article), f"{name}#headline", _headings(article, name)) for article, name in named]
    title = Item("title", "title.xhtml", XHTML, _title_page(volume), linear=True)
    landmarks = [Landmark("titlepage", "title.xhtml", _TITLE_PAGE), Landmark("toc", "nav.xhtml#toc", binding.CONTENTS)]
    landmarks += [Landmark("bodymatter", f"{name}#headline", _START) for name in names[:1]]
    design = _Design.of(options, resources)
    back = [
        (key, name, kind, _index(name, entries, named))
        for key, name, kind, entries in (
            ("sources", binding.SOURCES, "index", binding.index_of_sources(volume)),
            ("bylines", binding.BYLINES, "index", binding.index_of_bylines(volume)),
        )
        if entries
    ]
    back.append(("colophon", binding.COLOPHON, "colophon", _colophon(volume, design.typefaces)))
    items = [title, *articles]
    for key, name, kind, body in back:
        contents.append(Entry(name, f"{key}.xhtml", []))
        landmarks.append(Landmark(kind, f"{key}.xhtml", name))
        data = page(name, body, volume.language, volume.direction, kind="backmatter")
        items.append(Item(key, f"{key}.xhtml", XHTML, data, linear=True))
    day = format_date(volume.published) if volume.published else None
    wording = Wording(
        name_of(volume), shown(volume.subtitle), shown(volume.publisher), day, volume.language, volume.direction
    )
    front = _cover(wording, design) if options.cover else _Front()
    nav = navigation(contents, [*front.landmarks, *landmarks], (), volume.language, volume.direction)
    items.insert(1, Item("nav", "nav.xhtml", XHTML, nav, "nav", linear=True))
    items[:0] = front.items
    metadata = [*volume_metadata(volume), *accessibility(options, pages=None), *front.metadata]
    book = Book(
        identifier(volume), name_of(volume), volume.language, volume.direction,
        modified(volume, resources), metadata, contents, items, {"articles.jsonld": record(volume)},
    )  # fmt: skip
    return _made(book, volume.articles, design)


class _Design(NamedTuple):
    """What the book looks like."""

    theme: Theme
    typefaces: Typefaces

    @classmethod
    def of(cls, options: EpubOptions, resources: Resources) -> _Design:
        theme = resources.theme(options.theme)
        return cls(theme, resources.typefaces(theme, options.font, options.headline_font))


class _Front(NamedTuple):
    """What a cover adds to the book."""

    items: tuple[Item, ...] = ()
    landmarks: tuple[Landmark, ...] = ()
    metadata: tuple[str, ...] = ()


def _cover(wording: Wording, design: _Design) -> _Front:
    cover = draw(wording, *design)
    picture = f'<img role="doc-cover" src="cover.svg" alt="{escape(cover.description)}"/>'
    body = f'<section class="cover" epub:type="cover">\n{picture}\n</section>\n'
    data = page(_COVER, body, wording.language, wording.direction, kind="frontmatter")
    items = (
        Item("cover", "cover.xhtml", XHTML, data, linear=True),
        Item("cover-drawing", "cover.svg", "image/svg+xml", cover.svg),
        Item("cover-image", "cover.png", "image/png", cover.png, "cover-image"),
    )
    # The last is for shelves that know EPUB 2 only.
    return _Front(items, (Landmark("cover", "cover.xhtml", _COVER),), ('<meta name="cover" content="cover-image"/>',))


def _made(book: Book, articles: Sequence[Article], design: _Design) -> Converted[bytes]:
    """Return the EPUB of `book`, given the style sheet and the fonts its pages need, with the articles' warnings."""
    theme, typefaces = design
    css = _BASE_CSS + html.theme_css(theme, typefaces, "theme", "epub")
    files = fonts([item.data for item in book.items if item.media_type == XHTML], css, typefaces)
    faces = html.font_css(typefaces.all, lambda path: files[path].name if path in files else None)
    looks = [
        Item("style", "style.css", "text/css", (faces + css).encode()),
        *(Item(f"font{at}", font.name, font.media_type, font.data) for at, font in enumerate(files.values(), 1)),
    ]
    warnings = dict.fromkeys(found for article in articles for found in html.article_warnings(article, typefaces))
    return Converted(write_package(replace(book, items=[*book.items, *looks])), tuple(warnings))


def _article_page(article: Article, key: str, name: str, body: str) -> Item:
    data = page(title_of(article), body, article.language, article.direction, kind="bodymatter")
    return Item(key, name, XHTML, data, linear=True)


def _contents(article: Article, name: str) -> list[Entry]:
    """Return the headline and, beside it, the headings."""
    return [Entry(title_of(article), f"{name}#headline", []), *_headings(article, name)]


def _headings(article: Article, name: str) -> list[Entry]:
    """Return the headings, a deeper one under the one it belongs to."""
    entries: list[Entry] = []
    above: list[tuple[int, Entry]] = []
    for key, level, text in html.headings(article):
        title = shown(text)
        if title is None:
            continue
        entry = Entry(title, f"{name}#{key}", [])
        while above and above[-1][0] >= level:
            above.pop()
        (above[-1][1].children if above else entries).append(entry)
        above.append((level, entry))
    return entries


def _title_page(volume: Volume) -> bytes:
    title = name_of(volume)
    rows = [f"<h1>{text_html(title)}</h1>\n"]
    if subtitle := shown(volume.subtitle):
        rows.append(f'<p class="kicker" epub:type="subtitle" role="doc-subtitle">{text_html(subtitle)}</p>\n')
    if publisher := shown(volume.publisher):
        rows.append(f'<p class="byline">{text_html(publisher)}</p>\n')
    if volume.published:
        rows.append(f'<p class="date">{format_date(volume.published)}</p>\n')
    rows.append(f'<p class="date">عدد المقالات: {arabic_indic(len(volume.articles))}</p>\n')
    body = f'<section class="titlepage" epub:type="titlepage">\n{"".join(rows)}</section>\n'
    return page(title, body, volume.language, volume.direction, kind="frontmatter")


def _index(title: str, entries: Iterable[binding.IndexEntry], named: Sequence[tuple[Article, str]]) -> str:
    """Return an index as markup: each name, and under it the articles it leads to."""
    rows = []
    for entry in entries:
        links = "".join(_index_line(*named[at]) for at in entry.articles)
        rows.append(f'<li><span class="label">{text_html(entry.name)}</span>\n<ul>\n{links}</ul>\n</li>\n')
    return (
        f'<section epub:type="index" role="doc-index" aria-labelledby="index">\n<h1 id="index">{title}</h1>\n'
        f'<ul class="index">\n{"".join(rows)}</ul>\n</section>\n'
    )


def _index_line(article: Article, name: str) -> str:
    language = escape(article.language)
    return (
        f'<li><a lang="{language}" xml:lang="{language}" dir="{article.direction}" href="{name}#headline">'
        f"{text_html(title_of(article))}</a></li>\n"
    )


def _colophon(volume: Volume, typefaces: Typefaces) -> str:
    rows = "".join(
        f'<p><span class="label">{text_html(label)}:</span> {text_html(value)}</p>\n'
        for label, value in binding.colophon(volume, (typefaces.text, typefaces.headline))
    )
    return (
        f'<section class="colophon" epub:type="colophon" role="doc-colophon" aria-labelledby="colophon">\n'
        f'<h1 id="colophon">{binding.COLOPHON}</h1>\n{rows}</section>\n'
    )
