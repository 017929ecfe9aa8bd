"""Measure how well text comes back out of our PDFs, and what the text layer costs.

    python benchmarks/pdf_text.py ARTICLES.jsonl [--count 100] [--font amiri ...]

ARTICLES has one JSON object a line with `title`, `author` and `content`. For each font a table: recall (words that
come back whole), order (words in the source's order), the worst article; then seconds an article with the layer and
without it, turn by turn in the same process, and bytes a document. Run it in the environment that ./test makes.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

import judges
import newsconvert
from newsconvert.model import Article
from newsconvert.resources import Resources, bundled_families
from newsconvert.writers import html
from newsconvert.writers.pdf.weasyprint import layout, pages
from plain import plain_weasyprint


def articles(path: Path, count: int) -> list[tuple[str, Article]]:
    """Return the text and the article of the first `count` lines of a corpus."""
    found = []
    with path.open(encoding="utf-8") as lines:
        for _, line in zip(range(count), lines, strict=False):
            record = json.loads(line)
            text = "\n".join(filter(None, (record["title"], record.get("author"), record["content"])))
            found.append((text, newsconvert.read(text.encode())))
    return found


def fidelity(corpus: list[tuple[str, Article]], font: str) -> None:
    scores: dict[str, list[judges.Fidelity]] = {name: [] for name in judges.EXTRACTORS}
    sizes = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "article.pdf"
        for text, article in corpus:
            path.write_bytes(newsconvert.write(article, "pdf", font=font))
            sizes.append(path.stat().st_size)
            for name, extract in judges.EXTRACTORS.items():
                scores[name].append(judges.fidelity(text, extract(path)))
    print(f"\n{font}: {len(corpus)} articles, {statistics.mean(sizes) / 1000:.1f} KB a document")
    print(f"{'':14}{'recall':>8}{'order':>8}{'worst recall':>14}{'worst order':>13}")
    for name, found in scores.items():
        recall, order = [one.recall for one in found], [one.order for one in found]
        print(
            f"{name:14}{statistics.mean(recall):8.4f}{statistics.mean(order):8.4f}{min(recall):14.4f}{min(order):13.4f}"
        )


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
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--font", nargs="+", default=[key for key in bundled_families() if key != "noto-emoji"])
    arguments = parser.parse_args()
    corpus = articles(arguments.corpus, arguments.count)
    cost(corpus)
    for font in arguments.font:
        fidelity(corpus, font)


if __name__ == "__main__":
    main()
