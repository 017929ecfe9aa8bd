"""Labelled text, as databases and forms give it out: «العنوان: …», «الكاتب: …», «المصدر: …», «النص:»."""

from __future__ import annotations

import re
from typing import NamedTuple

from ...patterns import pattern
from .dates import find_date
from .folding import fold, phrases
from .line import LONG, Facts, Line, Page, Role, Verdict
from .links import URL

_LABEL = pattern(r"^[\W_]{0,3}(?P<label>[^\W\d_][^:：\t\n]{1,24}?)\s*\**\s*[:：\t]\s*\**\s*(?P<value>.*)$")
_ADDRESS = pattern(rf"{URL.pattern}|[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?:/\S*)?", re.IGNORECASE)
#: So many lines at the top may be labelled before the text.
_MOST = 24

_FIELDS: tuple[tuple[Role, str], ...] = (
    ("headline", "العنوان، عنوان، عنوان الخبر، عنوان المقال، عنوان المقالة، عنوان التقرير، عنوان المادة، العنوان الرئيسي، العنوان الرئيس، عنوان رئيسي، عنوان رئيس، عنوان النص، المانشيت، اسم المادة، Title، Headline، Head، Main title"),
    ("deck", "العنوان الفرعي، عنوان فرعي، العنوان الثانوي، عنوان ثانوي، العناوين الفرعية، العنوان التوضيحي، الملخص، ملخص، ملخص الخبر، موجز، الموجز، موجز الخبر، نبذة، الوصف، وصف مختصر، Subtitle، Subhead، Subheadline، Deck، Summary، Abstract، Standfirst، Description، Excerpt"),
    ("kicker", "القسم، قسم، التصنيف، تصنيف، الفئة، الباب، الزاوية، الصفحة، نوع المادة، نوع الخبر، العنوان التمهيدي، عنوان تمهيدي، عنوان علوي، العنوان العلوي، الشارحة، القسم الرئيسي، القسم الفرعي، اسم القسم، الملحق، التبويب، تبويب، الباب الرئيسي، الركن، المجال، الملف، Section، Category، Kicker، Desk، Channel، Topic"),
    ("byline", "الكاتب، الكاتبة، الكاتبان، الكتاب، كاتب، اسم الكاتب، اسم الكاتبة، كاتب المقال، كاتب الخبر، المؤلف، المؤلفة، اسم المؤلف، المحرر، المحررة، اسم المحرر، الصحفي، الصحافي،"
               "الصحفية، المراسل، المراسلة، بقلم، كتب، كتبت، إعداد، تحرير، اسم الصحفي، اسم الصحافي، اسم المراسل، اسم المراسلة، اسم المحررة، اسم كاتب المقال، كاتب المادة، معد المادة، معد التقرير، معد الخبر، المعد، المحرر الصحفي، التوقيع، Author، Authors، By، Byline، Writer، Reporter، Journalist"),
    ("date", "التاريخ، تاريخ، تاريخ النشر، تاريخ الخبر، تاريخ المقال، تاريخ الإصدار، تاريخ التحديث، وقت النشر، نشر في، نشر بتاريخ، يوم النشر، تاريخ ووقت النشر، تاريخ الإدخال، تاريخ الإرسال، تاريخ الإضافة، تاريخ الإنشاء، تاريخ التحرير، تاريخ الإعداد، تاريخ المادة، تاريخ العدد، Date، Published، Publish date، Publication date، Published at، Pub date، Created، Created at، Date published"),
    ("place", "المكان، مكان الخبر، مكان الحدث، مكان النشر، موقع الحدث، المدينة، البلد، الدولة، المنطقة، المحافظة، Place، Location، Dateline، City، Country"),
    ("agency", "الوكالة، وكالة، وكالة الأنباء، اسم الوكالة، Agency، Wire"),
    ("citation", "المصدر، مصدر، مصدر الخبر، اسم المصدر، الناشر، جهة النشر، الصحيفة، الجريدة، المجلة، الموقع الإلكتروني، الرابط، رابط، رابط الخبر، رابط المقال، رابط المصدر، الرابط الأصلي،"
                 "عنوان الصفحة، عنوان الرابط، مصدر المادة، مصدر المعلومات، اسم الصحيفة، اسم الموقع، اسم الجريدة، Source، Publisher، Publication، Newspaper، URL، Link، Permalink، Website"),
    ("paragraph", "النص، نص، نص الخبر، نص المقال، نص المقالة، نص التقرير، النص الكامل، المحتوى، محتوى الخبر، المتن، متن الخبر، التفاصيل، تفاصيل الخبر، تفاصيل، الخبر، المقال، نص المادة، متن المادة، متن النص، متن المقال، متن التقرير، المادة، محتوى المادة، محتوى المقال، نص الرسالة، نص البيان، جسم الخبر، Text، Body، Body text، Content، Story، Article، Full text"),
)  # fmt: skip
#: What only the system of a newsroom needs: numbers, states, keys.
_RECORD = (
    "رقم المادة، رقم الخبر، رقم المقال، رقم المقالة، رقم التقرير، رقم النص، رقم السجل، رقم الوثيقة، رقم الملف، رقم العدد، رقم الصفحة، الرقم، الرقم المرجعي، رقم، رقم مرجعي، المعرف، المعرّف، معرف المادة، كود الخبر، كود المادة، كود، الرمز،"
    "الحالة، حالة المادة، حالة الخبر، حالة النشر، الأولوية، درجة الأهمية، الأهمية، اللغة، لغة المادة، عدد الكلمات، عدد الأحرف، عدد الأسطر، العدد، السنة، المراجع، اسم المراجع، المدقق، المدقق اللغوي، المصحح، المدخل، أدخله، مدخل البيانات، المستخدم، الناشط، اعتمده، المعتمد، رئيس القسم، مدير التحرير، سكرتير التحرير، المخرج،"
    "الكلمات المفتاحية، كلمات مفتاحية، الكلمات الدلالية، كلمات دلالية، الوسوم، وسوم، العلامات، الهاشتاغ، الصورة، الصور، صورة، اسم الصورة، ملف الصورة، رابط الصورة، المرفقات، المرفق، الملاحظات، ملاحظات، ملاحظة، آخر تعديل، تاريخ التعديل، آخر تحديث، عدد المشاهدات، عدد القراءات، عدد الزيارات، المشاهدات، نوع الملف، النسخة، الإصدار، السلاق، السلج،"
    "ID، Article ID، Story ID، No، Ref، Reference، Slug، Status، State، Priority، Language، Lang، Words، Word count، Tags، Keywords، Keyword، Image، Photo، Modified، Last modified، Updated، Updated at، Editor، Version، Views، Notes، Embargo، Format، Type"
)
_RECORD_ROLE: Role = "label"
_ROLES: dict[str, Role] = dict.fromkeys(phrases(_RECORD), _RECORD_ROLE)
_ROLES |= {label: role for role, labels in _FIELDS for label in phrases(labels)}


