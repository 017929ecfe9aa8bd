"""Put the structure of an article together: settle head, foot and body, then make the fields and the blocks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from ...model import Block, Heading, Inlines, Paragraph, Quotation, Source, Text, Verse
from ...patterns import pattern
from .agencies import AT_LARGE
from .citations import cited_source, signed_by
from .creditlines import credit_at
from .datelines import run_in_dateline
from .dates import date_today
from .doubts import doubt
from .folding import fold, phrases
from .foot import read_foot
from .head import read_head
from .headings import settle_levels
from .labels import value_of
from .layout import article_lines
from .lead import devised_headline
from .line import LONG, Decision, Line, Page, Verdict
from .links import address as link_address
from .links import inlines
from .lists import BULLETS
from .nesting import Lists
from .parts import is_agency
from .registry import decide
from .rows import mark_groups
from .tables import table_of

#: The papers' names for several agencies, which are none of them.
_SEVERAL = AT_LARGE | phrases("وكالات الأنباء")
#: The gap between two hemistichs; a mark in it is kept with the line as the text that it is.
_GAP = pattern(r"(?<=\S)(?: {3,}|\t)\s*(?=\S)")
#: What a translator's credit says the text was taken from: «ترجمة: نادين كنعان عن «فورين أفيرز»».
_TRANSLATED_FROM = pattern(r"\sعن\s(?P<name>(?:(?:صحيفة|مجلة|موقع|جريدة)\s)?[«\"“][^«»\"“”]{2,30}[»\"”])")
_COLON = pattern(r"[\s:：]+$")


@dataclass(slots=True)
class Structure:
    """What an article's lines were taken for; the fields are those of `Article`, `decisions` are the reasons."""

    headline: str = ""
    kicker: str | None = None
    deck: str | None = None
    byline: str | None = None
    dateline: str | None = None
    timestamp: str | None = None
    place: str | None = None
    agency: str | None = None
    published: date | datetime | None = None
    source: Source | None = None
    body: list[Block] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    wrapped: bool = False
    devised: bool = False
    """Whether the text prints no headline, and words of its lead stand for one."""
    agencies: str | None = None
    """What a credit calls agencies without saying which."""
    credited: str | None = None
    """A credit that names an agency or a paper alone."""
    paper: str | None = None
    """A paper that a credit or the dateline names."""
    masthead: Source | None = None
    """The paper whose name stands above the headline."""
    left_out: list[str] = field(default_factory=list)
    """Lines that are of the page and not of the article: the path to it."""


def structure(lines: list[str], *, stated: bool = False) -> Structure:
    """Return the structure of the `lines` of a file; its headline is empty where they hold nothing.

    `stated` is whether the first line is known to be the headline.
    """
    found, wrapped = article_lines(lines)
    built = structure_of(found, stated=stated)
    built.wrapped = wrapped
    return built


def structure_of(found: list[Line], *, stated: bool = False, looks: Mapping[str, int] | None = None) -> Structure:
    """Return the structure of lines as `structure` does; `looks` is how large and heavy they are set, by their text."""
    built = Structure()
    if found:
        page = Page(found, stated, looks or {})
        head = read_head(page)
        _read_lead(page, head)
        read_foot(page, head)
        mark_groups(page, head, len(found))
        for at, line in enumerate(found):
            if page.verdicts[at] is None:
                decide(page, at, "long" if len(line.text) > LONG else "body")
        doubt(page)
        settle_levels(page)
        _assemble(page, built)
        if not built.headline:
            built.headline, built.devised = devised_headline(found[head].text), True
            built.decisions.insert(0, Decision("headline", "words of the lead", 0.5, built.headline))
    return built


_POINTS = frozenset(BULLETS + "-*")
#: So many points may stand between a headline and the first paragraph.
_MOST_POINTS = 6
#: What is less sure is no byline under them.
_SURE = 0.85


