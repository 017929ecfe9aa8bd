"""Rules of headings: ordinals, numbers, questions, and short lines over longer ones."""

from __future__ import annotations

from ...patterns import pattern
from .credits import labelled_byline
from .dates import date_line, is_month
from .folding import fold
from .line import HEADING_WORDS, Line, Page, Verdict
from .lists import BULLETED, BULLETS, heading_number
from .names import name_likeness
from .parts import kind_of
from .words import KICKERS, PAPERS

ORDINAL = pattern(
    r"^(?:و?(?:أولا|اولا|ثاني[اً]|ثانيا|ثالثا|رابعا|خامسا|سادسا|سابعا|ثامنا|تاسعا|عاشرا|أخيرا|ختاما)[ًا]*\s*(?:[:：\-–—،.]|$)"
    r"|(?:الخطوة|المرحلة|المحور|الفصل|الجزء|القسم|المبحث|الباب|النقطة|الحلقة|السيناريو|العامل|السبب|السؤال|البند|الفرع|العنوان|المطلب|المسار|المقترح|الملحق)\s+"
    r"(?:ال\w+(?:\sعشرة?)?|\d+|[٠-٩]+)\s*(?:[:：\-–—./]|$))"
)
#: An article of a law, which stands over its text: «المادة الأولى», «مادة (3):».
ARTICLE = pattern(
    r"^(?:ال)?ماد[ةه]\s*(?:[(\[\-–—]?\s*[\d٠-٩]{1,4}\s*(?:مكرر\S*)?\s*[)\]]?|ال\w+(?:\s(?:عشرة?|و\w+))?|(?:أولى|ثانية|ثالثة|رابعة|خامسة|سادسة|سابعة|ثامنة|تاسعة|عاشرة|وحيدة|فريدة)(?=\W*$))\s*[:：.\-–—]*(?P<title>\s*\S.*)?$"
)
#: A time, a day or a year that stands alone over a paragraph, as in live blogs and timelines.
LABEL_ONLY = pattern(
    r"^(?:(?:عاجل|مهم|تحديث|مباشر)\s?[-–—|:]?\s?(?=[\d٠-٩]{1,2}[:.]))?[\[(]?(?:(?:الساعة\s*)?[\d٠-٩]{1,2}[:.][\d٠-٩]{2}(?:\s*[صم])?(?:\s*(?:بتوقيت|بالتوقيت|توقيت)\s\S+(?:\s\S+)?|\s*(?:GMT|UTC|ت\.?\s?غ\.?|غرينتش|جرينتش)(?:\s?[+-]\d)?)?|[\d٠-٩]{4}(?:\s*[-–—/]\s*[\d٠-٩]{2,4})?\s*م?)[\])]?\s*[:：]?(?:(?<=[\d٠-٩])\s?[-–—|]?\s?(?:عاجل|مهم|تحديث|مباشر))?$"
)
_NUMBER_ALONE = pattern(r"^[(\[\-–—*\s]*([\d٠-٩]{1,2})[)\]\-–—.*\s]*$")
_ASKS = pattern(
    r"(?:^[وف]?|[\s:–\-.«“\"])(?:هل|ما|ماذا|لماذا|لم|متى|أين|كيف|كم|أي|أية|من|مَن|بماذا|لمن|إلى أين|أليس|ألا|ماهي|ماهو|بكم|إلام|علام|عمّ|كيفية|What|Why|How|When)(?:\s|(?=\W*$))"
)
_SPEECH = pattern(
    r"^(?:و|ف)?(?:قال|قالت|أضاف|أضافت|اضاف|أوضح|أوضحت|اوضح|أكد|أكدت|اكد|أشار|أشارت|اشار|ذكر|ذكرت|صرح|تابع|تابعت|لفت|بين(?!\s\S+\sو\S+$)|نوه|شدد|اعتبر|رأى|"
    r"كان|كانت|يذكر أن|يشار إلى|جدير بالذكر|الجدير بالذكر|كما|لكن|إلا أن|غير أن|حيث|إذ|لأن|بل|ثم|كذلك|أيضا|هكذا)\s"
)
#: «و» before an article, a verb's prefix or a small word joins a sentence to the one before; «وزارة» does not.
_JOINED = pattern(
    r"^(?:و|ف)(?:ال(?!ي |د|ع)|قد |لقد |هو |هي |هم |هذا |هذه |ذلك |من |في |على |عن |إن |أن |لم |لن |لا |ما |كل |بعد |قبل |مع |إذا |لو |أنت |نحن |أنا |كم )"
)
_FAREWELL = pattern(
    r"^(?:السلام عليكم|والسلام|وتقبلوا|مع (?:خالص )?(?:تحيات|الشكر)|تحيات|والله|دمتم|وبعد|أما بعد|بسم الله|عزيز|سعادة|شكرا|إنا لله|وإنا |رحم الله|رحمه|اللهم|الحمد لله|حسبنا الله|صدق الله|قال تعالى|عاشت? |المجد )"
)
#: What stands over the ingredients of a dish, and over what to do with them.
INGREDIENTS = pattern(r"^(?:ال)?(?:مقادير|مكونات)(?:\s[^\W\d_]+){0,3}\s?:?$")
COOKING = pattern(
    r"^(?:(?:ال)?(?:طريقة|كيفية) (?:ال)?(?:تحضير|عمل|[إا]عداد|طهي|طهو|طبخ)|(?:ال)?خطوات (?:ال)?(?:تحضير|عمل|[إا]عداد)|(?:الطريقة|التحضير)(?=\s?:?$))(?:\s[^\W\d_]+){0,3}\s?:?$"
)
_SECTION = pattern(
    r"^(?:ال)?(?:مقدمة|تمهيد|خلفية|ملخص|خلاصة|خاتمة|نتائج|توصيات|أسئلة الشائعة|أسئلة المتكررة|أسئلة شائعة|مراجع|هوامش|Introduction|Conclusion)$"
)
ASKS_FIRST = pattern(
    r"^[وف]?(?:هل|ما|ماذا|لماذا|متى|أين|كيف|كم|أي|أية|من|مَن|بماذا|ماهي|ماهو|إلى أين|كيفية|What|Why|How|When)\s"
)
#: Nouns with a «و» or «ف» of their own.
_NOUN = pattern(
    r"(?:واقع|وسائل|وظائف|وثائق|وقائع|وقت|وزن|وضع|وصف|وصفة|وحدات|ورشة|ورش|ولايات|وفيات|وزارات|فوائد|فريق|فئات|فئة|فكرة|فصول|فصل|فترة|فروع|فرق|فرص|فعاليات|فنون|فيروس|فائدة|فقرات)(?!\w)"
)
_SIDES = pattern(r"\s*[-–—،,/]\s*")
#: Addresses, and telephone numbers.
_NO_TITLE = pattern(r"[@#/\\]|^\w\s?:|(?<![\d٠-٩])(?:\+|0|٠)[\d٠-٩](?:[\s-]?[\d٠-٩]){5}")
_BRACKETS = pattern(r"(?<=\S)\s?\([^()]*\)$")
_SPEAKER = pattern(r"^([^:\n]{2,24}?)\s?[:：]\s*\S")
#: Who asks in an interview, where it is not said by name; folded.
_ASKER = pattern(
    r"^(?:ال)?(?:محاوره?|مذيعه?|صحفيه?|صحافيه?|صحيفه|جريده|مجله|موقع|قناه|ضيفه?|محرره?|مراسله?|سائله?|مقدمه?|طالبه?|مواطنه?|قارئه?|جمهور|اذاعه|وكاله|ناقده?)$"
)
#: What a sentence ends with that goes on in the list after it.
_INTRODUCES = pattern(
    r"(?:^|\s)(?:ما يلي|ما يأتي|كما يلي|كالتالي|كالآتي|التالي|التالية|الآتي|الآتية|من|هي|وهي|هم|منها|منهم|في|على|عن|أن|إلى|نصه|نصها)\s?[:：]$"
)
FULL_STOP = pattern(r"[.!؟?:…»”\")]\W*$")
_VERBAL = pattern(
    r"^(?!ت\w{2}ي\w[\s:]|[تي]\w{1,2}ا\w?ي\w[\s:]|\w+ات[\s:]|(?:نتائج|نقاط|نجوم|نصوص|نسب|تكلفة|تجارب|تواريخ)[\s:])(?:ي|ت|ن|س[يتن])\w{3,}\s|^(?:قال|قيل|شرح|النتيجة|مثال|مثلا|ملاحظة|ملحوظة|تنبيه|التالي|الآتي|هو|هي|وهي|في|من|على|إلى|عن|ما|هذا|هذه|لكن|حيث|بناء|استنادا|نصه|نصها)(?:\s|[:：])"
)
_MIDDLE = pattern(r"\S\s*(?:\*{2,}|\.{3,}|…|\t|\s{3,}|\s/\s|\s\|\s|\s=\s)\s*\S")
_TOPIC = pattern(r"[^.…\t|/=*:،؟]+\s?(?:\.{3}|…)\s?[^.…\t|/=*:،؟]+")
_DECIMAL = pattern(r"([\d٠-٩]{1,2})\.([\d٠-٩]{1,2})\.?\s+(?=[^\W\d_])")
_DIGIT = pattern(r"\d")
_LETTERS = pattern(r"[^\W\d_]")


