"""Headlines of several lines: whether the line after a headline is the rest of it, or a deck."""

from __future__ import annotations

import re

from ...patterns import pattern
from .creditlines import credit_at, is_credit
from .datelines import read_dateline
from .headline import ACT_NUMBER, CLAUSE, HEADLINE_WORDS, JOINED, PREDICATE, titular
from .headlinebreaks import begins_apart, break_by_words, is_indefinite, tells_subject
from .line import Line, Page
from .names import name_likeness
from .parts import kind_of
from .sentences import begins_with_verb
from .words import DESK

#: Prepositions, relatives, and «ل», «ب» before what a clause ends with: a purpose, a share, who takes part.
_DEPENDENT = pattern(
    r"(?!عل[ىي] (?:السلطات|الحكوم|الدول|القادة|المجتمع الدولي|مجلس الأمن|الأمم المتحدة|الجيش|القضاء|الأطراف|جميع الأطراف|البرلمان|الشركات|الجميع|الجانبين|الطرفين)\S*\s(?!ف[يى]\s))"
    r"(?:ف[يى]|من|عل[ىي]|[إا]ل[ىي]|عن|مع|بين|بعد|قبل|ضد|حول|خلال|منذ|لدى|بشأن|وسط|دون|بسبب|إثر|رغم|التي|الذي|أو|ثم|عبر|عقب|ضمن|أمام|تحت|فوق|حت[ىي]|سنويا|يوميا|الماضي|المقبل|الجاري|اليوم)(?:\s|$)"
    r"|بـ?\s?[\d٠-٩]|(?:لل|بال|كال|لت|لإ)\w{3,}(?:\s|$)|(?:لمواجهة|لمكافحة|لمعالجة|لمنع|لمراقبة|لمساعدة|لمتابعة|لحماية|لحل|لبناء|لبحث|لدعم|لدراسة|لزيادة|لرفع|لخفض|لضمان|لضبط|لعام|لموسم|لمدة|لمشروع|لصالح|لأول|لأكثر|"
    r"بمشاركة|بحضور|بقيمة|بنسبة|بتكلفة|بكلفة|برعاية|بدعم|بتمويل|بالتعاون|بهدف|بمناسبة|بإشراف|بقيادة|بتهمة|بموجب|بمعدل|بفارق|بفضل|بدلا|بدون|بطول|بمساحة|بطاقة|بعدما|بينما|بحلول|ابتداء|اعتبارا)\s"
)
#: A noun that a definite one makes definite: «مشاريع المياه».
_DEFINED = pattern(r"(?!ال)[^\W\d_]{3,}\sال")
#: What a clause ends with that says when.
_SAYS_WHEN = pattern(
    r"(?:هذا|العام|الشهر|[أا]لأسبوع|اليوم|[أا]مس|غدا|المقبل[ةه]?|الماضي[ةه]?|الجاري[ةه]?|الحالي[ةه]?)$"
)
#: Events that headlines begin with as nouns: nothing is said of them in a clause of their own.
_EVENT = pattern(
    r"(?:افتتاح|[إا]طلاق|انطلاق|ضبط|توقيع|بدء|ارتفاع|تراجع|[إا]غلاق|وفاة|رحيل|عودة|اكتشاف|العثور|تضرر|انهيار|غرق|نزوح|إجلاء|توقف|استقالة|إقالة|اعتقال|توقيف|محاكمة|اختفاء|إنقاذ|اندلاع|سقوط|احتراق|انفجار|انقلاب|اختتام|تأجيل|إلغاء|مصرع|مقتل|[إا]صابة)\s"
)
#: An act by its kind and number alone, and how its subject goes on: «بإنشاء مركز», «في شأن المحال».
_ACT_NUMBERED = pattern(
    r"(?:ال)?(?:قرار|مرسوم|أمر|قانون|ظهير|نظام|لائحة|مقرر|منشور|تعميم)(?:\s[^\W\d_]+){0,3}\s(?:رقم|عدد)\s?[(\[]?\s?[\d٠-٩](?:[\d٠-٩.-]|\s?/\s?)*\s?[)\]]?(?:\s(?:لسنة|لعام|سنة|عام)\s?[(]?[\d٠-٩]{4}[)]?\s?(?:م|هـ)?)?"
)
_ON_SUBJECT = pattern(
    r"(?:ب(?!ناء|عد|ين|موجب)[^\W\d_]{3,}|في شأن|يتعلق ب|المتعلق|القاضي|يقضي|الخاص ب|لتنظيم|حول|بشأن|صادر في|صادر بتاريخ|مؤرخ في)\s?\S"
)
_LETTER = pattern(r"[^\W\d_]{2,}")
#: From which day to which: «من 3 إلى 9 يونيو 2024».
_DAYS = pattern(r"(?:من\s)?[\d٠-٩]{1,2}\s?(?:إلى|الى|حتى|[-–])\s?[\d٠-٩]{1,2}\s[^\W\d_]+(?:\s[\d٠-٩]{4})?$")
#: Whose figures they are, as decks say: «وفق بيانات اتحاد المصدرين».
_ACCORDING = pattern(
    r"(?:وفقا?ً? ?لـ?|وفق|ب?حسب|بحسب ما|استنادا)\s?(?:بيانات|أرقام|تقرير|دراسة|إحصاء|إحصاءات|مصادر|مصدر|بيان|خبراء|لبيانات|لتقرير|لأرقام|لدراسة|لمصادر)\s"
)
#: A verb at the end, and what it may be done to: «… يدخل» / «مرحلته التجريبية».
_LACKS_OBJECT = pattern(r"\s\S+\s\S+\s[يت][^\W\d_]{2,}(?<!ة)$")
_OWN_OBJECT = pattern(r"(?!في|عن|من)[^\W\d_]{3,}(?:ته|ها|هم|ه)\s")
#: A subject, its verb, and what is done to what: nothing is lacking.
_HAS_OBJECT = pattern(r"^(?:[^\W\d_]+\s){1,3}[يت][^\W\d_]{3,}(?<![ةه])\s(?:[^\W\d_]{3,}\s)?ال[^\W\d_]{3,}\s")
#: Figures in brackets at the end name a row of several: «الحمل (21 مارس - 19 أبريل)».
_FIGURES = pattern(r"\([^()]*[\d٠-٩][^()]*\)$")
#: What is said in the first person or denied, in a clause that breaks in two: «لم أخف يوماً.. أخاف من النسيان».
_OWN_CLAUSE = pattern(r"^(?:لم|لن|لا|ما|أنا|نحن|هل|كيف|لماذا|أ\w{3,})\s.*\.\.\s*\S")
#: What is denied in a clause of its own: «لا نرفض الدعم لكننا …».
_DENIES = pattern(r"(?:لا|لم|لن)\s(?:[أن][^\W\d_]{2,}|[يت][^\W\d_]{3,})\s")
#: What the guest of an interview says in the first person: «… ولم أجد ناشراً».
_SAYS_I = pattern(r"(?:^|\s)و?(?:(?:لم|لن|لا|ما) أ\w{2,}|أنا|كنت|لست|إنني|لدي|عندي)(?:\s|$)")
#: The credit of an interview, whose deck quotes the guest once more.
_INTERVIEWER = pattern(
    r"[*(|\s]*(?:حاورت?(?:ه|ها|هم)?|حوار|أجر[ىت] (?:ال)?(?:حوار|مقابلة|لقاء)|التق(?:ى|ت|اه|اها|ته|تها)|مقابلة|لقاء)\s*[:\-–—/ـ]?\s"
)
#: A sum that a deck begins with: «غرامة 800 درهم».
_COUNTS = pattern(
    r"(?:[^\W\d_]{3,}|(?:قيمة|إجمالي|حجم|عدد|نسبة|معدل|كلفة|تكلفة|متوسط|سعر|طول|مساحة)\s\S{3,})\s[\d٠-٩][\d٠-٩.,]*\s[^\W\d_]{3,}"
)
#: A subject, its verb and where or when, and not what is done: «العراق يعرض في شرم الشيخ» / «خطة …».
_LACKS_WHAT = pattern(
    r"^(?:[^\W\d_]+\s){1,3}[يت](?!بدأ|جتمع|شارك|تصدر|تواصل)[^\W\d_]{2,}(?<![ةه])\s(?:ف[يى]|أمام|خلال)\s\S+(?:\s\S+)?$"
)
#: A subject, its verb and a preposition with what it governs, defined: nothing is lacking.
_NEEDS_NO_MORE = pattern(
    r"^(?:[^\W\d_]+\s){1,3}[يت][^\W\d_]{2,}(?<![ةه])\s(?:من|عن|عل[ىي]|[إا]ل[ىي]|مع)\s.*ال[^\W\d_]{3,}$"
)
#: How many there are, as clauses of their own begin: «عشرة أعوام في الخيام».
_NUMBER = pattern(
    r"(?:[\d٠-٩]|(?:أدنى|أعلى|أكبر|أسوأ|أفضل|أقوى|أطول|أضخم)\s(?!ال)|(?:ثلاث|أربع|خمس|ست|سبع|ثماني|تسع|عشر|مئ|مائ)(?:ة|ات)?\s|(?:آلاف|ملايين|عشرون|ثلاثون|أربعون|خمسون|ألف|مليون|مليار|نصف|ثلث|ربع)\s)"
)
#: A noun that describes nothing before it, and what is said of it without a verb: «الختام مع فرقة محلية».
_ABOUT = pattern(
    r"ال(?:ختام|افتتاح|دخول|حضور|تسجيل|عرض|بداية|نهاية|نتيجة|سبب|حل|هدف|تنفيذ|تطبيق|تسليم|دفع|سداد|خسائر|أضرار|حصيلة|قرار|تحقيق|متهم|ضحية|حكم)\s(?:مع|ف[يى]|عل[ىي]|من|لل?[^\W\d_]{3,}|ب[^\W\d_]{3,})\s"
)
#: A subject of many, and what they did: «أولياء أمور طالبوا بـ…».
_THEY_DID = pattern(r"(?:[^\W\d_]+\s){1,3}(?!كانوا)[^\W\d_]{3,}وا\s")


