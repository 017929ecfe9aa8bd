"""Rules of lists: bullets, numbers and letters at the start of a line."""

from __future__ import annotations

import re

from ...patterns import pattern
from .line import HEADING_WORDS, Page, Verdict

#: Bullets of typists, programs and chats.
BULLETS = "•▪▫◦‣●·■□○◆◇►▶◄◀▸▹✓✔✅✗✘✖❌☑❖➤➢★☆※◾◽🔴🔵🔹🔸📌🟢🟡⚫⬅➡→←⇐⇒"
#: Those that only mark an item, as the writers' own bullets do.
PLAIN = "-–—ـ_*•▪▫◦‣●·■□○◆◇►▶◄◀▸▹"
#: Marks that say something of their own where one stands alone: «❌ التعميم مزيف.», «📌 المكتب الإعلامي».
_VERDICTS = frozenset("✅❌✔✗✘✖☑❖🔴🔵🔹🔸📌🟢🟡")
#: A line with a bullet, or with a dash and a space; several stars are a rating.
BULLETED = pattern(
    rf"^(?!(?:[★☆]\ufe0f? ?){{2}})(?:[-–—ـ_*+]\s+|[{BULLETS}]\ufe0f?\s*|\d\ufe0f?\u20e3\s*)(?=\*\*|[^\s\-–—ـ_*•])"
)
#: A letter must follow: «20 - 15» is a score, «12-5-2026» a date, «3.5» a share.
_NUMBER = pattern(
    r"^[(\[]?(?P<n>\d{1,3}(?:[.\-]\d{1,2})*)(?:\s?مكرر[^\W\d_]*)?\s?(?:[.)\]\-–—/]+|ـ(?=\s))"
    r"\s*(?=\.?[^\W\d]|[«\"“(]|\*\*)"
)
#: Who shares a place with the one above: «2 مكرر - هبة صابر».
_AGAIN = pattern(r"\d{1,3}\s?مكرر")
_LETTER = pattern(r"^[(\[]?(?P<n>هـ|[أابجدهوزحطيa-h])[\s\u200c]?[.)\-–—ـ]\s+(?=\S)")
_ABJAD = {name: at for at, name in enumerate(("أ", "ب", "ج", "د", "ه", "و", "ز", "ح", "ط", "ي"), 1)}
_ABJAD |= {"ا": 1, "هـ": 5, **{name: at for at, name in enumerate("abcdefgh", 1)}}
_MARKS = "\u200e\u200f\u061c"
_BOTH_SIDES = pattern(r"^(?P<mark>[-–—])\s*(?P<text>[^\s\-–—].*?)\s*[-–—]$")
#: Asterisks before a sub-head, with none after it, as the agency Anadolu sets them.
_OPENED = pattern(r"^\*{2,3}\s+(?=\S)")
_ENDS = pattern(r"[.،؛;]\W*$")


def marked_heading(page: Page, at: int) -> Verdict | None:
    """Take a line for a heading that bears the mark of one: «## …», «**…**», «- … -», or one bullet over a paragraph.

    A bullet before one short line, after which a paragraph follows without any, marks a sub-heading; two in a row
    make a list.
    """
    line, following = page.lines[at], page.next(at)
    text = line.text
    if text[0] == "#":
        found = re.match(r"(#{1,6})\s+(?=\S)", text)
        if found:
            level = max(2, len(found[1]) - max(1, page.title_marks) + 1)
            return Verdict("heading", 0.97, level=min(6, level), shown=_plain(text[found.end() :]))
        return None
    if following is None or line.words > HEADING_WORDS:
        return None
    if (
        text.startswith("**")
        and text.rstrip(":").endswith("**")
        and "**" not in text[2:].rstrip(":").removesuffix("**")
    ):
        return Verdict("heading", 0.9, shown=_plain(text)) if not _ENDS.search(text.rstrip("*")) else None
    opened = _OPENED.match(text)
    if (
        opened
        and not _starred(page, at)
        and "**" not in text[2:]
        and line.words <= 13
        and following.words >= 6
        and not _ENDS.search(text)
    ):
        return Verdict("heading", 0.85, shown=text[opened.end() :])
    both = _BOTH_SIDES.match(text)
    if both and both["text"].isdecimal():  # the number of a page
        return None
    if both and line.words <= 12 and not both["text"].endswith("."):
        return Verdict("heading", 0.92)
    marker = _bullet(page, at)
    if not marker or line.words > 13 or _ENDS.search(text) or (text.endswith(":") and line.words > 6):
        return None
    before = page.before(at)
    neighbours = [one for one in (at - 1, at + 1) if 0 <= one < len(page.lines) and _bullet(page, one)]
    if any(rule == "marked heading" and page.lines[one].text[0] == text[0] for one, rule in enumerate(page.rules[:at])):
        neighbours = [one for one in neighbours if page.lines[one].text[0] == text[0]]  # bullets of another mark
    parts = _parts_text(page, at)
    if at and page.rules[at - 1] == "number" and not (parts and line.gap):  # the one bullet of a numbered item
        return None
    if _is_keycap(text) and line.words <= 6 and _bullet(page, at + 1) and not _is_keycap(following.text):
        return Verdict("heading", 0.8)  # over bullets: «1️⃣ النفط»
    if (neighbours and not parts) or before is None or before.bare.endswith((":", "：")):
        return None
    answered = line.bare.endswith(("؟", "?")) and following.words >= 3 and text[0] in BULLETS + "*-–—"
    if following.words >= 12 or answered or parts or _bullet(page, at + 1):
        sure = 0.85 if text[marker - 1] not in "-–—*" and text[0] not in "-–—*" else 0.7
        typed = text[0] in "-–—*•▪"  # what a list is marked with; other marks are the heading's own
        return Verdict("heading", sure, shown=text[marker:] if typed else None)
    return None


