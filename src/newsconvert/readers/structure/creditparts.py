"""What the parts of a credit, set side by side, make of it: a byline, a dateline or a date."""

from __future__ import annotations

from ...patterns import pattern
from .folding import fold
from .line import Verdict
from .names import holds_no_name, name_likeness
from .outlets import is_outlet
from .parts import EDGE, kind_of
from .segments import Segment
from .words import KICKERS

#: Credits of what is no part of the text.
OTHER_WORK = pattern(
    r"^(?:و?تصوير|صور[تة]?|عدسة|كاميرا|و?رسوم|رسم|كاريكاتي?و?ر|[جغ]رافيكس?|[إا]نفو[غج]راف(?:يك)?|تصميم|مونتاج|إخراج|عکس|عکاس|وێنە)$"
)
#: What stands beside a name and is neither a place nor a name.
NO_PLACE = pattern(
    r"(?:(?:كاتب|باحث|صحاف[يى]|صحف[يى]|محام|[أا]كاديم[يى]|ناقد|شاعر|خبير|محلل|[إا]علام[يى])|خاص|حصري|متابع|شبكة|موقع|صحيفة|جريدة|قناة|مجلة|منصة|إذاعة|كتابة|نص|فريق|قسم|وحدة|مركز)"
)


def credit_of(parts: list[Segment], words: int, text: str, *, dated: bool) -> Verdict | None:
    """Return what a credit of `words` words is by its parts; `dated` is whether a date stands beside them."""
    whole = len(parts)
    parts = without_pictures(parts)
    kinds = [part.kind for part in parts]
    if not parts or (len(parts) < whole and not any(kinds)):
        return None
    if len(parts) == 1:
        return _alone(parts[0], words, text, dated=dated)
    if any(len(part.text.split()) > 6 for part in parts):
        return None
    if "name" in kinds:  # a place too small for any list
        kinds = [
            kind or ("hint" if _may_be_place(part.text.strip(EDGE)) else "")
            for kind, part in zip(kinds, parts, strict=True)
        ]
    if any(kind.split("+")[0] in ("agency", "place", "paper") for kind in kinds):  # a name by its form
        kinds = [
            "name" if kind == "hint" and name_likeness(part.text) >= 0.6 else kind
            for kind, part in zip(kinds, parts, strict=True)
        ]
    known = sum(kind.split("+")[0] in ("agency", "place", "paper", "desk") for kind in kinds)
    if known == len(kinds):  # a paper in quotation marks, without an agency, signs as an author does
        # «عدن «الأيام» خاص» and «المكلا/ خاص» name no author.
        exclusive = parts[-1].text == "خاص" and ("paper" in kinds or kinds == ["place", "desk"])
        own = any(part.kind == "paper" and part.text[0] in '«"“' for part in parts)
        signed = "desk" in kinds or (own and not any("agency" in kind for kind in kinds))
        return Verdict("byline" if signed and not exclusive else "dateline", 0.95)
    hints = kinds.count("hint")
    if parts[-1].text == "خاص" and kinds[0] == "place" and "name" not in kinds and len(parts) <= 3 and words <= 7:
        return Verdict("dateline", 0.85)  # «المكلا (حضرموت اليوم) خاص»
    if "name" in kinds and known + kinds.count("name") + hints == len(kinds):
        return Verdict("byline", 0.93 if known else 0.8)
    agency = any("agency" in kind for kind in kinds)
    if agency and "place" in kinds and kinds[-1] == "hint" and known + 1 == len(kinds) and _is_unlisted_name(parts[-1]):
        return Verdict("byline", 0.75)  # «بغداد – واع – نصار الحاج»
    if (
        agency
        and hints == 1
        and known + hints == len(kinds)
        and all(
            len(part.text.split()) <= 3 and name_likeness(part.text) <= 0.3 for part in parts if part.kind == "hint"
        )
    ):
        return Verdict("dateline", 0.75)
    if agency and len(parts) == 2 and sum(is_one_unknown(part) for part in parts) == 1 and words <= 5:
        return Verdict("dateline", 0.8)  # a town on no list: «الخالص – واع»
    if dated and not known:
        return None
    if known and words <= 9 and kinds[0] + kinds[-1] and all(len(part.text.split()) <= 4 for part in parts):
        beside = len(parts) == 2 and known == 1 and hints == 1 and words <= 7
        return Verdict(
            "byline",
            0.78 if beside and min(len(part.text.split()) for part in parts if part.kind == "hint") > 1 else 0.7,
        )
    if all(kinds) and len(kinds) == 2 and words <= 7 and all(part.text.count(" ") < 3 for part in parts):
        return Verdict("byline", 0.55)
    return None


def is_one_unknown(part: Segment) -> bool:
    """Return whether a part is one word on no list, which is no person's whole name."""
    text = part.text.strip(EDGE)
    known = NO_PLACE.match(text) or fold(text) in KICKERS
    return part.kind in ("", "hint") and text.isalpha() and len(text) > 2 and not known


def _is_unlisted_name(part: Segment) -> bool:
    """Return whether a part may be the name of a person whose given name is on no list: two or three words, the last a family's."""
    words = part.text.strip(EDGE).split()
    return 2 <= len(words) <= 3 and not words[0].startswith("ال") and not holds_no_name(part.text)


def _may_be_place(text: str) -> bool:
    text = text.removeprefix("من ").removeprefix("في ")
    return text.replace(" ", "").isalpha() and text.count(" ") < 4 and not holds_no_name(text)


def without_pictures(parts: list[Segment]) -> list[Segment]:
    """Return the parts without the credits of pictures, which are none of the text: «تصوير», and the name after it."""
    return [
        part
        for at, part in enumerate(parts)
        if part.kind != "photo" and not (at and parts[at - 1].kind == "photo" and OTHER_WORK.match(parts[at - 1].text))
    ]


def _alone(part: Segment, words: int, text: str, *, dated: bool) -> Verdict | None:
    """Return what a credit is that says one thing, perhaps with a date."""
    if part.text.startswith("كلمة ") and kind_of(part.text[5:]) == "paper":
        return Verdict("byline", 0.8)  # the paper's own leader
    if part.known and part.kind in ("name", "hint", "paper", "desk"):  # «محمد السيد من القاهرة»
        agency = any(one.kind == "agency" for one in part.known)
        sure = {"name": 0.9, "hint": 0.75}.get(part.kind, 0.75)
        return Verdict("dateline" if part.kind == "paper" or agency else "byline", sure) if words <= 9 else None
    if part.kind == "agency" or "agency" in part.kind.split("+"):
        return Verdict("dateline", 0.9 if words <= 8 else 0.8)
    if part.kind == "desk":
        return Verdict("byline", 0.75)
    if dated and part.kind == "paper":
        return Verdict("date", 0.85)  # «15/02/2024 أرقام»
    if part.kind == "paper" and is_outlet(fold(text)) and not part.known:
        return Verdict("dateline", 0.75)  # «مجلة «المرآة»» under a headline
    if part.kind == "paper" and text[0] in '«"“':
        return Verdict("dateline", 0.6)
    if (
        dated
        and part.kind in ("", "hint")
        and words <= 5
        and _may_be_place(part.text.strip(EDGE))
        and "(" not in text
        and part.text.count(" ") < 2
    ):
        return Verdict("date", 0.75)  # a town on no list, and the day: «رشت - ۵ اسفند ۱۳۹۸»
    if dated and "place" in part.kind.split("+"):
        return Verdict("dateline", 0.9)
    if dated and part.kind == "name":
        return Verdict("byline", 0.85)
    return None
