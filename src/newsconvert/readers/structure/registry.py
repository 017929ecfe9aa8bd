"""All rules, by name and in the order they are asked; the first that answers decides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from . import body, citations, credits, headings, lists
from .line import Page, Verdict

Zone = Literal["head", "foot", "body", "long"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One way to tell what a line is; the evidence is in the function's docstring.

    The zone says which lines it is asked about: those around the headline, the last ones, or the rest, where lines
    too long to be anything but a paragraph or an item have rules of their own, for speed.
    """

    name: str
    zone: Zone
    function: Callable[[Page, int], Verdict | None]


RULES = (
    Rule("kicker", "head", credits.kicker),
    Rule("date", "head", credits.date_alone),
    Rule("labelled byline", "head", credits.labelled_byline),
    Rule("agency", "head", credits.agency_line),
    Rule("place and source", "head", credits.place_and_source),
    Rule("source line", "head", citations.source_line),
    Rule("author's name", "head", credits.author_line),
    Rule("source line", "foot", citations.source_line),
    Rule("rights", "foot", citations.rights_line),
    Rule("agency's signature", "foot", citations.agency_signature),
    Rule("bare address", "foot", citations.bare_address),
    Rule("separator", "body", body.separator),
    Rule("pull-out", "body", body.pull_out),
    Rule("dialogue", "body", body.dialogue),
    Rule("label and value", "body", body.labelled),
    Rule("bullet", "body", lists.bullet_item),
    Rule("number", "body", lists.numbered_item),
    Rule("letter", "body", lists.lettered_item),
    Rule("ordinal heading", "body", headings.ordinal_heading),
    Rule("numbered heading", "body", headings.numbered_heading),
    Rule("section word", "body", headings.section_word),
    Rule("score", "body", headings.score),
    Rule("question heading", "body", headings.question_heading),
    Rule("quotation", "body", body.quotation),
    Rule("speaker", "body", headings.speaker),
    Rule("quoted heading", "body", headings.quoted_heading),
    Rule("verse", "body", headings.verse),
    Rule("short line", "body", headings.short_line),
    Rule("paragraph", "body", body.paragraph),
    Rule("bullet", "long", lists.bullet_item),
    Rule("number", "long", lists.numbered_item),
    Rule("quotation", "long", body.long_quotation),
    Rule("paragraph", "long", body.paragraph),
)

_ZONES: dict[Zone, tuple[Rule, ...]] = {
    zone: tuple(rule for rule in RULES if rule.zone == zone) for zone in ("head", "foot", "body", "long")
}


def decide(page: Page, at: int, zone: Zone) -> bool:
    """Ask the rules of `zone` about the line `at`; keep the first answer on the page and tell whether there was one."""
    for rule in _ZONES[zone]:
        verdict = rule.function(page, at)
        if verdict is not None:
            page.verdicts[at] = verdict
            page.rules[at] = rule.name
            return True
    return False
