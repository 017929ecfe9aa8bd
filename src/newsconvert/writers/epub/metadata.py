"""What an EPUB says of itself: Dublin Core, accessibility, and a record in schema.org's words."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ...binding import UNTITLED
from ...languages import is_rtl_language, labels
from ...markup import xml_text
from ...model import Article, Figure, Picture, Source, Volume, notes, walk
from ...options import EpubOptions
from ...readers.structure.authors import authors, persons
from .. import html
from ..pictures import of_web

#: A name, and its value in plain text.
Statement = tuple[str, str]


def visible_text(*texts: str | None) -> str | None:
    """Return the first of `texts` that shows anything: EPUB allows no blank titles, links or metadata."""
    return next((found for text in texts if text and (found := xml_text(text)).strip()), None)


def title_of(article: Article) -> str:
    """Return the headline, or what stands in for one that is blank."""
    return visible_text(article.headline, article.provenance.file_name) or UNTITLED


def name_of(volume: Volume) -> str:
    """Return the title of a volume, or what stands in for one that is blank."""
    return visible_text(volume.title) or UNTITLED


def identifier(work: Article | Volume) -> str:
    """Return an identifier that the same article or volume always has, whatever machine makes it."""
    if isinstance(work, Volume):
        key = "\n".join([work.title, *map(identifier, work.articles)])
    else:
        key = work.provenance.sha256 or "\n".join(html.document_texts(work))
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, 'newsconvert:' + key.encode(errors='replace').decode())}"


def _source(source: Source) -> str | None:
    """Return what names a source: its address, or else the first line of its citation."""
    return visible_text(source.url, *(source.citation or "").split("\n"), source.name)


def article_metadata(article: Article) -> list[Statement]:
    """Return the Dublin Core elements of one article, by their names."""
    source = article.source or Source()
    return [
        *_dublin_core("creator", _authors(article.byline or "")),
        *_dublin_core("publisher", [source.name]),
        *_dublin_core("source", [_source(source)]),
        *_dublin_core("date", [article.published.isoformat() if article.published else None]),
        *_dublin_core("rights", [_rights(name, article.language) if (name := visible_text(source.name)) else None]),
        *_dublin_core("description", [article.lead]),
    ]


def volume_metadata(volume: Volume) -> list[Statement]:
    """Return those of a volume: its own, then each language, source and owner of its articles."""
    sources = [article.source or Source() for article in volume.articles]
    names = [visible_text(source.name) for source in sources]
    return [
        *_dublin_core("language", [a.language for a in volume.articles if a.language != volume.language]),
        *_dublin_core("publisher", [volume.publisher]),
        *_dublin_core("source", map(_source, sources)),
        *_dublin_core("date", [volume.published.isoformat() if volume.published else None]),
        *_dublin_core("rights", [_rights(name, volume.language) for name in names if name]),
        *_dublin_core("description", [volume.subtitle]),
    ]


def _rights(name: str, language: str) -> str:
    return labels(language).rights.format(name=name)


def _authors(byline: str) -> tuple[str, ...]:
    return tuple(name for author in authors(byline) if (name := visible_text(author)))


def _dublin_core(name: str, values: Iterable[str | None]) -> list[Statement]:
    found = dict.fromkeys(value for text in values if (value := visible_text(text)))
    return [(name, value) for value in found]


#: What may be read of a book and how; books in other languages that run from right to left have it in Arabic.
_SUMMARIES = {
    "ar": {
        "text": "نصّ بعناوين وفهرس محتويات وترتيب قراءة منطقي، يُقرأ كلّه بقارئ الشاشة وبخطّ برايل. ",
        "described": "لكلّ صورة فيه نصّ بديل.",
        "undescribed": "من صوره ما ليس له نصّ بديل.",
        "cover": "لا صورة فيه سوى الغلاف، وله نصّ بديل.",
        "none": "لا صور فيه.",
        "pages": " أرقام صفحاته هي أرقام صفحات نسخة PDF.",
    },
    "en": {
        "text": "Text with headings, contents and a logical reading order, all of it for screen readers and braille. ",
        "described": "Every picture has alternative text.",
        "undescribed": "Some pictures have no alternative text.",
        "cover": "The cover is the only picture, and has alternative text.",
        "none": "There are no pictures.",
        "pages": " Its page numbers are those of the PDF edition.",
    },
}


def accessibility(options: EpubOptions, work: Article | Volume, *, pages: str | None) -> list[Statement]:
    """Return the metadata of EPUB Accessibility 1.1, section 2, by property: only what is true of the book in hand.

    `pages` names the edition whose pages the book marks; `work` is looked through for pictures. Conformance is a
    person's finding (section 3.5), so it is claimed only where options name who has found it.
    """
    modes, features = ["textual"], ["ARIA", "displayTransformability", "readingOrder", "structuralNavigation"]
    says = _SUMMARIES["ar" if is_rtl_language(work.language) else "en"]
    summary = says["text"]
    articles = (work,) if isinstance(work, Article) else work.articles
    described = [bool(picture.alternative) for article in articles for picture in _pictures(article)]
    if options.cover or described:
        modes.append("visual")
    if (options.cover or described) and all(described):
        features.append("alternativeText")
    if described:
        summary += says["described" if all(described) else "undescribed"]
    elif options.cover:
        summary += says["cover"]
    else:
        summary += says["none"]
    features.append("tableOfContents")
    if pages:
        features += ["pageBreakMarkers", "pageNavigation"]
        summary += says["pages"]
    values = [
        *(("schema:accessMode", mode) for mode in modes),
        ("schema:accessModeSufficient", "textual" if all(described) else "textual,visual"),
        *(("schema:accessibilityFeature", feature) for feature in sorted(features)),
        ("schema:accessibilityHazard", "none"),
        ("schema:accessibilitySummary", summary),
    ]
    if pages:
        values.append(("pageBreakSource", pages))
    if certifier := visible_text(options.certified_by):
        values += [
            ("dcterms:conformsTo", "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"),
            ("a11y:certifiedBy", certifier),
        ]
    return values


def _pictures(article: Article) -> Iterator[Picture]:
    """Yield the pictures of an article that are shown."""
    for blocks in (article.body, *(note.blocks for note in notes(article.body))):
        for block in walk(blocks):
            if isinstance(block, Figure):
                yield from (picture for picture in block.pictures if picture.image and of_web(picture.image))


def record(work: Article | Volume) -> bytes:
    """Return the work as a schema.org NewsArticle, or a Collection of them, in JSON-LD."""
    if isinstance(work, Article):
        found = _news_article(work)
    else:
        found = {
            "@type": "Collection", "identifier": identifier(work), "name": visible_text(work.title),
            "alternativeHeadline": visible_text(work.subtitle), "inLanguage": work.language,
            "publisher": _organization(work.publisher),
            "datePublished": work.published and work.published.isoformat(),
            "hasPart": [_news_article(article) for article in work.articles],
        }  # fmt: skip
    return json.dumps(_without_none({"@context": "https://schema.org", **found}), ensure_ascii=False).encode(
        errors="replace"
    )


def _news_article(article: Article) -> dict[str, Any]:
    source, byline = article.source or Source(), article.byline or ""
    kind = "Person" if persons(byline) else "Organization"
    return {
        "@type": "NewsArticle", "identifier": identifier(article), "headline": title_of(article),
        "alternativeHeadline": visible_text(article.kicker),
        "author": [{"@type": kind, "name": name} for name in _authors(byline)],
        "publisher": _organization(source.name), "url": visible_text(source.url),
        "datePublished": article.published and article.published.isoformat(),
        "dateline": visible_text(article.dateline), "inLanguage": article.language,
        "abstract": visible_text(article.lead),
        "citation": visible_text(*(source.citation or "").split("\n")),
        "sha256": article.provenance.sha256,
    }  # fmt: skip


def _organization(name: str | None) -> dict[str, str] | None:
    return {"@type": "NewsMediaOrganization", "name": found} if (found := visible_text(name)) else None


def _without_none(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_none(item) for key, item in value.items() if item is not None}
    return (
        [_without_none(item) for item in value] if isinstance(value, Sequence) and not isinstance(value, str) else value
    )