#: Verbs that news begin with, in the past: he, and with «ت» she or they.
_NEWS = pattern(
    r"^(?:أعلن|اعلن|أكد|اكد|قال|كشف|وافق|سجل|ارتفع|انخفض|تراجع|أطلق|اطلق|افتتح|بحث|ناقش|أصدر|اصدر|شهد|وقع|وقّع|نظم|نظّم|أقام|اقام|احتفل|اختتم|بدأ|انطلق|أنهى|انهى|وصل|غادر|التقى|استقبل|تلقى|زار|تفقد|دعا|طالب|حذر|حذّر|نفى|رفض|"
    r"قرر|أقر|اقر|اعتمد|منح|كرم|كرّم|فاز|خسر|تعادل|تأهل|تغلب|حقق|حصل|حصد|توج|تُوج|تصدر|احتل|ضبط|قبض|أوقف|اوقف|اعتقل|قتل|قُتل|أصيب|اصيب|لقي|توفي|تُوفي|عثر|أنقذ|انقذ|تمكن|نجح|فشل|استأنف|استعاد|سيطر|هاجم|استهدف|شن|أغلق|اغلق|أوضح|اوضح|"
    r"أضاف|اضاف|أشار|اشار|ذكر|أفاد|افاد|صرح|بين|بيّن|أبدى|ابدى|أعرب|اعرب|عبر|عبّر|أشاد|اشاد|ثمن|ثمّن|نوه|نوّه|شدد|شدّد|لفت|تابع|واصل|شارك|حضر|ترأس|تراس|رعى|دشن|دشّن|وضع|وجه|وجّه|أمر|امر|كلف|عين|عيّن|أقال|اقال|استقال|تسلم|تسلّم|سلم|سلّم|"
    r"اشترى|باع|خصص|رصد|أنفق|انفق|بلغ|تجاوز|زاد|نما|هبط|صعد|قفز|استقر|أظهر|اظهر|توقع|رجح|رجّح|قدر|قدّر|تعهد|التزم|انضم|انسحب|عاد|توجه|توجّه|يواصل|تواصل|يبحث|يعقد|تعقد|يشهد|تشهد|تنطلق|ينطلق|تبدأ|يبدأ|تستضيف|يستضيف)ت?ا?(?=\s)"
)


