"""Labelled text, as databases and forms give it out: «العنوان: …», «الكاتب: …», «المصدر: …», «النص:»."""

from __future__ import annotations

import re
from itertools import takewhile

from ...patterns import pattern
from .dates import find_date
from .folding import fold, phrases
from .line import LONG, Facts, Line, Page, Role, Verdict
from .links import URL

_LABEL = pattern(r"^[\W_]{0,3}(?P<label>[^\W\d_][^:：\n]{1,24}?)\s*\**\s*[:：]\s*\**\s*(?P<value>.*)$")
_ADDRESS = pattern(rf"{URL.pattern}|[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?:/\S*)?", re.IGNORECASE)
#: So many lines at the top may be labelled before the text.
_MOST = 16

_FIELDS: tuple[tuple[Role, str], ...] = (
    ("headline", "العنوان، عنوان، عنوان الخبر، عنوان المقال، عنوان المقالة، عنوان التقرير، عنوان المادة، العنوان الرئيسي، العنوان الرئيس، Title، Headline"),
    ("deck", "العنوان الفرعي، عنوان فرعي، العنوان الثانوي، العناوين الفرعية، Subtitle، Deck"),
    ("kicker", "القسم، قسم، التصنيف، تصنيف، الفئة، الباب، الزاوية، الصفحة، نوع المادة، نوع الخبر، العنوان التمهيدي، العنوان العلوي، Section، Category"),
    ("byline", "الكاتب، الكاتبة، الكاتبان، الكتاب، كاتب، اسم الكاتب، اسم الكاتبة، كاتب المقال، كاتب الخبر، المؤلف، المؤلفة، اسم المؤلف، المحرر، المحررة، اسم المحرر، الصحفي، الصحافي،"
               "الصحفية، المراسل، المراسلة، بقلم، كتب، كتبت، إعداد، تحرير، Author، By، Byline"),
    ("date", "التاريخ، تاريخ، تاريخ النشر، تاريخ الخبر، تاريخ المقال، تاريخ الإصدار، تاريخ التحديث، وقت النشر، نشر في، نشر بتاريخ، يوم النشر، Date، Published"),
    ("place", "المكان، مكان الخبر، المدينة، البلد، الدولة، Place، Location"),
    ("agency", "الوكالة، وكالة، Agency"),
    ("citation", "المصدر، مصدر، مصدر الخبر، اسم المصدر، الناشر، جهة النشر، الصحيفة، الجريدة، المجلة، الموقع الإلكتروني، الرابط، رابط، رابط الخبر، رابط المقال، رابط المصدر، الرابط الأصلي،"
                 "عنوان الصفحة، عنوان الرابط، Source، Publisher، URL، Link"),
    ("paragraph", "النص، نص، نص الخبر، نص المقال، نص المقالة، نص التقرير، النص الكامل، المحتوى، محتوى الخبر، المتن، متن الخبر، التفاصيل، تفاصيل الخبر، الخبر، المقال، Text، Body، Content"),
)  # fmt: skip
_ROLES: dict[str, Role] = {label: role for role, labels in _FIELDS for label in phrases(labels)}


def _parse(line: Line) -> tuple[Role, str] | None:
    """Return the field that a line is labelled as, and its value; None where it bears no known label."""
    found = _LABEL.match(line.text)
    role = _ROLES.get(fold(found["label"]).strip()) if found else None
    return (role, found["value"].strip().removesuffix("**").strip()) if found and role else None


def read_labels(page: Page) -> int:
    """Settle the labelled lines that an article begins with, and return the line after them; 0 where it has none.

    The headline must be among them; what bears no label between them is kept as a paragraph. The labels are the names
    of fields and are not kept.
    """
    if not page.lines or not {":", "："}.intersection(page.lines[0].text[:30]):
        return 0
    head = [(at, _parse(line)) for at, line in enumerate(page.lines[:_MOST])]
    if not head[0][1]:
        return 0
    labelled = list(takewhile(lambda one: one[1] is not None, head))
    roles = [found[0] for _, found in labelled if found]
    if "headline" not in roles or "paragraph" in roles[: roles.index("headline")]:
        return 0
    if (len(labelled) == len(page.lines) and roles[-1] != "paragraph") or (len(labelled) == 1 and not _is_title(page)):
        return 0
    end, taken = 0, set[Role]()
    for at, found in labelled:
        assert found is not None
        role, value = found
        again = role in taken and role not in ("citation", "byline")
        if again or (value and role != "paragraph" and len(value) > 2 * LONG):
            break
        taken.add(role)
        page.settle(at, *_verdict(role, value))
        end = at + 1
        if role == "paragraph":
            break
    return end if "headline" in taken else _forget(page, end)


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


def _verdict(role: Role, value: str) -> tuple[str, Verdict]:
    if not value:
        return "label", Verdict("label", 0.9)
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
