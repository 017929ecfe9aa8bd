"""Facts about Arabic text: digits, months, base direction, folding, collation. Pure functions on strings."""

from __future__ import annotations

import re
import unicodedata

from .patterns import pattern

_ARABIC_INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")

# Letters that writers and keyboards use interchangeably, and the one that search folds them to.
# The others (أ إ آ) decompose into a letter and a mark, and marks are dropped.
_ALIKE = str.maketrans("ٱٲٳىیېےةۃەہھک٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "اااييييههههه" + "ك" + "0123456789" * 2)
_SEATED_HAMZA = str.maketrans("ؤئ", "ءء")  # مسؤول and مسئول are one word

#: Gregorian months as pan-Arab media name them, January first.
MONTHS = (
    "يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو",
    "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر",
)  # fmt: skip

#: The letters and marks of Modern Standard Arabic, which any font for Arabic text must have.
ESSENTIAL = frozenset([*range(0x0621, 0x063B), *range(0x0641, 0x0653), 0x060C, 0x061B, 0x061F])


#: Layout controls, which are invisible.
INVISIBLE = pattern("[\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]")


def arabic_indic(number: int | str) -> str:
    """Return `number` written with Arabic-Indic digits (U+0660 to U+0669)."""
    return str(number).translate(_ARABIC_INDIC)


def abjad(number: int) -> str:
    """Return `number`, 1 to 1999, in Arabic abjad numerals: أ، ب، ج … يا، يب."""
    thousands, rest = divmod(number, 1000)
    letters = "غ" * thousands
    for place, row in ((100, "قرشتثخذضظ"), (10, "يكلمنسعفص"), (1, "ابجدهوزحط")):
        digit, rest = divmod(rest, place)
        letters += row[digit - 1] if digit else ""
    return {"ا": "أ", "ه": "هـ"}.get(letters, letters)


#: Addresses of web and mail, names with @, tags, and paths, which say nothing of the language about them.
_NO_WORD = pattern(r"(?:https?|ftp)://|www\.|[@#\\]|[A-Za-z0-9]/[A-Za-z0-9]|[A-Za-z0-9]\.[A-Za-z]{2}", re.IGNORECASE)


_STRONG = ("L", "R", "AL")


def word_directions(text: str) -> list[bool]:
    """Return of each word of `text` whether it is right to left, by its first letter.

    Numbers, addresses, names with @ and file paths are no words here, nor are flags and marks of direction, which the
    algorithm takes for letters.
    """
    found: list[bool] = []
    for word in text.split():
        first: str | None = unicodedata.bidirectional(word[0])
        if first not in _STRONG or not word[0].isalpha():
            strong = (unicodedata.bidirectional(letter) for letter in word if letter.isalpha())
            first = next((kind for kind in strong if kind in _STRONG), None)
        if first == "L" and _NO_WORD.search(word):
            continue
        if first:
            found.append(first != "L")
    return found


def is_rtl(text: str) -> bool:
    """Return whether most words of `text` are right to left; text without words counts as Arabic.

    The base direction of an article comes from all of its text, never from its first letter, which rule P2 of UAX #9
    would use: a paragraph that begins with a Latin name is still an Arabic paragraph. Words are counted, as one long
    address has more letters than a bulletin. Where Latin names and citations are more, the first line, which is the
    headline, and half of all lines tell.
    """
    words = word_directions(text)
    if sum(words) * 2 >= len(words) or not any(words):
        return sum(words) * 2 >= len(words)
    lines = [(line, found) for line in text.split("\n") if (found := word_directions(line))]
    arabic = [all(found) or stands_rtl(line, about=False) for line, found in lines]
    return arabic[0] and sum(arabic) * 2 >= len(arabic)


#: A paragraph in two directions stands in the one of this share of its words, or of less if it begins in it too.
_MOST, _MANY = 0.8, 0.6
#: The fewest words that can outvote others.
_FEWEST = 4
#: What stands between white space and has a letter or digit.
_TERMS = pattern(r"\S*\w\S*")
#: Letters of the scripts from left to right that most such text is in; a paragraph without them needs no count.
LEFT_TO_RIGHT = pattern("[A-Za-z\u00c0-\u052f\u0900-\u1fff\u3040-\ud7ff]")
_QUOTED = pattern(r"«[^«»]*»|“[^“”]*”|\"[^\"]*\"")
#: Words in small letters, which sentences have and names have not, but for those that join the parts of a name.
_PLAIN = pattern(
    r"(?<![\w@#./-])(?!(?:of|the|and|for|in|to|on|at|de|la|le|du|des|el|al|bin|ibn|van|von|pp|vol|no|ed)\b)"
    r"[a-zß-ɏ]{2,}(?![\w@/]|[.-]\w)"
)


def stands_rtl(text: str, *, about: bool) -> bool:
    """Return whether a paragraph amid others is set from right to left; `about` is whether these are.

    Names, quotations and addresses in Latin letters do not count in a sentence that begins with an Arabic word, or has
    more Arabic words than Latin ones that are no names.
    """
    if about and not LEFT_TO_RIGHT.search(text):
        return True
    words = word_directions(text)
    others = sum(rtl != about for rtl in words)
    if not others:
        return about
    share = others / len(words)
    if share == 1:  # a name alone reads the same in both directions, and stays where the others stand
        return about if len(_TERMS.findall(text)) < 2 else not about
    outside = _QUOTED.sub(" ", text)
    own = word_directions(outside)
    arabic = sum(own)
    if arabic and (about or arabic > 1):
        more = arabic > 1 and arabic > len(_PLAIN.findall(outside))
        if (own[0] or more) if about else (own[0] and more):
            return True
    first = words[0] != about
    if others < _FEWEST or share < (_MANY if first else _MOST):
        return about
    return not about


def stands_alone_rtl(text: str, *, about: bool) -> bool:
    """Return what `stands_rtl` does, of a cell or an item, which Latin text alone leaves at the side of the others."""
    return stands_rtl(text, about=about) or (about and not has_rtl(text))


def has_rtl(text: str) -> bool:
    """Return whether any letter of `text` is right to left."""
    return any(unicodedata.bidirectional(character) in ("R", "AL") for character in text)


def fold_for_search(text: str) -> str:
    """Return `text` folded for search: different spellings of a word become equal.

    Forms of hamza, alef maqsura and ya, ta marbuta and ha, Arabic-Indic and Persian digits, presentation forms and
    letter case are folded; tashkeel, tatweel and invisible characters are removed. `fold.js` of archives does the same.
    """
    return unicodedata.normalize("NFKC", text).lower().translate(_FOLDS)


class _Folds(dict[int, str]):
    """The folded form of each character, computed on first use."""

    def __missing__(self, code: int) -> str:
        parts = unicodedata.normalize("NFKD", chr(code).translate(_SEATED_HAMZA))
        kept = (
            part for part in parts if part != "\u0640" and unicodedata.category(part) not in ("Mn", "Mc", "Me", "Cf")
        )
        self[code] = found = "".join(kept).translate(_ALIKE)
        return found


_FOLDS = _Folds()


def collation_key(text: str) -> tuple[bool, str]:
    """Return a key that sorts names and titles as Arabic indexes do, word by word; Latin ones come last.

    The article «ال» of each word is ignored, and so are vowel signs, seats of hamza and punctuation; ى sorts as ي, and
    ة as ه, since newsrooms use them interchangeably. Texts with equal keys differ in spelling only.
    """
    words = _DEFINITE.sub("", unicodedata.normalize("NFC", text).replace("\u0640", ""))
    kept = "".join(c for c in unicodedata.normalize("NFKD", words) if unicodedata.category(c)[0] in "LNZ")
    key = " ".join(kept.translate(_COLLATED).casefold().split())
    return (unicodedata.bidirectional(key[:1] or "ا") == "L", key)


_COLLATED = str.maketrans("ٱىة٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "ايه" + "0123456789" * 2, "ء")
# Not before one letter, and not in «الله»; the alef of «إلياس» has a hamza.
_DEFINITE = pattern(r"\b[اٱ]ل(?!ل\W*ه(?!\w))(?=\w\W*\w)")


def count_articles(number: int) -> str:
    """Return a number of articles in words."""
    return count_in_words(number, "مقال واحد", "مقالان", "مقالات", "مقالًا", "مقال") if number else "لا مقالات"


def count_in_words(number: int, one: str, two: str, few: str, many: str, other: str) -> str:
    """Return a count in words with the right plural (CLDR plural rules, ar); `one` and `two` contain the number."""
    if number in (1, 2):
        return one if number == 1 else two
    rest = number % 100
    return f"{arabic_indic(number)} {few if 3 <= rest <= 10 else many if rest >= 11 else other}"
