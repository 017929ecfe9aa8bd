"""The head of a message of mail that was pasted as text: «من: …», «إلى: …», «الموضوع: …», «التاريخ: …»."""

from __future__ import annotations

import re
from typing import Literal, TypeAlias

from ...patterns import pattern
from .creditlines import is_credit
from .datelines import read_dateline
from .dates import find_date
from .folding import fold, phrases
from .headline import titular
from .kickerwords import slug
from .letterheads import ISSUER
from .line import Facts, Page, Role, Verdict
from .names import holds_no_name, name_likeness
from .sentences import begins_sentence
from .words import KICKERS

_Field: TypeAlias = Literal["from", "to", "subject", "date", "other"]
_LINE = pattern(r"^[\W_]{0,3}(?P<label>[^\W\d_][^:：\n]{1,20}?)\s*\**\s*[:：]\s*\**\s*(?P<value>.*)$")
_LABELS: tuple[tuple[_Field, str], ...] = (
    ("from", "من، المرسل، المرسل من، اسم المرسل، From، Sender، De"),
    ("to", "إلى، المرسل إليه، المستلم، To، À"),
    ("subject", "الموضوع، موضوع، موضوع الرسالة، عنوان الرسالة، Subject، Objet"),
    ("date", "التاريخ، تاريخ، تاريخ الإرسال، أرسلت، أرسل، أرسلت في، تم الإرسال، تم الإرسال في، وقت الإرسال، Date، Sent"),
    ("other", "نسخة، نسخة إلى، نسخة كربونية، الرد إلى، المرفقات، مرفقات، المرفق، الأهمية، Cc، Bcc، Reply-To، Attachments، Importance، Organization"),
)  # fmt: skip
_FIELDS: dict[str, _Field] = {fold(label): field for field, labels in _LABELS for label in phrases(labels)}
#: What programs put before the subject of an answer, or of a message that is passed on.
ANSWERS = pattern(
    r"^(?:(?:Re|Fwd?|Aw|Tr|رد|الرد|تحويل|إعادة توجيه|إعادة إرسال)\s*(?:\[\d+\])?\s*[:：]\s*)+", re.IGNORECASE
)
_MOST = 12
#: What programs set over the head of a message that is passed on.
FORWARDED = pattern(
    r"^[\W_]*(?:(?:Begin )?forwarded message|original message|(?:ال)?رسالة (?:ال)?(?:[أا]صلية|محولة|معاد توجيهها|تمت [إا]عادة توجيهها)|(?:بداية|بدء) (?:ال)?رسالة (?:ال)?(?:محولة|معاد توجيهها))[\W_]*$",
    re.IGNORECASE,
)
ADDRESS = pattern(r"[<(\[]\S+@\S+?[>)\]]|\S+@\S+")
_GREETS = pattern(
    r"^(?:ال)?(?:سلام عليكم|تحيه|تحيات|مرحبا|صباح الخير|مساء الخير|اخوه|اخوات|ساده|زملاء|زميل|استاذ|سيد|سيده|عزيزي|عزيزتي|اعزاء|حضره|سعاده|dear|hello|hi)(?!\w)"
)
#: What says in a letter that the release is below, and what says in its subject that it is one.
_ENCLOSES = pattern(
    r"(?:ال)?(?:مرفق|مرفقا|نرفق|ارفق|نرسل|ارسل|نبعث|يرجي|نرجو|ارجو|برجاء|رجاء|تجدون|نامل|ادناه|فيما يلي|اليكم|يسرنا|يسعدنا|للنشر)(?!\w)"
)
#: What copy is called in the subject of a message.
_OF_COPY = ("خبر", "ماده", "تقرير", "مقال", "حوار", "تغطيه", "نص")
_PRESS = pattern(r"^(?:(?:خبر|بيان|بلاغ|تصريح|مادة) (?:صحفي|صحافي|[إا]علامي)|للنشر(?: الفوري)?|\s|[-–—:/|])+")


