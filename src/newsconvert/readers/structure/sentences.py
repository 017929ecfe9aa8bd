"""How sentences begin and end: with a verb, joined to what was said before, taking leave."""

from __future__ import annotations

from ...patterns import pattern

#: Verbs of speech, and words that lead from one sentence to the next.
_SPEECH = pattern(
    r"^(?:و|ف)?(?:قال|قالت|أضاف|أضافت|اضاف|أوضح|أوضحت|اوضح|أكد|أكدت|اكد|أشار|أشارت|اشار|ذكر|ذكرت|صرح|تابع|تابعت|لفت|بين(?!\s\S+\sو\S+$)|نوه|شدد|اعتبر|رأى|"
    r"كان|كانت|يذكر أن|يشار إلى|جدير بالذكر|الجدير بالذكر|كما|لكن|إلا أن|غير أن|حيث|إذ|لأن|بل|ثم|كذلك|أيضا|هكذا)\s"
)
#: «و» before an article, a verb's prefix or a small word joins a sentence to the one before; «وزارة» does not.
_JOINED = pattern(
    r"^(?:و|ف)(?:ال(?!ي |د|ع)|قد |لقد |هو |هي |هم |هذا |هذه |ذلك |من |في |على |عن |إن |أن |لم |لن |لا |ما |كل |بعد |قبل |مع |إذا |لو |أنت |نحن |أنا |كم )"
)
#: How letters and speeches end, and what is said of the dead.
FAREWELL = pattern(
    r"^(?:السلام عليكم|والسلام|وتقبلوا|مع (?:خالص )?(?:تحيات|الشكر)|تحيات|والله|دمتم|وبعد|أما بعد|بسم الله|عزيز|سعادة|شكرا|إنا لله|وإنا |رحم الله|رحمه|اللهم|الحمد لله|حسبنا الله|صدق الله|قال تعالى|عاشت? |المجد )"
)
#: What a sentence or a quotation ends with.
FULL_STOP = pattern(r"[.!؟?:…»”\")]\W*$")
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


def goes_on(text: str) -> bool:
    """Return whether `text` begins as a sentence does that goes on from the one before it: «وقال …», «لكن …»."""
    return bool(_SPEECH.match(text) or _JOINED.match(text))


def begins_sentence(text: str) -> bool:
    """Return whether `text` goes on from what was said before it, or takes leave."""
    speaks = _SPEECH.match(text) and not _BETWEEN.match(text)
    return bool(speaks or _JOINED.match(text) or FAREWELL.match(text))
