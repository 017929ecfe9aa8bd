"""Articles as JSON, out and in without loss.

One object per article. The fields of `newsconvert inspect --json` come first (`title`, `byline`, `dateline`,
`published`, `lead`, `source`, `language`, `direction`, `blocks`), then `kicker`, `deck`, `place`, `agency`,
`timestamp`, `images` and `provenance`. A block, item or cell with markup in its text has `inlines` beside its `text`;
the `text` of a block that contains blocks is their text, one line each. A list whose numbers are printed with other
signs than «1.» has them as `labels`. `lead` repeats the first paragraph; it is not read back, and neither is `text`
beside `inlines`, `blocks`, `lines` or `rows`. Pictures name their image by its SHA-256; `images` has each image once,
in base64.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, assert_never, cast

from .errors import InputError
from .model import (
    Alignment,
    Article,
    Block,
    Cell,
    Code,
    Emphasis,
    Figure,
    Heading,
    Image,
    Inline,
    Inlines,
    ItemList,
    LineBreak,
    Link,
    ListItem,
    Note,
    Paragraph,
    Picture,
    Preformatted,
    Provenance,
    Quotation,
    Source,
    Strikethrough,
    Strong,
    Subscript,
    Superscript,
    Table,
    Text,
    ThematicBreak,
    Verse,
    block_inlines,
    block_texts,
    notes,
    plain_text,
    walk,
)

Json = dict[str, Any]

#: The fields of an article that are a text or absent.
_TEXTS = ("kicker", "deck", "byline", "dateline", "timestamp", "place", "agency")

_SPANS = {
    "strong": Strong,
    "emphasis": Emphasis,
    "strikethrough": Strikethrough,
    "superscript": Superscript,
    "subscript": Subscript,
}
_SPAN_NAMES = {kind: name for name, kind in _SPANS.items()}
#: Between the two hemistichs of a line of verse in its plain text.
_GAP = "   "


def to_json(article: Article, *, images: bool = True) -> Json:
    """Return `article` as values that `json.dumps` takes; without `images`, the bytes of pictures are left out."""
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
        "images": {
            image.sha256: {"media_type": image.media_type}
            | ({"data": base64.b64encode(image.data).decode()} if images else {"bytes": len(image.data)})
            for image in article_images(article)
        },
        "provenance": {
            "file_name": article.provenance.file_name,
            "sha256": article.provenance.sha256,
            "encoding": article.provenance.encoding,
            "confidence": article.provenance.confidence,
            "normalized": list(article.provenance.normalized),
        },
    }


def article_images(article: Article) -> Iterator[Image]:
    """Yield the images of an article's pictures, those of notes too, in their order; one used twice comes twice."""
    for blocks in (article.body, *(note.blocks for note in notes(article.body))):
        for block in walk(blocks):
            if isinstance(block, Figure):
                yield from (picture.image for picture in block.pictures if picture.image)


