"""What names the paper or the page above a headline: mastheads, lines of the issue, breadcrumbs."""

from __future__ import annotations

from ...patterns import pattern
from .citations import GAZETTE, names_issue, names_paper_and_day
from .creditlines import is_credit
from .dates import date_line, find_date
from .ends import caption
from .folding import fold
from .headline import CLAUSE, titular
from .letterheads import ACT
from .line import LONG, Facts, Line, Page, Verdict
from .lists import BULLETS
from .notices import says_of_copy, was_passed_on
from .pagetools import is_tools
from .parts import EDGE
from .sentences import begins_with_verb
from .words import KICKERS, PAPERS

_STRIP = EDGE + "|#!*" + BULLETS
#: Where the path to a page begins.
_HOME = pattern(
    r"^[\W_]*(?:انت هنا|مسار الصفحه)?[\W_]*(?:ال)?(?:صفحه )?(?:ال)?رئيسيه(?!\w)|^[\W_]*(?:انت هنا|Home|Accueil)(?!\w)"
)
#: Marks of a path, the surest first.
_CRUMB_MARKS = (
    pattern(r"\s*[>›→⟩❯←‹<]+\s*"), pattern(r"\s*»\s*(?!.*«)|\s+«\s+"), pattern(r"\s*[/\\|]\s*"),
    pattern(r"\s+[-–—•·]\s+"),
)  # fmt: skip
CRUMBED = pattern("[>›»→⟩❯←‹<«/|•·–—-]")
#: The number of an issue, of a year or of a volume, in digits or as an ordinal.
_ISSUE = pattern(
    r"(?<!\w)(?:رقم\s)?(?:العدد|عدد|السنة|المجلد|الطبعة)\s*(?:رقم\s*)?[:(\[]*\s*(?:[\d٠-٩][\d٠-٩,.]*|ال[^\W\d_]+(?:\sعشرة?|\sوال[^\W\d_]+)?(?=\W*(?:[-–—|/،,:]|$)))\s*[)\]]?"
)
_ISSUE_LINE = pattern(
    r"^(?:العدد|السنة|عدد)\s*(?:رقم\s*)?[:(]?\s*[\d٠-٩]|^[^\W\d_]+(?:\s[^\W\d_]+)?\s*[-–—|/،,]\s*(?:العدد|السنة)\s*:?\s*[(]?[\d٠-٩]"
    r"|^(?:نشرة|مجلة|صحيفة|جريدة|بريد|رسالة)\s[«\"“][^«»\"“”]+[»\"”]\s*[-–—|/،,:]?\s*\(?(?:العدد|السنة|رقم)\s*:?\s*[(]?[\d٠-٩]"
)
#: A newsletter by its name and how often it comes, with its number: «نشرة «المنارة» الأسبوعية | العدد 84».
_NEWSLETTER = pattern(
    r"(?:نشرة|رسالة|بريد)\s[«\"“][^«»\"“”]+[»\"”]\sال[^\W\d_]+ية\s*[-–—|/،,]\s*\(?العدد\s*[(:]?\s*[\d٠-٩]"
)
#: Which bulletin of the day it is.
_HOUR = pattern(
    r"(?:نشرة|موجز)\s(?:أخبار\s)?(?:ال)?(?:واحدة|ثانية|ثالثة|رابعة|خامسة|سادسة|سابعة|ثامنة|تاسعة|عاشرة|ظهر|ظهيرة|زوال|صباح|مساء|منتصف (?:الليل|النهار))(?:\s(?:عشرة|والنصف))?(?:\s(?:صباحا|مساء|ظهرا|ليلا))?"
)
_SEASON = pattern(r"(?:ربيع|صيف|خريف|شتاء)?\s*(?:عام\s)?[\d٠-٩]{4}\s*م?")
_PARTS = pattern(r"\s*(?:\s[-–—•]\s|[|/،,])\s*")
#: A paper by its kind and name, and a site or a station that says it is one of news.
_PAPER = pattern(
    r"(?:صحيفة|جريدة|مجلة)\s(?:[«\"“][^«»\"“”]+[»\"”]|(?![^\W\d_]+ية(?:\s|$)|ال[^\W\d_]+ية\s(?!ال)|جديدة)(?:[^\W_]+\s?){1,4})(?:\s?الإلكترونية|\s?اليومية|\s?الأسبوعية)?"
    r"|(?:موقع|بوابة|شبكة|وكالة|قناة|إذاعة|راديو|منصة|مؤسسة)\s(?:[«\"“]?[^\W_]+[»\"”]?\s){0,4}(?:ال[إا]خباري(?:ة)?|ال[إا]علامي(?:ة)?|للأنباء|للإعلام|للصحافة|نيوز|برس|أونلاين|أون لاين)"
    r"|(?:شبكة|وكالة|بوابة|موقع)\s[أا](?:خبار|نباء)(?:\s[^\W\d_]+){1,3}"
)
#: A station or a paper, and which of its offices: «إذاعة الواحات الجهوية – قسم الأخبار».
_STATION = pattern(
    r"(?P<name>(?:إذاعة|راديو|تلفزيون|قناة|فضائية|شبكة|وكالة|صحيفة|جريدة|موقع|مجلة|مؤسسة)(?:\s[«\"]?[^\W_]+[»\"]?){1,4})\s?[-–—/|،]\s?(?:قسم|مديرية|إدارة|دائرة|غرفة|هيئة|مكتب|المكتب|ديسك|أمانة|وحدة|مركز|التحرير|الأخبار)(?:\s[^\W\d_]+){0,3}$"
)
_QUOTED = pattern(r"[«\"“][^«»\"“”]{2,30}[»\"”]")
#: Buttons and menus of a page, folded.
_CONTROLS = pattern(
    r"(?:(?:ال)?قائمه(?: (?:ال)?(?:رييسيه|رئيسيه|جانبيه))?|(?:ال)?بحث|ابحث|(?:تسجيل )?(?:ال)?دخول|(?:فتح|اغلاق|اظهار|اخفاء) (?:ال)?(?:قائمه|بحث)|الوضع (?:الليلي|الداكن|المظلم)|(?:ع ){1,2}ع|(?:ا ){1,2}ا|(?:A ){1,2}A|(?:تخطي?|انتقل|تجاوز|الانتقال) الي (?:ال)?محتوي(?: الرييسي| الرئيسي)?|(?i:skip to(?: main)? content|menu|search|log ?in|sign in)|[|/•·]| )+"
    r"|(?:عرض|شاهد|اعرض|افتح|فتح|اقرا|قراءه|تصفح|مشاهده) (?:هذه |هذا )?(?:ال)?(?:رساله|نشره|نسخه|بريد|صفحه|عدد|ايميل)(?: (?:ال)?(?:الكترونيه|الكتروني|كامله|كامل|ورقيه))?(?: (?:في|علي|من|عبر) (?:ال)?(?:متصفح|متصفحك|موقع|ويب|انترنت))?"
    r"|(?:نسخ )?(?:ال)?رابط(?: (?:ال)?(?:خبر|مقال|مقاله|صفحه))?|(?:لا تظهر (?:لك )?(?:ال)?(?:رساله|صور).{0,40})|(?i:view|read|open)(?: (?:this|the))?(?: (?:e-?mail|message|newsletter))? (?:in|online)(?: (?:your|a|the))?(?: browser)?"
)
#: The number of a page, between dashes or named.
_PAGE_NUMBER = pattern(r"[-–—ـ]\s?[\d٠-٩]{1,3}\s?[-–—ـ]|(?:ال)?(?:صفحة|ص)\s?[:.]?\s?[\d٠-٩]{1,3}")
#: The work that a translated text is from.
_FROM_WORK = pattern(
    r"(?:(?:مترجم|ترجمة|نقلا|نقلاً|منقول|بتصرف)\s)?عن\s(?:مجلة|صحيفة|جريدة|موقع|دورية|كتاب|مدونة|وكالة|شبكة|يومية|أسبوعية)\s(?:[«\"“][^«»\"“”]+[»\"”]|[^\W_]+)(?:\sال[^\W\d_]+ية)?(?:\s?[،,-]?\s?(?:عدد|العدد)\s.{1,20})?"
)
_TAGS = pattern(r"(?:#[^\s#]+[\s،,|]*)+")
#: What agencies say of the report they send again: «(لتصحيح النسبة في الفقرة الأولى)».
CORRECTS = pattern(
    r"^(?:[(\[]|\*(?![^*]+\*$))\s*(?:ل?(?:تصحيح|تصويب|توضيح|إضافة|حذف|تعديل|تحديث|تغيير)|مع (?:إضافة|تصحيح|تغيير|تحديث|حذف)|(?:ي|ت)صحح|(?:ي|ت)ضيف|إعادة|يعاد|تكرار|مكرر)\s[^()]{6,160}[)\]*.]+$"
)
#: Whom a letter addresses, and how it greets.
SALUTES = pattern(
    r"(?:إلى|الى|السيد|السيدة|السادة|حضرة|سعادة|معالي|الأستاذ|الأخ|الأخت|الأخوة|الزملاء|الزميل|عزيزي|عزيزتي|أعزائي)\s[^.؟!:]{0,60}(?:المحترم(?:ة|ين|ون)?|الموقر|الأفاضل|الأعزاء|الكرام)(?:\s?[،,:.]|$)(?:\s?تحية[^.؟!:]{0,20})?"
    r"|(?:إلى|الى)\s(?:محرر|رئيس|السيد|السيدة|السادة|قراء|القراء|كل من|أسرة|إدارة|من يهمه)[^.؟!:]{0,40}[،,:]|(?:عزيزي|عزيزتي|أعزائي|سيدي|سيدتي)\s[^.؟!:]{2,40}[،,]|(?:تحية (?:طيبة|وبعد|عطرة|وتقدير)|السلام عليكم|بعد التحية)[^.؟!:]{0,40}[،,:.]?"
)
_NO_NAME = pattern(r"(?:^|\s)(?:ف[يى]|من|عل[ىي]|[إا]ل[ىي]|عن|مع|بين|بعد|قبل|ضد|لم|لن|لا|قد|كل|أول|أكبر)(?:\s|$)")


