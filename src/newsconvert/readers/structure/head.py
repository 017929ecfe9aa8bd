"""The head of an article: what stands above the headline, the headline, decks, credits."""

from __future__ import annotations

from ...patterns import pattern
from .authorlines import ROLE, role_verdict
from .creditlines import credit_at, is_credit, is_over_byline
from .dates import find_date
from .decks import EMPHASIZED, SECTION, decks, is_summary, is_timeline
from .ends import SHOWN
from .folding import fold
from .formulas import MOURNS
from .headline import CLAUSE, PARTED_NAME, unmarked
from .headlinewraps import continues_headline
from .kickerwords import names_section
from .labels import read_labels
from .lead import begins_with_lead, is_under_stamp
from .letterheads import ACT, REFERENCE
from .line import Facts, Page, Verdict
from .lists import marked_heading
from .mailheads import read_mail_head
from .mastheads import CORRECTS, is_issue
from .names import name_likeness
from .parts import kind_of
from .sentences import begins_with_verb
from .topmatter import read_above
from .weighing import settle_layout, weigh

#: So many lines under the headline may be credits.
_HEAD_LINES = 9
#: The years of someone's life, under the headline of an obituary.
_LIFE = pattern(r"^[(\[]?(?:1[89]|20|١[٨٩]|٢٠)[0-9٠-٩]{2}\s*[-–—]\s*(?:1[89]|20|١[٨٩]|٢٠)[0-9٠-٩]{2}[)\]]?$")

#: A page of the paper by a noun and its adjective: «الشرق الجزائري», «الشؤون البلدية».
_PAGE = pattern(r"ال[^\W\d_]{3,}\sال[^\W\d_]{3,}(?:ي|ية)")


def read_head(page: Page) -> int:
    """Find the headline and what stands around it; return the first line that is none of it.

    A text that begins with its lead has no headline.
    """
    labelled = read_labels(page)
    if labelled:
        return labelled
    at, titled = read_mail_head(page)
    if not titled:
        if not page.stated:
            at = at or read_above(page)
            above = page.verdicts[at - 1] if at else None
            facts = above.facts if above is not None and above.role == "dateline" else None
            stamped = facts and facts.dated and is_under_stamp(page.lines[at], wired=bool(facts.agency))
            if stamped or (begins_with_lead(page.lines[at]) and not ACT.match(page.lines[at].bare)):
                return at
        at = _read_headline(page, at)
    return _weigh(page, _read_credits(page, at, deck=not titled))


def _weigh(page: Page, at: int) -> int:
    """Settle anew the lines around `at` where another layout is surely better; return the line after the head."""
    layout = weigh(page, at)
    if layout is None:
        return at
    below = settle_layout(page, layout)
    if below > at:
        return _read_credits(page, below, deck=False)
    while page.verdicts[at - 1] is None:
        at -= 1
    return at


def _read_headline(page: Page, at: int) -> int:
    """Settle the headline, which begins with the line `at`; return the line after it."""
    line = page.lines[at]
    page.settle(at, "first line", Verdict("headline", 0.97 if line.words <= 25 else 0.6, shown=unmarked(page, at)))
    at += 1
    for _ in range(2):
        found = credit_at(page, at) if at < len(page.lines) - 1 else None
        if at >= len(page.lines) - 1 or (
            found and not _parts_name(page.lines[at - 1].bare, found[0]) and not _is_weak(page, at, found)
        ):
            break
        sure = continues_headline(page, at)
        if (
            not sure
            or page.look(at) != page.look(at - 1)
            or marked_heading(page, at)
            or SECTION.match(page.lines[at].bare)
        ):
            break
        page.settle(at, "wrapped headline", Verdict("headline", sure))
        at += 1
    return at


