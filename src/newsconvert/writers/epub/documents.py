"""The content documents of a book: the page around each, and those that a volume has beside its articles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ... import binding
from ...languages import format_date, number
from ...markup import escape_html, text_html
from ...model import Article, Volume
from ...numerals import numbering
from ...resources import Typefaces
from ..body import isolated_html
from .metadata import name_of, title_of, visible_text


def page(title: str, body: str, language: str, direction: str, *, kind: str) -> bytes:
    """Return a content document whose body is the markup `body`; `kind` is the body's place in the book."""
    tag = escape_html(language)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" '
        f'lang="{tag}" xml:lang="{tag}" dir="{direction}">\n<head>\n<meta charset="utf-8"/>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1"/>\n'
        f'<title>{escape_html(title)}</title>\n<link rel="stylesheet" type="text/css" href="style.css"/>\n</head>\n'
        f'<body dir="{direction}" epub:type="{kind}">\n{body}</body>\n</html>\n'
    ).encode()


def cover(description: str) -> str:
    """Return the page that shows the cover; `description` stands for the picture."""
    picture = f'<img role="doc-cover" src="cover.svg" alt="{escape_html(description)}"/>'
    return f'<section class="cover" epub:type="cover">\n{picture}\n</section>\n'


def title_page(volume: Volume) -> str:
    """Return the title page of a volume."""
    rows = [f"<h1>{isolated_html(name_of(volume), rtl=True)}</h1>\n"]
    if subtitle := visible_text(volume.subtitle):
        rows.append(
            f'<p class="kicker" epub:type="subtitle" role="doc-subtitle">{isolated_html(subtitle, rtl=True)}</p>\n'
        )
    if publisher := visible_text(volume.publisher):
        rows.append(f'<p class="byline">{isolated_html(publisher, rtl=True)}</p>\n')
    if volume.published:
        rows.append(f'<p class="date">{format_date(volume.published, numbering(volume))}</p>\n')
    rows.append(f'<p class="date">عدد المقالات: {number(len(volume.articles), numbering(volume, "ar"))}</p>\n')
    return f'<section class="titlepage" epub:type="titlepage">\n{"".join(rows)}</section>\n'


def index(title: str, entries: Iterable[binding.IndexEntry], keyed: Sequence[tuple[Article, str]]) -> str:
    """Return an index: each name, and under it the articles it leads to; `keyed` are all, with their documents."""
    rows = []
    for entry in entries:
        links = "".join(_index_line(*keyed[at]) for at in entry.articles)
        rows.append(
            f'<li><span class="label">{isolated_html(entry.name, rtl=True)}</span>\n<ul>\n{links}</ul>\n</li>\n'
        )
    return (
        f'<section epub:type="index" role="doc-index" aria-labelledby="index">\n<h1 id="index">{title}</h1>\n'
        f'<ul class="index">\n{"".join(rows)}</ul>\n</section>\n'
    )


def _index_line(article: Article, key: str) -> str:
    language = escape_html(article.language)
    return (
        f'<li><a lang="{language}" xml:lang="{language}" dir="{article.direction}" href="{key}.xhtml#headline">'
        f"{isolated_html(title_of(article), rtl=article.direction == 'rtl')}</a></li>\n"
    )


def colophon(volume: Volume, typefaces: Typefaces) -> str:
    """Return what a volume says of itself."""
    rows = "".join(
        f'<p><span class="label">{text_html(label)}:</span> {isolated_html(value, rtl=True)}</p>\n'
        for label, value in binding.colophon(volume, (typefaces.text, typefaces.headline))
    )
    return (
        f'<section class="colophon" epub:type="colophon" role="doc-colophon" aria-labelledby="colophon">\n'
        f'<h1 id="colophon">{binding.COLOPHON}</h1>\n{rows}</section>\n'
    )