def _parts_text(page: Page, at: int) -> bool:
    """Return whether lines with the mark of this one stand over all parts of a text: «■ العملات», «■ الذهب», rows below each."""
    mark = page.lines[at].text[0]
    if mark in "-–—ـ_*+•" or mark in _VERDICTS:
        return False
    marked = [one for one, line in enumerate(page.lines) if line.text[0] == mark]
    return len(marked) > 1 and all(
        page.lines[one].words <= 8
        and not _ENDS.search(page.lines[one].text)
        and (below := page.next(one)) is not None
        and below.text[0] != mark
        for one in marked
    )


def _plain(text: str) -> str:
    """Return a heading without Markdown's marks around it."""
    return text.strip().strip("#").strip().strip("*").strip()


def bullet_item(page: Page, at: int) -> Verdict | None:
    """Take a line for an item that begins with a bullet or with a dash and a space."""
    both = _BOTH_SIDES.match(page.lines[at].text)
    if _begins_with_letter(page.lines[at].text) or (both and both["text"].isdecimal()):
        return None
    marker = _bullet(page, at) or _starred(page, at)
    if not marker or (page.lines[at].text[0] in "ـ_" and not _in_row(page, at)):
        return None
    if page.lines[at].text[0] in _VERDICTS and not _in_list(page, at):
        return None
    # Checks and pictures say something themselves, and stay.
    return Verdict("item", 0.95, marker=marker if page.lines[at].text[marker - 2 : marker].strip()[:1] in PLAIN else 0)


def _begins_with_letter(text: str) -> bool:
    """Return whether `text` begins as most lines do, with a letter that is neither a mark nor a number."""
    return text[0].isalpha() and text[0] != "ـ"


def _starred(page: Page, at: int) -> int:
    """Return the length of the asterisks before a line beside another that has them: news in brief, and no sub-head."""
    text = page.lines[at].text
    found = _OPENED.match(text) if text[0] == "*" and "**" not in text[2:] else None
    beside = found and any(one is not None and _OPENED.match(one.text) for one in (page.before(at), page.next(at)))
    return found.end() if found and beside else 0


def _in_row(page: Page, at: int) -> bool:
    """Return whether a line stands beside another with a tatweel for a dash; alone it marks a note on the author."""
    mark = page.lines[at].text[:2]
    return any(one is not None and one.text[:2] == mark for one in (page.before(at), page.next(at)))


def _in_list(page: Page, at: int) -> bool:
    """Return whether a line stands beside another with a bullet, or is announced; alone its mark says yes or no, or shouts."""
    before = page.before(at)
    beside = any(_bullet(page, one) for one in (at - 1, at + 1) if 0 <= one < len(page.lines))
    return beside or before is None or before.bare[-1:] in ":："


def _bullet(page: Page, at: int) -> int:
    """Return the length of the bullet that a line begins with; 0 where there is none."""
    text, skip = _visible(page, at)
    if text[:1].isalnum() and text[0] != "ـ" and not _is_keycap(text):
        return 0
    found = BULLETED.match(text)
    return skip + found.end() if found else int(_is_dashed(page.lines[at].text) and _is_beside_dashed(page, at))


def _is_keycap(text: str) -> bool:
    """Return whether `text` begins with a digit drawn as a key, as chats number their points."""
    return text[1:2] in ("\ufe0f", "\u20e3") and text[0].isdigit()


def _is_dashed(text: str) -> bool:
    """Return whether `text` begins with a dash and its first letter right after it, and is no question."""
    return text[0] in "-–—*" and text[1:2].isalpha() and text[-1] not in "؟?*"


def _is_beside_dashed(page: Page, at: int) -> bool:
    """Return whether a line stands beside another with a dash right before its first letter; alone it may be an aside.

    Columnists set a star before each paragraph: none of the lines with stars is longer than an item.
    """
    if not any(one is not None and _is_dashed(one.text) for one in (page.before(at), page.next(at))):
        return False
    if page.lines[at].text[0] != "*":
        return True
    return all(line.words <= HEADING_WORDS for line in page.run_around(at, lambda one: _is_dashed(one.text), _NEAR))


