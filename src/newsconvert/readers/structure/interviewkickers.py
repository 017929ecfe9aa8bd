"""Kickers of interviews: who spoke with which paper, over what was said."""

from __future__ import annotations

from ...patterns import pattern
from .line import Line, Page
from .names import name_likeness

#: Whom someone tells it: «رئيس البلدية يروي لـ«الوسط» قصة المدينة», over what was said.
_TOLD_US = pattern(r"(?:^|\s)لـ?\s?[«\"“][^«»\"“”]{2,24}[»\"”][^:]*$")
#: Who told which paper what the headline says: «الروائية هدى سالم لـ«المنارة»:», «وزير الري في حوار مع «النيل»:».
_TOLD_PAPER = pattern(
    r"\s(?:ل(?:ـ\s?|ل)?[«\"“]|ف[يى]\s(?:حوار|حديث|لقاء|مقابلة|تصريح|تصريحات|دردشة)\s(?:\S+\s)?(?:مع|ل|[إا]ل[ىي])\S*\s?)[^:]{2,40}:$"
)
#: What someone told a paper, over a headline that someone says too: «المواش لـ «المرسى»: 70 في المئة …».
_TOLD_THAT = pattern(r"\sلـ?\s?[«\"“][^«»\"“”:]{2,24}[»\"”]\s?:\s\S")
_ALSO_SAYS = pattern(r"[«\"“]?[^\W\d_][^:.؟]{1,28}\s?:\s?\S")
#: Who speaks, and what is said: «المخرجة دينا المرصفي: السينما التسجيلية …»; and the credit of an interview.
_SAYS = pattern(r"(?P<who>[^:\d؟]{5,40}?)\s?:\s\S+\s\S")
_INTERVIEWS = pattern(
    r"\W*(?:حوار|حاور[^\W\d_]*|أجرى الحوار|أجرت الحوار|التق[اى]ه?ا?|لقاء|مقابلة|أجراه|أجرته)\s?(?:[-–—:/]\s?)?[^\W\d_]"
)
OPENS, CLOSES = '«"“', '»"”'


def told_paper(line: Line, following: Line) -> float:
    """Know who told a paper what the headline says: «رئيس البلدية يروي لـ«الوسط» قصة المدينة»."""
    if following.bare[0] in OPENS and following.bare[-1] in CLOSES and _TOLD_US.search(line.bare):
        return 0.65
    if ":" in line.bare and _TOLD_THAT.search(line.bare) and _ALSO_SAYS.match(following.bare):
        return 0.65
    return 0.75 if line.bare[-1] == ":" and _TOLD_PAPER.search(line.bare) else 0.0


def is_interviewed(page: Page, at: int) -> bool:
    """Return whether a line is what the one says with whom the text is an interview: «رعد الكناني: بكيت في نفق الملعب»."""
    said = _SAYS.match(page.lines[at].bare)
    if not said or name_likeness(said["who"].strip()) < 0.3:
        return False
    told = _TOLD_US.search(page.lines[at - 1].bare)
    credited = any(line.words <= 8 and _INTERVIEWS.match(line.bare) for line in page.lines[at + 1 : at + 5])
    return bool(told or credited)
