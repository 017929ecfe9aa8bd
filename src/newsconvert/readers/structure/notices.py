"""What programs and senders say above a text about the copy itself: newsletters, forwards, summaries by machines."""

from __future__ import annotations

from ...patterns import pattern
from .folding import fold
from .line import Line

_COPY = r"(?:ال)?(?:رساله|نشره|بريد|رسائل|ايميل|عدد|صور|رابط)(?:نا)?"
#: A newsletter about how it is shown and why it came.
_NEWSLETTER = pattern(
    rf"(?:(?:اذا|ان|لو|هل|لا|في حال|لعرض|لمشاهده|لقراءه|لتصفح|لرؤيه|لمتابعه)\s)?(?:[^\s.]+\s){{0,5}}(?:(?:هذه|هذا)\s{_COPY}|{_COPY})\W[^.]{{0,40}}(?:متصفح|اضغط|انقر|هنا|افتحها|ويب)[^.]{{0,20}}"
    rf"|(?:وصلتك|تصلك|وصلك|يصلك|تتلقي|تلقيت|انت تتلقي|انت تستلم|ارسلت اليك|ارسلت لك)\s(?:(?:هذه|هذا)\s)?{_COPY}(?:\s|$)[^.]*|(?:تم ارسال|ارسلت) (?:هذه|هذا) {_COPY} (?:اليك|لك|الي)[^.]*"
    r"|(?:لالغاء|الغاء) الاشتراك[^.]{0,40}|اشترك (?:الان )?(?:من هنا|في (?:النشره|نشرتنا|القائمه))[^.]{0,40}"
)
_MACHINE = (
    r"(?:(?:ال)?ذكاء (?:ال)?اصطناعي|نموذج لغوي|(?:ال)?نماذج (?:ال)?لغويه|ChatGPT|AI|نظام الي|مساعد (?:ذكي|رقمي|الي))"
)
_MADE = r"(?:ال)?(?:ملخص|موجز|تلخيص|نص|ترجمه|خلاصه|تفريغ|محتوي|ماده|صياغه)"
_COPIES = r"(?:ال)?(?:ملخص|موجز|نص|ترجمه|محتوي|خبر|تقرير|مقال|ماده|نسخه)"
#: What says that a machine made the text or a part of it.
_BY_MACHINE = pattern(
    rf"(?:(?:هذا|هذه|تنويه|ملاحظه|تنبيه|تم|جري|جرت|انشاء|توليد|اعداد|انتاج)\s)*{_MADE}(?: (?:ال)?(?:خبر|للخبر|مقال|للمقال|نص|تقرير))?(?: (?:ال)?(?:مولد|منشا|معد|منتج|مترجم|مصاغ|مكتوب|مفرغ|مختصر|انشئ|اعد|ولد|كتب|صيغ|ترجم|انشاه|اعده|ولده|كتبه)ه?)?"
    rf"(?: (?:(?:بواسطه|عبر|باستخدام|بمساعده|من (?:اعداد|انتاج|انشاء|توليد)) )?(?:ب)?{_MACHINE}| (?:ال)?الي(?:ا|ه)?| تلقائي(?:ا|ه)?)(?: (?:للخبر|للمقال|للنص|للتقرير|لهذا الخبر))?(?:\W[^.]*(?:اخطاء|مراجع|دقيق|تحقق|تدقيق|اصل)[^.]*)?"
    rf"|(?:(?:هذا|هذه) {_MADE} (?:مولد|معد|منتج|مترجم|مكتوب|منشا|ملخص)ه?|(?:تم|جري|جرت|تمت) (?:انشاء|توليد|تلخيص|ترجمه|اعداد|كتابه|صياغه) (?:هذا |هذه )?{_COPIES}) (?:(?:بواسطه|باستخدام|عبر) |ب){_MACHINE}(?:\W.{{0,40}})?"
    r"|[^.]{0,30}قد (?:يحتوي|تحتوي|يتضمن|تتضمن)\s[^.]{0,20}(?:اخطاء|معلومات غير دقيقه)|(?:AI|Machine)[- ](?:generated|translated|made)[^.]{0,40}"
)
#: What chats set over a message that is passed on, and what its senders write there, with whom it is from; folded.
_PASSED_ON = pattern(
    r"(?:(?:(?:تمت? )?اعاده (?:ال)?توجيه(?:ها|ه)?|(?:ال)?معاده? (?:ال)?توجيه(?:ها|ه)?|[Ff]orwarded|FORWARDED)(?: (?:من|عن|from) .{1,40})?|(?:رساله )?محوله?|منقوله?(?: للفائده| للامانه| كما وصل(?:ني|نا)?)?|كما وصل(?:ني|نا|تني|تنا)?|وصلني(?: الان)?|نقلا عن جروب(?: \S+){0,3})"
    r"(?: (?:عده مرات|مرات (?:عده|عديده|كثيره)|كثيرا|اكثر من مره|many times|as received))?(?: من (?:ال)?(?:واتس ?اب|تلي?غرام|تيلي?غرام|فيس ?بوك|جروب|قروب|مجموعه|صفحه|قناه)(?: \S+){0,4})?(?: (?:من|عن))?(?:\s?:.{0,40})?"
)
#: When and by whom a message was sent, with a word or two of it at most.
_SENT = pattern(
    r"(?:\[\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4},? \d{1,2}:\d{2}(?::\d{2})?(?:\s?[صمAP]M?)?\]|\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4},? \d{1,2}:\d{2}(?:\s?[صمAP]M?)? -)\s[^:]{1,30}:\s?(?:\S+\s?){0,3}$"
)
#: How chats call upon those who read on, folded: «عااااجل», «هام جداً لأهالي الساحل».
_CALL = pattern(
    r"(?:خبر )?(?:عاجل|هام|مهم|ضروري|تنبيه|تحذير|انتباه|تنويه|نداء)(?: (?:و?عاجل|و?هام|و?مهم|جدا|للغايه))*(?: (?:ل|الي )[^:،]{3,40})?"
)
#: Words that notices hold, folded, so that few lines are looked at more closely.
_MAY_SAY = pattern(
    "رسال|رسائل|نشر|بريد|ايميل|متصفح|اشتر|الي|تلقائ|ذكاء|نموذج|نماذج|مساعد|اخطاء|دقيق|توجيه|منقول|محول|وصل|نقلا|AI|orward|achine"
)
_MAY_CALL = pattern("عا+جل|ها+م|مه+م|ضرو+ر|تنب|تحذ|انتب|تنو|ندا")
_STRETCHED = pattern(r"([^\W\d_])\1{2,}")
#: How letters, bulletins and messages greet, and how they take leave, folded.
_GREETS = pattern(
    r"[\W_]*(?:(?:صباح|مساء) (?:الخير|النور|الورد|الفل|السعاده)|(?:اسعد|طيب|سعد) الله (?:صباح|مساء|اوقات|ايام|يوم)|طاب(?:ت)? (?:صباح|مساء|اوقات|يوم)|(?:وعليكم )?(?:و?السلام عليكم|سلام عليكم|سلام الله عليكم)|مرحبا(?: بكم| بكن| يا|$)|(?:يا )?اهلا (?:وسهلا|بكم|ومرحبا)|اهلا$"
    r"|تحيه (?:طيبه|عطره|وبعد|واحتراما|وتقدير)|بعد التحيه|حياكم الله|كل عام وانتم|جمعه (?:مباركه|طيبه)|(?:ايها |ايتها )?(?:مستمع|مشاهد|متابع|قراء)(?:ينا|ونا|اتنا|نا|ين|ي)? (?:ال)?(?:كرام|اعزاء|افاضل|كريم|اكارم)|(?:الي )?(?:ان )?(?:نلتقي|القاكم|نلقاكم)(?: بكم)?(?: غدا| في| مع|$)|الي اللقاء|دمتم (?:ب|في|سالمين|بخير)|في امان الله|نستودعكم الله|طبتم|تصبحون علي"
    r"|(?:شكرا|نشكركم|نشكر لكم) (?:لكم|ل?متابعتكم|ل?حسن|علي (?:حسن|متابعتكم|المتابعه|القراءه))|(?:ان)?تهت? (?:النشره|نشرتنا|هذه النشره)|هذا (?:وتقبلوا|ولكم)|وتقبلوا|نحيطكم علما|نود (?:اعلامكم|احاطتكم|ابلاغكم)|نعلمكم|نفيدكم|(?:ال)?ساده (?:ال)?(?:زملاء|افاضل|كرام|محررون|محررين))"
)
_SIGNS = pattern(r"[^\w\s.،,؟!/:-]|_")