#: The preposition that is written as a verb is: «بين الأمل والإهمال», but «بين المدير أن …».
_BETWEEN = pattern(r"بين\s(?!(?:\S+\s){0,4}[أاإ]نّ?\S{0,3}\s)")
#: Nouns that end as a verb of hers in the past does.
NO_VERB = r"(?!\S*ات\s|(?:ال|بيت|صوت|وقت|موت|بنت|زيت|أخت|تحت|ست|سبت|حوت|توت|قوت|ياقوت|تصويت|تثبيت|توقيت|تفتيت|تشتيت|مؤقت|إنترنت|انترنت|أسمنت|إسمنت|كويت)\S*\s)"
_PAST = pattern(rf"^{NO_VERB}[\w\u064b-\u0652]{{2,}}(?:ت|وا)\s")


def ends_as_verb(text: str) -> bool:
    """Return whether the first word of `text` ends as a verb of hers or theirs does: «سحبت», «طالبوا»."""
    return bool(_PAST.match(text))


def begins_with_verb(text: str) -> bool:
    """Return whether `text` begins as the first sentence of a report does, with its verb."""
    return bool(_NEWS.match(text) or _SPEECH.match(text)) and not _BETWEEN.match(text)


def begins_sentence(text: str) -> bool:
    """Return whether `text` goes on from what was said before it, or takes leave."""
    speaks = _SPEECH.match(text) and not _BETWEEN.match(text)
    return bool(speaks or _JOINED.match(text) or _FAREWELL.match(text))


