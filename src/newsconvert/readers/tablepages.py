"""Pages without a marked headline, most of them old: laid out by tables, set in fonts, titled by site and headline.

HTML 3.2 and 4.0 have `font`, `big`, `center` and tables for what later pages say by elements of their own. The headline
is what the page's title repeats, or else the largest line over the text; the article is in the cell around both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from .elements import CONTROLS, SILENT, text_of
from .shaping import one_line
from .structure.dates import date_line, find_date
from .structure.ends import is_pull_out
from .structure.folding import fold
from .structure.words import KICKERS, PAPERS

#: What parts the pieces of a page's title.
_PARTS = re.compile(r"\s+[-–—|»«<>›·•/:~*]+\s+|\s*(?:::+|\||>>|»)\s*|^\s*[:|»]+\s*|\s*[:|«]+\s*$")
#: Titles that programs give pages whose authors gave them none.
NO_TITLE = re.compile(
    r"(?:new|untitled|blank) (?:page|document)[ \d]*|untitled(?:[- ]?\d+)?|no title|(?:home ?)?page[ \d]*|"
    r"index(?:\.html?)?|document\d*|"
    r"(?:مستند|صفحة) (?:جديدة?|بدون عنوان|ويب جديدة)[ \d]*|بدون عنوان[ \d]*|"
    r"(?:(?:نسخة|صفحة) (?:لل|قابلة لل)?)?طباعة(?: (?:الخبر|الصفحة|المقال))?|print(?:able)?(?: (?:version|page))?",
    re.IGNORECASE,
)
SITE = re.compile(
    r"^(?:ال)?(?:صحيفة|جريدة|موقع|شبكة|وكالة|مجلة|بوابة|قناة|منتدى|منتديات|دار|إذاعة|تلفزيون|مؤسسة|يومية)\s"
    r"|\.(?:com|net|org|info)\b|(?:نت|أونلاين|اون لاين|online)$",
    re.IGNORECASE,
)
#: Elements that a headline may be set in, and how large they show it; `font` says so itself (1 to 7, 3 is normal).
_SIZES = {"h2": 5, "h3": 4, "big": 4}
_NORMAL = 3
_PHRASES = ("b", "strong", "big", "font", "span", "u", "em", "i")
_SET_IN = frozenset((*_PHRASES, "h2", "h3", "h4", "h5", "h6", "p", "div", "center", "td", "th", "caption"))
_NO_TEXT = SILENT | CONTROLS | {"a", "marquee", "form", "iframe"}
_BLOCKS = frozenset(("table", "tbody", "tr", "td", "th", "div", "center", "font", "p", "ul", "ol", "span", "form"))
#: A run of letters that is of a paragraph, not of a menu or a headline.
_LONG = 60
#: The share of the text that a part must hold to be the article's, with the headline or without it.
_SHARE, _SHARE_ALONE = 0.6, 0.8
_HEADLINE_WORDS = 25
#: Left out where so much of an element is links.
_LINKED = 0.6
_CAPTION = 160


@dataclass(slots=True)
class OldPage:
    """What was found in a page: the headline, the name of the site in its title, and the element of the article.

    `element` is None where no tables lay out the page, `published` a date that stands outside of it, `around`
    what stands over the headline and below the text.
    """

    headline: str
    site: str | None = None
    element: Any = None
    published: str | None = None
    around: frozenset[Any] = frozenset()

    def leaves_out(self, element: Any) -> bool:
        """Return whether an element inside the article's is a menu, a list of other articles, or its label."""
        if element is self.element or element.tag not in _BLOCKS | {"marquee", "b", "strong"}:
            return False
        if self.element is None and element not in self.around:  # no tables: over the headline and below the text alone
            return False
        return _is_links(element) or (_is_label(element) and _before_links(element))


