"""All rules, by name and in the order they are asked; the first that answers decides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from . import body, citations, ends, formulas, headings, lists, pictures, sections, shortlines
from .line import Page, Verdict

Zone = Literal["end", "foot", "body", "long"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One way to decide what a line is; the evidence is in the function's docstring.

    The zone says which lines it is asked about: the last ones (`end` what is no text of the article, `foot` what cites
    its source), or the rest, where lines too long to be anything but a paragraph or an item have rules of their own,
    for speed. The head has an order of its own, in the module of that name.
    """

    name: str
    zone: Zone
    function: Callable[[Page, int], Verdict | None]


RULES = (
    Rule("source line", "end", citations.source_line),
    Rule("rights", "foot", citations.rights_line),
    Rule("agency's signature", "foot", citations.agency_signature),
    Rule("bare address", "foot", citations.bare_address),
    Rule("signed", "foot", ends.signed),
    Rule("agency's signature", "end", ends.signature),
    Rule("end mark", "end", ends.end_mark),
    Rule("date at the end", "end", ends.date_at_end),
    Rule("dateline at the end", "end", ends.place_and_date_at_end),
    Rule("author's role at the end", "end", ends.role_at_end),
    Rule("byline at the end", "end", ends.byline_at_end),
    Rule("footnote", "end", ends.footnote),
    Rule("caption", "end", ends.caption),
    Rule("contact", "end", ends.contact),
    Rule("end mark", "body", ends.end_word),
    Rule("separator", "body", body.separator),
    Rule("verse of the Quran", "body", formulas.quranic_verse),
    Rule("pull-out", "body", ends.pull_out),
    Rule("marked quotation", "body", body.marked_quotation),
    Rule("dialogue", "body", body.dialogue),
    Rule("label and value", "body", body.labelled),
    Rule("attribution", "body", ends.attribution),
    Rule("picture before a heading", "body", pictures.pictured_heading),
    Rule("marked heading", "body", lists.marked_heading),
    Rule("article of a law", "body", headings.article_heading),
    Rule("bullet", "body", lists.bullet_item),
    Rule("number", "body", lists.numbered_item),
    Rule("letter", "body", lists.lettered_item),
    Rule("ordinal", "body", headings.ordinal_item),
    Rule("ordinal heading", "body", headings.ordinal_heading),
    Rule("numbered heading", "body", headings.numbered_heading),
    Rule("section word", "body", headings.section_word),
    Rule("time heading", "body", headings.time_heading),
    Rule("title of an entry", "body", headings.entry_title),
    Rule("number alone", "body", headings.number_alone),
    Rule("entry of a live page", "body", body.entry),
    Rule("score", "body", body.score),
    Rule("caption", "body", ends.caption),
    Rule("speaker", "body", body.speaker),
    Rule("question heading", "body", headings.question_heading),
    Rule("short quotation", "body", body.short_quotation),
    Rule("quotation", "body", body.quotation),
    Rule("quoted heading", "body", shortlines.quoted_heading),
    Rule("short line with a colon", "body", headings.colon_heading),
    Rule("set apart", "body", sections.set_apart),
    Rule("run of short lines", "body", shortlines.run_of_lines),
    Rule("short line", "body", shortlines.short_line),
    Rule("paragraph", "body", body.paragraph),
    Rule("bullet", "long", lists.bullet_item),
    Rule("number", "long", lists.numbered_item),
    Rule("verse of the Quran", "long", formulas.quranic_verse),
    Rule("quotation", "long", body.long_quotation),
    Rule("paragraph", "long", body.paragraph),
)

_ZONES = {
    zone: tuple((rule.name, rule.function) for rule in RULES if rule.zone == zone)
    for zone in ("end", "foot", "body", "long")
}


def decide(page: Page, at: int, zone: Zone) -> bool:
    """Ask the rules of `zone` about the line `at`; keep the first answer on the page; return whether there was one."""
    for name, function in _ZONES[zone]:
        verdict = function(page, at)
        if verdict is not None:
            page.settle(at, name, verdict)
            return True
    return False
