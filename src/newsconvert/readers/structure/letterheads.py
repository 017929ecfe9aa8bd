"""Letterheads: who issues a release or an act, on the lines above what it is called."""

from __future__ import annotations

from ...patterns import pattern
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


def letterhead(page: Page) -> int:
    """Settle who issues a release, where lines above «بيان صحفي» or «للنشر الفوري» say so; return the line after it."""
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