def ordinal_item(page: Page, at: int) -> Verdict | None:
    """Take a sentence for an item that counts, «أولاً: …», next to another that does; its word is part of the text."""
    if not ORDINAL.match(page.lines[at].bare) or not page.lines[at].bare.endswith((".", "؛", "،")):
        return None
    beside = [one for one in (page.before(at), page.next(at)) if one and ORDINAL.match(one.bare)]
    return Verdict("item", 0.8) if any(one.bare.endswith((".", "؛", "،")) for one in beside) else None


def ordinal_heading(page: Page, at: int) -> Verdict | None:
    """Take a short line for a heading that counts: «أولاً: …», «الخطوة 2: …»; text must follow."""
    line, following = page.lines[at], page.next(at)
    if not following or line.words > HEADING_WORDS or line.bare.endswith((".", "،", "؛")):
        return None
    if not ORDINAL.match(line.bare):
        return None
    if line.bare.endswith(":"):  # «أولاً:» alone begins what follows, and has no title of its own
        return None
    return Verdict("heading", 0.95) if following.words > line.words or following.words > 8 or line.short else None


def article_heading(page: Page, at: int) -> Verdict | None:
    """Take a line for the heading of an article of a law: «المادة الأولى», «مادة (3): التعريفات»."""
    line = page.lines[at]
    found = ARTICLE.match(line.bare) if line.words <= 10 and page.next(at) else None
    if not found:
        return None
    title = (found["title"] or "").strip()
    if not title and any(map(_is_clause, page.lines)):  # the same in a text whose other articles follow their names
        return Verdict("paragraph", 0.9)
    begins = title.endswith((".", ":")) and (title[-1] == "." or _VERBAL.match(title))
    return Verdict("heading", 0.95) if len(title.split()) <= 6 and not begins else None


def _is_clause(line: Line) -> bool:
    """Return whether an article of a law stands on the line of its name: «المادة 1: تحدث هيئة.»."""
    found = ARTICLE.match(line.bare)
    return bool(found and found["title"] and (line.words > 8 or line.bare.endswith(".")))


def time_heading(page: Page, at: int) -> Verdict | None:
    """Take a line for a heading that is a time, a day or a year, where the article has another such line."""
    line, following = page.lines[at], page.next(at)
    if line.words > 6 or not following or not _is_label(line):
        return None
    others = sum(_is_label(one) for one in page.lines if one.words <= 6) - 1
    return Verdict("heading", 0.85, level=3) if others else None


def number_alone(page: Page, at: int) -> Verdict | None:
    """Take a number that stands alone for the heading of a part, where the other numbers stand alone too: «(١)», «-2-»."""
    following, number = page.next(at), _number_alone(page.lines[at])
    if number is None or following is None or following.words < 6:
        return None
    others = {_number_alone(line) for line in page.lines if line.words <= 3}
    return Verdict("heading", 0.8, level=3) if {number - 1, number + 1} & others else None


