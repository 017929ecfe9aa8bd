"""Texts that editors store as JSON: blocks with a type each, as HTML.

The forms are those of Editor.js, ProseMirror (TipTap), Slate, Draft.js, Portable Text, Contentful and Arc XP, which
differ in the names of their keys more than in what they say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape, unescape
from typing import Any

#: The keys of a block for its kind, its words and what is inside it.
_KINDS, _WORDS, _INSIDE = (
    ("type", "_type", "nodeType", "kind"),
    ("html", "text", "content", "value", "code"),
    ("children", "content", "content_elements"),
)
_MARKS = {
    "bold": "b", "strong": "b", "italic": "i", "em": "i", "strike": "s", "strikethrough": "s", "code": "code",
    "superscript": "sup", "subscript": "sub", "strike-through": "s",
}  # fmt: skip
_HTML = re.compile(r"<\w+[^>]*>|&#?\w+;")
_TAG = re.compile(r"<[^>]*>")
_RULE = ("hr", "divider", "delimiter", "horizontalrule")
_EMBED = ("video", "embed", "iframe", "oembed", "oembedresponse", "tweet", "youtube", "audio", "socialmedia")


def stored_blocks(value: Any) -> str | None:
    """Return the HTML of a value that an editor stored; None for any other."""
    if isinstance(value, dict):
        inside = value.get("blocks") or (value.get("content") if _kind(value) in ("doc", "document") else None)
        return stored_blocks(inside) if isinstance(inside, list) else None
    if not isinstance(value, list) or not value or not all(isinstance(one, dict) and _kind(one) for one in value):
        return None
    made = "".join(map(_block, value))
    return re.sub(r"</(ul|ol)><\1>", "", made) or None


def _kind(node: dict[str, Any]) -> str:
    kind = next((node[key] for key in _KINDS if isinstance(node.get(key), str)), "")
    return re.sub(r"[\W_]", "", kind.lower())


def _block(node: Any) -> str:
    if not isinstance(node, dict):
        return f"<p>{_words(node)}</p>"
    kind = _kind(node)
    more = node.get("data") if isinstance(node.get("data"), dict) else node.get("attrs")
    facts = {**node, **(more if isinstance(more, dict) else {})}
    inner = _inner(facts)
    listed = str(facts.get("listItem") or "") or (kind if kind.endswith("listitem") and kind != "listitem" else "")
    if listed:
        tag = _list_tag(listed)
        return f"<{tag}><li>{inner}</li></{tag}>"
    if kind in ("list", "ul", "ol") or kind.endswith("list"):
        tag = _list_tag(f"{facts.get('style', '')}{facts.get('list_type', '')}{kind}")
        items = facts.get("items") or facts.get("children") or facts.get("content") or ()
        return f"<{tag}>{''.join(map(_item, items))}</{tag}>"
    if kind == "figure" and isinstance(facts.get("content"), list):  # a picture and its caption, as nodes
        nodes = [one for one in facts["content"] if isinstance(one, dict)]
        stated = [one.get("attrs") for one in nodes if "image" in _kind(one)]
        caption = _TAG.sub("", " ".join(_inner(one) for one in nodes if "image" not in _kind(one)))
        facts |= next((one for one in stated if isinstance(one, dict)), {}) | {"caption": unescape(caption)}
    if "image" in kind or kind in ("picture", "photo", "figure"):
        return _picture(facts)
    if kind in _EMBED:
        address, title = _address(facts), escape(_plain(facts.get("caption") or facts.get("title")))
        return f'<iframe src="{escape(address)}" title="{title}"></iframe>' if address else f"<p>{inner}</p>"
    if kind == "table":
        return _table(facts)
    return _simple(kind, facts, inner)


def _simple(kind: str, facts: dict[str, Any], inner: str) -> str:
    style = re.sub(r"[\W_]", "", f"{kind}{facts.get('style') if isinstance(facts.get('style'), str) else ''}".lower())
    if kind in _RULE:
        return "<hr>"
    if kind in ("html", "rawhtml", "raw"):
        return inner
    if kind in ("hardbreak", "br", "break"):
        return "<br>"
    if kind.startswith("code") or kind == "pre":
        return f"<pre>{inner}</pre>"
    if "quote" in style:
        said = facts.get("citation") or facts.get("caption") or facts.get("attribution") or facts.get("author")
        return f"<blockquote><p>{inner}</p>{f'<cite>{escape(_plain(said))}</cite>' if said else ''}</blockquote>"
    if found := re.search(r"head(?:er|ing)?(\d|one|two|three|four|five|six)?|^h(\d)$|h([1-6])$", style):
        named = next(filter(None, found.groups()), "")
        level = facts.get("level") or (named if named.isdigit() else _NUMBERS.get(named, 2))
        return f"<h{level}>{inner}</h{level}>" if str(level) in "123456" else f"<h2>{inner}</h2>"
    inner = inner or "".join(_other_words(facts))
    if not inner:
        return "" if "paragraph" in kind or kind in ("block", "text", "unstyled") else f"<!-- {escape(kind)} -->"
    if (address := _address(facts)) and kind != "paragraph":
        inner = f'<a href="{escape(address)}">{inner}</a>'
    return f"<p>{inner}</p>" if not re.match(r"\s*<(?:p|div|ul|ol|table|h[1-6]|blockquote|figure)\b", inner) else inner


def _other_words(value: Any) -> Iterator[str]:
    """Yield what a block says under other keys, such as `message`, and the blocks in it, such as those of columns."""
    if (
        stored := stored_blocks(value)
        if isinstance(value, list) or (isinstance(value, dict) and "type" not in value)
        else None
    ):
        yield stored
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _other_words(inner) if key not in _CODES else ()
    elif isinstance(value, list):
        for inner in value:
            yield from _other_words(inner)
    elif isinstance(value, str) and any(map(str.isalpha, value)) and "://" not in value:
        yield f"<p>{_words(value)}</p>"


#: Keys of what blocks say to programs.
_CODES = frozenset((
    "type", "_type", "nodeType", "kind", "id", "key", "_key", "align", "alignment", "style", "level", "service", "file",
    "image", "photo", "link", "marks", "version", "data", "attrs", "mimetype", "extension", "lang", "language", "class",
    "className", "color", "background", "variant", "icon",
))  # fmt: skip
_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}


def _list_tag(words: str) -> str:
    return "ol" if re.search(r"(?<!un)ordered|number|^ol$", words.lower()) else "ul"


def _item(item: Any) -> str:
    if not isinstance(item, dict):
        return f"<li>{_words(item)}</li>"
    below = "".join(map(_item, item["items"])) if isinstance(item.get("items"), list) else ""
    return f"<li>{_inner(item)}{f'<ul>{below}</ul>' if below else ''}</li>"


def _table(facts: dict[str, Any]) -> str:
    rows = facts.get("rows") or facts.get("content") or facts.get("children") or ()
    head = facts.get("header") if isinstance(facts.get("header"), list) else None
    made = []
    for at, row in enumerate([*([head] if head else []), *rows]):
        cells = row if isinstance(row, list) else next((row[key] for key in ("cells", *_INSIDE) if key in row), ())
        first = at == 0 and bool(head or facts.get("withHeadings"))
        tags = ("th" if first or (isinstance(cell, dict) and "head" in _kind(cell)) else "td" for cell in cells)
        inner = (_inner(cell) if isinstance(cell, dict) else _words(cell) for cell in cells)
        made.append("".join(f"<{tag}>{words}</{tag}>" for tag, words in zip(tags, inner, strict=True)))
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in made)}</table>"


def _picture(facts: dict[str, Any]) -> str:
    words = _plain(facts.get("caption")) or _plain(facts.get("subtitle"))
    named = facts.get("credits") or facts.get("credit")
    credit = _plain(named.get("by") or list(named.values()) if isinstance(named, dict) else named)
    caption = f"{escape(words)}<span class='credit'>{escape(credit)}</span>" if credit else escape(words)
    shown = f'<img src="{escape(_address(facts))}" alt="{escape(_plain(facts.get("alt") or facts.get("alt_text")))}">'
    return f"<figure>{shown}{f'<figcaption>{caption}</figcaption>' if caption else ''}</figure>"


def _address(facts: dict[str, Any]) -> str:
    """Return the address that a block states, itself or in a record inside it."""
    for key in ("url", "src", "href", "uri", "source", "embed", "file", "asset", "target", "image"):
        value = facts.get(key)
        found = _address(value) if isinstance(value, dict) else value
        if isinstance(found, str) and found:
            return found
    return ""


def _inner(facts: dict[str, Any]) -> str:
    """Return what is inside a block: its words, or the nodes that hold them."""
    for key in _INSIDE:
        if isinstance(inside := facts.get(key), list):
            return "".join(map(_inline, inside))
    return next((_words(facts[key]) for key in _WORDS if isinstance(facts.get(key), str)), "")


def _inline(node: Any) -> str:
    if not isinstance(node, dict):
        return _words(node)
    kind = _kind(node)
    if kind in ("mention", "emoji") and isinstance(node.get("attrs"), dict):
        return escape(_plain(node["attrs"].get("label") or node["attrs"].get("emoji")))
    if kind not in ("", "text", "span") and "link" not in kind and kind != "a":
        return _block(node)
    words = _inner(node)
    for mark in _marks(node):
        words = f"<{mark}>{words}</{mark}>"
    linked = [one for one in node.get("marks", ()) if isinstance(one, dict) and one.get("type") == "link"]
    address = next((_address(one.get("attrs") or one) for one in linked), "")
    address = address or (_address({**node, **(node.get("data") or {})}) if kind not in ("", "text", "span") else "")
    return f'<a href="{escape(address)}">{words}</a>' if address else words


def _marks(node: dict[str, Any]) -> Iterator[str]:
    stated = [one.get("type") if isinstance(one, dict) else one for one in node.get("marks") or ()]
    stated += [name for name, value in node.items() if value is True]
    yield from dict.fromkeys(_MARKS[name] for name in stated if isinstance(name, str) and name in _MARKS)


def _words(value: Any) -> str:
    """Return a text as HTML, which it may be already."""
    text = "" if value is None else str(value)
    return text if _HTML.search(text) else escape(text, quote=False).replace("\n", "<br>")


def _plain(value: Any) -> str:
    """Return a caption or a name, which may stand in records and lists of them."""
    if isinstance(value, list):
        return "، ".join(filter(None, map(_plain, value)))
    if isinstance(value, dict):
        return next(
            (text for key in ("name", "text", "content", "value", "caption") if (text := _plain(value.get(key)))), ""
        )
    return _TAG.sub("", str(value)) if value is not None else ""
