"""The headline: what may be one, and whether the line after it is the rest of it."""

from __future__ import annotations

import re

from ...patterns import pattern
from .creditlines import is_credit
from .datelines import read_dateline
from .dates import opens_with_time
from .headlinebreaks import AND_WHO, BEARER, BESIDE, COMPARES, DID, LACKS_GENITIVE, ONE_LETTER, QUALIFIES, SHE_DID
from .line import LONG, Line, Page
from .lists import BULLETED
from .names import TITLES, name_likeness
from .parts import kind_of
from .sentences import begins_with_verb
from .words import DESK

HEADLINE_WORDS = 18
OPEN_END = pattern(
    r"(?:^|\s)(?:ف[يى]|من|عل[ىي]|[إا]ل[ىي]|عن|مع|بين|بعد|قبل|عند|أن|إن|أو|ضد|نحو|حول|خلال|منذ|لدى|بشأن|وسط|دون|غير|ثم|لكن|التي|الذي|هذا|هذه|رئيس|وزير|وزارة|مدير|محافظ|مجلس|هيئة|مدينة|"
    r"محافظة|كل|بعض|عدة|عبر|قبالة|قرب|تجاه|حيال|مقابل|طوال|قبيل|إزاء|وفق|حسب|لصالح|بفضل|بهدف|مئات|آلاف|ملايين|بسبب|رغم|إثر|عقب|ضمن|أمام|تحت|فوق|بـ|لـ|و)$"
)
#: What a name does not end with.
PARTED_NAME = pattern(r"(?:^|\s)(?:عبد|بن|ابن|بنت|أبو|أبي|آل|ذو)$")
#: Prepositions, relatives, and «ل», «ب» before what a clause ends with: a purpose, a share, who takes part.
_DEPENDENT = pattern(
    r"(?!عل[ىي] (?:السلطات|الحكوم|الدول|القادة|المجتمع الدولي|مجلس الأمن|الأمم المتحدة|الجيش|القضاء|الأطراف|جميع الأطراف|البرلمان|الشركات|الجميع|الجانبين|الطرفين)\S*\s(?!ف[يى]\s))"
    r"(?:ف[يى]|من|عل[ىي]|[إا]ل[ىي]|عن|مع|بين|بعد|قبل|ضد|حول|خلال|منذ|لدى|بشأن|وسط|دون|بسبب|إثر|رغم|التي|الذي|أو|ثم|عبر|عقب|ضمن|أمام|تحت|فوق|حت[ىي]|سنويا|يوميا|الماضي|المقبل|الجاري|اليوم)(?:\s|$)"
    r"|بـ?\s?[\d٠-٩]|(?:لل|بال|كال|لت|لإ)\w{3,}(?:\s|$)|(?:لمواجهة|لمكافحة|لمعالجة|لمنع|لمراقبة|لمساعدة|لمتابعة|لحماية|لحل|لبناء|لبحث|لدعم|لدراسة|لزيادة|لرفع|لخفض|لضمان|لضبط|لعام|لموسم|لمدة|لمشروع|لصالح|لأول|لأكثر|"
    r"بمشاركة|بحضور|بقيمة|بنسبة|بتكلفة|بكلفة|برعاية|بدعم|بتمويل|بالتعاون|بهدف|بمناسبة|بإشراف|بقيادة|بتهمة|بموجب|بمعدل|بفارق|بفضل|بدلا|بدون|بطول|بمساحة|بطاقة|بعدما|بينما|بحلول|ابتداء|اعتبارا)\s"
)
#: «و» before an article, a verb, a negation or a small word; «وصفة», «وزارة» begin a clause of their own.
JOINED = pattern(
    r"^و(?:ال|ا(?:ست|نت|نق|نه|ند|نس|جت|فت|شت|عت|خت|كت|حت|قت|عتد)[^\W\d_]{2,}\s|س?[يت][^\W\d_]{2}|س[أن][^\W\d_]{3}|(?:لا|لم|لن|قد|هو|هي|ما|من|في|على|عن|إلى|مع|بعد|قبل|كل|بين)\s|[^\W\d_]{3,}(?:وا|ون)\s"
    # An indefinite noun, where «و» is no letter of its own: «وفقدان سبعة آخرين», but «وفاة سبعة».
    r"|(?!ا|زير|زار|زراء|زن|فد|فود|فا|في|فقا|فق\s|فر\s|فر[ةه]|كال|كيل|كر|ثائق|ثيق|ثب|صول|صف|صي|صل|جه|جوه|جب|جد|جع|جود|حد[ةهت]|حدات|حدو\s|حش|حيد|رش|رق|رد|رث|ريث|سائل|سائط|سط|سام|سيط|سيل|سيم|ضع|"
    r"ضوح|طن|ظيف|ظائف|عد\s|عدت|عده|عود|عي|عك|قف|قود|قت|قوع|قوف|قع|قائع|قاي|لاي|لاد|لد|لي|لع|هم|هران|هج|هب|باء|بائ|با\s|تير|تر|داع|داد|د |ديع|ديان|مض|ميض|يل|وه|ول|ندسور|أد)[^\W\d_]{3,}\s)"
)
#: What a review states of a book.
_OF_A_BOOK = pattern(r"(?:ال)?(?:مؤلفة?|ناشر|دار النشر|مترجمة?|ترجمة|طبعة|عدد الصفحات|سنة النشر)\s?:")
#: Adverbs, and duals of time, which lose their nun in a construct.
_NO_CONSTRUCT = pattern(
    r"(?:من جديد|(?:[\d٠-٩]|مليون|ملايين|مليار|مليارات|[أا]لف|آلاف|مئة|مائة)\s(?:طن|برميل|دولار|دينار|درهم|ريال|جنيه|ليرة|يورو|كيلومتر|متر|هكتار|فدان|دونم|شخص|ساعة|يوم|عام|درجة|نقطة|ميغاواط)|عامين|شهرين|يومين|[أا]سبوعين|سنتين|ساعتين|مرتين|عقدين|قرنين|آخرين|سنوات|[أا]عوام|[أا]شهر|[أا]يام|[أا]سابيع|ساعات|مرات|عاما|يوما|[^\W\d_]{3}ين عاما)$"
)
#: Several things side by side: «غناء وشعر ومسرح».
_LISTED = pattern(r"[^\W\d_]+\sو[^\W\d_]{2,}\sو[^\W\d_]{2,}$")
#: An adjective at the end, which is no first part of a construct: «… أحياء جديدة», «… خطة وطنية».
_DESCRIBES = pattern(
    r"\s(?:جديد|كبير|صغير|قديم|واسع|سابق|مختلف|متنوع|حديث|خاص|مجاني|كامل|مباشر|قياسي|متجدد|شامل|عاجل|خطير|متوسط|طويل|قصير|مؤقت|دائم|مشترك|متكامل|إضافي|مستعمل|متضرر|متخصص)[ةه]?$|[ةه]\s[^\W\d_]{3,}ي[ةه]$|ات\s[^\W\d_]{3,}ي[ةه]$"
)
#: A noun that a definite one makes definite: «مشاريع المياه».
_DEFINED = pattern(r"(?!ال)[^\W\d_]{3,}\sال")
#: What describes a noun with the article: «… إنجاز المرحلة» / «الأولى من مشروع الميناء».
_ADJECTIVE = pattern(
    r"ال(?:[أا]ول[ىي]?|ثاني[ةه]?|ثالث[ةه]?|رابع[ةه]?|خامس[ةه]?|[أا]خير[ةه]?|جديد[ةه]?|كبير[ةه]?|كبر[ىي]|قديم[ةه]?|سابق[ةه]?|حالي[ةه]?|مقبل[ةه]?|ماضي[ةه]?|جاري[ةه]?|وطني[ةه]|دولي[ةه]|عربي[ةه]|عالمي[ةه])(?:\s|$)"
)
_ASKS_WHO = pattern(r"(?:من\s[يت][^\W\d_]{2,}|أية?|هل|كيف|لماذا|ماذا|متى|أين|كم|[إا]لى متى|ما|ما الذي|أم)\s.*[؟?]$")
#: What a clause ends with that says when.
_SAYS_WHEN = pattern(
    r"(?:هذا|العام|الشهر|[أا]لأسبوع|اليوم|[أا]مس|غدا|المقبل[ةه]?|الماضي[ةه]?|الجاري[ةه]?|الحالي[ةه]?)$"
)
#: An indefinite noun or its adjective as objects of a verb.
_ACCUSATIVE = pattern(r"(?:^|\s)(?!ما|لا|هذا|إذا|كذا|لماذا|ماذا)[^\W\d_]{3,}(?<![اىءهون])(?:ا|اً|ًا)$")
#: What a subject does, right after it: «ناقلة النفط الجانحة» / «تهدد شواطئ الوسطى».
PREDICATE = pattern(
    r"(?:تناشد|تطالب|تواصل|تحاول|تعاني|تناقش|تغادر|تواجه|تهاجم|تحاكم|تعالج|تقاضي|تصادر|تحاصر|تراهن|تراقب|تعارض|تقاطع|تبادر|تسارع|تشارك)\s\S|(?!ت[^\W\d_](?:[^\W\d_]ي[^\W\d_]|ا[^\W\d_]{2})\s)[يت](?!شمل|تضمن)[^\W\d_]{2,}[^\Wةاهىي]\s\S"
)
#: Events that headlines begin with as nouns: nothing is said of them in a clause of their own.
_EVENT = pattern(
    r"(?:افتتاح|[إا]طلاق|انطلاق|ضبط|توقيع|بدء|ارتفاع|تراجع|[إا]غلاق|وفاة|رحيل|عودة|اكتشاف|العثور|تضرر|انهيار|غرق|نزوح|إجلاء|توقف|استقالة|إقالة|اعتقال|توقيف|محاكمة|اختفاء|إنقاذ|اندلاع|سقوط|احتراق|انفجار|انقلاب|اختتام|تأجيل|إلغاء|مصرع|مقتل|[إا]صابة)\s"
)
#: In whose name an act is issued, under its title.
PREAMBLE = pattern(
    r"^(?:نحن\s\S+\s|باسم (?:الشعب|الأمة|الله|صاحب|جلالة)|[إا]نّ?\s(?:رئيس|مجلس|وزير|ملك|أمير|الوزير|المجلس|محافظ|والي)|بناء على|بعد الاطلاع|استنادا|عملا ب)"
)
#: The number of an act, on a line of its own under its kind.
ACT_NUMBER = pattern(r"رقم\s?[(\[]?\s?[\d٠-٩][\d٠-٩\s/-]{0,14}[)\]]?(?:\s(?:لسنة|لعام)\s?[(]?[\d٠-٩]{4}[)]?)?$")
#: An act by its kind and number alone, and how its subject goes on: «بإنشاء مركز», «في شأن المحال».
ACT_NUMBERED = pattern(
    r"(?:ال)?(?:قرار|مرسوم|أمر|قانون|ظهير|نظام|لائحة|مقرر|منشور|تعميم)(?:\s[^\W\d_]+){0,3}\s(?:رقم|عدد)\s?[(\[]?\s?[\d٠-٩][\d٠-٩/.-]*\s?[)\]]?(?:\s(?:لسنة|لعام|سنة|عام)\s?[(]?[\d٠-٩]{4}[)]?\s?(?:م|هـ)?)?"
)
ON_SUBJECT = pattern(r"(?:ب(?!ناء|عد|ين|موجب)[^\W\d_]{3,}|في شأن|يتعلق ب|المتعلق|القاضي|يقضي|الخاص ب|لتنظيم|حول)\s?\S")
#: References to notes at the end of a sentence: «….[1]».
NOTES = pattern(r"(?:\s?\[[\d٠-٩]{1,3}\])+$")
#: A topic, dots, and what of it: «النفايات.. نهاية عصر الطمر».
TOPIC_FIRST = pattern(r"^[^\W\d_]+(?:\s[^\W\d_]+)?\s?(?:\.{2,3}|…)\s?[^\s\w]?[^\W_]")
_LETTER = pattern(r"[^\W\d_]{2,}")
#: From which day to which: «من 3 إلى 9 يونيو 2024».
_DAYS = pattern(r"(?:من\s)?[\d٠-٩]{1,2}\s?(?:إلى|الى|حتى|[-–])\s?[\d٠-٩]{1,2}\s[^\W\d_]+(?:\s[\d٠-٩]{4})?$")
#: Goals of two sides, which are named around them.
GOALS = pattern(
    r"\s[(\[]?[\d٠-٩]{1,2}[)\]]?\s?[-–—]\s?[(\[]?[\d٠-٩]{1,2}[)\]]?\s|[^\W\d_]\s[×xX]\s[^\W\d_].*\s[\d٠-٩]{1,2}\s?[-–—]\s?[\d٠-٩]{1,2}$"
)
#: Whose figures they are, as decks say: «وفق بيانات اتحاد المصدرين».
_ACCORDING = pattern(
    r"(?:وفقا?ً? ?لـ?|وفق|ب?حسب|بحسب ما|استنادا)\s?(?:بيانات|أرقام|تقرير|دراسة|إحصاء|إحصاءات|مصادر|مصدر|بيان|خبراء|لبيانات|لتقرير|لأرقام|لدراسة|لمصادر)\s"
)
#: A verb at the end, and what it may be done to: «… يدخل» / «مرحلته التجريبية».
_LACKS_OBJECT = pattern(r"\s\S+\s\S+\s[يت][^\W\d_]{2,}(?<!ة)$")
_OWN_OBJECT = pattern(r"(?!في|عن|من)[^\W\d_]{3,}(?:ته|ها|هم|ه)\s")
#: A subject, its verb, and what is done to what: nothing is lacking.
_HAS_OBJECT = pattern(r"^(?:[^\W\d_]+\s){1,3}[يت][^\W\d_]{3,}(?<![ةه])\s(?:[^\W\d_]{3,}\s)?ال[^\W\d_]{3,}\s")
#: Who speaks before a colon, as in a deck: «زبائن قدامى: الطاولة نفسها».
_SPEAKS = pattern(r"[^\W\d_]+(?:\s[^\W\d_]+){0,5}\s?:\s\S+\s\S+\s\S")
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
#: Whom or what is among those of the headline, as decks begin: «بينهم 17 طفلا».
_AMONG = pattern(r"(?:من )?(?:بين|من|أبرز|آخر|أول|أغلب|معظم|نصف|ثلث)(?:هم|ها|هن)\s")
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
#: A verb of its own near the beginning.
CLAUSE = pattern(
    r"(?:^|\s)(?!ت[^\W\d_]{2}ي[^\W\d_](?:\s|$)|(?:يوم|تحت|تلك|يناير|يونيو|يوليو|تموز|تشرين|تركيا|تونس|تقرير|تجارة|تعليم|تربية|تقنية|ترميم|يد|يمن|تل|تراث|تصدير|تأهيل|توزيع|تنظيم|تطوير|تمويل|تكلفة|تاريخ)\s)"
    r"[يت][\w\u064b-\u0652]{2,}(?<!ة)(?<!ات)(?:\s|$)"  # «يكرّم», but neither «تسعيرة» nor «تعويضات»
)