def _number_alone(line: Line) -> int | None:
    found = _NUMBER_ALONE.match(line.bare) if line.words <= 3 and len(line.bare) <= 8 else None
    return int(found[1]) if found else None


def _is_label(line: Line) -> bool:
    if not line.bare[-1:] or not any(map(str.isdigit, line.bare)):
        return False
    return bool(LABEL_ONLY.match(line.bare)) or is_month(line.bare) or date_line(line.bare) is not None


def colon_heading(page: Page, at: int) -> Verdict | None:
    """Take a short line that ends in a colon for a heading, where it is no beginning of a sentence."""
    line, following = page.lines[at], page.next(at)
    if not line.bare.endswith((":", "：")) or line.words > 4 or not following or following.bare[:1] in '«"“':
        return None
    if _titles_list(page, at) and any(_titles_list(page, one) for one in range(1, len(page.lines) - 1) if one != at):
        return Verdict("heading", 0.7)
    if (
        _SPEECH.match(line.bare)
        or _JOINED.match(line.bare)
        or _FAREWELL.match(line.bare)
        or (line.bare[0] in "وف" and not _NOUN.match(line.bare))
    ):
        return None
    if begins_with_verb(line.bare) or _INTRODUCES.search(line.bare) or _COUNTS.match(fold(line.bare)):
        return None
    if _VERBAL.match(line.bare) or name_likeness(line.bare) > 0.5 or not _LETTERS.search(line.bare):
        return None
    apart = (line.gap and following.gap) or "short line with a colon" in page.rules[:at]
    apart = apart and following.words >= 3 and bool(FULL_STOP.search(following.bare))
    return Verdict("heading", 0.7) if following.words >= 12 or apart or opens(page, at + 1) else None


def _titles_list(page: Page, at: int) -> bool:
    """Return whether a word or two and a colon stand over bullets, after another list or a sentence: «في المنزل:»."""
    line, before = page.lines[at], page.lines[at - 1]
    return (
        at > 0
        and line.words <= 3
        and line.bare[-1:] == ":"
        and line.text[0].isalpha()
        and bool(BULLETED.match(page.lines[at + 1].text))
        and (bool(BULLETED.match(before.text)) or before.words >= 6)
    )


def numbered_heading(page: Page, at: int) -> Verdict | None:
    """Take a short numbered line for a heading that a paragraph follows; «1.2» is one level deeper than «1.»."""
    line, following = page.lines[at], page.next(at)
    if not following or (not line.short and not line.bare.endswith("؟")):
        return None
    found = heading_number(line.bare) or _counted(page, at)
    if not found or heading_number(following.bare):
        return None
    return Verdict("heading", 0.9, level=min(6, 1 + found[1]))


def _counted(page: Page, at: int) -> tuple[int, int] | None:
    """Return what `heading_number` does for «2.1 الكلفة», without a mark after the number, under «2.» or beside its like."""
    found = _DECIMAL.match(page.lines[at].bare)
    if not found:
        return None
    part, number = int(found[1]), int(found[2])
    above = any((top := heading_number(line.bare)) and top == (part, 1) for line in page.lines[:at])
    beside = {
        (int(one[1]), int(one[2]))
        for line in page.lines
        if line is not page.lines[at] and (one := _DECIMAL.match(line.bare))
    }
    return (number, 2) if above or {(part, number - 1), (part, number + 1)} & beside else None


def question_heading(page: Page, at: int) -> Verdict | None:
    """Take a question for a heading that begins as one, stands alone and is answered by what follows."""
    line, following, before = page.lines[at], page.next(at), page.before(at)
    if not line.bare.endswith(("؟", "?")) or line.words > HEADING_WORDS or not following:
        return None
    found = _ASKS.search(line.bare[:60]) or (line.words <= 6 and " أم " in line.bare)
    above = [verdict for verdict in page.verdicts[:at] if verdict and verdict.role == "heading"]
    others = "question heading" in page.rules[:at] or (len(above) >= 2 and line.words <= 5)
    if not found or (line.bare.startswith(("و", "ف")) and not others) or following.bare.endswith(("؟", "?")):
        return None
    if before and before.bare.endswith(("؟", "?")) and before.words <= HEADING_WORDS:
        return None
    return Verdict("heading", 0.85) if following.words >= 4 or opens(page, at + 1) else None


