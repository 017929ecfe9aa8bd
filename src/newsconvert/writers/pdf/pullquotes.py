"""Pull quotes: quotations of an article that a page sets again, larger and between rules, to draw the eye.

They are no part of the text: on the page they are artifacts (ISO 32000-1, 14.8.2.2), as running heads are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from ...errors import OptionError
from ...model import Article, Block, Heading, Paragraph, block_inlines, plain_text
from ..body import isolated_html
from .polish import MARK, typed

#: The most that may be asked for.
MOST = 9
#: Letters of an article to each pull quote: a shorter one has fewer, or none.
_LETTERS_EACH = 1_000
#: Letters of a quotation that is set again, and of those the best.
_SHORTEST, _LONGEST, _BEST = 40, 160, 90
#: Letters between a quotation and its place, some six lines, and between the places of two.
_NEAREST, _BETWEEN = 300, 900
_INSIDE = f'[^«»“”"\n]{{{_SHORTEST},{_LONGEST}}}'
_QUOTED = re.compile(f'«{MARK}?{_INSIDE}»{MARK}?|“{_INSIDE}”|(?<![^\\s:(])"(?=\\S){_INSIDE}(?<=\\S)"(?!\\w)')
#: Before a quotation: a verb of saying, and who says it.
_SAID = re.compile(
    r"(?:^|[\s،.؛])[وف]?ي?(?:قال|قول|أضاف|اضاف|أكد|اكد|صر\u0651?ح|أوضح|اوضح|ذكر|تابع|شد\u0651?د|اعتبر|كتب|عل\u0651?ق|رأى)ت?"
    r"(?P<by>(?:[\s:][^.؛!؟\"«»“”]{0,90})?)\Z"
)
#: Ends a name, as what else is said of it does.
_CIRCUMSTANCES = re.compile(
    r"[،(:–]|\s-|(?:^|\s)(?:في|خلال|عبر|على|من|عن|بعد|قبل|عقب|أمس|اليوم|أيضا|أيضاً|ذلك|معلقا|معلقاً|ردا|رداً|مع|لدى|عند|حول|أمام|"
    r"تعليقا|تعليقاً|هو|هي|له|لها|به|فيه|فيها|عليه|الذي|التي|هذا|هذه|التغريدة|لـ\w*|لل\w+|لوكالة|لرويترز|لفرانس|لمحطة|لموقع|لصحيفة|"
    r"لقناة|(?:ساخر|متسائل|مازح|ضاحك|مبتسم|غاضب|باكي|محذر|مؤكد|مضيف|مشير|متابع|منتقد|مستغرب|موضح|متحدث|مخاطب|متهكم|ممازح)(?:اً?|ًا|ة|ةً)|"
    r"ل(?:أ|زوج|شريك|صديق|والد|مراسل|وكال|رئيس)\w*)(?=[\s:]|\Z)"
)
#: Near words that nobody is known to have said: denied, forged, charged, told in a work.
_DOUBTED = re.compile(
    r"(?<!\w)[وف]?(?:(?:ال)?(?:منسوب|مفبرك|مزور|مزو\u0651ر|مزيف|مزعوم|مختلق|مضلل|ملفق|شائع|إشاع)\w*|نف[ىت]|[يت]نفي|نفوا|"
    r"[يت]?زعم\w*|ادع[ىت]|كذ\u0651?ب\w*|بالكذب|[اي]تهم\w*|تتهم\w*|بتهمة|(?:ال)?ادعاء|لم [يت]قل\w*|مسرحي\w*|رواي[ةت]\w*|"
    r"فيلم|مسلسل|قصيد[ةت]\w*|أسطور\w*|حكاي\w*)(?!\w)"
)
#: Begins a clause before a quotation that is a part of it.
_THAT = re.compile(r"(?:^|\s)ب?[أإا]ن(?:ه|ها|هم|نا|ني|ي)?(?=\s|\Z)")
#: What is quoted otherwise than people are; what begins a clause, not a sentence.
_SCRIPTURE = re.compile("صلى الله|تعالى|سبحانه|عز وجل|الآية|حديث (?:ال)?(?:شريف|نبوي|قدسي)")
_CLAUSE = re.compile(r"\W*(?:إن|ان|أن|أنه|إنه|بأن|حتى|لا سيما|التي|الذي|الذين)\s")


class PullQuote(NamedTuple):
    """A quotation with its marks, who says it, if that is stated before it, and how many letters stand before it."""

    text: str
    speaker: str
    at: int


def pull_quotes(article: Article, most: int) -> dict[int, str]:
    """Return the markup of `most` pull quotes or fewer, by the id of the paragraph of the body that each goes before.

    Each stands apart from what it repeats, between two paragraphs. Articles without a fitting quotation, and those that
    are too short, have none. Raise OptionError for a number that there is not.
    """
    if not 0 <= most <= MOST:
        raise OptionError(f"A page has 0 to {MOST} pull quotes an article, not {most}.")
    if not most:
        return {}
    lengths = [sum(len(plain_text(run)) for run in block_inlines(block)) for block in article.body]
    starts = [0, *accumulate(lengths)]
    count = min(most, starts[-1] // _LETTERS_EACH)
    chosen = sorted(sorted(_quotations(article, starts), key=_worth)[:count], key=lambda one: one.at)
    places = {starts[at]: article.body[at] for at in _boundaries(article.body, starts)}
    found: dict[int, str] = {}
    last = -_BETWEEN
    for number, quote in enumerate(chosen, 1):
        wanted = starts[-1] * number / (len(chosen) + 1)
        free = [at for at in places if at - last >= _BETWEEN and abs(at - quote.at) >= _NEAREST + len(quote.text)]
        if free:
            last = min(free, key=lambda at: abs(at - wanted))
            found[id(places[last])] = _markup(quote, rtl=article.direction == "rtl")
    return found


def _boundaries(body: Sequence[Block], starts: Sequence[int]) -> Iterator[int]:
    """Yield the places in a body between two paragraphs, apart from its ends and from tables, pictures and the like."""
    others = [
        (starts[at], starts[at + 1]) for at, block in enumerate(body) if not isinstance(block, Paragraph | Heading)
    ]
    for at in range(2, len(body) - 1):
        near = any(begin - _NEAREST < starts[at] < end + _NEAREST for begin, end in others)
        if isinstance(body[at - 1], Paragraph) and isinstance(body[at], Paragraph) and not near:
            yield at


def _quotations(article: Article, starts: Sequence[int]) -> Iterator[PullQuote]:
    """Yield what may be set again, each once, of paragraphs in the article's own language."""
    seen: set[str] = set()
    for block, start in zip(article.body, starts, strict=False):
        if not isinstance(block, Paragraph) or block.language or block.direction:
            continue
        text = plain_text(block.inlines)
        for found in _QUOTED.finditer(text):
            quoted, before = found[0], text[: found.start()]
            said = _SAID.search(before)
            apart = quoted[0] != '"' or before.count('"') % 2 == 0
            if not said or not apart or quoted in seen:
                continue
            if _DOUBTED.search(before[-_NEAR:]) or _DOUBTED.search(text[found.end() :][:_NEAR]):
                continue
            if _THAT.search(said["by"]) or _SCRIPTURE.search(before[-_NEAR:]) or _CLAUSE.match(quoted):
                continue
            seen.add(quoted)
            yield PullQuote(quoted, _speaker(said["by"]), start + found.start())


def _speaker(by: str) -> str:
    """Return the name of who says something, from what stands after the verb; nothing if that is no name."""
    away = _CIRCUMSTANCES.search(by)
    name = by[: away.start()].strip() if away else by.strip()
    return name if 1 < len(name.split()) <= _LONGEST_NAME and MARK not in name else ""


#: In words; in letters, how far before a quotation it may be said what it is.
_LONGEST_NAME, _NEAR = 7, 150


def _worth(quote: PullQuote) -> tuple[bool, int]:
    """Return what quotations are ranked by: those with a speaker come first, then those of a good length."""
    return not quote.speaker, abs(len(typed(quote.text)) - _BEST)


def _markup(quote: PullQuote, *, rtl: bool) -> str:
    by = f'<p class="speaker">{isolated_html(quote.speaker, rtl=rtl)}</p>\n' if quote.speaker else ""
    return f'<div class="pull">\n<p>{isolated_html(quote.text, rtl=rtl)}</p>\n{by}</div>\n'
