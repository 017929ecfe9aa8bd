"""Measure newsconvert and its peers on the same articles in the same run: one command, one table.

    python benchmarks/peers.py ARTICLES.jsonl [--count 100] [--only NAME ...] [--write docs/benchmarks.md]

ARTICLES has one JSON object per line with `title`, `author` and `content`. Each program runs in a process of its own,
one after the other: seconds per article once it is warm (a program that starts one process per article, or one for all,
pays for it, as its users do), the memory of its largest process, bytes per document, and how much of the text can be
extracted. `--write` puts the table and a plot beside it. Needs the dependency groups `test` and `bench`.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

FONTS = Path(__file__).parents[1] / "fonts"


class Subject(NamedTuple):
    """A program under measurement: the ending of what it makes and of what it reads, and how it is run."""

    label: str
    suffix: str
    reads: str
    run: Callable[[list[Path], Path], Iterator[float]]


# Subjects: each yields the seconds of one article after another


def ours(format_: str, sources: list[Path], folder: Path) -> Iterator[float]:
    """Convert in this process, as a program that imports newsconvert does."""
    convert_one(format_, sources[0], folder)
    for source in sources:
        start = time.perf_counter()
        convert_one(format_, source, folder)
        yield time.perf_counter() - start


def convert_one(format_: str, source: Path, folder: Path) -> None:
    import newsconvert

    newsconvert.convert(source, folder / f"{source.stem}.{format_}")


def ours_by_two(format_: str, sources: list[Path], folder: Path) -> Iterator[float]:
    """Convert in two worker processes, both warm."""
    with ProcessPoolExecutor(2) as pool:
        formats, folders = [format_] * len(sources), [folder] * len(sources)
        list(pool.map(convert_one, formats[:8], sources[:8], folders[:8]))
        start = time.perf_counter()
        list(pool.map(convert_one, formats, sources, folders))
        yield from [(time.perf_counter() - start) / len(sources)] * len(sources)


def weasyprint(sources: list[Path], folder: Path) -> Iterator[float]:
    """Plain WeasyPrint on our own page and style sheet, which it parses once, its own fonts and tags."""
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration

    from newsconvert.resources import Resources
    from newsconvert.writers import html

    resources = Resources()
    typefaces = resources.typefaces(theme := resources.theme("newspaper"), None, None)
    fonts = FontConfiguration()
    css = html.font_css(typefaces.all, Path.as_uri) + html.theme_css(theme, typefaces, "theme", "print")
    sheet = weasyprint.CSS(string=css, font_config=fonts)

    def make(source: Path) -> None:
        page = weasyprint.HTML(filename=source)
        page.write_pdf(folder / f"{source.stem}.pdf", stylesheets=[sheet], font_config=fonts, pdf_variant="pdf/ua-1")

    make(sources[0])
    for source in sources:
        start = time.perf_counter()
        make(source)
        yield time.perf_counter() - start


def typst(sources: list[Path], folder: Path) -> Iterator[float]:
    import typst as engine

    # One compiler for all: it keeps its fonts open.
    for source in [sources[0], *sources]:
        start = time.perf_counter()
        made = engine.compile(str(source), font_paths=[str(FONTS)], ignore_system_fonts=True, pdf_standards="ua-1")
        (folder / f"{source.stem}.pdf").write_bytes(made)
        yield time.perf_counter() - start


def pandoc(suffix: str, sources: list[Path], folder: Path) -> Iterator[float]:
    """Convert with one process per article."""
    import pypandoc

    options = {"docx": [], "epub": ["--epub-embed-font", FONTS / "amiri" / "Amiri-Regular.ttf"],
               "pdf": ["--pdf-engine", Path(sys.executable).parent / "weasyprint"]}[suffix]  # fmt: skip
    for source in sources:
        target = folder / f"{source.stem}.{suffix}"
        start = time.perf_counter()
        call([pypandoc.get_pandoc_path(), source, "-s", "-o", target, *options])
        yield time.perf_counter() - start


def call(command: Sequence[object]) -> None:
    subprocess.run([str(part) for part in command], check=True, capture_output=True)


def libreoffice(sources: list[Path], folder: Path) -> Iterator[float]:
    """All files in one call."""
    with tempfile.TemporaryDirectory() as profile:
        command = ["soffice", f"-env:UserInstallation={Path(profile).as_uri()}", "--headless", "--convert-to",
                   "pdf:writer_web_pdf_Export", "--outdir", folder, *sources]  # fmt: skip
        start = time.perf_counter()
        call(command)
        yield from [(time.perf_counter() - start) / len(sources)] * len(sources)


def _bound(function: Callable[..., Iterator[float]], first: str) -> Callable[[list[Path], Path], Iterator[float]]:
    return lambda sources, folder: function(first, sources, folder)


SUBJECTS = {
    "pdf": Subject("newsconvert", "pdf", "txt", _bound(ours, "pdf")),
    "pdf-2": Subject("newsconvert, 2 workers", "pdf", "txt", _bound(ours_by_two, "pdf")),
    "weasyprint": Subject("WeasyPrint", "pdf", "html", weasyprint),
    "typst": Subject("Typst", "pdf", "typ", typst),
    "pandoc-pdf": Subject("pandoc with WeasyPrint", "pdf", "md", _bound(pandoc, "pdf")),
    "libreoffice": Subject("LibreOffice", "pdf", "html", libreoffice),
    "docx": Subject("newsconvert", "docx", "txt", _bound(ours, "docx")),
    "docx-2": Subject("newsconvert, 2 workers", "docx", "txt", _bound(ours_by_two, "docx")),
    "pandoc-docx": Subject("pandoc", "docx", "md", _bound(pandoc, "docx")),
    "epub": Subject("newsconvert", "epub", "txt", _bound(ours, "epub")),
    "epub-2": Subject("newsconvert, 2 workers", "epub", "txt", _bound(ours_by_two, "epub")),
    "pandoc-epub": Subject("pandoc", "epub", "md", _bound(pandoc, "epub")),
}  # fmt: skip


# What they read: the same text in the format of each


def prepare(corpus: Path, count: int, folder: Path) -> list[str]:
    """Write `count` articles, spread evenly over the corpus, in all formats; return their texts."""
    import newsconvert
    from newsconvert.writers import html

    lines = corpus.read_text(encoding="utf-8").splitlines()
    texts = []
    for at in range(count):
        record = json.loads(lines[at * len(lines) // count])
        title, author = record["title"].strip(), (record.get("author") or "").strip()
        body = [line.strip() for line in record["content"].splitlines() if line.strip()]
        text = "\n".join([title, *filter(None, [author]), *body])
        texts.append(text)
        quoted = partial(json.dumps, ensure_ascii=False)
        stem = folder / f"{at:04}"
        stem.with_suffix(".txt").write_text(text, encoding="utf-8")
        facts = f"title: {quoted(title)}\nauthor: {quoted(author)}\n"
        stem.with_suffix(".md").write_text(
            f"---\n{facts}lang: ar\ndir: rtl\nmainfont: Amiri\n---\n\n" + "\n\n".join(body), encoding="utf-8"
        )
        stem.with_suffix(".html").write_text(html.document_html(newsconvert.read(text.encode()), ""), encoding="utf-8")
        stem.with_suffix(".typ").write_text(typst_source(title, filter(None, [author, *body])), encoding="utf-8")
    return texts


def typst_source(title: str, body: Iterable[str]) -> str:
    """Return an article as Typst's source, set like ours."""
    quoted = partial(json.dumps, ensure_ascii=False)
    pars = "\n".join(f"#par(text({quoted(line)}))\n" for line in body)
    return (
        f'#set document(title: {quoted(title)})\n#set page("a4", numbering: "1")\n'
        '#set text(lang: "ar", font: "Amiri", size: 12pt)\n#set par(justify: true)\n'
        f"= #text({quoted(title)})\n{pars}"
    )