def quoted_heading(page: Page, at: int) -> Verdict | None:
    """Take a short line for a heading that quotes someone by name: «السيسي: «لن نسمح بذلك»», or ends in a quoted word."""
    line, following = page.lines[at], page.next(at)
    if not following or line.words > 12 or not line.bare.endswith(("»", "”", '"')):
        return None
    if following.words < 15 or _SPEECH.match(line.bare) or _JOINED.match(line.bare):
        return None
    return Verdict("heading", 0.75) if ":" in line.bare or line.words <= 6 else None


def short_line(page: Page, at: int) -> Verdict | None:
    """Take a short line without a full stop for a heading where a longer text follows it.

    Two or three such lines may follow each other; more are a poem, a list of names or a table. A line that begins as
    a sentence goes on, a score, and a line with two halves are not headings.
    """
    line, following = page.lines[at], page.next(at)
    if not line.short or not following:
        return None
    title = _without_brackets(line)
    if not _LETTERS.search(title) or _NO_TITLE.search(title):
        return None
    if line.bare.endswith(("؟", "?")) or name_likeness(line.bare) > 0.8:
        return None
    if begins_sentence(line.bare) or (line.words <= 6 and _DIGIT.search(line.bare) and date_line(line.bare)):
        return None
    before = page.before(at)
    if (before and before.text == line.text) or (not line.bare.startswith("من ") and labelled_byline(page, at)):
        return None
    if (
        line.bare[0] == "("
        and line.bare[-1] == ")"
        and any(kind_of(part) == "place" for part in _SIDES.split(line.bare))
    ):
        return None  # who wrote a letter, and where: «(أم فيصل - الدمام)»
    run_start, run_end = _run(page, at)
    length = run_end - run_start
    if length > 3 or (length == 3 and _alike(page.lines[run_start:run_end])):
        return None
    after = page.lines[run_end] if run_end < len(page.lines) else None
    over = after is not None and opens(page, run_end)
    if after is None or not (after.words > max(6, min(line.words, 8)) or over):
        return None
    if after.words < 10 and not over and not FULL_STOP.search(after.bare):  # more of the same: verse, names
        return None
    longer = after.words >= 12 or over
    return Verdict("heading", (0.85 if length == 1 else 0.75) if longer else 0.6)


def _without_brackets(line: Line) -> str:
    """Return a line without the brackets at its end: «الأسماك (كجم / ريال)»."""
    return _BRACKETS.sub("", line.bare) if line.bare[-1:] == ")" else line.bare


def section_word(page: Page, at: int) -> Verdict | None:
    """Take a line for a heading that is a word for a part of a text: «مقدمة», «الخلاصة», «المقادير»."""
    text = page.lines[at].bare
    if page.lines[at].words > 6:
        return None
    known = _SECTION.match(text) or COOKING.match(text) or (INGREDIENTS.match(text) and _over_ingredients(page, at))
    return Verdict("heading", 0.95) if page.next(at) and known else None


def _over_ingredients(page: Page, at: int) -> bool:
    """Return whether a list or short lines follow, and a line further down says how to cook."""
    return page.lines[at + 1].words <= 10 if any(COOKING.match(line.bare) for line in page.lines[at + 1 :]) else False


def speaker(page: Page, at: int) -> Verdict | None:
    """Take a short line for a paragraph that a speaker's name opens who speaks again nearby: a dialogue."""
    line = page.lines[at]
    found = _SPEAKER.match(line.bare)
    if not found or line.bare[0].isdigit():
        return None
    if ORDINAL.match(line.bare):
        return None
    asked = line.bare.endswith(("؟", "?"))
    near = page.lines if asked else page.lines[max(0, at - 4) : at + 5]  # who asks does so throughout
    again = any(
        other is not line and other.bare.startswith(found[1]) and _SPEAKER.match(other.bare[:60]) for other in near
    )
    return Verdict("paragraph", 0.8) if again or (asked and _may_ask(found[1])) else None


