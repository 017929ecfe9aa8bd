"""What a Word document shows beside its main text: headers and footers, comments, parts that are brought in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from .passages import Passage
from .wordnames import W, text_in

#: Fields whose result is counted or looked up by Word, in headers and footers (ECMA-376 Part 1, 17.16.5).
_COUNTED = re.compile(r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES)\b", re.IGNORECASE)
#: Fields that documents have. Others bring in text from elsewhere, or run programs.
_KNOWN = re.compile(
    r"\s*(?:TOC|PAGE|NUMPAGES|SECTIONPAGES|PAGEREF|BIBLIOGRAPHY|CITATION|INDEX|XE|STYLEREF|SEQ|REF|NOTEREF|HYPERLINK)\b",
    re.IGNORECASE,
)
_NO_NUMBER = re.compile(r"[^\W\d_]")


@lru_cache(maxsize=64)
def margin_lines(root: Any, place: str) -> tuple[Passage, ...]:
    """Return the lines of a header or footer, without page numbers; most documents have some alike."""
    return tuple(_margin_lines(root, place))


def _margin_lines(root: Any, place: str) -> Iterator[Passage]:
    for paragraph in root.iter(f"{W}p"):
        text, counted = "", 0
        depth: list[str] = []
        for node in paragraph.iter(f"{W}fldChar", f"{W}instrText", f"{W}t", f"{W}tab", f"{W}fldSimple"):
            if node.tag == f"{W}fldChar":
                kind = node.get(f"{W}fldCharType")
                if kind == "begin":
                    depth.append("")
                elif kind == "end" and depth:
                    depth.pop()
            elif node.tag == f"{W}instrText" and depth:
                depth[-1] += node.text or ""
            elif node.tag == f"{W}tab":
                text += " "
            elif node.tag == f"{W}t":
                simple = next(node.iterancestors(f"{W}fldSimple"), None)
                told = [*depth, "" if simple is None else simple.get(f"{W}instr", "")]
                if any(map(_COUNTED.match, told)) and not _NO_NUMBER.search(node.text or ""):
                    counted += 1
                elif not any(re.match(r"\s*STYLEREF\b", one, re.IGNORECASE) for one in told):
                    text += node.text or ""
        if text.strip():
            yield Passage(text, place, margin=True)


def brought_in(body: Any) -> Iterator[Passage]:
    """Yield what brings in other text, or runs a program: parts of other kinds, and fields that documents have not."""
    for one in body.iter(f"{W}altChunk", f"{W}subDoc"):
        yield Passage(f"[{one.tag.removeprefix(W)}]", "a part that is brought in")
    for one in body.iter("{urn:schemas-microsoft-com:vml}textpath"):
        yield Passage(one.get("string", ""), "a drawing")
    for one in body.iter(f"{W}fldSimple"):
        told = one.get(f"{W}instr", "")
        if told.strip() and not _KNOWN.match(told):
            yield Passage(told.strip(), "a field")
    told = ""
    for one in body.iter(f"{W}fldChar", f"{W}instrText"):
        if one.tag == f"{W}instrText":
            told += one.text or ""
            continue
        if told.strip() and not _KNOWN.match(told):
            yield Passage(told.strip(), "a field")
        told = ""


def contents_lines(body: Any) -> Iterator[Passage]:
    """Yield the text of galleries such as contents (17.5.2.12), which are of no article."""
    for control in body.iter(f"{W}sdt"):
        if control.find(f"{W}sdtPr/{W}docPartObj") is not None:
            for paragraph in control.iter(f"{W}p"):
                if text := text_in(paragraph):
                    yield Passage(text, "a content control")