def _read_lead(page: Page, head: int) -> None:
    """Settle the first paragraph that begins with a dateline: the first of the body, or the one after a caption.

    The points of a release may stand over it too, each with a bullet.
    """
    first = head
    while first < min(head + _MOST_POINTS, len(page.lines)) and page.lines[first].text[0] in _POINTS:
        first += 1
    if first > head and first < len(page.lines) - 1 and (found := credit_at(page, first)):
        rule, credit = found  # under the points of an agency's report: «من كريستينا وينشيب»
        if credit.role == "byline" and credit.confidence >= _SURE:
            page.settle(first, rule, credit)
            first += 1
    for at in range(first, min(first + 2, len(page.lines))):
        verdict = run_in_dateline(page, at)
        if verdict:
            page.settle(at, "run-in dateline", verdict)
            return


def _assemble(page: Page, built: Structure) -> None:
    lists = Lists()
    rows: list[Verdict] = []
    before = ""
    for line, verdict, rule in zip(page.lines, page.verdicts, page.rules, strict=True):
        assert verdict is not None, "the last rule takes every line"
        text, role = line.text, verdict.role
        # Rows and bullets that blank lines part are two lists.
        if role != "item" or (line.gap and "row" in (before, rule) and before != rule):
            built.body += lists.close()
        before = rule
        level = verdict.level if role == "heading" else 0
        built.decisions.append(Decision(role, rule, verdict.confidence, text, level))
        if role == "verse":
            _add_verse(built, line)
        elif role == "paragraph":
            if verdict.head:
                _open_with_dateline(built, text[: verdict.head].rstrip(), verdict, rule)
            built.body.append(Paragraph(inlines(verdict.shown or text)))
        elif role == "heading":
            built.body.append(Heading(verdict.level, inlines(verdict.shown or text)))
        elif role == "row":
            _add_row(built, rows, verdict)
        elif role == "quotation":
            built.body.append(Quotation(inlines(text)))
        elif role == "item":
            built.body += lists.add(text, rule, verdict)
        elif rule == "masthead":
            paper = built.masthead or Source(name=verdict.shown)
            built.masthead = replace(paper, citation=_join_lines(paper.citation, text))
        elif role == "citation":
            _cite(built, rule, text)
        elif role == "dateline" and _is_source_alone(verdict):
            built.credited = _join_lines(built.credited, text)
        elif rule in ("breadcrumbs", "field of a record"):
            built.left_out.append(text)
        elif role != "label":
            _set_field(built, role, verdict.shown or text)
    built.body += lists.close()
    _set_facts(page, built)
    _set_source(built)


def _open_with_dateline(built: Structure, opening: str, verdict: Verdict, rule: str) -> None:
    """Set the dateline that a paragraph begins with, unless it names an agency alone: «شفق نيوز/ …»."""
    if verdict.facts is None or verdict.facts.place or verdict.facts.dated:
        built.dateline = built.dateline or opening
    built.decisions.append(Decision("dateline", rule, verdict.confidence, opening))


def _is_source_alone(verdict: Verdict) -> bool:
    """Return whether a line says which agency or paper the text is from, and neither where nor when."""
    facts = verdict.facts
    return facts is not None and bool(facts.agency or facts.paper) and not (facts.place or facts.dated or facts.byline)


def _set_source(built: Structure) -> None:
    """Set the source where no line cites it: the paper, who signs the last paragraph, or else the agency."""
    if paper := built.masthead:
        cited = built.source
        built.source = replace(cited, citation=_join_lines(cited.citation, paper.citation or "")) if cited else paper
    if built.source is None and built.body and isinstance(last := built.body[-1], Paragraph):
        end = last.inlines[-1]
        name = signed_by(end.text) if isinstance(end, Text) else None
        built.source = Source(name=name) if name else None
        built.agency = built.agency or (name if name and is_agency(name) and fold(name) not in _SEVERAL else None)
    translated = _TRANSLATED_FROM.search(built.byline or "")
    named = built.agency or (translated["name"] if translated else None) or built.agencies or built.paper
    if built.source is None and named:  # an agency's report is from that agency
        built.source = Source(name=named)
    if built.credited:
        cited = built.source or Source()
        built.source = replace(cited, citation=_join_lines(cited.citation, built.credited))


def _add_verse(built: Structure, line: Line) -> None:
    """Add a line to the verse before it, or else begin a stanza; two hemistichs are parted at the gap between them."""
    before: tuple[tuple[Inlines, ...], ...] = ()
    if not line.gap and built.body and isinstance(last := built.body[-1], Verse):
        before = last.lines
        built.body.pop()
    halves = _GAP.split(line.text)
    parts = tuple(inlines(half) for half in (halves if len(halves) == 2 else [line.text]))
    built.body.append(Verse((*before, parts)))


