"""What stands above a headline, line by line: mastheads, slugs, kickers, credits."""

from __future__ import annotations

from ...patterns import pattern
from .authorlines import ROLE, role_verdict
from .creditlines import credit_at, is_credit
from .credits import date_alone
from .creditsabove import cites_above, credit_above, may_stand_first, place_above
from .dates import date_line
from .formulas import invocation
from .headline import JOINED_VERB, titular
from .kickers import kicker, names_work
from .kickerwords import is_framed, is_initials, is_wire_slug, names_section, slug
from .lead import begins_with_lead
from .letterheads import STRIP, letterhead
from .line import Facts, Line, Page, Verdict
from .mastheads import masthead
from .names import name_likeness
from .offices import offices
from .stacks import author_above, few_words, is_date_line, is_told, over_headline, over_short_headline

#: What copy is marked with that has no headline.
_URGENT = pattern(
    r"(?:خبر )?عاجل(?: جدا)?|خاص|حصري|متابعة|للنشر(?: الفوري)?|(?:بيان|خبر|بلاغ|تصريح) (?:صحفي|صحافي|إعلامي)"
)
#: Where archives note that a clipping is from, beside paper and day: «الصفحة: 5», «رقم القصاصة: 3381/ب».
_OF_CLIPPING = pattern(
    r"(?:ال)?(?:صفحة|صفحات|ص|عدد|سنة|مجلد|قصاصة|ملف|أرشيف|ملفات|حفظ)\s?[:：]\s?\S|رقم (?:ال)?(?:صفحة|عدد|قصاصة|ملف|حفظ|أرشيف|وثيقة|مجلد|تصنيف)\s?[:：]\s?\S"
)
#: So many lines may stand above a headline, and those that an archive adds to a clipping.
_MOST = 4


def read_above(page: Page) -> int:
    """Settle what stands above the headline, and return where that is."""
    at = invocation(page)
    if at:
        return at
    at = letterhead(page) or offices(page)
    while at < min(len(page.lines) - 1, _MOST + page.rules.count("clipping")) and not _is_title(page, at):
        found = _sign(page, at) or _of_paper(page, at) or _kicker(page, at)
        if found is None and (sure := _in_stack(page, at)):
            page.settle(at, "kicker", Verdict("kicker", sure))
            return at + 1
        found = found or _credit_over_headline(page, at)
        if found is None:
            break
        page.settle(at, *(_with_day(page.lines[at], found[1]) if found[0] == "kicker" else found))
        at += 1
    return at


def _is_title(page: Page, at: int) -> bool:
    """Return whether a line is surely the headline: as Markdown marks it, over decks with a bullet each, or over the rest of it."""
    line, following = page.lines[at], page.lines[at + 1]
    decks = (
        following.text[:2] in ("- ", "– ", "— ", "• ", "* ", "> ")
        and line.text[:1] != following.text[:1]
        and any(map(str.isalpha, following.text))
    )
    if not following.gap and JOINED_VERB.match(following.bare):
        return True
    return line.text.startswith("# ") or (decks and not _is_rule(line))


def _is_rule(line: Line) -> bool:
    """Return whether a line holds neither letters nor digits, and only sets lines apart."""
    return not any(map(str.isalnum, line.text.replace("ـ", "")))


def _sign(page: Page, at: int) -> tuple[str, Verdict] | None:
    """Return what a line is that says nothing to readers: what sets lines apart, or an agency's slug of numbers."""
    line = page.lines[at]
    if _is_rule(line):
        return "separator", Verdict("paragraph", 0.95)
    wired = is_wire_slug(line) or (line.words <= 4 and is_initials(line) and is_wire_slug(page.lines[at + 1]))
    return ("slug", Verdict("kicker", 0.9)) if wired else None


def _of_paper(page: Page, at: int) -> tuple[str, Verdict] | None:
    """Return what a line is of the paper, the page or the archive, or which credit it surely is: its date, its place."""
    line, following = page.lines[at], page.lines[at + 1]
    name, verdict = masthead(page, at)
    if _is_role_of_author(page, at):
        return "author's role", role_verdict(line)._replace(confidence=0.85)
    if (
        verdict is None
        and is_date_line(line)
        and (titular(following) or _is_over_section(page, at) or (not at and following.words <= 16))
    ):
        name, verdict = "date", date_alone(page, at)
    if (
        verdict is None
        and line.words <= 6
        and ":" in line.bare
        and _OF_CLIPPING.match(line.bare)
        and (at or _OF_CLIPPING.match(following.bare))
    ):
        return "clipping", Verdict("paragraph", 0.85)
    if verdict is None:
        name, verdict = place_above(page, at)
    if verdict is None and any(map(str.isdecimal, line.bare)) and titular(following) and is_credit(page, at):
        name, verdict = credit_at(page, at) or (name, None)
        # «31 يناير 2019 | اليمن», but «فلسطين – 15 أيار 2024» is a subject with its day
        first = line.bare[0].isdecimal() or (verdict is not None and verdict.facts and verdict.facts.byline)
        verdict = verdict if first and verdict and verdict.facts and verdict.facts.dated else None
    return (name, verdict) if verdict else None


