"""What the properties and the bibliography of a Word document state of it (ECMA-376 Part 1, 22.6)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from ..languages import known_labels
from .package import parse
from .wordnames import W

BIBLIOGRAPHY = "{http://schemas.openxmlformats.org/officeDocument/2006/bibliography}"
_NAMES = {
    "Title": "title", "URL": "source", "Last": "author", "First": "author", "Middle": "author",
}  # fmt: skip
#: What only Word reads.
_KEPT = frozenset(("Tag", "SourceType", "Guid", "LCID", "RefOrder"))
_TYPES = frozenset(("InternetSite", "ArticleInAPeriodical"))
_DATES = {"": "published", "Accessed": "retrieved"}


def cited_facts(root: Any) -> Iterator[tuple[str, str]]:
    """Yield what a bibliography states, by the names of facts; the dates as day, month and year."""
    for source in root.iter(f"{BIBLIOGRAPHY}Source"):
        stated: dict[str, str] = {}
        for one in source.iter():
            name = one.tag.removeprefix(BIBLIOGRAPHY) if isinstance(one.tag, str) else ""
            if name == "SourceType" and one.text not in _TYPES:
                yield "metadata", one.text or ""
            if len(one) or not one.text or name in _KEPT:
                continue
            if name.startswith(("Year", "Month", "Day")):
                stated[name] = one.text
            else:
                yield _NAMES.get(name, "site"), one.text
        for suffix, fact in _DATES.items():
            parts = [stated.get(f"{part}{suffix}") for part in ("Day", "Month", "Year")]
            if any(parts):
                yield fact, " ".join(filter(None, parts))


def cited_otherwise(body: Any, lists: Iterable[Any]) -> Iterator[str]:
    """Yield the results of CITATION fields with words that the source they cite does not have in `lists`."""
    undated = {word for one in known_labels() for word in _words(one.undated)}
    stated = {
        source.findtext(f"{BIBLIOGRAPHY}Tag"): {word for text in source.itertext() for word in _words(text)} | undated
        for root in lists
        for source in root.iter(f"{BIBLIOGRAPHY}Source")
    }
    known: set[str] | None = None
    shown = ""
    for one in body.iter(f"{W}instrText", f"{W}t", f"{W}fldChar"):
        if one.tag == f"{W}instrText":
            cited = re.match(r"\s*CITATION\s+(\S+)", one.text or "")
            known = stated.get(cited[1]) if cited else None
            shown = ""
        elif one.tag == f"{W}t":
            shown += one.text or ""
        elif one.get(f"{W}fldCharType") == "end" and known is not None:
            if not known.issuperset(_words(shown)):
                yield f"[citation] {shown[:80]}"
            known = None


def _words(text: str) -> Iterator[str]:
    return (str(int(word)) if word.isdecimal() else word for word in re.findall(r"\w+", text))


def stated_facts(files: dict[str, bytes]) -> Iterator[tuple[str, str]]:
    """Yield what the core properties state (ECMA-376 Part 2, 8.3), and the source in the custom ones."""
    names = {
        "title": "title", "creator": "author", "language": "language", "description": "description",
        "subject": "subject", "keywords": "subject", "category": "category",
    }  # fmt: skip
    for one in parse(files, "docProps/core.xml") if "docProps/core.xml" in files else ():
        name = names.get(one.tag.rpartition("}")[2]) if isinstance(one.tag, str) else None
        if name and one.text:
            yield name, one.text
    for one in parse(files, "docProps/custom.xml") if "docProps/custom.xml" in files else ():
        if fact := _CUSTOM.get(one.get("name", "")):
            yield fact, "".join(one.itertext())
    for name in files:
        if name.startswith("customXml/") and name.endswith(".xml"):
            root = parse(files, name)
            yield from cited_facts(root) if root.tag == f"{BIBLIOGRAPHY}Sources" else ()


_CUSTOM = {"Source": "publisher", "Source URL": "source"}