def read_old_page(tree: Any) -> OldPage | None:
    """Find the headline of a page that has no `h1`, and set it in one; None where the page has one already.

    An `h1` that only names the site, as the page's title does beside the headline, counts as none.
    """
    body = tree.find("body")
    title = NO_TITLE.sub("", title_of(tree))
    if body is None or tree.find(".//article") is not None:
        return None
    pieces = _pieces(title)
    headings = body.findall(".//h1")
    if any(not _names_site(text_of(heading), pieces) for heading in headings):
        return None
    for heading in headings:
        heading.tag = "div"
    runs = _of_one_text(list(_long_runs(body)))
    element = _repeated(body, pieces)
    part = _around(body, runs, element) if _is_table_page(body, runs) else None
    if element is None and part is not None:
        element = _largest(body, part, runs, pieces)
        part = part if element is None else _around(body, runs, element)
    found = OldPage(text_of(element) if element is not None else _without_site(title, pieces), element=part)
    found.site = _site(pieces, found.headline)
    if part is not None:
        _mark_figures(part)
        _part_lines(part, element)
        found.published = _date_outside(body, part)
    if element is not None:
        found.around = frozenset(takewhile(lambda one: one is not element, body.iter())) | _below(body, runs)
        _promote(element)
    return found if found.headline else None


def without_site(title: str, site: str) -> str:
    """Return a title without the name of its `site` at one end, which marks part from the rest."""
    pieces = _pieces(title)
    if len(pieces) < 2 or not site or _key(site) not in (_key(pieces[0]), _key(pieces[-1])):
        return title
    return _without(title, pieces, 0 if _key(pieces[0]) == _key(site) else len(pieces) - 1)


def site_in(title: str, headline: str) -> str | None:
    """Return what a title has at one end beside the `headline`, where that is known to name a site."""
    pieces = _pieces(title)
    named = [piece for piece in (pieces[:1] + pieces[-1:]) if _is_site(piece) and len(piece.split()) <= _SITE_WORDS]
    rest = _key("".join(piece for piece in pieces if piece not in named))
    return named[0] if len(pieces) > 1 and len(set(named)) == 1 and rest == _key(headline) else None


def title_of(tree: Any) -> str:
    """Return what the `title` of a page says, as a line."""
    return one_line(tree.xpath("string(//title)"))


def names_paper(words: str) -> bool:
    """Return whether a line is a paper or a site by its name alone: «جريدة الضفة»."""
    return len(words.split()) <= _SITE_WORDS and SITE.search(words) is not None


_SITE_WORDS = 4


def _pieces(title: str) -> list[str]:
    return [piece.strip() for piece in _PARTS.split(title) if piece and piece.strip()]


def _names_site(text: str, pieces: list[str]) -> bool:
    """Return whether a heading repeats the piece of a title that is the site's name, beside a longer piece."""
    words, most = len(text.split()), max((len(piece.split()) for piece in pieces), default=0)
    named = _key(text) in map(_key, pieces) or _is_site(text)
    return named and words <= 4 and most > words


def _of_one_text(runs: list[tuple[Any, int]]) -> list[tuple[Any, int]]:
    """Return the long runs without those of cells that hold the beginnings of other articles, each with its link."""
    cells: dict[Any, list[tuple[Any, int]]] = {}
    for run in runs:
        cells.setdefault(_cell(run[0]), []).append(run)
    kept = []
    for cell, inside in cells.items():
        links = [] if cell is None else [one for one in cell.iter("a") if one.get("href") and _cell(one) is cell]
        kept += [] if len(links) >= 3 and len(links) >= len(inside) else inside
    return kept or runs


def _cell(element: Any) -> Any:
    return next((one for one in (element, *element.iterancestors()) if one.tag in ("td", "th")), None)


def _long_runs(body: Any) -> Iterator[tuple[Any, int]]:
    """Yield the elements that hold long runs of text, and how long these are."""
    for element in body.iter():
        if not isinstance(element.tag, str):
            continue
        own = "" if element.tag in _NO_TEXT else element.text or ""
        for text, holder in ((own, element), (element.tail or "", element.getparent())):
            length = len(" ".join(text.split()))
            if length >= _LONG and holder is not None and not _is_inside(holder, _NO_TEXT):
                yield holder, length


def _is_inside(element: Any, tags: frozenset[str]) -> bool:
    return element.tag in tags or any(one.tag in tags for one in element.iterancestors())


def _is_table_page(body: Any, runs: list[tuple[Any, int]]) -> bool:
    """Return whether most of the text is in cells of tables."""
    total = sum(length for _, length in runs)
    celled = sum(length for holder, length in runs if _is_inside(holder, frozenset(("td", "th"))))
    return body.find(".//table") is not None and total > 0 and celled >= _SHARE * total


