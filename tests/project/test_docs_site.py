"""The documentation as a site, in a real browser from disk."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from support import ROOT, judges

pytestmark = [pytest.mark.judge, pytest.mark.xdist_group("docs site")]

LINES = """() => {
  const code = document.querySelector(".language-text pre > code"), box = code.getBoundingClientRect();
  const range = document.createRange();
  range.selectNodeContents(code);
  const lines = new Map(); // how far from the left and from the right of its box each line stands
  for (const { top, left, right } of range.getClientRects()) {
    const [before, after] = lines.get(Math.round(top)) || [Infinity, Infinity];
    lines.set(Math.round(top), [Math.min(before, left - box.left), Math.min(after, box.right - right)]);
  }
  return [...lines.values()];
}"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--config-file", f"{ROOT}/mkdocs.yml"]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    subprocess.run([*command, "--site-dir", folder], check=True, capture_output=True, env=environment)
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with judges.browser() as started:
        yield started


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context() as context:
        page = context.new_page()
        elsewhere: list[str] = []
        page.on("request", lambda request: elsewhere.append(request.url) if "file:" not in request.url[:5] else None)
        page.on("pageerror", lambda problem: elsewhere.append(str(problem)))
        yield page
        assert [address for address in elsewhere if not address.startswith("data:")] == []


def search(page: Page, query: str) -> list[str]:
    """Return the addresses of what a search finds, the best first."""
    page.get_by_role("textbox").click()
    page.keyboard.insert_text(query)
    links = page.locator(".md-search-result__item")
    expect(links.first).to_be_visible()
    found = links.evaluate_all("items => items.map((item) => item.querySelector('a').href)")
    return [address.split("/", 3)[3] for address in found]


@pytest.mark.parametrize(
    ("query", "where"),
    [
        ("التثبيت", "ar/install.html"),
        ("تثبيت", "ar/install.html"),  # without the article
        ("الارشيف", "ar/archive.html"),  # «الأرشيف» without its hamza
        ("وثيقه", "ar/command-line.html"),  # «وثيقة» with ha
        ("اولا", "ar/command-line.html"),  # «أولًا», without hamza and tanwin
        ("margins", "how-to/look.html"),
        ("windows-1256", "how-to/old-files.html"),
    ],
)
@pytest.mark.parametrize("start", ["index.html", "ar/index.html"])
def test_search_works_from_disk_and_knows_arabic(site: Path, page: Page, start: str, query: str, where: str) -> None:
    page.goto((site / start).as_uri())
    assert any(address.endswith(where) for address in (found.split("#")[0] for found in search(page, query)))


def test_search_finds_nothing_where_nothing_is(site: Path, page: Page) -> None:
    page.goto((site / "ar/index.html").as_uri())
    page.get_by_role("textbox").click()
    page.keyboard.insert_text("كلمةلاتوجد")
    expect(page.locator(".md-search-result__meta")).to_have_text("لا نتائج")
    expect(page.locator(".md-search-result__item")).to_have_count(0)


def test_what_is_found_is_marked_and_shown_as_text(site: Path, page: Page) -> None:
    page.goto((site / "index.html").as_uri())
    search(page, "doctype")  # an example has <!doctype html> and a script
    first = page.locator(".md-search-result__item").first
    expect(first.locator("mark").first).to_have_text("doctype")
    expect(first.locator("script")).to_have_count(0)


@pytest.mark.parametrize("name", ["tutorials/command-line.html", "ar/command-line.html"])
def test_arabic_samples_stand_right_to_left(site: Path, page: Page, name: str) -> None:
    page.goto((site / name).as_uri())
    lines = page.evaluate(LINES)
    assert len(lines) >= 6
    # Every line of the article begins at the right of its box; only full ones reach the left.
    assert all(right < 30 for _, right in lines), lines
    assert max(left for left, _ in lines) > 200, lines


def test_pages_in_arabic_are_arabic_throughout(site: Path, page: Page) -> None:
    page.goto((site / "ar/library.html").as_uri())
    assert page.evaluate("[document.documentElement.lang, getComputedStyle(document.body).direction]") == ["ar", "rtl"]
    expect(page.get_by_role("textbox")).to_have_attribute("placeholder", "ابحث")
    # Programs stay left to right.
    assert page.evaluate("getComputedStyle(document.querySelector('.language-python code')).direction") == "ltr"
    page.goto((site / "tutorials/library.html").as_uri())
    assert page.evaluate("[document.documentElement.lang, getComputedStyle(document.body).direction]") == ["en", "ltr"]