def read_mail_head(page: Page) -> tuple[int, bool]:
    """Settle the head of a message; return the line after it, 0 without one, and whether the headline is in it.

    The subject is the headline, or the kicker where the text has a headline of its own. The other lines are kept as
    paragraphs; the sender may be the author, and the date is the article's.
    """
    first = int(len(page.lines) > 1 and bool(FORWARDED.match(page.lines[0].bare)))
    if not page.lines or not {":", "："}.intersection(page.lines[first].text[:24]):
        return 0, False
    found: list[tuple[_Field, str]] = []
    for line in page.lines[first:_MOST]:
        parsed = read_field(line.text)
        if parsed is None and not found and ANSWERS.match(line.text):
            parsed = "subject", line.text  # without its label: «Fwd: …»
        if parsed is None:
            break
        found.append(parsed)
    fields = [field for field, _ in found]
    known = {*fields} - {"other"}
    if len(known) < 2 or not ("subject" in known or {"from", "to"} <= known) or first + len(found) == len(page.lines):
        return 0, False
    end = first + len(found)
    own = "subject" in known and _has_headline(page, end)
    if "subject" in known and not own and _greets(page, end) and _has_headline(page, end + 1):
        page.settle(end, "greeting", Verdict("paragraph", 0.8))  # over the release that is passed on
        own, end = True, end + 1
    elif (
        "subject" in known
        and not own
        and _greets(page, end)
        and _encloses(page, end + 1)
        and _has_headline(page, end + 2)
    ):
        for _ in range(2):
            page.settle(end, "greeting", Verdict("paragraph", 0.8))
            end += 1
        own = True
    titled = False
    if first:
        page.settle(0, "head of a message", Verdict("paragraph", 0.9))
    for at, (field, value) in enumerate(found, first):
        subject = ANSWERS.sub("", value)
        if field == "subject" and subject and not titled:
            again = own and fold(subject) == fold(page.lines[end].bare)
            if own and not again and _says_headline(page, end, subject):
                page.settle(at, "head of a message", Verdict("paragraph", 0.9))
                continue
            role: Role = "label" if again else "kicker" if own else "headline"
            page.settle(at, "subject of a message", Verdict(role, 0.9, shown=subject))
            titled = not own
        else:
            page.settle(at, "head of a message", Verdict("paragraph", 0.9, facts=_facts(field, value)))
    while own and _is_kind(page, end):
        page.settle(end, "kicker", Verdict("kicker", 0.9))
        end += 1
    return end, titled


def _greets(page: Page, at: int) -> bool:
    """Return whether a line greets those who receive the message, and a headline and text may follow."""
    line = page.lines[at]
    return line.words <= 16 and at + 2 < len(page.lines) and bool(_GREETS.match(fold(line.bare)))


def _encloses(page: Page, at: int) -> bool:
    """Return whether a line says that the release stands below: «مرفق الخبر أدناه مع الشكر.»."""
    return page.lines[at].words <= 20 and at + 2 < len(page.lines) and bool(_ENCLOSES.match(fold(page.lines[at].bare)))


def _is_kind(page: Page, at: int) -> bool:
    """Return whether a line over the text's own headline says what kind of text it is, or is its slug: «بيان صحفي»."""
    line, following = page.lines[at], page.next(at)
    if following is not None and slug(line, following) >= 0.85:
        return True
    return page.lines[at].words <= 3 and fold(page.lines[at].bare.strip(" *:-–—")) in KICKERS


def _says_headline(page: Page, at: int, subject: str) -> bool:
    """Return whether most of a subject's words are those of the text's own headline, so that it is no kicker over it."""
    headline = fold(page.lines[at + _is_kind(page, at)].bare)
    topic = _PRESS.sub("", subject)
    words = [word for word in fold(topic).split() if len(word) > 2]
    named = [word.removeprefix("ال") for word in words if word not in _OF_COPY]
    if topic == subject and 1 < len(named) < 4 and all(word in headline for word in named):
        return True  # «خبر السيول - الفاشر»
    if topic != subject and len(words) > 1 and not ISSUER.match(topic) and all(word in headline for word in words):
        return True
    return len(words) > 3 and sum(word in headline for word in words) * 2 > len(words)


def read_field(text: str) -> tuple[_Field, str] | None:
    """Return the field that a line of the head is, and its value."""
    found = _LINE.match(text)
    field = _FIELDS.get(fold(found["label"]).strip()) if found else None
    return (field, found["value"].strip()) if found and field else None


def _facts(field: _Field, value: str) -> Facts | None:
    if field == "date":
        return Facts(dated=find_date(value))
    if field == "from":
        name = ADDRESS.sub("", value).strip(" \"'<>()[]،,")
        person = 2 <= len(name.split()) <= 5 and not holds_no_name(name) and name_likeness(name) >= 0.6
        return Facts(byline=name) if person else None
    return None


def _has_headline(page: Page, at: int) -> bool:
    """Return whether the text of the message begins with a headline of its own."""
    line, following = page.lines[at], page.next(at)
    if following and _is_kind(page, at):
        return at + 2 < len(page.lines) and _has_headline(page, at + 1)
    if following is None or _GREETS.match(fold(line.bare)) or begins_sentence(line.bare):
        return False
    return (
        line.words >= 4
        and titular(line)
        and (following.words >= 15 or is_credit(page, at + 1) or read_dateline(following.text) is not None)
    )
