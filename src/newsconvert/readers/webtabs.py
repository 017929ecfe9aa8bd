"""Tabs of web pages (WAI-ARIA 1.2): the label of each stands over its panel, also where one holds the other."""

from __future__ import annotations

import re
from typing import Any

from .elements import remove, text_of


def take_tabs(tree: Any) -> None:
    """Put the label of each tab over its panel, which it opens; tabs without panels are a menu."""
    tablists = tree.xpath(".//*[@role='tablist']")
    panels: dict[str, Any] = {}
    for panel in tree.xpath(".//*[@role='tabpanel']") if tablists else ():
        panels |= {f"#{one}": panel for one in (panel.get("id"), panel.get("aria-labelledby")) if one}
    for tabs in tablists:
        _take_tablist(tabs, panels)


def _take_tablist(tabs: Any, panels: dict[str, Any]) -> None:
    """Put the labels of tabs over their `panels`; those of comments and lists of other articles stay as they are."""
    found: list[tuple[Any, Any]] = []
    holds_panels = bool(tabs.xpath(".//*[@role='tabpanel']"))
    for tab in tabs.xpath(".//*[@role='tab']"):
        names = (f"#{tab.get('aria-controls')}", tab.get("href"), f"#{tab.get('id')}")
        panel = next((panels[name] for name in names if name in panels), None)
        after = tab.getnext() if panel is None and holds_panels else None
        found.append((tab, after if after is not None and after.get("role") == "tabpanel" else panel))
    if not found or any(panel is None for _, panel in found):
        if not holds_panels:
            tabs.set("role", "menu")
        return
    for tab, panel in found:
        label = text_of(tab)
        if label and not _OTHER_TABS.search(label):
            panel.attrib.pop("hidden", None)
            labelled = _label(panel, label)
            if holds_panels and labelled:
                remove(tab)
            elif holds_panels:
                tab.set("hidden", "")
    if not holds_panels:
        remove(tabs)


def _label(panel: Any, label: str) -> bool:
    """Put a label over a panel, unless it has it: pages have one for small screens too. Return whether it is put."""
    first = panel[0] if len(panel) else None
    if first is not None and first.tag == "summary" and text_of(first) == label:
        return False
    made = panel.makeelement("summary")
    made.text, made.tail, panel.text = label, panel.text, None
    panel.insert(0, made)
    return True


_OTHER_TABS = re.compile(r"تعليق|الأكثر|ذات صلة|أخبار|مواضيع|شارك|comment|related|most|share", re.IGNORECASE)
