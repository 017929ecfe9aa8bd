"""Kickers that leave to the headline whom or what they are about: «وجّه بتكثيف الحملات», «اقتحموا المبنى»."""

from __future__ import annotations

from ...patterns import pattern
from .headline import CLAUSE
from .line import Line
from .sentences import NO_VERB, begins_with_verb, ends_as_verb

#: Speech whose speaker the headline names: «قال إن الموسم الحالي هو الأصعب».
SAID = pattern(
    r"^(?:قال|أكد|أعلن|حذر|حذّر|كشف|شدد|أشار|اعتبر|أوضح|رأى|أضاف|توقع|دعا|طالب)ت?\s(?:[إأ]نه?ا?م?|من|عن|على|إلى|ب\S+|لـ?\S+)\s"
)
#: What someone did whom the headline names before a colon: «وجّه بتكثيف الحملات», «استقبل وفدا من …».
_BY_SPEAKER = pattern(
    r"^(?:قال|أكد|أعلن|حذّ?ر|كشف|شدّ?د|أشار|اعتبر|أوضح|رأى|توقّ?ع|دعا|طالب|وجّ?ه|افتتح|ترأّ?س|استقبل|التقى|بحث|ناقش|تفقّ?د|دشّ?ن|زار|رعى|لفت|نفى|انتقد|ثمّ?ن|أشاد|تعهّ?د|وعد|استعرض|اطّ?لع|شارك|جدّ?د|هنّ?أ|عزّ?ى|لمّ?ح|هاجم|نوّ?ه)ت?\s"
    r"(?:[إأ]نه?ا?م?|من|عن|عل[ىي]|[إا]ل[ىي]|ف[يى]|مع|ب[^\W\d_]{3,}|ل[^\W\d_]{3,}|[«“]\S+|وفد[اً]*|سفير|أعمال|اجتماع[اً]*|سبل)\s"
)
#: A speaker, and what is said: «خبراء: السكن الخاص خارج دورة الهبوط».
NAMED = pattern(r"^(?:ال)?[^\W\d_]{3,}(?:\s[^\W\d_]+){0,2}\s?:\s\S+\s\S")
#: Who confirms what the headline names: a noun of action with a pronoun that refers to it.
_CONFIRMS = pattern(
    r"\s(?:[يت](?:ؤكد|علن|توقع|رجح|كشف|نفي|عد|تعهد|قرر|طلب)|[يت]شدد عل[ىي]|[يت]كشف عن|[يت]دعو إلى)\s(?!ال)[^\W\d_]{3,}(?:ها|هما|هم)\s"
)
_NOUN_PHRASE = pattern(
    r"^(?:[\d٠-٩]+|ثلاثة?|أربعة?|خمسة?|ستة?|سبعة?|ثماني?ة?|تسعة?|عشرة?|عشرات|مئات|آلاف|مشروع|مشاريع|محطات?|قانون|مرسوم|اتفاقية?|خطة|برنامج|منحة|زيادات?|إجراءات|تدابير|قرارات)\s"
)
#: What someone does whom the headline names, and where or with what: «تنشط على محور وهران – مغنية».
SUBJECTLESS = pattern(
    r"^[يت][^\W\d_]{3,}\s(?:ف[يى]|عل[ىي]|من|[إا]ل[ىي]|عن|بين|ب[^\W\d_]{3,}|ل[^\W\d_]{3,})\s(?!.*[:؟!])"
)
#: What someone does or has, with a pronoun for the one whom the headline names: «يواصل إضرابه لليوم العشرين».
_OWN = pattern(r"^[يت][^\W\d_]{3,}\s(?!ال)[^\W\d_]{3,}(?:ه|ها|هم)(?:\s(?!.*[:؟!])|$)")
#: Who explains what the headline says: «رئيس الجمعية يكشف التفاصيل», «الأرصاد تحذر».
EXPLAINS = pattern(
    r"^[^\W\d_]+\s(?:[^\W\d_]+\s){0,3}[يت](?:كشف|وضح|وضّح|رد|ردّ|علق|علّق|حذر|حذّر|جيب|روي|فسر|فسّر|شرح|عترف)(?:ون)?(?:\s(?:التفاصيل|السبب|الأسباب|الحقيقة|السر|الكواليس|القصة|الأمر))?$"
)
#: What she, they or it did, whom only the headline names: «ارتفعت إلى 12 وفاة», «انطلقت فعالياته أمس», «أقرها البرلمان».
_UNNAMED = pattern(
    rf"^(?:{NO_VERB}[^\W\d_]{{3,}}ت\s(?:(?:عل[ىي]|[إا]ل[ىي]|عن|من|ب[^\W\d_]{{3,}}|[أإ]نّ?)\s|(?!ال)[^\W\d_]{{3,}}(?:ه|ها|هم)(?:\s|$))"
    r"|(?!وجها|مياه)[^\W\d_]{3,}(?:ها|هما)\s(?:ال|[«\"]))(?!.*(?:[:؟!]|\.\.))"
)
#: What is said of that which only the headline names: «أسعارها قفزت من 120 إلى 260 دينارا».
_OWNED = pattern(
    rf"^{NO_VERB}(?!(?:ال|و?(?:من|عن|في|بين|علي|إلي|لدي|عند|مع|كل|معظم|أغلب|غالبيت|نصف|ثلث|جميع|أحد|إحدا|بعض|أول|آخر|أبرز|قبل|بعد|تجاه|ضد|حول|فوق|تحت|خلال|وسط|لكن|كأن|لعل|منذ|دون)(?:ها|هما|هم)\s))[^\W\d_]{{2,}}(?:ها|هما|هم|ته)\s(?:[^\W\d_]{{3,}}ت|[يت][^\W\d_]{{3,}})\s(?!.*(?:[:؟!،]|\.\.))"
)
#: What several did, whom the headline names.
_ACTED = pattern(r"^(?!كانوا|قالوا|ليسوا)[^\W\d_]{3,}وا\s(?!.*[:؟!])")


