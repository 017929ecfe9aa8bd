"""Rules of the source: how the last lines of an article cite where it was taken from."""

from __future__ import annotations

import re

from ...model import Source
from .line import Page, Verdict
from .links import URL, address
from .words import AGENCIES, fold

_CITES = re.compile(
    r"^[*(\[«\s]*(?:(?:للمزيد|لمزيد|للاطلاع|لقراءة)[^:\n]{0,60}?)?"
    r"(?:(?P<label>ال?مصدر(?:\s+الخبر)?|المصادر|مصدر|Source|Sources|Via|رابط\s+(?:الخبر|المقال|المصدر)|الرابط|عن)\s*[:：/\-–]\s*"
    r"|(?P<quoted>نقل[اًا]{1,2}\s+عن|ن?قلت?ه?\s+عن|المصدر|مترجم(?:ة)?\s+عن|عن\s+موقع|بالاتفاق\s+مع|منقول(?:ة)?\s+(?:من|عن))\s*[:：]?\s+)"
    r"(?P<name>\S.*)$",
    re.IGNORECASE,
)
_RIGHTS = re.compile(
    r"^[*(\s]*(?:©|\(c\)|حقوق (?:النشر|الطبع)|جميع (?:الحقوق|حقوق)|كل الحقوق|Copyright)\s*(?P<name>.*)$", re.IGNORECASE
)
_YEARS = re.compile(r"(?:©|\(c\)|[0-9٠-٩]{4}|محفوظة|لـ?\s|لدى|:|ـ)+", re.IGNORECASE)
_ALONE = re.compile(r"^[(\[«\-–—]?\s*(?P<name>[^()\n]{2,30}?)\s*[)\]»]?\.?$")
_SIGNED = re.compile(r"[(\[]\s*(?P<name>[^()\[\]\n]{2,30}?)\s*[)\]]\s*\.?$")
_EDGE = ' \t\xa0.-–—:،,()[]«»"*/|\u200f\u200e'
_LONGEST = 25


def source_line(page: Page, at: int) -> Verdict | None:
    """Take a line for the citation that says so: «المصدر: وكالات», «نقلاً عن …», «للمزيد …، يمكنك زيارة المصدر: …»."""
    line = page.lines[at]
    found = _CITES.match(line.bare) if line.words <= _LONGEST else None
    if not found:
        return None
    if found["label"] and fold(found["label"]) == "عن" and line.words > 6:
        return None
    if found["quoted"] and line.words > 12:
        return None
    return Verdict("citation", 0.95 if found["label"] else 0.85)


def rights_line(page: Page, at: int) -> Verdict | None:
    """Take a line for the citation that claims the rights: «© 2026 وكالة الأنباء»."""
    line = page.lines[at]
    return Verdict("citation", 0.9) if line.words <= _LONGEST and _RIGHTS.match(line.bare) else None


def agency_signature(page: Page, at: int) -> Verdict | None:
    """Take a last line for the citation that is the name of an agency: «(واس)», «رويترز»."""
    line = page.lines[at]
    found = _ALONE.match(line.bare) if line.words <= 5 else None
    if found and all(
        fold(part.strip(_EDGE)) in AGENCIES for part in re.split(r"\s*[-–/،,+]\s*|\s+و(?=ال|ك)", found["name"])
    ):
        return Verdict("citation", 0.9)
    return None


def bare_address(page: Page, at: int) -> Verdict | None:
    """Take a last line for the citation that is the address of a page."""
    line = page.lines[at]
    found = URL.search(line.bare) if line.words <= 3 else None
    return Verdict("citation", 0.7) if found and not URL.sub("", line.bare).strip(_EDGE) else None


def cited_source(line: str) -> Source:
    """Return the source that the citation `line` names, and its address where it has one."""
    url = URL.search(line)
    rest = URL.sub(" ", line)
    found = _CITES.match(rest) or _RIGHTS.match(rest)
    name = found["name"] if found else "" if url else rest
    if _RIGHTS.match(rest):
        name = _YEARS.sub(" ", name.split(".")[0])
    name = re.sub(r"\(\s*\)|\s{2,}", " ", name).strip(_EDGE)
    return Source(name=name or None, url=address(url[0]) if url else None, citation=line)


def signed_by(text: str) -> str | None:
    """Return the agency that signs the end of a paragraph, «… (واس)», or None."""
    found = _SIGNED.search(text[-40:])
    return found["name"].strip() if found and fold(found["name"].strip(_EDGE)) in AGENCIES else None
