"""The text of a Word document as it stands there, from which is proved that all of it was read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...arabic import arabic_indic, is_rtl
from ...packages.word import W

_W = f"{{{W}}}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"


def shown_texts(root: Any) -> Iterator[str]:
    """Yield the text of each paragraph that Word may show: not what is deleted, or repeated for older programs.

    The number of a note, which stands beside its mark and begins the note, is a text of its own.
    """
    for paragraph in root.iter(f"{_W}p"):
        if any(holder.tag in _UNSHOWN for holder in paragraph.iterancestors()):
            continue
        texts: list[str] = []
        for run, text in _texts_in(paragraph):
            begins = not texts and root.tag in _OF_NOTES and len(text.strip()) <= _LONGEST_MARK
            if begins or any(run.find(f"{_W}{name}") is not None for name in _NOTED):
                yield text
            else:
                texts.append(text)
        yield "".join(texts)


def _texts_in(element: Any) -> Iterator[tuple[Any, str]]:
    """Yield the texts in an element with their runs, but not those of paragraphs inside, in boxes."""
    for child in element:
        if child.tag == f"{_W}t":
            yield element, child.text or ""
        elif child.tag != f"{_W}p" and child.tag not in _UNSHOWN and len(child):
            yield from _texts_in(child)


_NOTED, _OF_NOTES, _LONGEST_MARK = ("footnoteReference", "endnoteReference"), (f"{_W}footnotes", f"{_W}endnotes"), 4
_UNSHOWN = frozenset((f"{_W}del", f"{_W}moveFrom", f"{_MC}Fallback"))


def words_in(element: Any) -> str:
    """Return the text inside an element as it stands there, but what is marked as deleted."""
    return "".join(one.text or "" for one in element.iter(f"{_W}t"))


def note_numbers(body: Any) -> Iterator[tuple[str, str]]:
    """Yield bookmarks around the marks of notes, each with the number that documents give the note."""
    show = arabic_indic if is_rtl(words_in(body)) else str
    count, opened = 0, dict[str, str]()
    for one in body.iter(*(f"{_W}{name}" for name in ("bookmarkStart", "bookmarkEnd", *_NOTED))):
        name = one.tag.removeprefix(_W)
        if name == "bookmarkStart":
            opened[one.get(f"{_W}id", "")] = one.get(f"{_W}name", "")
        elif name == "bookmarkEnd":
            opened.pop(one.get(f"{_W}id", ""), None)
        elif one.get(f"{_W}customMarkFollows") not in ("1", "true", "on"):
            count += 1
            yield from ((bookmark, show(count)) for bookmark in opened.values())
