"""Where headlines break: what lines end with that wait for the rest, and what the rest begins with."""

from __future__ import annotations

from ...patterns import pattern
from .dates import opens_with_time
from .headline import CLAUSE, GOALS, OPEN_END, PARTED_NAME, PREAMBLE, PREDICATE, TOPIC_FIRST
from .line import Line
from .lists import BULLETED
from .names import TITLES, name_likeness
from .notices import greets
from .parts import kind_of
from .sentences import begins_with_verb

#: Nouns of action after a preposition, quantities and ranks, which say nothing without what comes: «… على إعادة», «… في معظم».
_LACKS_GENITIVE = pattern(
    r"(?:\s(?:عل[ىي]|[إا]ل[ىي]|ف[يى]|من|عن|بعد|قبل|منذ|خلال|وسط|بشأن|حول|ضد|دون|ب(?:سرعة|ضرورة|أهمية|عدم|هدف))\s|\s[لب])"
    r"(?:استكمال|[إا]نجاز|تسريع|[إا]عادة|[إا]قامة|[إا]نشاء|تشغيل|تنفيذ|تطبيق|تعزيز|تطوير|تحسين|وقف|منع|[إا]غلاق|[إا]طلاق|بدء|استئناف|تمديد|تأجيل|[إا]لغاء|توسيع|تقديم|توفير|تسهيل|حماية|مكافحة|مواجهة|معالجة|اعتماد|[إا]قرار|توقيع|تسليم|ضمان|رفع|خفض|فتح|بناء|مناقشة|ترميم|صيانة|[إا]زالة|تنظيم|تفعيل|تمويل|طلبة|سكان|أهالي)$"
    r"|\s[يت](?:ربط|ضم|شمل|ستهدف|هدد|طلق|فتتح|دشن|تفقد|ستقبل|لتقي|تجاوز|واجه|منح|ستضيف|كرم|تسلم|ترأس|نظم|وزع|قدم|نفذ|خصص|عالج|عيد|ستأنف|عتزم)"
    r"$|\s(?:معظم|أغلب|جميع|كافة|قرابة|زهاء|حوالي|إحدى|أحد|ضرورة|إمكانية|مطلع|منتصف|أواخر|أوائل)$"
)
#: Whose name comes next.
_BEARER = pattern(
    r"ال(?:رئيس|وزير|لاعب|نجم|مطرب|ممثل|إمام|أمير|ملك|سلطان|زعيم|قائد|شهيد|أسير|طفل|شاب|راحل|مواطن|ناشط|معتقل|مدون|صحافي|صحفي)ة?\s"
)
#: Where something is beside what is named next: «… اصطدام قطارين» / «جنوب الدلتا».
_BESIDE = pattern(r"(?:جنوب|شمال|شرق|غرب|جنوبي|شمالي|شرقي|غربي|قرب|داخل|خارج|قبالة)\s(?!.*[:؟!])")
#: What describes the name of an office, a place or a house at the end of a line: «… مستشفى الكرك» / «الحكومي ويوجه …».
_QUALIFIES = pattern(
    r"ال(?:حكومي|مركزي|رسمي|عسكري|جامعي|تعليمي|تخصصي|صحي|محلي|إقليمي|شعبي|تجاري|صناعي|سياحي|أثري|تاريخي|ساحلي|حدودي|بحري|بري|جوي|دستوري|قضائي|إداري|مالي|خيري|ثقافي|رياضي|وزاري|أمني)[ةه]?(?:\s(?:و|ف[يى]|من|عل[ىي]|[إا]ل[ىي]|عن|مع|بعد|قبل|خلال|ب|ل))"
)
#: Everything before the last subject of a headline: «السيول تشرد الآلاف وحكومة الولاية» / «تناشد المنظمات».
_AND_WHO = pattern(r"^.*\sو(?!ال)(?=[^\W\d_]{3,}\sال)")
#: What is said of a subject without a verb: «أفضل من سابقه».
_COMPARES = pattern(r"أ[^\W\d_]{3}\sمن\s|(?:ليس|ليست|لن|لم)\s|(?:غير|قيد)\s[^\W\d_]{4,}")
#: A preposition that is one letter, before nouns and places: «بأمراض الكبد», «ببيروت», «لمناقشة …»; few words begin so.
_ONE_LETTER = pattern(
    r"ب(?:أ(?!س|ي)|إ|م|ب(?!غاء)|ف|ت(?!ول|ر|كوين|سوانا)|ش(?!ار|ر|ائر|ير|ع|رى)|ك(?!ين|ر|تير|اء|م))[^\W\d_]{3,}|ل(?:أ|ش|خ|م(?!اذا|حة|سات|بات|س)[^\W\d_]{2})[^\W\d_]{2,}"
)
#: What she or they did: «البلدية وعدت بالإصلاح».
_DID = pattern(r"\s[^\W\d_]{2,}(?:ت|وا)(?:\s|$)")
#: The same right after the subject: «التذاكر نفدت خلال ساعات».
_SHE_DID = pattern(r"(?!بيت|وقت|صوت|بنت|موت|زيت|تحت|سبت|حوت|توت)[^\W\d_]{2,}(?<!ا)ت\s\S")
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
#: What describes a noun with the article: «… إنجاز المرحلة» / «الأولى من مشروع الميناء».
_ADJECTIVE = pattern(
    r"ال(?:[أا]ول[ىي]?|ثاني[ةه]?|ثالث[ةه]?|رابع[ةه]?|خامس[ةه]?|[أا]خير[ةه]?|جديد[ةه]?|كبير[ةه]?|كبر[ىي]|قديم[ةه]?|سابق[ةه]?|حالي[ةه]?|مقبل[ةه]?|ماضي[ةه]?|جاري[ةه]?|وطني[ةه]|دولي[ةه]|عربي[ةه]|عالمي[ةه])(?:\s|$)"
)
_ASKS_WHO = pattern(r"(?:من\s[يت][^\W\d_]{2,}|أية?|هل|كيف|لماذا|ماذا|متى|أين|كم|[إا]لى متى|ما|ما الذي|أم)\s.*[؟?]$")
#: An indefinite noun or its adjective as objects of a verb.
_ACCUSATIVE = pattern(r"(?:^|\s)(?!ما|لا|هذا|إذا|كذا|لماذا|ماذا)[^\W\d_]{3,}(?<![اىءهون])(?:ا|اً|ًا)$")
#: Who speaks before a colon, as in a deck: «زبائن قدامى: الطاولة نفسها».
_SPEAKS = pattern(r"[^\W\d_]+(?:\s[^\W\d_]+){0,5}\s?:\s\S+\s\S+\s\S")
#: Whom or what is among those of the headline, as decks begin: «بينهم 17 طفلا».
_AMONG = pattern(r"(?:من )?(?:بين|من|أبرز|آخر|أول|أغلب|معظم|نصف|ثلث)(?:هم|ها|هن)\s")

