"""The pages of the site that need no script: all articles by month and by source."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from string import Template
from typing import NamedTuple

from ....arabic import MONTHS, count_articles
from ....languages import number
from ....markup import escape_html
from .entry import Download, Entry

STATIC = Path(__file__).parent / "static"
_ON_A_PAGE = 200
_UNITS = ("بايت", "ك.ب", "م.ب", "غ.ب")
UNDATED, UNSOURCED = "بلا تاريخ", "بلا مصدر"
_ALL = "كل المقالات"


class Group(NamedTuple):
    """Articles listed together: what they share, their number, and their first page."""

    title: str
    size: int
    href: str


def month_name(month: str, tag: str = "ar") -> str:
    """Return a month such as 2026-03 in words, in the digits of `tag`."""
    return f"{MONTHS[int(month[5:]) - 1]} {number(month[:4], tag)}" if month else UNDATED


def own_numbers(label: str, tag: str) -> str:
    """Return the label of a volume with its month and part in the digits of `tag`; names keep theirs."""
    return _OWN_NUMBERS.sub(lambda found: number(found[0], tag), label)


_OWN_NUMBERS = re.compile(rf"^(?:{'|'.join(MONTHS)}) [٠-٩]{{4}}(?!\w)|(?<!\S)الجزء [٠-٩]+(?!\w)")


def bytes_text(count: int, tag: str) -> str:
    """Return a count of bytes in words, rounded, in the digits of `tag`."""
    amount, unit = float(count), 0
    while amount >= 1000 and unit < len(_UNITS) - 1:
        amount, unit = amount / 1000, unit + 1
    shown = f"{amount:.1f}".removesuffix(".0") if amount < 10 else f"{amount:.0f}"
    told = number(shown, tag)
    return f"{told if told == shown else told.replace('.', '٫')} {_UNITS[unit]}"


def page(template: str, **values: str) -> bytes:
    """Return a template with `values`, which are markup, filled in."""
    return Template((STATIC / template).read_text(encoding="utf-8")).substitute(values).encode()


def _item(entry: Entry, tag: str) -> str:
    values = entry.to_json(tag)
    about = [f"<bdi>{escape_html(values['s'])}</bdi>"] if entry.source else []
    if entry.published:
        about.append(f'<time datetime="{values["i"]}">{values["d"]}</time>')
    if entry.byline:
        about.append(f"<bdi>{escape_html(values['b'])}</bdi>")
    links = [
        f'<a href="../../{escape_html(download.href)}">{escape_html(download.label)} '
        f"<small>{bytes_text(download.size, tag)}</small></a>"
        for download in entry.downloads
    ]
    if url := values.get("u"):
        links.append(f'<a href="{escape_html(url)}" rel="noreferrer">المصدر الأصلي</a>')
    direction = "rtl" if "r" in values else "ltr"
    language = f' lang="{escape_html(entry.language)}"' if entry.language != "ar" else ""
    picture = ""
    if entry.lead:
        name, alternative, width, height = (escape_html(str(one)) for one in entry.lead.as_list())
        picture = (
            f'<img class="lead" src="../pictures/{name}" alt="{alternative}" width="{width}" height="{height}" '
            'loading="lazy">'
        )
    return (
        f'<li>{picture}<h2 dir="{direction}"{language}><bdi>{escape_html(values.get("t", ""))}</bdi></h2>\n'
        f'<p class="about">{" · ".join(about)}</p>\n<p class="files">{" ".join(links)}</p></li>\n'
    )


def write_group(folder: Path, name: str, title: str, entries: Iterable[Entry], archive: str, tag: str) -> None:
    """Write the pages that list `entries` in `folder`; the first is called `name`, the others are numbered."""
    rest, number = iter(entries), 1
    held = list(islice(rest, _ON_A_PAGE))
    while held:
        following = list(islice(rest, _ON_A_PAGE))
        links = [(number - 1, "السابقة")] if number > 1 else []
        links += [(number + 1, "التالية")] if following else []
        near = " ".join(f'<a href="{page_name(name, at)}">{label}</a>' for at, label in links)
        nav = f'<nav class="pages" aria-label="صفحات القائمة">{near}</nav>' if near else ""
        body = (
            f'<p><a href="../browse.html">كل الشهور والمصادر</a></p>\n<h1><bdi>{escape_html(title)}</bdi></h1>\n'
            f'<ol class="articles">\n{"".join(_item(entry, tag) for entry in held)}</ol>\n{nav}\n'
        )
        shown = page("list.html", archive=escape_html(archive), title=escape_html(title), root="../", body=body)
        (folder / page_name(name, number)).write_bytes(shown)
        number, held = number + 1, following


def page_name(name: str, number: int) -> str:
    """Return the file name of page `number` of a group."""
    return f"{name}.html" if number == 1 else f"{name}-{number}.html"


def browse(
    archive: str, months: Iterable[Group], sources: Iterable[Group], files: Iterable[Download], tag: str
) -> bytes:
    """Return the page with links to the lists and to the files of the archive as a whole, in the digits of `tag`."""
    parts = (
        ("months", "بالشهر", "".join(_group(one, tag) for one in months)),
        ("sources", "بالمصدر", "".join(_group(one, tag) for one in sources)),
        ("files", "المجلدات وقوائم الأرشيف", "".join(_file(one, tag) for one in files)),
    )
    sections = (
        f'<section aria-labelledby="{key}"><h2 id="{key}">{title}</h2>\n<ul class="groups">\n{rows}</ul></section>\n'
        for key, title, rows in parts
        if rows
    )
    body = f"<h1>{_ALL}</h1>\n{''.join(sections)}"
    return page("list.html", archive=escape_html(archive), title=_ALL, root="", body=body)


def _group(group: Group, tag: str) -> str:
    title, size = escape_html(group.title), number(count_articles(group.size), tag)
    return f'<li><a href="{group.href}"><bdi>{title}</bdi></a> <small>{size}</small></li>\n'


def _file(file: Download, tag: str) -> str:
    shown, size = escape_html(own_numbers(file.label, tag)), bytes_text(file.size, tag)
    return f'<li><a href="../{escape_html(file.href)}"><bdi>{shown}</bdi></a> <small>{size}</small></li>\n'