def _kicker(page: Page, at: int) -> tuple[str, Verdict] | None:
    """Return whether a line is the kicker, or the author's name over the headline or the name of the column."""
    line, following = page.lines[at], page.lines[at + 1]
    if line.words <= 6 and begins_with_lead(following) and (sure := _over_lead(line, following)):
        return "kicker", Verdict("kicker", sure)
    if author_above(page, at) or (at == 0 and _is_over_column(page)):
        return "labelled byline", Verdict("byline", 0.95)
    verdict = kicker(page, at)
    if verdict and verdict.confidence < 0.65 and (cites_above(page, at) or _is_under_phrase(page, at)):
        return None
    return ("kicker", verdict) if verdict else None


def _credit_over_headline(page: Page, at: int) -> tuple[str, Verdict] | None:
    """Return which credit a line is, where the headline may stand under it."""
    if not titular(page.lines[at + 1]) and not _is_over_section(page, at):
        return None
    name, verdict = credit_above(page, at)
    return (name, verdict) if verdict and may_stand_first(verdict, name, page.lines[at]) else None


def _with_day(line: Line, verdict: Verdict) -> tuple[str, Verdict]:
    """Return the verdict of a kicker without the strokes after it, and with the day beside it: «اقتصاد | 14 مايو 2022»."""
    when = date_line(line.bare.rpartition("|")[2].strip()) if "|" in line.bare and verdict.facts is None else None
    if when:
        verdict = verdict._replace(facts=Facts(dated=when))
    bare = line.text.rstrip(" |")  # «اقتصاد وأعمال |»
    return "kicker", verdict._replace(shown=bare) if bare != line.text else verdict


def _is_role_of_author(page: Page, at: int) -> bool:
    """Return whether a line under the byline says what the author is, over the headline or over its date."""
    above, line = page.verdicts[at - 1] if at else None, page.lines[at]
    if above is None or above.role != "byline" or line.words > 8 or not ROLE.match(line.bare):
        return False
    below = at + 2 if is_date_line(page.lines[at + 1]) else at + 1
    return below < len(page.lines) and titular(page.lines[below])


def _is_under_phrase(page: Page, at: int) -> bool:
    """Return whether the line under a kicker is the headline: the kicker has several words, or a name may stand below."""
    above = page.verdicts[at - 1] if at else None
    return (
        above is not None
        and above.role == "kicker"
        and (page.lines[at - 1].words >= 4 or page.lines[at + 1].words <= 3)
    )


def _is_over_column(page: Page) -> bool:
    """Return whether the author stands over the name of the column, and that over the headline."""
    if len(page.lines) < 4:
        return False
    author, column, headline = page.lines[:3]
    named = 2 <= author.words <= 4 and name_likeness(author.bare) >= 0.75 and names_section(column) >= 0.9
    return named and titular(headline) and not is_credit(page, 2) and not is_told(author.bare, page.lines[1:-1])


def _over_lead(line: Line, following: Line) -> float:
    """Know what stands over copy without a headline: «عاجل», the slug of an agency."""
    urgent = line.words <= 3 and _URGENT.fullmatch(line.bare.strip(STRIP))
    return 0.85 if urgent or (":" not in line.bare and slug(line, following) >= 0.85) else 0.0


def _in_stack(page: Page, at: int) -> float:
    """Return how sure it is that a line is the kicker of a stack of lines over a credit or over the lead."""
    if cites_above(page, at) or names_work(page, at):
        return 0.0
    sure = over_short_headline(page, at) or few_words(page, at)
    return sure or (over_headline(page, at, is_framed=is_framed) if at + 3 < len(page.lines) else 0.0)


def _is_over_section(page: Page, at: int) -> bool:
    """Return whether a section, a day or the number of the page stands between the line `at` and the headline."""
    lines = page.lines[at + 1 : at + 3]
    if len(lines) < 2 or not titular(lines[1]):
        return False
    return names_section(lines[0]) > 0 or is_date_line(lines[0]) or masthead(page, at + 1)[1] is not None
