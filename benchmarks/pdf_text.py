"""Measure how well text comes back out of PDFs, what ink they print beside their letters, and what the layer costs.

    python benchmarks/pdf_text.py ARTICLES.jsonl [--count 60] [--font amiri ...]

ARTICLES has one JSON object a line with `title`, `author` and `content`. Prints a table in Markdown: for each reader
recall (words that come back whole) and order (words that come back in the source's order) in our PDFs, in those of
WeasyPrint without our layer, and in those that Chromium prints from the same page; below, for each rasteriser, the
black dots in a thousand that belong to no letter. Then seconds an article with the layer and without it, turn by turn
in the same process. Run it in the environment that ./test makes.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

import newsconvert
from newsconvert.model import Article
from newsconvert.resources import Resources, bundled_families
from newsconvert.writers import html
from newsconvert.writers.pdf.weasyprint import layout, pages
from support import judges, rasters
from support.plain import plain_weasyprint


def articles(path: Path, count: int) -> list[tuple[str, Article]]:
    """Return the text and the article of the first `count` lines of a corpus."""
    found = []
    with path.open(encoding="utf-8") as lines:
        for _, line in zip(range(count), lines, strict=False):
            record = json.loads(line)
            text = "\n".join(filter(None, (record["title"], record.get("author"), record["content"])))
            found.append((text, newsconvert.read(text.encode())))
    return found


#: Documents whose ink is measured: at 300 dpi, twice in three rasterisers, each takes seconds.
_INKED = 5


def ours(article: Article, font: str, path: Path) -> None:
    path.write_bytes(newsconvert.write(article, "pdf", font=font))


def without_layer(article: Article, font: str, path: Path) -> None:
    typefaces = Resources().typefaces(Resources().theme("newspaper"), font, None)
    css = html.theme_css(Resources().theme("newspaper"), typefaces, "theme", "print")
    path.write_bytes(plain_weasyprint(html.document_html(article, ""), css, typefaces.all))


def chromium(article: Article, font: str, path: Path) -> None:
    page = path.with_suffix(".html")
    page.write_bytes(newsconvert.write(article, "html", font=font))
    judges.browser_pdf(page, path)


def read_back(extract: Callable[[Path], str], path: Path) -> str:
    """Return what a reader gets; nothing where a file has no text for it."""
    try:
        return extract(path)
    except AssertionError:  # tags without ActualText
        return ""


def fidelity(corpus: list[tuple[str, Article]], producers: dict[str, Callable[[Path, Article], None]]) -> None:
    """Print the table of readers and rasterisers."""
    rows: dict[str, list[str]] = {
        name: [] for name in (*judges.EXTRACTORS, *map(_ink, rasters.RASTERISERS), "KB a document")
    }
    with tempfile.TemporaryDirectory() as folder:
        for number, (producer, make) in enumerate(producers.items()):
            print(f"{producer} …", file=sys.stderr)
            scores: dict[str, list[judges.Fidelity]] = {name: [] for name in judges.EXTRACTORS}
            paths = [Path(folder) / f"{number}-{at}.pdf" for at in range(len(corpus))]
            for path, (text, article) in zip(paths, corpus, strict=True):
                make(path, article)
                for name, extract in judges.EXTRACTORS.items():
                    scores[name].append(judges.fidelity(text, read_back(extract, path)))
            for name, found in scores.items():
                recall, order = (statistics.mean(one) for one in zip(*found, strict=True))
                rows[name].append(f"{recall:.3f} / {order:.3f}")
            for name in rasters.RASTERISERS:
                ink = statistics.mean(rasters.stray_ink(path, name) for path in paths[:_INKED])
                rows[_ink(name)].append(f"{1000 * ink:.1f}")
            rows["KB a document"].append(f"{statistics.mean(path.stat().st_size for path in paths) / 1000:.0f}")
    inked = min(_INKED, len(corpus))
    print(f"\n{len(corpus)} articles; recall / order, then stray dots in a thousand ({inked} articles)\n")
    print(f"| | {' | '.join(producers)} |\n|---|{'---|' * len(producers)}")
    for name, cells in rows.items():
        print(f"| {name} | {' | '.join(cells)} |")


def _ink(rasteriser: str) -> str:
    return f"ink, {rasteriser}"


def cost(corpus: list[tuple[str, Article]]) -> None:
    resources = Resources()
    theme = resources.theme("newspaper")
    typefaces = resources.typefaces(theme, None, None)
    css = html.theme_css(theme, typefaces, "theme", "print")
    seconds: dict[bool, list[float]] = {True: [], False: []}
    for at, (_, article) in enumerate(corpus):
        page = html.document_html(article, "")
        for layer in (True, False) if at % 2 else (False, True):
            start = time.perf_counter()
            if layer:
                pages.render(layout.Rendering(page, css, typefaces.all))
            else:
                plain_weasyprint(page, css, typefaces.all)
            seconds[layer].append(time.perf_counter() - start)
    ratios = [ours / plain for ours, plain in zip(seconds[True], seconds[False], strict=True)][1:]
    print(f"\nplain WeasyPrint {statistics.median(seconds[False]):.3f} s an article, with the layer ", end="")
    print(f"{statistics.median(seconds[True]):.3f} s; ratio article by article, median {statistics.median(ratios):.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--count", type=int, default=60)
    parser.add_argument("--font", nargs="+", choices=bundled_families(), default=["amiri"])
    arguments = parser.parse_args()
    corpus = articles(arguments.corpus, arguments.count)
    producers = {f"newsconvert, {font}": _bound(ours, font) for font in arguments.font}
    producers["plain WeasyPrint"] = _bound(without_layer, arguments.font[0])
    producers["Chromium"] = _bound(chromium, arguments.font[0])
    fidelity(corpus, producers)
    cost(corpus)


def _bound(make: Callable[[Article, str, Path], None], font: str) -> Callable[[Path, Article], None]:
    return lambda path, article: make(article, font, path)


if __name__ == "__main__":
    main()