def _may_ask(who: str) -> bool:
    """Return whether a word or two before a colon and a question are who asks it, and not what it is about."""
    bare = fold(who.strip(' *«»"()'))
    asks = bool(_ASKER.match(bare)) or ((bare in PAPERS or kind_of(who) == "agency") and bare not in KICKERS)
    return asks or (len(bare.split()) <= 3 and name_likeness(who) >= 0.3)


#: A word that counts and has no title of its own begins what follows: «أولاً:», «ختاماً:».
_COUNTS = pattern(
    r"^\W*و?(?:(?:اول|ثاني|ثالث|رابع|خامس|سادس|سابع|ثامن|تاسع|عاشر|اخير|ختام)ا{1,2}|حادي عشر|ثاني عشر)\W*$"
)
_ASKED = pattern(r"^(?:[-•*–]|\+\s|س\s?\d?\s?[:\-])")


def opens(page: Page, at: int) -> bool:
    """Return whether a line begins a list, verse, or a question and its answer, which a heading may stand over."""
    line, verdict = page.lines[at], page.verdicts[at]
    if (verdict is not None and verdict.role in ("item", "verse")) or page.rules[at] == "row of a table":
        return True
    return (
        bool(_ASKED.match(line.bare))
        or line.bare[:1] in BULLETS
        or heading_number(line.bare) is not None
        or line.bare.endswith(":")
    )


def _run(page: Page, at: int) -> tuple[int, int]:
    """Return where the run of short lines around `at` starts and ends."""
    start, end = at, at + 1
    while start and at - start < 4 and page.lines[start - 1].short and not _is_settled(page, start - 1):
        start -= 1
    while (
        end < len(page.lines)
        and end - at < 4
        and page.lines[end].short
        and not _is_settled(page, end)
        and not opens(page, end)
    ):
        end += 1
    return start, end


def settle_levels(page: Page) -> None:
    """Set headings that stand under others of a higher kind a level deeper.

    Numbered headings stand under those that count in words («أولاً»), the articles of a law under its chapters.
    """
    for upper, lower in (("ordinal heading", "numbered heading"), ("ordinal heading", "article of a law")):
        if upper not in page.rules or lower not in page.rules:
            continue
        for at in range(page.rules.index(upper), len(page.lines)):
            verdict = page.verdicts[at]
            if verdict and page.rules[at] == lower:
                page.verdicts[at] = verdict._replace(level=min(6, verdict.level + 1))


def _is_settled(page: Page, at: int) -> bool:
    """Return whether a line was already found to be something other than a heading."""
    verdict = page.verdicts[at]
    return verdict is not None and verdict.role != "heading"


def _alike(lines: list[Line]) -> bool:
    """Return whether the lines are of one length, as those of a poem are."""
    sizes = [len(line.bare) for line in lines]
    return min(sizes) > 12 and max(sizes) - min(sizes) <= 0.25 * max(sizes)


def run_of_lines(page: Page, at: int) -> Verdict | None:
    """Take a line for a paragraph that has two halves side by side, or stands in a run of short lines of one length."""
    line = page.lines[at]
    if 4 <= line.words <= 14 and _MIDDLE.search(_without_brackets(line)) and not _is_topic(page, at):
        return Verdict("paragraph", 0.8)
    if not line.short or line.words < 2:
        return None
    start, end = _run(page, at)
    if end - start >= 4 or (end - start == 3 and _alike(page.lines[start:end])):
        return Verdict("paragraph", 0.75)
    return None


def _is_topic(page: Page, at: int) -> bool:
    """Return whether dots part a topic from what of it, between two paragraphs: «بعد الغياب... عودة خجولة»."""
    before, following = page.before(at), page.next(at)
    apart = before is not None and following is not None and min(before.words, following.words) >= 12
    return apart and page.lines[at].words <= 8 and bool(_TOPIC.fullmatch(page.lines[at].bare))