def says_of_copy(line: Line) -> bool:
    """Return whether a line is a notice about the copy: «ملخص مولَّد آلياً – قد يحتوي على أخطاء»."""
    if line.words > 24 or not _MAY_SAY.search(fold(line.bare)):
        return False
    text = _words_of(line)
    return bool(_NEWSLETTER.fullmatch(text) or (3 <= line.words <= 18 and _BY_MACHINE.fullmatch(text)))


def was_passed_on(line: Line) -> bool:
    """Return whether a line says that a message was sent on, from whom or when: «منقول 👇», «Forwarded from …»."""
    if line.words > 12:
        return False
    if line.bare[0] in "[0123456789" and _SENT.match(line.bare):
        return True
    return _MAY_SAY.search(fold(line.bare)) is not None and _PASSED_ON.fullmatch(_words_of(line)) is not None


def tells_subscribers(line: Line) -> bool:
    """Return whether the sentences of a line tell those who get a newsletter why, or how to leave it."""
    if not _MAY_SAY.search(fold(line.bare)):
        return False
    sentences = [one for one in _words_of(line).replace("؟", ".").split(".") if one.strip()]
    return all(_NEWSLETTER.fullmatch(one.strip()) for one in sentences)


def calls(line: Line) -> bool:
    """Return whether a line calls upon its readers, between signs or letters that are drawn out: «‼️هام جداً لأهالي الحي‼️»."""
    if (
        line.words > 8
        or not _MAY_CALL.search(fold(line.bare))
        or not _CALL.fullmatch(_STRETCHED.sub(r"\1", _words_of(line)))
    ):
        return False
    signed = not line.text[0].isalpha() or not line.text[-1].isalpha() or line.text[-1] == "\u064b"
    return signed or _STRETCHED.search(fold(line.bare)) is not None


def greets(line: Line) -> bool:
    """Return whether a line greets or takes leave, so that it is neither a credit nor a part of a headline: «صباح الخير،»."""
    return line.words <= 20 and _GREETS.match(fold(line.bare)) is not None


def _words_of(line: Line) -> str:
    return " ".join(_SIGNS.sub(" ", fold(line.bare)).split()).strip(" .!-:،")
