"""What web pages set around the head of an article: buttons to share it, sizes of type, counters of readers."""

from __future__ import annotations

from ...patterns import pattern
from .line import Line, Page, Verdict

#: Buttons, and the sites that they share to.
_BUTTON = (
    r"شارك(?:ها|ه|نا|وا)?|مشاركة|(?:ال)?طباعة|[أا]طبع|حفظ|[أا]حفظ|[إا]حفظ|[إأ]رسل|[إا]رسال|استمع|نسخ|تم النسخ|فيس ?بوك|تويتر|تويت|تغريد|غرد|إكس|منصة إكس|واتس ?[أا]ب|تلي?[غجق]رام|تيلي[غجق]رام|لينكد[ \-]?إن|ماسنجر|انستغرام|إنستغرام|بنترست|فليبورد|"
    r"تابعو?نا (?:على|عبر)|حجم الخط|تكبير(?: الخط)?|تصغير(?: الخط)?|[أا]خبار (?:جوجل|غوغل)|قائمة القراءة|Facebook|Twitter|WhatsApp|Telegram|LinkedIn|Messenger|Share|Tweet|Print|E-?mail|Copy(?: link)?|Google News|increase|decrease"
)
#: What stands beside them: «مشاركة على فيسبوك», «استمع للمقال», «A+ A-».
_BESIDE = (
    r"على|عبر|في|إلى|من خلال|هذا|هذه|المقال(?:ة)?|للمقال(?:ة)?|الخبر|للخبر|النص|الصفحة|الموضوع|القصة|الرابط|رابط|مختصر|قصير|البريد(?: الإلكتروني| الالكتروني)?|بريد(?: إلكتروني)?|تابعنا|تابعونا|للطباعة|نسخة|أو|مع|أصدقائك|الأصدقاء|"
    r"لاحقا|بصيغة|صوتي[اً]*|الخط|[aA][+\-]?|[عأا](?=\W|$)[+\-]?|X|Link|PDF|حجم|on|via|this"
)
_TOOLS = pattern(rf"(?:(?<!\w)(?P<button>{_BUTTON})(?!\w)|(?<!\w)(?:{_BESIDE})(?!\w)|[\W\d_])+")
_SIZES = pattern(r"\W*(?:[aA]\s?[+\-]?\W*){2,3}\W*")
_NUMBER = r"[\d٠-٩][\d٠-٩,.٬]*"
#: How often a page was read, how long that takes, what its readers said.
_COUNTED = "مشاهد|قراء|قراءات|زيار|زائر|تعليق|إعجاب|مشارك|min read|views|comments"
_COUNTER = pattern(
    rf"(?<!\w)(?:{_NUMBER}\s*(?:مشاهدة|مشاهدات|قراءات?|زيارات?|زائرا?|تعليقا?ت?|إعجابا?|مشاركات?|دقائق (?:لل)?قراءة|دقيقة (?:لل)?قراءة|min read|views?|comments?)"
    rf"|(?:عدد\s)?(?:ال)?(?:مشاهدات|مشاهدة|قراءات|قراءة|زيارات|تعليقات|قراء|زوار)\s?[:：]?\s?{_NUMBER}(?:\s?(?:مرة|مرات|دقائق|دقيقة|د))?"
    rf"|(?:(?:مدة|وقت|زمن)\s)?(?:ال)?قراءة\s?[:：]?\s?(?:{_NUMBER}\s?(?:دقائق|دقيقة|د)|دقيقتان|دقيقتين|دقيقة(?:\sواحدة)?)|لا(?:\s(?:توجد|يوجد))?\sتعليقات|[أا]ضف تعليق[اً]*|اترك تعليق[اً]*)(?!\w)",
)
_MOST_WORDS = 14


def page_tools(page: Page, at: int) -> Verdict | None:
    """Take a line that holds nothing but buttons and counters of a web page, so that the credits below it are read."""
    line = page.lines[at]
    return Verdict("label", 0.9) if is_tools(line) else None


def is_tools(line: Line) -> bool:
    """Return whether a line is buttons and counters alone: «مشاركة على فيسبوك | تويتر», «A+ A-»."""
    if line.words > 2 * _MOST_WORDS or len(line.bare.split()) > _MOST_WORDS:
        return False
    text = without_counters(line.bare)
    if text != line.bare and not text.strip(" |-–—•·،,/:"):
        return True
    found = _TOOLS.fullmatch(text)
    return bool((found and found["button"]) or _SIZES.fullmatch(text))


def without_counters(text: str) -> str:
    """Return `text` without how often a page was read and how long that takes: «5 تموز 2023 | قراءة 4 دقائق»."""
    return _COUNTER.sub(" ", text) if _HOLDS_COUNTER.search(text) else text


_HOLDS_COUNTER = pattern(_COUNTED)
