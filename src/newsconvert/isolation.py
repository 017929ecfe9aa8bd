"""What is written from left to right within Arabic text, and stands apart from it (isolates of UAX #9).

Without isolation the slash at the end of an address, the sign of a name or tag, and the groups of a telephone number go
to the other side. Plain numbers, dates, ranges and scores keep the order that the algorithm gives them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from unicodedata import bidirectional

from .arabic import has_rtl
from .bidi import Run, directional_runs
from .patterns import pattern

LEFT_TO_RIGHT_MARK, RIGHT_TO_LEFT_MARK = "\u200e", "\u200f"
_EMBEDDING, _EMBEDDING_END = "\u202a", "\u202c"
_LATIN = "A-Za-zÀ-ɏ"
#: What none of these follows: an Arabic letter before one, such as that of a conjunction, is not a part of it.
_WORDED = f"{_LATIN}0-9٠-٩_"
#: A text without any of these has nothing to isolate.
_HINT = pattern(
    r"[@#\\]|[A-Za-z0-9]/|/[A-Za-z0-9]|www|[0-9A-Za-z]\.[A-Za-z]{2}|[0-9٠-٩]{3}|[A-Z]{2}[0-9]{2}"
    r"|°|\+\+|[\^=*<>⁺⁻×]|[A-Za-z)]\+|:[0-9A-Fa-f]*[A-Fa-f:]|[A-Za-z0-9 ][.!?…+%][\"”’»)\]]"
)
_URL = r"(?:[A-Za-z]{2,8}://|www\.|(?:mailto|tel|sms):(?=[A-Za-z0-9+]))(?:«[^\s<>«»]*»|[^\s<>«»\"“”])*(?:«[^\s<>«»]*»|[^\s<>«»\"“”'.,،؛;:!؟?)\]}…])"
_MAIL = r"[A-Za-z0-9][A-Za-z0-9_.+-]*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
_SITE = rf"(?<![{_WORDED}.@/-])(?:[A-Za-z0-9-]+\.)+[a-z]{{2,}}/(?:[\w.~%?&=#/()+:-]*[\w~%=#/])?"
_DOI = rf"(?<![{_WORDED}./-])(?:doi: ?)?10\.[0-9]{{4,9}}/[A-Za-z0-9._;()/:<>-]*[A-Za-z0-9/]"
_NAME = r"(?<![A-Za-z0-9_@.])@[A-Za-z0-9_](?:[A-Za-z0-9_.]*[A-Za-z0-9_])?(?:@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)?(?!\w)"
_TAG = r"(?<![A-Za-z0-9_#&])#[0-9_]*[A-Za-z][A-Za-z0-9_]*(?!\w)"
_STEP = r"[A-Za-z0-9_.~+-]*[A-Za-z0-9_~+-]"
_ENDING = (
    r"\.(?:pdf|docx?|xlsx?|pptx?|odt|rtf|txt|csv|md|json|xml|html?|epub|zip|rar|jpe?g|png|gif|webp|mp[34]|py|js|exe)"
)
_PATH = (
    rf"(?<![{_WORDED}])[A-Za-z]:\\(?:[\w.~-]+(?: [\w.~-]+)*\\)*[\w.~-]*[\w~-]?"  # a drive of Windows
    r"|(?<![\w\\])\\\\[A-Za-z0-9_.$-]+(?:\\[\w.$-]*[\w$-])+"  # a share
    rf"|(?<![A-Za-z0-9_/.~])(?:(?:~|\.\.?)|/{_STEP})(?:/{_STEP})+/?(?!\w)"
    rf"|(?<![{_WORDED}/.~])(?:{_STEP}/)+[A-Za-z0-9_.~+-]*{_ENDING}(?!\w)"
    rf"|(?<![{_WORDED}/.~-])[0-9][A-Za-z0-9_.~+-]*[_-][A-Za-z0-9_.~+-]*{_ENDING}(?!\w)"
)
_IBAN = rf"(?<![{_WORDED}])[A-Z]{{2}}[0-9]{{2}}(?: ?[A-Z0-9]{{4}}){{2,7}}(?: ?[A-Z0-9]{{1,3}})?(?!\w)"
_D = "[0-9٠-٩]"
_DEGREES = rf"(?<![A-Za-z0-9_٠-٩.,/+-])[+−-]?{_D}+(?:[.,٫]{_D}+)? ?° ?[CF](?![\w-])"
_ANGLE = (
    r"[0-9]{1,3}(?:[.,][0-9]+)?°(?: ?[0-9]{1,2}(?:[.,][0-9]+)?[′'’])?(?: ?[0-9]{1,2}(?:[.,][0-9]+)?[″\"”])? ?[NSEW]"
)
_COORDINATES = rf"(?<![A-Za-z0-9_.,/]){_ANGLE}(?:,? {_ANGLE})?(?![\w-])"
#: A number after a Latin word belongs to it (UAX #9, W7), whether signs are in it or not: «C++ 17», «T+1 25%».
_COUNT = r"(?: [0-9](?:[0-9.,:/%–-]*[0-9%])?(?![\w٫٬]| ?[0-9°]))?"
_SHARP = rf"(?<![A-Za-z0-9_])(?:[A-Za-z]\+\+|[A-Z]#)(?!\w){_COUNT}"  # languages of programs
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻"
_IN_TERM = rf"A-Za-z0-9_{_RAISED}"
_TERM = (
    rf"(?:[{_IN_TERM}.]*\([{_IN_TERM}.,+*/^=<>− -]+\)"  # f(x), (a + b)
    rf"|[−-]?(?:[0-9][0-9.,]* [A-Za-z]{{1,4}}(?= = )|[{_IN_TERM}.]*[{_IN_TERM}]))"  # x², -3, 1 USD
)
_SIGN = "=+*<>×÷·≈≠≤≥"
_FORMULA = (
    rf"(?<![{_IN_TERM}!#%&')*-/:-@\\^`|-~])(?=[^\n\u0590-\u08ff]*[{_SIGN}^])"
    rf"{_TERM}(?:(?:[/{_SIGN}^−-]{{1,2}}| [{_SIGN}/−–-]=? ){_TERM})+(?!\w){_COUNT}"
)
#: What tells a formula from words with a sign between them: a letter or an exponent, and a sign. Where it has no equals
#: sign and no exponent, it ends before a dash or slash that stands by itself.
_TOLD = pattern(rf"(?=.*[A-Za-z^{_RAISED}]).*[{_SIGN}^]")
_ENDED = pattern(r"(?!.*[=^]).*?(?= [/−–-] )")
_POWER = rf"(?<![{_WORDED}.,/-])[0-9]+[⁺⁻][{_RAISED}]+"
#: Numbers of accounts, cards and books, in groups that no date, score or range of years has.
_NUMBERED = (
    rf"(?<![{_WORDED}.,/:+-])(?!(?:(?:19|20){_D}{{2}}[ -]){{2}})(?:"
    rf"(?=(?:-?{_D}){{9}}-?[0-9٠-٩X]){_D}+(?:-{_D}+){{2,}}-[0-9٠-٩X]+|(?=(?:-?{_D}){{9}})(?=[0-9٠-٩-]*{_D}{{5}}){_D}+-{_D}+-{_D}+"
    rf"|{_D}{{4}}(?: {_D}{{4}}){{3}})(?![\w%٪]|[ .,/:٫٬-]{_D})"
)
_THOUSANDS = (
    rf"(?<![{_WORDED}.,/:٫٬])(?<!{_D}[ –-])[1-9١-٩]{_D}{{0,2}}(?:(?: {_D}{{3}}){{2,}}|(?:\u2009{_D}{{3}})+)"
    rf"(?:[.,٫]{_D}+)?(?!\w|[ :/-]{_D})"
)
_HEX = "[0-9A-Fa-f]"
_NODE = (
    rf"(?<![{_WORDED}.:-])(?:(?={_HEX}{{1,4}}(?::{_HEX}{{1,4}})*::|(?:{_HEX}{{1,4}}:){{7}}){_HEX}{{1,4}}(?:::?{_HEX}{{1,4}}){{1,7}}(?:/[0-9]{{1,3}})?"
    rf"|(?=[0-9:-]*[A-Fa-f]){_HEX}{{2}}(?:[:-]{_HEX}{{2}}){{5}})(?![\w:-])"  # addresses of networks: IPv6, MAC
)
_PHONE = (
    rf"(?:(?:\+|00 ?|٠٠ ?){_D}{{1,3}}|\((?:\+|00|٠٠){_D}{{1,3}}\))"
    rf"(?:[ ./-]?(?:\({_D}{{1,4}}\)|{_D}{{1,9}})){{1,6}}"  # with the code of a country
    rf"|[0٠]{_D}{{1,4}}[ /-](?:{_D}{{5,8}}|{_D}{{3}}[ -]{_D}{{3,4}}|{_D}{{2,3}}(?:[ -]{_D}{{2}}){{2,3}})"  # of an area
    rf"|\([0٠]{_D}{{1,4}}\)[ -]?{_D}{{2,4}}(?:[ -]?{_D}{{2,5}}){{1,3}}"
    rf"|(?:1[ -])?\([2-9]{_D}{{2}}\) ?{_D}{{3}}-{_D}{{4}}|(?:1-)?[2-9]{_D}{{2}}-{_D}{{3}}-{_D}{{4}}"  # North America
)
#: The last digits of further numbers in a row: «011-2216802/3/4».
_ROW = rf"(?:/{_D}{{1,3}}(?!{_D}))*"
_ROW_AT_END = pattern(rf"{_ROW}$")
#: What stands in quotation marks or brackets in Latin script, up to a sign that would go to its other side.
_QUOTED = rf"(?<=[\"“‘«(\[])[{_LATIN}][^\"“”‘«»()\[\]\n\u0590-\u08ff]*[.!?…+%](?=[\"”’»)\]])"
#: Groups of a telephone number: no years side by side.
_GROUPS = rf"(?!(?:(?:19|20){_D}{{2}}[ -]?){{2,}}(?!{_D}))(?:[1١][ -])?{_D}{{2,9}}(?:[ -]{_D}{{2,9}}){{1,4}}{_ROW}"
_ENOUGH = rf"(?=(?:{_D}[ -]?){{7}})"
#: Words that a telephone number follows, whatever its form; and those that one of seven digits or more follows.
_CALLED = pattern(
    r"(?<!\w)(?:[وف]?[بل]?(?:ال)?"
    r"(?:هاتف|هواتف|تلفون|تليفون|جوال|موبايل|خليوي|واتس ?[اآ]ب|فاكس|الخط الساخن|خط ساخن)(?: رقم)?"
    rf"\s?[:：]?\s?(?={_D})(?P<number>{_GROUPS})"
    r"|[وف]?(?:(?:اتصل(?:وا|ي)?|[يت]تصل|(?:لل|[بو]?ال)(?:اتصال|تواصل)|لل(?:حجز|استفسار)|(?:ال)?(?:بدالة|سنترال))"
    r"(?: بنا| معنا)?(?: على| عبر)?(?: ب?الرقم| الأرقام| برقم| رقم| بـ)?(?: المجاني| الموحد)?"
    r"|[بل]?(?:الرقم|الأرقام|رقم) (?:ال)?(?:مجاني|موحد|مجانية)(?: هو)?)"
    rf"\s?[:：]?\s?(?={_D})(?P<free>{_ENOUGH}{_GROUPS}))"
)
#: What is in each of these words: to look for it first takes a twentieth of the time.
_CALLS = (
    "هاتف", "هواتف", "تلفون", "تليفون", "جوال", "موبايل", "خليوي", "واتس", "فاكس", "ساخن", "تصل", "تصال", "تواصل",
    "حجز", "استفسار", "بدالة", "سنترال", "مجاني", "موحد",
)  # fmt: skip
#: Another number after one.
_MORE = pattern(rf"(?: أو | او | و|، | ?/ ?){_ENOUGH}(?P<number>{_GROUPS})(?![\w%٪]|[.,/٫٬-]{_D})")
#: What any of these can begin with: no Arabic letter does, so that most of a text is skipped at once.
_FIRST = rf"(?=[{_LATIN}0-9٠-٩@#~./\\+−(_-])"
_ALL = pattern(
    rf"{_FIRST}(?:(?P<other>{_URL}|{_MAIL}|{_SITE}|{_DOI}|{_NAME}|{_TAG}|{_PATH}|{_IBAN}|{_DEGREES}|{_COORDINATES}|{_NUMBERED}|{_THOUSANDS}|{_NODE}|{_SHARP}|{_QUOTED})"
    rf"|(?<![A-Za-z0-9_٠-٩+.,/٫٬-])(?<!{_D}:)(?P<phone>(?:{_PHONE}){_ROW})(?![\w%٪]|[.,/٫٬-]{_D})"
    rf"|(?P<formula>{_FORMULA})|(?P<power>{_POWER}))"
)
_LATIN_AND_SIGNS = pattern(rf"(?=.*[{_LATIN}])(?=.*[^{_LATIN}\s]).*\S")
_CURRENCY = "[$€£¥₪₺₽₹]"
#: A number with its sign, and marks of notes after it.
_SIGNED = pattern(
    rf"\s*((?:[<>≤≥]\s?)?(?:[+±−–~≈-]\s?{_CURRENCY}?|{_CURRENCY}\s?[+−–-])\s?[0-9][0-9.,]*\s?(?:[%‰°]|{_CURRENCY})?)[\s\ufffc]*"
)
_LRI, _PDI = "\N{LEFT-TO-RIGHT ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"
#: Digits of a telephone number (ITU-T E.164 has 15 at most).
_FEWEST, _MOST = 7, 15
_WORD = rf"[{_LATIN}](?:[{_LATIN}0-9'’&.-]*[{_LATIN}0-9])?"
#: A number goes on after a word, which it would be parted from by the other's isolate: «ISBN 978-3-16», «St. Louis 2».
_WORDS = rf"{_WORD}(?:[.,:;]? (?:[&+–-] )?(?:{_WORD}|[0-9](?:[{_LATIN}0-9.,:/%–-]*[{_LATIN}0-9%])?))*"
_WORDS_BEFORE = pattern(rf"(?<![{_WORDED}@#]){_WORDS}(?:[.,:]? |:)$")
_WORDS_AFTER = pattern(rf" {_WORDS}(?![\w٫٬])")


#: As which isolates are looked for in what is raised («10» and a raised «-3»), and in code from left to right.
RAISED = str.maketrans("0123456789-−–+", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁻⁻⁺")
CODE = "x"


def is_code_ltr(code: str) -> bool:
    """Return whether code is read from left to right: all is but what has Arabic letters alone."""
    return not has_rtl(code) or re.search("[A-Za-z]", code) is not None


def isolates(text: str, *, rtl: bool = True) -> list[tuple[int, int]]:
    """Return start and end of each stretch of `text` that stands apart from left to right, in order.

    These are addresses of web and mail, names with @, tags with # in Latin letters, digital object identifiers, file
    paths, international bank account numbers, telephone numbers, degrees (-5°C), coordinates (33°53′N), formulas
    in Latin letters and quoted Latin text that ends in a sign. Where the base direction is `rtl`, each has the Latin
    words beside it.
    """
    if not (rtl or has_rtl(text)) or not _HINT.search(text):
        return []
    found: list[tuple[int, int]] = []
    phones: list[tuple[int, int]] = []
    for one in _ALL.finditer(text):
        if formula := one["formula"]:
            ended = _ENDED.match(formula)
            formula = ended[0] if ended else formula
            if _TOLD.match(formula):
                found.append((one.start(), one.start() + len(formula)))
        elif one["phone"] is None:
            found.append(one.span())
        elif _FEWEST <= sum(map(str.isdecimal, _ROW_AT_END.sub("", one["phone"], count=1))) <= _MOST:
            phones.append(one.span())
    if any(word in text for word in _CALLS):
        phones += (one.span(one.lastgroup or 0) for one in _CALLED.finditer(text))
    for _, end in phones:  # which grows
        if more := _MORE.match(text, end):
            phones.append(more.span("number"))
    found += phones
    return _apart(text, sorted(found, key=lambda one: (one[0], -one[1])), rtl=rtl)


def paragraph_isolates(text: str, *, rtl: bool) -> list[tuple[int, int]]:
    """Return what `isolates` does of a whole paragraph or cell, each line by itself where it has forced breaks.

    One in Latin letters with signs or digits is one isolate; so is a number with its sign, which would go to its end.
    """
    found: list[tuple[int, int]] = []
    at = 0
    for line in text.split("\n"):
        alone = rtl and not has_rtl(line)
        if alone and _LATIN_AND_SIGNS.fullmatch(line):
            found.append((at, at + len(line)))
        elif alone and (number := _SIGNED.fullmatch(line)):
            found.append((at + number.start(1), at + number.end(1)))
        else:
            found += ((at + start, at + end) for start, end in isolates(line, rtl=rtl))
        at += len(line) + 1
    return found


def with_isolates(text: str, *, rtl: bool) -> str:
    """Return `text` with each of its `isolates` between LRI and PDI, for text that has no elements.

    All of it is between them unless it is `rtl`, for it stands among text that is.
    """
    parts, done = [], 0
    for start, end in isolates(text, rtl=rtl):
        parts += [text[done:start], _LRI, text[start:end], _PDI]
        done = end
    whole = "".join((*parts, text[done:]))
    return whole if rtl or not whole else f"{_LRI}{whole}{_PDI}"


def with_objects(text: str, apart: Iterable[tuple[int, int]]) -> str:
    """Return `text` with a neutral character for each one of the stretches `apart`, to resolve what is about these."""
    outside = list(text)
    for start, end in apart:
        outside[start:end] = "\ufffc" * (end - start)
    return "".join(outside)


def isolated_runs(
    text: str, *, rtl: bool, known: Sequence[tuple[int, int]] = (), looked: str | None = None
) -> list[Run]:
    """Return the runs of `text` as `directional_runs` does, with every isolate a run from left to right.

    `known` are isolates beside those of `isolates`, which are about others that they meet but those around them. Others
    are looked for in `looked`, where it is given, which is as long as `text`.
    """
    found = paragraph_isolates(text if looked is None else looked, rtl=rtl)
    known = [one for one in known if not any(start <= one[0] and one[1] <= end for start, end in found)]
    apart = sorted(
        (*known, *(one for one in found if not any(one[0] < end and start < one[1] for start, end in known)))
    )
    if not apart:
        return directional_runs(text, rtl=rtl)
    directions = _directions(directional_runs(with_objects(text, apart), rtl=rtl))
    for start, end in apart:
        directions[start:end] = [False] * (end - start)
    cuts = [0, *(at for at in range(1, len(text)) if directions[at] != directions[at - 1]), len(text)]
    return [Run(text[start:end], directions[start]) for start, end in pairwise(cuts)]


def steered(runs: list[Run], *, rtl: bool) -> Sequence[str]:
    """Return the characters of `isolated_runs`, each with the direction marks with which UAX #9 alone finds these runs.

    For formats that have no isolates, whose readers work out the order from the characters. Marks stand only at the
    edges of runs that would otherwise follow their neighbours, and about Arabic-Indic digits from left to right, which
    a mark at the edge does not reach. Letters from right to left in a run of the other direction, such as an address
    with Arabic words, need an embedding.
    """
    if rtl and len(runs) == 1 and runs[0].rtl:
        return runs[0].text  # without an isolate, which would be a run: nothing to work out again
    text = "".join(run.text for run in runs)
    unsteered = directional_runs(text, rtl=rtl)
    if unsteered == runs:
        return text
    shown = list(text)
    wanted, plain = _directions(runs), _directions(unsteered)
    at = 0
    for run in runs:
        start, at = at, at + len(run.text)
        around = slice(max(start - 1, 0), at + 1)
        if wanted[around] == plain[around]:
            continue
        kinds = [bidirectional(character) for character in run.text]
        if run.rtl:
            first = next((kind for kind in kinds if kind in ("R", "AL", "AN", "EN")), "EN" if at < len(text) else "")
            if start and first == "EN":  # numbers, or signs alone, which would go on from left to right
                shown[start] = RIGHT_TO_LEFT_MARK + shown[start]
            continue
        if not {"R", "AL"}.isdisjoint(kinds):
            shown[start] = _EMBEDDING + shown[start]
            shown[at - 1] += _EMBEDDING_END
            continue
        for index, (before, kind, after) in enumerate(zip(["", *kinds], kinds, [*kinds[1:], ""], strict=False), start):
            if kind != "L" and (not before or kind == "AN" != before):
                shown[index] = LEFT_TO_RIGHT_MARK + shown[index]
            if (not after and kind not in ("L", "EN", "NSM")) or (kind == "AN" != after):
                shown[index] += LEFT_TO_RIGHT_MARK
    return shown


def _directions(runs: list[Run]) -> list[bool]:
    """Return for each character whether it is in a run from right to left."""
    return [run.rtl for run in runs for _ in run.text]


def _apart(text: str, found: list[tuple[int, int]], *, rtl: bool) -> list[tuple[int, int]]:
    """Return the stretches without those inside others, with the Latin words beside them if `rtl`."""
    kept: list[tuple[int, int]] = []
    for start, end in found:
        if kept and start < kept[-1][1]:
            continue
        if not rtl:
            kept.append((start, end))
            continue
        before, after = _WORDS_BEFORE.search(text, kept[-1][1] if kept else 0, start), _WORDS_AFTER.match(text, end)
        kept.append((before.start() if before else start, after.end() if after else end))
    return kept
