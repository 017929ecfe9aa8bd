"""Write articles as Word documents: right to left in every part, their look in styles, their text unchanged."""

from __future__ import annotations

from ...bibliography import reference
from ...citation import running_head
from ...likeness import family_keys
from ...model import Article, Heading
from ...numerals import in_digits
from ...options import DocxOptions
from ...readers.structure.authors import author_line
from ...resources import Resources
from ...result import Converted
from ..columns import columns_of
from ..container import modified
from ..html import article_warnings
from .base import append, fill_margins
from .contents import as_placed, contents, entries, pages
from .document import DocumentBuilder, Made
from .parts import Properties
from .styles import all_styles
from .volume import bind
from .wordml import Element, part

__all__ = ["bind", "write", "written"]

_LONGEST_CONTENTS = 2_000  # lines; longer ones nobody reads


def write(article: Article, options: DocxOptions, resources: Resources) -> Converted[bytes]:
    """Return `article` as a DOCX file.

    There is a table of contents where it has headings of more than one level. The bytes depend on the arguments alone:
    dates inside come from `resources` or the article, never from the clock. Raise OptionError for an option that has no
    such value, ThemeError for an unusable theme.
    """
    article = in_digits(article, options.digits)
    builder, body, rest, margins = _written(article, options, resources)
    document = builder.open()
    append(document, body)
    if builder.has_margins:
        fill_margins(document, margins)
    builder.add_body(document, rest)
    sources = [reference(article)] if article.source else []
    data, warnings = builder.save(document, sources, _properties(article, resources))
    return Converted(data, (*article_warnings(article, builder.look.typefaces), *warnings))


def written(article: Article, *, families: str, **options: str | int) -> bytes | None:
    """Return the paragraphs and tables of the document of an article, its notes and margins too, as one part.

    Links and pictures have no targets. None if a family of `families`, as in `family_keys`, is not bundled.
    """
    keys = family_keys(families)
    if keys is None:
        return None
    made = DocxOptions.pick({**options, "font": keys[0], "headline_font": keys[1]})
    builder, body, rest, margins = _written(article, made, Resources())
    parts = (element for one in rest.body for element in one.elements)
    return part("body", *body, *parts, *rest.source, *builder.story.notes, *margins)


def _written(
    article: Article, options: DocxOptions, resources: Resources
) -> tuple[DocumentBuilder, list[Element], Made, list[Element]]:
    """Return what a document is made with, and its head, its body, and the lines of headers and footers."""
    columns = columns_of(options.columns, options.page_size, article)
    builder = DocumentBuilder(article, options, resources, columns=columns)
    story, look = builder.story, builder.look
    found = [block.level for block in article.body if isinstance(block, Heading)]
    levels = set(found) if len(found) <= _LONGEST_CONTENTS else set()
    listed = range(2, max(levels) + 1) if len(levels) > 1 else range(0)
    body = story.head(article, "Title")
    above = len(story.placed)
    rest = builder.body(article, marks=bool(listed))
    if listed:
        table = entries(story.placed, listed)
        placed = [*story.placed[:above], *as_placed(table), *story.placed[above:]]
        body.append(contents(story, table, pages(placed, all_styles(look), look, builder.page), listed))
    name = (article.source and article.source.name) or ""
    # The first page has the headline itself below; its head names the source.
    heads = [story.line("header", running_head(article.headline)), story.line("Masthead", name)]
    feet = [story.line("footer", name, folio=True), story.line("footer", "", folio=True)]
    return builder, body, rest, [*heads, *feet]


def _properties(article: Article, resources: Resources) -> Properties:
    source, sha256 = article.source, article.provenance.sha256
    name, url = (source.name, source.url) if source else (None, None)
    known = (name, url, f"SHA-256: {sha256}" if sha256 else None)
    core = {
        "title": article.headline,
        "author": author_line(article.byline) or name or "",
        "subject": article.kicker or "",
        "comments": " · ".join(value for value in known if value),
        "language": article.language,
        "category": "أخبار" if article.direction == "rtl" else "News",
        "last_modified_by": "newsconvert",
    }
    custom = {"Source": name, "Source URL": url, "Source file": article.provenance.file_name, "SHA-256": sha256}
    return Properties(core, {key: value for key, value in custom.items() if value}, modified(article, resources))