def _is_weak(page: Page, at: int, found: tuple[str, Verdict]) -> bool:
    """Return whether a line looks like a credit by its shape alone, «مشاريع المياه في البصرة», and it goes on or a sure one stands below."""
    if found[0] == "author's name" and found[1].confidence <= 0.65:  # «عبر صفحات التواصل الاجتماعي»
        return continues_headline(page, at) >= 0.8
    return found[0] == "place and source" and found[1].confidence <= 0.75 and is_over_byline(page, at)


def _parts_name(text: str, rule: str) -> bool:
    """Return whether a name goes on in the next line, which looks like a credit by it: «… محمد بن» / «راشد في دبي»."""
    return rule not in ("labelled byline", "date") and bool(PARTED_NAME.search(text))


def _read_credits(page: Page, at: int, *, deck: bool) -> int:
    """Settle credits and decks under the headline, from the line `at`; return the line after them."""
    count = len(page.lines)
    limit = min(count, at + _HEAD_LINES)
    has_deck = not deck
    first = at
    while at < limit:
        found = credit_at(page, at) if at < count - 1 or count > at > 1 else None
        if found and found[0] == "date" and _is_entry(page, at):
            break
        if found and found[0] == "place and source" and found[1].role == "byline" and _is_role(page, at):
            # «أستاذ الإعلام بجامعة السلطان قابوس في مسقط», but «مراسلة بي بي سي - بيروت»
            found = None if found[1].confidence < 0.8 else (found[0], found[1]._replace(role="dateline"))
        if at == first and _is_section_below(page, at):
            page.settle(at, "section below the headline", Verdict("kicker", 0.8))
        elif found and found[0] != "labelled byline" and found[1].role == "byline" and _mourns(page, at):
            page.settle(at, "the dead", Verdict("paragraph", 0.8))
        elif found:
            page.settle(at, *found)
        elif _shows(page, at):
            page.settle(at, "caption", Verdict("paragraph", 0.7))
        elif _is_role(page, at):
            page.settle(at, "author's role", role_verdict(page.lines[at]))
        elif is_issue(page.lines[at]):
            page.settle(at, "issue", Verdict("date", 0.8, facts=Facts(dated=find_date(page.lines[at].bare))))
        elif not has_deck and (run := decks(page, at)):
            has_deck = True
            for _ in range(run):
                quoted = page.lines[at].text.removeprefix("> ").strip()  # as Markdown marks what is quoted
                if EMPHASIZED.fullmatch(quoted):
                    quoted = quoted[1:-1]
                sure = 0.9 if is_summary(page, at) else 0.8
                page.settle(at, "deck", Verdict("deck", sure, shown=quoted or None))
                at += 1
            continue
        elif page.lines[at].text[0] in "([*" and CORRECTS.match(page.lines[at].bare) and at < count - 1:
            page.settle(at, "note of a correction", Verdict("paragraph", 0.85))
        elif _LIFE.match(page.lines[at].bare):
            page.settle(at, "years of a life", Verdict("paragraph", 0.75))
        elif page.lines[at].words <= 8 and REFERENCE.match(page.lines[at].bare):
            page.settle(at, "reference number", Verdict("paragraph", 0.8))
        elif _is_between(page, at):
            page.settle(at, "caption", Verdict("paragraph", 0.7))
        elif (verdict := _before_credit(page, at)) is not None:
            page.settle(at, "above a credit", verdict)
        else:
            break
        at += 1
    return at


def _mourns(page: Page, at: int) -> bool:
    """Return whether a name stands under the words that announce a death: it is the name of the dead."""
    return any(MOURNS.search(fold(line.bare)) for line in page.lines[max(0, at - 3) : at] if line.words < 40)


