"""The headline: what may be one, and what is seen in its words."""

from __future__ import annotations

import re

from ...patterns import pattern
from .line import LONG, Line, Page

HEADLINE_WORDS = 18
OPEN_END = pattern(
    r"(?:^|\s)(?:ف[يى]|من|عل[ىي]|[إا]ل[ىي]|عن|مع|بين|بعد|قبل|عند|أن|إن|أو|ضد|نحو|حول|خلال|منذ|لدى|بشأن|وسط|دون|غير|ثم|لكن|التي|الذي|هذا|هذه|رئيس|وزير|وزارة|مدير|محافظ|مجلس|هيئة|مدينة|"
    r"محافظة|كل|بعض|عدة|عبر|قبالة|قرب|تجاه|حيال|مقابل|طوال|قبيل|إزاء|وفق|حسب|لصالح|بفضل|بهدف|مئات|آلاف|ملايين|بسبب|رغم|إثر|عقب|ضمن|أمام|تحت|فوق|بـ|لـ|و)$"
)
#: What a name does not end with.
PARTED_NAME = pattern(r"(?:^|\s)(?:عبد|بن|ابن|بنت|أبو|أبي|آل|ذو)$")
#: «و» before an article, a verb, a negation or a small word; «وصفة», «وزارة» begin a clause of their own.
JOINED = pattern(
    r"^و(?:ال|ا(?:ست|نت|نق|نه|ند|نس|جت|فت|شت|عت|خت|كت|حت|قت|عتد)[^\W\d_]{2,}\s|س?[يت][^\W\d_]{2}|س[أن][^\W\d_]{3}|(?:لا|لم|لن|قد|هو|هي|ما|من|في|على|عن|إلى|مع|بعد|قبل|كل|بين)\s|[^\W\d_]{3,}(?:وا|ون)\s"
    # An indefinite noun, where «و» is no letter of its own: «وفقدان سبعة آخرين», but «وفاة سبعة».
    r"|(?!ا|زير|زار|زراء|زن|فد|فود|فا|في|فقا|فق\s|فر\s|فر[ةه]|كال|كيل|كر|ثائق|ثيق|ثب|صول|صف|صي|صل|جه|جوه|جب|جد|جع|جود|حد[ةهت]|حدات|حدو\s|حش|حيد|رش|رق|رد|رث|ريث|سائل|سائط|سط|سام|سيط|سيل|سيم|ضع|"
    r"ضوح|طن|ظيف|ظائف|عد\s|عدت|عده|عود|عي|عك|قف|قود|قت|قوع|قوف|قع|قائع|قاي|لاي|لاد|لد|لي|لع|هم|هران|هج|هب|باء|بائ|با\s|تير|تر|داع|داد|د |ديع|ديان|مض|ميض|يل|وه|ول|ندسور|أد)[^\W\d_]{3,}\s)"
)
#: A verb that «و» joins to what was said before, as no headline begins: «ويقترب من اللقب»; neither «ويلز» nor «وتيرة».
JOINED_VERB = pattern(r"و(?!يل|يك|يس|يب|ين|تر|تير|تد)[يت][^\W\d_]{2,}\s\S+\s\S")
#: What a review states of a book.
_OF_A_BOOK = pattern(r"(?:ال)?(?:مؤلفة?|ناشر|دار النشر|مترجمة?|ترجمة|طبعة|عدد الصفحات|سنة النشر)\s?:")
#: What a subject does, right after it: «ناقلة النفط الجانحة» / «تهدد شواطئ الوسطى».
PREDICATE = pattern(
    r"(?:تناشد|تطالب|تواصل|تحاول|تعاني|تناقش|تغادر|تواجه|تهاجم|تحاكم|تعالج|تقاضي|تصادر|تحاصر|تراهن|تراقب|تعارض|تقاطع|تبادر|تسارع|تشارك)\s\S|(?!ت[^\W\d_](?:[^\W\d_]ي[^\W\d_]|ا[^\W\d_]{2})\s)[يت](?!شمل|تضمن)[^\W\d_]{2,}[^\Wةاهىي]\s\S"
)
#: In whose name an act is issued, under its title.
PREAMBLE = pattern(
    r"^(?:نحن\s\S+\s|باسم (?:الشعب|الأمة|الله|صاحب|جلالة)|[إا]نّ?\s(?:رئيس|مجلس|وزير|ملك|أمير|الوزير|المجلس|محافظ|والي)|بناء على|بعد الاطلاع|استنادا|عملا ب)"
)
#: The number of an act, on a line of its own under its kind.
ACT_NUMBER = pattern(r"رقم\s?[(\[]?\s?[\d٠-٩][\d٠-٩\s/.-]{0,14}[)\]]?(?:\s(?:لسنة|لعام)\s?[(]?[\d٠-٩]{4}[)]?)?$")
#: References to notes at the end of a sentence: «….[1]».
NOTES = pattern(r"(?:\s?\[[\d٠-٩]{1,3}\])+$")
#: A topic, dots, and what of it: «النفايات.. نهاية عصر الطمر».
TOPIC_FIRST = pattern(r"^[^\W\d_]+(?:\s[^\W\d_]+)?\s?(?:\.{2,3}|…)\s?[^\s\w]?[^\W_]")
#: Goals of two sides, which are named around them.
GOALS = pattern(
    r"\s[(\[]?[\d٠-٩]{1,2}[)\]]?\s?[-–—]\s?[(\[]?[\d٠-٩]{1,2}[)\]]?\s|[^\W\d_]\s[×xX]\s[^\W\d_].*\s[\d٠-٩]{1,2}\s?[-–—]\s?[\d٠-٩]{1,2}$"
)
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
        and (ends[-1:] not in ".؛،,:" or ends.endswith(".."))
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