def titular(line: Line) -> bool:
    """Return whether a line may be a headline by its length and its end."""
    ends = NOTES.sub("", line.bare) if line.bare[-1:] == "]" else line.bare
    return (
        2 <= line.words <= HEADLINE_WORDS + 7
        and len(line.text) <= LONG
        and ends[-1:] not in ".؛،,:"
        and not (":" in line.bare and _OF_A_BOOK.match(line.bare))
    )


def unmarked(page: Page, at: int) -> str:
    """Return a headline without Markdown's marks, and record how many of them it has."""
    text = page.lines[at].text
    found = re.match(r"(#{1,6})\s+(?=\S)", text)
    if found:
        page.title_marks = len(found[1])
        text = text[found.end() :].rstrip("# ") or text
    if text.startswith("**") and text.endswith("**") and len(text) > 4:
        text = text[2:-2].strip()
    elif text[:1] == text[-1:] == "*" and text.count("*") == 2 and len(text) > 4:  # bold of chats
        text = text[1:-1].strip()
    return text


def continues_headline(page: Page, at: int) -> float:
    """Return how sure it is that a line is the rest of the headline before it and no deck, 0 to 1.

    A headline breaks before a word that needs what went before it, or after one that needs what comes; the rest is
    rarely longer than the beginning, while a deck is a clause of its own, and rarely shorter than the headline.
    """
    first, second, after = page.lines[at - 1], page.lines[at], page.next(at)
    if after is not None and first.words <= 3 and ACT_NUMBER.match(second.bare):  # «مرسوم سلطاني» / «رقم 21 / 2023»
        return 0.9
    if after is not None and second.short and ACT_NUMBERED.fullmatch(first.bare):
        kind = first.bare.split()[0].removeprefix("ال")
        if ON_SUBJECT.match(second.bare) or second.bare.startswith(f"{kind} "):
            return 0.85  # «نظام رقم (4) لسنة 1961» / «نظام رسوم المرافئ»
    if after is None or not (first.words >= 3 and max(first.words, second.words) <= HEADLINE_WORDS):
        return 0.0
    if not _LETTER.search(second.bare) or _DAYS.match(second.bare) or _ACCORDING.match(second.bare):
        return 0.0
    if second.text.startswith(("..", "…")):  # «البائعون يغزون الأسواق» / «.. والبلدية تصادر البسطات»
        return 0.9 if second.short and not second.gap else 0.0
    if (
        _AMONG.match(second.bare)
        or PREAMBLE.match(second.bare)
        or BULLETED.match(second.text)
        or GOALS.search(second.bare)
        or (TOPIC_FIRST.match(second.bare) and not OPEN_END.search(first.bare))
        or (first.text[-2:] == "**" and first.text[:2] == "**" != second.text[:2])  # bold alone
    ):
        return 0.0
    if "﴿" in first.text or "﴿" in second.text or opens_with_time(second.bare):
        return 0.0
    if second.text[0] == "©" or second.bare.count("؟") > 1:  # of a picture; several questions are a deck
        return 0.0
    if second.gap or len(second.text) > 110 or second.bare[-1:] in ".،؛:" or first.bare[-1:] in "؟!":
        return 0.0
    if first.bare.endswith((" ..", "..", "…")):
        return 0.75
    if first.bare.endswith("."):
        return 0.0
    if first.bare.count("«") > first.bare.count("»") and "»" in second.bare:
        return 0.9
    if (
        first.bare.endswith(("،", ",", "-", "–", ":"))
        or OPEN_END.search(first.bare)
        or LACKS_GENITIVE.search(first.bare)
        or PARTED_NAME.search(first.bare[-5:])
    ):
        return 0.85
    last, words = first.bare.rsplit(maxsplit=1)[-1], second.bare.split()
    titled = TITLES.fullmatch(f"{last} ") or BEARER.fullmatch(f"{last} ")
    if titled and name_likeness(" ".join(words[:2])) >= 0.85:
        return 0.85  # «المحكمة تؤيد حبس الفنان» / «تامر حسان …»
    if _ACCUSATIVE.search(first.bare) and _ACCUSATIVE.search(words[0]):
        return 0.8  # a noun and its adjective: «… يقترح تمويلا» / «جديدا للسلطة»
    said = first.bare.rpartition(":")[2].strip() if ":" in first.bare else AND_WHO.sub("", first.bare)
    if (
        1 < said.count(" ") + 1 <= 4
        and said[-1].isalpha()
        and said != first.bare
        and (PREDICATE.match(second.bare) or COMPARES.match(second.bare))
        and not (CLAUSE.search(said) or begins_with_verb(said) or DID.search(said))
    ):
        return 0.75  # a subject whose verb comes: «المدير: قافلة الكتاب» / «تزور ستين قرية»
    if first.words <= 4 and len(second.bare) > 1.8 * len(first.bare):  # by width the first line is the full one
        return 0.0
    if _SPEAKS.match(second.bare) and not ("«" in first.bare and "»" not in first.bare):  # before «من», «اليوم»
        return 0.0
    if BESIDE.match(second.bare):
        return 0.8
    if QUALIFIES.match(second.bare) and not first.bare.endswith(("ها", "هم", "ه")):
        return 0.75
    if _ADJECTIVE.match(second.bare) and last.startswith("ال"):
        return 0.8
    word = words[0]
    in_place = word[0] == "ب" and len(word) > 4 and kind_of(word[1:]) == "place" != kind_of(word)
    if in_place or ONE_LETTER.fullmatch(word):
        return 0.8
    if _ASKS_WHO.match(second.bare):
        return 0.0
    longer = len(second.bare) / len(first.bare)  # than what it would be the rest of
    credited = is_credit(page, at + 1) or read_dateline(after.text) is not None
    rest = second.words >= 8 and longer > (1.3 if credited else 1.5)
    if _DEPENDENT.match(second.bare) and not (rest and (_indefinite_free(first.bare) or "،" in second.bare)):
        return 0.8
    if _FIGURES.search(second.bare) or DESK.match(second.bare):
        return 0.0
    # Over its deck, the rest of a headline goes on with «و»: «…» / «والركاب يكملون الطريق» / deck / credit.
    stacked = not credited and at + 3 < len(page.lines) and titular(after) and is_credit(page, at + 2)
    joined = JOINED.match(second.bare)
    construct = joined or (_DEFINED.match(second.bare) and _indefinite(first.bare, second.bare))
    credited = credited or (stacked and bool(construct) and not JOINED.match(after.bare))
    if credited and second.words <= 4 and name_likeness(second.bare) > 0 and not joined:
        return 0.0
    # The end of a line that had no more room: a deck has more than two words; «… القادم» / «الشؤون البلدية» names a section.
    if credited and second.words <= 2 and len(first.text) >= 45 and second.bare.startswith("ال"):
        return 0.7 if " ال" not in second.bare or _indefinite(first.bare, second.bare) else 0.0
    who = first.bare.rpartition("..")[2].strip()  # «بيت الشباك».. ثلاثة أجيال من الصيادين
    if (
        (credited or stacked)
        and 0.5 <= len(second.bare) / len(first.bare) <= 1.5
        and len(second.bare) <= 46
        and PREDICATE.match(second.bare)
        and not (CLAUSE.search(who) or begins_with_verb(who) or _EVENT.match(who))
        and not re.search(r"[:.؟!«\d]", who)
    ):
        return 0.65
    packed = joined and after.words >= 15  # over the lead, as typewriters set it
    if second.words < 3 or not (credited or packed or len(first.text) >= 45 or (after.gap and _is_spaced(page, at))):
        return 0.0
    again = page.rules[at - 1] == "wrapped headline"
    points = _points(page, at, joined=bool(joined))
    return 0.6 if points >= (2.5 if again and not (joined and credited) else 1.5) else 0.0