#: What is said of something in a clause of its own, with a second one: «الفحص مجاني ويستمر ستة أسابيع».
_NOMINAL = pattern(r"ال[^\W\d_]{3,}\s(?!ال|من|ف[يى]|عل[ىي]|عن|[إا]ل[ىي])[^\W\d_]{4,}\sو[يت][^\W\d_]{3,}\s")


def begins_apart(first: Line, second: Line) -> bool:
    """Return whether a line is surely not the rest of the headline before it, by how it begins or by a blank line before it."""
    return bool(
        _AMONG.match(second.bare)
        or greets(second)
        or _NOMINAL.match(second.bare)
        or PREAMBLE.match(second.bare)
        or BULLETED.match(second.text)
        or GOALS.search(second.bare)
        or (TOPIC_FIRST.match(second.bare) and not OPEN_END.search(first.bare))
        or (first.text[-2:] == "**" and first.text[:2] == "**" != second.text[:2])  # bold alone
        or "﴿" in first.text
        or "﴿" in second.text
        or opens_with_time(second.bare)
        or second.text[0] == "©"  # of a picture
        or second.bare.count("؟") > 1  # several questions are a deck
        or second.gap
        or len(second.text) > 110
        or second.bare[-1:] in ".،؛:"
        or first.bare[-1:] in "؟!"
    )