# Text extraction


def text_back(path: Path) -> dict[str, str]:
    """Return the text of a document by the name of what reads it."""
    judges = _judges()
    if path.suffix == ".pdf":
        return {name: judges.EXTRACTORS[name](path) for name in ("poppler", "pdfium", "mupdf")}
    if path.suffix == ".docx":
        import mammoth

        with path.open("rb") as file:
            return {"mammoth": mammoth.extract_raw_text(file).value}
    from lxml import etree

    with zipfile.ZipFile(path) as book:
        pages = [name for name in sorted(book.namelist()) if name.endswith(".xhtml") and "nav" not in name]
        return {"lxml": "\n".join(" ".join(etree.fromstring(book.read(name)).itertext()) for name in pages)}


def _judges() -> Any:
    """Return what the tests read documents with; a subject's process must not carry pytest."""
    sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
    from support import judges

    return judges


def measure(name: str, inputs: Path, made: Path) -> dict[str, Any]:
    """Run a subject in a process of its own; return its figures. What it makes is in `made`.

    A process begins with the peak of the one that starts it, so that this one must stay small: it reads no documents
    until all subjects have run.
    """
    command = [sys.executable, __file__, "--subject", name, str(inputs), str(made)]
    report = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    subject = SUBJECTS[name]
    documents = sorted(made.glob(f"*.{subject.suffix}"))
    return {
        "name": name,
        "format": subject.suffix,
        "label": subject.label,
        "seconds": statistics.mean(report["seconds"][-len(documents) :]),
        "peak": report["peak"],
        "bytes": statistics.mean(document.stat().st_size for document in documents),
    }