def from_json(value: Any) -> Article:
    """Return the article that `to_json` made `value` from. Raise InputError when `value` has another shape."""
    try:
        source = value.get("source")
        texts: dict[str, Any] = {name: _optional(value, name) for name in _TEXTS}
        return Article(
            headline=_string(value["title"]),
            body=_Blocks(value.get("images") or {}).blocks(value.get("blocks", ())),
            **texts,
            published=parse_date(value.get("published")),
            source=source
            and Source(
                _optional(source, "name"),
                _optional(source, "url"),
                _optional(source, "citation"),
                parse_date(source.get("retrieved")),
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


def parse_date(value: str | None) -> date | None:
    """Return a date, or a date and time, from its ISO 8601 form in JSON. Raise ValueError for any other."""
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
        case Code(text):
            return {"type": "code", "text": text}
        case LineBreak():
            return {"type": "break"}
        case Link(url, children):
            return {"type": "link", "url": url, "children": [_inline_out(child) for child in children]}
        case Note(blocks, label):
            return {"type": "note", "label": label, "blocks": [_block_out(block) for block in blocks]}
        case Strong() | Emphasis() | Strikethrough() | Superscript() | Subscript():
            inner = [_inline_out(child) for child in inline.children]
            return {"type": _SPAN_NAMES[type(inline)], "children": inner}
        case _:
            assert_never(inline)


def _block_out(block: Block) -> Json:
    out = _content_out(block)
    if not isinstance(block, ThematicBreak):
        out |= {name: value for name in ("language", "direction") if (value := getattr(block, name))}
    return out


def _content_out(block: Block) -> Json:
    match block:
        case Heading(level, inlines):
            return {"type": "heading", "level": level, **_text_out(inlines)}
        case Paragraph(inlines):
            return {"type": "paragraph", **_text_out(inlines)}
        case Quotation(inlines, blocks, attribution):
            by = {"attribution": _text_out(attribution)} if attribution else {}
            if blocks:
                return {"type": "quote", "text": _text(blocks), "blocks": [_block_out(one) for one in blocks], **by}
            return {"type": "quote", **_text_out(inlines), **by}
        case ItemList(ordered, items, start):
            labels = _numerals(items) if ordered else None
            shown = [
                block_inlines(item.blocks[0])[0] if labels and isinstance(item, ListItem) else item for item in items
            ]
            out = {"type": "list", "ordered": ordered, "start": start, "items": list(map(_item_out, shown))}
            return out | ({"labels": labels} if labels else {})
        case Verse(lines):
            text = "\n".join(_GAP.join(map(plain_text, line)) for line in lines)
            return {"type": "verse", "text": text, "lines": [[_text_out(half) for half in line] for line in lines]}
        case Preformatted(text):
            return {"type": "preformatted", "text": text}
        case ThematicBreak():
            return {"type": "break"}
        case Figure(pictures, caption, credit):
            return {
                "type": "figure",
                "text": "\n".join(filter(None, map(plain_text, (caption, credit)))),
                "caption": _text_out(caption) if caption else None,
                "credit": _text_out(credit) if credit else None,
                "pictures": list(map(_picture_out, pictures)),
            }
        case Table(rows, caption, header_rows):
            return {
                "type": "table",
                "text": "\n".join("\t".join(plain_text(cell.inlines) for cell in row) for row in rows),
                "caption": _text_out(caption) if caption else None,
                "header_rows": header_rows,
                "rows": [[_cell_out(cell) for cell in row] for row in rows],
            }
        case _:
            assert_never(block)


def _text(blocks: tuple[Block, ...]) -> str:
    return "\n".join(text for block in blocks for text in block_texts(block))


def _item_out(item: Inlines | ListItem) -> Any:
    if isinstance(item, ListItem):
        inner = [_block_out(block) for block in item.blocks]
        text = _text(item.blocks)
        return {"label": item.label, "text": f"{item.label} {text}" if item.label else text, "blocks": inner}
    out = _text_out(item)
    return out if "inlines" in out else out["text"]


def _numerals(items: tuple[Inlines | ListItem, ...]) -> list[str] | None:
    """Return the labels of items that are numbers with their signs, each before one paragraph; None for any others."""
    labels = [item.label or "" for item in items if isinstance(item, ListItem) and item == _numbered(item)]
    plain = all(label and not any(map(str.isalpha, label)) for label in labels)
    return labels if plain and len(labels) == len(items) else None


def _numbered(item: ListItem) -> ListItem | None:
    only = item.blocks[0] if len(item.blocks) == 1 else None
    return ListItem((Paragraph(only.inlines),), item.label) if isinstance(only, Paragraph) else None


def _picture_out(one: Picture) -> Json:
    width = {"width": one.width} if one.width else {}
    return {"alternative": one.alternative, "url": one.url, "image": one.image and one.image.sha256, **width}


def _cell_out(cell: Cell) -> Json:
    out = _text_out(cell.inlines)
    usual = Cell(())
    for name in ("row_span", "column_span", "header", "alignment"):
        if (value := getattr(cell, name)) != getattr(usual, name):
            out[name] = value
    return out


class _Blocks:
    """Reads blocks; `images` are those of the article, by their SHA-256."""

    def __init__(self, images: Json) -> None:
        self._images = {
            name: Image(_string(one["media_type"]), base64.b64decode(one["data"], validate=True))
            for name, one in images.items()
        }

    def blocks(self, values: Any) -> tuple[Block, ...]:
        return tuple(map(self._block, values))

    def _block(self, value: Any) -> Block:
        at: Any = {"language": _optional(value, "language"), "direction": value.get("direction")}
        match value["type"]:
            case "heading":
                return Heading(min(max(int(value["level"]), 2), 6), self._text(value), **at)
            case "paragraph":
                return Paragraph(self._text(value), **at)
            case "quote":
                blocks = self.blocks(value.get("blocks", ()))
                inlines = () if blocks else self._text(value)
                return Quotation(inlines, blocks, self._maybe(value, "attribution"), **at)
            case "list":
                items = tuple(map(self._item, value["items"]))
                if labels := value.get("labels"):
                    told = zip(items, labels, strict=True)
                    items = tuple(ListItem((Paragraph(cast("Inlines", item)),), _string(label)) for item, label in told)
                return ItemList(bool(value["ordered"]), items, int(value.get("start", 1)), **at)
            case "verse":
                if "lines" not in value:
                    value = value | {"lines": [line.split(_GAP, 1) for line in _string(value["text"]).split("\n")]}
                return Verse(tuple(tuple(map(self._text, line)) for line in value["lines"]), **at)
            case "preformatted":
                return Preformatted(_string(value["text"]), **at)
            case "break":
                return ThematicBreak()
            case "figure":
                pictures = tuple(map(self._picture, value["pictures"]))
                return Figure(pictures, self._maybe(value, "caption"), self._maybe(value, "credit"), **at)
            case "table":
                rows = tuple(tuple(map(self._cell, row)) for row in value["rows"])
                return Table(rows, self._maybe(value, "caption"), int(value.get("header_rows", 0)), **at)
            case other:
                raise ValueError(f"no block is of type {other!r}")

    def _text(self, value: Any) -> Inlines:
        if isinstance(value, str):
            return (Text(value),)
        if "inlines" in value:
            return tuple(map(self._inline, value["inlines"]))
        return (Text(_string(value["text"])),)

    def _maybe(self, value: Json, name: str) -> Inlines:
        return self._text(value[name]) if value.get(name) else ()

    def _inline(self, value: Json) -> Inline:
        kind = value["type"]
        if kind in ("text", "code"):
            return Text(_string(value["text"])) if kind == "text" else Code(_string(value["text"]))
        if kind == "break":
            return LineBreak()
        if kind == "note":
            return Note(self.blocks(value["blocks"]), _optional(value, "label"))
        children = tuple(map(self._inline, value["children"]))
        if kind == "link":
            return Link(_string(value["url"]), children)
        if kind in _SPANS:
            return cast("Inline", _SPANS[kind](children))
        raise ValueError(f"no inline is of type {kind!r}")

    def _item(self, value: Any) -> Inlines | ListItem:
        if isinstance(value, str) or "blocks" not in value:
            return self._text(value)
        return ListItem(self.blocks(value["blocks"]), _optional(value, "label"))

    def _cell(self, value: Any) -> Cell:
        if isinstance(value, str):
            return Cell(self._text(value))
        alignment = cast("Alignment | None", value.get("alignment"))
        spans = int(value.get("row_span", 1)), int(value.get("column_span", 1))
        return Cell(self._text(value), *spans, header=bool(value.get("header")), alignment=alignment)

    def _picture(self, value: Json) -> Picture:
        image = value.get("image")
        alternative, url = _optional(value, "alternative"), _optional(value, "url")
        return Picture(self._images[image] if image else None, alternative, url, value.get("width"))
