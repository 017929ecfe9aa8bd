"""Rows of times and prices, and what stands over those: the name of a place or a day among them is no credit."""

from __future__ import annotations

from ...patterns import pattern
from .line import Page

_HOUR = r"[\[(]?[\d٠-٩]{1,2}[:.][\d٠-٩]{2}(?![\d٠-٩])[\])]?"
_BEGINS = pattern(
    rf"{_HOUR}\s?[|:\-–—]?\s?(?!(?:صباح|مساء|ظهر|عصر|ليل|فجر|بتوقيت|غرينتش|جرينتش|يوم|بتاريخ)[^\W\d_]*\W?)[^\W\d_]{{2}}"
)
_ENDS = pattern(
    rf"(?!.*(?:نشر|تحديث|تاريخ|ساعة|توقيت|إضافة|[أا]ضيف|كتب))[^\W\d_]+(?:\s[^\W\d_]+){{0,3}}\s?[:–—-]?\s{_HOUR}(?:\s?[صم])?$"
)
_FIGURES = pattern(r"[^\W\d_][^|]*(?:\|\s*[\d٠-٩.,٫٬%٪+\-–]+\s*)+\|?")
_FEWEST = 3
_YEAR = pattern(r"(?:19|20|١٩|٢٠)[\d٠-٩]{2}(?![\d٠-٩])")


def is_timed_row(page: Page, at: int) -> bool:
    """Return whether a line is one of several that begin or end with an hour, or the title over those that begin so.

    Figures between strokes make rows too: «يورو | 5.21 | 5.26».
    """
    if is_over_times(page, at) and not _YEAR.search(page.lines[at].bare):  # with a year it dates the article
        return at + 2 < len(page.lines) and bool(_BEGINS.match(page.lines[at + 2].bare))
    rows = ((_BEGINS, 2), (_ENDS, _FEWEST), (_FIGURES, 2))
    found = next((row for row in rows if row[0].match(page.lines[at].bare)), None)
    if found is None:
        return False
    form, fewest = found
    return len(page.run_around(at, lambda line: form.match(line.bare), fewest)) >= fewest


def is_over_times(page: Page, at: int) -> bool:
    """Return whether a few words stand over what happens when: «اليوم الأول: الخميس 3 أكتوبر» over «17:00 حفل الافتتاح»."""
    line, following = page.lines[at], page.next(at)
    if following is None or line.words > 8 or not _BEGINS.match(following.bare) or line.bare[-1] in ".،؛؟":
        return False
    return not any(map(str.isdigit, line.bare.partition(":")[0])) or not _BEGINS.match(line.bare)
