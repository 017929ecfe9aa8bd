"""Kickers by their words: sections, slugs, issuers, circumstances, series, speakers, and the paper about itself."""

from __future__ import annotations

from collections.abc import Callable

from ...patterns import pattern
from .agencies import INITIALS
from .dates import date_line
from .folding import fold
from .headline import CLAUSE, PREDICATE
from .letterheads import ISSUER, STRIP
from .line import Line
from .names import TITLES, holds_no_name
from .parts import kind_of
from .sentences import begins_sentence, begins_with_verb
from .stacks import contest
from .subjects import EXPLAINS, NAMED, SAID, SUBJECTLESS, acted, tells
from .words import KICKERS

#: What a notice says of itself: «تعميم هام».
_STRESSED = pattern(r"\s(?:هام|هامه|مهم|مهمه|عاجل|عاجله)$")
#: A page of the paper, named by an adjective, as folded.
_OF_SECTION = pattern(r"ال[^\W\d_]{3,}يه")
SLUG = pattern(r"\s*[/|\-–—:،,]+\s*")
#: Words that begin the name of a section or a series.
_SERIES = pattern(
    r"^(?:ملف|حوار|سلسلة|زاوية|شؤون|صفحة|قسم|باب|ركن|خاص|تقرير|تحقيق|متابعة|تغطية|قراءة|مقال|حلقة|الحلقة|الجزء|قضية|كلمة|افتتاحية|رسالة|يوميات|مدونة|قصة|استطلاع|مقابلة|لقاء|ندوة|محليات|بيان|بلاغ|للنشر|عاجل|نشرة|دليل)(?:\s|$)"
)
#: A programme by its name: «بودكاست «نص ساعة»».
_PROGRAMME = pattern(r"\W*(?:بودكاست|برنامج|إذاعة|قناة|نشرة|سلسلة)\s[«\"“][^«»\"“”]+[»\"”]\W*$")
_THERE = pattern(r"[«\"](?P<paper>[^«»\"]{2,24})[»\"]\s(?:داخل|ف[يى]|عل[ىي]|مع|بين|من|وسط|أمام|ب[^\W\d_]{3,})\s")
_OF_ITSELF = pattern(
    r"(?:^|\s)(?:رصدت|كشفت|حاورت|استطلعت|فتحت|زارت|جالت|تجولت|تابعت|التقت|سألت|دخلت|ترصد|تكشف|تنشر|تحاور|تستطلع|تفتح|تنفرد|تواصل|تستعرض|تحصل على|تروي|تتابع|تزور|تسأل)\s"
)
#: What is in the news for a time: a cup, an anniversary, a stock exchange.
_EVENT = pattern(
    r"^(?:أخبار|بورصة|كأس|الكأس|دوري|الدوري|بطولة|البطولة|الرابطة|القسم|الدرجة|السوبر|مونديال|تصفيات|الجولة|الأسبوع|المرحلة|الدورة|الدور|نهائي|نصف نهائي|ربع نهائي|الذكرى|ذكرى|مواعيد|انتخابات|مهرجان|قمة|مؤتمر|موسم|ورشة|ندوة|محاضرة|ملتقى|منتدى|جلسة)(?:\s|$)"
)
#: What a headline's own circumstance begins with, set above it: «بعد عامين من الترميم», «لليوم الثالث على التوالي».
_CIRCUMSTANCE = pattern(
    r"^(?:خلال|بعد|بعدما|قبل|قبيل|عشية|عقب|إثر|في (?:ختام|اليوم|يوم|عيد|ليلة|حوار|اجتماع|لقاء|مؤتمر|تصريح|بيان|رسالة|كلمة|ظل|ذكرى|إطار|أول|ثاني|ثالث|جلسة|زيارة|خطوة)|على (?:هامش|خلفية|وقع|مدى|مدار|طريق|ذمة)|لليوم|للمرة|للعام|للأسبوع|للشهر|للموسم|لأول|وسط|رغم|"
    r"بحضور|بمشاركة|برعاية|بسبب|مع (?:اقتراب|بداية|بدء|انطلاق|تصاعد|ارتفاع|استمرار|دخول|نهاية)|منذ|ضمن|بتكلفة|بكلفة|بقيمة|بهدف|بناء|استجابة|تزامنا|بالتزامن|احتجاجا|تنديدا|دعما|تضامنا|حفاظا|سعيا|تحت (?:شعار|عنوان|رعاية)|بمناسبة|"
    r"بال[^\W\d_]{3,} (?:إلى|الى|على|من|مع|لل?)|نظرا|بالصور|تنفيذا|استعدادا|تمهيدا|تكريما|إحياء|من (?:أجل|داخل|قلب)|لمواجهة|أمام)(?:\s|ً|$)"
)
#: A league and its round: «الرابطة المحترفة الأولى - الجولة 9».
_ROUND = pattern(
    r"[^\W\d_]\s?[-–—،/(]\s?(?:الجولة|المرحلة|الأسبوع|الدور)\s(?:[\d٠-٩]{1,2}|ال[^\W\d_]+(?:\s(?:عشرة?|و?ال[^\W\d_]+))?)\)?$"
)
#: Of these, what no headline begins with that is a line of its own.
_FRAME = pattern(
    r"^(?:ردا?ً?ا? على|تعقيبا?ً? على|عطفا?ً? على|ضمن|بمناسبة|بالتزامن|تزامنا|على هامش|تحت (?:شعار|عنوان|رعاية)|بحضور|بمشاركة|برعاية|في (?:اليوم|ختام|إطار|ذكرى|عيد)|من (?:ذاكرة|قلب|وحي|أرشيف|دفتر))\s(?!.*(?:\.\.|[:؟!]))"
)
#: A part of a series: «يوميات الحجر (9)», «الحلقة الثالثة».
_PART = pattern(
    r"^(?:الحلقة|الجزء|القسم|الفصل)\s(?:ال[^\W\d_]+(?:\sعشرة?)?|[(\[]?[\d٠-٩]{1,3}[)\]]?)$|^[^()\[\]]{3,30}\s[(\[][\d٠-٩]{1,3}(?:\s?[-/]\s?[\d٠-٩]{1,3})?[)\]]$"
)
#: Words that columns are called by, folded: «شرارة قلم», «رذاذ حبر».
_COLUMN = pattern(
    r"^(?:(?:ال)?(?:قلم|اقلام|حبر|مداد|يراع|نبض|نبضات|همس|همسات|شراره|خاطره|خواطر|رذاذ|قطوف|شجون|اوراق|ورقه|دفاتر|دفتر|زوايا|سطور|حروف|حرف|كلمات|مقام|ضفاف|مراسي|ظلال|اطياف|اصداء|صدي|محبره|مرافئ))(?:\s|$)"
    r"|\s(?:ال)?(?:قلم|حبر|اقلام|الناس|القلب|الروح|السطور|الكلام)$"
)
#: What those who speak are.
_OFFICE = pattern(
    r"(?:ال)?(?:وزير|رئيس|مدير|خبير|خبراء|مسؤول|مصدر|مصادر|نائب|نواب|نقيب|سفير|محلل|متحدث|ناطق|أمين|عضو|أعضاء|قيادي|قيادات|باحث|أستاذ|طبيب|أطباء|محام|مندوب|مبعوث|قائد|وال|محافظ|عمدة|حاكم|مفتي|شيخ|كاتب|مواطن|سكان|أهالي|شهود|مراقب|تاجر|تجار)"
)
_HOLDS_PREPOSITION = pattern(r"\s(?:ف[يى]|من|عل[ىي]|[إا]ل[ىي]|عن|مع|بين|بعد|قبل)\s")
#: Two clauses with dots between, and no full stop.
_BROKEN = pattern(r"[^\W\d_]\s?\.\.\s*[^\W\d_][^.]*$")
_PREPOSITION = pattern(r"(?:عن|ف[يى]|من|مع|عل[ىي]|[إا]ل[ىي]|بين|حين|قصة|حكاية)\s")
#: Who issues what stands below: «توضيح من وزارة النقل».
_ISSUED_BY = pattern(
    r"^(?:بيان|بلاغ|توضيح|إيضاح|إعلان|رد|نداء|تصريح|تعميم|مذكرة|دعوة|تنويه|اعتذار)(?:\s(?:صحفي|إعلامي|صادر|هام|مشترك)){0,2}\s(?:من|عن)\s"
)
#: What offices make known: «توضيح بشأن تجديد جوازات السفر».
NOTICE = pattern(
    r"(?:بيان|بلاغ|توضيح|إيضاح|إعلان|تنويه|تعميم|دعوة|نداء|اعتذار|تهنئة|تعزية|مذكرة)\s(?:بشأن|حول|بخصوص|عن|من|إلى|هام|مهم|صحفي|للسادة|لأبناء|للمواطنين)"
)
#: What else happens, as no headline begins: «فيما اشتكى البحارة من قدم الأرصفة»; and during what of whom only the headline
#: names: «خلال لقائه وفدا من المستثمرين», «عقب ترؤسه الاجتماع».
_MEANWHILE = pattern(
    r"(?:فيما|بينما|في حين|في الوقت الذي|في وقت|هذا فيما)\s(?!يلي|يأتي|يخص|يتعلق)[^\W\d_]{3,}\s"
    r"|(?:خلال|أثناء|لدى|عقب|بعد|قبل|قبيل|في (?:ختام|مستهل|أثناء|ذكرى)|على هامش|بمناسبة|إثر)\s(?!ما|أن|\S*(?:جيه|بيه|ويه|جاه|وجه|ياه|شبه|شابه|باه|كراه|فاهم|سهم|فهم|راهم|مهم)\s)[^\W\d_]{3,}(?:ه|ها|هم|هما)(?:\s|$)"
)
#: What happens beside or before what the headline says, as a clause of its own.
_SUBORDINATE = pattern(
    r"(?:(?:هذا\s)?فيما|بينما|في حين|في الوقت الذي|في وقت|بعدما|(?:بعد|رغم|منذ|قبل|عقب|مع) أن|(?:على الرغم|بالرغم) من أن|وسط)\s(?!يلي|يأتي|يخص|يتعلق)[^\W\d_]{2,}\s(?!.*(?:\.\.|[:؟!،]))"
)
_NO_CIRCUMSTANCE = pattern(r"[:؟!]|\.\.")
_NO_ISSUER = pattern(r"[:؟!،\"«]|\.\.|(?:^|\s)(?:في|من|على|إلى|عن|مع|بين|بعد|قبل|ضد|لم|لن|لا|قد)(?:\s|$)")
#: What each issue has one of, folded: «نجمة العدد», «طبق اليوم».
_OF_ISSUE = pattern(
    r"(?:نجمه?|شخصيه|ضيفه?|كتاب|صوره|سؤال|حدث|رقم|وجه|قضيه|ملف|حكايه|طبق|لقطه|موضوع|رساله|فيلم|مدينه|اغنيه)\sال(?:عدد|اسبوع|شهر|يوم|عام)"
)
_ISSUE = pattern(r"ال(?:عدد|يوم|اسبوع|شهر|صباح|مساء)")


