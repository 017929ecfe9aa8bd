"""Rules of headings that something marks: ordinals, numbers, times, a colon, a question, words for parts of a text."""

from __future__ import annotations

from ...patterns import pattern
from .dates import date_line, is_month
from .folding import fold
from .line import HEADING_WORDS, LETTER, Line, Page, Verdict
from .lists import BULLETED, begins_list, heading_number
from .names import name_likeness
from .sentences import FAREWELL, FULL_STOP, begins_with_verb, goes_on

ORDINAL = pattern(
    r"^(?:و?(?:أولا|اولا|ثاني[اً]|ثانيا|ثالثا|رابعا|خامسا|سادسا|سابعا|ثامنا|تاسعا|عاشرا|أخيرا|ختاما)[ًا]*\s*(?:[:：\-–—،.]|$)"
    r"|(?:الخطوة|المرحلة|المحور|الفصل|الجزء|القسم(?!\sال(?!ثاني)[^\W\d_]+ي(?:\s|$))|المبحث|الباب|النقطة|الحلقة|السيناريو|العامل|السبب|السؤال|البند|الفرع|العنوان|المطلب|المسار|المقترح|الملحق)\s+"
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
#: How long ago an entry of a live page was set: «قبل 12 دقيقة», «منذ ساعة».
_AGO = r"(?:قبل|منذ)\s(?:[\d٠-٩]{1,2}\s)?(?:دقيقة|دقيقتين|دقائق|ساعة|ساعتين|ساعات)(?:\sو\S+)?\W*$"
_HOUR = pattern(rf"{_AGO}|\W{{0,2}}(?:[^\W\d_]+\s?[-–—|:]?\s?)?[\d٠-٩]{{1,2}}[:.][\d٠-٩]{{2}}(?![\d٠-٩])")
_LONG_AGO = pattern(_AGO)
#: When a page was posted or changed, which parts no timeline.
_OF_THE_PAGE = pattern(r"(?:تاريخ |تم |وقت )?(?:ال)?(?:نُ?شرت?|تحديث|[آا]خر تحديث|[إا]ضافة|حُ?دّ?ثت?)(?:\s|:)")
_NUMBER_ALONE = pattern(r"^[(\[\-–—*\s]*([\d٠-٩]{1,2})[)\]\-–—.*\s]*$")
_ASKS = pattern(
    r"(?:^[وف]?|[\s:–\-.«“\"])(?:هل|ما|ماذا|لماذا|لم|متى|أين|كيف|كم|أي|أية|من|مَن|بماذا|لمن|إلى أين|أليس|ألا|ماهي|ماهو|بكم|إلام|علام|عمّ|كيفية|What|Why|How|When)(?:\s|(?=\W*$))"
)
#: What stands over the ingredients of a dish, and over what to do with them.
INGREDIENTS = pattern(r"^(?:ال)?(?:مقادير|مكونات)(?:\s[^\W\d_]+){0,3}\s?:?$")
COOKING = pattern(
    r"^(?:(?:ال)?(?:طريقة|كيفية) (?:ال)?(?:تحضير|عمل|[إا]عداد|طهي|طهو|طبخ)|(?:ال)?خطوات (?:ال)?(?:تحضير|عمل|[إا]عداد)|(?:الطريقة|التحضير)(?=\s?:?$))(?:\s[^\W\d_]+){0,3}\s?:?$"
)
_SECTION = pattern(
    r"^(?:ال)?(?:مقدمة|تمهيد|خلفية|ملخص|خلاصة|خاتمة|نتائج|توصيات|أسئلة الشائعة|أسئلة المتكررة|أسئلة شائعة|مراجع|هوامش|عناوين|تفاصيل|سياق|حيثيات|منطوق الحكم|خلاصة الحكم|شروط(?: (?:ال)?(?:مشاركة|تقديم|تقدم|قبول|التحاق|مسابقة|منحة|ترشح|عامة))?"
    r"|(?:وثائق|مستندات|أوراق|مؤهلات|خبرات) (?:ال)?(?:مطلوبة|لازمة)|بالأرقام|في سطور|Introduction|Conclusion)$"
)
ASKS_FIRST = pattern(
    r"^[وف]?(?:هل|ما|ماذا|لماذا|متى|أين|كيف|كم|أي|أية|من|مَن|بماذا|ماهي|ماهو|إلى أين|كيفية|What|Why|How|When)\s"
)
#: Nouns with a «و» or «ف» of their own.
_NOUN = pattern(
    r"(?:واقع|وسائل|وظائف|وثائق|وقائع|وقت|وزن|وضع|وصف|وصفة|وحدات|ورشة|ورش|ولايات|وفيات|وزارات|فوائد|فريق|فئات|فئة|فكرة|فصول|فصل|فترة|فروع|فرق|فرص|فعاليات|فنون|فيروس|فائدة|فقرات)(?!\w)"
)
#: What a sentence ends with that goes on in the list after it.
_INTRODUCES = pattern(
    r"(?:^|\s)(?:ما يلي|ما يأتي|كما يلي|كالتالي|كالآتي|التالي|التالية|الآتي|الآتية|من|هي|وهي|هم|منها|منهم|في|على|عن|أن|إلى|نصه|نصها)\s?[:：]$"
)
_VERBAL = pattern(
    r"^(?!ت\w{2}ي\w[\s:]|[تي]\w{1,2}ا\w?ي\w[\s:]|\w+ات[\s:]|(?:نتائج|نقاط|نجوم|نصوص|نسب|تكلفة|تجارب|تواريخ)[\s:])(?:ي|ت|ن|س[يتن])\w{3,}\s|^(?:قال|قيل|شرح|النتيجة|مثال|مثلا|ملاحظة|ملحوظة|تنبيه|التالي|الآتي|هو|هي|وهي|في|من|على|إلى|عن|ما|هذا|هذه|لكن|حيث|بناء|استنادا|نصه|نصها)(?:\s|[:：])"
)
#: How a team lines up, after its name: «(4-3-3)».
LINED_UP = pattern(r"\([\d٠-٩](?:\s?[-–]\s?[\d٠-٩]){2,4}\)\s?:?$")
_DECIMAL = pattern(r"([\d٠-٩]{1,2})\.([\d٠-٩]{1,2})\.?\s+(?=[^\W\d_])")


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
    """Take a line for a heading that is a time, a day or a year, where the article has another such line.

    An hour is a paragraph where entries have titles of their own under it, which are the headings.
    """
    line, following = page.lines[at], page.next(at)
    if line.words > 6 or not following or not _is_label(line):
        return None
    if _HOUR.match(line.bare) and _have_titles(page):
        return Verdict("paragraph", 0.85)
    others = sum(_is_label(one) for one in page.lines if one.words <= 6) - 1
    return Verdict("heading", 0.85, level=3) if others else None


def entry_title(page: Page, at: int) -> Verdict | None:
    """Take a short line for the title of an entry that stands under the hour of a live page, over what happened."""
    titled = at > 0 and page.rules[at - 1] == "time heading" and _is_titled(page, at - 1)
    return Verdict("heading", 0.85, level=3) if titled and _have_titles(page) else None


def _have_titles(page: Page) -> bool:
    """Return whether entries of a live page have titles: two of them, or one that does not begin as a sentence does."""
    if "title of an entry" in page.rules:
        return True
    hours = [at for at, line in enumerate(page.lines) if line.words <= 6 and _HOUR.match(line.bare) and _is_label(line)]
    titles = [page.lines[at + 1].bare for at in hours if _is_titled(page, at)]
    return len(hours) > 1 and (len(titles) > 1 or any(not begins_with_verb(title) for title in titles))


def _is_titled(page: Page, at: int) -> bool:
    """Return whether a short line and a longer one that ends as a sentence does stand under a line."""
    lines = page.lines[at + 1 : at + 3]
    if len(lines) < 2:
        return False
    title, text = lines
    titles = title.words <= 12 and (title.short or title.bare[-1] in "؟?") and title.bare[-1] != ":"
    return titles and text.words > max(5, title.words) and (text.words >= 12 or bool(FULL_STOP.search(text.bare)))


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
    if line.bare[:4] in ("قبل ", "منذ ") and _LONG_AGO.match(line.bare):
        return True
    if not line.bare[-1:] or not any(map(str.isdigit, line.bare)) or _OF_THE_PAGE.match(line.bare):
        return False
    return bool(LABEL_ONLY.match(line.bare)) or is_month(line.bare) or date_line(line.bare) is not None


def colon_heading(page: Page, at: int) -> Verdict | None:
    """Take a short line that ends in a colon for a heading, where it is no beginning of a sentence."""
    line, following = page.lines[at], page.next(at)
    if not line.bare.endswith((":", "：")) or line.words > 4 or not following or following.bare[:1] in '«"“':
        return None
    if _titles_list(page, at) and any(_titles_list(page, one) for one in range(1, len(page.lines) - 1) if one != at):
        return Verdict("heading", 0.7)
    if goes_on(line.bare) or FAREWELL.match(line.bare) or (line.bare[0] in "وف" and not _NOUN.match(line.bare)):
        return None
    if begins_with_verb(line.bare) or _INTRODUCES.search(line.bare) or _COUNTS.match(fold(line.bare)):
        return None
    word = line.bare.split(" ", 1)[0]
    again = any(
        rule == "short line with a colon" and one.bare.split(" ", 1)[0] == word
        for one, rule in zip(page.lines[:at], page.rules, strict=False)
    )  # the title of the next team
    if not again and (_VERBAL.match(line.bare) or name_likeness(line.bare) > 0.5 or not LETTER.search(line.bare)):
        return None
    apart = (line.gap and following.gap) or "short line with a colon" in page.rules[:at]
    apart = apart and following.words >= 3 and bool(FULL_STOP.search(following.bare))
    return Verdict("heading", 0.7) if following.words >= 12 or apart or begins_list(page, at + 1) else None


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
    return Verdict("heading", 0.85) if following.words >= 4 or begins_list(page, at + 1) else None


def section_word(page: Page, at: int) -> Verdict | None:
    """Take a line for a heading that is a word for a part of a text, «مقدمة», «المقادير», or a team with how it lines up."""
    text = page.lines[at].bare
    if page.lines[at].words > 6:
        return None
    if LINED_UP.search(text) and page.next(at):
        return Verdict("heading", 0.9)
    known = _SECTION.match(text) or COOKING.match(text) or (INGREDIENTS.match(text) and _over_ingredients(page, at))
    return Verdict("heading", 0.95) if page.next(at) and known else None


def _over_ingredients(page: Page, at: int) -> bool:
    """Return whether a list or short lines follow, and a line further down says how to cook."""
    return page.lines[at + 1].words <= 10 if any(COOKING.match(line.bare) for line in page.lines[at + 1 :]) else False


#: A word that counts and has no title of its own begins what follows: «أولاً:», «ختاماً:».
_COUNTS = pattern(
    r"^\W*و?(?:(?:اول|ثاني|ثالث|رابع|خامس|سادس|سابع|ثامن|تاسع|عاشر|اخير|ختام)ا{1,2}|حادي عشر|ثاني عشر)\W*$"
)


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
