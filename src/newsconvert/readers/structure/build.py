"""Put the structure of an article together: ask the rules about head, foot and body, then make the blocks."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from ...model import Block, Heading, Inlines, ItemList, Paragraph, Quotation, Source, Text
from .citations import cited_source, signed_by
from .credits import continues_headline, run_in_dateline
from .dates import find_date
from .headings import doubt
from .layout import article_lines
from .line import LONG, Decision, Line, Page, Verdict
from .links import inlines
from .registry import decide

#: So many lines around the headline may be credits.
_HEAD_LINES = 6
#: So many lines at the end may come after the citation: pull-outs and addresses.
_FOOT_LINES = 4


@dataclass(slots=True)
class Structure:
    """What an article's lines were taken for; the fields are those of `Article`, `decisions` tells why."""

    headline: str = ""
    kicker: str | None = None
    byline: str | None = None
    dateline: str | None = None
    published: date | datetime | None = None
    source: Source | None = None
    body: list[Block] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    wrapped: bool = False


def structure(lines: list[str]) -> Structure:
    """Return the structure of the `lines` of a file; its headline is empty where they hold nothing."""
    found, wrapped = article_lines(lines)
    built = Structure(wrapped=wrapped)
    if found:
        page = Page(found, [None] * len(found), [""] * len(found))
        _read_head(page)
        _read_foot(page)
        for at, line in enumerate(found):
            if page.verdicts[at] is None:
                decide(page, at, "long" if len(line.text) > LONG else "body")
        doubt(page)
        _sink_numbers(page)
        _assemble(page, built)
    return built


def _read_head(page: Page) -> None:
    """Find the headline and the credits around it: the first line that is no credit is the headline."""
    count, at = len(page.lines), 0
    while at < min(count - 1, 3) and decide(page, at, "head"):
        verdict = page.verdicts[at]
        if (
            verdict is None
            or verdict.role == "citation"
            or not _may_stand_first(verdict, page.rules[at], page.lines[at])
        ):
            page.verdicts[at], page.rules[at] = None, ""
            break
        at += 1
    page.verdicts[at], page.rules[at] = Verdict("headline", 0.97 if page.lines[at].words <= 25 else 0.6), "first line"
    line = page.lines[at]
    at += 1
    limit = min(count, at + _HEAD_LINES)
    if at < count - 1 and not decide(page, at, "head"):
        sure = continues_headline(line, page.lines[at], page.next(at))
        if sure:
            page.verdicts[at], page.rules[at] = Verdict("headline", sure), "wrapped headline"
            at += 1
    while at < limit and (page.verdicts[at] or decide(page, at, "head")):
        at += 1
    if at < count and not page.verdicts[at]:
        verdict = run_in_dateline(page, at)
        if verdict and not any(page.verdicts[i].role == "dateline" for i in range(at)):  # type: ignore[union-attr]
            page.verdicts[at], page.rules[at] = verdict, "run-in dateline"


def _may_stand_first(verdict: Verdict, rule: str, line: Line) -> bool:
    """Tell whether a credit may stand above the headline: a headline looks like a byline more often than that."""
    return rule in ("kicker", "date") or (rule == "agency" and verdict.confidence > 0.8 and line.words <= 4)


def _read_foot(page: Page) -> None:
    """Find the citation among the last lines; pull-outs may come after it."""
    last = len(page.lines) - 1
    for at in range(last, max(0, last - _FOOT_LINES), -1):
        if page.verdicts[at] is not None or len(page.lines[at].text) > LONG * 2:
            break
        if decide(page, at, "foot"):
            if at < last and page.rules[at] in ("agency's signature", "bare address"):
                page.verdicts[at], page.rules[at] = None, ""
                continue
            # Of two lines that cite, the one that names the source is the citation.
            before = at - 1
            if page.rules[at] in ("rights", "bare address") and before > 0 and page.verdicts[before] is None:
                if decide(page, before, "foot") and page.rules[before] == "source line":
                    page.verdicts[at], page.rules[at] = None, ""
                elif page.verdicts[before]:
                    page.verdicts[before], page.rules[before] = None, ""
            return


def _sink_numbers(page: Page) -> None:
    """Set numbered headings a level deeper where they stand under headings that count in words («أولاً»)."""
    if "ordinal heading" not in page.rules or "numbered heading" not in page.rules:
        return
    first = page.rules.index("ordinal heading")
    for at in range(first, len(page.lines)):
        verdict = page.verdicts[at]
        if verdict and page.rules[at] == "numbered heading":
            page.verdicts[at] = verdict._replace(level=min(6, verdict.level + 1))


def _assemble(page: Page, built: Structure) -> None:
    items: list[Inlines] = []
    start: int | None = None

    def close() -> None:
        nonlocal start
        if items:
            built.body.append(ItemList(start is not None, tuple(items), start or 1))
            items.clear()
        start = None

    for line, verdict, rule in zip(page.lines, page.verdicts, page.rules, strict=True):
        assert verdict is not None, "the last rule takes every line"
        text, role = line.text, verdict.role
        if role != "item":
            close()
        level = verdict.level if role == "heading" else 0
        if not verdict.head:
            built.decisions.append(Decision(role, rule, verdict.confidence, text, level))
        if role == "paragraph":
            if verdict.head:
                built.dateline = _joined(built.dateline, text[: verdict.head])
                built.decisions.append(Decision("dateline", rule, verdict.confidence, text[: verdict.head]))
                text = text[verdict.head :].lstrip()
                built.decisions.append(Decision("paragraph", "paragraph", 0.98, text))
            built.body.append(Paragraph(inlines(text)))
        elif role == "heading":
            built.body.append(Heading(verdict.level, inlines(text)))
        elif role == "quotation":
            built.body.append(Quotation(inlines(text)))
        elif role == "item":
            ordered = verdict.number is not None
            if items and (ordered != (start is not None) or (ordered and verdict.number != (start or 0) + len(items))):
                close()
            if not items:
                start = verdict.number
            items.append(inlines(text[verdict.marker :]))
        elif role == "citation":
            if built.source is None:
                built.source = cited_source(text)
            else:
                built.body.append(Paragraph(inlines(text)))
        else:
            _set_field(built, role, text)
    close()
    if built.source is None and built.body and isinstance(last := built.body[-1], Paragraph):
        end = last.inlines[-1]
        name = signed_by(end.text) if isinstance(end, Text) else None
        built.source = Source(name=name) if name else None


def _set_field(built: Structure, role: str, text: str) -> None:
    if role == "headline":
        built.headline = f"{built.headline} {text}" if built.headline else text
    elif role == "kicker":
        built.kicker = _joined(built.kicker, text)
    elif role == "byline":
        built.byline = _joined(built.byline, text)
    else:  # a date stands in the dateline, as in print, so that none of its words is lost
        built.dateline = _joined(built.dateline, text)
    if role in ("date", "dateline") and built.published is None and (dated := find_date(text)):
        built.published = dated.when


def _joined(before: str | None, text: str) -> str:
    return f"{before}\n{text}" if before else text
