"""Groups of short lines: results, prices, temperatures, times; what two people say in turn."""

from __future__ import annotations

from itertools import groupby

from ...patterns import pattern
from .authorlines import in_list_of_names
from .body import DIALOGUE, ENTRY, LABELLED
from .headings import ARTICLE, COOKING, INGREDIENTS, LABEL_ONLY, LINED_UP, ORDINAL
from .line import DIGIT, Line, Page, Verdict
from .lists import BULLETS, counts
from .names import name_likeness
from .rowshapes import PARTS, SHORT_LABEL, STARTS_WITH_TIME, is_series, shape_of
from .sentences import begins_sentence
from .tables import mark_tables
from .times import is_over_times
from .verse import AHEAD, HALVES, mark_verse

_MARKER = pattern(r"^(?:[-–—*•▪◦‣●·■○◆►◄✓#]|[(\[]?[\d٠-٩]{1,3}\s?[.)\]/](?![\d٠-٩])|[أبجدهوزح]\s?[.)\-])")
_MOST_WORDS = 16
#: Shapes that may stand in one run.
_MIXED = frozenset(("score", "value", "number", "label"))
#: How a sentence ends that a list goes on with.
_ANNOUNCES = pattern(
    r"(?:^|\s)و?(?:ما يلي|ما يأتي|كما يلي|كما يأتي|كالتالي|كالآتي|كالاتي|ال?تالي[ةه]?|ال[آا]تي[ةه]?|النحو|وهم|وهي|هم|هي|منها|منهم|تشمل|يشمل|تضم|يضم|أبرزها|أبرزهم|أهمها|بينها|بينهم|ذلك|أسماؤهم|الفائزون|الأسماء)(?:\s[^\W\d_]+){0,2}\s?:$"
    r"|(?:^|\s)و?في ?ما يلي(?:\s[^\W\d_]+){0,9}\s?:$"
)
_MEMBER = pattern(
    r"(?P<name>(?:د\.\s?|م\.\s?)?[^\W\d_]+(?:\s[^\W\d_]+){1,4})\s?[-–—:،]\s?[^\W\d_]+(?:\s[^\W\d_]+){0,4}$"
)
_BOLD_LABEL = pattern(r"\*\*(?P<label>[^*:؟?]{2,40})(?::\*\*|\*\*\s?:)\s*\S")
#: What may stand before each turn of a dialogue.
_DASHES = frozenset("-–—ـ")
_TURNS = frozenset(BULLETS + "*-–—")
_PHONE = pattern(r".*(?:@|[\d٠-٩]{6})")


def mark_groups(page: Page, first: int, last: int) -> None:
    """Find rows, verse and dialogue among the lines from `first` to before `last` that nothing has claimed."""
    mark_tables(page, first, last)
    _ingredients(page, first, last)
    _introduced(page, first, last)
    _labelled_in_bold(page, first, last)
    for at in range(first, last):
        if page.lines[at].words <= 5 and page.verdicts[at] is None and in_list_of_names(page, at):
            page.settle(at, "row", Verdict("item", 0.75))
    at = first
    while at < last:
        if not _may_group(page, at):
            at += 1
            continue
        end = at + 1
        while end < last and _may_group(page, end):
            end += 1
        if end - at >= 2:
            _rows(page, at, end)
            mark_verse(page, at, end)
        at = end
    _turns(page, first, last)
    _two_marks(page, first, last)


def _introduced(page: Page, first: int, last: int) -> None:
    """Take the lines after one that announces them, «… كالآتي:», for rows where they are alike and a sentence ends them."""
    for at in range(first, last - 2):
        line = page.lines[at]
        if line.bare[-1] != ":" or line.words < 3 or page.verdicts[at] is not None:
            continue
        end = at + 1
        while end < last and _may_be_introduced(page, at + 1, end):
            end += 1
        run = page.lines[at + 1 : end]
        if len(run) >= 2 and _speaks_for_list(line, run):
            for row in range(at + 1, end):
                page.settle(row, "row", Verdict("item", 0.75))


def _may_be_introduced(page: Page, first: int, at: int) -> bool:
    line, opening = page.lines[at], page.lines[first]
    if (
        page.verdicts[at] is not None
        or counts(page, at)
        or line.words > _MOST_WORDS
        or line.bare[-1] in ":؟?!"
        or not line.text[0].isalnum()
    ):
        return False
    member = _is_member(line.bare)
    if not member and any(rule.match(line.bare) for rule in (_MARKER, LABELLED, DIALOGUE, ORDINAL, ARTICLE, _PHONE)):
        return False
    if at > first and (
        (line.gap != page.lines[first].gap and not (at == first + 1 and line.gap))
        or (line.bare[-1] == "." and opening.bare[-1] != ".")
        or (line.bare[0] == "و" != opening.bare[0] and name_likeness(line.bare) < 0.75)
    ):
        return False
    halves = HALVES.search(line.bare.rpartition(":")[2])  # a dash may part two places in a label
    return not begins_sentence(line.bare) and (member or not halves)