def acted(line: Line, following: Line) -> float:
    """Know what those did whom the headline names: «اقتحموا المبنى واحتجزوا الموظفين», «أقرها البرلمان»."""
    did = _ACTED.match(line.bare) if line.words <= 7 else None
    unnamed = did or (line.words <= 9 and _UNNAMED.match(line.bare) and not verb_first(following.bare))
    return 0.6 if unnamed and following.words >= 4 else 0.0


def tells(text: str) -> bool:
    """Return whether `text` is a clause with its verb after one to three words, and with more after that: «لجان الثانوية ترفع درجة الاستعداد»."""
    words = text.split()
    return (
        (3 if text.startswith("ال") else 4) <= len(words) <= 12
        and text[-1] not in "؟?"
        and any(CLAUSE.match(f"{word} ") for word in words[1:-1][:3])
        and not CLAUSE.match(f"{words[0]} ")
    )


def verb_first(text: str) -> bool:
    """Return whether `text` begins with its verb, as sentences and decks do more often than headlines."""
    return begins_with_verb(text) or bool(CLAUSE.match(text) or ends_as_verb(text))


def of_speaker(line: Line, following: Line) -> float:
    """Know what someone did or confirmed whom the headline names, or about what the headline names.

    «وجّه بتكثيف الحملات» over «العيبان: لا تهاون …»; «الوزير يؤكد دخولها الخدمة» over «ثلاث محطات …».
    """
    if line.words > 12 or line.bare[-1] in "؟!:":
        return 0.0
    if _BY_SPEAKER.match(line.bare) and NAMED.match(following.bare):
        return 0.65
    said = _CONFIRMS.search(line.bare) and line.words >= 3 and not begins_with_verb(line.bare)
    if _OWNED.match(line.bare) and line.words >= 4 <= following.words and not verb_first(following.bare):
        return 0.65
    if _OWN.match(line.bare) and line.words <= 7 and not CLAUSE.match(following.bare):
        return 0.6
    return 0.65 if said and _NOUN_PHRASE.match(following.bare) and not CLAUSE.search(following.bare) else 0.0