#: So many lines with stars on each side tell what the stars are.
_NEAR = 12
#: How many numbers further the next item of a list may be.
_SKIPPED = 5


def numbered_item(page: Page, at: int) -> Verdict | None:
    """Take a numbered line for an item where it has a neighbour with the next number, or ends as a sentence does.

    A short numbered line with paragraphs around it is a heading, which is for the next rule.
    """
    line = page.lines[at]
    number, marker = (None, 0) if _begins_with_letter(line.text) else _parse_number(page, at)
    if number is None:
        return None
    if counts(page, at):
        return Verdict("item", 0.93, marker=marker, number=number)
    if _holds_bullets(page, at, number):
        return Verdict("item", 0.85, marker=marker, number=number)
    above = at - 1
    while above > 0 and page.rules[above] in ("letter", "bullet") and not page.lines[above + 1].gap:
        above -= 1  # what the item above holds
    if at and not page.lines[above + 1].gap and page.rules[above] == "number":  # a list that leaves numbers out
        before = _parse_number(page, above)[0]
        if before is not None and before < number <= before + _SKIPPED:
            return Verdict("item", 0.85, marker=marker, number=number)
    if not line.short or line.words > HEADING_WORDS or at + 1 == len(page.lines):
        return Verdict("item", 0.8, marker=marker, number=number)
    return None


def _holds_bullets(page: Page, at: int, number: int) -> bool:
    """Return whether a numbered line has bullets of its own, in a list that a colon announces."""
    if page.lines[at].words > 8 or not _bullet(page, min(at + 1, len(page.lines) - 1)):
        return False
    while number > 1:
        at -= 1
        while at and _bullet(page, at):
            at -= 1
        if at <= 0 or _parse_number(page, at)[0] != number - 1:
            return False
        number -= 1
    return at > 0 and page.lines[at - 1].bare[-1] == ":"


def counts(page: Page, at: int) -> bool:
    """Return whether a line begins with the number of an item, and a line beside it with the one before or after."""
    number, _ = _parse_number(page, at)
    if number is None:
        return False
    neighbours = [_parse_number(page, place)[0] for place in (at - 1, at + 1) if 0 <= place < len(page.lines)]
    if _AGAIN.match(page.lines[at].bare):
        return number in neighbours
    return (number - 1) in neighbours or (number + 1) in neighbours


def lettered_item(page: Page, at: int) -> Verdict | None:
    """Take a line for an item that begins with a letter of the abjad and stands next to an item of the letter before or after.

    Without such a neighbour «د. محمد» is a doctor.
    """
    number, marker = _parse_letter(page, at)
    if number is None:
        return None
    neighbours = [_parse_letter(page, place)[0] for place in (at - 1, at + 1) if 0 <= place < len(page.lines)]
    if (number - 1) in neighbours or (number + 1) in neighbours:
        return Verdict("item", 0.9, marker=marker, number=number)
    return None


def heading_number(text: str) -> tuple[int, int] | None:
    """Return the last number of a numbered heading and how deep it is («1.2» is 2 deep), or None."""
    found = _NUMBER.match(text)
    if not found:
        return None
    parts = re.split(r"[.\-]", found["n"])
    return int(parts[-1]), len(parts)


def _visible(page: Page, at: int) -> tuple[str, int]:
    """Return the text from its first visible character, and where that is."""
    text = page.lines[at].text
    if text[0] not in _MARKS:
        return text, 0
    shown = text.lstrip(_MARKS)
    return shown, len(text) - len(shown)


def _parse_number(page: Page, at: int) -> tuple[int | None, int]:
    text, skip = _visible(page, at)
    found = _NUMBER.match(text) if text[:1].isdigit() or text[:1] in ("(", "[") else None
    if not found or not found["n"].isdecimal():
        return None, 0
    return int(found["n"]), skip + found.end()


def _parse_letter(page: Page, at: int) -> tuple[int | None, int]:
    text, skip = _visible(page, at)
    found = _LETTER.match(text)
    return (_ABJAD[found["n"]], skip + found.end()) if found else (None, 0)


#: An item, or a question whose answer follows.
_ITEM_OR_QUESTION = pattern(r"^(?:[-•*–]|\+\s|س\s?\d?\s?[:\-])")


def begins_list(page: Page, at: int) -> bool:
    """Return whether a line begins a list, verse, or a question and its answer, which a heading may stand over."""
    line, verdict = page.lines[at], page.verdicts[at]
    if (verdict is not None and verdict.role in ("item", "verse")) or page.rules[at] == "row of a table":
        return True
    return (
        bool(_ITEM_OR_QUESTION.match(line.bare))
        or line.bare[:1] in BULLETS
        or heading_number(line.bare) is not None
        or line.bare.endswith(":")
    )