def masthead(page: Page, at: int) -> tuple[str, Verdict | None]:
    """Return the rule that takes a line above the headline for the paper's or the page's own, and its verdict."""
    line = page.lines[at]
    if path := _breadcrumbs(page, at):
        return "breadcrumbs", path
    gazette = GAZETTE.match(line.bare) if at < 2 else None
    if at + 2 < len(page.lines) and (gazette or is_issue(line)) and _heads(page, at + 1):
        name = _paper(line)
        dated = Facts(dated=find_date(line.bare))
        return (
            ("masthead", Verdict("citation", 0.8, shown=name, facts=dated))
            if name
            else ("issue", Verdict("date", 0.8, facts=dated))
        )
    if not at and len(page.lines) > 3 and _NEWSLETTER.match(line.bare) and date_line(page.lines[1].bare):
        return "kicker", Verdict("kicker", 0.8)
    if line.text[0] in "([*" and CORRECTS.match(line.bare):
        return "note of a correction", Verdict("paragraph", 0.85)
    if not at and line.words >= 4 and line.bare[-1] == ")" and at + 2 < len(page.lines) and titular(page.lines[1]):
        shown = caption(page, at)  # «رمان في سوق المكلا (تصوير: صالح باوزير)»
        if shown and shown.confidence >= 0.85:
            return "caption", shown
    tagged = line.text[0] == "#" and at + 2 < len(page.lines) and _TAGS.fullmatch(line.text)
    if tagged and page.lines[at + 1].words >= 4 and titular(page.lines[at + 1]) and not is_credit(page, at + 1):
        return "kicker", Verdict("kicker", 0.8)
    if says_of_copy(line) and (line.words >= 5 or not is_credit(page, at + 1)):
        return "breadcrumbs", Verdict("label", 0.85)
    if was_passed_on(line):
        return "breadcrumbs", Verdict("label", 0.8, facts=Facts(dated=find_date(line.bare)))
    if line.words <= 8 and (_CONTROLS.fullmatch(fold(line.bare.strip(_STRIP))) or (line.words <= 3 and is_tools(line))):
        return "breadcrumbs", Verdict("label", 0.8)
    if line.words <= 10 and SALUTES.fullmatch(line.bare):
        return "greeting", Verdict("paragraph", 0.8)
    if line.words <= 3 and _PAGE_NUMBER.fullmatch(line.bare):
        return "breadcrumbs", Verdict("label", 0.8)
    if line.words <= 8 and at + 2 < len(page.lines) and _FROM_WORK.fullmatch(line.bare):
        return "source line", Verdict("citation", 0.85)
    station = _STATION.match(line.bare) if at < 2 and line.words <= 9 else None
    if (
        station
        and not CLAUSE.search(station["name"].partition(" ")[2])
        and at + 2 < len(page.lines)
        and titular(page.lines[at + 1])
    ):
        return "masthead", Verdict("citation", 0.8, shown=station["name"].strip(), facts=Facts())
    name = _paper(line) if at < 2 and at + 2 < len(page.lines) else None
    if name is None and _QUOTED.fullmatch(line.bare) and at + 2 < len(page.lines) and is_issue(page.lines[at + 1]):
        name = line.bare
    if name is None or not _heads(page, at + 1):
        return "masthead", None
    return "masthead", Verdict("citation", 0.8, shown=name, facts=Facts(dated=find_date(line.bare)))