def _parse(line: Line) -> tuple[Role, str] | None:
    """Return the field that a line is labelled as, and its value; None where it bears no known label."""
    found = _LABEL.match(line.text)
    role = _ROLES.get(fold(found["label"]).strip()) if found else None
    return (role, found["value"].strip().removesuffix("**").strip()) if found and role else None


#: Labels of the line over the headline.
_OVER_TITLE = tuple(phrases("العنوان التمهيدي، عنوان تمهيدي، العنوان العلوي، عنوان علوي، الشارحة، Kicker"))


class _Field(NamedTuple):
    at: int
    role: Role | None
    """None where the label is not known."""
    value: str
    below: bool
    """Whether the value stands on the line under its label."""


def read_labels(page: Page) -> int:
    """Settle the labelled lines that an article begins with, and return the line after them; 0 where it has none.

    The headline must be among them. The labels are the names of fields and are not kept; what only the system of a
    newsroom needs is left out.
    """
    if not page.lines or not {":", "：", "\t"}.intersection(page.lines[0].text[:30]):
        return 0
    fields = _fields(page)
    roles = [field.role for field in fields]
    if "headline" not in roles or "paragraph" in roles[: roles.index("headline")]:
        return 0
    if (fields[-1].at == len(page.lines) - 1 and roles[-1] != "paragraph") or (
        len(fields) == 1 and not _is_title(page)
    ):
        return 0
    end, taken = 0, set[Role | None]()
    titled = any(fold(page.lines[field.at].text).startswith(_OVER_TITLE) for field in fields if field.role == "kicker")
    for at, role, value, below in fields:
        again = role in taken and role not in ("citation", "byline", "label", None)
        if (again and roles[-1] != "paragraph") or (value and role != "paragraph" and len(value) > 2 * LONG):
            break
        # Where the line over the headline is a field of its own, the section is none of the head.
        section = role == "kicker" and titled and not fold(page.lines[at].text).startswith(_OVER_TITLE)
        if not section:
            taken.add(role)
        if below:
            page.settle(at - 1, "label", Verdict("label", 0.9))
        page.settle(at, *_verdict("label" if again or section else role, value))
        end = at + 1
    return end if "headline" in taken else _forget(page, end)


def _fields(page: Page) -> list[_Field]:
    """Return the labelled lines at the top, as far as the text; labels that are not known count where one stands over it."""
    fields: list[_Field] = []
    at, known = 0, 0
    while at < min(len(page.lines), _MOST):
        line, found = page.lines[at], _parse(page.lines[at])
        if found is None and (line.words > 12 or not _LABEL.match(line.text)):
            break
        if found is not None and known == len(fields):
            known += 1
        role, value = found or (None, line.text)
        under = page.next(at) if not value and role not in ("paragraph", "citation") else None
        below = under is not None and _parse(under) is None
        at += below
        fields.append(_Field(at, role, under.text if under and below else value, below))
        at += 1
        if role == "paragraph":
            return fields
    return fields[:known]


def _is_title(page: Page) -> bool:
    """Return whether a first line is labelled as the headline although no other line bears a label."""
    found = _parse(page.lines[0])
    following = page.next(0)
    return found is not None and bool(found[1]) and following is not None and following.words > 8


def _forget(page: Page, end: int) -> int:
    for at in range(end):
        page.unsettle(at)
    page.facts.clear()
    return 0


def _verdict(role: Role | None, value: str) -> tuple[str, Verdict]:
    if role is None:
        return "label that is not known", Verdict("paragraph", 0.8)
    if not value:
        return "label", Verdict("label", 0.9)
    if role == "label":
        return "field of a record", Verdict("label", 0.9)
    if role == "date":
        return "labelled field", Verdict("date", 0.95, shown=value, facts=Facts(dated=find_date(value)))
    if role == "place":
        return "labelled field", Verdict("dateline", 0.9, shown=value, facts=Facts(place=value))
    if role == "agency":
        return "labelled field", Verdict("dateline", 0.9, shown=value, facts=Facts(agency=value))
    if role == "citation":
        return ("labelled address" if _ADDRESS.fullmatch(value) else "labelled field"), Verdict("citation", 0.95)
    return "labelled field", Verdict(role, 0.95, shown=value)


def value_of(text: str) -> str:
    """Return what stands after the label of a labelled line."""
    found = _LABEL.match(text)
    return found["value"].strip() if found else text
