"""Rules of what comes after an article, and of captions: end marks, contacts, notes, links to other articles.

All of it is kept where it stands, as paragraphs: it is neither heading nor item nor source.
"""

from __future__ import annotations

import re
from itertools import pairwise

from ...patterns import pattern
from .authorlines import INITIAL_AND_NAME, NAMED_WRITER, signs_with_initial
from .creditparts import OTHER_WORK
from .credits import LABEL
from .dates import date_line, date_spans, find_date, is_time_line, may_hold_date, wire_stamp
from .folding import fold
from .headings import LABEL_ONLY
from .line import Facts, Line, Page, Verdict
from .names import name_likeness, split_names
from .notices import greets, tells_subscribers
from .parts import EDGE, is_agency, kind_of
from .placecredits import is_in_run
from .segments import facts_of, segments
from .words import DESK

_END = pattern(
    r"^[\W_]*(?:(?:(?:ال)?نهاية|[اإ]نته[ىتي]|خلص)(?:\s(?:ال)?(?:خبر|بيان|بلاغ|نص|تقرير|نشرة|رسالة|مقال|حوار|تعميم))?|تمت?|end|endall|ends)[\W_]*\d{0,4}[\W_]*(?:\d{1,2}[:.]\d{2}.{0,8})?$|^(?:#\s?){2,5}$|^[-–—*_\s]*(?:30|0)[-–—*_\s]*$|^\d{3,4}$",
    re.IGNORECASE,
)
_SAYS = pattern(r"نهاي|نته[ىي]|end", re.IGNORECASE)
#: Marks of the desk: letters and short groups parted by slashes, dots or spaces: «س.ع/م.ط», «ر ق/أ ع/ف ج», «سم/ود».
_INITIALS = pattern(
    r"^[\W_]*(?:[^\W\d_ـ]{1,2}|[^\W\d_ـ]ـ)(?:\s*[./\\\-–—_ـ ]\s*(?:[^\W\d_ـ]{1,2}|[^\W\d_ـ]ـ|\d{1,4})){1,8}[\W_]*$|^[-–—]\s?[^\W\d_]{1,3}\s?[-–—]$|^[^\W\d_]{1,4}(?:\s?/\s?[^\W\d_]{1,5}){1,4}$"
)
_INITIAL_WORDS = pattern(r"(?:^|[\s/])(?:في|من|عن|أو|لا|ما|هل|إن|لم|لن|قد|هو|هي|كم|أب|أم|يد)(?=[\s/]|$)")
#: A desk's initials and the agencies it drew on: «ع.ج.م/أ.ح (د ب أ، رويترز)».
_DRAWN_ON = pattern(r"(?P<who>[^()]{2,20}?)\s*\((?P<agencies>[^()]{2,40})\)\W*$")
_CONTACT = pattern(
    r"^[\W_]{0,4}(?:لل?تواصل|للاتصال|للاستفسار|للاستعلام|للمزيد من (?:المعلومات|التفاصيل)،?\s*(?:يرجى|الرجاء|يمكن|اتصل)|لمزيد من المعلومات،?\s*(?:يرجى|الرجاء|يمكن)|جهات? الاتصال|معلومات (?:للصحافة|للصحفيين|للصحافيين|للإعلام|إعلامية)|الاتصال(?: الإعلامي)?\s*:|"
    r"ملاحظات? (?:ل?ل?محرر|المحرر|إلى المحرر)|ملاحظة للمحرر|إلى المحررين|نبذة عن|عن الشركة|عن «|حول «|حول الشركة|لمحة عن|(?:صفحتنا|قناتنا|حسابنا|حساباتنا|صفحاتنا) (?:على|عبر)|معلومات (?:الاتصال|للتواصل)|مسؤولة? الإعلام|المكتب الإعلامي\s*[:\-–]|Media contact|"
    r"Contacts?\s*:|Notes to editors|About\s)",
    re.IGNORECASE,
)
_ABOUT = pattern(r"^[\W_]{0,4}(?:نبذة|لمحة|حول|عن|ملاحظات|ملاحظة|About|Notes)\s", re.IGNORECASE)
_ADDRESS = pattern(
    r"^[\W_]{0,3}(?:(?:ال)?(?:هاتف|هواتف|تلفون|تليفون|جوال|موبايل|فاكس|واتساب|بريد|بريد الإلكتروني|بريد الالكتروني|إيميل|ايميل|موقع|موقع الإلكتروني|عنوان)\s?[:：]|(?:Tel|Phone|Fax|Mobile|E-?mail)\b)"
    r"|^\S+@\S+\.\S+$|^[+0-9٠-٩][\d٠-٩ \-()+]{6,}$",
    re.IGNORECASE,
)
_MAIL = pattern(r"(?:(?:ال)?(?:بريد|[إا]يميل)[^:]{0,12}[:：]\s?)?[\w.+-]+@[\w.-]+")
_NOTE = pattern(
    r"^[*(\[•\-–—_\s]*(?:متابعة أخبار\s|لمتابعة\s|انضموا?\s[إا]لى\s|ساهمت?|أسهمت?|شاركت?|شارك|بمشاركة|تغطية صحفية|إعداد .{3,60}(?:للنشرة العربية|[-–] تحرير)|كتابة .{3,40}تحرير|ملاحظة|ملحوظة|تنويه|تنبيه|تصويب|تصحيح|توضيح|تحديث|هذا (?:المقال|الخبر|النص|التقرير)|"
    r"[أا]ُ?عدت|المقال(?:ات)? (?:لا )?[يت]عبر|الآراء|جميع الآراء|تابعوا|تابعونا|تابعنا|نُ?شر(?:ت)? (?:هذ|النسخة)|صدرت? النسخة|هوامش|ترجم(?:ة|ت|ه|ها)\s|يسمح|للاشتراك|حرر(?:ه|ها|ته)\s|(?:(?:رد|تعليق|تعقيب)\s)?(?:ال)?(?:محررة?|تحرير)\s?[:：])"
)
_PULL_OUT = pattern(
    r"^\W{0,3}(?:[اإأ]قر[أاؤئ]\s?(?:أيض|ايض|المزيد|كذلك|في|وا|عن|على)|اقرؤوا|[اإ]قرئي|طالع|شاهد\s(?:أيض|ايض|الفيديو|كذلك|المزيد)|شاهد\s*:|(?:مواضيع|موضوعات|مقالات|أخبار|اخبار|روابط|مواد|قصص|تقارير) (?:ذات صلة|متعلقة|مرتبطة|"
    r"أخرى|مشابهة)|ذات صلة\b|(?:ال)?مزيد (?:من|حول|عن)\s\S+(?:\s\S+)?$|ترشيحات\s*:?$|قد يهمك|قد يعجبك|لا تفوت|اخترنا لك|للتواصل|تابعنا|تابعونا|اشترك|شارك(?!(?:ت|وا)?\s[فب][يى ])|للاشتراك|من نفس|في نفس السياق\s*:|إقرأ|لمتابعة|لقراءة المزيد|للمزيد\s?[:.]|وسوم|الوسوم|كلمات مفتاحية|"
    r"(?:ال)?كلمات (?:ال)?(?:مفتاحية|دالة|دلالية)|هاشتاغ|Next Previous|Read (?:more|also)|Related|Tags?\s*:|مطالب مرتبط|بیشتر بخوانید|مزید پڑھیں)",
    re.IGNORECASE,
)
_PHOTO = r"(?:خاص|[أا]رشيف(?:ية|يه)?(?:\s[^\W\d_]+)?|صور[ةه] [أا]رشيفي[ةه]|من الأرشيف|مواقع التواصل.*|وكالات|تصوير.*|عدسة.*|صور.*|وسائل التواصل.*|Getty.*|غيتي.*|جيتي.*|AFP|Reuters|AP|EPA|رويترز|أ ف ب|أ.ف.ب|فرانس برس|الأناضول|أ ب|أسوشيتد برس|سانا|كونا|وام|بترا|واس|شينخوا|المكتب الإعلامي|الإنترنت|انترنت|إنترنت)"
_CAPTION = pattern(
    rf"^[\W_]{{0,3}}(?:صدر الصورة|مصدر الصورة|التعليق على الصورة|تعليق الصورة|شرح الصورة|صورة(?: الغلاف| أرشيفية| تعبيرية| من الأرشيف)?\s*[:،(]|الصورة(?: الرئيسية)?\s*[:،]|ال?صورة?(?: أرشيفية)? (?:من|عن) (?:صفحة|حساب|الأرشيف|أرشيف|موقع|الإنترنت|مواقع)\s|الصور\s*[:،]|في الصورة\s*[:،]|(?:تصوير|عدسة|رسم|رسوم|كاريكاتير|غرافيك|[إا]نفو(?:غراف|جراف)(?:يك)?|تصميم|فيديو)\s*[:：\-–—/]|(?:جانب|جوانب|لقطة|لقطات) من\s|لقطة (?:شاشة|جوية)|منظر عام|صور[ةه]? (?:جوية|أرشيفية|متداولة|تذكارية|جماعية|تعبيرية|توضيحية|ملتقطة|التقطت|وزعتها|نشرتها)\s|Photo|Image|Caption)"
    rf"|\(\s*(?:(?:صورة\s+)?{_PHOTO})\s*\)$|(?<=\S)\s*[-–—|]\s*[«\"(]?(?:{_PHOTO})[»\")]?$",
    re.IGNORECASE,
)
#: Who or what a picture shows, and at what: «… خلال جولته», «… أثناء الاجتماع».
SHOWN = pattern(
    r"^(?=(?P<who>(?:معالي|سعادة|فضيلة|سمو|صاحب|جلالة|فخامة|الوزير|الوزيرة|المحافظ|الأمير|الشيخ|الوالي|السفير|المدير|الحضور|جانب)\s)?)"
    r"[^\W\d_]+(?:\s[^\W\d_]+){0,7}\s(?:خلال|[أا]ثناء|لدى)\s(?:[^\W\d_]{2,}(?:ه|ها|هم|هما)(?=\s|$)|ال(?:اجتماع|لقاء|جلسة|مؤتمر|حفل|افتتاح|زيارة|جولة|ندوة|مباراة|فعالية|توقيع)"
    r"|(?:اجتماع|لقاء|جلسة|مؤتمر|حفل|افتتاح|زيارة|جولة|ندوة|مباراة|فعالية|توقيع|تدريب|تشييع|استقبال)\s)"
)
_LAST_BRACKET = pattern(r"\(\s*«?([^()]{2,25}?)»?\s*\)$")
_FOOTNOTE_AUTHOR = pattern(
    r"^[*(\-–—•]\s*(?P<name>[^\W\d][^،,:()]{3,40}?)\s*(?:[،,:]|\s[-–—])\s*(?:ال)?(?:كاتب|كاتبة|صحاف|صحف|باحث|أستاذ|استاذ|محلل|مهندس|طبيب|أكاديم|اكاديم|ناقد|روائي|شاعر|محام|خبير|إعلام|اعلام|مدير|رئيس|عضو|دبلوماس|سفير|وزير|نائب|اقتصادي|سياسي|ناشط|مترجم|مخرج|فنان|مؤرخ)"
)
_IS = pattern(
    r"^[*(\-–—•\s]*(?:ال)?(?:كاتبة?|صحاف[يى]ة?|صحف[يى]ة?|باحثة?|[أا]ستاذة?|محللة?|مهندسة?|طبيبة?|[أا]كاديم[يى]ة?|ناقدة?|روائ[يى]ة?|شاعرة?|محامية?|خبيرة?|[إا]علام[يى]ة?|مديرة?|رئيسة?|عضو|دبلوماس[يى]ة?|سفيرة?|وزيرة?|نائبة?|ناشطة?|مترجمة?|مخرجة?|فنانة?|مؤرخة?|مستشارة?|خطيبة?|إمام|معلمة?|مدرسة?|طالبة?|موظفة?|متقاعدة?|مواطنة?|قارئة?|مزارعة?|تاجرة?|ممرضة?|محاسبة?)(?=[\s)،,]|$)"
)
_DESK_CREDIT = pattern(
    r"^\(\s*(?:تغطية صحفية\s[^()]*?)?(?:[-–—]\s*)?إعداد\s+(?P<name>[^()\-–—]+?)(?:\s+للنشرة العربية)?\s*(?:[-–—].*)?\)$"
)
#: How decrees and deeds say where and when: «صدر بقصر السيف في: …», «حرر بالرباط في …».
_ISSUED = pattern(
    r"^و?(?:صدر|حُ?رّ?ر|وُ?قّ?ع|أبرم)(?:ت|نا)?\s?:?\s*(?=ب\S|تحت\s|عن\s|في\s|من\s|يوم\s)(?:[^\d.]{0,50}\s)?"
    r"(?:في|بتاريخ|يوم)(?:\s|:)[^.]*\.?$"
)
#: Where and when a page was posted: «تم النشر على بوابة … بتاريخ …».
_POSTED = pattern(
    r"^[\W_]*(?:(?:تم|جرى)\s)?(?:ال)?(?:نشر|إضافة|إدراج|تحديث)(?:ت|ه|ها)?\s(?:على|في|من|بواسطة|ب|عبر)\s?\S"
)
_PAIR = pattern(r"[^\W\d_]+(?:\s[^\W\d_]+){0,2}\s?[:\-–]?\s?[\d٠-٩]{1,2}\s?[/\-–]\s?[\d٠-٩]{1,2}°?")
#: What stands beside a name at the foot, and the name.
_BESIDE_NAME = {"name", "place", "paper", "agency"}
#: The hour of an agency's desk, before its day.
_DESK_HOUR = pattern(r"(?<![\d٠-٩])[\d٠-٩]{4}\s*(?:جمت|GMT|UTC|ت\.?\s?غ\.?)(?!\w)")
_LEAVE = pattern(
    r"^(?:و?تقبلوا|و?تفضلوا|ولكم|والسلام(?! على من)|مع (?:خالص |فائق |وافر |أطيب )?(?:تحيات|الشكر|الاحترام|التقدير|التحية|الود)|و?دمتم|و?شكرا)[^.؟]*[،,.]?$"
)
_READER = pattern(r"(?:أم|أبو|ابن|مواطنة?|قارئة?|طالبة?)\s")
_HANDLE = pattern(r"^[-–—]\s*[^:]{2,60}(?:\(?@\w+\)?|\d{4})")