def _points(page: Page, at: int, *, joined: bool) -> float:
    """Return how much speaks for a line as the rest of the headline before it; a deck is a clause of its own."""
    first, second, after = page.lines[at - 1], page.lines[at], page.lines[at + 1]
    ratio = len(second.text) / len(first.text)
    indefinite = _indefinite(first.bare, second.bare)
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
    points -= 1.5 if _tells(second.bare) or (not joined and _COUNTS.match(second.bare)) else 0.0
    points -= 1.0 if not joined and _NEEDS_NO_MORE.search(first.bare) and not second.bare.startswith("ال") else 0.0
    if not joined and _begins_anew(first.bare, second.bare):
        points -= 1.5 if _HAS_OBJECT.search(first.bare) else 1.0
    points -= 1.0 if second.bare[0] in '«"-•*' or first.bare[-1] in '»"' else 0.0
    return points + (1.5 if after.gap and not _is_packed(page, at) and _is_spaced(page, at) else 0.0)


def _is_packed(page: Page, at: int) -> bool:
    """Return whether the headline before `at` stands right under a kicker, so that no blank line says a thing."""
    above = page.verdicts[at - 2] if at > 1 else None
    return above is not None and above.role == "kicker" and not page.lines[at - 1].gap


def _tells(text: str) -> bool:
    """Return whether `text` is a subject and its verb, a clause of its own: «الجمهور طالب بحفل إضافي»."""
    subject, _, rest = text.partition(" ")
    return subject.startswith("ال") and (begins_with_verb(rest) or bool(CLAUSE.match(rest) or SHE_DID.match(rest)))


def _indefinite(text: str, following: str) -> bool:
    """Return whether `text` ends in a noun that lacks what makes it definite, as the first part of a construct does.

    A dual or a plural in «ين» would lose its nun before `following` with the article; a clause may describe it.
    """
    last = text.rsplit(maxsplit=1)[-1]
    return (
        last.isalpha()
        and not CLAUSE.fullmatch(last)
        and not _NO_CONSTRUCT.search(text)
        and not _LISTED.search(text)
        and not _DESCRIBES.search(text)
        and kind_of(last) != "place"
        and not last.startswith(("ال", "لل", "بال", "وال"))
        and not last.endswith(("ا", "ً", "ي", "ه", "هم", "ها"))
        and not (last.endswith("ين") and following.startswith("ال"))
    )


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


def _indefinite_free(text: str) -> bool:
    """Return whether `text` holds a verb of its own, so that it is a clause without what follows."""
    return bool(CLAUSE.search(text))


def _is_spaced(page: Page, at: int) -> bool:
    """Return whether blank lines part the lines after the head, so that two lines without one belong together."""
    rest = page.lines[at + 1 :]
    return sum(line.gap for line in rest) >= 0.7 * len(rest)
