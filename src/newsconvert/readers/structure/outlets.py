"""Papers, stations and sites on no list, told by what they are called, or by a text that was told to them."""

from __future__ import annotations

from ...patterns import pattern
from .folding import fold
from .line import Page

#: What it is, and its name; what outlets are called after, such as a voice or a place to look out from; the name of a site.
_OUTLET = pattern(
    r"(?:بوابه|شبكه|موقع|صحيفه|جريده|مجله|قناه|راديو|اذاعه|تلفزيون|منصه|اسبوعيه|يوميه|نشره)\s[«\"]?[^\W\d_]+(?:\s[^\W\d_]+)?[»\"]?$"
    r"|(?:صدي|صوت|اصداء|نبض|مرصد|منبر|مداد|لسان|شباك|مراه|اضواء|انوار|ضفاف|المرصد|المنبر|البوابه)\s[^\W\d_]{2,}(?:\s[^\W\d_]+)?$"
    r"|[^\W\d_]{3,}(?:\s[^\W\d_]+)?\s(?:نت|اونلاين|اون لاين|بوست|تايمز|تريبيون|ميديا|بلس|تي في|الاخباري|الاخباريه|الالكتروني|الالكترونيه|الان|24)$"
)


def is_outlet(folded: str) -> bool:
    """Return whether folded words are what papers, stations or sites are called: «صدى …», «راديو …», «… أونلاين»."""
    return _OUTLET.match(folded) is not None


def was_told(page: Page, name: str) -> bool:
    """Return whether someone speaks to `name` in the text, as papers say of themselves: «وقال لـ«الميثاق»», «لمرصد الشمال»."""
    whole = fold(name)
    joined = f"لل{whole[2:]}" if whole.startswith("ال") else f"ل{whole}"
    marks = (f" {joined} ", f" {joined}،", f" {joined}:", f"«{whole}»", f'"{whole}"', f" مراسل {whole} ")
    return any(mark in text for line in page.lines if line.words >= 12 for text in (fold(line.text),) for mark in marks)