def end_mark(page: Page, at: int) -> Verdict | None:
    """Take a last line for an end mark: «(انتهى)», «###», the desk's initials, an agency's name between slashes."""
    line = page.lines[at]
    text = line.bare
    if line.words > 9 or len(text) > 60:
        return None
    if _END.match(text) or (not re.search(r"\w", text)):
        return Verdict("paragraph", 0.95)
    if _INITIALS.match(text) and not _INITIAL_WORDS.search(text):
        return Verdict("paragraph", 0.9, facts=Facts(agency=_agency(text)))
    after = _DRAWN_ON.match(text)
    if after and _INITIALS.match(after["who"]) and is_agency(first := re.split("[،,/]", after["agencies"])[0]):
        return Verdict("paragraph", 0.9, facts=Facts(agency=first.strip(EDGE)))
    pieces = [piece for piece in re.split(r"[/\\|]", text) if piece.strip(EDGE)]
    if "/" in text and pieces and any(is_agency(piece) for piece in pieces[:1] + pieces[-1:]):
        named = [piece for piece in pieces if not is_agency(piece)]
        if all(len(piece.split()) <= 4 for piece in named):
            return Verdict("paragraph", 0.9, facts=Facts(agency=_agency(text)))
    if re.match(r"^[-–—]{1,3}\s?\(", text) and is_agency(text):
        return Verdict("paragraph", 0.9, facts=Facts(agency=text.strip(EDGE)))
    if is_time_line(text) and re.search(r"(?:ت\s?م|GMT|\d)\s*\d{0,4}$", text) and not date_line(text):
        return Verdict("paragraph", 0.8)
    return None


