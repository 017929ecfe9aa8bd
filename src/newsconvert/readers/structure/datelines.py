"""Datelines that a paragraph begins with: «القاهرة (رويترز) - قال …», «أبوظبي في 9 أكتوبر 2022 / وام / أطلقت …»."""

from __future__ import annotations

from typing import NamedTuple

from ...patterns import pattern
from .dates import Dated, find_date
from .folding import fold, phrases
from .line import Facts, Page, Verdict
from .names import holds_no_name, name_likeness
from .parts import Part, begins_known, is_also_word, is_country, is_place_too, kind_of, read_parts, worker
from .segments import with_country
from .sentences import begins_with_verb, ends_as_verb
from .words import PAPERS

#: A dateline stands in the first so many characters.
_REACH = 130
#: Without one of these near the beginning there is none.
_MARKED, _MARK_BY = pattern("[-–—/(\\[|:ـ0-9٠-٩]"), 48
_CLOSING = frozenset("-–—:ـ/)].,،؛;")
_DASHES = frozenset("-–—ـ")
_PAIRS = {"(": ")", "[": "]", "/": "/", "«": "»", '"': '"', "|": "|"}
#: What a place is not called: a sentence begins with it.
_NO_PLACE = pattern(
    r"^(?:قال|قالت|أعلن|أعلنت|أكد|أكدت|كشف|كشفت|أفاد|أفادت|ذكر|ذكرت|في|من|على|إلى|عن|مع|بعد|قبل|منذ|خلال|هل|ما|كيف|لماذا|إن|أن|لم|لن|قد|كان|كانت|هذا|هذه|التقرير|أولا|ثانيا|ثالثا|ملاحظة|الأمر|السؤال|المصدر|الصورة)$"
)


#: Where the first words are of no known place, a mark or a date comes right after them.
_NEAR = pattern(r"[^\W\d_]+(?:\s[^\W\d_]+){0,3}\s*[-–—/(،,:ـ«0-9٠-٩]|[(\[/]|[0-9٠-٩]{1,2}\s[^\W\d_]")


#: «AMMAN (Reuters) — », «CAIRO, Egypt, May 3 (AP) - », «Beirut – »: a town in capitals, or one before a dash and an agency.
_LATIN = pattern(
    r"(?P<place>(?:[A-Z][A-Z'’.-]+(?:\s[A-Z][A-Z'’.-]+){0,2}|[A-Z][a-z'’-]+(?:\s[A-Z][a-z'’-]+)?(?=\s?\())(?:,\s[A-Z][\w.]+(?:\s[A-Z][\w.]+)?(?=,|\s[(–—-]))?)"
    r"(?:,?\s(?P<day>[A-Z][a-z]{2,8}\.?\s\d{1,2}(?:,\s\d{4})?))?(?:\s?\((?P<agency>[A-Z][\w\s.-]{1,24})\))?\s?(?:[–—]|--?)\s+(?=\S)"
)


#: What stands before a reporter's name inside a dateline.
_REPORT = pattern(r"تقرير|كتبت?|تحقيق|متابعة|[إا]عداد|تحرير|حوار|تغطية|مراسل(?:نا|تنا|ة)?")
#: Whom Urdu papers credit without a name.
_STAFF = phrases(
    "اسٹاف رپورٹر، سٹاف رپورٹر، نمائندہ خصوصی، نمائندہ، نامہ نگار، ویب ڈیسک، بیورو رپورٹ، مانیٹرنگ ڈیسک، کامرس رپورٹر، اسپورٹس رپورٹر"
)
#: Whom the paper sent, without a name.
_SENT = pattern(
    r"(?:من\s)?(?:مبعوث|موفد|مراسل|مندوب|مكتب)(?:نا|تنا|ينا|ة|ه)?(?:\s(?:ال)?(?:خاص|خاصة|جريدة|صحيفة))?|خاص|من موقع الحدث"
)
#: Letters of Urdu, whose papers set a colon after the town.
_URDU = pattern("[ٹڈڑںےھہ]")


