"""What the site tells of an article."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import quote

from ....arabic import format_date, is_rtl
from ....writers.body import is_safe_link

#: Letters of an article's text that the site carries, to show where in it a word was found; and of what names it.
SHOWN, _NAMED = 20_000, 300
# A script may hold these, but a person or a program that reads it would be misled (UTS #55), or stop (lone surrogates).
_UNSEEN = re.compile("[<\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff]")


@dataclass(frozen=True, slots=True)
class Download:
    """A file of an article: `label` as the reader sees it, `path` from the site's folder with `/`, `size` in bytes."""

    label: str
    path: str
    size: int

    @property
    def href(self) -> str:
        """The path as an address that can only be a file below the site's folder."""
        return "./" + quote(self.path.encode(errors="surrogateescape"))


@dataclass(frozen=True, slots=True)
class Entry:
    """One article of the site: what it is, its files, and the text that it is found by."""

    title: str
    byline: str | None = None
    source: str | None = None
    url: str | None = None
    published: date | None = None
    language: str = "ar"
    downloads: tuple[Download, ...] = ()
    text: str = ""

    @property
    def month(self) -> str:
        """Year and month of publication, such as 2026-03; an empty string where there is no date."""
        return self.published.isoformat()[:7] if self.published else ""

    @property
    def shown(self) -> str:
        """As much of the text as the site carries."""
        return self.text[:SHOWN]

    def to_json(self) -> dict[str, Any]:
        """Return what the browser is given, by names of one letter, without what is empty."""
        found = {
            "t": named(self.title),
            "r": int(is_rtl(self.title)),
            "b": named(self.byline or ""),
            "s": named(self.source or ""),
            "l": self.language if self.language != "ar" else "",
            "u": self.url if self.url and is_safe_link(self.url) else "",
            "i": self.published.isoformat()[:10] if self.published else "",
            "d": format_date(self.published) if self.published else "",
            "f": [[download.label, download.href, download.size] for download in self.downloads],
            "x": whole(self.shown),
        }
        return {key: value for key, value in found.items() if value}


def named(text: str) -> str:
    """Return a title or name as the site shows it: one that is no name, but a text, is cut."""
    return whole(text if len(text) <= _NAMED else text[:_NAMED] + "…")


def whole(text: str) -> str:
    """Return `text` without halves of surrogate pairs, which no file can hold."""
    return text.encode("utf-8", "replace").decode()


def script(name: str, *values: object) -> bytes:
    """Return a script that hands `values` to the function `name` of the site; no text in it can be more than text."""
    shown = ",".join(json.dumps(value, ensure_ascii=False, separators=(",", ":")) for value in values)
    safe = _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", shown)
    return f"newsArchive.{name}({safe});\n".encode()