def continues_headline(page: Page, at: int) -> float:
    """Return how sure it is that a line is the rest of the headline before it and no deck, 0 to 1.

    A headline breaks before a word that needs what went before it, or after one that needs what comes; the rest is
    rarely longer than the beginning, while a deck is a clause of its own, and rarely shorter than the headline.
    """
    first, second, after = page.lines[at - 1], page.lines[at], page.next(at)
    above = page.lines[at - 2].bare if at > 1 and ACT_NUMBER.match(first.bare) else ""
    if after is not None and (sure := _act_goes_on(first, second, f"{above} {first.bare}".strip())):
        return sure
    if after is None or not (first.words >= 3 and max(first.words, second.words) <= HEADLINE_WORDS):
        return 0.0
    if not _LETTER.search(second.bare) or _DAYS.match(second.bare) or _ACCORDING.match(second.bare):
        return 0.0
    if second.text.startswith(("..", "…")):  # «البائعون يغزون الأسواق» / «.. والبلدية تصادر البسطات»
        return 0.9 if second.short and not second.gap else 0.0
    if begins_apart(first, second):
        return 0.0
    told = break_by_words(first, second)
    return _break_by_layout(page, at, after) if told is None else told


def _act_goes_on(first: Line, second: Line, act: str) -> float:
    """Return how sure it is that the title of an act, so far, goes on with its number or its subject."""
    if first.words <= 3 and ACT_NUMBER.match(second.bare):  # «مرسوم سلطاني» / «رقم 21 / 2023»
        return 0.9
    if not second.short or not _ACT_NUMBERED.fullmatch(act):
        return 0.0
    kind = act.split(maxsplit=1)[0].removeprefix("ال")  # «نظام رقم (4) لسنة 1961» / «نظام رسوم المرافئ»
    return 0.85 if _ON_SUBJECT.match(second.bare) or second.bare.startswith(f"{kind} ") else 0.0