def end_word(page: Page, at: int) -> Verdict | None:
    """Take a line for the end mark that says so, also where contacts come after it: «-انتهى-»."""
    line = page.lines[at]
    return Verdict("paragraph", 0.9) if line.words <= 4 and _END.match(line.bare) and _SAYS.search(line.bare) else None


def signed(page: Page, at: int) -> Verdict | None:
    """Take a last line of a few words for who issues a statement, where a line above says where and when."""
    line = page.lines[at]
    if at < 2 or line.words > 5 or line.bare[-1:] in ".:؟":
        return None
    above = next((one for one in (at - 1, at - 2) if date_at_end(page, one) or place_and_date_at_end(page, one)), None)
    return Verdict("paragraph", 0.7) if above and all(one.words <= 5 for one in page.lines[above + 1 : at]) else None


def _agency(text: str) -> str | None:
    return next((piece.strip(EDGE) for piece in re.split(r"[/\\|]", text) if is_agency(piece)), None)


def signature(page: Page, at: int) -> Verdict | None:
    """Take a last line for the agency's end mark where a dateline has named that agency already."""
    line = page.lines[at]
    named = {fold(facts.agency) for facts in page.facts if facts.agency}
    if line.words <= 6 and named and kind_of(line.bare) == "agency" and fold(line.bare.strip(EDGE)) in named:
        return Verdict("paragraph", 0.9)
    return None