def _add_row(built: Structure, rows: list[Verdict], verdict: Verdict) -> None:
    """Add a row to the table that it belongs to, whose other rows are in `rows`, or else begin one."""
    if rows and rows[0].number == verdict.number:
        built.body.pop()
    else:
        rows.clear()
    rows.append(verdict)
    built.body.append(table_of(rows))


def _cite(built: Structure, rule: str, text: str) -> None:
    """Set the source from a line that cites it; a line that cites another one is kept as a paragraph."""
    if rule == "address of the source" and built.source and built.source.citation:
        whole = f"{built.source.citation} {text}"
        built.source = replace(built.source, url=cited_source(text).url, citation=whole)
    elif rule.startswith("labelled"):
        built.source = _add_labelled(built.source, text, address=rule == "labelled address")
    elif built.source is None:
        built.source = cited_source(text)
    elif built.source.url is None and (cited := cited_source(text)).url and cited.name is None:
        built.source = replace(built.source, url=cited.url, citation=_join_lines(built.source.citation, text))
    else:
        built.body.append(Paragraph(inlines(text)))


def _add_labelled(source: Source | None, text: str, *, address: bool) -> Source:
    """Return the source with the name or the address that a labelled line states."""
    source, value = source or Source(), value_of(text)
    citation = f"{source.citation} {text}" if source.citation else text
    if address:
        return replace(source, url=source.url or link_address(value), citation=citation)
    return replace(source, name=source.name or value, citation=citation)


def _set_field(built: Structure, role: str, text: str) -> None:
    if role == "headline":
        built.headline = f"{built.headline} {text}" if built.headline else text
    elif role == "kicker":
        built.kicker = _join_lines(built.kicker, text)
    elif role == "deck":
        built.deck = _join_lines(built.deck, text)
    elif role == "byline":
        text = _COLON.sub("", text) or text
        built.byline = f"{built.byline}، {text}" if built.byline else text
    elif role == "date":
        built.timestamp = _join_lines(built.timestamp, text)
    else:
        built.dateline = _join_lines(built.dateline, text)


def _set_facts(page: Page, built: Structure) -> None:
    """Take place, agency, date and author from what the credits say: each from the first that states it without doubt.

    The dateline names the agency before a byline does: «ماري دوفال، أسوشيتد برس» over «تونس (أ ب) — …».
    """
    for verdict, rule in zip(page.verdicts, page.rules, strict=True):
        facts = verdict.facts if verdict else None
        if verdict and facts and facts.agency and verdict.role == "byline" and _is_wired(page):
            facts = facts._replace(agency=None)
        if not verdict or not facts:
            continue
        built.paper = built.paper or facts.paper
        for role, value in (("place", facts.place), ("agency", facts.agency)):
            if value and fold(value) in _SEVERAL:
                built.agencies = value
            elif value and getattr(built, role) is None:
                setattr(built, role, value)
                built.decisions.append(Decision(role, rule, verdict.confidence, value))  # type: ignore[arg-type]
        if facts.byline and built.byline is None:
            built.byline = facts.byline
            built.decisions.append(Decision("byline", rule, verdict.confidence, facts.byline))
    dated = [
        (verdict.facts.dated, rule)
        for verdict, rule in zip(page.verdicts, page.rules, strict=True)
        if verdict and verdict.facts and verdict.facts.dated
    ]
    if not dated and (today := date_today(built.headline)):
        dated = [(today, "date in the headline")]
    if dated:
        found, rule = next((one for one in dated if one[0].confidence > 0.8), dated[0])
        built.published = found.when
        built.decisions.append(Decision("published", rule, found.confidence, found.when.isoformat()))


def _is_wired(page: Page) -> bool:
    """Return whether a paragraph begins with the name of an agency."""
    heads = (verdict.facts for verdict in page.verdicts if verdict and verdict.head)
    return any(facts and facts.agency and fold(facts.agency) not in _SEVERAL for facts in heads)


def _join_lines(before: str | None, text: str) -> str:
    return f"{before}\n{text}" if before else text