def _break_by_layout(page: Page, at: int, after: Line) -> float:
    """Return how sure it is that a headline goes on where the words around the break do not tell, by what stands below."""
    first, second = page.lines[at - 1], page.lines[at]
    longer = len(second.bare) / len(first.bare)  # than what it would be the rest of
    credited = is_credit(page, at + 1) or read_dateline(after.text) is not None or _is_over_picture(page, at + 1)
    rest = second.words >= 8 and longer > (1.3 if credited else 1.5)
    if _DEPENDENT.match(second.bare) and not (rest and (CLAUSE.search(first.bare) or "،" in second.bare)):
        return 0.8
    if _FIGURES.search(second.bare) or DESK.match(second.bare):
        return 0.0
    # Over its deck, the rest of a headline goes on with «و»: «…» / «والركاب يكملون الطريق» / deck / credit.
    stacked = not credited and at + 3 < len(page.lines) and titular(after) and is_credit(page, at + 2)
    joined = JOINED.match(second.bare)
    construct = joined or (_DEFINED.match(second.bare) and is_indefinite(first.bare, second.bare))
    credited = credited or (stacked and bool(construct) and not JOINED.match(after.bare))
    if credited and second.words <= 4 and name_likeness(second.bare) > 0 and not joined:
        return 0.0
    # The end of a line that had no more room: a deck has more than two words; «… القادم» / «الشؤون البلدية» names a section.
    if credited and second.words <= 2 and len(first.text) >= 45 and second.bare.startswith("ال"):
        return 0.7 if " ال" not in second.bare or is_indefinite(first.bare, second.bare) else 0.0
    if (credited or stacked) and 0.5 <= longer <= 1.5 and len(second.bare) <= 46 and _lacks_predicate(first, second):
        return 0.65
    packed = joined and after.words >= 15  # over the lead, as typewriters set it
    if second.words < 3 or not (credited or packed or len(first.text) >= 45 or (after.gap and _is_spaced(page, at))):
        return 0.0
    again = page.rules[at - 1] == "wrapped headline"
    points = _points(page, at, joined=bool(joined))
    return 0.6 if points >= (2.5 if again and not (joined and credited) else 1.5) else 0.0