def date_at_end(page: Page, at: int) -> Verdict | None:
    """Take a last line for the date of the article that says nothing but when, or where and when it was issued."""
    line = page.lines[at]
    found = date_line(line.bare) if line.words <= 16 else None
    if found is None and line.words <= 9:
        found = wire_stamp(line.bare)
    if found is None and line.words <= 12 and _POSTED.match(line.bare) and _ends_with_date(line.bare):
        found = find_date(line.bare)
    if found is None and line.words <= 28 and _ISSUED.match(line.bare) and _ends_with_date(line.bare):
        found = find_date(line.bare)
    return Verdict("paragraph", 0.85, facts=Facts(dated=found)) if found else None


def _ends_with_date(text: str) -> bool:
    """Return whether nothing but a word or a mark stands after the last date in `text` that has a year."""
    return any(span.found and len(text) - span.end <= 14 for span in date_spans(text))


def place_and_date_at_end(page: Page, at: int) -> Verdict | None:
    """Take a last line for the dateline of a decree, a letter or a desk: «دمشق في 12 / 5 / 2021», «واس - الرياض».

    «الجزيرة + وكالات» are those who report it.
    """
    line = page.lines[at]
    if (
        line.words > 18
        or "+" in line.bare
        or _is_pair_in_list(page, at)
        or is_in_run(page, at)
        or not (line.words <= 6 or may_hold_date(line.bare))
    ):
        return None
    found = segments(_DESK_HOUR.sub(" ", line.bare))
    kinds = {kind for one in found for kind in one.kind.split("+")}
    said = kinds - {"filler"}
    if said <= {"place", "agency", "date"} and len(said) > 1:
        return Verdict("paragraph", 0.85, facts=facts_of(found))
    return None


