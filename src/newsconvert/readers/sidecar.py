"""Write the sidecar of an article: its detected fields, to be corrected by hand and read again."""

from __future__ import annotations

import json
from collections.abc import Iterable

from ..model import Article, Source
from .structure import Decision

#: The keys of a sidecar for the fields of an article, in the order of the page.
_KEYS = (
    ("title", "headline"), ("kicker", "kicker"), ("deck", "deck"), ("byline", "byline"), ("dateline", "dateline"),
    ("place", "place"), ("agency", "agency"), ("timestamp", "timestamp"), ("date", "published"),
    ("language", "language"), ("direction", "direction"),
)  # fmt: skip


def sidecar(article: Article, decisions: Iterable[Decision] = ()) -> str:
    """Return a sidecar in TOML with the detected fields of `article`.

    Each line names the rule and its confidence, if in `decisions`; missing fields are in comments, to be filled in.
    Reading the file with the sidecar gives the same article.
    """
    said: dict[str, str] = {}
    for one in decisions:
        said.setdefault(one.role, f"  # {one.rule}, {one.confidence:.0%}")
    roles = {"published": "published", "timestamp": "date"}
    lines = ["# What newsconvert detected. Correct a line, or delete it to detect the field again."]
    for key, field in _KEYS:
        value = getattr(article, field)
        if value is None:
            lines.append(f'# {key} = ""')
        elif field == "published":
            lines.append(f"{key} = {value.isoformat()}{said.get('published', '')}")
        else:
            lines.append(f"{key} = {_string(value)}{said.get(roles.get(field, field), '')}")
    source = article.source or Source()
    lines += ["", "[source]"]
    for key, value in (("name", source.name), ("url", source.url)):
        lines.append(f"{key} = {_string(value)}{said.get('citation', '')}" if value else f'# {key} = ""')
    if source.retrieved:
        lines.append(f"retrieved = {source.retrieved.isoformat()}")
    return "\n".join(lines) + "\n"


def _string(text: str) -> str:
    """Return `text` as a basic string of TOML 1.0, whose escapes JSON shares, but for DEL."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