def _before_credit(page: Page, at: int) -> Verdict | None:
    """Take a few words that no rule knows, among the lines of a head that a sure credit closes: a byline, or a caption."""
    line = page.lines[at]
    if not 1 <= line.words <= 12 or line.bare[-1] in ".؟!" or not line.text[0].isalpha() or begins_with_verb(line.bare):
        return None
    if (
        (line.bare[-1] == ":" and line.words > 5)
        or (any(map(str.isdigit, line.bare)) and not (line.words <= 3 and _is_over_date(page, at)))
        or "   " in line.text
        or SECTION.match(line.bare)
        or not _is_closed(page, at)
    ):
        return None
    named = (
        line.words <= 5
        and not line.bare.startswith("صور")
        and (name_likeness(line.bare.rstrip(":")) >= 0.3 or kind_of(line.bare) == "paper")
    )
    if named and not any(verdict and verdict.role == "byline" for verdict in page.verdicts[:at]):
        return Verdict("byline", 0.6)
    return Verdict("paragraph", 0.6)


def _is_over_date(page: Page, at: int) -> bool:
    """Return whether the line below is a date and nothing else: «طنجة 24» over it is who posted the page."""
    found = credit_at(page, at + 1) if at + 2 < len(page.lines) else None
    return found is not None and found[1].role == "date" and found[1].confidence >= 0.85


def _is_closed(page: Page, at: int) -> bool:
    """Return whether a sure credit stands on one of the two lines below, and no sentence between."""
    for below in range(at + 1, min(at + 3, len(page.lines) - 1)):
        found = credit_at(page, below)
        if found and found[1].role in ("byline", "dateline", "date", "label") and found[1].confidence >= 0.85:
            return not is_timeline(page, below)
        if not found and (page.lines[below].words > 12 or page.lines[below].bare[-1] in ".:"):
            return False
    return False


def _is_section_below(page: Page, at: int) -> bool:
    """Return whether the section or the column is named under the headline, over a credit, and not above it: «محافظات»."""
    if at + 2 >= len(page.lines) or any(verdict and verdict.role == "kicker" for verdict in page.verdicts[:at]):
        return False
    line = page.lines[at]
    if line.words > 3 or kind_of(line.bare) in ("paper", "desk") or not is_credit(page, at + 1):
        return False
    return names_section(line) >= 0.8 or (_PAGE.fullmatch(line.bare) is not None and not name_likeness(line.bare))


def _is_between(page: Page, at: int) -> bool:
    """Return whether a few words between two credits are a caption: neither deck nor heading stands there."""
    before, line = page.verdicts[at - 1], page.lines[at]
    return (
        before is not None
        and before.role in ("byline", "dateline", "date")
        and line.words <= 3
        and line.short
        and at + 1 < len(page.lines)
        and is_credit(page, at + 1)
        and not is_timeline(page, at + 1)
    )


def _is_entry(page: Page, at: int) -> bool:
    """Return whether a date is the first one that parts a timeline: the article's own date stands above it."""
    dated = any(verdict and verdict.role == "date" for verdict in page.verdicts[:at])
    follows = page.lines[at + 1 : at + 2]
    return bool(dated and follows and follows[0].words > page.lines[at].words and is_timeline(page, at))


def _shows(page: Page, at: int) -> bool:
    """Return whether a line under a credit is a caption without a mark: «الوزير خلال جولته في المحافظة», «© AP Photo»."""
    before, line = page.verdicts[at - 1], page.lines[at]
    if line.text[0] == "©" and line.words <= 10:
        return True
    return (
        before is not None
        and before.role in ("byline", "dateline", "date")
        and line.words <= 14
        and line.bare[-1:] not in ".:؟!"
        and bool(SHOWN.match(line.bare))
        and not begins_with_verb(line.bare)
        and not CLAUSE.search(line.bare)
    )


def _is_role(page: Page, at: int) -> bool:
    """Return whether a line under the byline says what its author is: «مراسلة شؤون الصحة»."""
    before = page.verdicts[at - 1]
    line, following = page.lines[at], page.next(at)
    return (
        before is not None
        and before.role == "byline"
        and line.words <= 10
        and following is not None
        and line.bare[-1:] not in ".:؟!"
        and bool(ROLE.match(line.bare))
        and not CLAUSE.search(line.bare)
    )
