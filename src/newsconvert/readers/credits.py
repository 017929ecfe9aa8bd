"""Credits in the paragraphs of marked-up text, found by the rules of plain text: byline, dateline, dates, agency."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import zip_longest
from typing import Any

from ..model import (
    Article,
    Block,
    Emphasis,
    Figure,
    Heading,
    ItemList,
    LineBreak,
    Note,
    Paragraph,
    Quotation,
    Strong,
    Table,
    Text,
    ThematicBreak,
    block_inlines,
    plain_text,
)
from ..patterns import pattern
from ..result import Kind, Warning
from .account import comparable
from .linebreaks import runs_between_breaks, split_credit
from .shaping import LABELLED_SOURCE, FramedLine, one_line, stripped
from .structure import structure
from .structure.citations import cites_source
from .structure.creditlines import credit_at
from .structure.dates import contradicted_day, date_line
from .structure.line import Line, Page
from .structure.names import name_likeness, split_names
from .structure.parts import read_parts

#: What the rules call a line that is none of the body.
_CREDITS = frozenset(("byline", "dateline", "date"))
_FIELDS = ("byline", "dateline", "timestamp", "place", "agency", "published")
#: So many blocks from each end may hold credits.
_HEAD, _FOOT = 6, 4
_SURE = 0.75
#: What ends a caption under a picture, which is no line of credits of the article: «قوارب في الميناء (الأناضول)».
_ENDS_IN_CREDIT = pattern(r"\([^()]{2,40}\)\s*$")


def take_credits(headline: str, blocks: list[Block]) -> dict[str, Any]:
    """Take the credits out of `blocks`, above the text and below it; return the fields of the article that they state.

    A dateline that begins the first paragraph stays there, as in plain text.
    """
    blocks[:_HEAD] = [part for block in blocks[:_HEAD] for part in _credit_lines(block)]
    for at, block in enumerate(blocks[:_HEAD]):
        if isinstance(block, Heading) and block.level > 2 and read_credit(plain_text(block.inlines), sure=True):
            blocks[at] = Paragraph(block.inlines)  # set as one, for its size
    pictured = [False, *(isinstance(block, Figure) and not block.caption for block in blocks)]
    texts = [
        ""
        if isinstance(block, Figure | Table | FramedLine) or (below and _ENDS_IN_CREDIT.search(_text(block)))
        else _text(block)
        for block, below in zip(blocks, pictured, strict=False)
    ]
    for at, following in enumerate(blocks[1:]):
        if texts[at].endswith((":", "：")) and isinstance(following, ItemList | Table | Quotation):
            texts[at] = ""  # which it announces
    signed = _signed_at(blocks, texts)
    under = set(range(signed + 1, len(texts))) if signed is not None else set()
    texts = ["" if at in under else text for at, text in enumerate(texts)]
    built = structure([line for text in (headline, *texts) for line in (text, "")], stated=True)
    if built.headline != headline:
        return {}
    roles: dict[str, set[str]] = {}
    for decision in built.decisions:
        roles.setdefault(decision.text, set()).add(decision.role)
    taken = [
        isinstance(block, Paragraph)
        and bool(roles.get(text, set()) & _CREDITS)
        and bool(text)
        and not any(isinstance(node, Note) for node in block.inlines)
        and not LABELLED_SOURCE.fullmatch(text)
        and not _tells(text)
        for block, text in zip(blocks, texts, strict=True)
    ]
    beside = {one.text for one in built.decisions if one.rule == "date at the end" or one.role == "deck"}
    passed = [
        isinstance(block, Figure | ThematicBreak)
        or at in under
        or "deck" in roles.get(text, ())
        or text in beside
        or bool(LABELLED_SOURCE.fullmatch(text))
        for at, (block, text) in enumerate(zip(blocks, texts, strict=True))
    ]
    above = _run(taken[:_HEAD], passed)
    below = [
        len(blocks) - 1 - at for at in _run(taken[::-1][:_FOOT], passed[::-1]) if len(blocks) - 1 - at not in above
    ]
    said = [
        line for name in ("byline", "dateline", "timestamp") for line in str(getattr(built, name) or "").split("\n")
    ]
    above = [at for at in above if _is_in(texts[at], said)]  # not the caption of a picture, which names an agency
    below = [at for at in below if _is_in(texts[at], said)]
    gone = comparable("".join(texts[at] for at in (*above, *below)))
    rest = (at for at, block in enumerate(blocks) if at not in above and (texts[at] or isinstance(block, Table)))
    begun = next(rest, None)
    first = "" if begun is None else texts[begun]
    found = {
        name: value
        for name in _FIELDS
        if (value := getattr(built, name))
        and not (value in texts and _tells(value))
        and _is_said(name, str(value), gone, first)
    }
    kept = comparable("".join(str(found.get(name, "")) for name in ("byline", "dateline", "timestamp")))
    going = {at for at in (*above, *below) if comparable(texts[at]) in kept}  # nothing that no field has
    blocks[:] = [block for at, block in enumerate(blocks) if at not in going]
    return found


def _signed_at(blocks: list[Block], texts: list[str]) -> int | None:
    """Return where a bold line with the author stands over those of who translated or edited, and of the source."""
    at = len(blocks) - 1
    while at > max(0, len(blocks) - _FOOT - 1) and len(texts[at]) <= _LONGEST_CAPTION and _HANDS.match(texts[at]):
        at -= 1
    block = blocks[at] if 0 <= at < len(blocks) - 1 else None
    bold = isinstance(block, Paragraph) and len(block.inlines) == 1 and isinstance(block.inlines[0], Strong)
    return at if bold and not _HANDS.match(texts[at]) and read_credit(texts[at], sure=True) else None


#: Who had a hand in a text beside its author, and whose it is.
_HANDS = pattern(
    r"(?:ترجمة|ترجمها|تحرير|حررها|إعداد|مراجعة|تدقيق|تصوير|المصدر|مع وكالات|(?:جميع )?(?:ال)?حقوق|©)(?!\w)"
)


def _tells(text: str) -> bool:
    """Return whether a paragraph is a dateline and a sentence, which is text: «دبي (رويترز) - ارتفع الذهب.».

    Without a mark at its end, a sentence has more words, and does not begin as credits do: «من مراسلنا الخاص».
    """
    found = _SENTENCE.search(text)
    if found is None or any(name_likeness(name) > _HINT for name in split_names(found[1])):
        return False
    last = re.split(r"\s[-–—]+\s", found[1])[-1]
    words = last.split()
    ends = words[-1].rstrip('»”")')[-1:] in tuple(".!?؟…")
    return ends or (len(words) >= _FEWEST_WORDS and not date_line(last) and not _OFFICE.match(words[0]))


#: What follows the last dash or colon of a line, and how a few words without a known name look like one.
_SENTENCE, _HINT = pattern(r"(?:\s[-–—]+|[:：]|--)\s*([^-–—:：\s]+\s[^–—:：]+)$"), 0.3
_FEWEST_WORDS = 3
#: The first word of who sent a text, without a name: «مكتب الجريدة», «وكالات الأنباء», «قسم الشؤون المحلية».
_OFFICE = pattern(
    r"(?:ال)?(?:مكتب|قسم|وكال(?:ة|ات)|مراسل(?:ة|و|ون|ين|نا|تنا|ونا|ينا)?|موفد(?:ة|نا|تنا)?|خاص(?:ة)?|محرر(?:ة|و)?|هيئة|صحيفة|جريدة|موقع|"
    r"شبكة|قناة|فريق|دائرة|إعداد|ترجمة|من|بقلم|كتب(?:ت)?|حاور(?:ه|ها|ته|تها)?|أجرى|أجرت|تقرير|تحقيق|نشرة|تصوير)$"
)


def _credit_lines(block: Block) -> list[Block]:
    """Return a block with the lines of credits that begin it as blocks of their own: «كتب: محمود عشري», a date."""
    if not isinstance(block, Paragraph) or not any(isinstance(node, LineBreak) for node in block.inlines):
        return [block]
    runs = [run for run in runs_between_breaks(block.inlines, 1) if plain_text(run).strip()]
    lines = [one_line(plain_text(run)) for run in runs]
    begun = next((at for at, line in enumerate(lines) if not _is_credit(line)), len(runs))
    if not begun:
        return [block]
    rest = [node for run in runs[begun:] for node in (LineBreak(), *stripped(run))][1:]
    parts = [stripped(run) for run in runs[:begun]] + ([tuple(rest)] if rest else [])
    return [replace(block, inlines=part) for part in parts]


#: Words of a paper's name among credits, and of a headline.
_NAME_WORDS, _HEADLINE_WORDS = 4, 25


def part_head(blocks: list[Block]) -> bool:
    """Part the first paragraph of `blocks` where breaks part the headline from credits and text; return whether so."""
    at = next((at for at, block in enumerate(blocks) if not isinstance(block, Figure | ThematicBreak)), len(blocks))
    block = blocks[at] if at < len(blocks) else None
    if not isinstance(block, Paragraph | Heading) or not any(isinstance(node, LineBreak) for node in block.inlines):
        return False
    first, *runs = [run for run in runs_between_breaks(block.inlines, 1) if plain_text(run).strip()]
    lines = [one_line(plain_text(run)) for run in runs]
    credited = [_is_above(line) for line in lines]
    last = max((at for at, one in enumerate(credited, 1) if one), default=0)
    last += last < len(lines) and len(lines[last].split()) <= _NAME_WORDS  # the name of the paper
    long = sum(len(line.split()) for line in lines) > _HEADLINE_WORDS >= len(plain_text(first).split())
    if _is_credit(one_line(plain_text(first))) or not (credited[:1] == [True] or (long and not last)):
        return False
    rest = tuple(node for run in runs[last:] for node in (LineBreak(), *stripped(run)))[1:]
    blocks[at : at + 1] = [Paragraph(stripped(run)) for run in (first, *runs[:last], rest) if run]
    return True


def part_foot(blocks: list[Block]) -> None:
    """Part the last paragraph of `blocks` where breaks part the line of its source from others and from the text."""
    block = blocks[-1] if blocks else None
    if not isinstance(block, Paragraph) or not any(isinstance(node, LineBreak) for node in block.inlines):
        return
    runs = [run for part in runs_between_breaks(block.inlines, 1) if (run := stripped(part))]
    lines = [one_line(plain_text(run)) for run in runs]
    is_source = [cites_source(line) for line in lines]
    begun = len(lines)
    while begun and (is_source[begun - 1] or _is_credit(lines[begun - 1])):
        begun -= 1
    if not any(is_source[begun:]):
        return
    text = tuple(node for run in runs[:begun] for node in (LineBreak(), *run))[1:]
    blocks[-1:] = [Paragraph(part) for part in (text, *runs[begun:]) if part]


def _is_above(line: str) -> bool:
    """Return whether a line is a byline, a dateline, a date or a source under a headline."""
    found = credit_at(Page([Line(_HEADLINE, gap=False), Line(line, gap=False), _TEXT]), 1)
    sure = found is not None and found[1].confidence >= _SURE and not _SPOKEN.search(line)
    return sure or _is_credit(line) or LABELLED_SOURCE.fullmatch(line) is not None


def _is_credit(line: str) -> bool:
    return not _SPOKEN.search(line) and bool(date_line(line) or read_credit(line, sure=True))


def attach_captions(blocks: list[Block], *, slanted: bool = False) -> list[Block]:
    """Return blocks with a line under a picture that ends in its credit («تصوير: …») as the caption.

    So is a line with a label («الصورة 1: …», «شكل 2») and, with `slanted`, one of emphasis, as many write captions; but
    not a credit of the article.
    """
    found: list[Block] = []
    above = _stand_above(blocks)
    for block, after in zip_longest(blocks, blocks[1:]):
        before = found[-1] if found else None
        if isinstance(before, Paragraph) and (own := _with_caption_above(block, before, above=above)):
            found[-1] = own
            continue
        over_next = above and isinstance(after, Figure) and _is_numbered(block)
        if isinstance(before, Figure) and not before.caption and isinstance(block, Paragraph) and not over_next:
            only = block.inlines[0] if len(block.inlines) == 1 else None
            caption = only.children if isinstance(only, Emphasis) else block.inlines
            words, credit = (caption, ()) if before.credit else split_credit(caption)
            text = one_line(plain_text(caption))
            slants = slanted and caption is not block.inlines
            labelled = len(text) <= _LONGEST_CAPTION and (bool(credit and words) or _LABELLED_CAPTION.fullmatch(text))
            if (slants or labelled) and not _is_credit(text):
                found[-1] = replace(before, caption=words, credit=before.credit or credit)
                continue
        found.append(block)
    return found


def _stand_above(blocks: list[Block]) -> bool:
    """Return whether labels of pictures stand above them: the first does where no picture is above the label."""
    over = zip(["", *blocks], blocks, blocks[1:], strict=False)
    return any(
        isinstance(two, Figure) and _is_numbered(one) and not isinstance(zero, Figure) for zero, one, two in over
    )


def _is_numbered(block: Block) -> bool:
    text = one_line(plain_text(block.inlines)) if isinstance(block, Paragraph) else ""
    return len(text) <= _LONGEST_CAPTION and bool(_NUMBERED.match(text) and _LABELLED_CAPTION.fullmatch(text))


def _with_caption_above(block: Block, line: Paragraph, *, above: bool) -> Block | None:
    """Return a table with a caption in the line above it, or a picture where their labels stand `above`."""
    if isinstance(block, Table) and not block.caption:
        text = one_line(plain_text(line.inlines))
        return (
            replace(block, caption=line.inlines)
            if len(text) <= _LONGEST_CAPTION and _OF_TABLE.fullmatch(text)
            else None
        )
    if above and isinstance(block, Figure) and not block.caption and _is_numbered(line):
        return replace(block, caption=line.inlines)
    return None


#: The label of a table with its number and a caption, and that of a picture.
_OF_TABLE = pattern(r"(?:(?:ال)?جدول(?: رقم)?\s*[(\[]?\s*|Table\s*)\d{1,3}\s*[)\]]?\s*[:：.–—-]\s*\S.*", re.IGNORECASE)
_NUMBERED = pattern(r"(?:(?:ال)?(?:صورة|شكل|مخطط|خريطة|خارطة)|Figure|Fig\.)\D{0,6}\d.*[:：.–—-]\s*\S", re.IGNORECASE)
_LONGEST_CAPTION = 160
#: The label of a picture with its number, alone or with what parts it from the caption; without one it needs a colon.
_LABELLED_CAPTION = pattern(
    r"(?:(?:ال)?(?:صورة|صورت(?:ان|ين)|صور|شكل|شكلان|أشكال|رسم(?: توضيحي| بياني)?|مخطط|خريطة|خارطة|لوحة)(?: رقم)?\s*"
    r"[(\[]?\s*\d{1,3}(?:\s*(?:و|-|–|إلى)\s*\d{1,3})?\s*[)\]]?|"
    r"(?:Figure|Fig\.|Photo|Image|Map)\s*\d{1,3})(?:\s*[:：.–—-]\s*\S.*)?|"
    r"(?:(?:ال|في ال|تعليق ال)?صورة|Photo|Caption)\s*[:：]\s*\S.*",
    re.IGNORECASE,
)


#: What a sentence has, and credits have not: «قال أحدهم: “الموشح فن”».
_SPOKEN = pattern('[«»“”"!؟?]|[.:]$')


def read_credit(line: str, *, sure: bool = False) -> dict[str, Any]:
    """Return the fields that an author stated beside the text has: a whole line, «كتب - محمود فؤاد: القاهرة», has more.

    The line itself is the byline; it may say place, agency and date. With `sure` there are no fields unless the rules
    of plain text take the line for a byline.
    """
    text = re.sub(r"[\s:：]+$", "", one_line(line)) or line
    found = credit_at(Page([Line(_HEADLINE, gap=False), Line(text, gap=False), _TEXT]), 1)
    facts = found[1].facts if found else None
    credits_author = found and (found[1].role == "byline" or (found[0] == "labelled byline" and facts and facts.byline))
    if sure and not (found and credits_author and found[1].confidence >= _SURE):
        return {}
    stated: dict[str, Any] = {"byline": text}
    if found and facts and found[1].role in ("byline", "dateline"):
        stated |= {"place": facts.place, "agency": facts.agency}
        stated |= {"published": facts.dated.when} if facts.dated else {}
    if "published" not in stated and any(map(str.isdigit, text)):  # «نشره ليث خلف في أحد, 07/07/2024 - 13:05»
        dates = [part.dated for part in read_parts(text) if part.kind == "date" and part.dated]
        stated |= {"published": dates[0].when} if dates else {}
    return {name: value for name, value in stated.items() if value}


#: A headline and a paragraph, which the rules of credits expect around one.
_HEADLINE, _TEXT = "عنوان الخبر", Line(" ".join(["كلمة"] * 30) + ".", gap=True)


def credits_of(line: str) -> dict[str, Any]:
    """Return the fields of the article that a line states, as if it stood between headline and text."""
    return take_credits(_HEADLINE, [Paragraph((Text(text),)) for text in (line, _TEXT.text)])


def with_credits(article: Article, found: dict[str, Any]) -> Article:
    """Return an article with those of the fields in `found` that it does not have."""
    lacking: dict[str, Any] = {name: value for name, value in found.items() if getattr(article, name) is None}
    return replace(article, **lacking)


def doubtful_day(article: Article) -> tuple[Warning, ...]:
    """Return a warning where the article is dated by a Hijri date whose weekday is another, and not one beside it."""
    first = article.body[0] if article.body else None
    begun = plain_text(first.inlines)[:_LONGEST_CAPTION] if isinstance(first, Paragraph) else ""
    for line in filter(None, (article.timestamp, article.dateline, article.byline, begun)):
        found = contradicted_day(line)
        if found is not None and article.published and str(article.published)[:10] == str(found[1]):
            told = f"«{found[0]}» is {found[1]} in the Umm al-Qura calendar, which is another weekday"
            return (Warning(Kind.INVALID_FIELD, f"{told}; check the date of publication."),)
    return ()


def _is_in(text: str, said: list[str]) -> bool:
    """Return whether a line is one of those that became fields, whole or for the most part."""
    return any(line and (line in text or text in line) for line in said)


def _is_said(name: str, value: str, gone: str, first: str) -> bool:
    """Return whether a field is what the lines said that are `gone`; else it stands in a place that is kept.

    A dateline begins the `first` paragraph. A byline that is that paragraph stays there, for its note.
    """
    if name in ("place", "agency", "published"):
        return True
    begins = "" if name == "byline" else first
    return all(comparable(line) in gone or begins.startswith(line) for line in value.split("\n"))


def _run(taken: list[bool], passed: list[bool]) -> list[int]:
    """Return which blocks are credits, up to the first that is neither one nor what may stand between them."""
    stop = next((at for at, one in enumerate(taken) if not one and not passed[at]), len(taken))
    return [at for at in range(stop) if taken[at]]


def _text(block: Block) -> str:
    """Return a block as one line: what stands for the position of blocks that can be no credit too."""
    runs = block_inlines(block)
    if isinstance(block, Heading):
        return f"## {one_line(plain_text(block.inlines))}"
    text = one_line(" ".join(plain_text(run) for run in runs[:3]))
    return f"- {text}" if isinstance(block, ItemList) and text else text
