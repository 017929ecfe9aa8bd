"""What programs set over a text that they pass on: where to see the mail, that it was forwarded, that a machine wrote it."""

from __future__ import annotations

from ...patterns import pattern
from .folding import fold
from .line import Line

#: Of mails and chats; folded.
_OF_MAIL = pattern(
    r"\W*(?:(?:اذا|ان|هل|اعرض|افتح|شاهد|اقرا|تصفح|لعرض|لمشاهده|لقراءه|عرض|مشاهده|مشكله|مشاكل|لا تظهر|لم تظهر)\s.*(?:رساله|نشره|بريد|ايميل|صور|عدد)(?:\W.*)?(?:متصفح(?:ك|كم)?(?:\s(?:اضغط|انقر) هنا)?|(?:اضغط|انقر|اضغطوا) هنا)"
    r"|(?:view|open|read) (?:this )?(?:e-?mail|message|newsletter).* browser"
    r"|(?:وصلتك|وصلتكم|تصلك|تصلكم|تلقيت|تتلقي|تتلقون) (?:هذه )?(?:ال)?(?:رساله|نشره|ايميل)(?:\s.*)?"
    r"|(?:هذه )?(?:ال)?رساله (?:محوله|معاد توجيهها)"
    r"|(?:تم(?:ت)? )?(?:معاد|اعاده|اعيد|اعيدت) توجيه(?:ها|ه)?(?: (?:من|عن|عده|اكثر|مرات|بكثره|كثيرا).{0,30})?|forwarded(?: .{1,30})?)\W*"
)
#: Of machines: «ملخص مولد آلياً – قد يحتوي على أخطاء»; folded.
_BY_MACHINE = r"(?:اليا|تلقائيا|(?:ب|بواسطه |باستخدام |عبر |ب\S+ )(?:ال)?(?:ذكاء (?:ال)?اصطناعي|نموذج لغوي|روبوت|ترجمه الاليه)|chatgpt|gpt)"
_OF_MACHINES = pattern(
    r"\W*(?:(?:هذا |هذه )?(?:ال)?(?:ملخص|موجز|نص|ترجمه|محتوي|خبر|تقرير|مقال|ماده|نسخه)(?: (?:ال)?(?:مولد|معد|منتج|مترجم|مكتوب|منشا|ملخص)ه?)?"
    r"|(?:تم|جري|جرت|تمت) (?:انشاء|توليد|تلخيص|ترجمه|اعداد|كتابه|صياغه) (?:هذا |هذه )?(?:ال)?(?:ملخص|موجز|نص|ترجمه|محتوي|خبر|تقرير|مقال|ماده|نسخه))"
    rf" {_BY_MACHINE}(?:\s?[-–—،.:|(].*)?"
)
_MOST_WORDS = 16


def is_mail_notice(line: Line) -> bool:
    """Return whether a line is of the mail program or the chat alone: «اعرض هذه الرسالة في المتصفح», «Forwarded many times»."""
    return line.words <= _MOST_WORDS and bool(_OF_MAIL.fullmatch(fold(line.bare).lower()))


def is_machine_notice(line: Line) -> bool:
    """Return whether a line says that a machine wrote, translated or shortened the text."""
    return line.words <= _MOST_WORDS and bool(_OF_MACHINES.fullmatch(fold(line.bare)))