def _is_member(text: str) -> bool:
    """Return whether `text` is a person and what he is in a body: «د. سلوى بكر – عضوا»."""
    found = _MEMBER.match(text)
    return found is not None and name_likeness(found["name"]) >= 0.6


def _speaks_for_list(line: Line, run: list[Line]) -> bool:
    """Return whether lines after a colon are a list: by the words before it, and by their likeness."""
    numbered = [bool(DIGIT.search(one.bare)) for one in run]
    spoken = all(":" in one.bare[:45] for one in run) and sum(one.words for one in run) > 9 * len(run)
    if spoken or (any(numbered) and not numbered[0]):  # what several say in turn; rows under their title
        return False
    announced = 2 if _ANNOUNCES.search(line.bare) else 0
    labelled = int(all(":" in one.bare[:45] for one in run))
    ends = {one.bare[-1] if one.bare[-1] in ".؛،" else "" for one in run[:-1]}
    named = all(name_likeness(one.bare) >= 0.3 for one in run)
    alike = len({one.bare.split()[0] for one in run}) == 1
    ended = len(ends) == 1 and (announced > 0 or "." not in ends)
    if labelled and len(run) >= 3 and all(SHORT_LABEL.match(one.bare) for one in run):
        labelled = 2
    points = announced + labelled + ended + named + alike + (len(run) >= 4)
    return points >= (4 if len(run) == 2 or AHEAD.search(line.text[-90:]) else 3)


def _labelled_in_bold(page: Page, first: int, last: int) -> None:
    """Take lines for rows that each begin with a label in bold, «**الكلفة:** زيادة بلغت …»: points of a summary, no speakers."""
    at = first
    while at < last:
        end = at
        labels: list[str] = []
        while end < last and page.verdicts[end] is None and (found := _BOLD_LABEL.match(page.lines[end].text)):
            labels.append(found["label"])
            end += 1
        if len(labels) >= 2 and len(set(labels)) == len(labels):
            for row in range(at, end):
                page.settle(row, "row", Verdict("item", 0.8))
        at = max(end, at + 1)


def _ingredients(page: Page, first: int, last: int) -> None:
    """Take the short lines under «المقادير» for rows, as quantities are set without any mark."""
    short = [at for at in range(first, last) if page.lines[at].words <= 6]
    titles = [at for at in short if INGREDIENTS.match(page.lines[at].bare)]
    cooking = next((at for at in short if COOKING.match(page.lines[at].bare)), first) if titles else first
    for title in titles:
        if title >= cooking:
            break
        end = title + 1
        while end < cooking and page.lines[end].words <= 9 and _is_ingredient(page, end):
            end += 1
        if end - title > 2:
            for at in range(title + 1, end):
                page.settle(at, "row", Verdict("item", 0.8))


def _is_ingredient(page: Page, at: int) -> bool:
    line = page.lines[at]
    marked = _MARKER.match(line.bare) or INGREDIENTS.match(line.bare)
    return page.verdicts[at] is None and not marked and line.bare[-1:] not in ".:؟!"


def _may_group(page: Page, at: int) -> bool:
    line = page.lines[at]
    if page.verdicts[at] is not None:
        return False
    if line.words > _MOST_WORDS and not STARTS_WITH_TIME.match(line.text) and not is_series(line):
        return False
    if counts(page, at) or is_over_times(page, at):
        return False
    if ":" in line.bare[:9] and LABEL_ONLY.match(line.bare):  # a time alone, over what happened then
        return False
    if LABELLED.match(line.bare) and not line.bare.startswith(("المؤلف:", "المؤلف :")):  # of a book
        return False
    return not any(rule.match(line.bare) for rule in (_MARKER, DIALOGUE, ORDINAL, ARTICLE))


def _rows(page: Page, first: int, last: int) -> None:
    """Take lines of one shape that follow each other for rows of a list; a row without a number may be among them."""
    shapes = _shapes(page.lines[first:last])
    at = 0
    while at < len(shapes):
        shape = shapes[at]
        if not shape:
            at += 1
            continue
        end, size = at + 1, 1
        while end < len(shapes):
            if shapes[end] == shape or {shape, shapes[end]} <= _MIXED:
                size += 1
            elif not (
                shape in ("number", "cells", "value")
                and end + 1 < len(shapes)
                and (
                    shapes[end + 1] == shape
                    or ({shape, shapes[end + 1]} <= _MIXED and page.lines[first + end].words > 1)
                )
                and not LINED_UP.search(page.lines[first + end].bare)
                and (
                    page.lines[first + end].words <= page.lines[first + at].words + 1
                    or (shape == "value" and SHORT_LABEL.match(page.lines[first + end].bare))
                )
                and not page.lines[first + end].bare.endswith((":", ".", "؟"))
                and not _is_like(page.before(first + at), page.lines[first + end])
                and (shape == "number" or PARTS[shape].search(page.lines[first + end].bare))
            ):
                break
            end += 1
        if shape == "number" and "score" not in shapes[at:end] and "value" not in shapes[at:end]:
            at = _without_title(page, first, at, end)
            size = end - at
        again = first + at >= 2 and page.rules[first + at - 2] == "row"  # under the second of two titles
        cards = shapes[at:end].count("label")
        fewest = 3 if cards or (shape in ("number", "year", "stopped") and not again) else 2
        if size >= (4 if cards == size else fewest):
            if shape == "time" and _among_entries(page, first + at, first + end):
                at = end
                continue
            for row in range(first + at, first + end):
                page.verdicts[row], page.rules[row] = Verdict("item", 0.8), "row"
        at = end