class Dateline(NamedTuple):
    """How long a dateline is, with the marks that close it, what it says, and how sure that is."""

    end: int
    facts: Facts
    confidence: float


def run_in_dateline(page: Page, at: int) -> Verdict | None:
    """Take the beginning of a paragraph for its dateline, by its place, date and agency and the marks that close it."""
    line = page.lines[at]
    if line.words < (4 if line.text.endswith(".") else 8):
        return None
    found = read_dateline(line.text) or _town_with_colon(page, at) or _town_of_headline(page, at)
    return Verdict("paragraph", found.confidence, head=found.end, facts=found.facts) if found else None


#: Words on no list, a dash, and the sentence.
_DASHED = pattern(r"(?P<town>[^\W\d_]+(?:\s[^\W\d_]+){0,3})\s[-–—]\s(?=(?P<sentence>[^\W\d_]+\s.{40}))")


def _town_of_headline(page: Page, at: int) -> Dateline | None:
    """Read «برج باجي مختار - دخلت محطة …»: words on no list that the headline has too, before a sentence with its verb first."""
    text = page.lines[at].text
    found = _DASHED.match(text) if page.lines[at].words >= 12 else None
    if found is None or holds_no_name(found["town"]) or not any(found["town"] in line.bare for line in page.lines[:at]):
        return None
    verbal = begins_with_verb(found["sentence"]) or ends_as_verb(found["sentence"])
    return Dateline(found.end(), Facts(found["town"]), 0.7) if verbal else None


#: A town, a colon, and the sentence.
_TOWN = pattern(r"(?P<town>[^\W\d_]+(?:\s[^\W\d_]+){0,2})\s?:\s+(?=(?P<sentence>\S.*[.؟!»\"]$))")
_PRESENT = pattern(r"(?!ت\w{2}ي\w\s|\w+ات\s)س?[يت]\w{3,}\s")


def _town_with_colon(page: Page, at: int) -> Dateline | None:
    """Read «مسقط: سحبت هيئة …» in the first paragraph: what follows is a sentence with its verb first, no list of towns."""
    text = page.lines[at].text
    found = _TOWN.match(text) if page.lines[at].words >= 12 and ":" in text[:_MARK_BY] else None
    if found is None or kind_of(found["town"]) != "place" or is_country(found["town"]):
        return None
    sentence = found["sentence"]
    if not (begins_with_verb(sentence) or ends_as_verb(sentence) or _PRESENT.match(sentence)):
        return None
    towns = (one for line in page.lines if ":" in line.text[:_MARK_BY] and (one := _TOWN.match(line.text)))
    if sum(kind_of(one["town"]) == "place" for one in towns) > 1:
        return None
    return Dateline(found.end(), Facts(found["town"]), 0.7)


def read_dateline(text: str) -> Dateline | None:
    """Return the dateline that `text` begins with, or None."""
    if not _MARKED.search(text, 0, _MARK_BY) or not (_NEAR.match(text) or begins_known(text)):
        return None
    if latin := _LATIN.match(text) if text[0].isascii() else None:
        agency = latin["agency"]
        dated = find_date(latin["day"]) if latin["day"] else None
        return Dateline(latin.end(), Facts(latin["place"], agency, dated), 0.9)
    start = text[:_REACH]
    parts = read_parts(start)
    if not parts or (parts[0].kind == "word" and not _may_be_unknown(parts)):
        return None
    walk = _Walk(start, parts)
    walk.go()
    end = walk.end
    if len(text) - end < 25:
        return None
    confidence = walk.confidence()
    if not confidence or (walk.place or "").endswith((" ل", " لـ")):  # «وتقول لـ"وفا" إنها …»
        return None
    facts = Facts(walk.place, walk.agency, walk.dated, " و".join(walk.names) or None, walk.paper)
    return Dateline(end + len(text[end:]) - len(text[end:].lstrip()), with_country(start, facts), confidence)