def _heads(page: Page, at: int) -> bool:
    """Return whether a headline stands at `at`, or below the date, the number of the issue and the section there."""
    while at < min(4, len(page.lines) - 2) and (
        is_issue(page.lines[at])
        or date_line(page.lines[at].bare)
        or _is_section(page.lines[at])
        or _PAGE_NUMBER.fullmatch(page.lines[at].bare)
        or (page.lines[at].bare.isdecimal() and len(page.lines[at].bare) <= 3)
        or is_credit(page, at)
        or (page.lines[at].words <= 2 and page.lines[at + 1].words >= 5 and titular(page.lines[at + 1]))
    ):
        at += 1
    line = page.lines[at]  # the title of an act may be long and end in a full stop
    return ACT.match(line.bare) is not None or (titular(line) and line.words >= 3 and not is_credit(page, at))


def _is_section(line: Line) -> bool:
    """Return whether a line is the name of a section: «الاقتصاد»."""
    return line.words <= 3 and all(name in KICKERS for name in fold(line.bare.strip(_STRIP)).split(" و"))


def _paper(line: Line) -> str | None:
    """Return the name of the paper that a line is the masthead of: «صحيفة الميزان - يومية سياسية»."""
    text = line.bare.strip(" |*#•")
    if (gazette := GAZETTE.match(text)) and line.words <= 16 and _ISSUE.search(text):
        return gazette[0].strip()
    if line.words > 12 or line.bare[-1:] in ".؟!:" or begins_with_verb(text):
        return None
    parts = _PARTS.split(text)
    if CLAUSE.search(parts[0]):
        return None
    if any(len(part.split()) > 6 or _NO_NAME.search(part) for part in parts):
        return None
    if line.words > 1 and fold(text) in PAPERS:  # «بغداد اليوم»
        return text
    if issue := names_issue(text) or names_paper_and_day(text):
        return issue["name"].strip()
    named = (part for part in parts if _PAPER.fullmatch(part))
    listed = (part for part in parts if len(parts) > 1 and is_issue(line) and fold(part.strip(_STRIP)) in PAPERS)
    return next(named, None) or next(listed, None)


