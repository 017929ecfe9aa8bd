"""Headings that the whole article speaks against, taken back once all its lines have been read."""

from __future__ import annotations

from ...patterns import pattern
from .credits import labelled_byline
from .headings import ASKS_FIRST
from .line import Line, Page, Verdict
from .lists import begins_list
from .sentences import FULL_STOP

#: What says above its questions that a text is an interview: «(حوار)», «حاورته: …», «مقابلة خاصة».
_INTERVIEW = pattern(
    r"\((?:حوار|مقابلة|لقاء)\)$|^(?:حوار|مقابلة|لقاء)(?:\s(?:خاصة?|صحف[يى]ة?|العدد|الأسبوع))?$"
    r"|^[*(\s]*(?:حاورت?(?:ه|ها|هم)|أجر[ىت] (?:ال)?(?:حوار|مقابلة|لقاء)|(?:ال)?(?:حوار|مقابلة)\s?[:–-])"
)
#: A longer article that has sections has more than one.
_MOST_LINES = 12
_OF_THE_HEAD = ("kicker", "headline", "deck", "byline", "dateline", "date", "label", "citation")


def doubt(page: Page) -> None:
    """Take back headings that the whole article speaks against, once all its lines have been read.

    A caption under the byline, a pull quote and an interviewer's question look like headings one by one. An article
    that has sections has several of them, each after the end of a paragraph.
    """
    headings = [at for at, verdict in enumerate(page.verdicts) if verdict and verdict.role == "heading"]
    asked = [at for at, line in enumerate(page.lines) if at and line.words <= 24 and line.bare.endswith(("؟", "?"))]
    titled = sum(bool(ASKS_FIRST.match(page.lines[at].bare)) for at in asked)
    said = any(_INTERVIEW.search(line.bare) for line in page.lines[: asked[0]]) if len(asked) >= 3 else False
    if (said or (len(asked) >= 5 and titled < len(asked) * 0.75)) and "dialogue" not in page.rules:
        for at in asked:
            if page.rules[at] == "question heading":
                page.verdicts[at], page.rules[at] = Verdict("paragraph", 0.8), "interview"
    lengths = sorted(page.lines[at].words for at in headings)
    for at in headings:
        alone = len(headings) == 1
        if page.rules[at] == "question heading" and alone and page.lines[at].words > 5:
            page.verdicts[at], page.rules[at] = Verdict("paragraph", 0.6), "no sections"
        if page.rules[at] == "short quotation" and alone:
            page.settle(at, "quotation", Verdict("quotation", 0.6))
        if page.rules[at] not in ("short line", "quoted heading"):
            continue
        line, before, following = page.lines[at], page.lines[at - 1], page.next(at)
        role = page.verdicts[at - 1].role if page.verdicts[at - 1] else ""  # type: ignore[union-attr]
        credit = role in ("byline", "dateline", "date")
        heads = following is not None and (
            following.words >= 12
            or begins_list(page, at + 1)
            or (
                len(headings) >= (2 if role in ("item", "row") else 3)
                and following.words >= 6
                and bool(FULL_STOP.search(following.bare))
            )
        )
        beside = at + 1 in headings or at - 1 in headings
        if (
            ((not heads or beside) and len(headings) < 12)
            or (alone and role == "headline")
            or (credit and len(headings) < (2 if _is_title(line) else 3) and not begins_list(page, at + 1))
            or (line.words >= 9 and (len(headings) < 5 or line.words > max(12, 3 * lengths[len(lengths) // 2])))
            or (following is not None and following.words <= 6 and labelled_byline(page, at + 1) is not None)
            or (
                alone
                and not (line.words <= 4 and _is_item(page, at + 1))
                and (
                    line.words > 6
                    or (before.short and role not in ("item", "quotation"))
                    or not heads
                    or sum(verdict is None or verdict.role not in _OF_THE_HEAD for verdict in page.verdicts)
                    > _MOST_LINES
                )
            )
        ):
            page.verdicts[at], page.rules[at] = Verdict("paragraph", 0.6), "no sections"

    left = [at for at in headings if page.verdicts[at] and page.verdicts[at].role == "heading"]  # type: ignore[union-attr]
    if len(left) == 1 and page.rules[left[0]] == "question heading" and page.lines[left[0]].words > 5:
        page.verdicts[left[0]], page.rules[left[0]] = Verdict("paragraph", 0.6), "no sections"


def _is_title(line: Line) -> bool:
    """Return whether a line is a noun with the article, perhaps with its adjective: «الادعاء»."""
    return line.words <= 2 and all(word.startswith("ال") for word in line.bare.split())


def _is_item(page: Page, at: int) -> bool:
    verdict = page.verdicts[at] if at < len(page.lines) else None
    return verdict is not None and verdict.role == "item"
