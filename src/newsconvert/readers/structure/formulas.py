"""Formulae of faith: what statements and obituaries open with, verses of the Quran, and words at the end of them."""

from __future__ import annotations

import re

from ...patterns import pattern
from .folding import fold
from .line import LONG, Line, Page, Verdict

_BASMALA = pattern(r"^[\W_]*بسم الله(?: الرحمن الرحيم)?(?!\w)")
#: Folded words that open a statement below the basmala, or without one.
_PRAISE = pattern(
    r"^[\W_]*(?:الحمد لله|والحمد لله|نحمد الله|الصلاه والسلام|والصلاه والسلام|اللهم صل|وبه نستعين|به نستعين|صدق الله|وعد الله|"
    r"قال (?:الله )?(?:سبحانه|تعالي|عز|جل|رسول الله|النبي)|يقول (?:الله )?(?:سبحانه|تعالي|عز|رسول الله)|اما بعد|وبعد)(?!\w)"
)
#: Verses that obituaries begin with, whether or not in their brackets.
_OBITUARY = pattern(
    r"^[\W_]*(?:يا ايتها النفس المطمئنه|كل نفس ذائقه|انا لله وانا اليه|وبشر الصابرين|من المؤمنين رجال|ولا تحسبن الذين|كل من عليها فان|وما كان لنفس ان)(?!\w)"
)
#: How a family announces a death, folded: «ينعون إليكم فقيدهم», «رقد على رجاء القيامة».
MOURNS = pattern(
    r"(?<!\w)(?:[يت]نع[يى](?:ون)? (?:اليكم|بمزيد|ببالغ|فقيد)|بمزيد من (?:الرض|الحزن|الاس)|فقيد(?:هم|تهم|نا|تنا)|رقد(?:ت)? (?:عل[يى] رجاء|في الرب)|الماسوف عليه|انتقلت? الي (?:رحمه|رحمته|جوار|الاخدار)|المغفور (?:له|لها)|مات(?:ت)? علي رجاء|توفي(?:ت)? الي رحمه)"
)
_PRAISE_WORDS = 34
_OPENS, _CLOSES = "﴿{", "﴾}"
#: What may stand before a verse and after it: the basmala, the sura and its number, «صدق الله العظيم».
_VERSE = pattern(r"^[^\w﴿{]*(?:بسم الله الرحمن الرحيم[\W_]*?)?(?:[﴿][^﴿﴾]+[﴾]|[{][^{}]+[}])(?P<after>.*)$")
_AFTER = pattern(
    r"^[\W_]*(?:صدق الله\s(?:ال)?\S+|[(\[][^()\[\]]{2,40}[)\]]|(?:سورة|الآية|آية)\s.{2,40})?[\W_]*(?:صدق الله\s\S+)?[\W_]*$"
)
#: A saying of the Prophet, and who handed it down.
_HADITH = pattern(
    r"^[^\w«\"“(]*[«\"“(]+[^«»\"“”]+[»\"”)]+\W{0,3}[(\[]?\s*(?:رواه|متفق عليه|أخرجه|اخرجه|حديث صحيح|صحيح|سنن|مسند)[^()\[\]]{0,40}[)\]]?\.?$"
)
#: Titles of what is issued in the name of a body.
_ISSUED = pattern(
    r"^(?:بيان|بلاغ|اعلان|تعميم|نداء|رساله|برقيه|كلمه|قرار|مرسوم|امر|قانون|نظام|لائحه|ظهير|مقرر|منشور|محضر|مذكره|تصريح|نعي|دعوه|توضيح)(?:\s|$)"
)


def invocation(page: Page) -> int:
    """Settle the basmala, praise and verses above a headline as its kicker; return the line after them.

    The letterhead between the basmala and the title of a statement is settled with them: «حزب …», «المكتب السياسي».
    """
    at, last = 0, len(page.lines) - 1
    while at < min(last, 6) and _opens_statement(page.lines[at], first=at == 0):
        at += 1
    blessed = at > 0 and _BASMALA.match(page.lines[0].bare)
    if at == 0 or (not blessed and not _may_be_title(page.lines[at])):
        return 0
    title = next((one for one in range(at, min(at + 4, last)) if _ISSUED.match(fold(page.lines[one].bare))), at)
    if all(line.words <= 7 and line.bare[-1:] not in ".؟!:" for line in page.lines[at:title]):
        at = title
    if at < last - 1 and page.lines[at].words <= 2 and _ISSUED.match(fold(page.lines[at].bare)):
        heads, text = page.lines[at + 1], page.lines[at + 2]  # «بيان», over the title of the statement
        if heads.short and 4 <= heads.words <= 16 and len(text.text) > 1.4 * len(heads.text):
            at += 1
    for one in range(at):
        page.settle(one, "invocation", Verdict("kicker", 0.9))
    return at


def _opens_statement(line: Line, *, first: bool) -> bool:
    if line.words > _PRAISE_WORDS and len(line.text) > LONG:
        return False
    if is_verse(line.text) or (line.text[0] in _OPENS and line.text[-1] in _CLOSES):
        return True
    if _BASMALA.match(line.bare):
        return line.words <= 12
    folded = fold(line.bare)
    if opens_obituary(line) or (line.words <= 6 and _OBITUARY.match(folded)):
        return True
    if not _PRAISE.match(folded):
        return False
    # Alone, praise may be what someone is quoted with in a headline.
    return not first or bool(re.match(r"[\W_]*الحمد لله (?:رب|وحده|الذي|حمدا)", line.bare))


def opens_obituary(line: Line) -> bool:
    """Return whether a line is a verse that obituaries begin with, in quotation marks and nothing else."""
    return line.bare.rstrip(" .")[-1:] in '»"”)}' and bool(_OBITUARY.match(fold(line.bare)))


def _may_be_title(line: Line) -> bool:
    return 2 <= line.words <= 25 and len(line.text) <= LONG and line.bare[-1:] not in ".؛،:"


def is_verse(text: str) -> bool:
    """Return whether `text` is a verse of the Quran in its brackets, with what names it, and nothing else."""
    found = _VERSE.match(text) if "﴿" in text or "{" in text else None
    return found is not None and bool(_AFTER.match(found["after"]))


def quranic_verse(page: Page, at: int) -> Verdict | None:
    """Take a line for a quotation that is a verse of the Quran or a hadith with who handed it down, and one that holds a verse for a paragraph."""
    text = page.lines[at].text
    if text[-1] in ")]." and _HADITH.match(text):
        return Verdict("quotation", 0.9)
    if "﴿" not in text and "{" not in text:
        return None
    if is_verse(text):
        return Verdict("quotation", 0.95)
    return Verdict("paragraph", 0.9) if "﴿" in text else None