def _is_pair_in_list(page: Page, at: int) -> bool:
    """Return whether a line is a label and two figures as the one beside it is: «العين: 23 / 11», high and low."""
    beside = (one for one in (page.before(at), page.next(at)) if one is not None)
    return bool(_PAIR.fullmatch(page.lines[at].bare)) and any(_PAIR.fullmatch(one.bare) for one in beside)


def role_at_end(page: Page, at: int) -> Verdict | None:
    """Take a last line for what the author is, under the name: «كاتب وباحث», «(أستاذ جامعي)»."""
    line, before = page.lines[at], page.before(at)
    if (
        before is None
        or at < 3
        or line.words > 9
        or before.words > 6
        or not _IS.match(line.bare)
        or line.bare[-1:] in ".:؟"
    ):
        return None
    return Verdict("paragraph", 0.75) if name_likeness(before.bare.strip("*()[] -–—.")) >= 0.6 else None


def byline_at_end(page: Page, at: int) -> Verdict | None:
    """Take a last line for the byline that is a name or a desk, or a note that says who the author is."""
    line = page.lines[at]
    if any(verdict and verdict.role == "byline" for verdict in page.verdicts):
        return None
    note = _FOOTNOTE_AUTHOR.match(line.bare) if line.words <= 25 else None
    if note and name_likeness(note["name"]) >= 0.3:
        return Verdict("paragraph", 0.85, facts=Facts(byline=note["name"].strip()))
    desk = _DESK_CREDIT.match(line.bare) if line.words <= 25 else None
    if desk:
        return Verdict("paragraph", 0.75, facts=Facts(byline=desk["name"].strip()))
    written = NAMED_WRITER.match(line.bare) if 3 <= line.words <= 12 else None
    if written and name_likeness(written["name"]) >= 0.6 and line.bare[-1] != ".":
        return Verdict("byline", 0.8)
    if line.words > 9 or (_is_among_contacts(page, at) and not _is_over_mail(page, at)):
        return None
    text = line.bare.strip("*()[] -–—.")
    labelled = LABEL.match(text)
    if labelled and OTHER_WORK.match(labelled["label"]):
        return None
    if (
        labelled
        and labelled["mark"].strip()
        and any(name_likeness(name) >= 0.3 for name in split_names(labelled["name"]))
    ):
        return Verdict("byline", 0.85)
    if 2 <= line.words <= 3 and page.lines[at - 1].bare[-1:] in ".؟!»" and signs_with_initial(line.bare):
        return Verdict("byline", 0.8)
    if line.bare.endswith("."):
        return None
    if DESK.match(text) and line.words <= (7 if "مكتب" in text else 4):
        return Verdict("byline", 0.7)
    names = [name for part in text.split("/") for name in split_names(part.strip())]
    said = at + 1 < len(page.lines) and page.rules[at + 1] == "author's role at the end"
    # Under the last paragraph, «حياة الغانمي», or under the mark that ends an agency's report.
    alone = (
        (line.gap or not any(one.gap for one in page.lines))
        and line.words <= 3
        and (page.lines[at - 1].bare[-1:] in ".؟!»" or greets(page.lines[at - 1]))
    ) or (line.words >= 2 and (end_mark(page, at - 1) or signature(page, at - 1)) is not None)
    if names and min(map(name_likeness, names)) >= (0.6 if said else 0.65 if alone else 0.85):
        return Verdict("byline", 0.8)
    parts = [part for part in re.split(r"\s*[-–—/|،]\s*", text) if part]
    writer = bool(parts) and (name_likeness(parts[0]) >= 0.6 or bool(_READER.match(parts[0])))
    if writer and line.words <= 7 and takes_leave(page.before(at)):  # of a letter: «أم سارة – حي الأندلس»
        return Verdict("byline", 0.75)
    kinds = ["name" if INITIAL_AND_NAME.fullmatch(part) else kind_of(part) for part in parts]
    if 2 <= len(parts) <= 3 and kinds.count("name") == 1 and "place" in kinds and set(kinds) <= _BESIDE_NAME:
        return Verdict("byline", 0.85)  # «حماة – تشرين – محمد فرحة»
    return None


