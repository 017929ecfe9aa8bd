"""Write an article as a web page; PDF and EPUB are made from the same markup."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from functools import lru_cache, partial
from pathlib import Path

from .. import arabic
from ..citation import A4_WIDTH, Row, citation_rows, row_text, running_head, with_colophon
from ..isolation import with_isolates
from ..languages import counter_style, format_date, labels, number
from ..likeness import PROGRAM, bundled_design, generator
from ..markup import XML_INVALID, escape_html, text_html, xml_text
from ..model import (
    Article,
    Block,
    Direction,
    Heading,
    Image,
    Paragraph,
    Volume,
    article_text,
    is_plain,
    notes,
    plain_text,
    walk,
)
from ..numerals import in_digits, numbering
from ..options import HtmlOptions
from ..readers.structure.authors import author_line
from ..resources import THEMES, Family, Resources, Theme, Typefaces
from ..result import Converted, Kind, Warning
from .body import NOTHING_BEFORE, BodyMarkup, inlines_html, isolated_html
from .leading import with_leading
from .pictures import lost, of_web

# DPUB-ARIA 1.1: an acknowledgment of the source of content taken from others.
#: Of the length of a running head: the name of the source over the first page, and beside the headline on others.
_SOURCE, _SHORT_SOURCE = 0.5, 0.3
_CREDIT = ' epub:type="credit" role="doc-credit"'


def write(article: Article, options: HtmlOptions, resources: Resources) -> Converted[bytes]:
    """Return `article` as an HTML page: one file with fonts inside, or the bare page if not `standalone`."""
    theme = resources.theme(options.theme)
    typefaces = resources.typefaces(theme, options.font, options.headline_font, options.fallback_font)
    hashed, article = article.provenance.sha256, with_colophon(in_digits(article, options.digits), options.colophon)
    css = theme_css(theme, typefaces, "theme", "screen", rich=not is_plain(article))
    css = with_leading(css, typefaces.text.regular, typefaces.headline.regular) + digits_css(article)
    if options.standalone:
        from ..fontfile import subset

        used = code_points(article)

        def embed(path: Path) -> str:
            return "data:font/ttf;base64," + base64.b64encode(subset(path, used)).decode()

        css = font_css(used_families(article, typefaces), embed) + css
    stated = f'<meta name="dcterms.identifier" content="sha256:{escape_html(hashed)}">\n' if hashed else ""
    page = document_html(article, css, head=stated, program=generator(theme))
    return Converted(page.encode(), (*article_warnings(article, typefaces), *lost((article,))))


def article_markup(article: Article, *, book: bool) -> str:
    """Return the article element of a page, or of one of a `book`, with a sign in place of each picture."""
    whole = with_colophon(article, "full")
    return body_html(whole, xhtml=book, image=lambda image: "#" if of_web(image) else None)


def blank_sheet(*, theme: str, families: str, rich: bool) -> bytes | None:
    """Return the style sheet of a page without fonts and digits; `families` as in `family_keys`, None if not ours."""
    css = bundled_css(theme, families, "screen", rich=rich)
    return None if css is None else _style(css).encode()


def bundled_css(theme: str, families: str, sheet: str, *, rich: bool) -> str | None:
    """Return the style sheets of a bundled theme for a medium; None if `families` are not bundled."""
    known = bundled_design(theme, families)
    return theme_css(*known, "theme", sheet, rich=rich) if known else None


def data_url(image: Image) -> str | None:
    """Return a picture as an address that holds it (RFC 2397), or None if no web page can show it."""
    shown = of_web(image)
    return f"data:{shown.media_type};base64,{base64.b64encode(shown.data).decode()}" if shown else None


def document_html(
    article: Article,
    css: str,
    *,
    head: str = "",
    columns: int = 0,
    image: Callable[[Image], str | None] = data_url,
    width: float = A4_WIDTH,
    before: Mapping[int, str] = NOTHING_BEFORE,
    program: str = PROGRAM,
) -> str:
    """Return the complete page with `css` and pictures; `head` is markup for the end of its head.

    For `columns`, `image`, `width` and `before` see `body_html`.
    """
    source = article.source
    metadata = {
        "generator": program,
        "author": author_line(article.byline),
        "description": article.lead,
        "dcterms.created": article.published and _iso(article.published),
        "dcterms.source": source and (source.url or source.name),
        "dcterms.publisher": source and source.name,
    }
    tags = "".join(
        f'<meta name="{name}" content="{escape_html(value)}">\n' for name, value in metadata.items() if value
    )
    body = body_html(article, columns=columns, image=image, width=width, before=before)
    # Nothing may run, load or be sent from the page, whatever a source or a theme contains.
    policy = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:"
    return (
        f'<!DOCTYPE html>\n<html lang="{escape_html(article.language)}" dir="{article.direction}">\n<head>\n'
        f'<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{text_html(article.headline)}</title>\n{tags}<style>\n{_style(css)}</style>\n{head}</head>\n"
        f"<body>\n<main>\n{body}</main>\n</body>\n</html>\n"
    )


def body_html(
    article: Article,
    *,
    xhtml: bool = False,
    prefix: str = "",
    columns: int = 0,
    image: Callable[[Image], str | None] = lambda _: None,
    width: float = A4_WIDTH,
    before: Mapping[int, str] = NOTHING_BEFORE,
    kind: str = "news",
) -> str:
    """Return the article element: header, body, notes, citation; for others see `BodyMarkup`.

    `prefix` begins every id, so that those of several articles differ; `width` is that of the page in millimetres, for
    running heads; `kind` are the classes of the element.

    The markup is well-formed XML. `xhtml` adds what EPUB needs, `xml:lang` beside `lang` and structural semantics, and
    omits the data for running heads of pages.
    """
    language = escape_html(article.language)
    extra = f' xml:lang="{language}"' if xhtml else ""
    name = article.source.name if article.source and article.source.name else ""
    cut = (running_head(article.headline, width), *(running_head(name, width, one) for one in (_SOURCE, _SHORT_SOURCE)))
    parts = [f'<article class="{kind}" lang="{language}" dir="{article.direction}"{extra}>\n<header>\n']
    rtl = article.direction == "rtl"
    running, source, short = (escape_html(with_isolates(text, rtl=rtl)) for text in cut)
    if article.kicker:
        parts.append(f'<p class="kicker">{isolated_html(article.kicker, rtl=rtl)}</p>\n')
    heads = "" if xhtml else f' data-head="{running}" data-source="{source}" data-short="{short}"'
    parts.append(f'<h1 id="{prefix}headline"{heads}>{isolated_html(article.headline, rtl=rtl)}</h1>\n')
    for name, value in (("deck", article.deck), ("byline", article.byline), ("dateline", article.dateline_above)):
        if value:
            parts.append(f'<p class="{name}">{_lines_html(value, rtl=rtl)}</p>\n')
    shown = _lines_html(article.timestamp or "", rtl=rtl)
    if article.published and (shown or not article.states_day):
        day = article.published
        shown = f'<time datetime="{_iso(day)}">{shown or format_date(day, numbering(article))}</time>'
    if shown:
        parts.append(f'<p class="date">{shown}</p>\n')
    parts.append("</header>\n")
    body = BodyMarkup(
        rtl=rtl,
        prefix=prefix,
        xhtml=xhtml,
        columns=columns,
        lead=_lead(article) if columns > 1 else None,
        before=before,
        digits=partial(number, tag=numbering(article)),
        image=image,
        width=width,
    )
    parts += [body.blocks(article.body), body.notes()]
    rows = citation_rows(article)
    if rows:
        name = labels(article.language).source
        named = f'{_CREDIT} aria-label="{name}"' if name else _CREDIT
        tag, semantics = ("section", named) if xhtml else ("footer", "")
        parts.append(f'<{tag} class="citation"{semantics}>\n{"".join(_row(row, rtl=rtl) for row in rows)}</{tag}>\n')
    parts.append("</article>\n")
    return "".join(parts)


def _lead(article: Article) -> Block | None:
    """Return the paragraph that a newspaper sets in bold: a short one before others, where there is no deck."""
    first, second = (*article.body, None, None)[:2]
    if article.deck or not isinstance(first, Paragraph) or not isinstance(second, Paragraph):
        return None
    return first if 0 < len(plain_text(first.inlines)) <= _LONGEST_LEAD else None


#: In letters.
_LONGEST_LEAD = 240


def headings(article: Article) -> list[tuple[str, int, str]]:
    """Return id, level and text of each heading of the body, numbered as by `body_html`."""
    found = [block for block in walk(article.body) if isinstance(block, Heading)]
    return [(f"h{at}", block.level, plain_text(block.inlines)) for at, block in enumerate(found, 1)]


def document_texts(article: Article) -> list[str]:
    """Return every text that a document shows, of the article and of the citation."""
    return [*article_text(article), *map(row_text, citation_rows(article)), running_head(article.headline)]


def code_points(article: Article) -> frozenset[int]:
    """Return the code points that a document shows, including page-number digits and list markers."""
    marks = (note.label or "" for note in notes(article.body))
    shown = {character for text in (*document_texts(article), *marks) for character in text}
    return frozenset(map(ord, shown | set("0123456789٠١٢٣٤٥٦٧٨٩ .•…()")))


def used_families(article: Article, typefaces: Typefaces) -> tuple[Family, ...]:
    """Return the text and headline families, and the fallbacks needed for characters that both lack."""
    needed = [typefaces.text, typefaces.headline]
    shown = {chr(code) for code in code_points(article)}
    for character in sorted(c for c in shown if not c.isspace() and not arabic.INVISIBLE.match(c)):
        for first in (typefaces.text, typefaces.headline):
            family = typefaces.family_for(character, first)
            if family and family not in needed:
                needed.append(family)
    return tuple(dict.fromkeys(needed))


def article_warnings(article: Article, typefaces: Typefaces) -> tuple[Warning, ...]:
    """Return warnings for `article`: characters that fonts lack, characters that XML does not allow."""
    texts = document_texts(article)
    dropped = sorted({found for text in texts for found in XML_INVALID.findall(text)})
    invalid = [
        Warning(Kind.INVALID_CHARACTER, f"U+{ord(character):04X} is not allowed in documents and was removed.")
        for character in dropped
    ]
    above = (article.kicker, article.deck, article.byline, article.dateline_above, article.timestamp)
    heads = (article.headline, *above, *(heading for _, _, heading in headings(article)))
    titles = [xml_text(text) for text in heads if text]
    heads_only = set(titles)
    body = [text for text in map(xml_text, texts) if text not in heads_only]
    found = (*typefaces.warnings(body), *typefaces.warnings(titles, typefaces.headline))
    return (*invalid, *dict.fromkeys(found))


def font_css(families: Iterable[Family], url: Callable[[Path], str | None]) -> str:
    """Return the @font-face rules of `families`, Regular and Bold; `url` returns the address of a font file, if any."""
    rules = []
    for family in families:
        for weight, path in ((400, family.regular), (700, family.bold)):
            if weight == 700 and path == family.regular:
                continue
            address = url(path)
            if address is None:
                continue
            source = f'src: url("{address}")'
            rules.append(f"@font-face {{ font-family: {_css_string(family.name)}; font-weight: {weight}; {source} }}\n")
    return "".join(rules)


def theme_css(theme: Theme, typefaces: Typefaces, *sheets: str, rich: bool = False) -> str:
    """Return the theme's style sheets, with var(--text-font) and var(--headline-font) replaced by family names.

    `rich` adds before them the sheet of blocks and spans that plain articles do not have (`model.is_plain`).
    """
    return in_families((shared_css("blocks") if rich else "") + theme.css(*sheets), typefaces)


def in_families(css: str, typefaces: Typefaces) -> str:
    """Return a style sheet with var(--text-font) and var(--headline-font) replaced by family names."""
    for name, family in (("text", typefaces.text), ("headline", typefaces.headline)):
        names = ", ".join(_css_string(member.name) for member in typefaces.chain(family))
        css = css.replace(f"var(--{name}-font)", names)
    return css


def digits_css(work: Article | Volume) -> str:
    """Return the style of numbered lists in the digits of a document; those of themes are of the language."""
    tags = {work.language, *(article.language for article in getattr(work, "articles", ()))}
    styles = {tag: counter_style(numbering(work, tag)) for tag in sorted(tags)}
    return "".join(
        f'[lang="{tag}"] ol {{ list-style-type: {style} }}\n'
        for tag, style in styles.items()
        if style != counter_style(tag)
    )


@lru_cache(maxsize=4)
def shared_css(name: str) -> str:
    """Return a style sheet that is the same for every theme: `blocks` that few articles have, `columns`, `volume`."""
    return (THEMES / f"{name}.css").read_text(encoding="utf-8")


def _lines_html(text: str, *, rtl: bool) -> str:
    return "<br/>".join(isolated_html(line, rtl=rtl) for line in text.split("\n"))


def _iso(day: date) -> str:
    return day.isoformat(timespec="seconds") if isinstance(day, datetime) else day.isoformat()


def _row(row: Row, *, rtl: bool) -> str:
    if not row.label:
        return f"<p>{inlines_html(row.value, rtl=rtl)}</p>\n"
    value_rtl = not row.technical and arabic.is_rtl(plain_text(row.value))
    # Of a technical value, all is one stretch from left to right.
    kind = ' class="technical"' if row.technical else ""
    value = f'<bdi dir="{_direction(value_rtl)}"{kind}>{inlines_html(row.value, rtl=value_rtl)}</bdi>'
    label = f'<bdi dir="{_direction(arabic.is_rtl(row.label))}" class="label">{text_html(row.label)}:</bdi>'
    return f"<p>{label} {value}</p>\n"


def _direction(rtl: bool) -> Direction:
    return "rtl" if rtl else "ltr"


@lru_cache(maxsize=256)
def _css_string(text: str) -> str:
    # CSS Syntax 3, section 4.3.7: any character can be written as an escape.
    return '"' + re.sub(r"[^\w -]", lambda found: f"\\{ord(found[0]):x} ", text) + '"'


def _style(css: str) -> str:
    """Return `css` escaped so that it cannot end its style element."""
    return css.replace("</", "<\\/")
