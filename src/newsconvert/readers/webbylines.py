"""What a line of credits of a web page says beside the author: a date, the place and paper of a report, loose marks."""

from __future__ import annotations

import re
from dataclasses import replace

from ..model import Article
from ..patterns import pattern
from .credits import credits_of
from .overrides import stated_date
from .structure.dates import date_line, date_spans
from .structure.names import name_likeness

_MARKS = " \t-–—ـ|·•،,/"
_LINK = pattern(r"(?:^|[\s،,])(?:في|بتاريخ|يوم|on|at)\s*$", re.IGNORECASE)
_DAY = pattern(r"(?:(?:ال)?(?:[أا]حد|[إا]ثنين|ثلاثاء|[أا]ربعاء|خميس|جمعة|سبت))\s*[,،]?\s*$")
_QUOTED = pattern(r"[«\"“][^«»\"“”]{2,30}[»\"”]")
#: What parts a place from a paper.
_DASH = pattern(r"\s*[-–—ـ|/:]\s*")
_LEAST_NAME = 0.3


def tidy_byline(article: Article, site: str) -> Article:
    """Return an article whose byline has no date, which is the timestamp; beside one, place and paper are the dateline.

    `site` is the name of the site, as far as the page states it. Nothing of the line is lost, marks at its ends apart.
    """
    line = (article.byline or "").strip(_MARKS)
    if not line or "\n" in line:
        return article
    line, when = _without_date(line)
    if not when:
        return replace(article, byline=line)
    place = _place(line, site) if article.dateline is None else ""
    said = {"dateline": line, "place": article.place or place, "byline": None} if place else {"byline": line}
    stamp = when if article.timestamp is None else f"{when} · {article.timestamp}"
    return replace(article, timestamp=stamp, published=article.published or stated_date(when), **said)


def is_report_line(line: str, site: str) -> bool:
    """Return whether a line is the place of a report and the paper, perhaps with a date: «بغداد - "البلد"»."""
    return bool(_place(_without_date(line)[0], site))


def _without_date(line: str) -> tuple[str, str]:
    """Return a line without the date that begins or ends it, and that date, with its weekday and time."""
    for span in date_spans(line):
        if span.found is None:
            continue
        day = _DAY.search(line[: span.start])
        begun = day.start() if day else span.start
        for rest, when in ((line[:begun], line[begun:]), *_heads(line, span.end, begun)):
            link = _LINK.search(rest)
            kept = (rest[: link.start()] if link else rest).strip(_MARKS)
            if kept and date_line(when.strip(_MARKS)):
                said = (link[0] if link else "") + when
                return kept, said.strip(_MARKS)
    return line, ""


def _heads(line: str, end: int, begun: int) -> list[tuple[str, str]]:
    """Return the rest and the date of a line that begins with one."""
    if line[:begun].strip(_MARKS):
        return []
    stop = re.search(r"\s*[|·•]\s*|\s+[-–—]\s+|\s+(?=[^\W\d_])", line[end:])
    return [(line[end + stop.end() :], line[: end + stop.start()])] if stop else []


def _place(line: str, site: str) -> str:
    """Return the place of a line that has nothing else but a paper: the site, or a name in quotation marks."""
    found = credits_of(line)
    place, parts = str(found.get("place") or ""), _DASH.split(line, maxsplit=1)
    if not place or len(parts) != 2 or parts[0].strip() != place or re.search(r"\s[-–—|]\s", parts[1]):
        return ""
    rest = parts[1].strip(_MARKS)
    if "agency" in found and name_likeness(rest) < _LEAST_NAME:
        return place
    named = bool(rest) and rest.strip('«»"“”') in site
    return place if named or _QUOTED.fullmatch(rest) else ""
