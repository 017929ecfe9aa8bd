"""The site of an archive: `index.html`, which searches and filters, and pages that need no script.

It works from disk and from any static host. Data are in scripts, because a page from disk may load nothing else, and in
shards that are loaded when needed. Pages run and fetch only files of the site (Content Security Policy Level 3).
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from .... import fontfile, languages
from ....arabic import ESSENTIAL
from ....markup import escape_html
from ....resources import bundled_families
from . import pages
from .entry import Download, Entry, Lead, script
from .store import Row, Store, row_of
from .words import Index, encode, pieces

__all__ = ["Download", "Entry", "Lead", "write_site"]

#: Articles per shard; characters per shard of the word index.
_ARTICLES, _CHARACTERS = 25, 120_000
_SCRIPTS = ("fold.js", "data.js", "chart.js", "app.js")
_FONTS = {
    "kufi": ("noto-kufi-arabic", "regular"),
    "kufi-bold": ("noto-kufi-arabic", "bold"),
    "naskh": ("amiri", "regular"),
}
# Latin with its accents, Arabic with its supplements, punctuation, presentation forms.
_BLOCKS = (
    (0x20, 0x17F), (0x600, 0x6FF), (0x750, 0x77F), (0x8A0, 0x8FF), (0x2000, 0x206F), (0xFB50, 0xFDFF), (0xFE70, 0xFEFF),
)  # fmt: skip


def write_site(
    folder: Path,
    entries: Iterable[Entry | Row],
    *,
    title: str = "أرشيف الأخبار",
    files: Sequence[Download] = (),
    digits: str = "auto",
) -> None:
    """Write `index.html` and the folder `site` in `folder`, replacing an older site.

    `files` are files of the archive as a whole, such as bound volumes. `entries` are read once and not held in memory;
    what is needed later is stored in a temporary folder beside the site. The same entries in the same order give the
    same bytes. `digits` are those of all but the articles: auto for those that most of these have. Raise OSError if the
    folder cannot be written.
    """
    with tempfile.TemporaryDirectory(dir=folder, prefix=".newsconvert-") as name:
        work = Path(name)
        site = work / "site"
        for part in ("", "articles", "words", "months", "sources", "pictures"):
            (site / part).mkdir()
        with closing(Store(work / "entries")) as store:
            rows = (one if isinstance(one, Row) else row_of(one) for one in entries)
            store.fill(_keep_pictures(rows, site))
            tag = languages.with_digits("ar", store.digits() if digits == "auto" else digits)
            _data(store, site, work, title, tag)
            _lists(store, site, title, files, tag)
        for static in (*_SCRIPTS, "site.css", "icon.svg"):
            shutil.copyfile(pages.STATIC / static, site / static)
        _fonts(site)
        scripts = "".join(f'<script src="site/{file}" defer></script>\n' for file in (*_SCRIPTS, "index.js"))
        more = ' · <a href="site/browse.html#files">المجلدات وقوائم الأرشيف</a>' if files else ""
        shown = pages.page("index.html", archive=escape_html(title), scripts=scripts, files=more)
        (work / "index.html").write_bytes(shown)
        if (folder / "site").exists():
            (folder / "site").rename(work / "older")
        site.rename(folder / "site")
        (work / "index.html").replace(folder / "index.html")


def _keep_pictures(rows: Iterable[Row], site: Path) -> Iterator[Row]:
    """Write the lead pictures, each once, and yield the rows."""
    for row in rows:
        if row.picture is not None:
            name, data = row.picture
            (site / "pictures" / name).write_bytes(data)
        yield row


def _data(store: Store, site: Path, work: Path, title: str, tag: str) -> None:
    """Write the scripts with the articles and the word index."""
    sources = store.sources()
    number_of = {source: number for number, (source, _) in enumerate(sources)}
    index, count, held, by_source = Index(work), 0, list[dict[str, Any]](), list[str]()
    for _, source, entry, words in store.by_date():
        by_source.append(encode(number_of[source]))
        index.add(count, words)
        held.append(entry.to_json(tag))
        count += 1
        if len(held) == _ARTICLES:
            _shard(site, count, held)
            held = []
    if held:
        _shard(site, count, held)
    starts = []
    for number, (start, lines) in enumerate(pieces(index.lines(), _CHARACTERS)):
        starts.append(start)
        (site / "words" / f"{number}.js").write_bytes(script("take", "words", number, lines))
    about = {
        "count": count,
        "perShard": _ARTICLES,
        "months": store.months(),
        "sources": sources,
        "bySource": "".join(by_source),
        "words": starts,
        "title": title,
        "zero": languages.number(0, tag),
    }
    (site / "index.js").write_bytes(script("start", about))


def _shard(site: Path, count: int, held: list[dict[str, Any]]) -> None:
    number = (count - 1) // _ARTICLES
    (site / "articles" / f"{number}.js").write_bytes(script("take", "articles", number, held))


def _lists(store: Store, site: Path, title: str, files: Sequence[Download], tag: str) -> None:
    """Write the pages that need no script."""
    months, sources = store.months(), store.sources()
    for month, entries in groupby(store.by_date(), key=itemgetter(0)):
        pages.write_group(
            site / "months", month or "undated", pages.month_name(month, tag), (e for _, _, e, _ in entries), title, tag
        )
    number_of = {source: number for number, (source, _) in enumerate(sources)}
    for source, found in groupby(store.by_source(), key=itemgetter(0)):
        pages.write_group(
            site / "sources", str(number_of[source]), source or pages.UNSOURCED, (e for _, e in found), title, tag
        )
    by_month = (
        pages.Group(pages.month_name(month, tag), count, f"months/{month or 'undated'}.html") for month, count in months
    )
    by_source = (
        pages.Group(source or pages.UNSOURCED, count, f"sources/{number}.html")
        for number, (source, count) in enumerate(sources)
    )
    (site / "browse.html").write_bytes(pages.browse(title, by_month, by_source, files, tag))


def _fonts(site: Path) -> None:
    """Write the fonts of the pages, with their licences."""
    (site / "fonts").mkdir()
    wanted = frozenset(code for first, last in _BLOCKS for code in range(first, last + 1)) | ESSENTIAL
    for name, (key, weight) in _FONTS.items():
        path: Path = getattr(bundled_families()[key], weight)
        (site / "fonts" / f"{name}.woff2").write_bytes(fontfile.woff2(path, wanted))
        shutil.copyfile(path.parent / "OFL.txt", site / "fonts" / f"{key}-OFL.txt")
