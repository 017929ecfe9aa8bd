"""Write articles as Word documents: right to left in every part, their look in styles, their text to the letter."""

from __future__ import annotations

from ...model import Article
from ...options import DocxOptions
from ...resources import Resources
from ...result import Converted
from ..container import modified
from ..html import article_warnings, running_head
from .citations import tag_of
from .document import Document, Properties


def write(article: Article, options: DocxOptions, resources: Resources) -> Converted[bytes]:
    """Return `article` as a DOCX file.

    The bytes depend on the arguments alone: dates inside come from `resources` or the article, never from the clock.
    Raise OptionError for an option that has no such value, ThemeError for an unusable theme.
    """
    document = Document(article.language, article.direction, options, resources)
    story, tag = document.story, tag_of(article)
    body = story.article(article, "Title", document.look.design.body_size, tag)
    name = (article.source and article.source.name) or ""
    # The first page has the headline itself below; its head names the source.
    margins = {
        "header1": story.line("header", running_head(article.headline)),
        "header2": story.line("Masthead", name),
        "footer1": story.line("footer", name, folio=True),
        "footer2": story.line("footer", "", folio=True),
    }
    pages = (("header", "default", "header1"), ("header", "first", "header2"))
    feet = (("footer", "default", "footer1"), ("footer", "first", "footer2"))
    body.append(document.section((*pages, *feet)))
    data, warnings = document.package(body, margins, [(tag, article)] if tag else [], _properties(article, resources))
    return Converted(data, (*article_warnings(article, document.look.typefaces), *warnings))


def _properties(article: Article, resources: Resources) -> Properties:
    source, sha256 = article.source, article.provenance.sha256
    name, url = (source.name, source.url) if source else (None, None)
    known = (name, url, f"SHA-256: {sha256}" if sha256 else None)
    core = {
        "dc:title": article.headline,
        "dc:creator": article.byline or name or "",
        "dc:subject": article.kicker or "",
        "dc:description": " · ".join(value for value in known if value),
        "dc:language": article.language,
        "cp:category": "أخبار" if article.direction == "rtl" else "News",
        "cp:lastModifiedBy": "newsconvert",
    }
    custom = {"Source": name, "Source URL": url, "Source file": article.provenance.file_name, "SHA-256": sha256}
    return Properties(core, {key: value for key, value in custom.items() if value}, modified(article, resources))
