"""The parts of a credit: places, agencies, dates, papers and names, found in a line that sets them side by side."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

from ...patterns import pattern
from .agencies import AGENCIES, INITIALS, OTHER_BODIES
from .dates import Dated, date_at, time_at
from .folding import by_first_word, fold
from .names import name_likeness
from .outlets import is_outlet
from .places import COUNTRIES, PLACES
from .spelled import ORDINALS
from .words import DESK, KICKERS, PAPERS

Kind = Literal["place", "agency", "date", "word", "mark", "filler"]

_TOKEN = pattern(r"[^\W\d_ـ](?:[^\W_ـ]|[\u064b-\u0652\u0670'’]|ـ(?=\w))*|[0-9٠-٩۰-۹]+|ـ+|[^\w\s]|_")
_BY_FIRST = by_first_word(PLACES, AGENCIES)
#: Words beside a date or a place in a dateline.
_FILLERS = frozenset(("في", "يوم", "بتاريخ", "الموافق", "مساء", "صباح", "هـ", "م", "السبت", "الاحد", "الاثنين", "الثلاثاء",
                      "الاربعاء", "الخميس", "الجمعه"))  # fmt: skip
#: Agencies whose short name is also a word: taken only where marks enclose it.
_ALSO_WORDS = frozenset(map(fold, ("معا", "مهر", "وال", "بنا", "وات", "قنا", "صفا", "شهاب", "فارس", "وفا", "ومع", "وطنية", "وكالة", "متابعة", "المركزية", "المسلة", "المعلومة", "أونا",
                                   "وما", "الحرة", "صحف", "سبأ", "واج", "الفرنسية", "الألمانية", "الأناضول")))  # fmt: skip
_ALSO_PLACES = frozenset(map(fold, ("قنا", "بترا", "سبأ")))
#: Adjectives that go with the name of a town.
_OF_A_TOWN = frozenset(("العاصمه", "المحتله", "القديمه"))
#: Credits to no agency in particular.
_NO_AGENCY = frozenset(map(fold, ("مواقع", "متابعات", "متابعة", "صحف", "مراسلون", "قسم الترجمة", "وكالة")))
EDGE = " \t*:.()[]«»\"“”'-–—ـ|/\\،,"


class Part(NamedTuple):
    """A piece of a credit, where it stands, and for a date when that is."""

    kind: Kind
    start: int
    end: int
    text: str
    dated: Dated | None = None


def read_parts(text: str) -> list[Part]:
    """Return the parts of `text` in their order."""
    return list(_parts(text))


def known_parts(text: str) -> list[Part]:
    """Return the parts of `text` without the marks between them; none where a word is on no list."""
    found: list[Part] = []
    for part in _parts(text):
        if part.kind == "word":
            return []
        if part.kind != "mark":
            found.append(part)
    return found


def _parts(text: str) -> Iterator[Part]:
    tokens = [(found.start(), found.end(), found[0]) for found in _TOKEN.finditer(text)]
    whole = fold(text)
    if len(whole) == len(text):  # nothing was dropped, so that what was found stands in the same place
        folded = [whole[start:end] for start, end, _ in tokens]
    else:
        folded = [fold(token) for _, _, token in tokens]
    at, count = 0, len(tokens)
    last_word = -1  # where the last part ends if it is a word
    while at < count:
        start, end, token = tokens[at]
        if token[0].isdigit() or token.isascii() or folded[at] in ORDINALS:
            span = date_at(text, start)
            stop = span.end if span else time_at(text, start) if token[0].isdigit() else 0
            if stop:
                yield Part("date", start, stop, text[start:stop], span.found if span else None)
                last_word = -1
                while at < count and tokens[at][0] < stop:
                    at += 1
                continue
        if token[0] == "ـ" or not token[0].isalnum():  # tatweel counts as a letter
            yield Part("mark", start, end, token)
            last_word = -1
            at += 1
            continue
        known = _match_known(folded, at)
        if folded[at] == "وكاله" and (known is None or known[1] == 1):
            known = _unlisted_agency(tokens, folded, at) or known
        if known is None and at + 1 < count and folded[at + 1] in ("برس", "نيوز") and token.isalpha():
            known = ("agency", 2)
        if (
            known
            and last_word >= 0
            and known[0] == "agency"
            and text[last_word:start].isspace()
            and is_also_word(token)
        ):
            known = None  # «تل شهاب»
        last_word = -1
        if known:
            kind, length = known
            if kind == "place" and at + length < count and folded[at + length] in _OF_A_TOWN:
                length += 1  # «واشنطن العاصمة»
            end = tokens[at + length - 1][1]
            if kind == "agency" and text[end : end + 1] == "." and "." in text[start:end]:  # «أ. ف. ب.»
                end, length = end + 1, length + 1
            yield Part(kind, start, end, text[start:end])
            at += length
        elif folded[at] in _FILLERS:
            yield Part("filler", start, end, token)
            at += 1
        else:
            yield Part("word", start, end, token)
            last_word = end
            at += 1


def _match_known(folded: list[str], at: int) -> tuple[Kind, int] | None:
    """Return whether a place or an agency begins at a token, and how many tokens it has."""
    first = folded[at]
    for rest in _BY_FIRST.get(first, ()):
        if not rest:
            return ("agency" if first in AGENCIES else "place"), 1
        if folded[at + 1 : at + 1 + len(rest)] == list(rest):
            phrase = " ".join((first, *rest))
            return ("agency" if phrase in AGENCIES else "place"), 1 + len(rest)
    if len(first) == 1 and first.isalpha():  # letters said one by one
        letters, end = first, at + 1
        best = 0
        while end < len(folded) and len(letters) < 5:
            if folded[end] == ".":
                end += 1
                continue
            if len(folded[end]) != 1 or not folded[end].isalpha():
                break
            letters += folded[end]
            end += 1
            if letters in INITIALS:
                best = end - at
        if not best and len(letters) > 2 and at:  # of an agency on no list, in brackets: «(و.أ.خ)»
            end += end < len(folded) and folded[end] == "."
            enclosed = end < len(folded) and (folded[at - 1], folded[end]) in (("(", ")"), ("[", "]"), ("/", "/"))
            best = end - at if enclosed else 0
        return ("agency", best) if best else None
    return None


def _unlisted_agency(tokens: list[tuple[int, int, str]], folded: list[str], at: int) -> tuple[Kind, int] | None:
    """Match «وكالة» with what it is called, up to the mark, the date or the end after it."""
    end = at + 1
    while end < len(tokens) and tokens[end][2][0].isalpha():
        end += 1
    closed = end == len(tokens) or not tokens[end][2][0].isalpha()
    return ("agency", end - at) if closed and _names_agency(folded[at + 1 : end]) else None


def _names_agency(words: list[str]) -> bool:
    """Return whether «وكالة» before `words` is a news agency: not one of a state, and not a clause about one."""
    return 1 <= len(words) <= 5 and not OTHER_BODIES.intersection((words[0], " ".join(words[:2])))


#: What a person did for the text, before the name and without a mark between: «كتبت منى علي», «من مراسلنا سامر عيتاني».
_DID = pattern(
    r"^و?(?:كتب(?:ت|ه|ها|ته|تها|وا|ا)?|حاورت?(?:ه|ها|هم)?|[أا]جر[ىت] (?:ال)?(?:حوار|مقابلة|لقاء)|التق[ىت](?:ه|ها)?|التقا(?:ه|ها)|[أا]عدّ?ت?(?:ه|ها)|"
    r"(?:من )?[إا]عداد|بقلم|تقرير|تحقيق|حوار|متابعة|رصد|تغطية|نص|كتابة|تحرير|من)\s+(?P<who>\S.*)$"
)
_SENT = pattern(
    r"^(?:من\s+)?(?:مراسل|مندوب|موفد|مبعوث)(?:نا|تنا|ة|ه|ها|و)?(?:\s+(?:الخاصة?|الموقع|الجريدة|الصحيفة|المجلة|القناة|«[^»]{2,25}»|\"[^\"]{2,25}\"))?"
    r"(?:\s+(?:إلى|الى|في)\s+\S+)?\s+(?P<who>\S.*)$"
)
#: What agencies are called that no list can hold: «الغد برس».
_PRESS = pattern(r"^(?!(?:عن|من|في|الي|علي)\s)\S+(?:\s\S+)?\s(?:نيوز|برس)$")


def worker(text: str) -> str | None:
    """Return the name of the person whose work `text` states, without that word and without a mark between them."""
    for starts, least in ((_SENT, 0.3), (_DID, 0.75)):
        found = starts.match(text)
        if found:
            return found["who"] if name_likeness(found["who"]) >= least else None
    return None


@lru_cache(maxsize=1024)
def kind_of(part: str) -> str:
    """Return what a part of a credit is: agency, place, paper, name, desk, or a hint of a name, or nothing known."""
    quoted = part.strip().startswith(("«", '"', "“"))
    bare = fold(part.strip(EDGE))
    if not bare:
        return ""
    if bare in AGENCIES or _is_spelt(bare):
        return "agency"
    if bare in PLACES:
        return "place"
    if bare in PAPERS or (quoted and bare.count(" ") < 3):
        return "paper"
    if bare.endswith((" ووكالات", "+ وكالات")):  # «ديلي صباح ووكالات»
        return "agency"
    if " " in bare and is_outlet(bare) and bare not in KICKERS:
        return "paper"
    if bare.startswith("وكاله ") and _names_agency(bare.split()[1:]):
        return "agency"
    if DESK.match(part.strip(EDGE)) or DESK.match(part.strip(" *:.")):
        return "desk"
    if bare.startswith(("تصوير", "عدسه")):
        return "photo"
    if _PRESS.match(bare):
        return "agency"
    if bare.startswith(("متابعه", "وكاله ", "موفد", "ترجمه")) or (bare.count(" ") < 8 and worker(part.strip(EDGE))):
        return "name"
    likeness = name_likeness(part)
    return "name" if likeness >= 0.75 else "hint" if likeness > 0 else ""


def _is_spelt(bare: str) -> bool:
    """Return whether the letters of an agency stand apart: «ا ف ب», «ا. ف. ب»."""
    letters = bare.replace(".", " ").strip()
    return len(bare) > 2 and " " in letters and "".join(letters.split()) in INITIALS


def begins_known(text: str) -> bool:
    """Return whether the first word of `text` is that of a place or an agency."""
    found = _TOKEN.search(text)
    return found is not None and (fold(found[0]) in _BY_FIRST or len(found[0]) == 1)


def is_agency(name: str) -> bool:
    """Return whether `name` is that of a news agency, or of several."""
    bare = fold(name.strip(EDGE))
    return kind_of(name) == "agency" and bare not in _NO_AGENCY and not bare.endswith((" ووكالات", "+ وكالات"))


def is_also_word(name: str) -> bool:
    """Return whether the name of an agency is a common word as well: «معا», «وال»."""
    return fold(name) in _ALSO_WORDS


def is_place_too(name: str) -> bool:
    """Return whether the short name of an agency is that of a town too: «قنا», «بترا»."""
    return fold(name.strip(EDGE)) in _ALSO_PLACES


def is_country(name: str) -> bool:
    """Return whether `name` is that of a country."""
    return fold(name.strip(EDGE)) in COUNTRIES