def is_framed(text: str) -> bool:
    """Return whether `text` begins as a kicker does, or says who explains what the headline says."""
    framed = any(rule.match(text) for rule in (_FRAME, _CIRCUMSTANCE, SAID, SUBJECTLESS))
    return framed or bool(EXPLAINS.match(text) or (_EVENT.match(text) and not tells(text)))


def names_section(line: Line, _following: Line | None = None) -> float:
    """Know the name of a section or of a kind of piece, or of two: «تقرير خاص», «مجتمع واقتصاد»."""
    if line.words > 5:
        return 0.0
    text = fold(line.bare.strip(STRIP + "؟?"))
    both = text.split(" و")
    first, _, rest = text.partition(" ")
    if line.words <= 4 and first in KICKERS and (kind_of(rest) in ("place", "paper") or _ISSUE.fullmatch(rest)):
        return 0.8  # «بورصة عمّان», «حوار العدد»
    if text in KICKERS or (line.words <= 3 and _STRESSED.sub("", text) in KICKERS):
        return 0.9
    if line.words <= 3 and _OF_ISSUE.fullmatch(text):
        return 0.8
    if line.words == 1 and _OF_SECTION.fullmatch(text):  # «الأمنية»
        return 0.8
    if line.words <= 4 and len(both) == 2 and all(map(_is_topic, both)):
        return 0.85
    words = text.split()  # two without a mark between: «كرة قدم الدوري الممتاز»
    fused = (KICKERS.issuperset((" ".join(words[:at]), " ".join(words[at:]))) for at in range(1, len(words)))
    return 0.8 if line.words >= 2 and any(fused) else 0.0