def takes_leave(line: Line | None) -> bool:
    """Return whether a line is how a letter ends: «وتقبلوا فائق الاحترام»."""
    return line is not None and line.words <= 7 and bool(_LEAVE.match(line.bare))


def _is_among_contacts(page: Page, at: int) -> bool:
    """Return whether a line stands beside a telephone number or an address, or under the title of contacts."""
    beside = page.lines[max(0, at - 1) : at + 3]
    reached = any(_ADDRESS.match(line.bare) and not date_line(line.bare) for line in beside)
    return reached or bool(_CONTACT.match(page.lines[at - 1].bare))


def _is_over_mail(page: Page, at: int) -> bool:
    """Return whether an address to write to stands under a line, and no other contact beside it."""
    before, lines = page.before(at), page.lines[at + 1 : at + 4]
    if page.rules[at + 1 : at + 2] == ["author's role at the end"]:
        lines = lines[1:]
    if before is None or before.words < 8 or not lines or not _MAIL.fullmatch(lines[0].bare):
        return False
    return not any(_ADDRESS.match(one.bare) and not date_line(one.bare) for one in (before, *lines[1:]))


def footnote(page: Page, at: int) -> Verdict | None:
    """Take a last line for a note that an asterisk marks: who the author is, where the text first stood."""
    line, before = page.lines[at], page.before(at)
    if not line.bare.startswith("*") or line.bare.startswith("**") or line.words > 30:
        return None
    return (
        None
        if before is None or before.bare.startswith("*") or before.bare.endswith(":")
        else Verdict("paragraph", 0.8)
    )