def _may_be_unknown(parts: list[Part]) -> bool:
    """Return whether the first words, which are on no list, may be a place: few, and then a mark or a date."""
    run = _run(parts, 0)
    after = parts[run] if run < len(parts) else None
    return (
        run <= 4
        and after is not None
        and (after.kind in ("date", "filler") or (after.kind == "mark" and after.text in "-–—/(،,:ـ«"))
        and not _NO_PLACE.match(parts[0].text)
    )


def _run(parts: list[Part], at: int) -> int:
    """Return where a run of unknown words ends that begins at `at`."""
    while at < len(parts) and parts[at].kind == "word":
        at += 1
    return at


#: What small towns are called, before the governorate in brackets: «عين الحلوة (صيدا)».
_TOWN_NOUN = pattern(
    r"(?:بني|بنو|عين|دير|تل|كفر|بئر|بير|وادي|رأس|راس|سيدي|أولاد|حي|خان|أبو|أم|قرية|بلدة|مدينة|ناحية|قضاء|مخيم|جبل|مركز|حاسي|قصر|سوق|حمام|بيت|برج|جزيرة|ميناء|شط|خور|منطقة|محافظة|ولاية|كوم|شبين|ميت|منية|عزبة|دوار|زاوية|مولاي|آيت|آل)\s"
)


