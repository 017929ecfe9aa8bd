"""The entry of an article on the site."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import quote

from ....arabic import is_rtl
from ....languages import format_date
from ....writers.links import is_safe_link

#: Most characters of an article's text that are stored to show matches in context, and of its names.
SHOWN, _NAMED = 20_000, 300
# Allowed in a script, but misleading to people who read it (UTS #55), or invalid (lone surrogates).
_UNSEEN = re.compile("[<\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff]")


@dataclass(frozen=True, slots=True)
class Download:
    """A file of an article: `label` for display, `path` relative to the site's folder with `/`, `size` in bytes."""

    label: str
    path: str
    size: int

    @property
    def href(self) -> str:
        """The path as a URL that can only be a file below the site's folder."""
        return "./" + quote(self.path.encode(errors="surrogateescape"))


@dataclass(frozen=True, slots=True)
class Lead:
    """The picture of an article in lists: its file's name in the folder `pictures`, alternative text, size in pixels.

    `data` are the bytes of the file until it is written.
    """

    name: str
    alternative: str
    width: int
    height: int
    data: bytes = b""

    def as_list(self) -> list[str | int]:
        """Return what the browser is told of it."""
        return [self.name, self.alternative, self.width, self.height]


@dataclass(frozen=True, slots=True)
class Entry:
    """An article on the site: its metadata, its files, its lead picture, and the text that is searched."""

    title: str
    byline: str | None = None
    source: str | None = None
    url: str | None = None
    published: date | None = None
    language: str = "ar"
    downloads: tuple[Download, ...] = ()
    text: str = ""
    lead: Lead | None = None

    @property
    def month(self) -> str:
        """Year and month of publication, such as 2026-03, or an empty string without a date."""
        return self.published.isoformat()[:7] if self.published else ""

    @property
    def excerpt(self) -> str:
        """The part of the text that is stored on the site."""
        return self.text[:SHOWN]

    def to_json(self, numbering: str) -> dict[str, Any]:
        """Return the values for the browser, under names of one letter, without empty ones.

        `numbering` is the tag of Arabic with the digits of the site.
        """
        found = {
            "t": shorten_name(self.title),
            "r": int(is_rtl(self.title)),
            "b": shorten_name(self.byline or ""),
            "s": shorten_name(self.source or ""),
            "l": self.language if self.language != "ar" else "",
            "u": self.url if self.url and is_safe_link(self.url) else "",
            "i": self.published.isoformat()[:10] if self.published else "",
            "d": format_date(self.published, numbering) if self.published else "",
            "p": self.lead.as_list() if self.lead else [],
            "f": [[download.label, download.href, download.size] for download in self.downloads],
            "x": drop_lone_surrogates(self.excerpt),
        }
        return {key: value for key, value in found.items() if value}


def shorten_name(text: str) -> str:
    """Return a title or name for display, truncated if it is too long for one."""
    return drop_lone_surrogates(text if len(text) <= _NAMED else text[:_NAMED] + "…")


def drop_lone_surrogates(text: str) -> str:
    """Return `text` without lone surrogates, which cannot be encoded."""
    return text.encode("utf-8", "replace").decode()


def script(name: str, *values: object) -> bytes:
    """Return a script that calls the site's function `name` with `values`, in which text cannot become code."""
    shown = ",".join(json.dumps(value, ensure_ascii=False, separators=(",", ":")) for value in values)
    safe = _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", shown)
    return f"newsArchive.{name}({safe});\n".encode()
