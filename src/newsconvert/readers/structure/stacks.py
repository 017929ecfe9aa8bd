"""Kicker, headline and deck on lines below each other without blank lines, told by what each is like beside the others."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise

from ...patterns import pattern
from .authorlines import ROLE
from .creditlines import credit_at, is_credit
from .dates import date_line, find_date
from .decks import bulleted_decks
from .folding import fold
from .headline import CLAUSE, GOALS, TOPIC_FIRST, titular
from .headlinewraps import continues_headline
from .line import Line, Page
from .lists import BULLETS
from .names import name_likeness
from .parts import kind_of
from .sentences import begins_with_verb
from .subjects import tells, verb_first

#: What is played for, or where people meet.
_CONTEST = pattern(
    r"^(?:كأس|دوري|الدوري|بطولة|البطولة|السوبر|تصفيات|مونديال|دورة|الدورة|أولمبياد|مهرجان|معرض|انتخابات|المنتدى|المؤتمر|القمة|الملتقى|المعرض|المهرجان)(?:\s[^\W_]+){1,4}$"
)
#: A round of what is played for: «الجولة 17 من بطولة كرة السلة».
_ROUND_OF = pattern(
    r"^(?:الجولة|الأسبوع|المرحلة|الدور|المباراة|اللقاء|الحلقة|الدورة)\s(?:[\d٠-٩]{1,2}|ال[^\W\d_]+(?:\sعشرة?)?)\s(?:من|ف[يى]|لل?[^\W\d_]{3,}|بال[^\W\d_]{3,}|[-–—/|])(?:\s[^\W_]+){0,6}$"
)
#: A scene, and what someone does in it: «على تخوم الصحراء، يزرع أبو خليل ما لا يأكله».
_SCENE = pattern(
    r"^(?:ف[يى]|عل[ىي]|بين|من|عند|وسط|خلف|تحت|قرب|داخل|مع|بعد|قبل|أمام|قبالة|عندما|حين|حيث|كلما)\s[^،:.؟!]{4,50}،\s(?:لا\s|لم\s|ما\s)?[يت][^\W\d_]{2,}\s"
)
#: What decks under the few words of a magazine's headline begin with: «الجولة الأخيرة» / «عن ملاكم عاد …».
UNDER_TITLE = pattern(
    r"(?:عن|ف[يى]|من|عل[ىي]|[إا]ل[ىي]|بين|حين|حيث|عندما|بعد|قبل|منذ|قصة|حكاية|رحلة|سيرة|كيف|ماذا|لماذا|كلما|هكذا|هنا|هناك)\s"
)
#: A clause of few words.
_COMPLETE = pattern(r"(?:^|\s)(?:لا|لم|لن|ليس|ليست)\s|^(?:ما|من|أين|كيف|متى|هل)\s")
_WORD = pattern(r"[^\W\d_]{2,}")
#: So many words begin a paragraph, not a deck.
_PARAGRAPH = 15
#: Who speaks, as decks begin and headlines too: «التحريات: كان يقود بسرعة».
_SPEAKS = pattern(r"[^\W\d_]+(?:\s[^\W\d_]+){0,3}\s?:\s\S+\s\S")
#: What words are joined to, and what they end in, so that «يربك» and «أربك», «المرحلة» and «مراحل» begin alike; folded.
_STEM = pattern(
    r"^(?:(?:[وف]?(?:ال|لل|بال|كال)|[وبلفك](?=[^\W\d_]{4}))?[يتناس]?(?=[^\W\d_]{3}))?+(.)[اويءئؤىه]*+(.?)[اويءئؤىه]*+(.?).*\n?",
    re.MULTILINE,
)
_TERM = pattern(r"[^\W\d_]{3,}|\d+")
_SMALL = frozenset("علي الي عن من في مع بعد قبل بين هذا هذه التي الذي كان غير".split())
#: So much speaks for a kicker in a stack over a credit.
_ENOUGH = 0.9


def over_short_headline(page: Page, at: int) -> float:
    """Return how sure it is that a long line is the kicker over a headline that is shorter than what is around it.

    A headline over two lines goes on with a word that needs what stands before it; these are clauses of their own.
    """
    line, headline = page.lines[at], page.lines[at + 1]
    broken = headline.words <= 7 and TOPIC_FIRST.match(headline.bare) and not headline.gap
    if (
        broken
        and _SPEAKS.match(line.bare)
        and line.words <= 10
        and at + 2 < len(page.lines)
        and is_credit(page, at + 2)
    ):
        return 0.6
    if line.words > 14 or line.bare[-1] in ".؟?" or headline.gap or len(headline.bare) > 0.75 * len(line.bare):
        return 0.0
    if not titular(headline) or len(_WORD.findall(headline.bare)) < 3:
        return 0.0
    if is_credit(page, at + 1) or continues_headline(page, at + 1) >= 0.75:
        return 0.0
    if broken:
        return 0.6
    if _SCENE.match(line.bare) and headline.words <= 7 and at + 2 < len(page.lines) and is_credit(page, at + 2):
        return 0.0 if CLAUSE.search(headline.bare) or begins_with_verb(headline.bare) else 0.6
    deck = page.next(at + 1)
    if deck is None or deck.gap or at + 3 >= len(page.lines) or is_credit(page, at + 2) or not is_credit(page, at + 3):
        return 0.0
    lead = terms_of(" ".join(one.text for one in page.lines[at + 4 : at + 6] if one.words >= _PARAGRAPH))
    again = share(headline.bare, lead)[0] + 0.4 >= share(line.bare, lead)[0]
    return 0.6 if again and titular(deck) and len(deck.bare) > 1.3 * len(headline.bare) else 0.0


def over_headline(page: Page, at: int, *, is_framed: Callable[[str], bool]) -> float:
    """Return how sure it is that the first line of a stack is the kicker over headline and decks, not the headline.

    The lead says the headline again, and decks rarely; kickers are rarely longer than their headlines. `is_framed`
    returns whether a line begins as a kicker does.
    """
    above = page.verdicts[at - 1] if at else None
    stop, line = at + 1, page.lines[at]
    while stop < len(page.lines) - 1 and stop < at + 4 and _may_stack(page, stop):
        stop += 1
    below = stop - at - 1
    if not below or (above and above.role == "kicker") or not titular(line) or is_credit(page, at):
        return 0.0
    stop += bulleted_decks(page, stop)
    credited, lead, framed = is_credit(page, stop), page.lines[stop], is_framed(line.bare)
    if not credited and (lead.words < _PARAGRAPH or below > 2 or (not framed and _has_sections(page, at, stop))):
        return 0.0
    lead = next((one for one in page.lines[stop:] if one.words >= _PARAGRAPH), lead)
    headline = page.lines[at + 1]
    if continues_headline(page, at + 1) or begins_with_verb(headline.bare):
        return 0.0
    terms, whole = terms_of(lead.text), headline.bare
    wrapped = below > 1 and continues_headline(page, at + 2) > 0
    if wrapped:
        whole = f"{whole} {page.lines[at + 2].bare}"
    (own, late), (again, early) = share(line.bare, terms), share(whole, terms)
    first, second = len(line.bare), len(whole)
    asks, speaks = line.bare[-1] in "؟?", bool(_SPEAKS.match(line.bare))
    if below == 1 or not credited:  # headline alone, or no more than a deck
        if (
            asks
            or speaks
            or ".." in line.bare
            or (not framed and (line.words > 6 or verb_first(headline.bare) or (own and tells(line.bare))))
        ):
            return 0.0
        if framed and not credited and line.words >= 3:
            return 0.6 if again >= 0.5 and first < 0.85 * second else 0.0
        most = 0.85 if late > early + 0.15 else 0.66 if late >= early else 0.0
        return 0.6 if again >= (0.7 if below == 1 else 0.6) and again >= own - 0.3 and first <= most * second else 0.0
    deck = page.lines[at + 2 + (wrapped and below > 2)]
    third = len(deck.bare)
    points = 2.5 * again - 0.8 * own + (min(1.5, max(-1.5, 4 * (late - early))) if own and again else 0.0)
    points += (2.0 if framed else 0.0) - (1.0 if asks else 0.0)
    points += 1.0 if first < 0.75 * second else 0.3 if first <= second else 0.0
    points -= 1.5 if first > 1.1 * max(second, third) else 0.0
    points -= 1.0 if _SPEAKS.match(headline.bare) and not _SPEAKS.match(deck.bare) else 0.0
    points += (1.0 if headline.bare[-1] in "؟?" else 0.0) + (0.5 if third > 1.25 * second else 0.0)
    points += 0.5 if _SPEAKS.match(deck.bare) and not speaks else 0.0
    return 0.6 if points >= _ENOUGH else 0.0


def _has_sections(page: Page, at: int, stop: int) -> bool:
    """Return whether the line after `at` may be the first heading of an article that has more of them."""
    lines = page.lines
    later = (one.short and one.words <= 10 and after.words >= 12 for one, after in pairwise(lines[stop + 1 :]))
    return lines[at + 1].gap or any(later)


def is_told_first(page: Page, at: int) -> bool:
    """Return whether the lead says what is in a line before what is in the line after it, as with headline and deck."""
    lead = next((one for one in page.lines[at + 2 :] if one.words >= _PARAGRAPH), None)
    if lead is None:
        return False
    terms = terms_of(lead.text)
    (own, late), (again, early) = (share(one.bare, terms) for one in page.lines[at : at + 2])
    return own >= 0.6 and again > 0 and late < early - 0.05


def _may_stack(page: Page, at: int) -> bool:
    """Return whether a line may be headline or deck of a stack."""
    line = page.lines[at]
    return titular(line) and line.words >= 3 and line.text[0] not in BULLETS and not is_credit(page, at)


def share(text: str, terms: dict[str, int]) -> tuple[float, float]:
    """Return how much of `text` is among the `terms` of another, and how far in that its terms stand, 0 to 1."""
    own = terms_of(text)
    found = [terms[term] for term in own if term in terms]
    return (len(found) / len(own), sum(found) / len(found) / len(terms)) if found else (0.0, 1.0)


@lru_cache(maxsize=8)  # of the lead and the lines over it
def terms_of(text: str) -> dict[str, int]:
    """Return the words of `text` by their first consonants after what they are joined to, with their order."""
    words = [word for word in dict.fromkeys(_TERM.findall(fold(text))) if word not in _SMALL]
    stems = dict.fromkeys(map("".join, _STEM.findall("\n".join(words))))
    return {stem: at for at, stem in enumerate(stems)}


def few_words(page: Page, at: int) -> float:
    """Return how sure it is that one to three words are the kicker: a headline of so few rarely has a deck under it.

    A credit must stand below the headline, or below the deck after it.
    """
    line, headline = page.lines[at], page.lines[at + 1]
    if line.words > 3 or line.bare[-1] in ".؟?!:" or ".." in line.bare or len(headline.bare) <= len(line.bare):
        return 0.0
    if UNDER_TITLE.match(headline.bare) or headline.bare[-1] in "؟?":
        return 0.0
    if not 3 <= headline.words <= 10 or not titular(headline) or is_credit(page, at) or is_credit(page, at + 1):
        return 0.0
    above = page.verdicts[at - 1] if at else None
    if (
        (above and above.role == "kicker")
        or continues_headline(page, at + 1)
        or _COMPLETE.search(line.bare)
        or begins_with_verb(line.bare)
        or tells(line.bare)
    ):
        return 0.0
    below = at + 2
    if below < len(page.lines) - 1 and not is_credit(page, below) and titular(page.lines[below]):
        below += 1
    return 0.6 if below < len(page.lines) and is_credit(page, below) else 0.0


def contest(line: Line, following: Line) -> float:
    """Know what is played for or where people meet, over a headline that is a clause: «دوري أبطال أفريقيا»."""
    clause = following.words >= 5 and CLAUSE.search(following.bare) and not begins_with_verb(following.bare)
    clause = clause or (following.words >= 4 and GOALS.search(following.bare) is not None)
    played = _CONTEST.match(line.bare) or _ROUND_OF.match(line.bare)
    return 0.65 if clause and played and not CLAUSE.search(line.bare) else 0.0


def author_above(page: Page, at: int) -> bool:
    """Return whether a first line is the author's name over the headline: the text says nothing of that person.

    A headline that is a name has a text about its bearer.
    """
    lines = page.lines
    line = lines[at]
    above = page.verdicts[at - 1] if at else None
    under_column = above is not None and above.role in ("kicker", "date")
    if (at and not under_column) or not 2 <= line.words <= 4 or len(lines) < at + 4:
        return False
    may_be_any = line.words > 2 and (not under_column or is_date_line(lines[at + 2]))
    if name_likeness(line.bare) < (0.6 if may_be_any else 0.85):
        return False
    beside = is_date_line(lines[at + 1]) or (lines[at + 1].words >= 2 and ROLE.match(lines[at + 1].bare) is not None)
    top = at + 1 + beside
    headline, below = lines[top], top + 1
    if headline.words < 2 + (not at) or not titular(headline) or below >= len(lines):
        return False
    if is_credit(page, top) and not is_told(headline.bare, lines[below:]):
        return False
    if lines[below].words <= 3 and kind_of(lines[below].bare) in ("paper", "agency"):
        below += 1  # the paper that printed it
        if below == len(lines):
            return False
    found = credit_at(page, below)
    dated = lines[below].words <= 12 and find_date(lines[below].bare)
    if dated or (found and (found[1].role == "date" or found[0] == "caption")):
        below += 1
    elif found and found[1].role == "byline":
        return False
    elif below < len(lines) - 1 and not lines[below].gap and continues_headline(page, below):
        below += 1
    if below >= len(lines) - 1 or lines[below].words < _PARAGRAPH:
        return False
    return not is_told(line.bare, lines[top:-1])


def is_date_line(line: Line) -> bool:
    """Return whether a line is a date, and what is said with one."""
    return line.words <= 12 and date_line(line.bare) is not None


def stands_over_author(page: Page) -> bool:
    """Return whether the first line names a column over its author and the headline, and is no headline over its byline.

    A deck has more words than the headline over it; what stands under the author has few of them here.
    """
    lines = page.lines
    if (
        len(lines) < 5
        or lines[0].bare[-1] in ".؟?!:"
        or lines[2].gap
        or lines[2].words > 7
        or lines[3].words < _PARAGRAPH
    ):
        return False
    if name_likeness(lines[0].bare) >= 0.5 or lines[1].words > 4 or (sure := name_likeness(lines[1].bare)) < 0.75:
        return False
    if sure < 0.9 or lines[0].words > 3:  # the text says the headline again, and never the name of the column
        text = terms_of(" ".join(line.text for line in lines[3:8]))
        if share(lines[2].bare, text)[0] < 0.5 or share(lines[0].bare, text)[0]:
            return False
    return titular(lines[2]) and not is_credit(page, 2) and not is_told(lines[1].bare, lines[2:-1])


def is_told(name: str, lines: list[Line]) -> bool:
    """Return whether `lines` speak of the person of that name: by the last word of it, or by the first two."""
    words = fold(name).split()
    return any(word in fold(line.text) for line in lines for word in (words[-1], " ".join(words[:2])))