def recall(name: str, texts: list[str], made: Path) -> dict[str, float]:
    """Return the share of the words of `texts` in what a subject made, by the name of what reads it."""
    found: dict[str, list[float]] = {}
    for at, text in enumerate(texts):
        for reader, back in text_back(made / f"{at:04}.{SUBJECTS[name].suffix}").items():
            found.setdefault(reader, []).append(_judges().fidelity(text, back).recall)
    return {reader: statistics.mean(scores) for reader, scores in found.items()}


def run_subject(name: str, inputs: Path, made: Path) -> None:
    """Run a subject here and print its figures: what `measure` calls."""
    subject = SUBJECTS[name]
    seconds = list(subject.run(sorted(inputs.glob(f"*.{subject.reads}")), made))
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(json.dumps({"seconds": seconds, "peak": peak / 1024}))


# The table and the plot


def table(rows: list[dict[str, Any]]) -> str:
    """Return the rows as a Markdown table; ratios are to newsconvert with one worker in the same format."""
    lines = [
        "| format | program | s per article | ratio | peak MiB | KB per document | words extracted |",
        "|---|---|---:|---:|---:|---:|---|",
    ]
    base = {row["format"]: row["seconds"] for row in rows if row["name"] == row["format"]}
    for row in rows:
        ratio = f"{row['seconds'] / base[row['format']]:.2f}" if row["format"] in base else ""
        recall = ", ".join(f"{reader} {value:.4f}" for reader, value in row["recall"].items())
        lines.append(
            f"| {row['format']} | {row['label']} | {row['seconds']:.4f} | {ratio} | {row['peak']:.0f} "
            f"| {row['bytes'] / 1000:.0f} | {recall} |"
        )
    return "\n".join(lines) + "\n"


def plot(rows: list[dict[str, Any]], path: Path) -> None:
    """Draw seconds per article, one panel per format, as SVG."""
    import matplotlib as mpl
    from matplotlib import pyplot

    mpl.rcParams.update({"svg.hashsalt": "newsconvert", "font.size": 9})
    formats = list(dict.fromkeys(row["format"] for row in rows))
    counts = [sum(row["format"] == one for row in rows) for one in formats]
    figure, panels = pyplot.subplots(
        len(formats), 1, figsize=(7, 0.5 * len(rows) + 1.5), squeeze=False, height_ratios=counts
    )
    for format_, panel in zip(formats, panels[:, 0], strict=True):
        shown = [row for row in rows if row["format"] == format_][::-1]
        colours = ["#8c2f2f" if "newsconvert" in row["label"] else "#8a8a8a" for row in shown]
        bars = panel.barh([row["label"] for row in shown], [row["seconds"] for row in shown], color=colours)
        panel.bar_label(bars, fmt="%.3f", padding=3)
        panel.set_title(format_.upper(), loc="left", fontweight="bold")
        panel.spines[["top", "right"]].set_visible(False)
        panel.margins(x=0.12)
    panels[-1, 0].set_xlabel("seconds per article")
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None})


def machine() -> str:
    """Return what the figures were taken with."""
    packages = ("weasyprint", "typst", "pypandoc_binary", "uharfbuzz")
    named = ", ".join(f"{package} {version(package)}" for package in packages)
    return f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}; {named}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", type=Path, nargs="+")
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=1, help="rounds of all programs; the best of each counts")
    parser.add_argument("--only", nargs="+", choices=SUBJECTS, default=list(SUBJECTS))
    parser.add_argument("--write", type=Path)
    parser.add_argument("--subject", choices=SUBJECTS, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.subject:
        run_subject(arguments.subject, *arguments.paths)
        return
    with tempfile.TemporaryDirectory() as folder:
        inputs = Path(folder, "inputs")
        inputs.mkdir()
        texts = prepare(arguments.paths[0], arguments.count, inputs)
        best: dict[str, dict[str, Any]] = {}
        for turn in range(arguments.rounds):
            for name in arguments.only:
                made = Path(folder, name)
                made.mkdir(exist_ok=True)
                row = measure(name, inputs, made)
                print(f"{name}, round {turn + 1}: {row['seconds']:.4f} s", file=sys.stderr)
                best[name] = min(best.get(name, row), row, key=lambda one: float(one["seconds"]))
        rows = list(best.values())
        for row in rows:
            row["recall"] = recall(row["name"], texts, Path(folder, row["name"]))
    print(table(rows))
    if arguments.write:
        picture = arguments.write.with_suffix(".svg")
        plot(rows, picture)
        page = arguments.write.read_text(encoding="utf-8")
        start, end = "<!-- figures -->\n", "<!-- end of figures -->"
        before, after = page.split(start)[0], page.split(end)[1]
        figures = (
            f"{arguments.count} articles, best of {arguments.rounds} rounds; {machine()}.\n\n{table(rows)}\n"
            f"![Seconds per article]({picture.name})\n\n"
        )
        arguments.write.write_text(before + start + figures + end + after, encoding="utf-8")


if __name__ == "__main__":
    main()