def slug(line: Line, following: Line) -> float:
    """Know an agency's slug: topics side by side, or a topic and the headline once more."""
    pieces = [piece for piece in SLUG.split(fold(line.bare.strip(STRIP))) if piece]
    if len(pieces) < 2:
        return 0.0
    if " / " in line.bare and len(pieces[0].split()) == 1 and line.words <= 12:  # «أوامر / تنظيم هيئة التراث»
        return 0.75
    known = sum(map(_is_topic, pieces))
    if line.words <= 9 and all(len(piece.split()) <= 4 for piece in pieces):
        slashes = "/" in line.bare and len(pieces) >= 3 and all(len(piece.split()) <= 2 for piece in pieces)
        most = known and _is_topic(pieces[0]) and len(pieces) + known >= 3
        if known == len(pieces) or most or (slashes and known):
            return 0.85
    # «ثقافي / افتتاح معرض المخطوطات»: the slug repeats the headline.
    rest, head = set(" ".join(pieces[1:]).split()), set(fold(following.bare).split())
    return 0.85 if _is_topic(pieces[0]) and rest and len(rest & head) >= 0.6 * len(rest) else 0.0


def _repeated(line: Line, following: Line) -> float:
    """Know a topic that the headline says once more: «مواعيد المباريات» over «مواعيد مباريات اليوم …»."""
    if not 2 <= line.words <= 3 or following.words < 2.5 * line.words:
        return 0.0
    words = [word.removeprefix("ال") for word in fold(line.bare.strip(STRIP)).split()]
    head = {word.removeprefix("ال") for word in fold(following.bare).split()}
    return 0.75 if head.issuperset(words) else 0.0


