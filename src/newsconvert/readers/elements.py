"""Elements of web pages: their text, and which of them are notes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import copy
from itertools import chain, dropwhile
from typing import Any

SPACE = re.compile(r"[ \t\n\r\f]+")
#: Elements whose text no reader of the page is shown.
SILENT = frozenset((
    "script", "style", "template", "head", "title", "meta", "link", "base", "datalist", "input", "area",
    "desc", "metadata",
))  # fmt: skip
#: Elements with which readers of a page fill in forms: what is in them is no text of an article.
CONTROLS = frozenset(("select", "option", "textarea"))
#: Elements of MathML that repeat a formula in another form, and are not shown.
ANNOTATIONS = frozenset(("annotation", "annotation-xml"))
#: Elements whose text is shown only where what they embed cannot be.
EMBEDS = frozenset(("iframe", "video", "audio", "embed", "object"))
_UNSHOWN = SILENT | EMBEDS

#: Elements that are blocks; any other, such as one of a page's own, is part of a line.
_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "col", "colgroup", "dd",
    "details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form",
    "frameset", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "legend", "li", "listing",
    "main", "marquee", "menu", "nav", "noframes", "ol", "optgroup", "p", "plaintext", "pre", "search",
    "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "xmp",
))  # fmt: skip


def shown_texts(element: Any) -> Iterator[str]:
    """Yield the texts inside an element that a reader of the page may see, hidden ones too."""
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str) and child.tag not in SILENT and child.tag not in EMBEDS | ANNOTATIONS:
            yield from shown_texts(child)
        yield child.tail or ""


def without_tail(element: Any) -> Any:
    """Return a copy of an element without the text after it."""
    made = copy(element)
    made.tail = None
    return made


def raw_text(element: Any) -> str:
    """Return the text inside an element with its white space, `br` as the end of a line."""
    parts = [element.text or ""]
    for child in element:
        if child.tag == "br":
            parts.append("\n")
        elif isinstance(child.tag, str) and child.tag not in SILENT:
            parts.append(raw_text(child))
        parts.append(child.tail or "")
    return "".join(parts)


def text_of(element: Any, between: str = "") -> str:
    """Return all text that is shown inside an element, in order, spaces as one; `between` parts that of elements."""
    parts: list[str] = []
    _collect(element, parts)
    return SPACE.sub(" ", between.join(parts)).strip()


def only_headline(tree: Any) -> Any:
    """Return the only `h1` inside an element; None where there is none or several."""
    found = tree.findall(".//h1")
    return found[0] if len(found) == 1 else None


def from_headline(tree: Any, headline: Any) -> Iterator[Any]:
    """Yield the headline, the elements inside it, and all that follow in the order of the page."""
    return dropwhile(lambda one: one is not headline, tree.iter())


def linked_letters(element: Any) -> int:
    """Return how many letters of an element are in links."""
    return sum(len(text_of(link)) for link in element.iter("a"))


def shown_words(element: Any) -> str:
    """Return the text inside an element as a line, with a space where blocks end, without what is hidden in it."""
    parts: list[str] = []
    _collect_shown(element, parts)
    return SPACE.sub(" ", "".join(parts)).strip()


def _collect_shown(element: Any, parts: list[str]) -> None:
    parts.append(element.text or "")
    for child in element:
        if isinstance(child.tag, str) and child.tag not in _UNSHOWN and "hidden" not in child.attrib:
            edge = " " if child.tag in _BLOCKS or child.tag == "br" else ""
            parts.append(edge)
            _collect_shown(child, parts)
            parts.append(edge)
        parts.append(child.tail or "")


def _collect(element: Any, parts: list[str]) -> None:
    parts.append(element.text or "")
    for child in element:
        if child.tag == "br":
            parts.append(" ")
        elif isinstance(child.tag, str) and child.tag not in _UNSHOWN:
            _collect(child, parts)
        parts.append(child.tail or "")


def remove(element: Any) -> None:
    """Take an element out of its tree, if it is still in one, but leave the text after it."""
    parent, tail = element.getparent(), element.tail
    if parent is None:
        return
    before = element.getprevious()
    if tail:
        if before is not None:
            before.tail = (before.tail or "") + tail
        else:
            parent.text = (parent.text or "") + tail
    parent.remove(element)


BACK = re.compile(
    "(?:^|[ _-])(?:footnote-?back(?:ref|link)?|doc-backlink|backlink|reversefootnote|mw-cite-backlink)(?:$| )"
)
ARROWS = frozenset(("↩", "↩︎", "↑", "^", "⤴", "↵"))
_REFERS = re.compile(
    "(?:^|[ _-])(?:noteref|footnote-?(?:ref|anchor|link)?|fn|reference|sdfootnoteanc|easy-footnote)(?:$|[ _-])"
)
#: The marks and addresses of notes that Word and others have.
_NOTE_ADDRESS = re.compile(r"#_?(?:ftnt?|edn|fn|en|footnote|endnote|note|sdfootnote|sdendnote)[\w:-]*\d", re.IGNORECASE)
_NOTE_MARK = re.compile(r"\[?(?:[0-9٠-٩]{1,3}|[ivxl]{1,6}|\*{1,3})\]?")
_LONGEST_NOTE = 3000


def class_and_id(element: Any) -> str:
    """Return the classes and the id of an element."""
    return f"{element.get('class', '')} {element.get('id', '')}"


def roles(element: Any) -> str:
    """Return the classes and roles of an element."""
    names = ("class", "role", "rel", "{http://www.idpf.org/2007/ops}type", "epub:type")
    return " ".join(filter(None, (element.get(name) for name in names)))


def note_mark(element: Any) -> Any:
    """Return the link to a note that an element is or holds, as a raised number; None where it is no mark."""
    if element.tag == "sup":
        only = next(element.iter("a"), None)  # also within `bdi` or `span`
        words = text_of(element)  # perhaps with its brackets outside of the link
        anchor = only if only is not None and text_of(only) in (words, words.strip("[]()")) else None
    else:
        raised = element.tag == "a" and (
            _REFERS.search(roles(element))
            or element.find("sup") is not None
            or (_NOTE_ADDRESS.match(element.get("href", "")) and _NOTE_MARK.fullmatch(text_of(element)))
        )
        anchor = element if raised else None
    return (
        anchor
        if anchor is not None and anchor.get("href", "").startswith("#") and len(text_of(anchor)) <= _LONGEST_MARK
        else None
    )


def find_notes(root: Any) -> dict[str, Any]:
    """Return the elements that marks in `root` lead to, by their ids: notes, where every item of their list is one."""
    wanted = {mark.get("href")[1:] for one in root.iter("a", "sup") if (mark := note_mark(one)) is not None}
    found: dict[str, Any] = {}
    for one in root.iter("*"):
        name = one.get("id") or (one.get("name", "") if one.tag == "a" else "")
        if name in wanted:
            found.setdefault(name, _noted(one))
    notes = {}
    for name, element in found.items():
        long = len(text_of(element)) > _LONGEST_NOTE and element.get("role") != "doc-footnote"
        inner = long or element.tag not in ("li", "aside", "p", "div", "dd", "section")
        siblings = [one for one in element.getparent() if one.tag == element.tag] if element.tag in ("li", "dd") else []
        if not inner and all(one in found.values() for one in siblings) and element.find(".//h1") is None:
            notes[name] = element
    return notes


def bring_notes(tree: Any, part: Any) -> None:
    """Put the notes that marks in the main part of a page lead to, and that stand outside of it, at its end."""
    inside = set(part.iter())
    wanted = {mark.get("href")[1:] for one in part.iter("a", "sup") if (mark := note_mark(one)) is not None}
    found: list[Any] = []
    for one in tree.iter("*") if wanted else ():
        name = one.get("id") or (one.get("name", "") if one.tag == "a" else "")
        if name not in wanted or one in inside:
            continue
        noted = _noted(one)
        whole = noted.getparent() if noted.tag in ("li", "dd") else noted
        leads_back = any(link.get("href", "").startswith("#") for link in noted.iter("a"))
        is_note = (leads_back or _NOTE_ADDRESS.match(f"#{name}")) and len(text_of(noted)) <= _LONGEST_NOTE
        if is_note and whole not in found and whole.tag != "body" and part not in whole.iterdescendants():
            found.append(whole)
    for whole in found:
        remove(whole)
        whole.tail = None
        part.append(whole)


def _noted(element: Any) -> Any:
    """Return the paragraph or item that begins with an anchor, which Word and Google Docs have for a note."""
    while element.tag in ("a", "span", "sup") and (around := element.getparent()) is not None:
        if (around.text or "").strip() or element is not next(one for one in around if isinstance(one.tag, str)):
            break
        element = around
    around = element.getparent()
    if element.tag == "p" and around is not None and around.tag == "div" and len(around) == 1:
        return around
    return element


_NOTE = re.compile(
    r"(?:^|[ _-])(?:foot|end|rear|side|margin)-?note(?:_{1,2}|-)?(?:note|content|text|body|tooltip)?(?:$| )"
)
_NOTE_ELEMENTS = frozenset(("span", "small", "aside", "div", "cite", "bdi"))


def is_note_in_line(element: Any) -> bool:
    """Return whether an element amid a line is a note itself, as pages have it that show it at its mark."""
    if element.tag not in _NOTE_ELEMENTS or not element.attrib or "hidden" in element.attrib:
        return False
    before = element.getprevious()
    opened = "popover" in element.attrib and before is not None and before.get("popovertarget") == element.get("id")
    if not opened and not _NOTE.search(roles(element)):
        return False
    around = element.getparent()
    in_line = element.tag in ("span", "small", "cite", "bdi") or around.tag == "p" or bool((element.tail or "").strip())
    if not in_line or not _LONGEST_MARK < len(text_of(element)) <= _LONGEST_NOTE:
        return False
    before_it = chain((one.tail for one in element.itersiblings(preceding=True)), (around.text,))
    return any(text and text.strip() for text in before_it)


def opens_note(mark: Any) -> bool:
    """Return whether an element is no more than the number, or the button, of the note in the line right after it."""
    if mark.tag not in ("sup", "a", "label", "button") or (mark.tail or "").strip():
        return False
    after = mark.getnext()
    return after is not None and _NOTE_MARK.fullmatch(text_of(mark)) is not None and is_note_in_line(after)


_LONGEST_MARK = 8


def holds_only_notes(element: Any, notes: dict[str, Any]) -> bool:
    """Return whether an element holds notes and nothing else."""
    if element.tag not in ("ol", "ul", "section", "div", "dl") or not len(element) or (element.text or "").strip():
        return False
    children = [child for child in element if isinstance(child.tag, str) and child.tag != "hr"]
    return bool(children) and all(
        (child in notes.values() or holds_only_notes(child, notes)) and not (child.tail or "").strip()
        for child in children
    )


def is_phrasing(element: Any) -> bool:
    """Return whether an element is part of a line; one that a page has made for itself is, where it stands in text."""
    if "-" in element.tag:
        around = element.getparent()
        return around is not None and bool(
            (around.text or "").strip() or any((one.tail or "").strip() for one in around)
        )
    return element.tag not in _BLOCKS


def holds_blocks(element: Any) -> bool:
    """Return whether an element is a block or holds one, other than what stands in a line too."""
    if element.tag in _INLINE_ALSO or not isinstance(element.tag, str):
        return False
    return not is_phrasing(element) or any(map(holds_blocks, element))


_INLINE_ALSO = frozenset((*EMBEDS, *SILENT, *CONTROLS, "noscript", "svg", "math"))


def line_amid_which(element: Any) -> str:
    """Return the line that an element is amid: one with text of its own before it, and after all elements at its end.

    Breaks and blocks part lines. Return an empty text for an element at an end of its line, or beside others alone.
    """
    block = element
    while block is not None and is_phrasing(block):
        block = block.getparent()
    if block is None or holds_blocks(element):
        return ""
    lines: list[list[tuple[str, Any]]] = [[]]
    _collect_lines(block, lines)
    inside = {*element.iter()}
    line = next((one for one in lines if any(owner in inside for _, owner in one)), [])
    pieces = [(text, owner) for text, owner in line if text.strip()]
    first = next((at for at, (_, owner) in enumerate(pieces) if owner in inside), 0)
    begun = any(owner is block and any(map(str.isalpha, text)) for text, owner in pieces[:first])
    ends = begun and pieces[-1][1] is block and re.search(r"\w|[.؟!]", pieces[-1][0])
    return SPACE.sub(" ", "".join(text for text, _ in line)).strip() if ends else ""


def _collect_lines(element: Any, lines: list[list[tuple[str, Any]]]) -> None:
    """Add the texts in an element to the last of `lines`, each with the element that it is right in."""
    lines[-1].append((element.text or "", element))
    for child in element:
        parts = isinstance(child.tag, str) and (child.tag == "br" or holds_blocks(child))
        if parts:
            lines.append([])
        elif isinstance(child.tag, str) and child.tag not in _UNSHOWN:
            _collect_lines(child, lines)
        lines[-1].append((child.tail or "", element))