def _repeated(body: Any, pieces: list[str]) -> Any:
    """Return the element whose text is a piece of the title, or several: the one of most words."""
    wanted: dict[str, int] = {}
    for start in range(len(pieces)):
        for end in range(start + 1, len(pieces) + 1):
            key = _key("".join(pieces[start:end]))
            if len(key) >= 6:
                wanted[key] = len(" ".join(pieces[start:end]).split())
    best, most = None, 1
    for element in body.iter(*_SET_IN):
        if len(element) > 12 or _is_inside(element, _NO_TEXT):
            continue
        words = wanted.get(_key(text_of(element)), 0)
        if words > most:
            best, most = element, words
    return best


def _key(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


def _around(body: Any, runs: list[tuple[Any, int]], headline: Any) -> Any:
    """Return the smallest element that holds most of the text, and the headline if that is known."""
    total = sum(length for _, length in runs)
    share = _SHARE if headline is not None else _SHARE_ALONE
    sums: dict[Any, int] = {}
    for holder, length in runs:
        for one in (holder, *holder.iterancestors()):
            sums[one] = sums.get(one, 0) + length
    above = set(headline.iterancestors()) if headline is not None else None
    held = [one for one, length in sums.items() if length >= share * total and (above is None or one in above)]
    whole = [one for one in held if one.tag in ("td", "th", "div", "table", "tbody", "center", "body", "tr")]
    return min(whole, key=lambda one: sum(1 for _ in one.iter()), default=body)


def _largest(body: Any, part: Any, runs: list[tuple[Any, int]], pieces: list[str]) -> Any:
    """Return the element set largest of those that stand over the text, the name of the site apart."""
    names = {_key(piece) for piece in pieces}
    first = next((holder for holder, _ in runs if holder is part or part in holder.iterancestors()), None)
    inside = set(part.iter())
    best, largest = None, _NORMAL
    for element in body.iter(*_SET_IN):
        if element is first:
            break
        text = text_of(element) if len(element) <= 12 else ""
        if not 2 <= len(text.split()) <= _HEADLINE_WORDS or _key(text) in names or _is_inside(element, _NO_TEXT):
            continue
        sizes = set(_sizes(element))
        if len(sizes) > 1:  # a kicker and the headline below it, say: each has an element of its own
            continue
        size = max(sizes, default=_NORMAL)
        if size == largest == _NORMAL and element.tag in ("b", "strong") and len(text.split()) >= 4:
            size += element in inside  # bold at the least
        if size > largest and not date_line(text):
            best, largest = element, size
    return best


def _sizes(element: Any, around: int = _NORMAL) -> Iterator[int]:
    """Yield how large the words inside an element are set, each run of them."""
    own = _size(element) or around
    if (element.text or "").strip():
        yield own
    for child in element:
        if isinstance(child.tag, str) and child.tag not in _NO_TEXT:
            yield from _sizes(child, own)
        if (child.tail or "").strip():
            yield own


def _size(element: Any) -> int | None:
    """Return how large an element sets its words, None where it does not say."""
    stated = element.get("size", "").strip() if element.tag == "font" else ""
    if re.fullmatch(r"[+-]?\d", stated):
        return int(stated) + (_NORMAL if stated[0] in "+-" else 0)
    named = re.search(r"(?:^|[ _-])(?:title|headline|head|onwan|عنوان)(?:$|[ _-])", element.get("class", ""), re.I)
    return 5 if named else _SIZES.get(element.tag)


def _without_site(title: str, pieces: list[str]) -> str:
    """Return a title without the name of the site at one end of it, where that is known to be one."""
    if len(pieces) < 2:
        return title
    ends = [at for at in (0, len(pieces) - 1) if _is_site(pieces[at])]
    return _without(title, pieces, ends[0]) if len(ends) == 1 else title


def _without(title: str, pieces: list[str], end: int) -> str:
    left = pieces[1:] if end == 0 else pieces[:-1]
    start = title.find(left[0])
    return title[start : title.rfind(left[-1]) + len(left[-1])].strip() or title


def _is_site(piece: str) -> bool:
    return bool(SITE.search(piece)) or fold(piece) in PAPERS


def _site(pieces: list[str], headline: str) -> str | None:
    """Return the piece of the title that names the site: the outermost one, unless it names a section."""
    others = [piece for piece in pieces if _key(piece) not in _key(headline)]
    ends = [piece for piece in others if piece in (pieces[0], pieces[-1]) and fold(piece) not in KICKERS]
    named = [piece for piece in ends if _is_site(piece)] or ends
    return named[-1] if named and len(named[-1].split()) <= 5 and (len(pieces) > 1 or _is_site(named[-1])) else None


def _date_outside(body: Any, part: Any) -> str | None:
    """Return the date of the issue, which stands alone over the article or beside it."""
    inside = set(part.iter())
    for element in body.iter():
        if element in inside or not isinstance(element.tag, str) or element.tag in _NO_TEXT or len(element) > 4:
            continue
        text = text_of(element)
        if 6 <= len(text) <= 60 and any(map(str.isdigit, text)) and (dated := find_date(text)):
            return dated.when.isoformat()
    return None


def _below(body: Any, runs: list[tuple[Any, int]]) -> set[Any]:
    """Return the elements after the last long run of text."""
    holders = {holder for holder, _ in runs}
    return set(takewhile(lambda one: one not in holders, reversed(list(body.iter()))))


def _promote(element: Any) -> None:
    """Make the outermost element that holds nothing but the headline an `h1`."""
    words = text_of(element)
    while (parent := element.getparent()) is not None and parent.tag in _SET_IN - {"td", "th"}:
        if text_of(parent) != words:
            break
        element = parent
    if element.tag in ("td", "th", "caption"):
        tail, text, inner = None, element.text, list(element)
        made = element.makeelement("h1", {})
        made.text, made.tail = text, tail
        made.extend(inner)
        element.text = None
        element.append(made)
    else:
        element.tag = "h1"
        element.attrib.clear()


def _mark_figures(part: Any) -> None:
    """Make tables that hold one picture and its caption figures."""
    for table in list(part.iter("table")):
        pictures, words = list(table.iter("img")), text_of(table)
        if len(pictures) != 1 or not 0 < len(words) <= _CAPTION or table.find(".//table") is not None:
            continue
        if table.find(".//a") is not None and _is_links(table):
            continue
        made = table.makeelement("figure", {})
        picture = pictures[0]
        picture.tail = None
        caption = made.makeelement("figcaption", {})
        caption.text = words
        made.extend((picture, caption))
        made.tail = table.tail
        table.getparent().replace(table, made)


def _part_lines(part: Any, headline: Any) -> None:
    """Part what single line breaks part: lines over the headline, credits, and long lines that end as sentences do."""
    over = set(takewhile(lambda one: one is not headline, part.iter())) if headline in set(part.iter()) else set()
    for found in list(part.iter("br")):
        line, after = _line_beside(found, before=True), _line_beside(found, before=False)
        ends = len(line) >= _LONG and line.endswith((".", "؟", "!", "»", '"'))
        if found in over or (ends and after) or (0 < len(line) < _LONG <= len(after)):
            made = found.makeelement("br", {})
            made.tail, found.tail = found.tail, None
            found.addnext(made)


def _line_beside(found: Any, *, before: bool) -> str:
    """Return the words between a line break and the one before it, or after it, in the element that holds both."""
    parts = [] if before else [found.tail or ""]
    for one in found.itersiblings(preceding=before):
        if before:
            parts.append(one.tail or "")
        if one.tag == "br":
            break
        parts.append(text_of(one) if one.tag in _PHRASES else "")
        if not before:
            parts.append(one.tail or "")
    else:
        parts += [found.getparent().text or ""] if before else []
    return " ".join("".join(reversed(parts) if before else parts).split())


def _is_links(element: Any) -> bool:
    """Return whether an element holds links and little else: two or more, none of them in a paragraph."""
    if element.tag == "marquee":
        return True
    links = [text_of(one) for one in element.iter("a") if one.get("href")]
    whole = text_of(element)
    if len(links) < 2 or any(len(link) > 2 * _LONG for link in links):
        return False
    return sum(map(len, links)) >= _LINKED * len(whole)


def _is_label(element: Any) -> bool:
    words = text_of(element)
    return 0 < len(words) <= 40 and is_pull_out(words)


def _before_links(element: Any) -> bool:
    """Return whether what comes after an element, or after those that it ends, is links."""
    while element is not None and not (element.tail or "").strip():
        following = element.getnext()
        while following is not None and following.tag in ("br", "hr") and not (following.tail or "").strip():
            following = following.getnext()
        if following is not None:
            return following.tag == "a" or (isinstance(following.tag, str) and _is_links(following))
        element = element.getparent()
    return False