def _issuer(line: Line, following: Line) -> float:
    """Know who issues what stands below."""
    if line.words <= 8 and _ISSUED_BY.match(line.bare) and following.words >= 5:
        return 0.7
    long = following.words >= 5 and len(following.bare) >= 1.4 * len(line.bare)
    notice = line.words <= 6 and NOTICE.match(following.bare)
    tells_of = following.words >= 5 and tells(following.bare)
    if line.words > (6 if notice else 5) or not (
        long or notice or tells_of or (following.words <= 5 and ISSUER.match(following.bare))
    ):
        return 0.0
    named = ISSUER.match(line.bare) and not CLAUSE.search(line.bare) and not _NO_ISSUER.search(line.bare)
    if named and PREDICATE.match(following.bare):  # «البنك المركزي العراقي» / «يوضح آلية بيع الدولار»
        return 0.0
    return 0.65 if named else 0.0


def subordinate(line: Line, following: Line) -> float:
    """Know a clause that depends on the headline below it: «فيما حذر مختصون من وصول اللسان الملحي»."""
    whole = tells(following.bare) or CLAUSE.search(following.bare) or NAMED.match(following.bare)
    found = line.words <= 14 and _SUBORDINATE.match(line.bare)
    return 0.7 if found and following.words >= 4 and whole and not begins_with_verb(following.bare) else 0.0


def _circumstance(line: Line, following: Line) -> float:
    """Know the circumstance of a headline that is a clause: «بعد عامين من الترميم»."""
    if (
        line.words <= 9
        and _MEANWHILE.match(line.bare)
        and not _NO_CIRCUMSTANCE.search(line.bare.rstrip(" :."))
        and "،" not in line.bare
    ):
        return 0.7
    shorter = line.words <= 8 and len(line.bare) < 0.85 * len(following.bare)
    if not shorter or not _CIRCUMSTANCE.match(line.bare) or _NO_CIRCUMSTANCE.search(line.bare.rstrip(" :")):
        return 0.0
    told = CLAUSE.search(following.bare) and not begins_with_verb(following.bare)
    return 0.6 if told or NAMED.match(following.bare) else 0.0  # «خلال الملتقى» over «خبراء: …»


def series(line: Line, following: Line) -> float:
    """Know a series by the word that its name begins with: «ملف الأسبوع»."""
    named = line.words <= 5 and (_SERIES.match(line.bare.strip(STRIP)) or _PROGRAMME.match(line.bare))
    return 0.7 if named and len(following.bare) > 1.3 * len(line.bare) else 0.0


def event(line: Line, following: Line) -> float:
    """Know what is in the news for a time, or a round of it, over a headline that is much longer: «الجولة 14»."""
    found = line.words <= 4 and _EVENT.match(line.bare) and not tells(line.bare)
    return 0.65 if found and len(following.bare) >= 2 * len(line.bare) and following.words >= 4 else 0.0


def _speaker(line: Line, following: Line) -> float:
    """Know who says what the headline says: «البنك المركزي:»."""
    most = 8 if line.bare[-1] == ":" and (TITLES.match(line.bare) or _OFFICE.match(line.bare)) else 5
    ends = line.words <= most and line.bare[-1] == ":" and line.bare[0].isalpha()
    if ends and _HOLDS_PREPOSITION.search(line.bare) and not _OFFICE.match(line.bare):
        return 0.0  # a topic, and what the headline says of it: «أسعار الأضاحي في ليبيا:» / «بين …»
    return 0.7 if ends and following.words >= 4 and not begins_sentence(line.bare) else 0.0


def _of_itself(line: Line, _following: Line) -> float:
    """Know what the paper says of its own work: ««المحروسة» ترصد استعدادات المحافظات»."""
    return 0.6 if line.words <= 8 and line.bare[0] in '«"' and _OF_ITSELF.search(line.bare[:40] + " ") else 0.0