def is_issue(line: Line) -> bool:
    """Return whether a line says which issue of the paper this is: «الخميس 4 مايو 2022 - العدد (512)»."""
    if line.words > 16:
        return False
    if (hour := _HOUR.search(line.bare)) and hour[0] != line.bare:  # «الثلاثاء 1 ديسمبر 2015 / نشرة السابعة صباحا»
        return date_line(_HOUR.sub(" ", line.bare).strip(" -–—|/،,:()")) is not None
    if not _ISSUE.search(line.bare):
        return False
    rest = _PAGE_NUMBER.sub(" ", _ISSUE.sub(" ", line.bare)).strip(" -–—|/،,:()")
    if (name := _PARTS.split(rest)[0]) != rest and fold(name.strip(_STRIP)) in PAPERS:
        rest = rest.removeprefix(name).strip(" -–—|/،,:()")
    return not rest or bool(_ISSUE_LINE.match(line.bare) or _SEASON.fullmatch(rest)) or date_line(rest) is not None


def _breadcrumbs(page: Page, at: int) -> Verdict | None:
    """Take a line above the headline for the path to its page: «الرئيسية > أخبار > سياسة»."""
    line, text = page.lines[at], page.lines[at].bare
    if len(text) > LONG or at > 2 or not CRUMBED.search(text):
        return None
    home = _HOME.match(fold(text))
    mark = next((mark for mark in _CRUMB_MARKS if len(mark.split(text)) >= (2 if home else 3)), None)
    if mark is None:
        return None
    pieces = [piece.strip(_STRIP) for piece in mark.split(text) if piece.strip(_STRIP)]
    path = Verdict("label", 0.95 if home else 0.85, facts=Facts(dated=find_date(text)))
    if home:
        return path if all(len(piece.split()) <= 6 for piece in pieces[:-1]) else None
    # Without the home page the marks must be those of a path.
    steps = mark is _CRUMB_MARKS[0] and line.words <= 14 and all(len(piece.split()) <= 4 for piece in pieces)
    return path if steps and titular(page.lines[at + 1]) else None