def _is_over_picture(page: Page, at: int) -> bool:
    """Return whether the caption of a picture stands at `at`, over a credit."""
    found = credit_at(page, at) if at + 2 < len(page.lines) and is_credit(page, at + 1) else None
    return found is not None and found[0] == "caption" and found[1].confidence >= 0.85


def _lacks_predicate(first: Line, second: Line) -> bool:
    """Return whether the last clause of a headline is a noun without a verb, which the next line begins with."""
    who = first.bare.rpartition("..")[2].strip()  # «بيت الشباك».. ثلاثة أجيال من الصيادين
    verbal = CLAUSE.search(who) or begins_with_verb(who) or _EVENT.match(who) or re.search(r"[:.؟!«\d]", who)
    return bool(PREDICATE.match(second.bare)) and not verbal


def _points(page: Page, at: int, *, joined: bool) -> float:
    """Return how much speaks for a line as the rest of the headline before it; a deck is a clause of its own."""
    first, second, after = page.lines[at - 1], page.lines[at], page.lines[at + 1]
    ratio = len(second.text) / len(first.text)
    indefinite = is_indefinite(first.bare, second.bare)
    points = 0.0
    balanced = max(len(first.text), len(second.text)) <= 46 and 0.6 <= ratio <= 1.4
    points += (1.5 if indefinite else 0.5) if balanced else 0.0
    points += 1.0 if ratio < 0.8 else -1.5 if ratio > 1.4 else 0.0
    if indefinite and second.bare.startswith("ال"):
        points += 1.0 if " ال" in second.bare[:24] else 0.5
    points += 0.5 if len(first.text) >= 45 else -1.0 if len(first.text) < 28 else 0.0
    points += 0.5 if first.words + second.words <= HEADLINE_WORDS else -1.5
    points += 2.0 if _LACKS_WHAT.match(first.bare) and not second.bare.startswith("ال") else 0.0
    points += 1.5 if joined or (_LACKS_OBJECT.search(first.bare) and _OWN_OBJECT.match(second.bare)) else 0.0
    start = second.bare.split()[:5]
    if not joined:
        points -= 3.0 if CLAUSE.search(" ".join(start[:3])) else 2.0 if CLAUSE.search(" ".join(start)) else 0.0
    points -= 1.0 if _SAYS_WHEN.search(first.bare) else 0.0
    points -= 3.0 if begins_with_verb(second.bare) or _DENIES.match(second.bare) else 0.0
    if not indefinite:
        points -= 1.0 if _OWN_CLAUSE.search(second.bare) else 0.0
        points -= 1.5 if _EVENT.match(second.bare) and CLAUSE.search(first.bare) else 0.0
        points -= 1.5 if _NUMBER.match(second.bare) else 0.0
    points -= 1.5 if _ABOUT.match(second.bare) and CLAUSE.search(first.bare) else 0.0
    points -= 2.0 if not joined and _THEY_DID.match(second.bare) else 0.0
    if ":" in first.bare and not joined and (_SAYS_I.search(second.bare) or _INTERVIEWER.match(after.bare)):
        points -= 2.0
    points -= 1.5 if tells_subject(second.bare) or (not joined and _COUNTS.match(second.bare)) else 0.0
    points -= 1.0 if not joined and _NEEDS_NO_MORE.search(first.bare) and not second.bare.startswith("ال") else 0.0
    if not joined and _begins_anew(first.bare, second.bare):
        points -= 1.5 if _HAS_OBJECT.search(first.bare) else 1.0
    points -= 1.0 if second.bare[0] in '«"-•*' or first.bare[-1] in '»"' else 0.0
    return points + (1.5 if after.gap and not _is_packed(page, at) and _is_spaced(page, at) else 0.0)


def _is_packed(page: Page, at: int) -> bool:
    """Return whether the headline before `at` stands right under a kicker, so that no blank line says a thing."""
    above = page.verdicts[at - 2] if at > 1 else None
    return above is not None and above.role == "kicker" and not page.lines[at - 1].gap


def _begins_anew(text: str, following: str) -> bool:
    """Return whether `following` begins with an indefinite noun after a definite one that no verb could have it for object."""
    last = text.rsplit(maxsplit=1)[-1]
    return (
        (last.startswith(("ال", "لل", "بال")) or kind_of(last) == "place")
        and following[0].isalpha()
        and not following.startswith("ال")
        and (not CLAUSE.search(text) or bool(_HAS_OBJECT.search(text)))
        and not begins_with_verb(text)
        and not begins_with_verb(following)
    )


def _is_spaced(page: Page, at: int) -> bool:
    """Return whether blank lines part the lines after the head, so that two lines without one belong together."""
    rest = page.lines[at + 1 :]
    return sum(line.gap for line in rest) >= 0.7 * len(rest)