def in_the_place(line: Line) -> float:
    """Know where the paper went for its report: ««الوطن» داخل مصانع البلاستيك»."""
    found = _THERE.match(line.bare) if line.bare[0] in '«"' and line.words <= 10 else None
    return 0.65 if found and kind_of(found["paper"]) == "paper" and not _NO_CIRCUMSTANCE.search(line.bare) else 0.0


BY_WORDS: tuple[Callable[[Line, Line], float], ...] = (
    names_section, slug, _repeated, _issuer, _circumstance, series, _of_itself, _speaker, acted, contest,
)  # fmt: skip


def over_one_headline(line: Line, following: Line) -> float:
    """Return how sure it is that of two lines over a credit the first is the kicker, and the second no deck."""
    share = len(line.bare) / len(following.bare)
    framed = line.words <= 8 and share < 1 and _FRAME.match(line.bare)
    if framed or (line.words <= 10 and SAID.match(line.bare)):
        return 0.6
    if line.words <= 2 and kind_of(line.bare) == "place":
        return 0.7
    if share < 1 and line.words <= 9 and _ROUND.search(line.bare):
        return 0.7
    event = line.words <= 5 and share <= 0.75 and _EVENT.match(line.bare) and not tells(line.bare)
    if event and not _PREPOSITION.match(following.bare):
        return 0.6
    # A column over a question; a deck asks too, without saying first what about.
    if line.words <= 5 and share <= 0.65 and _BROKEN.search(following.bare) and not begins_with_verb(line.bare):
        return 0.6  # only headlines are two clauses that dots part
    # A column, and a title too short for a deck.
    most = 5 if line.words <= 2 and share < 0.6 else 3
    if line.words <= 3 and 2 <= following.words <= most and line.bare[-1:] not in ":؟!":
        return 0.6
    if line.words <= 7 and share < 1 and SUBJECTLESS.match(line.bare) and following.bare.startswith("ال"):
        return 0.6
    if following.words <= 7 and _PART.search(line.bare):
        return 0.6
    if line.words <= 2 and share < 0.7 and _COLUMN.search(fold(line.bare)):
        return 0.6
    asks = following.bare[-1] in "؟?" and (line.words == 1 or ":" in following.bare)
    if line.words <= 3 and share <= 0.55 and asks:
        return 0.6
    if line.words <= 5 and share <= 0.7 and CLAUSE.match(line.bare):  # without its subject: «تشمل 14 بلدية ساحلية»
        return 0.55
    verbal = CLAUSE.search(line.bare) or begins_with_verb(line.bare) or holds_no_name(line.bare) or " بلا " in line.bare
    return 0.55 if line.words <= 4 and share <= 0.7 and not verbal and tells(following.bare) else 0.0


def _is_topic(text: str) -> bool:
    bare = text.strip()
    return (
        bare in KICKERS
        or kind_of(bare) in ("place", "agency")
        or kind_of(f"ال{bare}") == "place"
        or f"ال{bare}" in KICKERS
        or bare.removeprefix("ال") in KICKERS
    )


#: Of which desk a report of an agency is, as its slug says beside numbers: «سياسي», «اقتصاد».
_DESKS = pattern(
    r"(?:ال)?(?:سياس(?:ي|ة)|اقتصاد(?:ي)?|محلي(?:ات)?|دولي|عربي|خارجي|داخلي|رياض(?:ي|ة)|ثقاف(?:ي|ة)|علوم|صحة|منوعات|مال|أعمال)"
    r"|عاجل|مهم|جدا|GMT|[^\W\d_]{1,2}"
)
#: Of a date, which numbers beside each other are else: «صور 27 / 8 / 2018».
_DAY = pattern(r"[\d٠-٩]\s?[/.-]\s?[\d٠-٩]")


def is_wire_slug(line: Line) -> bool:
    """Return whether a line is an agency's for its desks, of numbers, a priority and a desk: «عاجل 0123 4 سياسي 0089»."""
    words = line.bare.replace("/", " ").split() if line.words <= 9 else []
    numbers = [word for word in words if word.isdecimal()]
    if not any(len(one) >= 3 for one in numbers) or (len(numbers) == 1 and numbers[0][0] not in "0٠"):
        return False
    others = [word for word in words if not word.isdecimal()]
    wired = bool(others) and all(_DESKS.fullmatch(word) or word in INITIALS for word in others)
    return wired and not _DAY.search(line.bare) and date_line(line.bare) is None


def is_initials(line: Line) -> bool:
    """Return whether a line is the initials of who edited a report: «ط ص»."""
    words = line.bare.replace("/", " ").split()
    return bool(words) and all(len(word) <= 2 and word.isalpha() for word in words)
