"""What the bibliography of a Word document states of its source (ECMA-376 Part 1, 22.6)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

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
