"""Bind articles in one PDF: cover, colophon, contents, the articles, indexes; read and bound from the right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from ... import binding
from ...arabic import abjad
from ...binding import IndexEntry
from ...citation import with_colophon
from ...languages import format_date, number
from ...likeness import generator
from ...markup import escape_html, text_html
from ...model import Article, Direction, Paragraph, Provenance, Source, Text, Volume, article_text, is_plain
from ...numerals import in_digits, numbering
from ...options import PdfOptions
from ...pagesize import page_size
from ...readers.structure.authors import author_line
from ...resources import Resources
from ...result import Converted
from .. import html, pictures
from ..body import isolated_html
from ..columns import columns_of
from ..leading import with_leading
from . import press, standards
from .effort import bounded
from .images import Addresses
from .joining import joined
from .polish import polished
from .pullquotes import pull_quotes

if TYPE_CHECKING:
    from .file.merge import Section
    from .weasyprint.sections import Sections


def bind(volume: Volume, options: PdfOptions, resources: Resources) -> Converted[bytes]:
    """Return the articles of `volume` as one PDF. Raise what `write` does.

    Pages before the first article are numbered with letters (abjad), the others from ١ on. Articles follow each other
    on the page, or begin one each (`each_on_new_page`); the contents and the first article begin one of the side that a
    book's first page is on.
    """
    volume = in_digits(volume, options.digits)
    size = page_size(options.page_size)
    claimed = standards.claimed(options)
    theme = resources.theme(options.theme)
    typefaces = resources.typefaces(theme, options.font, options.headline_font, options.fallback_font)
    rich = not all(map(is_plain, volume.articles))
    columns = columns_of(options.columns, options.page_size)
    sheets = press.sheets(size, columns)
    css = html.shared_css("pulls") if options.pull_quotes else ""
    css += html.theme_css(theme, typefaces, *sheets, rich=rich) + (press.RICH if rich else "")
    css += _folios_css(volume) + html.digits_css(volume) + html.shared_css("volume")
    css += html.theme_css(theme, typefaces, "volume")
    css = html.in_families(css + press.css(size, options, columns), typefaces)
    css = with_leading(css, typefaces.text.regular, typefaces.headline.regular)
    from .file.finish import finish
    from .weasyprint.layout import Rendering
    from .weasyprint.sections import Sections

    image = Addresses(grey=claimed.press)
    work = Rendering(
        "", css, typefaces.all, claimed.version, tagged=not claimed.press,
        identifier=binding.identity(volume)[:32].encode(), pictures=image.images,
        binding=options.binding,
    )  # fmt: skip
    with bounded(theme, *volume.articles):
        pages = _Pages(volume, Sections(work), image, options, size[0])
        first = 1
        for articles in _groups(volume.articles, 0 if options.each_on_new_page else _LETTERS):
            pages.add_articles(first, articles)
            first += len(articles)
        pages.add_indexes()
        pages.add_front(binding.colophon(volume, (typefaces.text, typefaces.headline)))
        pages.fill(4 if claimed.press else 1)
        finisher = partial(
            finish, article=_about(volume), claimed=claimed, stamp=resources.timestamp, typefaces=typefaces,
            program=generator(theme),
            bound=volume.articles, labels=_page_labels(pages.count(pages.front), pages.count(pages.body), _tag(volume)),
        )  # fmt: skip
        data = pages.sections.write([*pages.front, *pages.body], finisher)
    found = [typefaces.warnings([volume.title, volume.subtitle or "", volume.publisher or ""], typefaces.headline)]
    found += [html.article_warnings(article, typefaces) for article in volume.articles]
    found.append(pictures.lost(volume.articles, image.shown))
    return Converted(data, tuple(dict.fromkeys(warning for some in found for warning in some)))


#: How many letters of articles are laid out at once, some thirty pages, so that long volumes take no more memory.
_LETTERS = 60_000


def _groups(articles: Iterable[Article], most: int) -> Iterator[list[Article]]:
    """Yield articles that follow each other on the page: `most` letters of them, or one that has more."""
    group: list[Article] = []
    letters = 0
    for article in articles:
        count = sum(map(len, article_text(article)))
        if group and letters + count > most:
            yield group
            group, letters = [], 0
        group.append(article)
        letters += count
    if group:
        yield group


class _Pages:
    """The sections of a volume, and on which page each article begins."""

    def __init__(self, volume: Volume, sections: Sections, image: Addresses, options: PdfOptions, width: float) -> None:
        self.volume, self.sections, self.image = volume, sections, image
        self.options, self.width = options, width
        self.tag = _tag(volume)
        self.front: list[Section] = []
        self.body: list[Section] = []
        self.folios: list[int] = []

    def add_articles(self, first: int, articles: Sequence[Article]) -> None:
        """Add articles that follow each other on the page; `first` is the number of the first of them."""
        start = self.count(self.body) + 1
        numbered = list(enumerate(articles, first))
        markup = "".join(self._markup(number, article) for number, article in numbered)
        alone = articles[0] if len(articles) == 1 else self.volume
        section = self._add(self.body, markup, binding.title_of(articles[0]), alone.language, alone.direction)
        for at, (key, article) in enumerate(numbered):
            anchor = f"a{key}-headline"
            self.folios.append(start + section.anchors[anchor])
            self.sections.name_heading(section, anchor, at)
            if article.language != self.volume.language:
                self.sections.set_language(section, article.language, at)

    def _markup(self, number: int, article: Article) -> str:
        options = self.options
        columns = columns_of(options.columns, options.page_size, article)
        shown = with_colophon(joined(polished(article) if options.polish else article), options.colophon)
        return html.body_html(
            shown, prefix=f"a{number}-", columns=columns, image=self.image, width=self.width,
            before=pull_quotes(shown, options.pull_quotes),
            kind="news" if columns == options.columns else "news alone",
        )  # fmt: skip

    def add_indexes(self) -> None:
        """Add the indexes that there is something for, one after another."""
        indexes = (
            ("sources", binding.SOURCES, binding.index_of_sources(self.volume)),
            ("bylines", binding.BYLINES, binding.index_of_bylines(self.volume)),
        )
        folios = [number(folio, self.tag) for folio in self.folios]
        listed = [(title, _index(key, title, entries, folios)) for key, title, entries in indexes if entries]
        if listed:
            self._add(self.body, "".join(markup for _, markup in listed), listed[0][0], targets=self._targets())

    def add_front(self, colophon: Sequence[tuple[str, str]]) -> None:
        """Add what comes before the articles, once it is known where they are."""
        self._add(self.front, _cover(self.volume), self.volume.title)
        rows = "".join(
            f'<p><span class="label">{text_html(name)}:</span> {isolated_html(value, rtl=True)}</p>\n'
            for name, value in colophon
        )
        self._add(self.front, f'<section class="colophon"><div><h2>{binding.COLOPHON}</h2>\n{rows}</div></section>', "")
        contents = self._add(self.front, self._contents(), binding.CONTENTS, targets=self._targets())
        self.sections.mark_contents(contents)
        self._fill(self.front, 2)

    def fill(self, multiple: int) -> None:
        """Add blank pages at the end until the number of pages is a multiple."""
        before = self.count(self.front)
        while (before + self.count(self.body)) % multiple:
            self._add(self.body, "", "")

    def count(self, sections: Iterable[Section]) -> int:
        return sum(len(section.pages) for section in sections)

    def _fill(self, sections: list[Section], multiple: int) -> None:
        while self.count(sections) % multiple:
            self._add(sections, "", "")

    def _add(
        self,
        sections: list[Section],
        markup: str,
        title: str,
        language: str = "",
        direction: Direction | None = None,
        targets: dict[str, str] | None = None,
    ) -> Section:
        volume = self.volume
        folio = self.count(sections) + 1
        # The first page of a book that opens at the left edge is a left one.
        right = (folio % 2 == 1) == (volume.direction == "ltr")
        language, direction = escape_html(language or volume.language), direction or volume.direction
        name = "" if markup else "blank"
        page = (
            f'<!DOCTYPE html>\n<html lang="{language}" dir="{direction}"><head><meta charset="utf-8">'
            f'<title>{text_html(title)}</title></head>\n<body class="{name}">{markup}</body></html>\n'
        )
        sections.append(section := self.sections.add(page, folio=folio, right=right, targets=targets))
        return section

    def _targets(self) -> dict[str, str]:
        articles = enumerate(self.volume.articles, 1)
        return {f"a{number}-headline": binding.title_of(article) for number, article in articles}

    def _contents(self) -> str:
        rows = []
        for at, (article, folio) in enumerate(zip(self.volume.articles, self.folios, strict=True), 1):
            rtl = article.direction == "rtl"
            about = (binding.source_name(article), author_line(article.byline))
            title, below = (
                isolated_html(text, rtl=rtl) for text in (binding.title_of(article), " · ".join(filter(None, about)))
            )
            below = f'<br/><span class="source">{below}</span>' if below else ""
            rows.append(
                f'<p><a href="#a{at}-headline"><bdi dir="{article.direction}">{title}</bdi>'
                f'<span class="folio" data-folio="{number(folio, self.tag)}"></span>{below}</a></p>\n'
            )
        return _listing("contents", binding.CONTENTS, rows)


def _listing(key: str, title: str, rows: Iterable[str]) -> str:
    return (
        f'<section class="listing {key}"><h1 id="{key}" data-head="{title}" data-source="">{title}</h1>\n'
        f"<div>{''.join(rows)}</div></section>\n"
    )


def _index(key: str, title: str, entries: Iterable[IndexEntry], folios: Sequence[str]) -> str:
    rows = []
    for entry in entries:
        first = {folios[at]: at for at in reversed(entry.articles)}  # a page once
        links = [f'<a href="#a{at + 1}-headline">{page}</a>' for page, at in reversed(first.items())]
        rows.append(f'<p><span class="name">{isolated_html(entry.name, rtl=True)}</span> {"، ".join(links)}</p>\n')
    return _listing(key, title, rows)


def _cover(volume: Volume) -> str:
    parts = ['<section class="cover">\n<div class="plate">\n']
    parts.append(
        f'<h1 id="cover" data-head="" data-source="">{isolated_html(binding.line(volume.title), rtl=True)}</h1>\n'
    )
    if volume.subtitle:
        parts.append(f'<p class="subtitle">{isolated_html(binding.line(volume.subtitle), rtl=True)}</p>\n')
    parts.append('<div class="ornament"></div>\n</div>\n')
    imprint = [
        binding.line(volume.publisher or ""),
        format_date(volume.published, _tag(volume)) if volume.published else "",
    ]
    imprint = imprint if any(imprint) else [binding.extent(volume)]
    parts.append(
        '<div class="imprint">' + "".join(f"<p>{isolated_html(told, rtl=True)}</p>\n" for told in imprint if told)
    )
    parts.append("</div>\n</section>\n")
    return "".join(parts)


def _tag(volume: Volume) -> str:
    """Return the tag of Arabic, which all is in that a volume says of itself, with the digits of the volume."""
    return numbering(volume, "ar")


def _folios_css(volume: Volume) -> str:
    letters = " ".join(f'"{abjad(page)}"' for page in range(1, 200))
    return (
        press.folios_css(_tag(volume))
        + f"@page front {{ @bottom-center {{ content: counter(page, symbols(fixed {letters})) }} }}\n"
    )


def _page_labels(front: int, body: int, tag: str) -> list[str]:
    """Return what the pages are called: what is printed on them, in the digits of `tag`."""
    return [abjad(page) for page in range(1, front + 1)] + [number(page, tag) for page in range(1, body + 1)]


def _about(volume: Volume) -> Article:
    """Return an article that stands for the volume in the metadata."""
    lead = (Paragraph((Text(volume.subtitle),)),) if volume.subtitle else ()
    source = Source(volume.publisher) if volume.publisher else None
    return Article(
        volume.title, lead, published=volume.published, source=source, language=volume.language,
        direction=volume.direction, provenance=Provenance(sha256=binding.identity(volume)),
    )  # fmt: skip
