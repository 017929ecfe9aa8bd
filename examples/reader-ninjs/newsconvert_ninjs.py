"""Read ninjs (IPTC, News in JSON, version 1.4): one item a file."""

from __future__ import annotations

import json
from datetime import datetime

from newsconvert.errors import InputError
from newsconvert.model import Article, Paragraph, Source, Text
from newsconvert.options import ReaderOptions
from newsconvert.readers import Reader
from newsconvert.result import Converted, Kind, Warning


def read(data: bytes, _: ReaderOptions) -> Converted[Article]:
    """Return the article of a ninjs item. Raise InputError when `data` is no such item."""
    try:
        item = json.loads(data)
        headline, body = item["headline"], item["body_text"]
    except (ValueError, TypeError, KeyError) as problem:
        raise InputError("this is not a ninjs item with a headline and a body_text.") from problem
    warnings = []
    published = item.get("versioncreated")
    if published:
        try:
            published = datetime.fromisoformat(published)
        except ValueError:
            warnings.append(Warning(Kind.INVALID_FIELD, f"versioncreated is {published!r}, which is no date."))
            published = None
    article = Article(
        headline,
        body=tuple(Paragraph((Text(line),)) for line in body.splitlines() if line.strip()),
        byline=item.get("byline"),
        dateline=item.get("located"),
        published=published,
        source=Source(name=item.get("copyrightholder"), url=item.get("uri")),
        language=item.get("language", "ar"),
    )
    return Converted(article, tuple(warnings))


READER = Reader("ninjs", "ninjs, the JSON of news agencies", (".ninjs",), read)
