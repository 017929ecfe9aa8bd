"""Measure how well text comes back out of PDFs, what ink they print beside their letters, and what the layer costs.

    python benchmarks/pdf_text.py ARTICLES.jsonl [--count 60] [--font amiri ...]

ARTICLES has one JSON object a line with `title`, `author` and `content`. Prints a table in Markdown: for each of
thirteen readers recall (words that come back whole), order (words that come back in the source's order) and tokens
(what stands between white space and comes back unchanged, but for marks of direction around it) in our PDFs, in those
of WeasyPrint without our layer, in Typst's, and in those that Chromium prints from the same page; below, for each
rasteriser, the black dots in a thousand that belong to no letter. Then seconds an article with the layer and without
it, turn by turn in the same process. Run it in the environment that ./test makes, with the group `bench` installed;
Evince's reader is that of the system's Python (Debian: gir1.2-poppler-0.18, python3-gi).
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

import peers

import newsconvert
from newsconvert.model import Article, article_text
from newsconvert.resources import Resources, bundled_families
from newsconvert.writers import html
from newsconvert.writers.pdf.weasyprint import layout, pages
from support import judges, rasters
from support.plain import plain_weasyprint

#: Poppler as GNOME's viewer copies.
_EVINCE = """
import sys, gi
gi.require_version('Poppler', '0.18')
from gi.repository import Poppler
document = Poppler.Document.new_from_file('file://' + sys.argv[1], None)
print('\\n'.join(document.get_page(n).get_text() for n in range(document.get_n_pages())))
"""


def evince(path: Path) -> str:
    command = ["/usr/bin/python3", "-c", _EVINCE, str(path.resolve())]
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout


def pdfminer(path: Path) -> str:
    from pdfminer.high_level import extract_text

    return str(extract_text(path))


def pdfplumber(path: Path) -> str:
    import pdfplumber as reader

    with reader.open(path) as document:
        return "\n".join(page.extract_text() or "" for page in document.pages)


READERS = {
    "Poppler (pdftotext)": judges.poppler_text,
    "Poppler -raw": lambda path: judges.output("pdftotext", "-raw", path, "-"),
    "Poppler (Evince)": evince,
    "Poppler -struct-text": lambda path: judges.output("pdfinfo", "-struct-text", path),
    "tag tree (ActualText)": judges.tags_text,
    "PDFium (Chrome)": judges.pdfium_text,
    "MuPDF": judges.mupdf_text,
    "pypdf": judges.pypdf_text,
    "pdf.js (Firefox)": judges.pdfjs_text,
    "PDFBox (Tika, Solr, DSpace)": judges.pdfbox_text,
    "PDFBox, sorted by position": lambda path: judges.pdfbox_text(path, by_position=True),
    "pdfminer": pdfminer,
    "pdfplumber": pdfplumber,
}
_CONTROLS = "[\u061c\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]+"
_AROUND = re.compile(f"^{_CONTROLS}|{_CONTROLS}$")


def articles(path: Path, count: int) -> list[tuple[str, Article]]:
    """Return the text and the article of `count` lines of a corpus, evenly spread over it."""
    lines = path.read_text(encoding="utf-8").splitlines()
    found = []
    for at in range(count):
        record = json.loads(lines[at * len(lines) // count])
        text = "\n".join(filter(None, (record["title"], record.get("author"), record["content"])))
        found.append((text, newsconvert.read(text.encode())))
    return found


def tokens(text: str) -> Counter[str]:
    return Counter(filter(None, (_AROUND.sub("", token) for token in text.split())))


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


def typst(article: Article, _font: str, path: Path) -> None:
    title, *rest = article_text(article)
    source = path.with_suffix(".typ")
    source.write_text(peers.typst_source(title, rest), encoding="utf-8")
    for _ in peers.typst([source], path.parent):
        pass


def read_back(extract: Callable[[Path], str], path: Path) -> str:
    """Return what a reader gets; nothing where a file has no text for it."""
    try:
        return extract(path)
    except (AssertionError, AttributeError):  # tags without ActualText, no tags
        return ""


def fidelity(corpus: list[tuple[str, Article]], producers: dict[str, Callable[[Path, Article], None]]) -> None:
    """Print the table of readers and rasterisers."""
    rows: dict[str, list[str]] = {name: [] for name in (*READERS, *map(_ink, rasters.RASTERISERS), "KB a document")}
    with tempfile.TemporaryDirectory() as folder:
        for number, (producer, make) in enumerate(producers.items()):
            print(f"{producer} …", file=sys.stderr)
            scores: dict[str, list[tuple[float, ...]]] = {name: [] for name in READERS}
            paths = [Path(folder) / f"{number}-{at}.pdf" for at in range(len(corpus))]
            for path, (text, article) in zip(paths, corpus, strict=True):
                make(path, article)
                want = tokens(text)
                for name, extract in READERS.items():
                    got = read_back(extract, path)
                    whole = (want & tokens(got)).total() / want.total()
                    scores[name].append((*judges.fidelity(text, got), whole))
            for name, found in scores.items():
                rows[name].append(" / ".join(f"{statistics.mean(one):.3f}" for one in zip(*found, strict=True)))
            for name in rasters.RASTERISERS:
                ink = statistics.mean(rasters.stray_ink(path, name) for path in paths[:_INKED])
                rows[_ink(name)].append(f"{1000 * ink:.1f}")
            rows["KB a document"].append(f"{statistics.mean(path.stat().st_size for path in paths) / 1000:.0f}")
    inked = min(_INKED, len(corpus))
    print(f"\n{len(corpus)} articles; recall / order / tokens, then stray dots in a thousand ({inked} articles)\n")
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
    producers["Typst"] = _bound(typst, arguments.font[0])
    producers["Chromium"] = _bound(chromium, arguments.font[0])
    fidelity(corpus, producers)
    cost(corpus)


def _bound(make: Callable[[Article, str, Path], None], font: str) -> Callable[[Path, Article], None]:
    return lambda path, article: make(article, font, path)


if __name__ == "__main__":
    main()
