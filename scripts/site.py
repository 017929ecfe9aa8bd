"""A hook of MkDocs: pages in Arabic are Arabic throughout, and the search works from disk."""

from __future__ import annotations

import copy
import shutil
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

ROOT = Path(__file__).parents[1]


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation) -> dict[str, Any]:
    """Set the language of the theme, and with it the direction; put the pages in Arabic first beside one of them."""
    arabic = page.file.src_uri.startswith("ar/")
    config.theme["language"] = "arabic" if arabic else "en"
    if arabic:
        context["nav"] = own = copy.copy(nav)
        own.items = [nav.items[-1], *nav.items[:-1]]
    return context


@event_priority(-100)  # after the plugin that makes the index
def on_post_build(config: MkDocsConfig, **_: Any) -> None:
    """Give the search what it needs: its words as a script, for pages from disk, and the rules of comparing words."""
    site = Path(config.site_dir)
    index = (site / "search" / "search_index.json").read_text(encoding="utf-8")
    (site / "search" / "search_index.js").write_text(f"var __index = {index}", encoding="utf-8")
    shutil.copy(ROOT / "src/newsconvert/archive/outputs/site/static/fold.js", site)