def _shapes(lines: list[Line]) -> list[str]:
    """Return the shape of each line; a label with a word or two that stands twice among rows without a title is who speaks."""
    shapes = [shape_of(line) for line in lines]
    at = 0
    for shaped, run in groupby(shapes, bool):
        end = at + len(list(run))
        labels = [line.bare.partition(":")[0] for line in lines[at:end]] if shaped else []
        for row, label in enumerate(labels, at):
            if shapes[row] == "label" and labels.count(label) > 1:
                shapes[row] = ""
        at = end
    return shapes


def _among_entries(page: Page, first: int, last: int) -> bool:
    """Return whether entries of a live page stand beside rows of times whose time no mark parts from the text."""
    beside = [page.lines[at] for at in (first - 1, last) if 0 < at < len(page.lines) and page.verdicts[at] is None]
    return any(ENTRY.match(line.bare) for line in beside)


def _is_like(title: Line | None, line: Line) -> bool:
    """Return whether a line without figures is a title as the one over the rows is: «الأكثر ارتفاعاً», «الأكثر انخفاضاً»."""
    return (
        title is not None
        and not DIGIT.search(line.bare + title.bare)
        and line.words <= 4
        and title.bare.split()[0] == line.bare.split()[0]
        and abs(title.words - line.words) <= 1
    )


def _without_title(page: Page, first: int, at: int, end: int) -> int:
    """Return where the rows begin: a title with a number in it may stand over them."""
    lengths = [page.lines[first + row].words for row in range(at, end)]
    title = end - at >= 3 and lengths[0] > 1.6 * max(lengths[1:])
    return at + 1 if title else at


def _turns(page: Page, first: int, last: int) -> None:
    """Take lines for paragraphs that begin with a dash where questions and answers take turns.

    Both may bear the dash, or the answers alone. A remark may stand between a question and its answer; several lines
    under one question are a list.
    """
    dashed = [at for at in range(first, last) if page.lines[at].text[0] in _DASHES and _is_dashed(page, at)]
    asked = [at for at in dashed if _asks(page.lines[at])]
    answers = [at for at in dashed if at not in asked and _answers(page, at, first)]
    if not answers or len(asked) + len(answers) < 0.6 * len(dashed) or len(asked) > 2 * len(answers):
        return
    starred = [at - 1 for at in answers if _is_starred(page, at - 1)]
    for at in (*dashed, *starred):
        page.settle(at, "interview", Verdict("paragraph", 0.8))


def _two_marks(page: Page, first: int, last: int) -> None:
    """Take lines for paragraphs where one mark stands before each question and another before each answer: «■ …», «□ …».

    What is asked may be put as a statement now and then.
    """
    at = first
    while at < last:
        if page.lines[at].text[0] not in _TURNS:
            at += 1
            continue
        marks = _marks_of(page, at, last)
        if len(marks) >= 4 and marks[0] != marks[1] and _take_turns(marks):
            asked = [_asks(page.lines[at + turn]) for turn in range(0, len(marks), 2)]
            if sum(asked) * 2 >= len(asked):
                for turn in range(len(marks)):
                    page.settle(at + turn, "interview", Verdict("paragraph", 0.85))
        at += max(1, len(marks))


def _marks_of(page: Page, at: int, last: int) -> str:
    """Return the marks that lines begin with from `at` on, up to one without."""
    marks = ""
    while at < last and page.verdicts[at] is None and page.lines[at].text[0] in _TURNS:
        marks += page.lines[at].text[0]
        at += 1
    return marks


def _take_turns(marks: str) -> bool:
    return len(set(marks[::2])) == 1 and len(set(marks[1::2])) == 1


def _is_starred(page: Page, at: int) -> bool:
    """Return whether a line is a question with another mark than the dash of its answer: «* كيف بدأت؟»."""
    line = page.lines[at]
    asks = _asks(line) or line.bare.endswith(("..", "…"))  # and leaves the rest to the guest
    return at > 0 and page.verdicts[at] is None and line.text[0] in BULLETS + "*" and asks


def _asks(line: Line) -> bool:
    return line.bare.endswith(("؟", "?"))


def _answers(page: Page, at: int, first: int) -> bool:
    """Return whether the line before `at` asks, or the one before that, with a remark between."""
    if at > first and (_asks(page.lines[at - 1]) or _is_starred(page, at - 1)):
        return True
    return at > first + 1 and not _is_dashed(page, at - 1) and _asks(page.lines[at - 2])


def _is_dashed(page: Page, at: int) -> bool:
    return page.verdicts[at] is None and page.lines[at].text[0] in _DASHES and page.lines[at].words > 1
