"""pdf.js's own viewer in headless Chromium: what Firefox finds and copies."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from .judges import NPM, browser, need

if TYPE_CHECKING:
    from playwright.sync_api import Route

_BODY = """<!DOCTYPE html><meta charset="utf-8"><title>pdf</title>
<link rel="stylesheet" href="/legacy/web/pdf_viewer.css">
<div id="container" style="position: absolute; inset: 0; overflow: auto"><div class="pdfViewer"></div></div>"""


def found_and_copied(data: bytes, phrases: Sequence[str]) -> tuple[list[int], str]:
    """Return how often each phrase is found in a PDF, and what is copied when the text of each page is selected."""
    folder = NPM / "node_modules" / "pdfjs-dist"
    need("pdfjs-dist", folder.is_dir())

    def answer(route: Route) -> None:
        path = folder / route.request.url.removeprefix("http://pdf.test/")
        if path.is_file():
            kind = "text/css" if path.suffix == ".css" else "text/javascript"
            route.fulfill(content_type=kind, body=path.read_bytes())
        else:
            route.fulfill(content_type="text/html", body=_BODY)

    program = Path(__file__).with_name("pdfviewer.js").read_text(encoding="utf-8").partition("\n")[2]
    with browser() as started:
        page = started.new_page(viewport={"width": 900, "height": 1300})
        page.route("http://pdf.test/**", answer)  # modules need an origin; no network is asked for it
        page.goto("http://pdf.test/")
        found, copied = page.evaluate(program, [base64.b64encode(data).decode(), list(phrases)])
    return found, copied
