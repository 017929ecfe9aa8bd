"""Letterheads: who issues a release or an act, on the lines above what it is called."""

from __future__ import annotations

from ...patterns import pattern
from .headings import ARTICLE
from .headline import ACT_NUMBER
from .lead import begins_with_lead
from .line import Page, Verdict
from .lists import BULLETS
from .parts import EDGE

#: What stands around a kicker and is no part of it.
STRIP = EDGE + "|#!*\ufe0f⚡🚨⭕📢📣‼❗🆕🗞📰" + BULLETS
_RELEASE = pattern(
    r"^(?:(?:بيان|بلاغ|خبر|تصريح|نشرة|مذكرة)\s(?:صحفية?|صحافية?|إعلامية?|رسمية?)|للنشر(?: الفوري)?|للإعلام|بيان|بلاغ|تعميم|تعميم صحفي)$"
)
ISSUER = pattern(
    r"^(?:الجمهورية|جمهورية|المملكة|مملكة|دولة|الدولة|سلطنة|وزارة|رئاسة|مجلس|هيئة|محافظة|بلدية|مديرية|أمانة|جامعة|نقابة|جمعية|مؤسسة|غرفة|اتحاد|حزب|سفارة|دائرة|قيادة|القيادة|منظمة|اللجنة|لجنة|الهيئة|المجلس|الأمانة|المحكمة|محكمة|"
    r"النيابة|نيابة|البنك|مصرف|الديوان|ديوان|المديرية|الإدارة|إدارة|القنصلية|قنصلية|السفارة|المنظمة|النقابة|الجمعية|المكتب|مكتب|الدفاع المدني|العدد|بسم الله)\s"
)
#: The title of an act, with its number and year.
ACT = pattern(
    r"^(?:ال)?(?:قرار|مرسوم|أمر|قانون|منشور|تعميم|ظهير|نظام|إعلان|لائحة|مقرر)(?:\s[^\W\d_]+){0,3}\s(?:رقم|عدد|لسنة|لعام)?\s?[(\[]?\s?[\d٠-٩]"
)

#: The office of a ministry or a firm that writes to the press.
_PRESS_OFFICE = pattern(
    r"^(?:(?:ال)?(?:مكتب|مركز|قسم|دائرة|إدارة|وحدة)\s(?:ال)?(?:إعلام|اعلام|صحف|صحاف|علاقات)|إعلام\s)"
)
#: What offices number their letters and orders by: «الرقم: أ/112», «العدد: 3/ق/14».
REFERENCE = pattern(
    r"^(?:ال)?(?:رقم|عدد|إشارة|اشارة|مرجع|مرفقات|مشفوعات|صادر|قيد)(?:\s(?:الصادر|القيد|القرار|المرجعي|الإشاري))?\s?[:：/]\s?[(\[]?[\w./\s-]{0,24}[)\]]?$"
)

#: In whose name, and by what right, an act is made, on the lines over its title.
_FORMULA = pattern(
    r"^(?:باسم\s|نحن\s|بناء[اًى]*\s|[وب]+مقتضى|و?(?:استنادا?ً?|عملا?ً?|تنفيذا?ً?)\s|و?بعد\s(?:ال[اإ]طلاع|موافقة|[اس]ستشارة|أن|أخذ)|وبناء|وبموافقة|وعلى\s|صدر\s|صدق|نأمر|قرر|قررنا|[أن]صدر|رسمنا|نرسم|"
    r"(?:رئيس|ملك|أمير|سلطان|والي|محافظ|وزير)\s)"
)
_ACT_TITLE = pattern(r"^(?:قانون|نظام|تعليمات|قرار|مرسوم|أمر|لائحة|ظهير|ميثاق|دستور|إعلان دستوري)\s[^.:؛،]+$")


def act_under_formula(page: Page) -> int:
    """Settle in whose name an act is made, where that and its number stand over its title; return the line of the title.

    An article must follow: «باسم الشعب», «صدر القانون الآتي:», «رقم (17) لسنة 2021», «قانون حماية الأهوار», «المادة 1».
    """
    lines, formal = page.lines, False
    if not (_FORMULA.match(lines[0].bare) or ISSUER.match(lines[0].bare + " ")):
        return 0
    for at, line in enumerate(lines[:10]):
        if formal and _ACT_TITLE.match(line.bare) and line.words <= 22:
            if not any(ARTICLE.match(one.bare) for one in lines[at + 1 : at + 8]):
                return 0
            named = True
            for above in range(at):
                named = (
                    named
                    and lines[above].words <= 6
                    and lines[above].bare[-1] not in ":،"
                    and not ACT_NUMBER.match(lines[above].bare)
                )
                page.settle(above, "letterhead", Verdict("kicker" if named else "paragraph", 0.8))
            return at
        if not (
            _FORMULA.match(line.bare)
            or ACT_NUMBER.match(line.bare)
            or (line.words <= 7 and ISSUER.match(line.bare + " "))
        ):
            return 0
        formal = formal or bool(_FORMULA.match(line.bare))
    return 0


def letterhead(page: Page) -> int:
    """Settle who issues a release, where lines above «بيان صحفي» or «للنشر الفوري» say so; return the line after it."""
    if above := act_under_formula(page):
        return above
    last = min(len(page.lines) - 2, 4)
    mark = next((at for at in range(last - 1, 0, -1) if _RELEASE.match(page.lines[at].bare.strip(STRIP))), None)
    if mark is None and ISSUER.match(page.lines[0].bare + " "):  # an act under the names of the state and its ministry
        act = next((at for at in range(1, last + 1) if ACT.match(page.lines[at].bare)), 0)
        mark = act - 1 if act and all(ISSUER.match(line.bare + " ") for line in page.lines[1:act]) else None
    if mark is None and last > 1 and ISSUER.match(page.lines[0].bare + " ") and _PRESS_OFFICE.match(page.lines[1].bare):
        mark = 1  # a ministry and its press office
    if mark is None or any(line.words > 7 or line.bare[-1:] in ".؟!" for line in page.lines[: max(1, mark)]):
        return 0
    if begins_with_lead(page.lines[mark + 1]) and page.lines[mark].words == 1:  # «بلاغ» is all there is of a headline
        mark -= 1
    for at in range(mark + 1):
        page.settle(at, "letterhead", Verdict("kicker", 0.8))
    return mark + 1