class _Walk:
    """Reads a dateline part by part, and stops where the sentence begins."""

    def __init__(self, text: str, parts: list[Part]) -> None:
        self.text, self.parts = text, parts
        self.at = self.end = 0
        self.place: str | None = None
        self.agency: str | None = None
        self.dated: Dated | None = None
        self.names: list[str] = []
        self.has_date = self.enclosed = self.unknown_place = self.unknown_agency = False
        self.places = 0
        self.staff = self.sent = False
        self.paper: str | None = None
        self.agency_at: Part | None = None

    def go(self) -> None:
        parts, count = self.parts, len(self.parts)
        while self.at < count:
            part = parts[self.at]
            if part.kind == "mark":
                if not self._mark(part):
                    return
            elif part.kind == "place":
                if (self.agency and not self._apart()) or self.places > 2 or (self.place and not self._apart()):
                    return
                self.places += 1
                self.place = self.place or part.text
                self._take(part)
            elif part.kind == "agency":
                following = parts[self.at + 1] if self.at + 1 < count else None
                if part.text == "وكالة" and following is not None and following.text == "(":  # «وكالة (آكي) الإيطالية»
                    self.at += 1
                    continue
                if self._is_town(part):
                    self.place, self.places = part.text, 1
                    self._take(part)
                    continue
                if self.agency or not self._may_sign(part):
                    return
                self.agency, self.agency_at = part.text, part
                self.enclosed = self._is_enclosed(self.at, self.at + 1)
                self._take(part)
            elif part.kind == "date":
                if self.agency and self.has_date:
                    return
                self.has_date = True
                if part.dated and (self.dated is None or part.dated.confidence > 0.8 >= self.dated.confidence):
                    self.dated = part.dated
                self._take(part)
            elif part.kind == "filler":
                following = parts[self.at + 1] if self.at + 1 < count else None
                if following is None or following.kind not in ("date", "place", "filler", "mark", "agency"):
                    return
                if self.agency and following.kind != "date":
                    return
                self.at += 1
            elif not self._words():
                return

    def _is_town(self, part: Part) -> bool:
        """Return whether a first word that may be a town or an agency is a town: «قنا (د ب أ) - …»."""
        following = self.parts[1] if len(self.parts) > 1 else None
        bracket = following is not None and (following.kind == "date" or following.text in "([")
        return self.at == 0 and bracket and is_place_too(part.text)

    def _take(self, part: Part) -> None:
        self.at += 1
        self.end = part.end

    def _mark(self, part: Part) -> bool:
        """Take a mark; return whether the dateline may go on after it."""
        if part.text in '(/[|«"':
            if part.text in '«"' and self.place and self._paper(part):
                return True
            self.at += 1
            if part.text in "/|" and self.end:
                before = self.text[self.end : part.start].strip()
                if not before:
                    self.end = part.end
            return True
        if part.text[0] in _CLOSING:  # a tatweel or several
            self.end = part.end
            self.at += 1
            return True
        if part.text in '»"':
            self.end = part.end
            self.at += 1
            return True
        return False

    def _paper(self, part: Part) -> bool:
        """Take a paper in quotation marks after the place: «بيروت- «القدس العربي»: …»."""
        close = self.text.find(_PAIRS[part.text], part.end)
        if close < 0 or fold(self.text[part.end : close]) not in PAPERS:
            return False
        while self.at < len(self.parts) and self.parts[self.at].start <= close:
            self.at += 1
        self.end, self.paper = close + 1, self.text[part.end : close]
        return True

    def _apart(self) -> bool:
        """Return whether a mark stands right before the part that is read."""
        before = self.parts[self.at - 1] if self.at else None
        return before is not None and before.kind == "mark"

    def _may_sign(self, part: Part) -> bool:
        """Return whether an agency's name stands for it here: marked off, or after a place or a date."""
        marked = self._is_enclosed(self.at, self.at + 1)
        following = self.parts[self.at + 1] if self.at + 1 < len(self.parts) else None
        closed = following is not None and following.kind == "mark" and following.text[0] in _CLOSING
        if is_also_word(part.text):
            return marked or (closed and (self._apart() or self.has_date or self.at == 0))
        return marked or self.at == 0 or self._apart() or self.has_date or bool(self.place)

    def _is_enclosed(self, first: int, after: int) -> bool:
        before = self.parts[first - 1] if first else None
        following = self.parts[after] if after < len(self.parts) else None
        return (
            before is not None
            and following is not None
            and before.kind == following.kind == "mark"
            and _PAIRS.get(before.text) == following.text
        )

    def _words(self) -> bool:
        """Take a run of unknown words: a place at the beginning, an agency in brackets, a name between marks."""
        stop = _run(self.parts, self.at)
        run = self.parts[self.at : stop]
        text = self.text[run[0].start : run[-1].end]
        following = self.parts[stop] if stop < len(self.parts) else None
        dotted = [part.text for part in self.parts[stop : stop + 2]] == [".", "."]
        if (
            self.agency
            and following is not None
            and (following.text in ":/" or dotted)
            and (_REPORT.fullmatch(text) or (dotted and text == "من"))
        ):
            self.at = stop + 2 * dotted  # «… (سونا) - تقرير: عمار الضو - …», «/ أ ش أ / من.. هناء السيد: …»
            return True
        if self.at == 0:
            if len(run) > 4:
                return False
            if following is not None and self._is_over_place(text, stop):
                self.at, self.end, self.paper = stop, run[-1].end, text
                return True
            self.place, self.unknown_place = text, True
        elif self._is_enclosed(self.at, stop) and len(run) <= 4 and self.parts[self.at - 1].text != "|":
            if self.agency or kind_of(text) == "name":
                self.names.append(worker(text) or text)
            elif fold(text) in PAPERS or fold(text) in _STAFF:
                self.staff = True
            elif _SENT.fullmatch(text):
                self.sent = True
            elif self.parts[self.at - 1].text in "(/" and len(run) <= 3:
                self.agency, self.unknown_agency, self.enclosed = text, True, True
            elif self.parts[self.at - 1].text == "(" and self.place and not self.unknown_place:
                self.sent = True  # «صنعاء (اللجنة الدولية للصليب الأحمر) – …»
            else:
                return False
        elif (
            self._apart()
            and following is not None
            and following.kind == "mark"
            and (following.text in "-–—/:ـ" or dotted or (following.text in ")]" and self._is_inside()))
            and len(run) <= 6
            and (
                worker(text)
                or self._is_reporter(run, following)
                or name_likeness(text) >= (0.3 if self._is_after_agency(following) else 0.75)
                or kind_of(text) == "paper"
            )
        ):
            if kind_of(text) == "paper":
                self.paper = text
            else:
                self.names.append(worker(text) or text)
        else:
            return False
        self.at, self.end = stop, run[-1].end
        return True

    def _is_over_place(self, text: str, after: int) -> bool:
        """Return whether the first words are a paper, before the place: «الأخبار (نواكشوط) – …», «صوت الفيحاء/ البصرة - …»."""
        mark, *place = self.parts[after : after + 2]
        if not place or place[0].kind != "place" or is_country(place[0].text):
            return False
        known = fold(text) in PAPERS or kind_of(text) == "paper"
        enclosed = mark.text == "(" and self._is_enclosed(after + 1, after + 2)
        return (known and mark.text in "([/-–—:|") or (enclosed and " " in text and not _TOWN_NOUN.match(text))

    def _is_reporter(self, run: list[Part], following: Part) -> bool:
        """Return whether two or three words between dashes after the agency are its reporter, whose name is on no list."""
        if not 2 <= len(run) <= 3 or following.text not in _DASHES or self.parts[self.at - 1].text not in _DASHES:
            return False
        text = self.text[run[0].start : run[-1].end]
        return self.enclosed and not text.startswith("ال") and not holds_no_name(text) and not begins_with_verb(text)

    def _is_inside(self) -> bool:
        """Return whether a bracket was opened before the agency, which the reporter stands beside: «(وات/ تحرير …)»."""
        return self.agency_at is not None and self.text[: self.agency_at.start].rstrip()[-1:] in "(["

    def _is_after_agency(self, following: Part) -> bool:
        """Return whether the words between an agency in brackets and a dash are read, where its reporter is named."""
        return self.enclosed and self.parts[self.at - 1].text in ")]/" and following.text in _DASHES

    def confidence(self) -> float:
        """Return the confidence that what was read is a dateline; 0 where it is not one."""
        tail = self.text[: self.end].rstrip()[-1:]
        closed = tail in _CLOSING and (tail not in "،,.؛;" or self.text[: self.end].rstrip().endswith(("،،", ",,")))
        dash = tail in _DASHES and (
            self.text[self.end : self.end + 1].isspace() or self.text[self.end - 2 : self.end - 1].isspace()
        )
        if self.agency and not self.unknown_agency:
            if self.unknown_place and not self.enclosed and not (closed and self.has_date) and not self._after_dash():
                return 0.0
            if not self.place and not closed and not self.has_date:
                return 0.0
            if not self.enclosed and not closed and not self.has_date and not self._after_dash():
                return 0.0
            return 0.8 if self.unknown_place or not self.place else 0.95
        if self.unknown_agency:
            if self.agency and is_country(self.agency):
                self.agency = None
                return 0.85 if dash and self.place else 0.0
            good = not self.unknown_place and self.place and (self.has_date or closed)
            return (0.7 if self.has_date else 0.6) if good else 0.0
        if self.sent and dash and self.place:  # «رأس اجدير (من مبعوثنا) - …»
            return 0.75
        if self.unknown_place or not self.place:
            return 0.0
        if self.has_date and closed:
            return 0.85
        if self.names or self.paper:
            return 0.8 if tail in ":-–—" else 0.0
        if self.has_date:
            return 0.0
        if tail == "/" and self.places == 1 and self.text[self.end : self.end + 1] == " ":  # «بغداد/ سجلت أسعار …»
            return 0.7 if begins_with_verb(self.text[self.end :].lstrip()) else 0.0
        if self.staff and tail == ")" and self.places == 1 and _URDU.search(self.text):  # «کراچی (اسٹاف رپورٹر) …»
            return 0.7
        if tail == ":" and self.places == 1 and _URDU.search(self.text):  # «اسلام آباد: …»
            return 0.7
        return 0.75 if dash and self.places <= 2 else 0.0

    def _after_dash(self) -> bool:
        """Return whether a mark stands before the agency: «درعا-سانا»."""
        if self.agency_at is None:
            return False
        before = self.text[: self.agency_at.start].rstrip()[-1:]
        return before in _CLOSING or before in "(/"
