"""Articles as JSON, out and in without loss.

One object an article. The contract's fields come first (`title`, `byline`, `dateline`, `published`, `lead`, `source`,
`language`, `direction`, `blocks`), then `kicker`, `deck`, `place`, `agency`, `timestamp` and `provenance`. A block or
item whose text carries markup has `inlines` beside its `text`; `lead` repeats the first paragraph and is not read back.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from .errors import InputError
from .model import (
    Article,
    Block,
    Emphasis,
    Heading,
    Inline,
    Inlines,
    ItemList,
    Link,
    Paragraph,
    Provenance,
    Quotation,
    Source,
    Strong,
    Text,
    plain_text,
)

Json = dict[str, Any]

#: The fields of an article that are a text or absent.
_TEXTS = ("kicker", "deck", "byline", "dateline", "timestamp", "place", "agency")


def to_json(article: Article) -> Json:
    """Return `article` as values that `json.dumps` takes."""
    source = article.source
    return {
        "title": article.headline,
        "byline": article.byline,
        "dateline": article.dateline,
        "published": _date_out(article.published),
        "lead": article.lead,
        "source": source
        and {
            "name": source.name,
            "url": source.url,
            "citation": source.citation,
            "retrieved": _date_out(source.retrieved),
        },
        "language": article.language,
        "direction": article.direction,
        "blocks": [_block_out(block) for block in article.body],
        "kicker": article.kicker,
        "deck": article.deck,
        "place": article.place,
        "agency": article.agency,
        "timestamp": article.timestamp,
        "provenance": {
            "file_name": article.provenance.file_name,
            "sha256": article.provenance.sha256,
            "encoding": article.provenance.encoding,
            "confidence": article.provenance.confidence,
            "normalized": list(article.provenance.normalized),
        },
    }


def from_json(value: Any) -> Article:
    """Return the article that `to_json` made `value` from. Raise InputError when `value` has another shape."""
    try:
        source = value.get("source")
        return Article(
            headline=_string(value["title"]),
            body=tuple(_block_in(block) for block in value.get("blocks", ())),
            **{name: _optional(value, name) for name in _TEXTS},
            published=_date_in(value.get("published")),
            source=source
            and Source(
                _optional(source, "name"),
                _optional(source, "url"),
                _optional(source, "citation"),
                _date_in(source.get("retrieved")),
            ),
            language=_string(value.get("language", "ar")),
            direction="ltr" if value.get("direction") == "ltr" else "rtl",
            provenance=_provenance_in(value.get("provenance") or {}),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as problem:
        raise InputError(
            f"This JSON is not an article as `newsconvert convert --to json` writes it: {problem!r}."
        ) from problem


def _date_out(value: date | None) -> str | None:
    return value.isoformat() if value else None


def _date_in(value: str | None) -> date | None:
    if not value:
        return None
    return datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)


def _string(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"expected text, found {value!r}")
    return value


def _optional(value: Json, name: str) -> str | None:
    found = value.get(name)
    return None if found is None else _string(found)


def _provenance_in(value: Json) -> Provenance:
    confidence = value.get("confidence")
    return Provenance(
        _optional(value, "file_name"),
        _optional(value, "sha256"),
        _optional(value, "encoding"),
        confidence=None if confidence is None else float(confidence),
        normalized=tuple(map(_string, value.get("normalized", ()))),
    )


def _text_out(inlines: Inlines) -> Json:
    out: Json = {"text": plain_text(inlines)}
    if not (len(inlines) == 1 and isinstance(inlines[0], Text)):
        out["inlines"] = [_inline_out(inline) for inline in inlines]
    return out


def _inline_out(inline: Inline) -> Json:
    match inline:
        case Text(text):
            return {"type": "text", "text": text}
        case Link(url, children):
            return {"type": "link", "url": url, "children": [_inline_out(child) for child in children]}
        case Strong(children) | Emphasis(children):
            kind = "strong" if isinstance(inline, Strong) else "emphasis"
            return {"type": kind, "children": [_inline_out(child) for child in children]}


def _block_out(block: Block) -> Json:
    match block:
        case Heading(level, inlines):
            return {"type": "heading", "level": level, **_text_out(inlines)}
        case Paragraph(inlines):
            return {"type": "paragraph", **_text_out(inlines)}
        case Quotation(inlines):
            return {"type": "quote", **_text_out(inlines)}
        case ItemList(ordered, items, start):
            texts = [_text_out(item) for item in items]
            plain: list[Any] = [text if "inlines" in text else text["text"] for text in texts]
            return {"type": "list", "ordered": ordered, "start": start, "items": plain}


def _text_in(value: Any) -> Inlines:
    if isinstance(value, str):
        return (Text(value),)
    if "inlines" in value:
        return tuple(_inline_in(inline) for inline in value["inlines"])
    return (Text(_string(value["text"])),)


def _inline_in(value: Json) -> Inline:
    kind = value["type"]
    if kind == "text":
        return Text(_string(value["text"]))
    children = tuple(_inline_in(child) for child in value["children"])
    if kind == "link":
        return Link(_string(value["url"]), children)
    if kind in ("strong", "emphasis"):
        return Strong(children) if kind == "strong" else Emphasis(children)
    raise ValueError(f"no inline is of type {kind!r}")


def _block_in(value: Json) -> Block:
    match value["type"]:
        case "heading":
            return Heading(min(max(int(value["level"]), 2), 6), _text_in(value))
        case "paragraph":
            return Paragraph(_text_in(value))
        case "quote":
            return Quotation(_text_in(value))
        case "list":
            items = tuple(_text_in(item) for item in value["items"])
            return ItemList(bool(value["ordered"]), items, int(value.get("start", 1)))
        case other:
            raise ValueError(f"no block is of type {other!r}")
