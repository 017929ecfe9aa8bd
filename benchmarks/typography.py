"""Measure the word spaces of justified lines: ours, and those of other programs on the same articles and measure.

    python benchmarks/typography.py ARTICLES.jsonl [--count 13] [--skip 0] [--font amiri] [--size 13.5] [--measure 459]

ARTICLES has one JSON object a line with `title`, `author` and `content`. Spaces are taken from the boxes of characters
in the PDFs, as PDFium has them: of each line that fills the measure, the mean of its spaces, as a multiple of the space
of the font. Sizes are in points; low, medium and high are ours with as much kashida. Prints a table in Markdown. Run it
in the environment that ./test makes, with the dependency group `bench`.
"""

from __future__ import annotations

import argparse
import base64
import json
import statistics
import sys
import tempfile
from functools import partialmethod
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from fontTools.ttLib import TTFont

import newsconvert
from newsconvert.model import Article, Paragraph
from newsconvert.model.texts import plain_text
from newsconvert.resources import Family, Resources
from newsconvert.writers import html
from newsconvert.writers.pdf.weasyprint import layout, pages
from support import judges
from support.plain import plain_weasyprint
from support.wordspaces import natural_space, spaces

FONTS = Path(__file__).parents[1] / "fonts"


def articles(path: Path, skip: int, count: int) -> list[Article]:
    """Return the articles of `count` lines of a corpus, after the first `skip`."""
    lines = path.read_text(encoding="utf-8").splitlines()[skip : skip + count]
    found = []
    for line in lines:
        record = json.loads(line)
        text = "\n".join(filter(None, (record["title"], record.get("author"), record["content"])))
        found.append(newsconvert.read(text.encode()))
    return found


def _embedded(font: Path) -> str:
    return "data:font/ttf;base64," + base64.b64encode(font.read_bytes()).decode()


class Page:
    """A page whose measure is `measure`, in a font at a size, in what each program reads."""

    def __init__(self, font: str, size: float, measure: float) -> None:
        self.theme = Resources().theme("newspaper")
        self.typefaces = Resources().typefaces(self.theme, font, None)
        self.size, self.measure = size, measure
        width = measure + 80
        self.css = html.theme_css(self.theme, self.typefaces, "theme", "print") + (
            f"\n@page {{ size: {width}pt {width * 1.4}pt; margin: 40pt; @top-right {{ content: none }}"
            f" @top-left {{ content: none }} @bottom-center {{ content: none }} }} html {{ font-size: {size}pt }}"
        )

    @property
    def family(self) -> Family:
        return self.typefaces.all[0]

    def ours(self, article: Article, path: Path, kashida: str = "none") -> None:
        css = self.css + f"html {{ --kashida: {kashida} }}"
        path.write_bytes(pages.render(layout.Rendering(html.document_html(article, ""), css, self.typefaces.all)))

    low, medium = partialmethod(ours, kashida="low"), partialmethod(ours, kashida="medium")
    high = partialmethod(ours, kashida="high")

    def weasyprint(self, article: Article, path: Path) -> None:
        path.write_bytes(plain_weasyprint(html.document_html(article, ""), self.css, self.typefaces.all))

    def chromium(self, article: Article, path: Path) -> None:
        sheet = html.font_css(self.typefaces.all, _embedded) + self.css
        page = path.with_suffix(".html")
        page.write_text(html.document_html(article, sheet), encoding="utf-8")
        judges.browser_pdf(page, path)

    def typst(self, article: Article, path: Path) -> None:
        import typst

        name = TTFont(self.family.regular)["name"].getBestFamilyName()
        source = path.with_suffix(".typ")
        paragraphs = [
            json.dumps(plain_text(block.inlines), ensure_ascii=False)
            for block in article.body
            if isinstance(block, Paragraph)
        ]
        source.write_text(
            f"#set page(width: {self.measure + 80}pt, height: {self.measure * 1.4}pt, margin: 40pt)\n"
            f'#set text(lang: "ar", font: "{name}", size: {self.size}pt)\n#set par(justify: true)\n'
            + "\n".join(f"#par(text({one}))" for one in paragraphs),
            encoding="utf-8",
        )
        path.write_bytes(typst.compile(str(source), font_paths=[str(FONTS)], ignore_system_fonts=True))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--count", type=int, default=13)
    parser.add_argument("--skip", type=int, default=0)
    parser.add_argument("--font", default="amiri")
    parser.add_argument("--size", type=float, default=13.5)
    parser.add_argument("--measure", type=float, default=459)
    parser.add_argument(
        "--only", nargs="+", default=["ours", "low", "medium", "high", "weasyprint", "chromium", "typst"]
    )
    arguments = parser.parse_args()
    corpus = articles(arguments.corpus, arguments.skip, arguments.count)
    page = Page(arguments.font, arguments.size, arguments.measure)
    natural = natural_space(page.family.regular, arguments.size)
    print("| program | lines | median | 95% | 99% | widest | narrowest | above 1.5 | above 2 |\n|---|" + "---:|" * 8)
    with tempfile.TemporaryDirectory() as folder:
        for name in arguments.only:
            found = []
            for at, article in enumerate(corpus):
                path = Path(folder, f"{name}-{at}.pdf")
                getattr(page, name)(article, path)
                found += [space / natural for space in spaces(path, arguments.measure)]
            cuts = statistics.quantiles(found, n=100)
            wide = [sum(space > limit for space in found) / len(found) for limit in (1.5, 2)]
            figures = (statistics.median(found), cuts[94], cuts[98], max(found), min(found))
            cells = [name, str(len(found)), *(f"{one:.2f}" for one in figures), *(f"{one:.1%}" for one in wide)]
            print(f"| {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
