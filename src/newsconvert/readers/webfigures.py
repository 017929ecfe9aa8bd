"""Pictures, embedded media and figures of web pages, with their captions and credits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from ..model import Block, Figure, Inline, Inlines, Link, Paragraph, Picture, Quotation, Table, Text, plain_text
from ..result import Kind
from .elements import EMBEDS, holds_blocks, is_phrasing, raw_text, remove, text_of
from .images import is_spacer
from .linebreaks import CREDITED_TITLE, split_credit
from .mathml import tex_formula
from .shaping import stripped, web_link

if TYPE_CHECKING:
    from .hypertext import Walker

CAPTION = re.compile(
    r"(?:^|[ _-])(?:cap(?:tion)?|(?:pic(?:ture)?|photo|img|image)[_-]?(?:desc(?:ription)?|text|title|info))(?:[ _-]|$)|"
    r"wp-caption-text|MsoCaption",
    re.IGNORECASE,
)
CREDIT_CLASS = re.compile(r"(?:^|[ _-])(?:credit|photographer|copyright|image-source)s?(?:[ _-]|$)", re.IGNORECASE)
_LONGEST_CREDIT = 60
#: The path of a picture, which some programs write for its text.
_PATH = re.compile(r"[\w.-]+(?:/[\w.-]+)+\.(?:png|jpe?g|gif|webp|svg)", re.IGNORECASE)
_WIDTH = re.compile(r"(?:^|[;\s])width\s*:\s*([0-9]{1,5}(?:\.[0-9]+)?)px")
_PIXELS = re.compile(r"([0-9]{1,5}(?:\.[0-9]+)?)(?:px)?")
#: Smaller pictures are icons and placeholders that scripts replace.
_NARROWEST = 16
_SOURCES = ("data-src", "data-original", "data-lazy-src", "data-lazy", "src")


def read_embed(walker: Walker, element: Any, aside: list[Block] | None) -> Iterator[Inline]:
    """Yield a link to what is embedded, with its title; what is shown where it cannot be played is counted.

    The picture that stands for it becomes a figure in `aside`, if that is given.
    """
    _count_words_instead(walker, element)
    if still := _read_still(walker, element):
        if aside is not None:
            aside.append(still)
        elif alternative := still.pictures[0].alternative:
            yield Text(f"[{alternative}]")
    if element.tag == "object" and element.get("type", "").startswith("image/"):  # a picture, above
        return
    address = next((value for name in ("src", "data", "data-src") if (value := element.get(name))), None)
    source = element.find(".//source") if address is None else None
    address = address or (source.get("src") if source is not None else None)
    target = web_link(address, walker.base) if address else None
    title = " ".join((element.get("title") or element.get("aria-label") or "").split())
    if target or title or address or element.get("srcdoc") or element.tag in ("video", "audio"):
        walker.account.add(Kind.EMBED_AS_LINK, title or target or f"{element.tag} {address or ''}".rstrip())
    if target or title:
        words = (Text(title or urlsplit(target or "").netloc or target or ""),)
        yield from (Link(target, words),) if target else words


#: What is in an `iframe` is read as text.
_TAG = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)


def _count_words_instead(walker: Walker, element: Any) -> None:
    """Count the words in an element that browsers show only where they cannot show what it is for."""
    if words := " ".join(_TAG.sub(" ", raw_text(element)).split()):
        walker.account.add(Kind.HIDDEN_TEXT, words)


def _read_still(walker: Walker, element: Any) -> Figure | None:
    """Return the picture that stands for an embedded video until it is played, or that an `object` element is."""
    address = element.get("poster", "").strip()
    if element.tag == "object" and element.get("type", "").startswith("image/"):
        address = element.get("data", "").strip()
    if not address:
        return None
    still = element.makeelement("img", {"src": address, "alt": element.get("title") or element.get("aria-label") or ""})
    picture = read_picture(walker, still)
    return Figure((picture,)) if picture else None


def read_picture(walker: Walker, element: Any) -> Picture | None:
    """Return the picture of an `img` element; None for a spacer or a counter that shows nothing."""
    address = next(
        (value for name in _SOURCES if (value := element.get(name, "").strip()) and value[:5] != "blob:"), ""
    )
    if element.get("src", "").startswith("data:") and not address.startswith("data:") and not address:
        address = element.get("src", "")
    if not address and (sets := element.get("srcset") or element.get("data-srcset")):
        address = sets.split(",")[-1].split()[0]
    if {element.get("width"), element.get("height")} & {"0", "1"}:
        return None
    image = walker.load(address) if address else None
    alternative = " ".join(element.get("alt", "").split()) or None
    if alternative and _PATH.fullmatch(alternative):  # as LibreOffice writes it into books
        alternative = None
    url = web_link(address, walker.base) if address and not address.startswith("data:") else None
    if is_spacer(address):
        if not alternative:
            return None
        image = None
    if image is None:
        walker.account.add(Kind.PICTURE_MISSING, alternative or address)
        if not alternative:
            alternative = address.rsplit("/", 1)[-1] if not address.startswith(("data:", "cid:")) else "صورة"
    return Picture(image, alternative, url, _width(element))


def _width(element: Any) -> int | None:
    """Return the width in pixels that an `img` element states; None for a share of the page or next to nothing."""
    stated = _WIDTH.search(element.get("style", "")) or _PIXELS.fullmatch(element.get("width", "").strip())
    width = round(float(stated[1])) if stated else 0
    return width if width >= _NARROWEST else None


def read_inline_picture(walker: Walker, element: Any, aside: list[Block] | None) -> Iterator[Inline]:
    """Yield what an `img` element is inside a paragraph; its picture becomes a figure in `aside`, if that is given."""
    _count_words_instead(walker, element)  # of AMP
    words = element.get("alt", "")
    if "emoji" in element.get("class", "") or (0 < len(words) <= 2 and not words.isalnum()):
        yield Text(words)
    elif _stands_for_words(element):
        yield from tex_formula(words)
    elif (picture := read_picture(walker, element)) is None:
        return
    elif aside is not None:
        words = " ".join(element.get("title", "").split())
        title: Inlines = (Text(words),) if words and words != picture.alternative else ()
        caption, credit = ((), title) if words and CREDITED_TITLE.match(words) else split_credit(title)
        aside.append(Figure((picture,), caption, credit))
    elif picture.alternative:  # in a cell or a heading, which holds no figure
        yield Text(f"[{picture.alternative}]")


def _stands_for_words(element: Any) -> bool:
    """Return whether a picture amid a line is set for its alternative text: a number, a sign, a formula, an icon."""
    words = " ".join(element.get("alt", "").split())
    if not words or len(words) > _LONGEST_FORMULA or _PATH.fullmatch(words):
        return False
    named = f"{element.get('class', '')} {element.get('src', '')}"
    if _FORMULA.search(named) or words.startswith(("{\\", "\\", "$")) or _SIGN.fullmatch(words):
        return bool(_line_around(element))
    sizes = (_PIXELS.fullmatch(element.get(name, "").strip()) for name in ("width", "height"))
    small = "vertical-align" in element.get("style", "") or any(one and float(one[1]) <= _LARGEST_SIGN for one in sizes)
    line = _line_around(element) if small else ""
    return bool(line) and words not in line  # not the flag beside the name of its country


def _line_around(element: Any) -> str:
    """Return the words in the line of an element, up to the breaks and blocks around it."""
    words: list[str] = []
    for preceding in (True, False):
        one = element
        while one is not None and is_phrasing(one):
            around = one.getparent()
            texts = [] if preceding else [one.tail or ""]
            for beside in one.itersiblings(preceding=preceding):
                if beside.tag == "br" or (isinstance(beside.tag, str) and holds_blocks(beside)):
                    texts += [beside.tail or ""] if preceding else []
                    around = None
                    break
                texts += [beside.tail or "", text_of(beside) if isinstance(beside.tag, str) else ""]
            if preceding and around is not None:
                texts.append(around.text or "")
            words += texts
            one = around
    return " ".join("".join(words).split())


_LONGEST_FORMULA, _LARGEST_SIGN = 200, 32
_FORMULA = re.compile(r"(?:^|[ _/-])(?:math|latex|tex|formula|equation|wp-smiley)(?:$|[ _./?-])", re.IGNORECASE)
#: Numbers with their units and signs, a letter or two, and equations: no names of files, no words.
_SIGN = re.compile(r"[\W\d_]*\d[\W\d_]*|[A-Za-zα-ωΑ-Ω]{1,2}|[\w.,]{0,6}\s?[=≈<>≤≥±×÷+/^√]\s?\S{1,20}")


def is_figure(element: Any) -> bool:
    """Return whether an element is a figure, or a box that its class calls a picture with its caption.

    A `dl` whose only term is a picture is one too: a picture of WordPress's galleries.
    """
    if element.tag == "dl":
        terms = element.findall("dt")
        return len(terms) == 1 and terms[0].find(".//img") is not None and not text_of(terms[0])
    boxed = CAPTION.search(element.get("class", "")) and element.find(".//img") is not None
    return element.tag == "figure" or bool(boxed)


def read_figure(walker: Walker, element: Any) -> Iterator[Block]:
    """Yield what a `figure`, or a box of a picture and its caption, holds."""
    words = [
        child for child in element.iter()
        if isinstance(child.tag, str) and (child.tag == "figcaption" or CAPTION.search(child.get("class", "")))
        and child.tag != "img" and not child.xpath(".//img")
    ]  # fmt: skip
    words = [
        child for child in words
        if not any(other in words for other in child.iterancestors())
        and next(child.iterancestors("figure"), element) in (element, *element.iterancestors())  # not of one inside
    ]  # fmt: skip
    caption: list[Inline] = []
    credit: Inlines = ()
    for child in words:
        named = next(
            (one for one in child.iter() if one is not child and CREDIT_CLASS.search(one.get("class", ""))), None
        )
        if named is not None:
            credit = (*credit, *((Text(" "),) if credit else ()), *stripped(tuple(walker.inlines(named))))
            remove(named)
        caption += [*([Text(" ")] if caption else []), *walker.inlines(child)]
        remove(child)
    for one in _find_credits(element):
        inner = next(one.iterancestors("figure"), element) not in (element, *element.iterancestors())
        if not one.xpath(".//img") and not credit and not inner:
            credit = stripped(tuple(walker.inlines(one)))
            remove(one)
    shown = stripped(tuple(caption))
    if not credit:
        shown, credit = split_credit(shown)
    if shown:
        _drop_titles(element)
    blocks = list(walker.blocks(element))
    others = [one for one in blocks if not _is_bare(one)]
    if (
        len(others) < len(blocks) and not credit and not any(True for _ in element.iter(*EMBEDS))
    ):  # a line of its own, which pages set small
        small = [
            one for one in others if isinstance(one, Paragraph) and len(plain_text(one.inlines)) <= _LONGEST_CREDIT
        ]
        if len(small) == 1 and len(others) == 1:
            blocks, others, credit = [one for one in blocks if one is not small[0]], [], small[0].inlines
    named = any(isinstance(one, Figure) for one in others)  # pictures with captions of their own: it is a gallery
    if len(others) < len(blocks) and not named:
        yield from _with_caption(blocks, shown, credit)
    elif len(others) < len(blocks) or (len(others) > 1 and all(isinstance(one, Figure) for one in others)):
        yield from blocks
        if shown or credit:
            yield Paragraph(_join(shown, credit))
    elif others and isinstance(first := others[0], Table) and not first.caption:
        yield Table(first.rows, _join(shown, credit), first.header_rows)
        yield from others[1:]
    elif others and isinstance(first := others[0], Quotation) and not first.attribution:
        yield Quotation(first.inlines, first.blocks, _join(shown, credit))
        yield from others[1:]
    else:
        yield from others
        if shown or credit:
            yield Paragraph(_join(shown, credit))


def _is_bare(block: Block) -> bool:
    return isinstance(block, Figure) and not block.caption and not block.credit


def _with_caption(blocks: list[Block], caption: Inlines, credit: Inlines) -> Iterator[Block]:
    """Yield blocks with the pictures that stand together as one figure; the last has the caption."""
    runs = [(bare, list(run)) for bare, run in groupby(blocks, _is_bare)]
    last = max(at for at, (bare, _) in enumerate(runs) if bare)
    for at, (bare, run) in enumerate(runs):
        if bare:
            pictures = tuple(one for block in run if isinstance(block, Figure) for one in block.pictures)
            yield Figure(pictures, *((caption, credit) if at == last else ()))
        else:
            yield from run


def _drop_titles(element: Any) -> None:
    """Take the titles of pictures away in a figure with a caption, unless they are credits: both would be captions."""
    for one in element.iter("img"):
        if next(one.iterancestors("figure"), element) is element and not CREDITED_TITLE.match(one.get("title", "")):
            one.attrib.pop("title", None)


def _join(one: Inlines, other: Inlines) -> Inlines:
    return (*one, *((Text(" "),) if one and other else ()), *other)


def _find_credits(element: Any) -> list[Any]:
    """Return the elements that their class calls a credit."""
    return [one for one in element.iter() if isinstance(one.tag, str) and CREDIT_CLASS.search(one.get("class", ""))]