def contact(page: Page, at: int) -> Verdict | None:
    """Take a line for what follows an article: how to reach someone, a note to editors, who else worked on it."""
    line = page.lines[at]
    if _ADDRESS.match(line.bare):
        return Verdict("paragraph", 0.9)
    if line.words <= 40 and (_CONTACT.match(line.bare) or _NOTE.match(line.bare)) and (at > len(page.lines) // 2):
        return Verdict("paragraph", 0.8)
    told = _is_tag(line.bare) or (line.words <= 24 and tells_subscribers(line))
    return Verdict("paragraph", 0.7) if told else None


def _is_tag(text: str) -> bool:
    return bool(re.fullmatch(r"(?:#\S+[\s،,]*)+|pic\.\S+", text))


def about(line: Line) -> bool:
    """Return whether a line is the title of what a press release says of its firm, or of its notes to editors."""
    return line.words <= 6 and bool(_ABOUT.match(line.bare))


def titles_contacts(line: Line, following: list[Line]) -> bool:
    """Return whether a line without a colon is the title of the contacts after it: «للاستفسارات الإعلامية»."""
    reached = any(one.words <= 14 and re.search(r"[:@،,]|[\d٠-٩]{4}|[-–—]\s", one.bare) for one in following[:1])
    reached = reached or (
        all(one.words <= 6 for one in following) and any(_ADDRESS.match(one.bare) for one in following)
    )
    titles = line.short and line.words <= 5 and _CONTACT.match(line.bare) and not _ABOUT.match(line.bare)
    return bool(titles and reached)


def boilerplate(page: Page, at: int) -> bool:
    """Return whether a line begins the part of a press release that is about the firm and how to reach it."""
    return at >= len(page.lines) * 0.5 and page.lines[at].words <= 8 and bool(_CONTACT.match(page.lines[at].bare))


def caption(page: Page, at: int) -> Verdict | None:
    """Take a line for the caption of a picture that is no part of the text, or for its credit: «تصوير: …»."""
    line = page.lines[at]
    if not (3 if ":" not in line.bare and line.bare[:3] != "صور" else 2) <= line.words <= 30 or line.bare.endswith(
        (".", "؟")
    ):
        return None
    if _CAPTION.search(line.bare):
        return Verdict("paragraph", 0.85)
    if line.words <= 12 and (shown := SHOWN.match(line.bare)) and shown["who"]:
        return Verdict("paragraph", 0.7)
    credit = _LAST_BRACKET.search(line.bare)
    credited = credit is not None and line.words >= 4 and kind_of(credit[1]) in ("agency", "paper")
    return Verdict("paragraph", 0.75) if credited and line.words <= 20 else None


def is_pull_out(text: str) -> bool:
    """Return whether `text` begins as the label of links to other articles does: «اقرأ أيضاً», «أخبار أخرى»."""
    return bool(_PULL_OUT.match(text))


def pull_out(page: Page, at: int) -> Verdict | None:
    """Take a line for a paragraph that sends the reader elsewhere, «اقرأ أيضاً»; so too the titles right after it."""
    line, before = page.lines[at], page.before(at)
    if line.words <= 30 and _PULL_OUT.match(line.bare):
        return Verdict("paragraph", 0.9)
    if before is None or page.rules[at - 1] != "pull-out" or line.words > 25 or LABEL_ONLY.match(line.bare):
        return None
    label = before.words <= 4 or before.bare.endswith(":")
    listed = not line.bare[:1].isalnum() and not before.bare[:1].isalnum()
    ends = line.short and all(one.words <= 25 for one in page.lines[at:])
    if (label and (line.short or not line.bare[:1].isalnum())) or listed or ends or "://" in line.bare:
        return Verdict("paragraph", 0.7)
    return None


def attribution(page: Page, at: int) -> Verdict | None:
    """Take a line for the speaker of the quotation before it: «— نور الهدى (@nour) August 28, 2025»."""
    line, before = page.lines[at], page.before(at)
    if before is not None and line.words <= 12 and line.bare[-1:] not in ".:؟!" and _is_quoted(before):
        said = sum(_is_quoted(one) and not _is_quoted(two) and two.words <= 12 for one, two in pairwise(page.lines))
        if said >= 3:  # what people said, and who under each
            return Verdict("paragraph", 0.8)
    if before is None or line.words > 12 or line.bare[:1] not in "-–—ـ(":
        return None
    quoted = before.bare[-1:] in '»”"' or before.bare[:1] in '«“"'
    if quoted and (_HANDLE.match(line.bare) or (line.bare[:1] in "–—ـ" and not line.bare.endswith("."))):
        return Verdict("paragraph", 0.8)
    said_by = re.split(r"\s?[،,(–—-]", line.bare.lstrip("-( "), maxsplit=1)[0]
    return Verdict("paragraph", 0.75) if quoted and name_likeness(said_by) >= 0.6 else None


def _is_quoted(line: Line) -> bool:
    """Return whether a line of some words stands in quotation marks from end to end."""
    return line.words >= 4 and line.bare[0] in '«“"' and line.bare.rstrip(".،")[-1:] in '»”"'
