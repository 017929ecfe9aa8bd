"""Copy without a headline: whether a text begins with its lead, and the words of the lead that stand for a headline."""

from __future__ import annotations

from ...patterns import pattern
from .datelines import read_dateline
from .folding import fold
from .headline import OPEN_END
from .line import Line

#: So many words are a headline; a clause of the lead that ends before the first number is too short for one.
_FEWEST, _MOST = 6, 13
#: A line of so many words that ends in a full stop is a sentence of the text.
_SENTENCE = 20
_STOP = pattern(r"[.؟!](?:[»”\")]*)(?:\s|$)")
_WORD = pattern(r"\S+")
#: What begins the circumstances of a lead, after what is the news: «… بعد توقف دام شهرا», «… احتجاجا على …»; folded.
_CIRCUMSTANCE = pattern(
    r"(?:بعد|بعدما|اثر|عقب|قبل|قبيل|عشيه|خلال|حيث|فيما|بينما|وذلك|مما|ما ادي|ما اسفر|ما دفع|ما تسبب|عن طريق|وفق|وفقا|بحسب|حسب|حسبما|كما|بسبب|بمشاركه|بحضور|بهدف|"
    r"من اجل|من دون|ضمن|في اطار|في وقت|في حين|وسط|اعتبارا|ابتداء|احتجاجا|تنفيذا|تمهيدا|بالتعاون|بالتزامن|بالاضافه|رغم|الذي|التي)(?:\s|$)"
)
#: When it was, between commas: «أعلنت الوزارة، اليوم الخميس، وصول …».
_ASIDE = pattern(
    r"،\s(?:(?:مساء|صباح|فجر|ظهر|ليل|يوم)\s)?(?:اليوم|أمس|[أا]ول من أمس|ال(?:سبت|[أا]حد|[إا]?ثنين|ثلاثاء|[أا]ربعاء|خميس|جمعة))(?=[\s،])[^،.]{0,25}،"
)
_PAIRS = (("«", "»"), ("(", ")"), ("“", "”"), ("[", "]"))


def begins_with_lead(line: Line) -> bool:
    """Return whether a first line is the lead of a text without a headline: a sentence after a dateline, or a long one."""
    if not _STOP.search(line.text[-4:]):
        return False
    found = read_dateline(line.text)
    return line.words >= _SENTENCE or (found is not None and found.confidence >= 0.7)


def is_under_stamp(line: Line, *, wired: bool = False) -> bool:
    """Return whether a line under a dateline with its date is the lead, and not the headline: of few words, under an agency's."""
    if wired and 3 <= line.words < _SENTENCE // 2:  # a few words that ask or cry are a headline
        return line.bare[-1] == "."
    return line.words >= _SENTENCE // 2 and bool(_STOP.search(line.text[-4:]))


def devised_headline(text: str) -> str:
    """Return the words of a lead that stand for a headline: its first clause, or an ellipsis after as many as there is room for."""
    found = read_dateline(text)
    start = text[found.end if found else 0 :].lstrip(' -–—ـ:،.*•"')
    stop = _STOP.search(start, 12)
    sentence = _ASIDE.sub("", start[: stop.start()] if stop else start)
    words = list(_WORD.finditer(sentence))
    if len(words) <= _MOST:
        return sentence.strip()
    for count in range(_MOST, _FEWEST - 1, -1):
        clause = sentence[: words[count - 1].end()]
        ends = clause.endswith(("،", "؛", ",")) or _CIRCUMSTANCE.match(fold(sentence[words[count].start() :][:20]))
        if ends and _is_whole(clause):
            return clause.rstrip("،؛, -–—")
    count = next((count for count in range(_MOST, 2, -1) if _is_whole(sentence[: words[count - 1].end()])), _MOST)
    return sentence[: words[count - 1].end()].rstrip("،؛, -–—:") + "…"


def _is_whole(text: str) -> bool:
    """Return whether a part of a sentence has all its brackets closed, and no preposition at its end."""
    return all(text.count(one) == text.count(other) for one, other in _PAIRS) and not OPEN_END.search(text)