def break_by_words(first: Line, second: Line) -> float | None:
    """Return how sure it is that a line is the rest of the headline before it by the words around the break; None where they do not tell."""
    if (sure := _break_after(first, second)) is not None:
        return sure
    last, words = first.bare.rsplit(maxsplit=1)[-1], second.bare.split()
    titled = TITLES.fullmatch(f"{last} ") or _BEARER.fullmatch(f"{last} ")
    if titled and name_likeness(" ".join(words[:2])) >= 0.85:
        return 0.85  # «المحكمة تؤيد حبس الفنان» / «تامر حسان …»
    if _ACCUSATIVE.search(first.bare) and _ACCUSATIVE.search(words[0]):
        return 0.8  # a noun and its adjective: «… يقترح تمويلا» / «جديدا للسلطة»
    if _is_said_of(first.bare, second.bare):
        return 0.75  # a subject whose verb comes: «المدير: قافلة الكتاب» / «تزور ستين قرية»
    if first.words <= 4 and len(second.bare) > 1.8 * len(first.bare):  # by width the first line is the full one
        return 0.0
    if _SPEAKS.match(second.bare) and not ("«" in first.bare and "»" not in first.bare):  # before «من», «اليوم»
        return 0.0
    if _BESIDE.match(second.bare):
        return 0.8
    if _QUALIFIES.match(second.bare) and not first.bare.endswith(("ها", "هم", "ه")):
        return 0.75
    if _ADJECTIVE.match(second.bare) and last.startswith("ال"):
        return 0.8
    word = words[0]
    in_place = word[0] == "ب" and len(word) > 4 and kind_of(word[1:]) == "place" != kind_of(word)
    if in_place or _ONE_LETTER.fullmatch(word):
        return 0.8
    return 0.0 if _ASKS_WHO.match(second.bare) else None


def _break_after(first: Line, second: Line) -> float | None:
    """Return how sure it is that a headline goes on by how its line ends; None where that does not tell."""
    if first.bare.endswith((" ..", "..", "…")):
        return 0.75
    if first.bare.endswith("."):
        return 0.0
    if first.bare.count("«") > first.bare.count("»") and "»" in second.bare:
        return 0.9
    if (
        first.bare.endswith(("،", ",", "-", "–", ":"))
        or OPEN_END.search(first.bare)
        or _LACKS_GENITIVE.search(first.bare)
        or PARTED_NAME.search(first.bare[-5:])
    ):
        return 0.85
    return None


def _is_said_of(text: str, following: str) -> bool:
    """Return whether `text` ends in a subject of few words without its verb, and `following` begins with that."""
    said = text.rpartition(":")[2].strip() if ":" in text else _AND_WHO.sub("", text)
    return bool(
        1 < said.count(" ") + 1 <= 4
        and said[-1].isalpha()
        and said != text
        and (PREDICATE.match(following) or _COMPARES.match(following))
        and not (CLAUSE.search(said) or begins_with_verb(said) or _DID.search(said))
    )


def tells_subject(text: str) -> bool:
    """Return whether `text` is a subject with the article and its verb, a clause of its own: «الجمهور طالب بحفل إضافي»."""
    subject, _, rest = text.partition(" ")
    return subject.startswith("ال") and (begins_with_verb(rest) or bool(CLAUSE.match(rest) or _SHE_DID.match(rest)))


def is_indefinite(text: str, following: str) -> bool:
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
