"""What a Word document shows beside its main text: headers and footers, comments, parts that are brought in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from .passages import Passage

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
#: Fields whose result is counted or looked up by Word, in headers and footers (ECMA-376 Part 1, 17.16.5).
_COUNTED = re.compile(r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES)\b", re.IGNORECASE)
#: Fields that documents have. Others bring in text from elsewhere, or run programs.
_KNOWN = re.compile(
    r"\s*(?:TOC|PAGE|NUMPAGES|SECTIONPAGES|PAGEREF|BIBLIOGRAPHY|CITATION|INDEX|XE|STYLEREF|SEQ|REF|NOTEREF|HYPERLINK)\b",
    re.IGNORECASE,
)
_NO_NUMBER = re.compile(r"[^\W\d_]")


def margin_lines(root: Any, place: str) -> Iterator[Passage]:
    """Yield the lines of a header or footer, without page numbers."""
    for paragraph in root.iter(f"{_W}p"):
        text, counted = "", 0
        depth: list[str] = []
        for node in paragraph.iter(f"{_W}fldChar", f"{_W}instrText", f"{_W}t", f"{_W}tab", f"{_W}fldSimple"):
            if node.tag == f"{_W}fldChar":
                kind = node.get(f"{_W}fldCharType")
                if kind == "begin":
                    depth.append("")
                elif kind == "end" and depth:
                    depth.pop()
            elif node.tag == f"{_W}instrText" and depth:
                depth[-1] += node.text or ""
            elif node.tag == f"{_W}tab":
                text += " "
            elif node.tag == f"{_W}t":
                simple = next(node.iterancestors(f"{_W}fldSimple"), None)
                told = [*depth, "" if simple is None else simple.get(f"{_W}instr", "")]
                if any(map(_COUNTED.match, told)) and not _NO_NUMBER.search(node.text or ""):
                    counted += 1
                elif not any(re.match(r"\s*STYLEREF\b", one, re.IGNORECASE) for one in told):
                    text += node.text or ""
        if text.strip():
            yield Passage(text, place, margin=True)


def brought_in(body: Any) -> Iterator[Passage]:
    """Yield what brings in other text, or runs a program: parts of other kinds, and fields that documents have not."""
    for one in body.iter(f"{_W}altChunk", f"{_W}subDoc"):
        yield Passage(f"[{one.tag.removeprefix(_W)}]", "a part that is brought in")
    for one in body.iter("{urn:schemas-microsoft-com:vml}textpath"):
        yield Passage(one.get("string", ""), "a drawing")
    for one in body.iter(f"{_W}fldSimple"):
        told = one.get(f"{_W}instr", "")
        if told.strip() and not _KNOWN.match(told):
            yield Passage(told.strip(), "a field")
    told = ""
    for one in body.iter(f"{_W}fldChar", f"{_W}instrText"):
        if one.tag == f"{_W}instrText":
            told += one.text or ""
            continue
        if told.strip() and not _KNOWN.match(told):
            yield Passage(told.strip(), "a field")
        told = ""


def contents_lines(body: Any) -> Iterator[Passage]:
    """Yield the text of galleries such as contents (17.5.2.12), which are of no article."""
    for control in body.iter(f"{_W}sdt"):
        if control.find(f"{_W}sdtPr/{_W}docPartObj") is not None:
            for paragraph in control.iter(f"{_W}p"):
                if text := "".join(one.text or "" for one in paragraph.iter(f"{_W}t")):
                    yield Passage(text, "a content control")
